/* SPDX-License-Identifier: ISC */
/* press_ask.c: connections that stay, requests on them, and what came of each.
 * Floor 9. */
#include <sys/epoll.h>

#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "bench/press.h"

enum {
	READ = 16384,
	REPEAT = 100000000 /* ns, until somebody who was refused tries again */
};

static void
watch(struct press *p, struct connection *c, int how, uint32_t events)
{
	struct epoll_event e = {.events = events, .data.ptr = c};

	if (epoll_ctl(p->epoll, how, c->wire.fd, &e) == -1)
		err(1, "epoll");
}

/* --- What came of a request --------------------------------------------------- */

static void
tally(struct press *p, const struct stream *s, int64_t came)
{
	struct totals *t = &p->totals;
	int class = s->status / 100;

	if (s->status == 0 && p->stopped)
		return;
	t->classes[class < CLASSES ? class : 0]++;
	if (class != 2)
		t->bad++;
	if (s->status == 0)
		return;
	t->answered++;
	t->last = came;
	times_add(&t->due, (came - s->due) / 1000);
	times_add(&t->sent, (came - s->sent) / 1000);
	times_add(&t->late, (s->sent - s->due) / 1000);
}

static void
over(struct press *p, struct connection *c, struct stream *s)
{
	tally(p, s, c->wire.came);
	s->id = 0;
	c->busy--;
}

static struct stream *
stream_of(struct press *p, struct connection *c, uint32_t id)
{
	long i;

	for (i = 0; id != 0 && i < p->streams; i++)
		if (c->stream[i].id == id)
			return &c->stream[i];
	return NULL;
}

/* --- Connections -------------------------------------------------------------- */

/* It is closed, and another one takes its place at once, or after a while where
 * the server would not have it. */
static void
hang_up(struct press *p, struct connection *c)
{
	int was = c->stage;
	long i;

	if (was == STAGE_READY)
		p->ready--;
	wire_close(&c->wire);
	for (i = 0; i < p->streams; i++)
		if (c->stream[i].id != 0) {
			c->stream[i].status = 0;
			over(p, c, &c->stream[i]);
		}
	free(c->rest);
	c->rest = NULL;
	c->rest_len = 0;
	c->stage = STAGE_CLOSED;
	c->retry_at = p->now + REPEAT;
	if (was != STAGE_SHAKING && !p->closing)
		press_open(p, c);
}

/* 0, or -1: the connection is gone. */
static int
say(struct press *p, struct connection *c, const unsigned char *what, size_t n)
{
	unsigned char *rest;
	int r = c->rest == NULL ? wire_write(&c->wire, what, n) : 0;

	if (r == 1)
		return 0;
	if (r == 0 && (rest = realloc(c->rest, c->rest_len + n)) != NULL) {
		memcpy(rest + c->rest_len, what, n);
		c->rest = rest;
		c->rest_len += n;
		watch(p, c, EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT);
		return 0;
	}
	hang_up(p, c);
	return -1;
}

static int
say_rest(struct press *p, struct connection *c)
{
	switch (wire_write(&c->wire, c->rest, c->rest_len)) {
	case 0:
		return 0;
	case -1:
		hang_up(p, c);
		return -1;
	}
	free(c->rest);
	c->rest = NULL;
	c->rest_len = 0;
	watch(p, c, EPOLL_CTL_MOD, EPOLLIN);
	return 0;
}

/* On this connection, where it has room.  1 asked, 0 not. */
static int
ask_on(struct press *p, struct connection *c, int64_t due)
{
	unsigned char out[ASK_ROOM];
	struct stream *s = c->stream;
	size_t n;

	if (c->stage != STAGE_READY || c->busy >= p->streams ||
	    c->rest != NULL || c->h2.window < ASK_MOST)
		return 0;
	while (s->id != 0)
		s++;
	*s = (struct stream){.id = c->h2.next, .due = due};
	if (p->nagain > 0) {
		s->ask = p->again[--p->nagain].ask;
		s->due = p->again[p->nagain].due;
	} else {
		s->ask = &p->asks[p->turn++ % p->nasks];
	}
	n = h2_ask(&c->h2, &p->target, s->ask, out);
	s->sent = wire_clock();
	c->busy++;
	if (--c->left == 0) {
		c->stage = STAGE_LAST;
		p->ready--;
	}
	(void)say(p, c, out, n);
	return 1;
}

static void
come(struct press *p, struct connection *c)
{
	unsigned char out[128];

	p->totals.opened++;
	p->ready++;
	c->stage = STAGE_READY;
	watch(p, c, EPOLL_CTL_MOD, EPOLLIN);
	if (say(p, c, out, h2_begin(&c->h2, out)) == 0 && p->greet)
		(void)ask_on(p, c, wire_clock());
}

static void
shake(struct press *p, struct connection *c)
{
	switch (wire_shake(&c->wire)) {
	case -1:
		hang_up(p, c);
		break;
	case 1:
		come(p, c);
	}
}

/* The first life of each is shorter by another part, so that they do not all end
 * at once. */
void
press_open(struct press *p, struct connection *c)
{
	long i = c - p->all;

	c->left = p->life > 0 ? p->life : -1;
	if (p->life > 0 && c->stage == STAGE_NONE)
		c->left = 1 + p->life * (i + 1) / (p->connections + 1);
	c->stage = STAGE_SHAKING;
	if (wire_open(&c->wire, p->target.port, p->target.host) == -1) {
		hang_up(p, c);
		return;
	}
	watch(p, c, EPOLL_CTL_ADD, EPOLLIN | EPOLLOUT | EPOLLET);
	shake(p, c);
}

/* --- What comes --------------------------------------------------------------- */

/* The server takes no more here; what it has not looked at is asked again. */
static void
away(struct press *p, struct connection *c, uint32_t last)
{
	long i;

	if (c->stage == STAGE_READY)
		p->ready--;
	c->stage = STAGE_LAST;
	for (i = 0; i < p->streams; i++) {
		if (c->stream[i].id <= last)
			continue;
		p->again[p->nagain++] = c->stream[i];
		c->stream[i].id = 0;
		c->busy--;
	}
}

static void
hear(struct press *p, struct connection *c, const struct frame *f)
{
	struct stream *s = stream_of(p, c, f->stream);
	int status;

	if (f->type == FRAME_AWAY)
		away(p, c, h2_number(f->kept));
	if (f->type == FRAME_WINDOW && f->stream == 0)
		c->h2.window += h2_number(f->kept);
	if (s == NULL)
		return;
	if (f->type == FRAME_HEADERS && (status = h2_status(f)) >= 200)
		s->status = status;
	if (f->type == FRAME_RESET)
		s->status = 0;
	if (f->type == FRAME_RESET ||
	    ((f->type == FRAME_HEADERS || f->type == FRAME_DATA) &&
		(f->flags & FLAG_END) != 0))
		over(p, c, s);
}

/* As fast as it goes: whoever was answered asks again. */
static void
go_on(struct press *p, struct connection *c)
{
	if (c->stage == STAGE_LAST && c->busy == 0)
		hang_up(p, c);
	while (p->rate <= 0 && !p->closing && ask_on(p, c, wire_clock()))
		;
}

static void
receive(struct press *p, struct connection *c)
{
	static unsigned char in[READ];
	unsigned char out[FRAME_HEAD + 8];
	const unsigned char *at;
	struct frame f;
	ssize_t n;
	size_t rest, len;

	do {
		if ((n = wire_read(&c->wire, in, sizeof(in))) == -1) {
			hang_up(p, c);
			return;
		}
		for (at = in, rest = (size_t)n;
		     h2_next(&c->h2, &at, &rest, &f);) {
			hear(p, c, &f);
			len = h2_answer(&f, out);
			if (len > 0 && say(p, c, out, len) == -1)
				return;
		}
	} while (n > 0 && wire_more(&c->wire));
	go_on(p, c);
}

void
press_event(struct press *p, struct connection *c, uint32_t events)
{
	if (c->stage <= STAGE_CLOSED)
		return;
	if (c->stage == STAGE_SHAKING) {
		shake(p, c);
		return;
	}
	if ((events & EPOLLOUT) != 0 && c->rest != NULL && say_rest(p, c) == -1)
		return;
	if ((events & ~(uint32_t)EPOLLOUT) != 0)
		receive(p, c);
}

/* --- All of them -------------------------------------------------------------- */

/* The next one in turn; whoever is busy or on the way is passed over. */
int
press_ask(struct press *p, int64_t due)
{
	long i;

	for (i = 0; i < p->connections; i++) {
		struct connection *c = &p->all[p->next++ % p->connections];

		if (ask_on(p, c, due))
			return 1;
	}
	return 0;
}

/* Those who were refused try again. */
void
press_look(struct press *p)
{
	long i;

	for (i = 0; i < p->connections; i++) {
		struct connection *c = &p->all[i];

		if (c->stage == STAGE_CLOSED && c->retry_at <= p->now)
			press_open(p, c);
		else if (p->rate <= 0 && c->stage == STAGE_READY)
			go_on(p, c);
	}
}

void
press_close(struct press *p)
{
	long i;

	p->closing = 1;
	for (i = 0; i < p->connections; i++)
		if (p->all[i].stage > STAGE_CLOSED)
			hang_up(p, &p->all[i]);
}
