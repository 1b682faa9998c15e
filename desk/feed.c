/* SPDX-License-Identifier: ISC */
/* feed.c: the numbered list that tells every pulse for whom something waits.
 * Floor 3; architecture.md "The feed". */
#include "desk/feed.h"
#include "lib/db.h"

/*
 * Never lower than the clock, so that neither a crash nor a restore hands a
 * number out again; never lower than the last, so that a clock step does not.
 */
static const struct query NEXT = {"feed_next",
    "UPDATE counter SET n = LAST_INSERT_ID(GREATEST(n + 1,"
    " CAST(UNIX_TIMESTAMP(NOW(6)) * 1000000 AS UNSIGNED))) WHERE id = 1"};

static const struct query INSERT = {
    "feed_insert", "INSERT INTO feed (n, visitor_id) VALUES (?, ?)"};

/* Adds a row; its number, or 0 where the database failed.  Two trips. */
static uint64_t
add(struct db *db, uint64_t visitor)
{
	struct stmt *st = db_query(db, &NEXT);
	uint64_t n;

	if (db_exec(st) != 1)
		return 0;
	n = db_insert_id(db);
	st = db_query(db, &INSERT);
	db_bind_u64(st, n);
	db_bind_u64(st, visitor);
	return db_exec(st) == -1 ? 0 : n;
}

static const struct query WAIT = {"feed_wait",
    "UPDATE visitor SET wait_n = GREATEST(wait_n, ?) WHERE id = ?"};

int
feed_wait(struct db *db, uint64_t visitor)
{
	struct stmt *st;
	uint64_t n;

	if ((n = add(db, visitor)) == 0)
		return -1;
	st = db_query(db, &WAIT);
	db_bind_u64(st, n);
	db_bind_u64(st, visitor);
	return db_exec(st) == -1 ? -1 : 0;
}

struct reading {
	uint64_t visitor;
	uint64_t n;
};

static const struct query READ = {
    "feed_read", "UPDATE visitor SET read_n = ? WHERE id = ? AND read_n < ?"};

static int
read_work(struct db *db, void *arg)
{
	const struct reading *r = arg;
	struct stmt *st = db_query(db, &READ);
	int64_t changed;

	db_bind_u64(st, r->n);
	db_bind_u64(st, r->visitor);
	db_bind_u64(st, r->n);
	if ((changed = db_exec(st)) < 1)
		return (int)changed;
	return add(db, r->visitor) == 0 ? -1 : 0;
}

int
feed_read(struct db *db, uint64_t visitor, uint64_t n)
{
	struct reading r = {visitor, n};

	return db_transaction(db, read_work, &r);
}
