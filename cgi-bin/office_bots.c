/* SPDX-License-Identifier: ISC */
/* office_bots.c: the bots: list, one, and a conversation with it. Floor 4. */
#include <string.h>

#include "lib/mem.h"
#include "lib/page.h"
#include "lib/req.h"
#include "desk/bot_store.h"
#include "cgi-bin/frame.h"
#include "cgi-bin/office.h"
#include "cgi-bin/office_bot.h"

/* GET /office/bots: all of them. */
int
office_bots(struct req *rq)
{
	struct bot_row *list = mem_get(rq->mem, BOTS * sizeof(*list));
	struct page *pg = frame_page(rq, "bots");
	int i, n = bot_list(rq->db, list);

	if (n == -1)
		return 503;
	for (i = 0; i < n; i++) {
		page_int(pg, (int64_t)list[i].id, "Bots.%d.Id", i);
		page_str(pg, list[i].name, "Bots.%d.Name", i);
		page_int(pg, (int64_t)list[i].steps, "Bots.%d.Steps", i);
		page_str(pg, list[i].departments, "Bots.%d.Departments", i);
		page_int(pg, (int64_t)list[i].chats, "Bots.%d.Chats", i);
	}
	return frame_show(rq, pg, "bots.cs", 200);
}

/* The departments that use it as stored.  0, or -1. */
static int
load_departments(struct req *rq, struct bot_draft *d)
{
	struct bot_department *list =
	    mem_get(rq->mem, BOT_DEPARTMENTS * sizeof(*list));
	int i, n = bot_departments(rq->db, d->bot.id, list);

	for (i = 0; i < n; i++)
		if (list[i].bot == d->bot.id)
			d->change.departments[d->change.ndepartments++] =
			    list[i].id;
	return n == -1 ? -1 : 0;
}

/* As stored.  0, or the status. */
static int
load(struct req *rq, uint64_t id, struct bot_draft *d)
{
	int found;

	memset(d, 0, sizeof(*d));
	d->change.bot = &d->bot;
	if ((found = bot_load(rq->db, id, &d->bot)) != 1)
		return found == 0 ? 404 : 503;
	return load_departments(rq, d) == -1 ? 503 : 0;
}

/* The form of a draft, or that part of the page which scripts ask for. */
static int
show(struct req *rq, struct page *pg, const struct bot_draft *d, int status)
{
	if (bot_draft_show(rq, pg, d) == -1)
		return 503;
	if (d->bot.id != 0 &&
	    office_form_latest(rq, pg, "bot", d->bot.id) == -1)
		return 503;
	if (req_str(rq, "key") != NULL)
		page_str(pg, req_str(rq, "key"), "Form.key");
	else
		office_form_key(pg);
	if (rq->fragment)
		return frame_show(rq, pg, "bot_part.cs", 200);
	bot_draft_try(rq, pg, &d->bot);
	return frame_show(rq, pg, "bot.cs", status);
}

/*
 * GET /office/bot: one, or the form for a new one.
 *
 *   id  absent: a new one
 */
int
office_bot(struct req *rq)
{
	struct bot_draft *d = mem_get(rq->mem, sizeof(*d));
	struct page *pg = frame_page(rq, "bots");
	uint64_t id;
	int status;

	if (req_id(rq, "id", &id) == -1)
		return 400;
	if (id == 0)
		bot_draft_new(d);
	else if ((status = load(rq, id, d)) != 0)
		return status;
	return show(rq, pg, d, 200);
}

/* Not saved: why, and the form as it was.  Saving again puts it in the place
 * of what is stored. */
static int
not_saved(struct form *f, struct bot_draft *d, int result)
{
	int status = office_form_problem(f, result, "name");
	struct bot *now;
	int found;

	if (status == 404 || status == 503)
		return status;
	if (result == CHANGE_STALE) {
		now = mem_get(f->rq->mem, sizeof(*now));
		if ((found = bot_load(f->rq->db, d->bot.id, now)) != 1)
			return found == 0 ? 404 : 503;
		d->bot.version = now->version;
	}
	return show(f->rq, f->pg, d, status);
}

/*
 * POST /office/bot: changes the form, or makes or changes a bot.
 *
 *   id, version     of the one that the form showed; absent: a new one
 *   key             16 hex digits, of the form
 *   do              the button: save, or one that changes the steps
 *                   (cgi-bin/office_bot_form.c)
 *   name            1..100 characters
 *   title           of its lines, 0..60
 *   again, person   0..500
 *   misses          1..10
 *   department      ids, repeated
 *   top             the last number that a step was given
 *   s0.number, s0.kind, s0.name ... s29.  the steps in order
 *
 *   200 the form, after a button; 303 to the list; 400 and the form, with what
 *   is wrong at its place; 409 and the form where it changed
 */
int
office_bot_save(struct req *rq)
{
	struct bot_draft *d = mem_get(rq->mem, sizeof(*d));
	struct form f = {.rq = rq, .pg = frame_page(rq, "bots")};
	const char *what = req_str(rq, "do");
	struct actor by = office_actor(rq);
	int result;

	if (bot_draft_read(rq, d) == -1)
		return 400;
	if (what != NULL && strcmp(what, "save") != 0) {
		bot_draft_do(rq, d);
		return show(rq, f.pg, d, 200);
	}
	if (!bot_draft_check(f.pg, d))
		return show(rq, f.pg, d, 400);
	result = bot_save(rq->db, &by, &d->change);
	if (result != CHANGE_DONE)
		return not_saved(&f, d, result);
	return req_redirect(rq, "/office/bots?said=saved");
}

/*
 * POST /office/bot/preview: a conversation with the bot of the form, of which
 * nothing is kept.
 *
 *   the form's fields
 *   heard  what it heard before, repeated
 *   line   what it hears now, or
 *   pick   the button that is pressed
 */
int
office_bot_preview(struct req *rq)
{
	struct bot_draft *d = mem_get(rq->mem, sizeof(*d));
	struct page *pg = frame_page(rq, "bots");

	if (bot_draft_read(rq, d) == -1)
		return 400;
	if (!rq->fragment)
		return show(rq, pg, d, 200);
	bot_draft_try(rq, pg, &d->bot);
	return frame_show(rq, pg, "bot_try.cs", 200);
}

/*
 * POST /office/bot/delete
 *
 *   id, version  as the form showed it
 *
 *   303 to the list; 409 while a department or a chat has it
 */
int
office_bot_delete(struct req *rq)
{
	struct bot_draft *d = mem_get(rq->mem, sizeof(*d));
	struct form f = {.rq = rq, .pg = frame_page(rq, "bots")};
	struct actor by = office_actor(rq);
	uint64_t id, version;
	int result, status;

	if (req_u64(rq, "id", &id) == -1 ||
	    req_u64(rq, "version", &version) == -1)
		return 400;
	result = bot_delete(rq->db, &by, id, version);
	if (result == CHANGE_DONE)
		return req_redirect(rq, "/office/bots?said=saved");
	status = office_form_problem(&f, result, "name");
	if (status == 404 || status == 503)
		return status;
	if ((result = load(rq, id, d)) != 0)
		return result;
	return show(rq, f.pg, d, status);
}
