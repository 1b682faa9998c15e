/* SPDX-License-Identifier: ISC */
/* json.c: the one door to json-c: replies to the widget. Floor 1. */
#include <stdint.h>
#include <string.h>

/* json-c has types of these names; ours are functions. */
#define json_bool jsonc_bool
#define json_object jsonc_object
#include <json.h>
#undef json_bool
#undef json_object

#include "lib/buf.h"
#include "lib/json.h"
#include "lib/log.h"
#include "lib/mem.h"

struct json {
	struct mem *mem;
	struct jsonc_object *object;
};

static void
put(void *object)
{
	json_object_put(object);
}

/* A handle on what stands in the tree already. */
static struct json *
handle(struct mem *mem, struct jsonc_object *object)
{
	struct json *j = mem_get(mem, sizeof(*j));

	if (object == NULL)
		fatalx("json: no memory");
	j->mem = mem;
	j->object = object;
	return j;
}

static struct json *
add(struct json *j, const char *key, struct jsonc_object *member)
{
	if (json_object_object_add(j->object, key, member) != 0)
		fatalx("json: no memory");
	return handle(j->mem, member);
}

struct json *
json_new(struct mem *mem)
{
	struct json *j = handle(mem, json_object_new_object());

	mem_defer(mem, put, j->object);
	return j;
}

void
json_str(struct json *j, const char *key, const char *value)
{
	if (value != NULL)
		add(j, key, json_object_new_string(value));
	else if (json_object_object_add(j->object, key, NULL) != 0)
		fatalx("json: no memory");
}

void
json_u64(struct json *j, const char *key, uint64_t value)
{
	add(j, key, json_object_new_uint64(value));
}

void
json_bool(struct json *j, const char *key, int value)
{
	add(j, key, json_object_new_boolean(value != 0));
}

struct json *
json_object(struct json *j, const char *key)
{
	return add(j, key, json_object_new_object());
}

struct json *
json_list(struct json *j, const char *key)
{
	return add(j, key, json_object_new_array());
}

struct json *
json_item(struct json *list)
{
	struct jsonc_object *item = json_object_new_object();

	if (json_object_array_add(list->object, item) != 0)
		fatalx("json: no memory");
	return handle(list->mem, item);
}

void
json_word(struct json *list, const char *text)
{
	if (json_object_array_add(list->object, json_object_new_string(text)) !=
	    0)
		fatalx("json: no memory");
}

/* What a text may hold and an HTML page or a script must not see.  All of it
 * can only stand inside of strings. */
void
json_write(const struct json *j, struct buf *out)
{
	const char *s = json_object_to_json_string_ext(
	    j->object, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE);
	size_t n;

	if (s == NULL)
		fatalx("json: no memory");
	for (; *s != '\0'; s += n) {
		if ((n = strcspn(s, "<>&\xe2")) > 0) {
			buf_add(out, s, n);
		} else if (strncmp(s, "\xe2\x80\xa8", 3) == 0 ||
			   strncmp(s, "\xe2\x80\xa9", 3) == 0) {
			buf_printf(out, "\\u20%x", s[2] & 0x2f);
			n = 3;
		} else {
			n = 1;
			if (*s == '\xe2')
				buf_add(out, s, 1);
			else
				buf_printf(out, "\\u%04x", (unsigned)*s);
		}
	}
}
