/* SPDX-License-Identifier: ISC */
/* office_trial.c: "Test my page", on the health page: a code for the address
 * of a page, and what the page said that was opened with it. Floor 4. */
#include <inttypes.h>
#include <string.h>

#include "lib/mem.h"
#include "lib/page.h"
#include "lib/rand.h"
#include "lib/req.h"
#include "lib/text.h"
#include "desk/session.h"
#include "desk/site_edit.h"
#include "desk/trial.h"
#include "cgi-bin/frame.h"
#include "cgi-bin/guard.h"
#include "cgi-bin/office.h"

static void
show_finding(struct page *pg, const struct trial *t, uint64_t site)
{
	const struct finding *f = &t->page;

	page_str(pg, t->seen, "Trial.Seen");
	page_str(pg, f->host, "Trial.Host");
	page_str(pg, f->https ? "https" : "http", "Trial.Scheme");
	page_str(pg, t->site, "Trial.Site");
	page_int(pg, f->site != 0 && f->site != site, "Trial.Other");
	page_int(pg, f->cookie, "Trial.Cookie");
	page_int(pg, f->storage, "Trial.Storage");
	page_int(pg, (int64_t)f->codes, "Trial.Codes");
	page_int(pg, f->unchecked, "Trial.Unchecked");
	page_int(pg, f->private, "Trial.Private");
	page_str(pg, f->refused, "Trial.Refused");
	page_str(pg, f->tag, "Trial.Tag");
	page_str(pg, f->departments, "Trial.Departments");
}

int
office_trial_show(struct req *rq, struct page *pg, uint64_t site)
{
	char code[2 * TRIAL_CODE + 1];
	struct trial t = {0};

	page_int(pg, (int64_t)site, "Trial.For");
	switch (trial_get(rq->db, site, guard_operator(rq)->id, &t)) {
	case -1:
		return -1;
	case 0:
		return 0;
	}
	page_str(pg, t.url, "Trial.Url");
	page_int(pg, t.open, "Trial.Open");
	if (t.seen != NULL)
		show_finding(pg, &t, site);
	if (!t.open)
		return 0;
	text_hex(code, t.code, TRIAL_CODE);
	page_str(pg, mem_printf(rq->mem, "%s#beckon-test=%s", t.url, code),
	    "Trial.Link");
	return 0;
}

/* GET /office/health/test: how the operator's last test of a page stands.
 * site: id.  204 where nothing has moved. */
int
office_trial(struct req *rq)
{
	struct page *pg = frame_page(rq, "sites");
	struct site s;
	uint64_t id;
	int there;

	if (req_u64(rq, "site", &id) == -1)
		return 400;
	if ((there = site_get(rq->db, id, &s)) != 1)
		return there == 0 ? 404 : 503;
	if (office_trial_show(rq, pg, id) == -1)
		return 503;
	return frame_fragment(rq, pg, "health_test.cs");
}

/*
 * POST /office/health/test: a new code, for a page that the operator opens.
 *
 *   site  id
 *   url   of the page, 1..1000 characters
 *
 *   303 to the health; 400 where it is no address
 */
int
office_trial_begin(struct req *rq)
{
	const char *url = req_text(rq, "url", TRIAL_URL);
	struct trial t = {0};
	char host[SITE_HOST + 1], *page;
	struct site s;
	uint64_t id;
	int there, https;

	if (req_u64(rq, "site", &id) == -1)
		return 400;
	if ((there = site_get(rq->db, id, &s)) != 1)
		return there == 0 ? 404 : 503;
	if (url == NULL || text_url(url, host, sizeof(host), &https) == -1)
		return req_redirect(rq,
		    "/office/health?site=%" PRIu64 "&said=no-address#test", id);
	page = mem_str(rq->mem, url);
	page[strcspn(page, "#")] = '\0';
	t.url = page;
	rand_bytes(t.code, TRIAL_CODE);
	if (trial_begin(rq->db, id, guard_operator(rq)->id, &t) == -1)
		return 503;
	return req_redirect(rq, "/office/health?site=%" PRIu64 "#test", id);
}
