/* SPDX-License-Identifier: ISC */
/* canned.c: texts that operators keep ready. Floor 3. */
#include "lib/db.h"
#include "desk/canned.h"

static int
read_list(struct stmt *st, struct canned list[CANNED])
{
	int found, n = 0;

	while ((found = db_step(st)) == 1 && n < CANNED) {
		list[n].id = db_u64(st);
		list[n].department = db_u64(st);
		list[n].title = db_str(st);
		list[n++].text = db_str(st);
	}
	return found == -1 ? -1 : n;
}

static const struct query LIST = {"canned_list",
    "SELECT id, department_id, title, text FROM canned_message"
    " WHERE department_id <=> ? ORDER BY title, id LIMIT ?"};

int
canned_list(struct db *db, uint64_t department, struct canned list[CANNED])
{
	struct stmt *st = db_query(db, &LIST);

	db_bind_id(st, department);
	db_bind_u64(st, CANNED);
	return read_list(st, list);
}

static const struct query FOR = {"canned_for",
    "SELECT m.id, m.department_id, m.title, m.text FROM canned_message m"
    " WHERE m.department_id IS NULL"
    " OR m.department_id = (SELECT c.department_id FROM chat c"
    " WHERE c.id = ?) OR EXISTS (SELECT 1 FROM visitor_department vd"
    " WHERE vd.visitor_id = ? AND vd.department_id = m.department_id)"
    " ORDER BY m.department_id IS NULL, m.title, m.id LIMIT ?"};

int
canned_for(
    struct db *db, uint64_t visitor, uint64_t chat, struct canned list[CANNED])
{
	struct stmt *st = db_query(db, &FOR);

	db_bind_u64(st, chat);
	db_bind_u64(st, visitor);
	db_bind_u64(st, CANNED);
	return read_list(st, list);
}

struct saving {
	const struct actor *by;
	const struct canned *c;
};

/* The same form again writes the same row. */
static const struct query INSERT = {"canned_insert",
    "INSERT INTO canned_message (department_id, title, text, form_key)"
    " VALUES (?, ?, ?, ?) ON DUPLICATE KEY UPDATE"
    " id = LAST_INSERT_ID(id)"};

static const struct query UPDATE = {"canned_update",
    "UPDATE canned_message SET title = ?, text = ? WHERE id = ?"};

static int
save(struct db *db, void *arg)
{
	const struct saving *s = arg;
	struct stmt *st = db_query(db, s->c->id == 0 ? &INSERT : &UPDATE);
	uint64_t id = s->c->id;
	int64_t n;

	if (id == 0)
		db_bind_id(st, s->c->department);
	db_bind_str(st, s->c->title);
	db_bind_str(st, s->c->text);
	if (id == 0)
		db_bind_bytes(st, s->c->key, CHANGE_KEY);
	else
		db_bind_u64(st, id);
	if ((n = db_exec(st)) < 1)
		return n == 0 ? CHANGE_GONE : CHANGE_FAILED;
	if (id == 0)
		id = db_insert_id(db);
	return change_note(db, s->by, "canned save", id, s->c->title) == -1
		   ? CHANGE_FAILED
		   : CHANGE_DONE;
}

enum change
canned_save(struct db *db, const struct actor *by, const struct canned *c)
{
	struct saving s = {by, c};
	int result = db_transaction(db, save, &s);

	if (result == CHANGE_FAILED && db_referenced(db))
		return CHANGE_UNKNOWN;
	return (enum change)result;
}

static const struct query DELETE = {
    "canned_delete", "DELETE FROM canned_message WHERE id = ?"};

static int
drop(struct db *db, void *arg)
{
	const struct saving *s = arg;
	struct stmt *st = db_query(db, &DELETE);

	db_bind_u64(st, s->c->id);
	if (db_exec(st) == -1 ||
	    change_note(db, s->by, "canned delete", s->c->id, "") == -1)
		return CHANGE_FAILED;
	return CHANGE_DONE;
}

enum change
canned_delete(struct db *db, const struct actor *by, uint64_t id)
{
	struct canned c = {.id = id};
	struct saving s = {by, &c};

	return (enum change)db_transaction(db, drop, &s);
}
