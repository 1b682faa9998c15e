/* SPDX-License-Identifier: ISC */
/* visitor_merge.c: two records of one browser become one. Floor 3;
 * semantics.md section 3. */
#include "desk/visitor.h"
#include "lib/db.h"

struct merge {
	uint64_t visitor;
	const unsigned char *hash; /* of the other's token */
};

/* Asked before their rows are held, and again then. */
static const struct query OTHER = {"merge_other",
    "SELECT o.id, o.pages, o.visits FROM visitor o"
    " JOIN visitor v ON v.id = ? AND v.site_id = o.site_id"
    " WHERE o.token_hash = ? AND o.id <> v.id"
    " AND o.profile_id <=> v.profile_id AND o.signed = v.signed"
    " AND o.created_at > NOW(3) - INTERVAL ? SECOND"
    " AND NOT EXISTS (SELECT 1 FROM chat c WHERE c.visitor_id = o.id)"
    " AND NOT EXISTS (SELECT 1 FROM invitation i WHERE i.visitor_id = o.id)"};

/* What OTHER tells. */
struct other {
	uint64_t id;
	uint64_t pages;
	uint64_t visits;
};

/* 1, 0, -1. */
static int
find(struct db *db, const struct merge *m, struct other *o)
{
	struct stmt *st = db_query(db, &OTHER);
	int found;

	db_bind_u64(st, m->visitor);
	db_bind_bytes(st, m->hash, TOKEN_HASH);
	db_bind_u64(st, VISITOR_MERGE_AGE);
	if ((found = db_step(st)) != 1)
		return found;
	o->id = db_u64(st);
	o->pages = db_u64(st);
	o->visits = db_u64(st);
	return 1;
}

/* Both rows, the smaller id's first.  1, 0 one is gone, -1. */
static int
lock(struct db *db, uint64_t a, uint64_t b)
{
	int found;

	if ((found = visitor_lock(db, a < b ? a : b)) != 1)
		return found;
	return visitor_lock(db, a < b ? b : a);
}

static const struct query VISITS = {
    "merge_visits", "UPDATE visit SET visitor_id = ? WHERE visitor_id = ?"};

/* A view that was told under both tokens stays where it is. */
static const struct query VIEWS = {"merge_views",
    "UPDATE IGNORE page_view SET visitor_id = ?"
    " WHERE visitor_id = ?"};

/* What both have stays what it was. */
static const struct query ATTRIBUTES = {"merge_attributes",
    "UPDATE IGNORE visitor_attribute SET visitor_id = ?"
    " WHERE visitor_id = ?"};

static const struct query EVENTS = {"merge_events",
    "UPDATE IGNORE visitor_event SET visitor_id = ? WHERE visitor_id = ?"};

static const struct query COUNTS = {"merge_counts",
    "UPDATE visitor SET pages = pages + ?, visits = visits + ?"
    " WHERE id = ?"};

static const struct query FORGET = {
    "merge_forget", "DELETE FROM visitor WHERE id = ?"};

static int
move(struct db *db, const struct query *q, uint64_t to, uint64_t from)
{
	struct stmt *st = db_query(db, q);

	db_bind_u64(st, to);
	db_bind_u64(st, from);
	return db_exec(st) == -1 ? -1 : 0;
}

static int
merge_work(struct db *db, void *arg)
{
	const struct merge *m = arg;
	struct other o;
	struct stmt *st;
	int found;

	if ((found = find(db, m, &o)) != 1 ||
	    (found = lock(db, m->visitor, o.id)) != 1 ||
	    (found = find(db, m, &o)) != 1)
		return found;
	if (move(db, &VISITS, m->visitor, o.id) == -1 ||
	    move(db, &VIEWS, m->visitor, o.id) == -1 ||
	    move(db, &ATTRIBUTES, m->visitor, o.id) == -1 ||
	    move(db, &EVENTS, m->visitor, o.id) == -1)
		return -1;
	st = db_query(db, &COUNTS);
	db_bind_u64(st, o.pages);
	db_bind_u64(st, o.visits);
	db_bind_u64(st, m->visitor);
	if (db_exec(st) == -1)
		return -1;
	st = db_query(db, &FORGET);
	db_bind_u64(st, o.id);
	return db_exec(st) == -1 ? -1 : 1;
}

int
visitor_merge(
    struct db *db, uint64_t visitor, const unsigned char hash[TOKEN_HASH])
{
	struct merge m = {visitor, hash};

	return db_transaction(db, merge_work, &m);
}
