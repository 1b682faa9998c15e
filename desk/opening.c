/* SPDX-License-Identifier: ISC */
/* opening.c: when a department is open: its online hours, kept as people
 * wrote them and as moments. Floor 3. */
#include <string.h>

#include "lib/db.h"
#include "desk/opening.h"
#include "desk/session.h"

static const struct query SPANS = {"opening_spans",
    "SELECT weekday, opens, closes FROM department_hours"
    " WHERE department_id = ? ORDER BY weekday, opens LIMIT ?"};

static int
read_week(struct db *db, uint64_t department, struct week *w)
{
	struct stmt *st = db_query(db, &SPANS);
	int more;

	db_bind_u64(st, department);
	db_bind_u64(st, HOURS_MAX);
	for (w->n = 0; (more = db_step(st)) == 1 && w->n < HOURS_MAX; w->n++) {
		w->span[w->n].weekday = (int)db_u64(st);
		w->span[w->n].opens = (int)db_u64(st);
		w->span[w->n].closes = (int)db_u64(st);
	}
	return more == -1 ? -1 : 0;
}

static const struct query GET = {"opening_get",
    "SELECT d.id, d.version, d.name, d.timezone," OPENING_NOW
    ", (SELECT MIN(IF(n.from_at > NOW(3), n.from_at, n.until_at))"
    " FROM department_open n WHERE n.department_id = d.id"
    " AND n.until_at > NOW(3)) FROM department d WHERE d.id = ?"};

int
opening_get(struct db *db, uint64_t department, struct opening *o)
{
	struct stmt *st = db_query(db, &GET);
	int found;

	db_bind_u64(st, department);
	if ((found = db_step(st)) != 1)
		return found;
	o->department = db_u64(st);
	o->version = db_u64(st);
	o->name = db_str(st);
	o->week.zone = db_str(st);
	o->open = (int)db_u64(st);
	o->next = db_str(st);
	return read_week(db, department, &o->week) == -1 ? -1 : 1;
}

static const struct query ZONE = {"opening_zone",
    "SELECT timezone, CAST(UNIX_TIMESTAMP() AS UNSIGNED)"
    " FROM department WHERE id = ?"};

static const struct query CLEAR = {
    "opening_clear", "DELETE FROM department_open WHERE department_id = ?"};

static const struct query ADD = {"opening_add",
    "INSERT INTO department_open (department_id, from_at, until_at)"
    " VALUES (?, FROM_UNIXTIME(?), FROM_UNIXTIME(?))"};

struct adding {
	uint64_t department;
	struct moments list[HOURS_MOMENTS];
};

static void
bind_moment(struct stmt *st, size_t row, void *arg)
{
	const struct adding *a = arg;

	db_bind_u64(st, a->department);
	db_bind_i64(st, a->list[row].from);
	db_bind_i64(st, a->list[row].until);
}

int
opening_moments(struct db *db, uint64_t department)
{
	struct adding a = {.department = department};
	struct moments between;
	struct week week;
	struct stmt *st = db_query(db, &ZONE);
	size_t n;

	db_bind_u64(st, department);
	if (db_step(st) != 1)
		return -1;
	week.zone = db_str(st);
	between.from = (int64_t)db_u64(st);
	between.until = between.from + HOURS_AHEAD;
	if (read_week(db, department, &week) == -1)
		return -1;
	n = hours_moments(&week, &between, a.list, HOURS_MOMENTS);
	st = db_query(db, &CLEAR);
	db_bind_u64(st, department);
	if (db_exec(st) == -1)
		return -1;
	return n > 0 && db_bulk(db, &ADD, n, bind_moment, &a) == -1 ? -1 : 0;
}

static const struct query LOCK = {
    "opening_lock", "SELECT version FROM department WHERE id = ? FOR UPDATE"};

static const struct query FORGET = {
    "opening_forget", "DELETE FROM department_hours WHERE department_id = ?"};

static const struct query KEEP = {"opening_keep",
    "INSERT INTO department_hours (department_id, weekday, opens, closes)"
    " VALUES (?, ?, ?, ?)"};

static const struct query TOUCH = {"opening_touch",
    "UPDATE department SET version = version + 1 WHERE id = ?"};

static void
bind_span(struct stmt *st, size_t row, void *arg)
{
	const struct opening *o = arg;

	db_bind_u64(st, o->department);
	db_bind_u64(st, (uint64_t)o->week.span[row].weekday);
	db_bind_u64(st, (uint64_t)o->week.span[row].opens);
	db_bind_u64(st, (uint64_t)o->week.span[row].closes);
}

static int
run(struct db *db, const struct query *q, uint64_t department)
{
	struct stmt *st = db_query(db, q);

	db_bind_u64(st, department);
	return db_exec(st) == -1 ? -1 : 0;
}

struct saving {
	const struct actor *by;
	struct opening *o;
};

static int
same(const struct week *a, const struct week *b)
{
	return a->n == b->n &&
	       memcmp(a->span, b->span, a->n * sizeof(a->span[0])) == 0;
}

static int
save(struct db *db, void *arg)
{
	struct saving *s = arg;
	struct opening *o = s->o;
	struct opening now;
	struct changes c;
	struct stmt *st;
	int found;

	if (operator_hold(db, s->by->operator, 0) == -1)
		return CHANGE_FAILED;
	st = db_query(db, &LOCK);
	db_bind_u64(st, o->department);
	if ((found = db_step(st)) != 1)
		return found;
	(void)db_u64(st);
	if ((found = opening_get(db, o->department, &now)) != 1)
		return found;
	if (same(&now.week, &o->week))
		return CHANGE_DONE;
	if (now.version != o->version)
		return CHANGE_STALE;
	changes_begin(&c, now.name);
	changes_note(&c, "hours");
	if (run(db, &FORGET, o->department) == -1 ||
	    (o->week.n > 0 &&
		db_bulk(db, &KEEP, o->week.n, bind_span, o) == -1) ||
	    run(db, &TOUCH, o->department) == -1 ||
	    opening_moments(db, o->department) == -1 ||
	    change_note(
		db, s->by, "department change", o->department, c.text) == -1)
		return CHANGE_FAILED;
	return CHANGE_DONE;
}

enum change
opening_save(
    struct db *db, const struct actor *by, const struct opening *opening)
{
	struct opening o = *opening;
	struct saving s = {by, &o};

	return (enum change)db_transaction(db, save, &s);
}

static const struct query DUE = {"opening_due",
    "SELECT d.id FROM department d WHERE d.id > ? AND EXISTS (SELECT 1"
    " FROM department_hours h WHERE h.department_id = d.id)"
    " AND NOT EXISTS (SELECT 1 FROM department_open n"
    " WHERE n.department_id = d.id"
    " AND n.until_at > NOW(3) + INTERVAL ? SECOND)"
    " ORDER BY d.id LIMIT 1 FOR UPDATE SKIP LOCKED"};

/* The next department that has not much left, after the one given. */
static int
one_ahead(struct db *db, void *arg)
{
	uint64_t *last = arg;
	struct stmt *st = db_query(db, &DUE);
	uint64_t id;
	int found;

	db_bind_u64(st, *last);
	db_bind_i64(st, HOURS_AHEAD / 2);
	if ((found = db_step(st)) != 1)
		return found;
	id = db_u64(st);
	if (opening_moments(db, id) == -1)
		return -1;
	*last = id;
	return 1;
}

int
opening_ahead(struct db *db)
{
	uint64_t last = 0;
	int n, found = 1;

	for (n = 0; n < OPENING_BATCH && found == 1; n += found == 1)
		if ((found = db_transaction(db, one_ahead, &last)) == -1)
			return -1;
	return n;
}
