/* SPDX-License-Identifier: ISC */
/* export.h: all that is kept of one visitor, to be handed out. Floor 3. */
#ifndef DESK_EXPORT_H
#define DESK_EXPORT_H

#include <stdint.h>

struct db;
struct operator;

enum {
	EXPORT_ROWS = 5000,  /* of one list: the newest */
	EXPORT_COLUMNS = 20, /* at most */
	EXPORT_PARTS = 10
};

/* A list of rows: each column is a text, or NULL. */
struct export_part {
	const char *name;
	const char *columns[EXPORT_COLUMNS]; /* NULL at the end */
};

extern const struct export_part export_parts[EXPORT_PARTS];

struct export
{
	struct db *db;
	const struct operator* op; /* who sees the visitor: only their chats */
	uint64_t visitor;
	/* Called for each row, with as many values as there are columns. */
	void (*row)(void *arg, const char *const values[EXPORT_COLUMNS]);
	void *arg;
};

/* One part.  1 where there are more rows than EXPORT_ROWS, 0, -1.  One
 * trip. */
int export_read(const struct export *, int part);

/* Their chats that this operator does not see.  -1 failed.  One trip. */
int64_t export_unseen(const struct export *);

#endif
