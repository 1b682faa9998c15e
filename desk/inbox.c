/* SPDX-License-Identifier: ISC */
/* inbox.c: the chats that an operator sees, and one of them. Floor 3. */

#include <string.h>

#include "desk/inbox.h"
#include "desk/permission.h"
#include "desk/session.h"
#include "desk/visible.h"
#include "lib/db.h"

#define ISO(column) "DATE_FORMAT(" column ", '%Y-%m-%d %H:%i:%s')"

#define MS(column) "CAST(UNIX_TIMESTAMP(" column ") * 1000 AS UNSIGNED)"

#define UNREAD \
	"(SELECT COUNT(*) FROM message u WHERE u.chat_id = c.id" \
	" AND u.seq > c.operator_seq AND u.author = 'visitor')"

/* Read by read_row(); the chat stands as c. */
#define ROW \
	"c.id, c.kind + 0, c.status + 0, c.owner_id," \
	" COALESCE(GREATEST(0, CEIL(TIMESTAMPDIFF(MICROSECOND, NOW(3)," \
	" c.offer_until) / 1000000)), 0)," \
	" COALESCE(p.gone_at > NOW(3), 0), c.last_seq, " UNREAD "," \
	" m.author + 0, v.name, v.id, s.name, d.name, o.name," \
	" LEFT(m.text, 160), " ISO( \
	    "COALESCE(m.at, c.created_at)") "," \
					    " c.closed_by, c.priority"
#define ROW_FROM \
	" FROM chat c JOIN visitor v ON v.id = c.visitor_id" \
	" JOIN site s ON s.id = c.site_id" \
	" LEFT JOIN presence p ON p.visitor_id = c.visitor_id" \
	" LEFT JOIN department d ON d.id = c.department_id" \
	" LEFT JOIN operator o ON o.id = c.owner_id" \
	" LEFT JOIN message m ON m.chat_id = c.id AND m.seq = c.last_seq"

/* A chat that is pending and that this operator may accept now; binds their
 * id and whether they may take over. */
#define MAY_TAKE \
	"(c.owner_id IS NULL OR c.owner_id = ? OR c.offer_until IS NULL" \
	" OR c.offer_until <= NOW(3) OR ?)"

/* The assignment that lets a chat be acted on; binds the operator's id. */
#define MAY_ACT \
	"(c.owner_id = ? OR ? OR EXISTS (SELECT 1 FROM" ASSIGNED \
	"WHERE a.operator_id = ? AND NOT a.read_only" \
	" AND" ASSIGNED_TO("c.department_id") "))"

static const struct query COUNTS = {"inbox_counts",
    "SELECT COALESCE(SUM(x.kind = 1 AND x.mine), 0),"
    " COALESCE(SUM(x.kind = 1 AND x.status = 1), 0),"
    " COALESCE(SUM(x.kind = 1 AND x.status = 2), 0),"
    " COALESCE(SUM(x.kind = 1 AND x.status = 3), 0),"
    " COALESCE(SUM(x.kind = 2), 0),"
    " COALESCE(SUM(IF(x.mine AND x.status = 3, x.unread, 0)), 0),"
    " COALESCE(SUM(x.kind = 1 AND x.status = 2 AND x.may), 0),"
    " COALESCE(MAX(IF((x.mine AND x.unread > 0)"
    " OR (x.status = 2 AND x.may), x.heard, 0)), 0),"
    " (SELECT COUNT(*) FROM invitation i WHERE i.untold_operator_id = ?"
    " AND i.changed_at > NOW(3) - INTERVAL 1 DAY)"
    " FROM (SELECT c.kind + 0 AS kind, c.status + 0 AS status,"
    " COALESCE(c.owner_id = ?, 0) AS mine, " UNREAD " AS unread,"
    " " MAY_TAKE " AND " MAY_ACT " AS may,"
    " GREATEST(COALESCE((SELECT CAST(UNIX_TIMESTAMP(MAX(h.at)) * 1000"
    " AS UNSIGNED) FROM message h WHERE h.chat_id = c.id"
    " AND h.author = 'visitor'), 0), IF(c.owner_id = ?, COALESCE("
    "CAST(UNIX_TIMESTAMP(c.offered_at) * 1000 AS UNSIGNED), 0), 0)) AS heard"
    " FROM chat c WHERE c.status IN ('bot', 'pending', 'active')"
    " AND" VISIBLE_CHAT " LIMIT 10000) x"};

int
inbox_counts(
    struct db *db, const struct operator* op, struct inbox_counts *counts)
{
	struct stmt *st = db_query(db, &COUNTS);
	int found;

	memset(counts, 0, sizeof(*counts));
	db_bind_u64(st, op->id);
	db_bind_u64(st, op->id);
	db_bind_u64(st, op->id);
	db_bind_u64(st, operator_may(op, MAY_TAKE_OVER));
	db_bind_u64(st, op->id);
	db_bind_u64(st, operator_may(op, MAY_OPEN_ALL));
	db_bind_u64(st, op->id);
	db_bind_u64(st, op->id);
	visible_chat_bind(st, op);
	if ((found = db_step(st)) != 1)
		return -1;
	counts->tab[INBOX_MINE] = (uint32_t)db_u64(st);
	counts->tab[INBOX_BOT] = (uint32_t)db_u64(st);
	counts->tab[INBOX_PENDING] = (uint32_t)db_u64(st);
	counts->tab[INBOX_ACTIVE] = (uint32_t)db_u64(st);
	counts->tab[INBOX_MESSAGES] = (uint32_t)db_u64(st);
	counts->unread = (uint32_t)db_u64(st);
	counts->may_take = (uint32_t)db_u64(st);
	counts->newest = db_u64(st);
	counts->untold = (uint32_t)db_u64(st);
	return 0;
}

static void
read_row(struct stmt *st, struct inbox_row *r)
{
	r->id = db_u64(st);
	r->kind = (enum chat_kind)db_u64(st);
	r->status = (enum chat_status)db_u64(st);
	r->owner = db_u64(st);
	r->left = (uint32_t)db_u64(st);
	r->offered = r->left > 0;
	r->online = db_u64(st) != 0;
	r->last_seq = (uint32_t)db_u64(st);
	r->unread = (uint32_t)db_u64(st);
	r->last_author = (enum chat_author)db_u64(st);
	r->name = db_str(st);
	r->visitor = db_u64(st);
	r->site = db_str(st);
	r->department = db_str(st);
	r->owner_name = db_str(st);
	r->last = db_str(st);
	r->at = db_str(st);
	r->closed_by = db_str(st);
	r->priority = db_i64(st);
}

#define LIST "SELECT " ROW ROW_FROM " WHERE c.id < ? AND"

static const struct query MINE = {"inbox_mine",
    LIST " c.kind = 'chat' AND c.status <> 'closed' AND c.owner_id = ?"
	 " AND" VISIBLE_CHAT " ORDER BY c.id DESC LIMIT 100"};

static const struct query WITH_BOT = {"inbox_bot",
    LIST " c.kind = 'chat' AND c.status = 'bot' AND ? > 0"
	 " AND" VISIBLE_CHAT " ORDER BY c.id DESC LIMIT 100"};

/* As they are given out: by priority, then who has waited longest. */
static const struct query PENDING = {"inbox_pending",
    LIST " c.kind = 'chat' AND c.status = 'pending' AND ? > 0"
	 " AND" VISIBLE_CHAT
	 " ORDER BY c.priority DESC, COALESCE(c.pending_at, c.created_at), c.id"
	 " LIMIT 100"};

static const struct query ACTIVE = {"inbox_active",
    LIST " c.kind = 'chat' AND c.status = 'active' AND ? > 0"
	 " AND" VISIBLE_CHAT " ORDER BY c.id DESC LIMIT 100"};

static const struct query CLOSED = {"inbox_closed",
    LIST " c.kind = 'chat' AND c.status = 'closed' AND ? > 0"
	 " AND" VISIBLE_CHAT " ORDER BY c.id DESC LIMIT 100"};

/* Those that are not done, and below them those that are. */
static const struct query MESSAGES = {"inbox_messages",
    LIST " c.kind = 'message' AND c.status IN ('bot', 'pending', 'active')"
	 " AND ? > 0 AND" VISIBLE_CHAT " ORDER BY c.id DESC LIMIT 100"};

static const struct query DONE_MESSAGES = {"inbox_done_messages",
    LIST " c.kind = 'message' AND c.status = 'closed' AND ? > 0"
	 " AND" VISIBLE_CHAT " ORDER BY c.id DESC LIMIT 100"};

static const struct query *const lists[INBOX_TABS] = {[INBOX_MINE] = &MINE,
    [INBOX_BOT] = &WITH_BOT,
    [INBOX_PENDING] = &PENDING,
    [INBOX_ACTIVE] = &ACTIVE,
    [INBOX_CLOSED] = &CLOSED,
    [INBOX_MESSAGES] = &MESSAGES};

/* The rows of one list after the n that there are.  n, or -1. */
static int
read_list(struct stmt *st, const struct operator* op, uint64_t before, int n,
    struct inbox_row rows[INBOX_ROWS])
{
	int found = 0;

	db_bind_u64(st, before == 0 ? INT64_MAX : before);
	db_bind_u64(st, op->id);
	visible_chat_bind(st, op);
	while (n < INBOX_ROWS && (found = db_step(st)) == 1)
		read_row(st, &rows[n++]);
	return found == -1 ? -1 : n;
}

int
inbox_list(struct db *db, const struct operator* op, enum inbox_tab tab,
    uint64_t before, struct inbox_row rows[INBOX_ROWS])
{
	int n = read_list(db_query(db, lists[tab]), op, before, 0, rows);

	if (tab != INBOX_MESSAGES || n == -1 || n == INBOX_ROWS)
		return n;
	return read_list(db_query(db, &DONE_MESSAGES), op, before, n, rows);
}

int
inbox_may_take(const struct operator* op, const struct inbox_row *r)
{
	if (r->kind != KIND_CHAT || r->status != CHAT_PENDING)
		return 0;
	return r->owner == 0 || r->owner == op->id || !r->offered ||
	       operator_may(op, MAY_TAKE_OVER);
}

/* Read by inbox_chat() after the row. */
#define CHAT_MORE \
	", c.begun_by + 0, c.visitor_seq, c.operator_seq," \
	" c.status <> 'closed' AND COALESCE(c.visitor_typing_at" \
	" > NOW(3) - INTERVAL 6 SECOND, 0)," \
	" v.email, v.phone, " ISO( \
	    "c.offer_until") "," \
			     " " ISO("c.created_at") ", " ISO( \
				 "c.accepted_at") "," \
						  " " ISO("c.closed_at")

static const struct query CHAT = {"inbox_chat",
    "SELECT " ROW CHAT_MORE ROW_FROM " WHERE c.id = ? AND" VISIBLE_CHAT};

int
inbox_chat(struct db *db, const struct operator* op, uint64_t id,
    struct inbox_chat *chat)
{
	struct stmt *st = db_query(db, &CHAT);
	int found;

	db_bind_u64(st, id);
	visible_chat_bind(st, op);
	if ((found = db_step(st)) != 1)
		return found;
	read_row(st, &chat->row);
	chat->begun = (enum chat_begun)db_u64(st);
	chat->visitor_seq = (uint32_t)db_u64(st);
	chat->operator_seq = (uint32_t)db_u64(st);
	chat->typing = db_u64(st) != 0;
	chat->email = db_str(st);
	chat->phone = db_str(st);
	chat->offer_until = db_str(st);
	chat->created_at = db_str(st);
	chat->accepted_at = db_str(st);
	chat->closed_at = db_str(st);
	return 1;
}

#define LINE \
	"x.seq, x.author, x.operator_id, o.name, x.text," \
	" " ISO("x.at") ", " MS("x.at")

static const struct query LINES = {"inbox_lines",
    "SELECT " LINE
    " FROM (SELECT m.seq, m.author + 0 AS author, m.operator_id, m.text, m.at"
    " FROM message m WHERE m.chat_id = ? AND m.seq < ?"
    " ORDER BY m.seq DESC LIMIT 200) x"
    " LEFT JOIN operator o ON o.id = x.operator_id ORDER BY x.seq LIMIT 200"};

int
inbox_lines(struct db *db, uint64_t chat, uint32_t before,
    struct inbox_line lines[INBOX_LINES])
{
	struct stmt *st = db_query(db, &LINES);
	int found, n = 0;

	db_bind_u64(st, chat);
	db_bind_u64(st, before == 0 ? UINT32_MAX : before);
	while ((found = db_step(st)) == 1 && n < INBOX_LINES) {
		lines[n].seq = (uint32_t)db_u64(st);
		lines[n].author = (enum chat_author)db_u64(st);
		lines[n].by = db_u64(st);
		lines[n].name = db_str(st);
		lines[n].text = db_str(st);
		lines[n].at = db_str(st);
		lines[n++].ms = db_u64(st);
	}
	return found == -1 ? -1 : n;
}

#define HAPPENED \
	"e.id, e.kind, w.name, o.name, d.name, e.why, e.seconds, e.note," \
	" " ISO("e.at") ", e.after_seq"

static const struct query HISTORY = {"inbox_history",
    "SELECT " HAPPENED " FROM chat_event e"
    " LEFT JOIN operator w ON w.id = e.operator_id"
    " LEFT JOIN operator o ON o.id = e.other_id"
    " LEFT JOIN department d ON d.id = e.department_id"
    " WHERE e.chat_id = ? ORDER BY e.id LIMIT 100"};

int
inbox_history(
    struct db *db, uint64_t chat, struct inbox_event events[INBOX_EVENTS])
{
	struct stmt *st = db_query(db, &HISTORY);
	int found, n = 0;

	db_bind_u64(st, chat);
	while ((found = db_step(st)) == 1 && n < INBOX_EVENTS) {
		events[n].id = db_u64(st);
		events[n].kind = db_str(st);
		events[n].who = db_str(st);
		events[n].other = db_str(st);
		events[n].department = db_str(st);
		events[n].why = db_str(st);
		events[n].seconds = (uint32_t)db_u64(st);
		events[n].note = db_str(st);
		events[n].at = db_str(st);
		events[n++].after = (uint32_t)db_u64(st);
	}
	return found == -1 ? -1 : n;
}
