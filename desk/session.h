/* SPDX-License-Identifier: ISC */
/* session.h: who is signed in to the back office. Floor 3. */
#ifndef DESK_SESSION_H
#define DESK_SESSION_H

#include <stdint.h>

#include "lib/token.h"

struct db;

/* The operator behind a request, as of this request. */
struct operator
{
	uint64_t id;
	char *login;
	char *name;
	uint64_t may; /* bits of enum permission */
	int sees_all; /* All departments, or sees_all_online_visitors */
	int online;
	int visible;
	int always_online;
	int auto_accept;
	int assign_me;
	int sound;
	int away_due; /* what they do now must be noted: session_here() */
	unsigned char session[TOKEN_HASH];
};

/* Until when a session lasts. */
struct session_life {
	int hours; /* without a request */
	int days;  /* after signing in, whatever was done */
};

/*
 * Whose session is this?  Not ended, within its life, operator not disabled.  Notes "seen now" where the last note is 20 s old.  1 and
 * *op filled, 0 nobody's, -1 failed.  One trip, two where seen is noted.
 */
int session_find(struct db *, const unsigned char hash[TOKEN_HASH],
    const struct session_life *, struct operator*);

/*
 * A person did something, not the page by itself: they are not away for their
 * away_minutes from now.  Where op->away_due says so, which is at most every
 * 20 s, and never for who has no such time.  0, or -1.  One trip.
 */
int session_here(struct db *, const struct operator*);

#define operator_may(op, p) (((op)->may >> (p)) & 1)

struct signin {
	const char *login;
	const char *password;
	const char *address;
	const char *agent;
	char token[TOKEN_TEXT + 1]; /* filled: the new session's */
	int wait;                   /* filled: seconds to wait, if told to */
};

/*
 * Signs in.  1 and the token; 0 wrong (the same answer and time for an unknown
 * or disabled account); 2 too many failures of this account from this address,
 * of this address, or, for who failed here too, of this account from anywhere:
 * wait so many seconds; -1 failed.  At most six trips.  Audited.
 */
int session_begin(struct db *, struct signin *);

/*
 * Is this the account's password?  As session_begin(), but nobody is signed
 * in: for who is, and is asked again.  1, 0, 2, -1; at most five trips.
 */
int session_verify(struct db *, struct signin *);

int session_end(struct db *, const struct operator*); /* 0, -1; one trip */

/* Ends all sessions of an operator, but for the one kept (NULL: none).
 * 0, -1; one trip. */
int session_end_all(
    struct db *, uint64_t operator_id, const unsigned char keep[TOKEN_HASH]);

/* Nobody changes their rows (0: nobody's) until this transaction ends, which is
 * to name them once it has changed a chat's status, a department or a bot:
 * desk/feed.h.  0, -1.  One trip. */
int operator_hold(struct db *, uint64_t, uint64_t);

#endif
