/* SPDX-License-Identifier: ISC */
/* staff_end.c: another password for an operator, and deleting one. Floor 3. */
#include "lib/db.h"
#include "desk/session.h"
#include "desk/staff.h"

struct ending {
	const struct actor *by;
	uint64_t id;
	uint64_t version;
	const char *hash;
};

static const struct query PASSWORD = {
    "staff_password", "UPDATE operator SET password = ? WHERE id = ?"};

static const struct query LOGIN = {
    "staff_login", "SELECT login FROM operator WHERE id = ?"};

static int
set_password(struct db *db, void *arg)
{
	const struct ending *v = arg;
	struct stmt *st = db_query(db, &LOGIN);
	const char *login;
	int found;

	db_bind_u64(st, v->id);
	if ((found = db_step(st)) != 1)
		return found;
	login = db_str(st);
	if ((found = change_rank(db, v->by, v->id)) != CHANGE_DONE)
		return found;
	st = db_query(db, &PASSWORD);
	db_bind_str(st, v->hash);
	db_bind_u64(st, v->id);
	if (db_exec(st) == -1 || session_end_all(db, v->id, NULL) == -1 ||
	    change_note(db, v->by, "operator password", v->id, login) == -1)
		return CHANGE_FAILED;
	return CHANGE_DONE;
}

enum change
staff_password(
    struct db *db, const struct actor *by, uint64_t id, const char *hash)
{
	struct ending v = {.by = by, .id = id, .hash = hash};

	return (enum change)db_transaction(db, set_password, &v);
}

static const struct query DELETE = {
    "staff_delete", "DELETE FROM operator WHERE id = ?"};

static int
drop(struct db *db, void *arg)
{
	const struct ending *v = arg;
	uint64_t administrators;
	struct stmt *st;
	struct staff was;
	int found;

	if (change_people(db, &administrators) == -1)
		return CHANGE_FAILED;
	if ((found = staff_get(db, v->id, &was)) != 1)
		return found;
	if ((found = change_rank(db, v->by, v->id)) != CHANGE_DONE)
		return found;
	if (was.version != v->version)
		return CHANGE_STALE;
	st = db_query(db, &DELETE);
	db_bind_u64(st, v->id);
	if (db_exec(st) == -1)
		return CHANGE_FAILED;
	if ((found = change_safe(db, administrators)) != CHANGE_DONE)
		return found;
	if (change_note(db, v->by, "operator delete", was.id, was.login) == -1)
		return CHANGE_FAILED;
	return CHANGE_DONE;
}

enum change
staff_delete(struct db *db, const struct actor *by, const struct staff *s)
{
	struct ending v = {.by = by, .id = s->id, .version = s->version};
	int result = db_transaction(db, drop, &v);

	if (result == CHANGE_FAILED && db_referenced(db))
		return CHANGE_USED;
	return (enum change)result;
}
