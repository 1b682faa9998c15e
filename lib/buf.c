/* SPDX-License-Identifier: ISC */
/* buf.c: bytes that grow, in an arena. Floor 0. */
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/log.h"
#include "lib/mem.h"

enum {
	FIRST = 1024 /* bytes of the first piece */
};

void
buf_init(struct buf *b, struct mem *mem)
{
	memset(b, 0, sizeof(*b));
	b->mem = mem;
}

/* Makes room for n more bytes and the NUL. */
static void
reserve(struct buf *b, size_t n)
{
	size_t size = b->size > 0 ? b->size : FIRST;
	char *data;

	if (n >= SIZE_MAX / 4 - b->len)
		fatalx("a buffer of %zu bytes cannot grow by %zu", b->len, n);
	if (b->data != NULL && b->len + n < b->size)
		return;
	while (size <= b->len + n)
		size *= 2;
	data = mem_get(b->mem, size);
	if (b->len > 0)
		memcpy(data, b->data, b->len);
	b->data = data;
	b->size = size;
}

void
buf_add(struct buf *b, const void *p, size_t n)
{
	reserve(b, n);
	if (n > 0)
		memcpy(b->data + b->len, p, n);
	b->len += n;
	b->data[b->len] = '\0';
}

void
buf_str(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void
buf_u64(struct buf *b, uint64_t n)
{
	char digits[20];
	size_t at = sizeof(digits);

	do
		digits[--at] = (char)('0' + n % 10);
	while ((n /= 10) > 0);
	buf_add(b, digits + at, sizeof(digits) - at);
}

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	size_t room;
	int n;

	/* Mostly there is room for it already. */
	reserve(b, 0);
	room = b->size - b->len;
	va_start(ap, fmt);
	n = vsnprintf(b->data + b->len, room, fmt, ap);
	va_end(ap);
	if (n < 0)
		fatal("buf_printf: %s", fmt);
	if ((size_t)n >= room) {
		reserve(b, (size_t)n);
		va_start(ap, fmt);
		(void)vsnprintf(b->data + b->len, (size_t)n + 1, fmt, ap);
		va_end(ap);
	}
	b->len += (size_t)n;
}
