/* SPDX-License-Identifier: ISC */
/* db_block.c: transactions in one trip. */
#include <stdio.h>
#include <string.h>

#include "t/desk/desktest.h"

/* Two things, the second with the number of the first; refused where that one
 * is called so. */
static const struct query TWO = {"two",
    DB_BLOCK(
	" DECLARE a_thing INT;") " INSERT INTO thing (id, name) VALUES (?, ?);"
				 " SET a_thing = ?;"
				 " INSERT INTO thing (id, name, n) VALUES (?, "
				 "'second', a_thing);"
				 " IF (SELECT name = 'no' FROM thing WHERE id "
				 "= a_thing) THEN" DB_REFUSE
				 " END IF;" DB_BLOCK_END(
				     " SELECT a_thing + 100;")};
static const struct query BUMP = {"block_bump",
    DB_BLOCK(
	" DECLARE a_thing INT;") " SELECT id INTO a_thing FROM thing WHERE id "
				 "= ? FOR UPDATE;" DB_BLOCK_END("")};
static const struct query STOPPED = {"stopped",
    DB_BLOCK("") " INSERT INTO thing (id, name) VALUES (50, 'stopped');"
		 " KILL QUERY CONNECTION_ID();" DB_BLOCK_END("")};
static const struct query INSIDE = {"inside", "SELECT @@in_transaction"};

static int
empty(void **state)
{
	desk_sql("DELETE FROM thing;\n");
	*state = desk_open();
	return 0;
}

static int64_t
two(struct db *db, unsigned first, unsigned second, const char *name)
{
	struct stmt *st = db_query(db, &TWO);

	db_bind_u64(st, first);
	db_bind_str(st, name);
	db_bind_u64(st, first);
	db_bind_u64(st, second);
	return db_exec(st);
}

static uint64_t
things(void)
{
	return desk_number("SELECT COUNT(*) FROM thing");
}

static void
nothing_is_open(struct db *db)
{
	struct stmt *st = db_query(db, &INSIDE);

	assert_int_equal(db_step(st), 1);
	assert_int_equal(db_u64(st), 0);
}

static void
it_takes_one_trip_and_says_its_number(void **state)
{
	uint64_t before = db_trips(*state);

	assert_true(two(*state, 1, 2, "a") != -1);
	assert_int_equal(db_insert_id(*state), 101);
	assert_true(two(*state, 3, 4, "a") != -1);
	assert_int_equal(db_insert_id(*state), 103);
	assert_int_equal(db_trips(*state) - before, 2);
	assert_int_equal(things(), 4);
	assert_int_equal(desk_number("SELECT n FROM thing WHERE id = 4"), 3);
	nothing_is_open(*state);
}

static void
an_error_in_its_middle_undoes_its_beginning(void **state)
{
	assert_int_equal(two(*state, 1, 1, "a"), -1);
	assert_int_equal(db_duplicate(*state), 1);
	assert_int_equal(db_refused(*state), 0);
	assert_int_equal(things(), 0);
	nothing_is_open(*state);
	assert_true(two(*state, 1, 2, "a") != -1);
	assert_int_equal(things(), 2);
}

static void
it_may_refuse_itself(void **state)
{
	assert_int_equal(two(*state, 1, 2, "no"), -1);
	assert_int_equal(db_refused(*state), 1);
	assert_int_equal(db_duplicate(*state), 0);
	assert_int_equal(things(), 0);
	nothing_is_open(*state);
}

/* As by an administrator: no handler in the block would hear of it. */
static void
one_that_is_stopped_leaves_nothing_open(void **state)
{
	assert_int_equal(db_exec(db_query(*state, &STOPPED)), -1);
	assert_int_equal(things(), 0);
	nothing_is_open(*state);
}

static void
it_is_repeated_where_a_row_is_locked(void **state)
{
	struct db *holder = desk_open();
	struct stmt *st;
	uint64_t before;

	assert_true(two(*state, 1, 2, "a") != -1);
	assert_int_equal(
	    db_script(holder,
		"START TRANSACTION;\nSELECT id FROM thing FOR UPDATE;\n", "t"),
	    0);
	assert_int_equal(
	    db_script(*state, "SET innodb_lock_wait_timeout = 0;\n", "t"), 0);
	before = db_trips(*state);
	st = db_query(*state, &BUMP);
	db_bind_u64(st, 1);
	assert_int_equal(db_exec(st), -1);
	/* Six tries, each undone. */
	assert_int_equal(db_trips(*state) - before, 12);
	db_close(holder);
}

static void
a_connection_lost_before_it_is_made_anew(void **state)
{
	assert_true(two(*state, 1, 2, "a") != -1);
	desk_lose(*state);
	assert_true(two(*state, 3, 4, "a") != -1);
	assert_int_equal(things(), 4);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, empty, desk_close)

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    TEST(it_takes_one_trip_and_says_its_number),
	    TEST(an_error_in_its_middle_undoes_its_beginning),
	    TEST(it_may_refuse_itself),
	    TEST(one_that_is_stopped_leaves_nothing_open),
	    TEST(it_is_repeated_where_a_row_is_locked),
	    TEST(a_connection_lost_before_it_is_made_anew),
	};

	desk_begin(argc, argv);
	desk_sql("CREATE TABLE thing (id BIGINT UNSIGNED NOT NULL PRIMARY KEY,"
		 " name VARCHAR(100), n INT NOT NULL DEFAULT 0);\n");
	return RUN(tests);
}
