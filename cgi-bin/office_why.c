/* SPDX-License-Identifier: ISC */
/* office_why.c: why an operator sees a visitor, or does not. Floor 4. */
#include "lib/mem.h"
#include "lib/page.h"
#include "lib/req.h"
#include "desk/online.h"
#include "desk/permission.h"
#include "desk/session.h"
#include "desk/why.h"
#include "cgi-bin/frame.h"
#include "cgi-bin/guard.h"
#include "cgi-bin/office.h"

static const char *const row_words[WHY_ROWS] = {[WHY_ALL] = "all",
    [WHY_PERMISSION] = "permission",
    [WHY_ONLY_RIGHT] = "only-right",
    [WHY_MATCH] = "match",
    [WHY_OTHER] = "other",
    [WHY_WITHOUT] = "without",
    [WHY_SOME] = "some",
    [WHY_NONE] = "none"};

static const char *const send_words[WHY_SEND_ROWS] = {[WHY_SENDS] = "sends",
    [WHY_UNSEEN] = "unseen",
    [WHY_NO_RIGHT] = "no-right",
    [WHY_READ_ONLY] = "read-only"};

struct ways {
	struct why_way *list;
	int n;
};

static void
show_why(
    struct page *pg, const struct why *w, const struct why_visitor *v, int i)
{
	enum why_row row = why_row(w, v);

	page_int(pg, (int64_t)w->operator_id, "Whys.%d.Id", i);
	page_str(pg, w->name, "Whys.%d.Name", i);
	page_str(pg, w->login, "Whys.%d.Login", i);
	page_int(pg, w->disabled, "Whys.%d.Disabled", i);
	page_int(
	    pg, (w->may >> MAY_USE_ONLINE & 1) != 0, "Whys.%d.UsesOnline", i);
	page_int(pg, (int64_t)w->role, "Whys.%d.Role", i);
	page_str(pg, w->role_name, "Whys.%d.RoleName", i);
	page_int(pg, w->all, "Whys.%d.All", i);
	page_str(pg, w->departments, "Whys.%d.Departments", i);
	page_str(pg, w->common, "Whys.%d.Common", i);
	page_int(pg, w->talks, "Whys.%d.Talks", i);
	page_str(pg, row_words[row], "Whys.%d.Row", i);
	page_int(pg, why_sees(row), "Whys.%d.Sees", i);
	page_str(pg, send_words[why_send(w, row)], "Whys.%d.Send", i);
}

/* The ways of this operator, as Whys.<i>.Ways.*. */
static void
show_ways(struct page *pg, const struct why *w, const struct ways *ways, int i)
{
	int j, k = 0;

	for (j = 0; j < ways->n; j++) {
		if (ways->list[j].operator_id != w->operator_id)
			continue;
		page_str(pg, ways->list[j].department,
		    "Whys.%d.Ways.%d.Department", i, k);
		if (ways->list[j].group != 0)
			page_int(pg, (int64_t)ways->list[j].group,
			    "Whys.%d.Ways.%d.Group", i, k);
		page_str(pg, ways->list[j].group_name,
		    "Whys.%d.Ways.%d.GroupName", i, k);
		k++;
	}
}

/* One trip.  0, or -1. */
static int
find_ways(
    struct req *rq, struct ways *ways, uint64_t operator_id, uint64_t visitor)
{
	ways->list = mem_get(rq->mem, WHY_WAYS * sizeof(*ways->list));
	ways->n = why_ways(rq->db, operator_id, visitor, ways->list);
	return ways->n == -1 ? -1 : 0;
}

void
office_why_places(struct page *pg, const struct why_place *list, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		page_str(pg, list[i].name, "Crowd.%d.Name", i);
		page_int(pg, (int64_t)list[i].visitors, "Crowd.%d.N", i);
	}
}

/* Figures, for who may know them. */
static int
show_figures(struct req *rq, struct page *pg, const struct why *w)
{
	struct why_place list[WHY_PLACES];
	struct why_figures f;
	int n;

	if (!guard_operator(rq)->sees_all)
		return 0;
	if (why_figures(rq->db, w, &f) == -1 ||
	    (n = why_hidden(rq->db, w, list)) == -1)
		return -1;
	page_int(pg, 1, "Figures");
	page_int(pg, (int64_t)f.online, "Figures.Online");
	page_int(pg, (int64_t)f.seen, "Figures.Seen");
	page_int(pg, (int64_t)(f.online - f.seen), "Figures.Hidden");
	office_why_places(pg, list, n);
	return 0;
}

/* Who else sees them, for who manages operators. */
static int
show_everybody(struct req *rq, struct page *pg, const struct why_visitor *v)
{
	struct why *list = mem_get(rq->mem, WHY_OPERATORS * sizeof(*list));
	struct ways ways;
	int i, n;

	if (!operator_may(guard_operator(rq), MAY_MANAGE_OPERATORS))
		return 0;
	if ((n = why_everybody(rq->db, v->id, list)) == -1 ||
	    find_ways(rq, &ways, 0, v->id) == -1)
		return -1;
	for (i = 0; i < n; i++) {
		show_why(pg, &list[i], v, i + 1);
		show_ways(pg, &list[i], &ways, i + 1);
	}
	page_int(pg, n == WHY_OPERATORS, "Full");
	return 0;
}

/* The visitor of the question.  0, or the status. */
static int
show_visitor(
    struct req *rq, struct page *pg, uint64_t id, struct why_visitor *v)
{
	struct choice list[WHY_PLACES];
	int found, i, n;

	if ((found = why_visitor(rq->db, guard_operator(rq), id, v)) != 1)
		return found == 0 ? 404 : 503;
	if ((n = why_departments(rq->db, id, list)) == -1)
		return 503;
	for (i = 0; i < n; i++) {
		page_int(
		    pg, (int64_t)list[i].id, "Visitor.Departments.%d.Id", i);
		page_str(pg, list[i].name, "Visitor.Departments.%d.Name", i);
	}
	page_int(pg, (int64_t)v->id, "Visitor.Id");
	page_str(pg, v->name, "Visitor.Name");
	return show_everybody(rq, pg, v) == -1 ? 503 : 0;
}

/*
 * GET /office/why: the rule that decides whom an operator sees.
 *
 *   operator  id; absent: oneself.  Another one's: for who manages operators
 *   visitor   id; absent: none in particular
 *
 *   404 where there is no such operator, or no visitor whom one sees
 */
int
office_why(struct req *rq)
{
	struct page *pg = frame_page(rq, "visitors");
	const struct operator* op = guard_operator(rq);
	struct why_visitor v = {0};
	struct ways ways;
	struct why w;
	uint64_t operator_id, visitor;
	int found, status;

	if (req_id(rq, "operator", &operator_id) == -1 ||
	    req_id(rq, "visitor", &visitor) == -1)
		return 400;
	if (operator_id == 0)
		operator_id = op->id;
	if (operator_id != op->id && !operator_may(op, MAY_MANAGE_OPERATORS))
		return 403;
	if (visitor != 0 && (status = show_visitor(rq, pg, visitor, &v)) != 0)
		return status;
	if ((found = why_find(rq->db, operator_id, visitor, &w)) != 1)
		return found == 0 ? 404 : 503;
	/* What is in common; or, where that is nothing, all. */
	if (find_ways(rq, &ways, w.operator_id,
		why_row(&w, &v) == WHY_MATCH ? visitor : 0) == -1)
		return 503;
	show_why(pg, &w, &v, 0);
	show_ways(pg, &w, &ways, 0);
	page_int(pg, w.operator_id == op->id, "IsMe");
	if (visitor == 0 && show_figures(rq, pg, &w) == -1)
		return 503;
	return frame_show(rq, pg, "why.cs", 200);
}
