/* SPDX-License-Identifier: ISC */
/* offer.h: a pending chat is offered, accepted, let lapse, released. Floor 3;
 * semantics.md sections 4 and 5; the rules themselves: desk/assign.h. */
#ifndef DESK_OFFER_H
#define DESK_OFFER_H

#include <stdint.h>

#include "desk/assign.h"

struct db;

enum {
	OFFER_BATCH = 20 /* chats that one call of offer_due() moves */
};

enum offer_made {
	OFFER_NONE =
	    0,        /* to nobody: the chat waits for the department's rules */
	OFFER_STANDS, /* ... to this operator */
	OFFER_ACCEPTED /* ... who takes it automatically: the chat is active */
};

/*
 * First right.  Inside the caller's transaction, the chat is pending: it is
 * offered to the operator who sent the invitation, whatever their state; at
 * once theirs where they are signed in and accept automatically.  Disabled:
 * nobody's, and the history says so.  sender 0: nothing to do, pulse gives it
 * out by the department's rules, in turn.  An enum offer_made, or -1; the feed
 * is the caller's.  At most nine trips.
 */
int offer_first(struct db *, uint64_t chat, uint64_t sender);

/*
 * What has fallen due: offers that stand and are now taken automatically,
 * offers let lapse, unanswered ones, those of disabled operators, and chats
 * that wait for somebody to become available.  One transaction a step.  Any
 * number of pulses may call it at once: one at a time does something.  How
 * many chats moved (OFFER_BATCH: there may be more), or -1.  One trip where
 * no chat is pending.
 */
int offer_due(struct db *);

/* When a chat changed last, in ms: one that is new or became pending may have
 * something due at once.  0, or -1.  One trip. */
int offer_changed(struct db *, uint64_t *at);

/* What other files need of an offer, inside their transaction; one trip
 * each. */
enum offer_outcome {
	OFFER_WAS_ACCEPTED = 1,
	OFFER_LAPSED,
	OFFER_WITHDRAWN,
	OFFER_TRANSFERRED
};
/* The running offer of a chat, if there is one, ends.  0, or -1. */
int offer_end(struct db *, uint64_t chat, enum offer_outcome);

struct offer_new {
	uint64_t chat;
	uint64_t operator;
	enum assign_why why;
	uint32_t seconds; /* 0: without end */
};
/* The pending chat becomes this operator's to accept, until then.  1, 0 where
 * it is not pending, -1.  Three trips. */
int offer_make(struct db *, const struct offer_new *);
/* Who (0: nobody) is to have the chat may accept it at once: their row is held
 * before the chat names them or its status changes.  0, -1.  One trip. */
int offer_hold(struct db *, uint64_t operator);
/* The operator accepts a chat that other (0: nobody) is to lose by it: counted,
 * and both held in the order of desk/feed.h, so before a row that names one of
 * them.  0, -1.  One trip, or two. */
int offer_accepts(struct db *, uint64_t operator, uint64_t other);
/* ... and, after that, an offer is accepted automatically: active.  1, 0, -1.
 * Three trips. */
int offer_taken(struct db *, uint64_t chat, uint64_t operator);

#endif
