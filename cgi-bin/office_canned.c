/* SPDX-License-Identifier: ISC */
/* office_canned.c: texts that operators keep ready, by department. Floor 4. */
#include <inttypes.h>
#include <string.h>

#include "lib/mem.h"
#include "lib/page.h"
#include "lib/req.h"
#include "desk/canned.h"
#include "desk/policy.h"
#include "cgi-bin/frame.h"
#include "cgi-bin/guard.h"
#include "cgi-bin/office.h"

/* The list of a department, or of those for all, and the form. */
static int
show(struct form *f, uint64_t department, int status)
{
	struct req *rq = f->rq;
	struct canned *list = mem_get(rq->mem, CANNED * sizeof(*list));
	struct policy p;
	int n;

	if (status == 404 || status == 503)
		return status;
	if (department != 0) {
		if ((n = policy_get(rq->db, department, &p)) != 1)
			return n == 0 ? 404 : 503;
		page_int(f->pg, (int64_t)department, "Department.Id");
		page_str(f->pg, p.name, "Department.Name");
	}
	if ((n = canned_list(rq->db, department, list)) == -1)
		return 503;
	frame_texts(f->pg, list, n);
	page_int(f->pg, n == CANNED, "Full");
	return frame_show(rq, f->pg, "canned.cs", status);
}

/*
 * GET /office/canned: the texts of a department.
 *
 *   department  id; absent: those for all departments
 */
int
office_canned(struct req *rq)
{
	struct form f = {.rq = rq, .pg = frame_page(rq, "departments")};
	uint64_t department;

	if (req_id(rq, "department", &department) == -1)
		return 400;
	office_form_key(f.pg);
	return show(&f, department, 200);
}

/*
 * POST /office/canned: makes or changes one.
 *
 *   id          of the one that is changed; absent: a new one
 *   department  id; absent: for all departments
 *   key         16 hex digits, of the form
 *   title       1..100 characters
 *   text        1..2000 characters
 *
 *   303 to the list; 400 and the form; 404 where it is gone
 */
int
office_canned_save(struct req *rq)
{
	static const struct wanted title = {"title", CANNED_TITLE, 1},
				   text = {"text", CANNED_TEXT, 1};
	struct form f = {.rq = rq, .pg = frame_page(rq, "departments")};
	struct actor by = office_actor(rq);
	struct canned c = {0};
	int result;

	if (req_id(rq, "id", &c.id) == -1 ||
	    req_id(rq, "department", &c.department) == -1 ||
	    req_hex(rq, "key", c.key, CHANGE_KEY) == -1)
		return 400;
	page_str(f.pg, req_str(rq, "key"), "Form.key");
	if (c.id != 0)
		page_int(f.pg, (int64_t)c.id, "Id");
	c.title = office_form_text(&f, &title);
	c.text = office_form_text(&f, &text);
	if (f.wrong)
		return show(&f, c.department, 400);
	result = canned_save(rq->db, &by, &c);
	if (result != CHANGE_DONE)
		return show(
		    &f, c.department, office_form_problem(&f, result, "title"));
	if (c.department == 0)
		return req_redirect(rq, "/office/canned?said=saved");
	return req_redirect(rq,
	    "/office/canned?department=%" PRIu64 "&said=saved", c.department);
}

/*
 * POST /office/canned/delete
 *
 *   id          of the text
 *   department  whose list to come back to
 */
int
office_canned_delete(struct req *rq)
{
	struct actor by = office_actor(rq);
	uint64_t id, department;

	if (req_u64(rq, "id", &id) == -1 ||
	    req_id(rq, "department", &department) == -1)
		return 400;
	if (canned_delete(rq->db, &by, id) != CHANGE_DONE)
		return 503;
	if (department == 0)
		return req_redirect(rq, "/office/canned?said=deleted");
	return req_redirect(rq,
	    "/office/canned?department=%" PRIu64 "&said=deleted", department);
}
