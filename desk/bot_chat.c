/* SPDX-License-Identifier: ISC */
/* bot_chat.c: a bot in a chat. Floor 3; semantics.md section 6. */
#include <string.h>

#include "desk/bot.h"
#include "desk/bot_chat.h"
#include "desk/bot_store.h"
#include "desk/chat.h"
#include "desk/feed.h"
#include "desk/offer.h"
#include "desk/visitor.h"
#include "lib/db.h"
#include "lib/rand.h"

/* A chat that a bot has. */
struct talk {
	uint64_t chat;
	uint64_t visitor;
	uint64_t owner; /* whose it is when it becomes pending; 0: nobody's */
	uint64_t id;    /* of the bot; 0: it was deleted */
	struct bot_state state;
	struct bot bot;
	struct bot_out out;
};

static const struct query OF = {
    "bot_of", "SELECT d.bot_id FROM department d WHERE d.id = ?"};

int
bot_for(struct db *db, struct chat_new *chat, uint64_t *bot)
{
	struct stmt *st;
	int found;

	*bot = 0;
	if (chat->department == 0 || chat->kind != KIND_CHAT)
		return 0;
	st = db_query(db, &OF);
	db_bind_u64(st, chat->department);
	if ((found = db_step(st)) == 1)
		*bot = db_u64(st);
	if (*bot != 0)
		chat->status = CHAT_BOT;
	return found == -1 ? -1 : 0;
}

static int
say(struct db *db, const struct talk *t, const char *text)
{
	struct line_new line = {
	    .chat = t->chat, .author = BY_BOT, .text = text};
	uint32_t seq;

	rand_bytes(line.key, sizeof(line.key));
	return chat_line(db, &line, &seq) == -1 ? -1 : 0;
}

static const struct query KEEP = {"bot_keep",
    "INSERT INTO chat_field (chat_id, name, value) VALUES (?, ?, ?)"
    " ON DUPLICATE KEY UPDATE value = VALUES(value), at = NOW(3)"};

/* The answer stands with the chat; who they are with the visitor too. */
static int
keep(struct db *db, const struct talk *t)
{
	static const char *const names[BOT_FIELDS] = {[BOT_FIELD_NAME] = "Name",
	    [BOT_FIELD_EMAIL] = "E-mail",
	    [BOT_FIELD_PHONE] = "Phone"};
	const struct bot_step *s = t->out.kept;
	struct contact who = {"", "", ""};
	struct stmt *st = db_query(db, &KEEP);

	db_bind_u64(st, t->chat);
	db_bind_str(
	    st, s->field == BOT_FIELD_OTHER ? s->label : names[s->field]);
	db_bind_str(st, t->out.value);
	if (db_exec(st) == -1)
		return -1;
	if (s->field == BOT_FIELD_NAME)
		who.name = t->out.value;
	else if (s->field == BOT_FIELD_EMAIL)
		who.email = t->out.value;
	else if (s->field == BOT_FIELD_PHONE)
		who.phone = t->out.value;
	return visitor_contact(db, t->visitor, &who);
}

static const struct query STATE = {"bot_state",
    "UPDATE chat SET bot_id = ?, bot_step = ?, bot_misses = ?,"
    " changed_at = NOW(3) WHERE id = ?"};

static int
note_state(struct db *db, const struct talk *t)
{
	struct stmt *st = db_query(db, &STATE);

	db_bind_id(st, t->id);
	db_bind_id(st, t->state.step);
	db_bind_u64(st, t->state.misses);
	db_bind_u64(st, t->chat);
	return db_exec(st) == -1 ? -1 : 0;
}

static const struct query PENDING = {"bot_pending",
    "UPDATE chat SET status = 'pending', pending_at = NOW(3),"
    " owner_id = NULL, bot_step = NULL, changed_at = NOW(3) WHERE id = ?"};

/* The chat waits for people from now on, first for whoever was recorded while the
 * bot had it; kind: a word of the history. */
static int
hand_over(struct db *db, const struct talk *t, const char *kind)
{
	struct stmt *st;

	if (offer_hold(db, t->owner) == -1)
		return -1;
	st = db_query(db, &PENDING);
	db_bind_u64(st, t->chat);
	if (db_exec(st) == -1 || chat_event(db, t->chat, kind, 0, 0) == -1)
		return -1;
	return offer_first(db, t->chat, t->owner) == -1 ? -1 : 0;
}

static int
conclude(struct db *db, const struct talk *t)
{
	switch (t->out.outcome) {
	case BOT_HANDS_OVER:
		return hand_over(db, t, "bot handed over");
	case BOT_GIVES_UP:
		return hand_over(
		    db, t, t->out.missed ? "bot missed" : "bot lost its way");
	case BOT_ENDS:
		if (chat_close(db, t->chat, CLOSED_BOT) == -1)
			return -1;
		return chat_event(db, t->chat, "bot ended", 0, 0);
	default:
		return 0;
	}
}

/* What the bot makes of the line, written. */
static int
answer(struct db *db, struct talk *t, const char *line)
{
	size_t i;

	bot_hear(&t->bot, &t->state, line, &t->out);
	if (t->out.kept != NULL && keep(db, t) == -1)
		return -1;
	for (i = 0; i < t->out.nsays; i++)
		if (say(db, t, t->out.says[i]) == -1)
			return -1;
	if (note_state(db, t) == -1 || conclude(db, t) == -1)
		return -1;
	return feed_wait(db, t->visitor);
}

static const struct query FIND = {"bot_find",
    "SELECT c.visitor_id, c.owner_id, c.bot_id, c.bot_step, c.bot_misses"
    " FROM chat c WHERE c.id = ? AND c.status = 'bot' FOR UPDATE"};

/* The chat as it stands, its row locked.  1, 0 no bot has it, -1. */
static int
find(struct db *db, uint64_t chat, struct talk *t)
{
	struct stmt *st = db_query(db, &FIND);
	int found;

	memset(t, 0, sizeof(*t));
	t->chat = chat;
	db_bind_u64(st, chat);
	if ((found = db_step(st)) != 1)
		return found;
	t->visitor = db_u64(st);
	t->owner = db_u64(st);
	t->id = db_u64(st);
	t->state.step = (uint32_t)db_u64(st);
	t->state.misses = (uint32_t)db_u64(st);
	t->bot.again = t->bot.person = "";
	if (t->id == 0)
		return 1;
	return bot_load(db, t->id, &t->bot) == -1 ? -1 : 1;
}

static const struct query HOLD = {
    "bot_hold", "SELECT id FROM bot WHERE id = ? LOCK IN SHARE MODE"};

int
bot_begin(struct db *db, uint64_t chat, uint64_t bot, const char *line)
{
	struct talk t;
	struct stmt *st;
	int held;

	if (find(db, chat, &t) != 1)
		return -1;
	st = db_query(db, &HOLD);
	db_bind_u64(st, bot);
	if ((held = db_step(st)) == -1)
		return -1;
	if (held == 1 && bot_load(db, t.id = bot, &t.bot) != 1)
		return -1;
	if (chat_event(db, chat, "bot began", 0, 0) == -1)
		return -1;
	return answer(db, &t, line);
}

int
bot_line(struct db *db, uint64_t chat, const char *line)
{
	struct talk t;
	int found;

	if ((found = find(db, chat, &t)) != 1)
		return found;
	return answer(db, &t, line);
}

int
bot_person(struct db *db, uint64_t chat)
{
	struct talk t;
	int found;

	if ((found = find(db, chat, &t)) != 1)
		return found;
	if (hand_over(db, &t, "person wished") == -1)
		return -1;
	if (*t.bot.person != '\0' && say(db, &t, t.bot.person) == -1)
		return -1;
	return feed_wait(db, t.visitor) == -1 ? -1 : 1;
}
