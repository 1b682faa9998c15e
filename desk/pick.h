/* SPDX-License-Identifier: ISC */
/* pick.h: the departments and groups that a form lets one tick.  It shows so
 * many and says which; those that it did not show stay as they are.
 * Floor 3. */
#ifndef DESK_PICK_H
#define DESK_PICK_H

#include <stddef.h>
#include <stdint.h>

struct db;

enum {
	PICKS = 200, /* of one form: with four fields each they fit a request */
	PICK_FIND = 100,         /* characters that are looked for */
	PICK_WORDS = PICKS * 12, /* bytes of all their words */
	PICKED = 1000            /* that one operator or group can have */
};

/* A department, or a group of them. */
struct pick {
	uint64_t id;
	int group;
	const char *name;
	int disabled;
	int hidden;
	const char *holding; /* names of a group's departments; NULL: none */
};

struct pick_wish {
	const char *find;     /* part of the name, or "" */
	const char *shown;    /* what a form had shown: just that; NULL: find */
	int groups;           /* groups too */
	uint64_t operator_id; /* ... whose come first; 0: nobody's */
	uint64_t group;       /* ... what it holds comes first; 0: none */
};

/* Groups before departments, by name, the disabled last.  How many, and in
 * total how many there are of that name; -1.  One trip. */
int pick_list(
    struct db *, const struct pick_wish *, struct pick[PICKS], uint64_t *total);

/* Their words, as "g3,12,14". */
void pick_words(const struct pick *, int n, char words[PICK_WORDS]);

/* Is this one among the words?  NULL: all are. */
int pick_shown(const char *words, int group, uint64_t id);

#endif
