/* SPDX-License-Identifier: ISC */
/* strong.h: what opens a chat that was begun on https: the strong token of
 * that browser, which no http page ever sees. Floor 3; semantics.md section
 * 3. */
#ifndef DESK_STRONG_H
#define DESK_STRONG_H

#include <stdint.h>

#include "lib/token.h"

struct db;

/*
 * The chat, just begun or just answered, opens with this only: the SHA-256 of
 * the strong token; NULL: it was on http, and nothing changes.  In the
 * caller's transaction.  0, or -1.  One trip, or none.
 */
int strong_bind(struct db *, uint64_t chat, const unsigned char *strong);

/* Does it open the visitor's open chat?  1, also where there is none, 0, -1.
 * In the caller's transaction, with the visitor locked.  One trip. */
int strong_opens(struct db *, uint64_t visitor, const unsigned char *strong);

/* The visitor's latest https page on a listed host, without its query; NULL:
 * none.  1, 0 none, -1.  One trip. */
int strong_page(struct db *, uint64_t visitor, const char **url);

#endif
