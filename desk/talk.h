/* SPDX-License-Identifier: ISC */
/* talk.h: what an operator does in a chat. Floor 3; semantics.md section 5. */
#ifndef DESK_TALK_H
#define DESK_TALK_H

#include <stdint.h>

#include "desk/chat.h"

struct db;
struct operator;

enum talk_outcome {
	TALK_DONE = 1,
	TALK_AGAIN,  /* it was so already; nothing is written */
	TALK_TAKEN,  /* another operator has it, or it is offered to them */
	TALK_CLOSED, /* the chat has ended */
	TALK_BOT,    /* the bot still has it */
	TALK_GONE,   /* no such chat */
	TALK_NOBODY  /* no such operator or department */
};

/*
 * All of these write what the visitor is to see and tell the feed; whether the
 * operator may see and act on the chat is asked before (visible_may_act).
 * They return an enum talk_outcome, or -1.
 */

/*
 * Takes a pending chat: one conditional update, so that a chat never has two
 * owners.  Free for whom it is offered to, where nobody has it, and where no
 * accept time runs; else only with lhchat,take_over.  Nine trips at most and the transaction.
 */
int talk_accept(struct db *, const struct operator*, uint64_t chat);

struct talk_line {
	const struct operator* by;
	uint64_t chat;
	unsigned char key[CLIENT_KEY];
	const char *text;
	uint32_t read; /* the newest line that was on the writer's screen */
	uint32_t seq;  /* filled */
};

/* Writes a line; the first into a pending chat accepts it.  Eleven trips at most and
 * the transaction. */
int talk_say(struct db *, struct talk_line *);

/* Ends the chat, or marks a left message as done.  Ten trips at most and
 * the transaction. */
int talk_close(struct db *, const struct operator*, uint64_t chat);

/* Its priority, which decides who of those that wait is offered first: by its
 * owner, and by others with lhchat,set_priority; TALK_TAKEN else.  The history
 * has it.  Four trips at most and the transaction. */
int talk_priority(
    struct db *, const struct operator*, uint64_t chat, int64_t priority);

/* The owner is writing now: told to the visitor at most once in 3 s.  Five
 * trips at most and the transaction, one where nothing is told. */
int talk_typing(struct db *, const struct operator*, uint64_t chat);

/* Lines up to seq were on the screen of the chat's owner, or of whoever reads
 * a left message.  As many trips as typing. */
int talk_read(struct db *, const struct operator*, uint64_t chat, uint32_t seq);

#endif
