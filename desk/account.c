/* SPDX-License-Identifier: ISC */
/* account.c: the people of the back office, as records. Floor 3. */
#include <string.h>

#include "desk/account.h"
#include "lib/db.h"
#include "lib/text.h"

struct adding {
	const struct account_new *account;
	uint64_t id;
};

struct resetting {
	const char *login;
	const char *hash;
};

static const struct query AUDIT = {"account_audit",
    "INSERT INTO audit (what, object_id, detail) VALUES (?, ?, ?)"};

static int
audit(struct db *db, const char *what, uint64_t id, const char *detail)
{
	struct stmt *st = db_query(db, &AUDIT);

	db_bind_str(st, what);
	db_bind_u64(st, id);
	db_bind_str(st, detail);
	return db_exec(st) == -1 ? -1 : 0;
}

int
account_login_ok(const char *login)
{
	const char *p;

	if (*login == '\0' || !text_ok(login, strlen(login)) ||
	    text_chars(login) > ACCOUNT_LOGIN)
		return 0;
	for (p = login; *p != '\0'; p++)
		if ((unsigned char)*p <= ' ')
			return 0;
	return 1;
}

int
account_password_ok(const char *password)
{
	size_t len = strlen(password);

	return len <= ACCOUNT_PASSWORD_MAX && text_ok(password, len) &&
	       text_chars(password) >= ACCOUNT_PASSWORD_MIN;
}

static const struct query ROLE = {
    "account_role", "SELECT id FROM role WHERE name = ?"};

static int
find_role(struct db *db, const char *name, uint64_t *id)
{
	struct stmt *st = db_query(db, &ROLE);
	int found;

	db_bind_str(st, name);
	if ((found = db_step(st)) != 1)
		return found;
	*id = db_u64(st);
	return 1;
}

static const struct query ADD = {"account_add",
    "INSERT INTO operator (login, name, password) VALUES (?, ?, ?)"};

static int
insert(struct db *db, struct adding *a)
{
	struct stmt *st = db_query(db, &ADD);

	db_bind_str(st, a->account->login);
	db_bind_str(st, a->account->name);
	db_bind_str(st, a->account->hash);
	if (db_exec(st) == -1)
		return -1;
	a->id = db_insert_id(db);
	return 1;
}

static const struct query GIVE = {"account_give_role",
    "INSERT INTO operator_role (operator_id, role_id) VALUES (?, ?)"};

static int
give(struct db *db, uint64_t id, uint64_t role)
{
	struct stmt *st = db_query(db, &GIVE);

	db_bind_u64(st, id);
	db_bind_u64(st, role);
	return db_exec(st) == -1 ? -1 : 0;
}

static const struct query ALL = {"account_all_departments",
    "INSERT INTO assignment (operator_id, department_id) VALUES (?, NULL)"};

static int
assign_all(struct db *db, uint64_t id)
{
	struct stmt *st = db_query(db, &ALL);

	db_bind_u64(st, id);
	return db_exec(st) == -1 ? -1 : 0;
}

static int
add(struct db *db, void *arg)
{
	struct adding *a = arg;
	uint64_t role = 0;

	switch (find_role(db, a->account->role, &role)) {
	case -1:
		return -1;
	case 0:
		return ACCOUNT_NO_ROLE;
	}
	if (insert(db, a) == -1 || give(db, a->id, role) == -1 ||
	    (a->account->all && assign_all(db, a->id) == -1) ||
	    audit(db, "operator add", a->id, a->account->login) == -1)
		return -1;
	return 1;
}

int
operator_add(struct db *db, const struct account_new *account, uint64_t *id)
{
	struct adding a = {.account = account};
	int result = db_transaction(db, add, &a);

	if (result == -1 && db_duplicate(db))
		return 0;
	*id = a.id;
	return result;
}

static const struct query PASSWORD = {
    "account_password", "UPDATE operator SET password = ? WHERE login = ?"};

static int64_t
set_password(struct db *db, const struct resetting *r)
{
	struct stmt *st = db_query(db, &PASSWORD);

	db_bind_str(st, r->hash);
	db_bind_str(st, r->login);
	return db_exec(st);
}

static const struct query SIGN_OUT = {"account_sign_out",
    "UPDATE session s JOIN operator o ON o.id = s.operator_id"
    " SET s.ended_at = NOW(3) WHERE o.login = ? AND s.ended_at IS NULL"};

static int
sign_out(struct db *db, const char *login)
{
	struct stmt *st = db_query(db, &SIGN_OUT);

	db_bind_str(st, login);
	return db_exec(st) == -1 ? -1 : 0;
}

static int
reset(struct db *db, void *arg)
{
	const struct resetting *r = arg;
	int64_t found = set_password(db, r);

	if (found <= 0)
		return (int)found;
	if (sign_out(db, r->login) == -1 ||
	    audit(db, "operator reset", 0, r->login) == -1)
		return -1;
	return 1;
}

int
operator_reset(struct db *db, const char *login, const char *hash)
{
	struct resetting r = {login, hash};

	return db_transaction(db, reset, &r);
}
