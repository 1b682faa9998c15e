/* SPDX-License-Identifier: ISC */
/* visitor_chat.c: what a visitor does in a chat. Floor 3; semantics.md
 * sections 3 and 4. */
#include <string.h>

#include "desk/bot_chat.h"
#include "desk/invitation.h"
#include "desk/strong.h"
#include "desk/visitor.h"
#include "desk/visitor_chat.h"
#include "lib/db.h"

static int
start_work(struct db *db, void *arg)
{
	struct starting *s = arg;
	struct chat_new chat = {.visitor = s->visitor,
	    .site = s->site,
	    .kind = s->kind,
	    .status = CHAT_PENDING,
	    .begun = BEGUN_VISITOR};
	struct line_new line = {.author = BY_VISITOR, .text = s->text};
	uint64_t bot;
	uint32_t seq;
	int r;

	memcpy(chat.key, s->key, CLIENT_KEY);
	memcpy(line.key, s->key, CLIENT_KEY);
	if ((r = visitor_lock_by(db, s->visitor, s->token)) != 1)
		return r;
	if (chat_department(db, s->visitor, 0, 0, &chat) == -1 ||
	    bot_for(db, &chat, &bot) == -1)
		return -1;
	if ((r = chat_begin(db, &chat, &s->chat)) != 1)
		return r == 0 ? 1 : r;
	line.chat = s->chat;
	if (s->kind == KIND_CHAT && strong_bind(db, s->chat, s->strong) == -1)
		return -1;
	if (chat_line(db, &line, &seq) == -1 ||
	    chat_event(db, s->chat,
		s->kind == KIND_CHAT ? "begun" : "message left", 0, 0) == -1 ||
	    visitor_contact(db, s->visitor, s->contact) == -1)
		return -1;
	if (s->kind == KIND_CHAT && invitation_revoke(db, s->visitor) == -1)
		return -1;
	if (bot != 0 && bot_begin(db, s->chat, bot, s->text) == -1)
		return -1;
	return 1;
}

int
visitor_chat_start(struct db *db, struct starting *s)
{
	return db_transaction(db, start_work, s);
}

static const struct query OPEN = {"visitor_chat_open",
    "SELECT STRAIGHT_JOIN c.status + 0,"
    " c.begun_by = 'operator' AND c.visitor_lines = 0 FROM visitor v"
    " FORCE INDEX (PRIMARY) JOIN chat c ON c.visitor_id = v.id"
    " WHERE v.id = ? AND v.token_hash = ? AND v.erased_at IS NULL"
    " AND c.id = ? AND c.kind = 'chat'"
    " AND (c.strong_hash IS NULL OR c.strong_hash = ?) FOR UPDATE"};

/* What lock() tells of a chat. */
struct locked {
	enum chat_status status;
	int unanswered; /* an operator began it; the visitor is silent yet */
};

/* Locks the visitor, as visitor_lock_by(), and their chat, in this order, if
 * it opens to them.  1, 0 none, -1. */
static int
lock(struct db *db, const struct acting *a, struct locked *is)
{
	struct stmt *st = db_query(db, &OPEN);
	int found;

	db_bind_u64(st, a->visitor);
	db_bind_bytes(st, a->token, TOKEN_HASH);
	db_bind_u64(st, a->chat);
	db_bind_bytes(st, a->strong, TOKEN_HASH);
	if ((found = db_step(st)) == 1) {
		is->status = (enum chat_status)db_u64(st);
		is->unanswered = db_u64(st) != 0;
	}
	return found;
}

static const struct query SAID = {"visitor_chat_said",
    "SELECT 1 FROM message WHERE chat_id = ? AND client_key = ?"};

static const struct query QUIET = {"visitor_chat_quiet",
    "UPDATE chat SET visitor_typing_at = NULL WHERE id = ?"
    " AND visitor_typing_at IS NOT NULL"};

static int
say_work(struct db *db, void *arg)
{
	const struct saying *s = arg;
	struct line_new line = {
	    .chat = s->chat, .author = BY_VISITOR, .text = s->text};
	const struct acting a = {s->visitor, s->token, s->chat, s->strong};
	struct locked is;
	struct stmt *st;
	uint32_t seq;
	int r;

	memcpy(line.key, s->key, CLIENT_KEY);
	if ((r = lock(db, &a, &is)) != 1)
		return r == 0 ? SAY_GONE : -1;
	if (is.status == CHAT_CLOSED) {
		st = db_query(db, &SAID);
		db_bind_u64(st, s->chat);
		db_bind_bytes(st, s->key, CLIENT_KEY);
		if ((r = db_step(st)) == -1)
			return -1;
		return r == 1 ? SAY_DONE : SAY_CLOSED;
	}
	if (is.unanswered && strong_bind(db, s->chat, s->strong) == -1)
		return -1;
	if ((r = chat_line(db, &line, &seq)) == -1)
		return -1;
	st = db_query(db, &QUIET);
	db_bind_u64(st, s->chat);
	if (db_exec(st) == -1)
		return -1;
	if (r == 1 && is.status == CHAT_BOT &&
	    bot_line(db, s->chat, s->text) == -1)
		return -1;
	return SAY_DONE;
}

int
visitor_chat_say(struct db *db, const struct saying *s)
{
	struct saying copy = *s;

	return db_transaction(db, say_work, &copy);
}

/* Told at most once in two seconds, so that it moves no list more often. */
static const struct query TYPING = {"visitor_chat_typing",
    "UPDATE chat FORCE INDEX (PRIMARY) SET visitor_typing_at = IF(?, NOW(3), "
    "NULL),"
    " changed_at = NOW(3) WHERE id = ? AND visitor_id = ?"
    " AND (strong_hash IS NULL OR strong_hash = ?)"
    " AND status <> 'closed' AND kind = 'chat' AND IF(?,"
    " visitor_typing_at IS NULL"
    " OR visitor_typing_at < NOW(3) - INTERVAL 2 SECOND,"
    " visitor_typing_at IS NOT NULL)"};

int
visitor_chat_typing(struct db *db, const struct acting *a, int on)
{
	struct stmt *st = db_query(db, &TYPING);

	db_bind_u64(st, on != 0);
	db_bind_u64(st, a->chat);
	db_bind_u64(st, a->visitor);
	db_bind_bytes(st, a->strong, TOKEN_HASH);
	db_bind_u64(st, on != 0);
	return db_exec(st) == -1 ? -1 : 0;
}

static const struct query READ = {"visitor_chat_read",
    "UPDATE chat FORCE INDEX (PRIMARY) SET visitor_seq = LEAST(?, last_seq), "
    "changed_at = NOW(3)"
    " WHERE id = ? AND visitor_id = ? AND visitor_seq < LEAST(?, last_seq)"
    " AND (strong_hash IS NULL OR strong_hash = ?)"};

int
visitor_chat_read(struct db *db, const struct acting *a, uint32_t seq)
{
	struct stmt *st = db_query(db, &READ);

	db_bind_u64(st, seq);
	db_bind_u64(st, a->chat);
	db_bind_u64(st, a->visitor);
	db_bind_u64(st, seq);
	db_bind_bytes(st, a->strong, TOKEN_HASH);
	return db_exec(st) == -1 ? -1 : 0;
}

static int
end_work(struct db *db, void *arg)
{
	const struct acting *a = arg;
	struct locked is;
	int r;

	if ((r = lock(db, a, &is)) != 1 || is.status == CHAT_CLOSED)
		return r;
	if (chat_close(db, a->chat, CLOSED_VISITOR) == -1 ||
	    chat_event(db, a->chat, "closed", 0, 0) == -1)
		return -1;
	return 1;
}

int
visitor_chat_end(struct db *db, const struct acting *a)
{
	struct acting copy = *a;

	return db_transaction(db, end_work, &copy);
}

struct addressing {
	struct acting who;
	const char *email;
};

static const struct query OTHER = {
    "visitor_chat_other", "SELECT v.email <> ? FROM visitor v WHERE v.id = ?"};

static const struct query CHANGED = {
    "visitor_chat_changed", "UPDATE chat SET changed_at = NOW(3) WHERE id = ?"};

static int
address_work(struct db *db, void *arg)
{
	const struct addressing *a = arg;
	struct contact contact = {"", a->email, ""};
	struct locked is;
	struct stmt *st;
	int r;

	if ((r = lock(db, &a->who, &is)) != 1)
		return r;
	st = db_query(db, &OTHER);
	db_bind_str(st, a->email);
	db_bind_u64(st, a->who.visitor);
	if (db_step(st) != 1)
		return -1;
	if (!db_u64(st))
		return 1;
	st = db_query(db, &CHANGED);
	db_bind_u64(st, a->who.chat);
	if (db_exec(st) == -1 ||
	    visitor_contact(db, a->who.visitor, &contact) == -1 ||
	    chat_event(db, a->who.chat, "address left", 0, 0) == -1)
		return -1;
	return 1;
}

int
visitor_chat_address(struct db *db, const struct acting *who, const char *email)
{
	struct addressing a = {*who, email};

	return db_transaction(db, address_work, &a);
}

static int
person_work(struct db *db, void *arg)
{
	const struct acting *a = arg;
	struct locked is;
	int r;

	if ((r = lock(db, a, &is)) != 1 || is.status != CHAT_BOT)
		return r;
	return bot_person(db, a->chat) == -1 ? -1 : 1;
}

int
visitor_chat_person(struct db *db, const struct acting *a)
{
	struct acting copy = *a;

	return db_transaction(db, person_work, &copy);
}
