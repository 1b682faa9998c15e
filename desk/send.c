/* SPDX-License-Identifier: ISC */
/* send.c: invitations and chats that operators begin.  Whoever writes locks
 * the visitor's row first, so that two senders, or a sender and the visitor's
 * own chat, come one after the other. Floor 3. */

#include <string.h>

#include "desk/audit.h"
#include "desk/feed.h"
#include "desk/send.h"
#include "desk/session.h"
#include "desk/visitor.h"
#include "lib/db.h"

struct standing {
	uint64_t site;
	int online;
	int tracked;
	uint64_t sent;       /* invitation made by this key */
	uint64_t begun;      /* chat made by this key */
	uint64_t invitation; /* open */
	int lapsed;          /* ... but past its time */
	uint64_t chat;       /* open */
};

static const struct query STANDING = {"send_standing",
    "SELECT v.site_id, COALESCE(p.gone_at > NOW(3), 0),"
    " s.tracking AND COALESCE((SELECT t.value = '1' FROM setting t"
    " WHERE t.name = 'tracking'), 0),"
    " ki.id, kc.id, oi.id, COALESCE(oi.expires_at <= NOW(3), 0), oc.id"
    " FROM visitor v JOIN site s ON s.id = v.site_id"
    " LEFT JOIN presence p ON p.visitor_id = v.id"
    " LEFT JOIN invitation ki ON ki.visitor_id = v.id AND ki.client_key = ?"
    " LEFT JOIN chat kc ON kc.visitor_id = v.id AND kc.client_key = ?"
    " LEFT JOIN invitation oi ON oi.open_visitor_id = v.id"
    " LEFT JOIN chat oc ON oc.open_visitor_id = v.id"
    " WHERE v.id = ?"};

/* How things stand for this visitor, with their row locked.  1, 0 no such
 * visitor, -1.  Two trips. */
static int
stand(struct db *db, const struct sending *s, struct standing *is)
{
	struct stmt *st;
	int found;

	memset(is, 0, sizeof(*is));
	if ((found = visitor_lock(db, s->visitor)) != 1)
		return found;
	st = db_query(db, &STANDING);
	db_bind_bytes(st, s->key, CLIENT_KEY);
	db_bind_bytes(st, s->key, CLIENT_KEY);
	db_bind_u64(st, s->visitor);
	if ((found = db_step(st)) != 1)
		return found;
	is->site = db_u64(st);
	is->online = db_u64(st) != 0;
	is->tracked = db_u64(st) != 0;
	is->sent = db_u64(st);
	is->begun = db_u64(st);
	is->invitation = db_u64(st);
	is->lapsed = db_u64(st) != 0;
	is->chat = db_u64(st);
	return 1;
}

static const struct query END = {"send_end",
    "UPDATE invitation FORCE INDEX (PRIMARY) SET status = IF(?, 'expired', "
    "'revoked'),"
    " ended_at = NOW(3), ended_by = ?, changed_at = NOW(3)"
    " WHERE id = ? AND visitor_id = ?"
    " AND status IN ('queued', 'delivered', 'seen')"};

/* The operator that ends it; NULL: its time is over.  1, 0, -1. */
static int
end(struct db *db, const struct operator* by, uint64_t visitor, uint64_t id)
{
	struct stmt *st = db_query(db, &END);

	db_bind_u64(st, by == NULL);
	db_bind_id(st, by == NULL ? 0 : by->id);
	db_bind_u64(st, id);
	db_bind_u64(st, visitor);
	return (int)db_exec(st);
}

/* What is in the way of sending, or SEND_DONE with the way made clear. */
static int
clear(struct db *db, struct sending *s, const struct standing *is)
{
	if (is->sent != 0 || is->begun != 0) {
		s->id = is->sent != 0 ? is->sent : is->begun;
		return SEND_REPEATED;
	}
	if (is->chat != 0) {
		s->id = is->chat;
		return SEND_CHATTING;
	}
	if (!is->online)
		return SEND_LEFT;
	if (!is->tracked)
		return SEND_UNTRACKED;
	if (is->invitation == 0)
		return SEND_DONE;
	if (!is->lapsed && is->invitation != s->replace) {
		s->id = is->invitation;
		return SEND_INVITED;
	}
	if (end(db, is->lapsed ? NULL : s->by, s->visitor, is->invitation) ==
	    -1)
		return -1;
	return SEND_DONE;
}

static int
audit(struct db *db, const struct sending *s, const char *what)
{
	struct audit a = {.operator= s->by->id,
	    .address = s->address,
	    .what = what,
	    .object = s->visitor,
	    .detail = ""};

	return audit_note(db, &a);
}

static const struct query REMEMBER = {
    "send_remember", "UPDATE operator SET assign_me = ? WHERE id = ?"};

/* "Assign the chat to me" stands in the next dialog as it was left in this. */
static int
remember(struct db *db, const struct sending *s)
{
	int assign = (s->options & SEND_ASSIGN_ME) != 0;
	struct stmt *st;

	if (assign == (s->by->assign_me != 0))
		return 0;
	st = db_query(db, &REMEMBER);
	db_bind_u64(st, (uint64_t)assign);
	db_bind_u64(st, s->by->id);
	return db_exec(st) == -1 ? -1 : 0;
}

static const struct query INSERT = {"send_insert",
    "INSERT INTO invitation (visitor_id, operator_id, client_key, text,"
    " department_id, assign_me, skip_bot, full_widget,"
    " require_name, require_email, require_phone, expires_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
    " NOW(3) + INTERVAL NULLIF(?, 0) MINUTE)"};

static int
insert(struct db *db, struct sending *s)
{
	static const unsigned options[] = {SEND_ASSIGN_ME, SEND_SKIP_BOT,
	    SEND_FULL_WIDGET, SEND_NEED_NAME, SEND_NEED_EMAIL, SEND_NEED_PHONE};
	struct stmt *st = db_query(db, &INSERT);
	size_t i;

	db_bind_u64(st, s->visitor);
	db_bind_u64(st, s->by->id);
	db_bind_bytes(st, s->key, CLIENT_KEY);
	db_bind_str(st, s->text);
	db_bind_id(st, s->department);
	for (i = 0; i < sizeof(options) / sizeof(options[0]); i++)
		db_bind_u64(st, (s->options & options[i]) != 0);
	db_bind_u64(st, s->minutes);
	if (db_exec(st) == -1)
		return -1;
	s->id = db_insert_id(db);
	return 0;
}

static int
invitation_work(struct db *db, void *arg)
{
	struct sending *s = arg;
	struct standing is;
	int r;

	if ((r = stand(db, s, &is)) != 1)
		return r == 0 ? SEND_LEFT : -1;
	if ((r = clear(db, s, &is)) != SEND_DONE)
		return r;
	/* The audit names the sender, who is held thereby: desk/feed.h. */
	if (remember(db, s) == -1 || audit(db, s, "invitation sent") == -1 ||
	    insert(db, s) == -1 || feed_wait(db, s->visitor) == -1)
		return -1;
	return SEND_DONE;
}

int
send_invitation(struct db *db, struct sending *s)
{
	return db_transaction(db, invitation_work, s);
}

/* The chat and its first line.  1, SEND_CHATTING's negative, or -1. */
static int
begin(struct db *db, struct sending *s, uint64_t site)
{
	struct chat_new chat = {.visitor = s->visitor,
	    .site = site,
	    .owner = s->by->id,
	    .kind = KIND_CHAT,
	    .status = CHAT_ACTIVE,
	    .begun = BEGUN_OPERATOR};
	struct line_new line = {
	    .author = BY_OPERATOR, .operator= s->by->id, .text = s->text};
	uint32_t seq;
	int r;

	if (chat_department(db, s->visitor, s->by->id, s->department, &chat) ==
	    -1)
		return -1;
	memcpy(chat.key, s->key, CLIENT_KEY);
	memcpy(line.key, s->key, CLIENT_KEY);
	if ((r = chat_begin(db, &chat, &s->id)) != 1)
		return r == CHAT_EXISTS ? CHAT_EXISTS : -1;
	line.chat = s->id;
	if (chat_line(db, &line, &seq) == -1 ||
	    chat_event(db, s->id, "begun", s->by->id, 0) == -1)
		return -1;
	return 1;
}

static int
chat_work(struct db *db, void *arg)
{
	struct sending *s = arg;
	struct standing is;
	int r;

	if ((r = stand(db, s, &is)) != 1)
		return r == 0 ? SEND_LEFT : -1;
	if ((r = clear(db, s, &is)) != SEND_DONE)
		return r;
	/* The audit names its owner, who is held thereby: desk/feed.h. */
	if (audit(db, s, "chat begun") == -1)
		return -1;
	if ((r = begin(db, s, is.site)) != 1)
		return r;
	return feed_wait(db, s->visitor) == -1 ? -1 : SEND_DONE;
}

int
send_chat(struct db *db, struct sending *s)
{
	int r = db_transaction(db, chat_work, s);

	return r == CHAT_EXISTS ? SEND_CHATTING : r;
}

static const struct query EDIT = {"send_edit",
    "UPDATE invitation FORCE INDEX (PRIMARY) SET text = ?, version = version + "
    "1,"
    " seen_at = NULL, status = IF(status = 'seen', 'delivered', status),"
    " changed_at = NOW(3)"
    " WHERE id = ? AND visitor_id = ? AND operator_id = ? AND version = ?"
    " AND status IN ('queued', 'delivered', 'seen')"};

static const struct query EDITED = {"send_edited",
    "SELECT COUNT(*) FROM invitation WHERE id = ? AND visitor_id = ?"
    " AND operator_id = ? AND version = ? AND BINARY text = ?"};

static int
edit_work(struct db *db, void *arg)
{
	const struct send_edit *e = arg;
	struct stmt *st;
	int64_t n;

	if ((n = visitor_lock(db, e->visitor)) != 1)
		return (int)n;
	st = db_query(db, &EDIT);
	db_bind_str(st, e->text);
	db_bind_u64(st, e->invitation);
	db_bind_u64(st, e->visitor);
	db_bind_u64(st, e->by->id);
	db_bind_u64(st, e->version);
	if ((n = db_exec(st)) == -1)
		return -1;
	if (n == 1)
		return feed_wait(db, e->visitor) == -1 ? -1 : 1;
	st = db_query(db, &EDITED);
	db_bind_u64(st, e->invitation);
	db_bind_u64(st, e->visitor);
	db_bind_u64(st, e->by->id);
	db_bind_u64(st, e->version + 1);
	db_bind_str(st, e->text);
	return db_step(st) == 1 ? db_u64(st) == 1 : -1;
}

int
send_edit(struct db *db, const struct send_edit *e)
{
	struct send_edit copy = *e;

	return db_transaction(db, edit_work, &copy);
}

struct revoking {
	const struct operator* by;
	uint64_t visitor;
	uint64_t invitation;
};

static const struct query REVOKED = {"send_revoked",
    "SELECT COUNT(*) FROM invitation WHERE id = ? AND visitor_id = ?"
    " AND status = 'revoked'"};

static int
revoke_work(struct db *db, void *arg)
{
	const struct revoking *r = arg;
	struct stmt *st;
	int n;

	if ((n = visitor_lock(db, r->visitor)) != 1)
		return n;
	if ((n = end(db, r->by, r->visitor, r->invitation)) == -1)
		return -1;
	if (n == 1)
		return feed_wait(db, r->visitor) == -1 ? -1 : 1;
	st = db_query(db, &REVOKED);
	db_bind_u64(st, r->invitation);
	db_bind_u64(st, r->visitor);
	return db_step(st) == 1 ? db_u64(st) == 1 : -1;
}

int
send_revoke(struct db *db, const struct operator* by, uint64_t visitor,
    uint64_t invitation)
{
	struct revoking r = {by, visitor, invitation};

	return db_transaction(db, revoke_work, &r);
}
