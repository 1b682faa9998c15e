/* SPDX-License-Identifier: ISC */
/* page.h: the one door to ClearSilver: data in, HTML out. Floor 1. */
#ifndef LIB_PAGE_H
#define LIB_PAGE_H

#include <stddef.h>
#include <stdint.h>

struct buf;
struct mem;
struct page;

/*
 * An empty data set; every variable is HTML-escaped by the templates.
 * link(x) gives x where it is a relative path or an http(s) address, "#"
 * otherwise; url(x) escapes for a query string.  It goes with the arena.
 * dir is the folder of the templates.
 */
struct page *page_new(struct mem *, const char *dir);

/* Names are literals and integers, dots between; never text from a person.
 * A NULL value leaves the name unset. */
void page_str(struct page *, const char *value, const char *name, ...)
    __attribute__((__format__(__printf__, 3, 4)));
void page_int(struct page *, int64_t value, const char *name, ...)
    __attribute__((__format__(__printf__, 3, 4)));

/* 0, or -1 where the template is missing or broken (logged once). */
int page_render(struct page *, const char *template, struct buf *);

#endif
