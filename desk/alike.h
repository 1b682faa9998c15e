/* SPDX-License-Identifier: ISC */
/* alike.h: records that are possibly of one visitor: found at a first contact,
 * shown, merged or told apart. Floor 3; semantics.md section 3. */
#ifndef DESK_ALIKE_H
#define DESK_ALIKE_H

#include <stdint.h>

struct actor;
struct db;
struct operator;

enum {
	ALIKE_PAIRS = 100, /* shown */
	ALIKE_CROWD = 500  /* newest records of an address that are looked at */
};

/*
 * A first contact that came from a page of the same site: where just one other
 * record of the same address and browser has that page in front, or had it a
 * minute ago, the two are a pair, unless that one is in such a pair already:
 * of a crowd behind one address nobody is taken for another.  0, or -1.  One
 * trip.
 */
int alike_note(struct db *, uint64_t visitor, const char *referrer);

/* Of both, the one who came first is "other". */
struct alike {
	uint64_t visitor;
	uint64_t other;
	const char *name; /* "" unknown */
	const char *other_name;
	const char *site;
	const char *address;
	const char *browser;
	const char *system;
	const char *since; /* the visitor's first contact */
	const char *other_since;
	const char *page; /* where they came from one to the other */
	uint64_t chats;   /* of each */
	uint64_t other_chats;
	int open; /* chats of both are open */
};

/* The newest pairs of visitors both of whom this operator sees; visitor 0: of
 * anybody.  How many, or -1.  One trip. */
int alike_list(struct db *, const struct operator*, uint64_t visitor,
    struct alike[ALIKE_PAIRS]);

/* This pair, for one who sees both.  1, 0, -1.  One trip. */
int alike_find(
    struct db *, const struct operator*, uint64_t visitor, struct alike *);

enum alike_outcome {
	ALIKE_DONE = 1,
	ALIKE_GONE = 0,   /* they are no pair */
	ALIKE_OPEN = -2,  /* both have an open chat */
	ALIKE_USERS = -3, /* of two users of the site, or of one and nobody */
};

/*
 * The other's chats, invitations, visits, page views and what pages told become
 * the visitor's, whose token the browser has, and the other record goes.  Of
 * two open invitations the other's is revoked; both are where a chat is open.
 * Chats begun on https open with the token they were begun with, as before.
 * Audited.  An enum alike_outcome, or -1.  About 20 trips and the transaction.
 */
int alike_merge(struct db *, const struct actor *, uint64_t visitor);

/* They are two: never shown again.  ALIKE_DONE, _GONE, -1.  Two trips and the
 * transaction.  Audited. */
int alike_apart(struct db *, const struct actor *, uint64_t visitor);

#endif
