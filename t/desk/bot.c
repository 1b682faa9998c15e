/* SPDX-License-Identifier: ISC */
/* bot.c: a bot in the database: stored as a whole, heard once, one who has the
 * chat afterwards. */
#include <inttypes.h>
#include <string.h>

#include "desk/bot.h"
#include "desk/bot_chat.h"
#include "desk/bot_edit.h"
#include "desk/bot_fields.h"
#include "desk/bot_store.h"
#include "desk/invitation.h"
#include "desk/permission.h"
#include "desk/session.h"
#include "desk/state.h"
#include "desk/talk.h"
#include "desk/visitor_chat.h"
#include "t/desk/race.h"
#include "t/desk/shop.h"

static const struct operator ANNA = {
    .id = 1, .sees_all = 1, .may = UINT64_C(1) << MAY_TAKE_OVER};
static const struct operator BEN = {.id = 2};
static const struct actor BY = {1, ~UINT64_C(0), "192.0.2.1"};
static const struct contact NOBODY = {"", "", ""};

static const struct bot shop = {.name = "Shop",
    .title = "Robo",
    .again = "Pardon?",
    .person = "A person comes.",
    .misses = 2,
    .top = 4,
    .steps = {{.number = 1,
		  .name = "Menu",
		  .kind = BOT_ASK,
		  .text = "What is it?",
		  .again = "",
		  .field = BOT_FIELD_NAME,
		  .label = "",
		  .form = BOT_FORM_TEXT,
		  .choices = {{"Order", 2}, {"Nothing", 4}},
		  .nchoices = 2},
	{.number = 2,
	    .name = "Mail",
	    .kind = BOT_STORE,
	    .text = "Your address?",
	    .again = "Hm?",
	    .field = BOT_FIELD_EMAIL,
	    .label = "",
	    .form = BOT_FORM_TEXT},
	{.number = 3,
	    .name = "Person",
	    .kind = BOT_HANDOVER,
	    .text = "One moment.",
	    .again = "",
	    .field = BOT_FIELD_NAME,
	    .label = "",
	    .form = BOT_FORM_TEXT},
	{.number = 4,
	    .name = "End",
	    .kind = BOT_END,
	    .text = "",
	    .again = "",
	    .field = BOT_FIELD_NAME,
	    .label = "",
	    .form = BOT_FORM_TEXT}},
    .nsteps = 4};

/* The bot, stored for the department 1.  Its id. */
static uint64_t
store(struct db *db)
{
	static struct bot copy;
	struct bot_change c = {
	    .bot = &copy, .key = {1}, .departments = {1}, .ndepartments = 1};

	copy = shop;
	assert_int_equal(bot_save(db, &BY, &c), CHANGE_DONE);
	return copy.id;
}

/* A visitor of the department 1 who begins with this line.  The chat. */
static uint64_t
begin(struct db *db, unsigned number, const char *text)
{
	struct visitor v;
	struct view view = shop_view(number, "1");
	struct starting s = {
	    .kind = KIND_CHAT, .text = text, .contact = &NOBODY};

	shop_visitor(db, number, &v);
	view.key[7] = 9;
	assert_true(visitor_view(db, &v, &view) != -1);
	s.visitor = v.id;
	s.token = v.token;
	s.site = v.site;
	s.key[0] = 1;
	assert_int_equal(visitor_chat_start(db, &s), 1);
	return s.chat;
}

static int
say(struct db *db, uint64_t chat, unsigned key, const char *text)
{
	struct visitor v;
	struct saying s = {.token = v.token, .chat = chat, .text = text};

	shop_of(chat, &v);
	s.visitor = v.id;
	memcpy(s.key, &key, sizeof(key));
	return visitor_chat_say(db, &s);
}

static int
is(uint64_t chat, const char *sql)
{
	return (int)shop_number(
	    "SELECT %s FROM chat WHERE id = %" PRIu64, sql, chat);
}

static void
it_is_stored_as_a_whole(void **state)
{
	struct bot_change c = {.key = {2}};
	struct bot got;
	uint64_t id = store(*state);

	assert_int_equal(bot_load(*state, id, &got), 1);
	assert_int_equal(got.nsteps, shop.nsteps);
	assert_string_equal(got.steps[0].choices[1].text, "Nothing");
	assert_int_equal(got.steps[0].choices[1].next, 4);
	assert_string_equal(got.steps[1].again, "Hm?");
	assert_int_equal(got.steps[1].field, BOT_FIELD_EMAIL);
	assert_int_equal(got.steps[3].kind, BOT_END);
	assert_int_equal(got.top, 4);
	got.name = "Other";
	got.nsteps = 1;
	got.steps[0] = shop.steps[3];
	c.bot = &got;
	assert_int_equal(bot_save(*state, &BY, &c), CHANGE_DONE);
	assert_int_equal(bot_save(*state, &BY, &c), CHANGE_STALE);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM bot_step"), 1);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM bot_choice"), 0);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM department"
				     " WHERE bot_id IS NOT NULL"),
	    0);
	assert_int_equal(bot_delete(*state, &BY, id, 1), CHANGE_STALE);
	assert_int_equal(bot_delete(*state, &BY, id, 2), CHANGE_DONE);
	assert_int_equal(bot_delete(*state, &BY, id, 2), CHANGE_GONE);
	assert_int_equal(bot_load(*state, id, &got), 0);
}

static void
a_conversation_takes_the_trips_it_says(void **state)
{
	struct bot_kept kept[BOT_KEPT];
	struct state s;
	struct asked ask = {0};
	uint64_t chat, trips;

	store(*state);
	chat = begin(*state, 1, "Hello");
	ask.visitor = shop_number("SELECT visitor_id FROM chat");
	assert_int_equal(state_read(*state, &ask, &s), 1);
	assert_int_equal(s.nchoices, 2);
	assert_string_equal(s.choices[0], "Order");
	assert_string_equal(s.lines[1].name, "Robo");
	trips = db_trips(*state);
	assert_int_equal(say(*state, chat, 7, "Order"), SAY_DONE);
	/* Transaction 2, line 4, find 1, load 3, said 2, noted 1, feed 3. */
	assert_int_equal(db_trips(*state) - trips, 16);
	assert_int_equal(say(*state, chat, 7, "Order"), SAY_DONE);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM message"), 4);
	assert_int_equal(say(*state, chat, 8, "a@b.example"), SAY_DONE);
	assert_true(is(chat, "status = 'pending' AND owner_id IS NULL"
			     " AND pending_at IS NOT NULL"));
	assert_int_equal(bot_fields(*state, chat, kept), 1);
	assert_string_equal(kept[0].name, "E-mail");
	assert_string_equal(kept[0].value, "a@b.example");
	assert_int_equal(
	    shop_number("SELECT email = 'a@b.example' FROM visitor"), 1);
	assert_int_equal(bot_fields_of(*state, &ANNA, ask.visitor, kept), 0);
}

static void
any_text_is_a_text(void **state)
{
	static const char *const texts[] = {"'; DROP TABLE bot; --", "%s%n",
	    "\\", "<script>alert(1)</script>", "\xf0\x9f\xa6\x9c", "0",
	    "4294967297"};
	uint64_t chat;
	unsigned i;

	store(*state);
	for (i = 0; i < COUNT(texts); i++) {
		chat = begin(*state, i + 1, texts[i]);
		assert_int_equal(say(*state, chat, 5, "Order"), SAY_DONE);
		assert_int_equal(say(*state, chat, 6, texts[i]), SAY_DONE);
		assert_true(is(chat, "status = 'bot' AND bot_misses = 1"));
		assert_int_equal(say(*state, chat, 7, texts[i]), SAY_DONE);
		assert_true(is(chat, "status = 'pending'"));
	}
}

static uint64_t first;
static struct visitor replier[ROUNDS];
static uint64_t invitation[ROUNDS];

static int
reply(struct db *db, unsigned round, unsigned char tab)
{
	struct reply r = {.visitor = replier[round].id,
	    .token = replier[round].token,
	    .site = replier[round].site,
	    .invitation = invitation[round],
	    .key = {tab},
	    .text = tab == 1 ? "Order" : "Hello",
	    .contact = &NOBODY};

	return invitation_reply(db, &r);
}

static int
one_tab(struct db *db, unsigned round)
{
	return reply(db, round, 1);
}

static int
other_tab(struct db *db, unsigned round)
{
	return reply(db, round, 2);
}

static void
two_tabs_that_reply_at_once_have_one_bot(void **state)
{
	unsigned i;

	store(*state);
	for (i = 0; i < ROUNDS; i++) {
		shop_visitor(*state, i + 1, &replier[i]);
		invitation[i] = shop_invite(
		    &replier[i], 2, "assign_me = 1, department_id = 1");
	}
	race(one_tab, other_tab);
	for (i = 0; i < ROUNDS; i++) {
		assert_int_equal(race_result[0][i], REPLY_DONE);
		assert_int_equal(race_result[1][i], REPLY_DONE);
	}
	assert_int_equal(shop_number("SELECT COUNT(*) FROM chat"
				     " WHERE status = 'bot' AND owner_id = 2"),
	    ROUNDS);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM chat_event"
				     " WHERE kind = 'bot began'"),
	    ROUNDS);
	/* The bot heard both: the question, and what the second line gave. */
	assert_int_equal(
	    shop_number("SELECT COUNT(*) FROM message WHERE author = 'bot'"),
	    2 * ROUNDS);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM offer"), 0);
}

static int
wants_a_person(struct db *db, unsigned round)
{
	const struct visitor *v = &replier[round];
	struct acting a = {v->id, v->token, first + round, NULL};

	return visitor_chat_person(db, &a);
}

static int
ben_takes(struct db *db, unsigned round)
{
	return bot_take(db, &BEN, first + round);
}

static void
a_person_wished_and_a_person_come_are_one_handing_over(void **state)
{
	unsigned i, taken = 0;

	store(*state);
	for (i = 0; i < ROUNDS; i++) {
		uint64_t chat = begin(*state, i + 1, "Hello");

		if (i == 0)
			first = chat;
		shop_of(chat, &replier[i]);
	}
	race(wants_a_person, ben_takes);
	for (i = 0; i < ROUNDS; i++) {
		assert_int_equal(race_result[0][i], 1);
		if (race_result[1][i] == TALK_DONE) {
			taken++;
			assert_true(is(
			    first + i, "status = 'active' AND owner_id = 2"));
		} else {
			assert_int_equal(race_result[1][i], TALK_TAKEN);
			assert_true(is(first + i,
			    "status = 'pending' AND owner_id IS NULL"));
		}
	}
	assert_int_equal(shop_number("SELECT COUNT(*) FROM chat_event"
				     " WHERE kind = 'taken from the bot'"),
	    taken);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM chat_event"
				     " WHERE kind = 'person wished'"),
	    ROUNDS - taken);
}

static void
who_is_recorded_comes_first(void **state)
{
	struct visitor v;
	uint64_t chat;

	store(*state);
	shop_visitor(*state, 1, &v);
	replier[0] = v;
	invitation[0] = shop_invite(&v, 1, "assign_me = 1, department_id = 1");
	assert_int_equal(one_tab(*state, 0), REPLY_DONE);
	chat = shop_number("SELECT id FROM chat");
	assert_true(is(chat, "status = 'bot' AND owner_id = 1"));
	assert_int_equal(bot_take(*state, &BEN, chat), TALK_TAKEN);
	assert_int_equal(bot_take(*state, &ANNA, chat), TALK_DONE);
	assert_int_equal(bot_take(*state, &ANNA, chat), TALK_AGAIN);
	assert_int_equal(bot_take(*state, &BEN, chat), TALK_TAKEN);
	assert_int_equal(bot_take(*state, &BEN, 999), TALK_GONE);
	shop_sql("UPDATE chat SET status = 'closed';\n");
	assert_int_equal(bot_take(*state, &BEN, chat), TALK_CLOSED);
}

static void
a_bot_that_is_gone_hands_over(void **state)
{
	uint64_t chat;

	store(*state);
	chat = begin(*state, 1, "Hello");
	shop_sql("UPDATE department SET bot_id = NULL;\nDELETE FROM bot;\n");
	assert_int_equal(say(*state, chat, 5, "Order"), SAY_DONE);
	assert_true(is(chat, "status = 'pending'"));
	assert_int_equal(shop_number("SELECT COUNT(*) FROM chat_event"
				     " WHERE kind = 'bot lost its way'"),
	    1);
}

/* More use it than its form shows: what nobody could untick stays. */
static void
departments_that_the_form_has_no_room_for_stay(void **state)
{
	static struct bot_department shown[BOT_DEPARTMENTS];
	static struct bot b;
	struct bot_change c = {.bot = &b};
	uint64_t id = store(*state), last;
	int i, n;

	shop_sql(
	    "INSERT INTO department (name, bot_id) SELECT CONCAT('D', seq),"
	    " %" PRIu64 " FROM seq_1_to_%d;\n",
	    id, BOT_DEPARTMENTS + 50);
	assert_int_equal(bot_load(*state, id, &b), 1);
	n = bot_departments(*state, id, shown);
	assert_int_equal(n, BOT_DEPARTMENTS);
	last = shown[n - 1].id;
	for (i = 0; i < n - 1; i++)
		c.departments[c.ndepartments++] = shown[i].id;
	assert_int_equal(bot_save(*state, &BY, &c), CHANGE_DONE);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM department"
				     " WHERE bot_id = %" PRIu64,
			     id),
	    BOT_DEPARTMENTS + 50);
	assert_int_equal(shop_number("SELECT bot_id IS NULL FROM department"
				     " WHERE id = %" PRIu64,
			     last),
	    1);
}

int
main(int argc, char **argv)
{
#define IN_SHOP(test) \
	cmocka_unit_test_setup_teardown(test, shop_open, shop_close)
	const struct CMUnitTest tests[] = {
	    IN_SHOP(it_is_stored_as_a_whole),
	    IN_SHOP(a_conversation_takes_the_trips_it_says),
	    IN_SHOP(any_text_is_a_text),
	    IN_SHOP(two_tabs_that_reply_at_once_have_one_bot),
	    IN_SHOP(a_person_wished_and_a_person_come_are_one_handing_over),
	    IN_SHOP(who_is_recorded_comes_first),
	    IN_SHOP(a_bot_that_is_gone_hands_over),
	    IN_SHOP(departments_that_the_form_has_no_room_for_stay),
	};

	desk_begin(argc, argv);
	return RUN(tests);
}
