/* SPDX-License-Identifier: ISC */
/* visit_report.c: what a page says of itself, and what is wrong with it, for
 * the health of its site. Floor 4. */
#include <string.h>

#include "cgi-bin/visit.h"
#include "desk/embed_memory.h"
#include "desk/report.h"
#include "desk/site_edit.h"
#include "lib/mem.h"
#include "lib/req.h"

static const char *const names[REPORT_WHATS] = {
    [REPORT_PAGE] = "page",
    [REPORT_FOREIGN] = "foreign",
    [REPORT_SERVER] = "server",
    [REPORT_REFUSED] = "refused",
    [REPORT_COOKIES] = "cookies",
    [REPORT_TWICE] = "twice",
    [REPORT_UNCHECKED] = "unchecked",
    [REPORT_USER_BAD] = "user_bad",
    [REPORT_USER_STALE] = "user_stale",
    [REPORT_UUID] = "uuid",
    [REPORT_CSP] = "csp",
    [REPORT_CACHED] = "cached",
};

/* Is the word in a list with commas between? */
static int
has(const char *list, const char *word)
{
	size_t n = strlen(word);
	const char *at;

	for (at = list; (at = strstr(at, word)) != NULL; at += n)
		if ((at == list || at[-1] == ',') &&
		    (at[n] == '\0' || at[n] == ','))
			return 1;
	return 0;
}

/* Was this noted in the last minute? */
static int
noted(struct req *rq, const struct arrival *a, const struct report *r)
{
	return has(
	    a->embed.noted, mem_printf(rq->mem, "%s-%s",
				r->https ? "https" : "http", names[r->what]));
}

int
visit_said(const struct req *rq, const char *word)
{
	const char *said = req_str(rq, "rep");

	return said != NULL && has(said, word);
}

/* Is this the name of the server that answers? */
static int
own(const struct req *rq, const char *host)
{
	size_t n = strcspn(rq->host, ":");

	return strlen(host) == n && strncmp(rq->host, host, n) == 0;
}

/* Bits 1 << REPORT_… of what there is to say; the domain that the tag names,
 * should it be one, goes into r->detail. */
static unsigned
read_report(struct req *rq, const struct arrival *a, struct report *r)
{
	const char *domain = req_opt(rq, "domain", REPORT_DOMAIN);
	const char *said = req_opt(rq, "rep", REPORT_DOMAIN);
	char host[SITE_HOST + 1];
	unsigned bits = 1u << REPORT_PAGE | a->wrong;

	if (said == NULL)
		said = "";
	if (domain != NULL && site_host_read(domain, host) == 0) {
		r->detail = mem_str(rq->mem, host);
		if (!report_within(a->host, host))
			bits |= 1u << (own(rq, host) ? REPORT_SERVER
						     : REPORT_FOREIGN);
	}
	if (has(said, "refused"))
		bits |= 1u << REPORT_REFUSED;
	if (has(said, "cookies"))
		bits |= 1u << REPORT_COOKIES;
	if (has(said, "twice"))
		bits |= 1u << REPORT_TWICE;
	if (has(said, "uuid"))
		bits |= 1u << REPORT_UUID;
	if (a->embed.check && !a->view.check)
		bits |= 1u << REPORT_UNCHECKED;
	return bits;
}

/* 0, or 503.  One trip. */
static int
note(struct req *rq, const struct arrival *a, const struct report *r)
{
	const struct visit *app = rq->app;

	if (report_note(rq->db, a->embed.site, r) == -1)
		return 503;
	embed_forget(app->embeds, visit_caller(rq)->site, r->host);
	return 0;
}

int
visit_report(struct req *rq, const struct arrival *a)
{
	struct report r = {.https = a->https, .host = a->host, .detail = ""};
	unsigned bits = read_report(rq, a, &r);
	int what, status;

	for (what = REPORT_PAGE; what < REPORT_WHATS; what++) {
		r.what = (enum report_what)what;
		if ((bits & 1u << what) == 0 || noted(rq, a, &r))
			continue;
		if ((status = note(rq, a, &r)) != 0)
			return status;
	}
	return 0;
}

int
visit_note(struct req *rq, enum report_what what, const char *detail)
{
	struct arrival *a = mem_get(rq->mem, sizeof(*a));
	struct report r = {.what = what, .host = a->host, .detail = detail};
	const char *site = visit_caller(rq)->site;

	if (visit_place(rq, a->host, &r.https) == -1)
		return 400;
	switch (embed_find(rq->db, site, a->host, "", &a->embed)) {
	case -1:
		return 503;
	case 0:
		return visit_refuse(rq, 404, "unknown_site");
	}
	return noted(rq, a, &r) ? 0 : note(rq, a, &r);
}
