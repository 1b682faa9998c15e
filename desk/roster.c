/* SPDX-License-Identifier: ISC */
/*
 * roster.c: all visitors that pulse hears of. Floor 3.
 * Open addressing with linear probing.  An id is hashed by its first bytes:
 * they are random and ours, so nobody can choose where they fall.
 */
#include <string.h>

#include "desk/roster.h"
#include "lib/mem.h"

_Static_assert(sizeof(struct heard) == 64, "heard");

struct roster {
	struct heard *place;
	size_t places; /* a power of two, at least max and a third more */
	size_t max;
	size_t n;
	size_t hand; /* where roster_forget() goes on */
};

struct roster *
roster_new(struct mem *mem, size_t max)
{
	struct roster *r = mem_get(mem, sizeof(*r));

	r->max = max;
	for (r->places = 8; r->places < max + max / 3;)
		r->places *= 2;
	r->place = mem_get(mem, r->places * sizeof(*r->place));
	return r;
}

static size_t
home(const struct roster *r, const unsigned char box[BOX_ID])
{
	uint64_t hash;

	memcpy(&hash, box, sizeof(hash));
	return (size_t)hash & (r->places - 1);
}

static size_t
after(const struct roster *r, size_t i)
{
	return (i + 1) & (r->places - 1);
}

struct heard *
roster_find(struct roster *r, const unsigned char box[BOX_ID], int make)
{
	size_t i;

	for (i = home(r, box); r->place[i].used; i = after(r, i))
		if (memcmp(r->place[i].box, box, BOX_ID) == 0)
			return &r->place[i];
	if (!make || roster_full(r))
		return NULL;
	memcpy(r->place[i].box, box, BOX_ID);
	r->place[i].used = 1;
	r->n++;
	return &r->place[i];
}

/* Empties a place and moves up those that had to go past it. */
static void
drop(struct roster *r, size_t hole)
{
	size_t i, from, mask = r->places - 1;

	for (i = after(r, hole); r->place[i].used; i = after(r, i)) {
		from = home(r, r->place[i].box);
		if (((i - from) & mask) < ((i - hole) & mask))
			continue;
		r->place[hole] = r->place[i];
		hole = i;
	}
	memset(&r->place[hole], 0, sizeof(r->place[hole]));
	r->n--;
}

size_t
roster_forget(struct roster *r, size_t places, uint32_t now, uint32_t pace)
{
	size_t forgotten = 0;
	struct heard *h;

	for (; places > 0; places--) {
		h = &r->place[r->hand];
		if (h->used && presence_silent(h, now, pace)) {
			drop(r, r->hand); /* and look here again */
			forgotten++;
		} else {
			r->hand = after(r, r->hand);
		}
	}
	return forgotten;
}

void
roster_rewrite(struct roster *r)
{
	size_t i;

	for (i = 0; i < r->places; i++)
		r->place[i].written = 0;
}

size_t
roster_count(const struct roster *r)
{
	return r->n;
}

size_t
roster_places(const struct roster *r)
{
	return r->places;
}

int
roster_full(const struct roster *r)
{
	return r->n >= r->max;
}
