/* SPDX-License-Identifier: ISC */
/* links.c: a line's addresses are found, its punctuation is not. Floor 3. */

#include <stdio.h>
#include <string.h>

#include "desk/links.h"
#include "t/unit/unit.h"

/* The parts as "text|<link>|text". */
static const char *
shown(const char *text, size_t max)
{
	static char out[512];
	struct link_part part[16];
	size_t i, n, at = 0;

	n = links_split(text, part, max);
	out[0] = '\0';
	for (i = 0; i < n; i++)
		at += (size_t)snprintf(out + at, sizeof(out) - at,
		    part[i].link ? "%s<%.*s>" : "%s%.*s", i > 0 ? "|" : "",
		    (int)part[i].len, part[i].start);
	return out;
}

static const struct {
	const char *text;
	const char *parts;
} cases[] = {
    {"", ""},
    {"Hello", "Hello"},
    {"https://shop.example/", "<https://shop.example/>"},
    {"see http://a.b/c.", "see |<http://a.b/c>|."},
    {"HTTPS://A.B", "<HTTPS://A.B>"},
    {"(https://a.b/x)", "(|<https://a.b/x>|)"},
    {"https://a.b/x_(y)", "<https://a.b/x_(y)>"},
    {"https://a.b/?q=1&r=2, ok", "<https://a.b/?q=1&r=2>|, ok"},
    {"a\nhttps://a.b\nc", "a\n|<https://a.b>|\nc"},
    {"https://a.b https://c.d", "<https://a.b>| |<https://c.d>"},
    {"xhttps://a.b", "xhttps://a.b"},
    {"https://", "https://"},
    {"https://...", "https://..."},
    {"https:///etc", "https:///etc"},
    {"javascript:alert(1)", "javascript:alert(1)"},
    {"//evil.example", "//evil.example"},
    {"ftp://a.b", "ftp://a.b"},
    {"https://a.b/\"onclick=x", "<https://a.b/>|\"onclick=x"},
    {"https://a.b/<script>", "<https://a.b/>|<script>"},
    {"\"https://a.b\"", "\"|<https://a.b>|\""},
    {"https://a.b/\xc3\xbc!", "<https://a.b/\xc3\xbc>|!"},
    {"https://a.b/x?!?", "<https://a.b/x>|?!?"},
    {"[https://a.b/[x]]", "[|<https://a.b/[x]>|]"},
};

static void
an_address_is_told_from_the_sentence_around_it(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		assert_string_equal(shown(cases[i].text, 16), cases[i].parts);
}

static void
past_the_last_part_all_is_plain(void **state)
{
	(void)state;
	assert_string_equal(shown("a https://b.c d https://e.f g", 4),
	    "a |<https://b.c>| d https://e.f g");
	assert_string_equal(shown("https://b.c", 2), "https://b.c");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_address_is_told_from_the_sentence_around_it),
	    cmocka_unit_test(past_the_last_part_all_is_plain),
	};

	return RUN(tests);
}
