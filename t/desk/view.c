/* SPDX-License-Identifier: ISC */
/* view.c: page views as most are, each in one trip. */
#include <stdio.h>
#include <string.h>

#include "t/desk/shop.h"

static void
an_ordinary_next_page_takes_one_trip(void **state)
{
	struct visitor v;
	struct view view = shop_view(2, "");
	uint64_t before;

	shop_visitor(*state, 1, &v);
	before = db_trips(*state);
	assert_int_equal(view_next(*state, &v, &view), 1);
	assert_int_equal(db_trips(*state) - before, 1);
	assert_int_equal(shop_number("SELECT pages FROM visitor"), 2);
	assert_int_equal(shop_number("SELECT pages FROM visit"), 2);
	assert_int_equal(shop_number("SELECT visits FROM visitor"), 1);
	assert_int_equal(shop_number("SELECT p.view_id = w.id FROM presence p"
				     " JOIN page_view w ON w.url <> ''"
				     " ORDER BY w.id DESC LIMIT 1"),
	    1);
}

/* Who they are is known from it as if they had been asked for. */
static void
a_next_page_tells_whose_it_is(void **state)
{
	struct visitor v, w;
	struct view view = shop_view(2, "");

	shop_visitor(*state, 1, &v);
	shop_sql("INSERT INTO profile (id, site_id, user_id) VALUES (3, 1,"
		 " 'zoe');\nUPDATE visitor SET wait_n = 5, profile_id = 3,"
		 " signed = 1;\n");
	assert_int_equal(visitor_words(*state, v.id), 0);
	shop_invite(&v, 1, NULL);
	w = (struct visitor){.site = 1};
	memcpy(w.token, v.token, TOKEN_HASH);
	assert_int_equal(view_next(*state, &w, &view), 1);
	shop_again(*state, 1, &v);
	assert_true(w.id == v.id && w.wait_n == 5);
	assert_memory_equal(w.box, v.box, BOX_ID);
	assert_true(w.profile == 3 && w.signed_in && v.signed_in);
	assert_true(w.invitation && !w.chat && w.running && w.present);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM presence"
				     " WHERE words LIKE '%%ZOE%%'"),
	    1);
}

/* Each is for visitor_view() to look into. */
static void
what_is_not_ordinary_is_left_alone(void **state)
{
	static const char *const odd[] = {
	    "UPDATE visit SET seen_at = NOW(3) - INTERVAL 31 MINUTE",
	    "UPDATE presence SET gone_at = NOW(3) - INTERVAL 1 SECOND",
	    "DELETE FROM presence", "UPDATE visitor SET audience_id = 2",
	    "UPDATE visitor SET site_id = 2",
	    "UPDATE visitor SET token_hash = REVERSE(token_hash)"};
	struct visitor v;
	struct view view = shop_view(2, ""), named = shop_view(2, "1"),
		    again = shop_view(1, "");
	size_t i;

	shop_visitor(*state, 1, &v);
	assert_int_equal(view_next(*state, &v, &named), 0);
	assert_int_equal(view_next(*state, &v, &again), 0);
	shop_sql("INSERT INTO audience (id, list) VALUES (2, '1');\n");
	for (i = 0; i < sizeof(odd) / sizeof(*odd); i++) {
		shop_sql("%s;\n", odd[i]);
		assert_int_equal(view_next(*state, &v, &view), 0);
		shop_sql("DELETE FROM visitor;\n");
		shop_visitor(*state, 1, &v);
	}
	assert_int_equal(shop_number("SELECT v.pages = 1 AND t.pages = 1"
				     " AND p.pages = 1 FROM visitor v"
				     " JOIN visit t JOIN presence p"),
	    1);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM page_view"), 1);
	assert_int_equal(view_next(*state, &v, &view), 1);
}

/* The departments of the page are told apart by their order, too. */
static void
a_next_page_of_the_same_departments_is_ordinary(void **state)
{
	struct visitor v;
	struct view view = shop_view(2, "2,1"), other = shop_view(4, "1,2");

	shop_visitor(*state, 1, &v);
	assert_int_equal(view_next(*state, &v, &view), 0);
	assert_int_equal(visitor_view(*state, &v, &view), 0);
	view = shop_view(3, "2,1");
	assert_int_equal(view_next(*state, &v, &view), 1);
	assert_int_equal(view_next(*state, &v, &other), 0);
}

static void
a_first_contact_takes_one_trip(void **state)
{
	unsigned char hash[TOKEN_HASH] = {9};
	struct visitor v = {.site = 1}, again;
	struct view view = shop_view(1, "");
	uint64_t before = db_trips(*state);

	assert_int_equal(visitor_first(*state, &v, hash, &view), 1);
	assert_int_equal(db_trips(*state) - before, 1);
	assert_int_equal(visitor_find(*state, SHOP_KEY, hash, &again), 1);
	assert_int_equal(again.id, v.id);
	assert_true(again.visit != 0);
	assert_memory_equal(again.box, view.box, BOX_ID);
	assert_true(again.running && again.present && again.check);
	assert_int_equal(shop_number("SELECT v.visits + v.pages + t.pages"
				     " + p.pages + p.visits FROM visitor v"
				     " JOIN visit t JOIN presence p"),
	    5);
	assert_int_equal(
	    shop_number("SELECT v.language = 'de' AND w.visit_id = p.visit_id"
			" AND p.view_id = w.id AND p.words LIKE '%%SHOP%%'"
			" FROM visitor v JOIN page_view w JOIN presence p"),
	    1);
}

/* Whoever is new belongs to the page's departments, in the tag's order. */
static void
a_first_contact_with_departments_takes_two(void **state)
{
	unsigned char hash[2][TOKEN_HASH] = {{9}, {10}};
	struct visitor v = {.site = 1}, again;
	struct view view = shop_view(1, "2,1");
	uint64_t before;

	assert_int_equal(visitor_first(*state, &v, hash[0], &view), 1);
	view = shop_view(2, "2,1");
	before = db_trips(*state);
	assert_int_equal(visitor_first(*state, &v, hash[1], &view), 1);
	assert_int_equal(db_trips(*state) - before, 2);
	assert_int_equal(visitor_find(*state, SHOP_KEY, hash[1], &again), 1);
	assert_string_equal(again.departments, "2,1");
	assert_int_equal(
	    shop_number("SELECT COUNT(*) FROM visitor v JOIN presence p"
			" ON p.visitor_id = v.id JOIN audience a"
			" ON a.id = v.audience_id WHERE a.list = '1,2'"
			" AND p.audience_id = a.id"),
	    2);
}

/* A next page finds presence as visitor_words() would make it. */
static void
a_next_page_is_found_by_all_that_is_known(void **state)
{
	struct visitor v;
	struct view view = shop_view(2, "");

	shop_visitor(*state, 1, &v);
	shop_sql("UPDATE visitor SET name = 'Zoe Quist', email = 'z@q.example',"
		 " visits = 7;\n"
		 "UPDATE visit SET referrer = "
		 "'https://from.example/';\n");
	assert_int_equal(visitor_words(*state, v.id), 0);
	view.title = "Cr\u00e8me br\u00fbl\u00e9e";
	view.url = "https://shop.example/dessert";
	(void)snprintf(view.address, sizeof(view.address), "192.0.2.77");
	assert_int_equal(view_next(*state, &v, &view), 1);
	assert_int_equal(
	    shop_number("SELECT visits = 7 AND title LIKE 'Cr%%me%%' AND words"
			" LIKE '192.0.2.77%%CREME BRULEE"
			" HTTPS://SHOP.EXAMPLE/DESSERT_ZOE QUIST"
			" Z@Q.EXAMPLE HTTPS://FROM.EXAMPLE/%%' FROM presence"),
	    1);
	shop_sql("CREATE OR REPLACE TABLE kept SELECT words FROM presence;\n");
	assert_int_equal(visitor_words(*state, v.id), 0);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM presence p"
				     " JOIN kept k ON k.words = p.words"),
	    1);
}

/* What was read a moment ago is not so any more: nobody is lost. */
static void
one_who_is_listed_no_more_is_listed_again(void **state)
{
	struct visitor v;
	struct view view = shop_view(2, "");

	shop_visitor(*state, 1, &v);
	assert_true(v.running && v.present);
	shop_sql("DELETE FROM presence;\n");
	assert_int_equal(visitor_view(*state, &v, &view), 0);
	assert_int_equal(
	    shop_number("SELECT v.pages = 2 AND t.pages = 2 AND p.pages = 2"
			" FROM visitor v JOIN visit t JOIN presence p"),
	    1);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM page_view"), 2);
}

/* Erased, or signed out, while their request was under way. */
static void
whom_a_token_opens_no_longer_looks_at_nothing(void **state)
{
	struct visitor v;
	struct view view = shop_view(2, "");

	shop_visitor(*state, 1, &v);
	shop_sql("UPDATE visitor SET token_hash = REVERSE(token_hash);\n");
	assert_int_equal(view_next(*state, &v, &view), 0);
	shop_sql("DELETE FROM presence;\n");
	assert_int_equal(visitor_view(*state, &v, &view), -1);
	v.running = 0;
	assert_int_equal(visitor_view(*state, &v, &view), -1);
	assert_int_equal(
	    shop_number("SELECT (SELECT COUNT(*) FROM page_view) = 1"
			" AND (SELECT COUNT(*) FROM visit) = 1"
			" AND (SELECT COUNT(*) FROM presence) = 0"),
	    1);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, shop_open, shop_close)

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    TEST(an_ordinary_next_page_takes_one_trip),
	    TEST(a_next_page_tells_whose_it_is),
	    TEST(what_is_not_ordinary_is_left_alone),
	    TEST(a_next_page_of_the_same_departments_is_ordinary),
	    TEST(a_first_contact_takes_one_trip),
	    TEST(a_first_contact_with_departments_takes_two),
	    TEST(a_next_page_is_found_by_all_that_is_known),
	    TEST(one_who_is_listed_no_more_is_listed_again),
	    TEST(whom_a_token_opens_no_longer_looks_at_nothing),
	};

	desk_begin(argc, argv);
	return RUN(tests);
}
