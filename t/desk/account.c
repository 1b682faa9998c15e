/* SPDX-License-Identifier: ISC */
/* account.c: one's own account: passwords, and whose sessions end. */
#include <string.h>

#include "desk/account.h"
#include "desk/own.h"
#include "desk/session.h"
#include "desk/staff.h"
#include "t/desk/shop.h"

enum {
	BEN = 2
};

static const struct actor anna = {1, UINT64_MAX, "192.0.2.9"};

static void
sign_in(unsigned char first)
{
	shop_sql("INSERT INTO session (token_hash, operator_id, address, agent)"
		 " VALUES (RPAD(CHAR(%u), 32, 'x'), 2, '', '');\n",
	    first);
}

static uint64_t
sessions(void)
{
	return shop_number("SELECT COUNT(*) FROM session"
			   " WHERE operator_id = 2 AND ended_at IS NULL");
}

static void
who_is_disabled_or_reset_is_signed_out(void **state)
{
	const struct actor ben = {BEN, 0, ""};
	struct operator op = {.id = BEN};
	struct staff s;

	desk_sql("DELETE FROM session;\n");
	sign_in('a');
	sign_in('b');
	memset(op.session, 'x', sizeof(op.session));
	op.session[0] = 'a';
	op.login = (char *)"ben";
	assert_int_equal(own_password(*state, &ben, &op, "?"), CHANGE_DONE);
	assert_int_equal(sessions(), 1);
	assert_int_equal(shop_number("SELECT token_hash LIKE 'a%%' FROM session"
				     " WHERE ended_at IS NULL"),
	    1);
	assert_int_equal(staff_password(*state, &anna, BEN, "!"), CHANGE_DONE);
	assert_int_equal(sessions(), 0);
	sign_in('c');
	assert_int_equal(staff_get(*state, BEN, &s), 1);
	s.disabled = 1;
	assert_int_equal(staff_save(*state, &anna, &s), CHANGE_DONE);
	assert_int_equal(sessions(), 0);
}

static const struct {
	const char *password;
	int fits;
} PASSWORDS[] = {
    {"", 0},
    {"123456789", 0},
    {"1234567890", 1},
    {"aaaaaaaaaa", 1},
    {"\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4", 0}, /* six */
    {"correct horse", 1},
    {"a\x01"
     "bcdefghijk",
	0},
};

static void
a_password_is_long_and_nothing_else(void **state)
{
	char longest[ACCOUNT_PASSWORD_MAX + 2];
	unsigned i;

	(void)state;
	for (i = 0; i < COUNT(PASSWORDS); i++)
		assert_int_equal(account_password_ok(PASSWORDS[i].password),
		    PASSWORDS[i].fits);
	memset(longest, 'a', sizeof(longest));
	longest[ACCOUNT_PASSWORD_MAX + 1] = '\0';
	assert_false(account_password_ok(longest));
	longest[ACCOUNT_PASSWORD_MAX] = '\0';
	assert_true(account_password_ok(longest));
}

static void
an_account_changes_once(void **state)
{
	const struct actor ben = {BEN, 0, ""};
	struct own own = {
	    .name = "Benjamin", .email = "", .languages = "", .auto_accept = 1};
	struct staff s;

	assert_int_equal(staff_get(*state, BEN, &s), 1);
	desk_sql("DELETE FROM audit;\n");
	assert_int_equal(own_save(*state, &ben, &own), CHANGE_DONE);
	assert_int_equal(own_save(*state, &ben, &own), CHANGE_DONE);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM audit"), 1);
	s.disabled = 1;
	assert_int_equal(staff_save(*state, &anna, &s), CHANGE_STALE);
	assert_int_equal(own_state(*state, &ben, 0, -1), CHANGE_DONE);
	assert_int_equal(own_state(*state, &ben, -1, 0), CHANGE_DONE);
	assert_int_equal(own_state(*state, &ben, 1, -1), CHANGE_DONE);
	assert_int_equal(shop_number("SELECT online AND NOT visible AND"
				     " auto_accept AND NOT sound FROM operator"
				     " WHERE id = %d",
			     BEN),
	    1);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, shop_open, shop_close)

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    TEST(who_is_disabled_or_reset_is_signed_out),
	    TEST(an_account_changes_once),
	    cmocka_unit_test(a_password_is_long_and_nothing_else),
	};

	desk_begin(argc, argv);
	return RUN(tests);
}
