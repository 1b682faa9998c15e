/* SPDX-License-Identifier: ISC */
/* office_operator.c: one operator: form, password, deletion. Floor 4. */
#include <inttypes.h>
#include <string.h>

#include "lib/mem.h"
#include "lib/page.h"
#include "lib/passwd.h"
#include "lib/req.h"
#include "lib/text.h"
#include "desk/account.h"
#include "desk/own.h"
#include "desk/role.h"
#include "desk/session.h"
#include "desk/staff.h"
#include "cgi-bin/frame.h"
#include "cgi-bin/guard.h"
#include "cgi-bin/office.h"

static void
show_fields(struct page *pg, const struct staff *s, const char *at)
{
	page_str(pg, s->login, "%s.login", at);
	page_str(pg, s->name, "%s.name", at);
	page_str(pg, s->email, "%s.email", at);
	page_str(pg, s->languages, "%s.languages", at);
	page_int(pg, s->disabled, "%s.disabled", at);
	page_int(pg, s->always_online, "%s.always_online", at);
	page_int(pg, s->auto_accept, "%s.auto_accept", at);
}

static int
holds(const struct staff *s, uint64_t role)
{
	size_t i;

	for (i = 0; i < s->nroles; i++)
		if (s->roles[i] == role)
			return 1;
	return 0;
}

/* Roles to tick; those that the actor could not give say so. */
static int
show_roles(struct req *rq, struct page *pg, const struct staff *s,
    const struct staff *now)
{
	struct role *list = mem_get(rq->mem, ROLES * sizeof(*list));
	int i, n = role_list(rq->db, list);

	for (i = 0; i < n; i++) {
		page_int(pg, (int64_t)list[i].id, "Roles.%d.Id", i);
		page_str(pg, list[i].name, "Roles.%d.Name", i);
		page_int(pg, holds(s, list[i].id), "Roles.%d.On", i);
		page_int(pg, list[i].everything, "Roles.%d.Everything", i);
		page_int(pg, (list[i].may & ~guard_operator(rq)->may) != 0,
		    "Roles.%d.Above", i);
		if (now != NULL)
			page_int(pg, holds(now, list[i].id), "Roles.%d.Now", i);
	}
	return n == -1 ? -1 : 0;
}

/* Around the form; now: as stored, NULL where the form shows just that. */
static int
show_rest(struct req *rq, struct page *pg, const struct staff *s,
    const struct staff *now)
{
	char suggestion[PASSWD_RANDOM];

	passwd_random(suggestion);
	page_str(pg, suggestion, "Suggestion");
	if (show_roles(rq, pg, s, now) == -1 ||
	    office_places_show(rq, pg, s, now) == -1)
		return -1;
	if (s->id == 0)
		return 0;
	page_int(pg, (int64_t)s->id, "Id");
	page_int(pg, (int64_t)(now != NULL ? now : s)->version, "Version");
	page_str(pg, (now != NULL ? now : s)->name, "Operator.Name");
	page_str(pg, (now != NULL ? now : s)->login, "Operator.Login");
	page_int(pg, s->id == guard_operator(rq)->id, "IsMe");
	return office_form_latest(rq, pg, "operator", s->id);
}

/*
 * GET /office/operator: one, or the form for a new one.
 *
 *   id    absent: a new one
 *   find  part of a department's name: those to tick
 */
int
office_operator(struct req *rq)
{
	struct page *pg = frame_page(rq, "operators");
	struct staff *s = mem_get(rq->mem, sizeof(*s));
	uint64_t id;
	int found;

	if (req_id(rq, "id", &id) == -1)
		return 400;
	if (id != 0 && (found = staff_get(rq->db, id, s)) != 1)
		return found == 0 ? 404 : 503;
	show_fields(pg, s, "Form");
	if (show_rest(rq, pg, s, NULL) == -1)
		return 503;
	office_form_key(pg);
	return frame_show(rq, pg, "operator.cs", 200);
}

static int
read_roles(struct req *rq, struct staff *s)
{
	const char *value;
	size_t at = 0;

	s->nroles = 0;
	while ((value = req_each(rq, "role", &at)) != NULL)
		if (s->nroles == STAFF_ROLES ||
		    text_u64(value, &s->roles[s->nroles]) == -1 ||
		    s->roles[s->nroles++] > UINT32_MAX)
			return -1;
	return 0;
}

/* 0, -1 where it is no form of ours at all. */
static int
read_form(struct form *f, struct staff *s)
{
	static const struct wanted login = {"login", ACCOUNT_LOGIN, 1},
				   name = {"name", ACCOUNT_NAME, 1},
				   email = {"email", STAFF_EMAIL, 0},
				   tongues = {"languages", OWN_LANGUAGES, 0};

	if (req_id(f->rq, "id", &s->id) == -1 ||
	    req_id(f->rq, "version", &s->version) == -1 ||
	    req_hex(f->rq, "key", s->key, CHANGE_KEY) == -1 ||
	    read_roles(f->rq, s) == -1 || office_places_read(f, s) == -1)
		return -1;
	page_str(f->pg, req_str(f->rq, "key"), "Form.key");
	s->disabled = req_flag(f->rq, "disabled");
	s->always_online = req_flag(f->rq, "always_online");
	s->auto_accept = req_flag(f->rq, "auto_accept");
	show_fields(f->pg, s, "Form");
	s->login = office_form_text(f, &login);
	s->name = office_form_text(f, &name);
	s->email = office_form_text(f, &email);
	s->languages = office_form_text(f, &tongues);
	if (!own_languages_ok(s->languages))
		office_form_wrong(f, "languages", "languages");
	office_form_email(f, s->email);
	if (*s->login != '\0' && !account_login_ok(s->login))
		office_form_wrong(f, "login", "login");
	return 0;
}

/* The field "password", which must fit.  Its hash is the slow part: made when
 * everything else is right.  0, or the status. */
static int
read_password(struct form *f, char hash[PASSWD_HASH])
{
	const char *password = req_str(f->rq, "password");

	page_str(f->pg, password, "Form.password");
	if (password == NULL || !account_password_ok(password))
		office_form_wrong(f, "password", "password");
	if (f->wrong)
		return 400;
	return passwd_hash(password, hash) == -1 ? 503 : 0;
}

/* The form again, with what was typed and what stands in its way. */
static int
again(struct form *f, const struct staff *s, int status)
{
	struct staff *now = NULL;
	int found;

	if (status == 404 || status == 503)
		return status;
	if (s->id != 0) {
		now = mem_get(f->rq->mem, sizeof(*now));
		if ((found = staff_get(f->rq->db, s->id, now)) != 1)
			return found == 0 ? 404 : 503;
		show_fields(f->pg, now, "Now");
	}
	if (show_rest(f->rq, f->pg, s, now) == -1)
		return 503;
	if (status == 400 && s->id != 0)
		page_int(f->pg, (int64_t)s->version, "Version");
	return frame_show(f->rq, f->pg, "operator.cs", status);
}

/*
 * POST /office/operator: makes or changes one.
 *
 *   id, version  of the one that the form showed; absent: a new one
 *   key          16 hex digits, of the form
 *   login        1..64 characters, no blanks
 *   name         1..100 characters
 *   email        may be empty
 *   languages    as "en,de", may be empty
 *   password     of a new one: 10 characters or more
 *   role         ids, any number
 *   department, shown, read_only, no_auto, priority_...  see office_places.c
 *   disabled, always_online, auto_accept  1
 *
 *   303 to the list; 400, 403 and 409 with the form
 */
int
office_operator_save(struct req *rq)
{
	struct form f = {.rq = rq, .pg = frame_page(rq, "operators")};
	struct staff *s = mem_get(rq->mem, sizeof(*s));
	struct actor by = office_actor(rq);
	char hash[PASSWD_HASH];
	int result, status;

	if (read_form(&f, s) == -1)
		return 400;
	status = s->id == 0 ? read_password(&f, hash) : f.wrong ? 400 : 0;
	if (status != 0)
		return again(&f, s, status);
	s->hash = hash;
	result = staff_save(rq->db, &by, s);
	if (result != CHANGE_DONE)
		return again(&f, s, office_form_problem(&f, result, "login"));
	return req_redirect(rq, "/office/operators?said=saved");
}

/* The page of one operator as stored, with a problem. */
static int
stored_again(struct form *f, uint64_t id, int status)
{
	struct staff *s = mem_get(f->rq->mem, sizeof(*s));
	int found;

	if (status == 404 || status == 503)
		return status;
	if ((found = staff_get(f->rq->db, id, s)) != 1)
		return found == 0 ? 404 : 503;
	show_fields(f->pg, s, "Form");
	if (show_rest(f->rq, f->pg, s, NULL) == -1)
		return 503;
	office_form_key(f->pg);
	return frame_show(f->rq, f->pg, "operator.cs", status);
}

/*
 * POST /office/operator/password: another one; their sessions end.
 *
 *   id
 *   password  10 characters or more
 *
 *   303 to the operator's page; 400, 403 and the page
 */
int
office_operator_password(struct req *rq)
{
	struct form f = {.rq = rq, .pg = frame_page(rq, "operators")};
	struct actor by = office_actor(rq);
	char hash[PASSWD_HASH];
	uint64_t id;
	int result, status;

	if (req_u64(rq, "id", &id) == -1)
		return 400;
	if ((status = read_password(&f, hash)) != 0)
		return stored_again(&f, id, status);
	result = staff_password(rq->db, &by, id, hash);
	if (result != CHANGE_DONE)
		return stored_again(
		    &f, id, office_form_problem(&f, result, "login"));
	return req_redirect(
	    rq, "/office/operator?id=%" PRIu64 "&said=password", id);
}

/*
 * POST /office/operator/delete
 *
 *   id, version  as the form showed it
 *
 *   303 to the list; 409 where they have acted, or are the last administrator
 */
int
office_operator_delete(struct req *rq)
{
	struct form f = {.rq = rq, .pg = frame_page(rq, "operators")};
	struct staff *s = mem_get(rq->mem, sizeof(*s));
	struct actor by = office_actor(rq);
	int result;

	if (req_u64(rq, "id", &s->id) == -1 ||
	    req_u64(rq, "version", &s->version) == -1)
		return 400;
	result = staff_delete(rq->db, &by, s);
	if (result != CHANGE_DONE)
		return stored_again(
		    &f, s->id, office_form_problem(&f, result, "login"));
	return req_redirect(rq, "/office/operators?said=deleted");
}
