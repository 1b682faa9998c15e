/* SPDX-License-Identifier: ISC */
/* embed_memory.c: what one process lately read of pages' snippets. Floor 3. */
#include <stdio.h>
#include <string.h>

#include "desk/embed.h"
#include "desk/embed_memory.h"
#include "lib/db.h"
#include "lib/mem.h"

enum {
	HOST = 253,     /* characters of a host */
	TEXTS = 1 << 20 /* bytes of one answer, far more than columns hold */
};

struct entry {
	char key[EMBED_KEY + 1];
	char host[HOST + 1];
	char tag[EMBED_TAG + 1];
	int64_t asked[EMBED_OFTEN]; /* a ring of the last times */
	size_t turn;                /* the oldest of them */
	int known;                  /* embed is what was read ... */
	int64_t read_at;            /* ... then */
	struct embed embed;
	struct mem *texts; /* of embed; NULL: none needed yet */
};

struct embed_memory {
	struct entry entries[EMBED_REMEMBERED];
};

_Static_assert(sizeof(struct embed_memory) <= EMBED_MEMORY, "EMBED_MEMORY");

struct embed_memory *
embed_memory_new(struct mem *mem)
{
	return mem_get(mem, sizeof(struct embed_memory));
}

static int64_t
last_asked(const struct entry *e)
{
	return e->asked[(e->turn + EMBED_OFTEN - 1) % EMBED_OFTEN];
}

static int
is_of(const struct entry *e, const struct embedding *s)
{
	return strcmp(e->host, s->host) == 0 && strcmp(e->tag, s->tag) == 0 &&
	       strcmp(e->key, s->key) == 0;
}

/* The oldest one takes another name, as if never asked for. */
static struct entry *
begin(struct entry *e, const struct embedding *s, int64_t now)
{
	size_t i;

	(void)snprintf(e->key, sizeof(e->key), "%s", s->key);
	(void)snprintf(e->host, sizeof(e->host), "%s", s->host);
	(void)snprintf(e->tag, sizeof(e->tag), "%s", s->tag);
	for (i = 0; i < EMBED_OFTEN; i++)
		e->asked[i] = now - EMBED_RECENT;
	e->known = 0;
	return e;
}

/* Its place, or NULL where its names are longer than such names can be. */
static struct entry *
place(struct embed_memory *m, const struct embedding *s, int64_t now)
{
	struct entry *e, *oldest = m->entries;

	if (strlen(s->key) > EMBED_KEY || strlen(s->host) > HOST ||
	    strlen(s->tag) > EMBED_TAG)
		return NULL;
	for (e = m->entries; e < m->entries + EMBED_REMEMBERED; e++) {
		if (is_of(e, s))
			return e;
		if (last_asked(e) < last_asked(oldest))
			oldest = e;
	}
	return begin(oldest, s, now);
}

/* Notes that it is asked for.  Was it often, in the second before?  Where not,
 * what was read is forgotten: nobody is told what is older than the last
 * answer. */
static int
often(struct entry *e, int64_t now)
{
	int64_t first = e->asked[e->turn];

	e->asked[e->turn] = now;
	e->turn = (e->turn + 1) % EMBED_OFTEN;
	e->known = e->known && now - first < EMBED_RECENT;
	return now - first < EMBED_RECENT;
}

/* Reads it into memory of its own.  1, 0, -1. */
static int
learn(struct entry *e, struct db *db, int64_t now)
{
	struct mem *before;
	int found;

	if (e->texts == NULL)
		e->texts = mem_new(TEXTS);
	mem_reset(e->texts);
	before = db_use(db, e->texts);
	found = embed_find(db, e->key, e->host, e->tag, &e->embed);
	(void)db_use(db, before);
	e->known = found == 1;
	e->read_at = now;
	return found;
}

int
embed_recall(struct embed_memory *m, struct db *db, const struct embedding *s,
    int64_t now, struct embed *embed)
{
	struct entry *e = place(m, s, now);
	int found = 1;

	if (e == NULL || !often(e, now))
		return embed_find(db, s->key, s->host, s->tag, embed);
	if (!e->known || now - e->read_at >= EMBED_RECENT)
		found = learn(e, db, now);
	if (found == 1)
		*embed = e->embed;
	return found;
}

void
embed_forget(struct embed_memory *m, const char *key, const char *host)
{
	struct entry *e;

	for (e = m->entries; e < m->entries + EMBED_REMEMBERED; e++)
		if (strcmp(e->host, host) == 0 && strcmp(e->key, key) == 0)
			e->known = 0;
}
