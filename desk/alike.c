/* SPDX-License-Identifier: ISC */
/* alike.c: records that are possibly of one visitor: found and shown.
 * Floor 3; semantics.md section 3.  Merging: alike_merge.c. */
#include "desk/alike.h"
#include "desk/session.h"
#include "desk/visible.h"
#include "desk/visitor.h"
#include "lib/db.h"

/* At most ALIKE_CROWD records by visitor_address, and for each a row of
 * presence by its key. */
/* Nothing is held while it looks. */
static const struct query LOOK = {"alike_look",
    "SELECT MAX(k.id) FROM visitor n JOIN"
    " (SELECT o.id, o.agent FROM visitor m JOIN visitor o"
    " FORCE INDEX (visitor_address) ON o.site_id = m.site_id"
    " AND o.address = m.address WHERE m.id = ? AND m.address <> ''"
    " AND m.device <> 'bot' AND o.id < m.id ORDER BY o.id DESC LIMIT ?) k"
    " ON k.agent = n.agent JOIN presence p ON p.visitor_id = k.id"
    " JOIN page_view w ON w.id = p.view_id"
    " WHERE n.id = ? AND p.gone_at > NOW(3) - INTERVAL 60 SECOND"
    " AND SUBSTRING_INDEX(w.url, '#', 1) = ?"
    " GROUP BY n.id HAVING COUNT(*) = 1"};

struct noting {
	uint64_t visitor;
	uint64_t other;
};

static const struct query NOTE = {"alike_note",
    "INSERT IGNORE INTO visitor_alike (visitor_id, other_id) VALUES (?, ?)"};

/* Both rows first, the older record's before: desk/feed.h. */
static int
note_work(struct db *db, void *arg)
{
	const struct noting *n = arg;
	struct stmt *st;
	int found;

	if ((found = visitor_lock(db, n->other)) != 1 ||
	    (found = visitor_lock(db, n->visitor)) != 1)
		return found;
	st = db_query(db, &NOTE);
	db_bind_u64(st, n->visitor);
	db_bind_u64(st, n->other);
	return db_exec(st) == -1 ? -1 : 0;
}

int
alike_note(struct db *db, uint64_t visitor, const char *referrer)
{
	struct noting n = {.visitor = visitor};
	struct stmt *st = db_query(db, &LOOK);
	int found;

	db_bind_u64(st, visitor);
	db_bind_u64(st, ALIKE_CROWD);
	db_bind_u64(st, visitor);
	db_bind_str(st, referrer);
	if ((found = db_step(st)) != 1)
		return found;
	n.other = db_u64(st);
	return db_transaction(db, note_work, &n);
}

#define SEES(id) \
	" EXISTS (SELECT 1 FROM visitor v WHERE v.id = " id \
	" AND" VISIBLE_VISITOR ")"

#define COLUMNS \
	"SELECT a.visitor_id, a.other_id, n.name, o.name, s.name, n.address," \
	" n.browser, n.system, CAST(n.created_at AS DATETIME)," \
	" CAST(o.created_at AS DATETIME), (SELECT t.referrer FROM visit t" \
	" WHERE t.visitor_id = n.id ORDER BY t.started_at LIMIT 1)," \
	" (SELECT COUNT(*) FROM chat c WHERE c.visitor_id = n.id)," \
	" (SELECT COUNT(*) FROM chat c WHERE c.visitor_id = o.id)," \
	" EXISTS (SELECT 1 FROM chat c WHERE c.open_visitor_id = n.id)" \
	" AND EXISTS (SELECT 1 FROM chat c WHERE c.open_visitor_id = o.id)" \
	" FROM visitor_alike a JOIN visitor n ON n.id = a.visitor_id" \
	" JOIN visitor o ON o.id = a.other_id JOIN site s ON s.id = n.site_id" \
	" WHERE a.apart_at IS NULL AND" SEES("a.visitor_id") " AND" SEES( \
	    "a.other_id")

static void
read_pair(struct stmt *st, struct alike *a)
{
	a->visitor = db_u64(st);
	a->other = db_u64(st);
	a->name = db_str(st);
	a->other_name = db_str(st);
	a->site = db_str(st);
	a->address = db_str(st);
	a->browser = db_str(st);
	a->system = db_str(st);
	a->since = db_str(st);
	a->other_since = db_str(st);
	a->page = db_str(st);
	a->chats = db_u64(st);
	a->other_chats = db_u64(st);
	a->open = (int)db_u64(st);
}

static const struct query ANY = {
    "alike_any", COLUMNS " ORDER BY a.at DESC LIMIT ?"};

static const struct query OF = {"alike_of",
    COLUMNS " AND (a.visitor_id = ? OR a.other_id = ?)"
	    " ORDER BY a.at DESC LIMIT ?"};

int
alike_list(struct db *db, const struct operator* op, uint64_t visitor,
    struct alike list[ALIKE_PAIRS])
{
	struct stmt *st = db_query(db, visitor == 0 ? &ANY : &OF);
	int n = 0, more;

	visible_bind(st, op);
	visible_bind(st, op);
	if (visitor != 0) {
		db_bind_u64(st, visitor);
		db_bind_u64(st, visitor);
	}
	db_bind_u64(st, ALIKE_PAIRS);
	while ((more = db_step(st)) == 1 && n < ALIKE_PAIRS)
		read_pair(st, &list[n++]);
	return more == -1 ? -1 : n;
}

static const struct query FIND = {
    "alike_find", COLUMNS " AND a.visitor_id = ?"};

int
alike_find(
    struct db *db, const struct operator* op, uint64_t visitor, struct alike *a)
{
	struct stmt *st = db_query(db, &FIND);
	int found;

	visible_bind(st, op);
	visible_bind(st, op);
	db_bind_u64(st, visitor);
	if ((found = db_step(st)) == 1)
		read_pair(st, a);
	return found;
}
