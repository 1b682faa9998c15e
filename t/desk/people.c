/* SPDX-License-Identifier: ISC */
/* people.c: operators and roles as they are managed: the last administrator,
 * whom one may touch, stale forms, forms that come twice. */
#include <sys/wait.h>
#include <unistd.h>

#include "desk/permission.h"
#include "desk/role.h"
#include "desk/staff.h"
#include "t/desk/shop.h"

enum {
	ADMINISTRATOR = 1, /* roles of the schema */
	OPERATOR = 2,
	ANNA = 1,
	BEN = 2,
	ROUNDS = 12
};

#define ALL_RIGHTS ((UINT64_C(1) << PERMISSIONS) - 1)
#define BIT(p) (UINT64_C(1) << (p))

static const struct actor anna = {ANNA, ALL_RIGHTS, "192.0.2.9"};

/* The shop; Anna is its administrator, Ben an operator. */
static int
open_people(void **state)
{
	shop_open(state);
	desk_sql("DELETE FROM role;\nDELETE FROM audit;\n"
		 "INSERT INTO role (id, name) VALUES (1, 'Administrator'),"
		 " (2, 'Operator');\n"
		 "INSERT INTO role_permission VALUES (1, '*', '*'),"
		 " (2, 'lhchat', 'use');\n"
		 "INSERT INTO operator_role VALUES (1, 1), (2, 2);\n");
	return 0;
}

static void
take(struct db *db, uint64_t id, struct staff *s)
{
	assert_int_equal(staff_get(db, id, s), 1);
}

static void
as_role(struct staff *s, uint64_t role)
{
	s->nroles = role != 0;
	s->roles[0] = role;
}

static void
the_last_administrator_stays(void **state)
{
	struct staff s;
	struct role r;

	take(*state, ANNA, &s);
	s.disabled = 1;
	assert_int_equal(staff_save(*state, &anna, &s), CHANGE_LAST);
	take(*state, ANNA, &s);
	assert_false(s.disabled);
	as_role(&s, OPERATOR);
	assert_int_equal(staff_save(*state, &anna, &s), CHANGE_LAST);
	as_role(&s, 0);
	assert_int_equal(staff_save(*state, &anna, &s), CHANGE_LAST);
	take(*state, ANNA, &s);
	assert_int_equal(staff_delete(*state, &anna, &s), CHANGE_LAST);
	assert_int_equal(role_get(*state, ADMINISTRATOR, &r), 1);
	r.everything = 0;
	r.may &= ~BIT(MAY_MANAGE_ROLES);
	assert_int_equal(role_save(*state, &anna, &r), CHANGE_LAST);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM audit"), 0);
	take(*state, ANNA, &s);
	assert_int_equal(s.nroles, 1);
	assert_int_equal(s.version, 1);
}

static void
with_another_administrator_anna_may_go(void **state)
{
	struct staff s;

	take(*state, BEN, &s);
	as_role(&s, ADMINISTRATOR);
	assert_int_equal(staff_save(*state, &anna, &s), CHANGE_DONE);
	take(*state, ANNA, &s);
	as_role(&s, OPERATOR);
	assert_int_equal(staff_save(*state, &anna, &s), CHANGE_DONE);
	take(*state, BEN, &s);
	s.disabled = 1;
	assert_int_equal(staff_save(*state, &anna, &s), CHANGE_LAST);
}

static void
a_role_less_than_everything_may_do(void **state)
{
	struct role r;

	assert_int_equal(role_get(*state, ADMINISTRATOR, &r), 1);
	r.everything = 0;
	r.may = BIT(MAY_MANAGE_OPERATORS) | BIT(MAY_MANAGE_ROLES);
	assert_int_equal(role_save(*state, &anna, &r), CHANGE_DONE);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM role_permission"
				     " WHERE role_id = 1"),
	    2);
}

/* In a process of its own: the connection is not shared. */
static void
demote(uint64_t id, const struct actor *by)
{
	struct db *db = desk_open();
	struct staff s;
	enum change c;

	take(db, id, &s);
	as_role(&s, OPERATOR);
	c = staff_save(db, by, &s);
	_exit(c == CHANGE_DONE || c == CHANGE_LAST ? 0 : 1);
}

static void
two_who_demote_each_other_leave_one(void **state)
{
	const struct actor ben = {BEN, ALL_RIGHTS, ""};
	int i, n, status;

	(void)state;
	for (i = 0; i < ROUNDS; i++) {
		desk_sql("DELETE FROM operator_role;\n"
			 "INSERT INTO operator_role VALUES (1, 1), (2, 1);\n");
		if (fork() == 0)
			demote(BEN, &anna);
		if (fork() == 0)
			demote(ANNA, &ben);
		for (n = 0; n < 2; n++) {
			assert_true(wait(&status) > 0);
			assert_int_equal(status, 0);
		}
		assert_int_equal(shop_number("SELECT COUNT(*)"
					     " FROM operator_role"
					     " WHERE role_id = 1"),
		    1);
	}
}

/* What a manager of operators without other rights may not do. */
static void
nobody_gives_more_than_they_have(void **state)
{
	const struct actor ben = {BEN,
	    BIT(MAY_MANAGE_OPERATORS) | BIT(MAY_MANAGE_ROLES) |
		BIT(MAY_USE_CHATS),
	    ""};
	struct staff s;
	struct role r;

	take(*state, BEN, &s);
	as_role(&s, ADMINISTRATOR);
	assert_int_equal(staff_save(*state, &ben, &s), CHANGE_ABOVE);
	take(*state, ANNA, &s);
	s.name = "Ben was here";
	assert_int_equal(staff_save(*state, &ben, &s), CHANGE_ABOVE);
	assert_int_equal(staff_delete(*state, &ben, &s), CHANGE_ABOVE);
	assert_int_equal(staff_password(*state, &ben, ANNA, "!"), CHANGE_ABOVE);
	assert_int_equal(role_get(*state, OPERATOR, &r), 1);
	r.may |= BIT(MAY_READ_AUDIT);
	assert_int_equal(role_save(*state, &ben, &r), CHANGE_ABOVE);
	r.everything = 1;
	assert_int_equal(role_save(*state, &ben, &r), CHANGE_ABOVE);
	assert_int_equal(role_get(*state, ADMINISTRATOR, &r), 1);
	r.everything = 0;
	r.may = BIT(MAY_USE_CHATS);
	assert_int_equal(role_save(*state, &ben, &r), CHANGE_ABOVE);
	take(*state, BEN, &s);
	s.name = "Benjamin";
	assert_int_equal(staff_save(*state, &ben, &s), CHANGE_DONE);
}

static void
a_stale_form_changes_nothing(void **state)
{
	struct staff one, two, three;

	take(*state, BEN, &one);
	two = three = one;
	one.name = "Benjamin";
	two.email = "ben@shop.example";
	three.name = "Benjamin";
	assert_int_equal(staff_save(*state, &anna, &one), CHANGE_DONE);
	assert_int_equal(staff_save(*state, &anna, &two), CHANGE_STALE);
	/* The same again is what there is already. */
	assert_int_equal(staff_save(*state, &anna, &three), CHANGE_DONE);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM audit"), 1);
	take(*state, BEN, &one);
	assert_string_equal(one.name, "Benjamin");
	assert_null(one.email);
	assert_int_equal(one.version, 2);
}

static void
an_operator_is_made_once(void **state)
{
	struct staff s = {.login = "carla",
	    .name = "Carla",
	    .hash = "!",
	    .key = {1, 2, 3},
	    .nroles = 1,
	    .roles = {OPERATOR},
	    .nplaces = 2,
	    .places = {{.read_only = 1}, {.department = 1}}};
	uint64_t id;

	assert_int_equal(staff_save(*state, &anna, &s), CHANGE_DONE);
	id = s.id;
	s.id = 0;
	assert_int_equal(staff_save(*state, &anna, &s), CHANGE_DONE);
	assert_int_equal(s.id, id);
	s.id = 0;
	s.key[0] = 9;
	s.login = "CARLA";
	assert_int_equal(staff_save(*state, &anna, &s), CHANGE_TAKEN);
	assert_int_equal(s.id, 0);
	s.login = "dora";
	s.roles[0] = 77;
	assert_int_equal(staff_save(*state, &anna, &s), CHANGE_UNKNOWN);
	s.nroles = 0;
	s.places[1].department = 77;
	assert_int_equal(staff_save(*state, &anna, &s), CHANGE_UNKNOWN);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM operator"), 3);
	take(*state, id, &s);
	assert_int_equal(s.nplaces, 2);
	assert_int_equal(s.places[0].department, 0);
	assert_true(s.places[0].read_only);
	assert_false(s.places[1].read_only);
}

static void
what_auto_assignment_knows_stays(void **state)
{
	struct staff s;

	shop_sql("UPDATE assignment SET priority = 7 WHERE operator_id = %d"
		 ";\n",
	    BEN);
	take(*state, BEN, &s);
	s.places[0].read_only = 1;
	s.places[s.nplaces++] = (struct place){.department = 2};
	assert_int_equal(staff_save(*state, &anna, &s), CHANGE_DONE);
	assert_int_equal(
	    shop_number("SELECT priority FROM assignment WHERE operator_id = %d"
			" AND department_id = 1 AND read_only",
		BEN),
	    7);
	s.version++;
	s.nplaces = 0;
	assert_int_equal(staff_save(*state, &anna, &s), CHANGE_DONE);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM assignment"
				     " WHERE operator_id = %d",
			     BEN),
	    0);
}

static void
who_has_acted_is_not_deleted(void **state)
{
	struct visitor v;
	struct staff s;
	struct role r;

	take(*state, BEN, &s);
	shop_visitor(*state, 1, &v);
	(void)shop_invite(&v, BEN, NULL);
	assert_int_equal(staff_delete(*state, &anna, &s), CHANGE_USED);
	desk_sql("DELETE FROM invitation;\n");
	assert_int_equal(role_get(*state, OPERATOR, &r), 1);
	assert_int_equal(role_delete(*state, &anna, &r), CHANGE_USED);
	s.version = 99;
	assert_int_equal(staff_delete(*state, &anna, &s), CHANGE_STALE);
	s.version = 1;
	assert_int_equal(staff_delete(*state, &anna, &s), CHANGE_DONE);
	assert_int_equal(staff_delete(*state, &anna, &s), CHANGE_GONE);
	assert_int_equal(role_delete(*state, &anna, &r), CHANGE_DONE);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM audit"
				     " WHERE operator_id = 1"),
	    2);
}

static void
a_role_is_made_once_and_named_once(void **state)
{
	struct role r = {
	    .name = "Auditor", .may = BIT(MAY_READ_AUDIT), .key = {7}};
	uint64_t id;

	assert_int_equal(role_save(*state, &anna, &r), CHANGE_DONE);
	id = r.id;
	r.id = 0;
	assert_int_equal(role_save(*state, &anna, &r), CHANGE_DONE);
	assert_int_equal(r.id, id);
	r.id = 0;
	r.key[0] = 8;
	assert_int_equal(role_save(*state, &anna, &r), CHANGE_TAKEN);
	assert_int_equal(r.id, 0);
	assert_int_equal(role_get(*state, id, &r), 1);
	r.name = "operator";
	assert_int_equal(role_save(*state, &anna, &r), CHANGE_TAKEN);
	r.name = "Auditor";
	r.version = 5;
	assert_int_equal(role_save(*state, &anna, &r), CHANGE_DONE);
	r.may = 0;
	assert_int_equal(role_save(*state, &anna, &r), CHANGE_STALE);
	assert_int_equal(shop_number("SELECT detail = 'Auditor: name,"
				     " lhaudit,read on' OR detail = 'Auditor:"
				     " lhaudit,read on' FROM audit"),
	    1);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_people, shop_close)

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    TEST(the_last_administrator_stays),
	    TEST(with_another_administrator_anna_may_go),
	    TEST(a_role_less_than_everything_may_do),
	    TEST(two_who_demote_each_other_leave_one),
	    TEST(nobody_gives_more_than_they_have),
	    TEST(a_stale_form_changes_nothing),
	    TEST(an_operator_is_made_once),
	    TEST(what_auto_assignment_knows_stays),
	    TEST(who_has_acted_is_not_deleted),
	    TEST(a_role_is_made_once_and_named_once),
	};

	desk_begin(argc, argv);
	return RUN(tests);
}
