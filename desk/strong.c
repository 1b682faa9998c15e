/* SPDX-License-Identifier: ISC */
/* strong.c: what opens a chat that was begun on https. Floor 3; semantics.md
 * section 3. */
#include <stddef.h>

#include "desk/strong.h"
#include "lib/db.h"

static const struct query BIND = {"strong_bind",
    "UPDATE chat FORCE INDEX (PRIMARY) SET strong_hash = ? "
    "WHERE id = ? AND strong_hash IS NULL"};

int
strong_bind(struct db *db, uint64_t chat, const unsigned char *strong)
{
	struct stmt *st;

	if (strong == NULL)
		return 0;
	st = db_query(db, &BIND);
	db_bind_bytes(st, strong, TOKEN_HASH);
	db_bind_u64(st, chat);
	return db_exec(st) == -1 ? -1 : 0;
}

static const struct query OPENS = {"strong_opens",
    "SELECT COALESCE(c.strong_hash IS NULL OR c.strong_hash = ?, 0)"
    " FROM chat c WHERE c.open_visitor_id = ?"};

int
strong_opens(struct db *db, uint64_t visitor, const unsigned char *strong)
{
	struct stmt *st = db_query(db, &OPENS);
	int found;

	db_bind_bytes(st, strong, TOKEN_HASH);
	db_bind_u64(st, visitor);
	if ((found = db_step(st)) == -1)
		return -1;
	return found == 0 || db_u64(st) != 0;
}

/* On a host of the site's list only: whoever has the first token can tell of
 * pages elsewhere. */
static const struct query PAGE = {"strong_page",
    "SELECT SUBSTRING_INDEX(SUBSTRING_INDEX(p.url, '#', 1), '?', 1)"
    " FROM page_view p JOIN visitor v ON v.id = p.visitor_id"
    " JOIN site_host h ON h.site_id = v.site_id"
    " AND h.host = SUBSTRING_INDEX(SUBSTRING_INDEX(SUBSTRING_INDEX("
    "SUBSTRING_INDEX(SUBSTRING(p.url, 9), '/', 1), '?', 1), '#', 1), ':', 1)"
    " WHERE p.visitor_id = ? AND p.url LIKE 'https://%'"
    " ORDER BY p.id DESC LIMIT 1"};

int
strong_page(struct db *db, uint64_t visitor, const char **url)
{
	struct stmt *st = db_query(db, &PAGE);
	int found;

	*url = NULL;
	db_bind_u64(st, visitor);
	if ((found = db_step(st)) == 1)
		*url = db_str(st);
	return found;
}
