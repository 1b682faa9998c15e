/* SPDX-License-Identifier: ISC */
/* crowd_life.c: what simulated visitors do, and when. Floor 9. */
#include <inttypes.h>
#include <string.h>

#include "bench/crowd.h"

enum {
	SECOND = 1000,         /* ms */
	LONGEST = 60 * SECOND, /* to wait after a failure */
	LINES = 6,             /* one says in a chat at most */
};

/* Some time from now, between so many seconds. */
static int64_t
in(struct crowd *c, uint32_t from, uint32_t to)
{
	return c->now + (int64_t)from * SECOND +
	       crowd_random(c, (to - from) * SECOND + 1);
}

/* Another page: its instance and view are new. */
static void
open_page(struct crowd *c, struct shopper *s)
{
	s->page = (int)crowd_random(c, (uint32_t)crowd_pages());
	s->instance = 1 + crowd_random(c, UINT32_MAX - 1);
	s->view = (uint64_t)crowd_random(c, UINT32_MAX) << 32 |
		  crowd_random(c, UINT32_MAX);
	s->state = "new";
	s->greeted = s->shown = 0;
	s->turn_at = crowd_chance(c, 80) ? in(c, 8, 90) : 0;
	s->state_at = c->now + 60 * SECOND;
	c->totals.views++;
}

void
crowd_arrive(struct crowd *c, struct shopper *s, int64_t at)
{
	s->back_at = at;
	s->here = 0;
}

/* They are back, or somebody new is in their place. */
static void
enter(struct crowd *c, struct shopper *s)
{
	if (s->token[0] == '\0' || crowd_chance(c, 50)) {
		crowd_hang_up(c, s);
		memset(s, 0, sizeof(*s));
		crowd_person(c, &s->person);
	}
	s->here = 1;
	s->back_at = 0;
	s->leave_at = in(c, 40, 600);
	s->start_at = crowd_chance(c, 3) ? in(c, 20, 60) : 0;
	open_page(c, s);
}

/* The window goes to the back, or comes to the front again. */
static void
turn_state(struct crowd *c, struct shopper *s)
{
	uint32_t dice = crowd_random(c, 10);

	if (strcmp(s->state, "new") == 0 || dice < 5)
		s->state = "front";
	else
		s->state = dice < 8 ? "idle" : "hidden";
	s->state_at = in(c, 20, 120);
	s->poll_at = c->now;
}

static int
due(const struct crowd *c, int64_t at)
{
	return at != 0 && c->now >= at;
}

/* What an open invitation or chat makes them do.  1 where they do it. */
static int
talk(struct crowd *c, struct shopper *s)
{
	if (s->invitation != 0 && due(c, s->decide_at)) {
		s->decide_at = 0;
		if (!s->shown) {
			crowd_ask(c, s, CLAIM);
			return 1;
		}
		if (crowd_chance(c, 75)) {
			crowd_ask(c, s, crowd_chance(c, 55) ? REPLIED : CLOSED);
			return 1;
		}
	}
	if (s->chat != 0 && due(c, s->say_at)) {
		s->say_at = 0;
		if (s->lines >= LINES)
			crowd_ask(c, s, END);
		else
			crowd_ask(c, s, SAY);
		return 1;
	}
	if (s->chat == 0 && s->invitation == 0 && due(c, s->start_at)) {
		s->start_at = 0;
		crowd_ask(c, s, START);
		return 1;
	}
	return 0;
}

void
crowd_live(struct crowd *c, struct shopper *s)
{
	crowd_timeout(c, s);
	if (s->request != NULL || c->now < s->retry_at)
		return;
	if (!s->here) {
		if (due(c, s->back_at))
			enter(c, s);
		return;
	}
	if (!s->greeted) {
		crowd_ask(c, s, HELLO);
	} else if (due(c, s->leave_at)) {
		s->leave_at = 0;
		crowd_ask(c, s, LEAVE);
	} else if (due(c, s->turn_at)) {
		s->turn_at = 0;
		crowd_ask(c, s, LEAVE);
	} else if (s->behind) {
		crowd_ask(c, s, SYNC);
	} else if (!talk(c, s)) {
		if (due(c, s->state_at))
			turn_state(c, s);
		if (s->box[0] != '\0' && due(c, s->poll_at))
			crowd_ask(c, s, POLL);
	}
}

/* The open invitation, if the reply has one. */
static void
read_invitation(struct crowd *c, struct shopper *s, const char *body)
{
	uint64_t id;

	if (!crowd_number(body, "invitation", "id", &id)) {
		s->invitation = 0;
		return;
	}
	(void)crowd_number(body, "invitation", "version", &s->version);
	if (id != s->invitation) {
		s->invitation = id;
		s->shown = 0;
		s->decide_at = in(c, 1, 2);
	} else if (!s->shown && s->decide_at == 0)
		s->decide_at = in(c, 1, 2);
}

/* The chat; a new line of an operator's is answered after a while. */
static void
read_chat(struct crowd *c, struct shopper *s, const char *body)
{
	uint64_t id, last = 0;

	if (!crowd_number(body, "chat", "id", &id) ||
	    strstr(body, "\"status\":\"closed\"") != NULL) {
		s->chat = s->last = s->answered = 0;
		s->say_at = 0;
		return;
	}
	if (id != s->chat) {
		s->chat = id;
		s->last = s->answered = 0;
		s->lines = 0;
	}
	(void)crowd_number(body, "chat", "last", &last);
	if (last > s->last)
		s->last = last;
	if (strstr(body, "\"who\":\"operator\"") != NULL &&
	    s->last > s->answered) {
		s->answered = s->last;
		s->say_at = crowd_chance(c, 85) ? in(c, 2, 9) : 0;
	}
}

static void
read_state(struct crowd *c, struct shopper *s, const char *body)
{
	(void)crowd_number(body, NULL, "n", &s->n);
	s->behind = 0;
	read_invitation(c, s, body);
	read_chat(c, s, body);
}

static void
greeted(struct crowd *c, struct shopper *s, const char *body)
{
	(void)crowd_word(body, "token", s->token, sizeof(s->token));
	(void)crowd_word(body, "box", s->box, sizeof(s->box));
	s->greeted = 1;
	read_state(c, s, body);
}

static void
polled(struct crowd *c, struct shopper *s, const char *body)
{
	uint64_t n = 0;

	if (strstr(body, "\"again\"") != NULL)
		s->greeted = 0;
	(void)crowd_number(body, NULL, "n", &n);
	if (n > s->n)
		s->behind = 1;
}

/* The page is gone; so are they, or the next page opens. */
static void
left(struct crowd *c, struct shopper *s)
{
	if (s->leave_at != 0) {
		open_page(c, s);
		return;
	}
	crowd_hang_up(c, s);
	crowd_arrive(c, s, in(c, 10, 120));
}

/* An invitation that goes with them from page to page is seen once. */
static void
note_seen(struct crowd *c, struct shopper *s)
{
	struct totals *t = &c->totals;

	if (s->invitation <= s->ended)
		t->returned++;
	if (s->invitation == s->seen)
		return;
	s->seen = s->invitation;
	t->seen++;
	if (c->receipts != NULL)
		fprintf(c->receipts, "%" PRIu64 "\n", s->invitation);
}

static void
answered(struct crowd *c, struct shopper *s, const char *body)
{
	struct totals *t = &c->totals;

	switch (s->kind) {
	case HELLO:
	case START:
		t->chats += s->kind == START;
		greeted(c, s, body);
		break;
	case POLL:
		polled(c, s, body);
		break;
	case LEAVE:
		left(c, s);
		break;
	case CLAIM:
		read_state(c, s, body);
		if (strstr(body, "\"show\":true") != NULL) {
			s->shown = 1;
			s->decide_at = in(c, 2, 10);
			note_seen(c, s);
		}
		break;
	case CLOSED:
	case REPLIED:
		t->closed += s->kind == CLOSED;
		t->replied += s->kind == REPLIED;
		s->ended = s->invitation;
		read_state(c, s, body);
		break;
	default:
		if (s->kind == SAY) {
			t->lines++;
			s->lines++;
			if (crowd_chance(c, 30))
				s->say_at = in(c, 2, 6);
		}
		read_state(c, s, body);
	}
}

/* Wrong words from us, or a state that moved on: say hello anew. */
static void
refused(struct crowd *c, struct shopper *s, int status)
{
	if (status == 401) {
		s->token[0] = '\0';
		s->greeted = 0;
	} else if (status == 409 && s->kind == HELLO)
		s->token[0] = '\0';
	else
		s->behind = s->greeted;
	if (s->kind == LEAVE)
		left(c, s);
	c->totals.refused++;
}

/* How long to wait after a failure: as the widget does (www/embed-self.js),
 * twice as long each time, up to a minute, and never in step with others. */
static int64_t
patience(struct crowd *c, struct shopper *s, int64_t least)
{
	int64_t ms = 500LL << (s->fails < 7 ? s->fails++ : 7);

	if (ms > LONGEST)
		ms = LONGEST;
	if (ms < least)
		ms = least;
	return ms / 2 + crowd_random(c, (uint32_t)ms);
}

void
crowd_reply(struct crowd *c, struct shopper *s, int status, const char *body)
{
	uint64_t next = 5 * SECOND;

	(void)crowd_number(body, NULL, "next", &next);
	if (status >= 200 && status < 300) {
		c->totals.answered[s->kind]++;
		s->failed = s->fails = 0;
		answered(c, s, body);
	} else if (status == 429 || status >= 500) {
		c->totals.slowed++;
		s->retry_at = c->now + patience(c, s, (int64_t)next);
	} else if (status == 0) {
		c->totals.failed++;
		if (s->kind == LEAVE)
			left(c, s);
		s->retry_at = c->now + patience(c, s, 0);
	} else {
		refused(c, s, status);
		s->retry_at = c->now + SECOND;
	}
	if (next > 0)
		s->poll_at = c->now + (int64_t)next;
	else
		s->poll_at = 0;
}
