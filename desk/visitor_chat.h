/* SPDX-License-Identifier: ISC */
/* visitor_chat.h: what a visitor does in a chat.  Operators: desk/talk.h.
 * Floor 3; semantics.md sections 3 and 4. */
#ifndef DESK_VISITOR_CHAT_H
#define DESK_VISITOR_CHAT_H

#include <stdint.h>

#include "desk/chat.h"

struct contact;
struct db;

struct starting {
	uint64_t visitor;
	const unsigned char *token; /* theirs, hashed */
	uint64_t site;
	enum chat_kind kind; /* a chat, or a message that is left */
	unsigned char key[CLIENT_KEY];
	const char *text;
	const struct contact *contact;
	const unsigned char *strong; /* strong.h; NULL: http */
	uint64_t chat;               /* filled */
};

/*
 * The visitor begins a chat, which revokes an open invitation, or leaves a
 * message.  1, also where this key came before; CHAT_EXISTS and the id where
 * they have an open chat; 0 where the token opens the record no longer; -1.  Ten trips at most and the transaction, and those
 * of the department's bot.
 */
int visitor_chat_start(struct db *, struct starting *);

enum saying_outcome {
	SAY_GONE = 0, /* no chat that opens to them: struct acting */
	SAY_DONE,
	SAY_CLOSED /* the chat has ended */
};

struct saying {
	uint64_t visitor;
	const unsigned char *token; /* theirs, hashed */
	uint64_t chat;
	unsigned char key[CLIENT_KEY];
	const char *text;
	const unsigned char *strong;
};

/* A line of the visitor's, which the bot answers while it has the chat.  The
 * outcome, or -1.  Four trips and the transaction; two more where this key
 * came before, and the bot's: six, two for each line it says, and at most
 * seven where it hands over. */
int visitor_chat_say(struct db *, const struct saying *);

/* The page from which the visitor acts: in a chat that strong does not open
 * nothing happens; nor where the token opens their record no longer, since it
 * ended while the request was under way. */
struct acting {
	uint64_t visitor;
	const unsigned char *token; /* theirs, hashed */
	uint64_t chat;
	const unsigned char *strong; /* strong.h; NULL: http */
};

/* The visitor writes now, or no longer: in an open chat, which ends with their
 * record, so without the token.  0, or -1.  One trip. */
int visitor_chat_typing(struct db *, const struct acting *, int on);

/* Lines up to seq were on the visitor's screen: true whatever the token opens
 * now.  0, or -1.  One trip. */
int visitor_chat_read(struct db *, const struct acting *, uint32_t seq);

/* The visitor ends it.  1, also where it was closed, 0 no chat of theirs, -1.
 * Five trips at most and the transaction. */
int visitor_chat_end(struct db *, const struct acting *);

/* The visitor wants a person instead of the bot.  1, also where no bot has the
 * chat, 0 no chat of theirs, -1. */
int visitor_chat_person(struct db *, const struct acting *);

/* The visitor can be written to at this address (contact_email_ok); the chat's
 * history says so where that is news.  1, 0 no chat of theirs, -1. */
int visitor_chat_address(struct db *, const struct acting *, const char *email);

#endif
