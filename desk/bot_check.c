/* SPDX-License-Identifier: ISC */
/* bot_check.c: what is wrong with a bot, and where. Floor 3; semantics.md
 * section 6. */
#include <string.h>

#include "desk/bot.h"
#include "lib/text.h"

/* What follows from all steps together. */
struct graph {
	int sound; /* every step that is named is there */
	unsigned char reached[BOT_STEPS];
	unsigned char leaves[BOT_STEPS]; /* comes to a hand-over or an end */
};

struct checking {
	const struct bot *bot;
	struct graph graph;
	struct bot_problem *problems;
	size_t n;
	int step; /* that is looked at */
};

static void
fault(
    struct checking *c, enum bot_part part, size_t choice, enum bot_fault what)
{
	if (c->n < BOT_PROBLEMS)
		c->problems[c->n++] =
		    (struct bot_problem){c->step, part, choice, what};
}

int
bot_refused(const struct bot_problem *p, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (p[i].fault != BOT_UNREACHED)
			return 1;
	return 0;
}

static void
check_text(struct checking *c, enum bot_part part, const char *text, size_t max,
    int needed)
{
	if (needed && *text == '\0')
		fault(c, part, 0, BOT_EMPTY);
	else if (text_chars(text) > max)
		fault(c, part, 0, BOT_LONG);
}

static void
check_head(struct checking *c)
{
	const struct bot *b = c->bot;

	c->step = -1;
	check_text(c, BOT_PART_NAME, b->name, BOT_NAME, 1);
	check_text(c, BOT_PART_TITLE, b->title, BOT_TITLE, 0);
	check_text(c, BOT_PART_AGAIN, b->again, BOT_AGAIN, 1);
	check_text(c, BOT_PART_PERSON, b->person, BOT_AGAIN, 0);
	if (b->misses < 1 || b->misses > BOT_MISSES)
		fault(c, BOT_PART_MISSES, 0, BOT_LONG);
	if (b->nsteps == 0)
		fault(c, BOT_PART_STEP, 0, BOT_NO_STEPS);
	if (b->more)
		fault(c, BOT_PART_STEP, 0, BOT_LONG);
}

static void
check_name(struct checking *c, const struct bot_step *s)
{
	size_t i;

	check_text(c, BOT_PART_NAME, s->name, BOT_STEP_NAME, 1);
	for (i = 0; *s->name != '\0' && &c->bot->steps[i] < s; i++)
		if (bot_same(c->bot->steps[i].name, s->name)) {
			fault(c, BOT_PART_NAME, 0, BOT_TWICE);
			return;
		}
}

static void
check_says(struct checking *c, const struct bot_step *s)
{
	int waits =
	    s->kind == BOT_ASK || s->kind == BOT_STORE || s->kind == BOT_MATCH;

	if (s->kind != BOT_GOTO)
		check_text(c, BOT_PART_TEXT, s->text, BOT_TEXT,
		    s->kind == BOT_SAY || s->kind == BOT_ASK ||
			s->kind == BOT_STORE);
	if (s->kind == BOT_STORE && s->field == BOT_FIELD_OTHER)
		check_text(c, BOT_PART_LABEL, s->label, BOT_LABEL, 1);
	if (waits)
		check_text(c, BOT_PART_AGAIN, s->again, BOT_AGAIN, 0);
}

static void
check_choices(struct checking *c, const struct bot_step *s)
{
	size_t max = s->kind == BOT_ASK ? BOT_BUTTON : BOT_WORDS, i, j;
	const struct bot_choice *one;

	if (s->kind != BOT_ASK && s->kind != BOT_MATCH)
		return;
	if (s->nchoices == 0)
		fault(c, BOT_PART_CHOICE_TEXT, 0, BOT_NO_CHOICES);
	for (i = 0; i < s->nchoices; i++) {
		one = &s->choices[i];
		for (j = 0; j < i && !bot_same(s->choices[j].text, one->text);)
			j++;
		if (*one->text == '\0')
			fault(c, BOT_PART_CHOICE_TEXT, i, BOT_EMPTY);
		else if (text_chars(one->text) > max)
			fault(c, BOT_PART_CHOICE_TEXT, i, BOT_LONG);
		else if (j < i)
			fault(c, BOT_PART_CHOICE_TEXT, i, BOT_TWICE);
		if (one->next == 0)
			fault(c, BOT_PART_CHOICE_NEXT, i, BOT_EMPTY);
		else if (bot_step(c->bot, one->next) == NULL)
			fault(c, BOT_PART_CHOICE_NEXT, i, BOT_UNKNOWN);
	}
}

static int
is_last(const struct checking *c)
{
	return (size_t)c->step + 1 == c->bot->nsteps;
}

static void
check_next(struct checking *c, const struct bot_step *s)
{
	if (s->kind == BOT_HANDOVER || s->kind == BOT_END)
		return;
	if (s->next != 0 && bot_step(c->bot, s->next) == NULL)
		fault(c, BOT_PART_NEXT, 0, BOT_UNKNOWN);
	else if (s->next == 0 && s->kind == BOT_GOTO)
		fault(c, BOT_PART_NEXT, 0, BOT_EMPTY);
	else if (s->next == 0 && is_last(c) &&
		 (s->kind == BOT_SAY || s->kind == BOT_STORE))
		fault(c, BOT_PART_NEXT, 0, BOT_PAST_END);
}

/* The places that a step leads to, at most BOT_CHOICES + 1; 0 where one of
 * them is no step. */
static int
ways(const struct bot *b, size_t at, size_t to[BOT_CHOICES + 1], size_t *n)
{
	const struct bot_step *s = &b->steps[at];
	uint32_t numbers[BOT_CHOICES + 1];
	const struct bot_step *target;
	size_t i, count = 0;
	int goes_on = s->kind == BOT_SAY || s->kind == BOT_STORE;

	*n = 0;
	if (s->kind == BOT_HANDOVER || s->kind == BOT_END)
		return 1;
	if (s->kind == BOT_ASK || s->kind == BOT_MATCH)
		for (i = 0; i < s->nchoices; i++)
			numbers[count++] = s->choices[i].next;
	if (s->next != 0 || s->kind == BOT_GOTO)
		numbers[count++] = s->next;
	else if (goes_on && at + 1 < b->nsteps)
		to[(*n)++] = at + 1;
	else if (goes_on)
		return 0;
	for (i = 0; i < count; i++) {
		if ((target = bot_step(b, numbers[i])) == NULL)
			return 0;
		to[(*n)++] = (size_t)(target - b->steps);
	}
	return 1;
}

/* One round over all steps: does anything become known? */
static int
spread(const struct bot *b, struct graph *g)
{
	size_t to[BOT_CHOICES + 1], n, i, j;
	int news = 0;

	for (i = 0; i < b->nsteps; i++) {
		if (!ways(b, i, to, &n))
			g->sound = 0;
		for (j = 0; j < n; j++) {
			news |= g->reached[i] && !g->reached[to[j]];
			g->reached[to[j]] |= g->reached[i];
			news |= g->leaves[to[j]] && !g->leaves[i];
			g->leaves[i] |= g->leaves[to[j]];
		}
	}
	return news;
}

static void
draw(const struct bot *b, struct graph *g)
{
	size_t i;

	memset(g, 0, sizeof(*g));
	g->sound = 1;
	g->reached[0] = 1;
	for (i = 0; i < b->nsteps; i++)
		g->leaves[i] = b->steps[i].kind == BOT_HANDOVER ||
			       b->steps[i].kind == BOT_END;
	while (spread(b, g))
		continue;
}

/* Where the conversation goes on without waiting: nowhere is NULL. */
static const struct bot_step *
at_once(const struct bot *b, const struct bot_step *s)
{
	size_t below = (size_t)(s - b->steps) + 1;

	if (s->kind == BOT_GOTO || s->kind == BOT_MATCH)
		return bot_step(b, s->next);
	if (s->kind != BOT_SAY)
		return NULL;
	if (s->next != 0)
		return bot_step(b, s->next);
	return below < b->nsteps ? &b->steps[below] : NULL;
}

/*
 * Does it come back to itself without waiting?  Where something is said on the
 * way, a step that looks for words waits when it is come to again.  Told of
 * the first step of the loop only.
 */
static int
loops(const struct bot *b, const struct bot_step *s)
{
	const struct bot_step *at = s;
	int said = 0, looked = 0;
	size_t i;

	for (i = 0; i < b->nsteps && at != NULL; i++) {
		said |= at->kind == BOT_SAY;
		looked |= at->kind == BOT_MATCH;
		if ((at = at_once(b, at)) == s)
			return !(said && looked);
		if (at < s)
			return 0;
	}
	return 0;
}

static void
check_step(struct checking *c)
{
	const struct bot_step *s = &c->bot->steps[c->step];

	if (c->graph.sound && !c->graph.reached[c->step])
		fault(c, BOT_PART_STEP, 0, BOT_UNREACHED);
	if (loops(c->bot, s))
		fault(c, BOT_PART_STEP, 0, BOT_LOOP);
	else if (c->graph.sound && !c->graph.leaves[c->step])
		fault(c, BOT_PART_STEP, 0, BOT_NO_WAY_OUT);
	check_name(c, s);
	check_says(c, s);
	check_choices(c, s);
	check_next(c, s);
}

size_t
bot_check(const struct bot *b, struct bot_problem problems[BOT_PROBLEMS])
{
	struct checking c = {.bot = b, .problems = problems};

	check_head(&c);
	draw(b, &c.graph);
	for (c.step = 0; (size_t)c.step < b->nsteps; c.step++)
		check_step(&c);
	return c.n;
}
