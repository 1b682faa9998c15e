/* SPDX-License-Identifier: ISC */
/* buf.h: bytes that grow, in an arena. Floor 0. */
#ifndef LIB_BUF_H
#define LIB_BUF_H

#include <stddef.h>
#include <stdint.h>

struct mem;

struct buf {
	struct mem *mem;
	char *data; /* always NUL-terminated once something was added */
	size_t len;
	size_t size;
};

void buf_init(struct buf *, struct mem *);
void buf_add(struct buf *, const void *, size_t);
void buf_str(struct buf *, const char *);
void buf_u64(struct buf *, uint64_t); /* decimal; no format to be read */
void buf_printf(struct buf *, const char *, ...)
    __attribute__((__format__(__printf__, 2, 3)));

#endif
