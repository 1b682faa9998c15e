/* SPDX-License-Identifier: ISC */
/* visible.c: who sees which visitor and which chat: the one predicate.
 * Floor 3; semantics.md section 2. */
#include "desk/permission.h"
#include "desk/session.h"
#include "desk/visible.h"
#include "lib/db.h"

void
visible_bind(struct stmt *st, const struct operator* op)
{
	db_bind_u64(st, op->sees_all != 0);
	db_bind_u64(st, op->id);
}

void
visible_panel_bind(struct stmt *st, const struct operator* op)
{
	visible_bind(st, op);
	db_bind_u64(st, op->id);
}

void
visible_chat_bind(struct stmt *st, const struct operator* op)
{
	db_bind_u64(st, operator_may(op, MAY_OPEN_ALL));
	db_bind_u64(st, op->id);
	db_bind_u64(st, op->id);
}

static const struct query VISITOR = {"visible_visitor",
    "SELECT 1 FROM visitor v WHERE v.id = ? AND " VISIBLE_VISITOR};

int
visible_visitor(struct db *db, const struct operator* op, uint64_t visitor)
{
	struct stmt *st = db_query(db, &VISITOR);

	db_bind_u64(st, visitor);
	visible_bind(st, op);
	return db_step(st);
}

/*
 * The assignments that match a visitor, and how many of them may write: the
 * rows of semantics.md section 2.
 */
static int
may_send(uint64_t matching, uint64_t writing, int see_all)
{
	if (matching > 0)
		return writing > 0;
	return see_all;
}

static const struct query MATCHING = {"visible_matching",
    "SELECT COUNT(*), COALESCE(SUM(NOT a.read_only), 0) FROM" ASSIGNED
    "WHERE a.operator_id = ? AND (" ASSIGNED_ALL
    "OR EXISTS (SELECT 1 FROM visitor_department vd WHERE vd.visitor_id = ?"
    " AND vd.department_id =" ASSIGNED_DEPARTMENT "))"};

int
visible_may_send(struct db *db, const struct operator* op, uint64_t visitor)
{
	struct stmt *st = db_query(db, &MATCHING);
	uint64_t matching;

	db_bind_u64(st, op->id);
	db_bind_u64(st, visitor);
	if (db_step(st) != 1)
		return -1;
	matching = db_u64(st);
	return may_send(matching, db_u64(st), operator_may(op, MAY_SEE_ALL));
}

static const struct query ACT = {"visible_act",
    "SELECT c.owner_id <=> ? OR ? OR EXISTS (SELECT 1 FROM" ASSIGNED
    "WHERE a.operator_id = ? AND NOT a.read_only"
    " AND" ASSIGNED_TO("c.department_id") ")"
					  " FROM chat c WHERE c.id = ?"};

int
visible_may_act(struct db *db, const struct operator* op, uint64_t chat)
{
	struct stmt *st = db_query(db, &ACT);
	int found;

	db_bind_u64(st, op->id);
	db_bind_u64(st, operator_may(op, MAY_OPEN_ALL));
	db_bind_u64(st, op->id);
	db_bind_u64(st, chat);
	if ((found = db_step(st)) != 1)
		return found;
	return db_u64(st) != 0;
}
