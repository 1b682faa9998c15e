/* SPDX-License-Identifier: ISC */
/* visit.h: what the parts of visit share. Floor 4. */
#ifndef CGI_BIN_VISIT_H
#define CGI_BIN_VISIT_H

#include <stddef.h>
#include <stdint.h>

#include "desk/embed.h"
#include "desk/profile.h"
#include "desk/report.h"
#include "desk/visitor.h"
#include "lib/mailbox.h"
#include "lib/token.h"

struct contact;
struct country;
struct db;
struct embed_memory;
struct json;
struct req;
struct state;

enum {
	VISIT_HOST = 254 /* bytes of a host's name, NUL included */
};

/* Preconditions beside those of guard.h. */
enum {
	NEED_DATABASE = 1 << 16, /* it answers; else 503 */
	NEED_VISITOR = 1 << 17,  /* a token of this site; else 401 */
	NO_SITE = 1 << 18,       /* the page need not say which it is of */
};

/* One worker's: rq->app. */
struct visit {
	struct keys tokens;
	struct keys boxes;
	struct mailbox *box;
	struct db *db;
	struct country *country;     /* NULL: none */
	struct embed_memory *embeds; /* for page views */
};

/* What every request says of itself: rq->caller. */
struct caller {
	const char *site; /* key, well formed */
	uint32_t instance;
	enum beat_state state;
	const unsigned char *strong; /* desk/strong.h; NULL: none came */
	char token[TOKEN_TEXT + 1];  /* with NEED_VISITOR or after hello */
	struct visitor visitor;      /* the same */
	char given[TOKEN_TEXT + 1];  /* a strong token for the page; "" */
	uint64_t chat;               /* that this request wrote to; 0: none */
};

/* A page view, as far as it is understood. */
struct arrival {
	struct embed embed;
	struct view view;
	char *url; /* the page's, as the view has it */
	char *referrer;
	char host[VISIT_HOST];
	int https;
	const char *tag; /* data-department */
	int fresh;       /* a record was made for a first contact */
	int newcomer;    /* ... or will be, if there is none of this token */
	unsigned char hash[TOKEN_HASH];
	int wants;       /* stores something whatever tracking says */
	struct signing signing;
	unsigned wrong; /* bits 1 << REPORT_… of the field user */
};

/*
 * What the request says of the page and its site.  0, or the status of a
 * refusal; nothing is stored but the name of an unlisted host.  At most two
 * trips.
 */
int visit_understand(struct req *, struct arrival *);

/*
 * Whose page it is; the view is kept and the mailbox made.  0 and the caller's
 * visitor; 204 where nothing may be stored and nothing was; else the status
 * of a refusal.
 */
int visit_settle(struct req *, struct arrival *);

/* Who the page says is signed in: the field user.  0, or 503.  One trip where
 * it names somebody, one more once an hour. */
int visit_account(struct req *, struct arrival *);

/*
 * The visitor of a first contact begins, with the profile that the page's user
 * has; the record of the token in the field was, which another account used
 * until now, ends.  hash: of the token; NULL: nothing may be stored.  0, -1.
 */
int visit_begin(
    struct req *, const struct arrival *, const unsigned char *hash);

/*
 * Who comes from another domain of the site with the field hand is who they
 * were there, unless what the page says of its user does not fit, or they have
 * an open chat as who they were here.  That record (found) becomes part of the
 * other one where it is younger than a minute and without a chat; else it is
 * left behind.  1 and the caller's visitor, 0, -1.  At most eleven trips.
 */
int visit_handed(struct req *, const struct arrival *, int found);

/* Notes what the page reports and what is wrong with it, each at most once a
 * minute.  0, or 503.  One trip for each that is news. */
int visit_report(struct req *, const struct arrival *);

/* Is this word in the field rep, where a page reports of itself? */
int visit_said(const struct req *, const char *word);

/* The same for one thing alone, with the tag's domain or what was refused.  0,
 * or the status.  Two trips at most. */
int visit_note(struct req *, enum report_what, const char *detail);

/* Where the page is: as the browser says (Origin), else as the field url does.
 * 0, or -1. */
int visit_place(struct req *, char host[VISIT_HOST], int *https);

struct caller *visit_caller(const struct req *);

/* {"code":…,"next":…}; returns the status. */
int visit_refuse(struct req *, int status, const char *code);

/* 422 with the names of enum REQUIRE_… that are missing or broken. */
int visit_fields(struct req *, unsigned missing);

/* Name, e-mail and phone, "" where absent.  0, or the refusal's status. */
int visit_contact(struct req *, struct contact *);

/* When to ask again in this state, in ms; without jitter: the longest pause
 * that must not look like leaving. */
uint32_t visit_next(const struct req *, enum beat_state);
/* ... of a page whose visitor was not online: rarely, where no more can be
 * followed. */
uint32_t visit_next_new(const struct req *, enum beat_state);
uint32_t visit_pause(const struct req *, enum beat_state);

/* Something was written to the feed. */
void visit_look(const struct req *);

/*
 * How things stand for the caller, as asked by the fields chat and after; what
 * the field read says was seen is noted, and an open invitation that goes with
 * it counts as delivered.  queued: one that has not reached the page goes too.
 * NULL where the database failed.  Trips as state_read(), one more for each of
 * these that is news.
 */
struct state *visit_state(struct req *, int queued);

/* Fills an object with it; show: this page may show the invitation. */
void visit_tell(struct json *, const struct state *, int show);

/* The reply is the caller's state.  Returns the status. */
int visit_answer(struct req *, int show);

/* Handlers; each is described above its function. */
int visit_hello(struct req *);
int visit_start(struct req *);
int visit_sync(struct req *);
int visit_claim(struct req *);
int visit_closed(struct req *);
int visit_reply(struct req *);
int visit_say(struct req *);
int visit_typing(struct req *);
int visit_end(struct req *);
int visit_person(struct req *);
int visit_address(struct req *);
int visit_leave(struct req *);
int visit_handoff(struct req *);
int visit_set(struct req *);
int visit_event(struct req *);
int visit_which(struct req *);
int visit_barred(struct req *);
int visit_trial(struct req *);

#endif
