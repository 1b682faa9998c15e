/* SPDX-License-Identifier: ISC */
/* recipient.h: a visitor as the send dialog shows them. Floor 3. */
#ifndef DESK_RECIPIENT_H
#define DESK_RECIPIENT_H

#include <stdint.h>

struct choices;
struct db;
struct operator;

struct recipient {
	uint64_t id;
	uint64_t site;
	char *name; /* "" where they gave none */
	char *site_name;
	char *title; /* of the page in front; NULL where they left */
	char *url;
	int online;
	int tracking;      /* the installation's switch */
	int site_tracking; /* the site's */
	int site_check;    /* the site's check for messages */
	int check;         /* effective at the last page view */
	uint64_t chat;     /* the open one; 0: none */
	int chat_seen;     /* ... which this operator sees */
	uint64_t owner;
	char *owner_name;
};

/* The visitor, if this operator sees them.  1, 0, -1.  One trip. */
int recipient_find(
    struct db *, const struct operator*, uint64_t visitor, struct recipient *);

/* The departments that this operator may choose for a chat with them: enabled
 * ones that the operator works for, and the visitor's where the operator sees
 * everybody.  0, -1.  One trip. */
int recipient_departments(
    struct db *, const struct operator*, uint64_t visitor, struct choices *);

/* May this one be chosen?  1, 0, -1.  One trip. */
int recipient_department(
    struct db *, const struct operator*, uint64_t visitor, uint64_t department);

/* In the order of the column's ENUM. */
enum sent_status {
	SENT_QUEUED = 1,
	SENT_DELIVERED,
	SENT_SEEN,
	SENT_REPLIED,
	SENT_CLOSED,
	SENT_EXPIRED,
	SENT_REVOKED
};

/* "queued" and so on, by enum sent_status. */
extern const char *const sent_words[];

/* An invitation and its life; times are as "2026-01-31 12:00:00", in
 * UTC, NULL: not yet. */
struct sent {
	uint64_t id;
	uint64_t version;
	enum sent_status status; /* an open one past its time is expired */
	char *text;
	uint64_t sender;
	char *sender_name; /* NULL: a rule */
	char *department;  /* chosen; NULL: none */
	int assign_me;
	int skip_bot;
	char *created_at;
	char *delivered_at;
	char *seen_at;
	char *ended_at;
	char *expires_at;
	char *ended_by; /* NULL: nobody of ours */
	uint64_t chat;
	uint64_t untold; /* the sender, who is still to be told how it ended */
};

#define sent_open(s) ((s)->status <= SENT_SEEN)

/* The newest invitation of this visitor.  1, 0, -1.  One trip. */
int sent_newest(struct db *, uint64_t visitor, struct sent *);

#endif
