/* SPDX-License-Identifier: ISC */
/* inbox.h: the chats that an operator sees, and one of them. Floor 3. */
#ifndef DESK_INBOX_H
#define DESK_INBOX_H

#include <stddef.h>
#include <stdint.h>

#include "desk/chat.h"

struct db;
struct operator;

enum inbox_tab {
	INBOX_MINE,
	INBOX_BOT,
	INBOX_PENDING,
	INBOX_ACTIVE,
	INBOX_CLOSED,
	INBOX_MESSAGES,
	INBOX_TABS
};
enum {
	INBOX_ROWS = 100,  /* of one page of a tab */
	INBOX_LINES = 200, /* of one page of a chat */
	INBOX_EVENTS = 100
};

/* Times are as "2026-01-31 12:00:00", in UTC; texts are the arena's. */
struct inbox_row {
	uint64_t id;
	enum chat_kind kind;
	enum chat_status status;
	uint64_t owner;
	int offered;   /* the owner's accept time runs */
	uint32_t left; /* ... for so many seconds */
	int online;    /* the visitor */
	uint32_t last_seq;
	uint32_t unread; /* lines by the visitor that no operator has read */
	enum chat_author last_author;
	char *name; /* the visitor's, or "" */
	uint64_t visitor;
	char *site;
	char *department; /* NULL: none */
	char *owner_name; /* NULL: nobody */
	char *last;       /* the newest line, cut */
	char *at;         /* of the newest line, or of the beginning */
	char *closed_by;  /* NULL while it is open */
	int64_t priority;
};

/* How many each tab holds; INBOX_CLOSED is not counted.  unread and may_take
 * are what alerts are about: lines in my active chats, and pending chats that I may
 * take; untold the outcomes of my invitations that outcome.h tells.  -1 failed.
 * One trip. */
struct inbox_counts {
	uint32_t tab[INBOX_TABS];
	uint32_t unread;
	uint32_t may_take;
	uint64_t newest; /* changes when something new is to be heard of */
	uint32_t untold;
};
int inbox_counts(struct db *, const struct operator*, struct inbox_counts *);

/* A tab's rows; before: ids below it, 0 for the first page.  n, or -1.  One
 * trip; left messages take two, those that are done after the others. */
int inbox_list(struct db *, const struct operator*, enum inbox_tab,
    uint64_t before, struct inbox_row rows[INBOX_ROWS]);

/* May this operator accept it now?  Who may act on it at all is asked by
 * visible_may_act(). */
int inbox_may_take(const struct operator*, const struct inbox_row *);

/* One chat with what its page says of it. */
struct inbox_chat {
	struct inbox_row row;
	enum chat_begun begun;
	uint32_t visitor_seq;  /* read by the visitor */
	uint32_t operator_seq; /* read by an operator */
	int typing;            /* the visitor, in the last 6 s */
	char *email;
	char *phone;
	char *offer_until;
	char *created_at;
	char *accepted_at;
	char *closed_at;
};

/* 1, 0 where there is none that they see, -1.  One trip. */
int inbox_chat(
    struct db *, const struct operator*, uint64_t id, struct inbox_chat *);

struct inbox_line {
	uint32_t seq;
	enum chat_author author;
	uint64_t by; /* the operator; 0: none */
	char *name;  /* the operator's */
	char *text;
	char *at;
	uint64_t ms; /* the same, since the epoch */
};

/* The newest lines, oldest first; before: numbers below it, 0 for all.  n, or
 * -1.  One trip. */
int inbox_lines(struct db *, uint64_t chat, uint32_t before,
    struct inbox_line lines[INBOX_LINES]);

struct inbox_event {
	uint64_t id;
	char *kind;
	char *who;   /* NULL: the system */
	char *other; /* NULL: nobody */
	char *department;
	char *why;        /* NULL: no reason is told */
	uint32_t seconds; /* 0: none */
	char *note;       /* for colleagues, or NULL */
	char *at;
	uint32_t after; /* number of the line it came after; 0: before all */
};

/* What happened to the chat, oldest first.  n, or -1.  One trip. */
int inbox_history(
    struct db *, uint64_t chat, struct inbox_event events[INBOX_EVENTS]);

#endif
