/* SPDX-License-Identifier: ISC */
/* view_block.c: page views as most are: a visitor who is new, or the next page
 * of one who is listed, each in one trip. Floor 3. */
#include <string.h>

#include "desk/audience.h"
#include "desk/view.h"
#include "desk/visitor.h"
#include "lib/db.h"

void
view_bind_person(struct stmt *st, const struct view *view)
{
	db_bind_u64(st, view->check != 0);
	db_bind_u64(st, view->unkept != 0);
	db_bind_str(st, view->browser.browser);
	db_bind_str(st, view->browser.system);
	db_bind_u64(st, view->browser.device);
	db_bind_str(st, view->agent);
	db_bind_str(st, view->language);
	db_bind_str(st, view->timezone);
	db_bind_str(st, view->address);
	db_bind_str(st, view->country);
}

void
view_bind_moved(struct stmt *st, const struct view *view)
{
	db_bind_u64(st, view->state + 1);
	db_bind_u64(st, view->stays * 1000);
	db_bind_u64(st, view->browser.device == DEVICE_BOT);
	db_bind_str(st, view->address);
	db_bind_str(st, view->country);
	db_bind_str(st, view->title);
}

void
view_bind_words(struct stmt *st, const struct view *view)
{
	db_bind_str(st, view->address);
	db_bind_str(st, view->country);
	db_bind_str(st, view->browser.browser);
	db_bind_str(st, view->browser.system);
	db_bind_str(st, view->title);
	db_bind_str(st, view->url);
}

static void
bind_page(struct stmt *st, const struct view *view)
{
	db_bind_bytes(st, view->key, VIEW_KEY);
	db_bind_str(st, view->url);
	db_bind_str(st, view->title);
}

/*
 * Of whoever belongs to the same departments.  The visitor's row is the first
 * that is locked, by its id: feed.h.  No UPDATE of several tables, for which
 * the database makes temporary ones, and no subquery, which it plans anew even
 * where it is not run.
 */
/* clang-format off */
#define NEXT(same) \
    DB_BLOCK(" DECLARE its_id, its_n, its_user, its_visit, its_open, a_view" \
	" BIGINT UNSIGNED; DECLARE its_box BINARY(16);") \
    " SELECT v.id, v.wait_n, IF(v.signed, v.profile_id, 0), p.visit_id," \
    " p.box_id, (c.id IS NOT NULL) + 2 * (i.id IS NOT NULL)" \
    " INTO its_id, its_n, its_user, its_visit, its_box, its_open" \
    " FROM visitor v JOIN presence p ON p.visitor_id = v.id" \
    " LEFT JOIN chat c ON c.open_visitor_id = v.id" \
    " LEFT JOIN invitation i ON i.open_visitor_id = v.id" \
    " WHERE v.token_hash = ? AND v.site_id = ? AND p.gone_at > NOW(3)" \
    " AND " same ";" \
    " UPDATE visitor v FORCE INDEX (PRIMARY) SET v.pages = v.pages + 1," \
    " v.seen_at = NOW(3)," VIEW_PERSON "WHERE v.id = its_id" \
    " AND v.token_hash = ?;" \
    " IF ROW_COUNT() = 0 THEN" DB_REFUSE " END IF;" \
    " UPDATE visit SET pages = pages + 1, seen_at = NOW(3)" \
    " WHERE id = its_visit AND seen_at > NOW(3) - INTERVAL 30 MINUTE;" \
    " IF ROW_COUNT() = 0 THEN" DB_REFUSE " END IF;" \
    " INSERT INTO page_view (visit_id, visitor_id, view_key, url, title)" \
    " VALUES (its_visit, its_id, ?, ?, ?);" \
    " SET a_view = LAST_INSERT_ID();" \
    " UPDATE presence p FORCE INDEX (PRIMARY) SET p.view_id = a_view," \
    " p.words =" VIEW_WORDS "," VIEW_MOVED \
    "WHERE p.visitor_id = its_id AND p.visit_id = its_visit;" \
    " IF ROW_COUNT() = 0 THEN" DB_REFUSE " END IF;" \
    DB_BLOCK_END(" SELECT its_id, its_n, its_user, its_box, its_open;")
/* clang-format on */

static const struct query NEXT_ANY = {"view_next", NEXT("v.audience_id = 1")};
static const struct query NEXT_OF = {"view_next_of",
    NEXT("? = (SELECT GROUP_CONCAT(d.department_id ORDER BY d.place)"
	 " FROM visitor_department d WHERE d.visitor_id = v.id)")};

static void
bind_next(struct stmt *st, const struct visitor *v, const struct view *view)
{
	db_bind_bytes(st, v->token, TOKEN_HASH);
	db_bind_u64(st, v->site);
	if (*view->departments != '\0')
		db_bind_str(st, view->departments);
	view_bind_person(st, view);
	db_bind_bytes(st, v->token, TOKEN_HASH);
	bind_page(st, view);
	view_bind_words(st, view);
	view_bind_moved(st, view);
}

int
view_next(struct db *db, struct visitor *v, const struct view *view)
{
	int named = *view->departments != '\0';
	struct stmt *st = db_query(db, named ? &NEXT_OF : &NEXT_ANY);
	unsigned open;

	bind_next(st, v, view);
	if (db_step(st) != 1)
		return db_duplicate(db) || db_refused(db) ? 0 : -1;
	v->id = db_u64(st);
	v->wait_n = db_u64(st);
	v->profile = db_u64(st);
	v->signed_in = v->profile != 0;
	db_bytes(st, v->box, BOX_ID);
	open = (unsigned)db_u64(st);
	v->chat = (open & 1) != 0;
	v->invitation = (open & 2) != 0;
	v->running = v->present = 1;
	return db_step(st) == 0 ? 1 : -1;
}

/* Nobody knows of the row before it is there, so nothing is asked.
 * audience_change() writes the departments of others. */
/* clang-format off */
static const struct query FIRST = {"view_first",
    DB_BLOCK(" DECLARE a_visitor, a_visit BIGINT UNSIGNED;")
    " INSERT INTO visitor (site_id, token_hash, profile_id, signed,"
    " audience_id, visits, pages, check_messages, unkept, browser, system,"
    " device, agent, language, timezone, address, country)"
    " VALUES (?, ?, ?, ?, ?, 1, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);"
    " SET a_visitor = LAST_INSERT_ID();"
    " INSERT INTO visit (visitor_id, box_id, referrer, pages)"
    " VALUES (a_visitor, ?, ?, 1);"
    " SET a_visit = LAST_INSERT_ID();"
    " INSERT INTO page_view (visit_id, visitor_id, view_key, url, title)"
    " VALUES (a_visit, a_visitor, ?, ?, ?);"
    " INSERT INTO presence (" PRESENT_ROW ") SELECT" PRESENT_ROW_SOURCES
    " FROM visitor v JOIN visit t ON t.id = a_visit"
    " JOIN page_view w ON w.id = LAST_INSERT_ID() WHERE v.id = a_visitor;"
    " IF ? THEN INSERT INTO visitor_department"
    " (visitor_id, department_id, place) SELECT a_visitor, d.id,"
    " FIND_IN_SET(d.id, ?) FROM department d WHERE FIND_IN_SET(d.id, ?);"
    " END IF;" DB_BLOCK_END(" SELECT a_visitor;")};
/* clang-format on */

int
visitor_first(struct db *db, struct visitor *v,
    const unsigned char hash[TOKEN_HASH], const struct view *view)
{
	uint64_t audience;
	struct stmt *st;

	if (audience_find(db, view->departments, &audience) == -1)
		return -1;
	st = db_query(db, &FIRST);
	db_bind_u64(st, v->site);
	db_bind_bytes(st, hash, TOKEN_HASH);
	db_bind_id(st, v->profile);
	db_bind_u64(st, v->signed_in != 0);
	db_bind_u64(st, audience);
	view_bind_person(st, view);
	db_bind_bytes(st, view->box, BOX_ID);
	db_bind_str(st, view->referrer);
	bind_page(st, view);
	db_bind_u64(st, view->state + 1);
	db_bind_u64(st, view->stays * 1000);
	db_bind_u64(st, *view->departments != '\0');
	db_bind_str(st, view->departments);
	db_bind_str(st, view->departments);
	if (db_exec(st) == -1)
		return db_duplicate(db) ? 0 : -1;
	v->id = db_insert_id(db);
	memcpy(v->box, view->box, BOX_ID);
	return 1;
}
