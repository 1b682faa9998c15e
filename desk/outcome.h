/* SPDX-License-Identifier: ISC */
/* outcome.h: what became of the invitations that an operator sent, until they
 * have been told. Floor 3; semantics.md section 4. */
#ifndef DESK_OUTCOME_H
#define DESK_OUTCOME_H

#include <stdint.h>

#include "desk/recipient.h"

struct db;
struct operator;

enum {
	OUTCOME_NOTICES = 5, /* in the head of a page */
	OUTCOMES = 50        /* on the page of them all */
};

/* Of the last 24 hours.  What the operator may not see now is not named:
 * visitor and chat are 0, name, site and title NULL. */
struct outcome {
	uint64_t id;
	enum sent_status status;
	int late;       /* they replied after it had ended */
	int told;       /* already */
	char *ended_by; /* revoked by whom; NULL: a chat began */
	char *at;       /* as "2026-01-31 12:00:00", in UTC */
	uint64_t ms;    /* the same, since the epoch */
	uint64_t visitor;
	char *name;  /* "" where they gave none */
	char *site;  /* its name */
	char *title; /* of the page in front; NULL: they have left */
	uint64_t chat;
};

/* What they have not been told, the newest first.  n, or -1.  One trip. */
int outcome_untold(
    struct db *, const struct operator*, struct outcome[OUTCOME_NOTICES]);

/* All of them.  n, or -1.  One trip. */
int outcome_list(struct db *, const struct operator*, struct outcome[OUTCOMES]);

/* The operator has been told of this one; late: that there was a late reply
 * or a chat.  A reply that came meanwhile is still to be told.  1, also where
 * it was told before, 0 where it is none of theirs that has ended, -1.  One
 * trip. */
int outcome_told(
    struct db *, const struct operator*, uint64_t invitation, int replied);

/* ... and of those up to this moment, in milliseconds, at most OUTCOMES.  0, or -1.
 * One trip, and one for each. */
int outcome_told_until(struct db *, const struct operator*, uint64_t ms);

#endif
