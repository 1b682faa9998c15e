/* SPDX-License-Identifier: ISC */
/* audience.c: the sets of departments that visitors belong to. Floor 3. */
#include <string.h>

#include "desk/audience.h"
#include "lib/db.h"

static const struct query FORGET = {
    "audience_forget", "DELETE FROM visitor_department WHERE visitor_id = ?"};

static const struct query BELONG = {"audience_belong",
    "INSERT INTO visitor_department (visitor_id, department_id, place)"
    " SELECT ?, d.id, FIND_IN_SET(d.id, ?)"
    " FROM department d FORCE INDEX (PRIMARY) WHERE FIND_IN_SET(d.id, ?)"};

/* One by one, in the tag's order; another page may have brought others since
 * they were asked for.  0, -1.  At most two trips. */
static int
belong(struct db *db, uint64_t visitor, const char *is)
{
	struct stmt *st = db_query(db, &FORGET);

	db_bind_u64(st, visitor);
	if (db_exec(st) == -1)
		return -1;
	if (*is == '\0')
		return 0;
	st = db_query(db, &BELONG);
	db_bind_u64(st, visitor);
	db_bind_str(st, is);
	db_bind_str(st, is);
	return db_exec(st) == -1 ? -1 : 0;
}

#define NAMED " FROM department d WHERE FIND_IN_SET(d.id, ?)"
#define LIST "CONVERT(GROUP_CONCAT(d.id ORDER BY d.id) USING ascii)"

/* A department that is gone may have left a set without it behind. */
static const struct query FIND = {"audience_find",
    "SELECT a.id FROM audience a WHERE a.list = (SELECT " LIST NAMED ")"
    " AND NOT EXISTS (SELECT 1" NAMED " AND NOT EXISTS"
    " (SELECT 1 FROM audience_member m WHERE m.audience_id = a.id"
    " AND m.department_id = d.id))"};

static const struct query MAKE = {"audience_make",
    "INSERT INTO audience (list) SELECT COALESCE(" LIST ", '')" NAMED
    " ON DUPLICATE KEY UPDATE id = LAST_INSERT_ID(id)"};

static const struct query FILL = {"audience_fill",
    "INSERT INTO audience_member (audience_id, department_id)"
    " SELECT ?, d.id" NAMED
    " ON DUPLICATE KEY UPDATE audience_id = VALUES(audience_id)"};

/* The first visitor of a set makes it.  0, -1.  Two trips. */
static int
make(struct db *db, const char *list, uint64_t *id)
{
	struct stmt *st = db_query(db, &MAKE);

	db_bind_str(st, list);
	if (db_exec(st) == -1)
		return -1;
	*id = db_insert_id(db);
	st = db_query(db, &FILL);
	db_bind_u64(st, *id);
	db_bind_str(st, list);
	return db_exec(st) == -1 ? -1 : 0;
}

int
audience_find(struct db *db, const char *list, uint64_t *id)
{
	struct stmt *st;
	int found;

	*id = AUDIENCE_NONE;
	if (*list == '\0')
		return 0;
	st = db_query(db, &FIND);
	db_bind_str(st, list);
	db_bind_str(st, list);
	if ((found = db_step(st)) == 1)
		*id = db_u64(st);
	return found == 0 ? make(db, list, id) : found == 1 ? 0 : -1;
}

static const struct query SET = {"audience_set",
    "UPDATE visitor v LEFT JOIN presence p ON p.visitor_id = v.id"
    " SET v.audience_id = ?, p.audience_id = ? WHERE v.id = ?"};

int
audience_change(
    struct db *db, uint64_t visitor, const char *was, const char *is)
{
	struct stmt *st;
	uint64_t id;

	if (was == NULL)
		was = "";
	if (strcmp(was, is) == 0)
		return 0;
	if (belong(db, visitor, is) == -1 ||
	    audience_find(db, is, &id) == -1)
		return -1;
	st = db_query(db, &SET);
	db_bind_u64(st, id);
	db_bind_u64(st, id);
	db_bind_u64(st, visitor);
	return db_exec(st) == -1 ? -1 : 0;
}
