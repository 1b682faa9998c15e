/* SPDX-License-Identifier: ISC */
/* visitor.c: first contact, page views, visits, departments, presence. */
#include <stdio.h>
#include <string.h>

#include "desk/embed.h"
#include "t/desk/shop.h"

static void
a_first_contact_repeated_is_one_record(void **state)
{
	unsigned char hash[TOKEN_HASH] = {7};
	struct visitor a, b;

	assert_int_equal(visitor_find(*state, SHOP_KEY, hash, &a), 0);
	assert_int_equal(visitor_begin(*state, 1, hash, 0, 0), 0);
	assert_int_equal(visitor_find(*state, SHOP_KEY, hash, &a), 1);
	assert_int_equal(visitor_begin(*state, 1, hash, 0, 0), 0);
	assert_int_equal(visitor_find(*state, SHOP_KEY, hash, &b), 1);
	assert_int_equal(a.id, b.id);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM visitor"), 1);
	assert_int_equal(visitor_find(*state, OTHER_KEY, hash, &b), 0);
}

static void
a_first_contact_that_comes_twice_changes_nothing(void **state)
{
	unsigned char hash[TOKEN_HASH] = {9};
	struct visitor v = {.site = 1}, again = {.site = 1};
	struct view view = shop_view(1, "1"), other = shop_view(2, "2");

	assert_int_equal(visitor_first(*state, &v, hash, &view), 1);
	assert_int_equal(visitor_first(*state, &again, hash, &other), 0);
	assert_int_equal(again.id, 0);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM visitor"), 1);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM page_view"), 1);
	assert_int_equal(shop_number("SELECT department_id"
				     " FROM visitor_department"),
	    1);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM presence p"
				     " JOIN visitor v USING (audience_id)"
				     " WHERE p.audience_id > 1"),
	    1);
}

static void
a_view_told_again_is_counted_once_and_takes_the_new_title(void **state)
{
	struct visitor v;
	struct view view = shop_view(1, "");

	shop_visitor(*state, 1, &v);
	view.title = "Shop (2)";
	assert_int_equal(visitor_view(*state, &v, &view), 0);
	assert_int_equal(shop_number("SELECT pages FROM visitor"), 1);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM page_view"
				     " WHERE title = 'Shop (2)'"),
	    1);
}

static void
after_half_an_hour_a_visit_of_its_own_mailbox_begins(void **state)
{
	struct visitor v;
	struct view view = shop_view(2, "");
	unsigned char box[BOX_ID];

	shop_visitor(*state, 1, &v);
	memcpy(box, v.box, BOX_ID);
	shop_sql("UPDATE visit SET started_at = started_at - INTERVAL 31"
		 " MINUTE, seen_at = seen_at - INTERVAL 31 MINUTE;\n");
	shop_again(*state, 1, &v);
	assert_false(v.running);
	assert_int_equal(visitor_view(*state, &v, &view), 0);
	assert_memory_not_equal(box, v.box, BOX_ID);
	assert_memory_equal(view.box, v.box, BOX_ID);
	assert_int_equal(shop_number("SELECT visits FROM visitor"), 2);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM presence p"
				     " JOIN visit t ON t.id = p.visit_id"
				     " AND t.box_id = p.box_id"
				     " WHERE t.pages = 1"),
	    1);
}

static void
a_page_that_slept_comes_back_online_without_a_page_view(void **state)
{
	struct visitor v;
	struct view view = shop_view(1, "");

	shop_visitor(*state, 1, &v);
	shop_sql("UPDATE visit SET seen_at = seen_at - INTERVAL 2 HOUR;\n"
		 "DELETE FROM presence;\n");
	shop_again(*state, 1, &v);
	assert_int_equal(visitor_view(*state, &v, &view), 0);
	assert_int_equal(shop_number("SELECT pages FROM visitor"), 1);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM presence"), 1);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM page_view"), 1);
}

static void
what_waits_unread_is_told_to_the_mailbox_of_a_new_visit(void **state)
{
	struct visitor v;
	struct view view = shop_view(2, "");

	shop_visitor(*state, 1, &v);
	shop_sql("UPDATE visitor SET wait_n = 5, read_n = 4;\n");
	shop_again(*state, 1, &v);
	assert_int_equal(visitor_view(*state, &v, &view), 0);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM feed"), 0);
	shop_sql("DELETE FROM presence;\n");
	shop_again(*state, 1, &v);
	view = shop_view(3, "");
	assert_int_equal(visitor_view(*state, &v, &view), 1);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM feed f"
				     " JOIN visitor v ON v.wait_n = f.n"),
	    1);
}

static uint64_t
merged(struct db *db, unsigned other)
{
	unsigned char hash[TOKEN_HASH] = {0};
	struct visitor v;

	memcpy(hash, &other, sizeof(other));
	shop_again(db, 1, &v);
	assert_int_not_equal(visitor_merge(db, v.id, hash), -1);
	return shop_number("SELECT COUNT(*) FROM visitor");
}

static void
a_second_record_of_a_browser_is_joined_while_it_is_new(void **state)
{
	struct visitor v;

	shop_visitor(*state, 1, &v);
	shop_visitor(*state, 2, &v);
	shop_invite(&v, 1, NULL);
	assert_int_equal(merged(*state, 1), 2);
	assert_int_equal(merged(*state, 2), 2);
	shop_sql("DELETE FROM invitation;\n"
		 "UPDATE visitor SET created_at = created_at"
		 " - INTERVAL 61 SECOND;\n");
	assert_int_equal(merged(*state, 2), 2);
	shop_sql("UPDATE visitor SET created_at = NOW(3);\n"
		 "UPDATE visitor SET site_id = 2 WHERE id = (SELECT MAX(id)"
		 " FROM visitor);\n");
	assert_int_equal(merged(*state, 2), 2);
	shop_sql("UPDATE visitor SET site_id = 1;\n");
	assert_int_equal(merged(*state, 2), 1);
	assert_int_equal(shop_number("SELECT SUM(pages) FROM visitor"), 2);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM visit t"
				     " JOIN visitor v ON v.id = t.visitor_id"),
	    2);
	assert_int_equal(shop_number("SELECT COUNT(*) FROM presence"), 1);
}

static void
the_departments_of_the_last_page_count(void **state)
{
	struct visitor v;
	struct view view = shop_view(2, "2,1");

	shop_visitor(*state, 1, &v);
	assert_int_equal(visitor_view(*state, &v, &view), 0);
	shop_again(*state, 1, &v);
	assert_string_equal(v.departments, "2,1");
	view = shop_view(3, "3");
	assert_int_equal(visitor_view(*state, &v, &view), 0);
	shop_again(*state, 1, &v);
	assert_string_equal(v.departments, "3");
	view = shop_view(4, "");
	assert_int_equal(visitor_view(*state, &v, &view), 0);
	shop_again(*state, 1, &v);
	assert_null(v.departments);
}

static const struct {
	const char *tag;
	const char *cleaned;
	const char *departments;
} TAGS[] = {
    {"", "", ""},
    {"support", "support", "2"},
    {"2", "2", "2"},
    {" support , 1 ", "support,1", "2,1"},
    {"Support,nobody,sales", "Support,nobody,sales", "2,1"},
    {"caf\xc3\xa9,1", "caf,1", "1"},
    {"1' OR '1'='1", "1OR11", ""},
};

static void
the_tag_names_departments_by_alias_or_id(void **state)
{
	struct embed e;
	char tag[64];
	size_t i;

	for (i = 0; i < COUNT(TAGS); i++) {
		snprintf(tag, sizeof(tag), "%s", TAGS[i].tag);
		embed_tag_clean(tag);
		assert_string_equal(tag, TAGS[i].cleaned);
		assert_int_equal(
		    embed_find(*state, SHOP_KEY, "shop.example", tag, &e), 1);
		assert_string_equal(e.departments, TAGS[i].departments);
	}
	assert_int_equal(
	    embed_find(*state, "nobodysnobodysno", "shop.example", "", &e), 0);
}

/* How Ben of Sales stands, and for which tags somebody is there. */
static const struct {
	const char *ben;
	int any, sales, support;
} STANDINGS[] = {
    {"last_seen_at = NOW(3)", 0, 1, 0},
    {"last_seen_at = NOW(3) - INTERVAL 119 SECOND", 0, 1, 0},
    {"last_seen_at = NOW(3) - INTERVAL 121 SECOND", 0, 0, 0},
    {"last_seen_at = NULL, always_online = 1", 0, 1, 0},
    {"last_seen_at = NOW(3), visible = 0", 0, 0, 0},
    {"last_seen_at = NOW(3), online = 0", 0, 0, 0},
    {"last_seen_at = NOW(3), disabled = 1, always_online = 1", 0, 0, 0},
};

static int
somebody(struct db *db, const char *tag)
{
	struct embed e;

	assert_int_equal(embed_find(db, SHOP_KEY, "shop.example", tag, &e), 1);
	return e.online;
}

static void
somebody_is_there_as_the_operators_stand(void **state)
{
	size_t i;

	for (i = 0; i < COUNT(STANDINGS); i++) {
		shop_sql("UPDATE operator SET disabled = 0, online = 1,"
			 " visible = 1, always_online = 0 WHERE id = 2;\n"
			 "UPDATE operator SET %s WHERE id = 2;\n",
		    STANDINGS[i].ben);
		assert_int_equal(somebody(*state, ""), STANDINGS[i].any);
		assert_int_equal(somebody(*state, "sales"), STANDINGS[i].sales);
		assert_int_equal(somebody(*state, "2"), STANDINGS[i].support);
	}
	shop_sql("UPDATE operator SET last_seen_at = NOW(3) WHERE id = 1;\n");
	assert_int_equal(somebody(*state, ""), 1);
	assert_int_equal(somebody(*state, "2"), 1);
	shop_sql("UPDATE operator SET last_seen_at = NULL WHERE id = 1;\n"
		 "UPDATE operator SET disabled = 0, last_seen_at = NOW(3),"
		 " online = 1, visible = 1 WHERE id = 2;\n"
		 "UPDATE site SET department_id = 1;\n");
	assert_int_equal(somebody(*state, ""), 1);
	shop_sql("UPDATE assignment SET read_only = 1;\n");
	assert_int_equal(somebody(*state, "sales"), 0);
}

static void
unlisted_hosts_are_noted_and_bounded(void **state)
{
	struct embed e;
	char host[32];
	int i;

	assert_int_equal(
	    embed_find(*state, SHOP_KEY, "shop.example", "", &e), 1);
	assert_int_equal(e.host, HOST_LISTED);
	for (i = 0; i < EMBED_STRAYS + 5; i++) {
		snprintf(host, sizeof(host), "h%d.example", i);
		assert_int_equal(embed_stray(*state, 1, host), 0);
	}
	assert_int_equal(embed_stray(*state, 1, "h0.example"), 0);
	assert_int_equal(
	    shop_number("SELECT COUNT(*) FROM site_stray"), EMBED_STRAYS);
	assert_int_equal(shop_number("SELECT seen FROM site_stray"
				     " WHERE host = 'h0.example'"),
	    2);
	assert_int_equal(embed_find(*state, SHOP_KEY, "h0.example", "", &e), 1);
	assert_int_equal(e.host, HOST_NOTED);
	assert_int_equal(
	    embed_find(*state, SHOP_KEY, "new.example", "", &e), 1);
	assert_int_equal(e.host, HOST_STRAY);
}

static void
tracking_needs_the_site_and_the_installation(void **state)
{
	struct embed e;

	embed_find(*state, SHOP_KEY, "", "", &e);
	assert_int_equal(e.tracking, 1);
	shop_sql("UPDATE setting SET value = '0' WHERE name = 'tracking';\n");
	embed_find(*state, SHOP_KEY, "", "", &e);
	assert_int_equal(e.tracking, 0);
	shop_sql("UPDATE setting SET value = '1' WHERE name = 'tracking';\n"
		 "UPDATE site SET tracking = 0 WHERE id = 1;\n");
	embed_find(*state, SHOP_KEY, "", "", &e);
	assert_int_equal(e.tracking, 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, shop_open, shop_close)

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_first_contact_repeated_is_one_record),
	    TEST(a_first_contact_that_comes_twice_changes_nothing),
	    TEST(a_view_told_again_is_counted_once_and_takes_the_new_title),
	    TEST(after_half_an_hour_a_visit_of_its_own_mailbox_begins),
	    TEST(a_page_that_slept_comes_back_online_without_a_page_view),
	    TEST(what_waits_unread_is_told_to_the_mailbox_of_a_new_visit),
	    TEST(a_second_record_of_a_browser_is_joined_while_it_is_new),
	    TEST(the_departments_of_the_last_page_count),
	    TEST(the_tag_names_departments_by_alias_or_id),
	    TEST(somebody_is_there_as_the_operators_stand),
	    TEST(unlisted_hosts_are_noted_and_bounded),
	    TEST(tracking_needs_the_site_and_the_installation),
	};

	desk_begin(argc, argv);
	return RUN(tests);
}
