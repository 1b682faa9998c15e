/* SPDX-License-Identifier: ISC */
/* identity.c: who is believed to be signed in, and what is not. */
#include <stdio.h>
#include <string.h>

#include "desk/identity.h"
#include "lib/text.h"
#include "t/unit/unit.h"

#define SITE "shopshopshopshop"
#define OLD "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define NEW "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210"
#define ZEROS "0000000000000000000000000000000000000000000000000000000000000000"
#define NOW 1700000000U
/* Made with Python's hmac. */
#define ELSEWHERE \
	"22a976fff053c4c6d544ed006847e674" \
	"e5bf7114ab90bf95615bc9e6f0e49d5b"

/* What a site's server would write. */
static const char *
claim(const char *secret, const char *site, const char *user, unsigned at)
{
	static char text[1000];
	char message[1000], hex[2 * TOKEN_HASH + 1];
	unsigned char mac[TOKEN_HASH];

	(void)snprintf(message, sizeof(message), "beckon-user\n%s\n%s\n%u",
	    site, user, at);
	token_hmac(secret, message, mac);
	text_hex(hex, mac, sizeof(mac));
	(void)snprintf(text, sizeof(text), "%s:%u:%s", user, at, hex);
	return text;
}

/* -1 where it is no claim at all. */
static int
judged(const char *text)
{
	const struct identity_by by = {SITE, {NEW, OLD}, 2, NOW};
	struct identity id;

	if (identity_read(text, &id) == -1)
		return -1;
	return identity_judge(&id, &by);
}

static void
what_other_programs_sign_is_understood(void **state)
{
	unsigned char mac[TOKEN_HASH];
	char hex[2 * TOKEN_HASH + 1];

	(void)state;
	token_hmac("Jefe", "what do ya want for nothing?", mac);
	text_hex(hex, mac, sizeof(mac));
	assert_string_equal(hex, "5bdcc146bf60754e6a042426089575c7"
				 "5a003f089d2739839dec58b964ec3843");
	assert_int_equal(
	    judged("anna@shop.example:1700000000:" ELSEWHERE), IDENTITY_GOOD);
}

static void
two_secrets_live_while_one_takes_the_others_place(void **state)
{
	(void)state;
	assert_int_equal(judged(claim(NEW, SITE, "7", NOW)), IDENTITY_GOOD);
	assert_int_equal(judged(claim(OLD, SITE, "7", NOW)), IDENTITY_GOOD);
	assert_int_equal(judged(claim(ZEROS, SITE, "7", NOW)), IDENTITY_BAD);
}

static void
a_claim_is_good_for_a_day(void **state)
{
	static const struct {
		unsigned at;
		int is;
	} table[] = {
	    {NOW, IDENTITY_GOOD},
	    {NOW - IDENTITY_OLD, IDENTITY_GOOD},
	    {NOW - IDENTITY_OLD - 1, IDENTITY_STALE},
	    {NOW + IDENTITY_AHEAD, IDENTITY_GOOD},
	    {NOW + IDENTITY_AHEAD + 1, IDENTITY_STALE},
	    {0, IDENTITY_STALE},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(table) / sizeof(*table); i++)
		assert_int_equal(
		    judged(claim(NEW, SITE, "7", table[i].at)), table[i].is);
}

static void
any_id_that_a_site_may_have_is_taken(void **state)
{
	static const char *const users[] = {"7", "anna@shop.example", "a:b:c",
	    "1:2", "<b>&\"'", "\xe2\x82\xac \xf0\x9f\x98\x80", ":"};
	char most[IDENTITY_USER + 1];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(users) / sizeof(*users); i++)
		assert_int_equal(
		    judged(claim(NEW, SITE, users[i], NOW)), IDENTITY_GOOD);
	memset(most, 'x', IDENTITY_USER);
	most[IDENTITY_USER] = '\0';
	assert_int_equal(judged(claim(NEW, SITE, most, NOW)), IDENTITY_GOOD);
}

static void
nothing_else_is_a_claim(void **state)
{
	static const char *const bad[] = {"", ":", "::", "7", "7:1",
	    "7:1:" ZEROS "0", "7:1:" ZEROS ":", "7:1: " ZEROS, ":1:" ZEROS,
	    "7::" ZEROS, "7:-1:" ZEROS, "7:+1:" ZEROS, "7:1 :" ZEROS,
	    "7:1e9:" ZEROS, "7:1234567890123:" ZEROS, " 7:1:" ZEROS,
	    "7 :1:" ZEROS, "7\n8:1:" ZEROS, "7\t8:1:" ZEROS, "7:1:x" ZEROS,
	    "7:1:" ZEROS "\n", ZEROS, "7;1;" ZEROS};
	char more[IDENTITY_USER + 2 + 4 + 64 + 1];
	struct identity id;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_int_equal(identity_read(bad[i], &id), -1);
	memset(more, 'x', IDENTITY_USER + 1);
	(void)snprintf(more + IDENTITY_USER + 1,
	    sizeof(more) - IDENTITY_USER - 1, ":1:%s", ZEROS);
	assert_int_equal(identity_read(more, &id), -1);
}

/* Whatever of a good claim is changed, it is good no longer. */
static void
what_is_signed_is_all_of_it(void **state)
{
	char text[200];
	size_t i, n;
	int is;

	(void)state;
	n = strlen(claim(NEW, SITE, "anna", NOW));
	for (i = 0; i < n; i++) {
		(void)snprintf(
		    text, sizeof(text), "%s", claim(NEW, SITE, "anna", NOW));
		text[i] = text[i] == '1' ? '2' : '1';
		is = judged(text);
		assert_true(is == -1 || is == IDENTITY_BAD);
	}
	assert_int_equal(
	    judged(claim(NEW, "otherotherother1", "anna", NOW)), IDENTITY_BAD);
	/* The same bytes cut in another place. */
	assert_int_equal(judged(claim(NEW, SITE, "a\n1", NOW)), -1);
}

static void
without_a_secret_nobody_is_signed_in(void **state)
{
	const struct identity_by none = {SITE, {NULL, NULL}, 0, NOW};
	struct identity id;

	(void)state;
	assert_int_equal(identity_read(claim("", SITE, "7", NOW), &id), 0);
	assert_int_equal(identity_judge(&id, &none), IDENTITY_BAD);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_other_programs_sign_is_understood),
	    cmocka_unit_test(two_secrets_live_while_one_takes_the_others_place),
	    cmocka_unit_test(a_claim_is_good_for_a_day),
	    cmocka_unit_test(any_id_that_a_site_may_have_is_taken),
	    cmocka_unit_test(nothing_else_is_a_claim),
	    cmocka_unit_test(what_is_signed_is_all_of_it),
	    cmocka_unit_test(without_a_secret_nobody_is_signed_in),
	};

	return cmocka_run_group_tests_name("identity", tests, NULL, NULL);
}
