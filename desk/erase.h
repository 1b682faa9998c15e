/* SPDX-License-Identifier: ISC */
/* erase.h: a visitor is forgotten. Floor 3. */
#ifndef DESK_ERASE_H
#define DESK_ERASE_H

#include <stdint.h>

struct actor;
struct db;

enum {
	ERASE_CHATS = 100 /* open chats and left messages of one visitor */
};

struct erasing {
	const struct actor *by;
	uint64_t visitor;
	int replies; /* what operators and bots wrote to them, too */
};

/*
 * Nobody's token opens the record again; open chats end, and a line in each
 * chat's history says that it was erased.  What they wrote, told a bot, who
 * they are, their addresses, visits, page views and what pages told of them go;
 * so does the record where they never chatted.  Audited, without their name.
 * 1, 0 where there is no such visitor, -1.  About 25 trips and the transaction,
 * three more for each open chat.
 */
int visitor_erase(struct db *, const struct erasing *);

#endif
