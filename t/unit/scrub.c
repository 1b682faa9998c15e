/* SPDX-License-Identifier: ISC */
/* scrub.c: what is kept of the addresses of pages and visitors. */
#include <stdio.h>
#include <string.h>

#include "desk/scrub.h"
#include "t/unit/unit.h"

#define USUAL "utm_* id p page product category lang"

static const struct {
	const char *keep;
	int hash;
	const char *url;
	const char *is;
} PAGES[] = {
    {USUAL, 0, "https://a.example/", "https://a.example/"},
    {USUAL, 0, "https://a.example", "https://a.example"},
    {USUAL, 0, "https://a.example?x=1", "https://a.example"},
    {USUAL, 0, "https://a.example#x", "https://a.example"},
    {USUAL, 0, "https://a.example/p/1?id=5", "https://a.example/p/1?id=5"},
    {USUAL, 0, "https://a.example/p?x=1&id=5&y=2&utm_source=n",
	"https://a.example/p?id=5&utm_source=n"},
    {USUAL, 0, "https://a.example/p?ID=5", "https://a.example/p?ID=5"},
    {USUAL, 0, "https://a.example/p?id", "https://a.example/p?id"},
    {USUAL, 0, "https://a.example/p?&&;=&id=5;token=x&=9",
	"https://a.example/p?id=5"},
    {USUAL, 0, "https://a.example/p?id=1;token=x", "https://a.example/p?id=1"},
    {USUAL, 0, "https://a.example/p?utm_token=x", "https://a.example/p"},
    {USUAL, 0, "https://a.example/p?%69d=5", "https://a.example/p?%69d=5"},
    {USUAL, 0, "https://a.example/p?to%6ben=x&%=1&%0=2&%zz=3",
	"https://a.example/p"},
    {USUAL, 0, "https://a.example/p;jsessionid=AB?id=1",
	"https://a.example/p?id=1"},
    {USUAL, 0, "https://a.example/p;jsessionid=AB/q;id=3/r",
	"https://a.example/p/q;id=3/r"},
    {USUAL, 0, "https://a.example/p#access_token=x", "https://a.example/p"},
    {USUAL, 0, "https://a.example/p?id=1#/cart", "https://a.example/p?id=1"},
    {USUAL, 1, "https://a.example/p?a=1#/cart", "https://a.example/p#/cart"},
    {USUAL, 1, "https://a.example/#/cart?id=1&token=x",
	"https://a.example/#/cart?id=1"},
    {USUAL, 1, "https://a.example/#access_token=x&id=3",
	"https://a.example/#id=3"},
    {USUAL, 1, "https://a.example/#access_token=x", "https://a.example/"},
    {USUAL, 1, "https://a.example/#token=x/y", "https://a.example/"},
    {USUAL, 1, "https://a.example/#!/a;sid=x", "https://a.example/#!/a"},
    {USUAL, 1, "https://a.example/#/a&token=x&id=2",
	"https://a.example/#/a?id=2"},
    {USUAL, 1, "https://a.example/#chapter", "https://a.example/#chapter"},
    {USUAL, 1, "https://a.example/#chapter?x=1", "https://a.example/"},
    {USUAL, 1, "https://a.example/#", "https://a.example/"},
    {"*", 0, "https://a.example/p?q=a&Token=b&userEmail=c&PHPSESSID=d&r=e",
	"https://a.example/p?q=a&r=e"},
    {"*", 0, "https://a.example/p?reset_password=x&api_key=y&code=z&key=1",
	"https://a.example/p"},
    {"* code", 0, "https://a.example/p?code=z", "https://a.example/p?code=z"},
    {"", 0, "https://a.example/p?id=1&utm_source=x", "https://a.example/p"},
    {"a[]", 0, "https://a.example/p?a%5B%5D=1&a[]=2&a=3",
	"https://a.example/p?a%5B%5D=1&a[]=2"},
    {"*", 0,
	"https://a.example/p?aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa=1",
	"https://a.example/p"},
    {USUAL, 0, "", ""},
};

static void
a_page_keeps_what_its_site_lists(void **state)
{
	struct scrub s;
	char url[300];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(PAGES) / sizeof(*PAGES); i++) {
		s = (struct scrub){PAGES[i].keep, PAGES[i].hash};
		snprintf(url, sizeof(url), "%s", PAGES[i].url);
		scrub_url(url, &s);
		assert_string_equal(url, PAGES[i].is);
		scrub_url(url, &s);
		assert_string_equal(url, PAGES[i].is);
	}
}

static const struct {
	const char *address;
	const char *part;
} ADDRESSES[] = {
    {"192.0.2.77", "192.0.2.0"},
    {"::ffff:192.0.2.77", "192.0.2.0"},
    {"2001:db8:1:2:3:4:5:6", "2001:db8:1::"},
    {"::1", "::"},
    {"", ""},
    {"unix:", ""},
};

static void
an_address_keeps_its_network(void **state)
{
	char out[SCRUB_ADDRESS];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(ADDRESSES) / sizeof(*ADDRESSES); i++) {
		scrub_address(out, ADDRESSES[i].address, ADDRESS_PART);
		assert_string_equal(out, ADDRESSES[i].part);
		scrub_address(out, ADDRESSES[i].address, ADDRESS_WHOLE);
		assert_string_equal(out, ADDRESSES[i].address);
		scrub_address(out, ADDRESSES[i].address, ADDRESS_NONE);
		assert_string_equal(out, "");
	}
}

static void
a_list_is_of_names(void **state)
{
	(void)state;
	assert_true(scrub_keep_ok(""));
	assert_true(scrub_keep_ok(USUAL));
	assert_true(scrub_keep_ok("* a[] B.c-d"));
	assert_false(scrub_keep_ok("a,b"));
	assert_false(scrub_keep_ok("*a"));
	assert_false(scrub_keep_ok("a*b"));
	assert_false(scrub_keep_ok("a=1"));
	assert_false(scrub_keep_ok("\xc3\xa4"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_page_keeps_what_its_site_lists),
	    cmocka_unit_test(an_address_keeps_its_network),
	    cmocka_unit_test(a_list_is_of_names),
	};

	return RUN(tests);
}
