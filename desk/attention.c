/* SPDX-License-Identifier: ISC */
/* attention.c: what an operator should know on arriving. Floor 3. */
#include "lib/db.h"
#include "desk/attention.h"
#include "desk/candidate.h"
#include "desk/session.h"
#include "desk/visible.h"

/* One look over the chats that are not closed, which are few: <> 'closed'
 * would read all that ever were. */
static const struct query FIND = {"attention_find",
    "SELECT (SELECT value FROM setting WHERE name = 'tracking') <> '0',"
    " (SELECT COUNT(*) FROM operator o WHERE" OPERATOR_THERE "),"
    " (SELECT COUNT(*) FROM site s WHERE NOT s.disabled),"
    " (SELECT COUNT(*) FROM site s WHERE NOT s.disabled AND NOT EXISTS"
    " (SELECT 1 FROM visitor v WHERE v.site_id = s.id)),"
    " (SELECT COUNT(*) FROM site s WHERE NOT s.disabled AND NOT s.tracking),"
    " (SELECT COUNT(*) FROM site s WHERE NOT s.disabled"
    " AND NOT s.check_messages),"
    " (SELECT COUNT(*) FROM assignment n WHERE n.operator_id = ?),"
    " COALESCE(SUM(c.kind = 'chat' AND c.status = 'pending'), 0),"
    " COALESCE(SUM(c.kind = 'chat' AND c.owner_id <=> ?), 0),"
    " COALESCE(SUM(c.kind = 'chat' AND c.status = 'active'), 0),"
    " COALESCE(SUM(c.kind = 'message'), 0)"
    " FROM chat c WHERE c.status IN ('bot', 'pending', 'active')"
    " AND" VISIBLE_CHAT};

int
attention_find(struct db *db, const struct operator* op, struct attention *a)
{
	struct stmt *st = db_query(db, &FIND);

	db_bind_u64(st, op->id);
	db_bind_u64(st, op->id);
	visible_chat_bind(st, op);
	if (db_step(st) != 1)
		return -1;
	a->tracking = (int)db_u64(st);
	a->operators = db_u64(st);
	a->sites = db_u64(st);
	a->unseen = db_u64(st);
	a->untracked = db_u64(st);
	a->unchecked = db_u64(st);
	a->departments = db_u64(st);
	a->pending = db_u64(st);
	a->mine = db_u64(st);
	a->active = db_u64(st);
	a->messages = db_u64(st);
	return 0;
}
