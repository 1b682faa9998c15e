/* SPDX-License-Identifier: ISC */
/* own.c: what operators change about themselves. Floor 3. */
#include <string.h>

#include "lib/db.h"
#include "desk/own.h"
#include "desk/session.h"

struct saving {
	const struct actor *by;
	const struct own *own;
	const struct operator* op;
	const char *hash;
	int online;
	int visible;
};

int
own_languages_ok(const char *list)
{
	size_t n;

	if (*list == '\0')
		return 1;
	for (;; list += n + 1) {
		n = strspn(list, "abcdefghijklmnopqrstuvwxyz");
		if (n < 2 || n > 3 || (list[n] != ',' && list[n] != '\0'))
			return 0;
		if (list[n] == '\0')
			return 1;
	}
}

static const struct query GET = {"own_get",
    "SELECT name, email, auto_accept, sound, languages, away_minutes"
    " FROM operator WHERE id = ?"};

int
own_get(struct db *db, uint64_t id, struct own *own)
{
	struct stmt *st = db_query(db, &GET);
	int found;

	db_bind_u64(st, id);
	if ((found = db_step(st)) != 1)
		return found;
	own->name = db_str(st);
	own->email = db_str(st);
	own->auto_accept = (int)db_u64(st);
	own->sound = (int)db_u64(st);
	own->languages = db_str(st);
	own->away = db_u64(st);
	return 1;
}

static const struct query SAVE = {"own_save",
    "UPDATE operator SET name = ?, email = NULLIF(?, ''), auto_accept = ?,"
    " sound = ?, languages = ?, away_minutes = NULLIF(?, 0),"
    " away_at = IF(? = 0, NULL, NOW(3) + INTERVAL ? MINUTE),"
    " version = version + 1 WHERE id = ?"};

static int
save(struct db *db, void *arg)
{
	const struct saving *v = arg;
	struct changes c;
	struct stmt *st;
	struct own was;
	int found;

	if ((found = own_get(db, v->by->operator, & was)) != 1)
		return found;
	changes_begin(&c, was.name);
	changes_text(&c, "name", was.name, v->own->name);
	changes_text(&c, "e-mail", was.email, v->own->email);
	changes_flag(
	    &c, "accepts by itself", was.auto_accept, v->own->auto_accept);
	changes_flag(&c, "sound", was.sound, v->own->sound);
	changes_text(&c, "languages", was.languages, v->own->languages);
	if (was.away != v->own->away)
		changes_note(&c, "away");
	if (c.n == 0)
		return CHANGE_DONE;
	st = db_query(db, &SAVE);
	db_bind_str(st, v->own->name);
	db_bind_str(st, v->own->email);
	db_bind_u64(st, v->own->auto_accept != 0);
	db_bind_u64(st, v->own->sound != 0);
	db_bind_str(st, v->own->languages);
	db_bind_u64(st, v->own->away);
	db_bind_u64(st, v->own->away);
	db_bind_u64(st, v->own->away);
	db_bind_u64(st, v->by->operator);
	if (db_exec(st) == -1 || change_note(db, v->by, "account change",
				     v->by->operator, c.text) == -1)
		return CHANGE_FAILED;
	return CHANGE_DONE;
}

enum change
own_save(struct db *db, const struct actor *by, const struct own *own)
{
	struct saving v = {.by = by, .own = own};

	return (enum change)db_transaction(db, save, &v);
}

static const struct query PASSWORD = {
    "own_password", "UPDATE operator SET password = ? WHERE id = ?"};

static int
password(struct db *db, void *arg)
{
	const struct saving *v = arg;
	struct stmt *st = db_query(db, &PASSWORD);

	db_bind_str(st, v->hash);
	db_bind_u64(st, v->op->id);
	if (db_exec(st) == -1 ||
	    session_end_all(db, v->op->id, v->op->session) == -1 ||
	    change_note(
		db, v->by, "account password", v->op->id, v->op->login) == -1)
		return CHANGE_FAILED;
	return CHANGE_DONE;
}

enum change
own_password(struct db *db, const struct actor *by, const struct operator* op,
    const char *hash)
{
	struct saving v = {.by = by, .op = op, .hash = hash};

	return (enum change)db_transaction(db, password, &v);
}

static const struct query STATE = {"own_state",
    "UPDATE operator SET online = COALESCE(?, online),"
    " visible = COALESCE(?, visible) WHERE id = ?"};

static void
bind_choice(struct stmt *st, int choice)
{
	if (choice < 0)
		db_bind_null(st);
	else
		db_bind_u64(st, choice != 0);
}

static int
state(struct db *db, void *arg)
{
	const struct saving *v = arg;
	struct stmt *st = db_query(db, &STATE);
	const char *words = v->visible == 0  ? "invisible"
			    : v->visible > 0 ? "visible"
			    : v->online == 0 ? "offline"
					     : "online";

	bind_choice(st, v->online);
	bind_choice(st, v->visible);
	db_bind_u64(st, v->by->operator);
	if (db_exec(st) == -1 ||
	    change_note(db, v->by, "state", v->by->operator, words) == -1)
		return CHANGE_FAILED;
	return CHANGE_DONE;
}

enum change
own_state(struct db *db, const struct actor *by, int online, int visible)
{
	struct saving v = {.by = by, .online = online, .visible = visible};

	return (enum change)db_transaction(db, state, &v);
}
