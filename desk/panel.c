/* SPDX-License-Identifier: ISC */
/* panel.c: all there is to know of one visitor, for one operator. Floor 3. */
#include "lib/db.h"
#include "desk/panel.h"
#include "desk/session.h"
#include "desk/visible.h"

static const struct query FIND = {"panel_find",
    "SELECT v.id, v.name, v.email, v.phone, s.name,"
    " (SELECT GROUP_CONCAT(d.name ORDER BY nd.place SEPARATOR ', ')"
    " FROM visitor_department nd JOIN department d"
    " ON d.id = nd.department_id WHERE nd.visitor_id = v.id),"
    " v.browser, v.system, v.device, v.agent, v.language, v.timezone,"
    " v.address, v.country, CAST(v.created_at AS DATETIME),"
    " CAST(v.seen_at AS DATETIME), v.visits, v.pages,"
    " CAST(v.refused_at AS DATETIME), CAST(v.erased_at AS DATETIME),"
    " v.profile_id, pf.user_id, v.signed"
    " FROM visitor v JOIN site s ON s.id = v.site_id"
    " LEFT JOIN profile pf ON pf.id = v.profile_id"
    " WHERE v.id = ? AND" VISIBLE_PANEL};

int
panel_find(
    struct db *db, const struct operator* op, uint64_t visitor, struct panel *p)
{
	struct stmt *st = db_query(db, &FIND);
	int found;

	db_bind_u64(st, visitor);
	visible_panel_bind(st, op);
	if ((found = db_step(st)) != 1)
		return found;
	p->id = db_u64(st);
	p->name = db_str(st);
	p->email = db_str(st);
	p->phone = db_str(st);
	p->site = db_str(st);
	p->departments = db_str(st);
	p->browser = db_str(st);
	p->system = db_str(st);
	p->device = db_str(st);
	p->agent = db_str(st);
	p->language = db_str(st);
	p->timezone = db_str(st);
	p->address = db_str(st);
	p->country = db_str(st);
	p->created = db_str(st);
	p->seen = db_str(st);
	p->visits = db_u64(st);
	p->pages = db_u64(st);
	p->refused = db_str(st);
	p->erased = db_str(st);
	p->profile = db_u64(st);
	p->user = db_str(st);
	p->signed_in = db_u64(st) != 0;
	return 1;
}

static const struct query VIEWS = {"panel_views",
    "SELECT CAST(w.at AS DATETIME), w.url, w.title FROM page_view w"
    " WHERE w.visitor_id = ? ORDER BY w.id DESC LIMIT 100"};

int
panel_views(
    struct db *db, uint64_t visitor, struct panel_view list[PANEL_VIEWS])
{
	struct stmt *st = db_query(db, &VIEWS);
	int n = 0, found;

	db_bind_u64(st, visitor);
	while ((found = db_step(st)) == 1 && n < PANEL_VIEWS) {
		list[n].at = db_str(st);
		list[n].url = db_str(st);
		list[n++].title = db_str(st);
	}
	return found == -1 ? -1 : n;
}

static const struct query VISITS = {"panel_visits",
    "SELECT CAST(t.started_at AS DATETIME), CAST(t.seen_at AS DATETIME),"
    " t.pages, t.referrer FROM visit t WHERE t.visitor_id = ?"
    " ORDER BY t.started_at DESC, t.id DESC LIMIT 20"};

int
panel_visits(
    struct db *db, uint64_t visitor, struct panel_visit list[PANEL_VISITS])
{
	struct stmt *st = db_query(db, &VISITS);
	int n = 0, found;

	db_bind_u64(st, visitor);
	while ((found = db_step(st)) == 1 && n < PANEL_VISITS) {
		list[n].started = db_str(st);
		list[n].seen = db_str(st);
		list[n].pages = db_u64(st);
		list[n++].referrer = db_str(st);
	}
	return found == -1 ? -1 : n;
}

static const struct query INVITATIONS = {"panel_invitations",
    "SELECT i.id, CAST(i.created_at AS DATETIME), i.status,"
    " CAST(COALESCE(i.ended_at, i.seen_at, i.delivered_at, i.created_at)"
    " AS DATETIME), o.name, i.text, i.untold_operator_id,"
    " i.chat_id IS NOT NULL FROM invitation i"
    " LEFT JOIN operator o ON o.id = i.operator_id"
    " WHERE i.visitor_id = ? ORDER BY i.id DESC LIMIT 20"};

int
panel_invitations(struct db *db, uint64_t visitor,
    struct panel_invitation list[PANEL_INVITATIONS])
{
	struct stmt *st = db_query(db, &INVITATIONS);
	int n = 0, found;

	db_bind_u64(st, visitor);
	while ((found = db_step(st)) == 1 && n < PANEL_INVITATIONS) {
		list[n].id = db_u64(st);
		list[n].at = db_str(st);
		list[n].status = db_str(st);
		list[n].changed = db_str(st);
		list[n].operator= db_str(st);
		list[n].text = db_str(st);
		list[n].untold = db_u64(st);
		list[n++].replied = db_u64(st) != 0;
	}
	return found == -1 ? -1 : n;
}

int
panel_chats_read(struct stmt *st, struct panel_chat list[PANEL_CHATS])
{
	int n = 0, found;

	while ((found = db_step(st)) == 1 && n < PANEL_CHATS) {
		list[n].id = db_u64(st);
		list[n].at = db_str(st);
		list[n].status = db_str(st);
		list[n].kind = db_str(st);
		list[n].owner = db_str(st);
		list[n].department = db_str(st);
		list[n++].lines = db_u64(st);
	}
	return found == -1 ? -1 : n;
}

static const struct query CHATS = {"panel_chats",
    "SELECT c.id, CAST(c.created_at AS DATETIME), c.status, c.kind,"
    " o.name, d.name, c.last_seq"
    " FROM chat c LEFT JOIN operator o ON o.id = c.owner_id"
    " LEFT JOIN department d ON d.id = c.department_id"
    " WHERE c.visitor_id = ? AND" VISIBLE_CHAT " ORDER BY c.id DESC LIMIT 20"};

int
panel_chats(struct db *db, const struct operator* op, uint64_t visitor,
    struct panel_chat list[PANEL_CHATS])
{
	struct stmt *st = db_query(db, &CHATS);

	db_bind_u64(st, visitor);
	visible_chat_bind(st, op);
	return panel_chats_read(st, list);
}
