/* SPDX-License-Identifier: ISC */
/* retention.c: for how long what is kept. Floor 3. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "desk/retention.h"
#include "lib/db.h"
#include "lib/text.h"

enum {
	NAME = 40, /* bytes of a setting's name */
	REPORTS = 7
};

const char *const retention_names[KEEPS] = {[KEEP_VIEWS] = "views",
    [KEEP_VISITORS] = "visitors",
    [KEEP_CHATS] = "chats",
    [KEEP_INVITATIONS] = "invitations",
    [KEEP_REPORTS] = "reports",
    [KEEP_AUDIT] = "audit"};

/* All rows of a prefix, so that a form is stale where any has changed. */
static const struct query GET = {"retention_get",
    "SELECT SUBSTRING(name, 6), value FROM setting"
    " WHERE name BETWEEN 'keep.' AND 'keep.~' LIMIT 20"};

int
retention_get(struct db *db, uint64_t views, uint64_t days[KEEPS])
{
	struct stmt *st = db_query(db, &GET);
	const char *name, *value;
	uint64_t n;
	int more, i;

	memset(days, 0, KEEPS * sizeof(*days));
	days[KEEP_VIEWS] = days[KEEP_VISITORS] = views;
	days[KEEP_REPORTS] = REPORTS;
	while ((more = db_step(st)) == 1) {
		name = db_str(st);
		value = db_str(st);
		for (i = 0; i < KEEPS; i++)
			if (strcmp(name, retention_names[i]) == 0 &&
			    text_u64(value, &n) == 0 && n <= RETENTION_MOST)
				days[i] = n;
	}
	return more;
}

struct saving {
	const struct actor *by;
	const uint64_t *was;
	const uint64_t *days;
	uint64_t views;
};

static const struct query HOLD = {"retention_hold",
    "SELECT value FROM setting WHERE name = 'tracking' FOR UPDATE"};

static const struct query SET = {"retention_set",
    "INSERT INTO setting (name, value) VALUES (?, ?)"
    " ON DUPLICATE KEY UPDATE value = VALUES(value)"};

static int
set(struct db *db, const char *what, uint64_t days)
{
	char name[NAME], value[NAME];
	struct stmt *st;

	(void)snprintf(name, sizeof(name), "keep.%s", what);
	(void)snprintf(value, sizeof(value), "%" PRIu64, days);
	st = db_query(db, &SET);
	db_bind_str(st, name);
	db_bind_str(st, value);
	return db_exec(st) == -1 ? -1 : 0;
}

static int
work(struct db *db, void *arg)
{
	const struct saving *v = arg;
	uint64_t now[KEEPS];
	struct changes c;
	char words[NAME];
	int i;

	if (db_step(db_query(db, &HOLD)) == -1 ||
	    retention_get(db, v->views, now) == -1)
		return CHANGE_FAILED;
	changes_begin(&c, "days");
	for (i = 0; i < KEEPS; i++) {
		if (now[i] == v->days[i])
			continue;
		if (now[i] != v->was[i])
			return CHANGE_STALE;
		if (set(db, retention_names[i], v->days[i]) == -1)
			return CHANGE_FAILED;
		(void)snprintf(words, sizeof(words), "%s %" PRIu64,
		    retention_names[i], v->days[i]);
		changes_note(&c, words);
	}
	if (c.n > 0 &&
	    change_note(db, v->by, "retention change", 1, c.text) == -1)
		return CHANGE_FAILED;
	return CHANGE_DONE;
}

enum change
retention_set(struct db *db, const struct actor *by, uint64_t views,
    const uint64_t was[KEEPS], const uint64_t days[KEEPS])
{
	struct saving v = {by, was, days, views};

	return (enum change)db_transaction(db, work, &v);
}
