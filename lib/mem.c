/* SPDX-License-Identifier: ISC */
/*
 * mem.c: an arena, the memory of one request. Floor 0.
 * The first block is kept over resets, so an ordinary request costs no call
 * of malloc.
 */
#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/log.h"
#include "lib/mem.h"

enum {
	BLOCK = 16384, /* bytes of an ordinary block */
	ALIGN = _Alignof(max_align_t),
};

struct block {
	struct block *next;
	size_t used;
	size_t size;
	max_align_t data[];
};

struct deferred {
	struct deferred *next;
	void (*done)(void *);
	void *arg;
};

struct mem {
	struct block *first; /* kept at a reset */
	struct block *top;   /* bytes are taken from here */
	struct deferred *deferred;
	size_t given;
	size_t limit;
};

static struct block *
block_new(size_t size)
{
	struct block *b = malloc(sizeof(*b) + size);

	if (b == NULL)
		fatal("no memory for %zu bytes", size);
	b->next = NULL;
	b->used = 0;
	b->size = size;
	return b;
}

struct mem *
mem_new(size_t limit)
{
	struct mem *m = calloc(1, sizeof(*m));

	if (m == NULL)
		fatal("no memory for an arena");
	m->limit = limit;
	m->first = m->top = block_new(BLOCK);
	return m;
}

void
mem_reset(struct mem *m)
{
	struct deferred *d;
	struct block *b;

	while ((d = m->deferred) != NULL) {
		m->deferred = d->next;
		d->done(d->arg);
	}
	while ((b = m->first->next) != NULL) {
		m->first->next = b->next;
		free(b);
	}
	m->first->used = 0;
	m->top = m->first;
	m->given = 0;
}

void
mem_free(struct mem *m)
{
	if (m == NULL)
		return;
	mem_reset(m);
	free(m->first);
	free(m);
}

void *
mem_get(struct mem *m, size_t n)
{
	struct block *b = m->top;
	void *p;

	if (m->given > m->limit || n > m->limit - m->given)
		fatalx("a request wants more than %zu bytes", m->limit);
	n = (n + ALIGN - 1) / ALIGN * ALIGN;
	m->given += n;
	if (n > b->size - b->used) {
		/* A large piece gets a block of its own, below the top. */
		b = block_new(n > BLOCK / 4 ? n : BLOCK);
		b->next = m->first->next;
		m->first->next = b;
		if (b->size == BLOCK)
			m->top = b;
	}
	p = (char *)b->data + b->used;
	b->used += n;
	return memset(p, 0, n);
}

char *
mem_strn(struct mem *m, const char *s, size_t n)
{
	char *p;

	n = strnlen(s, n);
	p = mem_get(m, n + 1);
	memcpy(p, s, n);
	return p;
}

char *
mem_str(struct mem *m, const char *s)
{
	return mem_strn(m, s, strlen(s));
}

char *
mem_printf(struct mem *m, const char *fmt, ...)
{
	va_list ap;
	char *p;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		fatal("mem_printf: %s", fmt);
	p = mem_get(m, (size_t)n + 1);
	va_start(ap, fmt);
	(void)vsnprintf(p, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return p;
}

void
mem_defer(struct mem *m, void (*done)(void *), void *arg)
{
	struct deferred *d = mem_get(m, sizeof(*d));

	d->next = m->deferred;
	d->done = done;
	d->arg = arg;
	m->deferred = d;
}
