/* SPDX-License-Identifier: ISC */
/* department.c: the groups that visitors are routed to. Floor 3. */
#include <string.h>
#include <unistd.h>

#include "lib/db.h"
#include "desk/department.h"
#include "desk/opening.h"
#include "desk/session.h"
#include "desk/visible.h"

static const char ZONES[] = "/usr/share/zoneinfo/";

int
department_alias_ok(const char *alias)
{
	size_t len = strlen(alias);

	return len > 0 && len <= DEPARTMENT_ALIAS &&
	       strspn(alias, "abcdefghijklmnopqrstuvwxyz0123456789-_") == len &&
	       strspn(alias, "0123456789") < len;
}

int
department_zone_ok(const char *zone)
{
	size_t len = strlen(zone);
	char path[sizeof(ZONES) + DEPARTMENT_ZONE];

	if (len == 0 || len > DEPARTMENT_ZONE || *zone == '/' ||
	    zone[len - 1] == '/' ||
	    strspn(zone, "abcdefghijklmnopqrstuvwxyz0123456789+-_/"
			 "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != len)
		return 0;
	if (strcmp(zone, "UTC") == 0 || access(ZONES, X_OK) == -1)
		return 1;
	memcpy(path, ZONES, sizeof(ZONES) - 1);
	memcpy(path + sizeof(ZONES) - 1, zone, len + 1);
	return access(path, R_OK) == 0;
}

#define COLUMNS \
	"d.id, d.version, d.name, d.alias, d.email, d.timezone," \
	" d.no_reply_minutes, d.bot_minutes, d.hidden, d.disabled," \
	" (SELECT COUNT(DISTINCT o.id) FROM operator o JOIN" ASSIGNED \
	"WHERE a.operator_id = o.id AND NOT o.disabled" \
	" AND" ASSIGNED_DEPARTMENT "= d.id)," \
	" (SELECT COUNT(*) FROM operator o JOIN assignment a" \
	" WHERE a.operator_id = o.id AND NOT o.disabled" \
	" AND" ASSIGNED_ALL ")," \
	" EXISTS (SELECT 1 FROM visitor_department v" \
	" WHERE v.department_id = d.id)," \
	" EXISTS (SELECT 1 FROM chat c WHERE c.department_id = d.id)" \
	" OR EXISTS (SELECT 1 FROM invitation i WHERE i.department_id = " \
	"d.id)," \
	" EXISTS (SELECT 1 FROM site s WHERE s.department_id = d.id)," \
	" EXISTS (SELECT 1 FROM department_hours h" \
	" WHERE h.department_id = d.id)," OPENING_NOW ", d.lhc_id"

static const struct query LIST = {"department_list",
    "SELECT " COLUMNS " FROM department d ORDER BY d.disabled, d.name"
    " LIMIT ?"};

static const struct query GET = {
    "department_get", "SELECT " COLUMNS " FROM department d WHERE d.id = ?"};

static void
read_row(struct stmt *st, struct department *d)
{
	d->id = db_u64(st);
	d->version = db_u64(st);
	d->name = db_str(st);
	d->alias = db_str(st);
	d->email = db_str(st);
	d->timezone = db_str(st);
	d->no_reply = db_u64(st);
	d->bot = db_u64(st);
	d->hidden = (int)db_u64(st);
	d->disabled = (int)db_u64(st);
	d->operators = db_u64(st);
	d->all_operators = db_u64(st);
	d->visitors = (int)db_u64(st);
	d->chats = (int)db_u64(st);
	d->sites = (int)db_u64(st);
	d->hours = (int)db_u64(st);
	d->open = (int)db_u64(st);
	d->lhc = db_u64(st);
}

int
department_list(struct db *db, struct department list[DEPARTMENTS])
{
	struct stmt *st = db_query(db, &LIST);
	int n = 0, more;

	db_bind_u64(st, DEPARTMENTS);
	while ((more = db_step(st)) == 1 && n < DEPARTMENTS)
		read_row(st, &list[n++]);
	return more == -1 ? -1 : n;
}

int
department_get(struct db *db, uint64_t id, struct department *d)
{
	struct stmt *st = db_query(db, &GET);
	int found;

	db_bind_u64(st, id);
	if ((found = db_step(st)) == 1)
		read_row(st, d);
	return found;
}

struct saving {
	const struct actor *by;
	struct department *d;
};

static const struct query LOCK = {
    "department_lock", "SELECT id FROM department WHERE id = ? FOR UPDATE"};

/* Who changes it, and the row as it stands, held until the end of the
 * transaction. */
static int
hold(struct db *db, const struct actor *by, uint64_t id, struct department *now)
{
	struct stmt *st;
	int found;

	if (operator_hold(db, by->operator, 0) == -1)
		return -1;
	st = db_query(db, &LOCK);
	db_bind_u64(st, id);
	if ((found = db_step(st)) != 1)
		return found;
	(void)db_u64(st);
	return department_get(db, id, now);
}

static void
compare(struct changes *c, const struct department *was,
    const struct department *is)
{
	changes_begin(c, was->name);
	changes_text(c, "name", was->name, is->name);
	changes_text(c, "alias", was->alias, is->alias);
	changes_text(c, "e-mail", was->email, is->email);
	changes_text(c, "time zone", was->timezone, is->timezone);
	if (was->no_reply != is->no_reply)
		changes_note(c, "no reply");
	if (was->bot != is->bot)
		changes_note(c, "left the bot");
	if (was->lhc != is->lhc)
		changes_note(c, "Live Helper Chat number");
	changes_flag(c, "hidden", was->hidden, is->hidden);
	changes_flag(c, "disabled", was->disabled, is->disabled);
}

static const struct query INSERT = {"department_insert",
    "INSERT INTO department (name, alias, email, timezone, no_reply_minutes,"
    " bot_minutes, hidden, disabled, lhc_id, form_key)"
    " VALUES (?, NULLIF(?, ''), NULLIF(?, ''), ?, ?, ?, ?, ?, ?, ?)"};

static const struct query UPDATE = {"department_update",
    "UPDATE department SET name = ?, alias = NULLIF(?, ''),"
    " email = NULLIF(?, ''), timezone = ?, no_reply_minutes = ?,"
    " bot_minutes = ?, hidden = ?, disabled = ?, lhc_id = ?,"
    " version = version + 1 WHERE id = ?"};

static void
bind_fields(struct stmt *st, const struct department *d)
{
	db_bind_str(st, d->name);
	db_bind_str(st, d->alias);
	db_bind_str(st, d->email);
	db_bind_str(st, d->timezone);
	db_bind_u64(st, d->no_reply);
	db_bind_u64(st, d->bot);
	db_bind_u64(st, d->hidden != 0);
	db_bind_u64(st, d->disabled != 0);
	db_bind_id(st, d->lhc);
}

static int
insert(struct db *db, const struct saving *s)
{
	struct stmt *st = db_query(db, &INSERT);

	bind_fields(st, s->d);
	db_bind_bytes(st, s->d->key, CHANGE_KEY);
	if (db_exec(st) == -1)
		return CHANGE_FAILED;
	s->d->id = db_insert_id(db);
	if (change_note(db, s->by, "department add", s->d->id, s->d->name) ==
	    -1)
		return CHANGE_FAILED;
	return CHANGE_DONE;
}

static int
update(struct db *db, void *arg)
{
	const struct saving *s = arg;
	struct department now;
	struct changes c;
	struct stmt *st;
	int found;

	if ((found = hold(db, s->by, s->d->id, &now)) != 1)
		return found;
	compare(&c, &now, s->d);
	if (c.n == 0)
		return CHANGE_DONE;
	if (now.version != s->d->version)
		return CHANGE_STALE;
	st = db_query(db, &UPDATE);
	bind_fields(st, s->d);
	db_bind_u64(st, s->d->id);
	if (db_exec(st) == -1 ||
	    change_note(db, s->by, "department change", s->d->id, c.text) == -1)
		return CHANGE_FAILED;
	if (strcmp(now.timezone, s->d->timezone) != 0 &&
	    opening_moments(db, s->d->id) == -1)
		return CHANGE_FAILED;
	return CHANGE_DONE;
}

static int
add(struct db *db, void *arg)
{
	return insert(db, arg);
}

static const struct query WHICH = {"department_which",
    "SELECT (SELECT id FROM department WHERE form_key = ?),"
    " EXISTS (SELECT 1 FROM department WHERE name = ? AND id <> ?),"
    " EXISTS (SELECT 1 FROM department WHERE lhc_id = ? AND id <> ?)"};

/* Whose place was taken: its own, when the form came twice. */
static enum change
which(struct db *db, struct department *d, int adds)
{
	struct stmt *st = db_query(db, &WHICH);
	uint64_t same;

	db_bind_bytes(st, d->key, CHANGE_KEY);
	db_bind_str(st, d->name);
	db_bind_u64(st, d->id);
	db_bind_u64(st, d->lhc);
	db_bind_u64(st, d->id);
	if (db_step(st) != 1)
		return CHANGE_FAILED;
	if ((same = db_u64(st)) != 0 && adds) {
		d->id = same;
		return CHANGE_DONE;
	}
	if (db_u64(st))
		return CHANGE_TAKEN;
	return db_u64(st) ? CHANGE_LHC : CHANGE_ALIAS;
}

enum change
department_save(struct db *db, const struct actor *by, struct department *d)
{
	struct saving s = {by, d};
	int adds = d->id == 0;
	int result = db_transaction(db, adds ? add : update, &s);

	if (adds && result != CHANGE_DONE)
		d->id = 0;
	if (result == CHANGE_FAILED && db_duplicate(db))
		return which(db, d, adds);
	return (enum change)result;
}

static const struct query UNASSIGN = {
    "department_unassign", "DELETE FROM assignment WHERE department_id = ?"};

static const struct query DELETE = {
    "department_delete", "DELETE FROM department WHERE id = ?"};

static int
drop(struct db *db, void *arg)
{
	const struct saving *s = arg;
	struct department now;
	struct stmt *st;
	int found;

	if ((found = hold(db, s->by, s->d->id, &now)) != 1)
		return found;
	if (now.visitors || now.chats || now.sites)
		return CHANGE_USED;
	if (now.version != s->d->version)
		return CHANGE_STALE;
	st = db_query(db, &UNASSIGN);
	db_bind_u64(st, s->d->id);
	if (db_exec(st) == -1)
		return CHANGE_FAILED;
	st = db_query(db, &DELETE);
	db_bind_u64(st, s->d->id);
	if (db_exec(st) == -1 || change_note(db, s->by, "department delete",
				     s->d->id, now.name) == -1)
		return CHANGE_FAILED;
	return CHANGE_DONE;
}

enum change
department_delete(
    struct db *db, const struct actor *by, const struct department *d)
{
	struct department gone = *d;
	struct saving s = {by, &gone};
	int result = db_transaction(db, drop, &s);

	if (result == CHANGE_FAILED && db_referenced(db))
		return CHANGE_USED;
	return (enum change)result;
}
