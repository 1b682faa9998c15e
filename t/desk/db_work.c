/* SPDX-License-Identifier: ISC */
/* db_work.c: transactions and lost connections. */
#include <sys/wait.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "t/desk/desktest.h"

static const struct query PUT = {
    "put", "INSERT INTO thing (id, name) VALUES (?, ?)"};
static const struct query BUMP = {
    "bump", "UPDATE thing SET n = n + 1 WHERE id = ?"};
static const struct query LOCK = {
    "lock", "SELECT id FROM thing WHERE id = 1 FOR UPDATE NOWAIT"};

/* What a piece of work is told and tells. */
struct job {
	int runs;
	int give;         /* its result */
	int kill_on;      /* the run in which it loses its connection */
	int release_on;   /* the run before which the other one lets go */
	struct db *other; /* who holds the lock */
	int go[2], ready[2];
	uint64_t first, second;
};

static int
empty(void **state)
{
	desk_sql("DELETE FROM thing;\n");
	*state = desk_open();
	return 0;
}

static int64_t
put(struct db *db, uint64_t id)
{
	struct stmt *st = db_query(db, &PUT);

	db_bind_u64(st, id);
	db_bind_str(st, "a");
	return db_exec(st);
}

static int64_t
bump(struct db *db, uint64_t id)
{
	struct stmt *st = db_query(db, &BUMP);

	db_bind_u64(st, id);
	return db_exec(st);
}

static uint64_t
things(void)
{
	return desk_number("SELECT COUNT(*) FROM thing");
}

/* --- Transactions ---------------------------------------------------------- */

static int
put_two(struct db *db, void *arg)
{
	struct job *job = arg;

	job->runs++;
	if (put(db, 1) != 1)
		return -1;
	if (job->kill_on == job->runs)
		desk_lose(db);
	if (put(db, 2) != 1)
		return -1;
	return job->give;
}

static void
a_result_commits_or_rolls_back(void **state)
{
	static const int results[] = {0, 5, -1, -7};
	size_t i;

	for (i = 0; i < COUNT(results); i++) {
		struct job job = {.give = results[i]};

		desk_sql("DELETE FROM thing;\n");
		assert_int_equal(
		    db_transaction(*state, put_two, &job), results[i]);
		assert_int_equal(job.runs, 1);
		assert_int_equal(things(), results[i] >= 0 ? 2 : 0);
	}
}

static int
outer(struct db *db, void *arg)
{
	struct job inner = {.give = 3};

	if (put(db, 7) != 1 || db_transaction(db, put_two, &inner) != 3)
		return -1;
	return *(int *)arg;
}

static void
one_inside_another_is_part_of_it(void **state)
{
	int result = -2;
	uint64_t before = db_trips(*state);

	assert_int_equal(db_transaction(*state, outer, &result), -2);
	assert_int_equal(things(), 0);
	result = 1;
	assert_int_equal(db_transaction(*state, outer, &result), 1);
	assert_int_equal(things(), 3);
	/* Begin, three statements, end: twice. */
	assert_int_equal(db_trips(*state) - before, 10);
}

static int
put_twice(struct db *db, void *arg)
{
	++*(int *)arg;
	put(db, 1);
	return put(db, 1) == 1 ? 0 : -1;
}

static void
a_duplicate_ends_it_without_a_repeat(void **state)
{
	int runs = 0;

	assert_int_equal(db_transaction(*state, put_twice, &runs), -1);
	assert_int_equal(db_duplicate(*state), 1);
	assert_int_equal(runs, 1);
	assert_int_equal(things(), 0);
}

static int
want_lock(struct db *db, void *arg)
{
	struct job *job = arg;
	struct stmt *st;

	if (++job->runs == job->release_on)
		db_script(job->other, "ROLLBACK;\n", "t");
	st = db_query(db, &LOCK);
	if (db_step(st) != 1)
		return -1;
	db_u64(st);
	return bump(db, 1) == 1 ? 0 : -1;
}

static struct db *
holder(void)
{
	struct db *db = desk_open();

	desk_sql("INSERT INTO thing (id, name) VALUES (1, 'a');\n");
	assert_int_equal(
	    db_script(db,
		"START TRANSACTION;\nSELECT id FROM thing FOR UPDATE;\n", "t"),
	    0);
	return db;
}

static void
it_is_repeated_until_a_lock_is_free(void **state)
{
	struct job job = {.release_on = 4, .other = holder()};

	assert_int_equal(db_transaction(*state, want_lock, &job), 0);
	assert_int_equal(job.runs, 4);
	assert_int_equal(desk_number("SELECT n FROM thing"), 1);
	db_close(job.other);
}

static void
it_is_repeated_five_times_at_most(void **state)
{
	struct job job = {.release_on = -1, .other = holder()};
	struct stmt *st;
	uint64_t before;

	assert_int_equal(db_transaction(*state, want_lock, &job), -1);
	assert_int_equal(job.runs, 6);
	/* A statement by itself likewise. */
	before = db_trips(*state);
	st = db_query(*state, &LOCK);
	assert_int_equal(db_step(st), -1);
	assert_int_equal(db_trips(*state) - before, 6);
	assert_int_equal(db_script(job.other, "ROLLBACK;\n", "t"), 0);
	st = db_query(*state, &LOCK);
	assert_int_equal(db_step(st), 1);
	db_close(job.other);
}

/* Locks first, lets the other do the same, then wants second. */
static int
cross(struct db *db, void *arg)
{
	struct job *job = arg;
	char c = '.';

	job->runs++;
	if (bump(db, job->first) != 1)
		return -1;
	if (job->runs == 1 &&
	    (write(job->ready[1], &c, 1) != 1 || read(job->go[0], &c, 1) != 1))
		return -1;
	return bump(db, job->second) == 1 ? 0 : -1;
}

static void
both_sides_of_a_deadlock_succeed(void **state)
{
	struct job job = {.first = 1, .second = 2}, other;
	int status, result;
	pid_t pid;

	desk_sql("INSERT INTO thing (id, name) VALUES (1, 'a'), (2, 'b');\n");
	assert_int_equal(pipe(job.go) | pipe(job.ready), 0);
	other = job;
	fflush(NULL);
	if ((pid = fork()) == 0) {
		other.first = 2;
		other.second = 1;
		other.go[0] = job.ready[0];
		other.ready[1] = job.go[1];
		result = db_transaction(desk_open(), cross, &other);
		_exit(result == 0 ? other.runs : 100);
	}
	assert_int_equal(db_transaction(*state, cross, &job), 0);
	assert_true(waitpid(pid, &status, 0) == pid && WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status) + job.runs, 3);
	assert_int_equal(desk_number("SELECT SUM(n) FROM thing"), 4);
}

/* --- Lost connections ------------------------------------------------------ */

static void
a_statement_after_a_lost_connection_succeeds_once(void **state)
{
	uint64_t before;

	assert_int_equal(put(*state, 1), 1);
	assert_int_equal(bump(*state, 1), 1);
	desk_lose(*state);
	before = db_trips(*state);
	assert_int_equal(bump(*state, 1), 1);
	assert_int_equal(db_trips(*state) - before, 1);
	desk_lose(*state);
	assert_int_equal(db_alive(*state), 0);
	assert_int_equal(desk_number("SELECT n FROM thing"), 2);
}

static void
a_transaction_that_loses_its_connection_is_repeated(void **state)
{
	struct job job = {.kill_on = 1, .give = 4};

	desk_lose(*state);
	assert_int_equal(db_transaction(*state, put_two, &job), 4);
	assert_int_equal(job.runs, 2);
	assert_int_equal(things(), 2);
}

static int
lose_at_the_end(struct db *db, void *arg)
{
	++*(int *)arg;
	if (put(db, 1) != 1)
		return -1;
	desk_lose(db);
	return 0;
}

static void
nobody_guesses_what_became_of_a_commit(void **state)
{
	int runs = 0;

	assert_int_equal(db_transaction(*state, lose_at_the_end, &runs), -1);
	assert_int_equal(runs, 1);
	assert_int_equal(put(*state, 2), 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, empty, desk_close)

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_result_commits_or_rolls_back),
	    TEST(one_inside_another_is_part_of_it),
	    TEST(a_duplicate_ends_it_without_a_repeat),
	    TEST(it_is_repeated_until_a_lock_is_free),
	    TEST(it_is_repeated_five_times_at_most),
	    TEST(both_sides_of_a_deadlock_succeed),
	    TEST(a_statement_after_a_lost_connection_succeeds_once),
	    TEST(a_transaction_that_loses_its_connection_is_repeated),
	    TEST(nobody_guesses_what_became_of_a_commit),
	};

	desk_begin(argc, argv);
	desk_sql("CREATE TABLE thing (id BIGINT UNSIGNED NOT NULL PRIMARY KEY,"
		 " name VARCHAR(100), n INT NOT NULL DEFAULT 0,"
		 " u INT UNSIGNED UNIQUE);\n");
	return RUN(tests);
}
