/* SPDX-License-Identifier: ISC */
/* desktest.c: what every test against a scratch MariaDB begins with. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "lib/log.h"
#include "lib/mem.h"
#include "t/desk/desktest.h"

static struct db *helper;
static struct mem *texts;

void
desk_begin(int argc, char **argv)
{
	char *again[3] = {NULL, NULL, NULL};

	log_init("test", getenv("VERBOSE") != NULL);
	texts = mem_new(64 << 20);
	if (getenv("BECKON_TEST_CNF") != NULL) {
		helper = desk_open();
		return;
	}
	again[0] = mem_str(texts, TOP_SRCDIR "/t/scratch-db");
	again[1] = argv[0];
	execv(again[0], again);
	fatal("%s", again[0]);
}

struct mem *
desk_mem(void)
{
	return texts;
}

struct db *
desk_open(void)
{
	struct db *db = db_open(getenv("BECKON_TEST_CNF"));

	db_use(db, texts);
	return db;
}

void
desk_sql(const char *text)
{
	if (db_script(helper, text, "test") == -1)
		fatalx("this should work: %s", text);
}

uint64_t
desk_number(const char *sql)
{
	struct query q = {"test", sql};
	struct db *db = desk_open();
	struct stmt *st = db_query(db, &q);
	uint64_t n;

	if (db_step(st) != 1)
		fatalx("this should give a number: %s", sql);
	n = db_u64(st);
	db_close(db);
	return n;
}

int
desk_close(void **state)
{
	db_close(*state);
	return 0;
}

static const struct query WHO = {"who", "SELECT CONNECTION_ID()"};

void
desk_lose(struct db *db)
{
	struct stmt *st = db_query(db, &WHO);
	char sql[200];
	uint64_t id;

	assert_int_equal(db_step(st), 1);
	id = db_u64(st);
	snprintf(sql, sizeof(sql), "KILL %d;\n", (int)id);
	desk_sql(sql);
	snprintf(sql, sizeof(sql),
	    "SELECT COUNT(*) FROM information_schema.processlist"
	    " WHERE id = %d",
	    (int)id);
	while (desk_number(sql) != 0)
		continue;
}
