/* SPDX-License-Identifier: ISC */
/*
 * db_stmt.c: statements: what is bound, what is read, and what is sent once
 * more. Floor 1.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/db.h"
#include "lib/db_door.h"
#include "lib/log.h"
#include "lib/mem.h"

enum {
	REPEATS = 5,      /* after the first time */
	SHORT_TEXT = 512, /* bytes that are read in one go */
};

struct stmt *
db_query(struct db *db, const struct query *q)
{
	struct stmt *st;
	size_t i;

	for (i = 0; i < db->nstmts && db->stmts[i]->query != q; i++)
		continue;
	if (i == db->nstmts) {
		if (i == STATEMENTS)
			fatalx("db: more than %d statements", STATEMENTS);
		if ((st = calloc(1, sizeof(*st))) == NULL)
			fatal("db");
		st->db = db;
		st->query = q;
		db->stmts[db->nstmts++] = st;
	}
	st = db->stmts[i];
	if (st->progress == ROWS)
		door_clear(st);
	st->progress = READY;
	st->nvalues = 0;
	st->rows = 0;
	return st;
}

static struct value *
another(struct stmt *st, enum kind kind)
{
	struct value *v;

	if (st->progress != READY)
		fatalx("db: %s: bound after it ran", st->query->name);
	if (st->nvalues == st->room) {
		st->room = st->room * 2 + 8;
		st->values = reallocarray(st->values, st->room, sizeof(*v));
		if (st->values == NULL)
			fatal("db");
	}
	v = &st->values[st->nvalues++];
	memset(v, 0, sizeof(*v));
	v->kind = kind;
	return v;
}

void
db_bind_u64(struct stmt *st, uint64_t n)
{
	another(st, KIND_UNSIGNED)->number = n;
}

void
db_bind_i64(struct stmt *st, int64_t n)
{
	another(st, KIND_SIGNED)->number = (uint64_t)n;
}

void
db_bind_null(struct stmt *st)
{
	another(st, KIND_NULL);
}

void
db_bind_id(struct stmt *st, uint64_t id)
{
	another(st, id == 0 ? KIND_NULL : KIND_UNSIGNED)->number = id;
}

/* The rows of a bulk are sent when all have been bound: they are copied. */
static void
bind_data(struct stmt *st, enum kind kind, const void *data, size_t len)
{
	struct value *v = another(st, data == NULL ? KIND_NULL : kind);

	v->data = data;
	v->len = len;
	if (st->rows > 0 && data != NULL)
		v->data = memcpy(mem_get(st->db->scratch, len), data, len);
}

void
db_bind_str(struct stmt *st, const char *s)
{
	bind_data(st, KIND_TEXT, s, s == NULL ? 0 : strlen(s));
}

void
db_bind_bytes(struct stmt *st, const void *data, size_t len)
{
	bind_data(st, KIND_BYTES, data, len);
}

/*
 * Worth another try, outside a transaction?  A statement that is a transaction
 * of its own can be repeated where the database rolled it back; where the
 * connection went, only if it was not sent or only reads.
 */
static int
once_more(const struct stmt *st, int tries)
{
	switch (st->db->fault) {
	case FAULT_REPEAT:
		if (tries > 0)
			db_rest();
		return tries > 0;
	case FAULT_UNSENT:
		return tries == REPEATS;
	case FAULT_LOST:
		return tries == REPEATS &&
		       strncasecmp(st->query->sql, "SELECT", 6) == 0;
	default:
		return 0;
	}
}

/* A block that failed has left its transaction open. */
static void
undo(struct stmt *st)
{
	struct db *db = st->db;
	enum fault fault = db->fault;

	if (strncmp(st->query->sql, DB_BLOCK(""), 16) != 0 ||
	    db->handle == NULL)
		return;
	if (db->inside)
		fatalx("db: %s: in a transaction", st->query->name);
	if (door_text(db, "ROLLBACK", 8) == -1)
		door_close(db);
	db->fault = fault;
}

/* One trip.  0, or -1 after complaining. */
static int
run(struct stmt *st, int64_t *changed)
{
	struct db *db = st->db;
	int tries = REPEATS;

	st->progress = FAILED;
	st->next = 0;
	if (st->rows == 0)
		mem_reset(db->scratch);
	for (;; tries--) {
		if (db_reach(db) == -1)
			return -1;
		if (door_run(st, changed) == 0)
			break;
		if (db->fault == FAULT_STALE && tries > 0) {
			door_forget(st);
			continue;
		}
		db_suffer(db);
		undo(st);
		if (db->inside || !once_more(st, tries))
			return db_complain(db, st->query->name);
	}
	db->fault = FAULT_NONE;
	st->progress = ROWS;
	return 0;
}

int
db_step(struct stmt *st)
{
	int64_t changed;
	int found;

	if (st->progress == READY && run(st, &changed) == -1)
		return -1;
	if (st->progress != ROWS)
		return st->progress == FAILED ? -1 : 0;
	if (st->columns == 0)
		fatalx("db: %s: has no rows", st->query->name);
	if (st->next != 0 && st->next != st->columns)
		fatalx("db: %s: %u columns read of %u", st->query->name,
		    st->next, st->columns);
	st->next = 0;
	if ((found = door_fetch(st)) == 1)
		return 1;
	st->progress = found == 0 ? DONE : FAILED;
	if (found == 0)
		door_clear(st);
	return found == 0 ? 0 : db_complain(st->db, st->query->name);
}

int64_t
db_exec(struct stmt *st)
{
	int64_t changed;

	if (st->progress != READY)
		fatalx("db: %s: ran already", st->query->name);
	if (run(st, &changed) == -1)
		return -1;
	if (st->columns == 1 && door_fetch(st) == 1)
		st->db->insert_id = door_number(st, 0, 0);
	if (st->columns > 0)
		door_clear(st);
	st->progress = DONE;
	return changed;
}

/* What a bulk is made of, for a transaction. */
struct bulk {
	const struct query *query;
	size_t n;
	void (*bind)(struct stmt *, size_t row, void *arg);
	void *arg;
	int64_t changed;
};

static int
bulk(struct db *db, void *arg)
{
	struct bulk *b = arg;
	struct stmt *st = db_query(db, b->query);
	size_t i, width = 0;

	mem_reset(db->scratch);
	st->rows = b->n;
	for (i = 0; i < b->n; i++) {
		b->bind(st, i, b->arg);
		if (i == 0)
			width = st->nvalues;
		if (st->nvalues != width * (i + 1))
			fatalx(
			    "db: %s: row %zu: wrong binds", b->query->name, i);
	}
	b->changed = db_exec(st);
	mem_reset(db->scratch);
	return b->changed == -1 ? -1 : 0;
}

/* A bulk of INSERTs is a transaction by itself; any other commits each row. */
int64_t
db_bulk(struct db *db, const struct query *q, size_t n,
    void (*bind)(struct stmt *, size_t row, void *arg), void *arg)
{
	struct bulk b = {q, n, bind, arg, 0};

	if (n == 0)
		return 0;
	if (strncasecmp(q->sql, "INSERT", 6) == 0)
		bulk(db, &b);
	else if (db_transaction(db, bulk, &b) < 0)
		return -1;
	return b.changed;
}

/* --- Reads ----------------------------------------------------------------- */

static unsigned
next_column(struct stmt *st)
{
	if (st->progress != ROWS || st->next >= st->columns)
		fatalx("db: %s: read beyond the columns", st->query->name);
	return st->next++;
}

uint64_t
db_u64(struct stmt *st)
{
	return door_number(st, next_column(st), 0);
}

int64_t
db_i64(struct stmt *st)
{
	return (int64_t)door_number(st, next_column(st), 1);
}

char *
db_str(struct stmt *st)
{
	char start[SHORT_TEXT], *s;
	unsigned column = next_column(st);
	int64_t len = door_copy(st, column, start, sizeof(start));

	if (len == -1)
		return NULL;
	if (st->db->mem == NULL)
		fatalx("db: %s: a text without db_use()", st->query->name);
	s = mem_get(st->db->mem, (size_t)len + 1);
	if (len <= SHORT_TEXT)
		memcpy(s, start, (size_t)len);
	else
		door_copy(st, column, s, (size_t)len);
	return s;
}

int
db_bytes(struct stmt *st, void *out, size_t size)
{
	int64_t len = door_copy(st, next_column(st), out, size);

	if (len == -1) {
		memset(out, 0, size);
		return 0;
	}
	if ((size_t)len != size)
		fatalx("db: %s: %lld bytes where %zu belong", st->query->name,
		    (long long)len, size);
	return 1;
}
