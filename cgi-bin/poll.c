/* SPDX-License-Identifier: ISC */
/*
 * poll.c: "is there anything for me?", asked every few seconds by every page
 * that is open. Floor 4.  It has no database: a file's name is the answer and
 * a record in a pipe is the presence.
 *
 * URLs this program answers:
 *	GET /w/poll/<mailbox id>
 */
#include "cgi-bin/guard.h"
#include "lib/buf.h"
#include "lib/conf.h"
#include "lib/log.h"
#include "lib/mailbox.h"
#include "lib/mem.h"
#include "lib/req.h"
#include "lib/route.h"
#include "lib/serve.h"
#include "lib/text.h"
#include "lib/token.h"

enum {
	KEY_MEMORY = 8192,
	AGAIN = 3000 /* ms until one whose request was refused may ask again */
};

/* One worker's. */
struct poll {
	struct keys keys;
	struct mailbox *box;
};

static const char PREFIX[] = "/w/poll/";

/* The state and the page instance of the query.  0, or -1. */
static int
read_beat(const struct req *rq, struct beat *b)
{
	const char *state = req_str(rq, "state");
	unsigned char raw[4] = {0};
	int s;

	if (state == NULL || (req_str(rq, "i") != NULL &&
				 req_hex(rq, "i", raw, sizeof(raw)) == -1))
		return -1;
	b->instance = (uint32_t)raw[0] << 24 | (uint32_t)raw[1] << 16 |
		      (uint32_t)raw[2] << 8 | raw[3];
	if ((s = beat_state_named(state)) == -1)
		return -1;
	b->state = (enum beat_state)s;
	return 0;
}

/*
 * GET /w/poll/<32 hex digits>: a page is there; does something wait for it?
 *
 *   state  front | idle | hidden | new | chat
 *   i      8 hex digits, the page instance; may be absent
 *
 *   200 {"t":tick,"n":number of the newest thing waiting or 0,"next":ms}
 *   200 {"again":1,"next":ms}  an id that we did not mint: say hello again
 *   400 {"code":"bad_request","next":ms}
 */
static int
answer(struct req *rq)
{
	struct poll *p = rq->app;
	struct beat b = {.kind = BEAT_POLL};
	const struct tick *tick;
	uint32_t next;

	if (text_unhex(rq->path + sizeof(PREFIX) - 1, b.box, BOX_ID) == -1 ||
	    read_beat(rq, &b) == -1)
		return 400;
	rq->type = "application/json";
	tick = mailbox_tick(p->box);
	next = mailbox_next_jittered(b.state, tick->pace);
	buf_str(&rq->body, "{\"");
	if (!box_check(&p->keys, b.box))
		buf_str(&rq->body, "again\":1");
	else {
		beat_put(p->box, &b);
		buf_str(&rq->body, "t\":");
		buf_u64(&rq->body, tick->t);
		buf_str(&rq->body, ",\"n\":");
		buf_u64(&rq->body, mailbox_peek(p->box, b.box));
	}
	buf_str(&rq->body, ",\"next\":");
	buf_u64(&rq->body, next);
	buf_str(&rq->body, "}");
	return 200;
}

static const char *
code_of(int status)
{
	switch (status) {
	case 404:
		return "not_found";
	case 405:
		return "method";
	case 413:
	case 414:
		return "too_large";
	}
	return "bad_request";
}

static void
refuse(struct req *rq, int status)
{
	rq->type = "application/json";
	rq->body.len = 0;
	buf_printf(
	    &rq->body, "{\"code\":\"%s\",\"next\":%d}", code_of(status), AGAIN);
}

static int
let_in(struct req *rq, unsigned need)
{
	(void)rq;
	return need == NEED_NOTHING ? 0 : 403;
}

static const struct route routes[] = {
    {"GET", PREFIX, NEED_NOTHING | ROUTE_PREFIX, answer},
    {NULL, NULL, 0, NULL},
};

static const struct router router = {routes, let_in, refuse};

static int
handle(struct req *rq)
{
	return route_run(&router, rq);
}

/* Lives as long as the worker does. */
static void *
start(const struct conf *conf)
{
	struct mem *mem = mem_new(KEY_MEMORY);
	struct poll *p = mem_get(mem, sizeof(*p));
	const char *path;

	path = mem_printf(mem, "%s/mailbox", conf_str(conf, "keys"));
	if (keys_load(&p->keys, path) == -1)
		return NULL;
	p->box = mailbox_open(conf_str(conf, "run"));
	return p;
}

static const struct field headers[] = {
    {"Access-Control-Allow-Origin", "*"},
    {"Cache-Control", "no-store"},
    {"X-Content-Type-Options", "nosniff"},
    {NULL, NULL},
};

static const struct service service = {
    "poll", start, handle, headers, refuse, 1};

int
main(int argc, char **argv)
{
	return serve_main(argc, argv, &service);
}
