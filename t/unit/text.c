/* SPDX-License-Identifier: ISC */
/* text.c: what may be believed of bytes from outside. */
#include <stdio.h>
#include <string.h>

#include "lib/text.h"
#include "t/unit/unit.h"

#define BYTES(s) s, sizeof(s) - 1

static const struct {
	int ok;
	const char *s;
	size_t n;
} UTF8[] = {
    {1, BYTES("")},
    {1, BYTES("plain text, with\ttab and\nnewline")},
    {0, BYTES("nul\0inside")},
    {0, BYTES("carriage\rreturn")},
    {0, BYTES("\x1b[2J")},
    {0, BYTES("\x7f")},
    {0, BYTES("\x01")},
    {1, BYTES("\xc3\xa9")},
    {0, BYTES("\xc2\x80")}, /* C1 controls */
    {0, BYTES("\xc2\x9f")},
    {1, BYTES("\xc2\xa0")},
    {0, BYTES("\xc0\x80")}, /* overlong */
    {0, BYTES("\xc1\xbf")},
    {0, BYTES("\xe0\x9f\xbf")},
    {1, BYTES("\xe0\xa0\x80")},
    {1, BYTES("\xed\x9f\xbf")},
    {0, BYTES("\xed\xa0\x80")}, /* surrogates */
    {0, BYTES("\xed\xbf\xbf")},
    {1, BYTES("\xee\x80\x80")},
    {1, BYTES("\xe2\x80\xa8")},
    {1, BYTES("\xef\xbf\xbf")},
    {0, BYTES("\xf0\x8f\xbf\xbf")},
    {1, BYTES("\xf0\x90\x80\x80")},
    {1, BYTES("\xf0\x9f\x98\x84")},
    {1, BYTES("\xf4\x8f\xbf\xbf")},
    {0, BYTES("\xf4\x90\x80\x80")}, /* beyond U+10FFFF */
    {0, BYTES("\xf5\x80\x80\x80")},
    {0, BYTES("\xff")},
    {0, BYTES("\x80")},  /* alone */
    {0, BYTES("a\xc3")}, /* cut off */
    {0, BYTES("a\xe2\x82")},
    {0, BYTES("a\xf0\x9f\x98")},
    {0, BYTES("\xc3z")},
    {0, BYTES("\xe2\x82z")},
};

static void
only_clean_utf8_passes(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(UTF8); i++)
		if (text_ok(UTF8[i].s, UTF8[i].n) != UTF8[i].ok)
			fail_msg("row %zu", i);
}

static const struct {
	const char *text;
	size_t max;
	const char *cut;
	size_t chars;
} CUTS[] = {
    {"", 0, "", 0},
    {"", 5, "", 0},
    {"abc", 0, "", 3},
    {"abc", 2, "ab", 3},
    {"abc", 3, "abc", 3},
    {"abc", 4, "abc", 3},
    {"\xc3\xa9t\xc3\xa9", 1, "\xc3\xa9", 3},
    {"\xc3\xa9t\xc3\xa9", 2, "\xc3\xa9t", 3},
    {"\xf0\x9f\x98\x84!", 1, "\xf0\x9f\x98\x84", 2},
};

static void
a_cut_never_splits_a_character(void **state)
{
	char s[64];
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(CUTS); i++) {
		(void)snprintf(s, sizeof(s), "%s", CUTS[i].text);
		assert_int_equal(text_chars(s), CUTS[i].chars);
		text_cut(s, CUTS[i].max);
		assert_string_equal(s, CUTS[i].cut);
	}
}

static const char *const SPACES[][3] = {
    /* as it came, trimmed, newlines put right */
    {"", "", ""},
    {" \t\r\n ", "", " \t\n "},
    {"a", "a", "a"},
    {"  a b\t\n", "a b", "  a b\t\n"},
    {"a\r\nb", "a\r\nb", "a\nb"},
    {"a\rb", "a\rb", "a\nb"},
    {"\r\r\n\r", "", "\n\n\n"},
    {"a\n\rb", "a\n\rb", "a\n\nb"},
};

static void
white_space_is_put_right(void **state)
{
	char s[64];
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(SPACES); i++) {
		(void)snprintf(s, sizeof(s), "%s", SPACES[i][0]);
		assert_string_equal(text_trim(s), SPACES[i][1]);
		(void)snprintf(s, sizeof(s), "%s", SPACES[i][0]);
		text_newlines(s);
		assert_string_equal(s, SPACES[i][2]);
	}
}

static const struct {
	const char *text;
	int result;
	uint64_t n;
} NUMBERS[] = {
    {"0", 0, 0},
    {"007", 0, 7},
    {"18446744073709551615", 0, UINT64_MAX},
    {"18446744073709551616", -1, 0},
    {"99999999999999999999", -1, 0},
    {"", -1, 0},
    {"-1", -1, 0},
    {"+1", -1, 0},
    {" 1", -1, 0},
    {"1 ", -1, 0},
    {"1\n", -1, 0},
    {"0x1", -1, 0},
    {"1e3", -1, 0},
    {"12abc", -1, 0},
};

static void
a_number_is_digits_only(void **state)
{
	uint64_t n;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(NUMBERS); i++) {
		n = 0;
		assert_int_equal(
		    text_u64(NUMBERS[i].text, &n), NUMBERS[i].result);
		assert_true(n == NUMBERS[i].n);
	}
}

static void
hex_goes_both_ways(void **state)
{
	static const char *const bad[] = {"", "0", "0123456", "012345678",
	    "0123456g", "012345 7", " 1234567", "0123456\n"};
	unsigned char b[4];
	char s[9];
	size_t i;

	(void)state;
	assert_int_equal(text_unhex("00fF7a10", b, 4), 0);
	assert_memory_equal(b, "\x00\xff\x7a\x10", 4);
	text_hex(s, b, 4);
	assert_string_equal(s, "00ff7a10");
	for (i = 0; i < COUNT(bad); i++)
		assert_int_equal(text_unhex(bad[i], b, 4), -1);
}

static const struct {
	const char *url;
	const char *host; /* NULL: refused */
	int https;
} URLS[] = {
    {"http://shop.example", "shop.example", 0},
    {"https://shop.example/", "shop.example", 1},
    {"HTTPS://Shop.EXAMPLE:8443/a?b#c", "shop.example", 1},
    {"http://shop.example?q=1", "shop.example", 0},
    {"http://shop.example#x", "shop.example", 0},
    {"http://shop.example./x", "shop.example", 0},
    {"http://localhost:1", "localhost", 0},
    {"http://127.0.0.1:65535/", "127.0.0.1", 0},
    {"https://[::1]:8080/", "[::1]", 1},
    {"https://[2001:DB8::1]", "[2001:db8::1]", 1},
    {"https://xn--bcher-kva.example/b\xc3\xbc"
     "cher",
	"xn--bcher-kva.example", 1},
    {"http://my_shop.example/", "my_shop.example", 0},
    {"http://shop.example/user@host", "shop.example", 0},
    {"", NULL, 0},
    {"shop.example", NULL, 0},
    {"//shop.example/", NULL, 0},
    {"/path", NULL, 0},
    {"http:/shop.example", NULL, 0},
    {"http:shop.example", NULL, 0},
    {"http://", NULL, 0},
    {"http:///x", NULL, 0},
    {"http://?x", NULL, 0},
    {"http://:80/", NULL, 0},
    {"http://.", NULL, 0},
    {"http://..", NULL, 0},
    {"http://a..b/", NULL, 0},
    {"http://a../", NULL, 0},
    {"http://.a/", NULL, 0},
    {"http://user@shop.example/", NULL, 0},
    {"http://user:pw@shop.example/", NULL, 0},
    {"http://good.example\\@evil.example/", NULL, 0},
    {"http://good.example:80@evil.example/", NULL, 0},
    {"http://good.example%2eevil/", NULL, 0},
    {"http://shop.example:/", NULL, 0},
    {"http://shop.example:0/", NULL, 0},
    {"http://shop.example:65536/", NULL, 0},
    {"http://shop.example:000080/", "shop.example", 0},
    {"http://shop.example:0000080/", NULL, 0},
    {"http://shop.example:80a/", NULL, 0},
    {"http://shop example/", NULL, 0},
    {"http://shop.example/a b", NULL, 0},
    {"http://shop.example/a\tb", NULL, 0},
    {"http://shop.example/a\nb", NULL, 0},
    {" http://shop.example/", NULL, 0},
    {"http://sh\xc3\xb6p.example/", NULL, 0},
    {"http://[::1", NULL, 0},
    {"http://[::1]x/", NULL, 0},
    {"http://[]/", NULL, 0},
    {"http://[:::1]/", NULL, 0},
    {"http://[fe80::1%25eth0]/", NULL, 0},
    {"http://::1/", NULL, 0},
    {"javascript:alert(1)//http://x", NULL, 0},
    {"data:text/html,x", NULL, 0},
    {"file:///etc/passwd", NULL, 0},
    {"ftp://shop.example/", NULL, 0},
    {"http://a123456789b123456789c123456789d123456789e123456789f123456789g12"
     ".example/",
	"a123456789b123456789c123456789d123456789e123456789f123456789g12"
	".example",
	0},
    {"http://a123456789b123456789c123456789d123456789e123456789f123456789g123"
     ".example/",
	NULL, 0},
};

static void
only_web_addresses_are_believed(void **state)
{
	char host[256];
	size_t i;
	int https, result;

	(void)state;
	for (i = 0; i < COUNT(URLS); i++) {
		https = -1;
		result = text_url(URLS[i].url, host, sizeof(host), &https);
		if (result != (URLS[i].host == NULL ? -1 : 0))
			fail_msg("%s: %d", URLS[i].url, result);
		if (result == -1)
			continue;
		assert_string_equal(host, URLS[i].host);
		assert_int_equal(https, URLS[i].https);
	}
}

static void
a_host_that_does_not_fit_is_refused(void **state)
{
	char host[6];
	int https;

	(void)state;
	assert_int_equal(text_url("http://abcde/", host, 6, &https), 0);
	assert_int_equal(text_url("http://abcdef/", host, 6, &https), -1);
	assert_int_equal(text_url("http://[::1]/", host, 5, &https), -1);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(only_clean_utf8_passes),
	    cmocka_unit_test(a_cut_never_splits_a_character),
	    cmocka_unit_test(white_space_is_put_right),
	    cmocka_unit_test(a_number_is_digits_only),
	    cmocka_unit_test(hex_goes_both_ways),
	    cmocka_unit_test(only_web_addresses_are_believed),
	    cmocka_unit_test(a_host_that_does_not_fit_is_refused),
	};

	return RUN(tests);
}
