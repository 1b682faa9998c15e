/* SPDX-License-Identifier: ISC */
/* audience.h: the set of departments that a visitor belongs to, as one number
 * that many visitors share: whom they may be shown to. Floor 3. */
#ifndef DESK_AUDIENCE_H
#define DESK_AUDIENCE_H

#include <stdint.h>

struct db;

enum {
	AUDIENCE_NONE = 1 /* no department */
};

/*
 * The visitor belongs to these departments (ids, commas between) and to no
 * other, from now on; was: those before, or NULL.  Their row in presence says
 * so too.  0, or -1.  No trip where they are the same, else two to six.
 */
int audience_change(
    struct db *, uint64_t visitor, const char *was, const char *is);

/* The set of these departments (ids, commas between), made where it is new.
 * 0, -1.  One trip, three for a new one, none for none. */
int audience_find(struct db *, const char *departments, uint64_t *audience);

#endif
