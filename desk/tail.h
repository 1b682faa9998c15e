/* SPDX-License-Identifier: ISC */
/* tail.h: what pulse reads of the feed, and how it finds all that waits when
 * it has lost its place. Floor 3; architecture.md "The feed". */
#ifndef DESK_TAIL_H
#define DESK_TAIL_H

#include <stddef.h>
#include <stdint.h>

#include "lib/token.h"

struct db;

enum {
	TAIL_ROWS = 4000, /* what a caller's array has to hold */
	TAIL_LOST = -2,   /* the place was purged, or the database went back */
};

/* One mailbox and what its visitor has waiting. */
struct waiting {
	uint64_t visitor;
	uint64_t wait_n;
	uint64_t read_n;
	unsigned char box[BOX_ID];
};

/* The counter's value.  0, or -1.  One trip. */
int tail_counter(struct db *, uint64_t *n);

/*
 * What the feed has after *place: the mailboxes of its visitors, with their
 * numbers as they are now; *place moves to the last row that is contained
 * whole.  How many, TAIL_LOST, or -1.  One trip.
 */
int tail_read(struct db *, uint64_t *place, struct waiting out[TAIL_ROWS]);

/*
 * The mailboxes of present visitors for whom something waits, in the order of
 * visitors: those above *visitor, which moves on.  How many (0: that was all),
 * or -1.  One trip.
 */
int tail_waiting(struct db *, uint64_t *visitor, struct waiting out[TAIL_ROWS]);

#endif
