/* SPDX-License-Identifier: ISC */
/* visit_chat.c: what a visitor's page fetches, says and ends. Floor 4. */
#include <time.h>

#include "cgi-bin/visit.h"
#include "desk/chat.h"
#include "desk/feed.h"
#include "desk/invitation.h"
#include "desk/state.h"
#include "desk/visitor_chat.h"
#include "lib/json.h"
#include "lib/req.h"

enum {
	FRESH = 5,  /* seconds: pulse writes the tick every second */
	STALE = 20, /* ... that the polls' tick is behind */
};

/* Do the page's polls get old answers, though pulse is well? */
static int
stale(struct req *rq)
{
	const struct visit *app = rq->app;
	uint64_t now = mailbox_tick(app->box)->t, tick;

	if (req_str(rq, "t") == NULL || req_u64(rq, "t", &tick) == -1)
		return 0;
	return now + FRESH >= (uint64_t)time(NULL) && tick + STALE < now;
}

/*
 * POST /w/sync: fetch all that waits.
 *
 *   token  the visitor's
 *   n      what the poll said; only for whoever reads a trace
 *   t      the tick of the polls, where it stands still
 *   chat   id of the chat on the page, or 0
 *   after  number of its newest line that the page has
 *   read   number of its newest line that the visitor has seen
 *
 *   200 the state; 401 token; 503 away.  Two trips where nothing is new.
 */
int
visit_sync(struct req *rq)
{
	const struct caller *c = visit_caller(rq);
	struct json *j;
	struct state *s;

	if (stale(rq) && visit_note(rq, REPORT_CACHED, "") == 503)
		return 503;
	if ((s = visit_state(rq, c->visitor.check)) == NULL)
		return 503;
	if (s->read_n < s->n) {
		if (feed_read(rq->db, c->visitor.id, s->n) == -1)
			return 503;
		visit_look(rq);
	}
	j = json_new(rq->mem);
	visit_tell(j, s, 0);
	json_u64(
	    j, "next", visit_next(rq, s->chat.id != 0 ? STATE_CHAT : c->state));
	return req_json(rq, j, 200);
}

/*
 * POST /w/say: a line of the visitor's.
 *
 *   token, chat
 *   key    16 hex digits, new for each line
 *   text   1..2000 characters
 *
 *   200 the state; the same where this key came before
 *   400 bad_request; 401 token; 404 gone; 409 closed; 503 away
 */
int
visit_say(struct req *rq)
{
	const struct caller *c = visit_caller(rq);
	struct saying s = {.visitor = c->visitor.id,
	    .token = c->visitor.token,
	    .strong = c->strong};

	s.text = req_text(rq, "text", CHAT_LINE);
	if (s.text == NULL || req_u64(rq, "chat", &s.chat) == -1 ||
	    req_hex(rq, "key", s.key, CLIENT_KEY) == -1)
		return 400;
	switch (visitor_chat_say(rq->db, &s)) {
	case -1:
		return 503;
	case SAY_GONE:
		return visit_refuse(rq, 404, "gone");
	case SAY_CLOSED:
		return visit_refuse(rq, 409, "closed");
	}
	return visit_answer(rq, 0);
}

/*
 * POST /w/typing: the visitor writes now (on=1), or no longer.
 *
 *   token, chat, on
 *
 *   200 {"next"}; 400 bad_request; 401 token; 503 away.  Two trips.
 */
int
visit_typing(struct req *rq)
{
	const struct caller *c = visit_caller(rq);
	struct acting a = {c->visitor.id, c->visitor.token, 0, c->strong};
	struct json *j = json_new(rq->mem);

	if (req_u64(rq, "chat", &a.chat) == -1)
		return 400;
	if (visitor_chat_typing(rq->db, &a, req_flag(rq, "on")) == -1)
		return 503;
	json_u64(j, "next", visit_next(rq, STATE_CHAT));
	return req_json(rq, j, 200);
}

/*
 * POST /w/end: the visitor ends the chat.
 *
 *   token, chat
 *
 *   200 the state, with the chat closed; 400 bad_request; 401 token; 404 gone;
 *   503 away
 */
int
visit_end(struct req *rq)
{
	const struct caller *c = visit_caller(rq);
	struct acting a = {c->visitor.id, c->visitor.token, 0, c->strong};

	if (req_u64(rq, "chat", &a.chat) == -1)
		return 400;
	switch (visitor_chat_end(rq->db, &a)) {
	case -1:
		return 503;
	case 0:
		return visit_refuse(rq, 404, "gone");
	}
	return visit_answer(rq, 0);
}

/*
 * POST /w/person: the visitor wants a person instead of the bot.
 *
 *   token, chat
 *
 *   200 the state, also where no bot has the chat; 400 bad_request; 401 token;
 *   404 gone; 503 away
 */
int
visit_person(struct req *rq)
{
	const struct caller *c = visit_caller(rq);
	struct acting a = {c->visitor.id, c->visitor.token, 0, c->strong};

	if (req_u64(rq, "chat", &a.chat) == -1)
		return 400;
	switch (visitor_chat_person(rq->db, &a)) {
	case -1:
		return 503;
	case 0:
		return visit_refuse(rq, 404, "gone");
	}
	visit_look(rq);
	return visit_answer(rq, 0);
}

/*
 * POST /w/address: the visitor says where they can be written to.
 *
 *   token, chat
 *   email  an address for mail
 *
 *   200 the state; the same where that address was known
 *   400 bad_request; 401 token; 404 gone; 422 fields; 503 away
 */
int
visit_address(struct req *rq)
{
	const struct caller *c = visit_caller(rq);
	struct acting a = {c->visitor.id, c->visitor.token, 0, c->strong};
	const char *email = req_text(rq, "email", VISITOR_EMAIL);

	if (req_u64(rq, "chat", &a.chat) == -1)
		return 400;
	if (email == NULL || !contact_email_ok(email))
		return visit_fields(rq, REQUIRE_EMAIL);
	switch (visitor_chat_address(rq->db, &a, email)) {
	case -1:
		return 503;
	case 0:
		return visit_refuse(rq, 404, "gone");
	}
	return visit_answer(rq, 0);
}

/*
 * POST /w/leave: this page instance goes.
 *
 *   box  32 hex digits
 *
 *   204; 400 bad_request.  Touches no database.
 */
int
visit_leave(struct req *rq)
{
	const struct visit *app = rq->app;
	const struct caller *c = visit_caller(rq);
	struct beat b = {.kind = BEAT_LEAVE, .state = c->state};

	if (req_hex(rq, "box", b.box, BOX_ID) == -1)
		return 400;
	b.instance = c->instance;
	if (box_check(&app->boxes, b.box))
		beat_put(app->box, &b);
	return 204;
}
