/* SPDX-License-Identifier: ISC */
/* panel_user.c: the signed-in user that a visitor is: their other browsers and
 * the chats there, for one operator. Floor 3; semantics.md sections 2, 3. */
#include "lib/db.h"
#include "desk/panel.h"
#include "desk/visible.h"

static const struct query DEVICES = {"panel_devices",
    "SELECT v.id, v.browser, v.system, v.device, v.signed,"
    " CAST(v.seen_at AS DATETIME), COALESCE(p.gone_at > NOW(3), 0)"
    " FROM visitor v LEFT JOIN presence p ON p.visitor_id = v.id"
    " WHERE v.profile_id = ? AND v.id <> ? AND" VISIBLE_VISITOR
    " ORDER BY v.seen_at DESC, v.id DESC LIMIT 20"};

int
panel_devices(struct db *db, const struct operator* op, const struct panel *p,
    struct panel_device list[PANEL_DEVICES])
{
	struct stmt *st = db_query(db, &DEVICES);
	int n = 0, found;

	db_bind_u64(st, p->profile);
	db_bind_u64(st, p->id);
	visible_bind(st, op);
	while ((found = db_step(st)) == 1 && n < PANEL_DEVICES) {
		list[n].visitor = db_u64(st);
		list[n].browser = db_str(st);
		list[n].system = db_str(st);
		list[n].device = db_str(st);
		list[n].signed_in = db_u64(st) != 0;
		list[n].seen = db_str(st);
		list[n++].here = db_u64(st) != 0;
	}
	return found == -1 ? -1 : n;
}

static const struct query CHATS = {"panel_user_chats",
    "SELECT c.id, CAST(c.created_at AS DATETIME), c.status, c.kind,"
    " o.name, d.name, c.last_seq"
    " FROM visitor x JOIN chat c ON c.visitor_id = x.id"
    " LEFT JOIN operator o ON o.id = c.owner_id"
    " LEFT JOIN department d ON d.id = c.department_id"
    " WHERE x.profile_id = ? AND x.id <> ? AND" VISIBLE_CHAT
    " ORDER BY c.id DESC LIMIT 20"};

int
panel_user_chats(struct db *db, const struct operator* op,
    const struct panel *p, struct panel_chat list[PANEL_CHATS])
{
	struct stmt *st = db_query(db, &CHATS);

	db_bind_u64(st, p->profile);
	db_bind_u64(st, p->id);
	visible_chat_bind(st, op);
	return panel_chats_read(st, list);
}
