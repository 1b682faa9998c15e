/* SPDX-License-Identifier: ISC */
/* visit_settle.c: whose page view it is, and that it is kept: which visitor,
 * which visit, which mailbox. Floor 4. */
#include <string.h>

#include "cgi-bin/visit.h"
#include "desk/alike.h"
#include "lib/req.h"
#include "lib/text.h"

enum {
	NONCE = 16, /* bytes */
	PROFILE = 8 /* bytes of its id */
};

/* Who is the bearer of this token?  1, 0, -1. */
static int
by_token(struct req *rq, const char *token)
{
	const struct visit *app = rq->app;
	struct caller *c = visit_caller(rq);
	unsigned char hash[TOKEN_HASH];

	if (token == NULL || !token_check(&app->tokens, token, hash))
		return 0;
	memcpy(c->token, token, sizeof(c->token));
	return visitor_find(rq->db, c->site, hash, &c->visitor);
}

/* The other token found in this browser, should it be another's.  0, -1. */
static int
same_browser(struct req *rq)
{
	const struct visit *app = rq->app;
	const char *also = req_str(rq, "also");
	struct caller *c = visit_caller(rq);
	unsigned char hash[TOKEN_HASH];
	int merged;

	if (also == NULL || token_same(also, c->token) ||
	    !token_check(&app->tokens, also, hash))
		return 0;
	if ((merged = visitor_merge(rq->db, c->visitor.id, hash)) != 1)
		return merged;
	return by_token(rq, c->token) == 1 ? 0 : -1;
}

/* The record of a first contact that was made before.  0, or the status. */
static int
met(struct req *rq, const struct arrival *a)
{
	struct caller *c = visit_caller(rq);

	if (visitor_find(rq->db, c->site, a->hash, &c->visitor) != 1)
		return 503;
	if (c->visitor.age > VISITOR_NONCE_LIFE)
		return visit_refuse(rq, 409, "nonce_void");
	return 0;
}

/* Somebody new, or a first contact that is repeated, of this account: which of
 * them is known once their page view is kept.  0, or the status.  No trip;
 * after another account's end, two and those of it. */
static int
by_nonce(struct req *rq, struct arrival *a)
{
	const struct visit *app = rq->app;
	struct caller *c = visit_caller(rq);
	unsigned char nonce[NONCE + PROFILE] = {0};
	int i, user = a->signing.said == SAID_USER;

	if (req_hex(rq, "nonce", nonce, NONCE) == -1)
		return req_str(rq, "token") != NULL ? 401 : 400;
	for (i = 0; i < PROFILE; i++)
		nonce[NONCE + i] = (unsigned char)(a->signing.profile >> 8 * i);
	token_mint(&app->tokens, a->embed.site, nonce,
	    user ? sizeof(nonce) : NONCE, c->token);
	if (!token_check(&app->tokens, c->token, a->hash))
		return 500;
	if (req_str(rq, "was") != NULL)
		return visit_begin(rq, a, a->hash) == -1 ? 503 : met(rq, a);
	c->visitor.site = a->embed.site;
	memcpy(c->visitor.token, a->hash, TOKEN_HASH);
	c->visitor.profile = user ? a->signing.profile : 0;
	c->visitor.signed_in = user;
	a->newcomer = 1;
	return 0;
}

/* May nothing be stored of them?  Tracking is off or the browser asks for it,
 * and they do not want to begin a chat. */
static int
is_quiet(const struct req *rq, const struct arrival *a)
{
	return !a->wants && (!a->embed.tracking || req_flag(rq, "gpc"));
}

/* Nothing is; but what another account left here ends. */
static int
nobody(struct req *rq, const struct arrival *a)
{
	return visit_begin(rq, a, NULL) == -1 ? 503 : 204;
}

/* Who it is.  0 and the caller's visitor; 204 where nothing may be stored and
 * they have no chat open; else the status of the refusal. */
static int
identify(struct req *rq, struct arrival *a)
{
	const struct caller *c = visit_caller(rq);
	int found, handed;

	if ((found = by_token(rq, req_str(rq, "token"))) == -1 ||
	    (handed = visit_handed(rq, a, found)) == -1)
		return 503;
	found |= handed;
	if (found == 1 && !signing_fits(&a->signing, &c->visitor))
		return visit_refuse(rq, 401, "user");
	if (is_quiet(rq, a))
		return found == 1 && c->visitor.chat ? 0 : nobody(rq, a);
	if (found == 0)
		return by_nonce(rq, a);
	return same_browser(rq) == -1 ? 503 : 0;
}

/* Whoever has no token and comes from a page of the same host may be somebody
 * who was there a moment ago; one that keeps nothing is new on each page.  0,
 * or -1.  One trip, or none. */
static int
look_alike(struct req *rq, const struct arrival *a)
{
	char host[VISIT_HOST];
	int https;

	if (!a->fresh ||
	    text_url(a->referrer, host, sizeof(host), &https) != 0 ||
	    strcmp(host, a->host) != 0)
		return 0;
	return alike_note(rq->db, visit_caller(rq)->visitor.id, a->referrer);
}

/* Another page of a visitor who is known.  0, or the status. */
static int
another(struct req *rq, const struct arrival *a)
{
	const struct visit *app = rq->app;
	struct caller *c = visit_caller(rq);
	int status;

	if (a->newcomer && (status = met(rq, a)) != 0)
		return status;
	/* The key that made it may be out of use. */
	if (c->visitor.running && !box_check(&app->boxes, c->visitor.box))
		c->visitor.running = 0;
	switch (visitor_view(rq->db, &c->visitor, &a->view)) {
	case -1:
		return 503;
	case 1:
		visit_look(rq);
	}
	return 0;
}

/* The page view is kept and the mailbox made.  0, or the status. */
static int
arrive(struct req *rq, struct arrival *a)
{
	const struct visit *app = rq->app;
	struct caller *c = visit_caller(rq);
	int status;

	box_mint(&app->boxes, a->view.box);
	if (a->newcomer)
		a->fresh =
		    visitor_first(rq->db, &c->visitor, a->hash, &a->view);
	if (a->fresh == -1)
		return 503;
	if (!a->fresh && (status = another(rq, a)) != 0)
		return status;
	return look_alike(rq, a) == -1 ? 503 : 0;
}

/* The next page of somebody who is online, which says nothing but that.  1 it
 * is kept; 0 it is not so, or their mailbox's key is out of use; -1.  One
 * trip. */
static int
turn(struct req *rq, const struct arrival *a)
{
	const struct visit *app = rq->app;
	const char *token = req_str(rq, "token"), *also = req_str(rq, "also");
	struct caller *c = visit_caller(rq);
	struct visitor v = {.site = a->embed.site};
	int kept;

	if (is_quiet(rq, a) || a->signing.said != SAID_NOTHING ||
	    req_str(rq, "hand") != NULL || token == NULL ||
	    (also != NULL && !token_same(also, token)) ||
	    !token_check(&app->tokens, token, v.token))
		return 0;
	kept = view_next(rq->db, &v, &a->view);
	if (kept != 1 || !box_check(&app->boxes, v.box))
		return kept == -1 ? -1 : 0;
	memcpy(c->token, token, sizeof(c->token));
	c->visitor = v;
	return 1;
}

int
visit_settle(struct req *rq, struct arrival *a)
{
	struct caller *c = visit_caller(rq);
	int status = 0;

	a->view.stays = visit_pause(
	    rq, a->view.check ? (enum beat_state)a->view.state : STATE_HIDDEN);
	switch (turn(rq, a)) {
	case -1:
		return 503;
	case 0:
		if ((status = identify(rq, a)) == 0)
			status = arrive(rq, a);
	}
	if (status == 0)
		c->visitor.check = a->view.check;
	return status;
}
