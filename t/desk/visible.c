/* SPDX-License-Identifier: ISC */
/* visible.c: who sees which visitor and may send to them: the table of
 * semantics.md section 2, and the tutorial's first answer. */
#include <inttypes.h>

#include "desk/permission.h"
#include "desk/session.h"
#include "desk/visible.h"
#include "desk/why.h"
#include "t/desk/shop.h"

enum {
	NONE,  /* a visitor without a department */
	SALES, /* of department 1 */
	BOTH,  /* of the departments 2 and 1 */
	VISITORS
};

static const char *const EMBEDS[VISITORS] = {"", "1", "2,1"};

/* An operator's assignments (department, read-only, group; neither is All
 * departments) and the right to see all; then whom they see, and to whom they
 * send.  Group 1 holds the departments 1 and 3, 2 holds 2, and 3 none. */
static const struct {
	const char *assignments;
	int see_all;
	int sees[VISITORS];
	int sends[VISITORS];
} CASES[] = {
    {"(NULL, 0, NULL)", 0, {1, 1, 1}, {1, 1, 1}},
    {"(NULL, 0, NULL)", 1, {1, 1, 1}, {1, 1, 1}},
    {"(1, 0, NULL)", 0, {0, 1, 1}, {0, 1, 1}},
    {"(2, 0, NULL)", 0, {0, 0, 1}, {0, 0, 1}},
    {"(3, 0, NULL)", 0, {0, 0, 0}, {0, 0, 0}},
    {"(3, 0, NULL)", 1, {1, 1, 1}, {1, 1, 1}},
    {NULL, 0, {0, 0, 0}, {0, 0, 0}},
    {NULL, 1, {1, 1, 1}, {1, 1, 1}},
    {"(NULL, 1, NULL)", 0, {1, 1, 1}, {0, 0, 0}},
    {"(NULL, 1, NULL)", 1, {1, 1, 1}, {0, 0, 0}},
    {"(1, 1, NULL)", 0, {0, 1, 1}, {0, 0, 0}},
    {"(1, 1, NULL)", 1, {1, 1, 1}, {1, 0, 0}},
    {"(1, 1, NULL), (2, 0, NULL)", 0, {0, 1, 1}, {0, 0, 1}},
    {"(NULL, 1, NULL), (1, 0, NULL)", 0, {1, 1, 1}, {0, 1, 1}},
    {"(NULL, 0, 1)", 0, {0, 1, 1}, {0, 1, 1}},
    {"(NULL, 0, 2)", 0, {0, 0, 1}, {0, 0, 1}},
    {"(NULL, 0, 3)", 0, {0, 0, 0}, {0, 0, 0}},
    {"(NULL, 0, 3)", 1, {1, 1, 1}, {1, 1, 1}},
    {"(NULL, 1, 3)", 1, {1, 1, 1}, {1, 1, 1}},
    {"(NULL, 1, 1)", 0, {0, 1, 1}, {0, 0, 0}},
    {"(NULL, 1, 1)", 1, {1, 1, 1}, {1, 0, 0}},
    {"(NULL, 1, 1), (1, 0, NULL)", 0, {0, 1, 1}, {0, 1, 1}},
    {"(NULL, 1, 1), (NULL, 0, 2)", 0, {0, 1, 1}, {0, 0, 1}},
    {"(NULL, 1, NULL), (NULL, 0, 2)", 0, {1, 1, 1}, {0, 0, 1}},
    {"(NULL, 1, NULL), (NULL, 0, 3)", 1, {1, 1, 1}, {0, 0, 0}},
    {"(2, 0, NULL), (NULL, 0, 1), (NULL, 0, 3)", 0, {0, 1, 1}, {0, 1, 1}},
};

static struct operator assigned(unsigned i)
{
	struct operator op = {.id = 2};

	desk_sql("DELETE FROM assignment WHERE operator_id = 2;\n"
		 "INSERT IGNORE INTO department_group (id, name) VALUES"
		 " (1, 'Both'), (2, 'One'), (3, 'None');\n"
		 "INSERT IGNORE INTO department_in_group VALUES (1, 1), (1, 3),"
		 " (2, 2);\n");
	if (CASES[i].assignments != NULL)
		shop_sql("INSERT INTO assignment (operator_id, department_id,"
			 " read_only, group_id) SELECT 2, a, b, c FROM (SELECT"
			 " NULL AS a, 0 AS b, NULL AS c FROM DUAL WHERE FALSE"
			 " UNION ALL VALUES %s) x;\n",
		    CASES[i].assignments);
	op.may = CASES[i].see_all ? UINT64_C(1) << MAY_SEE_ALL : 0;
	op.sees_all =
	    CASES[i].see_all || shop_number("SELECT COUNT(*) FROM assignment"
					    " WHERE operator_id = 2"
					    " AND department_id IS NULL"
					    " AND group_id IS NULL") > 0;
	return op;
}

static void
everybody_sees_and_sends_as_the_table_says(void **state)
{
	struct visitor v[VISITORS];
	struct view view;
	struct operator op;
	unsigned i;
	int n;

	for (n = 0; n < VISITORS; n++) {
		shop_visitor(*state, 1 + (unsigned)n, &v[n]);
		view = shop_view(2, EMBEDS[n]);
		assert_int_equal(visitor_view(*state, &v[n], &view), 0);
	}
	for (i = 0; i < COUNT(CASES); i++) {
		op = assigned(i);
		for (n = 0; n < VISITORS; n++) {
			if (visible_visitor(*state, &op, v[n].id) !=
			    CASES[i].sees[n])
				fail_msg("case %u, visitor %d: sees", i, n);
			if (CASES[i].sees[n] &&
			    visible_may_send(*state, &op, v[n].id) !=
				CASES[i].sends[n])
				fail_msg("case %u, visitor %d: sends", i, n);
		}
	}
}

/* The row that Why? names agrees with what is seen and sent, case by case. */
static void
the_reason_agrees_with_what_is_seen(void **state)
{
	static const enum why_row rows[] = {WHY_NONE, WHY_ONLY_RIGHT};
	struct why_visitor who[VISITORS];
	struct visitor v[VISITORS];
	struct view view;
	struct operator op;
	struct why w;
	unsigned i;
	int n;

	desk_sql("INSERT IGNORE INTO operator_role VALUES (2, 2);\n");
	op = (struct operator){.id = 1, .sees_all = 1};
	for (n = 0; n < VISITORS; n++) {
		shop_visitor(*state, 1 + (unsigned)n, &v[n]);
		view = shop_view(2, EMBEDS[n]);
		assert_int_equal(visitor_view(*state, &v[n], &view), 0);
		assert_int_equal(why_visitor(*state, &op, v[n].id, &who[n]), 1);
		assert_int_equal(who[n].departments, n);
	}
	for (i = 0; i < COUNT(CASES); i++) {
		op = assigned(i);
		for (n = 0; n < VISITORS; n++) {
			assert_int_equal(why_find(*state, 2, v[n].id, &w), 1);
			w.may = op.may | UINT64_C(1) << MAY_SEND;
			if (CASES[i].assignments == NULL &&
			    why_row(&w, &who[n]) != rows[CASES[i].see_all])
				fail_msg("case %u: the row", i);
			if (why_sees(why_row(&w, &who[n])) != CASES[i].sees[n])
				fail_msg("case %u, visitor %d: sees", i, n);
			if ((why_send(&w, why_row(&w, &who[n])) == WHY_SENDS) !=
			    CASES[i].sends[n])
				fail_msg("case %u, visitor %d: sends", i, n);
		}
	}
}

/* Hidden and disabled departments still count. */
static void
a_hidden_department_still_counts(void **state)
{
	struct operator ben = {.id = 2};
	struct view view = shop_view(2, "1");
	struct visitor v;

	shop_visitor(*state, 1, &v);
	assert_int_equal(visitor_view(*state, &v, &view), 0);
	desk_sql("UPDATE department SET hidden = 1, disabled = 1;\n");
	assert_int_equal(visible_visitor(*state, &ben, v.id), 1);
	assert_int_equal(visible_may_send(*state, &ben, v.id), 1);
}

/* The chat's department and owner, Ben's assignment, his right to open all:
 * may he act? */
static const struct {
	const char *chat;
	const char *ben;
	int open_all, acts;
} CHATS[] = {
    {"department_id = 1", "department_id = 1", 0, 1},
    {"department_id = 1", "department_id = 1, read_only = 1", 0, 0},
    {"department_id = 1", "department_id = 2", 0, 0},
    {"department_id = 1", "department_id = 2", 1, 1},
    {"department_id = 1", "department_id = NULL", 0, 1},
    {"department_id = 1", "department_id = NULL, read_only = 1", 0, 0},
    {"department_id = NULL", "department_id = 1", 0, 0},
    {"department_id = NULL", "department_id = NULL", 0, 1},
    {"department_id = 1", "department_id = NULL, group_id = 1", 0, 1},
    {"department_id = 1", "department_id = NULL, group_id = 1, read_only = 1",
	0, 0},
    {"department_id = 2", "department_id = NULL, group_id = 1", 0, 0},
    {"department_id = NULL", "department_id = NULL, group_id = 1", 0, 0},
    {"department_id = NULL", "department_id = NULL, group_id = 3", 0, 0},
    {"owner_id = 2, department_id = 2", "department_id = 1", 0, 1},
    {"owner_id = 1, department_id = 2", "department_id = 1", 0, 0},
};

static void
a_chat_is_acted_on_by_its_owner_and_its_department(void **state)
{
	struct operator ben = {.id = 2};
	struct visitor v;
	unsigned i;

	shop_visitor(*state, 1, &v);
	(void)assigned(2);
	shop_sql("INSERT INTO chat SET id = 1, visitor_id = %" PRIu64
		 ", site_id = 1, status = 'pending', begun_by = 'visitor',"
		 " client_key = 'k';\n",
	    v.id);
	for (i = 0; i < COUNT(CHATS); i++) {
		shop_sql("UPDATE chat SET owner_id = NULL;\n"
			 "UPDATE chat SET %s;\n"
			 "UPDATE assignment SET read_only = 0, group_id = NULL"
			 " WHERE operator_id = 2;\n"
			 "UPDATE assignment SET %s WHERE operator_id = 2;\n",
		    CHATS[i].chat, CHATS[i].ben);
		ben.may = CHATS[i].open_all ? UINT64_C(1) << MAY_OPEN_ALL : 0;
		if (visible_may_act(*state, &ben, 1) != CHATS[i].acts)
			fail_msg("case %u", i);
	}
	assert_int_equal(visible_may_act(*state, &ben, 2), 0);
}

static const struct {
	const char *list;
	uint64_t bits;
} LISTS[] = {
    {"", 0},
    {"lhchat,use", UINT64_C(1) << MAY_USE_CHATS},
    {"lhchat,use\nlhsite,manage",
	UINT64_C(1) << MAY_USE_CHATS | UINT64_C(1) << MAY_MANAGE_SITES},
    {"*,*", (UINT64_C(1) << PERMISSIONS) - 1},
    {"lhuser,*", UINT64_C(1) << MAY_CHANGE_STATE | UINT64_C(1)
						       << MAY_MANAGE_OPERATORS},
    {"lhchat,us", 0},
    {"lhchat,use,d", 0},
    {"lhchat", 0},
    {"nobody,knows\n\nlhaudit,read\n", UINT64_C(1) << MAY_READ_AUDIT},
    {NULL, 0},
};

static void
permissions_are_read_from_their_names(void **state)
{
	unsigned i;

	(void)state;
	for (i = 0; i < COUNT(LISTS); i++)
		assert_int_equal(permission_bits(LISTS[i].list), LISTS[i].bits);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, shop_open, shop_close)

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    TEST(everybody_sees_and_sends_as_the_table_says),
	    TEST(the_reason_agrees_with_what_is_seen),
	    TEST(a_hidden_department_still_counts),
	    TEST(a_chat_is_acted_on_by_its_owner_and_its_department),
	    cmocka_unit_test(permissions_are_read_from_their_names),
	};

	desk_begin(argc, argv);
	return RUN(tests);
}
