/* SPDX-License-Identifier: ISC */
/* bot_fields.c: what a bot asked for and was told. Floor 3. */
#include "desk/bot_fields.h"
#include "desk/visible.h"
#include "lib/db.h"

static int
read_all(struct stmt *st, struct bot_kept kept[BOT_KEPT])
{
	int n = 0, more;

	while ((more = db_step(st)) == 1 && n < BOT_KEPT) {
		kept[n].name = db_str(st);
		kept[n].value = db_str(st);
		kept[n++].chat = db_u64(st);
	}
	return more == -1 ? -1 : n;
}

static const struct query OF_CHAT = {"bot_fields",
    "SELECT f.name, f.value, f.chat_id FROM chat_field f WHERE f.chat_id = ?"
    " ORDER BY f.at, f.name LIMIT 20"};

int
bot_fields(struct db *db, uint64_t chat, struct bot_kept kept[BOT_KEPT])
{
	struct stmt *st = db_query(db, &OF_CHAT);

	db_bind_u64(st, chat);
	return read_all(st, kept);
}

static const struct query OF_VISITOR = {"bot_fields_of",
    "SELECT f.name, f.value, f.chat_id FROM chat c"
    " JOIN chat_field f ON f.chat_id = c.id"
    " WHERE c.visitor_id = ? AND f.name NOT IN ('Name', 'E-mail', 'Phone')"
    " AND" VISIBLE_CHAT " ORDER BY f.at DESC, f.name LIMIT 20"};

int
bot_fields_of(struct db *db, const struct operator* op, uint64_t visitor,
    struct bot_kept kept[BOT_KEPT])
{
	struct stmt *st = db_query(db, &OF_VISITOR);

	db_bind_u64(st, visitor);
	visible_chat_bind(st, op);
	return read_all(st, kept);
}
