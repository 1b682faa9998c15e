/* SPDX-License-Identifier: ISC */
/* invitation.h: what a visitor's page does with an invitation.  Sending is
 * desk/send.h. Floor 3; semantics.md section 4. */
#ifndef DESK_INVITATION_H
#define DESK_INVITATION_H

#include <stdint.h>

#include "desk/chat.h"

struct db;
struct contact;

enum {
	INVITATION_LEASE = 10 /* seconds that one page instance may show it */
};

/* This version has reached the browser.  0, or -1.  One trip. */
int invitation_delivered(struct db *, uint64_t id, uint64_t version);

/* Ends the visitor's open invitation if its time is over.  0, or -1.  One
 * trip. */
int invitation_expire(struct db *, uint64_t visitor);

/* ... by itself, the visitor's row locked first.  0, or -1.  Two trips and the
 * transaction. */
int invitation_lapse(struct db *, uint64_t visitor);

/* The visitor began a chat of their own: an open one is revoked.  In the
 * caller's transaction.  0, or -1.  One trip. */
int invitation_revoke(struct db *, uint64_t visitor);

struct claim {
	uint64_t visitor;
	uint64_t invitation;
	uint64_t version;
	uint32_t instance; /* of the page */
};

/* May this page, which is visible, show it for the next ten seconds?  Then it
 * is seen.  1, 0 another page shows it or it has ended, -1.  One trip. */
int invitation_claim(struct db *, const struct claim *);

/* The page gives it back, so that the next one need not wait.  0, or -1.  One
 * trip. */
int invitation_release(struct db *, const struct claim *);

/* The visitor does not want it.  1, also where it had ended, 0 where it is
 * not theirs, -1.  Three trips and the transaction. */
int invitation_close(struct db *, uint64_t visitor, uint64_t id);

/* Bits of what must be given before a reply. */
enum {
	REQUIRE_NAME = 1,
	REQUIRE_EMAIL = 2,
	REQUIRE_PHONE = 4
};

struct reply {
	uint64_t visitor;
	const unsigned char *token; /* theirs, hashed */
	uint64_t site;
	uint64_t invitation;
	unsigned char key[CLIENT_KEY];
	const char *text;
	const struct contact *contact;
	const unsigned char *strong; /* strong.h; NULL: http */
	uint64_t chat;               /* filled: where the text stands */
	unsigned missing;            /* filled for REPLY_FIELDS */
};

enum reply_outcome {
	REPLY_OVER = -3, /* the token opens the record no longer */
	REPLY_SHUT = -2, /* an open chat that strong does not open */
	REPLY_GONE = 0,  /* not an invitation of theirs */
	REPLY_DONE,
	REPLY_FIELDS /* something required is missing; nothing is written */
};

/*
 * The visitor replies.  An open invitation becomes a chat with its text and
 * the reply as the first two lines, its options used once.  A reply to one
 * that has ended is a line in the open chat, or begins an ordinary one.
 * Repeated with the same key it gives the same chat.  The outcome, or -1.
 * Twenty-three trips at most and the transaction, and those of a bot.
 */
int invitation_reply(struct db *, struct reply *);

#endif
