/* SPDX-License-Identifier: ISC */
/* visit_page.c: what pages ask and say that are no visitor's yet: whose they
 * are, what hinders the widget, how they do in a test. Floor 4. */
#include <stdio.h>
#include <string.h>

#include "cgi-bin/visit.h"
#include "desk/lhc.h"
#include "desk/trial.h"
#include "lib/json.h"
#include "lib/mem.h"
#include "lib/req.h"
#include "lib/text.h"

int
visit_place(struct req *rq, char host[VISIT_HOST], int *https)
{
	const char *url = req_str(rq, "url");

	if (text_url(rq->origin, host, VISIT_HOST, https) == 0)
		return 0;
	return url == NULL ? -1 : text_url(url, host, VISIT_HOST, https);
}

/*
 * POST /w/which: what a page that carries Live Helper Chat's snippet would
 * have in our tag.
 *
 *   dep  departments as that snippet names them: aliases, or numbers of there
 *   url  the page's, where the browser does not say
 *
 *   200 {"site":key,"department":aliases and ids}
 *   404 unknown_site  no site lists the host, and none is the default
 *
 * One trip.
 */
int
visit_which(struct req *rq)
{
	const char *dep = req_opt(rq, "dep", EMBED_TAG);
	char host[VISIT_HOST], *tag;
	struct lhc found;
	struct json *j;
	int https;

	if (dep == NULL || visit_place(rq, host, &https) == -1)
		return 400;
	tag = mem_str(rq->mem, dep);
	embed_tag_clean(tag);
	switch (lhc_find(rq->db, host, tag, &found)) {
	case -1:
		return 503;
	case 0:
		return visit_refuse(rq, 404, "unknown_site");
	}
	j = json_new(rq->mem);
	json_str(j, "site", found.key);
	json_str(j, "department", found.departments);
	return req_json(rq, j, 200);
}

/* What a policy refuses, as the browser names it; "" where it is no such
 * word. */
static const char *
directives(struct req *rq, const char *field)
{
	const char *said = req_opt(rq, field, TRIAL_REFUSED);

	if (said == NULL ||
	    said[strspn(said, "abcdefghijklmnopqrstuvwxyz-, ")] != '\0')
		return "";
	return said;
}

/* The 16 hex digits of a test, where the page was opened with some. */
static int
has_code(const struct req *rq, unsigned char code[TRIAL_CODE])
{
	return req_hex(rq, "code", code, TRIAL_CODE) == 0;
}

/* What the page says of itself.  0, or the status.  One trip. */
static int
read_finding(struct req *rq, struct finding *f, char host[VISIT_HOST])
{
	const char *dep = req_opt(rq, "dep", EMBED_TAG);
	struct embed e;
	char *tag;

	if (dep == NULL || visit_place(rq, host, &f->https) == -1 ||
	    req_id(rq, "codes", &f->codes) == -1)
		return 400;
	tag = mem_str(rq->mem, dep);
	embed_tag_clean(tag);
	f->host = host;
	f->tag = tag;
	f->departments = "";
	f->cookie = req_flag(rq, "cookie");
	f->storage = req_flag(rq, "storage");
	f->unchecked = req_flag(rq, "unchecked");
	f->private = req_flag(rq, "private");
	f->refused = directives(rq, "refused");
	switch (embed_find(rq->db, visit_caller(rq)->site, host, tag, &e)) {
	case -1:
		return 503;
	case 1:
		f->site = e.site;
		f->departments = e.departments;
	}
	return 0;
}

/*
 * GET /w/barred: the page's Content-Security-Policy refuses something of ours.
 * It is a GET because an image may be all that the policy lets out; what it
 * writes is a report of the site's health, once a minute at most.
 *
 *   d     the directive, as "connect-src"
 *   url   the page's origin
 *   code  of a test that the page was opened with
 *
 *   200 {}; 400; 404 unknown_site; 503.  Four trips at most.
 */
int
visit_barred(struct req *rq)
{
	const char *refused = directives(rq, "d");
	struct finding f = {0};
	unsigned char code[TRIAL_CODE];
	char host[VISIT_HOST];
	int status;

	if ((status = visit_note(rq, REPORT_CSP, refused)) != 0)
		return status;
	if (has_code(rq, code)) {
		if ((status = read_finding(rq, &f, host)) != 0)
			return status;
		f.refused = refused;
		if (trial_note(rq->db, code, &f) == -1)
			return 503;
	}
	return req_json(rq, json_new(rq->mem), 200);
}

/*
 * GET /w/trial: a page that was opened with the code of a test says how it is.
 * A GET for the reason of /w/barred; the code is good for one.
 *
 *   code             16 hex digits
 *   url              the page's origin
 *   dep              departments of the tag
 *   codes            how many embed codes the page carries
 *   cookie, storage  1: the browser keeps them
 *   unchecked        1: the tag says data-check="off"
 *   private          1: nobody is recorded
 *   refused          what the page's policy refused of ours
 *
 *   200 {}; 400; 404 where the code is used, or none; 503.  Two trips.
 */
int
visit_trial(struct req *rq)
{
	unsigned char code[TRIAL_CODE];
	struct finding f = {0};
	char host[VISIT_HOST];
	int status;

	if (!has_code(rq, code))
		return 400;
	if ((status = read_finding(rq, &f, host)) != 0)
		return status;
	switch (trial_note(rq->db, code, &f)) {
	case -1:
		return 503;
	case 0:
		return 404;
	}
	return req_json(rq, json_new(rq->mem), 200);
}
