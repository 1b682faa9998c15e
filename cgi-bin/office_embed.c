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

enum {
	BOX = 100, /* characters of a selector */
	LANGUAGE = 35,
	WORD = 8
};

/* The field if it is one of the words, or "". */
static const char *
word(struct req *rq, const char *field, const char *const *words)
{
	const char *said = req_opt(rq, field, WORD);

	for (; said != NULL && *words != NULL; words++)
		if (strcmp(said, *words) == 0)
			return *words;
	return "";
}

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

/* What the code says, and where it goes. */
static void
read_tag(struct req *rq, struct page *pg, struct snippet *snip)
{
	static const char *const modes[] = {"box", "popup", "api", NULL},
				 *const variants[] = {
				     "nonce", "sri", "query", "lhc", NULL};
	const struct office *o = rq->app;
	const char *variant = word(rq, "variant", variants);
	const char *lang = req_opt(rq, "lang", LANGUAGE);

	snip->check_off = req_flag(rq, "check_off");
	snip->tracking_off = req_flag(rq, "tracking_off");
	snip->leave_off = req_flag(rq, "leave_off");
	snip->mode = word(rq, "mode", modes);
	snip->box =
	    strcmp(snip->mode, "box") == 0 ? req_opt(rq, "box", BOX) : NULL;
	snip->lang =
	    lang != NULL && lang[strspn(lang, "-abcdefghijklmnopqrst"
					      "uvwxyzABCDEFGHIJKLMNO"
					      "PQRSTUVWXYZ0123456789")] == '\0'
		? lang
		: "";
	snip->base = conf_str(o->conf, "widget.base");
	if (*snip->base == '\0')
		snip->base = conf_str(o->conf, "base");
	if (strcmp(variant, "nonce") == 0)
		snip->nonce = "NONCE";
	snip->query = strcmp(variant, "query") == 0;
	if (strcmp(variant, "sri") == 0) {
		snip->hash = o->widget;
		snip->integrity = o->integrity;
	}
	page_str(pg, variant, "Variant");
	page_str(pg, snip->base, "Base");
	page_str(pg, strstr(snip->base, "//"), "Bare");
	page_int(pg, snip->check_off, "CheckOff");
	page_int(pg, snip->tracking_off, "TrackingOff");
	page_int(pg, snip->leave_off, "LeaveOff");
	page_str(pg, snip->mode, "Mode");
	page_str(pg, snip->box, "Box");
	page_str(pg, snip->lang, "Lang");
}

/* The site, and how its widget looks: as stored, or as the form tries it. */
static void
show_site(struct req *rq, struct page *pg, struct site *s)
{
	const char *title = s->title;

	page_int(pg, (int64_t)s->version, "Site.Version");
	office_look_read(rq, s);
	page_int(pg, (int64_t)s->id, "Site.Id");
	page_str(pg, s->name, "Site.Name");
	page_str(pg, *title != '\0' ? title : s->name, "Site.Title");
	page_str(pg, s->greeting, "Site.Greeting");
	page_str(pg, s->key, "Site.Key");
	page_str(pg, s->color, "Site.Color");
	page_int(pg, s->left, "Site.Left");
	if (s->width != 0)
		page_int(pg, (int64_t)s->width, "Site.Width");
	if (s->height != 0)
		page_int(pg, (int64_t)s->height, "Site.Height");
	page_int(pg, s->leave, "Site.Leave");
	page_int(pg, s->check, "Site.Check");
	page_int(pg, s->tracking, "Site.Tracking");
	page_int(pg, s->disabled, "Site.Disabled");
	page_int(pg, s->is_default, "Site.Default");
	page_int(pg, s->nhosts > 0, "Site.Hosts");
	page_str(pg, s->viewed, "Site.Viewed");
}

int
office_embed_load(struct req *rq, struct page *pg)
{
	const struct office *o = rq->app;
	struct snippet snip = {0};
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
	read_tag(rq, pg, &snip);
	page_str(pg, site_snippet(rq->mem, &snip), "Snippet");
	page_str(pg, o->widget, "Widget");
	show_site(rq, pg, &s);
	return 200;
}

/*
 * GET /office/embed: the embed code, its options, and where it goes.
 *
 *   site        id
 *   department  ids, any number
 *   check_off, tracking_off, leave_off  1: without
 *   mode        box | popup | api; box: selector of the page's element
 *   lang        of the pages
 *   variant     nonce | sri | query | lhc
 *   color, position, width, height  tried in the preview
 */
int
office_embed(struct req *rq)
{
	struct page *pg = frame_page(rq, "sites");
	int status = office_embed_load(rq, pg);

	if (status != 200)
		return status;
	if (frame_digest(rq, pg, "embed_code.cs") == -1)
		return 500;
	return frame_show(rq, pg, "embed.cs", 200);
}

/* GET /office/embed/code: the code alone, its preview, and whether it was
 * seen; fields as above.  204 where nothing has moved. */
int
office_embed_code(struct req *rq)
{
	struct page *pg = frame_page(rq, "sites");
	int status = office_embed_load(rq, pg);

	return status != 200 ? status : frame_fragment(rq, pg, "embed_code.cs");
}
