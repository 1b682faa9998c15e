/* SPDX-License-Identifier: ISC */
/* office_groups.c: groups of departments: list and one. Floor 4. */
#include <inttypes.h>

#include "lib/mem.h"
#include "lib/page.h"
#include "lib/req.h"
#include "lib/text.h"
#include "desk/department.h"
#include "desk/group.h"
#include "cgi-bin/frame.h"
#include "cgi-bin/guard.h"
#include "cgi-bin/office.h"

/* GET /office/groups: all of them. */
int
office_groups(struct req *rq)
{
	struct group *list = mem_get(rq->mem, GROUPS * sizeof(*list));
	struct page *pg = frame_page(rq, "departments");
	int i, n = group_list(rq->db, list);

	if (n == -1)
		return 503;
	for (i = 0; i < n; i++) {
		page_int(pg, (int64_t)list[i].id, "Groups.%d.Id", i);
		page_str(pg, list[i].name, "Groups.%d.Name", i);
		page_str(pg, list[i].holding, "Groups.%d.Holding", i);
		page_int(
		    pg, (int64_t)list[i].operators, "Groups.%d.Operators", i);
	}
	page_int(pg, n == GROUPS, "Full");
	return frame_show(rq, pg, "groups.cs", 200);
}

/* Departments to tick; now: as stored, NULL where the form shows that. */
static int
show_members(struct req *rq, struct page *pg, const struct group *g,
    const struct group *now)
{
	struct pick *list = mem_get(rq->mem, PICKS * sizeof(*list));
	struct pick_wish wish = {
	    .find = office_pick_find(rq), .shown = g->shown, .group = g->id};
	uint64_t total;
	int i, n = pick_list(rq->db, &wish, list, &total);

	for (i = 0; i < n; i++) {
		page_int(pg, (int64_t)list[i].id, "Members.%d.Id", i);
		page_str(pg, list[i].name, "Members.%d.Name", i);
		page_int(pg, list[i].disabled, "Members.%d.Disabled", i);
		page_int(pg, list[i].hidden, "Members.%d.Hidden", i);
		page_int(pg, group_holds(g, list[i].id), "Members.%d.On", i);
		if (now != NULL)
			page_int(pg, group_holds(now, list[i].id),
			    "Members.%d.Now", i);
	}
	if (n >= 0)
		office_pick_show(
		    pg, wish.find, list, (struct picked){n, total});
	return n == -1 ? -1 : 0;
}

static int
show_rest(struct req *rq, struct page *pg, const struct group *g,
    const struct group *now)
{
	const struct group *stored = now != NULL ? now : g;

	if (show_members(rq, pg, g, now) == -1)
		return -1;
	if (g->id == 0)
		return 0;
	page_int(pg, (int64_t)g->id, "Id");
	page_int(pg, (int64_t)stored->version, "Version");
	page_str(pg, stored->name, "Group.Name");
	page_int(pg, (int64_t)stored->operators, "Group.Operators");
	return office_form_latest(rq, pg, "group", g->id);
}

/*
 * GET /office/group: one, or the form for a new one.
 *
 *   id    absent: a new one
 *   find  part of a department's name: those to tick
 */
int
office_group(struct req *rq)
{
	struct page *pg = frame_page(rq, "departments");
	struct group *g = mem_get(rq->mem, sizeof(*g));
	uint64_t id;
	int found;

	if (req_id(rq, "id", &id) == -1)
		return 400;
	if (id != 0 && (found = group_get(rq->db, id, g)) != 1)
		return found == 0 ? 404 : 503;
	page_str(pg, g->name, "Form.name");
	if (show_rest(rq, pg, g, NULL) == -1)
		return 503;
	office_form_key(pg);
	return frame_show(rq, pg, "group.cs", 200);
}

/* The form again, with what was typed and what stands in its way. */
static int
again(struct form *f, const struct group *g, int status)
{
	struct group *now = NULL;
	int found;

	if (status == 404 || status == 503)
		return status;
	if (g->id != 0) {
		now = mem_get(f->rq->mem, sizeof(*now));
		if ((found = group_get(f->rq->db, g->id, now)) != 1)
			return found == 0 ? 404 : 503;
		page_str(f->pg, now->name, "Now.name");
	}
	if (show_rest(f->rq, f->pg, g, now) == -1)
		return 503;
	if (status == 400 && g->id != 0)
		page_int(f->pg, (int64_t)g->version, "Version");
	return frame_show(f->rq, f->pg, "group.cs", status);
}

/* 0, -1 where it is no form of ours at all. */
static int
read_form(struct form *f, struct group *g)
{
	static const struct wanted name = {"name", GROUP_NAME, 1};
	const char *value;
	size_t at = 0;

	if (req_id(f->rq, "id", &g->id) == -1 ||
	    req_id(f->rq, "version", &g->version) == -1 ||
	    req_hex(f->rq, "key", g->key, CHANGE_KEY) == -1)
		return -1;
	page_str(f->pg, req_str(f->rq, "key"), "Form.key");
	while ((value = req_each(f->rq, "department", &at)) != NULL)
		if (g->nmembers == PICKED ||
		    text_u64(value, &g->members[g->nmembers]) == -1 ||
		    g->members[g->nmembers++] > UINT32_MAX)
			return -1;
	g->shown = req_str(f->rq, "shown");
	g->name = office_form_text(f, &name);
	return 0;
}

/*
 * POST /office/group: makes or changes one.
 *
 *   id, version  of the one that the form showed; absent: a new one
 *   key          16 hex digits, of the form
 *   name         1..100 characters
 *   department   ids, any number
 *   shown        those that the form showed, with commas; of others nothing
 *                changes.  Absent: all
 *
 *   303 to the list; 400 and the form; 409 and the form where it changed
 */
int
office_group_save(struct req *rq)
{
	struct form f = {.rq = rq, .pg = frame_page(rq, "departments")};
	struct group *g = mem_get(rq->mem, sizeof(*g));
	struct actor by = office_actor(rq);
	int result;

	if (read_form(&f, g) == -1)
		return 400;
	if (f.wrong)
		return again(&f, g, 400);
	result = group_save(rq->db, &by, g);
	if (result != CHANGE_DONE)
		return again(&f, g, office_form_problem(&f, result, "name"));
	return req_redirect(rq, "/office/groups?said=saved");
}

/*
 * POST /office/group/delete: its departments stay.
 *
 *   id, version  as the form showed it
 *
 *   303 to the list; 409 while operators are assigned to it
 */
int
office_group_delete(struct req *rq)
{
	struct form f = {.rq = rq, .pg = frame_page(rq, "departments")};
	struct group *g = mem_get(rq->mem, sizeof(*g));
	struct actor by = office_actor(rq);
	int found, result;

	if (req_u64(rq, "id", &g->id) == -1 ||
	    req_u64(rq, "version", &g->version) == -1)
		return 400;
	result = group_delete(rq->db, &by, g);
	if (result == CHANGE_DONE)
		return req_redirect(rq, "/office/groups?said=deleted");
	if ((found = group_get(rq->db, g->id, g)) != 1)
		return found == 0 ? 404 : 503;
	page_str(f.pg, g->name, "Form.name");
	office_form_key(f.pg);
	return again(&f, g, office_form_problem(&f, result, "name"));
}
