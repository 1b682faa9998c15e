/* SPDX-License-Identifier: ISC */
/* export.c: all that is kept of one visitor, to be handed out. Floor 3. */
#include "desk/export.h"
#include "desk/session.h"
#include "desk/visible.h"
#include "lib/db.h"

const struct export_part export_parts[EXPORT_PARTS] = {
    {"visitor",
	{"id", "site", "name", "email", "phone", "browser", "system", "device",
	    "user_agent", "language", "timezone", "address", "country",
	    "account", "visits", "pages", "first_seen", "last_seen", NULL}},
    {"visits", {"id", "started", "last_seen", "pages", "referrer", NULL}},
    {"pages", {"visit", "at", "url", "title", NULL}},
    {"departments", {"name", NULL}},
    {"attributes", {"name", "value", "at", NULL}},
    {"events", {"at", "name", "data", NULL}},
    {"invitations", {"id", "sent", "by", "text", "status", "delivered", "seen",
			"ended", "chat", NULL}},
    {"chats", {"id", "kind", "status", "department", "operator", "began",
		  "closed", NULL}},
    {"lines", {"chat", "number", "at", "from", "operator", "text", NULL}},
    {"answers", {"chat", "name", "value", "at", NULL}},
};

/* Bind the visitor and how many; those of chats: visible_chat_bind()
 * between. */
static const struct query PARTS[EXPORT_PARTS] = {
    {"export_visitor",
	"SELECT v.id, s.name, v.name, v.email, v.phone, v.browser, v.system,"
	" v.device, v.agent, v.language, v.timezone, v.address, v.country,"
	" p.user_id, v.visits, v.pages, v.created_at, v.seen_at FROM visitor v"
	" JOIN site s ON s.id = v.site_id"
	" LEFT JOIN profile p ON p.id = v.profile_id WHERE v.id = ? LIMIT ?"},
    {"export_visits",
	"SELECT t.id, t.started_at, t.seen_at, t.pages, t.referrer"
	" FROM visit t WHERE t.visitor_id = ? ORDER BY t.id DESC LIMIT ?"},
    {"export_pages", "SELECT w.visit_id, w.at, w.url, w.title FROM page_view w"
		     " WHERE w.visitor_id = ? ORDER BY w.id DESC LIMIT ?"},
    {"export_departments",
	"SELECT d.name FROM visitor_department n JOIN department d"
	" ON d.id = n.department_id WHERE n.visitor_id = ?"
	" ORDER BY n.place LIMIT ?"},
    {"export_attributes",
	"SELECT a.name, a.value, a.set_at FROM visitor_attribute a"
	" WHERE a.visitor_id = ? ORDER BY a.name LIMIT ?"},
    {"export_events", "SELECT e.at, e.name, e.data FROM visitor_event e"
		      " WHERE e.visitor_id = ? ORDER BY e.at DESC LIMIT ?"},
    {"export_invitations",
	"SELECT i.id, i.created_at, o.name, i.text, i.status, i.delivered_at,"
	" i.seen_at, i.ended_at, i.chat_id FROM invitation i"
	" LEFT JOIN operator o ON o.id = i.operator_id"
	" WHERE i.visitor_id = ? ORDER BY i.id DESC LIMIT ?"},
    {"export_chats",
	"SELECT c.id, c.kind, c.status, d.name, o.name, c.created_at,"
	" c.closed_at FROM chat c LEFT JOIN department d"
	" ON d.id = c.department_id LEFT JOIN operator o ON o.id = c.owner_id"
	" WHERE c.visitor_id = ? AND" VISIBLE_CHAT
	" ORDER BY c.id DESC LIMIT ?"},
    {"export_lines",
	"SELECT c.id, m.seq, m.at, m.author, o.name, m.text FROM chat c"
	" JOIN message m ON m.chat_id = c.id"
	" LEFT JOIN operator o ON o.id = m.operator_id"
	" WHERE c.visitor_id = ? AND" VISIBLE_CHAT
	" ORDER BY c.id DESC, m.seq LIMIT ?"},
    {"export_answers", "SELECT c.id, f.name, f.value, f.at FROM chat c"
		       " JOIN chat_field f ON f.chat_id = c.id"
		       " WHERE c.visitor_id = ? AND" VISIBLE_CHAT
		       " ORDER BY c.id DESC, f.name LIMIT ?"},
};

enum {
	FIRST_OF_CHATS = 7
};

int
export_read(const struct export *e, int part)
{
	struct stmt *st = db_query(e->db, &PARTS[part]);
	const char *values[EXPORT_COLUMNS];
	int n = 0, more, i;

	db_bind_u64(st, e->visitor);
	if (part >= FIRST_OF_CHATS)
		visible_chat_bind(st, e->op);
	db_bind_u64(st, EXPORT_ROWS + 1);
	while ((more = db_step(st)) == 1) {
		if (n++ == EXPORT_ROWS)
			return 1;
		for (i = 0; export_parts[part].columns[i] != NULL; i++)
			values[i] = db_str(st);
		e->row(e->arg, values);
	}
	return more;
}

static const struct query UNSEEN = {"export_unseen",
    "SELECT COUNT(*) FROM chat c WHERE c.visitor_id = ? AND NOT" VISIBLE_CHAT};

int64_t
export_unseen(const struct export *e)
{
	struct stmt *st = db_query(e->db, &UNSEEN);

	db_bind_u64(st, e->visitor);
	visible_chat_bind(st, e->op);
	if (db_step(st) != 1)
		return -1;
	return (int64_t)db_u64(st);
}
