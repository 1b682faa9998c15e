/* SPDX-License-Identifier: ISC */
/* offer.c: who is offered a chat, and what becomes of it: each rule against
 * the database, and what happens when two do it at once. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "desk/chat.h"
#include "desk/offer.h"
#include "desk/permission.h"
#include "desk/session.h"
#include "desk/talk.h"
#include "lib/mem.h"
#include "t/desk/race.h"
#include "t/desk/shop.h"

static const struct operator ANNA = {.id = 1, .may = 1 << MAY_USE_CHATS};
static const struct operator BEN = {.id = 2, .may = 1 << MAY_USE_CHATS};

/* Anna and Ben are there; Sales gives out chats: 60 s to accept. */
static int
open_desk(void **state)
{
	shop_open(state);
	desk_sql("UPDATE operator SET last_seen_at = NOW(3),"
		 " last_accepted_at = NOW(3) - INTERVAL id MINUTE;\n"
		 "UPDATE department SET auto_assign = 1 WHERE id = 1;\n");
	return 0;
}

/* A pending chat of Sales, so many seconds old. */
static uint64_t
pending(unsigned age)
{
	static unsigned serial;
	uint64_t id = ++serial;

	shop_sql("INSERT INTO visitor (id, site_id, token_hash) VALUES"
		 " (%" PRIu64 ", 1, RPAD(%" PRIu64 ", 32, 'v'));\n"
		 "INSERT INTO chat (id, visitor_id, site_id, department_id,"
		 " status, begun_by, client_key, created_at, pending_at) VALUES"
		 " (%" PRIu64 ", %" PRIu64 ", 1, 1, 'pending', 'visitor',"
		 " 'keykeyke', NOW(3) - INTERVAL %u SECOND,"
		 " NOW(3) - INTERVAL %u SECOND);\n",
	    id, id, id, id, age, age);
	return id;
}

/* "status owner" of a chat. */
static const char *
stands(uint64_t chat)
{
	static const char *const words[] = {
	    "", "bot", "pending", "active", "closed"};

	return mem_printf(desk_mem(), "%s %" PRIu64,
	    words[shop_number(
		"SELECT status + 0 FROM chat WHERE id = %" PRIu64, chat)],
	    shop_number("SELECT COALESCE(owner_id, 0) FROM chat WHERE id"
			" = %" PRIu64,
		chat));
}

/* The words of its history, with why, from the beginning. */
static char *
history(struct db *db, uint64_t chat)
{
	static const struct query q = {"history",
	    "SELECT GROUP_CONCAT(kind, COALESCE(CONCAT(' ', other_id), ''),"
	    " COALESCE(CONCAT(' (', why, ')'), '') ORDER BY id SEPARATOR"
	    " ', ') FROM chat_event WHERE chat_id = ?"};
	struct stmt *st = db_query(db, &q);
	char *text;

	db_bind_u64(st, chat);
	assert_int_equal(db_step(st), 1);
	text = db_str(st);
	return text != NULL ? text : mem_str(desk_mem(), "");
}

/* The time of the running offer is over. */
static void
later(uint64_t chat, unsigned seconds)
{
	shop_sql("UPDATE chat SET offered_at = offered_at - INTERVAL %u SECOND,"
		 " offer_until = offer_until - INTERVAL %u SECOND,"
		 " pending_at = pending_at - INTERVAL %u SECOND WHERE id"
		 " = %" PRIu64 ";\nUPDATE offer SET"
		 " offered_at = offered_at - INTERVAL %u SECOND,"
		 " ended_at = ended_at - INTERVAL %u SECOND WHERE chat_id"
		 " = %" PRIu64 ";\n",
	    seconds, seconds, seconds, chat, seconds, seconds, chat);
}

static void
a_chat_goes_to_who_is_free_and_on(void **state)
{
	uint64_t chat = pending(5);

	assert_int_equal(offer_due(*state), 1);
	assert_string_equal(stands(chat), "pending 2");
	assert_int_equal(offer_due(*state), 0);
	later(chat, 59);
	assert_int_equal(offer_due(*state), 0);
	later(chat, 1);
	assert_int_equal(offer_due(*state), 1);
	assert_string_equal(stands(chat), "pending 1");
	later(chat, 60);
	assert_int_equal(offer_due(*state), 2);
	assert_string_equal(stands(chat), "pending 2");
	assert_string_equal(history(*state, chat),
	    "offered 2 (longest), lapsed 2, offered 1 (only), lapsed 1,"
	    " released, offered 2 (only)");
}

static void
alone_it_comes_again_after_an_accept_time(void **state)
{
	uint64_t chat = pending(5);

	desk_sql("UPDATE operator SET online = 0 WHERE id = 2;\n");
	assert_int_equal(offer_due(*state), 1);
	later(chat, 60);
	assert_int_equal(offer_due(*state), 1);
	assert_string_equal(stands(chat), "pending 0");
	later(chat, 59);
	assert_int_equal(offer_due(*state), 0);
	later(chat, 1);
	assert_int_equal(offer_due(*state), 1);
	assert_string_equal(stands(chat), "pending 1");
}

static void
who_comes_has_a_released_chat_at_once(void **state)
{
	uint64_t chat = pending(5);

	desk_sql("UPDATE operator SET online = 0 WHERE id = 2;\n");
	assert_int_equal(offer_due(*state), 1);
	later(chat, 60);
	assert_int_equal(offer_due(*state), 1);
	desk_sql("UPDATE operator SET online = 1 WHERE id = 2;\n");
	assert_int_equal(offer_due(*state), 1);
	assert_string_equal(stands(chat), "pending 2");
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
		open_desk(state);
		chat = pending(5);
		desk_sql(looks[i].set);
		assert_true(offer_due(*state) >= 0);
		if (strcmp(stands(chat), looks[i].stands) != 0)
			fail_msg("%s: %s", looks[i].set, stands(chat));
		desk_sql("DELETE FROM session;\n"
			 "UPDATE assignment SET group_id = NULL;\n"
			 "DELETE FROM department_group;\n");
	}
}

static void
chats_go_by_priority_then_age_also_when_room_is_made(void **state)
{
	uint64_t young = pending(5), old = pending(50), first = pending(1);

	desk_sql("UPDATE department SET max_operator_chats = 1;\n"
		 "UPDATE operator SET online = 0 WHERE id = 2;\n");
	shop_sql(
	    "UPDATE chat SET priority = 1 WHERE id = %" PRIu64 ";\n", first);
	assert_int_equal(offer_due(*state), 1);
	assert_string_equal(stands(first), "pending 1");
	assert_int_equal(talk_accept(*state, &ANNA, first), TALK_DONE);
	assert_int_equal(offer_due(*state), 0);
	assert_int_equal(talk_close(*state, &ANNA, first), TALK_DONE);
	assert_int_equal(offer_due(*state), 1);
	assert_string_equal(stands(old), "pending 1");
	assert_string_equal(stands(young), "pending 0");
}

static void
silent_chats_do_not_count_where_the_department_says(void **state)
{
	uint64_t one = pending(5), two;

	desk_sql("UPDATE department SET max_operator_chats = 1;\n"
		 "UPDATE operator SET online = 0 WHERE id = 2;\n");
	assert_int_equal(offer_due(*state), 1);
	shop_sql("INSERT INTO message (chat_id, seq, author, client_key, text,"
		 " at) VALUES (%" PRIu64 ", 1, 'visitor', 'linelin1', 'x',"
		 " NOW(3) - INTERVAL 11 MINUTE);\n"
		 "UPDATE chat SET last_seq = 1;\n",
	    one);
	two = pending(1);
	assert_int_equal(offer_due(*state), 0);
	desk_sql("UPDATE department SET inactive_minutes = 10;\n");
	assert_int_equal(offer_due(*state), 1);
	assert_string_equal(stands(two), "pending 1");
}

static void
a_department_takes_no_more_than_it_says(void **state)
{
	unsigned i;

	desk_sql("UPDATE department SET max_department_chats = 3;\n");
	for (i = 0; i < 5; i++)
		(void)pending(i);
	assert_int_equal(offer_due(*state), 3);
	assert_int_equal(offer_due(*state), 0);
}

/* First right, in its own transaction. */
struct first {
	uint64_t chat;
	uint64_t sender;
};

static int
first_work(struct db *db, void *arg)
{
	const struct first *f = arg;

	return offer_first(db, f->chat, f->sender);
}

static int
first_right(struct db *db, uint64_t chat, uint64_t sender)
{
	struct first f = {chat, sender};

	return db_transaction(db, first_work, &f);
}

static void
the_sender_has_it_in_full_and_then_the_next(void **state)
{
	uint64_t chat = pending(0);

	desk_sql("UPDATE operator SET online = 0 WHERE id = 1;\n"
		 "UPDATE department SET accept_seconds = 30,"
		 " max_operator_chats = 0;\n");
	assert_int_equal(first_right(*state, chat, 1), OFFER_STANDS);
	assert_string_equal(stands(chat), "pending 1");
	later(chat, 29);
	assert_int_equal(offer_due(*state), 0);
	later(chat, 1);
	desk_sql("UPDATE department SET max_operator_chats = NULL;\n");
	assert_int_equal(offer_due(*state), 1);
	assert_string_equal(stands(chat), "pending 2");
	assert_string_equal(history(*state, chat),
	    "offered 1 (sender offline), lapsed 1, offered 2 (only)");
	assert_int_equal(
	    shop_number("SELECT seconds FROM chat_event WHERE kind = 'lapsed'"),
	    30);
}

static void
without_an_accept_time_nothing_is_passed_on(void **state)
{
	uint64_t chat = pending(0);

	desk_sql("UPDATE department SET accept_seconds = NULL;\n");
	assert_int_equal(first_right(*state, chat, 1), OFFER_STANDS);
	later(chat, 3600);
	assert_int_equal(offer_due(*state), 0);
	assert_string_equal(stands(chat), "pending 1");
	assert_int_equal(talk_accept(*state, &BEN, chat), TALK_DONE);
}

static void
unanswered_for_too_long_it_is_released(void **state)
{
	uint64_t chat = pending(0);

	desk_sql("UPDATE department SET auto_assign = 0,"
		 " unanswered_minutes = 5;\n");
	assert_int_equal(first_right(*state, chat, 1), OFFER_STANDS);
	assert_int_equal(offer_due(*state), 0);
	shop_sql("INSERT INTO message (chat_id, seq, author, client_key, text,"
		 " at) VALUES (%" PRIu64 ", 1, 'operator', 'linelin1', 'x',"
		 " NOW(3) - INTERVAL 1 HOUR), (%" PRIu64 ", 2, 'visitor',"
		 " 'linelin2', 'x', NOW(3) - INTERVAL 4 MINUTE);\n",
	    chat, chat);
	assert_int_equal(offer_due(*state), 0);
	desk_sql("UPDATE message SET at = at - INTERVAL 1 MINUTE;\n");
	assert_int_equal(offer_due(*state), 1);
	assert_string_equal(stands(chat), "pending 0");
	assert_int_equal(offer_due(*state), 0);
	assert_string_equal(history(*state, chat),
	    "offered 1 (sender), unanswered 1, released (unanswered)");
}

static void
a_sender_who_was_disabled_has_no_right(void **state)
{
	uint64_t chat = pending(0), other = pending(0);

	assert_int_equal(first_right(*state, other, 1), OFFER_STANDS);
	desk_sql("UPDATE operator SET disabled = 1 WHERE id = 1;\n");
	assert_int_equal(first_right(*state, chat, 1), OFFER_NONE);
	assert_string_equal(history(*state, chat), "sender disabled 1");
	assert_int_equal(offer_due(*state), 2);
	assert_string_equal(stands(chat), "pending 2");
	assert_string_equal(stands(other), "pending 2");
	assert_string_equal(history(*state, other),
	    "offered 1 (sender), operator disabled 1, offered 2 (only)");
}

static void
it_is_taken_when_the_session_comes_alive(void **state)
{
	uint64_t chat = pending(0), before;

	desk_sql("UPDATE operator SET auto_accept = 1;\n");
	assert_int_equal(first_right(*state, chat, 1), OFFER_STANDS);
	assert_int_equal(offer_due(*state), 0);
	desk_sql("INSERT INTO session (token_hash, operator_id, address,"
		 " agent) VALUES (RPAD('s', 32, 's'), 1, '', '');\n");
	before = shop_number("SELECT n FROM counter");
	assert_int_equal(offer_due(*state), 1);
	assert_string_equal(stands(chat), "active 1");
	assert_true(shop_number("SELECT n FROM counter") > before);
	assert_int_equal(
	    shop_number("SELECT outcome = 'accepted' FROM offer"), 1);
	desk_sql("DELETE FROM session;\n");
}

static void
first_right_takes_six_trips_and_nothing_due_two(void **state)
{
	uint64_t chat = pending(0), trips;

	desk_sql("UPDATE operator SET auto_accept = 1;\n"
		 "INSERT INTO session (token_hash, operator_id, address,"
		 " agent) VALUES (RPAD('s', 32, 's'), 1, '', '');\n");
	assert_int_equal(offer_due(*state), 1);
	trips = db_trips(*state);
	assert_int_equal(offer_due(*state), 0);
	assert_int_equal(db_trips(*state) - trips, 2);
	chat = pending(0);
	trips = db_trips(*state);
	assert_int_equal(first_right(*state, chat, 1), OFFER_ACCEPTED);
	assert_in_range(db_trips(*state) - trips, 1, 11);
	desk_sql("DELETE FROM session;\n");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_desk, shop_close)

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
	    TEST(the_sender_has_it_in_full_and_then_the_next),
	    TEST(without_an_accept_time_nothing_is_passed_on),
	    TEST(unanswered_for_too_long_it_is_released),
	    TEST(a_sender_who_was_disabled_has_no_right),
	    TEST(it_is_taken_when_the_session_comes_alive),
	    TEST(first_right_takes_six_trips_and_nothing_due_two),
	};

	desk_begin(argc, argv);
	return RUN(tests);
}
