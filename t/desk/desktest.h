/* SPDX-License-Identifier: ISC */
/* desktest.h: what every test against a scratch MariaDB begins with. */
#ifndef T_DESK_DESKTEST_H
#define T_DESK_DESKTEST_H

#include "lib/db.h"
#include "t/unit/unit.h"

struct mem;

/*
 * First thing in main(): where there is no database yet (BECKON_TEST_CNF is
 * not set), runs the program again under t/scratch-db.
 */
void desk_begin(int argc, char **argv);

/* A new connection to it; texts are put into desk_mem().  Ends by
 * db_close(). */
struct db *desk_open(void);
int desk_close(void **state); /* for a test's teardown: *state is one */
struct mem *desk_mem(void);

/* Statements of a test, by a connection of their own.  Fails the program. */
void desk_sql(const char *text);
/* The number that "SELECT ..." gives. */
uint64_t desk_number(const char *sql);

/* Ends this connection at the server, and waits until that has happened. */
void desk_lose(struct db *);

#endif
