/* SPDX-License-Identifier: ISC */
/* office_assignment.c: how a department gives out its chats. Floor 4. */
#include <inttypes.h>

#include "lib/page.h"
#include "lib/req.h"
#include "lib/text.h"
#include "desk/policy.h"
#include "cgi-bin/frame.h"
#include "cgi-bin/guard.h"
#include "cgi-bin/office.h"

enum {
	SECONDS = 3600, /* of an accept time or a delay */
	CHATS = 1000,
	MINUTES = 1440
};

/* A number that may stay empty, which is 0 and shown so. */
static void
show_number(struct page *pg, uint64_t n, const char *at, const char *name)
{
	if (n != 0)
		page_int(pg, (int64_t)n, "%s.%s", at, name);
	else
		page_str(pg, "", "%s.%s", at, name);
}

static void
show_fields(struct page *pg, const struct policy *p, const char *at)
{
	page_int(pg, p->on, "%s.on", at);
	show_number(pg, p->accept, at, "accept");
	show_number(pg, p->max_operator, at, "max_operator");
	show_number(pg, p->max_department, at, "max_department");
	show_number(pg, p->delay, at, "delay");
	page_int(pg, p->fewest, "%s.fewest", at);
	page_int(pg, p->priority, "%s.priority", at);
	page_int(pg, p->language, "%s.language", at);
	show_number(pg, p->inactive, at, "inactive");
	show_number(pg, p->unanswered, at, "unanswered");
	page_int(pg, p->chats, "%s.chats", at);
}

static int
show_stored(struct req *rq, struct page *pg, const struct policy *p)
{
	page_int(pg, (int64_t)p->department, "Id");
	page_int(pg, (int64_t)p->version, "Version");
	page_str(pg, p->name, "Name");
	return office_form_latest(rq, pg, "department", p->department);
}

/*
 * GET /office/department/assignment: who gets its chats.
 *
 *   id  of the department
 */
int
office_assignment(struct req *rq)
{
	struct page *pg = frame_page(rq, "departments");
	struct policy p;
	uint64_t id;
	int found;

	if (req_u64(rq, "id", &id) == -1)
		return 400;
	if ((found = policy_get(rq->db, id, &p)) != 1)
		return found == 0 ? 404 : 503;
	if (show_stored(rq, pg, &p) == -1)
		return 503;
	show_fields(pg, &p, "Form");
	office_form_key(pg);
	return frame_show(rq, pg, "assignment.cs", 200);
}

/* A whole number up to most, or empty, which is 0. */
static uint64_t
number(struct form *f, const char *name, uint64_t most)
{
	struct wanted w = {name, 8, 0};
	const char *text = office_form_text(f, &w);
	uint64_t n = 0;

	if (*text == '\0')
		return 0;
	if (text_u64(text, &n) == -1 || n == 0 || n > most)
		office_form_wrong(f, name, "number");
	return n;
}

static int
flag(struct form *f, const char *name)
{
	int on = req_flag(f->rq, name);

	page_int(f->pg, on, "Form.%s", name);
	return on;
}

static void
read_form(struct form *f, struct policy *p)
{
	page_str(f->pg, req_str(f->rq, "key"), "Form.key");
	p->on = flag(f, "on");
	p->accept = number(f, "accept", SECONDS);
	p->max_operator = number(f, "max_operator", CHATS);
	p->max_department = number(f, "max_department", CHATS);
	p->delay = number(f, "delay", SECONDS);
	p->fewest = flag(f, "fewest");
	p->priority = flag(f, "priority");
	p->language = flag(f, "language");
	p->inactive = number(f, "inactive", MINUTES);
	p->unanswered = number(f, "unanswered", MINUTES);
	page_str(f->pg, req_str(f->rq, "chats"), "Form.chats");
	p->chats = office_form_priority(f, "chats", "chats");
}

/* The form again, with what stands in its way. */
static int
again(struct form *f, const struct policy *p, int status)
{
	struct policy now;
	int found;

	if (status == 404 || status == 503)
		return status;
	if ((found = policy_get(f->rq->db, p->department, &now)) != 1)
		return found == 0 ? 404 : 503;
	show_fields(f->pg, &now, "Now");
	if (show_stored(f->rq, f->pg, &now) == -1)
		return 503;
	if (status == 400)
		page_int(f->pg, (int64_t)p->version, "Version");
	return frame_show(f->rq, f->pg, "assignment.cs", status);
}

/*
 * POST /office/department/assignment: changes it.
 *
 *   id, version     of the department, as the form showed it
 *   on              1: chats are given out
 *   accept          1..3600 seconds; empty: an offer has no end
 *   max_operator, max_department  1..1000 chats; empty: as many as come
 *   delay           1..3600 seconds; empty: none
 *   fewest, priority, language  1
 *   inactive, unanswered  1..1440 minutes; empty: off
 *   chats           -999..999, the priority of its chats; empty: 0
 *
 *   303 to the department; 400 and the form; 409 and the form where it changed
 */
int
office_assignment_save(struct req *rq)
{
	struct form f = {.rq = rq, .pg = frame_page(rq, "departments")};
	struct actor by = office_actor(rq);
	struct policy p = {0};
	int result;

	if (req_u64(rq, "id", &p.department) == -1 ||
	    req_u64(rq, "version", &p.version) == -1)
		return 400;
	read_form(&f, &p);
	if (f.wrong)
		return again(&f, &p, 400);
	result = policy_save(rq->db, &by, &p);
	if (result != CHANGE_DONE)
		return again(&f, &p, office_form_problem(&f, result, "accept"));
	return req_redirect(rq,
	    "/office/department/assignment?id=%" PRIu64 "&said=saved",
	    p.department);
}
