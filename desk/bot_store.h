/* SPDX-License-Identifier: ISC */
/* bot_store.h: a bot as the tables hold it. Floor 3. */
#ifndef DESK_BOT_STORE_H
#define DESK_BOT_STORE_H

#include <stdint.h>

struct actor;
struct bot;
struct db;

/* Fills it; its texts are the arena's.  1, 0 no such bot, -1.  Three trips; as
 * many again where it was changed meanwhile. */
int bot_load(struct db *, uint64_t id, struct bot *);

/* Whoever stores a bot gives departments from one to another: one at a time
 * does so, and holds themselves, all departments and all bots, in the order of
 * desk/feed.h.  0, -1.  Three trips. */
int bot_turn(struct db *, const struct actor *);

#endif
