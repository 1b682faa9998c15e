/* SPDX-License-Identifier: ISC */
/* bot_fields.h: what a bot asked for and was told. Floor 3. */
#ifndef DESK_BOT_FIELDS_H
#define DESK_BOT_FIELDS_H

#include <stdint.h>

struct db;
struct operator;

enum {
	BOT_KEPT = 20
};

struct bot_kept {
	const char *name;
	const char *value;
	uint64_t chat;
};

/* Those of one chat, by age.  n, or -1.  One trip. */
int bot_fields(struct db *, uint64_t chat, struct bot_kept[BOT_KEPT]);

/* Those of a visitor's chats which this operator sees, the newest first; what
 * stands with the visitor too is left out.  n, or -1.  One trip. */
int bot_fields_of(struct db *, const struct operator*, uint64_t visitor,
    struct bot_kept[BOT_KEPT]);

#endif
