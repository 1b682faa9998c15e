/* SPDX-License-Identifier: ISC */
/* canned.h: texts that operators keep ready. Floor 3. */
#ifndef DESK_CANNED_H
#define DESK_CANNED_H

#include <stdint.h>

#include "desk/change.h"

struct db;

enum {
	CANNED = 200,       /* in a list */
	CANNED_TITLE = 100, /* characters */
	CANNED_TEXT = 2000
};

struct canned {
	uint64_t id;                   /* 0: a new one */
	uint64_t department;           /* 0: for all of them */
	unsigned char key[CHANGE_KEY]; /* of the form that makes it */
	const char *title;
	const char *text;
};

/* Those of this department alone (0: those for all), by title.  n, or -1.
 * One trip. */
int canned_list(struct db *, uint64_t department, struct canned list[CANNED]);
/* Those for what is written to this visitor (in this chat, or 0): of the chat's
 * department, of the visitor's, and for all.  n, or -1.  One trip. */
int canned_for(
    struct db *, uint64_t visitor, uint64_t chat, struct canned list[CANNED]);

/* Makes or changes one: CHANGE_DONE, also where the form came twice;
 * CHANGE_GONE; CHANGE_UNKNOWN: no such department.  Two trips and the
 * transaction. */
enum change canned_save(
    struct db *, const struct actor *, const struct canned *);
/* CHANGE_DONE, also where it is gone.  Two trips and the transaction. */
enum change canned_delete(struct db *, const struct actor *, uint64_t id);

#endif
