/* SPDX-License-Identifier: ISC */
/* json.h: replies to the widget; we write JSON and never read it. Floor 1. */
#ifndef LIB_JSON_H
#define LIB_JSON_H

#include <stdint.h>

struct buf;
struct json;
struct mem;

/* An object; its memory, and that of all below it, goes with the arena. */
struct json *json_new(struct mem *);

/* Members.  A NULL text is written as null.  key is a literal. */
void json_str(struct json *, const char *key, const char *);
void json_u64(struct json *, const char *key, uint64_t);
void json_bool(struct json *, const char *key, int);
struct json *json_object(struct json *, const char *key); /* a member object */
struct json *json_list(struct json *, const char *key);   /* a member array */
struct json *json_item(struct json *list); /* an object added to the array */
void json_word(struct json *list, const char *); /* a text added to it */

/* Escapes < > & and U+2028/9 too. */
void json_write(const struct json *, struct buf *);

#endif
