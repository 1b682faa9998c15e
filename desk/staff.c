/* SPDX-License-Identifier: ISC */
/* staff.c: the operators as those see them who manage them: reading. Floor 3.
 * Changing is staff_save.c. */
#include "lib/db.h"
#include "desk/staff.h"
#include "desk/visible.h"

#define MATCHING \
	" (? = '' OR LOCATE(?, o.login) > 0 OR LOCATE(?, o.name) > 0" \
	" OR LOCATE(?, o.email) > 0)"

static void
bind_matching(struct stmt *st, const char *text)
{
	int i;

	for (i = 0; i < 4; i++)
		db_bind_str(st, text);
}

static const struct query LIST = {"staff_list",
    "SELECT o.id, o.login, o.name, o.email,"
    " (SELECT GROUP_CONCAT(r.name ORDER BY r.name SEPARATOR ', ')"
    " FROM operator_role x JOIN role r ON r.id = x.role_id"
    " WHERE x.operator_id = o.id),"
    " (SELECT GROUP_CONCAT(COALESCE(d.name, g.name),"
    " IF(a.group_id IS NULL, '', ' (group)'),"
    " IF(a.read_only, ' (read-only)', '')"
    " ORDER BY d.name IS NULL, d.name, g.name SEPARATOR ', ')"
    " FROM assignment a LEFT JOIN department d ON d.id = a.department_id"
    " LEFT JOIN department_group g ON g.id = a.group_id"
    " WHERE a.operator_id = o.id AND NOT" ASSIGNED_ALL "),"
    " COALESCE((SELECT 1 + a.read_only FROM assignment a"
    " WHERE a.operator_id = o.id AND" ASSIGNED_ALL "), 0),"
    " EXISTS (SELECT 1 FROM operator_role x JOIN role_permission p"
    " ON p.role_id = x.role_id WHERE x.operator_id = o.id"
    " AND p.module IN ('*', 'lhchat')"
    " AND p.function IN ('*', 'sees_all_online_visitors')),"
    " o.disabled, o.always_online OR (o.online AND EXISTS"
    " (SELECT 1 FROM session z WHERE z.operator_id = o.id"
    " AND z.ended_at IS NULL AND z.seen_at > NOW(3) - INTERVAL 120 SECOND)),"
    " o.visible, CAST(o.last_seen_at AS DATETIME)"
    " FROM operator o WHERE" MATCHING
    " ORDER BY o.disabled, o.name, o.id LIMIT ? OFFSET ?"};

int
staff_list(struct db *db, const char *text, uint64_t page,
    struct staff_row list[STAFF_PAGE])
{
	struct stmt *st = db_query(db, &LIST);
	int n = 0, more;

	bind_matching(st, text);
	db_bind_u64(st, STAFF_PAGE);
	db_bind_u64(st, page * STAFF_PAGE);
	while ((more = db_step(st)) == 1 && n < STAFF_PAGE) {
		list[n].id = db_u64(st);
		list[n].login = db_str(st);
		list[n].name = db_str(st);
		list[n].email = db_str(st);
		list[n].roles = db_str(st);
		list[n].departments = db_str(st);
		list[n].all = (int)db_u64(st);
		list[n].sees_all = (int)db_u64(st);
		list[n].disabled = (int)db_u64(st);
		list[n].online = (int)db_u64(st);
		list[n].visible = (int)db_u64(st);
		list[n].seen = db_str(st);
		n++;
	}
	return more == -1 ? -1 : n;
}

static const struct query HOW_MANY = {
    "staff_count", "SELECT COUNT(*) FROM operator o WHERE" MATCHING};

int
staff_count(struct db *db, const char *text, uint64_t *n)
{
	struct stmt *st = db_query(db, &HOW_MANY);

	bind_matching(st, text);
	if (db_step(st) != 1)
		return -1;
	*n = db_u64(st);
	return 0;
}

static const struct query ROLES = {"staff_roles",
    "SELECT role_id FROM operator_role WHERE operator_id = ?"
    " ORDER BY role_id LIMIT ?"};

static int
read_roles(struct db *db, struct staff *s)
{
	struct stmt *st = db_query(db, &ROLES);
	int more;

	s->nroles = 0;
	db_bind_u64(st, s->id);
	db_bind_u64(st, STAFF_ROLES);
	while ((more = db_step(st)) == 1 && s->nroles < STAFF_ROLES)
		s->roles[s->nroles++] = db_u64(st);
	return more == -1 ? -1 : 0;
}

static const struct query GET = {"staff_get",
    "SELECT id, version, login, name, email, disabled, always_online,"
    " auto_accept, languages FROM operator WHERE id = ?"};

int
staff_get(struct db *db, uint64_t id, struct staff *s)
{
	struct stmt *st = db_query(db, &GET);
	int found;

	db_bind_u64(st, id);
	if ((found = db_step(st)) != 1)
		return found;
	s->id = db_u64(st);
	s->version = db_u64(st);
	s->login = db_str(st);
	s->name = db_str(st);
	s->email = db_str(st);
	s->disabled = (int)db_u64(st);
	s->always_online = (int)db_u64(st);
	s->auto_accept = (int)db_u64(st);
	s->languages = db_str(st);
	s->shown = NULL;
	s->hash = NULL;
	if (read_roles(db, s) == -1 || staff_places_read(db, s) == -1)
		return -1;
	return 1;
}
