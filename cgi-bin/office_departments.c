/* SPDX-License-Identifier: ISC */
/* office_departments.c: the departments: list and one. Floor 4. */
#include <inttypes.h>
#include <string.h>

#include "lib/mem.h"
#include "lib/page.h"
#include "lib/req.h"
#include "lib/text.h"
#include "desk/department.h"
#include "cgi-bin/frame.h"
#include "cgi-bin/guard.h"
#include "cgi-bin/office.h"

static void
show_use(struct page *pg, const struct department *d, const char *at, int i)
{
	page_int(pg, (int64_t)d->id, "%s.%d.Id", at, i);
	page_str(pg, d->name, "%s.%d.Name", at, i);
	page_str(pg, d->alias, "%s.%d.Alias", at, i);
	page_str(pg, d->email, "%s.%d.Email", at, i);
	page_str(pg, d->timezone, "%s.%d.Timezone", at, i);
	page_int(pg, d->hidden, "%s.%d.Hidden", at, i);
	page_int(pg, d->disabled, "%s.%d.Disabled", at, i);
	page_int(pg, (int64_t)d->operators, "%s.%d.Operators", at, i);
	page_int(pg, (int64_t)d->all_operators, "%s.%d.AllOperators", at, i);
	page_int(pg, d->visitors, "%s.%d.Visitors", at, i);
	page_int(pg, d->chats, "%s.%d.Chats", at, i);
	page_int(pg, d->sites, "%s.%d.Sites", at, i);
	page_int(pg, d->hours, "%s.%d.Hours", at, i);
	page_int(pg, d->open, "%s.%d.Open", at, i);
}

/* GET /office/departments: all of them. */
int
office_departments(struct req *rq)
{
	struct department *list = mem_get(rq->mem, DEPARTMENTS * sizeof(*list));
	struct page *pg = frame_page(rq, "departments");
	int i, n = department_list(rq->db, list);

	if (n == -1)
		return 503;
	for (i = 0; i < n; i++)
		show_use(pg, &list[i], "Departments", i);
	page_int(pg, n == DEPARTMENTS, "Full");
	return frame_show(rq, pg, "departments.cs", 200);
}

/* The fields of a form, as Form.* or, of what is stored, Now.*. */
static void
show_fields(struct page *pg, const struct department *d, const char *at)
{
	page_str(pg, d->name, "%s.name", at);
	page_str(pg, d->alias, "%s.alias", at);
	page_str(pg, d->email, "%s.email", at);
	page_str(pg, d->timezone, "%s.timezone", at);
	page_int(pg, (int64_t)d->no_reply, "%s.no_reply", at);
	page_int(pg, (int64_t)d->bot, "%s.bot", at);
	page_int(pg, d->hidden, "%s.hidden", at);
	page_int(pg, d->disabled, "%s.disabled", at);
	if (d->lhc != 0)
		page_int(pg, (int64_t)d->lhc, "%s.lhc", at);
}

/* Around the form of a department that is there: how it is used. */
static int
show_stored(struct req *rq, struct page *pg, const struct department *d)
{
	page_int(pg, (int64_t)d->id, "Id");
	page_int(pg, (int64_t)d->version, "Version");
	show_use(pg, d, "Department", 0);
	return office_form_latest(rq, pg, "department", d->id);
}

/*
 * GET /office/department: one, or the form for a new one.
 *
 *   id  absent: a new one
 */
int
office_department(struct req *rq)
{
	struct page *pg = frame_page(rq, "departments");
	struct department d = {.timezone = "UTC", .no_reply = 60, .bot = 60};
	uint64_t id;
	int found;

	if (req_id(rq, "id", &id) == -1)
		return 400;
	if (id != 0) {
		if ((found = department_get(rq->db, id, &d)) != 1)
			return found == 0 ? 404 : 503;
		if (show_stored(rq, pg, &d) == -1)
			return 503;
	}
	show_fields(pg, &d, "Form");
	office_form_key(pg);
	return frame_show(rq, pg, "department.cs", 200);
}

static uint64_t
read_minutes(struct form *f, const struct wanted *w)
{
	uint64_t n = 0;

	if (text_u64(office_form_text(f, w), &n) == -1 || n == 0 ||
	    n > MINUTES_MAX)
		office_form_wrong(f, w->name, "minutes");
	return n;
}

/* 0, -1 where it is no form of ours at all. */
static int
read_form(struct form *f, struct department *d)
{
	static const struct wanted name = {"name", DEPARTMENT_NAME, 1},
				   alias = {"alias", DEPARTMENT_ALIAS, 0},
				   email = {"email", DEPARTMENT_EMAIL, 0},
				   zone = {"timezone", DEPARTMENT_ZONE, 1},
				   no_reply = {"no_reply", 8, 1},
				   bot = {"bot", 8, 1}, lhc = {"lhc", 10, 0};
	const char *number;

	if (req_id(f->rq, "id", &d->id) == -1 ||
	    req_id(f->rq, "version", &d->version) == -1 ||
	    req_hex(f->rq, "key", d->key, CHANGE_KEY) == -1)
		return -1;
	page_str(f->pg, req_str(f->rq, "key"), "Form.key");
	d->hidden = req_flag(f->rq, "hidden");
	d->disabled = req_flag(f->rq, "disabled");
	page_int(f->pg, d->hidden, "Form.hidden");
	page_int(f->pg, d->disabled, "Form.disabled");
	d->name = office_form_text(f, &name);
	d->alias = office_form_text(f, &alias);
	d->email = office_form_text(f, &email);
	d->timezone = office_form_text(f, &zone);
	office_form_email(f, d->email);
	if (*d->alias != '\0' && !department_alias_ok(d->alias))
		office_form_wrong(f, "alias", "alias");
	if (*d->timezone != '\0' && !department_zone_ok(d->timezone))
		office_form_wrong(f, "timezone", "timezone");
	d->no_reply = read_minutes(f, &no_reply);
	d->bot = read_minutes(f, &bot);
	number = office_form_text(f, &lhc);
	if (*number != '\0' && (text_u64(number, &d->lhc) == -1 ||
				   d->lhc == 0 || d->lhc > UINT32_MAX))
		office_form_wrong(f, "lhc", "lhc");
	return 0;
}

/* The form again, with what was typed and what stands in its way.  Wrong
 * fields change nothing of which version the form is about. */
static int
again(struct form *f, const struct department *d, int status)
{
	struct req *rq = f->rq;
	struct page *pg = f->pg;
	struct department now;
	int found;

	if (status == 404 || status == 503)
		return status;
	if (d->id != 0) {
		if ((found = department_get(rq->db, d->id, &now)) != 1)
			return found == 0 ? 404 : 503;
		show_fields(pg, &now, "Now");
		if (show_stored(rq, pg, &now) == -1)
			return 503;
		if (status == 400)
			page_int(pg, (int64_t)d->version, "Version");
	}
	return frame_show(rq, pg, "department.cs", status);
}

/*
 * POST /office/department: makes or changes one.
 *
 *   id, version  of the one that the form showed; absent: a new one
 *   key          16 hex digits, of the form
 *   name         1..100 characters
 *   alias        a-z 0-9 - _, not digits alone; may be empty
 *   email        may be empty
 *   timezone     as "Europe/Berlin"
 *   no_reply     1..1440 minutes
 *   bot          1..1440 minutes
 *   lhc          its number in Live Helper Chat; may be empty
 *   hidden, disabled  1
 *
 *   303 to the list; 400 and the form; 409 and the form where it changed
 */
int
office_department_save(struct req *rq)
{
	struct form f = {.rq = rq, .pg = frame_page(rq, "departments")};
	struct actor by = office_actor(rq);
	struct department d = {0};
	int result;

	if (read_form(&f, &d) == -1)
		return 400;
	if (f.wrong)
		return again(&f, &d, 400);
	result = department_save(rq->db, &by, &d);
	if (result != CHANGE_DONE)
		return again(&f, &d, office_form_problem(&f, result, "name"));
	return req_redirect(rq, "/office/departments?said=saved");
}

/*
 * POST /office/department/delete
 *
 *   id, version  as the form showed it
 *
 *   303 to the list; 409 where visitors, chats or sites name it
 */
int
office_department_delete(struct req *rq)
{
	struct form f = {.rq = rq, .pg = frame_page(rq, "departments")};
	struct actor by = office_actor(rq);
	struct department d = {0};
	int result;

	if (req_u64(rq, "id", &d.id) == -1 ||
	    req_u64(rq, "version", &d.version) == -1)
		return 400;
	result = department_delete(rq->db, &by, &d);
	if (result == CHANGE_DONE)
		return req_redirect(rq, "/office/departments?said=deleted");
	if (department_get(rq->db, d.id, &d) == 1)
		show_fields(f.pg, &d, "Form");
	office_form_key(f.pg);
	return again(&f, &d, office_form_problem(&f, result, "name"));
}
