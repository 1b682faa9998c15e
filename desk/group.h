/* SPDX-License-Identifier: ISC */
/* group.h: groups of departments, to which operators are assigned as to one.
 * A group holds departments and never groups, so there are no cycles. Floor 3.
 */
#ifndef DESK_GROUP_H
#define DESK_GROUP_H

#include <stddef.h>
#include <stdint.h>

#include "desk/change.h"
#include "desk/department.h"
#include "desk/pick.h"

enum {
	GROUPS = 60,     /* in a list */
	GROUP_NAME = 100 /* characters */
};

struct group {
	uint64_t id; /* 0: a new one */
	uint64_t version;
	unsigned char key[CHANGE_KEY]; /* of the form that makes it */
	const char *name;
	uint64_t members[PICKED]; /* of group_get() */
	size_t nmembers;
	const char *shown; /* by the form: pick_shown(); the others stay */

	/* Read only. */
	uint64_t operators;  /* assigned to it, not disabled */
	const char *holding; /* its departments' names; NULL: none */
};

/* By name.  How many, at most GROUPS; -1.  One trip. */
int group_list(struct db *, struct group[GROUPS]);
int group_get(struct db *, uint64_t id, struct group *); /* 1,0,-1; 2 trips */
int group_holds(const struct group *, uint64_t department);

/*
 * Makes or changes it; id is filled.  CHANGE_STALE, _TAKEN, _UNKNOWN (a
 * department is gone).  At most seven trips, and one for each that leaves.
 */
enum change group_save(struct db *, const struct actor *, struct group *);

/* Its departments stay; CHANGE_USED while somebody is assigned to it.  At most
 * six trips. */
enum change group_delete(
    struct db *, const struct actor *, const struct group *);

#endif
