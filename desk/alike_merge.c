/* SPDX-License-Identifier: ISC */
/* alike_merge.c: two records that are one visitor become one, or are told
 * apart. Floor 3; semantics.md section 3. */
#include <inttypes.h>
#include <stdio.h>

#include "desk/alike.h"
#include "desk/change.h"
#include "desk/feed.h"
#include "desk/visitor.h"
#include "lib/db.h"

struct merging {
	const struct actor *by;
	uint64_t visitor;
	uint64_t other;
};

static const struct query PAIR = {"alike_pair",
    "SELECT other_id FROM visitor_alike WHERE visitor_id = ?"
    " AND apart_at IS NULL"};

/* 1 and the other, 0, -1. */
static int
pair(struct db *db, struct merging *m)
{
	struct stmt *st = db_query(db, &PAIR);
	int found;

	db_bind_u64(st, m->visitor);
	if ((found = db_step(st)) == 1)
		m->other = db_u64(st);
	return found;
}

/* Both rows, the older record's first, whoever merges what. */
static int
lock(struct db *db, const struct merging *m)
{
	uint64_t low = m->visitor < m->other ? m->visitor : m->other;
	int found;

	if ((found = visitor_lock(db, low)) != 1)
		return found;
	return visitor_lock(db, m->visitor + m->other - low);
}

static const struct query STANDS = {"alike_stands",
    "SELECT (SELECT COUNT(*) FROM chat c"
    " WHERE c.open_visitor_id IN (v.id, o.id)),"
    " (SELECT COUNT(*) FROM invitation i"
    " WHERE i.open_visitor_id IN (v.id, o.id)),"
    " (v.profile_id <> o.profile_id) IS TRUE OR (o.signed AND NOT v.signed)"
    " FROM visitor v JOIN visitor o ON o.id = ? WHERE v.id = ?"};

static const struct query REVOKE = {"alike_revoke",
    "UPDATE invitation SET status = 'revoked', ended_by = ?,"
    " ended_at = NOW(3), changed_at = NOW(3)"
    " WHERE open_visitor_id = ? OR open_visitor_id = ?"};

static int
revoke(struct db *db, const struct merging *m, int both)
{
	struct stmt *st = db_query(db, &REVOKE);

	db_bind_u64(st, m->by->operator);
	db_bind_u64(st, m->other);
	db_bind_u64(st, both ? m->visitor : m->other);
	return db_exec(st) == -1 ? -1 : 0;
}

/* What may be open once must not be open twice.  ALIKE_DONE, or why not. */
static int
make_room(struct db *db, const struct merging *m)
{
	struct stmt *st = db_query(db, &STANDS);
	uint64_t chats, invitations;

	db_bind_u64(st, m->other);
	db_bind_u64(st, m->visitor);
	if (db_step(st) != 1)
		return -1;
	chats = db_u64(st);
	invitations = db_u64(st);
	if (db_u64(st) != 0)
		return ALIKE_USERS;
	if (chats > 1)
		return ALIKE_OPEN;
	if (invitations > 1 || (chats > 0 && invitations > 0))
		return revoke(db, m, chats > 0) == -1 ? -1 : ALIKE_DONE;
	return ALIKE_DONE;
}

/* Requests with the other's token are over: their keys cannot come again, and
 * must not meet the visitor's. */
static const struct query CHATS = {"alike_chats",
    "UPDATE chat SET client_key = UNHEX(LEFT(SHA2(CONCAT(id, ' merged ',"
    " HEX(client_key)), 256), 16)), changed_at = NOW(3), visitor_id = ?"
    " WHERE visitor_id = ?"};
static const struct query INVITATIONS = {"alike_invitations",
    "UPDATE invitation SET client_key = UNHEX(LEFT(SHA2(CONCAT(id,"
    " ' merged ', HEX(client_key)), 256), 16)),"
    " changed_at = IF(open_visitor_id IS NULL, changed_at, NOW(3)),"
    " visitor_id = ? WHERE visitor_id = ?"};
static const struct query VISITS = {
    "alike_visits", "UPDATE visit SET visitor_id = ? WHERE visitor_id = ?"};
static const struct query VIEWS = {"alike_views",
    "UPDATE IGNORE page_view SET visitor_id = ? WHERE visitor_id = ?"};
static const struct query ATTRIBUTES = {"alike_attributes",
    "UPDATE IGNORE visitor_attribute SET visitor_id = ? WHERE visitor_id = ?"};
static const struct query EVENTS = {"alike_events",
    "UPDATE IGNORE visitor_event SET visitor_id = ? WHERE visitor_id = ?"};
static const struct query PERSON = {"alike_person",
    "UPDATE visitor v JOIN visitor o SET"
    " v.name = IF(v.name = '', o.name, v.name),"
    " v.email = IF(v.email = '', o.email, v.email),"
    " v.phone = IF(v.phone = '', o.phone, v.phone),"
    " v.visits = v.visits + o.visits, v.pages = v.pages + o.pages,"
    " v.profile_id = COALESCE(v.profile_id, o.profile_id),"
    " v.refused_at = COALESCE(GREATEST(v.refused_at, o.refused_at),"
    " v.refused_at, o.refused_at), v.created_at = LEAST(v.created_at,"
    " o.created_at) WHERE v.id = ? AND o.id = ?"};

static const struct query TOLD_TWICE = {
    "alike_told_twice", "DELETE FROM page_view WHERE visitor_id = ?"};
static const struct query FORGET_PAIR = {
    "alike_forget_pair", "DELETE FROM visitor_alike WHERE visitor_id = ?"};
/* Whom the other was taken for, the visitor is now. */
static const struct query CHAIN = {"alike_chain",
    "UPDATE IGNORE visitor_alike SET visitor_id = ? WHERE visitor_id = ?"};
static const struct query FORGET = {
    "alike_forget", "DELETE FROM visitor WHERE id = ?"};

static int
run(struct db *db, const struct query *q, uint64_t a, uint64_t b)
{
	struct stmt *st = db_query(db, q);

	db_bind_u64(st, a);
	if (b != 0)
		db_bind_u64(st, b);
	return db_exec(st) == -1 ? -1 : 0;
}

static int
move(struct db *db, const struct merging *m)
{
	static const struct query *const all[] = {&CHATS, &INVITATIONS, &VISITS,
	    &VIEWS, &ATTRIBUTES, &EVENTS, &PERSON};
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(*all); i++)
		if (run(db, all[i], m->visitor, m->other) == -1)
			return -1;
	if (run(db, &TOLD_TWICE, m->other, 0) == -1 ||
	    run(db, &FORGET_PAIR, m->visitor, 0) == -1 ||
	    run(db, &CHAIN, m->visitor, m->other) == -1)
		return -1;
	return run(db, &FORGET, m->other, 0);
}

static int
note(struct db *db, const struct merging *m, const char *what)
{
	char detail[80];

	(void)snprintf(detail, sizeof(detail),
	    "Visitor %" PRIu64 " and visitor %" PRIu64, m->other, m->visitor);
	return change_note(db, m->by, what, m->visitor, detail);
}

static int
merge_work(struct db *db, void *arg)
{
	struct merging *m = arg;
	int r;

	if ((r = pair(db, m)) != 1 || (r = lock(db, m)) != 1 ||
	    (r = make_room(db, m)) != ALIKE_DONE)
		return r;
	if (move(db, m) == -1 || visitor_words(db, m->visitor) == -1 ||
	    note(db, m, "visitor merge") == -1 ||
	    feed_wait(db, m->visitor) == -1)
		return -1;
	return ALIKE_DONE;
}

int
alike_merge(struct db *db, const struct actor *by, uint64_t visitor)
{
	struct merging m = {.by = by, .visitor = visitor};

	return db_transaction(db, merge_work, &m);
}

static const struct query APART = {"alike_apart",
    "UPDATE visitor_alike SET apart_at = NOW(3)"
    " WHERE visitor_id = ? AND other_id = ?"};

static int
apart_work(struct db *db, void *arg)
{
	struct merging *m = arg;
	int r;

	if ((r = pair(db, m)) != 1)
		return r;
	if (run(db, &APART, m->visitor, m->other) == -1 ||
	    note(db, m, "visitor apart") == -1)
		return -1;
	return ALIKE_DONE;
}

int
alike_apart(struct db *db, const struct actor *by, uint64_t visitor)
{
	struct merging m = {.by = by, .visitor = visitor};

	return db_transaction(db, apart_work, &m);
}
