/* SPDX-License-Identifier: ISC */
/* country.c: the country of an address, from a file as small as one can be:
 * the lower half of all IPv4 addresses is in Germany. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "desk/country.h"
#include "lib/mem.h"
#include "t/unit/unit.h"

/* One node of two 24-bit records, 16 zero bytes, a map, the metadata. */
static const char NODE[] = "\0\0\x11\0\0\x01";
static const char GAP[16];
static const char DATA[] = "\xe1\x47"
			   "country"
			   "\xe1\x48"
			   "iso_code"
			   "\x42";
static const char META[] = "\xab\xcd\xef"
			   "MaxMind.com\xe9"
			   "\x4a"
			   "node_count"
			   "\xc1\x01"
			   "\x4b"
			   "record_size"
			   "\xa1\x18"
			   "\x4a"
			   "ip_version"
			   "\xa1\x04"
			   "\x4d"
			   "database_type"
			   "\x44"
			   "Test"
			   "\x49"
			   "languages"
			   "\0\x04"
			   "\x5b"
			   "binary_format_major_version"
			   "\xa1\x02"
			   "\x5b"
			   "binary_format_minor_version"
			   "\xa0"
			   "\x4b"
			   "build_epoch"
			   "\x01\x02\x01"
			   "\x4b"
			   "description"
			   "\xe0";

#define PUT(f, s) fwrite(s, sizeof(s) - 1, 1, f)

static void
write_file(const char *path, const char *code)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	PUT(f, NODE);
	fwrite(GAP, sizeof(GAP), 1, f);
	PUT(f, DATA);
	fwrite(code, 2, 1, f);
	PUT(f, META);
	assert_int_equal(fclose(f), 0);
}

static const struct {
	const char *code; /* in the file */
	const char *address;
	const char *country;
} CASES[] = {
    {"DE", "1.2.3.4", "DE"},
    {"DE", "200.1.2.3", ""},
    {"DE", "", ""},
    {"DE", "localhost", ""},
    {"DE", "2001:db8::1", ""},
    {"de", "1.2.3.4", ""},
    {"<b", "1.2.3.4", ""},
};

static void
an_address_has_the_country_of_the_file(void **state)
{
	char path[] = P_tmpdir "/beckon-country-XXXXXX", code[COUNTRY];
	struct mem *mem = mem_new(4096);
	struct country *c;
	size_t i;

	(void)state;
	assert_int_not_equal(close(mkstemp(path)), -1);
	for (i = 0; i < COUNT(CASES); i++) {
		write_file(path, CASES[i].code);
		assert_non_null(c = country_open(mem, path));
		country_find(c, CASES[i].address, code);
		if (strcmp(code, CASES[i].country) != 0)
			fail_msg("%s: %s", CASES[i].address, code);
		mem_reset(mem);
	}
	unlink(path);
	mem_free(mem);
}

static void
without_a_file_nobody_is_from_anywhere(void **state)
{
	char code[COUNTRY] = "xx";
	struct mem *mem = mem_new(4096);

	(void)state;
	assert_null(country_open(mem, ""));
	assert_null(country_open(mem, "/nowhere"));
	country_find(NULL, "1.2.3.4", code);
	assert_string_equal(code, "");
	mem_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_address_has_the_country_of_the_file),
	    cmocka_unit_test(without_a_file_nobody_is_from_anywhere),
	};

	return RUN(tests);
}
