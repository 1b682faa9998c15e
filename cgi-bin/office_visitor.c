/* SPDX-License-Identifier: ISC */
/* office_visitor.c: one visitor: who, where, and what was said. Floor 4. */
#include "lib/mem.h"
#include "lib/page.h"
#include "lib/req.h"
#include "desk/bot_fields.h"
#include "desk/online.h"
#include "desk/panel.h"
#include "desk/session.h"
#include "desk/setting.h"
#include "cgi-bin/frame.h"
#include "cgi-bin/guard.h"
#include "cgi-bin/office.h"

static void
show_person(struct page *pg, const struct panel *p)
{
	page_int(pg, (int64_t)p->id, "Visitor.Id");
	page_str(pg, p->name, "Visitor.Name");
	page_str(pg, p->email, "Visitor.Email");
	page_str(pg, p->phone, "Visitor.Phone");
	page_str(pg, p->site, "Visitor.Site");
	page_str(pg, p->departments, "Visitor.Departments");
	page_str(pg, p->browser, "Visitor.Browser");
	page_str(pg, p->system, "Visitor.System");
	page_str(pg, p->device, "Visitor.Device");
	page_str(pg, p->agent, "Visitor.Agent");
	page_str(pg, p->language, "Visitor.Language");
	page_str(pg, p->timezone, "Visitor.Timezone");
	page_str(pg, p->address, "Visitor.Address");
	page_str(pg, p->country, "Visitor.Country");
	page_str(pg, p->created, "Visitor.Created");
	page_str(pg, p->seen, "Visitor.Seen");
	page_int(pg, (int64_t)p->visits, "Visitor.Visits");
	page_int(pg, (int64_t)p->pages, "Visitor.Pages");
	page_str(pg, p->refused, "Visitor.Refused");
	page_str(pg, p->erased, "Visitor.Erased");
}

static int
show_views(struct req *rq, struct page *pg, uint64_t id)
{
	struct panel_view *v = mem_get(rq->mem, PANEL_VIEWS * sizeof(*v));
	int i, n = panel_views(rq->db, id, v);

	for (i = 0; i < n; i++) {
		page_str(pg, v[i].at, "Views.%d.At", i);
		page_str(pg, v[i].url, "Views.%d.Url", i);
		page_str(pg, office_short_url(v[i].url), "Views.%d.Place", i);
		page_str(pg, v[i].title, "Views.%d.Title", i);
	}
	return n;
}

static int
show_visits(struct req *rq, struct page *pg, uint64_t id)
{
	struct panel_visit *v = mem_get(rq->mem, PANEL_VISITS * sizeof(*v));
	int i, n = panel_visits(rq->db, id, v);

	for (i = 0; i < n; i++) {
		page_str(pg, v[i].started, "Visits.%d.At", i);
		page_str(pg, v[i].seen, "Visits.%d.Seen", i);
		page_int(pg, (int64_t)v[i].pages, "Visits.%d.Pages", i);
		page_str(pg, v[i].referrer, "Visits.%d.Referrer", i);
		page_str(
		    pg, office_short_url(v[i].referrer), "Visits.%d.From", i);
	}
	return n;
}

static int
show_invitations(struct req *rq, struct page *pg, uint64_t id)
{
	struct panel_invitation *v =
	    mem_get(rq->mem, PANEL_INVITATIONS * sizeof(*v));
	int i, n = panel_invitations(rq->db, id, v);

	for (i = 0; i < n; i++) {
		page_int(pg, (int64_t)v[i].id, "Invitations.%d.Id", i);
		page_str(pg, v[i].at, "Invitations.%d.At", i);
		page_str(pg, v[i].status, "Invitations.%d.Status", i);
		page_str(pg, v[i].changed, "Invitations.%d.Changed", i);
		page_str(pg, v[i].operator, "Invitations.%d.Operator", i);
		page_str(pg, v[i].text, "Invitations.%d.Text", i);
		page_int(pg, v[i].replied, "Invitations.%d.Replied", i);
		page_int(pg, v[i].untold == guard_operator(rq)->id,
		    "Invitations.%d.Untold", i);
	}
	return n;
}

void
office_show_chats(
    struct page *pg, const char *at, const struct panel_chat *c, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		page_int(pg, (int64_t)c[i].id, "%s.%d.Id", at, i);
		page_str(pg, c[i].at, "%s.%d.At", at, i);
		page_str(pg, c[i].status, "%s.%d.Status", at, i);
		page_str(pg, c[i].kind, "%s.%d.Kind", at, i);
		page_str(pg, c[i].owner, "%s.%d.Owner", at, i);
		page_str(pg, c[i].department, "%s.%d.Department", at, i);
		page_int(pg, (int64_t)c[i].lines, "%s.%d.Lines", at, i);
	}
}

static int
show_chats(struct req *rq, struct page *pg, uint64_t id)
{
	struct panel_chat *c = mem_get(rq->mem, PANEL_CHATS * sizeof(*c));
	int n = panel_chats(rq->db, guard_operator(rq), id, c);

	office_show_chats(pg, "Chats", c, n);
	return n;
}

static int
show_kept(struct req *rq, struct page *pg, uint64_t id)
{
	struct bot_kept *k = mem_get(rq->mem, BOT_KEPT * sizeof(*k));
	int i, n = bot_fields_of(rq->db, guard_operator(rq), id, k);

	for (i = 0; i < n; i++) {
		page_str(pg, k[i].name, "Kept.%d.Name", i);
		page_str(pg, k[i].value, "Kept.%d.Value", i);
		page_int(pg, (int64_t)k[i].chat, "Kept.%d.Chat", i);
	}
	return n;
}

/* All of it: ten trips.  0, or the status. */
static int
show(struct req *rq, struct page *pg)
{
	struct online_row *row = mem_get(rq->mem, sizeof(*row));
	struct panel *p = mem_get(rq->mem, sizeof(*p));
	uint64_t id;
	int found, tracking;

	if (req_u64(rq, "id", &id) == -1)
		return 400;
	if ((found = panel_find(rq->db, guard_operator(rq), id, p)) != 1)
		return found == 0 ? 404 : 503;
	show_person(pg, p);
	found = online_find(rq->db, guard_operator(rq), id, row);
	/* The page looks into the row also where nobody is here. */
	page_int(pg, found == 1, "Visitors.0.Here");
	if (found == 1)
		office_show_row(pg, row, 0);
	tracking = setting_tracking(rq->db);
	page_int(pg, tracking, "Tracking");
	if (found == -1 || tracking == -1 || show_views(rq, pg, id) == -1 ||
	    office_alike_show(rq, pg, id) == -1 ||
	    show_visits(rq, pg, id) == -1 ||
	    show_invitations(rq, pg, id) == -1 ||
	    show_chats(rq, pg, id) == -1 || show_kept(rq, pg, id) == -1 ||
	    office_show_remarks(rq, pg, p) == -1 ||
	    office_show_user(rq, pg, p) == -1)
		return 503;
	return 0;
}

/*
 * GET /office/visitor: one visitor.
 *
 *   id  of the visitor
 *
 *   404 where this operator may not see them
 */
int
office_visitor(struct req *rq)
{
	struct page *pg = frame_page(rq, "visitors");
	int status = show(rq, pg);

	if (status != 0)
		return status;
	if (frame_digest(rq, pg, "visitor_panel.cs") == -1)
		return 500;
	return frame_show(rq, pg, "visitor.cs", 200);
}

/*
 * GET /office/visitor/panel: the same as a fragment.
 *
 *   id    of the visitor
 *   have  name of what the page shows
 *
 *   204 where nothing has moved; 404 as above
 */
int
office_visitor_panel(struct req *rq)
{
	struct page *pg = frame_page(rq, "visitors");
	int status = show(rq, pg);

	return status != 0 ? status
			   : frame_fragment(rq, pg, "visitor_panel.cs");
}
