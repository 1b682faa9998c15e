/* SPDX-License-Identifier: ISC */
/* visit_hello.c: first contact, page views, and the chat or message that a
 * visitor begins. Floor 4. */
#include <string.h>

#include "cgi-bin/visit.h"
#include "desk/chat.h"
#include "desk/handoff.h"
#include "desk/invitation.h"
#include "desk/state.h"
#include "desk/visitor_chat.h"
#include "lib/json.h"
#include "lib/mem.h"
#include "lib/req.h"
#include "lib/text.h"

/* Where a visitor may go as the same one: nothing to tell of one domain. */
static void
tell_hosts(struct req *rq, struct json *o, const char *hosts)
{
	struct json *list;
	size_t n;

	if (!handoff_apart(hosts))
		return;
	list = json_list(o, "hosts");
	for (; *hosts != '\0'; hosts += n + (hosts[n] == ',')) {
		n = strcspn(hosts, ",");
		json_word(list, mem_strn(rq->mem, hosts, n));
	}
}

static void
tell_site(struct req *rq, struct json *j, const struct arrival *a)
{
	struct json *o = json_object(j, "site");

	json_str(o, "name", a->embed.name);
	json_str(o, "title", a->embed.title);
	json_str(o, "greeting", a->embed.greeting);
	json_str(o, "color", a->embed.color);
	json_str(o, "position", a->embed.position);
	if (a->embed.width != 0)
		json_u64(o, "width", a->embed.width);
	if (a->embed.height != 0)
		json_u64(o, "height", a->embed.height);
	json_bool(o, "leave", a->embed.leave);
	json_bool(o, "storage", a->embed.storage);
	json_str(o, "domain", a->embed.domain);
	tell_hosts(rq, o, a->embed.hosts);
	json_bool(j, "online", a->embed.online);
	json_bool(j, "bot", a->embed.bot);
}

/* The reply where nothing was stored. */
static int
untracked(struct req *rq, const struct arrival *a)
{
	struct json *j = json_new(rq->mem);

	json_bool(j, "tracking", 0);
	json_u64(j, "next", 0);
	json_u64(j, "who", 0);
	tell_site(rq, j, a);
	return req_json(rq, j, 200);
}

/* Where nothing was open a moment ago there is nothing to read; what came
 * since has a number, and the poll tells it. */
static struct state *
how_it_stands(struct req *rq, const struct arrival *a)
{
	const struct visitor *v = &visit_caller(rq)->visitor;
	struct state *s;

	if (v->chat || v->invitation || a->wants || req_str(rq, "chat") != NULL)
		return visit_state(rq, 1);
	s = mem_get(rq->mem, sizeof(*s));
	s->n = v->wait_n;
	s->online = a->embed.online;
	s->bot = a->embed.bot;
	return s;
}

static int
welcome(struct req *rq, const struct arrival *a, int left)
{
	const struct caller *c = visit_caller(rq);
	struct json *j = json_new(rq->mem);
	char box[BOX_TEXT + 1];
	enum beat_state state;
	struct state *s;
	int idle;

	if ((s = how_it_stands(rq, a)) == NULL)
		return 503;
	idle = s->chat.id == 0;
	text_hex(box, c->visitor.box, BOX_ID);
	json_str(j, "token", c->token);
	json_str(j, "box", box);
	json_u64(j, "n", s->n);
	state = !idle               ? STATE_CHAT
		: !c->visitor.check ? STATE_HIDDEN
				    : c->state;
	json_u64(j, "next",
	    c->visitor.present || !idle ? visit_next(rq, state)
					: visit_next_new(rq, state));
	json_bool(j, "tracking", a->embed.tracking);
	json_bool(j, "check", c->visitor.check);
	json_u64(j, "who", c->visitor.signed_in ? c->visitor.profile : 0);
	if (*c->given != '\0')
		json_str(j, "strong", c->given);
	tell_site(rq, j, a);
	visit_tell(json_object(j, "state"), s, 0);
	if (left)
		json_bool(j, "left", 1);
	return req_json(rq, j, 200);
}

/*
 * POST /w/hello: a page is looked at; the first contact of a browser too.
 *
 *   token   where the browser has one
 *   nonce   32 hex digits, where it has none or is not sure
 *   view    16 hex digits, new for each page view; the same again only changes
 *           the title
 *   url, title, ref, lang, tz    the page and the browser
 *   dep     departments of the tag; check=off: its "check for messages"
 *   gpc     1: the browser asks not to be tracked
 *   domain  the tag's data-domain
 *   rep     of cookies, twice, refused, alone: what the page reports, commas
 *           between; alone: nothing is kept, no other page will know of this
 *           visitor
 *   also    a second token found in this browser: one visitor from now on
 *   user    who is signed in, as the site's server signed it (desk/identity.h);
 *           "-": nobody; absent: as before, which is what a page says after
 *           its first time
 *   hand    of a link from another domain of the site: 32 hex digits of
 *           /w/handoff
 *   was     after 401 user: the token that it was about
 *   chat, after    as of /w/sync
 *
 *   200 {"token","box","next","n","tracking","check","site","online","bot",
 *       "state","who"}  a number for each account in this browser, 0 for none
 *   200 {"tracking":false,"next":0,"site","online","bot"}  nothing was stored
 *   400 bad_request; 401 token; 403 host; 404 unknown_site; 409 nonce_void;
 *   503 away
 *   401 user  the token is of another account, or of nobody's: the page forgets
 *             it and introduces itself anew, with was.  That record ends, with
 *             its chat; no token opens it any more
 *
 * An ordinary next page view: two trips; a first contact: two.  Where the tag
 * names departments one more, and two.  One less, two with departments, where a
 * worker answers very many page views of the site: desk/embed_memory.h.
 */
int
visit_hello(struct req *rq)
{
	struct arrival *a = mem_get(rq->mem, sizeof(*a));
	int status;

	if ((status = visit_understand(rq, a)) != 0)
		return status;
	if ((status = visit_settle(rq, a)) == 204)
		return untracked(rq, a);
	return status != 0 ? status : welcome(rq, a, 0);
}

/* 409 with how things stand, so that the page shows the chat it did not know
 * of. */
static int
has_chat(struct req *rq)
{
	struct json *j = json_new(rq->mem);
	struct state *s;

	if ((s = visit_state(rq, 1)) == NULL)
		return 503;
	json_str(j, "code", "has_chat");
	json_u64(j, "next", visit_next(rq, STATE_CHAT));
	visit_tell(json_object(j, "state"), s, 0);
	return req_json(rq, j, 409);
}

/*
 * POST /w/start: the visitor begins a chat, or leaves a message (leave=1).
 *
 *   the fields of hello
 *   key                 16 hex digits, new for each
 *   text                1..2000 characters
 *   name, email, phone  e-mail is needed to leave a message
 *
 *   200 as hello, "left":true for a message; the same where this key came
 *       before
 *   as hello, and 409 has_chat {"state"}; 422 fields
 */
int
visit_start(struct req *rq)
{
	struct arrival *a = mem_get(rq->mem, sizeof(*a));
	int left = req_flag(rq, "leave"), status;
	struct contact contact;
	struct starting s = {
	    .kind = left ? KIND_MESSAGE : KIND_CHAT, .contact = &contact};

	s.text = req_text(rq, "text", CHAT_LINE);
	if (s.text == NULL || req_hex(rq, "key", s.key, CLIENT_KEY) == -1)
		return 400;
	if ((status = visit_contact(rq, &contact)) != 0)
		return status;
	if (left && *contact.email == '\0')
		return visit_fields(rq, REQUIRE_EMAIL);
	a->wants = 1;
	if ((status = visit_understand(rq, a)) != 0)
		return status;
	if (left && !a->embed.leave)
		return 400;
	if ((status = visit_settle(rq, a)) != 0)
		return status;
	s.visitor = visit_caller(rq)->visitor.id;
	s.token = visit_caller(rq)->visitor.token;
	s.site = a->embed.site;
	s.strong = visit_caller(rq)->strong;
	switch (visitor_chat_start(rq->db, &s)) {
	case -1:
		return 503;
	case 0:
		return 401;
	case CHAT_EXISTS:
		return has_chat(rq);
	}
	visit_caller(rq)->chat = s.chat;
	return welcome(rq, a, left);
}
