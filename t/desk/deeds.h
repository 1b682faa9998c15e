/* SPDX-License-Identifier: ISC */
/* deeds.h: whom the deeds of t/desk/locks.c are about, and the rare ones. */
#ifndef T_DESK_DEEDS_H
#define T_DESK_DEEDS_H

#include "desk/session.h"
#include "desk/visitor.h"

enum {
	REGULARS = 3 /* visitors who stay; others come, go and become one */
};

/* Whom a deed is about. */
struct deed {
	struct db *db;
	struct visitor v;
	uint64_t chat;       /* their newest one; 0: none yet */
	uint64_t invitation; /* their open one; 0: none */
	uint64_t version;
	struct operator by;
};

/* One of the regulars, of the few who came last, or who talks with a bot: d->v,
 * and what is open.
 * 1, 0 where they went at this moment, -1. */
int deed_about(struct deed *d);

/* A page view of theirs, as by shop_view(); none but a regular has the browser
 * of regulars, so that nobody is taken for one. */
struct view deed_view(
    const struct visitor *, unsigned key, const char *departments);

/* Did they go, or lose their token, since they were chosen? */
int deed_over(const struct deed *);

/* A record begins, ends, or becomes part of another; people come and go.  -1
 * where it failed. */
int deed_rare(struct deed *);

#endif
