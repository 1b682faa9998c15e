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
