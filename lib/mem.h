/* SPDX-License-Identifier: ISC */
/* mem.h: an arena, the memory of one request. Floor 0. */
#ifndef LIB_MEM_H
#define LIB_MEM_H

#include <stddef.h>

struct mem;

/*
 * An arena that hands out at most limit bytes between two resets; past that,
 * or when the system has none left, the process ends by fatal(), because a
 * request that needs so much is a fault of ours.  It gives nothing back piece
 * by piece and is not for what outlives the request.
 */
struct mem *mem_new(size_t limit);
void mem_free(struct mem *);

/* Forget everything; runs the mem_defer() functions, newest first. */
void mem_reset(struct mem *);

/* Zeroed, aligned for any type, never NULL; n may be 0. */
void *mem_get(struct mem *, size_t n);
char *mem_str(struct mem *, const char *);
char *mem_strn(struct mem *, const char *, size_t);
char *mem_printf(struct mem *, const char *, ...)
    __attribute__((__format__(__printf__, 2, 3)));

/* Calls done(arg) at the next reset: for what a library allocates itself. */
void mem_defer(struct mem *, void (*done)(void *), void *arg);

#endif
