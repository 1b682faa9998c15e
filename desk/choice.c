/* SPDX-License-Identifier: ISC */
/* choice.c: what a list lets one choose from. Floor 3. */
#include "lib/db.h"
#include "desk/choice.h"

int
choices_read(struct stmt *st, struct choices *c)
{
	int more;

	c->n = c->found = c->has = 0;
	while ((more = db_step(st)) == 1 && c->n <= CHOICES) {
		c->list[c->n].id = db_u64(st);
		c->list[c->n].name = db_str(st);
		c->found += db_u64(st) != 0;
		c->has |= c->list[c->n++].id == c->chosen;
	}
	/* The chosen one may be beyond the first. */
	if (c->found > CHOICES)
		c->found = CHOICES;
	return more == -1 ? -1 : 0;
}

int
choices_list(struct stmt *st, struct choice list[CHOICES])
{
	int more, n = 0;

	while ((more = db_step(st)) == 1 && n < CHOICES) {
		list[n].id = db_u64(st);
		list[n++].name = db_str(st);
	}
	return more == -1 ? -1 : n;
}
