/* SPDX-License-Identifier: ISC */
/* send.h: an operator's message to an online visitor: invitation, or
 * invitation and chat at once. Floor 3; semantics.md section 4. */
#ifndef DESK_SEND_H
#define DESK_SEND_H

#include <stdint.h>

#include "desk/chat.h"

struct db;
struct operator;

enum send_option {
	SEND_ASSIGN_ME = 1 << 0,
	SEND_SKIP_BOT = 1 << 1,
	SEND_FULL_WIDGET = 1 << 2,
	SEND_NEED_NAME = 1 << 3,
	SEND_NEED_EMAIL = 1 << 4,
	SEND_NEED_PHONE = 1 << 5
};

struct sending {
	const struct operator* by;
	const char *address; /* the operator's, for the audit */
	uint64_t visitor;
	unsigned char key[CLIENT_KEY];
	const char *text;
	uint64_t department; /* chosen; 0: the rule decides */
	uint64_t replace;    /* the open invitation to take the place of */
	unsigned options;    /* enum send_option */
	unsigned minutes;    /* until it expires; 0: never */
	uint64_t id;         /* filled: the invitation or the chat */
};

/* What became of it.  Nothing is written but by the first two. */
enum send_outcome {
	SEND_DONE = 1,
	SEND_REPEATED, /* this key came before: id is what it made */
	SEND_INVITED,  /* another invitation is open: id */
	SEND_CHATTING, /* they are in a chat: id */
	SEND_LEFT,     /* not online any more */
	SEND_UNTRACKED /* tracking is off: it would never be asked for */
};

/*
 * Sends an invitation, or begins a chat whose first line is the message, owned
 * by the sender and active.  Who may see and send is asked before.  The
 * outcome, or -1.  Nine trips at most and the transaction; a chat twelve.
 */
int send_invitation(struct db *, struct sending *);
int send_chat(struct db *, struct sending *);

/* Changes the text of the sender's own open invitation that is at this
 * version; told twice it is changed once.  1, 0 where it has ended, is
 * another's or was changed meanwhile, -1.  Five trips at most and the
 * transaction. */
struct send_edit {
	const struct operator* by;
	uint64_t visitor;
	uint64_t invitation;
	uint64_t version;
	const char *text;
};
int send_edit(struct db *, const struct send_edit *);

/* Takes an open invitation back.  1, also where it was revoked before; 0 where
 * it ended otherwise or there is none, -1.  Five trips at most and the
 * transaction. */
int send_revoke(
    struct db *, const struct operator*, uint64_t visitor, uint64_t invitation);

#endif
