/* SPDX-License-Identifier: ISC */
/* outcome.c: what became of the invitations that an operator sent, until they
 * have been told. Floor 3; semantics.md section 4. */
#include <stddef.h>

#include "desk/outcome.h"
#include "desk/session.h"
#include "desk/visible.h"
#include "lib/db.h"

/* Read by read_outcome().  The chat is the reply's, or the one that the
 * visitor began instead.  Binds: panel, chat. */
#define OUTCOME \
	"SELECT i.id, i.status + 0, i.status <> 'replied'" \
	" AND i.chat_id IS NOT NULL, i.untold_operator_id IS NULL, e.name," \
	" DATE_FORMAT(i.changed_at, '%Y-%m-%d %H:%i:%s')," \
	" CAST(UNIX_TIMESTAMP(i.changed_at) * 1000 AS UNSIGNED)," \
	" v.id, v.name, s.name, w.title, " VISIBLE_PANEL ", c.id," \
	" c.id IS NOT NULL AND" VISIBLE_CHAT \
	" FROM invitation i JOIN visitor v ON v.id = i.visitor_id" \
	" JOIN site s ON s.id = v.site_id" \
	" LEFT JOIN operator e ON e.id = i.ended_by" \
	" LEFT JOIN presence p ON p.visitor_id = v.id" \
	" LEFT JOIN page_view w ON w.id = p.view_id" \
	" LEFT JOIN chat c ON c.id = COALESCE(i.chat_id," \
	" IF(i.status = 'revoked' AND i.ended_by IS NULL, (SELECT oc.id" \
	" FROM chat oc WHERE oc.open_visitor_id = i.visitor_id), NULL))"

#define LATELY " i.changed_at > NOW(3) - INTERVAL 1 DAY"

static void
read_outcome(struct stmt *st, struct outcome *o)
{
	int seen;

	o->id = db_u64(st);
	o->status = (enum sent_status)db_u64(st);
	o->late = db_u64(st) != 0;
	o->told = db_u64(st) != 0;
	o->ended_by = db_str(st);
	o->at = db_str(st);
	o->ms = db_u64(st);
	o->visitor = db_u64(st);
	o->name = db_str(st);
	o->site = db_str(st);
	o->title = db_str(st);
	seen = db_u64(st) != 0;
	o->chat = db_u64(st);
	if (db_u64(st) == 0)
		o->chat = 0;
	if (!seen)
		o->visitor = 0;
	if (!seen && o->chat == 0)
		o->name = o->site = o->title = NULL;
}

static int
read_all(struct stmt *st, struct outcome *list, int max)
{
	int found, n = 0;

	while ((found = db_step(st)) == 1 && n < max)
		read_outcome(st, &list[n++]);
	return found == -1 ? -1 : n;
}

static const struct query UNTOLD = {"outcome_untold",
    OUTCOME " WHERE i.untold_operator_id = ? AND" LATELY
	    " ORDER BY i.changed_at DESC, i.id DESC LIMIT 5"};

int
outcome_untold(struct db *db, const struct operator* op,
    struct outcome list[OUTCOME_NOTICES])
{
	struct stmt *st = db_query(db, &UNTOLD);

	visible_panel_bind(st, op);
	visible_chat_bind(st, op);
	db_bind_u64(st, op->id);
	return read_all(st, list, OUTCOME_NOTICES);
}

/* None is open for longer than 30 days, and most end soon: what was sent
 * since then is looked through. */
static const struct query LIST = {"outcome_list",
    OUTCOME " WHERE i.operator_id = ?"
	    " AND i.created_at > NOW(3) - INTERVAL 32 DAY AND" LATELY
	    " AND i.status IN ('replied', 'closed', 'expired', 'revoked')"
	    " AND (i.chat_id IS NOT NULL OR NOT i.ended_by <=> i.operator_id)"
	    " ORDER BY i.changed_at DESC, i.id DESC LIMIT 50"};

int
outcome_list(
    struct db *db, const struct operator* op, struct outcome list[OUTCOMES])
{
	struct stmt *st = db_query(db, &LIST);

	visible_panel_bind(st, op);
	visible_chat_bind(st, op);
	db_bind_u64(st, op->id);
	return read_all(st, list, OUTCOMES);
}

static const struct query TOLD = {"outcome_told",
    "UPDATE invitation FORCE INDEX (PRIMARY) SET told_at = IF((chat_id IS NOT "
    "NULL) = ?,"
    " COALESCE(told_at, NOW(3)), told_at)"
    " WHERE id = ? AND operator_id = ?"
    " AND status IN ('replied', 'closed', 'expired', 'revoked')"};

int
outcome_told(
    struct db *db, const struct operator* op, uint64_t invitation, int replied)
{
	struct stmt *st = db_query(db, &TOLD);

	db_bind_u64(st, replied != 0);
	db_bind_u64(st, invitation);
	db_bind_u64(st, op->id);
	return (int)db_exec(st);
}

static const struct query UNTIL = {"outcome_told_until",
    "SELECT id FROM invitation WHERE untold_operator_id = ?"
    " AND changed_at < FROM_UNIXTIME((? + 1) / 1000) LIMIT ?"};

static const struct query TOLD_ONE = {"outcome_told_one",
    "UPDATE invitation SET told_at = NOW(3) WHERE id = ? AND told_at IS NULL"};

int
outcome_told_until(struct db *db, const struct operator* op, uint64_t ms)
{
	struct stmt *st = db_query(db, &UNTIL);
	uint64_t ids[OUTCOMES];
	int found, i, n = 0;

	db_bind_u64(st, op->id);
	db_bind_u64(st, ms);
	db_bind_u64(st, OUTCOMES);
	while ((found = db_step(st)) == 1 && n < OUTCOMES)
		ids[n++] = db_u64(st);
	for (i = 0; found != -1 && i < n; i++) {
		st = db_query(db, &TOLD_ONE);
		db_bind_u64(st, ids[i]);
		if (db_exec(st) == -1)
			return -1;
	}
	return found == -1 ? -1 : 0;
}
