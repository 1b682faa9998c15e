/* SPDX-License-Identifier: ISC */
/* change.h: changes made on forms to what several people share: who makes
 * them, how they end, what is noted, and who must remain. Floor 3. */
#ifndef DESK_CHANGE_H
#define DESK_CHANGE_H

#include <stdint.h>

struct db;

/* How a change ended.  What is below 0 left everything as it was. */
enum change {
	CHANGE_DONE = 1,
	CHANGE_GONE = 0, /* there is nothing of this id */
	CHANGE_FAILED = -1,
	CHANGE_STALE = -2,   /* somebody else changed it meanwhile */
	CHANGE_TAKEN = -3,   /* the name belongs to another */
	CHANGE_ALIAS = -4,   /* ... the alias */
	CHANGE_USED = -5,    /* something depends on it */
	CHANGE_LAST = -6,    /* no administrator would be left */
	CHANGE_ABOVE = -7,   /* it is about rights that the actor lacks */
	CHANGE_UNKNOWN = -8, /* names something that is gone */
	CHANGE_LHC = -9,     /* the old number belongs to another */
};

enum {
	CHANGE_KEY = 8,      /* bytes of a form's key */
	CHANGE_DETAIL = 1020 /* bytes of an audit row's detail */
};

/* Who makes a change. */
struct actor {
	uint64_t operator;
	uint64_t may; /* bits of enum permission */
	const char *address;
};

/* What differs between the stored and the given: "Sales: name, hidden on". */
struct changes {
	char text[CHANGE_DETAIL + 1];
	unsigned n;
};

/* Begins with the name of the thing. */
void changes_begin(struct changes *, const char *name);
/* A text, where NULL is "", and a switch: noted where they differ. */
void changes_text(
    struct changes *, const char *what, const char *was, const char *is);
void changes_flag(struct changes *, const char *what, int was, int is);
void changes_note(struct changes *, const char *what); /* differs */

/* One audit row.  0, or -1.  One trip. */
int change_note(struct db *, const struct actor *, const char *what,
    uint64_t object, const char *detail);

/* The latest change of an object, by audit rows of this kind ("site"). */
struct change_latest {
	const char *at;
	const char *by; /* NULL: not by an operator */
	const char *detail;
};
int change_latest(struct db *, const char *kind, uint64_t object,
    struct change_latest *); /* 1, 0, -1; one trip */

/*
 * Administrators: operators, not disabled, whose roles let them manage
 * operators and roles, so that they can put right anything else.  Changes of
 * people and roles run one after the other: change_people() waits for its
 * turn, which lasts to the end of the transaction, and counts them.  Where
 * there were some, some must remain.
 */
int change_people(struct db *, uint64_t *administrators); /* 0, -1; 2 trips */
/* CHANGE_DONE, CHANGE_LAST or CHANGE_FAILED.  One trip. */
int change_safe(struct db *, uint64_t administrators);

/* Nobody touches an operator who may more than they.  CHANGE_DONE, _ABOVE,
 * _FAILED.  One trip. */
int change_rank(struct db *, const struct actor *, uint64_t operator_id);

#endif
