/* SPDX-License-Identifier: ISC */
/* invitation_reply.c: the visitor replies: an invitation becomes a chat, in
 * one transaction. Floor 3; semantics.md section 4. */
#include <string.h>

#include "desk/bot_chat.h"
#include "desk/invitation.h"
#include "desk/offer.h"
#include "desk/session.h"
#include "desk/strong.h"
#include "desk/visitor.h"
#include "lib/db.h"

/* The invitation as the reply finds it. */
struct standing {
	int open;   /* can still be replied to */
	int lapsed; /* ... could be, but its time is over */
	uint64_t sender;
	unsigned char key[CLIENT_KEY];
	const char *text;
	uint64_t department;
	int assign;
	int skip_bot;
	unsigned require; /* not given yet */
};

static const struct query FIND = {"reply_find",
    "SELECT i.status IN ('queued', 'delivered', 'seen'),"
    " COALESCE(i.expires_at <= NOW(3), 0), i.operator_id, i.client_key,"
    " i.text, i.department_id, i.assign_me, i.skip_bot,"
    " (i.require_name AND v.name = '') + 2 * (i.require_email AND"
    " v.email = '') + 4 * (i.require_phone AND v.phone = '')"
    " FROM invitation i JOIN visitor v ON v.id = i.visitor_id"
    " WHERE i.id = ? AND i.visitor_id = ? FOR UPDATE"};

static int
find(struct db *db, const struct reply *r, struct standing *is)
{
	struct stmt *st = db_query(db, &FIND);
	int found, late;

	db_bind_u64(st, r->invitation);
	db_bind_u64(st, r->visitor);
	if ((found = db_step(st)) != 1)
		return found;
	is->open = db_u64(st) != 0;
	late = db_u64(st) != 0;
	is->sender = db_u64(st);
	db_bytes(st, is->key, CLIENT_KEY);
	is->text = db_str(st);
	is->department = db_u64(st);
	is->assign = db_u64(st) != 0;
	is->skip_bot = db_u64(st) != 0;
	is->require = (unsigned)db_u64(st);
	is->lapsed = is->open && late;
	is->open = is->open && !late;
	return 1;
}

/* What is still missing once this is given. */
static unsigned
missing(unsigned require, const struct contact *c)
{
	if (*c->name != '\0')
		require &= ~(unsigned)REQUIRE_NAME;
	if (*c->email != '\0')
		require &= ~(unsigned)REQUIRE_EMAIL;
	if (*c->phone != '\0')
		require &= ~(unsigned)REQUIRE_PHONE;
	return require;
}

/*
 * The history of a chat that came of an invitation, and first right: a bot
 * hands over to the sender by itself.  0, or -1.
 */
static int
note(struct db *db, const struct standing *is, const struct chat_new *chat,
    uint64_t id)
{
	if (chat_event(db, id, "replied", 0, is->sender) == -1)
		return -1;
	if (!is->assign || chat->status == CHAT_BOT)
		return 0;
	return offer_first(db, id, is->sender) == -1 ? -1 : 0;
}

static int
line(struct db *db, const struct reply *r)
{
	struct line_new l = {
	    .chat = r->chat, .author = BY_VISITOR, .text = r->text};
	uint32_t seq;

	memcpy(l.key, r->key, CLIENT_KEY);
	return chat_line(db, &l, &seq) == -1 ? -1 : REPLY_DONE;
}

/* The text is a line in the chat that is open; a bot that has it hears it. */
static int
join(struct db *db, const struct reply *r)
{
	int opens = strong_opens(db, r->visitor, r->strong);

	if (opens != 1)
		return opens == 0 ? REPLY_SHUT : -1;
	if (line(db, r) == -1 || bot_line(db, r->chat, r->text) == -1)
		return -1;
	return REPLY_DONE;
}

static const struct query REPLIED = {"reply_replied",
    "UPDATE invitation SET status = 'replied', chat_id = ?, ended_at = NOW(3),"
    " delivered_at = COALESCE(delivered_at, NOW(3)),"
    " seen_at = COALESCE(seen_at, NOW(3)), changed_at = NOW(3) WHERE id = ?"};

/* The invitation's text and the reply stand in the new chat. */
static int
fill(struct db *db, const struct reply *r, const struct standing *is)
{
	struct line_new l = {.chat = r->chat,
	    .author = is->sender != 0 ? BY_OPERATOR : BY_SYSTEM,
	    .operator= is->sender,
	    .text = is->text};
	struct stmt *st;
	uint32_t seq;

	memcpy(l.key, is->key, CLIENT_KEY);
	if (chat_line(db, &l, &seq) == -1 || line(db, r) == -1)
		return -1;
	st = db_query(db, &REPLIED);
	db_bind_u64(st, r->chat);
	db_bind_u64(st, r->invitation);
	return db_exec(st) == -1 ? -1 : REPLY_DONE;
}

static struct chat_new
ordinary(const struct reply *r)
{
	struct chat_new chat = {.visitor = r->visitor,
	    .site = r->site,
	    .kind = KIND_CHAT,
	    .status = CHAT_PENDING,
	    .begun = BEGUN_VISITOR};

	memcpy(chat.key, r->key, CLIENT_KEY);
	return chat;
}

/* The lines stand; now the bot has its say. */
static int
begin_bot(struct db *db, const struct reply *r, uint64_t bot)
{
	if (bot != 0 && bot_begin(db, r->chat, bot, r->text) == -1)
		return -1;
	return REPLY_DONE;
}

/* The invitation is open: its options are used, this once. */
static int
in_time(struct db *db, struct reply *r, const struct standing *is)
{
	struct chat_new chat = ordinary(r);
	uint64_t bot = 0;
	int begun;

	chat.begun = BEGUN_INVITATION;
	if (chat_department(
		db, r->visitor, is->sender, is->department, &chat) == -1)
		return -1;
	if (!is->skip_bot && bot_for(db, &chat, &bot) == -1)
		return -1;
	if (bot != 0 && is->assign)
		chat.owner = is->sender;
	begun = chat_begin(db, &chat, &r->chat);
	if (begun == CHAT_EXISTS) {
		if (invitation_revoke(db, r->visitor) == -1)
			return -1;
		return join(db, r);
	}
	if (begun != 1)
		return begun == 0 ? REPLY_DONE : -1;
	if (strong_bind(db, r->chat, r->strong) == -1 ||
	    fill(db, r, is) == -1 || note(db, is, &chat, r->chat) == -1)
		return -1;
	return begin_bot(db, r, bot);
}

static const struct query LATE = {"reply_late",
    "UPDATE invitation SET changed_at = IF(chat_id IS NULL, NOW(3),"
    " changed_at), told_at = IF(chat_id IS NULL, NULL, told_at),"
    " chat_id = COALESCE(chat_id, ?) WHERE id = ?"};

/* It has ended: the text is kept all the same, and the sender is told. */
static int
too_late(struct db *db, struct reply *r, const struct standing *is)
{
	struct chat_new chat = ordinary(r);
	struct stmt *st;
	uint64_t bot, visitor;
	int begun;

	if (is->lapsed && invitation_expire(db, r->visitor) == -1)
		return -1;
	if (chat_department(db, r->visitor, 0, 0, &chat) == -1 ||
	    bot_for(db, &chat, &bot) == -1)
		return -1;
	if ((begun = chat_begin(db, &chat, &r->chat)) == -1)
		return -1;
	if (begun == 0)
		return REPLY_DONE;
	if (begun == 1 &&
	    (strong_bind(db, r->chat, r->strong) == -1 ||
		chat_event(db, r->chat, "replied late", 0, is->sender) == -1))
		return -1;
	if (begun == CHAT_EXISTS && chat_hold(db, r->chat, &visitor) != 1)
		return -1;
	st = db_query(db, &LATE);
	db_bind_u64(st, r->chat);
	db_bind_u64(st, r->invitation);
	if (db_exec(st) == -1)
		return -1;
	if (begun != 1)
		return join(db, r);
	return line(db, r) == -1 ? -1 : begin_bot(db, r, bot);
}

static const struct query AGAIN = {"reply_again",
    "SELECT c.id FROM chat c JOIN message m ON m.chat_id = c.id"
    " WHERE c.visitor_id = ? AND m.client_key = ? AND m.author = 'visitor'"
    " LIMIT 1"};

/* Did this reply come before?  1, 0, -1. */
static int
again(struct db *db, struct reply *r)
{
	struct stmt *st = db_query(db, &AGAIN);
	int found;

	db_bind_u64(st, r->visitor);
	db_bind_bytes(st, r->key, CLIENT_KEY);
	if ((found = db_step(st)) == 1)
		r->chat = db_u64(st);
	return found;
}

/* The chat will name its sender: desk/feed.h.  0, or -1. */
static int
hold(struct db *db, const struct standing *is)
{
	if (is->open && is->assign)
		return offer_hold(db, is->sender);
	return is->sender == 0 ? 0 : operator_hold(db, is->sender, 0);
}

static int
reply_work(struct db *db, void *arg)
{
	struct reply *r = arg;
	struct standing is = {0};
	int found;

	if ((found = visitor_lock_by(db, r->visitor, r->token)) != 1)
		return found == 0 ? REPLY_OVER : -1;
	if ((found = find(db, r, &is)) != 1)
		return found == 0 ? REPLY_GONE : -1;
	if ((found = again(db, r)) != 0)
		return found == 1 ? REPLY_DONE : -1;
	r->missing = missing(is.require, r->contact);
	if (is.open && r->missing != 0)
		return REPLY_FIELDS;
	if (visitor_contact(db, r->visitor, r->contact) == -1 ||
	    hold(db, &is) == -1)
		return -1;
	return is.open ? in_time(db, r, &is) : too_late(db, r, &is);
}

int
invitation_reply(struct db *db, struct reply *r)
{
	return db_transaction(db, reply_work, r);
}
