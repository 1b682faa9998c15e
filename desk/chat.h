/* SPDX-License-Identifier: ISC */
/* chat.h: a conversation and its lines: what both sides do to it. Floor 3. */
#ifndef DESK_CHAT_H
#define DESK_CHAT_H

#include <stdint.h>

struct db;

enum {
	CLIENT_KEY = 8 /* bytes; made by whoever writes, unique */
};
enum {
	CHAT_LINE = 2000 /* characters of one line */
};

/* In the order of the columns' ENUMs: bound and read as numbers. */
enum chat_status {
	CHAT_BOT = 1,
	CHAT_PENDING,
	CHAT_ACTIVE,
	CHAT_CLOSED
};
enum chat_kind {
	KIND_CHAT = 1,
	KIND_MESSAGE
};
enum chat_begun {
	BEGUN_VISITOR = 1,
	BEGUN_INVITATION,
	BEGUN_OPERATOR
};
enum chat_closer {
	CLOSED_VISITOR = 1,
	CLOSED_OPERATOR,
	CLOSED_NO_REPLY,
	CLOSED_BOT
};
enum chat_author {
	BY_VISITOR = 1,
	BY_OPERATOR,
	BY_BOT,
	BY_SYSTEM
};

struct chat_new {
	uint64_t visitor;
	uint64_t site;
	uint64_t department; /* 0: none */
	int64_t priority;    /* as it gives */
	uint64_t owner;      /* 0: nobody */
	enum chat_kind kind;
	enum chat_status status;
	enum chat_begun begun;
	unsigned char key[CLIENT_KEY];
};

struct line_new {
	uint64_t chat;
	enum chat_author author;
	uint64_t operator; /* 0 unless an operator's */
	unsigned char key[CLIENT_KEY];
	const char *text;
};

enum {
	CHAT_EXISTS = -2,
	CHAT_PRIORITY = 999 /* at most, and at least its negative */
};

/*
 * All of these run inside the caller's transaction, return -1 where the
 * database failed, and leave feed_wait() to the caller.
 */

/* Locks the visitor's row and then the chat's, in the order of desk/feed.h: the
 * first step.  1 and the visitor, 0 no such chat, -1.  One trip. */
int chat_hold(struct db *, uint64_t chat, uint64_t *visitor);

/* Begins a chat, whose owner is held already: desk/feed.h.  1 and its id; 0 and
 * the id made when this key came first; CHAT_EXISTS (rolls back) and the id of
 * the chat that is open.  Two trips. */
int chat_begin(struct db *, const struct chat_new *, uint64_t *id);

/* Adds a line.  1 and its number; 0 and the first number where the key was
 * there already.  Two trips.  Does not ask whether the chat is open. */
int chat_line(struct db *, const struct line_new *, uint32_t *seq);

/* Closes a chat that is held, and ends an offer that runs.  1, or 0 where it
 * was closed.  Two trips, three where an offer runs. */
int chat_close(struct db *, uint64_t chat, enum chat_closer);

/* A row of the chat's history: kind is a word that templates/_history.cs
 * knows.  operator 0: the system; other 0: nobody.  One trip. */
int chat_event(struct db *, uint64_t chat, const char *kind, uint64_t operator,
    uint64_t other);

/* ... with why, another of its words, how long, and what a colleague wrote. */
struct chat_happening {
	uint64_t chat;
	const char *kind;
	uint64_t operator;
	uint64_t other;
	const char *why;     /* NULL: no reason is told */
	uint32_t seconds;    /* 0: without */
	uint64_t department; /* 0: none */
	const char *note;    /* NULL or "": none */
};
int chat_happened(struct db *, const struct chat_happening *);

/*
 * The department of a chat of visitor "v" at site "s" in the query, if none
 * is chosen: the visitor's only one, else the first of the embed's list, "f",
 * for which the condition holds, else the site's default; or NULL.
 */
#define CHAT_DEPARTMENT(may) \
	" COALESCE((SELECT IF(COUNT(*) = 1, MIN(n.department_id), NULL)" \
	" FROM visitor_department n WHERE n.visitor_id = v.id)," \
	" (SELECT f.id FROM visitor_department l" \
	" JOIN department f ON f.id = l.department_id" \
	" WHERE l.visitor_id = v.id AND " may \
	" ORDER BY l.place LIMIT 1), s.department_id) "

/* Which department a chat that comes of an invitation belongs to
 * (semantics.md section 4): chosen, else the visitor's only one, else the
 * first of the embed's list that the sender has, else the site's default,
 * else 0; and the priority that it gives.  0, -1.  One trip. */
int chat_department(struct db *, uint64_t visitor, uint64_t sender,
    uint64_t chosen, struct chat_new *);

#endif
