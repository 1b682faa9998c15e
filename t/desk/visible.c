/* SPDX-License-Identifier: ISC */
/* visible.c: who sees which visitor and may send to them: the table of
 * semantics.md section 2, and the tutorial's first answer. */
#include <inttypes.h>

#include "desk/permission.h"
#include "desk/session.h"
#include "desk/visible.h"
#include "t/desk/shop.h"

enum {
	NONE,  /* a visitor without a department */
	SALES, /* of department 1 */
	BOTH,  /* of the departments 2 and 1 */
	VISITORS
};

static const char *const EMBEDS[VISITORS] = {"", "1", "2,1"};

/* An operator's assignments (department:read-only, 0 is All departments) and
 * the right to see all; then whom they see, and to whom they send. */
static const struct {
	const char *assignments;
	int see_all;
	int sees[VISITORS];
	int sends[VISITORS];
} CASES[] = {
    {"(NULL, 0)", 0, {1, 1, 1}, {1, 1, 1}},
    {"(NULL, 0)", 1, {1, 1, 1}, {1, 1, 1}},
    {"(1, 0)", 0, {0, 1, 1}, {0, 1, 1}},
    {"(2, 0)", 0, {0, 0, 1}, {0, 0, 1}},
    {"(3, 0)", 0, {0, 0, 0}, {0, 0, 0}},
    {"(3, 0)", 1, {1, 1, 1}, {1, 1, 1}},
    {NULL, 0, {0, 0, 0}, {0, 0, 0}},
    {NULL, 1, {1, 1, 1}, {1, 1, 1}},
    {"(NULL, 1)", 0, {1, 1, 1}, {0, 0, 0}},
    {"(NULL, 1)", 1, {1, 1, 1}, {0, 0, 0}},
    {"(1, 1)", 0, {0, 1, 1}, {0, 0, 0}},
    {"(1, 1)", 1, {1, 1, 1}, {1, 0, 0}},
    {"(1, 1), (2, 0)", 0, {0, 1, 1}, {0, 0, 1}},
    {"(NULL, 1), (1, 0)", 0, {1, 1, 1}, {0, 1, 1}},
};

static struct operator assigned(unsigned i)
{
	struct operator op = {.id = 2};

	desk_sql("DELETE FROM assignment WHERE operator_id = 2;\n");
	if (CASES[i].assignments != NULL)
		shop_sql(
		    "INSERT INTO assignment (operator_id, department_id,"
		    " read_only) SELECT 2, a, b FROM (SELECT NULL AS a, 0"
		    " AS b FROM DUAL WHERE FALSE UNION ALL VALUES %s) x;\n",
		    CASES[i].assignments);
	op.may = CASES[i].see_all ? UINT64_C(1) << MAY_SEE_ALL : 0;
	op.sees_all =
	    CASES[i].see_all || shop_number("SELECT COUNT(*) FROM assignment"
					    " WHERE operator_id = 2"
					    " AND department_id IS NULL") > 0;
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
	shop_sql("INSERT INTO chat SET id = 1, visitor_id = %" PRIu64
		 ", site_id = 1, status = 'pending', begun_by = 'visitor',"
		 " client_key = 'k';\n",
	    v.id);
	for (i = 0; i < COUNT(CHATS); i++) {
		shop_sql("UPDATE chat SET owner_id = NULL;\n"
			 "UPDATE chat SET %s;\n"
			 "UPDATE assignment SET read_only = 0"
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
	    TEST(a_hidden_department_still_counts),
	    TEST(a_chat_is_acted_on_by_its_owner_and_its_department),
	    cmocka_unit_test(permissions_are_read_from_their_names),
	};

	desk_begin(argc, argv);
	return RUN(tests);
}
