/* SPDX-License-Identifier: ISC */
/* bot.c: what a bot does with a line. Floor 3; semantics.md section 6. */
#include <string.h>

#include "desk/bot.h"

enum {
	WALK = 2 * BOT_STEPS /* steps of one line: each twice at most */
};

/* One line being heard. */
struct hearing {
	const struct bot *bot;
	struct bot_state *state;
	struct bot_out *out;
	const char *line; /* not answered yet, or NULL */
	int opening;      /* ... and no step has looked at it */
};

const struct bot_step *
bot_step(const struct bot *b, uint32_t number)
{
	size_t i;

	for (i = 0; number != 0 && i < b->nsteps; i++)
		if (b->steps[i].number == number)
			return &b->steps[i];
	return NULL;
}

const struct bot_step *
bot_asking(const struct bot *b, const struct bot_state *s)
{
	const struct bot_step *step = bot_step(b, s->step);

	return step != NULL && step->kind == BOT_ASK ? step : NULL;
}

static void
say(struct hearing *h, const char *text)
{
	if (*text != '\0' && h->out->nsays < BOT_SAYS)
		h->out->says[h->out->nsays++] = text;
}

/* The step that its number or, without one, the place below names. */
static const struct bot_step *
onward(const struct bot *b, const struct bot_step *step)
{
	size_t below = (size_t)(step - b->steps) + 1;

	if (step->next != 0)
		return bot_step(b, step->next);
	return below < b->nsteps ? &b->steps[below] : NULL;
}

static const struct bot_step *
stop(struct hearing *h, enum bot_outcome outcome)
{
	h->out->outcome = outcome;
	return NULL;
}

static const struct bot_step *
give_up(struct hearing *h)
{
	say(h, h->bot->person);
	return stop(h, BOT_GIVES_UP);
}

static const struct bot_step *
await(struct hearing *h, const struct bot_step *step)
{
	h->line = NULL;
	h->state->step = step->number;
	return stop(h, BOT_WAITS);
}

/* The line fits nothing that the step knows. */
static const struct bot_step *
miss(struct hearing *h, const struct bot_step *step)
{
	h->out->missed = 1;
	if (++h->state->misses >= h->bot->misses)
		return give_up(h);
	say(h, *step->again != '\0' ? step->again : h->bot->again);
	return await(h, step);
}

/* The line was an answer: what comes next? */
static const struct bot_step *
fit(struct hearing *h, uint32_t next)
{
	h->state->misses = 0;
	h->line = NULL;
	return bot_step(h->bot, next);
}

static int
list_of(const struct bot_step *step, const char *line)
{
	size_t i;

	for (i = 0; i < step->nchoices; i++)
		if (bot_words(step->choices[i].text, line))
			return (int)i;
	return -1;
}

/* The step looks for words in the line; arrived: it did not wait for it. */
static const struct bot_step *
look(struct hearing *h, const struct bot_step *step, int arrived)
{
	int i = list_of(step, h->line);

	h->opening = 0;
	if (i != -1)
		return fit(h, step->choices[i].next);
	if (step->next != 0)
		return bot_step(h->bot, step->next);
	if (!arrived || *step->text == '\0')
		return miss(h, step);
	say(h, step->text);
	return await(h, step);
}

/* What the step does when the conversation comes to it: the next step, or
 * NULL and the outcome. */
static const struct bot_step *
enter(struct hearing *h, const struct bot_step *step)
{
	if (step->kind == BOT_MATCH && h->line != NULL)
		return look(h, step, 1);
	if (step->kind != BOT_GOTO)
		say(h, step->text);
	switch (step->kind) {
	case BOT_SAY:
		if (!h->opening)
			h->line = NULL;
		return onward(h->bot, step);
	case BOT_GOTO:
		return bot_step(h->bot, step->next);
	case BOT_HANDOVER:
		return stop(h, BOT_HANDS_OVER);
	case BOT_END:
		return stop(h, BOT_ENDS);
	default:
		return await(h, step);
	}
}

/* The step has waited for this line: the next step, or NULL. */
static const struct bot_step *
answered(struct hearing *h, const struct bot_step *step)
{
	int i;

	if (step->kind == BOT_MATCH)
		return look(h, step, 0);
	if (step->kind == BOT_STORE) {
		if (!bot_value(step, h->line, h->out->value))
			return miss(h, step);
		h->out->kept = step;
		(void)fit(h, 0);
		return onward(h->bot, step);
	}
	if (step->kind != BOT_ASK)
		return NULL;
	if ((i = bot_button(step, h->line)) != -1)
		return fit(h, step->choices[i].next);
	return step->next != 0 ? bot_step(h->bot, step->next) : miss(h, step);
}

void
bot_hear(const struct bot *b, struct bot_state *state, const char *line,
    struct bot_out *out)
{
	struct hearing h = {b, state, out, line, state->step == 0};
	const struct bot_step *step;
	int left = WALK;

	memset(out, 0, sizeof(*out));
	if (state->step == 0)
		step = b->nsteps > 0 ? &b->steps[0] : NULL;
	else if ((step = bot_step(b, state->step)) != NULL)
		step = answered(&h, step);
	while (step != NULL && left-- > 0)
		step = enter(&h, step);
	/* A step is gone, or they go round and round. */
	if (out->outcome == 0)
		(void)give_up(&h);
}
