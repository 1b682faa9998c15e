/* SPDX-License-Identifier: ISC */
/* visit_state.c: what the replies of visit are made of. Floor 4. */
#include <string.h>

#include "cgi-bin/visit.h"
#include "desk/invitation.h"
#include "desk/state.h"
#include "desk/visitor_chat.h"
#include "lib/buf.h"
#include "lib/json.h"
#include "lib/mem.h"
#include "lib/req.h"
#include "lib/text.h"

enum {
	PACE_SLOWEST = 800, /* percent */
	SLACK = 15000 /* ms beside two polls: architecture.md "Presence" */
};

uint32_t
visit_next(const struct req *rq, enum beat_state state)
{
	const struct visit *app = rq->app;

	return mailbox_next_jittered(state, mailbox_tick(app->box)->pace);
}

uint32_t
visit_next_new(const struct req *rq, enum beat_state state)
{
	const struct visit *app = rq->app;

	if (!mailbox_tick(app->box)->full)
		return visit_next(rq, state);
	return mailbox_next_jittered(STATE_HIDDEN, PACE_SLOWEST);
}

uint32_t
visit_pause(const struct req *rq, enum beat_state state)
{
	const struct visit *app = rq->app;

	return 2 * mailbox_next(state, mailbox_tick(app->box)->pace) + SLACK;
}

void
visit_look(const struct req *rq)
{
	const struct visit *app = rq->app;
	struct beat b = {.kind = BEAT_LOOK};

	beat_put(app->box, &b);
}

int
visit_refuse(struct req *rq, int status, const char *code)
{
	const struct caller *c = visit_caller(rq);
	struct json *j = json_new(rq->mem);

	json_str(j, "code", code);
	json_u64(j, "next", visit_next(rq, c == NULL ? STATE_FRONT : c->state));
	return req_json(rq, j, status);
}

static void
tell_names(struct json *j, const char *key, unsigned bits)
{
	struct json *list = json_list(j, key);

	if (bits & REQUIRE_NAME)
		json_word(list, "name");
	if (bits & REQUIRE_EMAIL)
		json_word(list, "email");
	if (bits & REQUIRE_PHONE)
		json_word(list, "phone");
}

int
visit_fields(struct req *rq, unsigned missing)
{
	struct json *j = json_new(rq->mem);

	json_str(j, "code", "fields");
	json_u64(j, "next", visit_next(rq, STATE_CHAT));
	tell_names(j, "fields", missing);
	return req_json(rq, j, 422);
}

int
visit_contact(struct req *rq, struct contact *c)
{
	c->name = req_opt(rq, "name", VISITOR_NAME);
	c->email = req_opt(rq, "email", VISITOR_EMAIL);
	c->phone = req_opt(rq, "phone", VISITOR_PHONE);
	if (c->name == NULL || c->email == NULL || c->phone == NULL)
		return 400;
	if (*c->email != '\0' && !contact_email_ok(c->email))
		return visit_fields(rq, REQUIRE_EMAIL);
	return 0;
}

/* The fields that say what of a chat the page has.  0, or -1. */
static int
read_asked(const struct req *rq, struct asked *ask)
{
	uint64_t after;

	if (req_id(rq, "chat", &ask->chat) == -1 ||
	    req_id(rq, "after", &after) == -1)
		return -1;
	ask->after = after > UINT32_MAX ? UINT32_MAX : (uint32_t)after;
	return 0;
}

/* The visitor has seen the chat up to the field "read".  0, or -1.  One trip
 * where it is news. */
static int
mark_read(struct req *rq, const struct state *s)
{
	const struct caller *c = visit_caller(rq);
	const struct acting a = {
	    c->visitor.id, c->visitor.token, s->chat.id, c->strong};
	uint64_t read;

	if (s->chat.id == 0 || s->chat.shut || req_id(rq, "read", &read) == -1)
		return 0;
	if (read > s->chat.last)
		read = s->chat.last;
	if (read <= s->chat.shown)
		return 0;
	return visitor_chat_read(rq->db, &a, (uint32_t)read);
}

struct state *
visit_state(struct req *rq, int queued)
{
	struct state *s = mem_get(rq->mem, sizeof(*s));
	const struct caller *c = visit_caller(rq);
	struct asked ask = {c->visitor.id, 0, 0, queued, c->strong};

	/* What cannot be read counts as nothing had: everything is told. */
	if (read_asked(rq, &ask) == -1)
		ask.chat = ask.after = 0;
	/* One that the bot ended at once is told of too. */
	if (c->chat != 0 && ask.chat != c->chat) {
		ask.chat = c->chat;
		ask.after = 0;
	}
	if (state_read(rq->db, &ask, s) != 1)
		return NULL;
	if (mark_read(rq, s) == -1 ||
	    (s->lapsed && invitation_lapse(rq->db, ask.visitor) == -1))
		return NULL;
	if (s->invitation.id == 0 ||
	    strcmp(s->invitation.status, "queued") != 0)
		return s;
	if (invitation_delivered(
		rq->db, s->invitation.id, s->invitation.version) == -1)
		return NULL;
	s->invitation.status = "delivered";
	return s;
}

static void
tell_invitation(struct json *j, const struct state *s, int show)
{
	const struct state_invitation *i = &s->invitation;
	struct json *o;

	if (i->id == 0) {
		json_str(j, "invitation", NULL);
		return;
	}
	o = json_object(j, "invitation");
	json_u64(o, "id", i->id);
	json_u64(o, "version", i->version);
	json_str(o, "text", i->text);
	json_str(o, "operator", i->operator);
	json_str(o, "status", i->status);
	json_bool(o, "full", i->full);
	tell_names(o, "require", i->require);
	json_bool(o, "optional_email",
	    !s->online && (i->require & REQUIRE_EMAIL) == 0);
	json_bool(o, "show", show);
}

static void
tell_line(struct json *o, const struct state_line *l)
{
	char key[2 * CLIENT_KEY + 1];

	text_hex(key, l->key, CLIENT_KEY);
	json_u64(o, "seq", l->seq);
	json_str(o, "who", l->who);
	json_str(o, "name", l->name);
	json_str(o, "text", l->text);
	json_u64(o, "at", l->at);
	json_str(o, "key", key);
}

static void
tell_chat(struct json *j, const struct state *s)
{
	const struct state_chat *c = &s->chat;
	struct json *o, *list;
	size_t i;

	if (c->id == 0) {
		json_str(j, "chat", NULL);
		return;
	}
	o = json_object(j, "chat");
	json_u64(o, "id", c->id);
	json_str(o, "status", c->status);
	if (c->shut) {
		json_bool(o, "locked", 1);
		json_str(o, "page", c->page);
		return;
	}
	json_str(o, "operator", c->operator);
	json_bool(o, "typing", c->typing);
	json_u64(o, "last", c->last);
	json_u64(o, "read", c->read);
	json_bool(o, "email", c->email);
	json_str(o, "closed_by", c->closed_by);
	list = json_list(o, "choices");
	for (i = 0; i < s->nchoices; i++)
		json_word(list, s->choices[i]);
	list = json_list(o, "messages");
	for (i = 0; i < s->nlines; i++)
		tell_line(json_item(list), &s->lines[i]);
}

void
visit_tell(struct json *j, const struct state *s, int show)
{
	json_u64(j, "n", s->n);
	json_bool(j, "online", s->online);
	json_bool(j, "bot", s->bot);
	tell_invitation(j, s, show);
	tell_chat(j, s);
}

int
visit_answer(struct req *rq, int show)
{
	const struct caller *c = visit_caller(rq);
	struct json *j;
	struct state *s;

	if ((s = visit_state(rq, c->visitor.check)) == NULL)
		return 503;
	j = json_new(rq->mem);
	visit_tell(j, s, show);
	json_u64(
	    j, "next", visit_next(rq, s->chat.id != 0 ? STATE_CHAT : c->state));
	return req_json(rq, j, 200);
}
