/* SPDX-License-Identifier: ISC */
/* handoff.h: a visitor goes from one domain of a site to another of its
 * domains, and is the same one there. Floor 3; semantics.md section 3. */
#ifndef DESK_HANDOFF_H
#define DESK_HANDOFF_H

#include <stdint.h>

#include "lib/token.h"

struct db;

enum {
	HANDOFF_LIFE = 30, /* seconds */
	HANDOFF_CODE = 16, /* bytes; twice as many hex digits in the link */
	HANDOFF_HOST = 254 /* bytes of a host's name, NUL included */
};

/* What goes along, and what must be the same on both sides. */
struct handoff {
	uint64_t site;
	const char *code;    /* in hex; of 128 random bits */
	const char *to;      /* the host that the link leads to */
	const char *address; /* of the browser */
	const char *agent;
	char from[HANDOFF_HOST]; /* the host of the link */
	unsigned char token[TOKEN_TEXT / 2];
	unsigned char strong[TOKEN_TEXT / 2]; /* strong.h; zeros: none */
};

/* Do pages stand on more than one domain?  Hosts with commas between: not
 * where one of them, without its "www.", is above all others.  1, 0. */
int handoff_apart(const char *hosts);

/* May a visitor go from one host to the other: are both listed?  1, 0, -1.
 * One trip. */
int handoff_may(struct db *, uint64_t site, const char *from, const char *to);

/*
 * Keeps it sealed with the code, the host, and the browser: what is stored
 * opens nothing by itself.  0, or -1.  One trip.
 */
int handoff_give(struct db *, const struct handoff *);

/*
 * Takes it, once, whatever comes of it: fills from, token and strong.  1, 0
 * where there is none of this code and site, it is too old, or it was for
 * another host or browser; -1.  Two trips and the transaction.
 */
int handoff_take(struct db *, struct handoff *);

#endif
