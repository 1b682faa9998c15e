/* SPDX-License-Identifier: ISC */
/* state.h: all that a visitor's page shows: the open invitation, the chat and
 * its lines, and whether somebody is there. Floor 3. */
#ifndef DESK_STATE_H
#define DESK_STATE_H

#include <stddef.h>
#include <stdint.h>

#include "desk/bot.h"
#include "desk/chat.h"

struct db;

enum {
	STATE_LINES = 200,  /* lines of one answer */
	STATE_BYTES = 65536 /* of them, but for what the last has more */
};

struct state_line {
	uint32_t seq;
	const char *who;
	const char *name; /* of the operator or the bot; NULL of others */
	const char *text;
	uint64_t at; /* ms since the epoch */
	unsigned char key[CLIENT_KEY];
};

struct state_invitation {
	uint64_t id; /* 0: none */
	uint64_t version;
	const char *text;
	const char *operator;
	const char *status;
	int full;
	unsigned require; /* REQUIRE_NAME ... */
};

struct state_chat {
	uint64_t id; /* 0: none */
	const char *status;
	const char *operator;
	const char *closed_by;
	int typing;
	int shut;         /* strong does not open it: nothing else is told */
	const char *page; /* ... but where it opens; NULL: nowhere */
	uint32_t last;    /* number of its newest line */
	uint32_t read;    /* the operator has read up to here */
	uint32_t shown;   /* the visitor has */
	int email;        /* the visitor can be written to */
};

struct state {
	uint64_t n; /* all written for them up to this number is in here */
	uint64_t read_n;
	int online;
	int bot;    /* has a chat that they begin now first */
	int lapsed; /* an invitation stands whose time is over */
	struct state_invitation invitation;
	struct state_chat chat;
	size_t nchoices; /* the buttons of the bot's last question */
	const char *choices[BOT_CHOICES];
	size_t nlines;
	struct state_line lines[STATE_LINES];
};

struct asked {
	uint64_t visitor;
	uint64_t chat;  /* on the page now; shown for 30 min after its end */
	uint32_t after; /* the newest line that the page has of it */
	int queued;     /* an invitation that has not reached the page too */
	const unsigned char *strong; /* strong.h; NULL: an http page asks */
};

/*
 * How things stand for this visitor.  Lines come oldest first.  What is
 * written while it is read is told again by the next number.  1, 0 no such
 * visitor, -1.  One trip, one more where there are lines to tell, and one where
 * a bot has the chat, or where it stays shut.
 */
int state_read(struct db *, const struct asked *, struct state *);

#endif
