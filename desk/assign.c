/* SPDX-License-Identifier: ISC */
/* assign.c: who gets a chat: the rules, without a database. Floor 3;
 * semantics.md sections 4 and 5. */
#include "desk/assign.h"

const char *
assign_word(enum assign_why why)
{
	static const char *const words[] = {[ASSIGN_ONLY] = "only",
	    [ASSIGN_NOT_YET] = "not yet",
	    [ASSIGN_LANGUAGE] = "language",
	    [ASSIGN_PRIORITY] = "priority",
	    [ASSIGN_FEWEST] = "fewest",
	    [ASSIGN_LONGEST] = "longest",
	    [ASSIGN_SENDER] = "sender",
	    [ASSIGN_SENDER_OFFLINE] = "sender offline",
	    [ASSIGN_SENDER_INVISIBLE] = "sender invisible",
	    [ASSIGN_SENDER_AWAY] = "sender away",
	    [ASSIGN_TRANSFER] = "transfer"};

	return words[why];
}

enum assign_not
assign_available(const struct assign_rules *r, const struct candidate *c)
{
	if (c->disabled)
		return ASSIGN_DISABLED;
	if (!c->member)
		return ASSIGN_NO_MEMBER;
	if (c->excluded)
		return ASSIGN_EXCLUDED;
	if (!c->online)
		return ASSIGN_OFFLINE;
	if (!c->visible)
		return ASSIGN_INVISIBLE;
	if (!c->always && !c->seen)
		return ASSIGN_UNSEEN;
	if (!c->always && c->away)
		return ASSIGN_AWAY;
	if (r->max_operator != 0 && c->load >= r->max_operator)
		return ASSIGN_FULL;
	if (c->since < r->delay)
		return ASSIGN_TOO_SOON;
	return ASSIGN_FREE;
}

/* May this offer go to them now? */
static int
eligible(const struct assign_rules *r, const struct candidate *c, int onward)
{
	if (assign_available(r, c) != ASSIGN_FREE || c->cooling)
		return 0;
	if (c->lapses > 0 && r->accept == 0)
		return 0;
	return !onward || !c->in_round;
}

/* Below 0 where a comes before b, and by which rule. */
static int
compare(const struct assign_rules *r, const struct candidate *a,
    const struct candidate *b, enum assign_why *why)
{
	*why = ASSIGN_NOT_YET;
	if (a->lapses != b->lapses)
		return a->lapses < b->lapses ? -1 : 1;
	*why = ASSIGN_LANGUAGE;
	if (r->language && !a->speaks != !b->speaks)
		return a->speaks ? -1 : 1;
	*why = ASSIGN_PRIORITY;
	if (r->priority && a->priority != b->priority)
		return a->priority > b->priority ? -1 : 1;
	*why = ASSIGN_FEWEST;
	if (r->fewest && a->load != b->load)
		return a->load < b->load ? -1 : 1;
	*why = ASSIGN_LONGEST;
	if (a->since != b->since)
		return a->since > b->since ? -1 : 1;
	return a->id < b->id ? -1 : 1;
}

/* The reason is the rule that told the first from the second. */
int
assign_choose(const struct assign_rules *r, const struct candidate *c, size_t n,
    int onward, enum assign_why *why)
{
	const struct candidate *second = NULL;
	enum assign_why rule;
	int best = -1;
	size_t i;

	if (!r->on || (r->max_department != 0 && r->load >= r->max_department))
		return -1;
	for (i = 0; i < n; i++) {
		if (!eligible(r, &c[i], onward))
			continue;
		if (best == -1) {
			best = (int)i;
		} else if (compare(r, &c[i], &c[best], &rule) < 0) {
			second = &c[best];
			best = (int)i;
		} else if (second == NULL ||
			   compare(r, &c[i], second, &rule) < 0) {
			second = &c[i];
		}
	}
	*why = ASSIGN_ONLY;
	if (second != NULL)
		(void)compare(r, &c[best], second, why);
	return best;
}

int
assign_first(const struct candidate *c)
{
	if (c->disabled)
		return -1;
	if (!c->online)
		return ASSIGN_SENDER_OFFLINE;
	if (!c->visible)
		return ASSIGN_SENDER_INVISIBLE;
	if (c->always)
		return ASSIGN_SENDER;
	if (!c->seen)
		return ASSIGN_SENDER_OFFLINE;
	return c->away ? ASSIGN_SENDER_AWAY : ASSIGN_SENDER;
}

int
assign_at_once(const struct candidate *c)
{
	return c->auto_accept && c->signed_in && !c->disabled;
}

uint32_t
assign_runs(const struct assign_rules *r)
{
	return r->on ? r->accept : 0;
}
