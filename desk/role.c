/* SPDX-License-Identifier: ISC */
/* role.c: sets of permissions that operators hold. Floor 3. */
#include <stdio.h>
#include <string.h>

#include "lib/db.h"
#include "desk/permission.h"
#include "desk/role.h"

enum {
	PAIR = 128 /* bytes of "module,function" */
};

#define COLUMNS \
	"r.id, r.version, r.name, (SELECT GROUP_CONCAT(p.module, ','," \
	" p.function SEPARATOR '\n') FROM role_permission p" \
	" WHERE p.role_id = r.id)," \
	" EXISTS (SELECT 1 FROM role_permission p WHERE p.role_id = r.id" \
	" AND p.module = '*' AND p.function = '*')," \
	" (SELECT COUNT(*) FROM operator_role o WHERE o.role_id = r.id)"

static const struct query LIST = {
    "role_list", "SELECT " COLUMNS " FROM role r ORDER BY r.name LIMIT ?"};

static const struct query GET = {
    "role_get", "SELECT " COLUMNS " FROM role r WHERE r.id = ?"};

static void
read_row(struct stmt *st, struct role *r)
{
	r->id = db_u64(st);
	r->version = db_u64(st);
	r->name = db_str(st);
	r->may = permission_bits(db_str(st));
	r->everything = (int)db_u64(st);
	r->operators = db_u64(st);
}

int
role_list(struct db *db, struct role list[ROLES])
{
	struct stmt *st = db_query(db, &LIST);
	int n = 0, more;

	db_bind_u64(st, ROLES);
	while ((more = db_step(st)) == 1 && n < ROLES)
		read_row(st, &list[n++]);
	return more == -1 ? -1 : n;
}

int
role_get(struct db *db, uint64_t id, struct role *r)
{
	struct stmt *st = db_query(db, &GET);
	int found;

	db_bind_u64(st, id);
	if ((found = db_step(st)) == 1)
		read_row(st, r);
	return found;
}

struct saving {
	const struct actor *by;
	struct role *r;
};

static void
compare(struct changes *c, const struct role *was, const struct role *is)
{
	char name[PAIR];
	int i;

	changes_begin(c, was->name);
	changes_text(c, "name", was->name, is->name);
	changes_flag(c, "everything", was->everything, is->everything);
	if (was->everything && is->everything)
		return;
	for (i = 0; i < PERMISSIONS; i++) {
		(void)snprintf(name, sizeof(name), "%s,%s",
		    permission_names[i].module, permission_names[i].function);
		changes_flag(c, name, was->may >> i & 1, is->may >> i & 1);
	}
}

static const struct query CLEAR = {
    "role_clear", "DELETE FROM role_permission WHERE role_id = ?"};

static const struct query ALLOW = {"role_allow",
    "INSERT INTO role_permission (role_id, module, function)"
    " VALUES (?, ?, ?)"};

static int
allow(struct db *db, uint64_t role, const char *module, const char *function)
{
	struct stmt *st = db_query(db, &ALLOW);

	db_bind_u64(st, role);
	db_bind_str(st, module);
	db_bind_str(st, function);
	return db_exec(st) == -1 ? -1 : 0;
}

static int
store_permissions(struct db *db, const struct role *r)
{
	struct stmt *st = db_query(db, &CLEAR);
	int i;

	db_bind_u64(st, r->id);
	if (db_exec(st) == -1)
		return -1;
	if (r->everything)
		return allow(db, r->id, "*", "*");
	for (i = 0; i < PERMISSIONS; i++)
		if ((r->may >> i & 1) != 0 &&
		    allow(db, r->id, permission_names[i].module,
			permission_names[i].function) == -1)
			return -1;
	return 0;
}

static const struct query INSERT = {
    "role_insert", "INSERT INTO role (name, form_key) VALUES (?, ?)"};

static int
add(struct db *db, void *arg)
{
	const struct saving *s = arg;
	const struct role none = {.name = s->r->name};
	struct changes c;
	struct stmt *st;

	st = db_query(db, &INSERT);
	db_bind_str(st, s->r->name);
	db_bind_bytes(st, s->r->key, CHANGE_KEY);
	if (db_exec(st) == -1)
		return CHANGE_FAILED;
	s->r->id = db_insert_id(db);
	compare(&c, &none, s->r);
	if (store_permissions(db, s->r) == -1 ||
	    change_note(db, s->by, "role add", s->r->id, c.text) == -1)
		return CHANGE_FAILED;
	return CHANGE_DONE;
}

static const struct query UPDATE = {"role_update",
    "UPDATE role SET name = ?, version = version + 1 WHERE id = ?"};

static int
store(struct db *db, const struct saving *s, const char *detail)
{
	struct stmt *st = db_query(db, &UPDATE);

	db_bind_str(st, s->r->name);
	db_bind_u64(st, s->r->id);
	if (db_exec(st) == -1 || store_permissions(db, s->r) == -1)
		return CHANGE_FAILED;
	if (change_note(db, s->by, "role change", s->r->id, detail) == -1)
		return CHANGE_FAILED;
	return CHANGE_DONE;
}

static int
update(struct db *db, void *arg)
{
	const struct saving *s = arg;
	struct role now;
	struct changes c;
	uint64_t administrators;
	int found, result;

	if (change_people(db, &administrators) == -1)
		return CHANGE_FAILED;
	if ((found = role_get(db, s->r->id, &now)) != 1)
		return found;
	compare(&c, &now, s->r);
	if (c.n == 0)
		return CHANGE_DONE;
	if (now.version != s->r->version)
		return CHANGE_STALE;
	if ((now.may & ~s->by->may) != 0)
		return CHANGE_ABOVE;
	if ((result = store(db, s, c.text)) != CHANGE_DONE)
		return result;
	return change_safe(db, administrators);
}

static const struct query SAME = {
    "role_same", "SELECT id FROM role WHERE form_key = ?"};

/* The form came twice: its first answer; else the name is another's. */
static enum change
taken(struct db *db, struct role *r)
{
	struct stmt *st = db_query(db, &SAME);
	int found;

	db_bind_bytes(st, r->key, CHANGE_KEY);
	if ((found = db_step(st)) == -1)
		return CHANGE_FAILED;
	if (found == 0)
		return CHANGE_TAKEN;
	r->id = db_u64(st);
	return CHANGE_DONE;
}

enum change
role_save(struct db *db, const struct actor *by, struct role *r)
{
	struct saving s = {by, r};
	int adds = r->id == 0, result;

	if (r->everything)
		r->may = (UINT64_C(1) << PERMISSIONS) - 1;
	if ((r->may & ~by->may) != 0)
		return CHANGE_ABOVE;
	result = db_transaction(db, adds ? add : update, &s);
	if (adds && result != CHANGE_DONE)
		r->id = 0;
	if (result == CHANGE_FAILED && db_duplicate(db))
		return adds ? taken(db, r) : CHANGE_TAKEN;
	return (enum change)result;
}

static const struct query DELETE = {
    "role_delete", "DELETE FROM role WHERE id = ?"};

static int
drop(struct db *db, void *arg)
{
	const struct saving *s = arg;
	struct role now;
	uint64_t administrators;
	struct stmt *st;
	int found;

	if (change_people(db, &administrators) == -1)
		return CHANGE_FAILED;
	if ((found = role_get(db, s->r->id, &now)) != 1)
		return found;
	if (now.operators > 0)
		return CHANGE_USED;
	if (now.version != s->r->version)
		return CHANGE_STALE;
	if ((now.may & ~s->by->may) != 0)
		return CHANGE_ABOVE;
	st = db_query(db, &DELETE);
	db_bind_u64(st, s->r->id);
	if (db_exec(st) == -1 ||
	    change_note(db, s->by, "role delete", s->r->id, now.name) == -1)
		return CHANGE_FAILED;
	return CHANGE_DONE;
}

enum change
role_delete(struct db *db, const struct actor *by, const struct role *r)
{
	struct role gone = *r;
	struct saving s = {by, &gone};
	int result = db_transaction(db, drop, &s);

	if (result == CHANGE_FAILED && db_referenced(db))
		return CHANGE_USED;
	return (enum change)result;
}
