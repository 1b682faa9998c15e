/* SPDX-License-Identifier: ISC */
/* bot_store.h: a bot as the tables hold it. Floor 3. */
#ifndef DESK_BOT_STORE_H
#define DESK_BOT_STORE_H

#include <stdint.h>

struct bot;
struct db;

/* Fills it; its texts are the arena's.  1, 0 no such bot, -1.  Three trips. */
int bot_load(struct db *, uint64_t id, struct bot *);

#endif
