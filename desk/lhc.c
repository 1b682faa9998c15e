/* SPDX-License-Identifier: ISC */
/* lhc.c: pages that still carry Live Helper Chat's snippet. Floor 3. */
#include <stddef.h>

#include "desk/lhc.h"
#include "lib/db.h"

static const struct query FIND = {"lhc_find",
    "SELECT s.site_key, (SELECT GROUP_CONCAT(COALESCE(d.alias, d.id)"
    " ORDER BY GREATEST(COALESCE(FIND_IN_SET(d.alias, ?), 0),"
    " COALESCE(FIND_IN_SET(d.lhc_id, ?), 0)), d.id) FROM department d"
    " WHERE FIND_IN_SET(d.alias, ?) OR FIND_IN_SET(d.lhc_id, ?))"
    " FROM site s LEFT JOIN site_host h ON h.site_id = s.id AND h.host = ?"
    " WHERE NOT s.disabled AND (h.host IS NOT NULL OR s.is_default = 1)"
    " ORDER BY h.host IS NULL, s.id LIMIT 1"};

int
lhc_find(struct db *db, const char *host, const char *tag, struct lhc *l)
{
	struct stmt *st = db_query(db, &FIND);
	int found, i;

	for (i = 0; i < 4; i++)
		db_bind_str(st, tag);
	db_bind_str(st, host);
	if ((found = db_step(st)) != 1)
		return found;
	l->key = db_str(st);
	if ((l->departments = db_str(st)) == NULL)
		l->departments = "";
	return 1;
}
