/* SPDX-License-Identifier: ISC */
/* office_erase.c: what is kept of one visitor: handed out, or erased.
 * Floor 4. */
#include <inttypes.h>

#include "lib/json.h"
#include "lib/mem.h"
#include "lib/page.h"
#include "lib/req.h"
#include "desk/audit.h"
#include "desk/change.h"
#include "desk/erase.h"
#include "desk/export.h"
#include "desk/panel.h"
#include "desk/session.h"
#include "cgi-bin/frame.h"
#include "cgi-bin/guard.h"
#include "cgi-bin/office.h"

/* The visitor that the request names, where this operator sees them.  0, or
 * the status. */
static int
named(struct req *rq, struct panel *p)
{
	uint64_t id;
	int found;

	if (req_u64(rq, "id", &id) == -1)
		return 400;
	if ((found = panel_find(rq->db, guard_operator(rq), id, p)) != 1)
		return found == 0 ? 404 : 503;
	return 0;
}

struct writing {
	struct json *list;
	const struct export_part *part;
};

static void
write_row(void *arg, const char *const values[EXPORT_COLUMNS])
{
	const struct writing *w = arg;
	struct json *row = json_item(w->list);
	int i;

	for (i = 0; w->part->columns[i] != NULL; i++)
		json_str(row, w->part->columns[i], values[i]);
}

/* 0, -1. */
static int
write_all(struct req *rq, uint64_t visitor, struct json *j)
{
	struct json *cut = json_list(j, "only_the_newest_of");
	struct writing w;
	struct export e = {rq->db, guard_operator(rq), visitor, write_row, &w};
	int64_t unseen = export_unseen(&e);
	int i, more;

	if (unseen == -1)
		return -1;
	json_u64(j, "chats_left_out", (uint64_t)unseen);
	for (i = 0; i < EXPORT_PARTS; i++) {
		w.part = &export_parts[i];
		w.list = json_list(j, w.part->name);
		if ((more = export_read(&e, i)) == -1)
			return -1;
		if (more)
			json_word(cut, w.part->name);
	}
	return 0;
}

/*
 * POST /office/visitor/export: what is kept of a visitor, as a file.
 *
 *   id  of the visitor
 *
 *   200 JSON; times are UTC.  Chats that this operator does not see are left
 *   out and counted, lists have the newest EXPORT_ROWS.  404 where this
 *   operator may not see them.  Audited.
 */
int
office_visitor_export(struct req *rq)
{
	struct panel *p = mem_get(rq->mem, sizeof(*p));
	struct actor by = office_actor(rq);
	struct json *j = json_new(rq->mem);
	int status = named(rq, p);

	if (status != 0)
		return status;
	if (write_all(rq, p->id, j) == -1 ||
	    change_note(rq->db, &by, "visitor export", p->id,
		mem_printf(rq->mem, "Visitor %" PRIu64, p->id)) == -1)
		return 503;
	req_header(rq, "Content-Disposition",
	    "attachment; filename=\"visitor-%" PRIu64 ".json\"", p->id);
	return req_json(rq, j, 200);
}

/*
 * GET /office/visitor/erase: asks whether it is meant.
 *
 *   id  of the visitor
 *
 *   404 where this operator may not see them
 */
int
office_visitor_erase_page(struct req *rq)
{
	struct panel *p = mem_get(rq->mem, sizeof(*p));
	struct page *pg = frame_page(rq, "visitors");
	int status = named(rq, p);

	if (status != 0)
		return status;
	page_int(pg, (int64_t)p->id, "Visitor.Id");
	page_str(pg, p->name, "Visitor.Name");
	page_str(pg, p->email, "Visitor.Email");
	page_str(pg, p->phone, "Visitor.Phone");
	page_str(pg, p->site, "Visitor.Site");
	page_str(pg, p->seen, "Visitor.Seen");
	return frame_show(rq, pg, "erase.cs", 200);
}

/*
 * POST /office/visitor/erase
 *
 *   id       of the visitor
 *   replies  1: what was written to them goes too
 *
 *   303 to the list; 404 where this operator may not see them
 */
int
office_visitor_erase(struct req *rq)
{
	struct panel *p = mem_get(rq->mem, sizeof(*p));
	struct actor by = office_actor(rq);
	struct erasing e = {.by = &by, .replies = req_flag(rq, "replies")};
	int status = named(rq, p);

	if (status != 0)
		return status;
	e.visitor = p->id;
	switch (visitor_erase(rq->db, &e)) {
	case -1:
		return 503;
	case 0:
		return 404;
	}
	frame_look(rq);
	return req_redirect(rq, "/office/?said=erased");
}
