/* SPDX-License-Identifier: ISC */
/* visit_handoff.c: a visitor goes to another domain of the site, and comes
 * from one. Floor 4; semantics.md section 3. */
#include <stdio.h>
#include <string.h>

#include "cgi-bin/visit.h"
#include "desk/handoff.h"
#include "desk/site_edit.h"
#include "lib/json.h"
#include "lib/mem.h"
#include "lib/rand.h"
#include "lib/req.h"
#include "lib/text.h"

/* The tokens that go along; strong only between https pages.  0, or -1. */
static int
pack(const struct req *rq, int https, struct handoff *h)
{
	const struct caller *c = visit_caller(rq);
	const char *strong = req_str(rq, "strong");

	if (text_unhex(c->token, h->token, sizeof(h->token)) == -1)
		return -1;
	if (https && req_flag(rq, "safe") && strong != NULL &&
	    text_unhex(strong, h->strong, sizeof(h->strong)) == -1)
		return -1;
	return 0;
}

/*
 * POST /w/handoff: the visitor is about to follow a link to another domain.
 *
 *   token
 *   host   of the link
 *   safe   1: the link is https
 *
 *   200 {"code","next"}: 32 hex digits for the link, as its beckon-hand: good
 *       for one page view there, in 30 s, by this browser
 *   400 bad_request; 401 token; 403 host where the page's host, as Origin says,
 *   or the link's is not one of the site's; 503 away.  Three trips.
 */
int
visit_handoff(struct req *rq)
{
	const struct caller *c = visit_caller(rq);
	const char *text = req_text(rq, "host", SITE_HOST);
	struct handoff h = {
	    .site = c->visitor.site, .address = rq->remote, .agent = rq->agent};
	unsigned char code[HANDOFF_CODE];
	char to[SITE_HOST + 1], hex[2 * HANDOFF_CODE + 1];
	struct json *j = json_new(rq->mem);
	int https, may;

	if (text == NULL || site_host_read(text, to) == -1)
		return 400;
	if (text_url(rq->origin, h.from, sizeof(h.from), &https) == -1)
		return visit_refuse(rq, 403, "host");
	if ((may = handoff_may(rq->db, h.site, h.from, to)) != 1)
		return may == 0 ? visit_refuse(rq, 403, "host") : 503;
	if (pack(rq, https, &h) == -1)
		return 400;
	rand_bytes(code, sizeof(code));
	text_hex(hex, code, sizeof(code));
	h.to = to;
	h.code = hex;
	if (handoff_give(rq->db, &h) == -1)
		return 503;
	json_str(j, "code", hex);
	json_u64(j, "next", visit_next(rq, c->state));
	return req_json(rq, j, 200);
}

/* Does the page say that it was reached from there, or nothing? */
static int
from_there(const struct req *rq, const struct handoff *h)
{
	const char *ref = req_str(rq, "ref");
	char host[HANDOFF_HOST];
	int https;

	return ref == NULL || text_url(ref, host, sizeof(host), &https) == -1 ||
	       strcmp(host, h->from) == 0;
}

/* What is opened by it there, in place of what the browser had. */
static void
unpack(struct req *rq, const struct arrival *a, const struct handoff *h)
{
	static const unsigned char none[sizeof(h->strong)];
	struct caller *c = visit_caller(rq);
	unsigned char *hash;

	if (!a->https || memcmp(h->strong, none, sizeof(none)) == 0)
		return;
	text_hex(c->given, h->strong, sizeof(h->strong));
	hash = mem_get(rq->mem, TOKEN_HASH);
	token_hash(c->given, hash);
	c->strong = hash;
}

int
visit_handed(struct req *rq, const struct arrival *a, int found)
{
	const struct visit *app = rq->app;
	struct caller *c = visit_caller(rq);
	struct handoff h = {.site = a->embed.site,
	    .code = req_str(rq, "hand"),
	    .to = a->host,
	    .address = rq->remote,
	    .agent = rq->agent};
	unsigned char raw[HANDOFF_CODE], hash[TOKEN_HASH], own[TOKEN_HASH];
	struct visitor handed;
	char token[TOKEN_TEXT + 1];
	int r;

	if (req_hex(rq, "hand", raw, sizeof(raw)) == -1)
		return 0;
	if ((r = handoff_take(rq->db, &h)) != 1)
		return r;
	text_hex(token, h.token, sizeof(h.token));
	if (!from_there(rq, &h) || !token_check(&app->tokens, token, hash))
		return 0;
	if ((r = visitor_find(rq->db, c->site, hash, &handed)) != 1)
		return r;
	if (!signing_fits(&a->signing, &handed) ||
	    (found && (c->visitor.chat || c->visitor.id == handed.id)))
		return 0;
	token_hash(c->token, own);
	if (found && visitor_merge(rq->db, handed.id, own) == -1)
		return -1;
	memcpy(c->token, token, sizeof(c->token));
	unpack(rq, a, &h);
	return visitor_find(rq->db, c->site, hash, &c->visitor);
}
