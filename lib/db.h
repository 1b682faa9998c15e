/* SPDX-License-Identifier: ISC */
/* db.h: the one door to MariaDB. Floor 1. */
#ifndef LIB_DB_H
#define LIB_DB_H

#include <stddef.h>
#include <stdint.h>

struct db;
struct mem;
struct stmt;

/* A statement: a literal and its name for the log. */
struct query {
	const char *name;
	const char *sql;
};

/*
 * Takes host, account, password, socket and database from the [client] group
 * of the option file.  Does not connect yet.  Every connection is verified:
 * UTC, STRICT_ALL_TABLES, READ COMMITTED, utf8mb4, lock wait 3 s, statement
 * 5 s, idle write transaction 1 s, found rows counted, connect timeout 1 s.
 * Lives until db_close().
 */
struct db *db_open(const char *option_file);
void db_close(struct db *);

/* Answers may take hours: before anything is asked, and where nobody waits. */
void db_patient(struct db *);

/* Where texts read by db_str() are put; set once a request.  Returns where
 * they were put before. */
struct mem *db_use(struct db *, struct mem *);

/* Is it there?  Connects if need be; after a failure it answers -1 at once
 * for a second.  0, or -1. */
int db_alive(struct db *);

/*
 * A statement ready for its binds, prepared once per connection and query.
 * Never NULL: what goes wrong is told by db_step() or db_exec().  Binds
 * follow the "?", reads follow the columns; too few or too many end the
 * process.  It stands until the next db_query() of the same query.
 */
struct stmt *db_query(struct db *, const struct query *);
void db_bind_u64(struct stmt *, uint64_t);
void db_bind_i64(struct stmt *, int64_t);
void db_bind_id(struct stmt *, uint64_t);      /* 0 is bound as NULL */
void db_bind_str(struct stmt *, const char *); /* NULL is NULL */
void db_bind_bytes(struct stmt *, const void *, size_t); /* NULL is NULL */
void db_bind_null(struct stmt *);

/* Next row: 1, none left: 0, failed: -1 (logged once). */
int db_step(struct stmt *);

/* Reads of the row that db_step() found, left to right.  NULL reads as 0,
 * NULL, or zeroed bytes.  db_str() gives the arena's memory. */
uint64_t db_u64(struct stmt *);
int64_t db_i64(struct stmt *);
char *db_str(struct stmt *);
int db_bytes(struct stmt *, void *, size_t); /* 1, or 0 where NULL; a value
					      * of another length is fatal */

/*
 * A transaction in one trip, for where no step depends on what we think of the
 * one before: DB_BLOCK(declarations) statements; DB_BLOCK_END(last).  Any error
 * rolls all of it back; DB_REFUSE is one on purpose.  last: nothing, or a
 * SELECT.  By db_exec(), where that is of one number, which is db_insert_id()
 * then, or nothing; else by db_step() until it is 0.  Never inside
 * db_transaction(); repeated like that.  The database's limit of 5 s
 * does not hold in it, that of 3 s for a lock does: for rows by their keys.
 */
#define DB_BLOCK(declarations) \
	"BEGIN NOT ATOMIC" declarations " START TRANSACTION;"
#define DB_REFUSE " SIGNAL SQLSTATE '45000';"
#define DB_BLOCK_END(last) " COMMIT;" last " END"

/* For statements without rows, and for blocks: rows found or changed, or
 * -1. */
int64_t db_exec(struct stmt *);
uint64_t db_insert_id(struct db *); /* of the last db_exec() */

/* The last failure was a unique key standing in the way (1062)? */
int db_duplicate(struct db *);
/* ... a foreign key (1451, 1452)? */
int db_referenced(struct db *);
/* ... DB_REFUSE? */
int db_refused(struct db *);

/*
 * Runs work between START TRANSACTION and COMMIT.  A result >= 0 commits and
 * is returned; any negative one rolls back and is returned.  Where the
 * database asks for a repeat (1213, 1020, 1205), work is run again, up to five
 * times after 5 to 50 ms, so it must do nothing but database work and fill
 * what arg points to.  Inside another transaction it only runs work.  -1 where
 * the database failed; after a COMMIT whose outcome is unknown too: the caller
 * answers 503 and the client repeats with the same key.
 */
int db_transaction(struct db *, int (*work)(struct db *, void *), void *arg);

/*
 * One statement run for n rows in one transaction: bind() is called for each
 * row in turn and binds it.  INSERT is one trip; for anything else, outside a
 * transaction, the transaction makes it three.  Rows found or changed, or -1.
 */
int64_t db_bulk(struct db *, const struct query *, size_t n,
    void (*bind)(struct stmt *, size_t row, void *arg), void *arg);

/* Runs a file's text of several statements, split at ";" + newline and run
 * one by one: migrations and grants only.  0, or -1 logged with the line. */
int db_script(struct db *, const char *text, const char *name);

/* Statements sent since the connection object was made. */
uint64_t db_trips(const struct db *);

#endif
