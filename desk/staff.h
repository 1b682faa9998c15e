/* SPDX-License-Identifier: ISC */
/* staff.h: the operators as those see them who manage them. Floor 3. */
#ifndef DESK_STAFF_H
#define DESK_STAFF_H

#include <stddef.h>
#include <stdint.h>

#include "desk/change.h"
#include "desk/pick.h"

struct db;

enum {
	STAFF_PAGE = 50,   /* rows of one page of the list */
	STAFF_ROLES = 100, /* of one operator */
	STAFF_PLACES =
	    PICKED,       /* assignments of one: departments, groups, all */
	STAFF_EMAIL = 190 /* characters */
};

/* A row of the list. */
struct staff_row {
	uint64_t id;
	const char *login;
	const char *name;
	const char *email;
	const char *roles;       /* names, commas between; NULL: none */
	const char *departments; /* the same, in words; without "All" */
	int all;                 /* 1 All departments, 2 read-only */
	int sees_all;            /* by a role */
	int disabled;
	int online; /* signed in, or always online, and online by choice */
	int visible;
	const char *seen; /* when; NULL: never */
};

/* Whose login, name or e-mail holds this text ("": all), by name.  How many,
 * at most STAFF_PAGE; -1.  One trip each. */
int staff_list(
    struct db *, const char *text, uint64_t page, struct staff_row[STAFF_PAGE]);
int staff_count(struct db *, const char *text, uint64_t *);

/* An assignment: to a department, to a group, or with neither to All
 * departments. */
struct place {
	uint64_t department;
	int read_only;
	uint64_t group;
	int no_auto; /* no chat is assigned by it */
	int64_t priority;
};

struct staff {
	uint64_t id; /* 0: a new one */
	uint64_t version;
	unsigned char key[CHANGE_KEY]; /* of the form that makes it */
	const char *login;
	const char *name;
	const char *email;
	const char *languages; /* own_languages_ok(); NULL: none */
	int disabled;
	int always_online;
	int auto_accept;
	uint64_t roles[STAFF_ROLES];
	size_t nroles;
	struct place places[STAFF_PLACES];
	size_t nplaces;
	const char *shown; /* by the form: pick_shown(); the others stay */
	const char *hash;  /* of the first password, by passwd_hash() */
};

int staff_get(struct db *, uint64_t id, struct staff *); /* 1, 0, -1; 3 trips */

/* staff_places.c: their assignment to the same department or group, or NULL;
 * are the assignments of two the same?  Reads them all: 0, -1; one trip. */
const struct place *staff_place(const struct staff *, const struct place *);
int staff_places_same(const struct staff *, const struct staff *);
int staff_places_read(struct db *, struct staff *);
/* What the form of "is" did not show is as it was. */
void staff_places_keep(struct staff *is, const struct staff *was);
/* From what was to what is.  0, -1.  One trip for each that differs. */
int staff_places_store(
    struct db *, const struct staff *was, const struct staff *is);

/*
 * Makes or changes an operator; id is filled.  Disabled ones are signed out.
 * CHANGE_STALE, _TAKEN (the login), _UNKNOWN (a role or department is gone),
 * _ABOVE (may now, or would then, what the actor may not), _LAST.
 * At most twelve trips, and one for each role and assignment.
 */
enum change staff_save(struct db *, const struct actor *, struct staff *);

/* Sets another password and ends all their sessions.  CHANGE_ABOVE. */
enum change staff_password(
    struct db *, const struct actor *, uint64_t id, const char *hash);

/* Only who has never acted: else CHANGE_USED, disable them.  CHANGE_LAST,
 * _ABOVE, _STALE. */
enum change staff_delete(
    struct db *, const struct actor *, const struct staff *);

#endif
