/* SPDX-License-Identifier: ISC */
/* office_health.c: is a site's embed code right?  What its pages reported,
 * check by check, and what mends it. Floor 4; semantics.md section 3. */
#include <inttypes.h>
#include <string.h>

#include "lib/conf.h"
#include "lib/mem.h"
#include "lib/page.h"
#include "lib/req.h"
#include "desk/report.h"
#include "desk/setting.h"
#include "desk/site_edit.h"
#include "cgi-bin/frame.h"
#include "cgi-bin/guard.h"
#include "cgi-bin/office.h"

enum {
	EVIDENCE = 5 /* rows shown of a check */
};

/* One site, and what is known of its pages. */
struct health {
	struct page *pg;
	struct site site;
	struct report *reports;
	int n;
	int installed; /* tracking of the installation */
	int checks;    /* shown so far */
};

typedef int rule(const struct health *, const struct report *);

static int
is_page(const struct health *h, const struct report *r)
{
	(void)h;
	return r->what == REPORT_PAGE;
}

/* A page of a host that was seen by the other scheme too. */
static int
both_schemes(const struct health *h, const struct report *r)
{
	int i;

	for (i = 0; r->what == REPORT_PAGE && !r->https && i < h->n; i++)
		if (h->reports[i].what == REPORT_PAGE && h->reports[i].https &&
		    strcmp(h->reports[i].host, r->host) == 0)
			return 1;
	return 0;
}

static int
other_domain(const struct health *h, const struct report *r)
{
	return r->what == REPORT_PAGE && *h->site.domain != '\0' &&
	       !report_within(r->host, h->site.domain);
}

static int
plain_http(const struct health *h, const struct report *r)
{
	return h->site.ssl && r->what == REPORT_PAGE && !r->https;
}

static int
server_domain(const struct health *h, const struct report *r)
{
	(void)h;
	return r->what == REPORT_SERVER && r->latest;
}

static int
foreign_domain(const struct health *h, const struct report *r)
{
	(void)h;
	return r->what == REPORT_FOREIGN && r->latest;
}

static int
refused_domain(const struct health *h, const struct report *r)
{
	(void)h;
	return r->what == REPORT_REFUSED && r->latest;
}

static int
no_cookies(const struct health *h, const struct report *r)
{
	(void)h;
	return r->what == REPORT_COOKIES;
}

static int
two_snippets(const struct health *h, const struct report *r)
{
	(void)h;
	return r->what == REPORT_TWICE && r->latest;
}

static int
user_bad(const struct health *h, const struct report *r)
{
	(void)h;
	return r->what == REPORT_USER_BAD && r->latest;
}

static int
user_stale(const struct health *h, const struct report *r)
{
	(void)h;
	return r->what == REPORT_USER_STALE && r->latest;
}

static int
unchecked(const struct health *h, const struct report *r)
{
	(void)h;
	return r->what == REPORT_UNCHECKED && r->latest;
}

static int
barred(const struct health *h, const struct report *r)
{
	(void)h;
	return r->what == REPORT_CSP && r->latest;
}

static int
cached(const struct health *h, const struct report *r)
{
	(void)h;
	return r->what == REPORT_CACHED;
}

static int
unsigned_user(const struct health *h, const struct report *r)
{
	(void)h;
	return r->what == REPORT_UUID && r->latest;
}

/* Checks that pages answer: the name that the template knows, the state where
 * the rule finds something, the rule. */
static const struct {
	const char *name;
	const char *state;
	rule *finds;
} checks[] = {
    {"schemes", "advice", both_schemes},
    {"domain", "fault", other_domain},
    {"ssl", "fault", plain_http},
    {"server", "fault", server_domain},
    {"foreign", "fault", foreign_domain},
    {"refused", "fault", refused_domain},
    {"twice", "fault", two_snippets},
    {"unchecked", "advice", unchecked},
    {"cookies", "advice", no_cookies},
    {"csp", "fault", barred},
    {"cached", "fault", cached},
    {"user", "fault", user_bad},
    {"stale", "advice", user_stale},
    {"uuid", "advice", unsigned_user},
};

/* One check: shown with the reports that the rule finds, or with the pages
 * that show it to be right. */
static void
show(struct health *h, const char *name, const char *state, rule *finds)
{
	const struct report *r;
	int i, shown = 0, at = h->checks++;

	page_str(h->pg, name, "Checks.%d.Name", at);
	page_str(h->pg, state, "Checks.%d.State", at);
	for (i = 0; finds != NULL && i < h->n && shown < EVIDENCE; i++) {
		r = &h->reports[i];
		if (!finds(h, r))
			continue;
		page_str(h->pg, r->host, "Checks.%d.Seen.%d.Host", at, shown);
		page_str(h->pg, r->https ? "https" : "http",
		    "Checks.%d.Seen.%d.Scheme", at, shown);
		page_str(
		    h->pg, r->detail, "Checks.%d.Seen.%d.Detail", at, shown);
		page_int(h->pg, (int64_t)r->seen, "Checks.%d.Seen.%d.Count", at,
		    shown);
		page_str(h->pg, r->last, "Checks.%d.Seen.%d.Last", at, shown);
		shown++;
	}
}

static int
found(const struct health *h, rule *finds)
{
	int i;

	for (i = 0; i < h->n; i++)
		if (finds(h, &h->reports[i]))
			return 1;
	return 0;
}

/* Hosts that are not listed.  0, or -1. */
static int
show_strays(struct req *rq, struct health *h)
{
	struct stray *list = mem_get(rq->mem, SITE_STRAYS * sizeof(*list));
	int i, n = site_strays(rq->db, h->site.id, list);
	const char *state = n == 0 ? "ok" : h->site.strict ? "fault" : "advice";

	if (n == -1)
		return -1;
	show(h, "hosts", h->n == 0 && n == 0 ? "unseen" : state, NULL);
	for (i = 0; i < n; i++) {
		page_str(h->pg, list[i].host, "Strays.%d.Host", i);
		page_int(h->pg, (int64_t)list[i].seen, "Strays.%d.Count", i);
		page_str(h->pg, list[i].last, "Strays.%d.Last", i);
	}
	return 0;
}

static int
show_all(struct req *rq, struct health *h)
{
	int seen = found(h, is_page);
	size_t i;

	show(h, "pages", seen || h->site.viewed != NULL ? "ok" : "unseen",
	    is_page);
	for (i = 0; i < sizeof(checks) / sizeof(*checks); i++)
		show(h, checks[i].name,
		    found(h, checks[i].finds) ? checks[i].state
		    : seen                    ? "ok"
					      : "unseen",
		    checks[i].finds);
	show(h, "tracking", h->site.tracking && h->installed ? "ok" : "advice",
	    NULL);
	show(h, "check", h->site.check ? "ok" : "advice", NULL);
	return show_strays(rq, h);
}

/* A page of the site, for the form that tests one. */
static void
show_page(struct health *h)
{
	const struct report *r = NULL;
	int i;

	for (i = h->n - 1; i >= 0; i--)
		if (is_page(h, &h->reports[i]))
			r = &h->reports[i];
	if (r != NULL || h->site.nhosts > 0)
		page_str(
		    h->pg, r != NULL ? r->host : h->site.hosts[0], "Page.Host");
	page_str(
	    h->pg, r != NULL && !r->https ? "http" : "https", "Page.Scheme");
}

/*
 * GET /office/health: the checks of a site, with evidence and remedy.
 *
 *   site  id
 */
int
office_health(struct req *rq)
{
	const struct office *o = rq->app;
	struct health h = {.pg = frame_page(rq, "sites")};
	const char *base = conf_str(o->conf, "widget.base");
	uint64_t id;
	int there;

	if (req_u64(rq, "site", &id) == -1)
		return 400;
	if ((there = site_get(rq->db, id, &h.site)) != 1)
		return there == 0 ? 404 : 503;
	h.reports = mem_get(rq->mem, REPORTS * sizeof(*h.reports));
	if ((h.n = report_list(rq->db, id, h.reports)) == -1 ||
	    (h.installed = setting_tracking(rq->db)) == -1)
		return 503;
	page_int(h.pg, (int64_t)id, "Site.Id");
	page_str(h.pg, h.site.name, "Site.Name");
	page_str(h.pg, h.site.domain, "Site.Domain");
	page_str(h.pg, h.site.viewed, "Site.Viewed");
	page_int(h.pg, h.site.strict, "Site.Strict");
	page_int(h.pg, h.site.disabled, "Site.Disabled");
	page_int(h.pg, h.site.tracking, "Site.Tracking");
	page_str(
	    h.pg, *base != '\0' ? base : conf_str(o->conf, "base"), "Base");
	if (show_all(rq, &h) == -1 || office_trial_show(rq, h.pg, id) == -1)
		return 503;
	show_page(&h);
	if (frame_digest(rq, h.pg, "health_test.cs") == -1)
		return 500;
	return frame_show(rq, h.pg, "health.cs", 200);
}

/* Changes what the field "mend" names.  0, or -1 where it names nothing. */
static int
mend(struct req *rq, struct site *s)
{
	const char *what = req_str(rq, "mend");
	const char *text = req_opt(rq, "domain", SITE_HOST);
	char host[SITE_HOST + 1];

	if (what == NULL || text == NULL)
		return -1;
	if (strcmp(what, "ssl") == 0)
		s->ssl = 0;
	else if (strcmp(what, "tracking") == 0)
		s->tracking = 1;
	else if (strcmp(what, "check") == 0)
		s->check = 1;
	else if (strcmp(what, "domain") != 0)
		return -1;
	else if (*text == '\0')
		s->domain = "";
	else if (site_host_read(text, host) == 0)
		s->domain = mem_str(rq->mem, host);
	else
		return -1;
	return 0;
}

/*
 * POST /office/health/mend: one option of the site is put right.
 *
 *   site    id
 *   mend    ssl (off) | tracking (on) | check (on) | domain
 *   domain  the new one, or empty: the widest
 *
 *   303 to the health; 400; 404; 409 where somebody else changed the site
 */
int
office_health_mend(struct req *rq)
{
	struct actor by = office_actor(rq);
	struct site s = {0};
	uint64_t id;
	int there;

	if (req_u64(rq, "site", &id) == -1)
		return 400;
	if ((there = site_get(rq->db, id, &s)) != 1)
		return there == 0 ? 404 : 503;
	if (mend(rq, &s) == -1)
		return 400;
	switch (site_save(rq->db, &by, &s)) {
	case CHANGE_DONE:
		return req_redirect(
		    rq, "/office/health?site=%" PRIu64 "&said=saved", id);
	case CHANGE_FAILED:
		return 503;
	default:
		return 409;
	}
}

/* POST /office/health/forget: what the pages of a site reported is forgotten.
 * site: id.  303 to the health. */
int
office_health_forget(struct req *rq)
{
	uint64_t id;

	if (req_u64(rq, "site", &id) == -1)
		return 400;
	if (report_forget(rq->db, id) == -1)
		return 503;
	return req_redirect(
	    rq, "/office/health?site=%" PRIu64 "&said=forgotten", id);
}
