/* SPDX-License-Identifier: ISC */
/* audit.h: what was done in the back office, and by whom. Floor 3. */
#ifndef DESK_AUDIT_H
#define DESK_AUDIT_H

#include <stdint.h>

struct db;

struct audit {
	uint64_t operator; /* 0: nobody known */
	const char *address;
	const char *what; /* a word that templates know: "signin" */
	uint64_t object;  /* id of what it was done to; 0 none */
	const char *detail;
};

/* One more row.  0, or -1.  One trip. */
int audit_note(struct db *, const struct audit *);

enum {
	AUDIT_PAGE = 100 /* rows of one page */
};

struct audit_row {
	uint64_t id;
	const char *at;
	const char *by; /* NULL: nobody known, or deleted since */
	uint64_t operator;
	const char *address;
	const char *what;
	uint64_t object;
	const char *detail;
};

struct audit_filter {
	const char *words; /* first words of what, commas between; "" all */
	uint64_t operator; /* 0: anybody's */
	uint64_t before;   /* an id; 0: from the newest */
};

/* The newest first.  How many, at most AUDIT_PAGE + 1, so that the caller
 * knows whether there are more; -1.  One trip. */
int audit_list(
    struct db *, const struct audit_filter *, struct audit_row[AUDIT_PAGE + 1]);

#endif
