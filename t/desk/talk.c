/* SPDX-License-Identifier: ISC */
/* talk.c: what an operator does in a chat: never two owners, no line twice. */
#include <inttypes.h>
#include <string.h>

#include "desk/inbox.h"
#include "desk/permission.h"
#include "desk/session.h"
#include "desk/talk.h"
#include "desk/visitor_chat.h"
#include "lib/mem.h"
#include "t/desk/race.h"
#include "t/desk/shop.h"

static const struct operator ANNA = {.id = 1, .may = 1 << MAY_USE_CHATS};
static const struct operator BEN = {.id = 2, .may = 1 << MAY_USE_CHATS};
static const struct operator CHIEF = {
    .id = 2, .may = 1 << MAY_USE_CHATS | 1 << MAY_TAKE_OVER};
static const struct contact NOBODY = {"", "", ""};

/* A chat that a visitor has begun. */
static uint64_t
begun(struct db *db, unsigned number)
{
	struct visitor v;
	struct starting s = {
	    .kind = KIND_CHAT, .text = "Hello", .contact = &NOBODY};

	shop_visitor(db, number, &v);
	s.visitor = v.id;
	s.token = v.token;
	s.site = v.site;
	s.key[0] = 1;
	assert_int_equal(visitor_chat_start(db, &s), 1);
	return s.chat;
}

static struct talk_line
line_of(const struct operator* by, uint64_t chat, unsigned char key)
{
	struct talk_line l = {
	    .by = by, .chat = chat, .text = "How can I help?"};

	l.key[0] = key;
	return l;
}

static const struct {
	const char *set; /* of the chat */
	const struct operator* by;
	int outcome;
	const char *kind; /* of the event */
} accepts[] = {
    {"owner_id = NULL", &ANNA, TALK_DONE, "accepted"},
    {"owner_id = 1", &ANNA, TALK_DONE, "accepted"},
    {"owner_id = 1, offer_until = NOW(3) + INTERVAL 1 HOUR", &ANNA, TALK_DONE,
	"accepted"},
    {"owner_id = 1", &BEN, TALK_DONE, "taken over"},
    {"owner_id = 1, offer_until = NOW(3) - INTERVAL 1 SECOND", &BEN, TALK_DONE,
	"taken over"},
    {"owner_id = 1, offer_until = NOW(3) + INTERVAL 1 HOUR", &BEN, TALK_TAKEN,
	NULL},
    {"owner_id = 1, offer_until = NOW(3) + INTERVAL 1 HOUR", &CHIEF, TALK_DONE,
	"taken over"},
    {"owner_id = 1, status = 'active'", &ANNA, TALK_AGAIN, NULL},
    {"owner_id = 1, status = 'active'", &CHIEF, TALK_TAKEN, NULL},
    {"status = 'closed'", &ANNA, TALK_CLOSED, NULL},
    {"status = 'bot'", &ANNA, TALK_BOT, NULL},
    {"kind = 'message'", &ANNA, TALK_GONE, NULL},
};

static void
a_chat_is_accepted_by_whom_the_rules_let(void **state)
{
	uint64_t chat, owner;
	size_t i;

	for (i = 0; i < COUNT(accepts); i++) {
		chat = begun(*state, (unsigned)i);
		shop_sql("UPDATE chat SET %s WHERE id = %" PRIu64 ";\n",
		    accepts[i].set, chat);
		shop_sql("DELETE FROM chat_event;\n");
		assert_int_equal(talk_accept(*state, accepts[i].by, chat),
		    accepts[i].outcome);
		owner = shop_number(
		    "SELECT owner_id FROM chat WHERE id = %" PRIu64, chat);
		if (accepts[i].outcome == TALK_DONE) {
			assert_int_equal(owner, accepts[i].by->id);
			assert_int_equal(shop_number("SELECT kind = '%s'"
						     " FROM chat_event",
					     accepts[i].kind),
			    1);
		} else {
			assert_int_equal(shop_number("SELECT COUNT(*)"
						     " FROM chat_event"),
			    0);
		}
	}
	assert_int_equal(talk_accept(*state, &ANNA, 999999), TALK_GONE);
}

static void
who_accepts_is_told_to_the_visitor(void **state)
{
	uint64_t chat = begun(*state, 1), before;

	before = shop_number("SELECT wait_n FROM visitor");
	assert_int_equal(talk_accept(*state, &ANNA, chat), TALK_DONE);
	assert_true(shop_number("SELECT wait_n FROM visitor") > before);
	assert_int_equal(shop_number("SELECT status = 'active'"
				     " AND accepted_at IS NOT NULL FROM chat"),
	    1);
	assert_int_equal(shop_number("SELECT last_accepted_at IS NOT NULL"
				     " FROM operator WHERE id = 1"),
	    1);
}

static uint64_t first_chat;

static int
anna_accepts(struct db *db, unsigned round)
{
	return talk_accept(db, &ANNA, first_chat + round);
}

static int
ben_accepts(struct db *db, unsigned round)
{
	return talk_accept(db, &BEN, first_chat + round);
}

static void
two_who_accept_at_once_are_never_both_the_owner(void **state)
{
	unsigned i;
	int anna, ben;

	for (i = 0; i < ROUNDS; i++) {
		uint64_t chat = begun(*state, i + 1);

		if (i == 0)
			first_chat = chat;
		assert_int_equal(chat, first_chat + i);
	}
	race(anna_accepts, ben_accepts);
	for (i = 0; i < ROUNDS; i++) {
		anna = race_result[0][i];
		ben = race_result[1][i];
		assert_true((anna == TALK_DONE && ben == TALK_TAKEN) ||
			    (ben == TALK_DONE && anna == TALK_TAKEN));
		assert_int_equal(
		    shop_number("SELECT owner_id FROM chat WHERE id = %" PRIu64,
			first_chat + i),
		    anna == TALK_DONE ? 1 : 2);
	}
	assert_int_equal(shop_number("SELECT COUNT(*) FROM chat_event"
				     " WHERE kind = 'accepted'"),
	    ROUNDS);
}

static void
the_first_line_accepts_and_a_second_click_writes_nothing(void **state)
{
	uint64_t chat = begun(*state, 1);
	struct talk_line l = line_of(&BEN, chat, 7);

	assert_int_equal(talk_say(*state, &l), TALK_DONE);
	assert_int_equal(l.seq, 2);
	l.seq = 0;
	assert_int_equal(talk_say(*state, &l), TALK_AGAIN);
	assert_int_equal(l.seq, 2);
	assert_int_equal(shop_number("SELECT owner_id FROM chat"), 2);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM message"), 2);
	l = line_of(&ANNA, chat, 8);
	assert_int_equal(talk_say(*state, &l), TALK_DONE);
	assert_int_equal(shop_number("SELECT owner_id FROM chat"), 2);
}

static void
after_the_end_nothing_is_written(void **state)
{
	uint64_t chat = begun(*state, 1);
	struct talk_line l = line_of(&ANNA, chat, 7);

	assert_int_equal(talk_say(*state, &l), TALK_DONE);
	assert_int_equal(talk_close(*state, &ANNA, chat), TALK_DONE);
	assert_int_equal(talk_close(*state, &ANNA, chat), TALK_AGAIN);
	assert_int_equal(talk_say(*state, &l), TALK_AGAIN);
	l = line_of(&ANNA, chat, 8);
	assert_int_equal(talk_say(*state, &l), TALK_CLOSED);
	assert_int_equal(talk_typing(*state, &ANNA, chat), TALK_AGAIN);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM message"), 2);
	assert_int_equal(
	    shop_number("SELECT closed_by = 'operator' FROM chat"), 1);
}

static void
typing_is_told_once_in_three_seconds_and_by_the_owner(void **state)
{
	uint64_t chat = begun(*state, 1), trips;

	assert_int_equal(talk_accept(*state, &ANNA, chat), TALK_DONE);
	assert_int_equal(talk_typing(*state, &ANNA, chat), TALK_DONE);
	trips = db_trips(*state);
	assert_int_equal(talk_typing(*state, &ANNA, chat), TALK_AGAIN);
	assert_in_range(db_trips(*state) - trips, 1, 3);
	assert_int_equal(talk_typing(*state, &BEN, chat), TALK_AGAIN);
	shop_sql("UPDATE chat SET operator_typing_at = NOW(3)"
		 " - INTERVAL 4 SECOND;\n");
	assert_int_equal(talk_typing(*state, &ANNA, chat), TALK_DONE);
}

static void
lines_are_read_by_the_owner_and_never_unread_again(void **state)
{
	uint64_t chat = begun(*state, 1);

	assert_int_equal(talk_read(*state, &ANNA, chat, 1), TALK_AGAIN);
	assert_int_equal(talk_accept(*state, &ANNA, chat), TALK_DONE);
	assert_int_equal(talk_read(*state, &BEN, chat, 1), TALK_AGAIN);
	assert_int_equal(talk_read(*state, &ANNA, chat, 9), TALK_DONE);
	assert_int_equal(shop_number("SELECT operator_seq FROM chat"), 1);
	assert_int_equal(talk_read(*state, &ANNA, chat, 0), TALK_AGAIN);
	assert_int_equal(shop_number("SELECT operator_seq FROM chat"), 1);
}

static void
the_inbox_counts_what_each_may_take(void **state)
{
	struct inbox_row *rows =
	    mem_get(desk_mem(), sizeof(*rows) * INBOX_ROWS);
	struct inbox_counts n;
	uint64_t chat = begun(*state, 1);

	(void)begun(*state, 2);
	shop_sql("UPDATE chat SET department_id = 2, owner_id = 1,"
		 " offer_until = NOW(3) + INTERVAL 1 HOUR WHERE id = %" PRIu64
		 ";\n",
	    chat);
	shop_sql("UPDATE chat SET department_id = 1 WHERE id > %" PRIu64 ";\n",
	    chat);
	assert_int_equal(inbox_counts(*state, &ANNA, &n), 0);
	assert_int_equal(n.tab[INBOX_PENDING], 2);
	assert_int_equal(n.tab[INBOX_MINE], 1);
	assert_int_equal(n.may_take, 2);
	assert_int_equal(inbox_counts(*state, &BEN, &n), 0);
	assert_int_equal(n.tab[INBOX_PENDING], 1);
	assert_int_equal(n.may_take, 1);
	assert_int_equal(n.unread, 0);
	assert_int_equal(inbox_list(*state, &BEN, INBOX_PENDING, 0, rows), 1);
	assert_int_equal(rows[0].unread, 1);
	assert_string_equal(rows[0].last, "Hello");
	assert_int_equal(inbox_may_take(&BEN, &rows[0]), 1);
	assert_int_equal(inbox_list(*state, &ANNA, INBOX_MINE, 0, rows), 1);
	assert_int_equal(inbox_may_take(&BEN, &rows[0]), 0);
	assert_int_equal(inbox_may_take(&CHIEF, &rows[0]), 1);
}

static void
each_deed_takes_the_trips_it_says(void **state)
{
	uint64_t chat = begun(*state, 1), trips;
	struct talk_line l = line_of(&ANNA, chat, 7);

	/* START TRANSACTION and COMMIT are two more. */
	trips = db_trips(*state);
	assert_int_equal(talk_accept(*state, &ANNA, chat), TALK_DONE);
	assert_in_range(db_trips(*state) - trips, 1, 11);
	trips = db_trips(*state);
	assert_int_equal(talk_say(*state, &l), TALK_DONE);
	assert_in_range(db_trips(*state) - trips, 1, 11);
	trips = db_trips(*state);
	assert_int_equal(talk_close(*state, &ANNA, chat), TALK_DONE);
	assert_in_range(db_trips(*state) - trips, 1, 10);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, shop_open, shop_close)

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_chat_is_accepted_by_whom_the_rules_let),
	    TEST(who_accepts_is_told_to_the_visitor),
	    TEST(two_who_accept_at_once_are_never_both_the_owner),
	    TEST(the_first_line_accepts_and_a_second_click_writes_nothing),
	    TEST(after_the_end_nothing_is_written),
	    TEST(typing_is_told_once_in_three_seconds_and_by_the_owner),
	    TEST(lines_are_read_by_the_owner_and_never_unread_again),
	    TEST(the_inbox_counts_what_each_may_take),
	    TEST(each_deed_takes_the_trips_it_says),
	};

	desk_begin(argc, argv);
	return RUN(tests);
}
