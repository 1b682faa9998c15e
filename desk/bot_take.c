/* SPDX-License-Identifier: ISC */
/* bot_take.c: an operator takes a chat from the bot. Floor 3. */
#include "desk/bot_chat.h"
#include "desk/chat.h"
#include "desk/feed.h"
#include "desk/offer.h"
#include "desk/permission.h"
#include "desk/session.h"
#include "desk/talk.h"
#include "lib/db.h"

struct taking {
	const struct operator* by;
	uint64_t chat;
};

static const struct query STANDING = {"bot_take_standing",
    "SELECT c.status + 0, c.owner_id FROM chat c"
    " WHERE c.id = ? AND c.kind = 'chat'"};

static const struct query TAKE = {"bot_take",
    "UPDATE chat SET status = 'active', owner_id = ?, bot_step = NULL,"
    " pending_at = NOW(3), accepted_at = NOW(3), changed_at = NOW(3)"
    " WHERE id = ?"};

/* Makes it theirs; owner: who was to have it. */
static int
take(struct db *db, const struct taking *t, uint64_t owner)
{
	struct stmt *st;

	if (offer_accepts(db, t->by->id, owner == t->by->id ? 0 : owner) == -1)
		return -1;
	st = db_query(db, &TAKE);
	db_bind_u64(st, t->by->id);
	db_bind_u64(st, t->chat);
	if (db_exec(st) == -1)
		return -1;
	return chat_event(db, t->chat, "taken from the bot", t->by->id,
	    owner == t->by->id ? 0 : owner);
}

/* Why a chat that the bot does not have is not taken from it. */
static int
settled(const struct taking *t, enum chat_status status, uint64_t owner)
{
	if (status == CHAT_CLOSED)
		return TALK_CLOSED;
	return owner == t->by->id && status == CHAT_ACTIVE ? TALK_AGAIN
							   : TALK_TAKEN;
}

static int
work(struct db *db, void *arg)
{
	const struct taking *t = arg;
	struct stmt *st;
	enum chat_status status;
	uint64_t visitor, owner;
	int found;

	if ((found = chat_hold(db, t->chat, &visitor)) != 1)
		return found == 0 ? TALK_GONE : -1;
	st = db_query(db, &STANDING);
	db_bind_u64(st, t->chat);
	if ((found = db_step(st)) != 1)
		return found == 0 ? TALK_GONE : -1;
	status = (enum chat_status)db_u64(st);
	owner = db_u64(st);
	if (status != CHAT_BOT)
		return settled(t, status, owner);
	if (owner != 0 && owner != t->by->id &&
	    !operator_may(t->by, MAY_TAKE_OVER))
		return TALK_TAKEN;
	if (take(db, t, owner) == -1 || feed_wait(db, visitor) == -1)
		return -1;
	return TALK_DONE;
}

int
bot_take(struct db *db, const struct operator* by, uint64_t chat)
{
	struct taking t = {by, chat};

	return db_transaction(db, work, &t);
}
