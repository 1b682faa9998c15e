/* SPDX-License-Identifier: ISC */
/* role.h: sets of permissions that operators hold. Floor 3. */
#ifndef DESK_ROLE_H
#define DESK_ROLE_H

#include <stdint.h>

#include "desk/change.h"

struct db;

enum {
	ROLES = 100,    /* in a list */
	ROLE_NAME = 100 /* characters */
};

struct role {
	uint64_t id; /* 0: a new one */
	uint64_t version;
	unsigned char key[CHANGE_KEY]; /* of the form that makes it */
	const char *name;
	uint64_t may;   /* bits of enum permission */
	int everything; /* also what later versions bring: stored as '*' */

	/* Read only. */
	uint64_t operators; /* who hold it */
};

/* By name.  How many, at most ROLES; -1.  One trip. */
int role_list(struct db *, struct role[ROLES]);
int role_get(struct db *, uint64_t id, struct role *); /* 1, 0, -1; one trip */

/*
 * Makes or changes it; id is filled.  CHANGE_STALE, _TAKEN; CHANGE_ABOVE where
 * it has, or would have, what the actor has not; CHANGE_LAST.  At most eight
 * trips and one for each permission.
 */
enum change role_save(struct db *, const struct actor *, struct role *);

/* CHANGE_USED while somebody holds it.  At most five trips. */
enum change role_delete(struct db *, const struct actor *, const struct role *);

#endif
