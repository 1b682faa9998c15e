/* SPDX-License-Identifier: ISC */
/* identity.h: what a page says of who is signed in, and whether the site's
 * server has signed it: reading and judging, no database. Floor 3;
 * semantics.md section 3. */
#ifndef DESK_IDENTITY_H
#define DESK_IDENTITY_H

#include <stddef.h>
#include <stdint.h>

#include "lib/token.h"

enum {
	IDENTITY_USER = 100,     /* characters of a user's id */
	IDENTITY_CLAIM = 200,    /* characters of a claim */
	IDENTITY_OLD = 86400,    /* seconds: a claim is good for so long */
	IDENTITY_AHEAD = 300,    /* seconds that another clock may be ahead */
	IDENTITY_SECRETS = 2,    /* live ones of a site */
	IDENTITY_DIGITS = 12,    /* of the time, at most */
	IDENTITY_BYTES = 4 * 100 /* of a user's id */
};

/* A claim: "<user's id>:<unix seconds>:<64 hex digits>". */
struct identity {
	char user[IDENTITY_BYTES + 1];
	char seconds[IDENTITY_DIGITS + 1]; /* as they were written */
	uint64_t at;
	unsigned char mac[TOKEN_HASH];
};

/*
 * Reads valid UTF-8.  A user's id has 1..IDENTITY_USER characters, colons too,
 * but no tab and no new line, and no space at its ends.  0, or -1.
 */
int identity_read(const char *text, struct identity *);

/* What it is judged by: the site's own, and the database's clock. */
struct identity_by {
	const char *site; /* key */
	const char *secret[IDENTITY_SECRETS];
	size_t n;
	uint64_t now; /* unix seconds */
};

enum identity_is {
	IDENTITY_BAD,   /* no secret of the site made it */
	IDENTITY_STALE, /* one did, but not today */
	IDENTITY_GOOD
};

enum identity_is identity_judge(
    const struct identity *, const struct identity_by *);

#endif
