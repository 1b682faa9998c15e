/* SPDX-License-Identifier: ISC */
/* invite_new.c: the send dialog of semantics.md section 4. Floor 4. */
#include <inttypes.h>
#include <string.h>

#include "lib/page.h"
#include "lib/rand.h"
#include "lib/req.h"
#include "lib/text.h"
#include "desk/chat.h"
#include "desk/choice.h"
#include "desk/recipient.h"
#include "desk/session.h"
#include "desk/visible.h"
#include "cgi-bin/frame.h"
#include "cgi-bin/guard.h"
#include "cgi-bin/invite.h"

int
invite_recipient(struct req *rq, struct recipient *r)
{
	const struct operator* op = guard_operator(rq);
	uint64_t id;

	if (req_u64(rq, "visitor", &id) == -1)
		return 400;
	switch (recipient_find(rq->db, op, id, r)) {
	case -1:
		return 503;
	case 0:
		return 404;
	}
	switch (visible_may_send(rq->db, op, id)) {
	case -1:
		return 503;
	case 0:
		return invite_dialog(rq, r, "readonly", 403);
	}
	return 0;
}

static void
page_recipient(struct page *pg, const struct recipient *r)
{
	page_int(pg, (int64_t)r->id, "To.Id");
	page_str(pg, r->name, "To.Name");
	page_int(pg, (int64_t)r->site, "To.SiteId");
	page_str(pg, r->site_name, "To.Site");
	page_str(pg, r->title, "To.Title");
	page_str(pg, r->url, "To.Url");
	page_int(pg, r->online, "To.Online");
	page_int(pg, r->tracking, "On.Tracking");
	page_int(pg, r->site_tracking, "On.SiteTracking");
	page_int(pg, r->site_check, "On.SiteCheck");
	page_int(pg, r->check, "On.Check");
	if (r->chat == 0)
		return;
	if (r->chat_seen)
		page_int(pg, (int64_t)r->chat, "Chat.Id");
	page_str(pg, r->owner_name, "Chat.Owner");
}

static int
page_departments(struct req *rq, struct page *pg, uint64_t visitor)
{
	struct choices c = {0};

	if (frame_wish(rq, &c) == -1)
		c = (struct choices){.find = ""};
	if (recipient_departments(rq->db, guard_operator(rq), visitor, &c) ==
	    -1)
		return -1;
	frame_choices(pg, &c);
	return 0;
}

/* The open invitation, if there is one: who is second sees it and chooses. */
static int
page_first(struct req *rq, struct page *pg, uint64_t visitor)
{
	struct sent s;
	int found = sent_newest(rq->db, visitor, &s);

	if (found != 1 || !sent_open(&s))
		return found;
	page_int(pg, (int64_t)s.id, "First.Id");
	page_str(pg, s.text, "First.Text");
	page_str(pg, s.sender_name, "First.Sender");
	page_int(pg, s.sender == guard_operator(rq)->id, "First.Mine");
	page_str(pg, sent_words[s.status], "First.Status");
	page_str(pg, s.created_at, "First.At");
	return 1;
}

/* What was typed stays; a first opening has what the operator had ticked. */
static void
page_form(struct req *rq, struct page *pg)
{
	static const char *const flags[][2] = {{"skip_bot", "Form.SkipBot"},
	    {"full_widget", "Form.FullWidget"}, {"need_name", "Form.NeedName"},
	    {"need_email", "Form.NeedEmail"}, {"need_phone", "Form.NeedPhone"}};
	const char *mode = req_str(rq, "mode");
	int again = req_str(rq, "key") != NULL;
	unsigned char key[CLIENT_KEY];
	char hex[2 * CLIENT_KEY + 1];
	uint64_t minutes;
	size_t i;

	rand_bytes(key, CLIENT_KEY);
	if (again)
		(void)req_hex(rq, "key", key, CLIENT_KEY);
	text_hex(hex, key, CLIENT_KEY);
	page_str(pg, hex, "Form.Key");
	page_str(pg, req_str(rq, "text"), "Form.Text");
	page_int(pg, mode != NULL && strcmp(mode, "chat") == 0, "Form.Chat");
	page_int(pg,
	    again ? req_flag(rq, "assign_me") : guard_operator(rq)->assign_me,
	    "Form.AssignMe");
	for (i = 0; i < sizeof(flags) / sizeof(flags[0]); i++)
		page_int(pg, req_flag(rq, flags[i][0]), "%s", flags[i][1]);
	if (req_id(rq, "minutes", &minutes) == 0)
		page_int(pg, (int64_t)minutes, "Form.Minutes");
}

int
invite_dialog(
    struct req *rq, const struct recipient *r, const char *problem, int status)
{
	struct page *pg = frame_page(rq, "visitors");

	page_str(pg, problem, "Problem");
	page_recipient(pg, r);
	page_form(rq, pg);
	if (page_first(rq, pg, r->id) == -1 ||
	    page_departments(rq, pg, r->id) == -1 ||
	    frame_canned(rq, pg, r->id, 0) == -1)
		return 503;
	return frame_show(
	    rq, pg, rq->fragment ? "invite_part.cs" : "invite.cs", status);
}

/*
 * GET /invite/new: the dialog that sends a message; a page of its own where
 * no script asks for it.
 *
 *   visitor  id
 *   canned   id of a text to begin with, optional
 *   find     part of the name of the departments to choose from, optional;
 *            0..100 characters
 *   department  id of the one that is chosen, optional
 *
 *   200; 303 to the chat they are in, where one may see it, else 409 and who
 *   has it; 403 where all one's assignments are read-only; 404 where one does
 *   not see them
 */
int
invite_new(struct req *rq)
{
	struct recipient r;
	int status = invite_recipient(rq, &r);

	if (status != 0)
		return status;
	if (r.chat == 0)
		return invite_dialog(rq, &r, NULL, 200);
	if (!r.chat_seen)
		return invite_dialog(rq, &r, "chatting", 409);
	if (!rq->fragment)
		return req_redirect(rq, "/office/chat?id=%" PRIu64, r.chat);
	req_header(rq, "HX-Redirect", "/office/chat?id=%" PRIu64, r.chat);
	return 204;
}
