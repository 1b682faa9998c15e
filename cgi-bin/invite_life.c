/* SPDX-License-Identifier: ISC */
/* invite_life.c: an invitation after it was sent: its life, edit, revoke.
 * Floor 4. */
#include <inttypes.h>

#include "lib/page.h"
#include "lib/req.h"
#include "desk/chat.h"
#include "desk/recipient.h"
#include "desk/send.h"
#include "desk/session.h"
#include "cgi-bin/frame.h"
#include "cgi-bin/guard.h"
#include "cgi-bin/invite.h"

static void
page_sent(struct req *rq, struct page *pg, const struct sent *s)
{
	page_int(pg, (int64_t)s->id, "Sent.Id");
	page_int(pg, (int64_t)s->version, "Sent.Version");
	page_str(pg, sent_words[s->status], "Sent.Status");
	page_int(pg, sent_open(s), "Sent.Open");
	page_str(pg, s->text, "Sent.Text");
	page_str(pg, s->sender_name, "Sent.Sender");
	page_int(pg, s->sender == guard_operator(rq)->id, "Sent.Mine");
	page_int(pg, s->untold == guard_operator(rq)->id, "Sent.Untold");
	page_str(pg, s->department, "Sent.Department");
	page_int(pg, s->assign_me, "Sent.AssignMe");
	page_int(pg, s->skip_bot, "Sent.SkipBot");
	page_str(pg, s->created_at, "Sent.CreatedAt");
	page_str(pg, s->delivered_at, "Sent.DeliveredAt");
	page_str(pg, s->seen_at, "Sent.SeenAt");
	page_str(pg, s->ended_at, "Sent.EndedAt");
	page_str(pg, s->expires_at, "Sent.ExpiresAt");
	page_str(pg, s->ended_by, "Sent.EndedBy");
	if (s->chat != 0)
		page_int(pg, (int64_t)s->chat, "Sent.Chat");
}

/* The page of this visitor's newest invitation, NULL where they have none or
 * it cannot be told; then the status. */
static struct page *
life(struct req *rq, struct sent *s, int *status)
{
	struct recipient r;
	struct page *pg;

	if ((*status = invite_recipient(rq, &r)) != 0)
		return NULL;
	switch (sent_newest(rq->db, r.id, s)) {
	case -1:
		*status = 503;
		return NULL;
	case 0:
		*status = 404;
		return NULL;
	}
	pg = frame_page(rq, "visitors");
	page_int(pg, (int64_t)r.id, "To.Id");
	page_str(pg, r.name, "To.Name");
	page_str(pg, r.site_name, "To.Site");
	page_str(pg, r.title, "To.Title");
	page_int(pg, r.online, "To.Online");
	page_int(pg, r.check, "On.Check");
	page_sent(rq, pg, s);
	return pg;
}

/*
 * GET /invite/status: the life of the newest invitation, each step with its
 * time; a fragment that refreshes itself, or a page.
 *
 *   visitor  id
 *   have     what the fragment shows already
 *
 *   200; 204 where nothing moved; 404 as the dialog, and where none was sent
 */
int
invite_status(struct req *rq)
{
	struct sent s;
	int status;
	struct page *pg = life(rq, &s, &status);

	if (pg == NULL)
		return status;
	if (rq->fragment)
		return frame_fragment(rq, pg, "sent_part.cs");
	if (frame_digest(rq, pg, "sent_part.cs") == -1)
		return 500;
	return frame_show(rq, pg, "sent.cs", 200);
}

/* Shows the newest state with the reason why a change was not made. */
static int
too_late(struct req *rq, const char *problem, int status)
{
	struct sent s;
	int trouble;
	struct page *pg = life(rq, &s, &trouble);

	if (pg == NULL)
		return trouble;
	page_str(pg, problem, "Problem");
	if (frame_digest(rq, pg, "sent_part.cs") == -1)
		return 500;
	return frame_show(
	    rq, pg, rq->fragment ? "sent_part.cs" : "sent.cs", status);
}

static int
edit_form(struct req *rq, const char *problem, int status)
{
	const char *text = req_str(rq, "text");
	struct sent s;
	int trouble;
	struct page *pg = life(rq, &s, &trouble);

	if (pg == NULL)
		return trouble;
	if (!sent_open(&s) || s.sender != guard_operator(rq)->id)
		return too_late(rq, "ended", 409);
	page_str(pg, problem, "Problem");
	page_str(pg, text != NULL ? text : s.text, "Form.Text");
	return frame_show(rq, pg,
	    rq->fragment ? "invite_edit_part.cs" : "invite_edit.cs", status);
}

/*
 * GET /invite/edit: the form that changes my open invitation's text.
 *
 *   visitor  id
 *
 *   200; 409 where it has ended or is another's
 */
int
invite_edit_page(struct req *rq)
{
	return edit_form(rq, NULL, 200);
}

/*
 * POST /invite/edit: change the text of my open invitation.
 *
 *   visitor, invitation  ids
 *   version              of the text that was edited
 *   text                 1..2000 characters
 *
 *   303 to its life; 409 where it was answered, has ended or changed
 *   meanwhile; 422 without a fitting text
 */
int
invite_edit(struct req *rq)
{
	struct send_edit e = {.by = guard_operator(rq)};
	struct recipient r;
	int status = invite_recipient(rq, &r);

	if (status != 0)
		return status;
	e.visitor = r.id;
	if (req_u64(rq, "invitation", &e.invitation) == -1 ||
	    req_u64(rq, "version", &e.version) == -1)
		return 400;
	if ((e.text = req_text(rq, "text", CHAT_LINE)) == NULL)
		return edit_form(rq, "text", 422);
	switch (send_edit(rq->db, &e)) {
	case -1:
		return 503;
	case 0:
		return too_late(rq, "ended", 409);
	}
	frame_look(rq);
	return req_redirect(rq, "/invite/status?visitor=%" PRIu64, r.id);
}

/*
 * POST /invite/revoke: take an open invitation back.
 *
 *   visitor, invitation  ids
 *
 *   303 to its life; 409 where it was answered or has ended otherwise
 */
int
invite_revoke(struct req *rq)
{
	struct recipient r;
	uint64_t id;
	int status = invite_recipient(rq, &r);

	if (status != 0)
		return status;
	if (req_u64(rq, "invitation", &id) == -1)
		return 400;
	switch (send_revoke(rq->db, guard_operator(rq), r.id, id)) {
	case -1:
		return 503;
	case 0:
		return too_late(rq, "ended", 409);
	}
	frame_look(rq);
	return req_redirect(rq, "/invite/status?visitor=%" PRIu64, r.id);
}
