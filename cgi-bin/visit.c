/* SPDX-License-Identifier: ISC */
/*
 * visit.c: what a page with the widget asks for when something happens: who
 * comes first, what waits, what the visitor does. Floor 4.
 *
 * URLs this program answers, all POST but two of visit_page.c, form-encoded,
 * JSON back:
 *	/w/hello /w/start			visit_hello.c
 *	/w/claim /w/closed /w/reply		visit_invitation.c
 *	/w/set /w/event				visit_remark.c
 *	/w/which /w/barred /w/trial		visit_page.c
 *	/w/sync /w/say /w/person /w/address /w/typing /w/end	visit_chat.c
 *	/w/leave				visit_chat.c
 *	/w/handoff				visit_handoff.c
 *
 * Every request carries v (protocol, 1), site (the site's key), i (8 hex
 * digits, the page instance) and may carry state and, from https pages, strong
 * (64 hex digits: what opens chats begun on https).  A request that is not so,
 * or whose fields are missing or too long, is answered 400 bad_request; 503
 * away means that nothing was stored or that it is not known: repeat.
 */
#include <string.h>

#include "cgi-bin/guard.h"
#include "cgi-bin/visit.h"
#include "desk/country.h"
#include "desk/embed.h"
#include "desk/embed_memory.h"
#include "lib/conf.h"
#include "lib/db.h"
#include "lib/mem.h"
#include "lib/req.h"
#include "lib/route.h"
#include "lib/serve.h"

enum {
	WORKER_MEMORY = 16384 + EMBED_MEMORY
};

static const char *const states[STATES] = {
    [STATE_FRONT] = "front",
    [STATE_IDLE] = "idle",
    [STATE_HIDDEN] = "hidden",
    [STATE_CHAT] = "chat",
    [STATE_NEW] = "new",
};

struct caller *
visit_caller(const struct req *rq)
{
	return rq->caller;
}

/* What opens chats begun on https, where the page has it. */
static const unsigned char *
read_strong(struct req *rq)
{
	unsigned char raw[TOKEN_TEXT / 2], *hash;

	if (req_hex(rq, "strong", raw, sizeof(raw)) == -1)
		return NULL;
	hash = mem_get(rq->mem, TOKEN_HASH);
	token_hash(req_str(rq, "strong"), hash);
	return hash;
}

/* What every request says of itself.  0, or -1. */
static int
introduce(struct req *rq, struct caller *c, unsigned need)
{
	const char *version = req_str(rq, "v"), *state = req_str(rq, "state");
	unsigned char raw[4];
	int s;

	c->site = req_str(rq, "site");
	if (c->site == NULL && (need & NO_SITE))
		c->site = "";
	else if (c->site == NULL || !embed_key_ok(c->site))
		return -1;
	if (version == NULL || strcmp(version, "1") != 0 ||
	    req_hex(rq, "i", raw, sizeof(raw)) == -1)
		return -1;
	c->instance = (uint32_t)raw[0] << 24 | (uint32_t)raw[1] << 16 |
		      (uint32_t)raw[2] << 8 | raw[3];
	c->strong = read_strong(rq);
	for (s = 0; state != NULL && s < STATES; s++)
		if (strcmp(states[s], state) == 0)
			c->state = (enum beat_state)s;
	return 0;
}

/* 0, or the status.  One trip. */
static int
recognise(struct req *rq, struct caller *c)
{
	const struct visit *app = rq->app;
	const char *token = req_str(rq, "token");
	unsigned char hash[TOKEN_HASH];

	if (token == NULL || !token_check(&app->tokens, token, hash))
		return 401;
	memcpy(c->token, token, sizeof(c->token));
	switch (visitor_find(rq->db, c->site, hash, &c->visitor)) {
	case -1:
		return 503;
	case 0:
		return 401;
	}
	return 0;
}

static int
guard(struct req *rq, unsigned need)
{
	struct caller *c = mem_get(rq->mem, sizeof(*c));

	rq->caller = c;
	if (introduce(rq, c, need) == -1)
		return 400;
	if ((need & NEED_DATABASE) && db_alive(rq->db) == -1)
		return 503;
	return (need & NEED_VISITOR) ? recognise(rq, c) : 0;
}

static const char *
code_of(int status)
{
	switch (status) {
	case 401:
		return "token";
	case 404:
		return "not_found";
	case 405:
		return "method";
	case 413:
	case 414:
		return "too_large";
	case 429:
		return "slow_down";
	case 500:
	case 503:
		return "away";
	}
	return "bad_request";
}

static void
error(struct req *rq, int status)
{
	if (status == 503 || status == 429)
		req_header(rq, "Retry-After", "1");
	visit_refuse(rq, status, code_of(status));
}

enum {
	ANYBODY = NEED_WIDGET | NEED_DATABASE,
	VISITOR = NEED_WIDGET | NEED_DATABASE | NEED_VISITOR
};

static const struct route routes[] = {
    {"POST", "/w/hello", ANYBODY, visit_hello},
    {"POST", "/w/start", ANYBODY, visit_start},
    {"POST", "/w/sync", VISITOR, visit_sync},
    {"POST", "/w/claim", VISITOR, visit_claim},
    {"POST", "/w/closed", VISITOR, visit_closed},
    {"POST", "/w/reply", VISITOR, visit_reply},
    {"POST", "/w/say", VISITOR, visit_say},
    {"POST", "/w/person", VISITOR, visit_person},
    {"POST", "/w/address", VISITOR, visit_address},
    {"POST", "/w/typing", VISITOR, visit_typing},
    {"POST", "/w/end", VISITOR, visit_end},
    {"POST", "/w/handoff", VISITOR, visit_handoff},
    {"POST", "/w/leave", NEED_WIDGET, visit_leave},
    {"POST", "/w/set", VISITOR, visit_set},
    {"POST", "/w/event", VISITOR, visit_event},
    {"POST", "/w/which", ANYBODY | NO_SITE, visit_which},
    {"GET", "/w/barred", ANYBODY, visit_barred},
    {"GET", "/w/trial", ANYBODY, visit_trial},
    {NULL, NULL, 0, NULL},
};

static const struct router router = {routes, guard, error};

static int
handle(struct req *rq)
{
	struct visit *app = rq->app;

	rq->db = app->db;
	db_use(rq->db, rq->mem);
	return route_run(&router, rq);
}

/* Lives as long as the worker does. */
static void *
start(const struct conf *conf)
{
	struct mem *mem = mem_new(WORKER_MEMORY);
	struct visit *app = mem_get(mem, sizeof(*app));
	const char *keys = conf_str(conf, "keys");

	if (keys_load(&app->tokens, mem_printf(mem, "%s/visitor", keys)) ==
		-1 ||
	    keys_load(&app->boxes, mem_printf(mem, "%s/mailbox", keys)) == -1)
		return NULL;
	app->box = mailbox_open(conf_str(conf, "run"));
	app->db = db_open(conf_str(conf, "database.visit"));
	app->country = country_open(mem, conf_str(conf, "country.file"));
	app->embeds = embed_memory_new(mem);
	return app;
}

static const struct field headers[] = {
    {"Access-Control-Allow-Origin", "*"},
    {"Cache-Control", "no-store"},
    {"X-Content-Type-Options", "nosniff"},
    {NULL, NULL},
};

static const struct service service = {
    "visit", start, handle, headers, error, 0};

int
main(int argc, char **argv)
{
	return serve_main(argc, argv, &service);
}
