/* SPDX-License-Identifier: ISC */
/* session.c: signing in, who is signed in, and how guessing is slowed. */
#include <stdio.h>
#include <string.h>

#include "lib/passwd.h"
#include "desk/permission.h"
#include "desk/session.h"
#include "t/desk/shop.h"

static const char RIGHT[] = "correct horse";

/* Anna's password, and nobody's failures. */
static int
open_office(void **state)
{
	char hash[PASSWD_HASH];

	shop_open(state);
	assert_int_equal(passwd_cost("min"), 0);
	assert_int_equal(passwd_hash(RIGHT, hash), 0);
	shop_sql("DELETE FROM signin_failure;\nDELETE FROM audit;\n"
		 "UPDATE operator SET password = '%s';\n"
		 "INSERT INTO operator_role (operator_id, role_id)"
		 " VALUES (1, 1), (2, 2);\n",
	    hash);
	return 0;
}

static int
try_from(struct db *db, struct signin *in, const char *login,
    const char *password, const char *address)
{
	*in = (struct signin){.login = login,
	    .password = password,
	    .address = address,
	    .agent = "Firefox"};
	return session_begin(db, in);
}

static int
try(struct db *db, const char *login, const char *password)
{
	struct signin in;

	return try_from(db, &in, login, password, "192.0.2.1");
}

static int
whose(struct db *db, const struct signin *in, struct operator* op)
{
	unsigned char hash[TOKEN_HASH];

	token_hash(in->token, hash);
	return session_find(
	    db, hash, &(struct session_life){.hours = 12, .days = 30}, op);
}

static void
the_right_password_opens_a_session(void **state)
{
	struct signin in;
	struct operator op;

	assert_int_equal(try_from(*state, &in, "anna", RIGHT, "192.0.2.1"), 1);
	assert_int_equal(strlen(in.token), TOKEN_TEXT);
	assert_int_equal(whose(*state, &in, &op), 1);
	assert_int_equal(op.id, 1);
	assert_string_equal(op.login, "anna");
	assert_string_equal(op.name, "Anna");
	assert_true(op.sees_all);
	assert_int_equal(op.may, permission_bits("*,*"));
	assert_int_equal(
	    shop_number("SELECT COUNT(*) FROM audit WHERE what = 'signin'"
			" AND operator_id = 1"),
	    1);
}

static void
an_operator_has_what_their_roles_give(void **state)
{
	struct signin in;
	struct operator op;

	assert_int_equal(try_from(*state, &in, "ben", RIGHT, "192.0.2.1"), 1);
	assert_int_equal(whose(*state, &in, &op), 1);
	assert_false(op.sees_all);
	assert_true(operator_may(&op, MAY_SEND));
	assert_false(operator_may(&op, MAY_MANAGE_OPERATORS));
	desk_sql("INSERT INTO role_permission VALUES"
		 " (2, 'lhchat', 'sees_all_online_visitors');\n");
	assert_int_equal(whose(*state, &in, &op), 1);
	assert_true(op.sees_all);
	desk_sql("DELETE FROM role_permission WHERE role_id = 2"
		 " AND function = 'sees_all_online_visitors';\n");
}

/* What is done to the session or its operator, and who is found then. */
static const struct {
	const char *done;
	int found;
} ENDS[] = {
    {"UPDATE session SET ended_at = NOW(3)", 0},
    {"UPDATE session SET seen_at = NOW(3) - INTERVAL 13 HOUR", 0},
    {"UPDATE session SET seen_at = NOW(3) - INTERVAL 11 HOUR", 1},
    {"UPDATE session SET created_at = NOW(3) - INTERVAL 31 DAY", 0},
    {"UPDATE session SET created_at = NOW(3) - INTERVAL 29 DAY", 1},
    {"UPDATE operator SET disabled = 1", 0},
    {"DELETE FROM session", 0},
};

static void
a_session_ends(void **state)
{
	struct signin in;
	struct operator op;
	unsigned i;

	for (i = 0; i < COUNT(ENDS); i++) {
		assert_int_equal(
		    try_from(*state, &in, "anna", RIGHT, "192.0.2.1"), 1);
		shop_sql("%s;\n", ENDS[i].done);
		if (whose(*state, &in, &op) != ENDS[i].found)
			fail_msg("%s", ENDS[i].done);
		desk_sql("UPDATE operator SET disabled = 0;\n");
	}
}

static void
signing_out_ends_this_session_only(void **state)
{
	struct signin first, second;
	struct operator op;

	assert_int_equal(try_from(*state, &first, "anna", RIGHT, "::1"), 1);
	assert_int_equal(try_from(*state, &second, "anna", RIGHT, "::1"), 1);
	assert_int_equal(whose(*state, &first, &op), 1);
	assert_int_equal(session_end(*state, &op), 0);
	assert_int_equal(whose(*state, &first, &op), 0);
	assert_int_equal(whose(*state, &second, &op), 1);
}

static void
a_request_is_noted_every_20_seconds(void **state)
{
	struct signin in;
	struct operator op;
	uint64_t trips;

	assert_int_equal(try_from(*state, &in, "anna", RIGHT, "::1"), 1);
	assert_int_equal(whose(*state, &in, &op), 1);
	trips = db_trips(*state);
	assert_int_equal(whose(*state, &in, &op), 1);
	assert_int_equal(db_trips(*state), trips + 1);
	desk_sql("UPDATE session SET seen_at = NOW(3) - INTERVAL 21 SECOND;\n"
		 "UPDATE operator SET last_seen_at = NULL;\n");
	assert_int_equal(whose(*state, &in, &op), 1);
	assert_int_equal(
	    desk_number("SELECT last_seen_at > NOW(3) - INTERVAL 5 SECOND"
			" FROM operator WHERE id = 1"),
	    1);
}

static void
wrong_ones_are_refused_alike(void **state)
{
	assert_int_equal(try(*state, "anna", "wrong"), 0);
	assert_int_equal(try(*state, "nobody", RIGHT), 0);
	desk_sql("UPDATE operator SET disabled = 1 WHERE id = 2;\n");
	assert_int_equal(try(*state, "ben", RIGHT), 0);
	assert_int_equal(desk_number("SELECT COUNT(*) FROM session"), 0);
	assert_int_equal(
	    desk_number("SELECT COUNT(*) FROM audit"
			" WHERE what = 'signin wrong' AND detail = ''"),
	    3);
}

/* The delay grows, is never a lock, and holds for the right one too. */
static void
guessing_is_slowed(void **state)
{
	struct signin in;
	int i, before = 0;

	for (i = 0; i < 3; i++)
		assert_int_equal(try(*state, "anna", "wrong"), 0);
	for (i = 0; i < 8; i++) {
		assert_int_equal(try(*state, "Anna", "wrong"), 0);
		assert_int_equal(
		    try_from(*state, &in, "anna", RIGHT, "192.0.2.1"), 2);
		assert_true(in.wait >= before && in.wait >= 1);
		assert_true(in.wait <= 60);
		before = in.wait;
		desk_sql("UPDATE signin_failure SET until_at = NOW(3);\n");
	}
	assert_true(before > 30);
	assert_int_equal(try(*state, "anna", RIGHT), 1);
	assert_int_equal(try(*state, "anna", "wrong"), 0);
	assert_int_equal(try(*state, "anna", RIGHT), 1);
}

/*
 * Whoever guesses, from however many places, delays those only who guess too.
 * An IPv6 network is one place.
 */
static void
a_stranger_keeps_nobody_out(void **state)
{
	struct signin in;
	char from[40];
	int i;

	for (i = 0; i < 60; i++) {
		snprintf(from, sizeof(from), "198.51.100.%d", i % 30);
		assert_int_not_equal(
		    try_from(*state, &in, "anna", "wrong", from), 1);
		desk_sql("UPDATE signin_failure SET until_at = NOW(3)"
			 " + INTERVAL 20 SECOND WHERE until_at > NOW(3);\n");
	}
	assert_int_equal(
	    try_from(*state, &in, "anna", RIGHT, "198.51.100.1"), 2);
	assert_int_equal(try_from(*state, &in, "anna", RIGHT, "192.0.2.9"), 1);
}

/* The delay that others cause ends soon, even for who erred once. */
static void
others_failures_delay_shortly(void **state)
{
	struct signin in;
	char from[40];
	int i;

	for (i = 0; i < 40; i++) {
		snprintf(from, sizeof(from), "198.51.100.%d", i);
		assert_int_equal(
		    try_from(*state, &in, "anna", "wrong", from), 0);
	}
	assert_int_equal(try_from(*state, &in, "anna", "oops", "192.0.2.9"), 0);
	assert_int_equal(try_from(*state, &in, "anna", RIGHT, "192.0.2.9"), 2);
	assert_in_range(in.wait, 1, 10);
}

static void
an_ipv6_network_is_one_place(void **state)
{
	struct signin in;
	char from[40];
	int i;

	for (i = 0; i < 4; i++) {
		snprintf(from, sizeof(from), "2001:db8:1:2::%d", i + 1);
		assert_int_equal(
		    try_from(*state, &in, "anna", "wrong", from), 0);
	}
	assert_int_equal(
	    try_from(*state, &in, "anna", RIGHT, "2001:db8:1:2:ffff::9"), 2);
	assert_int_equal(
	    try_from(*state, &in, "anna", RIGHT, "2001:db8:1:3::1"), 1);
}

static void
one_address_cannot_try_many_accounts(void **state)
{
	struct signin in;
	char login[16];
	int i;

	for (i = 0; i < 21; i++) {
		snprintf(login, sizeof(login), "guess%d", i);
		assert_int_equal(try(*state, login, "wrong"), 0);
	}
	assert_int_equal(try(*state, "anna", RIGHT), 2);
	assert_int_equal(try_from(*state, &in, "anna", RIGHT, "192.0.2.2"), 1);
}

/* An hour of peace forgets. */
static void
failures_are_forgotten(void **state)
{
	int i;

	for (i = 0; i < 4; i++)
		assert_int_equal(try(*state, "anna", "wrong"), 0);
	desk_sql("UPDATE signin_failure"
		 " SET until_at = NOW(3) - INTERVAL 61 MINUTE;\n");
	assert_int_equal(try(*state, "anna", "wrong"), 0);
	assert_int_equal(try(*state, "anna", RIGHT), 1);
}

static void
any_agent_can_sign_in(void **state)
{
	char agent[2000];
	struct signin in = {.login = "anna",
	    .password = RIGHT,
	    .address = "::1",
	    .agent = agent};
	int i;

	for (i = 0; i + 2 < (int)sizeof(agent); i += 2)
		memcpy(agent + i, "\xc3\xa4", 3);
	assert_int_equal(session_begin(*state, &in), 1);
	agent[700] = '\0';
	assert_int_equal(session_begin(*state, &in), 1);
	agent[1] = '\0';
	assert_int_equal(session_begin(*state, &in), 1);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_office, shop_close)

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    TEST(the_right_password_opens_a_session),
	    TEST(an_operator_has_what_their_roles_give),
	    TEST(a_session_ends),
	    TEST(signing_out_ends_this_session_only),
	    TEST(a_request_is_noted_every_20_seconds),
	    TEST(wrong_ones_are_refused_alike),
	    TEST(guessing_is_slowed),
	    TEST(a_stranger_keeps_nobody_out),
	    TEST(others_failures_delay_shortly),
	    TEST(an_ipv6_network_is_one_place),
	    TEST(one_address_cannot_try_many_accounts),
	    TEST(failures_are_forgotten),
	    TEST(any_agent_can_sign_in),
	};

	desk_begin(argc, argv);
	return RUN(tests);
}
