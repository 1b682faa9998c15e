/* SPDX-License-Identifier: ISC */
/* visible.h: who sees which visitor and which chat: the one predicate.
 * Floor 3; semantics.md section 2. */
#ifndef DESK_VISIBLE_H
#define DESK_VISIBLE_H

#include <stdint.h>

struct db;
struct operator;
struct stmt;

/*
 * Assignments, one row for each department, also by way of a group: the
 * assignment stands as "a".  Whoever asks about departments joins this, and
 * never assignment by itself.  A group without departments is a row whose
 * ASSIGNED_DEPARTMENT is NULL, so All departments is asked by ASSIGNED_ALL.
 */
#define ASSIGNED \
	" assignment a LEFT JOIN department_in_group ag" \
	" ON ag.group_id = a.group_id "
#define ASSIGNED_DEPARTMENT " COALESCE(a.department_id, ag.department_id) "
#define ASSIGNED_ALL " (a.department_id IS NULL AND a.group_id IS NULL) "

/* ... to this department, an expression of SQL, or to All departments. */
#define ASSIGNED_TO(department) \
	" (" ASSIGNED_ALL " OR" ASSIGNED_DEPARTMENT "= " department ") "

/*
 * True for the visitors that an operator sees; visitor, or presence, stands in
 * the query as the alias "v": their audience is the set of their departments
 * (desk/audience.h).  Bind with visible_bind().
 */
#define VISIBLE_VISITOR \
	" (? OR v.audience_id IN (SELECT vm.audience_id FROM" ASSIGNED \
	"JOIN audience_member vm ON vm.department_id =" ASSIGNED_DEPARTMENT \
	"WHERE a.operator_id = ?))"

/*
 * ... or whose open chat this operator owns or is offered: the detail page
 * and the visitor's panel, never lists and counts.  Bind with
 * visible_panel_bind().
 */
#define VISIBLE_PANEL \
	" (" VISIBLE_VISITOR " OR EXISTS (SELECT 1 FROM chat pc" \
	" WHERE pc.open_visitor_id = v.id AND pc.owner_id = ?))"

/*
 * True for the chats that an operator sees; the chat stands in the query as
 * "c".  Bind with visible_chat_bind().
 */
#define VISIBLE_CHAT \
	" (? OR c.owner_id = ? OR EXISTS (SELECT 1 FROM" ASSIGNED \
	"WHERE a.operator_id = ? AND" ASSIGNED_TO("c.department_id") "))"

/*
 * True for the visitors that an operator who sees them may send to: the same
 * rule as visible_may_send(), for lists.  Binds: operator, MAY_SEE_ALL,
 * operator.
 */
#define VISIBLE_MATCHING \
	" a.operator_id = ? AND (" ASSIGNED_ALL \
	"OR EXISTS (SELECT 1 FROM visitor_department vd" \
	" WHERE vd.visitor_id = v.id" \
	" AND vd.department_id =" ASSIGNED_DEPARTMENT "))"

#define VISIBLE_SENDABLE \
	" (EXISTS (SELECT 1 FROM" ASSIGNED "WHERE NOT a.read_only" \
	" AND" VISIBLE_MATCHING ") OR (? AND NOT EXISTS" \
	" (SELECT 1 FROM" ASSIGNED "WHERE" VISIBLE_MATCHING ")))"

void visible_bind(struct stmt *, const struct operator*);       /* 2 binds */
void visible_panel_bind(struct stmt *, const struct operator*); /* 3 binds */
void visible_chat_bind(struct stmt *, const struct operator*);  /* 3 binds */

/* May they see this visitor?  1, 0, -1 failed.  One trip. */
int visible_visitor(struct db *, const struct operator*, uint64_t visitor);

/*
 * May they send to a visitor they see?  Needs one matching assignment that is
 * not read-only, or sees_all_online_visitors unless all matching ones are
 * read-only.  1, 0, -1 failed.  One trip.
 */
int visible_may_send(struct db *, const struct operator*, uint64_t visitor);

/* May they act on a chat they see (accept, write, close)?  Owner, or an
 * assignment to its department that is not read-only, or open_all.  1, 0, -1.
 * One trip. */
int visible_may_act(struct db *, const struct operator*, uint64_t chat);

#endif
