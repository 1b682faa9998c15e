/* SPDX-License-Identifier: ISC */
/* offer.c: whom a department's rules offer a chat to, against the database. */
#include <inttypes.h>
#include <string.h>

#include "desk/permission.h"
#include "desk/session.h"
#include "desk/talk.h"
#include "t/desk/offers.h"

static const struct operator ANNA = {.id = 1, .may = 1 << MAY_USE_CHATS};

static void
a_chat_goes_to_who_is_free_and_on(void **state)
{
	uint64_t chat = offers_pending(5);

	assert_int_equal(offer_due(*state), 1);
	assert_string_equal(offers_stand(chat), "pending 2");
	assert_int_equal(offer_due(*state), 0);
	offers_later(chat, 59);
	assert_int_equal(offer_due(*state), 0);
	offers_later(chat, 1);
	assert_int_equal(offer_due(*state), 1);
	assert_string_equal(offers_stand(chat), "pending 1");
	offers_later(chat, 60);
	assert_int_equal(offer_due(*state), 2);
	assert_string_equal(offers_stand(chat), "pending 2");
	assert_string_equal(offers_history(*state, chat),
	    "offered 2 (longest), lapsed 2, offered 1 (only), lapsed 1,"
	    " released, offered 2 (only)");
}

static void
alone_it_comes_again_after_an_accept_time(void **state)
{
	uint64_t chat = offers_pending(5);

	desk_sql("UPDATE operator SET online = 0 WHERE id = 2;\n");
	assert_int_equal(offer_due(*state), 1);
	offers_later(chat, 60);
	assert_int_equal(offer_due(*state), 1);
	assert_string_equal(offers_stand(chat), "pending 0");
	offers_later(chat, 59);
	assert_int_equal(offer_due(*state), 0);
	offers_later(chat, 1);
	assert_int_equal(offer_due(*state), 1);
	assert_string_equal(offers_stand(chat), "pending 1");
}

static void
who_comes_has_a_released_chat_at_once(void **state)
{
	uint64_t chat = offers_pending(5);

	desk_sql("UPDATE operator SET online = 0 WHERE id = 2;\n");
	assert_int_equal(offer_due(*state), 1);
	offers_later(chat, 60);
	assert_int_equal(offer_due(*state), 1);
	desk_sql("UPDATE operator SET online = 1 WHERE id = 2;\n");
	assert_int_equal(offer_due(*state), 1);
	assert_string_equal(offers_stand(chat), "pending 2");
}

static const struct {
	const char *set;
	const char *stands; /* after one look */
} looks[] = {
    {"UPDATE department SET auto_assign = 0;\n", "pending 0"},
    {"UPDATE department SET accept_seconds = NULL;\n", "pending 2"},
    {"UPDATE operator SET online = 0;\n", "pending 0"},
    {"UPDATE operator SET visible = 0 WHERE id = 2;\n", "pending 1"},
    {"UPDATE operator SET disabled = 1 WHERE id = 2;\n", "pending 1"},
    {"UPDATE operator SET last_seen_at = NOW(3) - INTERVAL 3 MINUTE"
     " WHERE id = 2;\n",
	"pending 1"},
    {"UPDATE operator SET last_seen_at = NULL, always_online = 1"
     " WHERE id = 2;\n",
	"pending 2"},
    {"UPDATE operator SET away_at = NOW(3) WHERE id = 2;\n", "pending 1"},
    {"UPDATE operator SET away_at = NOW(3) + INTERVAL 1 MINUTE;\n",
	"pending 2"},
    {"UPDATE assignment SET read_only = 1 WHERE operator_id = 2;\n",
	"pending 1"},
    {"UPDATE assignment SET no_auto = 1 WHERE operator_id = 2;\n", "pending 1"},
    {"DELETE FROM assignment WHERE operator_id = 2;\n", "pending 1"},
    {"UPDATE assignment SET department_id = 2 WHERE operator_id = 2;\n",
	"pending 1"},
    {"UPDATE department SET min_delay_seconds = 90;\n", "pending 2"},
    {"UPDATE department SET min_delay_seconds = 600;\n", "pending 0"},
    {"UPDATE department SET use_priority = 1;\n"
     "UPDATE assignment SET priority = 3 WHERE operator_id = 1;\n",
	"pending 1"},
    {"UPDATE department SET match_language = 1;\n"
     "UPDATE operator SET languages = 'en,de' WHERE id = 1;\n"
     "UPDATE visitor SET language = 'de-CH';\n",
	"pending 1"},
    {"UPDATE operator SET auto_accept = 1;\n", "pending 2"},
    {"UPDATE operator SET auto_accept = 1;\nINSERT INTO session (token_hash,"
     " operator_id, address, agent) VALUES (RPAD('s', 32, 's'), 2, '', '');\n",
	"active 2"},
    {"UPDATE operator SET auto_accept = 1;\nINSERT INTO session (token_hash,"
     " operator_id, address, agent, ended_at)"
     " VALUES (RPAD('s', 32, 's'), 2, '', '', NOW(3));\n",
	"pending 2"},
    {"UPDATE operator SET auto_accept = 1;\nINSERT INTO session (token_hash,"
     " operator_id, address, agent, seen_at) VALUES (RPAD('s', 32, 's'), 2,"
     " '', '', NOW(3) - INTERVAL 3 MINUTE);\n",
	"pending 2"},
    {"INSERT INTO department_group (id, name) VALUES (1, 'All shops');\n"
     "INSERT INTO department_in_group VALUES (1, 1);\n"
     "UPDATE assignment SET department_id = NULL, group_id = 1"
     " WHERE operator_id = 2;\n",
	"pending 2"},
    {"INSERT INTO department_group (id, name) VALUES (1, 'All shops');\n"
     "UPDATE assignment SET department_id = NULL, group_id = 1"
     " WHERE operator_id = 2;\n",
	"pending 1"},
};

static void
available_is_what_the_rows_say(void **state)
{
	uint64_t chat;
	size_t i;

	for (i = 0; i < COUNT(looks); i++) {
		shop_close(state);
		offers_open(state);
		chat = offers_pending(5);
		desk_sql(looks[i].set);
		assert_true(offer_due(*state) >= 0);
		if (strcmp(offers_stand(chat), looks[i].stands) != 0)
			fail_msg("%s: %s", looks[i].set, offers_stand(chat));
		desk_sql("DELETE FROM session;\n"
			 "UPDATE assignment SET group_id = NULL;\n"
			 "DELETE FROM department_group;\n");
	}
}

static void
chats_go_by_priority_then_age_also_when_room_is_made(void **state)
{
	uint64_t young = offers_pending(5), old = offers_pending(50),
		 first = offers_pending(1);

	desk_sql("UPDATE department SET max_operator_chats = 1;\n"
		 "UPDATE operator SET online = 0 WHERE id = 2;\n");
	shop_sql(
	    "UPDATE chat SET priority = 1 WHERE id = %" PRIu64 ";\n", first);
	assert_int_equal(offer_due(*state), 1);
	assert_string_equal(offers_stand(first), "pending 1");
	assert_int_equal(talk_accept(*state, &ANNA, first), TALK_DONE);
	assert_int_equal(offer_due(*state), 0);
	assert_int_equal(talk_close(*state, &ANNA, first), TALK_DONE);
	assert_int_equal(offer_due(*state), 1);
	assert_string_equal(offers_stand(old), "pending 1");
	assert_string_equal(offers_stand(young), "pending 0");
}

static void
silent_chats_do_not_count_where_the_department_says(void **state)
{
	uint64_t one = offers_pending(5), two;

	desk_sql("UPDATE department SET max_operator_chats = 1;\n"
		 "UPDATE operator SET online = 0 WHERE id = 2;\n");
	assert_int_equal(offer_due(*state), 1);
	shop_sql("INSERT INTO message (chat_id, seq, author, client_key, text,"
		 " at) VALUES (%" PRIu64 ", 1, 'visitor', 'linelin1', 'x',"
		 " NOW(3) - INTERVAL 11 MINUTE);\n"
		 "UPDATE chat SET last_seq = 1;\n",
	    one);
	two = offers_pending(1);
	assert_int_equal(offer_due(*state), 0);
	desk_sql("UPDATE department SET inactive_minutes = 10;\n");
	assert_int_equal(offer_due(*state), 1);
	assert_string_equal(offers_stand(two), "pending 1");
}

static void
a_department_takes_no_more_than_it_says(void **state)
{
	unsigned i;

	desk_sql("UPDATE department SET max_department_chats = 3;\n");
	for (i = 0; i < 5; i++)
		(void)offers_pending(i);
	assert_int_equal(offer_due(*state), 3);
	assert_int_equal(offer_due(*state), 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, offers_open, shop_close)

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_chat_goes_to_who_is_free_and_on),
	    TEST(alone_it_comes_again_after_an_accept_time),
	    TEST(who_comes_has_a_released_chat_at_once),
	    TEST(available_is_what_the_rows_say),
	    TEST(chats_go_by_priority_then_age_also_when_room_is_made),
	    TEST(silent_chats_do_not_count_where_the_department_says),
	    TEST(a_department_takes_no_more_than_it_says),
	};

	desk_begin(argc, argv);
	return RUN(tests);
}
