/* SPDX-License-Identifier: ISC */
/* audit.c: what was done in the back office, and by whom. Floor 3. */
#include <string.h>

#include "lib/db.h"
#include "lib/text.h"
#include "desk/audit.h"

enum {
	DETAIL = 255, /* characters */
	UTF8 = 4      /* bytes of one at most */
};

static const struct query NOTE = {"audit_note",
    "INSERT INTO audit (operator_id, address, what, object_id, detail)"
    " VALUES (?, ?, ?, ?, ?)"};

int
audit_note(struct db *db, const struct audit *a)
{
	struct stmt *st = db_query(db, &NOTE);
	char detail[DETAIL * UTF8 + 1] = "";

	if (a->detail != NULL) {
		strncpy(detail, a->detail, sizeof(detail) - 1);
		text_cut(detail, DETAIL);
	}
	db_bind_id(st, a->operator);
	db_bind_str(st, a->address);
	db_bind_str(st, a->what);
	db_bind_id(st, a->object);
	db_bind_str(st, detail);
	return db_exec(st) == -1 ? -1 : 0;
}

static const struct query LIST = {"audit_list",
    "SELECT a.id, CAST(a.at AS DATETIME), o.name, a.operator_id, a.address,"
    " a.what, a.object_id, a.detail FROM audit a"
    " LEFT JOIN operator o ON o.id = a.operator_id"
    " WHERE (? = 0 OR a.id < ?) AND (? = 0 OR a.operator_id = ?)"
    " AND (? = '' OR FIND_IN_SET(SUBSTRING_INDEX(a.what, ' ', 1), ?))"
    " ORDER BY a.id DESC LIMIT ?"};

int
audit_list(struct db *db, const struct audit_filter *f,
    struct audit_row list[AUDIT_PAGE + 1])
{
	struct stmt *st = db_query(db, &LIST);
	int n = 0, more;

	db_bind_u64(st, f->before);
	db_bind_u64(st, f->before);
	db_bind_u64(st, f->operator);
	db_bind_u64(st, f->operator);
	db_bind_str(st, f->words);
	db_bind_str(st, f->words);
	db_bind_u64(st, AUDIT_PAGE + 1);
	while ((more = db_step(st)) == 1 && n <= AUDIT_PAGE) {
		list[n].id = db_u64(st);
		list[n].at = db_str(st);
		list[n].by = db_str(st);
		list[n].operator= db_u64(st);
		list[n].address = db_str(st);
		list[n].what = db_str(st);
		list[n].object = db_u64(st);
		list[n].detail = db_str(st);
		n++;
	}
	return more == -1 ? -1 : n;
}
