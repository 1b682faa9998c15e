/* SPDX-License-Identifier: ISC */
/* office_outcomes.c: what became of the invitations that an operator sent.
 * Floor 4. */
#include <inttypes.h>

#include "lib/mem.h"
#include "lib/page.h"
#include "lib/req.h"
#include "desk/inbox.h"
#include "desk/outcome.h"
#include "desk/session.h"
#include "cgi-bin/frame.h"
#include "cgi-bin/guard.h"
#include "cgi-bin/office.h"

/* The last moment that a form may name: the year 2100. */
#define LAST UINT64_C(4102444800000)

static int
replied(const struct outcome *o)
{
	return o->status == SENT_REPLIED || o->late;
}

static void
show(struct page *pg, const struct outcome *o, const char *at)
{
	page_int(pg, (int64_t)o->id, "%s.Id", at);
	page_str(pg, sent_words[o->status], "%s.Status", at);
	page_int(pg, o->late, "%s.Late", at);
	page_int(pg, replied(o), "%s.Replied", at);
	page_str(pg, o->ended_by, "%s.EndedBy", at);
	page_str(pg, o->at, "%s.At", at);
	page_int(pg, (int64_t)o->ms, "%s.Ms", at);
	if (o->visitor != 0)
		page_int(pg, (int64_t)o->visitor, "%s.Visitor", at);
	page_str(pg, o->name, "%s.Name", at);
	page_str(pg, o->site, "%s.Site", at);
	page_str(pg, o->title, "%s.Title", at);
	if (o->chat != 0)
		page_int(pg, (int64_t)o->chat, "%s.Chat", at);
}

int
office_notices(struct req *rq, struct page *pg, struct inbox_counts *counts)
{
	struct outcome list[OUTCOME_NOTICES];
	int i, n = outcome_untold(rq->db, guard_operator(rq), list);

	for (i = 0; i < n; i++) {
		show(pg, &list[i], mem_printf(rq->mem, "Outcomes.%d", i));
		if (replied(&list[i]) && list[i].ms > counts->newest)
			counts->newest = list[i].ms;
	}
	if (n > 0 && counts->untold > (uint32_t)n)
		page_int(pg, counts->untold - (uint32_t)n, "MoreOutcomes");
	return n == -1 ? -1 : 0;
}

/* GET /office/outcomes: all of the last 24 hours, the newest first. */
int
office_outcomes(struct req *rq)
{
	struct outcome *list = mem_get(rq->mem, OUTCOMES * sizeof(*list));
	struct page *pg = frame_page(rq, "visitors");
	int i, untold = 0, n = outcome_list(rq->db, guard_operator(rq), list);

	for (i = 0; i < n; i++) {
		show(pg, &list[i], mem_printf(rq->mem, "All.%d", i));
		untold |= !list[i].told;
	}
	page_int(pg, untold, "Untold");
	return n == -1 ? 503 : frame_show(rq, pg, "outcomes.cs", 200);
}

/*
 * POST /office/told: I have been told of an outcome; no notice of it again.
 *
 *   id       of the invitation, mine
 *   replied  1 where it was a reply that was told
 *   until    instead: of all until then, milliseconds since the epoch
 *
 *   303 to them all, or to the fragment in the head, also where it was told
 *   before; 404 where it is no invitation of mine that has ended
 */
int
office_told(struct req *rq)
{
	const struct operator* op = guard_operator(rq);
	uint64_t id, until;
	int done;

	if (req_id(rq, "id", &id) == -1 || req_id(rq, "until", &until) == -1 ||
	    (id == 0) == (until == 0) || until > LAST)
		return 400;
	done = id != 0 ? outcome_told(rq->db, op, id, req_flag(rq, "replied"))
		       : outcome_told_until(rq->db, op, until);
	if (done == -1)
		return 503;
	if (id != 0 && done == 0)
		return 404;
	return req_redirect(
	    rq, rq->fragment ? "/office/alerts" : "/office/outcomes");
}
