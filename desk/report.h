/* SPDX-License-Identifier: ISC */
/* report.h: what pages report of themselves, for the health of a site.
 * Floor 3; semantics.md section 3. */
#ifndef DESK_REPORT_H
#define DESK_REPORT_H

#include <stdint.h>

struct db;

enum {
	REPORTS = 300,      /* rows kept of one site */
	REPORT_DOMAIN = 253 /* characters of data-domain */
};

/* In the order of the column's ENUM. */
enum report_what {
	REPORT_PAGE = 1,   /* a page was there */
	REPORT_FOREIGN,    /* its data-domain is not its host's */
	REPORT_SERVER,     /* ... and is this server's */
	REPORT_REFUSED,    /* the browser refuses the domain */
	REPORT_COOKIES,    /* ... all cookies */
	REPORT_TWICE,      /* two snippets */
	REPORT_UNCHECKED,  /* data-check="off" */
	REPORT_USER_BAD,   /* data-user that no secret of the site signed */
	REPORT_USER_STALE, /* ... that was signed too long ago */
	REPORT_UUID,       /* another system's unsigned user */
	REPORT_CSP,        /* its policy refuses something of ours */
	REPORT_CACHED,     /* somebody between answers its polls */
	REPORT_WHATS
};

struct report {
	enum report_what what;
	int https;
	const char *host;
	const char *detail; /* the data-domain, or what was refused; "" */
	uint64_t seen;      /* minutes in which it was */
	const char *first, *last;
	int latest; /* in the last two minutes of what was seen of the host */
};

/* Is the host this domain, or below it?  1, 0. */
int report_within(const char *host, const char *domain);

/* Notes one; at most REPORTS rows a site.  0, or -1.  One trip. */
int report_note(struct db *, uint64_t site, const struct report *);

/* Those of the last seven days, latest first.  How many, -1.  One trip. */
int report_list(struct db *, uint64_t site, struct report[REPORTS]);

/* Forgets all of them.  0, or -1.  One trip. */
int report_forget(struct db *, uint64_t site);

#endif
