/* SPDX-License-Identifier: ISC */
/* send.c: an operator's message: once, to who is there, with one outcome. */
#include <inttypes.h>
#include <string.h>

#include "desk/due.h"
#include "desk/invitation.h"
#include "desk/recipient.h"
#include "desk/send.h"
#include "desk/session.h"
#include "desk/visitor_chat.h"
#include "t/desk/race.h"
#include "t/desk/shop.h"

static const struct operator ANNA = {.id = 1, .sees_all = 1};
static const struct operator BEN = {.id = 2};
static const struct contact NOBODY = {"", "", ""};

static struct sending
to(const struct visitor *v, const struct operator* by, unsigned char key)
{
	struct sending s = {.by = by,
	    .address = "192.0.2.9",
	    .visitor = v->id,
	    .text = "May I help?"};

	s.key[0] = key;
	return s;
}

static void
a_second_click_sends_no_second_invitation(void **state)
{
	struct visitor v;
	struct sending s;
	uint64_t id;

	shop_visitor(*state, 1, &v);
	s = to(&v, &ANNA, 1);
	s.options = SEND_ASSIGN_ME | SEND_NEED_EMAIL;
	s.minutes = 5;
	assert_int_equal(send_invitation(*state, &s), SEND_DONE);
	id = s.id;
	s.id = 0;
	assert_int_equal(send_invitation(*state, &s), SEND_REPEATED);
	assert_int_equal(s.id, id);
	assert_int_equal(
	    shop_number(
		"SELECT COUNT(*) FROM invitation WHERE status = 'queued'"
		" AND assign_me AND require_email AND NOT skip_bot"
		" AND expires_at > NOW(3) + INTERVAL 4 MINUTE"),
	    1);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM chat"), 0);
	assert_int_equal(
	    shop_number("SELECT assign_me FROM operator WHERE id = 1"), 1);
	assert_int_equal(shop_number("SELECT wait_n > read_n FROM visitor"), 1);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM audit"
				     " WHERE what = 'invitation sent'"),
	    1);
}

static void
a_second_sender_sees_the_first_and_chooses(void **state)
{
	struct visitor v;
	struct sending s;
	uint64_t first;

	shop_visitor(*state, 1, &v);
	s = to(&v, &ANNA, 1);
	assert_int_equal(send_invitation(*state, &s), SEND_DONE);
	first = s.id;
	s = to(&v, &BEN, 2);
	assert_int_equal(send_invitation(*state, &s), SEND_INVITED);
	assert_int_equal(s.id, first);
	assert_int_equal(send_chat(*state, &s), SEND_INVITED);
	s.replace = first;
	assert_int_equal(send_invitation(*state, &s), SEND_DONE);
	assert_int_equal(
	    shop_number("SELECT status = 'revoked' AND ended_by = 2"
			" FROM invitation WHERE id = %" PRIu64,
		first),
	    1);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM invitation"
				     " WHERE status = 'queued'"),
	    1);
}

static void
one_that_is_past_its_time_is_in_nobodys_way(void **state)
{
	struct visitor v;
	struct sending s;

	shop_visitor(*state, 1, &v);
	(void)shop_invite(&v, 1, "expires_at = NOW(3) - INTERVAL 1 SECOND");
	s = to(&v, &BEN, 2);
	assert_int_equal(send_invitation(*state, &s), SEND_DONE);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM invitation"
				     " WHERE status = 'expired'"),
	    1);
}

static const struct {
	const char *before;
	int outcome;
} ways[] = {
    {"UPDATE presence SET gone_at = NOW(3) - INTERVAL 1 SECOND;\n", SEND_LEFT},
    {"DELETE FROM presence;\n", SEND_LEFT},
    {"UPDATE setting SET value = '0' WHERE name = 'tracking';\n",
	SEND_UNTRACKED},
    {"UPDATE site SET tracking = 0;\n", SEND_UNTRACKED},
    {"UPDATE site SET check_messages = 0;\n", SEND_DONE},
};

static void
what_would_vanish_is_not_sent(void **state)
{
	struct visitor v;
	struct sending s;
	size_t i;

	for (i = 0; i < COUNT(ways); i++) {
		shop_close(state);
		shop_open(state);
		shop_visitor(*state, 1, &v);
		desk_sql(ways[i].before);
		s = to(&v, &ANNA, 1);
		assert_int_equal(send_invitation(*state, &s), ways[i].outcome);
		s.key[0] = 2;
		if (ways[i].outcome != SEND_DONE)
			assert_int_equal(
			    send_chat(*state, &s), ways[i].outcome);
	}
	s.visitor = 999999;
	assert_int_equal(send_invitation(*state, &s), SEND_LEFT);
}

static void
a_chat_exists_at_once_and_is_the_senders(void **state)
{
	struct visitor v;
	struct sending s;
	uint64_t chat;

	shop_visitor(*state, 1, &v);
	shop_sql("UPDATE operator SET online = 0, visible = 0;\n");
	s = to(&v, &BEN, 1);
	assert_int_equal(send_chat(*state, &s), SEND_DONE);
	chat = s.id;
	assert_int_equal(send_chat(*state, &s), SEND_REPEATED);
	assert_int_equal(s.id, chat);
	assert_int_equal(
	    shop_number("SELECT status = 'active' AND owner_id = 2"
			" AND begun_by = 'operator' AND offer_until IS NULL"
			" FROM chat"),
	    1);
	assert_int_equal(
	    shop_number("SELECT seq = 1 AND author = 'operator'"
			" AND operator_id = 2 AND text = 'May I help?'"
			" FROM message"),
	    1);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM invitation"), 0);
	s = to(&v, &ANNA, 2);
	assert_int_equal(send_chat(*state, &s), SEND_CHATTING);
	assert_int_equal(s.id, chat);
	assert_int_equal(send_invitation(*state, &s), SEND_CHATTING);
}

static void
an_edit_after_it_was_seen_begins_again_at_delivered(void **state)
{
	struct visitor v;
	struct send_edit e = {.by = &ANNA, .version = 1, .text = "Better"};

	shop_visitor(*state, 1, &v);
	e.visitor = v.id;
	e.invitation = shop_invite(&v, 1, "status = 'seen', seen_at = NOW(3)");
	assert_int_equal(send_edit(*state, &e), 1);
	assert_int_equal(send_edit(*state, &e), 1);
	assert_int_equal(
	    shop_number("SELECT status = 'delivered' AND seen_at IS NULL"
			" AND version = 2 AND text = 'Better' FROM invitation"),
	    1);
	e.text = "Other";
	assert_int_equal(send_edit(*state, &e), 0);
	e.version = 2;
	e.by = &BEN;
	assert_int_equal(send_edit(*state, &e), 0);
	shop_sql("UPDATE invitation SET status = 'closed';\n");
	e.by = &ANNA;
	assert_int_equal(send_edit(*state, &e), 0);
}

static struct visitor visitors[ROUNDS];
static uint64_t invitations[ROUNDS];

static int
revokes(struct db *db, unsigned i)
{
	return send_revoke(db, &ANNA, visitors[i].id, invitations[i]);
}

static int
replies(struct db *db, unsigned i)
{
	struct reply r = {.visitor = visitors[i].id,
	    .token = visitors[i].token,
	    .site = visitors[i].site,
	    .invitation = invitations[i],
	    .text = "Yes",
	    .contact = &NOBODY};

	r.key[0] = 9;
	return invitation_reply(db, &r);
}

static void
a_reply_and_a_revocation_have_one_outcome(void **state)
{
	unsigned i, replied = 0;

	for (i = 0; i < ROUNDS; i++) {
		shop_visitor(*state, i + 1, &visitors[i]);
		invitations[i] = shop_invite(&visitors[i], 1, "assign_me = 1");
	}
	race(revokes, replies);
	for (i = 0; i < ROUNDS; i++) {
		int won =
		    (int)shop_number("SELECT status = 'replied'"
				     " FROM invitation WHERE id = %" PRIu64,
			invitations[i]);

		/* The reply is never an error; its options hold if it won. */
		assert_int_equal(race_result[1][i], REPLY_DONE);
		assert_int_equal(race_result[0][i], !won);
		assert_int_equal(
		    shop_number("SELECT COUNT(*) FROM chat WHERE visitor_id ="
				" %" PRIu64 " AND (owner_id <=> 1) = %d",
			visitors[i].id, won),
		    1);
		replied += (unsigned)won;
	}
	assert_int_equal(shop_number("SELECT COUNT(*) FROM invitation"
				     " WHERE status = 'revoked'"),
	    ROUNDS - replied);
}

static const struct query EXPIRES = {"expires",
    "UPDATE invitation SET expires_at = NOW(3) WHERE id = ?"};

/* Its time is over in this very moment, and pulse comes along. */
static int
expires(struct db *db, unsigned i)
{
	struct stmt *st = db_query(db, &EXPIRES);

	db_bind_u64(st, invitations[i]);
	return db_exec(st) == -1 ? -1 : due_expire(db);
}

static void
a_reply_and_the_expiry_have_one_outcome(void **state)
{
	unsigned i, replied = 0;

	for (i = 0; i < ROUNDS; i++) {
		shop_visitor(*state, i + 1, &visitors[i]);
		invitations[i] = shop_invite(&visitors[i], 1, "assign_me = 1");
	}
	race(expires, replies);
	for (i = 0; i < ROUNDS; i++) {
		int won =
		    (int)shop_number("SELECT status = 'replied'"
				     " FROM invitation WHERE id = %" PRIu64,
			invitations[i]);

		assert_int_equal(race_result[1][i], REPLY_DONE);
		assert_int_not_equal(race_result[0][i], -1);
		assert_int_equal(
		    shop_number("SELECT COUNT(*) FROM chat WHERE visitor_id ="
				" %" PRIu64 " AND (owner_id <=> 1) = %d",
			visitors[i].id, won),
		    1);
		replied += (unsigned)won;
	}
	assert_int_equal(shop_number("SELECT COUNT(*) FROM invitation"
				     " WHERE status = 'expired'"),
	    ROUNDS - replied);
}

static int
anna_sends(struct db *db, unsigned i)
{
	struct sending s = to(&visitors[i], &ANNA, 1);

	return send_invitation(db, &s);
}

static int
ben_begins(struct db *db, unsigned i)
{
	struct sending s = to(&visitors[i], &BEN, 2);

	return send_chat(db, &s);
}

static void
two_senders_at_once_come_one_after_the_other(void **state)
{
	unsigned i;

	for (i = 0; i < ROUNDS; i++)
		shop_visitor(*state, i + 1, &visitors[i]);
	race(anna_sends, ben_begins);
	for (i = 0; i < ROUNDS; i++)
		assert_true((race_result[0][i] == SEND_DONE &&
				race_result[1][i] == SEND_INVITED) ||
			    (race_result[0][i] == SEND_CHATTING &&
				race_result[1][i] == SEND_DONE));
	assert_int_equal(shop_number("SELECT (SELECT COUNT(*) FROM chat)"
				     " + (SELECT COUNT(*) FROM invitation)"),
	    ROUNDS);
}

static void
sending_takes_the_trips_it_says(void **state)
{
	struct visitor v;
	struct sending s;
	struct recipient r;
	uint64_t trips;

	shop_visitor(*state, 1, &v);
	trips = db_trips(*state);
	assert_int_equal(recipient_find(*state, &ANNA, v.id, &r), 1);
	assert_int_equal(db_trips(*state) - trips, 1);
	assert_int_equal(r.online, 1);
	assert_int_equal(recipient_find(*state, &BEN, v.id, &r), 0);
	s = to(&v, &ANNA, 1);
	trips = db_trips(*state);
	assert_int_equal(send_invitation(*state, &s), SEND_DONE);
	assert_in_range(db_trips(*state) - trips, 1, 9);
	trips = db_trips(*state);
	assert_int_equal(send_invitation(*state, &s), SEND_REPEATED);
	assert_in_range(db_trips(*state) - trips, 1, 4);
	assert_int_equal(send_revoke(*state, &ANNA, v.id, s.id), 1);
	assert_int_equal(send_revoke(*state, &ANNA, v.id, s.id), 1);
	s = to(&v, &ANNA, 2);
	trips = db_trips(*state);
	assert_int_equal(send_chat(*state, &s), SEND_DONE);
	assert_in_range(db_trips(*state) - trips, 1, 13);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, shop_open, shop_close)

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_second_click_sends_no_second_invitation),
	    TEST(a_second_sender_sees_the_first_and_chooses),
	    TEST(one_that_is_past_its_time_is_in_nobodys_way),
	    TEST(what_would_vanish_is_not_sent),
	    TEST(a_chat_exists_at_once_and_is_the_senders),
	    TEST(an_edit_after_it_was_seen_begins_again_at_delivered),
	    TEST(a_reply_and_a_revocation_have_one_outcome),
	    TEST(a_reply_and_the_expiry_have_one_outcome),
	    TEST(two_senders_at_once_come_one_after_the_other),
	    TEST(sending_takes_the_trips_it_says),
	};

	desk_begin(argc, argv);
	return RUN(tests);
}
