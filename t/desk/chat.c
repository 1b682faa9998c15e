/* SPDX-License-Identifier: ISC */
/* chat.c: the visitor's side of a chat, the department it belongs to, and the
 * feed that tells of it. */
#include <inttypes.h>
#include <string.h>

#include "desk/feed.h"
#include "desk/state.h"
#include "desk/visitor_chat.h"
#include "t/desk/shop.h"

static const struct contact NOBODY = {"", "", ""};

/* A page on http acts in the chat that was begun. */
#define ACT(v, s) ((struct acting){(v).id, (v).token, (s).chat, NULL})

static struct starting
start_of(const struct visitor *v, unsigned char key)
{
	struct starting s = {.visitor = v->id,
	    .token = v->token,
	    .site = v->site,
	    .kind = KIND_CHAT,
	    .text = "Hello",
	    .contact = &NOBODY};

	s.key[0] = key;
	return s;
}

static struct saying
say_of(const struct visitor *v, uint64_t chat, unsigned char key)
{
	struct saying s = {
	    .visitor = v->id, .token = v->token, .chat = chat, .text = "More"};

	s.key[0] = key;
	return s;
}

static struct state *
look(struct db *db, const struct visitor *v, uint64_t chat, uint32_t after)
{
	static struct state s;
	struct asked ask = {v->id, chat, after, 1, NULL};

	assert_int_equal(state_read(db, &ask, &s), 1);
	return &s;
}

static void
a_chat_is_begun_once_and_a_second_one_is_told_of_it(void **state)
{
	struct visitor v;
	struct starting s;
	uint64_t chat;

	shop_visitor(*state, 1, &v);
	s = start_of(&v, 1);
	assert_int_equal(visitor_chat_start(*state, &s), 1);
	chat = s.chat;
	s.chat = 0;
	assert_int_equal(visitor_chat_start(*state, &s), 1);
	assert_int_equal(s.chat, chat);
	s = start_of(&v, 2);
	assert_int_equal(visitor_chat_start(*state, &s), CHAT_EXISTS);
	assert_int_equal(s.chat, chat);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM message"), 1);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM chat_event"), 1);
}

static void
beginning_a_chat_revokes_the_invitation(void **state)
{
	struct visitor v;
	struct starting s;

	shop_visitor(*state, 1, &v);
	shop_invite(&v, 1, "assign_me = 1");
	s = start_of(&v, 1);
	assert_int_equal(visitor_chat_start(*state, &s), 1);
	assert_int_equal(
	    shop_number("SELECT status = 'revoked' AND ended_by IS NULL"
			" FROM invitation"),
	    1);
	assert_int_equal(shop_number("SELECT owner_id IS NULL FROM chat"), 1);
}

static void
a_message_that_is_left_is_no_open_chat(void **state)
{
	struct contact eve = {"Eve", "eve@shop.example", ""};
	struct visitor v;
	struct starting s;

	shop_visitor(*state, 1, &v);
	s = start_of(&v, 1);
	s.kind = KIND_MESSAGE;
	s.contact = &eve;
	assert_int_equal(visitor_chat_start(*state, &s), 1);
	assert_int_equal(visitor_chat_start(*state, &s), 1);
	assert_int_equal(look(*state, &v, s.chat, 0)->chat.id, 0);
	s = start_of(&v, 2);
	assert_int_equal(visitor_chat_start(*state, &s), 1);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM chat"), 2);
	assert_int_equal(
	    shop_number("SELECT email = 'eve@shop.example' FROM visitor"), 1);
}

static void
a_line_is_there_once_however_often_it_was_sent(void **state)
{
	struct visitor v;
	struct starting s;
	struct saying say;
	struct state *now;

	shop_visitor(*state, 1, &v);
	s = start_of(&v, 1);
	assert_int_equal(visitor_chat_start(*state, &s), 1);
	say = say_of(&v, s.chat, 2);
	assert_int_equal(visitor_chat_say(*state, &say), SAY_DONE);
	assert_int_equal(visitor_chat_say(*state, &say), SAY_DONE);
	say.key[0] = 3;
	assert_int_equal(visitor_chat_say(*state, &say), SAY_DONE);
	now = look(*state, &v, s.chat, 1);
	assert_int_equal(now->chat.last, 3);
	assert_int_equal(now->nlines, 2);
	assert_int_equal(now->lines[1].seq, 3);
	assert_int_equal(shop_number("SELECT visitor_lines FROM chat"), 3);
	assert_int_equal(visitor_chat_end(*state, &ACT(v, s)), 1);
	assert_int_equal(visitor_chat_end(*state, &ACT(v, s)), 1);
	assert_int_equal(visitor_chat_say(*state, &say), SAY_DONE);
	say.key[0] = 4;
	assert_int_equal(visitor_chat_say(*state, &say), SAY_CLOSED);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM message"), 3);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM chat_event"), 2);
}

static void
nobody_writes_in_or_ends_the_chat_of_another(void **state)
{
	struct visitor v, other;
	struct starting s;
	struct saying say;

	shop_visitor(*state, 1, &v);
	shop_visitor(*state, 2, &other);
	s = start_of(&v, 1);
	assert_int_equal(visitor_chat_start(*state, &s), 1);
	say = say_of(&other, s.chat, 2);
	assert_int_equal(visitor_chat_say(*state, &say), SAY_GONE);
	assert_int_equal(visitor_chat_end(*state, &ACT(other, s)), 0);
	assert_int_equal(visitor_chat_typing(*state, &ACT(other, s), 1), 0);
	assert_int_equal(visitor_chat_read(*state, &ACT(other, s), 1), 0);
	assert_int_equal(look(*state, &other, s.chat, 0)->chat.id, 0);
	assert_int_equal(
	    shop_number("SELECT status = 'pending' AND last_seq = 1 AND"
			" visitor_typing_at IS NULL AND visitor_seq = 0"
			" FROM chat"),
	    1);
}

static void
nothing_new_is_one_trip(void **state)
{
	struct visitor v;
	struct starting s;
	uint64_t before;

	shop_visitor(*state, 1, &v);
	s = start_of(&v, 1);
	assert_int_equal(visitor_chat_start(*state, &s), 1);
	before = db_trips(*state);
	assert_int_equal(look(*state, &v, s.chat, 1)->nlines, 0);
	assert_int_equal(db_trips(*state) - before, 1);
	assert_int_equal(look(*state, &v, 0, 1)->nlines, 1);
}

static void
a_chat_that_ended_is_shown_to_the_page_that_had_it(void **state)
{
	struct visitor v;
	struct starting s;

	shop_visitor(*state, 1, &v);
	s = start_of(&v, 1);
	assert_int_equal(visitor_chat_start(*state, &s), 1);
	assert_int_equal(visitor_chat_end(*state, &ACT(v, s)), 1);
	assert_int_equal(look(*state, &v, 0, 0)->chat.id, 0);
	assert_string_equal(
	    look(*state, &v, s.chat, 0)->chat.closed_by, "visitor");
	shop_sql("UPDATE chat SET closed_at = closed_at"
		 " - INTERVAL 31 MINUTE;\n");
	assert_int_equal(look(*state, &v, s.chat, 0)->chat.id, 0);
}

/* The embed's list, the sender, the choice, the site's default: the chat's. */
static const struct {
	const char *embed;
	uint64_t sender, chosen, site, is;
} DEPARTMENTS[] = {
    {"", 1, 0, 0, 0}, {"", 1, 3, 0, 3}, {"", 1, 0, 3, 3}, {"2", 2, 0, 0, 2},
    {"2", 2, 3, 0, 3}, {"2,1", 2, 0, 0, 1}, /* Ben has Sales only */
    {"2,1", 1, 0, 0, 2},                    /* Anna has all */
    {"2,3", 2, 0, 0, 0}, {"2,3", 2, 0, 1, 1},
    {"2,3", 0, 0, 1, 2}, /* the visitor's own chat: the first */
};

static void
the_department_follows_the_rule(void **state)
{
	struct visitor v;
	struct view view;
	struct chat_new chat;
	unsigned i;

	for (i = 0; i < COUNT(DEPARTMENTS); i++) {
		shop_visitor(*state, 1 + i, &v);
		view = shop_view(2, DEPARTMENTS[i].embed);
		assert_int_equal(visitor_view(*state, &v, &view), 0);
		shop_sql("UPDATE site SET department_id = NULLIF(%" PRIu64
			 ", 0);\n",
		    DEPARTMENTS[i].site);
		assert_int_equal(
		    chat_department(*state, v.id, DEPARTMENTS[i].sender,
			DEPARTMENTS[i].chosen, &chat),
		    0);
		if (chat.department != DEPARTMENTS[i].is)
			fail_msg("case %u: %" PRIu64, i, chat.department);
	}
}

static int
wait_work(struct db *db, void *arg)
{
	const struct visitor *v = arg;

	return visitor_lock(db, v->id) == 1 ? feed_wait(db, v->id) : -1;
}

static void
numbers_only_grow_and_reading_is_told_once(void **state)
{
	struct visitor v;
	uint64_t n;

	shop_visitor(*state, 1, &v);
	assert_int_equal(db_transaction(*state, wait_work, &v), 0);
	n = shop_number("SELECT wait_n FROM visitor");
	assert_int_equal(db_transaction(*state, wait_work, &v), 0);
	assert_true(shop_number("SELECT wait_n FROM visitor") > n);
	shop_sql("UPDATE counter SET n = n + 1000000000000;\n");
	n = shop_number("SELECT n FROM counter");
	assert_int_equal(db_transaction(*state, wait_work, &v), 0);
	assert_int_equal(shop_number("SELECT wait_n FROM visitor"), n + 1);
	assert_int_equal(feed_read(*state, v.id, n + 1), 0);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM feed"), 4);
	assert_int_equal(feed_read(*state, v.id, n + 1), 0);
	assert_int_equal(feed_read(*state, v.id, n), 0);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM feed"), 4);
	assert_int_equal(shop_number("SELECT read_n FROM visitor"), n + 1);
	shop_sql("UPDATE counter SET n = 0;\n");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, shop_open, shop_close)

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_chat_is_begun_once_and_a_second_one_is_told_of_it),
	    TEST(beginning_a_chat_revokes_the_invitation),
	    TEST(a_message_that_is_left_is_no_open_chat),
	    TEST(a_line_is_there_once_however_often_it_was_sent),
	    TEST(nobody_writes_in_or_ends_the_chat_of_another),
	    TEST(nothing_new_is_one_trip),
	    TEST(a_chat_that_ended_is_shown_to_the_page_that_had_it),
	    TEST(the_department_follows_the_rule),
	    TEST(numbers_only_grow_and_reading_is_told_once),
	};

	desk_begin(argc, argv);
	return RUN(tests);
}
