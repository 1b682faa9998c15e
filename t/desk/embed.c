/* SPDX-License-Identifier: ISC */
/* embed.c: what is remembered of pages' snippets where very many are looked
 * at, for how long, and what is not. */
#include <stdio.h>
#include <string.h>

#include "desk/embed.h"
#include "desk/embed_memory.h"
#include "lib/mem.h"
#include "t/desk/shop.h"

enum {
	NOON = 43200000 /* ms */
};

static const struct embedding SHOP = {SHOP_KEY, "shop.example", ""};

static struct embed_memory *
memory(void)
{
	return embed_memory_new(desk_mem());
}

/* Asks; what is found must be there. */
static struct embed
ask(struct embed_memory *m, struct db *db, const struct embedding *s, int64_t t)
{
	struct embed e;

	assert_int_equal(embed_recall(m, db, s, t, &e), 1);
	return e;
}

/* Asks, as many times as it takes until it is remembered. */
static struct embed
crowd(
    struct embed_memory *m, struct db *db, const struct embedding *s, int64_t t)
{
	int i;

	for (i = 0; i < EMBED_OFTEN; i++)
		(void)ask(m, db, s, t);
	return ask(m, db, s, t);
}

/* Is it told without a statement? */
static int
recalled(
    struct embed_memory *m, struct db *db, const struct embedding *s, int64_t t)
{
	uint64_t before = db_trips(db);

	(void)ask(m, db, s, t);
	return db_trips(db) == before;
}

static void
title(unsigned n)
{
	shop_sql("UPDATE site SET title = 'Title %u';\n", n);
}

static int
is_title(struct embed e, unsigned n)
{
	char text[32];

	snprintf(text, sizeof(text), "Title %u", n);
	return strcmp(e.title, text) == 0;
}

static void
at_ordinary_rates_each_page_view_is_told_how_things_are(void **state)
{
	struct embed_memory *m = memory();
	unsigned i;

	for (i = 0; i < 3 * EMBED_OFTEN; i++) {
		title(i);
		assert_true(
		    is_title(ask(m, *state, &SHOP,
				 NOON + i * (EMBED_RECENT / EMBED_OFTEN + 1)),
			i));
	}
}

static void
a_few_page_views_at_once_are_told_how_things_are(void **state)
{
	struct embed_memory *m = memory();
	unsigned i;

	for (i = 0; i <= EMBED_OFTEN; i++) {
		title(i);
		assert_true(is_title(ask(m, *state, &SHOP, NOON), i));
	}
	title(i);
	assert_true(is_title(ask(m, *state, &SHOP, NOON), i - 1));
}

static void
of_a_crowd_one_in_a_second_asks(void **state)
{
	struct embed_memory *m = memory();
	uint64_t before;
	int64_t t;

	(void)crowd(m, *state, &SHOP, NOON);
	before = db_trips(*state);
	for (t = NOON; t < NOON + 10000; t += 3)
		(void)ask(m, *state, &SHOP, t);
	assert_int_equal(db_trips(*state) - before, 9);
}

static void
nobody_is_told_what_is_older_than_a_second(void **state)
{
	struct embed_memory *m = memory();
	int64_t t;

	title(1);
	(void)crowd(m, *state, &SHOP, NOON);
	title(2);
	for (t = NOON; t < NOON + EMBED_RECENT; t++)
		assert_true(is_title(ask(m, *state, &SHOP, t), 1));
	assert_true(is_title(ask(m, *state, &SHOP, t), 2));
}

static void
when_the_crowd_is_gone_it_is_as_it_was(void **state)
{
	struct embed_memory *m = memory();
	unsigned i;

	title(100);
	(void)crowd(m, *state, &SHOP, NOON);
	for (i = 0; i < 2 * EMBED_OFTEN; i++) {
		title(i);
		assert_true(is_title(
		    ask(m, *state, &SHOP, NOON + (i + 1) * EMBED_RECENT), i));
	}
}

/* Each but for one name as the one before. */
static const struct {
	struct embedding of;
	uint64_t site;
	const char *departments;
	enum embed_host host;
} APART[] = {
    {{SHOP_KEY, "shop.example", ""}, 1, "", HOST_LISTED},
    {{SHOP_KEY, "shop.example", "sales"}, 1, "1", HOST_LISTED},
    {{SHOP_KEY, "shop.example", "sales,2"}, 1, "1,2", HOST_LISTED},
    {{SHOP_KEY, "shop.examples", "sales,2"}, 1, "1,2", HOST_STRAY},
    {{SHOP_KEY, "shop.example", "s"}, 1, "", HOST_LISTED},
    {{OTHER_KEY, "shop.example", "s"}, 2, "", HOST_STRAY},
    {{OTHER_KEY, "shop.example", ""}, 2, "", HOST_STRAY},
};

static void
sites_hosts_and_tags_are_never_mixed(void **state)
{
	struct embed_memory *m = memory();
	uint64_t before = 0;
	struct embed e;
	size_t i;
	int turn;

	for (turn = 0; turn < 2 * EMBED_OFTEN; turn++) {
		if (turn == EMBED_OFTEN + 1)
			before = db_trips(*state);
		for (i = 0; i < COUNT(APART); i++) {
			e = ask(m, *state, &APART[i].of, NOON + turn);
			assert_int_equal(e.site, APART[i].site);
			assert_string_equal(
			    e.departments, APART[i].departments);
			assert_int_equal(e.host, APART[i].host);
		}
	}
	assert_int_equal(db_trips(*state), before);
}

static void
what_is_remembered_outlives_the_request(void **state)
{
	struct mem *request = mem_new(1 << 20);
	struct embed_memory *m = memory();
	struct embed e, fresh;

	shop_sql("UPDATE site SET title = 'Titel', greeting = 'Hallo',"
		 " cookie_domain = 'example', query_keep = 'id';\n"
		 "INSERT INTO site_report (site_id, what, scheme, host, detail)"
		 " VALUES (1, 'page', 'https', 'shop.example', '');\n");
	(void)db_use(*state, request);
	(void)crowd(m, *state, &APART[1].of, NOON);
	mem_reset(request);
	memset(mem_get(request, 65536), 'x', 65536);
	memset(mem_get(request, 4000), 'x', 4000);
	(void)db_use(*state, desk_mem());
	assert_true(recalled(m, *state, &APART[1].of, NOON));
	e = ask(m, *state, &APART[1].of, NOON);
	assert_int_equal(
	    embed_find(*state, SHOP_KEY, "shop.example", "sales", &fresh), 1);
	assert_string_equal(e.name, fresh.name);
	assert_string_equal(e.title, "Titel");
	assert_string_equal(e.greeting, "Hallo");
	assert_string_equal(e.color, fresh.color);
	assert_string_equal(e.position, fresh.position);
	assert_string_equal(e.departments, "1");
	assert_string_equal(e.domain, "example");
	assert_string_equal(e.hosts, "shop.example");
	assert_string_equal(e.noted, "https-page");
	assert_string_equal(e.scrub.keep, "id");
	mem_free(request);
}

/* Of its own host, with a name as long as they come. */
static const struct embedding *
numbered(unsigned n)
{
	static char host[254];
	static struct embedding s = {SHOP_KEY, host, ""};

	snprintf(host, sizeof(host), "h%u.%0240u.example", n, 0);
	return &s;
}

static void
only_so_many_are_remembered_and_the_oldest_goes(void **state)
{
	struct embed_memory *m = memory();
	unsigned i;

	for (i = 0; i < EMBED_REMEMBERED; i++)
		(void)crowd(m, *state, numbered(i), NOON + i);
	assert_true(recalled(m, *state, numbered(0), NOON + i));
	assert_true(recalled(m, *state, numbered(1), NOON + i));
	(void)crowd(m, *state, &SHOP, NOON + i + 1);
	assert_true(recalled(m, *state, &SHOP, NOON + i + 2));
	assert_true(recalled(m, *state, numbered(0), NOON + i + 2));
	assert_false(recalled(m, *state, numbered(2), NOON + i + 2));
	assert_true(recalled(m, *state, numbered(1), NOON + i + 2));
}

static void
a_note_is_seen_by_the_next_page_view(void **state)
{
	struct embedding tagged = {SHOP_KEY, "new.example", "sales"};
	struct embedding plain = {SHOP_KEY, "new.example", ""};
	struct embed_memory *m = memory();

	(void)crowd(m, *state, &SHOP, NOON);
	(void)crowd(m, *state, &tagged, NOON);
	assert_int_equal(crowd(m, *state, &plain, NOON).host, HOST_STRAY);
	assert_int_equal(embed_stray(*state, 1, "new.example"), 0);
	embed_forget(m, SHOP_KEY, "new.example");
	assert_int_equal(ask(m, *state, &plain, NOON).host, HOST_NOTED);
	assert_int_equal(ask(m, *state, &tagged, NOON).host, HOST_NOTED);
	assert_true(recalled(m, *state, &plain, NOON));
	assert_true(recalled(m, *state, &SHOP, NOON));
}

static void
a_site_that_is_not_there_is_asked_for_each_time(void **state)
{
	struct embedding none = {"newnewnewnewnewn", "shop.example", ""};
	struct embed_memory *m = memory();
	struct embed e;
	int i;

	for (i = 0; i < 3 * EMBED_OFTEN; i++)
		assert_int_equal(embed_recall(m, *state, &none, NOON, &e), 0);
	shop_sql("INSERT INTO site (site_key, name) VALUES ('%s', 'New');\n",
	    none.key);
	assert_string_equal(ask(m, *state, &none, NOON).name, "New");
	assert_true(recalled(m, *state, &none, NOON));
	shop_sql("UPDATE site SET disabled = 1 WHERE name = 'New';\n");
	for (i = 0; i < EMBED_OFTEN; i++)
		(void)ask(m, *state, &none, NOON + EMBED_RECENT - 1);
	assert_int_equal(
	    embed_recall(m, *state, &none, NOON + EMBED_RECENT, &e), 0);
}

static void
a_failure_is_not_remembered(void **state)
{
	struct embed_memory *m = memory();
	struct embed e;
	int i;

	for (i = 0; i < EMBED_OFTEN; i++)
		(void)ask(m, *state, &SHOP, NOON);
	shop_sql("RENAME TABLE site TO site_gone;\n");
	for (i = 0; i < 2; i++)
		assert_int_equal(embed_recall(m, *state, &SHOP, NOON, &e), -1);
	shop_sql("RENAME TABLE site_gone TO site;\n");
	assert_int_equal(ask(m, *state, &SHOP, NOON).site, 1);
	assert_true(recalled(m, *state, &SHOP, NOON));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, shop_open, shop_close)

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    TEST(at_ordinary_rates_each_page_view_is_told_how_things_are),
	    TEST(a_few_page_views_at_once_are_told_how_things_are),
	    TEST(of_a_crowd_one_in_a_second_asks),
	    TEST(nobody_is_told_what_is_older_than_a_second),
	    TEST(when_the_crowd_is_gone_it_is_as_it_was),
	    TEST(sites_hosts_and_tags_are_never_mixed),
	    TEST(what_is_remembered_outlives_the_request),
	    TEST(only_so_many_are_remembered_and_the_oldest_goes),
	    TEST(a_note_is_seen_by_the_next_page_view),
	    TEST(a_site_that_is_not_there_is_asked_for_each_time),
	    TEST(a_failure_is_not_remembered),
	};

	desk_begin(argc, argv);
	return RUN(tests);
}
