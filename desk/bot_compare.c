/* SPDX-License-Identifier: ISC */
/* bot_compare.c: what a form changed of a bot, in words for the audit.
 * Floor 3. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "desk/bot.h"
#include "desk/bot_edit.h"

/* "step Menu added"; the name may be of any length. */
static void
note(struct changes *c, const char *what, const char *name, const char *how)
{
	char text[128];

	(void)snprintf(text, sizeof(text), "%s%s%s", what, name, how);
	changes_note(c, text);
}

static int
same_choices(const struct bot_step *a, const struct bot_step *b)
{
	size_t i;

	for (i = 0; i < a->nchoices && i < b->nchoices; i++)
		if (a->choices[i].next != b->choices[i].next ||
		    strcmp(a->choices[i].text, b->choices[i].text) != 0)
			return 0;
	return a->nchoices == b->nchoices;
}

static int
same_step(const struct bot_step *a, const struct bot_step *b)
{
	return a->kind == b->kind && a->field == b->field &&
	       a->form == b->form && a->next == b->next &&
	       strcmp(a->name, b->name) == 0 && strcmp(a->text, b->text) == 0 &&
	       strcmp(a->again, b->again) == 0 &&
	       strcmp(a->label, b->label) == 0 && same_choices(a, b);
}

/* The step of this number and its place, or NULL. */
static const struct bot_step *
step_of(const struct bot *b, uint32_t number, size_t *place)
{
	for (*place = 0; *place < b->nsteps; ++*place)
		if (b->steps[*place].number == number)
			return &b->steps[*place];
	return NULL;
}

static void
compare_steps(struct changes *c, const struct bot *was, const struct bot *is)
{
	const struct bot_step *old;
	size_t i, place, last = 0;
	int moved = 0;

	for (i = 0; i < was->nsteps; i++)
		if (step_of(is, was->steps[i].number, &place) == NULL)
			note(c, "step ", was->steps[i].name, " removed");
	for (i = 0; i < is->nsteps; i++) {
		old = step_of(was, is->steps[i].number, &place);
		if (old == NULL) {
			note(c, "step ", is->steps[i].name, " added");
			continue;
		}
		if (!same_step(old, &is->steps[i]))
			note(c, "step ", is->steps[i].name, "");
		moved |= place < last;
		last = place;
	}
	if (moved)
		changes_note(c, "order of steps");
}

int
bot_uses(const struct bot_change *c, uint64_t department)
{
	size_t i;

	for (i = 0; i < c->ndepartments; i++)
		if (c->departments[i] == department)
			return 1;
	return 0;
}

void
bot_compare(struct changes *c, const struct bot_before *was,
    const struct bot_change *change)
{
	const struct bot *is = change->bot;
	char version[40];
	int i, had, has;

	changes_begin(c, was->bot.name != NULL ? was->bot.name : is->name);
	for (i = 0; i < was->ndepartments; i++) {
		had = is->id != 0 && was->departments[i].bot == is->id;
		has = bot_uses(change, was->departments[i].id);
		if (had != has)
			note(c, has ? "for " : "no longer for ",
			    was->departments[i].name, "");
	}
	if (was->bot.name == NULL)
		return;
	changes_text(c, "name", was->bot.name, is->name);
	changes_text(c, "title", was->bot.title, is->title);
	changes_text(c, "words for no match", was->bot.again, is->again);
	changes_text(c, "words for a person", was->bot.person, is->person);
	if (was->bot.misses != is->misses)
		changes_note(c, "patience");
	compare_steps(c, &was->bot, is);
	(void)snprintf(
	    version, sizeof(version), "version %" PRIu64, was->bot.version + 1);
	changes_note(c, version);
}
