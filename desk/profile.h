/* SPDX-License-Identifier: ISC */
/* profile.h: a site's users, as its own server names them, and the browsers
 * that they sign in with.  A visitor's record is of one browser and one
 * account. Floor 3; semantics.md section 3. */
#ifndef DESK_PROFILE_H
#define DESK_PROFILE_H

#include <stdint.h>

#include "desk/identity.h"

struct db;
struct visitor;

/* What a page says of who is signed in. */
enum said {
	SAID_NOTHING, /* it goes on as before */
	SAID_NOBODY,
	SAID_STALE, /* somebody, but too long ago to begin with */
	SAID_USER
};

struct signing {
	enum said said;
	uint64_t profile; /* of SAID_USER; of SAID_STALE too, or 0 */
};

/* Does a record go on being this visitor's?  1, 0.  No database. */
int signing_fits(const struct signing *, const struct visitor *);

/* A claim that a page makes. */
struct claiming {
	uint64_t site;
	const char *key; /* the site's */
	const char *text;
	enum identity_is is;    /* filled */
	struct signing signing; /* the same */
};

/* Judges it by the site's secrets; a user who was never seen gets a profile.
 * 0, or -1.  One trip, one more once an hour. */
int profile_claim(struct db *, struct claiming *);

/* One record ends, another begins. */
struct changing {
	uint64_t site;
	const unsigned char *was;    /* SHA-256 of the token until now */
	const unsigned char *fresh;  /* ... from now on; NULL: none */
	const unsigned char *strong; /* strong.h; NULL: an http page */
	struct signing now;
};

/*
 * Somebody else uses this browser from now on.  The record that does not fit
 * ends: nobody's token opens it again, they are gone from the list, an open
 * invitation has expired, an open chat is closed and its history says why.  It
 * stays as it is where a chat is open that strong does not open: who has read
 * the first token on http may not end it.  The fresh record has the user's
 * profile, or, for nobody, the one that was signed out.  0, or -1.  At most
 * twelve trips and the transaction; two, where this was done before.
 */
int profile_change(struct db *, const struct changing *);

#endif
