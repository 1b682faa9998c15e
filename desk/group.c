/* SPDX-License-Identifier: ISC */
/* group.c: groups of departments. Floor 3. */
#include "lib/db.h"
#include "desk/group.h"

#define COLUMNS \
	"g.id, g.version, g.name, (SELECT COUNT(*) FROM assignment a" \
	" JOIN operator o ON o.id = a.operator_id WHERE a.group_id = g.id" \
	" AND NOT o.disabled)," \
	" (SELECT GROUP_CONCAT(d.name ORDER BY d.name SEPARATOR ', ')" \
	" FROM department_in_group x JOIN department d" \
	" ON d.id = x.department_id WHERE x.group_id = g.id)"

static const struct query LIST = {"group_list",
    "SELECT " COLUMNS " FROM department_group g ORDER BY g.name LIMIT ?"};

static const struct query GET = {
    "group_get", "SELECT " COLUMNS " FROM department_group g WHERE g.id = ?"};

static void
read_row(struct stmt *st, struct group *g)
{
	g->id = db_u64(st);
	g->version = db_u64(st);
	g->name = db_str(st);
	g->operators = db_u64(st);
	g->holding = db_str(st);
}

int
group_list(struct db *db, struct group list[GROUPS])
{
	struct stmt *st = db_query(db, &LIST);
	int n = 0, more;

	db_bind_u64(st, GROUPS);
	while ((more = db_step(st)) == 1 && n < GROUPS)
		read_row(st, &list[n++]);
	return more == -1 ? -1 : n;
}

static const struct query MEMBERS = {"group_members",
    "SELECT department_id FROM department_in_group WHERE group_id = ?"
    " ORDER BY department_id LIMIT ?"};

int
group_get(struct db *db, uint64_t id, struct group *g)
{
	struct stmt *st = db_query(db, &GET);
	int found;

	db_bind_u64(st, id);
	if ((found = db_step(st)) != 1)
		return found;
	read_row(st, g);
	st = db_query(db, &MEMBERS);
	db_bind_u64(st, id);
	db_bind_u64(st, PICKED);
	for (g->nmembers = 0;
	     (found = db_step(st)) == 1 && g->nmembers < PICKED;)
		g->members[g->nmembers++] = db_u64(st);
	return found == -1 ? -1 : 1;
}

int
group_holds(const struct group *g, uint64_t department)
{
	size_t i;

	for (i = 0; i < g->nmembers; i++)
		if (g->members[i] == department)
			return 1;
	return 0;
}

static int
same_members(const struct group *a, const struct group *b)
{
	size_t i;

	for (i = 0; i < a->nmembers; i++)
		if (!group_holds(b, a->members[i]))
			return 0;
	for (i = 0; i < b->nmembers; i++)
		if (!group_holds(a, b->members[i]))
			return 0;
	return 1;
}

/* What the form did not show is as it was. */
static void
keep(struct group *is, const struct group *was)
{
	size_t i;

	for (i = 0; i < was->nmembers && is->nmembers < PICKED; i++)
		if (!pick_shown(is->shown, 0, was->members[i]) &&
		    !group_holds(is, was->members[i]))
			is->members[is->nmembers++] = was->members[i];
}

struct saving {
	const struct actor *by;
	struct group *g;
};

static const struct query TAKE = {"group_take",
    "DELETE FROM department_in_group WHERE group_id = ?"
    " AND department_id = ?"};

/* One that was ticked twice is one. */
static const struct query PUT = {"group_put",
    "INSERT INTO department_in_group (group_id, department_id) VALUES (?, ?)"
    " ON DUPLICATE KEY UPDATE department_id = VALUES(department_id)"};

static void
bind_member(struct stmt *st, size_t row, void *arg)
{
	const struct group *g = arg;

	db_bind_u64(st, g->id);
	db_bind_u64(st, g->members[row]);
}

/* One trip, and one for each that leaves. */
static int
store_members(struct db *db, struct group *g, const struct group *was)
{
	struct stmt *st;
	size_t i;

	for (i = 0; i < was->nmembers; i++) {
		if (group_holds(g, was->members[i]))
			continue;
		st = db_query(db, &TAKE);
		db_bind_u64(st, g->id);
		db_bind_u64(st, was->members[i]);
		if (db_exec(st) == -1)
			return -1;
	}
	if (g->nmembers > 0 &&
	    db_bulk(db, &PUT, g->nmembers, bind_member, g) == -1)
		return -1;
	return 0;
}

static const struct query INSERT = {"group_insert",
    "INSERT INTO department_group (name, form_key) VALUES (?, ?)"};

static int
add(struct db *db, void *arg)
{
	const struct saving *s = arg;
	const struct group nothing = {0};
	struct stmt *st = db_query(db, &INSERT);

	db_bind_str(st, s->g->name);
	db_bind_bytes(st, s->g->key, CHANGE_KEY);
	if (db_exec(st) == -1)
		return CHANGE_FAILED;
	s->g->id = db_insert_id(db);
	if (store_members(db, s->g, &nothing) == -1 ||
	    change_note(db, s->by, "group add", s->g->id, s->g->name) == -1)
		return CHANGE_FAILED;
	return CHANGE_DONE;
}

static const struct query LOCK = {
    "group_lock", "SELECT id FROM department_group WHERE id = ? FOR UPDATE"};

/* The row as it stands, held until the end of the transaction. */
static int
hold(struct db *db, uint64_t id, struct group *now)
{
	struct stmt *st = db_query(db, &LOCK);
	int found;

	db_bind_u64(st, id);
	if ((found = db_step(st)) != 1)
		return found;
	(void)db_u64(st);
	return group_get(db, id, now);
}

static const struct query UPDATE = {"group_update",
    "UPDATE department_group SET name = ?, version = version + 1"
    " WHERE id = ?"};

static int
update(struct db *db, void *arg)
{
	const struct saving *s = arg;
	struct group now;
	struct changes c;
	struct stmt *st;
	int found;

	if ((found = hold(db, s->g->id, &now)) != 1)
		return found;
	keep(s->g, &now);
	changes_begin(&c, now.name);
	changes_text(&c, "name", now.name, s->g->name);
	if (!same_members(&now, s->g))
		changes_note(&c, "departments");
	if (c.n == 0)
		return CHANGE_DONE;
	if (now.version != s->g->version)
		return CHANGE_STALE;
	st = db_query(db, &UPDATE);
	db_bind_str(st, s->g->name);
	db_bind_u64(st, s->g->id);
	if (db_exec(st) == -1 || store_members(db, s->g, &now) == -1 ||
	    change_note(db, s->by, "group change", s->g->id, c.text) == -1)
		return CHANGE_FAILED;
	return CHANGE_DONE;
}

static const struct query SAME = {
    "group_same", "SELECT id FROM department_group WHERE form_key = ?"};

/* The form came twice: its first answer; else the name is another's. */
static enum change
taken(struct db *db, struct group *g)
{
	struct stmt *st = db_query(db, &SAME);
	int found;

	db_bind_bytes(st, g->key, CHANGE_KEY);
	if ((found = db_step(st)) == -1)
		return CHANGE_FAILED;
	if (found == 0)
		return CHANGE_TAKEN;
	g->id = db_u64(st);
	return CHANGE_DONE;
}

enum change
group_save(struct db *db, const struct actor *by, struct group *g)
{
	struct saving s = {by, g};
	int adds = g->id == 0;
	int result = db_transaction(db, adds ? add : update, &s);

	if (adds && result != CHANGE_DONE)
		g->id = 0;
	if (result == CHANGE_FAILED && db_duplicate(db))
		return adds ? taken(db, g) : CHANGE_TAKEN;
	if (result == CHANGE_FAILED && db_referenced(db))
		return CHANGE_UNKNOWN;
	return (enum change)result;
}

static const struct query DELETE = {
    "group_delete", "DELETE FROM department_group WHERE id = ?"};

static int
drop(struct db *db, void *arg)
{
	const struct saving *s = arg;
	struct group now;
	struct stmt *st;
	int found;

	if ((found = hold(db, s->g->id, &now)) != 1)
		return found;
	if (now.version != s->g->version)
		return CHANGE_STALE;
	st = db_query(db, &DELETE);
	db_bind_u64(st, s->g->id);
	if (db_exec(st) == -1 ||
	    change_note(db, s->by, "group delete", s->g->id, now.name) == -1)
		return CHANGE_FAILED;
	return CHANGE_DONE;
}

enum change
group_delete(struct db *db, const struct actor *by, const struct group *g)
{
	struct group gone = *g;
	struct saving s = {by, &gone};
	int result = db_transaction(db, drop, &s);

	if (result == CHANGE_FAILED && db_referenced(db))
		return CHANGE_USED;
	return (enum change)result;
}
