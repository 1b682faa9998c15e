/* SPDX-License-Identifier: ISC */
/* office_roles.c: the roles: list and one. Floor 4. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "lib/mem.h"
#include "lib/page.h"
#include "lib/req.h"
#include "desk/permission.h"
#include "desk/role.h"
#include "desk/session.h"
#include "cgi-bin/frame.h"
#include "cgi-bin/guard.h"
#include "cgi-bin/office.h"

enum {
	PAIR = 128 /* bytes of "module,function" */
};

static int
bits(uint64_t may)
{
	int n = 0;

	for (; may != 0; may &= may - 1)
		n++;
	return n;
}

/* GET /office/roles: all of them. */
int
office_roles(struct req *rq)
{
	struct role *list = mem_get(rq->mem, ROLES * sizeof(*list));
	struct page *pg = frame_page(rq, "roles");
	int i, n = role_list(rq->db, list);

	if (n == -1)
		return 503;
	for (i = 0; i < n; i++) {
		page_int(pg, (int64_t)list[i].id, "Roles.%d.Id", i);
		page_str(pg, list[i].name, "Roles.%d.Name", i);
		page_int(pg, list[i].everything, "Roles.%d.Everything", i);
		page_int(pg, bits(list[i].may), "Roles.%d.Count", i);
		page_int(
		    pg, (int64_t)list[i].operators, "Roles.%d.Operators", i);
	}
	page_int(pg, PERMISSIONS, "Permissions");
	return frame_show(rq, pg, "roles.cs", 200);
}

static const char *
pair(struct req *rq, int i)
{
	return mem_printf(rq->mem, "%s,%s", permission_names[i].module,
	    permission_names[i].function);
}

/* One row for each permission there is; now: as stored, NULL where the form
 * shows just that. */
static void
show_permissions(struct req *rq, struct page *pg, const struct role *r,
    const struct role *now)
{
	uint64_t own = guard_operator(rq)->may;
	int i;

	for (i = 0; i < PERMISSIONS; i++) {
		page_str(
		    pg, permission_names[i].module, "Permissions.%d.Module", i);
		page_str(pg, pair(rq, i), "Permissions.%d.Name", i);
		page_int(
		    pg, (int64_t)(r->may >> i & 1), "Permissions.%d.On", i);
		page_int(pg, (int64_t)(own >> i & 1), "Permissions.%d.Own", i);
		if (now != NULL)
			page_int(pg, (int64_t)(now->may >> i & 1),
			    "Permissions.%d.Now", i);
	}
	page_int(pg, r->everything, "Form.everything");
	if (now != NULL)
		page_int(pg, now->everything, "Now.everything");
}

static int
show_stored(struct req *rq, struct page *pg, const struct role *r)
{
	page_int(pg, (int64_t)r->id, "Id");
	page_int(pg, (int64_t)r->version, "Version");
	page_str(pg, r->name, "Role.Name");
	page_int(pg, (int64_t)r->operators, "Role.Operators");
	return office_form_latest(rq, pg, "role", r->id);
}

/*
 * GET /office/role: one, or the form for a new one.
 *
 *   id  absent: a new one
 */
int
office_role(struct req *rq)
{
	struct page *pg = frame_page(rq, "roles");
	struct role r = {0};
	uint64_t id;
	int found;

	if (req_id(rq, "id", &id) == -1)
		return 400;
	if (id != 0) {
		if ((found = role_get(rq->db, id, &r)) != 1)
			return found == 0 ? 404 : 503;
		if (show_stored(rq, pg, &r) == -1)
			return 503;
		page_str(pg, r.name, "Form.name");
	}
	show_permissions(rq, pg, &r, NULL);
	office_form_key(pg);
	return frame_show(rq, pg, "role.cs", 200);
}

/* The ticked ones.  0, or -1 where one is not ours. */
static int
read_permissions(struct req *rq, uint64_t *may)
{
	const char *name;
	size_t at = 0;
	int i;

	*may = 0;
	while ((name = req_each(rq, "may", &at)) != NULL) {
		for (i = 0; i < PERMISSIONS; i++)
			if (strcmp(name, pair(rq, i)) == 0)
				break;
		if (i == PERMISSIONS)
			return -1;
		*may |= UINT64_C(1) << i;
	}
	return 0;
}

static int
read_form(struct form *f, struct role *r)
{
	static const struct wanted name = {"name", ROLE_NAME, 1};

	if (req_id(f->rq, "id", &r->id) == -1 ||
	    req_id(f->rq, "version", &r->version) == -1 ||
	    req_hex(f->rq, "key", r->key, CHANGE_KEY) == -1 ||
	    read_permissions(f->rq, &r->may) == -1)
		return -1;
	page_str(f->pg, req_str(f->rq, "key"), "Form.key");
	r->everything = req_flag(f->rq, "everything");
	r->name = office_form_text(f, &name);
	return 0;
}

/* The form again, with what was typed and what stands in its way. */
static int
again(struct form *f, const struct role *r, int status)
{
	struct req *rq = f->rq;
	struct page *pg = f->pg;
	struct role now;
	int found;

	if (status == 404 || status == 503)
		return status;
	if (r->id != 0) {
		if ((found = role_get(rq->db, r->id, &now)) != 1)
			return found == 0 ? 404 : 503;
		page_str(pg, now.name, "Now.name");
		if (show_stored(rq, pg, &now) == -1)
			return 503;
		if (status == 400)
			page_int(pg, (int64_t)r->version, "Version");
	}
	show_permissions(rq, pg, r, r->id != 0 ? &now : NULL);
	return frame_show(rq, pg, "role.cs", status);
}

/*
 * POST /office/role: makes or changes one.
 *
 *   id, version  of the one that the form showed; absent: a new one
 *   key          16 hex digits, of the form
 *   name         1..100 characters
 *   may          "module,function", any number
 *   everything   1: all there are, and all to come
 *
 *   303 to the list; 400, 403 and 409 with the form
 */
int
office_role_save(struct req *rq)
{
	struct form f = {.rq = rq, .pg = frame_page(rq, "roles")};
	struct actor by = office_actor(rq);
	struct role r = {0};
	int result;

	if (read_form(&f, &r) == -1)
		return 400;
	if (f.wrong)
		return again(&f, &r, 400);
	result = role_save(rq->db, &by, &r);
	if (result != CHANGE_DONE)
		return again(&f, &r, office_form_problem(&f, result, "name"));
	return req_redirect(rq, "/office/roles?said=saved");
}

/*
 * POST /office/role/delete
 *
 *   id, version  as the form showed it
 *
 *   303 to the list; 409 while somebody holds it
 */
int
office_role_delete(struct req *rq)
{
	struct form f = {.rq = rq, .pg = frame_page(rq, "roles")};
	struct actor by = office_actor(rq);
	struct role r = {0};
	int result;

	if (req_u64(rq, "id", &r.id) == -1 ||
	    req_u64(rq, "version", &r.version) == -1)
		return 400;
	result = role_delete(rq->db, &by, &r);
	if (result == CHANGE_DONE)
		return req_redirect(rq, "/office/roles?said=deleted");
	if (role_get(rq->db, r.id, &r) == 1)
		page_str(f.pg, r.name, "Form.name");
	office_form_key(f.pg);
	return again(&f, &r, office_form_problem(&f, result, "name"));
}
