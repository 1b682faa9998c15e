/* SPDX-License-Identifier: ISC */
/* site_edit.h: sites as those see them who manage them. Floor 3. */
#ifndef DESK_SITE_EDIT_H
#define DESK_SITE_EDIT_H

#include <stddef.h>
#include <stdint.h>

#include "desk/change.h"
#include "desk/site.h"

struct db;

enum {
	SITES = 200,          /* in a list */
	SITE_HOSTS = 100,     /* of one site */
	SITE_STRAYS = 50,     /* shown of one */
	SITE_TITLE = 100,     /* characters */
	SITE_GREETING = 500,  /* characters */
	SITE_COLOR = 7,       /* "#1f6feb" */
	SITE_NARROWEST = 280, /* pixels of the open window */
	SITE_WIDEST = 2000
};

/* The parameters that a new site keeps: they name pages, not people. */
#define SITE_KEEP "utm_* id p page product category lang"

struct site_row {
	uint64_t id;
	const char *name;
	const char *key;
	const char *hosts; /* commas between; NULL: none */
	const char *department;
	const char *viewed; /* when a page was last seen; NULL: never */
	int tracking;
	int check;
	int strict;
	int disabled;
	uint64_t strays; /* hosts seen that are not listed */
};

/* By name.  How many, at most SITES; -1.  One trip. */
int site_list(struct db *, struct site_row[SITES]);

struct site {
	uint64_t id; /* 0: a new one */
	uint64_t version;
	unsigned char form_key[CHANGE_KEY];
	char key[SITE_KEY + 1]; /* filled where it is new */
	const char *name;
	const char *title;
	const char *greeting;
	const char *color;
	int left; /* the button's side */
	int tracking;
	int check;
	int leave;
	int strict;
	int disabled;
	int storage;         /* HTML5 storage mirrors the token */
	int ssl;             /* all pages are meant to be https */
	const char *domain;  /* of the cookies; "": the widest */
	const char *address; /* kept of a visitor's: whole | part | none */
	const char *keep;    /* desk/scrub.h */
	int hash;            /* a hash router */
	int is_default;      /* of pages that name no site; one at most */
	uint64_t width;      /* of the window, pixels; 0: the widget's own */
	uint64_t height;
	uint64_t department; /* 0: none */
	const char *hosts[SITE_HOSTS];
	size_t nhosts;

	const char *viewed; /* read only, as in the list */
};

int site_color_ok(const char *); /* "#1f6feb" */
int site_size_ok(uint64_t);      /* of the window, or 0 */

/* Takes what people write or paste for a host, an address too, into host:
 * 0, or -1 where it is none. */
int site_host_read(const char *, char host[SITE_HOST + 1]);

int site_get(struct db *, uint64_t id, struct site *); /* 1, 0, -1; 2 trips */

struct stray {
	const char *host;
	uint64_t seen;
	const char *last;
};

/* The latest ones that are not listed.  How many, -1; one trip. */
int site_strays(struct db *, uint64_t id, struct stray[SITE_STRAYS]);

/* CHANGE_STALE, _TAKEN, _UNKNOWN (the department is gone).  At most seven trips
 * and one for each host that changes. */
enum change site_save(struct db *, const struct actor *, struct site *);

/* One more host; once it is there, again is CHANGE_DONE.  At most six trips. */
enum change site_host_add(
    struct db *, const struct actor *, uint64_t id, const char *host);

#endif
