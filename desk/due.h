/* SPDX-License-Identifier: ISC */
/* due.h: what falls due by itself. Floor 3; done by pulse.  Any number of
 * hosts may do it at once: rows are claimed with SKIP LOCKED. */
#ifndef DESK_DUE_H
#define DESK_DUE_H

struct db;

enum {
	DUE_BATCH = 20 /* rows of one call, a transaction each */
};

/* Open invitations past their time become "expired".  How many (DUE_BATCH:
 * there may be more), or -1.  Afterwards pulse's own tail finds them. */
int due_expire(struct db *);

/* Chats that an operator began and the visitor never answered within the
 * department's no_reply_minutes (60 without one) are closed: "no reply".  How
 * many, or -1. */
int due_no_reply(struct db *);

/* Chats with a bot whose visitor has left the list and has written nothing for the
 * department's bot_minutes (60 without one) are closed: "left the bot".  How
 * many, or -1. */
int due_left_bot(struct db *);

#endif
