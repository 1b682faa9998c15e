/* SPDX-License-Identifier: ISC */
/* site.h: a place where the snippet is embedded. Floor 3. */
#ifndef DESK_SITE_H
#define DESK_SITE_H

#include <stddef.h>
#include <stdint.h>

struct db;
struct mem;

enum {
	SITE_KEY = 16,   /* characters of the public key */
	SITE_NAME = 100, /* characters */
	SITE_HOST = 253,
};

/* May pages be on this host?  Letters, digits, dots and dashes, lower case;
 * no scheme, no port.  1, 0. */
int site_host_ok(const char *);

void site_key_make(char key[SITE_KEY + 1]); /* a new one, random */

struct site_new {
	const char *name;
	const char *const *hosts;
	size_t nhosts;
	char key[SITE_KEY + 1]; /* filled */
};

/* Makes a site with these hosts.  1 and its id, 0 where the name is taken,
 * -1 failed.  Three trips, and one for each host. */
int site_add(struct db *, struct site_new *, uint64_t *id);

/* The key of the site that has this key or name, into key.  1, 0, -1; one
 * trip. */
int site_find_key(struct db *, const char *word, char key[SITE_KEY + 1]);

/* What the tag says beside the key; NULL and 0 leave the attribute out. */
struct snippet {
	const char *base; /* the address that serves embed.js */
	const char *key;
	const char *departments; /* aliases or ids, comma between */
	const char *lang;
	const char *nonce;     /* what stands for the page's nonce */
	const char *hash;      /* the address that never changes its content */
	const char *integrity; /* ... and what is there */
	const char *mode;      /* box | popup | api */
	const char *box;       /* selector of the page's element */
	int check_off;         /* data-check="off" */
	int tracking_off;
	int leave_off;
	int query; /* settings in the address: a tag manager drops data-* */
};

/* The tag that goes into every page of the site, as HTML, the arena's. */
char *site_snippet(struct mem *, const struct snippet *);

#endif
