/* SPDX-License-Identifier: ISC */
/*
 * db_door.h: what db.c, which knows Connector/C, does for db_stmt.c and
 * db_work.c, which know what has to be repeated.  For these alone. Floor 1.
 */
#ifndef LIB_DB_DOOR_H
#define LIB_DB_DOOR_H

#include <stddef.h>
#include <stdint.h>

#include "lib/db.h"

enum {
	STATEMENTS = 500, /* of one program: they are written, not made */
	WHY = 512,        /* bytes of a reason */
};

/* What went wrong last, as far as anybody acts on it. */
enum fault {
	FAULT_NONE,
	FAULT_DOWN,       /* no connection to be had; logged already */
	FAULT_UNSENT,     /* lost before the statement was sent */
	FAULT_LOST,       /* lost afterwards: done or not, nobody knows */
	FAULT_REPEAT,     /* the database asks for a repeat */
	FAULT_STALE,      /* the statement has to be prepared again */
	FAULT_DUPLICATE,  /* a unique key */
	FAULT_REFERENCED, /* a foreign key */
	FAULT_REFUSED,    /* DB_REFUSE */
	FAULT_OTHER,
};

enum kind {
	KIND_NULL,
	KIND_UNSIGNED,
	KIND_SIGNED,
	KIND_TEXT,
	KIND_BYTES
};

struct value {
	enum kind kind;
	uint64_t number;
	const void *data;
	unsigned long len;
};

enum progress {
	READY,
	ROWS,
	DONE,
	FAILED
};

struct stmt {
	struct db *db;
	const struct query *query;
	void *handle; /* MYSQL_STMT; NULL: not prepared on this connection */
	struct value *values;
	size_t nvalues, room;
	size_t rows; /* of db_bulk(); 0: an ordinary statement */
	enum progress progress;
	unsigned columns, next; /* next: the column to read */
};

struct db {
	char *option_file;
	void *handle; /* MYSQL; NULL: not connected */
	struct mem *mem;
	struct mem *scratch; /* of one trip, not of one request */
	struct stmt *stmts[STATEMENTS];
	size_t nstmts;
	uint64_t trips, insert_id;
	int64_t heard_at, down_until; /* ms, CLOCK_MONOTONIC */
	enum fault fault;
	unsigned code;
	char why[WHY];
	int inside; /* a transaction */
	int again;  /* which has to be repeated */
	int patient; /* waits for an answer as long as it takes */
	int silent; /* a failed connect was logged, no success since */
};

/* --- db_work.c, for db_stmt.c */

/*
 * A connection to send on.  One that the server closed while it was idle is
 * found out before anything is sent, so that no write is sent twice.  A
 * transaction whose connection is gone has no other to go to.  0, or -1.
 */
int db_reach(struct db *);
/* What the failure means for the connection and the transaction. */
void db_suffer(struct db *);
/* Says what failed, once.  What the caller asks about by db_duplicate(), and
 * what will be repeated, is no news.  Always -1. */
int db_complain(struct db *, const char *name);
void db_rest(void); /* before a repeat */

/* --- db.c */

/* All: 0, or -1 with fault, code and why filled in. */
int door_connect(struct db *);
int door_ping(struct db *);
int door_text(struct db *, const char *sql, size_t); /* rows are dropped */

/* Prepares where needed, binds values, sends, takes all rows over. */
int door_run(struct stmt *, int64_t *changed);

/* Is what we have still a connection, as far as the socket knows? */
int door_open(const struct db *);
void door_close(struct db *);
void door_forget(struct stmt *); /* the prepared statement */
void door_clear(struct stmt *);  /* rows that nobody fetched */

int door_fetch(struct stmt *); /* 1 a row, 0 none left, -1 */

/* A column of that row.  NULL is 0. */
uint64_t door_number(struct stmt *, unsigned column, int is_signed);
/* Copies at most size bytes; the whole length, or -1 for NULL. */
int64_t door_copy(struct stmt *, unsigned column, void *, size_t size);

#endif
