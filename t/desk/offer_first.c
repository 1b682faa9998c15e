/* SPDX-License-Identifier: ISC */
/* offer_first.c: first right, and what becomes of an offer. */
#include <inttypes.h>

#include "desk/permission.h"
#include "desk/session.h"
#include "desk/talk.h"
#include "t/desk/offers.h"

static const struct operator BEN = {.id = 2, .may = 1 << MAY_USE_CHATS};

static void
the_sender_has_it_in_full_and_then_the_next(void **state)
{
	uint64_t chat = offers_pending(0);

	desk_sql("UPDATE operator SET online = 0 WHERE id = 1;\n"
		 "UPDATE department SET accept_seconds = 30,"
		 " max_operator_chats = 0;\n");
	assert_int_equal(offers_first(*state, chat, 1), OFFER_STANDS);
	assert_string_equal(offers_stand(chat), "pending 1");
	offers_later(chat, 29);
	assert_int_equal(offer_due(*state), 0);
	offers_later(chat, 1);
	desk_sql("UPDATE department SET max_operator_chats = NULL;\n");
	assert_int_equal(offer_due(*state), 1);
	assert_string_equal(offers_stand(chat), "pending 2");
	assert_string_equal(offers_history(*state, chat),
	    "offered 1 (sender offline), lapsed 1, offered 2 (only)");
	assert_int_equal(
	    shop_number("SELECT seconds FROM chat_event WHERE kind = 'lapsed'"),
	    30);
}

static void
without_an_accept_time_nothing_is_passed_on(void **state)
{
	uint64_t chat = offers_pending(0);

	desk_sql("UPDATE department SET accept_seconds = NULL;\n");
	assert_int_equal(offers_first(*state, chat, 1), OFFER_STANDS);
	offers_later(chat, 3600);
	assert_int_equal(offer_due(*state), 0);
	assert_string_equal(offers_stand(chat), "pending 1");
	assert_int_equal(talk_accept(*state, &BEN, chat), TALK_DONE);
}

static void
unanswered_for_too_long_it_is_released(void **state)
{
	uint64_t chat = offers_pending(0);

	desk_sql("UPDATE department SET accept_seconds = NULL,"
		 " unanswered_minutes = 5;\n");
	assert_int_equal(offers_first(*state, chat, 1), OFFER_STANDS);
	assert_int_equal(offer_due(*state), 0);
	shop_sql("INSERT INTO message (chat_id, seq, author, client_key, text,"
		 " at) VALUES (%" PRIu64 ", 1, 'operator', 'linelin1', 'x',"
		 " NOW(3) - INTERVAL 1 HOUR), (%" PRIu64 ", 2, 'visitor',"
		 " 'linelin2', 'x', NOW(3) - INTERVAL 4 MINUTE);\n",
	    chat, chat);
	assert_int_equal(offer_due(*state), 0);
	desk_sql("UPDATE message SET at = at - INTERVAL 1 MINUTE;\n");
	assert_int_equal(offer_due(*state), 1);
	assert_string_equal(offers_stand(chat), "pending 0");
	assert_int_equal(offer_due(*state), 0);
	assert_string_equal(offers_history(*state, chat),
	    "offered 1 (sender), unanswered 1, released (unanswered)");
}

static void
a_sender_who_was_disabled_has_no_right(void **state)
{
	uint64_t chat = offers_pending(0), other = offers_pending(0);

	assert_int_equal(offers_first(*state, other, 1), OFFER_STANDS);
	desk_sql("UPDATE operator SET disabled = 1 WHERE id = 1;\n");
	assert_int_equal(offers_first(*state, chat, 1), OFFER_NONE);
	assert_string_equal(offers_history(*state, chat), "sender disabled 1");
	assert_int_equal(offer_due(*state), 2);
	assert_string_equal(offers_stand(chat), "pending 2");
	assert_string_equal(offers_stand(other), "pending 2");
	assert_string_equal(offers_history(*state, other),
	    "offered 1 (sender), operator disabled 1, offered 2 (only)");
}

static void
it_is_taken_when_the_session_comes_alive(void **state)
{
	uint64_t chat = offers_pending(0), before;

	desk_sql("UPDATE operator SET auto_accept = 1;\n");
	assert_int_equal(offers_first(*state, chat, 1), OFFER_STANDS);
	assert_int_equal(offer_due(*state), 0);
	desk_sql("INSERT INTO session (token_hash, operator_id, address,"
		 " agent) VALUES (RPAD('s', 32, 's'), 1, '', '');\n");
	before = shop_number("SELECT n FROM counter");
	assert_int_equal(offer_due(*state), 1);
	assert_string_equal(offers_stand(chat), "active 1");
	assert_true(shop_number("SELECT n FROM counter") > before);
	assert_int_equal(
	    shop_number("SELECT outcome = 'accepted' FROM offer"), 1);
	desk_sql("DELETE FROM session;\n");
}

static void
first_right_takes_nine_trips_and_nothing_due_few(void **state)
{
	uint64_t chat = offers_pending(0), trips;

	desk_sql("UPDATE operator SET auto_accept = 1;\n"
		 "INSERT INTO session (token_hash, operator_id, address,"
		 " agent) VALUES (RPAD('s', 32, 's'), 1, '', '');\n");
	assert_int_equal(offer_due(*state), 1);
	trips = db_trips(*state);
	assert_int_equal(offer_due(*state), 0);
	assert_int_equal(db_trips(*state) - trips, 3);
	desk_sql("UPDATE chat SET status = 'closed';\n");
	trips = db_trips(*state);
	assert_int_equal(offer_due(*state), 0);
	assert_int_equal(db_trips(*state) - trips, 1);
	chat = offers_pending(0);
	trips = db_trips(*state);
	assert_int_equal(offers_first(*state, chat, 1), OFFER_ACCEPTED);
	assert_in_range(db_trips(*state) - trips, 1, 11);
	desk_sql("DELETE FROM session;\n");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, offers_open, shop_close)

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    TEST(the_sender_has_it_in_full_and_then_the_next),
	    TEST(without_an_accept_time_nothing_is_passed_on),
	    TEST(unanswered_for_too_long_it_is_released),
	    TEST(a_sender_who_was_disabled_has_no_right),
	    TEST(it_is_taken_when_the_session_comes_alive),
	    TEST(first_right_takes_nine_trips_and_nothing_due_few),
	};

	desk_begin(argc, argv);
	return RUN(tests);
}
