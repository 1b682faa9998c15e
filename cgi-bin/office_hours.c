/* SPDX-License-Identifier: ISC */
/* office_hours.c: the online hours of a department. Floor 4. */
#include <inttypes.h>
#include <stdio.h>

#include "lib/mem.h"
#include "lib/page.h"
#include "lib/req.h"
#include "desk/opening.h"
#include "cgi-bin/frame.h"
#include "cgi-bin/guard.h"
#include "cgi-bin/office.h"

/* What stands around the fields. */
static int
show(struct req *rq, struct page *pg, const struct opening *o)
{
	page_int(pg, (int64_t)o->department, "Id");
	page_int(pg, (int64_t)o->version, "Version");
	page_str(pg, o->name, "Department.Name");
	page_str(pg, o->week.zone, "Department.Timezone");
	page_int(pg, o->open, "Department.Open");
	page_int(pg, o->week.n > 0, "Department.Hours");
	page_str(pg, o->next, "Department.Next");
	return office_form_latest(rq, pg, "department", o->department);
}

static void
show_week(struct page *pg, const struct opening *o, const char *at)
{
	char text[HOURS_TEXT + 1];
	int day;

	for (day = 0; day < HOURS_WEEK; day++) {
		hours_write(o->week.span, o->week.n, day, text);
		page_str(pg, text, "%s.day%d", at, day);
	}
}

/*
 * GET /office/department/hours: its online hours.
 *
 *   id
 */
int
office_hours(struct req *rq)
{
	struct page *pg = frame_page(rq, "departments");
	struct opening o;
	uint64_t id;
	int found;

	if (req_u64(rq, "id", &id) == -1)
		return 400;
	if ((found = opening_get(rq->db, id, &o)) != 1)
		return found == 0 ? 404 : 503;
	show_week(pg, &o, "Form");
	return show(rq, pg, &o) == -1 ? 503
				      : frame_show(rq, pg, "hours.cs", 200);
}

static void
read_day(struct form *f, struct week *w, int day)
{
	struct hours span[HOURS_SPANS];
	char name[8];
	const char *text;
	int i, n;

	(void)snprintf(name, sizeof(name), "day%d", day);
	text = req_opt(f->rq, name, HOURS_TEXT);
	page_str(f->pg, req_str(f->rq, name), "Form.%s", name);
	n = text == NULL ? -1 : hours_read(text, day, span);
	if (n == -1)
		office_form_wrong(f, name, "hours");
	for (i = 0; i < n; i++)
		w->span[w->n++] = span[i];
}

/*
 * POST /office/department/hours: other ones.
 *
 *   id, version   of the department, as the form showed it
 *   day0 .. day6  Monday to Sunday: "9:00-12:30, 14:00-18:00"; "" closed; all
 *                 seven empty: always open
 *
 *   303 to the page; 400 and the form; 409 and the form where it changed
 */
int
office_hours_save(struct req *rq)
{
	struct form f = {.rq = rq, .pg = frame_page(rq, "departments")};
	struct actor by = office_actor(rq);
	struct opening o = {0}, now;
	int day, found, result, status = 400;

	if (req_u64(rq, "id", &o.department) == -1 ||
	    req_u64(rq, "version", &o.version) == -1)
		return 400;
	for (day = 0; day < HOURS_WEEK; day++)
		read_day(&f, &o.week, day);
	if (!f.wrong) {
		result = opening_save(rq->db, &by, &o);
		if (result == CHANGE_DONE)
			return req_redirect(rq,
			    "/office/department/hours?id=%" PRIu64
			    "&said=saved",
			    o.department);
		status = office_form_problem(&f, result, "day0");
	}
	if (status == 404 || status == 503)
		return status;
	if ((found = opening_get(rq->db, o.department, &now)) != 1)
		return found == 0 ? 404 : 503;
	show_week(f.pg, &now, "Now");
	if (show(rq, f.pg, &now) == -1)
		return 503;
	if (status == 400)
		page_int(f.pg, (int64_t)o.version, "Version");
	return frame_show(rq, f.pg, "hours.cs", status);
}
