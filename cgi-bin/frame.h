/* SPDX-License-Identifier: ISC */
/* frame.h: what every page of the back office shares: office and invite.
 * Floor 4. */
#ifndef CGI_BIN_FRAME_H
#define CGI_BIN_FRAME_H

#include "lib/req.h"
#include "lib/token.h"

struct choices;
struct conf;
struct db;
struct mailbox;
struct page;
struct router;

/* One per worker; rq->app points to it. */
struct office {
	const struct conf *conf;
	struct db *db;
	const char *assets; /* folder below /a/ */
	/* Folder below /w/ and the integrity of its embed.js; NULL: unknown. */
	const char *widget, *integrity;
	struct mailbox *box; /* for BEAT_LOOK after a write to the feed */
	struct keys session; /* CSRF tokens come of it */
};

/* Security headers of all replies, for struct service. */
extern const struct field frame_headers[];

/* What start() of the executable returns; account is the key of its option
 * file in the conf.  NULL and logged where a key is missing. */
struct office *frame_start(const struct conf *, const char *account);

/* handle() of the executable: gives the request its database and caller,
 * then runs the routes. */
int frame_handle(struct req *, const struct router *);

/*
 * The data of a page: who is signed in (Me.*), what they may do (May.*), the
 * CSRF token (Csrf), where the assets are (Assets), which section of the menu
 * is open (Section), what was just done (Said, from the query's "said"), the
 * page's own address (Here).
 */
struct page *frame_page(struct req *, const char *section);

/* Renders a whole page.  Status, or 500. */
int frame_show(struct req *, struct page *, const char *template, int status);

/*
 * Renders a fragment that the page refreshes: 204 where it is what the
 * request's "have" names, else 200; the template prints Have, the name of
 * what it shows, for the next request.
 */
int frame_fragment(struct req *, struct page *, const char *template);

/* Sets Have to the name of what the template shows now: for a page that
 * includes the fragment.  1 where the request has it already, 0, or -1. */
int frame_digest(struct req *, struct page *, const char *template);

/*
 * The texts kept ready for who writes to this visitor, in this chat or 0, as
 * Canned.*; the one that the query's "canned" names is Form.Text.  0, or -1.
 */
int frame_canned(struct req *, struct page *, uint64_t visitor, uint64_t chat);
struct canned;
void frame_texts(struct page *, const struct canned *, int n);

/* What of the departments a request looks for ("find") and has chosen
 * ("department"): 0, or -1 where one of them does not do. */
int frame_wish(struct req *, struct choices *);
/* What it is shown, as Choice.*: for _choose.cs. */
void frame_choices(struct page *, const struct choices *);

/* After a write to the feed was committed: pulse reads it now. */
void frame_look(struct req *);

/* The page for a status >= 400; struct router's error. */
void frame_error(struct req *, int status);

#endif
