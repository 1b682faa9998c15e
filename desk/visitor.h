/* SPDX-License-Identifier: ISC */
/* visitor.h: an anonymous browser on a site: first contact and page views.
 * Floor 3; semantics.md section 3. */
#ifndef DESK_VISITOR_H
#define DESK_VISITOR_H

#include <stdint.h>

#include "desk/agent.h"
#include "desk/country.h"
#include "lib/token.h"

struct db;

enum {
	VISITOR_NONCE_LIFE = 120, /* seconds: a first contact repeated */
	VISITOR_MERGE_AGE = 60,   /* seconds: a second record is a mishap */
	VISITOR_NAME = 100,       /* characters, as the columns have them */
	VISITOR_EMAIL = 190,
	VISITOR_PHONE = 40,
	VIEW_KEY = 8,     /* bytes; made by the page */
	VIEW_URL = 1000,  /* characters */
	VIEW_TITLE = 255, /* characters */
	VISITOR_AGENT = 255,
	VISITOR_LANGUAGE = 35,
	VISITOR_TIMEZONE = 64,
	VISITOR_ADDRESS = 45,
};

struct visitor {
	uint64_t id;
	unsigned char token[TOKEN_HASH]; /* what they came with, hashed */
	uint64_t site;
	uint64_t wait_n;   /* newest number written for them */
	uint64_t read_n;   /* newest one they have fetched */
	uint64_t age;      /* seconds since their first contact */
	int check;         /* "check for messages" at their last page view */
	int chat;          /* has an open chat */
	int invitation;    /* has an open invitation */
	char *departments; /* ids, commas between, or NULL */
	uint64_t profile;  /* whose account; 0: nobody's */
	int signed_in;     /* ... in it now; else it was signed out */

	/* Their latest visit; 0: none yet. */
	uint64_t visit;
	unsigned char box[BOX_ID];
	int running; /* ... had a page view within 30 minutes */
	int present; /* ... and is listed as online */
};

/* Whose token is this, at the site of this key?  1, 0 nobody's, -1.  One
 * trip. */
int visitor_find(struct db *, const char *site_key,
    const unsigned char hash[TOKEN_HASH], struct visitor *);

/* Makes the record of a first contact, with the profile it is of (0: none);
 * one that is there stays as it is.  0, or -1.  One trip. */
int visitor_begin(struct db *, uint64_t site,
    const unsigned char hash[TOKEN_HASH], uint64_t profile, int signed_in);

/* A page that is open now. */
struct view {
	unsigned char key[VIEW_KEY];
	const char *url;
	const char *title;
	const char *referrer;
	const char *language;
	const char *timezone;
	char address[VISITOR_ADDRESS + 1];
	const char *agent;
	char country[COUNTRY];
	struct agent browser;
	const char *departments; /* ids of the embed, commas between */
	int check;
	int unkept;                /* the browser keeps nothing of us */
	unsigned state;            /* enum beat_state */
	uint64_t stays;            /* ms that they count as online from now */
	unsigned char box[BOX_ID]; /* for the visit, should one begin */
};

/*
 * Another page of whoever came with v->token to v->site, as most are: in the
 * visit in which they are listed as online, of the same departments; counted
 * and kept, and the list shows it.  1 and of v: id, wait_n, chat, invitation,
 * the profile of who is signed in, box, running, present; 0 where it is not so
 * or this view was told before, and nothing was done: visitor_find() and
 * visitor_view(); -1.  One trip.
 */
int view_next(struct db *, struct visitor *v, const struct view *);

/*
 * They look at this page, whatever was before: counted and kept once however
 * often it is told, in the running visit or a new one; v->visit and v->box
 * tell which.  They are listed as online, and what waits unread is put into
 * the feed where the mailbox is new.  1 where the feed was told, 0, or -1.
 * Seven trips; what is not ordinary (a new visit, a view told again, other
 * departments than before) up to twenty.
 */
int visitor_view(struct db *, struct visitor *, const struct view *);

/*
 * A first contact: the record of this token, of v->site and v->profile, its
 * visit and the page they look at, as visitor_view() keeps them; v->id and
 * v->box tell which.  1, 0 where the token's record is there already and
 * nothing was done, -1.  One trip, two where the page names departments; two
 * more for a set of them that nobody belonged to before.
 */
int visitor_first(struct db *, struct visitor *v,
    const unsigned char hash[TOKEN_HASH], const struct view *);

/*
 * The bearer of the other token is this visitor too: where that record is of
 * this site and account, younger than a minute, and nobody wrote to or for it,
 * its visits and page views become this visitor's and the record goes.  1, 0
 * where it stays, -1.  Ten trips and the transaction, or one.
 */
int visitor_merge(
    struct db *, uint64_t visitor, const unsigned char hash[TOKEN_HASH]);

struct contact {
	const char *name; /* "": as it was */
	const char *email;
	const char *phone;
};

/* Is this shaped like an address that mail can be sent to? */
int contact_email_ok(const char *);

/* What the list finds them by is made again of their tables: whoever changes
 * a name, an e-mail, an address says so.  0, or -1.  One trip. */
int visitor_words(struct db *, uint64_t visitor);

/* They said who they are.  0, or -1.  Two trips, none where all are empty. */
int visitor_contact(struct db *, uint64_t visitor, const struct contact *);

/* Locks the visitor's row: the first step of a transaction that writes what
 * concerns their chats and invitations.  1, 0 no such visitor or erased, -1.
 * One trip. */
int visitor_lock(struct db *, uint64_t visitor);

/* The same for whoever came with this token, before they open anything: 0 too
 * where it opens this record no longer, since they signed out or the record
 * became another's part while their request was under way. */
int visitor_lock_by(
    struct db *, uint64_t visitor, const unsigned char token[TOKEN_HASH]);

#endif
