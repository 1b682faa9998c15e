/* SPDX-License-Identifier: ISC */
/* setting.c: switches of the whole installation. Floor 3. */
#include "lib/db.h"
#include "desk/setting.h"

static const struct query TRACKING = {"setting_tracking",
    "SELECT COALESCE((SELECT value FROM setting WHERE name = 'tracking'), '1')"
    " <> '0'"};

int
setting_tracking(struct db *db)
{
	struct stmt *st = db_query(db, &TRACKING);

	if (db_step(st) != 1)
		return -1;
	return db_u64(st) != 0;
}

static const struct query TRACKING_SET = {"setting_tracking_set",
    "INSERT INTO setting (name, value) VALUES ('tracking', ?)"
    " ON DUPLICATE KEY UPDATE value = VALUES(value)"};

int
setting_tracking_set(struct db *db, int on)
{
	struct stmt *st = db_query(db, &TRACKING_SET);

	db_bind_str(st, on ? "1" : "0");
	return db_exec(st) == -1 ? -1 : 0;
}
