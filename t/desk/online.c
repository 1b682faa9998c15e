/* SPDX-License-Identifier: ISC */
/* online.c: the list of online visitors: whom an operator sees, the true
 * totals, filters, order, pages; and the panel of one. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "lib/mem.h"
#include "desk/online.h"
#include "desk/panel.h"
#include "desk/permission.h"
#include "desk/session.h"
#include "t/desk/shop.h"

static const struct online_filter ANYBODY = {.text = ""};

static const struct operator ANNA = {.id = 1, .sees_all = 1};

/* A visitor who is here, in these departments. */
static uint64_t
arrive(struct db *db, unsigned number, const char *departments)
{
	struct view view = shop_view(2, departments);
	struct visitor v;

	shop_visitor(db, number, &v);
	assert_int_equal(visitor_view(db, &v, &view), 0);
	return v.id;
}

static struct online_row *
rows(void)
{
	return mem_get(desk_mem(), ONLINE_PAGE * sizeof(struct online_row));
}

static int
listed(struct db *db, const struct operator* op, const struct online_filter *f)
{
	return online_list(db, op, f, rows());
}

enum {
	VISITORS = 3 /* none, sales, support and sales */
};

/* Is the one row what it is a copy of? */
#define COPIES \
	"SELECT COUNT(*) FROM presence p JOIN visitor v ON v.id = " \
	"p.visitor_id" \
	" JOIN visit t ON t.id = p.visit_id JOIN page_view w" \
	" ON w.id = p.view_id WHERE p.pages = t.pages AND p.visits = v.visits" \
	" AND v.device = 'phone' AND NOT p.bot" \
	" AND p.address = v.address AND p.country = v.country" \
	" AND p.title = 'Oak table' AND w.title = p.title" \
	" AND p.audience_id = v.audience_id AND p.audience_id > 1" \
	" AND p.words = '198.51.100.9    OAK TABLE" \
	" HTTPS://SHOP.EXAMPLE/OAK\\n  '"

/* Ben's assignments as rows of VALUES, his right to see all, whom he sees. */
static const struct {
	const char *assignments;
	int see_all;
	int sees[VISITORS];
} CASES[] = {
    {"(2, NULL)", 0, {1, 1, 1}},
    {"(2, NULL)", 1, {1, 1, 1}},
    {"(2, 1)", 0, {0, 1, 1}},
    {"(2, 1)", 1, {1, 1, 1}},
    {"(2, 2)", 0, {0, 0, 1}},
    {"(2, 3)", 0, {0, 0, 0}},
    {"(2, 1), (2, 2)", 0, {0, 1, 1}},
    {NULL, 0, {0, 0, 0}},
    {NULL, 1, {1, 1, 1}},
};

static struct operator ben_as(unsigned i)
{
	struct operator op = {.id = 2};

	desk_sql("DELETE FROM assignment WHERE operator_id = 2;\n");
	if (CASES[i].assignments != NULL)
		shop_sql("INSERT INTO assignment (operator_id, department_id)"
			 " VALUES %s;\n",
		    CASES[i].assignments);
	op.may = CASES[i].see_all ? UINT64_C(1) << MAY_SEE_ALL : 0;
	op.sees_all =
	    CASES[i].see_all ||
	    shop_number("SELECT COUNT(*) FROM assignment WHERE operator_id = 2"
			" AND department_id IS NULL") > 0;
	return op;
}

/* List, totals, row and panel say the same of everybody. */
static void
an_operator_sees_whom_the_table_says(void **state)
{
	const char *embeds[VISITORS] = {"", "1", "2,1"};
	struct online_totals totals;
	struct operator ben;
	struct panel panel;
	uint64_t id[VISITORS];
	unsigned i, sees;
	int n;

	for (n = 0; n < VISITORS; n++)
		id[n] = arrive(*state, 1 + (unsigned)n, embeds[n]);
	for (i = 0; i < COUNT(CASES); i++) {
		ben = ben_as(i);
		for (n = 0, sees = 0; n < VISITORS; n++) {
			sees += (unsigned)CASES[i].sees[n];
			if (online_find(*state, &ben, id[n], rows()) !=
				CASES[i].sees[n] ||
			    panel_find(*state, &ben, id[n], &panel) !=
				CASES[i].sees[n])
				fail_msg("case %u, visitor %d", i, n);
		}
		if (listed(*state, &ben, &ANYBODY) != (int)sees)
			fail_msg("case %u: list", i);
		assert_int_equal(
		    online_totals(*state, &ben, &ANYBODY, &totals), 0);
		if (totals.all != sees || totals.here != sees)
			fail_msg("case %u: totals", i);
	}
}

static void
the_owner_of_an_open_chat_opens_the_panel_not_the_list(void **state)
{
	struct operator ben = {.id = 2};
	struct panel_chat chats[PANEL_CHATS];
	struct panel panel;
	uint64_t id = arrive(*state, 1, "2");

	assert_int_equal(panel_find(*state, &ben, id, &panel), 0);
	shop_sql("INSERT INTO chat SET visitor_id = %" PRIu64
		 ", site_id = 1, status = 'active', owner_id = 2,"
		 " begun_by = 'visitor', client_key = 'k';\n"
		 "INSERT INTO chat SET visitor_id = %" PRIu64
		 ", site_id = 1, status = 'closed', owner_id = 1,"
		 " begun_by = 'visitor', client_key = 'l';\n",
	    id, id);
	assert_int_equal(panel_find(*state, &ben, id, &panel), 1);
	assert_int_equal(online_find(*state, &ben, id, rows()), 1);
	assert_int_equal(listed(*state, &ben, &ANYBODY), 0);
	assert_int_equal(panel_chats(*state, &ben, id, chats), 1);
	assert_int_equal(panel_chats(*state, &ANNA, id, chats), 2);
	desk_sql("UPDATE chat SET status = 'closed';\n");
	assert_int_equal(panel_find(*state, &ben, id, &panel), 0);
}

static void
the_total_is_not_the_length_of_the_list(void **state)
{
	struct online_filter second = {.text = "", .page = 1};
	struct online_totals n;
	unsigned i;

	for (i = 1; i <= 53; i++)
		(void)arrive(*state, i, "");
	desk_sql("UPDATE presence SET state = 'idle' ORDER BY visitor_id"
		 " LIMIT 2;\n"
		 "UPDATE presence SET gone_at = NOW(3) - INTERVAL 30 SECOND"
		 " ORDER BY visitor_id DESC LIMIT 3;\n");
	assert_int_equal(listed(*state, &ANNA, &ANYBODY), ONLINE_PAGE);
	assert_int_equal(listed(*state, &ANNA, &second), 3);
	assert_int_equal(online_totals(*state, &ANNA, &ANYBODY, &n), 0);
	assert_int_equal(n.all, 53);
	assert_int_equal(n.here, 48);
	assert_int_equal(n.idle, 2);
	assert_int_equal(n.left, 3);
	desk_sql("UPDATE presence SET gone_at = NOW(3) - INTERVAL 61 SECOND"
		 " ORDER BY visitor_id DESC LIMIT 3;\n");
	assert_int_equal(online_totals(*state, &ANNA, &ANYBODY, &n), 0);
	assert_int_equal(n.all, 50);
}

/* A filter, and how many of the four visitors below it lets through. */
static const struct {
	struct online_filter f;
	int n;
} FILTERS[] = {
    {{.text = ""}, 4},
    {{.text = "Brass"}, 1},
    {{.text = "brass LAMP"}, 1},
    {{.text = "bråss lämp"}, 1},
    {{.text = "brass_lamp"}, 0},
    {{.text = "%"}, 0},
    {{.text = "192.0.2."}, 4},
    {{.text = "", .department = 1}, 2},
    {{.text = "", .department = 2}, 1},
    {{.text = "", .department = 9}, 0},
    {{.text = "", .site = 1}, 4},
    {{.text = "", .site = 2}, 0},
    {{.text = "", .state = ONLINE_HERE}, 2},
    {{.text = "", .state = ONLINE_IDLE}, 1},
    {{.text = "", .state = ONLINE_LEFT}, 1},
    {{.text = "", .state = ONLINE_LEFT, .department = 1}, 0},
};

static void
filters_choose_and_count(void **state)
{
	struct online_filter f;
	struct online_totals n;
	uint64_t id[4];
	unsigned i, sort;

	id[0] = arrive(*state, 1, "1");
	id[1] = arrive(*state, 2, "1,2");
	id[2] = arrive(*state, 3, "");
	id[3] = arrive(*state, 4, "");
	shop_sql(
	    "UPDATE page_view SET title = 'Brass lamp' WHERE visitor_id ="
	    " %" PRIu64 ";\n"
	    "UPDATE presence SET state = 'idle' WHERE visitor_id = %" PRIu64
	    ";\nUPDATE presence SET gone_at = NOW(3) WHERE visitor_id ="
	    " %" PRIu64 ";\n",
	    id[0], id[1], id[3]);
	assert_int_equal(visitor_words(*state, id[0]), 0);
	for (i = 0; i < COUNT(FILTERS); i++)
		for (sort = 0; sort < 2 * ONLINE_SORTS; sort++) {
			f = FILTERS[i].f;
			f.sort = (enum online_sort)(sort / 2);
			f.rare = sort % 2;
			assert_int_equal(
			    online_totals(*state, &ANNA, &f, &n), 0);
			if (listed(*state, &ANNA, &f) != FILTERS[i].n ||
			    n.all != (uint64_t)FILTERS[i].n)
				fail_msg("filter %u, sort %u", i, sort);
		}
}

/* What the list is sorted and searched by follows each page view, and a name
 * that is told. */
static void
a_page_view_moves_what_the_list_reads(void **state)
{
	struct contact contact = {.name = "Zoë", .email = "", .phone = ""};
	struct online_filter f = {.text = "zoe"};
	struct view view = shop_view(9, "1");
	struct visitor v;
	unsigned i;

	(void)arrive(*state, 1, "2");
	shop_again(*state, 1, &v);
	view.title = "Oak table";
	view.url = "https://shop.example/oak";
	view.browser.device = DEVICE_PHONE;
	(void)snprintf(view.address, sizeof(view.address), "198.51.100.9");
	for (i = 0; i < 2; i++) {
		/* Told again, the row comes from the tables. */
		assert_int_equal(visitor_view(*state, &v, &view), 0);
		assert_int_equal(desk_number(COPIES), 1);
		desk_sql("UPDATE presence SET pages = 0, title = '';\n");
		shop_again(*state, 1, &v);
	}
	assert_int_equal(listed(*state, &ANNA, &f), 0);
	assert_int_equal(visitor_contact(*state, v.id, &contact), 0);
	assert_int_equal(listed(*state, &ANNA, &f), 1);
	f.text = "oak";
	assert_int_equal(listed(*state, &ANNA, &f), 1);
}

static void
a_row_tells_what_is_asked_for(void **state)
{
	struct online_row *r = rows();
	struct visitor v;
	uint64_t id = arrive(*state, 1, "2,1");

	shop_again(*state, 1, &v);
	(void)shop_invite(&v, 1, "status = 'seen', seen_at = NOW(3)");
	assert_int_equal(online_list(*state, &ANNA, &ANYBODY, r), 1);
	assert_int_equal(r->id, id);
	assert_int_equal(r->state, ONLINE_HERE);
	assert_string_equal(r->title, "Shop");
	assert_string_equal(r->url, "https://shop.example/");
	assert_string_equal(r->departments, "Support, Sales");
	assert_string_equal(r->language, "de");
	assert_string_equal(r->timezone, "Europe/Berlin");
	assert_string_equal(r->address, "192.0.2.1");
	assert_int_equal(r->visits, 1);
	assert_int_equal(strlen(r->since), strlen("2026-11-22 15:16:03"));
	assert_true(r->check);
	assert_true(r->may_send);
	assert_string_equal(r->invitation, "seen");
	assert_string_equal(r->inviter, "Anna");
	assert_int_equal(r->chat, 0);
	shop_sql("INSERT INTO chat SET visitor_id = %" PRIu64
		 ", site_id = 1, department_id = 3, status = 'active',"
		 " owner_id = 2, begun_by = 'visitor', client_key = 'k';\n",
	    id);
	assert_int_equal(online_list(*state, &ANNA, &ANYBODY, r), 1);
	assert_true(r->chat != 0 && r->chat_seen);
	assert_string_equal(r->chat_owner, "Ben");
	desk_sql("UPDATE assignment SET department_id = 2, read_only = 1"
		 " WHERE operator_id = 1;\n");
	assert_int_equal(online_list(*state, &ANNA, &ANYBODY, r), 1);
	assert_false(r->chat_seen);
	assert_false(r->may_send);
}

static void
an_empty_list_says_why(void **state)
{
	struct operator ben = {.id = 2};

	assert_int_equal(online_why(*state, &ANNA), WHY_NO_SNIPPET);
	(void)arrive(*state, 1, "2");
	assert_int_equal(online_why(*state, &ben), WHY_DEPARTMENTS);
	desk_sql("UPDATE setting SET value = '0' WHERE name = 'tracking';\n");
	assert_int_equal(online_why(*state, &ben), WHY_NO_TRACKING);
	desk_sql("UPDATE setting SET value = '1' WHERE name = 'tracking';\n"
		 "DELETE FROM presence;\n");
	assert_int_equal(online_why(*state, &ben), WHY_NOBODY);
	assert_int_equal(online_why(*state, &ANNA), WHY_NOBODY);
	desk_sql("DELETE FROM visitor;\nDELETE FROM site;\n");
	assert_int_equal(online_why(*state, &ANNA), WHY_NO_SITE);
}

static void
the_list_is_one_trip_however_long(void **state)
{
	struct online_totals n;
	uint64_t trips;

	(void)arrive(*state, 1, "1");
	(void)listed(*state, &ANNA, &ANYBODY);
	(void)online_totals(*state, &ANNA, &ANYBODY, &n);
	trips = db_trips(*state);
	assert_int_equal(listed(*state, &ANNA, &ANYBODY), 1);
	assert_int_equal(db_trips(*state), trips + 1);
	assert_int_equal(online_totals(*state, &ANNA, &ANYBODY, &n), 0);
	assert_int_equal(db_trips(*state), trips + 2);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, shop_open, shop_close)

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    TEST(an_operator_sees_whom_the_table_says),
	    TEST(the_owner_of_an_open_chat_opens_the_panel_not_the_list),
	    TEST(the_total_is_not_the_length_of_the_list),
	    TEST(filters_choose_and_count),
	    TEST(a_page_view_moves_what_the_list_reads),
	    TEST(a_row_tells_what_is_asked_for),
	    TEST(an_empty_list_says_why),
	    TEST(the_list_is_one_trip_however_long),
	};

	desk_begin(argc, argv);
	return RUN(tests);
}
