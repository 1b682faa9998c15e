/* SPDX-License-Identifier: ISC */
/* office_home.c: the first page, and the tracking switch. Floor 4. */
#include <string.h>

#include "lib/page.h"
#include "lib/req.h"
#include "desk/attention.h"
#include "desk/audit.h"
#include "desk/online.h"
#include "desk/session.h"
#include "desk/setting.h"
#include "cgi-bin/frame.h"
#include "cgi-bin/guard.h"
#include "cgi-bin/office.h"

static void
show_attention(struct page *pg, const struct attention *a)
{
	page_int(pg, a->tracking, "Tracking");
	page_int(pg, (int64_t)a->pending, "Now.Pending");
	page_int(pg, (int64_t)a->mine, "Now.Mine");
	page_int(pg, (int64_t)a->active, "Now.Active");
	page_int(pg, (int64_t)a->messages, "Now.Messages");
	page_int(pg, (int64_t)a->operators, "Now.Operators");
	page_int(pg, (int64_t)a->sites, "Sites.All");
	page_int(pg, (int64_t)a->unseen, "Sites.Unseen");
	page_int(pg, (int64_t)a->untracked, "Sites.Untracked");
	page_int(pg, (int64_t)a->unchecked, "Sites.Unchecked");
	page_int(pg, (int64_t)a->departments, "MyDepartments");
}

/*
 * GET /office/: what needs attention now; as a fragment with "have".
 */
int
office_home(struct req *rq)
{
	const struct operator* op = guard_operator(rq);
	struct page *pg = frame_page(rq, "home");
	struct online_filter none = {.text = ""};
	struct online_totals on;
	struct attention a;

	if (attention_find(rq->db, op, &a) == -1 ||
	    online_totals(rq->db, op, &none, &on) == -1)
		return 503;
	office_count_ahead(rq, &on);
	show_attention(pg, &a);
	page_int(pg, (int64_t)(on.here + on.idle), "Now.Visitors");
	page_int(pg, (int64_t)on.idle, "Now.Idle");
	if (rq->fragment)
		return frame_fragment(rq, pg, "home_now.cs");
	if (frame_digest(rq, pg, "home_now.cs") == -1)
		return 500;
	return frame_show(rq, pg, "home.cs", 200);
}

/*
 * POST /office/tracking: the switch of the whole installation.
 *
 *   on  1 | 0
 *
 *   303 to the list of online visitors
 */
int
office_tracking(struct req *rq)
{
	const char *on = req_str(rq, "on");
	struct audit note = {.operator= guard_operator(rq)->id,
	    .address = rq->remote,
	    .what = "tracking",
	    .detail = on};

	if (on == NULL || (strcmp(on, "0") != 0 && strcmp(on, "1") != 0))
		return 400;
	if (setting_tracking_set(rq->db, *on == '1') == -1 ||
	    audit_note(rq->db, &note) == -1)
		return 503;
	return req_redirect(
	    rq, "/office/visitors?said=tracking-%s", *on == '1' ? "on" : "off");
}
