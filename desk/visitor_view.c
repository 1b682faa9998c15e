/* SPDX-License-Identifier: ISC */
/* visitor_view.c: a page view: the visit it belongs to, who is online, and
 * the mailbox that the page will ask; as most are: view_block.c. Floor 3;
 * semantics.md section 3. */
#include <string.h>

#include "desk/audience.h"
#include "desk/feed.h"
#include "desk/present.h"
#include "desk/view.h"
#include "desk/visitor.h"
#include "lib/db.h"

enum {
	TOLD_BEFORE = -2
};

struct work {
	const struct visitor *was;
	struct visitor now; /* as it stands in this try */
	const struct view *view;
	int again; /* the view is there: nothing is counted */
	int fresh; /* pulse may not know where they are */
	uint64_t view_id;
};

static const struct query LATEST = {"view_latest",
    "SELECT t.id, t.box_id FROM visit t WHERE t.visitor_id = ?"
    " AND t.seen_at > NOW(3) - INTERVAL 30 MINUTE AND t.id <> ?"
    " ORDER BY t.started_at DESC, t.id DESC LIMIT 1"};

static const struct query BEGIN = {"view_begin",
    "INSERT INTO visit (visitor_id, box_id, referrer, pages)"
    " VALUES (?, ?, ?, ?)"};

/* A visit with so many pages begins.  0, -1.  One trip. */
static int
open_visit(struct db *db, struct work *w, uint64_t pages)
{
	struct stmt *st = db_query(db, &BEGIN);

	db_bind_u64(st, w->now.id);
	db_bind_bytes(st, w->view->box, BOX_ID);
	db_bind_str(st, w->view->referrer);
	db_bind_u64(st, pages);
	if (db_exec(st) == -1)
		return -1;
	w->now.visit = db_insert_id(db);
	memcpy(w->now.box, w->view->box, BOX_ID);
	return 0;
}

static const struct query VISITS = {
    "view_visits", "UPDATE visitor SET visits = visits + 1 WHERE id = ?"};

/* A visit begins, unless another page of theirs began it just now.  0, or -1.
 * Three trips. */
static int
begin_visit(struct db *db, struct work *w)
{
	struct visitor *v = &w->now;
	struct stmt *st;
	int found;

	st = db_query(db, &LATEST);
	db_bind_u64(st, v->id);
	db_bind_u64(st, v->visit);
	if ((found = db_step(st)) == -1)
		return -1;
	if (found == 1) {
		v->visit = db_u64(st);
		db_bytes(st, v->box, BOX_ID);
		return 0;
	}
	if (open_visit(db, w, (uint64_t)w->again) == -1)
		return -1;
	st = db_query(db, &VISITS);
	db_bind_u64(st, v->id);
	return db_exec(st) == -1 ? -1 : 0;
}

static const struct query VIEW = {"view_insert",
    "INSERT INTO page_view (visit_id, visitor_id, view_key, url, title)"
    " VALUES (?, ?, ?, ?, ?)"};

/* 0, TOLD_BEFORE, -1. */
static int
insert(struct db *db, struct work *w)
{
	struct stmt *st = db_query(db, &VIEW);

	db_bind_u64(st, w->now.visit);
	db_bind_u64(st, w->now.id);
	db_bind_bytes(st, w->view->key, VIEW_KEY);
	db_bind_str(st, w->view->url);
	db_bind_str(st, w->view->title);
	if (db_exec(st) == -1)
		return db_duplicate(db) ? TOLD_BEFORE : -1;
	w->view_id = db_insert_id(db);
	return 0;
}

static const struct query COUNT = {"view_count",
    "UPDATE visitor v JOIN visit t ON t.id = ?"
    " LEFT JOIN presence p ON p.visitor_id = v.id AND p.visit_id = t.id"
    " SET v.pages = v.pages + 1,"
    " v.seen_at = NOW(3)," VIEW_PERSON ", t.pages = t.pages + 1,"
    " t.seen_at = NOW(3), p.view_id = ?, p.visits = v.visits," VIEW_MOVED
    ", p.words =" VIEW_WORDS " WHERE v.id = ?"};

/* Counts the view and moves who is online to it.  1 where they were listed in
 * this visit, 0 not, -1. */
static int
count(struct db *db, const struct work *w)
{
	const struct view *view = w->view;
	struct stmt *st = db_query(db, &COUNT);
	int64_t rows;

	db_bind_u64(st, w->now.visit);
	view_bind_person(st, view);
	db_bind_u64(st, w->view_id);
	view_bind_moved(st, view);
	view_bind_words(st, view);
	db_bind_u64(st, w->now.id);
	if ((rows = db_exec(st)) == -1)
		return -1;
	return rows > 2;
}

static const struct query RETITLE = {"view_retitle",
    "UPDATE page_view w JOIN visitor v ON v.id = w.visitor_id"
    " SET w.id = LAST_INSERT_ID(w.id), w.title = ?, v.unkept = ?"
    " WHERE w.visitor_id = ? AND w.view_key = ?"};

/* The view is there; its title may have changed since, and whether the
 * browser keeps what it is given. */
static int
retitle(struct db *db, struct work *w)
{
	struct stmt *st = db_query(db, &RETITLE);

	db_bind_str(st, w->view->title);
	db_bind_u64(st, w->view->unkept != 0);
	db_bind_u64(st, w->now.id);
	db_bind_bytes(st, w->view->key, VIEW_KEY);
	if (db_exec(st) < 1)
		return -1;
	w->view_id = db_insert_id(db);
	return 0;
}

static const struct query PRESENT = {"view_present",
    "INSERT INTO presence (" PRESENT_ROW ") SELECT" PRESENT_ROW_SOURCES
    " FROM visitor v JOIN visit t ON t.id = ? JOIN page_view w ON w.id = ?"
    " WHERE v.id = ? ON DUPLICATE KEY UPDATE"
    " visit_id = VALUES(visit_id), view_id = VALUES(view_id),"
    " box_id = VALUES(box_id), state = VALUES(state),"
    " gone_at = GREATEST(gone_at, VALUES(gone_at)), changed_at = NOW(3),"
    " audience_id = VALUES(audience_id), bot = VALUES(bot),"
    " pages = VALUES(pages), visits = VALUES(visits),"
    " country = VALUES(country), address = VALUES(address),"
    " title = VALUES(title), words = VALUES(words)"};

static int
present(struct db *db, const struct work *w)
{
	struct stmt *st = db_query(db, &PRESENT);

	db_bind_u64(st, w->view->state + 1);
	db_bind_u64(st, w->view->stays * 1000);
	db_bind_u64(st, w->now.visit);
	db_bind_u64(st, w->view_id);
	db_bind_u64(st, w->now.id);
	return db_exec(st) == -1 ? -1 : 0;
}

static const struct query UNREAD = {"view_unread",
    "SELECT v.wait_n > v.read_n FROM visitor v WHERE v.id = ? FOR UPDATE"};

/*
 * What was written for them before this mailbox was known to pulse would wait
 * for nobody.  Asked with the row locked: whoever writes for them now comes
 * before us, and is seen, or after us, and finds the mailbox.  1, 0, -1.
 */
static int
tell(struct db *db, const struct work *w)
{
	struct stmt *st = db_query(db, &UNREAD);

	db_bind_u64(st, w->now.id);
	if (db_step(st) != 1)
		return -1;
	if (db_u64(st) == 0)
		return 0;
	return feed_wait(db, w->now.id) == -1 ? -1 : 1;
}

/* Keeps the view.  1 where they were listed as online in this visit, 0 not,
 * TOLD_BEFORE, -1. */
static int
keep(struct db *db, struct work *w)
{
	int r;

	if (w->again)
		return retitle(db, w);
	if ((r = insert(db, w)) != 0)
		return r;
	return count(db, w);
}

/*
 * The visitor's row is locked first, so that two pages of theirs come one
 * after the other and do not wait for each other's visit; whose token opens
 * the record no longer is kept nowhere.
 */
static int
view_work(struct db *db, void *arg)
{
	struct work *w = arg;
	int listed;

	w->now = *w->was;
	if (visitor_lock_by(db, w->now.id, w->now.token) != 1)
		return -1;
	if (!w->now.running && begin_visit(db, w) == -1)
		return -1;
	if ((listed = keep(db, w)) < 0)
		return listed;
	if (!listed && present(db, w) == -1)
		return -1;
	if (audience_change(
		db, w->now.id, w->now.departments, w->view->departments) == -1)
		return -1;
	return w->fresh || (!listed && !w->again) ? tell(db, w) : 0;
}

int
visitor_view(struct db *db, struct visitor *v, const struct view *view)
{
	struct work w = {.was = v, .view = view};
	int r;

	w.fresh = !v->running || !v->present;
	if ((r = db_transaction(db, view_work, &w)) == TOLD_BEFORE) {
		w.again = 1;
		r = db_transaction(db, view_work, &w);
	}
	if (r < 0)
		return -1;
	v->visit = w.now.visit;
	memcpy(v->box, w.now.box, BOX_ID);
	return r;
}
