/* SPDX-License-Identifier: ISC */
/* token.c: what is minted, and what is believed. */
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/text.h"
#include "lib/token.h"
#include "t/unit/unit.h"

#define KEY_A "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
#define KEY_B "ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100"
#define NONCE ((const unsigned char *)"0123456789abcdef")

static struct keys
keys_of(const char *first, const char *second)
{
	struct keys k = {.n = 0};

	assert_int_equal(text_unhex(first, k.key[k.n++], TOKEN_KEY), 0);
	if (second != NULL)
		assert_int_equal(
		    text_unhex(second, k.key[k.n++], TOKEN_KEY), 0);
	return k;
}

static void
the_same_contact_gets_the_same_token(void **state)
{
	struct keys a = keys_of(KEY_A, NULL), b = keys_of(KEY_B, NULL);
	char one[TOKEN_TEXT + 1], two[TOKEN_TEXT + 1];

	(void)state;
	token_mint(&a, 7, NONCE, 16, one);
	assert_int_equal(strlen(one), TOKEN_TEXT);
	token_mint(&a, 7, NONCE, 16, two);
	assert_string_equal(one, two);
	token_mint(&a, 8, NONCE, 16, two);
	assert_string_not_equal(one, two);
	token_mint(&a, 7, NONCE + 1, 15, two);
	assert_string_not_equal(one, two);
	token_mint(&b, 7, NONCE, 16, two);
	assert_string_not_equal(one, two);
}

static void
what_we_minted_is_known_with_either_key(void **state)
{
	struct keys a = keys_of(KEY_A, NULL), b = keys_of(KEY_B, NULL);
	struct keys both = keys_of(KEY_B, KEY_A), none = {.n = 0};
	unsigned char hash[TOKEN_HASH], other[TOKEN_HASH];
	char text[TOKEN_TEXT + 1];

	(void)state;
	token_mint(&a, 7, NONCE, 16, text);
	assert_int_equal(token_check(&a, text, hash), 1);
	token_hash(text, other);
	assert_memory_equal(hash, other, TOKEN_HASH);
	assert_int_equal(token_check(&both, text, hash), 1);
	assert_int_equal(token_check(&b, text, hash), 0);
	assert_int_equal(token_check(&none, text, hash), 0);
}

static void
any_changed_digit_is_noticed(void **state)
{
	struct keys a = keys_of(KEY_A, NULL);
	unsigned char hash[TOKEN_HASH];
	char text[TOKEN_TEXT + 2];
	int i;

	(void)state;
	token_mint(&a, 7, NONCE, 16, text);
	for (i = 0; i < TOKEN_TEXT; i++) {
		text[i] = text[i] == '0' ? '1' : '0';
		assert_int_equal(token_check(&a, text, hash), 0);
		token_mint(&a, 7, NONCE, 16, text);
	}
	for (i = 0; i < TOKEN_TEXT; i++)
		if (text[i] >= 'a')
			break;
	text[i] = (char)(text[i] - 'a' + 'A');
	assert_int_equal(token_check(&a, text, hash), 0);
	token_mint(&a, 7, NONCE, 16, text);
	text[TOKEN_TEXT] = '0';
	text[TOKEN_TEXT + 1] = '\0';
	assert_int_equal(token_check(&a, text, hash), 0);
	text[TOKEN_TEXT - 1] = '\0';
	assert_int_equal(token_check(&a, text, hash), 0);
	assert_int_equal(token_check(&a, "", hash), 0);
}

static void
a_session_token_is_stored_as_its_digest(void **state)
{
	/* The digest of "abc", from FIPS 180-2. */
	static const unsigned char abc[TOKEN_HASH] =
	    "\xba\x78\x16\xbf\x8f\x01\xcf\xea\x41\x41\x40\xde\x5d\xae\x22\x23"
	    "\xb0\x03\x61\xa3\x96\x17\x7a\x9c\xb4\x10\xff\x61\xf2\x00\x15\xad";
	unsigned char hash[TOKEN_HASH], again[TOKEN_HASH];
	char one[TOKEN_TEXT + 1], two[TOKEN_TEXT + 1];

	(void)state;
	token_hash("abc", hash);
	assert_memory_equal(hash, abc, TOKEN_HASH);
	token_random(one, hash);
	token_hash(one, again);
	assert_memory_equal(hash, again, TOKEN_HASH);
	token_random(two, hash);
	assert_string_not_equal(one, two);
}

static void
a_derived_token_is_for_one_purpose_and_text(void **state)
{
	struct keys a = keys_of(KEY_A, NULL), b = keys_of(KEY_B, NULL);
	char one[TOKEN_TEXT + 1], two[TOKEN_TEXT + 1];

	(void)state;
	token_derive(&a, "csrf", "session", one);
	assert_int_equal(strlen(one), TOKEN_TEXT);
	token_derive(&a, "csrf", "session", two);
	assert_string_equal(one, two);
	token_derive(&a, "csrfs", "ession", two);
	assert_string_not_equal(one, two);
	token_derive(&a, "mail", "session", two);
	assert_string_not_equal(one, two);
	token_derive(&b, "csrf", "session", two);
	assert_string_not_equal(one, two);
}

static const struct {
	const char *a, *b;
	int same;
} PAIRS[] = {
    {"", "", 0},
    {"", "a", 0},
    {"a", "", 0},
    {"a", "a", 1},
    {"a", "A", 0},
    {"a", "a ", 0},
    {"abc", "abd", 0},
    {"0123456789", "0123456789", 1},
};

static void
an_empty_text_is_never_right(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(PAIRS); i++)
		assert_int_equal(
		    token_same(PAIRS[i].a, PAIRS[i].b), PAIRS[i].same);
}

static void
a_mailbox_id_is_ours_or_not(void **state)
{
	struct keys a = keys_of(KEY_A, NULL), b = keys_of(KEY_B, NULL);
	struct keys both = keys_of(KEY_B, KEY_A), none = {.n = 0};
	/* SipHash-2-4 of 00..07 under 00..0f, from its authors' vectors. */
	unsigned char known[BOX_ID] = "\x00\x01\x02\x03\x04\x05\x06\x07"
				      "\x62\x24\x93\x9a\x79\xf5\xf5\x93";
	unsigned char id[BOX_ID], other[BOX_ID];
	int i;

	(void)state;
	assert_int_equal(box_check(&a, known), 1);
	box_mint(&a, id);
	box_mint(&a, other);
	assert_memory_not_equal(id, other, BOX_ID);
	assert_int_equal(box_check(&a, id), 1);
	assert_int_equal(box_check(&both, id), 1);
	assert_int_equal(box_check(&b, id), 0);
	assert_int_equal(box_check(&none, id), 0);
	for (i = 0; i < BOX_ID * 8; i++) {
		id[i / 8] ^= (unsigned char)(1 << i % 8);
		assert_int_equal(box_check(&a, id), 0);
		id[i / 8] ^= (unsigned char)(1 << i % 8);
	}
}

static const struct {
	const char *text;
	mode_t mode;
	int result;
	int n;
} FILES[] = {
    {KEY_A "\n", 0600, 0, 1},
    {KEY_A, 0640, 0, 1},
    {KEY_A "\n" KEY_B "\n", 0400, 0, 2},
    {KEY_A "\n", 0644, -1, 0},
    {KEY_A "\n", 0601, -1, 0},
    {"", 0600, -1, 0},
    {"\n", 0600, -1, 0},
    {KEY_A "\n" KEY_B "\n" KEY_A "\n", 0600, -1, 0},
    {KEY_A "0\n", 0600, -1, 0},
    {KEY_A "00\n", 0600, -1, 0},
    {KEY_A " \n", 0600, -1, 0},
    {"x" KEY_A "\n", 0600, -1, 0},
    {"0011\n", 0600, -1, 0},
    {KEY_A "\n\n", 0600, -1, 0},
};

static void
a_key_file_is_private_and_whole(void **state)
{
	char path[] = P_tmpdir "/beckon-key-XXXXXX";
	int fd = mkstemp(path), saved = dup(STDERR_FILENO);
	int null = open("/dev/null", O_WRONLY);
	struct keys k;
	size_t i;

	(void)state;
	(void)dup2(null, STDERR_FILENO);
	for (i = 0; i < COUNT(FILES); i++) {
		const char *text = FILES[i].text;

		assert_int_equal(ftruncate(fd, 0), 0);
		assert_int_equal(
		    pwrite(fd, text, strlen(text), 0), strlen(text));
		assert_int_equal(fchmod(fd, FILES[i].mode), 0);
		if (keys_load(&k, path) != FILES[i].result || k.n != FILES[i].n)
			fail_msg("row %zu", i);
	}
	(void)unlink(path);
	assert_int_equal(keys_load(&k, path), -1);
	assert_int_equal(keys_load(&k, "."), -1);
	(void)dup2(saved, STDERR_FILENO);
	(void)close(saved);
	(void)close(null);
	(void)close(fd);
}

static void
a_key_is_made_once(void **state)
{
	char dir[] = P_tmpdir "/beckon-keys-XXXXXX", path[64];
	struct keys one, two;
	struct stat st;

	(void)state;
	assert_non_null(mkdtemp(dir));
	(void)snprintf(path, sizeof(path), "%s/visitor.key", dir);
	assert_int_equal(keys_make(path), 0);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(st.st_nlink, 1);
	assert_int_equal(keys_load(&one, path), 0);
	assert_int_equal(keys_make(path), -1);
	assert_int_equal(errno, EEXIST);
	assert_int_equal(keys_load(&two, path), 0);
	assert_memory_equal(&one, &two, sizeof(one));
	(void)unlink(path);
	assert_int_equal(rmdir(dir), 0);
}

static void
a_seal_opens_with_its_word_only(void **state)
{
	unsigned char plain[64], sealed[64 + SEAL_MORE], again[64 + SEAL_MORE];
	unsigned char opened[64];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(plain); i++)
		plain[i] = (unsigned char)i;
	token_seal("code\nhost", plain, sizeof(plain), sealed);
	token_seal("code\nhost", plain, sizeof(plain), again);
	assert_memory_not_equal(sealed, again, sizeof(sealed));
	assert_int_equal(
	    token_open("code\nhost", sealed, sizeof(plain), opened), 1);
	assert_memory_equal(opened, plain, sizeof(plain));
	assert_int_equal(
	    token_open("code\nhost2", sealed, sizeof(plain), opened), 0);
	assert_int_equal(token_open("", sealed, sizeof(plain), opened), 0);
	assert_int_equal(
	    token_open("code\nhost", sealed, sizeof(plain) - 1, opened), 0);
	for (i = 0; i < sizeof(sealed); i++) {
		sealed[i] ^= 1;
		assert_int_equal(
		    token_open("code\nhost", sealed, sizeof(plain), opened), 0);
		sealed[i] ^= 1;
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_seal_opens_with_its_word_only),
	    cmocka_unit_test(the_same_contact_gets_the_same_token),
	    cmocka_unit_test(what_we_minted_is_known_with_either_key),
	    cmocka_unit_test(any_changed_digit_is_noticed),
	    cmocka_unit_test(a_session_token_is_stored_as_its_digest),
	    cmocka_unit_test(a_derived_token_is_for_one_purpose_and_text),
	    cmocka_unit_test(an_empty_text_is_never_right),
	    cmocka_unit_test(a_mailbox_id_is_ours_or_not),
	    cmocka_unit_test(a_key_file_is_private_and_whole),
	    cmocka_unit_test(a_key_is_made_once),
	};

	return RUN(tests);
}
