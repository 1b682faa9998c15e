/* SPDX-License-Identifier: ISC */
/* race.h: two processes that do something at the same moment, many times. */
#ifndef T_DESK_RACE_H
#define T_DESK_RACE_H

#include "t/desk/desktest.h"

enum {
	ROUNDS = 200
};

/* What one side does in this round, by a connection of its own; what it gives
 * stands in race_result[side][round]. */
typedef int racer(struct db *, unsigned round);

extern int (*race_result)[ROUNDS];

void race(racer *, racer *);

#endif
