/* SPDX-License-Identifier: ISC */
/* pulse_beats.c: from the pipe and the log to presence. Floor 4. */
#include "cgi-bin/pulse.h"
#include "desk/roster.h"
#include "lib/log.h"
#include "lib/mailbox.h"

enum {
	BEATS = 512,  /* taken at a time */
	ROUNDS = 16,  /* of them in one turn of the loop */
	TENTH = 100,  /* ms */
	SETTLE = 600, /* ms: nginx keeps a line of its log for 250 at most */
	SAY = 60000,  /* ms between two lines about one thing */
};

/* The roster's clock, never 0. */
static uint32_t
tenths(const struct pulse *p)
{
	return (uint32_t)(p->now / TENTH) + 1;
}

static void
full(struct pulse *p)
{
	if (p->full_said_at != 0 && p->now - p->full_said_at < SAY)
		return;
	p->full_said_at = p->now;
	log_warnx("more than visitors.max (%zu): new ones are not listed",
	    roster_count(p->roster));
}

/* What a beat says goes into the batch; nothing is written while the
 * database is away, and all of it once it is back. */
static void
note(struct pulse *p, const struct heard *h, enum presence_do what)
{
	struct presence_write *w;

	if (what == PRESENCE_NOTHING || !p->up)
		return;
	if (p->nbatch == PRESENCE_BATCH)
		pulse_flush(p);
	w = &p->batch[p->nbatch++];
	for (size_t i = 0; i < BOX_ID; i++)
		w->box[i] = h->box[i];
	w->what = what;
	w->state = (enum beat_state)h->state;
	w->hold = presence_hold(w->state, p->pace);
}

static void
leave(struct pulse *p, const struct beat *b)
{
	struct heard *h = roster_find(p->roster, b->box, 1);

	if (h == NULL)
		full(p);
	else
		note(p, h,
		    presence_pagehide(h, tenths(p), b->instance, p->pace));
}

/* With the express lane a page's last poll may come after its leave. */
static void
leave_later(struct pulse *p, const struct beat *b)
{
	struct leave *l = &p->leaves[p->held % PULSE_LEAVES];

	if (!mailbox_express(p->box) || p->held - p->let_go == PULSE_LEAVES) {
		leave(p, b);
		return;
	}
	l->beat = *b;
	l->due = p->now + SETTLE;
	p->held++;
}

static void
let_go(struct pulse *p)
{
	struct leave *l;

	for (; p->let_go < p->held; p->let_go++) {
		l = &p->leaves[p->let_go % PULSE_LEAVES];
		if (l->due > p->now)
			return;
		leave(p, &l->beat);
	}
}

/* One record; whoever wrote it, only ids that we minted count. */
static void
take(struct pulse *p, const struct beat *b)
{
	struct heard *h;

	if (b->kind == BEAT_LOOK) {
		p->look = 1;
		return;
	}
	if (!box_check(&p->keys, b->box)) {
		if (b->express)
			(void)mailbox_again(p->box, b->box);
		return;
	}
	if (b->kind == BEAT_LEAVE)
		leave_later(p, b);
	else if ((h = roster_find(p->roster, b->box, 1)) == NULL)
		full(p);
	else
		note(p, h, presence_poll(h, tenths(p), b->state, b->instance));
}

static void
measure(struct pulse *p)
{
	unsigned fill = mailbox_fill(p->box);

	if (fill > p->fill)
		p->fill = fill;
}

int
pulse_beats(struct pulse *p)
{
	struct beat beat[BEATS];
	ssize_t i, n = BEATS;
	int round;

	measure(p);
	for (round = 0; round < ROUNDS && n == BEATS; round++) {
		if ((n = beat_get(p->box, beat, BEATS)) == -1) {
			log_warn("the beat pipe");
			return 0;
		}
		for (i = 0; i < n; i++)
			take(p, &beat[i]);
	}
	let_go(p);
	(void)roster_forget(
	    p->roster, roster_places(p->roster) / 512 + 1, tenths(p), p->pace);
	return n == BEATS;
}

void
pulse_flush(struct pulse *p)
{
	int restored;

	if (p->nbatch == 0)
		return;
	if (p->up) {
		restored = presence_save(p->db, p->batch, p->nbatch);
		if (restored == -1)
			pulse_lost(p);
		else if (restored > 0)
			p->restored = 1;
	}
	p->nbatch = 0;
}
