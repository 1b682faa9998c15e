/* SPDX-License-Identifier: ISC */
/* pulse_box.c: from the feed to the mailbox, and the tick. Floor 4. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cgi-bin/pulse.h"
#include "desk/roster.h"
#include "lib/buf.h"
#include "lib/log.h"
#include "lib/mailbox.h"

enum {
	ROUNDS = 20, /* reads of the feed in one turn of the loop */
};

/* Mailbox ids, sorted. */
struct ids {
	const char *data;
	size_t n;
};

/* Makes the file what the visitor has waiting.  0, -1. */
static int
deliver(struct pulse *p, const struct waiting *w)
{
	if (w->wait_n > w->read_n)
		return mailbox_put(p->box, w->box, w->wait_n);
	return mailbox_take(p->box, w->box, w->read_n);
}

static int
deliver_all(struct pulse *p, int n)
{
	int i;

	for (i = 0; i < n; i++)
		if (deliver(p, &p->waiting[i]) == -1)
			return -1;
	return 0;
}

static int
compare(const void *a, const void *b)
{
	return memcmp(a, b, BOX_ID);
}

static int
is_waiting(const unsigned char id[BOX_ID], void *arg)
{
	const struct ids *ids = arg;

	return bsearch(id, ids->data, ids->n, BOX_ID, compare) != NULL;
}

/* Writes a file for all that waits, and takes away all others. */
static int
fill(struct pulse *p)
{
	struct buf all;
	struct ids ids;
	uint64_t visitor = 0;
	int i, n;

	buf_init(&all, p->mem);
	while ((n = tail_waiting(p->db, &visitor, p->waiting)) > 0) {
		if (deliver_all(p, n) == -1)
			return -1;
		for (i = 0; i < n; i++)
			buf_add(&all, p->waiting[i].box, BOX_ID);
	}
	if (n == -1)
		return -1;
	ids.n = all.len / BOX_ID;
	ids.data = all.data;
	if (ids.n > 0)
		qsort(all.data, ids.n, BOX_ID, compare);
	return mailbox_sweep(p->box, is_waiting, &ids);
}

/*
 * At the start, after a reconnect, and where the place was lost: the counter
 * first, then the tables, the files, and the place.  What is written meanwhile
 * comes again by the tail; nothing is left out.
 */
int
pulse_rebuild(struct pulse *p)
{
	uint64_t n;

	p->restored = 0;
	if (tail_counter(p->db, &n) == -1 || fill(p) == -1 ||
	    mailbox_place_write(p->box, n) == -1)
		return -1;
	p->place = n;
	p->look = 1;
	return 0;
}

/* The feed's rows have the counter's numbers.  Reading one row by its key
 * costs a fifth of asking what the feed has.  1, 0, -1. */
static int
moved(struct pulse *p)
{
	uint64_t n;

	if (tail_counter(p->db, &n) == -1)
		return -1;
	return n != p->place;
}

void
pulse_tail(struct pulse *p)
{
	uint64_t before = p->place;
	int n, round;

	if (!p->look && (n = moved(p)) < 1) {
		if (n == -1)
			pulse_lost(p);
		return;
	}
	p->look = 0;
	for (round = 0; round < ROUNDS; round++) {
		n = tail_read(p->db, &p->place, p->waiting);
		if (n == TAIL_LOST) {
			log_info("lost the place in the feed: reading all");
			n = pulse_rebuild(p);
		}
		if (n == -1 || deliver_all(p, n) == -1) {
			pulse_lost(p);
			return;
		}
		if (p->place == before)
			return;
		if (mailbox_place_write(p->box, p->place) == -1) {
			pulse_lost(p);
			return;
		}
		before = p->place;
	}
	p->look = 1;
}

/* Somebody may have taken the folder away: it is made again. */
static void
own_again(struct pulse *p)
{
	struct mailbox *fresh = mailbox_own(p->run);

	if (fresh == NULL)
		return;
	mailbox_close(p->box);
	p->box = fresh;
	pulse_lost(p);
}

void
pulse_tick(struct pulse *p)
{
	struct tick tick = {.database = p->up};

	p->pace = presence_pace(p->pace, p->fill, p->late);
	p->fill = p->late = 0;
	tick.t = (uint64_t)time(NULL);
	tick.pace = p->pace;
	tick.full = roster_full(p->roster);
	if (mailbox_tick_write(p->box, &tick) == -1)
		own_again(p);
	log_debug("%zu visitors, pace %" PRIu32 ", database %d, place %" PRIu64,
	    roster_count(p->roster), p->pace, p->up, p->place);
}
