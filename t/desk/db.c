/* SPDX-License-Identifier: ISC */
/* db.c: the door to MariaDB, against a real one. */
#include <string.h>

#include "t/desk/desktest.h"

static const struct query PUT = {
    "put", "INSERT INTO thing (id, name, bytes, n) VALUES (?, ?, ?, ?)"};
static const struct query NAME = {
    "name", "UPDATE thing SET name = ? WHERE id = ?"};
static const struct query COUNT_ALL = {"count", "SELECT COUNT(*) FROM thing"};

static int
empty(void **state)
{
	desk_sql("DELETE FROM part;\nDELETE FROM thing;\n");
	*state = desk_open();
	return 0;
}

static int64_t
put(struct db *db, uint64_t id, const char *name)
{
	struct stmt *st = db_query(db, &PUT);

	db_bind_u64(st, id);
	db_bind_str(st, name);
	db_bind_null(st);
	db_bind_i64(st, -(int64_t)id);
	return db_exec(st);
}

static uint64_t
count(struct db *db)
{
	struct stmt *st = db_query(db, &COUNT_ALL);

	assert_int_equal(db_step(st), 1);
	return db_u64(st);
}

static int64_t
rename_thing(struct db *db, uint64_t id, const char *name)
{
	struct stmt *st = db_query(db, &NAME);

	db_bind_str(st, name);
	db_bind_u64(st, id);
	return db_exec(st);
}

/* --- Values ---------------------------------------------------------------- */

/* The columns after the second. */
static void
read_the_rest(struct stmt *st)
{
	unsigned char bytes[4];

	db_bytes(st, bytes, 4);
	db_i64(st);
	db_u64(st);
	db_str(st);
}

static void
what_is_bound_is_read_again(void **state)
{
	static const struct query get = {"get",
	    "SELECT id, name, bytes, n, id, name FROM thing ORDER BY id"};
	unsigned char bytes[4], four[4] = {0, 255, '\'', 0};
	struct db *db = *state;
	struct stmt *st = db_query(db, &PUT);
	char big[100001];

	memset(big, 'x', sizeof(big) - 1);
	big[sizeof(big) - 1] = '\0';
	db_bind_u64(st, UINT64_MAX);
	db_bind_str(st, "\xf0\x9f\x99\x82 '\\\"");
	db_bind_bytes(st, four, 4);
	db_bind_i64(st, INT64_MIN);
	assert_int_equal(db_exec(st), 1);
	assert_int_equal(put(db, 1, NULL), 1);
	assert_int_equal(put(db, 2, ""), 1);
	assert_int_equal(put(db, 3, big), 1);

	st = db_query(db, &get);
	assert_int_equal(db_step(st), 1);
	assert_int_equal(db_u64(st), 1);
	assert_null(db_str(st));
	assert_int_equal(db_bytes(st, bytes, 4), 0);
	assert_int_equal(db_i64(st), -1);
	assert_string_equal(db_str(st), "1"); /* a number as a text */
	assert_int_equal(db_u64(st), 0);      /* NULL as a number */
	assert_int_equal(db_step(st), 1);
	db_u64(st);
	assert_string_equal(db_str(st), "");
	read_the_rest(st);
	assert_int_equal(db_step(st), 1);
	db_u64(st);
	assert_string_equal(db_str(st), big);
	read_the_rest(st);
	assert_int_equal(db_step(st), 1);
	assert_true(db_u64(st) == UINT64_MAX);
	assert_string_equal(db_str(st), "\xf0\x9f\x99\x82 '\\\"");
	assert_int_equal(db_bytes(st, bytes, 4), 1);
	assert_memory_equal(bytes, four, 4);
	assert_true(db_i64(st) == INT64_MIN);
	assert_true(db_u64(st) == UINT64_MAX);
	db_str(st);
	assert_int_equal(db_step(st), 0);
	assert_int_equal(db_step(st), 0);
}

static void
computed_numbers_are_whole(void **state)
{
	static const struct query q = {"computed",
	    "SELECT COUNT(*), SUM(x), SUM(x) / 2, AVG(x), 1.5e3, NULL,"
	    " CAST(FLOOR(1700000000.123 * 1000) AS UNSIGNED),"
	    " UNIX_TIMESTAMP('2026-01-02 03:04:05.678') * 1000,"
	    " x > 1, -7, CAST(-2.0 AS DECIMAL(9,3)), 18446744073709551615"
	    " FROM (SELECT 2 AS x UNION SELECT 4) t"};
	static const int64_t wanted[] = {
	    2, 6, 3, 3, 1500, 0, 1700000000123, 1767323045678, 1, -7, -2};
	struct stmt *st = db_query(*state, &q);
	size_t i;

	assert_int_equal(db_step(st), 1);
	for (i = 0; i < COUNT(wanted); i++)
		assert_int_equal(db_i64(st), wanted[i]);
	assert_true(db_u64(st) == UINT64_MAX);
	assert_int_equal(db_step(st), 0);
}

static void
an_id_of_zero_is_null(void **state)
{
	static const struct query q = {"null", "SELECT ? IS NULL, ? IS NULL"};
	struct stmt *st = db_query(*state, &q);

	db_bind_id(st, 0);
	db_bind_id(st, 7);
	assert_int_equal(db_step(st), 1);
	assert_int_equal(db_u64(st), 1);
	assert_int_equal(db_u64(st), 0);
}

/* --- Statements ------------------------------------------------------------ */

static void
returning_shows_its_columns_each_time(void **state)
{
	static const struct query q = {"returning",
	    "INSERT INTO thing (id, name) VALUES (?, ?)"
	    " ON DUPLICATE KEY UPDATE name = VALUES(name)"
	    " RETURNING id, name, n"};
	uint64_t i;

	for (i = 1; i <= 6; i++) {
		struct stmt *st = db_query(*state, &q);

		db_bind_u64(st, i % 3 + 1);
		db_bind_str(st, i > 3 ? "again" : "first");
		assert_int_equal(db_step(st), 1);
		assert_int_equal(db_u64(st), i % 3 + 1);
		assert_string_equal(db_str(st), i > 3 ? "again" : "first");
		assert_int_equal(db_u64(st), 0);
		assert_int_equal(db_step(st), 0);
	}
	assert_int_equal(count(*state), 3);
}

static void
rows_found_are_counted_even_if_unchanged(void **state)
{
	put(*state, 1, "a");
	assert_int_equal(rename_thing(*state, 1, "a"), 1);
	assert_int_equal(rename_thing(*state, 1, "b"), 1);
	assert_int_equal(rename_thing(*state, 2, "b"), 0);
}

static void
an_insert_tells_its_id(void **state)
{
	static const struct query add = {
	    "add", "INSERT INTO part (thing_id) VALUES (?)"};
	static const struct query next = {
	    "next", "UPDATE thing SET n = LAST_INSERT_ID(n + 1) WHERE id = ?"};
	struct stmt *st;

	put(*state, 1, "a");
	st = db_query(*state, &add);
	db_bind_u64(st, 1);
	assert_int_equal(db_exec(st), 1);
	assert_int_equal(
	    db_insert_id(*state), desk_number("SELECT MAX(id) FROM part"));
	desk_sql("UPDATE thing SET n = 41;\n");
	st = db_query(*state, &next);
	db_bind_u64(st, 1);
	assert_int_equal(db_exec(st), 1);
	assert_int_equal(db_insert_id(*state), 42);
}

static void
keys_in_the_way_are_told_apart(void **state)
{
	static const struct query add = {
	    "add", "INSERT INTO part (thing_id) VALUES (?)"};
	struct stmt *st;

	assert_int_equal(put(*state, 1, "a"), 1);
	assert_int_equal(put(*state, 1, "b"), -1);
	assert_int_equal(db_duplicate(*state), 1);
	assert_int_equal(db_referenced(*state), 0);
	st = db_query(*state, &add);
	db_bind_u64(st, 99);
	assert_int_equal(db_exec(st), -1);
	assert_int_equal(db_step(st), -1);
	assert_int_equal(db_duplicate(*state), 0);
	assert_int_equal(db_referenced(*state), 1);
	assert_int_equal(put(*state, 2, "b"), 1);
	assert_int_equal(db_duplicate(*state), 0);
	assert_int_equal(db_referenced(*state), 0);
}

static void
a_value_too_long_is_refused_not_cut(void **state)
{
	static const struct query q = {
	    "short", "UPDATE thing SET short = ? WHERE id = 1"};
	struct stmt *st;

	put(*state, 1, "a");
	st = db_query(*state, &q);
	db_bind_str(st, "01234567890");
	assert_int_equal(db_exec(st), -1);
	assert_int_equal(
	    desk_number("SELECT COUNT(*) FROM thing WHERE short IS NULL"), 1);
}

static void
statements_may_be_run_while_rows_are_read(void **state)
{
	static const struct query q = {
	    "ids", "SELECT id FROM thing ORDER BY id"};
	uint64_t i, n = 0;
	struct stmt *st;

	for (i = 1; i <= 20; i++)
		put(*state, i, "a");
	st = db_query(*state, &q);
	while (db_step(st) == 1) {
		i = db_u64(st);
		assert_int_equal(i, ++n);
		assert_int_equal(rename_thing(*state, i, "b"), 1);
	}
	assert_int_equal(n, 20);
	/* Left half-read, the same statement begins anew. */
	st = db_query(*state, &q);
	assert_int_equal(db_step(st), 1);
	assert_int_equal(db_u64(st), 1);
	st = db_query(*state, &q);
	assert_int_equal(db_step(st), 1);
	assert_int_equal(db_u64(st), 1);
}

static void
each_statement_is_one_trip(void **state)
{
	struct db *db = *state;

	assert_int_equal(db_trips(db), 0);
	assert_int_equal(db_alive(db), 0);
	assert_int_equal(db_trips(db), 0);
	put(db, 1, "a");
	assert_int_equal(db_trips(db), 1);
	count(db);
	count(db);
	assert_int_equal(db_trips(db), 3);
}

static void
the_session_is_as_promised(void **state)
{
	static const struct query q = {"session",
	    "SELECT CONCAT_WS(' ', @@time_zone, @@sql_mode, @@tx_isolation,"
	    " @@innodb_lock_wait_timeout, @@max_statement_time,"
	    " @@idle_write_transaction_timeout, @@character_set_connection,"
	    " @@autocommit)"};
	struct stmt *st = db_query(*state, &q);

	assert_int_equal(db_step(st), 1);
	assert_string_equal(db_str(st),
	    "+00:00 STRICT_ALL_TABLES READ-COMMITTED 3 5.000000 1 utf8mb4 ON");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, empty, desk_close)

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    TEST(what_is_bound_is_read_again),
	    TEST(computed_numbers_are_whole),
	    TEST(an_id_of_zero_is_null),
	    TEST(returning_shows_its_columns_each_time),
	    TEST(rows_found_are_counted_even_if_unchanged),
	    TEST(an_insert_tells_its_id),
	    TEST(keys_in_the_way_are_told_apart),
	    TEST(a_value_too_long_is_refused_not_cut),
	    TEST(statements_may_be_run_while_rows_are_read),
	    TEST(each_statement_is_one_trip),
	    TEST(the_session_is_as_promised),
	};

	desk_begin(argc, argv);
	desk_sql("CREATE TABLE thing (id BIGINT UNSIGNED NOT NULL PRIMARY KEY,"
		 " name LONGTEXT, short VARCHAR(10),"
		 " bytes BINARY(4), n BIGINT);\n"
		 "CREATE TABLE part (id INT UNSIGNED NOT NULL AUTO_INCREMENT"
		 " PRIMARY KEY, thing_id BIGINT UNSIGNED NOT NULL,"
		 " FOREIGN KEY (thing_id) REFERENCES thing (id));\n");
	return RUN(tests);
}
