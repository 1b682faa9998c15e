/* SPDX-License-Identifier: ISC */
/* chat.c: a conversation and its lines: what both sides do to it. Floor 3. */
#include "desk/chat.h"
#include "desk/visible.h"
#include "lib/db.h"

static const struct query HOLD = {"chat_hold",
    "SELECT STRAIGHT_JOIN v.id FROM visitor v JOIN chat c"
    " ON c.visitor_id = v.id WHERE v.id = (SELECT x.visitor_id FROM chat x"
    " WHERE x.id = ?) AND c.id = ? FOR UPDATE"};

int
chat_hold(struct db *db, uint64_t chat, uint64_t *visitor)
{
	struct stmt *st = db_query(db, &HOLD);
	int found;

	db_bind_u64(st, chat);
	db_bind_u64(st, chat);
	if ((found = db_step(st)) == 1)
		*visitor = db_u64(st);
	return found;
}

static const struct query INSERT = {"chat_insert",
    "INSERT INTO chat (visitor_id, site_id, department_id, owner_id, kind,"
    " status, begun_by, client_key, pending_at, accepted_at, priority)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, IF(?, NOW(3), NULL),"
    " IF(?, NOW(3), NULL), ?)"};

static int
insert(struct db *db, const struct chat_new *c)
{
	struct stmt *st = db_query(db, &INSERT);

	db_bind_u64(st, c->visitor);
	db_bind_u64(st, c->site);
	db_bind_id(st, c->department);
	db_bind_id(st, c->owner);
	db_bind_u64(st, c->kind);
	db_bind_u64(st, c->status);
	db_bind_u64(st, c->begun);
	db_bind_bytes(st, c->key, CLIENT_KEY);
	db_bind_u64(st, c->status != CHAT_BOT);
	db_bind_u64(st, c->status == CHAT_ACTIVE);
	db_bind_i64(st, c->priority);
	return db_exec(st) == -1 ? -1 : 0;
}

/* The one of this key comes before the one that is open. */
static const struct query STANDING = {"chat_standing",
    "SELECT id, client_key = ? FROM chat WHERE visitor_id = ?"
    " AND (client_key = ? OR open_visitor_id = ?)"
    " ORDER BY client_key = ? DESC LIMIT 1"};

/* What stood in the way: 0 this key's chat, CHAT_EXISTS the open one, -1. */
static int
standing(struct db *db, const struct chat_new *c, uint64_t *id)
{
	struct stmt *st = db_query(db, &STANDING);

	db_bind_bytes(st, c->key, CLIENT_KEY);
	db_bind_u64(st, c->visitor);
	db_bind_bytes(st, c->key, CLIENT_KEY);
	db_bind_u64(st, c->visitor);
	db_bind_bytes(st, c->key, CLIENT_KEY);
	if (db_step(st) != 1)
		return -1;
	*id = db_u64(st);
	return db_u64(st) != 0 ? 0 : CHAT_EXISTS;
}

int
chat_begin(struct db *db, const struct chat_new *c, uint64_t *id)
{
	if (insert(db, c) == 0) {
		*id = db_insert_id(db);
		return 1;
	}
	return db_duplicate(db) ? standing(db, c, id) : -1;
}

static const struct query COUNT = {"chat_count",
    "UPDATE chat SET last_seq = LAST_INSERT_ID(last_seq + 1),"
    " visitor_lines = visitor_lines + ?, changed_at = NOW(3) WHERE id = ?"};

static const struct query LINE = {"chat_line",
    "INSERT INTO message (chat_id, seq, author, operator_id, client_key, text)"
    " VALUES (?, ?, ?, ?, ?, ?)"};

static const struct query UNCOUNT = {"chat_uncount",
    "UPDATE chat SET last_seq = last_seq - 1,"
    " visitor_lines = visitor_lines - ? WHERE id = ?"};

static const struct query FIRST = {"chat_first",
    "SELECT seq FROM message WHERE chat_id = ?"
    " AND client_key = ?"};

/* The line was there: takes the count back and finds it.  0, -1. */
static int
first(struct db *db, const struct line_new *l, uint32_t *seq)
{
	struct stmt *st = db_query(db, &UNCOUNT);

	db_bind_u64(st, l->author == BY_VISITOR);
	db_bind_u64(st, l->chat);
	if (db_exec(st) == -1)
		return -1;
	st = db_query(db, &FIRST);
	db_bind_u64(st, l->chat);
	db_bind_bytes(st, l->key, CLIENT_KEY);
	if (db_step(st) != 1)
		return -1;
	*seq = (uint32_t)db_u64(st);
	return 0;
}

int
chat_line(struct db *db, const struct line_new *l, uint32_t *seq)
{
	struct stmt *st = db_query(db, &COUNT);

	db_bind_u64(st, l->author == BY_VISITOR);
	db_bind_u64(st, l->chat);
	if (db_exec(st) != 1)
		return -1;
	*seq = (uint32_t)db_insert_id(db);
	st = db_query(db, &LINE);
	db_bind_u64(st, l->chat);
	db_bind_u64(st, *seq);
	db_bind_u64(st, l->author);
	db_bind_id(st, l->operator);
	db_bind_bytes(st, l->key, CLIENT_KEY);
	db_bind_str(st, l->text);
	if (db_exec(st) != -1)
		return 1;
	return db_duplicate(db) ? first(db, l, seq) : -1;
}

static const struct query CLOSE = {"chat_close",
    "UPDATE chat FORCE INDEX (PRIMARY) SET status = 'closed', closed_by = ?, "
    "closed_at = NOW(3),"
    " changed_at = NOW(3) WHERE id = ? AND status <> 'closed'"};

/* An offer that runs goes with the chat. */
static const struct query NO_OFFER = {"chat_no_offer",
    "UPDATE offer SET ended_at = NOW(3), outcome = 'withdrawn'"
    " WHERE open_chat_id = ?"};

/* The owner's row is held before the chat's place in an index is, which others
 * wait for with the row in hand.  Does an offer run? */
static const struct query OWNER = {"chat_owner",
    "SELECT o.id, EXISTS (SELECT 1 FROM offer f WHERE f.open_chat_id = c.id)"
    " FROM chat c LEFT JOIN operator o ON o.id = c.owner_id"
    " WHERE c.id = ? LOCK IN SHARE MODE"};

int
chat_close(struct db *db, uint64_t chat, enum chat_closer by)
{
	struct stmt *st = db_query(db, &OWNER);
	int64_t n;
	int offered;

	db_bind_u64(st, chat);
	if ((n = db_step(st)) != 1)
		return (int)n;
	(void)db_u64(st);
	offered = db_u64(st) != 0;
	st = db_query(db, &CLOSE);
	db_bind_u64(st, by);
	db_bind_u64(st, chat);
	if ((n = db_exec(st)) != 1 || !offered)
		return (int)n;
	st = db_query(db, &NO_OFFER);
	db_bind_u64(st, chat);
	return db_exec(st) == -1 ? -1 : 1;
}

/* Not INSERT ... SELECT, which holds the table's AUTO_INCREMENT while it waits
 * for an operator's row. */
static const struct query EVENT = {"chat_event",
    "INSERT INTO chat_event (kind, operator_id, other_id, why, seconds,"
    " department_id, note, chat_id, after_seq)"
    " VALUES (?, ?, ?, ?, NULLIF(?, 0), ?, NULLIF(?, ''), ?,"
    " (SELECT c.last_seq FROM chat c WHERE c.id = ?))"};

int
chat_happened(struct db *db, const struct chat_happening *h)
{
	struct stmt *st = db_query(db, &EVENT);

	db_bind_str(st, h->kind);
	db_bind_id(st, h->operator);
	db_bind_id(st, h->other);
	db_bind_str(st, h->why);
	db_bind_u64(st, h->seconds);
	db_bind_id(st, h->department);
	db_bind_str(st, h->note);
	db_bind_u64(st, h->chat);
	db_bind_u64(st, h->chat);
	return db_exec(st) == -1 ? -1 : 0;
}

int
chat_event(struct db *db, uint64_t chat, const char *kind, uint64_t operator,
    uint64_t other)
{
	struct chat_happening h = {
	    .chat = chat, .kind = kind, .operator= operator, .other = other };

	return chat_happened(db, &h);
}

/*
 * A visitor who begins by themselves has no sender: then the first of the
 * embed's list that is not disabled.  Nothing is held of a department that is
 * only asked; an INSERT that looked for its priority by itself would hold it.
 */
static const struct query DEPARTMENT = {"chat_department",
    "SELECT x.id, COALESCE(d.chat_priority, 0) FROM (SELECT "
    "COALESCE(?," CHAT_DEPARTMENT(
	"IF(? = 0, NOT f.disabled, EXISTS (SELECT 1 FROM" ASSIGNED
	"WHERE a.operator_id = ? AND" ASSIGNED_TO(
	    "f.id") "))") ", 0) AS id FROM visitor v JOIN site s ON s.id = "
			  "v.site_id"
			  " WHERE v.id = ?) x LEFT JOIN department d ON d.id = "
			  "x.id"};

int
chat_department(struct db *db, uint64_t visitor, uint64_t sender,
    uint64_t chosen, struct chat_new *chat)
{
	struct stmt *st = db_query(db, &DEPARTMENT);

	db_bind_id(st, chosen);
	db_bind_u64(st, sender);
	db_bind_u64(st, sender);
	db_bind_u64(st, visitor);
	if (db_step(st) != 1)
		return -1;
	chat->department = db_u64(st);
	chat->priority = db_i64(st);
	return 0;
}
