/* SPDX-License-Identifier: ISC */
/* talk.c: accepting, writing, closing, typing and reading. Floor 3. */

#include <string.h>

#include "desk/feed.h"
#include "desk/offer.h"
#include "desk/permission.h"
#include "desk/session.h"
#include "desk/talk.h"
#include "lib/db.h"

struct acting {
	const struct operator* by;
	uint64_t chat;
	uint32_t seq;
	struct talk_line *line;
};

/* A chat as it stands, its row locked. */
struct standing {
	uint64_t visitor;
	enum chat_kind kind;
	enum chat_status status;
	uint64_t owner;
	int offered;   /* the owner's accept time runs */
	uint32_t said; /* number of the line with this key; 0 none */
};

static const struct query STANDING = {"talk_standing",
    "SELECT c.kind + 0, c.status + 0, c.owner_id,"
    " COALESCE(c.offer_until > NOW(3), 0), m.seq"
    " FROM chat c LEFT JOIN message m"
    " ON m.chat_id = c.id AND m.client_key = ?"
    " WHERE c.id = ?"};

/* 1, 0 no such chat, -1.  Two trips. */
static int
stand(struct db *db, const struct acting *a, struct standing *is)
{
	struct stmt *st;
	int found;

	memset(is, 0, sizeof(*is));
	if ((found = chat_hold(db, a->chat, &is->visitor)) != 1)
		return found;
	st = db_query(db, &STANDING);
	db_bind_bytes(st, a->line == NULL ? NULL : a->line->key, CLIENT_KEY);
	db_bind_u64(st, a->chat);
	if ((found = db_step(st)) != 1)
		return found;
	is->kind = (enum chat_kind)db_u64(st);
	is->status = (enum chat_status)db_u64(st);
	is->owner = db_u64(st);
	is->offered = db_u64(st) != 0;
	is->said = (uint32_t)db_u64(st);
	return 1;
}

static const struct query ACCEPT = {"talk_accept",
    "UPDATE chat FORCE INDEX (PRIMARY) SET status = 'active', owner_id = ?, "
    "offer_until = NULL,"
    " accepted_at = NOW(3), changed_at = NOW(3)"
    " WHERE id = ? AND kind = 'chat' AND status = 'pending'"
    " AND (owner_id IS NULL OR owner_id = ? OR offer_until IS NULL"
    " OR offer_until <= NOW(3) OR ?)"};

/* Makes the operator its owner, with the history's row.  The outcome. */
static int
take(struct db *db, const struct acting *a, const struct standing *is)
{
	int over = operator_may(a->by, MAY_TAKE_OVER) != 0;
	int other = is->owner != 0 && is->owner != a->by->id;
	struct stmt *st;

	if (other && is->offered && !over)
		return TALK_TAKEN;
	if (offer_accepts(db, a->by->id, other ? is->owner : 0) == -1)
		return -1;
	st = db_query(db, &ACCEPT);
	db_bind_u64(st, a->by->id);
	db_bind_u64(st, a->chat);
	db_bind_u64(st, a->by->id);
	db_bind_u64(st, (uint64_t)over);
	if (db_exec(st) != 1 ||
	    chat_event(db, a->chat, other ? "taken over" : "accepted",
		a->by->id, other ? is->owner : 0) == -1)
		return -1;
	if (offer_end(db, a->chat,
		other ? OFFER_WITHDRAWN : OFFER_WAS_ACCEPTED) == -1)
		return -1;
	return TALK_DONE;
}

/* Why a chat that is not pending cannot be accepted. */
static int
settled(const struct acting *a, const struct standing *is)
{
	switch (is->status) {
	case CHAT_ACTIVE:
		return is->owner == a->by->id ? TALK_AGAIN : TALK_TAKEN;
	case CHAT_BOT:
		return TALK_BOT;
	default:
		return TALK_CLOSED;
	}
}

static int
accept_work(struct db *db, void *arg)
{
	const struct acting *a = arg;
	struct standing is;
	int r;

	if ((r = stand(db, a, &is)) != 1)
		return r == 0 ? TALK_GONE : -1;
	if (is.kind != KIND_CHAT)
		return TALK_GONE;
	if (is.status != CHAT_PENDING)
		return settled(a, &is);
	if ((r = take(db, a, &is)) != TALK_DONE)
		return r;
	return feed_wait(db, is.visitor) == -1 ? -1 : TALK_DONE;
}

int
talk_accept(struct db *db, const struct operator* by, uint64_t chat)
{
	struct acting a = {.by = by, .chat = chat};

	return db_transaction(db, accept_work, &a);
}

static const struct query CAUGHT_UP = {"talk_caught_up",
    "UPDATE chat SET operator_typing_at = NULL,"
    " operator_seq = GREATEST(operator_seq, LEAST(?, last_seq))"
    " WHERE id = ?"};

/* The line itself, in a chat that takes lines. */
static int
write_line(struct db *db, struct acting *a, const struct standing *is)
{
	struct line_new line = {.chat = a->chat,
	    .author = BY_OPERATOR,
	    .operator= a->by->id,
	    .text = a->line->text};
	struct stmt *st;

	memcpy(line.key, a->line->key, CLIENT_KEY);
	if (chat_line(db, &line, &a->line->seq) == -1)
		return -1;
	st = db_query(db, &CAUGHT_UP);
	db_bind_u64(st, a->line->read);
	db_bind_u64(st, a->chat);
	if (db_exec(st) == -1 || feed_wait(db, is->visitor) == -1)
		return -1;
	return TALK_DONE;
}

static int
say_work(struct db *db, void *arg)
{
	struct acting *a = arg;
	struct standing is;
	int r;

	if ((r = stand(db, a, &is)) != 1)
		return r == 0 ? TALK_GONE : -1;
	if (is.said != 0) {
		a->line->seq = is.said;
		return TALK_AGAIN;
	}
	if (is.kind != KIND_CHAT)
		return TALK_GONE;
	if (is.status == CHAT_PENDING) {
		if ((r = take(db, a, &is)) != TALK_DONE)
			return r;
	} else if (is.status != CHAT_ACTIVE)
		return settled(a, &is);
	return write_line(db, a, &is);
}

int
talk_say(struct db *db, struct talk_line *line)
{
	struct acting a = {.by = line->by, .chat = line->chat, .line = line};

	return db_transaction(db, say_work, &a);
}

static int
close_work(struct db *db, void *arg)
{
	const struct acting *a = arg;
	struct standing is;
	int r;

	if ((r = stand(db, a, &is)) != 1)
		return r == 0 ? TALK_GONE : -1;
	if (a->by->id != is.owner &&
	    operator_hold(db, a->by->id, is.owner) == -1)
		return -1;
	if ((r = chat_close(db, a->chat, CLOSED_OPERATOR)) != 1)
		return r == 0 ? TALK_AGAIN : -1;
	if (chat_event(db, a->chat, is.kind == KIND_MESSAGE ? "done" : "closed",
		a->by->id, 0) == -1)
		return -1;
	if (is.kind == KIND_CHAT && feed_wait(db, is.visitor) == -1)
		return -1;
	return TALK_DONE;
}

int
talk_close(struct db *db, const struct operator* by, uint64_t chat)
{
	struct acting a = {.by = by, .chat = chat};

	return db_transaction(db, close_work, &a);
}

static const struct query TYPES = {"talk_types",
    "SELECT STRAIGHT_JOIN v.id FROM visitor v JOIN chat c"
    " ON c.visitor_id = v.id WHERE v.id = (SELECT x.visitor_id FROM chat x"
    " WHERE x.id = ?) AND c.id = ? AND c.status = 'active'"
    " AND c.owner_id = ? AND (c.operator_typing_at IS NULL"
    " OR c.operator_typing_at < NOW(3) - INTERVAL 3 SECOND) FOR UPDATE"};

static const struct query TYPING = {
    "talk_typing", "UPDATE chat SET operator_typing_at = NOW(3) WHERE id = ?"};

static int
typing_work(struct db *db, void *arg)
{
	const struct acting *a = arg;
	struct stmt *st = db_query(db, &TYPES);
	uint64_t visitor;
	int found;

	db_bind_u64(st, a->chat);
	db_bind_u64(st, a->chat);
	db_bind_u64(st, a->by->id);
	if ((found = db_step(st)) != 1)
		return found == 0 ? TALK_AGAIN : -1;
	visitor = db_u64(st);
	st = db_query(db, &TYPING);
	db_bind_u64(st, a->chat);
	if (db_exec(st) == -1 || feed_wait(db, visitor) == -1)
		return -1;
	return TALK_DONE;
}

int
talk_typing(struct db *db, const struct operator* by, uint64_t chat)
{
	struct acting a = {.by = by, .chat = chat};

	return db_transaction(db, typing_work, &a);
}

static const struct query READS = {"talk_reads",
    "SELECT STRAIGHT_JOIN v.id, c.kind = 'chat' FROM visitor v JOIN chat c"
    " ON c.visitor_id = v.id WHERE v.id = (SELECT x.visitor_id FROM chat x"
    " WHERE x.id = ?) AND c.id = ? AND c.operator_seq < LEAST(?, c.last_seq)"
    " AND (c.owner_id = ? OR c.kind = 'message') FOR UPDATE"};

static const struct query READ = {"talk_read",
    "UPDATE chat SET operator_seq = LEAST(?, last_seq), changed_at = NOW(3)"
    " WHERE id = ?"};

/* The visitor hears of it; who left a message waits for nothing. */
static int
read_work(struct db *db, void *arg)
{
	const struct acting *a = arg;
	struct stmt *st = db_query(db, &READS);
	uint64_t visitor;
	int found, waits;

	db_bind_u64(st, a->chat);
	db_bind_u64(st, a->chat);
	db_bind_u64(st, a->seq);
	db_bind_u64(st, a->by->id);
	if ((found = db_step(st)) != 1)
		return found == 0 ? TALK_AGAIN : -1;
	visitor = db_u64(st);
	waits = db_u64(st) != 0;
	st = db_query(db, &READ);
	db_bind_u64(st, a->seq);
	db_bind_u64(st, a->chat);
	if (db_exec(st) == -1 || (waits && feed_wait(db, visitor) == -1))
		return -1;
	return TALK_DONE;
}

int
talk_read(struct db *db, const struct operator* by, uint64_t chat, uint32_t seq)
{
	struct acting a = {.by = by, .chat = chat, .seq = seq};

	return db_transaction(db, read_work, &a);
}
