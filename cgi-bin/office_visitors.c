/* SPDX-License-Identifier: ISC */
/* office_visitors.c: the online visitors section: page and list. Floor 4. */
#include <inttypes.h>
#include <string.h>
#include <time.h>

#include "lib/mailbox.h"
#include "lib/mem.h"
#include "lib/page.h"
#include "lib/req.h"
#include "desk/online.h"
#include "desk/session.h"
#include "desk/setting.h"
#include "desk/why.h"
#include "cgi-bin/frame.h"
#include "cgi-bin/guard.h"
#include "cgi-bin/office.h"

enum {
	SEARCH = 100, /* characters */
	SILENT = 10,  /* seconds without a tick: pulse is not there */
	SLOW = 150,   /* percent of the pace: worth saying */
	LAST_PAGE = 9999,
	CROWD = 20000 /* visitors: more are not counted at each refresh */
};

static const char *const state_words[ONLINE_STATES] = {
    "", "online", "idle", "left"};
static const char *const sort_words[ONLINE_SORTS] = {
    "newest", "longest", "pages", "visits", "title", "place"};
static const char *const why_words[] = {
    "", "no-site", "no-snippet", "no-tracking", "nobody", "departments"};

/* Which of the words this field is; 0 where absent, -1 where none. */
static int
word(const struct req *rq, const char *name, const char *const *words, int n)
{
	const char *value = req_str(rq, name);
	int i;

	if (value == NULL || *value == '\0')
		return 0;
	for (i = 0; i < n; i++)
		if (strcmp(value, words[i]) == 0)
			return i;
	return -1;
}

/*
 * The filter fields that both addresses take:
 *
 *   q           part of a name, address, page, referrer; 0..100 characters
 *   department  id
 *   site        id
 *   state       online | idle | left
 *   sort        newest | longest | pages | visits | title | place
 *   bots        1: declared bots too
 *   page        from 1
 */
static int
read_filter(struct req *rq, struct online_filter *f)
{
	int state = word(rq, "state", state_words, ONLINE_STATES);
	int sort = word(rq, "sort", sort_words, ONLINE_SORTS);

	f->text = req_opt(rq, "q", SEARCH);
	if (f->text == NULL || state == -1 || sort == -1 ||
	    req_id(rq, "department", &f->department) == -1 ||
	    req_id(rq, "site", &f->site) == -1 ||
	    req_id(rq, "page", &f->page) == -1 || f->page > LAST_PAGE)
		return -1;
	f->bots = req_flag(rq, "bots");
	f->state = (enum online_state)state;
	f->sort = (enum online_sort)sort;
	if (f->page > 0)
		f->page--;
	return 0;
}

/* What is looked for, and what is found. */
struct finding {
	struct online_filter *filter;
	struct online_row *rows;
	int n;
	struct online_totals matching;
};

static int
is_filtered(const struct online_filter *f)
{
	return *f->text != '\0' || f->department != 0 || f->site != 0 ||
	       f->state != ONLINE_ANY;
}

static void
show_filter(struct page *pg, const struct online_filter *f)
{
	page_str(pg, f->text, "Q");
	page_int(pg, (int64_t)f->department, "Department");
	page_int(pg, (int64_t)f->site, "Site");
	page_str(pg, state_words[f->state], "State");
	page_str(pg, sort_words[f->sort], "Sort");
	page_int(pg, (int64_t)f->page + 1, "Page");
	page_int(pg, f->bots, "Bots");
	page_int(pg, is_filtered(f), "Filtered");
}

static void
show_totals(
    struct page *pg, const struct online_totals *all, const struct finding *f)
{
	uint64_t pages = (f->matching.all + ONLINE_PAGE - 1) / ONLINE_PAGE;

	page_int(pg, (int64_t)(all->here + all->idle), "Total.Now");
	page_int(pg, (int64_t)all->here, "Total.Online");
	page_int(pg, (int64_t)all->idle, "Total.Idle");
	page_int(pg, (int64_t)all->left, "Total.Left");
	page_int(pg, (int64_t)all->bots, "Total.Bots");
	page_int(pg, (int64_t)f->matching.all, "Total.Matching");
	page_int(pg, f->matching.more, "Total.More");
	page_int(pg, (int64_t)pages, "PageCount");
	if (f->filter->page > 0)
		page_int(pg, (int64_t)f->filter->page, "PageBefore");
	if (f->filter->page + 1 < pages)
		page_int(pg, (int64_t)f->filter->page + 2, "PageAfter");
}

/* Where those are whom a filter leaves out: for who sees all. */
static int
show_crowd(struct req *rq, struct page *pg)
{
	struct why_place list[WHY_PLACES];
	int n = why_present(rq->db, list);

	office_why_places(pg, list, n);
	return n == -1 ? -1 : 0;
}

/*
 * The rows, and how many match: counted before where that tells how to look
 * for them, after where the rows themselves may tell.  0, -1.
 */
static int
find(struct req *rq, const struct online_totals *all, struct finding *f)
{
	const struct operator* op = guard_operator(rq);
	int search = *f->filter->text != '\0';

	f->matching = *all;
	f->filter->crowd = all->crowd;
	if (!search && is_filtered(f->filter) &&
	    online_totals(rq->db, op, f->filter, &f->matching) == -1)
		return -1;
	f->filter->rare = f->matching.rare;
	if ((f->n = online_list(rq->db, op, f->filter, f->rows)) == -1)
		return -1;
	if (!search)
		return 0;
	if (f->n < ONLINE_PAGE && f->filter->page == 0)
		f->matching = (struct online_totals){.all = (uint64_t)f->n};
	else if (f->n > 0 && f->rows[0].matching > 0)
		online_counted(f->rows[0].matching, &f->matching);
	else
		return online_totals(rq->db, op, f->filter, &f->matching);
	return 0;
}

static void
count(struct req *rq)
{
	(void)online_count(rq->db);
}

void
office_count_ahead(struct req *rq, const struct online_totals *n)
{
	if (n->due)
		rq->after = count;
}

/* The list itself: at most five trips, and those of counting. */
static int
show_list(struct req *rq, struct page *pg, struct online_filter *filter)
{
	const struct operator* op = guard_operator(rq);
	struct online_filter none = {.text = "", .bots = filter->bots};
	struct finding f = {.filter = filter};
	struct online_totals all;
	int i, why;

	f.rows = mem_get(rq->mem, ONLINE_PAGE * sizeof(*f.rows));
	if (online_totals(rq->db, op, &none, &all) == -1 ||
	    find(rq, &all, &f) == -1)
		return -1;
	office_count_ahead(rq, &all);
	show_totals(pg, &all, &f);
	show_filter(pg, filter);
	for (i = 0; i < f.n; i++)
		office_show_row(pg, &f.rows[i], i);
	if (f.n > 0)
		return 0;
	if ((why = online_why(rq->db, op)) == -1)
		return -1;
	page_str(pg, why_words[why], "Why");
	if (!op->sees_all || !is_filtered(filter) ||
	    all.here + all.idle > CROWD)
		return 0;
	return show_crowd(rq, pg);
}

static int
show_sites(struct req *rq, struct page *pg)
{
	struct choice *list = mem_get(rq->mem, CHOICES * sizeof(*list));
	int i, n;

	if ((n = online_sites(rq->db, list)) == -1)
		return -1;
	for (i = 0; i < n; i++) {
		page_int(pg, (int64_t)list[i].id, "Sites.%d.Id", i);
		page_str(pg, list[i].name, "Sites.%d.Name", i);
	}
	return 0;
}

/* The departments to choose from.  A chosen one that they may not see, or that
 * is gone, is none.  0, or the status. */
static int
show_departments(struct req *rq, struct page *pg, uint64_t *chosen)
{
	struct choices *c = mem_get(rq->mem, sizeof(*c));

	if (frame_wish(rq, c) == -1)
		return 400;
	if (online_departments(rq->db, guard_operator(rq), c) == -1)
		return 503;
	if (!c->has)
		*chosen = 0;
	frame_choices(pg, c);
	return 0;
}

static int
show_tracking(struct req *rq, struct page *pg)
{
	int on = setting_tracking(rq->db);

	if (on == -1)
		return -1;
	page_int(pg, on, "Tracking");
	return 0;
}

/* Why the list is behind, where it is: pages ask less often while the machine
 * does not keep up; no more visitors can be followed; nobody follows them. */
static void
show_freshness(struct req *rq, struct page *pg)
{
	const struct office *o = rq->app;
	const struct tick *tick = mailbox_tick(o->box);

	if (tick->t + SILENT < (uint64_t)time(NULL))
		page_int(pg, 1, "Fresh.Silent");
	else if (tick->pace >= SLOW)
		page_int(pg, mailbox_next(STATE_FRONT, tick->pace) / 1000,
		    "Fresh.Seconds");
	if (tick->full)
		page_int(pg, 1, "Fresh.Full");
}

/*
 * GET /office/visitors: who is on the sites now; fields as read_filter(), and
 *
 *   find  part of the name of the departments to choose from; 0..100
 *         characters
 */
int
office_visitors(struct req *rq)
{
	struct page *pg = frame_page(rq, "visitors");
	struct online_filter f = {0};
	int wrong;

	if (read_filter(rq, &f) == -1)
		return 400;
	if ((wrong = show_departments(rq, pg, &f.department)) != 0)
		return wrong;
	show_freshness(rq, pg);
	if (show_tracking(rq, pg) == -1 || show_list(rq, pg, &f) == -1)
		return 503;
	if (frame_digest(rq, pg, "visitors_list.cs") == -1)
		return 500;
	if (show_sites(rq, pg) == -1)
		return 503;
	return frame_show(rq, pg, "visitors.cs", 200);
}

/*
 * GET /office/visitors/departments: those to filter by, for the page's search.
 *
 *   find        part of the name; 0..100 characters
 *   department  id of the chosen one, which stays among them
 */
int
office_visitors_departments(struct req *rq)
{
	struct page *pg = frame_page(rq, "visitors");
	uint64_t chosen = 0;
	int wrong = show_departments(rq, pg, &chosen);

	return wrong != 0 ? wrong
			  : frame_show(rq, pg, "visitors_departments.cs", 200);
}

/*
 * GET /office/visitors/list: the list alone, for the page to refresh.
 *
 *   have  name of what the page shows
 *
 *   204 where nothing has moved
 */
int
office_visitors_list(struct req *rq)
{
	struct page *pg = frame_page(rq, "visitors");
	struct online_filter f = {0};

	if (read_filter(rq, &f) == -1)
		return 400;
	show_freshness(rq, pg);
	if (show_tracking(rq, pg) == -1 || show_list(rq, pg, &f) == -1)
		return 503;
	return frame_fragment(rq, pg, "visitors_list.cs");
}
