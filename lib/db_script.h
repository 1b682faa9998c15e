/* SPDX-License-Identifier: ISC */
/* db_script.h: a file of SQL, statement by statement; for db.c. Floor 1. */
#ifndef LIB_DB_SCRIPT_H
#define LIB_DB_SCRIPT_H

struct buf;

struct script {
	const char *at; /* what is still to be read */
	int line;       /* of at, from 1 */
	int begins;     /* line where the statement found begins */
};

/*
 * Fills out with the next statement, without its ";", its comments and the
 * white space around it.  A statement ends at a ";" that nothing but white
 * space follows on its line.  1, 0 at the end, -1 where a quote is not closed.
 */
int script_next(struct script *, struct buf *out);

#endif
