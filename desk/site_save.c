/* SPDX-License-Identifier: ISC */
/* site_save.c: changing sites. Floor 3. */
#include <string.h>

#include "lib/db.h"
#include "desk/site_edit.h"

struct saving {
	const struct actor *by;
	struct site *s;
	const char *host;
};

static int
listed(const struct site *s, const char *host)
{
	size_t i;

	for (i = 0; i < s->nhosts; i++)
		if (strcmp(s->hosts[i], host) == 0)
			return 1;
	return 0;
}

static int
same_hosts(const struct site *a, const struct site *b)
{
	size_t i;

	for (i = 0; i < a->nhosts; i++)
		if (!listed(b, a->hosts[i]))
			return 0;
	for (i = 0; i < b->nhosts; i++)
		if (!listed(a, b->hosts[i]))
			return 0;
	return 1;
}

static void
compare(struct changes *c, const struct site *was, const struct site *is)
{
	changes_begin(c, was->name);
	changes_text(c, "name", was->name, is->name);
	if (!same_hosts(was, is))
		changes_note(c, "hosts");
	changes_flag(c, "tracking", was->tracking, is->tracking);
	changes_flag(c, "check for messages", was->check, is->check);
	changes_flag(c, "leave a message", was->leave, is->leave);
	changes_flag(c, "strict hosts", was->strict, is->strict);
	changes_flag(c, "disabled", was->disabled, is->disabled);
	changes_flag(c, "HTML5 storage", was->storage, is->storage);
	changes_flag(c, "SSL", was->ssl, is->ssl);
	changes_text(c, "site domain", was->domain, is->domain);
	changes_text(c, "visitors' addresses", was->address, is->address);
	changes_text(c, "parameters kept", was->keep, is->keep);
	changes_flag(c, "hash router", was->hash, is->hash);
	if (was->department != is->department)
		changes_note(c, "department");
	changes_text(c, "title", was->title, is->title);
	changes_text(c, "greeting", was->greeting, is->greeting);
	changes_text(c, "color", was->color, is->color);
	if (!was->left != !is->left)
		changes_note(c, "position");
	if (was->width != is->width || was->height != is->height)
		changes_note(c, "size");
	changes_flag(c, "default", was->is_default, is->is_default);
}

static const struct query LIST = {"site_list_host",
    "INSERT IGNORE INTO site_host (site_id, host) VALUES (?, ?)"};

static const struct query UNLIST = {
    "site_unlist_host", "DELETE FROM site_host WHERE site_id = ? AND host = ?"};

/* It is listed from now on: no stray. */
static const struct query FORGET = {"site_forget_stray",
    "DELETE FROM site_stray WHERE site_id = ? AND host = ?"};

static int
run(struct db *db, const struct query *q, uint64_t site, const char *host)
{
	struct stmt *st = db_query(db, q);

	db_bind_u64(st, site);
	db_bind_str(st, host);
	return db_exec(st) == -1 ? -1 : 0;
}

static int
list_host(struct db *db, uint64_t site, const char *host)
{
	if (run(db, &LIST, site, host) == -1)
		return -1;
	return run(db, &FORGET, site, host);
}

static int
store_hosts(struct db *db, const struct site *was, const struct site *is)
{
	size_t i;

	for (i = 0; i < was->nhosts; i++)
		if (!listed(is, was->hosts[i]) &&
		    run(db, &UNLIST, is->id, was->hosts[i]) == -1)
			return -1;
	for (i = 0; i < is->nhosts; i++)
		if (!listed(was, is->hosts[i]) &&
		    list_host(db, is->id, is->hosts[i]) == -1)
			return -1;
	return 0;
}

static const struct query INSERT = {"site_insert",
    "INSERT INTO site (name, title, greeting, color, position, tracking,"
    " check_messages, leave_message, strict_hosts, disabled, html5_storage,"
    " force_ssl, cookie_domain, address_kept, query_keep, hash_router,"
    " department_id, is_default, width, height, site_key, form_key)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
    " ?)"};

static const struct query UPDATE = {"site_update",
    "UPDATE site SET name = ?, title = ?, greeting = ?, color = ?,"
    " position = ?, tracking = ?, check_messages = ?, leave_message = ?,"
    " strict_hosts = ?, disabled = ?, html5_storage = ?, force_ssl = ?,"
    " cookie_domain = ?, address_kept = ?, query_keep = ?, hash_router = ?,"
    " department_id = ?, is_default = ?, width = ?, height = ?,"
    " version = version + 1 WHERE id = ?"};

static void
bind_fields(struct stmt *st, const struct site *s)
{
	db_bind_str(st, s->name);
	db_bind_str(st, s->title);
	db_bind_str(st, s->greeting);
	db_bind_str(st, s->color);
	db_bind_str(st, s->left ? "left" : "right");
	db_bind_u64(st, s->tracking != 0);
	db_bind_u64(st, s->check != 0);
	db_bind_u64(st, s->leave != 0);
	db_bind_u64(st, s->strict != 0);
	db_bind_u64(st, s->disabled != 0);
	db_bind_u64(st, s->storage != 0);
	db_bind_u64(st, s->ssl != 0);
	db_bind_str(st, s->domain);
	db_bind_str(st, s->address);
	db_bind_str(st, s->keep);
	db_bind_u64(st, s->hash != 0);
	db_bind_id(st, s->department);
	db_bind_id(st, s->is_default != 0);
	db_bind_u64(st, s->width);
	db_bind_u64(st, s->height);
}

/* There is one default at most: the others are none from now on. */
static const struct query YIELD = {"site_yield",
    "UPDATE site SET is_default = NULL, version = version + 1"
    " WHERE is_default = 1 AND id <> ?"};

static int
yield(struct db *db, const struct site *s)
{
	struct stmt *st;

	if (!s->is_default)
		return 0;
	st = db_query(db, &YIELD);
	db_bind_u64(st, s->id);
	return db_exec(st) == -1 ? -1 : 0;
}

static int
add(struct db *db, void *arg)
{
	const struct saving *v = arg;
	const struct site none = {0};
	struct stmt *st;

	if (yield(db, v->s) == -1)
		return CHANGE_FAILED;
	st = db_query(db, &INSERT);
	bind_fields(st, v->s);
	db_bind_str(st, v->s->key);
	db_bind_bytes(st, v->s->form_key, CHANGE_KEY);
	if (db_exec(st) == -1)
		return CHANGE_FAILED;
	v->s->id = db_insert_id(db);
	if (store_hosts(db, &none, v->s) == -1 ||
	    change_note(db, v->by, "site add", v->s->id, v->s->name) == -1)
		return CHANGE_FAILED;
	return CHANGE_DONE;
}

static const struct query HOLD = {
    "site_hold", "SELECT id FROM site WHERE id = ? FOR UPDATE"};

/* The site as it stands, held until the end of the transaction. */
static int
hold(struct db *db, uint64_t id, struct site *was)
{
	struct stmt *st = db_query(db, &HOLD);
	int found;

	db_bind_u64(st, id);
	if ((found = db_step(st)) != 1)
		return found;
	(void)db_u64(st);
	return site_get(db, id, was);
}

static int
update(struct db *db, void *arg)
{
	const struct saving *v = arg;
	struct changes c;
	struct site was;
	struct stmt *st;
	int found;

	if ((found = hold(db, v->s->id, &was)) != 1)
		return found;
	compare(&c, &was, v->s);
	if (c.n == 0)
		return CHANGE_DONE;
	if (was.version != v->s->version)
		return CHANGE_STALE;
	if (yield(db, v->s) == -1)
		return CHANGE_FAILED;
	st = db_query(db, &UPDATE);
	bind_fields(st, v->s);
	db_bind_u64(st, v->s->id);
	if (db_exec(st) == -1 || store_hosts(db, &was, v->s) == -1 ||
	    change_note(db, v->by, "site change", v->s->id, c.text) == -1)
		return CHANGE_FAILED;
	return CHANGE_DONE;
}

static const struct query SAME = {
    "site_same", "SELECT id FROM site WHERE form_key = ?"};

/* The form came twice: its first answer; else the name is another's. */
static enum change
taken(struct db *db, struct site *s)
{
	struct stmt *st = db_query(db, &SAME);
	int found;

	db_bind_bytes(st, s->form_key, CHANGE_KEY);
	if ((found = db_step(st)) == -1)
		return CHANGE_FAILED;
	if (found == 0)
		return CHANGE_TAKEN;
	s->id = db_u64(st);
	return CHANGE_DONE;
}

enum change
site_save(struct db *db, const struct actor *by, struct site *s)
{
	struct saving v = {.by = by, .s = s};
	int adds = s->id == 0, result;

	if (adds)
		site_key_make(s->key);
	result = db_transaction(db, adds ? add : update, &v);
	if (adds && result != CHANGE_DONE)
		s->id = 0;
	if (result == CHANGE_FAILED && db_duplicate(db))
		return adds ? taken(db, s) : CHANGE_TAKEN;
	if (result == CHANGE_FAILED && db_referenced(db))
		return CHANGE_UNKNOWN;
	return (enum change)result;
}

static const struct query TOUCH = {
    "site_touch", "UPDATE site SET version = version + 1 WHERE id = ?"};

static int
add_host(struct db *db, void *arg)
{
	const struct saving *v = arg;
	struct stmt *st;
	struct site was;
	int found;

	if ((found = hold(db, v->s->id, &was)) != 1)
		return found;
	if (listed(&was, v->host))
		return CHANGE_DONE;
	if (was.nhosts == SITE_HOSTS)
		return CHANGE_USED;
	st = db_query(db, &TOUCH);
	db_bind_u64(st, v->s->id);
	if (db_exec(st) == -1 || list_host(db, v->s->id, v->host) == -1 ||
	    change_note(db, v->by, "site host", v->s->id, v->host) == -1)
		return CHANGE_FAILED;
	return CHANGE_DONE;
}

enum change
site_host_add(
    struct db *db, const struct actor *by, uint64_t id, const char *host)
{
	struct site s = {.id = id};
	struct saving v = {by, &s, host};

	return (enum change)db_transaction(db, add_host, &v);
}
