/* SPDX-License-Identifier: ISC */
/* crowd.h: what the parts of the simulated crowd share. Floor 9. */
#ifndef BENCH_CROWD_H
#define BENCH_CROWD_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "bench/times.h"

enum {
	REQUEST = 8192, /* bytes of the longest request */
	REPLY = 262144, /* bytes of the longest reply */
};

enum kind {
	HELLO,
	POLL,
	SYNC,
	CLAIM,
	CLOSED,
	REPLIED,
	START,
	SAY,
	TYPING,
	END,
	LEAVE,
	KINDS
};

/* Who they are; fixed for one visitor. */
struct person {
	const char *agent;
	const char *lang;
	const char *tz;
	const char *ref;
	const char *department; /* NULL: none */
	uint32_t address;
};

enum wire {
	CLOSED_WIRE,
	CONNECTING,
	SENDING,
	RECEIVING,
	IDLE_WIRE
};

struct shopper {
	struct person person;
	char token[65];
	char box[33];
	uint32_t instance;
	uint64_t view;
	int page;
	const char *state;

	/* What is known of the server's side. */
	uint64_t n, invitation, version, chat;
	uint64_t last;     /* line that was seen */
	uint64_t answered; /* operator's line that was answered */
	int lines;         /* said in this chat */
	int shown;         /* this page showed the invitation */
	uint64_t seen;     /* newest invitation that a page of theirs showed */
	uint64_t ended;    /* newest one that they closed or answered */

	/* When they do what, in ms; 0: not at all. */
	int64_t poll_at, turn_at, state_at, leave_at, back_at;
	int64_t decide_at, say_at, start_at;
	int here, greeted, behind;

	/* The one connection and the one request on it. */
	enum wire wire;
	enum kind kind;
	int fd, failed, fails;
	int64_t asked_at, retry_at;
	int64_t asked_us; /* times_clock() then */
	size_t out, sent, in;
	char *request; /* REQUEST bytes while one is under way */
	char *reply;   /* grows up to REPLY */
	size_t room;
};

struct totals {
	uint64_t asked[KINDS], answered[KINDS];
	uint64_t refused; /* 4xx that are no 429 */
	uint64_t slowed;  /* 429 and 503 */
	uint64_t failed;  /* no reply at all */
	uint64_t views, seen, closed, replied, lines, chats;
	uint64_t returned; /* invitations that came back after their end */
	struct times polls, others;
};

struct crowd {
	const char *host; /* of the Host header, with the port */
	const char *site;
	const char *pages; /* prefix of the pages' addresses */
	char *origin;      /* of them; freed by main() */
	int port, epoll;
	int64_t now; /* ms, CLOCK_MONOTONIC */
	FILE *
	    receipts; /* NULL, or where each invitation that is seen is noted */
	uint64_t random;
	struct totals totals;
};

/* crowd_people.c */
uint32_t crowd_random(struct crowd *, uint32_t limit);
int crowd_chance(struct crowd *, unsigned percent);
void crowd_person(struct crowd *, struct person *);
const char *crowd_page(int page, const char **title);
int crowd_pages(void);
const char *crowd_line(struct crowd *);

/* crowd_http.c: one request at a time; crowd_reply() is called with what came
 * back, status 0 for nothing. */
void crowd_ask(struct crowd *, struct shopper *, enum kind);
void crowd_wire(struct crowd *, struct shopper *, uint32_t events);
void crowd_timeout(struct crowd *, struct shopper *);
void crowd_hang_up(struct crowd *, struct shopper *);

/* crowd_form.c: the request's bytes into s->request, and the reply's fields
 * read by a scanner that knows no more than it needs. */
void crowd_write(struct crowd *, struct shopper *, enum kind);
int crowd_number(
    const char *json, const char *object, const char *field, uint64_t *);
int crowd_word(const char *json, const char *field, char *out, size_t size);

/* crowd_life.c: what they do. */
void crowd_arrive(struct crowd *, struct shopper *, int64_t at);
void crowd_live(struct crowd *, struct shopper *);
void crowd_reply(
    struct crowd *, struct shopper *, int status, const char *body);

#endif
