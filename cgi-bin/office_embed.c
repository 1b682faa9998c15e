/* SPDX-License-Identifier: ISC */
/* office_embed.c: the tag that goes into a site's pages. Floor 4. */
#include <inttypes.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/conf.h"
#include "lib/mem.h"
#include "lib/page.h"
#include "lib/req.h"
#include "lib/text.h"
#include "desk/department.h"
#include "desk/site_edit.h"
#include "cgi-bin/frame.h"
#include "cgi-bin/guard.h"
#include "cgi-bin/office.h"

/* Is this id among the chosen ones? */
static int
chosen(const struct req *rq, uint64_t id)
{
	const char *value;
	uint64_t n;
	size_t at = 0;

	while ((value = req_each(rq, "department", &at)) != NULL)
		if (text_u64(value, &n) == 0 && n == id)
			return 1;
	return 0;
}

/* Shows all departments, and names the chosen ones as the tag does.  NULL
 * where the database failed. */
static const char *
read_departments(struct req *rq, struct page *pg)
{
	struct department *d,
	    *list = mem_get(rq->mem, DEPARTMENTS * sizeof(*list));
	int i, n = department_list(rq->db, list);
	struct buf tag;

	buf_init(&tag, rq->mem);
	buf_str(&tag, "");
	for (i = 0; i < n; i++) {
		d = &list[i];
		page_int(pg, (int64_t)d->id, "Departments.%d.Id", i);
		page_str(pg, d->name, "Departments.%d.Name", i);
		page_int(pg, d->disabled, "Departments.%d.Disabled", i);
		page_int(pg, chosen(rq, d->id), "Departments.%d.On", i);
		if (!chosen(rq, d->id))
			continue;
		if (tag.len > 0)
			buf_str(&tag, ",");
		if (d->alias != NULL)
			buf_str(&tag, d->alias);
		else
			buf_printf(&tag, "%" PRIu64, d->id);
	}
	return n == -1 ? NULL : mem_strn(rq->mem, tag.data, tag.len);
}

/* 200 and the page's data, or the status. */
static int
load(struct req *rq, struct page *pg)
{
	const struct office *o = rq->app;
	struct snippet snip = {.check_off = req_flag(rq, "check_off")};
	struct site s;
	uint64_t id;
	int found;

	if (req_u64(rq, "site", &id) == -1)
		return 400;
	if ((found = site_get(rq->db, id, &s)) != 1)
		return found == 0 ? 404 : 503;
	if ((snip.departments = read_departments(rq, pg)) == NULL)
		return 503;
	snip.key = s.key;
	snip.base = conf_str(o->conf, "widget.base");
	if (*snip.base == '\0')
		snip.base = conf_str(o->conf, "base");
	if (req_flag(rq, "nonce"))
		snip.nonce = "NONCE";
	page_str(pg, site_snippet(rq->mem, &snip), "Snippet");
	page_str(pg, snip.base, "Base");
	page_int(pg, snip.check_off, "CheckOff");
	page_int(pg, snip.nonce != NULL, "Nonce");
	page_int(pg, (int64_t)s.id, "Site.Id");
	page_str(pg, s.name, "Site.Name");
	page_str(pg, s.key, "Site.Key");
	page_int(pg, s.check, "Site.Check");
	page_int(pg, s.tracking, "Site.Tracking");
	page_int(pg, s.disabled, "Site.Disabled");
	page_str(pg, s.viewed, "Site.Viewed");
	return 200;
}

/*
 * GET /office/embed: the embed code, and where it goes.
 *
 *   site        id
 *   department  ids, any number
 *   check_off   1: without "check for messages"
 *   nonce       1: with a nonce
 */
int
office_embed(struct req *rq)
{
	struct page *pg = frame_page(rq, "sites");
	int status = load(rq, pg);

	if (status != 200)
		return status;
	if (frame_digest(rq, pg, "embed_code.cs") == -1)
		return 500;
	return frame_show(rq, pg, "embed.cs", 200);
}

/* GET /office/embed/code: the code alone, and whether it was seen; fields as
 * above.  204 where nothing has moved. */
int
office_embed_code(struct req *rq)
{
	struct page *pg = frame_page(rq, "sites");
	int status = load(rq, pg);

	return status != 200 ? status : frame_fragment(rq, pg, "embed_code.cs");
}
