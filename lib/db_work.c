/* SPDX-License-Identifier: ISC */
/*
 * db_work.c: connections that mend themselves, and transactions that are
 * repeated where the database asks for it. Floor 1.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lib/buf.h"
#include "lib/db.h"
#include "lib/db_door.h"
#include "lib/db_script.h"
#include "lib/log.h"
#include "lib/mem.h"
#include "lib/rand.h"

enum {
	REPEATS = 5,         /* after the first time */
	PAUSE_MIN = 5,       /* ms before a repeat ... */
	PAUSE_MORE = 46,     /* ... and up to this many more, less one */
	DOWN = 1000,         /* ms without a try after a failed connect */
	SCRATCH = 256 << 20, /* bytes of one db_bulk() */
};

static int64_t
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void
db_rest(void)
{
	struct timespec t = {0, 0};

	t.tv_nsec = (PAUSE_MIN + (long)rand_below(PAUSE_MORE)) * 1000000;
	nanosleep(&t, NULL);
}

struct db *
db_open(const char *option_file)
{
	struct db *db = calloc(1, sizeof(*db));

	if (db == NULL || (db->option_file = strdup(option_file)) == NULL)
		fatal("db");
	db->scratch = mem_new(SCRATCH);
	return db;
}

void
db_close(struct db *db)
{
	size_t i;

	if (db == NULL)
		return;
	door_close(db);
	for (i = 0; i < db->nstmts; i++) {
		free(db->stmts[i]->values);
		free(db->stmts[i]);
	}
	mem_free(db->scratch);
	free(db->option_file);
	free(db);
}

void
db_patient(struct db *db)
{
	db->patient = 1;
}

struct mem *
db_use(struct db *db, struct mem *mem)
{
	struct mem *before = db->mem;

	db->mem = mem;
	return before;
}

uint64_t
db_trips(const struct db *db)
{
	return db->trips;
}

uint64_t
db_insert_id(struct db *db)
{
	return db->insert_id;
}

int
db_duplicate(struct db *db)
{
	return db->fault == FAULT_DUPLICATE;
}

int
db_referenced(struct db *db)
{
	return db->fault == FAULT_REFERENCED;
}

int
db_refused(struct db *db)
{
	return db->fault == FAULT_REFUSED;
}

static int
is_lost(const struct db *db)
{
	return db->fault == FAULT_UNSENT || db->fault == FAULT_LOST;
}

int
db_reach(struct db *db)
{
	db->fault = FAULT_DOWN;
	if (db->inside)
		return db->handle != NULL ? 0 : -1;
	if (db->handle != NULL && door_open(db))
		return 0;
	door_close(db);
	if (now() < db->down_until)
		return -1;
	if (door_connect(db) == -1) {
		if (!db->silent)
			log_warnx("db: connect with %s: %s (%u)",
			    db->option_file, db->why, db->code);
		db->fault = FAULT_DOWN;
		db->silent = 1;
		db->down_until = now() + DOWN;
		return -1;
	}
	if (db->silent)
		log_info("db: connected again");
	db->silent = 0;
	db->heard_at = now();
	return 0;
}

int
db_alive(struct db *db)
{
	if (db_reach(db) == -1)
		return -1;
	if (now() - db->heard_at < DOWN)
		return 0;
	if (door_ping(db) == 0) {
		db->heard_at = now();
		return 0;
	}
	if (db->inside)
		return -1;
	door_close(db);
	return db_reach(db);
}

void
db_suffer(struct db *db)
{
	if (is_lost(db))
		door_close(db);
	if (db->inside && (is_lost(db) || db->fault == FAULT_REPEAT))
		db->again = 1;
}

int
db_complain(struct db *db, const char *name)
{
	if (db->fault == FAULT_DOWN)
		return -1;
	if (db_duplicate(db) || db_referenced(db) || db_refused(db) ||
	    db->again)
		log_debug("db: %s: %s (%u)", name, db->why, db->code);
	else
		log_warnx("db: %s: %s (%u)", name, db->why, db->code);
	return -1;
}

/* --- Transactions ---------------------------------------------------------- */

/* A statement of ours without binds or rows. */
static int
plain(struct db *db, const char *sql)
{
	if (db_reach(db) == -1)
		return -1;
	if (door_text(db, sql, strlen(sql)) == 0)
		return 0;
	db_suffer(db);
	return -1;
}

/* Nothing of a transaction is done before it begins: it may begin anew. */
static int
begin(struct db *db)
{
	static const char sql[] = "START TRANSACTION";
	int result = plain(db, sql);

	if (result == -1 && is_lost(db))
		result = plain(db, sql);
	return result == -1 ? db_complain(db, sql) : 0;
}

static int
once(struct db *db, int (*work)(struct db *, void *), void *arg)
{
	int result;

	db->again = 0;
	if (begin(db) == -1)
		return -1;
	db->inside = 1;
	result = work(db, arg);
	if (result >= 0 && !db->again) {
		if (plain(db, "COMMIT") == 0) {
			db->inside = 0;
			return result;
		}
		/* What became of it is unknown: not for us to repeat. */
		if (is_lost(db) || db->fault == FAULT_DOWN)
			db->again = 0;
		db_complain(db, "COMMIT");
		result = -1;
	}
	db->inside = 0;
	if (db->handle != NULL && door_text(db, "ROLLBACK", 8) == -1)
		door_close(db);
	return result;
}

int
db_transaction(struct db *db, int (*work)(struct db *, void *), void *arg)
{
	int result, tries;

	if (db->inside)
		return work(db, arg);
	for (tries = REPEATS;; tries--) {
		result = once(db, work, arg);
		if (!db->again)
			return result;
		if (tries == 0)
			break;
		db_rest();
	}
	log_warnx("db: a transaction failed %d times: %s (%u)", REPEATS + 1,
	    db->why, db->code);
	db->again = 0;
	return -1;
}

/* --- Scripts --------------------------------------------------------------- */

/* Building an index takes longer than a request may. */
static int
script_session(struct db *db, const char *sql)
{
	return plain(db, sql) == 0 ? 0 : db_complain(db, sql);
}

int
db_script(struct db *db, const char *text, const char *name)
{
	struct script sc = {text, 1, 1};
	struct buf sql;
	int found = -1;

	mem_reset(db->scratch);
	buf_init(&sql, db->scratch);
	if (script_session(db, "SET max_statement_time = 0") == -1)
		return -1;
	while ((found = script_next(&sc, &sql)) == 1) {
		if (plain(db, sql.data) == 0)
			continue;
		log_warnx("db: %s:%d: %s (%u)", name, sc.begins,
		    db->fault == FAULT_DOWN ? "away" : db->why, db->code);
		found = -2;
		break;
	}
	if (found == -1)
		log_warnx("db: %s:%d: a quote is not closed", name, sc.begins);
	mem_reset(db->scratch);
	if (script_session(db, "SET max_statement_time = 5") == -1)
		return -1;
	return found == 0 ? 0 : -1;
}
