/* SPDX-License-Identifier: ISC */
/* office_retention.c: for how long what is kept. Floor 4. */
#include <inttypes.h>

#include "lib/conf.h"
#include "lib/mem.h"
#include "lib/page.h"
#include "lib/req.h"
#include "lib/text.h"
#include "desk/retention.h"
#include "cgi-bin/frame.h"
#include "cgi-bin/office.h"

static void
show(struct page *pg, const uint64_t days[KEEPS], const char *at)
{
	int i;

	for (i = 0; i < KEEPS; i++)
		page_int(pg, (int64_t)days[i], "%s.%s", at, retention_names[i]);
}

static uint64_t
unset(const struct req *rq)
{
	const struct office *o = rq->app;

	return (uint64_t)conf_int(o->conf, "retention.days");
}

/* GET /office/retention: for how long what is kept. */
int
office_retention(struct req *rq)
{
	struct page *pg = frame_page(rq, "retention");
	uint64_t days[KEEPS];

	if (retention_get(rq->db, unset(rq), days) == -1 ||
	    office_form_latest(rq, pg, "retention", 1) == -1)
		return 503;
	show(pg, days, "Form");
	show(pg, days, "Was");
	return frame_show(rq, pg, "retention.cs", 200);
}

/* 0, -1 where it is no form of ours. */
static int
read_form(struct form *f, uint64_t was[KEEPS], uint64_t days[KEEPS])
{
	struct wanted w = {NULL, 10, 1};
	const char *text;
	char *name;
	int i;

	for (i = 0; i < KEEPS; i++) {
		name = mem_printf(f->rq->mem, "was_%s", retention_names[i]);
		if (req_u64(f->rq, name, &was[i]) == -1)
			return -1;
		w.name = retention_names[i];
		text = office_form_text(f, &w);
		if (text_u64(text, &days[i]) == -1 || days[i] > RETENTION_MOST)
			office_form_wrong(f, w.name, "days");
	}
	show(f->pg, was, "Was");
	return 0;
}

/*
 * POST /office/retention
 *
 *   views, visitors, chats, invitations, reports, audit  0..3650 days
 *   was_views, ...  what the form showed
 *
 *   303 to the page; 400 and 409 with the form
 */
int
office_retention_save(struct req *rq)
{
	struct form f = {.rq = rq, .pg = frame_page(rq, "retention")};
	struct actor by = office_actor(rq);
	uint64_t was[KEEPS], days[KEEPS], now[KEEPS];
	int result, status = 400;

	if (read_form(&f, was, days) == -1)
		return 400;
	if (!f.wrong) {
		result = retention_set(rq->db, &by, unset(rq), was, days);
		if (result == CHANGE_DONE)
			return req_redirect(rq, "/office/retention?said=saved");
		status = office_form_problem(&f, result, "views");
	}
	if (status == 503 || retention_get(rq->db, unset(rq), now) == -1 ||
	    office_form_latest(rq, f.pg, "retention", 1) == -1)
		return 503;
	show(f.pg, now, "Now");
	if (status == 409)
		show(f.pg, now, "Was");
	return frame_show(rq, f.pg, "retention.cs", status);
}
