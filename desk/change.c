/* SPDX-License-Identifier: ISC */
/* change.c: changes made on forms: what is noted, and who must remain.
 * Floor 3. */
#include <stdio.h>
#include <string.h>

#include "lib/db.h"
#include "desk/audit.h"
#include "desk/change.h"
#include "desk/permission.h"

void
changes_begin(struct changes *c, const char *name)
{
	c->n = 0;
	(void)snprintf(c->text, sizeof(c->text), "%s", name);
}

static void
add(struct changes *c, const char *what, const char *how)
{
	size_t len = strlen(c->text);

	(void)snprintf(c->text + len, sizeof(c->text) - len, "%s%s%s",
	    c->n++ == 0 ? ": " : ", ", what, how);
}

void
changes_note(struct changes *c, const char *what)
{
	add(c, what, "");
}

void
changes_text(
    struct changes *c, const char *what, const char *was, const char *is)
{
	if (strcmp(was != NULL ? was : "", is != NULL ? is : "") != 0)
		add(c, what, "");
}

void
changes_flag(struct changes *c, const char *what, int was, int is)
{
	if (!was != !is)
		add(c, what, is ? " on" : " off");
}

int
change_note(struct db *db, const struct actor *by, const char *what,
    uint64_t object, const char *detail)
{
	struct audit note = {by->operator, by->address, what, object, detail};

	return audit_note(db, &note);
}

static const struct query LATEST = {"change_latest",
    "SELECT CAST(a.at AS DATETIME), o.name, a.detail"
    " FROM audit a LEFT JOIN operator o ON o.id = a.operator_id"
    " WHERE a.object_id = ? AND a.what LIKE CONCAT(?, ' %')"
    " ORDER BY a.id DESC LIMIT 1"};

int
change_latest(
    struct db *db, const char *kind, uint64_t object, struct change_latest *l)
{
	struct stmt *st = db_query(db, &LATEST);
	int found;

	db_bind_u64(st, object);
	db_bind_str(st, kind);
	if ((found = db_step(st)) != 1)
		return found;
	l->at = db_str(st);
	l->by = db_str(st);
	l->detail = db_str(st);
	return 1;
}

/* Whoever changes roles or gives them waits here. */
static const struct query TURN = {
    "change_turn", "SELECT id FROM role ORDER BY id FOR UPDATE"};

static const struct query ADMINISTRATORS = {"change_administrators",
    "SELECT COUNT(*) FROM operator o WHERE NOT o.disabled"
    " AND EXISTS (SELECT 1 FROM operator_role r JOIN role_permission p"
    " ON p.role_id = r.role_id WHERE r.operator_id = o.id"
    " AND p.module IN ('*', 'lhuser') AND p.function IN ('*', 'manage'))"
    " AND EXISTS (SELECT 1 FROM operator_role r JOIN role_permission p"
    " ON p.role_id = r.role_id WHERE r.operator_id = o.id"
    " AND p.module IN ('*', 'lhpermission')"
    " AND p.function IN ('*', 'manage'))"};

static int
count(struct db *db, uint64_t *n)
{
	struct stmt *st = db_query(db, &ADMINISTRATORS);

	if (db_step(st) != 1)
		return -1;
	*n = db_u64(st);
	return 0;
}

int
change_people(struct db *db, uint64_t *administrators)
{
	struct stmt *st = db_query(db, &TURN);
	int more;

	while ((more = db_step(st)) == 1)
		(void)db_u64(st);
	return more == -1 ? -1 : count(db, administrators);
}

int
change_safe(struct db *db, uint64_t administrators)
{
	uint64_t now;

	if (count(db, &now) == -1)
		return CHANGE_FAILED;
	return administrators > 0 && now == 0 ? CHANGE_LAST : CHANGE_DONE;
}

static const struct query RIGHTS = {"change_rights",
    "SELECT GROUP_CONCAT(p.module, ',', p.function SEPARATOR '\n')"
    " FROM operator_role r JOIN role_permission p ON p.role_id = r.role_id"
    " WHERE r.operator_id = ?"};

int
change_rank(struct db *db, const struct actor *by, uint64_t id)
{
	struct stmt *st = db_query(db, &RIGHTS);

	db_bind_u64(st, id);
	if (db_step(st) != 1)
		return CHANGE_FAILED;
	return (permission_bits(db_str(st)) & ~by->may) != 0 ? CHANGE_ABOVE
							     : CHANGE_DONE;
}
