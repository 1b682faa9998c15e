/* SPDX-License-Identifier: ISC */
/* office_operators.c: the list of operators. Floor 4. */
#include "lib/mem.h"
#include "lib/page.h"
#include "lib/req.h"
#include "desk/staff.h"
#include "cgi-bin/frame.h"
#include "cgi-bin/office.h"

enum {
	SEARCH = 100, /* characters */
	LAST_PAGE = 9999
};

static void
show_row(struct page *pg, const struct staff_row *r, int i)
{
	page_int(pg, (int64_t)r->id, "Operators.%d.Id", i);
	page_str(pg, r->login, "Operators.%d.Login", i);
	page_str(pg, r->name, "Operators.%d.Name", i);
	page_str(pg, r->email, "Operators.%d.Email", i);
	page_str(pg, r->roles, "Operators.%d.Roles", i);
	page_str(pg, r->departments, "Operators.%d.Departments", i);
	page_int(pg, r->all, "Operators.%d.All", i);
	page_int(pg, r->sees_all, "Operators.%d.SeesAll", i);
	page_int(pg, r->disabled, "Operators.%d.Disabled", i);
	page_int(pg, r->online, "Operators.%d.Online", i);
	page_int(pg, r->visible, "Operators.%d.Visible", i);
	page_str(pg, r->seen, "Operators.%d.Seen", i);
}

/*
 * GET /office/operators
 *
 *   q     part of a login, name or e-mail; 0..100 characters
 *   page  from 1
 */
int
office_operators(struct req *rq)
{
	struct staff_row *list = mem_get(rq->mem, STAFF_PAGE * sizeof(*list));
	struct page *pg = frame_page(rq, "operators");
	const char *q = req_opt(rq, "q", SEARCH);
	uint64_t page, all;
	int i, n;

	if (q == NULL || req_id(rq, "page", &page) == -1 || page > LAST_PAGE)
		return 400;
	if (page > 0)
		page--;
	if ((n = staff_list(rq->db, q, page, list)) == -1 ||
	    staff_count(rq->db, q, &all) == -1)
		return 503;
	for (i = 0; i < n; i++)
		show_row(pg, &list[i], i);
	page_str(pg, q, "Q");
	page_int(pg, (int64_t)all, "Total");
	page_int(pg, (int64_t)page + 1, "Page");
	if (page > 0)
		page_int(pg, (int64_t)page, "PageBefore");
	if ((page + 1) * STAFF_PAGE < all)
		page_int(pg, (int64_t)page + 2, "PageAfter");
	return frame_show(rq, pg, "operators.cs", 200);
}
