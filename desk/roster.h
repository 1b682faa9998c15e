/* SPDX-License-Identifier: ISC */
/* roster.h: all visitors that pulse hears of, found by their mailbox id.
 * Floor 3; no database. */
#ifndef DESK_ROSTER_H
#define DESK_ROSTER_H

#include <stddef.h>
#include <stdint.h>

#include "desk/presence.h"

struct mem;
struct roster;

/* Room for max visitors, all of it taken from the arena now.  At most 192
 * bytes a visitor; lives as long as the arena. */
struct roster *roster_new(struct mem *, size_t max);

/* What is remembered of this visitor; made where there is nothing yet and
 * make is set.  NULL: nothing, or no room.  Stands until the next call. */
struct heard *roster_find(
    struct roster *, const unsigned char box[BOX_ID], int make);

/* Forgets those who are silent among the next few places: called regularly,
 * it comes round to all.  How many were forgotten. */
size_t roster_forget(
    struct roster *, size_t places, uint32_t now, uint32_t pace);

/* What was written may be lost: everybody is written at their next beat. */
void roster_rewrite(struct roster *);

size_t roster_count(const struct roster *);
size_t roster_places(const struct roster *);
int roster_full(const struct roster *);

#endif
