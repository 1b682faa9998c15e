/* SPDX-License-Identifier: ISC */
/* crowd.c: the list of online visitors where there are many: two ways to find
 * the same page of it, and totals that all operators share. */
#include <inttypes.h>
#include <string.h>

#include "lib/mem.h"
#include "desk/online.h"
#include "desk/session.h"
#include "t/desk/shop.h"

static const struct online_filter ANYBODY = {.text = ""};

static const struct operator ANNA = {.id = 1, .sees_all = 1};

static struct online_row *
rows(void)
{
	return mem_get(desk_mem(), ONLINE_PAGE * sizeof(struct online_row));
}

static void
arrive(struct db *db, unsigned number)
{
	struct visitor v;

	shop_visitor(db, number, &v);
}

/* Both ways list the same 60 visitors, on two pages, in each order. */
static void
list_both(struct db *db, struct online_filter one, struct online_filter other)
{
	struct online_row *a = rows(), *b = rows();
	unsigned sort;
	int n;

	for (sort = 0; sort < 2 * ONLINE_SORTS; sort++) {
		one.sort = other.sort = (enum online_sort)(sort / 2);
		one.page = other.page = sort % 2;
		n = online_list(db, &ANNA, &one, a);
		assert_int_equal(n, one.page == 0 ? ONLINE_PAGE : 10);
		assert_int_equal(online_list(db, &ANNA, &other, b), n);
		while (n-- > 0)
			if (a[n].id != b[n].id)
				fail_msg("sort %u, row %d", sort, n);
	}
}

/* All sort orders along an index give what sorting gives. */
static void
a_walk_and_a_scan_list_the_same(void **state)
{
	const struct online_filter rare = {.text = "", .rare = 1};
	const struct online_filter left = {.text = "", .state = ONLINE_LEFT};
	const struct online_filter lamp = {.text = "Lämp"};
	const struct online_filter near = {.text = "lamp", .crowd = 1};
	unsigned i;

	for (i = 1; i <= 60; i++)
		arrive(*state, i);
	desk_sql("UPDATE presence SET pages = visit_id * 7 % 5,"
		 " visits = visit_id * 5 % 3, title = visit_id * 11 % 7,"
		 " country = IF(visit_id % 2, 'de', 'fr'),"
		 " address = visit_id * 13 % 11, words = 'A LAMP';\n");
	list_both(*state, ANYBODY, rare);
	list_both(*state, ANYBODY, lamp);
	list_both(*state, ANYBODY, near);
	desk_sql("UPDATE presence SET gone_at = NOW(3);\n");
	list_both(*state, ANYBODY, left);
}

/* A crowd on site 1: 3,500 here, 200 of them idle, 100 left; one in ten of
 * department 2. */
static void
crowd(void)
{
	desk_sql(
	    "INSERT INTO audience (id, list) VALUES (900, '2')"
	    " ON DUPLICATE KEY UPDATE id = 900;\n"
	    "INSERT IGNORE INTO audience_member VALUES (900, 2);\n"
	    "INSERT INTO visitor (id, site_id, token_hash, audience_id)"
	    " SELECT 100000 + seq, 1, UNHEX(SHA2(seq, 256)),"
	    " IF(seq % 10, 1, 900) FROM seq_1_to_3600;\n"
	    "INSERT INTO presence (visitor_id, site_id, visit_id, view_id,"
	    " box_id, state, gone_at, audience_id, words) SELECT id, 1, id,"
	    " 0, UNHEX(MD5(id)), IF(id > 103400, 'idle', 'front'),"
	    " NOW(3) + INTERVAL IF(id > 103500, 0, 60) SECOND, audience_id,"
	    " 'LAMP' FROM visitor WHERE id > 100000;\n"
	    "UPDATE online_counted SET at = '2020-01-01';\n");
}

static void
a_crowd_is_counted_once_for_all(void **state)
{
	struct operator ben = {.id = 2};
	struct online_filter left = {.text = "", .state = ONLINE_LEFT};
	struct online_filter lamp = {.text = "lamp"};
	struct online_totals n;
	uint64_t trips;

	crowd();
	assert_int_equal(online_totals(*state, &ANNA, &ANYBODY, &n), 0);
	assert_int_equal(n.here, 3400);
	assert_int_equal(n.idle, 100);
	assert_int_equal(n.left, 100);
	assert_false(n.rare);
	assert_int_equal(online_totals(*state, &ANNA, &left, &n), 0);
	assert_int_equal(n.all, 100);
	assert_true(n.rare);
	assert_int_equal(online_totals(*state, &ben, &ANYBODY, &n), 0);
	assert_int_equal(n.all, 0);
	desk_sql("UPDATE assignment SET department_id = 2"
		 " WHERE operator_id = 2;\nDELETE FROM presence"
		 " WHERE visitor_id BETWEEN 100001 AND 100100;\n");
	trips = db_trips(*state);
	assert_int_equal(online_totals(*state, &ben, &ANYBODY, &n), 0);
	assert_int_equal(n.all, 360);
	assert_int_equal(db_trips(*state), trips + 2);
	desk_sql(
	    "UPDATE online_counted SET at = NOW(3) - INTERVAL 6 SECOND;\n");
	assert_int_equal(online_totals(*state, &ben, &ANYBODY, &n), 0);
	assert_int_equal(n.all, 350);
	assert_int_equal(online_totals(*state, &ANNA, &lamp, &n), 0);
	assert_int_equal(n.all, ONLINE_COUNTED);
	assert_true(n.more);
	assert_int_equal(online_list(*state, &ben, &lamp, rows()), ONLINE_PAGE);
}

/* Near: a few steps along the index.  Far: all are asked, and counted. */
static void
a_text_is_looked_for_near_and_far(void **state)
{
	struct online_filter lamp = {.text = "lamp", .crowd = 1};
	struct online_filter fern = {.text = "fern", .crowd = 1};
	struct online_totals n;
	struct online_row *r = rows();
	uint64_t trips;

	crowd();
	desk_sql("UPDATE presence SET words = 'FERN' WHERE visitor_id"
		 " BETWEEN 100001 AND 100060;\n");
	trips = db_trips(*state);
	assert_int_equal(online_list(*state, &ANNA, &lamp, r), ONLINE_PAGE);
	assert_int_equal(db_trips(*state), trips + 2);
	assert_int_equal(r->matching, 0);
	assert_int_equal(online_list(*state, &ANNA, &fern, r), ONLINE_PAGE);
	assert_int_equal(r->id, 100060);
	assert_int_equal(r->matching, 60);
	fern.page = 1;
	assert_int_equal(online_list(*state, &ANNA, &fern, r), 10);
	assert_int_equal(r->matching, 60);
	online_counted(60, &n);
	assert_int_equal(n.all, 60);
	assert_false(n.more);
	online_counted(ONLINE_COUNTED + 1, &n);
	assert_int_equal(n.all, ONLINE_COUNTED);
	assert_true(n.more);
}

/* Who is answered already counts for who asks next. */
static void
a_crowd_is_counted_while_nobody_waits(void **state)
{
	struct online_totals n;
	uint64_t trips;

	crowd();
	assert_int_equal(online_totals(*state, &ANNA, &ANYBODY, &n), 0);
	assert_int_equal(n.here, 3400);
	assert_false(n.due);
	desk_sql(
	    "DELETE FROM presence WHERE visitor_id <= 100100;\n"
	    "UPDATE online_counted SET at = NOW(3) - INTERVAL 3 SECOND;\n");
	trips = db_trips(*state);
	assert_int_equal(online_totals(*state, &ANNA, &ANYBODY, &n), 0);
	assert_int_equal(db_trips(*state), trips + 2);
	assert_int_equal(n.here, 3400);
	assert_true(n.due);
	trips = db_trips(*state);
	assert_int_equal(online_count(*state), 1);
	assert_int_equal(db_trips(*state), trips + 6);
	assert_int_equal(online_count(*state), 0);
	assert_int_equal(online_totals(*state, &ANNA, &ANYBODY, &n), 0);
	assert_int_equal(n.here, 3300);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, shop_open, shop_close)

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_walk_and_a_scan_list_the_same),
	    TEST(a_crowd_is_counted_once_for_all),
	    TEST(a_text_is_looked_for_near_and_far),
	    TEST(a_crowd_is_counted_while_nobody_waits),
	};

	desk_begin(argc, argv);
	return RUN(tests);
}
