/* SPDX-License-Identifier: ISC */
/* department.h: the groups that visitors are routed to. Floor 3. */
#ifndef DESK_DEPARTMENT_H
#define DESK_DEPARTMENT_H

#include <stdint.h>

#include "desk/change.h"

struct db;

enum {
	DEPARTMENTS = 200,      /* in a list */
	DEPARTMENT_NAME = 100,  /* characters */
	DEPARTMENT_ALIAS = 64,  /* ASCII */
	DEPARTMENT_EMAIL = 190, /* characters */
	DEPARTMENT_ZONE = 64,
	MINUTES_MAX = 1440 /* minutes */
};

struct department {
	uint64_t id; /* 0: a new one */
	uint64_t version;
	unsigned char key[CHANGE_KEY]; /* of the form that makes it */
	const char *name;
	const char *alias;
	const char *email;
	const char *timezone;
	uint64_t no_reply; /* minutes */
	uint64_t bot;      /* minutes that a bot keeps a chat that was left */
	uint64_t lhc;      /* its number in Live Helper Chat; 0: none */
	int hidden;
	int disabled;

	/* Read only. */
	uint64_t operators;     /* assigned to it, not disabled */
	uint64_t all_operators; /* ... to All departments */
	int visitors;           /* some named it */
	int chats;              /* some belong to it */
	int sites;              /* is some site's default */
	int hours;              /* it has online hours */
	int open;               /* not disabled, and within them */
};

/* Does it name a department in a tag?  Small letters, digits, - and _, and
 * not digits alone, which would be an id. */
int department_alias_ok(const char *);
/* Is it a time zone's name, as "Europe/Berlin"?  Known to this machine, where
 * it knows any. */
int department_zone_ok(const char *);

/* By name.  How many, at most DEPARTMENTS; -1.  One trip. */
int department_list(struct db *, struct department[DEPARTMENTS]);
int department_get(
    struct db *, uint64_t id, struct department *); /* 1, 0, -1 */

/*
 * Makes or changes it; id is filled.  CHANGE_DONE where nothing differs, too.
 * CHANGE_STALE, _TAKEN, _ALIAS, _LHC.  At most seven trips.
 */
enum change department_save(
    struct db *, const struct actor *, struct department *);

/* CHANGE_USED where visitors, chats or sites name it: disable it instead.
 * Assignments to it go with it.  At most eight trips. */
enum change department_delete(
    struct db *, const struct actor *, const struct department *);

#endif
