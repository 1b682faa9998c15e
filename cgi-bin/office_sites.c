/* SPDX-License-Identifier: ISC */
/* office_sites.c: the sites: list and one. Floor 4. */
#include <inttypes.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/mem.h"
#include "lib/page.h"
#include "lib/req.h"
#include "lib/text.h"
#include "desk/department.h"
#include "desk/site_edit.h"
#include "cgi-bin/frame.h"
#include "cgi-bin/guard.h"
#include "cgi-bin/office.h"

enum {
	HOSTS_TEXT = 20000 /* characters of the field */
};

/* GET /office/sites: all of them. */
int
office_sites(struct req *rq)
{
	struct site_row *s, *list = mem_get(rq->mem, SITES * sizeof(*list));
	struct page *pg = frame_page(rq, "sites");
	int i, n = site_list(rq->db, list);

	for (i = 0; i < n; i++) {
		s = &list[i];
		page_int(pg, (int64_t)s->id, "Sites.%d.Id", i);
		page_str(pg, s->name, "Sites.%d.Name", i);
		page_str(pg, s->key, "Sites.%d.Key", i);
		page_str(pg, s->hosts, "Sites.%d.Hosts", i);
		page_str(pg, s->department, "Sites.%d.Department", i);
		page_str(pg, s->viewed, "Sites.%d.Viewed", i);
		page_int(pg, s->tracking, "Sites.%d.Tracking", i);
		page_int(pg, s->check, "Sites.%d.Check", i);
		page_int(pg, s->strict, "Sites.%d.Strict", i);
		page_int(pg, s->disabled, "Sites.%d.Disabled", i);
		page_int(pg, (int64_t)s->strays, "Sites.%d.Strays", i);
	}
	return n == -1 ? 503 : frame_show(rq, pg, "sites.cs", 200);
}

static void
show_fields(
    struct req *rq, struct page *pg, const struct site *s, const char *at)
{
	struct buf hosts;
	size_t i;

	page_str(pg, s->name, "%s.name", at);
	page_str(pg, s->title, "%s.title", at);
	page_str(pg, s->greeting, "%s.greeting", at);
	page_str(pg, s->color, "%s.color", at);
	page_str(pg, s->left ? "left" : "right", "%s.position", at);
	page_int(pg, s->tracking, "%s.tracking", at);
	page_int(pg, s->check, "%s.check", at);
	page_int(pg, s->leave, "%s.leave", at);
	page_int(pg, s->strict, "%s.strict", at);
	page_int(pg, s->disabled, "%s.disabled", at);
	page_int(pg, s->storage, "%s.storage", at);
	page_int(pg, s->ssl, "%s.ssl", at);
	page_str(pg, s->domain, "%s.domain", at);
	office_privacy_show(pg, s, at);
	page_int(pg, (int64_t)s->department, "%s.department", at);
	page_int(pg, s->is_default, "%s.is_default", at);
	if (s->width != 0)
		page_int(pg, (int64_t)s->width, "%s.width", at);
	if (s->height != 0)
		page_int(pg, (int64_t)s->height, "%s.height", at);
	buf_init(&hosts, rq->mem);
	for (i = 0; i < s->nhosts; i++)
		buf_printf(&hosts, "%s%s", i > 0 ? "\n" : "", s->hosts[i]);
	page_str(pg, hosts.data, "%s.hosts", at);
}

/* To choose from; the one that is chosen also where there are more than the
 * list has. */
static int
show_departments(struct req *rq, struct page *pg, uint64_t chosen)
{
	struct department *list =
	    mem_get(rq->mem, (DEPARTMENTS + 1) * sizeof(*list));
	int found, i, n = department_list(rq->db, list);

	for (i = 0; i < n && list[i].id != chosen; i++)
		continue;
	if (n == DEPARTMENTS)
		page_int(pg, n, "Full");
	if (n != -1 && i == n && chosen != 0) {
		if ((found = department_get(rq->db, chosen, &list[n])) == -1)
			return -1;
		n += found;
	}
	for (i = 0; i < n; i++) {
		page_int(pg, (int64_t)list[i].id, "Departments.%d.Id", i);
		page_str(pg, list[i].name, "Departments.%d.Name", i);
		page_int(pg, list[i].disabled, "Departments.%d.Disabled", i);
	}
	return n == -1 ? -1 : 0;
}

/* Around the form of a site that is there. */
static int
show_stored(struct req *rq, struct page *pg, const struct site *s)
{
	struct stray *list = mem_get(rq->mem, SITE_STRAYS * sizeof(*list));
	int i, n = site_strays(rq->db, s->id, list);

	page_int(pg, (int64_t)s->id, "Id");
	page_int(pg, (int64_t)s->version, "Version");
	page_str(pg, s->name, "Site.Name");
	page_str(pg, s->key, "Site.Key");
	page_str(pg, s->viewed, "Site.Viewed");
	page_int(pg, s->tracking, "Site.Tracking");
	page_int(pg, s->strict, "Site.Strict");
	page_int(pg, s->disabled, "Site.Disabled");
	for (i = 0; i < n; i++) {
		page_str(pg, list[i].host, "Strays.%d.Host", i);
		page_int(pg, (int64_t)list[i].seen, "Strays.%d.Seen", i);
		page_str(pg, list[i].last, "Strays.%d.Last", i);
	}
	return n == -1 ? -1 : office_form_latest(rq, pg, "site", s->id);
}

/*
 * GET /office/site: one, or the form for a new one.
 *
 *   id  absent: a new one
 */
int
office_site(struct req *rq)
{
	struct page *pg = frame_page(rq, "sites");
	struct site s = {.color = "#1f6feb",
	    .domain = "",
	    .address = "whole",
	    .keep = SITE_KEEP,
	    .tracking = 1,
	    .check = 1,
	    .leave = 1,
	    .storage = 1};
	uint64_t id;
	int found;

	if (req_id(rq, "id", &id) == -1)
		return 400;
	if (id != 0 && (found = site_get(rq->db, id, &s)) != 1)
		return found == 0 ? 404 : 503;
	if (id != 0 && show_stored(rq, pg, &s) == -1)
		return 503;
	show_fields(rq, pg, &s, "Form");
	office_form_key(pg);
	if (show_departments(rq, pg, s.department) == -1)
		return 503;
	return frame_show(rq, pg, "site.cs", 200);
}

static int
listed(const struct site *s, const char *host)
{
	size_t i;

	for (i = 0; i < s->nhosts; i++)
		if (strcmp(s->hosts[i], host) == 0)
			return 1;
	return 0;
}

/* One host a line. */
static void
read_hosts(struct form *f, struct site *s)
{
	static const struct wanted w = {"hosts", HOSTS_TEXT, 0};
	char host[SITE_HOST + 1], *line, *rest;

	line = mem_str(f->rq->mem, office_form_text(f, &w));
	for (; line != NULL; line = rest) {
		if ((rest = strpbrk(line, "\n,")) != NULL)
			*rest++ = '\0';
		line = text_trim(line);
		if (*line == '\0')
			continue;
		if (site_host_read(line, host) == -1) {
			office_form_wrong(f, "hosts", "host");
			page_str(f->pg, line, "BadHost");
			return;
		}
		if (listed(s, host))
			continue;
		if (s->nhosts == SITE_HOSTS) {
			office_form_wrong(f, "hosts", "many");
			return;
		}
		s->hosts[s->nhosts++] = mem_str(f->rq->mem, host);
	}
	if (s->strict && s->nhosts == 0)
		office_form_wrong(f, "hosts", "strict");
}

static void
read_switches(struct req *rq, struct site *s)
{
	const char *position = req_str(rq, "position");

	s->tracking = req_flag(rq, "tracking");
	s->check = req_flag(rq, "check");
	s->leave = req_flag(rq, "leave");
	s->strict = req_flag(rq, "strict");
	s->disabled = req_flag(rq, "disabled");
	s->storage = req_flag(rq, "storage");
	s->ssl = req_flag(rq, "ssl");
	s->is_default = req_flag(rq, "is_default");
	s->left = position != NULL && strcmp(position, "left") == 0;
}

/* The cookies' domain: a host's name that has a dot, and is not ours. */
static void
read_domain(struct form *f, struct site *s)
{
	static const struct wanted w = {"domain", SITE_HOST, 0};
	const char *text = office_form_text(f, &w);
	char host[SITE_HOST + 1];
	size_t own = strcspn(f->rq->host, ":");

	s->domain = "";
	if (*text == '.')
		text++;
	if (*text == '\0')
		return;
	if (site_host_read(text, host) == -1 || strchr(host, '.') == NULL)
		office_form_wrong(f, "domain", "domain");
	else if (strlen(host) == own && strncmp(host, f->rq->host, own) == 0)
		office_form_wrong(f, "domain", "own-domain");
	else
		s->domain = mem_str(f->rq->mem, host);
}

/* Pixels, or empty: the widget's own. */
static void
read_size(struct form *f, const char *field, uint64_t *size)
{
	const struct wanted w = {field, 8, 0};
	const char *text = office_form_text(f, &w);

	*size = 0;
	if (*text != '\0' &&
	    (text_u64(text, size) == -1 || *size == 0 || !site_size_ok(*size)))
		office_form_wrong(f, field, "size");
}

/* 0, -1 where it is no form of ours at all. */
static int
read_form(struct form *f, struct site *s)
{
	static const struct wanted name = {"name", SITE_NAME, 1},
				   title = {"title", SITE_TITLE, 0},
				   greeting = {"greeting", SITE_GREETING, 0},
				   color = {"color", 20, 1};

	if (req_id(f->rq, "id", &s->id) == -1 ||
	    req_id(f->rq, "version", &s->version) == -1 ||
	    req_id(f->rq, "department", &s->department) == -1 ||
	    s->department > UINT32_MAX ||
	    req_hex(f->rq, "key", s->form_key, CHANGE_KEY) == -1)
		return -1;
	page_str(f->pg, req_str(f->rq, "key"), "Form.key");
	read_switches(f->rq, s);
	show_fields(f->rq, f->pg, s, "Form");
	s->name = office_form_text(f, &name);
	s->title = office_form_text(f, &title);
	s->greeting = office_form_text(f, &greeting);
	s->color = office_form_text(f, &color);
	if (!site_color_ok(s->color))
		office_form_wrong(f, "color", "color");
	read_hosts(f, s);
	read_domain(f, s);
	read_size(f, "width", &s->width);
	read_size(f, "height", &s->height);
	return office_privacy_read(f, s);
}

/* The form again, with what was typed and what stands in its way. */
static int
again(struct form *f, const struct site *s, int status)
{
	struct req *rq = f->rq;
	struct page *pg = f->pg;
	struct site now;
	int found;

	if (status == 404 || status == 503)
		return status;
	if (s->id != 0) {
		if ((found = site_get(rq->db, s->id, &now)) != 1)
			return found == 0 ? 404 : 503;
		show_fields(rq, pg, &now, "Now");
		if (show_stored(rq, pg, &now) == -1)
			return 503;
		if (status == 400)
			page_int(pg, (int64_t)s->version, "Version");
	}
	if (show_departments(rq, pg, s->department) == -1)
		return 503;
	return frame_show(rq, pg, "site.cs", status);
}

/*
 * POST /office/site: makes or changes one.
 *
 *   id, version  of the one that the form showed; absent: a new one
 *   key          16 hex digits, of the form
 *   name         1..100 characters
 *   hosts        one a line; an address will do
 *   department   id of the default one; may be empty
 *   title        0..100 characters
 *   greeting     0..500 characters
 *   color        "#1f6feb"
 *   position     left | right
 *   width, height  of the open window, 280..2000; may be empty
 *   domain       of the cookies, like "shop.example"; may be empty
 *   tracking, check, leave, strict, disabled, storage, ssl, is_default  1
 *   and what office_site_privacy.c reads
 *
 *   303 to the list, for a new one to its embed code; 400 and 409 with the
 *   form
 */
int
office_site_save(struct req *rq)
{
	struct form f = {.rq = rq, .pg = frame_page(rq, "sites")};
	struct actor by = office_actor(rq);
	struct site s = {0};
	int adds, result;

	if (read_form(&f, &s) == -1)
		return 400;
	if (f.wrong)
		return again(&f, &s, 400);
	adds = s.id == 0;
	result = site_save(rq->db, &by, &s);
	if (result != CHANGE_DONE)
		return again(&f, &s, office_form_problem(&f, result, "name"));
	if (adds)
		return req_redirect(
		    rq, "/office/embed?site=%" PRIu64 "&said=site-added", s.id);
	return req_redirect(rq, "/office/sites?said=saved");
}

/*
 * POST /office/site/host: lists a host that pages were seen on.
 *
 *   id
 *   host  1..253 characters
 *
 *   303 to the site; 409 where it has as many hosts as it may have
 */
int
office_site_host(struct req *rq)
{
	struct form f = {.rq = rq, .pg = frame_page(rq, "sites")};
	struct actor by = office_actor(rq);
	const char *text = req_text(rq, "host", SITE_HOST);
	char host[SITE_HOST + 1];
	uint64_t id;
	int result;

	if (req_u64(rq, "id", &id) == -1 || text == NULL ||
	    site_host_read(text, host) == -1)
		return 400;
	result = site_host_add(rq->db, &by, id, host);
	if (result != CHANGE_DONE)
		return office_form_problem(&f, result, "name");
	return req_redirect(
	    rq, "/office/site?id=%" PRIu64 "&said=host-added", id);
}
