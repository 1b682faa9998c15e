/* SPDX-License-Identifier: ISC */
/* transfer.h: a chat goes from one operator to another. Floor 3; semantics.md
 * section 5. */
#ifndef DESK_TRANSFER_H
#define DESK_TRANSFER_H

#include <stdint.h>

#include "desk/talk.h"

struct db;
struct operator;

enum {
	TRANSFER_NOTE = 500, /* characters */
	TRANSFER_NAMES = 200 /* operators or departments to choose from */
};

struct transfer {
	const struct operator* by;
	uint64_t chat;
	uint64_t to;      /* the operator or the department */
	const char *note; /* for colleagues, in the history; "" for none */
};

/*
 * All of them return an enum talk_outcome, or -1, and tell the feed; whether
 * the operator sees the chat, may act on it and may transfer is asked before.
 */

/* Offers it to a colleague: theirs to accept, at once active where they
 * accept automatically.  TALK_NOBODY where there is no such operator. */
int transfer_to_operator(struct db *, const struct transfer *);

/* Moves it to a department, whose rules apply; nobody's until then.
 * TALK_NOBODY where there is no such department, or it is disabled. */
int transfer_to_department(struct db *, const struct transfer *);

/* Makes a colleague's active chat one's own. */
int transfer_take_over(struct db *, const struct operator*, uint64_t chat);

struct transfer_name {
	uint64_t id;
	const char *name;
	int here; /* is online, visible and seen; departments: always */
};
/* Whom a chat may go to: operators but for oneself, departments but for its
 * own.  n, or -1.  One trip. */
int transfer_operators(
    struct db *, const struct operator*, struct transfer_name[TRANSFER_NAMES]);
int transfer_departments(
    struct db *, uint64_t chat, struct transfer_name[TRANSFER_NAMES]);

#endif
