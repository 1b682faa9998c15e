/* SPDX-License-Identifier: ISC */
/* opening.h: when a department is open: its online hours, kept as people
 * wrote them and as moments. Floor 3. */
#ifndef DESK_OPENING_H
#define DESK_OPENING_H

#include <stdint.h>

#include "desk/change.h"
#include "desk/hours.h"

struct db;

/*
 * True for a department, "d" in the query, where somebody can be online now:
 * not disabled, and within its hours where it has some.
 */
#define OPENING_NOW \
	" (NOT d.disabled AND (NOT EXISTS (SELECT 1 FROM department_hours dh" \
	" WHERE dh.department_id = d.id) OR EXISTS (SELECT 1" \
	" FROM department_open dn WHERE dn.department_id = d.id" \
	" AND dn.from_at <= NOW(3) AND dn.until_at > NOW(3)))) "

struct opening {
	uint64_t department;
	uint64_t version; /* of the department */
	const char *name;
	struct week week; /* n 0: always open */
	int open;         /* now; read only */
	const char *next; /* when that changes, or NULL; read only */
};

int opening_get(struct db *, uint64_t department, struct opening *); /* 1,0,-1;
									2 trips */

/* Other hours.  CHANGE_STALE, _GONE.  At most ten trips. */
enum change opening_save(
    struct db *, const struct actor *, const struct opening *);

/* The moments of a department anew, from now: after its zone changed.  0, -1.
 * Four trips. */
int opening_moments(struct db *, uint64_t department);

/*
 * Moments for the days to come, of departments that have less than half of
 * HOURS_AHEAD left: regularly.  Any number of callers at once.  How many
 * departments, at most OPENING_BATCH, or -1.
 */
enum {
	OPENING_BATCH = 20
};
int opening_ahead(struct db *);

#endif
