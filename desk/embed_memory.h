/* SPDX-License-Identifier: ISC */
/*
 * embed_memory.h: what one process lately read of pages' snippets, so that it
 * need not ask anew for each of very many page views. Floor 3.
 *
 * A site's settings and whether somebody is there are the same for all of its
 * visitors.  What was read is used again only where it was read less than a
 * second ago and the same was asked for EMBED_OFTEN times in the second before:
 * whoever changes a setting and looks at the effect, on a page or in a test,
 * sees it at once; a crowd sees it a second later at most, and its page views
 * cost the database one answer a second.  No more snippets are kept than one
 * process can answer so often.
 */
#ifndef DESK_EMBED_MEMORY_H
#define DESK_EMBED_MEMORY_H

#include <stdint.h>

struct db;
struct embed;
struct embed_memory;
struct mem;

enum {
	EMBED_OFTEN = 32,      /* askings within ... */
	EMBED_RECENT = 1000,   /* ms */
	EMBED_REMEMBERED = 64, /* snippets; whose last asking is oldest goes */
	EMBED_MEMORY = 81920   /* bytes of the memory that holds them */
};

/* Whose answer it is: as embed_find() takes them. */
struct embedding {
	const char *key;
	const char *host;
	const char *tag;
};

/* Lives as long as the memory does. */
struct embed_memory *embed_memory_new(struct mem *);

/*
 * embed_find(), or what it found, at this time in ms of a clock that is never
 * set.  Only for page views: whoever begins a chat or tests a page asks
 * embed_find().  Texts stand until the next call.  1, 0 no such site, -1.
 * Trips as embed_find(), or none.
 */
int embed_recall(struct embed_memory *, struct db *, const struct embedding *,
    int64_t now, struct embed *);

/* Something was noted of pages on this host (embed.host, embed.noted): the
 * next one reads it. */
void embed_forget(struct embed_memory *, const char *key, const char *host);

#endif
