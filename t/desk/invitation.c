/* SPDX-License-Identifier: ISC */
/* invitation.c: an invitation on the visitor's side, and what a reply makes
 * of it: semantics.md section 4. */
#include <inttypes.h>
#include <string.h>

#include "desk/invitation.h"
#include "desk/state.h"
#include "t/desk/shop.h"

static const struct contact NOBODY = {"", "", ""};

static struct reply
reply_of(const struct visitor *v, uint64_t invitation, unsigned char key)
{
	struct reply r = {.visitor = v->id,
	    .token = v->token,
	    .site = v->site,
	    .invitation = invitation,
	    .text = "Yes, please",
	    .contact = &NOBODY};

	r.key[0] = key;
	return r;
}

static struct state *
look(struct db *db, const struct visitor *v, int queued)
{
	static struct state s;
	struct asked ask = {v->id, 0, 0, queued, NULL};

	assert_int_equal(state_read(db, &ask, &s), 1);
	return &s;
}

static int
is_status(uint64_t id, const char *status)
{
	return (int)shop_number("SELECT status = '%s' FROM invitation"
				" WHERE id = %" PRIu64,
	    status, id);
}

static void
it_is_delivered_once_and_waits_where_check_is_off(void **state)
{
	struct visitor v;
	uint64_t id;

	shop_visitor(*state, 1, &v);
	id = shop_invite(&v, 1, NULL);
	assert_int_equal(look(*state, &v, 0)->invitation.id, 0);
	assert_int_equal(look(*state, &v, 1)->invitation.id, id);
	assert_int_equal(invitation_delivered(*state, id, 2), 0);
	assert_true(is_status(id, "queued"));
	assert_int_equal(invitation_delivered(*state, id, 1), 0);
	assert_true(is_status(id, "delivered"));
	assert_int_equal(look(*state, &v, 0)->invitation.id, id);
	assert_string_equal(look(*state, &v, 0)->invitation.operator, "Anna");
}

static void
one_tab_shows_it_until_it_lets_go(void **state)
{
	struct visitor v, other;
	struct claim one, two;

	shop_visitor(*state, 1, &v);
	shop_visitor(*state, 2, &other);
	one = (struct claim){v.id, shop_invite(&v, 1, NULL), 1, 11};
	two = one;
	two.instance = 22;
	assert_int_equal(invitation_claim(*state, &one), 1);
	assert_true(is_status(one.invitation, "seen"));
	assert_int_equal(invitation_claim(*state, &two), 0);
	assert_int_equal(invitation_claim(*state, &one), 1);
	assert_int_equal(invitation_release(*state, &two), 0);
	assert_int_equal(invitation_claim(*state, &two), 0);
	assert_int_equal(invitation_release(*state, &one), 0);
	assert_int_equal(invitation_claim(*state, &two), 1);
	shop_sql("UPDATE invitation SET shown_until = shown_until"
		 " - INTERVAL 10 SECOND;\n");
	assert_int_equal(invitation_claim(*state, &one), 1);
	two.visitor = other.id;
	shop_sql("UPDATE invitation SET shown_until = NULL;\n");
	assert_int_equal(invitation_claim(*state, &two), 0);
	two = one;
	two.version = 2;
	assert_int_equal(invitation_claim(*state, &two), 0);
}

static void
closed_it_stays_closed_and_the_refusal_is_kept(void **state)
{
	struct visitor v, other;
	struct claim c;
	uint64_t id;

	shop_visitor(*state, 1, &v);
	shop_visitor(*state, 2, &other);
	id = shop_invite(&v, 1, NULL);
	assert_int_equal(invitation_close(*state, other.id, id), 0);
	assert_int_equal(invitation_close(*state, v.id, id), 1);
	assert_int_equal(invitation_close(*state, v.id, id), 1);
	assert_true(is_status(id, "closed"));
	assert_int_equal(look(*state, &v, 1)->invitation.id, 0);
	c = (struct claim){v.id, id, 1, 11};
	assert_int_equal(invitation_claim(*state, &c), 0);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM visitor"
				     " WHERE refused_at IS NOT NULL"),
	    1);
}

static void
past_its_time_it_is_expired_when_asked_for(void **state)
{
	struct visitor v;
	uint64_t id;

	shop_visitor(*state, 1, &v);
	id = shop_invite(&v, 1, "expires_at = NOW(3) - INTERVAL 1 SECOND");
	assert_int_equal(look(*state, &v, 1)->invitation.id, 0);
	assert_true(look(*state, &v, 1)->lapsed);
	assert_int_equal(invitation_close(*state, v.id, id), 1);
	assert_true(is_status(id, "queued"));
	assert_int_equal(invitation_expire(*state, v.id), 0);
	assert_true(is_status(id, "expired"));
}

/* What stands in the invitation and of the sender, and whose the chat is. */
static const struct {
	const char *what;
	const char *invitation;
	const char *anna;
	unsigned owner;
	const char *status;
	const char *last_event;
} CASES[] = {
    {"not ticked: nobody's", "assign_me = 0", "last_seen_at = NOW(3)", 0,
	"pending", "replied"},
    {"ticked: offered to the sender", "assign_me = 1", "online = 1", 1,
	"pending", "offered"},
    {"... offline", "assign_me = 1", "online = 0", 1, "pending", "offered"},
    {"... invisible", "assign_me = 1", "visible = 0", 1, "pending", "offered"},
    {"... takes automatically and is signed in", "assign_me = 1",
	"auto_accept = 1, email = 'session'", 1, "active",
	"accepted automatically"},
    {"... takes automatically, invisible and offline", "assign_me = 1",
	"auto_accept = 1, email = 'session', online = 0, visible = 0", 1,
	"active", "accepted automatically"},
    {"... takes automatically but was last heard too long ago", "assign_me = 1",
	"auto_accept = 1, email = 'old'", 1, "pending", "offered"},
    {"... takes automatically but has signed out", "assign_me = 1",
	"auto_accept = 1, email = 'ended'", 1, "pending", "offered"},
    {"... disabled meanwhile: as if not ticked", "assign_me = 1",
	"disabled = 1, auto_accept = 1, email = 'session'", 0, "pending",
	"sender disabled"},
};

/* A session for who says so in the e-mail column of this test. */
static void
sessions(void)
{
	desk_sql("DELETE FROM session;\n"
		 "INSERT INTO session (token_hash, operator_id, address, agent,"
		 " seen_at, ended_at) SELECT UNHEX(SHA2(id, 256)), id, '', '',"
		 " NOW(3) - INTERVAL IF(email = 'old', 121, 100) SECOND,"
		 " IF(email = 'ended', NOW(3), NULL) FROM operator"
		 " WHERE email IS NOT NULL;\n");
}

static void
the_reply_is_whose_the_options_say(void **state)
{
	struct visitor v;
	struct reply r;
	unsigned i;

	for (i = 0; i < COUNT(CASES); i++) {
		shop_sql("UPDATE operator SET disabled = 0, online = 1,"
			 " visible = 1, auto_accept = 0, email = NULL;\n"
			 "UPDATE operator SET %s WHERE id = 1;\n",
		    CASES[i].anna);
		sessions();
		shop_visitor(*state, 100 + i, &v);
		r = reply_of(&v, shop_invite(&v, 1, CASES[i].invitation), 9);
		assert_int_equal(invitation_reply(*state, &r), REPLY_DONE);
		if (shop_number("SELECT COALESCE(owner_id, 0) = %u AND status ="
				" '%s' AND pending_at IS NOT NULL AND"
				" offer_until IS NULL AND begun_by ="
				" 'invitation' FROM chat WHERE id = %" PRIu64,
			CASES[i].owner, CASES[i].status, r.chat) != 1)
			fail_msg("%s", CASES[i].what);
		if (shop_number("SELECT kind = '%s' FROM chat_event WHERE"
				" chat_id = %" PRIu64 " ORDER BY id DESC"
				" LIMIT 1",
			CASES[i].last_event, r.chat) != 1)
			fail_msg("%s: not \"%s\"", CASES[i].what,
			    CASES[i].last_event);
	}
}

static void
a_reply_makes_one_chat_with_both_lines_in_order(void **state)
{
	struct visitor v;
	struct reply r;
	struct state *s;
	uint64_t id, chat;

	shop_visitor(*state, 1, &v);
	id = shop_invite(&v, 1, "assign_me = 1");
	r = reply_of(&v, id, 9);
	assert_int_equal(invitation_reply(*state, &r), REPLY_DONE);
	chat = r.chat;
	r.chat = 0;
	assert_int_equal(invitation_reply(*state, &r), REPLY_DONE);
	assert_int_equal(r.chat, chat);
	assert_true(is_status(id, "replied"));
	s = look(*state, &v, 1);
	assert_int_equal(s->invitation.id, 0);
	assert_int_equal(s->chat.id, chat);
	assert_int_equal(s->nlines, 2);
	assert_string_equal(s->lines[0].text, "May I help?");
	assert_string_equal(s->lines[0].name, "Anna");
	assert_string_equal(s->lines[1].text, "Yes, please");
	assert_string_equal(s->lines[1].who, "visitor");
	assert_null(s->chat.operator);
	assert_int_equal(
	    shop_number("SELECT chat_id = %" PRIu64 " FROM invitation", chat),
	    1);
}

static const char *const ENDED[] = {
    "status = 'closed', ended_at = NOW(3)",
    "status = 'revoked', ended_at = NOW(3)",
    "status = 'expired', ended_at = NOW(3)",
    "expires_at = NOW(3) - INTERVAL 1 SECOND",
};

static void
a_reply_that_comes_too_late_is_an_ordinary_chat(void **state)
{
	struct visitor v;
	struct reply r;
	uint64_t id;
	unsigned i;

	for (i = 0; i < COUNT(ENDED); i++) {
		shop_visitor(*state, 50 + i, &v);
		id = shop_invite(&v, 1, "assign_me = 1");
		shop_sql("UPDATE invitation SET %s WHERE id = %" PRIu64 ";\n",
		    ENDED[i], id);
		r = reply_of(&v, id, 9);
		assert_int_equal(invitation_reply(*state, &r), REPLY_DONE);
		assert_int_equal(invitation_reply(*state, &r), REPLY_DONE);
		assert_int_equal(
		    shop_number("SELECT owner_id IS NULL AND status = 'pending'"
				" AND begun_by = 'visitor' AND last_seq = 1"
				" FROM chat WHERE id = %" PRIu64,
			r.chat),
		    1);
		assert_int_equal(
		    shop_number("SELECT chat_id = %" PRIu64 " AND status IN"
				" ('closed', 'revoked', 'expired')"
				" FROM invitation WHERE id = %" PRIu64,
			r.chat, id),
		    1);
		assert_int_equal(
		    shop_number("SELECT COUNT(*) FROM chat_event"
				" WHERE kind = 'replied late' AND other_id = 1"
				" AND chat_id = %" PRIu64,
			r.chat),
		    1);
	}
}

static void
a_late_reply_told_again_after_the_chat_has_ended_is_there_once(void **state)
{
	struct visitor v;
	struct reply r;
	uint64_t id;

	shop_visitor(*state, 1, &v);
	id = shop_invite(&v, 1, NULL);
	r = reply_of(&v, id, 1);
	assert_int_equal(invitation_reply(*state, &r), REPLY_DONE);
	r = reply_of(&v, id, 2);
	assert_int_equal(invitation_reply(*state, &r), REPLY_DONE);
	shop_sql("UPDATE chat SET status = 'closed', closed_at = NOW(3);\n");
	assert_int_equal(invitation_reply(*state, &r), REPLY_DONE);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM chat"), 1);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM message"), 3);
}

static void
what_is_required_comes_first(void **state)
{
	struct contact known = {"Eve", "eve@shop.example", ""};
	struct visitor v;
	struct reply r;

	shop_visitor(*state, 1, &v);
	r = reply_of(&v,
	    shop_invite(&v, 1,
		"require_name = 1, require_email = 1, require_phone = 1"),
	    9);
	assert_int_equal(invitation_reply(*state, &r), REPLY_FIELDS);
	assert_int_equal(
	    r.missing, REQUIRE_NAME | REQUIRE_EMAIL | REQUIRE_PHONE);
	r.contact = &known;
	assert_int_equal(invitation_reply(*state, &r), REPLY_FIELDS);
	assert_int_equal(r.missing, REQUIRE_PHONE);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM chat"), 0);
	assert_int_equal(
	    shop_number("SELECT COUNT(*) FROM visitor WHERE name <> ''"), 0);
	known.phone = "0123";
	assert_int_equal(invitation_reply(*state, &r), REPLY_DONE);
	assert_int_equal(shop_number("SELECT name = 'Eve' AND phone = '0123'"
				     " FROM visitor"),
	    1);
}

static void
nobody_replies_to_what_is_not_theirs(void **state)
{
	struct visitor v, other;
	struct reply r;

	shop_visitor(*state, 1, &v);
	shop_visitor(*state, 2, &other);
	r = reply_of(&other, shop_invite(&v, 1, NULL), 9);
	assert_int_equal(invitation_reply(*state, &r), REPLY_GONE);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM chat"), 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, shop_open, shop_close)

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    TEST(it_is_delivered_once_and_waits_where_check_is_off),
	    TEST(one_tab_shows_it_until_it_lets_go),
	    TEST(closed_it_stays_closed_and_the_refusal_is_kept),
	    TEST(past_its_time_it_is_expired_when_asked_for),
	    TEST(the_reply_is_whose_the_options_say),
	    TEST(a_reply_makes_one_chat_with_both_lines_in_order),
	    TEST(a_reply_that_comes_too_late_is_an_ordinary_chat),
	    TEST(
		a_late_reply_told_again_after_the_chat_has_ended_is_there_once),
	    TEST(what_is_required_comes_first),
	    TEST(nobody_replies_to_what_is_not_theirs),
	};

	desk_begin(argc, argv);
	return RUN(tests);
}
