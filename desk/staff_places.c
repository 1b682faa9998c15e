/* SPDX-License-Identifier: ISC */
/* staff_places.c: the assignments of an operator: which departments and groups
 * they work for. Floor 3. */
#include "lib/db.h"
#include "desk/staff.h"

const struct place *
staff_place(const struct staff *s, const struct place *at)
{
	size_t i;

	for (i = 0; i < s->nplaces; i++)
		if (s->places[i].department == at->department &&
		    s->places[i].group == at->group)
			return &s->places[i];
	return NULL;
}

void
staff_places_keep(struct staff *is, const struct staff *was)
{
	const struct place *p;
	size_t i;

	for (i = 0; i < was->nplaces && is->nplaces < STAFF_PLACES; i++) {
		p = &was->places[i];
		if (p->department == 0 && p->group == 0)
			continue;
		if (!pick_shown(is->shown, p->group != 0,
			p->group != 0 ? p->group : p->department) &&
		    staff_place(is, p) == NULL)
			is->places[is->nplaces++] = *p;
	}
}

static int
same(const struct place *a, const struct place *b)
{
	return a != NULL && b != NULL && !a->read_only == !b->read_only &&
	       !a->no_auto == !b->no_auto && a->priority == b->priority;
}

int
staff_places_same(const struct staff *a, const struct staff *b)
{
	size_t i;

	for (i = 0; i < a->nplaces; i++)
		if (!same(&a->places[i], staff_place(b, &a->places[i])))
			return 0;
	for (i = 0; i < b->nplaces; i++)
		if (staff_place(a, &b->places[i]) == NULL)
			return 0;
	return 1;
}

static const struct query READ = {"staff_places_read",
    "SELECT department_key, group_key, read_only, no_auto, priority"
    " FROM assignment WHERE operator_id = ?"
    " ORDER BY department_key, group_key LIMIT ?"};

int
staff_places_read(struct db *db, struct staff *s)
{
	struct stmt *st = db_query(db, &READ);
	struct place *p;
	int more;

	s->nplaces = 0;
	db_bind_u64(st, s->id);
	db_bind_u64(st, STAFF_PLACES);
	while ((more = db_step(st)) == 1 && s->nplaces < STAFF_PLACES) {
		p = &s->places[s->nplaces++];
		p->department = db_u64(st);
		p->group = db_u64(st);
		p->read_only = (int)db_u64(st);
		p->no_auto = (int)db_u64(st);
		p->priority = db_i64(st);
	}
	return more == -1 ? -1 : 0;
}

static const struct query LEAVE = {"staff_places_leave",
    "DELETE FROM assignment WHERE operator_id = ? AND department_key = ?"
    " AND group_key = ?"};

static int
leave(struct db *db, uint64_t operator, const struct place * p)
{
	struct stmt *st = db_query(db, &LEAVE);

	db_bind_u64(st, operator);
	db_bind_u64(st, p->department);
	db_bind_u64(st, p->group);
	return db_exec(st) == -1 ? -1 : 0;
}

static const struct query KEEP = {"staff_places_keep",
    "INSERT INTO assignment (operator_id, department_id, group_id,"
    " read_only, no_auto, priority) VALUES (?, ?, ?, ?, ?, ?)"
    " ON DUPLICATE KEY UPDATE read_only = VALUES(read_only),"
    " no_auto = VALUES(no_auto), priority = VALUES(priority)"};

static int
keep(struct db *db, uint64_t operator, const struct place * p)
{
	struct stmt *st = db_query(db, &KEEP);

	db_bind_u64(st, operator);
	db_bind_id(st, p->department);
	db_bind_id(st, p->group);
	db_bind_u64(st, p->read_only != 0);
	db_bind_u64(st, p->no_auto != 0);
	db_bind_i64(st, p->priority);
	return db_exec(st) == -1 ? -1 : 0;
}

int
staff_places_store(
    struct db *db, const struct staff *was, const struct staff *is)
{
	const struct place *p;
	size_t i;

	for (i = 0; i < was->nplaces; i++) {
		p = &was->places[i];
		if (staff_place(is, p) == NULL && leave(db, is->id, p) == -1)
			return -1;
	}
	for (i = 0; i < is->nplaces; i++) {
		p = &is->places[i];
		if (!same(p, staff_place(was, p)) && keep(db, is->id, p) == -1)
			return -1;
	}
	return 0;
}
