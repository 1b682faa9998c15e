/* SPDX-License-Identifier: ISC */
/* office_alike.c: records that are possibly of one visitor. Floor 4. */
#include <inttypes.h>

#include "lib/mem.h"
#include "lib/page.h"
#include "lib/req.h"
#include "desk/alike.h"
#include "desk/change.h"
#include "cgi-bin/frame.h"
#include "cgi-bin/guard.h"
#include "cgi-bin/office.h"

static void
show_pair(struct page *pg, const struct alike *a, int i)
{
	page_int(pg, (int64_t)a->visitor, "Alike.%d.Id", i);
	page_int(pg, (int64_t)a->other, "Alike.%d.Other", i);
	page_str(pg, a->name, "Alike.%d.Name", i);
	page_str(pg, a->other_name, "Alike.%d.OtherName", i);
	page_str(pg, a->site, "Alike.%d.Site", i);
	page_str(pg, a->address, "Alike.%d.Address", i);
	page_str(pg, a->browser, "Alike.%d.Browser", i);
	page_str(pg, a->system, "Alike.%d.System", i);
	page_str(pg, a->since, "Alike.%d.Since", i);
	page_str(pg, a->other_since, "Alike.%d.OtherSince", i);
	page_str(pg, a->page, "Alike.%d.Url", i);
	page_str(pg, office_short_url(a->page), "Alike.%d.Place", i);
	page_int(pg, (int64_t)a->chats, "Alike.%d.Chats", i);
	page_int(pg, (int64_t)a->other_chats, "Alike.%d.OtherChats", i);
	page_int(pg, a->open, "Alike.%d.Open", i);
}

int
office_alike_show(struct req *rq, struct page *pg, uint64_t visitor)
{
	struct alike *list = mem_get(rq->mem, ALIKE_PAIRS * sizeof(*list));
	int i, n = alike_list(rq->db, guard_operator(rq), visitor, list);

	for (i = 0; i < n; i++)
		show_pair(pg, &list[i], i);
	page_int(pg, n == ALIKE_PAIRS, "Full");
	return n;
}

/* GET /office/alike: the pairs, the newest first. */
int
office_alike(struct req *rq)
{
	struct page *pg = frame_page(rq, "visitors");

	if (office_alike_show(rq, pg, 0) == -1)
		return 503;
	return frame_show(rq, pg, "alike.cs", 200);
}

/* The pair that the request names, of two whom this operator sees.  0, or the
 * status. */
static int
named(struct req *rq, struct alike *a)
{
	uint64_t id;
	int found;

	if (req_u64(rq, "id", &id) == -1)
		return 400;
	if ((found = alike_find(rq->db, guard_operator(rq), id, a)) != 1)
		return found == 0 ? 404 : 503;
	return 0;
}

static int
refused(struct req *rq, const char *problem)
{
	struct page *pg = frame_page(rq, "visitors");

	page_str(pg, problem, "Refused");
	if (office_alike_show(rq, pg, 0) == -1)
		return 503;
	return frame_show(rq, pg, "alike.cs", 409);
}

/*
 * POST /office/visitor/merge: two records become one.
 *
 *   id  of the pair: its newer visitor
 *
 *   303 to the visitor; 404 where they are no pair, or one of them may not be
 *   seen; 409 with the pairs and why where they cannot be one
 */
int
office_visitor_merge(struct req *rq)
{
	struct alike *a = mem_get(rq->mem, sizeof(*a));
	struct actor by = office_actor(rq);
	int status = named(rq, a);

	if (status != 0)
		return status;
	switch (alike_merge(rq->db, &by, a->visitor)) {
	case ALIKE_GONE:
		return 404;
	case ALIKE_OPEN:
		return refused(rq, "open");
	case ALIKE_USERS:
		return refused(rq, "users");
	case ALIKE_DONE:
		break;
	default:
		return 503;
	}
	frame_look(rq);
	return req_redirect(
	    rq, "/office/visitor?id=%" PRIu64 "&said=merged", a->visitor);
}

/*
 * POST /office/visitor/apart: they are two.
 *
 *   id  of the pair: its newer visitor
 *
 *   303 to the pairs; 404 as for merging
 */
int
office_visitor_apart(struct req *rq)
{
	struct alike *a = mem_get(rq->mem, sizeof(*a));
	struct actor by = office_actor(rq);
	int status = named(rq, a);

	if (status != 0)
		return status;
	switch (alike_apart(rq->db, &by, a->visitor)) {
	case -1:
		return 503;
	case ALIKE_GONE:
		return 404;
	}
	return req_redirect(rq, "/office/alike?said=saved");
}
