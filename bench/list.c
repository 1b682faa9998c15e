/* SPDX-License-Identifier: ISC */
/*
 * list.c: how long the list of online visitors takes, at the database that an
 * option file leads to (fill it with bench/seed):
 *
 *	bench/list FILE [RUNS [DEPARTMENT]]
 *
 * One line for each filter and order: p50 and p99 of RUNS (200) in ms, for one
 * page of the list with its totals as office asks for them.  DEPARTMENT (8)
 * is the one that is filtered by, and the only one of a second operator.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "desk/online.h"
#include "desk/session.h"
#include "lib/db.h"
#include "lib/log.h"
#include "lib/mem.h"

enum {
	RUNS_MOST = 10000,
	ROOM = 8 << 20, /* bytes of one run */
};

struct asked {
	const char *what;
	struct online_filter f;
};

static double
now_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int
is_filtered(const struct online_filter *f)
{
	return f->state != ONLINE_ANY || f->department != 0 || f->site != 0;
}

/* As office_visitors.c asks; due: it would count for all after its reply.
 * Rows, or -1. */
static int
page(struct db *db, const struct operator* op, struct online_filter f,
    struct online_row *rows, int *due)
{
	struct online_filter none = {.text = ""};
	struct online_totals all, matching;
	int n, search = *f.text != '\0';

	if (online_totals(db, op, &none, &all) == -1)
		return -1;
	*due = all.due;
	matching = all;
	f.crowd = all.crowd;
	if (!search && is_filtered(&f) &&
	    online_totals(db, op, &f, &matching) == -1)
		return -1;
	f.rare = matching.rare;
	n = online_list(db, op, &f, rows);
	if (search && n == ONLINE_PAGE && rows[0].matching == 0 &&
	    online_totals(db, op, &f, &matching) == -1)
		return -1;
	return n;
}

static int
compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* 0, or -1 where the database failed. */
static int
measure(
    struct db *db, const struct operator* op, const struct asked *q, int runs)
{
	static double took[RUNS_MOST];
	struct mem *mem = mem_new(ROOM);
	int i, n = 0, due = 0;

	for (i = 0; i < runs; i++) {
		mem_reset(mem);
		db_use(db, mem);
		took[i] = now_ms();
		n = page(db, op, q->f,
		    mem_get(mem, ONLINE_PAGE * sizeof(struct online_row)),
		    &due);
		took[i] = now_ms() - took[i];
		if (n == -1 || (due && online_count(db) == -1))
			break;
	}
	mem_free(mem);
	if (i < runs)
		return -1;
	qsort(took, (size_t)runs, sizeof(*took), compare);
	printf("%-34s %3d rows  p50 %7.1f  p99 %7.1f ms\n", q->what, n,
	    took[runs / 2], took[(runs * 99 + 99) / 100 - 1]);
	return 0;
}

/* The operator with this id in the database is of the department alone. */
static int
everything(struct db *db, int runs, uint64_t department)
{
	const struct asked asked[] = {
	    {"newest first", {.text = ""}},
	    {"longest on site", {.text = "", .sort = SORT_LONGEST}},
	    {"most pages", {.text = "", .sort = SORT_PAGES}},
	    {"most visits", {.text = "", .sort = SORT_VISITS}},
	    {"by page", {.text = "", .sort = SORT_TITLE}},
	    {"by country", {.text = "", .sort = SORT_PLACE}},
	    {"one department", {.text = "", .department = department}},
	    {"one department, most pages",
		{.text = "", .department = department, .sort = SORT_PAGES}},
	    {"one site, by page", {.text = "", .site = 1, .sort = SORT_TITLE}},
	    {"idle", {.text = "", .state = ONLINE_IDLE}},
	    {"left", {.text = "", .state = ONLINE_LEFT}},
	    {"search: many match", {.text = "lamp"}},
	    {"search: a few match", {.text = "oak table no. 402 "}},
	    {"search: none matches", {.text = "nothing like it"}},
	    {"search: many, most pages", {.text = "lamp", .sort = SORT_PAGES}},
	};
	struct operator all = {.id = 1, .sees_all = 1};
	struct operator some = {.id = 2};
	struct asked theirs = {"of one department: newest", {.text = ""}};
	size_t i;

	for (i = 0; i < sizeof(asked) / sizeof(*asked); i++)
		if (measure(db, &all, &asked[i], runs) == -1)
			return -1;
	if (measure(db, &some, &theirs, runs) == -1)
		return -1;
	theirs.what = "of one department: most visits";
	theirs.f.sort = SORT_VISITS;
	return measure(db, &some, &theirs, runs);
}

int
main(int argc, char **argv)
{
	int runs = argc > 2 ? atoi(argv[2]) : 200;
	uint64_t department = argc > 3 ? strtoull(argv[3], NULL, 10) : 8;
	struct db *db;
	int r;

	if (argc < 2 || argc > 4 || runs < 1 || runs > RUNS_MOST) {
		fprintf(stderr, "usage: list file [runs [department]]\n");
		return 64;
	}
	log_init("list", 0);
	db = db_open(argv[1]);
	r = everything(db, runs, department);
	db_close(db);
	return r == -1;
}
