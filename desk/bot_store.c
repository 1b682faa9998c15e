/* SPDX-License-Identifier: ISC */
/* bot_store.c: a bot as the tables hold it. Floor 3. */
#include <string.h>

#include "desk/bot.h"
#include "desk/bot_store.h"
#include "lib/db.h"

/* Held, so that steps and choices are of one version. */
static const struct query HEAD = {"bot_head",
    "SELECT b.id, b.version, b.name, b.title, b.again, b.person, b.misses,"
    " b.top FROM bot b WHERE b.id = ? LOCK IN SHARE MODE"};

static const struct query STEPS = {"bot_steps",
    "SELECT s.step, s.name, s.kind + 0, s.text, s.again, s.field + 0,"
    " s.label, s.form + 0, s.next FROM bot_step s WHERE s.bot_id = ?"
    " ORDER BY s.place, s.step LIMIT 30"};

static int
read_steps(struct db *db, struct bot *b)
{
	struct stmt *st = db_query(db, &STEPS);
	struct bot_step *s;
	int found;

	db_bind_u64(st, b->id);
	while ((found = db_step(st)) == 1 && b->nsteps < BOT_STEPS) {
		s = &b->steps[b->nsteps++];
		s->number = (uint32_t)db_u64(st);
		s->name = db_str(st);
		s->kind = (enum bot_kind)db_u64(st);
		s->text = db_str(st);
		s->again = db_str(st);
		s->field = (enum bot_field)db_u64(st);
		s->label = db_str(st);
		s->form = (enum bot_form)db_u64(st);
		s->next = (uint32_t)db_u64(st);
	}
	return found == -1 ? -1 : 0;
}

static const struct query CHOICES = {"bot_choices",
    "SELECT c.step, c.text, c.next FROM bot_choice c WHERE c.bot_id = ?"
    " ORDER BY c.step, c.place LIMIT 240"};

static int
read_choices(struct db *db, struct bot *b)
{
	struct stmt *st = db_query(db, &CHOICES);
	struct bot_choice choice;
	struct bot_step *s;
	uint32_t number;
	size_t i;
	int found;

	db_bind_u64(st, b->id);
	while ((found = db_step(st)) == 1) {
		number = (uint32_t)db_u64(st);
		choice.text = db_str(st);
		choice.next = (uint32_t)db_u64(st);
		for (i = 0; i < b->nsteps && b->steps[i].number != number; i++)
			continue;
		if (i == b->nsteps)
			continue;
		s = &b->steps[i];
		if (s->nchoices < BOT_CHOICES)
			s->choices[s->nchoices++] = choice;
	}
	return found;
}

int
bot_load(struct db *db, uint64_t id, struct bot *b)
{
	struct stmt *st = db_query(db, &HEAD);
	int found;

	memset(b, 0, sizeof(*b));
	db_bind_u64(st, id);
	if ((found = db_step(st)) != 1)
		return found;
	b->id = db_u64(st);
	b->version = db_u64(st);
	b->name = db_str(st);
	b->title = db_str(st);
	b->again = db_str(st);
	b->person = db_str(st);
	b->misses = (uint32_t)db_u64(st);
	b->top = (uint32_t)db_u64(st);
	if (read_steps(db, b) == -1 || read_choices(db, b) == -1)
		return -1;
	return 1;
}
