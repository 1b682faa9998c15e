/* SPDX-License-Identifier: ISC */
/*
 * lane.h: the express lane: nginx answers idle polls by itself with files
 * that pulse writes, and leaves the beats in a log that pulse reads.  Only for
 * mailbox.c and beat.c, whose owner has one where the folder is. Floor 1.
 *
 *	<run>/express/beats        nginx's log: "<id><instance> <state>" lines
 *	<run>/express/box/<id>     the reply to who has something waiting
 *	<run>/express/pace/T/<state><0..9>
 *	                           the reply to all others, while the time in
 *	                           seconds begins with T, to which of them by
 *	                           the thousandth; written once, and again
 *	                           where the pace is another: its tick is up
 *	                           to 10 s old.  What a dead pulse leaves
 *	                           counts for 20 s at most, and then nginx
 *	                           asks poll and logs nothing
 */
#ifndef LIB_LANE_H
#define LIB_LANE_H

#include "lib/mailbox.h"

struct lane;

/* NULL where there is no such folder, or one that is not ours (logged). */
struct lane *lane_own(const char *run);
/* Takes away what nginx answers with. */
void lane_close(struct lane *);

/* Up to max beats that were logged; fewer means that there are no more.
 * Lines that nginx did not write like this are skipped. */
size_t lane_get(struct lane *, struct beat *, size_t max);
/* Does nginx write a log?  1, 0. */
int lane_open(const struct lane *);
/* How far behind the log's end we are, in percent of what is too far. */
unsigned lane_behind(const struct lane *);

/* What nginx answers this id: a number, nothing of its own, or that we did not
 * mint it (of which the last 256 are remembered).  0, or -1 logged. */
int lane_put(struct lane *, const unsigned char id[BOX_ID], uint64_t n);
int lane_drop(struct lane *, const unsigned char id[BOX_ID]);
int lane_again(struct lane *, const unsigned char id[BOX_ID]);
/* The folder of these answers; they are about to be swept. */
int lane_box(struct lane *);

/* Every second: what nginx answers to all others, and which log it writes;
 * where it writes none, nothing is answered. */
void lane_tick(struct lane *, const struct tick *);

#endif
