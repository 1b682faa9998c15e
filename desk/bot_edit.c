/* SPDX-License-Identifier: ISC */
/* bot_edit.c: the bots as those who manage them see and change them.
 * Floor 3. */
#include <stdio.h>

#include "desk/bot.h"
#include "desk/bot_edit.h"
#include "desk/bot_store.h"
#include "desk/session.h"
#include "lib/db.h"

static const struct query LIST = {"bot_list",
    "SELECT b.id, b.name,"
    " (SELECT COUNT(*) FROM bot_step s WHERE s.bot_id = b.id),"
    " (SELECT GROUP_CONCAT(d.name ORDER BY d.name SEPARATOR ', ')"
    " FROM department d WHERE d.bot_id = b.id),"
    " (SELECT COUNT(*) FROM chat c WHERE c.bot_id = b.id"
    " AND c.status = 'bot') FROM bot b ORDER BY b.name LIMIT 100"};

int
bot_list(struct db *db, struct bot_row list[BOTS])
{
	struct stmt *st = db_query(db, &LIST);
	int n = 0, more;

	while ((more = db_step(st)) == 1 && n < BOTS) {
		list[n].id = db_u64(st);
		list[n].name = db_str(st);
		list[n].steps = db_u64(st);
		list[n].departments = db_str(st);
		list[n++].chats = db_u64(st);
	}
	return more == -1 ? -1 : n;
}

static const struct query DEPARTMENTS = {"bot_departments",
    "SELECT d.id, d.name, d.bot_id, b.name, d.disabled FROM department d"
    " LEFT JOIN bot b ON b.id = d.bot_id"
    " ORDER BY COALESCE(d.bot_id = ?, 0) DESC, d.disabled, d.name LIMIT 200"};

int
bot_departments(
    struct db *db, uint64_t bot, struct bot_department list[BOT_DEPARTMENTS])
{
	struct stmt *st = db_query(db, &DEPARTMENTS);
	int n = 0, more;

	db_bind_u64(st, bot);
	while ((more = db_step(st)) == 1 && n < BOT_DEPARTMENTS) {
		list[n].id = db_u64(st);
		list[n].name = db_str(st);
		list[n].bot = db_u64(st);
		list[n].bot_name = db_str(st);
		list[n++].disabled = db_u64(st) != 0;
	}
	return more == -1 ? -1 : n;
}

struct saving {
	const struct actor *by;
	struct bot_change *change;
};

static const struct query INSERT = {"bot_insert",
    "INSERT INTO bot (name, title, again, person, misses, top, form_key)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)"};

static const struct query UPDATE = {"bot_update",
    "UPDATE bot SET name = ?, title = ?, again = ?, person = ?, misses = ?,"
    " top = GREATEST(top, ?), version = version + 1 WHERE id = ?"};

static void
bind_head(struct stmt *st, const struct bot *b)
{
	db_bind_str(st, b->name);
	db_bind_str(st, b->title);
	db_bind_str(st, b->again);
	db_bind_str(st, b->person);
	db_bind_u64(st, b->misses);
	db_bind_u64(st, b->top);
}

static const struct query STEP = {"bot_step_insert",
    "INSERT INTO bot_step (bot_id, step, place, name, kind, text, again,"
    " field, label, form, next) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};

static const struct query CHOICE = {"bot_choice_insert",
    "INSERT INTO bot_choice (bot_id, step, place, text, next)"
    " VALUES (?, ?, ?, ?, ?)"};

static int
insert_step(struct db *db, const struct bot *b, size_t place)
{
	const struct bot_step *s = &b->steps[place];
	struct stmt *st = db_query(db, &STEP);
	size_t i;

	db_bind_u64(st, b->id);
	db_bind_u64(st, s->number);
	db_bind_u64(st, place);
	db_bind_str(st, s->name);
	db_bind_u64(st, s->kind);
	db_bind_str(st, s->text);
	db_bind_str(st, s->again);
	db_bind_u64(st, s->field);
	db_bind_str(st, s->label);
	db_bind_u64(st, s->form);
	db_bind_id(st, s->next);
	if (db_exec(st) == -1)
		return -1;
	for (i = 0; i < s->nchoices; i++) {
		st = db_query(db, &CHOICE);
		db_bind_u64(st, b->id);
		db_bind_u64(st, s->number);
		db_bind_u64(st, i);
		db_bind_str(st, s->choices[i].text);
		db_bind_u64(st, s->choices[i].next);
		if (db_exec(st) == -1)
			return -1;
	}
	return 0;
}

static const struct query UNSTEP = {
    "bot_unstep", "DELETE FROM bot_step WHERE bot_id = ?"};

static int
replace_steps(struct db *db, const struct bot *b)
{
	struct stmt *st = db_query(db, &UNSTEP);
	size_t i;

	db_bind_u64(st, b->id);
	if (db_exec(st) == -1)
		return -1;
	for (i = 0; i < b->nsteps; i++)
		if (insert_step(db, b, i) == -1)
			return -1;
	return 0;
}

static const struct query RELEASE = {"bot_release",
    "UPDATE department SET bot_id = NULL WHERE id = ? AND bot_id = ?"};

/* Of those that the form has room for: the others keep the bot. */
static int
release(struct db *db, const struct bot_change *c, const struct bot_before *was)
{
	const struct bot_department *d;
	struct stmt *st;
	int i;

	for (i = 0; i < was->ndepartments; i++) {
		d = &was->departments[i];
		if (d->bot != c->bot->id || bot_uses(c, d->id))
			continue;
		st = db_query(db, &RELEASE);
		db_bind_u64(st, d->id);
		db_bind_u64(st, c->bot->id);
		if (db_exec(st) == -1)
			return CHANGE_FAILED;
	}
	return CHANGE_DONE;
}

/* The form of the bot that it leaves is no longer true. */
static const struct query LEFT = {"bot_left",
    "UPDATE bot b JOIN department d ON d.bot_id = b.id"
    " SET b.version = b.version + 1 WHERE d.id = ? AND b.id <> ?"};

static const struct query USE = {
    "bot_use", "UPDATE department SET bot_id = ? WHERE id = ?"};

static int
use(struct db *db, uint64_t bot, uint64_t department)
{
	struct stmt *st = db_query(db, &LEFT);
	int64_t n;

	db_bind_u64(st, department);
	db_bind_u64(st, bot);
	if (db_exec(st) == -1)
		return CHANGE_FAILED;
	st = db_query(db, &USE);
	db_bind_u64(st, bot);
	db_bind_u64(st, department);
	if ((n = db_exec(st)) == -1)
		return CHANGE_FAILED;
	return n == 0 ? CHANGE_UNKNOWN : CHANGE_DONE;
}

static int
replace_departments(
    struct db *db, const struct bot_change *c, const struct bot_before *was)
{
	size_t i;
	int r;

	if ((r = release(db, c, was)) != CHANGE_DONE)
		return r;
	for (i = 0; i < c->ndepartments; i++)
		if ((r = use(db, c->bot->id, c->departments[i])) != CHANGE_DONE)
			return r;
	return CHANGE_DONE;
}

/* The other bots whose departments it takes.  0, or -1. */
static int
note_others(struct db *db, const struct saving *s, const struct bot_before *was)
{
	const struct bot *b = s->change->bot;
	const struct bot_department *d;
	struct changes c;
	char text[128];
	int i;

	for (i = 0; i < was->ndepartments; i++) {
		d = &was->departments[i];
		if (d->bot == 0 || d->bot == b->id ||
		    !bot_uses(s->change, d->id))
			continue;
		changes_begin(&c, d->bot_name);
		(void)snprintf(text, sizeof(text),
		    "no longer for %s, which has %s", d->name, b->name);
		changes_note(&c, text);
		if (change_note(db, s->by, "bot change", d->bot, c.text) == -1)
			return -1;
	}
	return 0;
}

static int
fill(struct db *db, const struct saving *s, struct bot_before *was)
{
	const struct bot *b = s->change->bot;
	const char *what = was->bot.name == NULL ? "bot add" : "bot change";
	struct changes c;
	int r;

	was->ndepartments = bot_departments(db, b->id, was->departments);
	if (was->ndepartments == -1)
		return CHANGE_FAILED;
	bot_compare(&c, was, s->change);
	if (replace_steps(db, b) == -1)
		return CHANGE_FAILED;
	if ((r = replace_departments(db, s->change, was)) != CHANGE_DONE)
		return r;
	if (change_note(db, s->by, what, b->id, c.text) == -1 ||
	    note_others(db, s, was) == -1)
		return CHANGE_FAILED;
	return CHANGE_DONE;
}

static int
add(struct db *db, void *arg)
{
	const struct saving *s = arg;
	struct bot *b = s->change->bot;
	struct bot_before was = {0};
	struct stmt *st;

	if (bot_turn(db, s->by) == -1)
		return CHANGE_FAILED;
	st = db_query(db, &INSERT);
	bind_head(st, b);
	db_bind_bytes(st, s->change->key, CHANGE_KEY);
	if (db_exec(st) == -1)
		return CHANGE_FAILED;
	b->id = db_insert_id(db);
	return fill(db, s, &was);
}

static const struct query HOLD = {"bot_hold_version",
    "SELECT version, name FROM bot WHERE id = ? FOR UPDATE"};

/* Holds the row of this version.  CHANGE_DONE and its name, or why not. */
static int
hold(struct db *db, uint64_t id, uint64_t version, const char **name)
{
	struct stmt *st = db_query(db, &HOLD);
	int found;

	db_bind_u64(st, id);
	if ((found = db_step(st)) != 1)
		return found == 0 ? CHANGE_GONE : CHANGE_FAILED;
	if (db_u64(st) != version)
		return CHANGE_STALE;
	*name = db_str(st);
	return CHANGE_DONE;
}

static int
update(struct db *db, void *arg)
{
	const struct saving *s = arg;
	const struct bot *b = s->change->bot;
	struct bot_before was;
	const char *name;
	struct stmt *st;
	int r;

	if ((r = bot_turn(db, s->by)) == -1 ||
	    (r = hold(db, b->id, b->version, &name)) != CHANGE_DONE)
		return r;
	if (bot_load(db, b->id, &was.bot) != 1)
		return CHANGE_FAILED;
	st = db_query(db, &UPDATE);
	bind_head(st, b);
	db_bind_u64(st, b->id);
	if (db_exec(st) == -1)
		return CHANGE_FAILED;
	return fill(db, s, &was);
}

static const struct query WHICH = {
    "bot_which", "SELECT id FROM bot WHERE form_key = ?"};

/* Whose place was taken: its own, when the form came twice. */
static enum change
which(struct db *db, struct bot_change *c, int adds)
{
	struct stmt *st = db_query(db, &WHICH);
	int found;

	if (!adds)
		return CHANGE_TAKEN;
	db_bind_bytes(st, c->key, CHANGE_KEY);
	if ((found = db_step(st)) == -1)
		return CHANGE_FAILED;
	if (found == 0)
		return CHANGE_TAKEN;
	c->bot->id = db_u64(st);
	return CHANGE_DONE;
}

enum change
bot_save(struct db *db, const struct actor *by, struct bot_change *c)
{
	struct saving s = {by, c};
	int adds = c->bot->id == 0;
	int result = db_transaction(db, adds ? add : update, &s);

	if (adds && result != CHANGE_DONE)
		c->bot->id = 0;
	if (result == CHANGE_FAILED && db_duplicate(db))
		return which(db, c, adds);
	return (enum change)result;
}

struct dropping {
	const struct actor *by;
	uint64_t id;
	uint64_t version;
};

static const struct query TALKS = {"bot_talks",
    "SELECT EXISTS (SELECT 1 FROM chat c WHERE c.bot_id = ?"
    " AND c.status = 'bot') OR EXISTS (SELECT 1 FROM department d"
    " WHERE d.bot_id = ?)"};

static const struct query DELETE = {
    "bot_delete", "DELETE FROM bot WHERE id = ?"};

static int
drop(struct db *db, void *arg)
{
	const struct dropping *d = arg;
	const char *name;
	struct stmt *st;
	int r;

	if ((r = operator_hold(db, d->by->operator, 0)) == -1 ||
	    (r = hold(db, d->id, d->version, &name)) != CHANGE_DONE)
		return r;
	st = db_query(db, &TALKS);
	db_bind_u64(st, d->id);
	db_bind_u64(st, d->id);
	if (db_step(st) != 1)
		return CHANGE_FAILED;
	if (db_u64(st) != 0)
		return CHANGE_USED;
	st = db_query(db, &DELETE);
	db_bind_u64(st, d->id);
	if (db_exec(st) == -1 ||
	    change_note(db, d->by, "bot delete", d->id, name) == -1)
		return CHANGE_FAILED;
	return CHANGE_DONE;
}

enum change
bot_delete(struct db *db, const struct actor *by, uint64_t id, uint64_t version)
{
	struct dropping d = {by, id, version};
	int result = db_transaction(db, drop, &d);

	if (result == CHANGE_FAILED && db_referenced(db))
		return CHANGE_USED;
	return (enum change)result;
}
