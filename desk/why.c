/* SPDX-License-Identifier: ISC */
/* why.c: why an operator sees a visitor, or does not. Floor 3. */
#include "lib/db.h"
#include "desk/permission.h"
#include "desk/session.h"
#include "desk/visible.h"
#include "desk/why.h"

static int
may(const struct why *w, enum permission p)
{
	return (w->may >> p & 1) != 0;
}

enum why_row
why_row(const struct why *w, const struct why_visitor *v)
{
	if (w->all)
		return WHY_ALL;
	if (may(w, MAY_SEE_ALL))
		return w->assignments > 0 ? WHY_PERMISSION : WHY_ONLY_RIGHT;
	if (w->assignments == 0)
		return WHY_NONE;
	if (v->id == 0)
		return WHY_SOME;
	if (w->matching > 0)
		return WHY_MATCH;
	return v->departments > 0 ? WHY_OTHER : WHY_WITHOUT;
}

int
why_sees(enum why_row row)
{
	return row == WHY_ALL || row == WHY_PERMISSION ||
	       row == WHY_ONLY_RIGHT || row == WHY_MATCH;
}

enum why_send
why_send(const struct why *w, enum why_row row)
{
	if (!why_sees(row))
		return WHY_UNSEEN;
	if (!may(w, MAY_SEND))
		return WHY_NO_RIGHT;
	return w->matching > 0 && w->writing == 0 ? WHY_READ_ONLY : WHY_SENDS;
}

static const struct query VISITOR = {"why_visitor",
    "SELECT v.id, v.name, (SELECT COUNT(*) FROM visitor_department n"
    " WHERE n.visitor_id = v.id) FROM visitor v WHERE v.id = ?"
    " AND" VISIBLE_PANEL};

int
why_visitor(struct db *db, const struct operator* op, uint64_t id,
    struct why_visitor *v)
{
	struct stmt *st = db_query(db, &VISITOR);
	int found;

	db_bind_u64(st, id);
	visible_panel_bind(st, op);
	if ((found = db_step(st)) != 1)
		return found;
	v->id = db_u64(st);
	v->name = db_str(st);
	v->departments = db_u64(st);
	return 1;
}

static const struct query DEPARTMENTS = {"why_departments",
    "SELECT d.id, d.name FROM visitor_department vd"
    " JOIN department d ON d.id = vd.department_id"
    " WHERE vd.visitor_id = ? ORDER BY vd.place LIMIT ?"};

int
why_departments(struct db *db, uint64_t visitor, struct choice list[WHY_PLACES])
{
	struct stmt *st = db_query(db, &DEPARTMENTS);
	int more, n = 0;

	db_bind_u64(st, visitor);
	db_bind_u64(st, WHY_PLACES);
	while ((more = db_step(st)) == 1 && n < WHY_PLACES) {
		list[n].id = db_u64(st);
		list[n++].name = db_str(st);
	}
	return more == -1 ? -1 : n;
}

/* v is the visitor's row, or one of NULLs. */
#define MATCHING(what) \
	" (SELECT " what " FROM" ASSIGNED "WHERE a.operator_id = o.id" \
	" AND (" ASSIGNED_ALL "OR EXISTS (SELECT 1" \
	" FROM visitor_department vd WHERE vd.visitor_id = v.id" \
	" AND vd.department_id =" ASSIGNED_DEPARTMENT ")))"

#define FROM_ROLES \
	" FROM operator_role x JOIN role r ON r.id = x.role_id" \
	" JOIN role_permission p ON p.role_id = x.role_id" \
	" WHERE x.operator_id = o.id AND p.module IN ('*', 'lhchat')" \
	" AND p.function IN ('*', 'sees_all_online_visitors')" \
	" ORDER BY r.id LIMIT 1)"

#define COLUMNS \
	"SELECT o.id, o.name, o.login, o.disabled," \
	" (SELECT GROUP_CONCAT(p.module, ',', p.function SEPARATOR '\n')" \
	" FROM operator_role x JOIN role_permission p" \
	" ON p.role_id = x.role_id WHERE x.operator_id = o.id)," \
	" (SELECT r.id" FROM_ROLES ", (SELECT r.name" FROM_ROLES "," \
	" COALESCE((SELECT 1 + a.read_only FROM assignment a" \
	" WHERE a.operator_id = o.id AND" ASSIGNED_ALL "), 0)," \
	" (SELECT COUNT(*) FROM assignment a WHERE a.operator_id = o.id)," \
	" (SELECT GROUP_CONCAT(DISTINCT d.name ORDER BY d.name" \
	" SEPARATOR ', ') FROM department d JOIN" ASSIGNED \
	"WHERE a.operator_id = o.id AND d.id =" ASSIGNED_DEPARTMENT \
	")," MATCHING("COUNT(*)") "," MATCHING( \
	    "COALESCE(SUM(NOT a.read_only), 0)") "," \
						 " (SELECT " \
						 "GROUP_CONCAT(DISTINCT " \
						 "d.name ORDER BY d.name" \
						 " SEPARATOR ', ') FROM " \
						 "department d JOIN" ASSIGNED \
						 "JOIN visitor_department vd " \
						 "WHERE a.operator_id = o.id" \
						 " AND vd.visitor_id = v.id " \
						 "AND vd.department_id = d.id" \
						 " AND d.id " \
						 "=" ASSIGNED_DEPARTMENT ")," \
						 " EXISTS (SELECT 1 FROM " \
						 "chat c WHERE " \
						 "c.open_visitor_id = v.id" \
						 " AND c.owner_id = o.id)" \
						 " FROM operator o LEFT JOIN " \
						 "visitor v ON v.id = ?"

static void
read_row(struct stmt *st, struct why *w)
{
	w->operator_id = db_u64(st);
	w->name = db_str(st);
	w->login = db_str(st);
	w->disabled = (int)db_u64(st);
	w->may = permission_bits(db_str(st));
	w->role = db_u64(st);
	w->role_name = db_str(st);
	w->all = (int)db_u64(st);
	w->assignments = db_u64(st);
	w->departments = db_str(st);
	w->matching = db_u64(st);
	w->writing = db_u64(st);
	w->common = db_str(st);
	w->talks = (int)db_u64(st);
}

static const struct query FIND = {"why_find", COLUMNS " WHERE o.id = ?"};

int
why_find(struct db *db, uint64_t operator_id, uint64_t visitor, struct why *w)
{
	struct stmt *st = db_query(db, &FIND);
	int found;

	db_bind_u64(st, visitor);
	db_bind_u64(st, operator_id);
	if ((found = db_step(st)) == 1)
		read_row(st, w);
	return found;
}

static const struct query EVERYBODY = {"why_everybody",
    COLUMNS " WHERE NOT o.disabled ORDER BY o.name, o.id LIMIT ?"};

int
why_everybody(struct db *db, uint64_t visitor, struct why list[WHY_OPERATORS])
{
	struct stmt *st = db_query(db, &EVERYBODY);
	int more, n = 0;

	db_bind_u64(st, visitor);
	db_bind_u64(st, WHY_OPERATORS);
	while ((more = db_step(st)) == 1 && n < WHY_OPERATORS)
		read_row(st, &list[n++]);
	return more == -1 ? -1 : n;
}

static const struct query WAYS = {"why_ways",
    "SELECT a.operator_id, d.name, g.id, g.name FROM" ASSIGNED
    "JOIN department d ON d.id =" ASSIGNED_DEPARTMENT
    " LEFT JOIN department_group g ON g.id = a.group_id"
    " WHERE (? = 0 OR a.operator_id = ?) AND (? = 0 OR EXISTS (SELECT 1"
    " FROM visitor_department vd WHERE vd.visitor_id = ?"
    " AND vd.department_id = d.id))"
    " ORDER BY a.operator_id, d.name, g.name LIMIT ?"};

int
why_ways(struct db *db, uint64_t operator_id, uint64_t visitor,
    struct why_way list[WHY_WAYS])
{
	struct stmt *st = db_query(db, &WAYS);
	int more, n = 0;

	db_bind_u64(st, operator_id);
	db_bind_u64(st, operator_id);
	db_bind_u64(st, visitor);
	db_bind_u64(st, visitor);
	db_bind_u64(st, WHY_WAYS);
	while ((more = db_step(st)) == 1 && n < WHY_WAYS) {
		list[n].operator_id = db_u64(st);
		list[n].department = db_str(st);
		list[n].group = db_u64(st);
		list[n++].group_name = db_str(st);
	}
	return more == -1 ? -1 : n;
}

/* The binds of VISIBLE_VISITOR for another operator. */
static void
bind(struct stmt *st, const struct why *w)
{
	const struct operator op = {.id = w->operator_id,
	    .may = w->may,
	    .sees_all = w->all || may(w, MAY_SEE_ALL)};

	visible_bind(st, &op);
}

#define HERE " FROM presence v WHERE v.gone_at > NOW(3) AND NOT v.bot"

static const struct query FIGURES = {"why_figures",
    "SELECT COUNT(*), COALESCE(SUM(" VISIBLE_VISITOR "), 0)" HERE};

int
why_figures(struct db *db, const struct why *w, struct why_figures *f)
{
	struct stmt *st = db_query(db, &FIGURES);

	bind(st, w);
	if (db_step(st) != 1)
		return -1;
	f->online = db_u64(st);
	f->seen = db_u64(st);
	return 0;
}

/* Sets of departments are counted first: they are few. */
#define BY_PLACE(who) \
	"SELECT d.name, SUM(s.n) AS n FROM (SELECT v.audience_id," \
	" COUNT(*) AS n" HERE who " GROUP BY v.audience_id) s" \
	" LEFT JOIN audience_member m ON m.audience_id = s.audience_id" \
	" LEFT JOIN department d ON d.id = m.department_id" \
	" GROUP BY d.id, d.name ORDER BY n DESC, d.name LIMIT ?"

static const struct query HIDDEN = {
    "why_hidden", BY_PLACE(" AND NOT" VISIBLE_VISITOR)};

static const struct query EVERYWHERE = {"why_present", BY_PLACE("")};

static int
read_places(struct stmt *st, struct why_place list[WHY_PLACES])
{
	int more, n = 0;

	db_bind_u64(st, WHY_PLACES);
	while ((more = db_step(st)) == 1 && n < WHY_PLACES) {
		list[n].name = db_str(st);
		list[n++].visitors = db_u64(st);
	}
	return more == -1 ? -1 : n;
}

int
why_hidden(
    struct db *db, const struct why *w, struct why_place list[WHY_PLACES])
{
	struct stmt *st = db_query(db, &HIDDEN);

	bind(st, w);
	return read_places(st, list);
}

int
why_present(struct db *db, struct why_place list[WHY_PLACES])
{
	return read_places(db_query(db, &EVERYWHERE), list);
}
