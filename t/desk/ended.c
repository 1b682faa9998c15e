/* SPDX-License-Identifier: ISC */
/* ended.c: a record ends while a request of its browser is under way: nothing
 * begins on it, and nothing is written into it. */
#include <inttypes.h>

#include "desk/change.h"
#include "desk/erase.h"
#include "desk/invitation.h"
#include "desk/profile.h"
#include "desk/remark.h"
#include "desk/visitor_chat.h"
#include "t/desk/race.h"
#include "t/desk/shop.h"

static const struct contact NOBODY = {"", "", ""};

static struct visitor visitors[ROUNDS];
static uint64_t invitations[ROUNDS];

/* They are signed in, with an invitation open. */
static void
signed_in(struct db *db, unsigned i)
{
	shop_visitor(db, i + 1, &visitors[i]);
	invitations[i] = shop_invite(&visitors[i], 1, NULL);
	shop_sql("UPDATE visitor SET signed = 1 WHERE id = %" PRIu64 ";\n",
	    visitors[i].id);
}

static int
signs_out(struct db *db, unsigned i)
{
	const struct changing c = {
	    .site = 1, .was = visitors[i].token, .now = {.said = SAID_NOBODY}};

	return profile_change(db, &c);
}

static int
starts(struct db *db, unsigned i)
{
	struct starting s = {.visitor = visitors[i].id,
	    .token = visitors[i].token,
	    .site = 1,
	    .kind = KIND_CHAT,
	    .key = {1},
	    .text = "Hello",
	    .contact = &NOBODY};

	return visitor_chat_start(db, &s);
}

static int
replies(struct db *db, unsigned i)
{
	struct reply r = {.visitor = visitors[i].id,
	    .token = visitors[i].token,
	    .site = 1,
	    .invitation = invitations[i],
	    .key = {1},
	    .text = "Yes",
	    .contact = &NOBODY};

	return invitation_reply(db, &r);
}

static int
starts_or_replies(struct db *db, unsigned i)
{
	return i % 2 == 0 ? starts(db, i) : replies(db, i);
}

static void
what_was_under_way_when_they_signed_out_opens_nothing(void **state)
{
	signed_in(*state, 0);
	assert_int_equal(signs_out(*state, 0), 0);
	assert_int_equal(starts(*state, 0), 0);
	assert_int_equal(replies(*state, 0), REPLY_OVER);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM chat"), 0);
}

static void
at_the_same_moment_a_chat_is_closed_or_does_not_begin(void **state)
{
	unsigned i;
	int done;

	for (i = 0; i < ROUNDS; i++)
		signed_in(*state, i);
	race(signs_out, starts_or_replies);
	for (i = 0; i < ROUNDS; i++) {
		assert_int_equal(race_result[0][i], 0);
		done = race_result[1][i] == 1;
		if (!done)
			assert_int_equal(
			    race_result[1][i], i % 2 == 0 ? 0 : REPLY_OVER);
		assert_int_equal(shop_number("SELECT COUNT(*) FROM chat WHERE"
					     " visitor_id = %" PRIu64,
				     visitors[i].id),
		    done);
	}
	assert_int_equal(
	    shop_number("SELECT COUNT(*) FROM chat WHERE status <> 'closed'"),
	    0);
}

static int
is_erased(struct db *db, unsigned i)
{
	static const struct actor by = {1, ~UINT64_C(0), ""};
	const struct erasing e = {.by = &by, .visitor = visitors[i].id};

	return visitor_erase(db, &e);
}

/* All that a page says of itself, with the token that it came with; where
 * that opens the record. */
static void
says_all(struct db *db, unsigned i, uint64_t chat, int opens)
{
	const struct visitor *v = &visitors[i];
	const struct acting a = {v->id, v->token, chat, NULL};
	const struct saying s = {
	    .visitor = v->id, .token = v->token, .chat = chat, .text = "Yes"};
	const struct remark_pair is[] = {{"name", "Eve"}, {"plan", "gold"}};
	const unsigned char key[REMARK_KEY] = {1};

	assert_int_equal(visitor_chat_address(db, &a, "e@f.example"), opens);
	assert_int_equal(visitor_chat_say(db, &s), opens ? SAY_DONE : SAY_GONE);
	assert_int_equal(visitor_chat_typing(db, &a, 1), 0);
	assert_int_equal(visitor_chat_person(db, &a), opens);
	assert_int_equal(remark_set(db, v, is, COUNT(is)), opens);
	assert_int_equal(
	    remark_note(db, v, key, &is[1]), opens ? REMARK_DONE : REMARK_OVER);
	assert_int_equal(visitor_chat_end(db, &a), opens);
}

static uint64_t
kept(void)
{
	return shop_number(
	    "SELECT (SELECT COUNT(*) FROM visitor WHERE name <> ''"
	    " OR email <> '') + (SELECT COUNT(*) FROM visitor_attribute)"
	    " + (SELECT COUNT(*) FROM visitor_event)"
	    " + (SELECT COUNT(*) FROM message WHERE text = 'Yes')"
	    " + (SELECT COUNT(*) FROM chat_event WHERE kind = 'address left')");
}

/* Of somebody who is signed in.  Its id. */
static uint64_t
chat_of(struct db *db, unsigned i)
{
	signed_in(db, i);
	assert_int_equal(starts(db, i), 1);
	return shop_number("SELECT MAX(id) FROM chat");
}

static void
nor_is_anything_kept_that_a_page_says_then(void **state)
{
	racer *const ends[] = {signs_out, is_erased};
	uint64_t chat;
	unsigned i;

	for (i = 0; i < COUNT(ends); i++) {
		chat = chat_of(*state, i);
		assert_true(ends[i](*state, i) != -1);
		says_all(*state, i, chat, 0);
		assert_int_equal(kept(), 0);
	}
	chat = chat_of(*state, i);
	says_all(*state, i, chat, 1);
	assert_int_equal(kept(), 6);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, shop_open, shop_close)

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    TEST(what_was_under_way_when_they_signed_out_opens_nothing),
	    TEST(at_the_same_moment_a_chat_is_closed_or_does_not_begin),
	    TEST(nor_is_anything_kept_that_a_page_says_then),
	};

	desk_begin(argc, argv);
	return RUN(tests);
}
