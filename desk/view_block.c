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

/* The visitor's row is locked first: feed.h.  No UPDATE of several tables, for
 * which the database makes temporary ones. */
/* clang-format off */
static const struct query NEXT = {"view_next",
    DB_BLOCK(" DECLARE a_view, its_visits BIGINT UNSIGNED;"
	" DECLARE its_words VARBINARY(9000);")
    " UPDATE visitor v SET v.pages = v.pages + 1, v.seen_at = NOW(3),"
    VIEW_PERSON "WHERE v.id = ? AND v.token_hash = ?;"
    " IF ROW_COUNT() = 0 THEN" DB_REFUSE " END IF;"
    " INSERT INTO page_view (visit_id, visitor_id, view_key, url, title)"
    " VALUES (?, ?, ?, ?, ?);"
    " SET a_view = LAST_INSERT_ID();"
    " UPDATE visit SET pages = pages + 1, seen_at = NOW(3) WHERE id = ?;"
    " SELECT v.visits," VIEW_WORDS " INTO its_visits, its_words"
    " FROM visitor v JOIN visit t ON t.id = ? WHERE v.id = ?;"
    " UPDATE presence p FORCE INDEX (PRIMARY) SET p.view_id = a_view,"
    " p.visits = its_visits, p.words = its_words," VIEW_MOVED
    "WHERE p.visitor_id = ? AND p.visit_id = ?;"
    " IF ROW_COUNT() = 0 THEN" DB_REFUSE " END IF;" DB_BLOCK_END("")};
/* clang-format on */

int
view_next(struct db *db, const struct visitor *v, const struct view *view)
{
	struct stmt *st = db_query(db, &NEXT);

	view_bind_person(st, view);
	db_bind_u64(st, v->id);
	db_bind_bytes(st, v->token, TOKEN_HASH);
	db_bind_u64(st, v->visit);
	db_bind_u64(st, v->id);
	bind_page(st, view);
	db_bind_u64(st, v->visit);
	view_bind_words(st, view);
	db_bind_u64(st, v->visit);
	db_bind_u64(st, v->id);
	view_bind_moved(st, view);
	db_bind_u64(st, v->id);
	db_bind_u64(st, v->visit);
	if (db_exec(st) != -1)
		return 1;
	return db_duplicate(db) || db_refused(db) ? 0 : -1;
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
