/* SPDX-License-Identifier: ISC */
/* places.c: departments and sites as they are managed: names, hosts, what is
 * in use, stale forms. */
#include <string.h>

#include "desk/department.h"
#include "desk/permission.h"
#include "desk/site_edit.h"
#include "t/desk/shop.h"

static const struct actor anna = {1, UINT64_MAX, "192.0.2.9"};

static void
a_department_is_made_once_and_named_once(void **state)
{
	struct department d = {.name = "Returns",
	    .alias = "returns",
	    .timezone = "UTC",
	    .no_reply = 60,
	    .bot = 60,
	    .key = {5}};
	uint64_t id;

	assert_int_equal(department_save(*state, &anna, &d), CHANGE_DONE);
	id = d.id;
	d.id = 0;
	assert_int_equal(department_save(*state, &anna, &d), CHANGE_DONE);
	assert_int_equal(d.id, id);
	d.id = 0;
	d.key[0] = 6;
	assert_int_equal(department_save(*state, &anna, &d), CHANGE_TAKEN);
	d.name = "Other";
	assert_int_equal(department_save(*state, &anna, &d), CHANGE_ALIAS);
	assert_int_equal(d.id, 0);
	d.alias = "";
	assert_int_equal(department_save(*state, &anna, &d), CHANGE_DONE);
	d.version = 1;
	d.alias = "SALES";
	assert_int_equal(department_save(*state, &anna, &d), CHANGE_ALIAS);
	d.alias = "";
	d.hidden = 1;
	assert_int_equal(department_save(*state, &anna, &d), CHANGE_DONE);
	d.hidden = 0;
	assert_int_equal(department_save(*state, &anna, &d), CHANGE_STALE);
	d.id = 999;
	assert_int_equal(department_save(*state, &anna, &d), CHANGE_GONE);
}

/* What keeps department 3, and what is done away with again. */
static const struct {
	const char *keep;
	const char *undo;
} USES[] = {
    {"INSERT INTO visitor_department VALUES (%u, 3, 0);\n",
	"DELETE FROM visitor_department;\n"},
    {"INSERT INTO chat (visitor_id, site_id, department_id, status, begun_by,"
     " client_key) VALUES (%u, 1, 3, 'closed', 'visitor', 'kkkkkkkk');\n",
	"DELETE FROM chat;\n"},
    {"INSERT INTO invitation (visitor_id, department_id, client_key, text)"
     " VALUES (%u, 3, 'kkkkkkkk', 'x');\n",
	"DELETE FROM invitation;\n"},
    {"UPDATE site SET department_id = 3 + 0 * %u;\n",
	"UPDATE site SET department_id = NULL;\n"},
};

static void
a_department_in_use_is_kept(void **state)
{
	struct department d;
	struct visitor v;
	unsigned i;

	shop_visitor(*state, 1, &v);
	desk_sql("INSERT INTO assignment (operator_id, department_id)"
		 " VALUES (2, 3);\n");
	assert_int_equal(department_get(*state, 3, &d), 1);
	assert_int_equal(d.operators, 1);
	assert_int_equal(d.all_operators, 1);
	for (i = 0; i < COUNT(USES); i++) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		shop_sql(USES[i].keep, (unsigned)v.id);
#pragma GCC diagnostic pop
		assert_int_equal(
		    department_delete(*state, &anna, &d), CHANGE_USED);
		desk_sql(USES[i].undo);
	}
	assert_int_equal(department_delete(*state, &anna, &d), CHANGE_DONE);
	assert_int_equal(department_delete(*state, &anna, &d), CHANGE_GONE);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM assignment"
				     " WHERE operator_id = 2"),
	    1);
}

static const struct {
	const char *text;
	const char *host; /* NULL: none */
} HOSTS[] = {
    {"shop.example", "shop.example"},
    {"Shop.Example", "shop.example"},
    {"https://shop.example/cart?x=1", "shop.example"},
    {"http://www.shop.example:8080", "www.shop.example"},
    {"shop.example:8080", "shop.example"},
    {"localhost", "localhost"},
    {"xn--bcher-kva.example", "xn--bcher-kva.example"},
    {"b\xc3\xbc"
     "cher.example",
	NULL},
    {"shop example", NULL},
    {"ftp://shop.example", NULL},
    {"javascript:alert(1)", NULL},
    {"<script>", NULL},
    {"-x.example", NULL},
    {"https://", NULL},
};

static void
hosts_are_taken_as_people_write_them(void **state)
{
	char host[SITE_HOST + 1];
	unsigned i;

	(void)state;
	for (i = 0; i < COUNT(HOSTS); i++) {
		if (site_host_read(HOSTS[i].text, host) !=
		    (HOSTS[i].host != NULL ? 0 : -1))
			fail_msg("row %u", i);
		if (HOSTS[i].host != NULL)
			assert_string_equal(host, HOSTS[i].host);
	}
}

static void
aliases_and_zones_and_colours(void **state)
{
	(void)state;
	assert_true(department_alias_ok("sales-2_b"));
	assert_true(department_alias_ok("2b"));
	assert_false(department_alias_ok("22"));
	assert_false(department_alias_ok("Sales"));
	assert_false(department_alias_ok("a,b"));
	assert_false(department_alias_ok(""));
	assert_true(department_zone_ok("UTC"));
	assert_true(department_zone_ok("Europe/Berlin"));
	assert_false(department_zone_ok("../../etc/passwd"));
	assert_false(department_zone_ok("/etc"));
	assert_false(department_zone_ok("Europe/"));
	assert_false(department_zone_ok("a b"));
	assert_true(site_color_ok("#1F6feb"));
	assert_false(site_color_ok("#1f6fe"));
	assert_false(site_color_ok("red"));
	assert_false(site_color_ok("#1f6fe;"));
}

static void
a_site_keeps_its_hosts_and_loses_its_strays(void **state)
{
	struct stray strays[SITE_STRAYS];
	struct site s;

	desk_sql("INSERT INTO site_stray (site_id, host) VALUES"
		 " (1, 'www.shop.example'), (1, 'old.example'),"
		 " (1, 'shop.example');\n");
	assert_int_equal(site_strays(*state, 1, strays), 2);
	assert_int_equal(
	    site_host_add(*state, &anna, 1, "www.shop.example"), CHANGE_DONE);
	assert_int_equal(
	    site_host_add(*state, &anna, 1, "www.shop.example"), CHANGE_DONE);
	assert_int_equal(
	    site_host_add(*state, &anna, 99, "a.example"), CHANGE_GONE);
	assert_int_equal(site_strays(*state, 1, strays), 1);
	assert_string_equal(strays[0].host, "old.example");
	assert_int_equal(site_get(*state, 1, &s), 1);
	assert_int_equal(s.nhosts, 2);
	assert_int_equal(s.version, 2);
	s.hosts[1] = "old.example";
	assert_int_equal(site_save(*state, &anna, &s), CHANGE_DONE);
	assert_int_equal(site_strays(*state, 1, strays), 0);
	s.check = 0;
	assert_int_equal(site_save(*state, &anna, &s), CHANGE_STALE);
	s.version++;
	s.name = "OTHER";
	assert_int_equal(site_save(*state, &anna, &s), CHANGE_TAKEN);
	s.name = "Shop";
	s.department = 77;
	assert_int_equal(site_save(*state, &anna, &s), CHANGE_UNKNOWN);
}

static void
a_site_is_made_once(void **state)
{
	struct site s = {.name = "Blog",
	    .title = "Blog",
	    .greeting = "",
	    .domain = "",
	    .address = "whole",
	    .keep = "",
	    .color = "#1f6feb",
	    .form_key = {3},
	    .nhosts = 1,
	    .hosts = {"blog.example"}};
	struct site again = s;

	assert_int_equal(site_save(*state, &anna, &s), CHANGE_DONE);
	assert_int_equal(site_save(*state, &anna, &again), CHANGE_DONE);
	assert_int_equal(s.id, again.id);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM site"), 3);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM site_host"
				     " WHERE host = 'blog.example'"),
	    1);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, shop_open, shop_close)

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_department_is_made_once_and_named_once),
	    TEST(a_department_in_use_is_kept),
	    cmocka_unit_test(hosts_are_taken_as_people_write_them),
	    cmocka_unit_test(aliases_and_zones_and_colours),
	    TEST(a_site_keeps_its_hosts_and_loses_its_strays),
	    TEST(a_site_is_made_once),
	};

	desk_begin(argc, argv);
	return RUN(tests);
}
