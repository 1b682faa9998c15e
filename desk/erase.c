/* SPDX-License-Identifier: ISC */
/* erase.c: a visitor is forgotten. Floor 3. */
#include <inttypes.h>
#include <stdio.h>

#include "desk/change.h"
#include "desk/chat.h"
#include "desk/erase.h"
#include "desk/feed.h"
#include "desk/session.h"
#include "lib/db.h"

static const struct query OPEN = {"erase_open",
    "SELECT id, owner_id FROM chat"
    " WHERE visitor_id = ? AND status <> 'closed'"
    " ORDER BY id LIMIT ?"};

/* Who was erased before may be once more: their replies. */
static const struct query HOLD = {
    "erase_hold", "SELECT id FROM visitor WHERE id = ? FOR UPDATE"};

/* 1, 0 no such visitor, -1. */
static int
hold(struct db *db, uint64_t id)
{
	struct stmt *st = db_query(db, &HOLD);

	db_bind_u64(st, id);
	return db_step(st);
}

/* Ends what is open.  0, -1. */
static int
end_chats(struct db *db, const struct erasing *e)
{
	struct stmt *st = db_query(db, &OPEN);
	uint64_t chats[ERASE_CHATS], owners[ERASE_CHATS];
	int n = 0, i, more;

	db_bind_u64(st, e->visitor);
	db_bind_u64(st, ERASE_CHATS);
	while ((more = db_step(st)) == 1 && n < ERASE_CHATS) {
		chats[n] = db_u64(st);
		owners[n++] = db_u64(st);
	}
	if (more == -1)
		return -1;
	for (i = 0; i < n; i++)
		if (operator_hold(db, e->by->operator, owners[i]) == -1 ||
		    chat_close(db, chats[i], CLOSED_OPERATOR) == -1)
			return -1;
	return operator_hold(db, e->by->operator, 0);
}

/* INSERT ... SELECT holds the table's AUTO_INCREMENT: the operator's row is
 * held before, so that it waits for nobody. */
static const struct query HISTORY = {"erase_history",
    "INSERT INTO chat_event (chat_id, after_seq, kind, operator_id)"
    " SELECT c.id, c.last_seq, 'erased', ? FROM chat c"
    " WHERE c.visitor_id = ?"};

static const struct query LINES = {"erase_lines",
    "UPDATE message m JOIN chat c ON c.id = m.chat_id SET m.text = ''"
    " WHERE c.visitor_id = ? AND (m.author = 'visitor' OR ?)"};

static const struct query NOTES = {"erase_notes",
    "UPDATE chat_event e JOIN chat c ON c.id = e.chat_id SET e.note = NULL"
    " WHERE c.visitor_id = ? AND ?"};

/* Holds all of them. */
static const struct query CHANGED = {"erase_changed",
    "UPDATE chat SET strong_hash = NULL, visitor_typing_at = NULL,"
    " changed_at = NOW(3) WHERE visitor_id = ?"};

static const struct query FIELDS = {"erase_fields",
    "DELETE f FROM chat_field f JOIN chat c ON c.id = f.chat_id"
    " WHERE c.visitor_id = ?"};

/* What was written to them may name them.  What has ended before is no news
 * to its sender. */
static const struct query INVITATIONS = {"erase_invitations",
    "UPDATE invitation SET text = '',"
    " changed_at = IF(open_visitor_id IS NULL, changed_at, NOW(3)),"
    " ended_by = IF(open_visitor_id IS NULL, ended_by, ?),"
    " ended_at = COALESCE(ended_at, NOW(3)),"
    " status = IF(status IN ('queued', 'delivered', 'seen'), 'revoked', status)"
    " WHERE visitor_id = ?"};

static const struct query PROFILE = {"erase_profile",
    "DELETE p FROM profile p JOIN visitor v ON v.profile_id = p.id"
    " WHERE v.id = ? AND NOT EXISTS (SELECT 1 FROM visitor o"
    " WHERE o.profile_id = p.id AND o.id <> v.id)"};

static const struct query PERSON = {"erase_person",
    "UPDATE visitor SET"
    " token_hash = UNHEX(SHA2(CONCAT(id, HEX(token_hash), ' erased'), 256)),"
    " name = '', email = '', phone = '', browser = '', system = '',"
    " device = 'desktop', agent = '', language = '', timezone = '',"
    " address = '', country = '', refused_at = NULL, profile_id = NULL,"
    " signed = 0, erased_at = NOW(3) WHERE id = ?"};

/* Asked before: in the DELETE it would hold every chat that it reads. */
static const struct query CHATS = {"erase_chats",
    "SELECT EXISTS (SELECT 1 FROM chat c WHERE c.visitor_id = ?)"};
static const struct query RECORD = {
    "erase_record", "DELETE FROM visitor WHERE id = ?"};

static const struct query PRESENCE = {
    "erase_presence", "DELETE FROM presence WHERE visitor_id = ?"};
static const struct query VIEWS = {
    "erase_views", "DELETE FROM page_view WHERE visitor_id = ?"};
static const struct query VISITS = {
    "erase_visits", "DELETE FROM visit WHERE visitor_id = ?"};
static const struct query ATTRIBUTES = {
    "erase_attributes", "DELETE FROM visitor_attribute WHERE visitor_id = ?"};
static const struct query EVENTS = {
    "erase_events", "DELETE FROM visitor_event WHERE visitor_id = ?"};
static const struct query ALIKE = {"erase_alike",
    "DELETE FROM visitor_alike WHERE visitor_id = ? OR other_id = ?"};

/* One statement about two numbers: how many rows, or -1. */
static int64_t
two(struct db *db, const struct query *q, uint64_t a, uint64_t b)
{
	struct stmt *st = db_query(db, q);

	db_bind_u64(st, a);
	db_bind_u64(st, b);
	return db_exec(st);
}

static int64_t
one(struct db *db, const struct query *q, uint64_t id)
{
	struct stmt *st = db_query(db, q);

	db_bind_u64(st, id);
	return db_exec(st);
}

static int
erase_chats(struct db *db, const struct erasing *e)
{
	uint64_t v = e->visitor, all = e->replies != 0;

	if (one(db, &CHANGED, v) == -1 || end_chats(db, e) == -1 ||
	    two(db, &HISTORY, e->by->operator, v) == -1 ||
	    two(db, &LINES, v, all) == -1 || two(db, &NOTES, v, all) == -1 ||
	    one(db, &FIELDS, v) == -1)
		return -1;
	return two(db, &INVITATIONS, e->by->operator, v) == -1 ? -1 : 0;
}

/* 1 where the record is gone, 0 where its chats keep it, -1. */
static int
erase_person(struct db *db, uint64_t v)
{
	static const struct query *const all[] = {&PRESENCE, &VIEWS, &VISITS,
	    &ATTRIBUTES, &EVENTS, &PROFILE, &PERSON};
	struct stmt *st;
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(*all); i++)
		if (one(db, all[i], v) == -1)
			return -1;
	if (two(db, &ALIKE, v, v) == -1)
		return -1;
	st = db_query(db, &CHATS);
	db_bind_u64(st, v);
	if (db_step(st) != 1)
		return -1;
	if (db_u64(st) != 0)
		return 0;
	return (int)one(db, &RECORD, v);
}

static int
work(struct db *db, void *arg)
{
	const struct erasing *e = arg;
	char detail[40];
	int r;

	if ((r = hold(db, e->visitor)) != 1)
		return r;
	if (erase_chats(db, e) == -1 ||
	    (r = erase_person(db, e->visitor)) == -1)
		return -1;
	(void)snprintf(detail, sizeof(detail), "Visitor %" PRIu64, e->visitor);
	if (change_note(db, e->by, "visitor erase", e->visitor, detail) == -1)
		return -1;
	if (r == 0 && feed_wait(db, e->visitor) == -1)
		return -1;
	return 1;
}

int
visitor_erase(struct db *db, const struct erasing *e)
{
	struct erasing copy = *e;

	return db_transaction(db, work, &copy);
}
