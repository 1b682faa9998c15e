/* SPDX-License-Identifier: ISC */
/* bot_store.c: a bot as the tables hold it. Floor 3. */
#include <string.h>

#include "desk/bot.h"
#include "desk/bot_store.h"
#include "desk/change.h"
#include "desk/session.h"
#include "lib/db.h"

static const struct query DEPARTMENTS = {"bot_turn_departments",
    "SELECT d.id FROM department d FORCE INDEX (PRIMARY)"
    " ORDER BY d.id FOR UPDATE"};

static const struct query BOTS = {"bot_turn",
    "SELECT b.id FROM bot b FORCE INDEX (PRIMARY) ORDER BY b.id FOR UPDATE"};

int
bot_turn(struct db *db, const struct actor *by)
{
	static const struct query *const all[] = {&DEPARTMENTS, &BOTS};
	struct stmt *st;
	size_t i;
	int more;

	if (operator_hold(db, by->operator, 0) == -1)
		return -1;
	for (i = 0; i < sizeof(all) / sizeof(*all); i++) {
		st = db_query(db, all[i]);
		while ((more = db_step(st)) == 1)
			(void)db_u64(st);
		if (more == -1)
			return -1;
	}
	return 0;
}

static const struct query HEAD = {"bot_head",
    "SELECT b.id, b.version, b.name, b.title, b.again, b.person, b.misses,"
    " b.top FROM bot b WHERE b.id = ?"};

/* 1, 0, -1. */
static int
read_head(struct db *db, struct bot *b)
{
	struct stmt *st = db_query(db, &HEAD);
	int found;

	db_bind_u64(st, b->id);
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
	return 1;
}

/* Each with the version that it is of. */
static const struct query STEPS = {"bot_steps",
    "SELECT b.version, s.step, s.name, s.kind + 0, s.text, s.again,"
    " s.field + 0, s.label, s.form + 0, s.next FROM bot b"
    " JOIN bot_step s ON s.bot_id = b.id WHERE b.id = ?"
    " ORDER BY s.place, s.step LIMIT 30"};

/* 1, 0 they are of another version, -1. */
static int
read_steps(struct db *db, struct bot *b)
{
	struct stmt *st = db_query(db, &STEPS);
	struct bot_step *s;
	int found, same = 1;

	db_bind_u64(st, b->id);
	while ((found = db_step(st)) == 1 && b->nsteps < BOT_STEPS) {
		s = &b->steps[b->nsteps++];
		same &= db_u64(st) == b->version;
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
	return found == -1 ? -1 : same;
}

static const struct query CHOICES = {"bot_choices",
    "SELECT b.version, c.step, c.text, c.next FROM bot b"
    " LEFT JOIN bot_choice c ON c.bot_id = b.id WHERE b.id = ?"
    " ORDER BY c.step, c.place LIMIT 240"};

/* The choice belongs to the step of this number. */
static void
add_choice(struct bot *b, uint32_t number, const struct bot_choice *choice)
{
	struct bot_step *s;
	size_t i;

	for (i = 0; i < b->nsteps && b->steps[i].number != number; i++)
		continue;
	if (i == b->nsteps)
		return;
	s = &b->steps[i];
	if (s->nchoices < BOT_CHOICES)
		s->choices[s->nchoices++] = *choice;
}

/* As read_steps(); the bot is there still. */
static int
read_choices(struct db *db, struct bot *b)
{
	struct stmt *st = db_query(db, &CHOICES);
	struct bot_choice choice;
	uint32_t number;
	int found, same = 0;

	db_bind_u64(st, b->id);
	while ((found = db_step(st)) == 1) {
		same = db_u64(st) == b->version;
		number = (uint32_t)db_u64(st);
		choice.text = db_str(st);
		choice.next = (uint32_t)db_u64(st);
		add_choice(b, number, &choice);
	}
	return found == -1 ? -1 : same;
}

/*
 * All of one version, and none of it held: a chat that held its bot would wait
 * for operators and departments with it in hand.
 */
int
bot_load(struct db *db, uint64_t id, struct bot *b)
{
	int r;

	do {
		memset(b, 0, sizeof(*b));
		b->id = id;
		if ((r = read_head(db, b)) != 1)
			return r;
		if ((r = read_steps(db, b)) == 1)
			r = read_choices(db, b);
	} while (r == 0);
	return r;
}
