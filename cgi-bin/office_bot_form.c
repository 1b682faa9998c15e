/* SPDX-License-Identifier: ISC */
/* office_bot_form.c: the form of a bot: its steps in order, each with the
 * fields of its kind. Floor 4. */
#include <stdlib.h>
#include <string.h>

#include "lib/mem.h"
#include "lib/req.h"
#include "lib/text.h"
#include "cgi-bin/office.h"
#include "cgi-bin/office_bot.h"

enum {
	NUMBER_MAX = 65535
};

const char *const bot_kind_words[BOT_KINDS] = {[BOT_SAY] = "say",
    [BOT_ASK] = "ask",
    [BOT_STORE] = "store",
    [BOT_MATCH] = "match",
    [BOT_GOTO] = "goto",
    [BOT_HANDOVER] = "handover",
    [BOT_END] = "end"};
const char *const bot_field_words[BOT_FIELDS] = {[BOT_FIELD_NAME] = "name",
    [BOT_FIELD_EMAIL] = "email",
    [BOT_FIELD_PHONE] = "phone",
    [BOT_FIELD_OTHER] = "other"};
const char *const bot_form_words[BOT_FORMS] = {[BOT_FORM_TEXT] = "text",
    [BOT_FORM_EMAIL] = "email",
    [BOT_FORM_PHONE] = "phone"};

/* What is said here is the bot's own text, which people change. */
static const struct bot beginning = {.name = "",
    .title = "Assistant",
    .again = "Sorry, I did not understand that.",
    .person = "One moment, I am getting a person for you.",
    .misses = 3,
    .top = 4,
    .steps = {{.number = 1,
		  .name = "Welcome",
		  .kind = BOT_SAY,
		  .text = "Hello! I am the shop's assistant."},
	{.number = 2,
	    .name = "Question",
	    .kind = BOT_ASK,
	    .text = "What is it about?",
	    .choices = {{"My order", 3}, {"Something else", 4}},
	    .nchoices = 2},
	{.number = 3,
	    .name = "E-mail",
	    .kind = BOT_STORE,
	    .field = BOT_FIELD_EMAIL,
	    .text = "Which e-mail address did you order with?",
	    .again = "That does not look like an e-mail address."},
	{.number = 4,
	    .name = "Person",
	    .kind = BOT_HANDOVER,
	    .text = "Thank you. A person will be with you in a moment."}},
    .nsteps = 4};

/* What a step has that its kind does not use. */
static void
complete(struct bot_step *s)
{
	if (s->text == NULL)
		s->text = "";
	if (s->again == NULL)
		s->again = "";
	if (s->label == NULL)
		s->label = "";
	if (s->field == 0)
		s->field = BOT_FIELD_NAME;
	if (s->form == 0)
		s->form = BOT_FORM_TEXT;
}

void
bot_draft_new(struct bot_draft *d)
{
	size_t i;

	memset(d, 0, sizeof(*d));
	d->bot = beginning;
	for (i = 0; i < d->bot.nsteps; i++)
		complete(&d->bot.steps[i]);
	d->change.bot = &d->bot;
}

/* A text as it was typed, without the space around it; "" where absent. */
static const char *
text_of(struct req *rq, const char *name)
{
	const char *value = req_str(rq, name);
	char *text;

	if (value == NULL)
		return "";
	text = mem_str(rq->mem, value);
	text_newlines(text);
	return text_trim(text);
}

/* The same in one line. */
static const char *
line_of(struct req *rq, const char *name)
{
	char *text = mem_str(rq->mem, text_of(rq, name)), *c;

	for (c = text; *c != '\0'; c++)
		if (*c == '\n' || *c == '\t')
			*c = ' ';
	return text;
}

static uint32_t
number_of(const struct req *rq, const char *name)
{
	uint64_t n;

	return req_u64(rq, name, &n) == -1 || n > NUMBER_MAX ? 0 : (uint32_t)n;
}

/* Which of the words is it?  Its place, or 0. */
static int
word_of(const struct req *rq, const char *name, const char *const *words, int n)
{
	const char *value = req_str(rq, name);
	int i;

	for (i = 1; value != NULL && i < n; i++)
		if (strcmp(value, words[i]) == 0)
			return i;
	return 0;
}

static void
read_choices(struct req *rq, struct bot_step *s, int at)
{
	const char *name;
	int j;

	for (j = 0; j < BOT_CHOICES; j++) {
		name = mem_printf(rq->mem, "s%d.c%d", at, j);
		if (req_str(rq, name) == NULL)
			return;
		s->choices[j].text = line_of(rq, name);
		s->choices[j].next =
		    number_of(rq, mem_printf(rq->mem, "s%d.g%d", at, j));
		s->nchoices++;
	}
}

/* 0, -1 where it is no step. */
static int
read_step(struct req *rq, struct bot_step *s, int at)
{
	const char *pre = mem_printf(rq->mem, "s%d.", at);

#define NAMED(what) mem_printf(rq->mem, "%s%s", pre, what)
	s->number = number_of(rq, NAMED("number"));
	s->kind = (enum bot_kind)word_of(
	    rq, NAMED("kind"), bot_kind_words, BOT_KINDS);
	if (s->number == 0 || s->kind == 0)
		return -1;
	s->name = line_of(rq, NAMED("name"));
	s->text = text_of(rq, NAMED("text"));
	s->again = text_of(rq, NAMED("again"));
	s->label = line_of(rq, NAMED("label"));
	s->field = (enum bot_field)word_of(
	    rq, NAMED("field"), bot_field_words, BOT_FIELDS);
	s->form = (enum bot_form)word_of(
	    rq, NAMED("form"), bot_form_words, BOT_FORMS);
	s->next = number_of(rq, NAMED("next"));
#undef NAMED
	complete(s);
	if (s->kind == BOT_ASK || s->kind == BOT_MATCH)
		read_choices(rq, s, at);
	else if (s->kind == BOT_HANDOVER || s->kind == BOT_END)
		s->next = 0;
	return 0;
}

/* Every number is there once.  0, or -1. */
static int
check_numbers(struct bot *b)
{
	size_t i, j;

	for (i = 0; i < b->nsteps; i++) {
		if (b->steps[i].number > b->top)
			b->top = b->steps[i].number;
		for (j = 0; j < i; j++)
			if (b->steps[i].number == b->steps[j].number)
				return -1;
	}
	return 0;
}

static int
read_steps(struct req *rq, struct bot *b)
{
	int i;

	for (i = 0;; i++) {
		if (req_str(rq, mem_printf(rq->mem, "s%d.kind", i)) == NULL)
			return check_numbers(b);
		if (i == BOT_STEPS) {
			b->more = 1;
			return check_numbers(b);
		}
		if (read_step(rq, &b->steps[i], i) == -1)
			return -1;
		b->nsteps++;
	}
}

static int
read_departments(const struct req *rq, struct bot_change *c)
{
	const char *id;
	size_t at = 0;

	while ((id = req_each(rq, "department", &at)) != NULL) {
		if (c->ndepartments == BOT_DEPARTMENTS ||
		    text_u64(id, &c->departments[c->ndepartments]) == -1)
			return -1;
		c->ndepartments++;
	}
	return 0;
}

int
bot_draft_read(struct req *rq, struct bot_draft *d)
{
	struct bot *b = &d->bot;

	memset(d, 0, sizeof(*d));
	d->change.bot = b;
	if (req_id(rq, "id", &b->id) == -1 ||
	    req_id(rq, "version", &b->version) == -1 ||
	    req_hex(rq, "key", d->change.key, CHANGE_KEY) == -1)
		return -1;
	b->name = line_of(rq, "name");
	b->title = line_of(rq, "title");
	b->again = text_of(rq, "again");
	b->person = text_of(rq, "person");
	b->misses = number_of(rq, "misses");
	b->top = number_of(rq, "top");
	if (read_steps(rq, b) == -1)
		return -1;
	return read_departments(rq, &d->change);
}

/* A new step at this place. */
static void
insert_step(struct bot *b, size_t at, enum bot_kind kind)
{
	struct bot_step *s = &b->steps[at];

	if (b->nsteps == BOT_STEPS || b->top >= NUMBER_MAX || at > b->nsteps) {
		b->more = b->nsteps == BOT_STEPS;
		return;
	}
	memmove(s + 1, s, (b->nsteps - at) * sizeof(*s));
	memset(s, 0, sizeof(*s));
	s->number = ++b->top;
	s->name = "";
	s->kind = kind;
	complete(s);
	b->nsteps++;
}

static void
swap_steps(struct bot *b, size_t i, size_t j)
{
	struct bot_step step;

	if (i >= b->nsteps || j >= b->nsteps)
		return;
	step = b->steps[i];
	b->steps[i] = b->steps[j];
	b->steps[j] = step;
}

static void
drop_choice(struct bot_step *s, size_t at)
{
	if (at >= s->nchoices)
		return;
	memmove(&s->choices[at], &s->choices[at + 1],
	    (s->nchoices - at - 1) * sizeof(s->choices[0]));
	s->nchoices--;
}

static void
add_choice(struct bot_step *s)
{
	if (s->nchoices < BOT_CHOICES)
		s->choices[s->nchoices++] = (struct bot_choice){"", 0};
}

static void
remove_step(struct bot *b, size_t at)
{
	memmove(&b->steps[at], &b->steps[at + 1],
	    (b->nsteps - at - 1) * sizeof(b->steps[0]));
	b->nsteps--;
}

/* Is it the button of this word, a dot, and a place?  Then which. */
static int
button(const char *what, const char *word, size_t *at, size_t *choice)
{
	size_t n = strlen(word);
	char *end;

	if (strncmp(what, word, n) != 0 || what[n] != '.')
		return 0;
	*at = strtoul(what + n + 1, &end, 10);
	*choice = *end == '.' ? strtoul(end + 1, NULL, 10) : BOT_CHOICES;
	return 1;
}

/* A question or a match has a place for its first words. */
static void
open_choices(struct bot *b)
{
	struct bot_step *s;

	for (s = b->steps; s < b->steps + b->nsteps; s++)
		if ((s->kind == BOT_ASK || s->kind == BOT_MATCH) &&
		    s->nchoices == 0)
			add_choice(s);
}

void
bot_draft_do(const struct req *rq, struct bot_draft *d)
{
	const char *what = req_str(rq, "do");
	struct bot *b = &d->bot;
	size_t at, choice;
	int kind;

	if (what == NULL)
		return;
	kind = word_of(rq, "new", bot_kind_words, BOT_KINDS);
	if (strcmp(what, "add") == 0)
		insert_step(b, b->nsteps, kind == 0 ? BOT_SAY : kind);
	else if (button(what, "below", &at, &choice) && at < b->nsteps)
		insert_step(b, at + 1, BOT_SAY);
	else if (button(what, "up", &at, &choice) && at > 0)
		swap_steps(b, at, at - 1);
	else if (button(what, "down", &at, &choice))
		swap_steps(b, at, at + 1);
	else if (button(what, "remove", &at, &choice) && at < b->nsteps)
		remove_step(b, at);
	else if (button(what, "more", &at, &choice) && at < b->nsteps)
		add_choice(&b->steps[at]);
	else if (button(what, "less", &at, &choice) && at < b->nsteps)
		drop_choice(&b->steps[at], choice);
	open_choices(b);
}
