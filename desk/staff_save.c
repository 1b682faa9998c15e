/* SPDX-License-Identifier: ISC */
/* staff_save.c: changing operators, and what must not be changed. Floor 3. */
#include "lib/db.h"
#include "desk/session.h"
#include "desk/staff.h"

struct saving {
	const struct actor *by;
	struct staff *s;
	struct staff *was; /* room for what is stored */
};

static int
holds(const struct staff *s, uint64_t role)
{
	size_t i;

	for (i = 0; i < s->nroles; i++)
		if (s->roles[i] == role)
			return 1;
	return 0;
}

static int
same_roles(const struct staff *a, const struct staff *b)
{
	size_t i;

	for (i = 0; i < a->nroles; i++)
		if (!holds(b, a->roles[i]))
			return 0;
	for (i = 0; i < b->nroles; i++)
		if (!holds(a, b->roles[i]))
			return 0;
	return 1;
}

static void
compare(struct changes *c, const struct staff *was, const struct staff *is)
{
	changes_begin(c, was->login);
	changes_text(c, "login", was->login, is->login);
	changes_text(c, "name", was->name, is->name);
	changes_text(c, "e-mail", was->email, is->email);
	changes_text(c, "languages", was->languages, is->languages);
	changes_flag(c, "disabled", was->disabled, is->disabled);
	changes_flag(c, "always online", was->always_online, is->always_online);
	changes_flag(c, "accepts by itself", was->auto_accept, is->auto_accept);
	if (!same_roles(was, is))
		changes_note(c, "roles");
	if (!staff_places_same(was, is))
		changes_note(c, "departments");
}

static const struct query TAKE = {"staff_take_role",
    "DELETE FROM operator_role WHERE operator_id = ? AND role_id = ?"};

static const struct query GIVE = {"staff_give_role",
    "INSERT IGNORE INTO operator_role (operator_id, role_id)"
    " SELECT ?, id FROM role WHERE id = ?"};

static int64_t
pair(struct db *db, const struct query *q, uint64_t operator, uint64_t other)
{
	struct stmt *st = db_query(db, q);

	db_bind_u64(st, operator);
	db_bind_u64(st, other);
	return db_exec(st);
}

static int
store_roles(struct db *db, const struct staff *was, const struct staff *is)
{
	size_t i;
	int64_t n;

	for (i = 0; i < was->nroles; i++)
		if (!holds(is, was->roles[i]) &&
		    pair(db, &TAKE, is->id, was->roles[i]) == -1)
			return CHANGE_FAILED;
	for (i = 0; i < is->nroles; i++) {
		if (holds(was, is->roles[i]))
			continue;
		if ((n = pair(db, &GIVE, is->id, is->roles[i])) <= 0)
			return n == 0 ? CHANGE_UNKNOWN : CHANGE_FAILED;
	}
	return CHANGE_DONE;
}

/* Roles and places; then: is it within the actor's own rights? */
static int
store_rights(struct db *db, const struct saving *v, const struct staff *was)
{
	int result;

	if ((result = store_roles(db, was, v->s)) != CHANGE_DONE)
		return result;
	if (staff_places_store(db, was, v->s) == -1)
		return CHANGE_FAILED;
	return change_rank(db, v->by, v->s->id);
}

static const struct query INSERT = {"staff_insert",
    "INSERT INTO operator (login, name, email, disabled, always_online,"
    " auto_accept, languages, password, form_key)"
    " VALUES (?, ?, NULLIF(?, ''), ?, ?, ?, ?, ?, ?)"};

static const struct query UPDATE = {"staff_update",
    "UPDATE operator SET login = ?, name = ?, email = NULLIF(?, ''),"
    " disabled = ?, always_online = ?, auto_accept = ?, languages = ?,"
    " version = version + 1 WHERE id = ?"};

static void
bind_fields(struct stmt *st, const struct staff *s)
{
	db_bind_str(st, s->login);
	db_bind_str(st, s->name);
	db_bind_str(st, s->email);
	db_bind_u64(st, s->disabled != 0);
	db_bind_u64(st, s->always_online != 0);
	db_bind_u64(st, s->auto_accept != 0);
	db_bind_str(st, s->languages != NULL ? s->languages : "");
}

static int
add(struct db *db, void *arg)
{
	const struct saving *v = arg;
	struct stmt *st = db_query(db, &INSERT);
	int result;

	bind_fields(st, v->s);
	db_bind_str(st, v->s->hash);
	db_bind_bytes(st, v->s->key, CHANGE_KEY);
	if (db_exec(st) == -1)
		return CHANGE_FAILED;
	v->s->id = db_insert_id(db);
	if ((result = store_rights(db, v, v->was)) != CHANGE_DONE)
		return result;
	if (change_note(db, v->by, "operator add", v->s->id, v->s->login) == -1)
		return CHANGE_FAILED;
	return CHANGE_DONE;
}

static int
store(struct db *db, const struct saving *v, const struct staff *was,
    const char *detail)
{
	struct stmt *st = db_query(db, &UPDATE);
	int result;

	bind_fields(st, v->s);
	db_bind_u64(st, v->s->id);
	if (db_exec(st) == -1)
		return CHANGE_FAILED;
	if ((result = store_rights(db, v, was)) != CHANGE_DONE)
		return result;
	if (v->s->disabled && session_end_all(db, v->s->id, NULL) == -1)
		return CHANGE_FAILED;
	if (change_note(db, v->by, "operator change", v->s->id, detail) == -1)
		return CHANGE_FAILED;
	return CHANGE_DONE;
}

static int
update(struct db *db, void *arg)
{
	const struct saving *v = arg;
	struct staff *was = v->was;
	struct changes c;
	uint64_t administrators;
	int found, result;

	if (change_people(db, &administrators) == -1)
		return CHANGE_FAILED;
	if ((found = staff_get(db, v->s->id, was)) != 1)
		return found;
	if ((result = change_rank(db, v->by, v->s->id)) != CHANGE_DONE)
		return result;
	staff_places_keep(v->s, was);
	compare(&c, was, v->s);
	if (c.n == 0)
		return CHANGE_DONE;
	if (was->version != v->s->version)
		return CHANGE_STALE;
	if ((result = store(db, v, was, c.text)) != CHANGE_DONE)
		return result;
	return change_safe(db, administrators);
}

static const struct query SAME = {
    "staff_same", "SELECT id FROM operator WHERE form_key = ?"};

/* The form came twice: its first answer; else the login is another's. */
static enum change
taken(struct db *db, struct staff *s)
{
	struct stmt *st = db_query(db, &SAME);
	int found;

	db_bind_bytes(st, s->key, CHANGE_KEY);
	if ((found = db_step(st)) == -1)
		return CHANGE_FAILED;
	if (found == 0)
		return CHANGE_TAKEN;
	s->id = db_u64(st);
	return CHANGE_DONE;
}

enum change
staff_save(struct db *db, const struct actor *by, struct staff *s)
{
	struct staff was = {0};
	struct saving v = {by, s, &was};
	int adds = s->id == 0;
	int result = db_transaction(db, adds ? add : update, &v);

	if (adds && result != CHANGE_DONE)
		s->id = 0;
	if (result == CHANGE_FAILED && db_duplicate(db))
		return adds ? taken(db, s) : CHANGE_TAKEN;
	if (result == CHANGE_FAILED && db_referenced(db))
		return CHANGE_UNKNOWN;
	return (enum change)result;
}
