/* SPDX-License-Identifier: ISC */
/* db_bulk.c: bulks, scripts, and the mistakes that end a process. */
#include <sys/wait.h>

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/db_script.h"
#include "t/desk/desktest.h"

static const struct query PUT = {
    "put", "INSERT INTO thing (id, name) VALUES (?, ?)"};
static const struct query BUMP = {
    "bump", "UPDATE thing SET n = n + 1 WHERE id = ?"};
static const struct query COUNT_ALL = {"count", "SELECT COUNT(*) FROM thing"};

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

static uint64_t
things(void)
{
	return desk_number("SELECT COUNT(*) FROM thing");
}

/* --- Bulks ----------------------------------------------------------------- */

static void
bind_row(struct stmt *st, size_t row, void *arg)
{
	char name[20];

	snprintf(name, sizeof(name), "name %zu", row);
	db_bind_u64(st, row + *(uint64_t *)arg);
	db_bind_str(st, row % 3 == 0 ? NULL : name);
}

static void
a_bulk_is_one_trip(void **state)
{
	static const struct query update = {"bulk",
	    "INSERT INTO thing (id, name) VALUES (?, ?)"
	    " ON DUPLICATE KEY UPDATE name = 'again'"};
	uint64_t from = 1;

	assert_int_equal(db_bulk(*state, &PUT, 0, bind_row, &from), 0);
	assert_int_equal(db_bulk(*state, &PUT, 1000, bind_row, &from), 1000);
	assert_int_equal(db_trips(*state), 1);
	assert_int_equal(things(), 1000);
	assert_int_equal(desk_number("SELECT COUNT(*) FROM thing"
				     " WHERE name = CONCAT('name ', id - 1)"),
	    666);
	assert_int_equal(
	    desk_number("SELECT COUNT(*) FROM thing WHERE name IS NULL"), 334);
	from = 501;
	assert_true(db_bulk(*state, &update, 1000, bind_row, &from) >= 1000);
	assert_int_equal(things(), 1500);
	assert_int_equal(
	    desk_number("SELECT COUNT(*) FROM thing WHERE name = 'again'"),
	    500);
	/* The same statement serves for one row, too. */
	assert_int_equal(put(*state, 9000), 1);
}

static void
bind_bump(struct stmt *st, size_t row, void *arg)
{
	db_bind_u64(st, row + 1);
}

static void
a_bulk_of_updates_counts_rows_found(void **state)
{
	uint64_t from = 1;

	assert_int_equal(db_bulk(*state, &PUT, 10, bind_row, &from), 10);
	assert_int_equal(db_bulk(*state, &BUMP, 12, bind_bump, NULL), 10);
	assert_int_equal(desk_number("SELECT SUM(n) FROM thing"), 10);
}

static void
a_bulk_is_done_whole_or_not_at_all(void **state)
{
	static const struct query update = {
	    "unique", "UPDATE thing SET u = 11 - ? WHERE id = 4 OR id = 5"};
	uint64_t from = 1;

	assert_int_equal(put(*state, 7), 1);
	assert_int_equal(db_bulk(*state, &PUT, 10, bind_row, &from), -1);
	assert_int_equal(db_duplicate(*state), 1);
	assert_int_equal(things(), 1);
	desk_sql("INSERT INTO thing (id, name) VALUES (4, 'a'), (9, 'b');\n");
	desk_sql("UPDATE thing SET u = 8 WHERE id = 9;\n");
	assert_int_equal(db_bulk(*state, &update, 5, bind_bump, NULL), -1);
	assert_int_equal(
	    desk_number(
		"SELECT COUNT(*) FROM thing WHERE id = 4 AND u IS NULL"),
	    1);
}

/* --- Scripts --------------------------------------------------------------- */

static void
a_script_is_cut_at_its_statements(void **state)
{
	static const char text[] =
	    "-- a comment; with this\n"
	    "SELECT 1; -- and this\n"
	    "SELECT '-- no comment;\n', \"it's\", `a;\n`; SELECT '';\n"
	    ";\n"
	    "--\n"
	    "INSERT\n\tx -- why;\n\tVALUES ('it''s \\';\n');   \n"
	    "SELECT 1--1;\n"
	    "the end";
	static const struct {
		int line;
		const char *sql;
	} wanted[] = {{2, "SELECT 1"},
	    {3, "SELECT '-- no comment;\n', \"it's\", `a;\n`; SELECT ''"},
	    {8, "INSERT\n\tx \n\tVALUES ('it''s \\';\n')"}, {12, "SELECT 1--1"},
	    {13, "the end"}};
	struct script sc = {text, 1, 1};
	struct buf sql;
	size_t i;

	(void)state;
	buf_init(&sql, desk_mem());
	for (i = 0; i < COUNT(wanted); i++) {
		assert_int_equal(script_next(&sc, &sql), 1);
		assert_string_equal(sql.data, wanted[i].sql);
		assert_int_equal(sc.begins, wanted[i].line);
	}
	assert_int_equal(script_next(&sc, &sql), 0);
	sc.at = "SELECT 'no end;\n";
	assert_int_equal(script_next(&sc, &sql), -1);
}

static void
a_script_stops_where_it_fails(void **state)
{
	static const struct query q = {
	    "limit", "SELECT @@max_statement_time = 5"};
	struct stmt *st;

	assert_int_equal(db_script(*state,
			     "INSERT INTO thing (id) VALUES (1);\n"
			     "INSERT INTO thing (id) VALUES (1);\n"
			     "INSERT INTO thing (id) VALUES (2);\n",
			     "three.sql"),
	    -1);
	assert_int_equal(things(), 1);
	assert_int_equal(db_script(*state, "SELECT 'a;\n", "quote.sql"), -1);
	assert_int_equal(db_script(*state, "", "empty.sql"), 0);
	st = db_query(*state, &q);
	assert_int_equal(db_step(st), 1);
	assert_int_equal(db_u64(st), 1);
}

/* --- Our own mistakes ------------------------------------------------------ */

static void
too_few_binds(struct db *db)
{
	struct stmt *st = db_query(db, &PUT);

	db_bind_str(st, "a");
	db_exec(st);
}

static void
too_many_binds(struct db *db)
{
	struct stmt *st = db_query(db, &COUNT_ALL);

	db_bind_str(st, "a");
	db_step(st);
}

static void
too_many_reads(struct db *db)
{
	struct stmt *st = db_query(db, &COUNT_ALL);

	db_step(st);
	db_u64(st);
	db_u64(st);
}

static void
a_read_before_a_step(struct db *db)
{
	db_u64(db_query(db, &COUNT_ALL));
}

static void
too_few_reads(struct db *db)
{
	static const struct query q = {"two", "SELECT 1, 2 UNION SELECT 3, 4"};
	struct stmt *st = db_query(db, &q);

	db_step(st);
	db_u64(st);
	db_step(st);
}

static void
bytes_of_another_length(struct db *db)
{
	static const struct query q = {"bytes", "SELECT 'abc'"};
	struct stmt *st = db_query(db, &q);
	char four[4];

	db_step(st);
	db_bytes(st, four, 4);
}

static void
our_mistakes_end_the_process(void **state)
{
	static void (*const mistakes[])(struct db *) = {too_few_binds,
	    too_many_binds, too_many_reads, a_read_before_a_step, too_few_reads,
	    bytes_of_another_length};
	size_t i;
	int status;
	pid_t pid;

	for (i = 0; i < COUNT(mistakes); i++) {
		fflush(NULL);
		if ((pid = fork()) == 0) {
			close(STDERR_FILENO);
			open("/dev/null", O_WRONLY);
			mistakes[i](desk_open());
			_exit(0);
		}
		assert_true(waitpid(pid, &status, 0) == pid);
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 1);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, empty, desk_close)

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_bulk_is_one_trip),
	    TEST(a_bulk_of_updates_counts_rows_found),
	    TEST(a_bulk_is_done_whole_or_not_at_all),
	    TEST(a_script_is_cut_at_its_statements),
	    TEST(a_script_stops_where_it_fails),
	    TEST(our_mistakes_end_the_process),
	};

	desk_begin(argc, argv);
	desk_sql("CREATE TABLE thing (id BIGINT UNSIGNED NOT NULL PRIMARY KEY,"
		 " name VARCHAR(100), n INT NOT NULL DEFAULT 0,"
		 " u INT UNSIGNED UNIQUE);\n");
	return RUN(tests);
}
