/* SPDX-License-Identifier: ISC */
/* online.c: who is on the sites now, as one operator sees it. Floor 3. */
#include "lib/db.h"
#include "desk/online.h"
#include "desk/permission.h"
#include "desk/present.h"
#include "desk/session.h"
#include "desk/visible.h"

/* Presence alone is searched, filtered, and sorted: it stands as "v".
 * Declared bots are counted, and listed only for who asks. */
#define CHOSEN \
	" WHERE v.gone_at > NOW(3) - INTERVAL 60 SECOND AND" VISIBLE_VISITOR \
	" AND (? OR NOT v.bot) AND (? = 0 OR v.site_id = ?)" \
	" AND (? = 0 OR " ONLINE_STATE( \
	    "v") " = ?)" \
		 " AND (? = 0 OR v.audience_id IN (SELECT fm.audience_id" \
		 " FROM audience_member fm WHERE fm.department_id = ?))"

#define STATE_OF ONLINE_STATE("p")
#define LISTED "p.gone_at > NOW(3) - INTERVAL 60 SECOND"

#define COLUMNS \
	"SELECT STRAIGHT_JOIN v.id, v.name, " STATE_OF ", p.state = 'hidden'," \
	" w.title, w.url, t.referrer," \
	" CAST(t.started_at AS DATETIME)," \
	" CAST(p.gone_at AS DATETIME)," \
	" t.pages, v.visits, v.browser, v.system, v.device, v.language," \
	" v.timezone, v.address, v.country," \
	" (SELECT GROUP_CONCAT(d.name ORDER BY nd.place SEPARATOR ', ')" \
	" FROM visitor_department nd JOIN department d" \
	" ON d.id = nd.department_id WHERE nd.visitor_id = v.id)," \
	" s.id, s.name, s.tracking, v.check_messages, v.unkept," \
	" (SELECT pf.user_id FROM profile pf WHERE pf.id = v.profile_id)," \
	" v.signed," \
	" EXISTS (SELECT 1 FROM visitor_alike k WHERE k.apart_at IS NULL" \
	" AND (k.visitor_id = v.id OR k.other_id = v.id))," \
	" EXISTS (SELECT 1 FROM visitor_attribute va WHERE va.visitor_id =" \
	" v.id AND va.name = 'name' AND va.value = v.name)," VISIBLE_SENDABLE \
	"," \
	" i.status, io.name, CAST(COALESCE(i.ended_at, i.seen_at," \
	" i.delivered_at, i.created_at) AS DATETIME)," \
	" c.id, c.status, co.name, c.id IS NOT NULL AND " VISIBLE_CHAT

#define DETAILS \
	" JOIN visitor v ON v.id = p.visitor_id" \
	" JOIN site s ON s.id = p.site_id" \
	" LEFT JOIN visit t ON t.id = p.visit_id" \
	" LEFT JOIN page_view w ON w.id = p.view_id" \
	" LEFT JOIN invitation i ON i.id = (SELECT MAX(x.id)" \
	" FROM invitation x WHERE x.visitor_id = v.id" \
	" AND (x.created_at >= t.started_at OR x.open_visitor_id = v.id))" \
	" LEFT JOIN operator io ON io.id = i.operator_id" \
	" LEFT JOIN chat c ON c.open_visitor_id = v.id" \
	" LEFT JOIN operator co ON co.id = c.owner_id"

/* One page is chosen first, then its rows alone are joined with the rest. */
#define PAGE(n, from, order) \
	COLUMNS ", one.n FROM (SELECT v.visitor_id AS id, " n " AS n" \
		" FROM presence v" from order( \
		    "v") " LIMIT ? OFFSET ?) one" \
			 " JOIN presence p ON p.visitor_id = one.id" DETAILS \
			     order("p")

#define NEWEST(x) " ORDER BY " x ".visit_id DESC, " x ".visitor_id DESC"
#define LONGEST(x) " ORDER BY " x ".visit_id, " x ".visitor_id"
#define BY_PAGES(x) " ORDER BY " x ".pages DESC, " x ".visitor_id DESC"
#define BY_VISITS(x) " ORDER BY " x ".visits DESC, " x ".visitor_id DESC"
#define BY_TITLE(x) " ORDER BY " x ".title, " x ".visitor_id"
#define BY_PLACE(x) " ORDER BY " x ".country, " x ".address, " x ".visitor_id"

/* Where many are let through, along an index until the page is full. */
#define ALONG(index) " FORCE INDEX (" index ")"
#define WALK(index, order) PAGE("0", ALONG(index) CHOSEN, order)

static const struct query WALKS[ONLINE_SORTS] = {
    {"online_walk_newest", WALK("presence_visit", NEWEST)},
    {"online_walk_longest", WALK("presence_visit", LONGEST)},
    {"online_walk_pages", WALK("presence_pages", BY_PAGES)},
    {"online_walk_visits", WALK("presence_visits", BY_VISITS)},
    {"online_walk_title", WALK("presence_title", BY_TITLE)},
    {"online_walk_place", WALK("presence_place", BY_PLACE)},
};

/* Where few are, through the whole of the table as it lies: a hundred
 * thousand by an index would cost three times as much. */
#define WHOLE " USE INDEX ()"
#define SCAN(order) PAGE("0", WHOLE CHOSEN, order)

static const struct query SCANS[ONLINE_SORTS] = {
    {"online_scan_newest", SCAN(NEWEST)},
    {"online_scan_longest", SCAN(LONGEST)},
    {"online_scan_pages", SCAN(BY_PAGES)},
    {"online_scan_visits", SCAN(BY_VISITS)},
    {"online_scan_title", SCAN(BY_TITLE)},
    {"online_scan_place", SCAN(BY_PLACE)},
};

/* Who left in the last minute lie together. */
#define GONE(order) \
	PAGE("0", ALONG("presence_gone") CHOSEN " AND v.gone_at <= NOW(3)", \
	    order)

static const struct query GONES[ONLINE_SORTS] = {
    {"online_gone_newest", GONE(NEWEST)},
    {"online_gone_longest", GONE(LONGEST)},
    {"online_gone_pages", GONE(BY_PAGES)},
    {"online_gone_visits", GONE(BY_VISITS)},
    {"online_gone_title", GONE(BY_TITLE)},
    {"online_gone_place", GONE(BY_PLACE)},
};

/* A text that many have fills the page a few steps along the index. */
#define TEXT(way) \
	way " JOIN (SELECT" PRESENT_FOLD( \
	    "?") "AS text) needle" CHOSEN " AND LOCATE(needle.text, v.words)"
#define NEAR(index, order) \
	"SELECT COUNT(*) FROM (SELECT 1 FROM presence v" TEXT(ALONG(index)) \
	    order("v") " LIMIT ?) some LIMIT ROWS EXAMINED 1500"

static const struct query NEARS[ONLINE_SORTS] = {
    {"online_near_newest", NEAR("presence_visit", NEWEST)},
    {"online_near_longest", NEAR("presence_visit", LONGEST)},
    {"online_near_pages", NEAR("presence_pages", BY_PAGES)},
    {"online_near_visits", NEAR("presence_visits", BY_VISITS)},
    {"online_near_title", NEAR("presence_title", BY_TITLE)},
    {"online_near_place", NEAR("presence_place", BY_PLACE)},
};

#define FIRST(index, order) PAGE("0", TEXT(ALONG(index)), order)

static const struct query FIRSTS[ONLINE_SORTS] = {
    {"online_first_newest", FIRST("presence_visit", NEWEST)},
    {"online_first_longest", FIRST("presence_visit", LONGEST)},
    {"online_first_pages", FIRST("presence_pages", BY_PAGES)},
    {"online_first_visits", FIRST("presence_visits", BY_VISITS)},
    {"online_first_title", FIRST("presence_title", BY_TITLE)},
    {"online_first_place", FIRST("presence_place", BY_PLACE)},
};

/* Any other is looked for in all of the table, and who have it are counted. */
#define SEARCH(order) PAGE("COUNT(*) OVER ()", TEXT(WHOLE), order)

static const struct query SEARCHES[ONLINE_SORTS] = {
    {"online_search_newest", SEARCH(NEWEST)},
    {"online_search_longest", SEARCH(LONGEST)},
    {"online_search_pages", SEARCH(BY_PAGES)},
    {"online_search_visits", SEARCH(BY_VISITS)},
    {"online_search_title", SEARCH(BY_TITLE)},
    {"online_search_place", SEARCH(BY_PLACE)},
};

static void
bind_sendable(struct stmt *st, const struct operator* op)
{
	db_bind_u64(st, op->id);
	db_bind_u64(st, operator_may(op, MAY_SEE_ALL));
	db_bind_u64(st, op->id);
}

static void
bind_filter(
    struct stmt *st, const struct operator* op, const struct online_filter *f)
{
	visible_bind(st, op);
	db_bind_u64(st, f->bots != 0);
	db_bind_u64(st, f->site);
	db_bind_u64(st, f->site);
	db_bind_u64(st, f->state);
	db_bind_u64(st, f->state);
	db_bind_u64(st, f->department);
	db_bind_u64(st, f->department);
}

static void
read_person(struct stmt *st, struct online_row *r)
{
	r->id = db_u64(st);
	r->name = db_str(st);
	r->state = (enum online_state)db_u64(st);
	r->hidden = (int)db_u64(st);
	r->title = db_str(st);
	r->url = db_str(st);
	r->referrer = db_str(st);
	r->since = db_str(st);
	r->left = db_str(st);
	r->pages = db_u64(st);
	r->visits = db_u64(st);
	r->browser = db_str(st);
	r->system = db_str(st);
	r->device = db_str(st);
	r->language = db_str(st);
	r->timezone = db_str(st);
	r->address = db_str(st);
	r->country = db_str(st);
	r->departments = db_str(st);
}

static void
read_dealings(struct stmt *st, struct online_row *r)
{
	r->site = db_u64(st);
	r->site_name = db_str(st);
	r->tracking = (int)db_u64(st);
	r->check = (int)db_u64(st);
	r->unkept = (int)db_u64(st);
	r->user = db_str(st);
	r->signed_in = (int)db_u64(st);
	r->alike = (int)db_u64(st);
	r->claimed = (int)db_u64(st);
	r->may_send = (int)db_u64(st);
	r->invitation = db_str(st);
	r->inviter = db_str(st);
	r->invited = db_str(st);
	r->chat = db_u64(st);
	r->chat_status = db_str(st);
	r->chat_owner = db_str(st);
	r->chat_seen = (int)db_u64(st);
}

/* Is the page full a few steps along the index?  1, 0, -1. */
static int
is_near(struct db *db, const struct operator* op, const struct online_filter *f)
{
	struct stmt *st = db_query(db, &NEARS[f->sort]);
	uint64_t upto = (f->page + 1) * ONLINE_PAGE;
	int found;

	db_bind_str(st, f->text);
	bind_filter(st, op, f);
	db_bind_u64(st, upto);
	/* No row: more steps than a few. */
	if ((found = db_step(st)) != 1)
		return found;
	return db_u64(st) == upto;
}

/* How to look for that page; NULL where the database failed. */
static const struct query *
way(struct db *db, const struct operator* op, const struct online_filter *f)
{
	int near = 0;

	if (*f->text != '\0') {
		if (f->crowd && (near = is_near(db, op, f)) == -1)
			return NULL;
		return near ? &FIRSTS[f->sort] : &SEARCHES[f->sort];
	}
	if (f->state == ONLINE_LEFT)
		return &GONES[f->sort];
	return f->rare ? &SCANS[f->sort] : &WALKS[f->sort];
}

int
online_list(struct db *db, const struct operator* op,
    const struct online_filter *f, struct online_row rows[ONLINE_PAGE])
{
	const struct query *query = way(db, op, f);
	struct stmt *st;
	int n = 0, found;

	if (query == NULL)
		return -1;
	st = db_query(db, query);
	bind_sendable(st, op);
	visible_chat_bind(st, op);
	if (*f->text != '\0')
		db_bind_str(st, f->text);
	bind_filter(st, op, f);
	db_bind_u64(st, ONLINE_PAGE);
	db_bind_u64(st, f->page * ONLINE_PAGE);
	while ((found = db_step(st)) == 1 && n < ONLINE_PAGE) {
		read_person(st, &rows[n]);
		read_dealings(st, &rows[n]);
		rows[n++].matching = db_u64(st);
	}
	return found == -1 ? -1 : n;
}

static const struct query FIND = {"online_find",
    COLUMNS " FROM presence p" DETAILS " WHERE p.visitor_id = ? AND " LISTED
	    " AND" VISIBLE_PANEL};

int
online_find(struct db *db, const struct operator* op, uint64_t visitor,
    struct online_row *row)
{
	struct stmt *st = db_query(db, &FIND);
	int found;

	bind_sendable(st, op);
	visible_chat_bind(st, op);
	db_bind_u64(st, visitor);
	visible_panel_bind(st, op);
	if ((found = db_step(st)) != 1)
		return found;
	read_person(st, row);
	read_dealings(st, row);
	row->matching = 0;
	return 1;
}

static const struct query WHY = {"online_why",
    "SELECT CASE WHEN NOT EXISTS (SELECT 1 FROM site) THEN 1"
    " WHEN NOT EXISTS (SELECT 1 FROM page_view) THEN 2"
    " WHEN (SELECT value FROM setting WHERE name = 'tracking') = '0' THEN 3"
    " WHEN ? OR NOT EXISTS (SELECT 1 FROM presence p WHERE " LISTED
    " AND NOT p.bot) THEN 4"
    " ELSE 5 END"};

int
online_why(struct db *db, const struct operator* op)
{
	struct stmt *st = db_query(db, &WHY);

	db_bind_u64(st, (uint64_t)op->sees_all);
	if (db_step(st) != 1)
		return -1;
	return (int)db_u64(st);
}

#define SEEN \
	" (? OR EXISTS (SELECT 1 FROM" ASSIGNED \
	"WHERE a.operator_id = ? AND" ASSIGNED_DEPARTMENT "= d.id))"

static const struct query DEPARTMENTS = {
    "online_departments", CHOICES_OF(SEEN)};

int
online_departments(struct db *db, const struct operator* op, struct choices *c)
{
	struct stmt *st = db_query(db, &DEPARTMENTS);
	int i;

	db_bind_str(st, c->find);
	db_bind_u64(st, c->chosen);
	for (i = 0; i < 2; i++) {
		db_bind_u64(st, (uint64_t)op->sees_all);
		db_bind_u64(st, op->id);
	}
	db_bind_str(st, c->find);
	db_bind_u64(st, CHOICES);
	return choices_read(st, c);
}

static const struct query SITES = {"online_sites",
    "SELECT s.id, s.name FROM site s WHERE NOT s.disabled"
    " ORDER BY s.name LIMIT 200"};

int
online_sites(struct db *db, struct choice list[CHOICES])
{
	return choices_list(db_query(db, &SITES), list);
}
