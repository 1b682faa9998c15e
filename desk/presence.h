/* SPDX-License-Identifier: ISC */
/*
 * presence.h: who is there now: the rules that make presence out of beats,
 * without a database, and the batches that write it. Floor 3.
 */
#ifndef DESK_PRESENCE_H
#define DESK_PRESENCE_H

#include <stddef.h>
#include <stdint.h>

#include "lib/mailbox.h"
#include "lib/token.h"

struct db;

enum {
	PRESENCE_PAGES = 5,       /* page instances remembered of a visitor */
	PRESENCE_WRITE = 15000,   /* ms: written at least so often */
	PRESENCE_SLACK = 15000,   /* ms: allowed beyond two missed polls */
	PRESENCE_LEAVING = 10000, /* ms: until a visitor who left is gone */
	PRESENCE_LISTED = 60,     /* s: how long they stay listed after that */
	PRESENCE_BATCH = 500,     /* rows of one transaction */
};

/*
 * What pulse remembers of one visitor: 64 bytes.  Times are tenths of a second
 * on pulse's own clock and never 0; 0 is "never".  All zero is nobody.
 */
struct heard {
	unsigned char box[BOX_ID];
	uint32_t instance[PRESENCE_PAGES];
	uint32_t at[PRESENCE_PAGES]; /* when that instance was heard */
	uint32_t written; /* when their presence was last asked for */
	uint8_t state;    /* as then */
	uint8_t used;
	uint8_t left; /* their last page said that it was going */
	uint8_t spare;
};

enum presence_do {
	PRESENCE_NOTHING,
	PRESENCE_STAY,  /* write: here for the next presence_hold() ms */
	PRESENCE_LEAVE, /* write: gone in PRESENCE_LEAVING ms */
};

/* How long a visitor counts as present after a beat, in ms. */
uint32_t presence_hold(enum beat_state, uint32_t pace);

/*
 * A page said "still here".  Written on a change of state, after having left,
 * and PRESENCE_WRITE after the last time; the caller puts what is to be
 * written into its batch.
 */
enum presence_do presence_poll(
    struct heard *, uint32_t now, enum beat_state state, uint32_t instance);

/*
 * A page instance said that it goes.  PRESENCE_LEAVE only where no other
 * instance was heard within presence_hold(): turning a page does not flicker.
 */
enum presence_do presence_pagehide(
    struct heard *, uint32_t now, uint32_t instance, uint32_t pace);

/* Nothing was heard for so long that they need not be remembered?  1, 0. */
int presence_silent(const struct heard *, uint32_t now, uint32_t pace);

/*
 * The pace of the next second in percent, 100 to 800: rises by half where the
 * pipe is more than half full (percent) or the loop is late (ms), falls by a
 * tenth where both are well.
 */
uint32_t presence_pace(uint32_t pace, unsigned fill, unsigned late);

/* One row to write. */
struct presence_write {
	unsigned char box[BOX_ID];
	enum presence_do what;
	enum beat_state state;
	uint32_t hold; /* ms */
};

/*
 * Writes n <= PRESENCE_BATCH rows, of one box the last: a stay raises gone_at
 * and never lowers it, a leave lowers it and never raises it; changed_at moves
 * with the state.  Rows that are gone from the table are made again from their
 * visit, where its visitor was seen within the hour.  How many were made
 * again, or -1.  A transaction of one statement for each 64 of whom the same
 * is written; where rows of these were gone one more for each of them.
 */
int presence_save(struct db *, const struct presence_write *, size_t n);

#endif
