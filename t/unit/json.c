/* SPDX-License-Identifier: ISC */
/* json.c: replies to the widget. */
#include <string.h>

#include "lib/buf.h"
#include "lib/json.h"
#include "lib/mem.h"
#include "t/unit/unit.h"

static void
texts_stand_in_quotes_and_nothing_else(void **state)
{
	static const struct {
		const char *value, *wanted;
	} cases[] = {
	    {NULL, "{\"t\":null}"},
	    {"", "{\"t\":\"\"}"},
	    {"Anna", "{\"t\":\"Anna\"}"},
	    {"a\"b\\c/d", "{\"t\":\"a\\\"b\\\\c/d\"}"},
	    {"a\nb\tc", "{\"t\":\"a\\nb\\tc\"}"},
	    {"</script><!--&", "{\"t\":\"\\u003c/script\\u003e\\u003c!--"
			       "\\u0026\"}"},
	    {"\xe2\x80\xa8|\xe2\x80\xa9|\xe2\x80\xa7|\xe2\x82\xac",
		"{\"t\":\"\\u2028|\\u2029|\xe2\x80\xa7|\xe2\x82\xac\"}"},
	    {"\xf0\x9f\x99\x82\xc3\xa9",
		"{\"t\":\"\xf0\x9f\x99\x82\xc3\xa9\"}"},
	    {"\x01\x1f", "{\"t\":\"\\u0001\\u001f\"}"},
	};
	struct mem *mem = mem_new(1 << 20);
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct json *j = json_new(mem);
		struct buf out;

		buf_init(&out, mem);
		json_str(j, "t", cases[i].value);
		json_write(j, &out);
		assert_string_equal(out.data, cases[i].wanted);
	}
	mem_free(mem);
}

static void
objects_and_lists_nest(void **state)
{
	struct mem *mem = mem_new(1 << 20);
	struct json *j, *list, *item;
	struct buf out;
	int round;

	(void)state;
	for (round = 0; round < 3; round++) {
		j = json_new(mem);
		buf_init(&out, mem);
		json_u64(j, "n", UINT64_MAX);
		json_bool(j, "yes", 7);
		json_bool(j, "no", 0);
		json_str(json_object(j, "site"), "name", "Shop");
		list = json_list(j, "list");
		item = json_item(list);
		json_u64(item, "seq", 1);
		json_u64(json_item(list), "seq", 2);
		json_str(item, "who", "visitor");
		json_list(j, "none");
		json_write(j, &out);
		assert_string_equal(out.data,
		    "{\"n\":18446744073709551615,\"yes\":true,\"no\":false,"
		    "\"site\":{\"name\":\"Shop\"},"
		    "\"list\":[{\"seq\":1,\"who\":\"visitor\"},{\"seq\":2}],"
		    "\"none\":[]}");
		mem_reset(mem);
	}
	mem_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(texts_stand_in_quotes_and_nothing_else),
	    cmocka_unit_test(objects_and_lists_nest),
	};

	return RUN(tests);
}
