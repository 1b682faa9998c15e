/* SPDX-License-Identifier: ISC */
/* office_bot_show.c: a bot in its form, what is wrong with it, and a
 * conversation with it that nobody else hears. Floor 4. */
#include <string.h>

#include "lib/mem.h"
#include "lib/page.h"
#include "lib/req.h"
#include "cgi-bin/office.h"
#include "cgi-bin/office_bot.h"

enum {
	HEARD = 50, /* lines of one preview */
	LINE = 2000 /* characters of one */
};

static void
show_step(struct page *pg, const struct bot *b, int i)
{
	const struct bot_step *s = &b->steps[i];
	int j;

	page_int(pg, i, "Steps.%d.At", i);
	page_int(pg, i + 1, "Steps.%d.Place", i);
	page_int(pg, s->number, "Steps.%d.Number", i);
	page_str(pg, bot_kind_words[s->kind], "Steps.%d.Kind", i);
	page_str(pg, s->name, "Steps.%d.Name", i);
	page_str(pg, s->text, "Steps.%d.Text", i);
	page_str(pg, s->again, "Steps.%d.Again", i);
	page_str(pg, bot_field_words[s->field], "Steps.%d.Field", i);
	page_str(pg, s->label, "Steps.%d.Label", i);
	page_str(pg, bot_form_words[s->form], "Steps.%d.Form", i);
	page_int(pg, s->next, "Steps.%d.Next", i);
	page_int(pg, s->next != 0 && bot_step(b, s->next) == NULL,
	    "Steps.%d.Gone", i);
	page_int(pg, (size_t)i + 1 == b->nsteps, "Steps.%d.Last", i);
	page_int(pg, s->nchoices == BOT_CHOICES, "Steps.%d.Full", i);
	for (j = 0; j < (int)s->nchoices; j++) {
		page_int(pg, j, "Steps.%d.Choices.%d.At", i, j);
		page_int(pg, j + 1, "Steps.%d.Choices.%d.Place", i, j);
		page_str(
		    pg, s->choices[j].text, "Steps.%d.Choices.%d.Text", i, j);
		page_int(
		    pg, s->choices[j].next, "Steps.%d.Choices.%d.Next", i, j);
		page_int(pg,
		    s->choices[j].next != 0 &&
			bot_step(b, s->choices[j].next) == NULL,
		    "Steps.%d.Choices.%d.Gone", i, j);
	}
}

static int
uses(const struct bot_change *c, uint64_t department)
{
	size_t i;

	for (i = 0; i < c->ndepartments; i++)
		if (c->departments[i] == department)
			return 1;
	return 0;
}

static int
show_departments(struct req *rq, struct page *pg, const struct bot_draft *d)
{
	struct bot_department *list =
	    mem_get(rq->mem, BOT_DEPARTMENTS * sizeof(*list));
	int i, n = bot_departments(rq->db, d->bot.id, list);

	for (i = 0; i < n; i++) {
		page_int(pg, (int64_t)list[i].id, "Departments.%d.Id", i);
		page_str(pg, list[i].name, "Departments.%d.Name", i);
		page_int(pg, list[i].disabled, "Departments.%d.Disabled", i);
		page_int(
		    pg, uses(&d->change, list[i].id), "Departments.%d.On", i);
		if (list[i].bot != 0 && list[i].bot != d->bot.id)
			page_str(
			    pg, list[i].bot_name, "Departments.%d.Other", i);
	}
	return n == -1 ? -1 : 0;
}

int
bot_draft_show(struct req *rq, struct page *pg, const struct bot_draft *d)
{
	const struct bot *b = &d->bot;
	int i;

	if (b->id != 0)
		page_int(pg, (int64_t)b->id, "Id");
	page_int(pg, (int64_t)b->version, "Version");
	page_str(pg, b->name, "Form.name");
	page_str(pg, b->title, "Form.title");
	page_str(pg, b->again, "Form.again");
	page_str(pg, b->person, "Form.person");
	page_int(pg, b->misses, "Form.misses");
	page_int(pg, b->top, "Form.top");
	page_int(pg, b->nsteps == BOT_STEPS, "Full");
	page_int(pg, BOT_STEPS, "Most");
	for (i = 0; i < (int)b->nsteps; i++)
		show_step(pg, b, i);
	return show_departments(rq, pg, d);
}

static void
show_problem(struct page *pg, const struct bot_problem *p)
{
	static const char *const faults[] = {[BOT_EMPTY] = "empty",
	    [BOT_LONG] = "long",
	    [BOT_TWICE] = "twice",
	    [BOT_NO_STEPS] = "nosteps",
	    [BOT_NO_CHOICES] = "nochoices",
	    [BOT_UNKNOWN] = "gone",
	    [BOT_PAST_END] = "past",
	    [BOT_NO_WAY_OUT] = "noway",
	    [BOT_LOOP] = "loop",
	    [BOT_UNREACHED] = "unreached"};
	static const char *const parts[] = {[BOT_PART_STEP] = "step",
	    [BOT_PART_NAME] = "name",
	    [BOT_PART_TITLE] = "title",
	    [BOT_PART_TEXT] = "text",
	    [BOT_PART_AGAIN] = "again",
	    [BOT_PART_PERSON] = "person",
	    [BOT_PART_MISSES] = "misses",
	    [BOT_PART_LABEL] = "label",
	    [BOT_PART_NEXT] = "next"};
	int choice = (int)p->choice;

	if (p->fault == BOT_UNREACHED)
		page_int(pg, 1, "Steps.%d.Unreached", p->step);
	else if (p->fault == BOT_NO_CHOICES)
		page_int(pg, 1, "Steps.%d.NoChoices", p->step);
	else if (p->part == BOT_PART_CHOICE_TEXT)
		page_str(pg, faults[p->fault], "Steps.%d.Choices.%d.WrongText",
		    p->step, choice);
	else if (p->part == BOT_PART_CHOICE_NEXT)
		page_str(pg, faults[p->fault], "Steps.%d.Choices.%d.WrongNext",
		    p->step, choice);
	else if (p->step == -1)
		page_str(pg, faults[p->fault], "Wrong.%s", parts[p->part]);
	else
		page_str(pg, faults[p->fault], "Steps.%d.Wrong.%s", p->step,
		    parts[p->part]);
	if (p->fault != BOT_UNREACHED && p->step != -1)
		page_int(pg, 1, "Steps.%d.IsWrong", p->step);
}

int
bot_draft_check(struct page *pg, const struct bot_draft *d)
{
	struct bot_problem problems[BOT_PROBLEMS];
	size_t i, n = bot_check(&d->bot, problems);

	for (i = 0; i < n; i++)
		show_problem(pg, &problems[i]);
	if (!bot_refused(problems, n))
		return 1;
	page_int(pg, 1, "IsWrong");
	return 0;
}

/* A conversation that is only looked at. */
struct trial {
	struct page *pg;
	const struct bot *bot;
	struct bot_state state;
	struct bot_out out;
	int lines; /* told so far */
	int heard;
	int kept;
};

static void
tell(struct trial *t, const char *who, const char *text)
{
	page_str(t->pg, who, "Try.Lines.%d.Who", t->lines);
	page_str(t->pg, text, "Try.Lines.%d.Text", t->lines++);
}

static void
hear(struct trial *t, const char *line)
{
	size_t i;

	page_str(t->pg, line, "Try.Heard.%d", t->heard++);
	tell(t, "visitor", line);
	bot_hear(t->bot, &t->state, line, &t->out);
	for (i = 0; i < t->out.nsays; i++)
		tell(t, "bot", t->out.says[i]);
	if (t->out.kept == NULL)
		return;
	page_str(t->pg, bot_field_words[t->out.kept->field],
	    "Try.Kept.%d.Field", t->kept);
	page_str(t->pg, t->out.kept->label, "Try.Kept.%d.Label", t->kept);
	page_str(t->pg, t->out.value, "Try.Kept.%d.Value", t->kept++);
}

static int
listens(const struct trial *t)
{
	return t->heard < HEARD &&
	       (t->heard == 0 || t->out.outcome == BOT_WAITS);
}

static void
show_state(struct trial *t)
{
	static const char *const words[] = {[BOT_WAITS] = "waits",
	    [BOT_HANDS_OVER] = "handed",
	    [BOT_GIVES_UP] = "gaveup",
	    [BOT_ENDS] = "ended"};
	const struct bot_step *at = bot_step(t->bot, t->state.step);
	const struct bot_step *asks = bot_asking(t->bot, &t->state);
	int i;

	page_str(t->pg, words[t->out.outcome], "Try.State");
	page_int(t->pg, t->out.missed, "Try.Missed");
	if (t->out.outcome != BOT_WAITS)
		return;
	page_str(t->pg, at->name, "Try.Step");
	page_int(t->pg, at->number, "Try.Number");
	for (i = 0; asks != NULL && i < (int)asks->nchoices; i++)
		page_str(t->pg, asks->choices[i].text, "Try.Choices.%d", i);
}

void
bot_draft_try(struct req *rq, struct page *pg, const struct bot *b)
{
	struct trial *t = mem_get(rq->mem, sizeof(*t));
	const char *line;
	size_t at = 0;

	t->pg = pg;
	t->bot = b;
	page_str(pg, *b->title != '\0' ? b->title : NULL, "Try.Title");
	while (req_str(rq, "afresh") == NULL &&
	       (line = req_each(rq, "heard", &at)) != NULL && listens(t))
		hear(t, line);
	if ((line = req_text(rq, "pick", LINE)) == NULL)
		line = req_text(rq, "line", LINE);
	if (line != NULL && listens(t))
		hear(t, line);
	if (t->heard > 0)
		show_state(t);
}
