/* SPDX-License-Identifier: ISC */
/* passwd.c: passwords are kept as argon2id and nobody learns who exists. */
#include <string.h>
#include <time.h>

#include "lib/passwd.h"
#include "t/unit/unit.h"

static double
seconds(const char *hash, const char *password)
{
	struct timespec a, b;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
	(void)passwd_verify(hash, password);
	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
	return (double)(b.tv_sec - a.tv_sec) +
	       (double)(b.tv_nsec - a.tv_nsec) / 1e9;
}

static const struct {
	const char *kept, *typed;
	int right;
} WORDS[] = {
    {"correct horse", "correct horse", 1},
    {"correct horse", "correct horsf", 0},
    {"correct horse", "correct horse ", 0},
    {"correct horse", "", 0},
    {"", "", 1},
    {"", "x", 0},
    {"\xc3\xa9t\xc3\xa9", "\xc3\xa9t\xc3\xa9", 1},
    {"\xc3\xa9t\xc3\xa9", "ete", 0},
};

static void
only_the_right_password_opens(void **state)
{
	char hash[PASSWD_HASH];
	size_t i;

	(void)state;
	assert_int_equal(passwd_cost("min"), 0);
	for (i = 0; i < COUNT(WORDS); i++) {
		assert_int_equal(passwd_hash(WORDS[i].kept, hash), 0);
		assert_int_equal(strncmp(hash, "$argon2id$", 10), 0);
		assert_int_equal(
		    passwd_verify(hash, WORDS[i].typed), WORDS[i].right);
	}
}

static void
a_broken_hash_opens_nothing(void **state)
{
	static const char *const broken[] = {"", "x", "$argon2id$",
	    "$argon2id$v=19$m=8,t=1,p=1$$", "$2b$12$abc", "correct horse"};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(broken); i++)
		assert_int_equal(passwd_verify(broken[i], "correct horse"), 0);
}

static void
the_same_password_is_kept_differently(void **state)
{
	char one[PASSWD_HASH], two[PASSWD_HASH];

	(void)state;
	assert_int_equal(passwd_hash("x", one), 0);
	assert_int_equal(passwd_hash("x", two), 0);
	assert_string_not_equal(one, two);
}

static void
an_unknown_account_takes_as_long(void **state)
{
	char hash[PASSWD_HASH];
	double known, unknown;

	(void)state;
	assert_int_equal(passwd_cost("interactive"), 0);
	assert_int_equal(passwd_verify(NULL, "x"), 0);
	assert_int_equal(passwd_hash("x", hash), 0);
	assert_non_null(strstr(hash, "m=65536,t=2,p=1"));
	known = seconds(hash, "y");
	unknown = seconds(NULL, "y");
	assert_true(known > 0.005);
	assert_true(unknown > known / 3 && unknown < known * 3);
}

static void
only_two_costs_have_names(void **state)
{
	(void)state;
	assert_int_equal(passwd_cost(""), -1);
	assert_int_equal(passwd_cost("cheap"), -1);
}

static void
a_first_password_is_readable(void **state)
{
	char one[PASSWD_RANDOM], two[PASSWD_RANDOM];

	(void)state;
	passwd_random(one);
	passwd_random(two);
	assert_int_equal(strlen(one), PASSWD_RANDOM - 1);
	assert_string_not_equal(one, two);
	assert_int_equal(
	    strspn(one, "abcdefghjkmnpqrstuvwxyz23456789"), PASSWD_RANDOM - 1);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(only_the_right_password_opens),
	    cmocka_unit_test(a_broken_hash_opens_nothing),
	    cmocka_unit_test(the_same_password_is_kept_differently),
	    cmocka_unit_test(an_unknown_account_takes_as_long),
	    cmocka_unit_test(only_two_costs_have_names),
	    cmocka_unit_test(a_first_password_is_readable),
	};

	return RUN(tests);
}
