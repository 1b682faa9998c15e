/* SPDX-License-Identifier: ISC */
/* press_h2.c: as much of HTTP/2 (RFC 9113) and its header compression (RFC 7541)
 * as a client of nginx needs. Floor 9. */
#include <string.h>
#include <stdio.h>

#include "bench/press.h"

enum {
	METHOD_GET = 0x82, /* entries of the static table */
	METHOD_POST = 0x83,
	SCHEME_HTTPS = 0x87,
	NAME_AUTHORITY = 1,
	NAME_PATH = 4,
	NAME_STATUS = 8,
	NAME_ACCEPT = 19,
	NAME_LENGTH = 28,
	NAME_TYPE = 31,
	NAME_AGENT = 58,
	KEPT_FIELD = 0x40, /* a literal that both sides remember */
	FIRST_KEPT = 62,   /* the newest of those */
	WINDOW = 65535,    /* what both sides begin with */
	WIDE = 0x7fffffff - WINDOW
};

static const char HELLO[] = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

static unsigned char *
put_head(unsigned char *at, size_t length, unsigned type, unsigned flags,
    uint32_t stream)
{
	const unsigned char head[FRAME_HEAD] = {(unsigned char)(length >> 16),
	    (unsigned char)(length >> 8), (unsigned char)length,
	    (unsigned char)type, (unsigned char)flags,
	    (unsigned char)(stream >> 24), (unsigned char)(stream >> 16),
	    (unsigned char)(stream >> 8), (unsigned char)stream};

	memcpy(at, head, sizeof(head));
	return at + sizeof(head);
}

/* A text as it is; the length in 7 bits and what follows them. */
static unsigned char *
put_text(unsigned char *at, const char *text, size_t len)
{
	size_t rest = len;

	if (len < 127) {
		*at++ = (unsigned char)len;
	} else {
		*at++ = 127;
		for (rest -= 127; rest >= 128; rest >>= 7)
			*at++ = (unsigned char)(128 | (rest & 127));
		*at++ = (unsigned char)rest;
	}
	memcpy(at, text, len);
	return at + len;
}

/* What does not change from one request to the next: written once, in the first
 * one of a connection, and named by its number after that. */
static unsigned char *
put_kept(unsigned char *at, const struct target *t, int first, int form)
{
	static const char TYPE[] = "application/x-www-form-urlencoded";
	const struct {
		unsigned name;
		const char *text;
	} field[] = {{NAME_AUTHORITY, t->name}, {NAME_AGENT, "press"},
	    {NAME_ACCEPT, "*/*"}, {0, t->origin}, {NAME_TYPE, TYPE}};
	unsigned i, n = form ? 5 : t->origin != NULL ? 4 : 3;

	for (i = 0; i < n; i++) {
		if (!first) {
			*at++ = (unsigned char)(128 | (FIRST_KEPT + n - 1 - i));
			continue;
		}
		*at++ = (unsigned char)(KEPT_FIELD | field[i].name);
		if (field[i].name == 0)
			at = put_text(at, "origin", 6);
		at = put_text(at, field[i].text, strlen(field[i].text));
	}
	return at;
}

/* What a client says first: that it takes all that comes. */
size_t
h2_begin(struct h2 *h, unsigned char *out)
{
	/* No pushed answers; streams as wide as the connection. */
	static const unsigned char SETTINGS[] = {
	    0, 2, 0, 0, 0, 0, 0, 4, 0x7f, 0xff, 0xff, 0xff};
	static const unsigned char MORE[] = {
	    WIDE >> 24, WIDE >> 16 & 255, WIDE >> 8 & 255, WIDE & 255};
	unsigned char *at = out;

	memset(h, 0, sizeof(*h));
	h->next = 1;
	h->window = WINDOW;
	memcpy(at, HELLO, sizeof(HELLO) - 1);
	at = put_head(
	    at + sizeof(HELLO) - 1, sizeof(SETTINGS), FRAME_SETTINGS, 0, 0);
	memcpy(at, SETTINGS, sizeof(SETTINGS));
	at = put_head(at + sizeof(SETTINGS), sizeof(MORE), FRAME_WINDOW, 0, 0);
	memcpy(at, MORE, sizeof(MORE));
	return (size_t)(at + sizeof(MORE) - out);
}

/* The next request of a connection, of at most ASK_ROOM bytes. */
size_t
h2_ask(struct h2 *h, const struct target *t, const struct ask *ask,
    unsigned char *out)
{
	int form = ask->body != NULL, len;
	unsigned char *at = out + FRAME_HEAD;
	char digits[16];

	*at++ = form ? METHOD_POST : METHOD_GET;
	*at++ = SCHEME_HTTPS;
	*at++ = NAME_PATH;
	at = put_text(at, ask->path, ask->path_len);
	at = put_kept(at, t, h->next == 1, form);
	if (form) {
		len = snprintf(digits, sizeof(digits), "%zu", ask->body_len);
		*at++ = 15; /* 4 bits, and the rest */
		*at++ = NAME_LENGTH - 15;
		at = put_text(at, digits, (size_t)len);
	}
	(void)put_head(out, (size_t)(at - out) - FRAME_HEAD, FRAME_HEADERS,
	    form ? FLAG_WHOLE : FLAG_WHOLE | FLAG_END, h->next);
	if (form) {
		at = put_head(at, ask->body_len, FRAME_DATA, FLAG_END, h->next);
		memcpy(at, ask->body, ask->body_len);
		at += ask->body_len;
		h->window -= (int64_t)ask->body_len;
	}
	h->next += 2;
	return (size_t)(at - out);
}

/* What a frame is answered with at once; 0: nothing. */
size_t
h2_answer(const struct frame *f, unsigned char *out)
{
	unsigned char *at;

	if ((f->type != FRAME_SETTINGS && f->type != FRAME_PING) ||
	    (f->flags & FLAG_END) != 0)
		return 0;
	if (f->type == FRAME_SETTINGS)
		return (size_t)(put_head(out, 0, f->type, FLAG_END, 0) - out);
	at = put_head(out, 8, f->type, FLAG_END, 0);
	memcpy(at, f->kept, 8);
	return (size_t)(at + 8 - out);
}

uint32_t
h2_number(const unsigned char *at)
{
	return (uint32_t)(at[0] & 127) << 24 | (uint32_t)at[1] << 16 |
	       (uint32_t)at[2] << 8 | at[3];
}

/* Takes from the *n bytes at *in.  1: a frame is whole, and good until the next
 * call; 0: all is taken. */
int
h2_next(struct h2 *h, const unsigned char **in, size_t *n, struct frame *f)
{
	size_t length, take, at;

	for (; h->have<FRAME_HEAD && * n> 0; (*n)--)
		h->head[h->have++] = *(*in)++;
	if (h->have < FRAME_HEAD)
		return 0;
	length =
	    (size_t)h->head[0] << 16 | (size_t)h->head[1] << 8 | h->head[2];
	at = h->have - FRAME_HEAD;
	take = length - at < *n ? length - at : *n;
	if (at < FRAME_KEPT)
		memcpy(h->kept + at, *in,
		    take < FRAME_KEPT - at ? take : FRAME_KEPT - at);
	*in += take;
	*n -= take;
	h->have += take;
	if (at + take < length)
		return 0;
	h->have = 0;
	*f = (struct frame){.type = h->head[3],
	    .flags = h->head[4],
	    .stream = h2_number(h->head + 5),
	    .length = length,
	    .kept = h->kept};
	return 1;
}

/* The status that HEADERS begin with, as nginx writes it: an entry of the static
 * table, or three digits.  0: something else. */
int
h2_status(const struct frame *f)
{
	static const int KNOWN[] = {200, 204, 206, 304, 400, 404, 500};
	const unsigned char *at = f->kept, *end = at + FRAME_KEPT;
	unsigned name;
	int i, status = 0;

	if ((f->flags & FLAG_PADDED) != 0)
		at++;
	if ((f->flags & FLAG_PRIORITY) != 0)
		at += 5;
	while ((*at & 0xe0) == 0x20 && at < end - 8) /* a new table size */
		while ((*at++ & 0x1f) == 0x1f && at < end - 8)
			;
	if (*at >= 128)
		return *at - 128 >= NAME_STATUS && *at - 128 < NAME_STATUS + 7
			   ? KNOWN[*at - 128 - NAME_STATUS]
			   : 0;
	name = *at & 0x40 ? *at & 0x3f : *at & 0x0f;
	if (name != NAME_STATUS || at[1] != 3 || f->length < 5)
		return 0;
	for (i = 2; i < 5; i++) {
		if (at[i] < '0' || at[i] > '9')
			return 0;
		status = status * 10 + at[i] - '0';
	}
	return status;
}
