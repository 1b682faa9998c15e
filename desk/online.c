/* SPDX-License-Identifier: ISC */
/* online.c: who is on the sites now, as one operator sees it. Floor 3. */
#include "lib/db.h"
#include "desk/online.h"
#include "desk/permission.h"
#include "desk/session.h"
#include "desk/visible.h"

/* Who has gone stays for a minute, shown as left. */
#define LISTED "p.gone_at > NOW(3) - INTERVAL 60 SECOND"

#define STATE_OF \
	"CASE WHEN p.gone_at <= NOW(3) THEN 3" \
	" WHEN p.state = 'idle' THEN 2 ELSE 1 END"

/* Who is there, in the order that the list has without a wish. */
#define BARE \
	" FROM presence p FORCE INDEX FOR ORDER BY (presence_visit)" \
	" STRAIGHT_JOIN visitor v ON v.id = p.visitor_id"

/* ... with all that they can be searched and sorted by. */
#define JOINED \
	" FROM presence p" \
	" JOIN visitor v ON v.id = p.visitor_id" \
	" LEFT JOIN visit t ON t.id = p.visit_id" \
	" LEFT JOIN page_view w ON w.id = p.view_id"

#define CHOSEN \
	" WHERE " LISTED " AND" VISIBLE_VISITOR \
	" AND (? = 0 OR p.site_id = ?)" \
	" AND (? = 0 OR " STATE_OF " = ?)" \
	" AND (? = 0 OR EXISTS (SELECT 1 FROM visitor_department fd" \
	" WHERE fd.visitor_id = v.id AND fd.department_id = ?))"

/* Declared bots are counted, and listed only for who asks. */
#define SHOWN " AND (? OR NOT p.bot)"

#define SEARCHED \
	" AND (? = '' OR LOCATE(?, CONCAT_WS(' ', v.name, v.email, v.address," \
	" v.country, v.browser, v.system, w.title, w.url, t.referrer)))"

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
#define PICK COLUMNS " FROM (SELECT p.visitor_id AS id"
#define PICKED \
	" LIMIT ? OFFSET ?) one" \
	" JOIN presence p ON p.visitor_id = one.id" DETAILS

#define NEWEST " ORDER BY p.visit_id DESC, p.visitor_id DESC"
#define LONGEST " ORDER BY p.visit_id, p.visitor_id"
#define BY_PAGES " ORDER BY t.pages DESC, p.visitor_id DESC"
#define BY_VISITS " ORDER BY v.visits DESC, p.visitor_id DESC"
#define BY_TITLE " ORDER BY w.title, p.visitor_id"
#define BY_PLACE " ORDER BY v.country, v.address, p.visitor_id"

static const struct query NEWEST_ANY = {
    "online_newest_any", PICK BARE CHOSEN SHOWN NEWEST PICKED NEWEST};
static const struct query LONGEST_ANY = {
    "online_longest_any", PICK BARE CHOSEN SHOWN LONGEST PICKED LONGEST};

static const struct query LISTS[ONLINE_SORTS] = {
    {"online_newest", PICK JOINED CHOSEN SHOWN SEARCHED NEWEST PICKED NEWEST},
    {"online_longest",
	PICK JOINED CHOSEN SHOWN SEARCHED LONGEST PICKED LONGEST},
    {"online_pages",
	PICK JOINED CHOSEN SHOWN SEARCHED BY_PAGES PICKED BY_PAGES},
    {"online_visits",
	PICK JOINED CHOSEN SHOWN SEARCHED BY_VISITS PICKED BY_VISITS},
    {"online_title",
	PICK JOINED CHOSEN SHOWN SEARCHED BY_TITLE PICKED BY_TITLE},
    {"online_place",
	PICK JOINED CHOSEN SHOWN SEARCHED BY_PLACE PICKED BY_PLACE},
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
	db_bind_u64(st, f->site);
	db_bind_u64(st, f->site);
	db_bind_u64(st, f->state);
	db_bind_u64(st, f->state);
	db_bind_u64(st, f->department);
	db_bind_u64(st, f->department);
}

static void
bind_search(struct stmt *st, const struct online_filter *f)
{
	db_bind_str(st, f->text);
	db_bind_str(st, f->text);
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

/* Where nothing is searched for, the index on the order of coming serves. */
static const struct query *
list_query(const struct online_filter *f)
{
	if (*f->text == '\0' && f->sort == SORT_NEWEST)
		return &NEWEST_ANY;
	if (*f->text == '\0' && f->sort == SORT_LONGEST)
		return &LONGEST_ANY;
	return &LISTS[f->sort];
}

int
online_list(struct db *db, const struct operator* op,
    const struct online_filter *f, struct online_row rows[ONLINE_PAGE])
{
	const struct query *q = list_query(f);
	struct stmt *st = db_query(db, q);
	int n = 0, found;

	bind_sendable(st, op);
	visible_chat_bind(st, op);
	bind_filter(st, op, f);
	db_bind_u64(st, f->bots != 0);
	if (q != &NEWEST_ANY && q != &LONGEST_ANY)
		bind_search(st, f);
	db_bind_u64(st, ONLINE_PAGE);
	db_bind_u64(st, f->page * ONLINE_PAGE);
	while ((found = db_step(st)) == 1 && n < ONLINE_PAGE) {
		read_person(st, &rows[n]);
		read_dealings(st, &rows[n++]);
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
	return 1;
}

#define COUNT_PEOPLE(state) \
	" COALESCE(SUM(NOT p.bot AND " STATE_OF " = " state "), 0),"

#define COUNTS \
	"SELECT" COUNT_PEOPLE("1") COUNT_PEOPLE("2") COUNT_PEOPLE( \
	    "3") " COALESCE(SUM(p.bot), 0)," \
		 " COALESCE(SUM(p.bot AND p.gone_at > NOW(3)), 0)"

/* Three ways, because joins that nobody asked for cost too much where a
 * hundred thousand are online. */
static const struct query COUNT_ALL = {
    "online_count_all", COUNTS " FROM presence p WHERE " LISTED};
static const struct query COUNT_CHOSEN = {"online_count_chosen", COUNTS
    " FROM presence p STRAIGHT_JOIN visitor v ON v.id = p.visitor_id" CHOSEN};
static const struct query COUNT = {
    "online_count", COUNTS JOINED CHOSEN SEARCHED};

static struct stmt *
count(struct db *db, const struct operator* op, const struct online_filter *f)
{
	int search = *f->text != '\0';
	struct stmt *st;

	if (op->sees_all && !search && f->site == 0 && f->department == 0 &&
	    f->state == ONLINE_ANY)
		return db_query(db, &COUNT_ALL);
	st = db_query(db, search ? &COUNT : &COUNT_CHOSEN);
	bind_filter(st, op, f);
	if (search)
		bind_search(st, f);
	return st;
}

int
online_totals(struct db *db, const struct operator* op,
    const struct online_filter *f, struct online_totals *n)
{
	struct stmt *st = count(db, op, f);

	if (db_step(st) != 1)
		return -1;
	n->here = db_u64(st);
	n->idle = db_u64(st);
	n->left = db_u64(st);
	n->all = n->here + n->idle + n->left;
	if (f->bots)
		n->all += db_u64(st);
	else
		(void)db_u64(st);
	n->bots = db_u64(st);
	return 0;
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

static int
read_choices(struct stmt *st, struct choice list[CHOICES])
{
	int n = 0, found;

	while ((found = db_step(st)) == 1 && n < CHOICES) {
		list[n].id = db_u64(st);
		list[n++].name = db_str(st);
	}
	return found == -1 ? -1 : n;
}

static const struct query DEPARTMENTS = {"online_departments",
    "SELECT d.id, d.name FROM department d"
    " WHERE ? OR EXISTS (SELECT 1 FROM" ASSIGNED
    "WHERE a.operator_id = ? AND" ASSIGNED_DEPARTMENT "= d.id)"
    " ORDER BY d.name LIMIT 200"};

int
online_departments(
    struct db *db, const struct operator* op, struct choice list[CHOICES])
{
	struct stmt *st = db_query(db, &DEPARTMENTS);

	db_bind_u64(st, (uint64_t)op->sees_all);
	db_bind_u64(st, op->id);
	return read_choices(st, list);
}

static const struct query SITES = {"online_sites",
    "SELECT s.id, s.name FROM site s WHERE NOT s.disabled"
    " ORDER BY s.name LIMIT 200"};

int
online_sites(struct db *db, struct choice list[CHOICES])
{
	return read_choices(db_query(db, &SITES), list);
}
