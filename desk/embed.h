/* SPDX-License-Identifier: ISC */
/* embed.h: what a page's snippet means: its site and options, whom it names,
 * and whether somebody is there to talk to. Floor 3. */
#ifndef DESK_EMBED_H
#define DESK_EMBED_H

#include <stdint.h>

#include "desk/scrub.h"

struct db;

enum {
	EMBED_KEY = 16,   /* characters of a site's key */
	EMBED_TAG = 255,  /* characters of data-department */
	EMBED_STRAYS = 50 /* unlisted hosts kept for one site */
};

/* How a page's host stands to the site. */
enum embed_host {
	HOST_STRAY, /* not listed, and not noted in the last minute */
	HOST_NOTED, /* not listed, but noted just now */
	HOST_LISTED
};

struct embed {
	uint64_t site;
	const char *name;
	const char *title;
	const char *greeting;
	const char *color;
	const char *position;
	int leave;    /* may a message be left? */
	int strict;   /* refuses pages on unlisted hosts */
	int tracking; /* the site's and the installation's */
	int check;    /* the site's "check for messages" */
	enum embed_host host;
	const char
	    *departments; /* ids in the tag's order, commas between, or "" */
	int online;       /* is an operator available for them? */
	int bot;          /* has a chat begun there first */
	int storage;      /* the token is mirrored there */
	uint64_t width;   /* of the window, pixels; 0: the widget's own */
	uint64_t height;
	const char *domain; /* of the cookies; "": the widest */
	const char *hosts;  /* of the site, commas between */
	/* What pages of this host reported in the last minute, as
	 * "https-page,http-page": report.h; "": nothing. */
	const char *noted;
	struct scrub scrub;        /* what is kept of pages' addresses ... */
	enum address_kept address; /* ... and of visitors' */
};

/* Is this text shaped like a site's key? */
int embed_key_ok(const char *);

/*
 * Cuts the tag's data-department in place to what can name a department:
 * letters, digits, - _ . and the commas between.
 */
void embed_tag_clean(char *);

/*
 * The site of this key, not disabled, as a page on host with this (clean) tag
 * means it.  1, 0 no such site, -1.  One trip, two where the tag names some or
 * the site has a default one.  Page views ask by way of embed_memory.h.
 */
int embed_find(struct db *, const char *key, const char *host, const char *tag,
    struct embed *);

/* Notes a page on a host that is not listed, at most EMBED_STRAYS a site.
 * 0, or -1.  One trip. */
int embed_stray(struct db *, uint64_t site, const char *host);

#endif
