/* SPDX-License-Identifier: ISC */
/* visit_arrival.c: what a page view's fields and headers say, and of which
 * site; visit_settle.c does the rest. Floor 4. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "cgi-bin/visit.h"
#include "desk/country.h"
#include "desk/embed_memory.h"
#include "lib/mem.h"
#include "lib/req.h"
#include "lib/text.h"

/* An address of a page in the arena, without a user's name or password in
 * it, or NULL where it is none. */
static char *
page_address(
    struct req *rq, const char *text, char host[VISIT_HOST], int *https)
{
	char *url = mem_str(rq->mem, text), *from, *at;
	size_t n;

	if ((from = strstr(url, "://")) != NULL) {
		from += 3;
		n = strcspn(from, "/?#");
		for (at = from + n; at > from && at[-1] != '@'; at--)
			continue;
		memmove(from, at, strlen(at) + 1);
	}
	return text_url(url, host, VISIT_HOST, https) == -1 ? NULL : url;
}

/* s if it is plain ASCII of these kinds, or "". */
static const char *
plain(const char *s)
{
	size_t n;

	n = strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_/+-"
		      "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
	return s[n] == '\0' ? s : "";
}

/* What the headers say: the browser, and from where. */
static void
read_browser(struct req *rq, struct view *v)
{
	const struct visit *app = rq->app;
	char *agent = mem_str(rq->mem, rq->agent);

	if (!text_ok(agent, strlen(agent)))
		*agent = '\0';
	text_cut(agent, VISITOR_AGENT);
	v->agent = agent;
	agent_read(agent, &v->browser);
	if (strlen(rq->remote) <= VISITOR_ADDRESS)
		(void)snprintf(
		    v->address, sizeof(v->address), "%s", rq->remote);
	country_find(app->country, v->address, v->country);
}

/* The page, from the fields.  0, or -1. */
static int
read_view(struct req *rq, struct arrival *a)
{
	struct view *v = &a->view;
	const char *url, *ref, *lang, *zone;
	char host[VISIT_HOST];
	int https;

	url = req_text(rq, "url", VIEW_URL);
	ref = req_opt(rq, "ref", VIEW_URL);
	lang = req_opt(rq, "lang", VISITOR_LANGUAGE);
	zone = req_opt(rq, "tz", VISITOR_TIMEZONE);
	v->title = req_opt(rq, "title", VIEW_TITLE);
	a->tag = req_opt(rq, "dep", EMBED_TAG);
	if (url == NULL || ref == NULL || lang == NULL || zone == NULL ||
	    v->title == NULL || a->tag == NULL ||
	    req_hex(rq, "view", v->key, VIEW_KEY) == -1)
		return -1;
	if ((a->url = page_address(rq, url, a->host, &a->https)) == NULL)
		return -1;
	if ((a->referrer = page_address(rq, ref, host, &https)) == NULL)
		a->referrer = mem_str(rq->mem, "");
	v->url = a->url;
	v->referrer = a->referrer;
	v->language = plain(lang);
	v->timezone = plain(zone);
	v->state = visit_caller(rq)->state;
	v->unkept = visit_said(rq, "alone");
	read_browser(rq, v);
	return 0;
}

/* A tag with nothing in it that cannot name a department. */
static const char *
clean(struct req *rq, const char *tag)
{
	char *copy = mem_str(rq->mem, tag);

	embed_tag_clean(copy);
	return copy;
}

/* What the site does not keep goes before anything is stored. */
static void
scrub(struct arrival *a)
{
	char whole[VISITOR_ADDRESS + 1];

	scrub_url(a->url, &a->embed.scrub);
	scrub_url(a->referrer, &a->embed.scrub);
	(void)snprintf(whole, sizeof(whole), "%s", a->view.address);
	scrub_address(a->view.address, whole, a->embed.address);
}

static int64_t
now(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* The site, as of now; for one of very many page views, as of a second ago.
 * 1, 0 no such site, -1.  At most two trips. */
static int
find_embed(struct req *rq, struct arrival *a)
{
	const struct visit *app = rq->app;
	const struct embedding s = {.key = visit_caller(rq)->site,
	    .host = a->host,
	    .tag = clean(rq, a->tag)};

	if (a->wants)
		return embed_find(rq->db, s.key, s.host, s.tag, &a->embed);
	return embed_recall(app->embeds, rq->db, &s, now(), &a->embed);
}

/* A host that is not listed, once a minute.  0, -1.  One trip, or none. */
static int
note_host(struct req *rq, const struct arrival *a)
{
	const struct visit *app = rq->app;

	if (a->embed.host != HOST_STRAY)
		return 0;
	embed_forget(app->embeds, visit_caller(rq)->site, a->host);
	return embed_stray(rq->db, a->embed.site, a->host);
}

/*
 * The site, its options, and whether the page may be served: the host is what
 * the browser says it is (Origin), or else what the page says.  0, or the
 * status.  At most two trips, one more for a host that is not listed and for
 * what is reported, each once a minute.
 */
static int
read_embed(struct req *rq, struct arrival *a)
{
	const char *check = req_str(rq, "check");
	char host[VISIT_HOST];
	int https;

	if (text_url(rq->origin, host, sizeof(host), &https) == 0) {
		snprintf(a->host, sizeof(a->host), "%s", host);
		a->https = https;
	}
	switch (find_embed(rq, a)) {
	case -1:
		return 503;
	case 0:
		return visit_refuse(rq, 404, "unknown_site");
	}
	if (note_host(rq, a) == -1)
		return 503;
	if (a->embed.host != HOST_LISTED && a->embed.strict)
		return visit_refuse(rq, 403, "host");
	scrub(a);
	a->view.departments = a->embed.departments;
	a->view.check =
	    a->embed.check && (check == NULL || strcmp(check, "off") != 0);
	if (visit_account(rq, a) != 0)
		return 503;
	return visit_report(rq, a);
}

int
visit_understand(struct req *rq, struct arrival *a)
{
	return read_view(rq, a) == -1 ? 400 : read_embed(rq, a);
}
