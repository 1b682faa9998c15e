/* SPDX-License-Identifier: ISC */
/* offer_race.c: two do something with one chat at the same moment: never two
 * owners, never more than the maximum. */
#include <inttypes.h>

#include "desk/permission.h"
#include "desk/session.h"
#include "desk/talk.h"
#include "desk/transfer.h"
#include "t/desk/offers.h"
#include "t/desk/race.h"

static const struct operator ANNA = {.id = 1, .may = 1 << MAY_USE_CHATS};
static const struct operator BEN = {.id = 2, .may = 1 << MAY_USE_CHATS};

static uint64_t first_chat;

/* A chat for each round, all offered to Anna, whose time is over now. */
static void
lapsed_offers(void)
{
	unsigned i;

	first_chat = offers_pending(0);
	for (i = 1; i < ROUNDS; i++)
		(void)offers_pending(0);
	desk_sql("UPDATE chat SET owner_id = 1, offered_at = NOW(3),"
		 " offer_until = NOW(3);\n"
		 "INSERT INTO offer (chat_id, operator_id, until_at, why)"
		 " SELECT id, 1, NOW(3), 'sender' FROM chat;\n");
}

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

static int
pulse_works(struct db *db, unsigned round)
{
	(void)round;
	return offer_due(db);
}

static int
anna_transfers(struct db *db, unsigned round)
{
	struct transfer t = {
	    .by = &ANNA, .chat = first_chat + round, .to = 2, .note = ""};

	return transfer_to_operator(db, &t);
}

/* What must hold of every chat, whoever was first. */
static void
one_owner_each(void)
{
	assert_int_equal(
	    shop_number("SELECT COUNT(*) FROM chat WHERE status = 'active'"
			" AND (SELECT COUNT(*) FROM chat_event e WHERE"
			" e.chat_id = chat.id AND e.kind IN ('accepted',"
			" 'accepted automatically', 'taken over')) <> 1"),
	    0);
	assert_int_equal(
	    shop_number("SELECT COUNT(*) FROM chat c WHERE (c.status ="
			" 'pending' AND c.owner_id IS NOT NULL) <> EXISTS"
			" (SELECT 1 FROM offer f WHERE f.open_chat_id = c.id"
			" AND f.operator_id = c.owner_id)"),
	    0);
}

static void
an_acceptance_and_a_lapse_have_one_end(void **state)
{
	unsigned i;

	(void)state;
	lapsed_offers();
	race(anna_accepts, pulse_works);
	for (i = 0; i < ROUNDS; i++) {
		assert_true(race_result[0][i] == TALK_DONE ||
			    race_result[0][i] == TALK_TAKEN);
		assert_true(race_result[1][i] >= 0);
		assert_int_equal(
		    shop_number("SELECT status = 'active' AND owner_id = 1"
				" FROM chat WHERE id = %" PRIu64,
			first_chat + i),
		    race_result[0][i] == TALK_DONE);
	}
	one_owner_each();
}

static void
of_two_acceptances_of_a_lapsed_offer_one_is_told_no(void **state)
{
	unsigned i;

	(void)state;
	lapsed_offers();
	race(anna_accepts, ben_accepts);
	for (i = 0; i < ROUNDS; i++)
		assert_int_equal((race_result[0][i] == TALK_DONE) +
				     (race_result[1][i] == TALK_DONE),
		    1);
	one_owner_each();
}

static void
a_transfer_and_a_lapse_leave_one_offer(void **state)
{
	(void)state;
	lapsed_offers();
	race(anna_transfers, pulse_works);
	one_owner_each();
	assert_int_equal(shop_number("SELECT COUNT(*) FROM chat_event WHERE"
				     " kind = 'lapsed'") +
			     shop_number("SELECT COUNT(*) FROM offer WHERE"
					 " outcome = 'transferred'"),
	    ROUNDS);
}

static int
ten_more(struct db *db, unsigned round)
{
	(void)round;
	return offer_due(db);
}

/* Ten chats wait, two operators take three each: two pulses at once. */
static void
two_pulses_give_nobody_more_than_the_maximum(void **state)
{
	unsigned i;

	(void)state;
	desk_sql("UPDATE department SET max_operator_chats = 3;\n");
	for (i = 0; i < 10; i++)
		(void)offers_pending(i);
	race(ten_more, ten_more);
	assert_int_equal(
	    shop_number("SELECT COUNT(*) FROM chat WHERE owner_id = 1"), 3);
	assert_int_equal(
	    shop_number("SELECT COUNT(*) FROM chat WHERE owner_id = 2"), 3);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM offer"), 6);
	one_owner_each();
}

/* In each round ten chats wait anew. */
static int
waits_anew(struct db *db, unsigned round)
{
	static const struct query
	    all = {"test",
		"UPDATE chat SET owner_id = NULL, status = 'pending',"
		" offer_until = NULL WHERE ? >= 0"},
	    none = {"test none", "DELETE FROM offer WHERE ? >= 0"};
	struct stmt *st = db_query(db, &none);

	if (round % 10 != 0)
		return offer_due(db);
	db_bind_u64(st, round);
	if (db_exec(st) == -1)
		return -1;
	st = db_query(db, &all);
	db_bind_u64(st, round);
	return db_exec(st) == -1 ? -1 : offer_due(db);
}

static int
never_more_than_three(struct db *db, unsigned round)
{
	static const struct query most = {"most",
	    "SELECT COALESCE(MAX(n), 0) FROM (SELECT COUNT(*) AS n FROM chat"
	    " WHERE owner_id IS NOT NULL GROUP BY owner_id) x"};
	struct stmt *st;

	(void)round;
	if (offer_due(db) == -1)
		return -1;
	st = db_query(db, &most);
	return db_step(st) == 1 ? (int)db_u64(st) : -1;
}

static void
however_they_interleave(void **state)
{
	unsigned i;

	(void)state;
	desk_sql("UPDATE department SET max_operator_chats = 3;\n");
	for (i = 0; i < 10; i++)
		(void)offers_pending(i);
	race(waits_anew, never_more_than_three);
	for (i = 0; i < ROUNDS; i++) {
		assert_true(race_result[0][i] >= 0);
		assert_in_range(race_result[1][i], 0, 3);
	}
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, offers_open, shop_close)

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    TEST(an_acceptance_and_a_lapse_have_one_end),
	    TEST(of_two_acceptances_of_a_lapsed_offer_one_is_told_no),
	    TEST(a_transfer_and_a_lapse_leave_one_offer),
	    TEST(two_pulses_give_nobody_more_than_the_maximum),
	    TEST(however_they_interleave),
	};

	desk_begin(argc, argv);
	return RUN(tests);
}
