/* SPDX-License-Identifier: ISC */
/* office_chat.c: one chat: its lines, its history, and who it is with.
 * Floor 4. */
#include <inttypes.h>
#include <string.h>

#include "lib/mem.h"
#include "lib/page.h"
#include "lib/rand.h"
#include "lib/req.h"
#include "lib/text.h"
#include "desk/bot_fields.h"
#include "desk/inbox.h"
#include "desk/links.h"
#include "desk/session.h"
#include "desk/visible.h"
#include "cgi-bin/frame.h"
#include "cgi-bin/guard.h"
#include "cgi-bin/office.h"

enum {
	PARTS = 40,        /* of one line: every second one may be a link */
	SAME_HAND = 180000 /* ms between lines that are told as one */
};

/* What stands in the chat: lines and what happened, by time. */
struct course {
	const struct inbox_chat *chat;
	struct inbox_line *lines;
	int nlines;
	int fresh; /* the first of theirs that nobody has read, or -1 */
	int seen;  /* the last of ours that they have seen, or -1 */
	struct inbox_event *events;
	int nevents;
};

static void
page_parts(struct req *rq, struct page *pg, const char *text, int at)
{
	struct link_part parts[PARTS];
	size_t i, n = links_split(text, parts, PARTS);

	for (i = 0; i < n; i++) {
		page_str(pg, mem_strn(rq->mem, parts[i].start, parts[i].len),
		    "Lines.%d.Parts.%d.Text", at, (int)i);
		page_int(
		    pg, parts[i].link, "Lines.%d.Parts.%d.Link", at, (int)i);
	}
}

static void
page_line(struct req *rq, struct page *pg, const struct inbox_line *l, int at)
{
	static const char *const who[] = {[BY_VISITOR] = "visitor",
	    [BY_OPERATOR] = "operator",
	    [BY_BOT] = "bot",
	    [BY_SYSTEM] = "system"};

	page_int(pg, l->seq, "Lines.%d.Seq", at);
	page_str(pg, who[l->author], "Lines.%d.Who", at);
	page_str(pg, l->name, "Lines.%d.Name", at);
	page_str(pg, l->at, "Lines.%d.At", at);
	page_int(pg, l->by != 0 && l->by == guard_operator(rq)->id,
	    "Lines.%d.Mine", at);
	page_parts(rq, pg, l->text, at);
}

static void
page_event(struct page *pg, const struct inbox_event *e, int at)
{
	page_int(pg, (int64_t)e->id, "Lines.%d.Event", at);
	page_str(pg, e->kind, "Lines.%d.Kind", at);
	page_str(pg, e->who, "Lines.%d.Who", at);
	page_str(pg, e->other, "Lines.%d.Other", at);
	page_str(pg, e->department, "Lines.%d.Department", at);
	page_str(pg, e->why, "Lines.%d.Why", at);
	page_int(pg, e->seconds, "Lines.%d.Seconds", at);
	page_str(pg, e->note, "Lines.%d.Note", at);
	page_str(pg, e->at, "Lines.%d.At", at);
}

/* What is unread begins with a mark; the last of ours that they have seen says
 * so; a line that follows one of the same hand says not again whose it is. */
static void
page_marks(struct page *pg, const struct course *c, int i, int at)
{
	const struct inbox_line *l = &c->lines[i];

	if (i == c->fresh)
		page_int(pg, 1, "Lines.%d.New", at);
	if (i == c->seen)
		page_int(pg, 1, "Lines.%d.Seen", at);
	if (i > 0 && l[-1].author == l->author && l[-1].by == l->by &&
	    l->ms - l[-1].ms < SAME_HAND)
		page_int(pg, 1, "Lines.%d.Same", at);
}

static void
page_course(struct req *rq, struct page *pg, const struct course *c, int end)
{
	int at = 0, e = 0, i;

	if (c->nlines > 0 && c->lines[0].seq > 1) {
		page_int(pg, c->lines[0].seq, "Earlier");
		while (e < c->nevents && c->events[e].after < c->lines[0].seq)
			e++;
	}
	for (i = 0; i < c->nlines; i++) {
		while (e < c->nevents && c->events[e].after < c->lines[i].seq)
			page_event(pg, &c->events[e++], at++);
		page_line(rq, pg, &c->lines[i], at);
		page_marks(pg, c, i, at++);
	}
	while (end && e < c->nevents)
		page_event(pg, &c->events[e++], at++);
}

/* The address in two parts, for a mailto: that can be nothing else. */
static void
page_email(struct req *rq, struct page *pg, const char *email)
{
	const char *at = strrchr(email, '@');

	page_str(pg, email, "Chat.Email");
	if (at == NULL)
		return;
	page_str(pg, mem_strn(rq->mem, email, (size_t)(at - email)),
	    "Chat.Mail.User");
	page_str(pg, at + 1, "Chat.Mail.Host");
}

static void
page_chat(struct req *rq, struct page *pg, const struct inbox_chat *c)
{
	static const char *const begun[] = {[BEGUN_VISITOR] = "visitor",
	    [BEGUN_INVITATION] = "invitation",
	    [BEGUN_OPERATOR] = "operator"};

	office_chat_row(pg, guard_operator(rq), &c->row, "Chat");
	page_str(pg, begun[c->begun], "Chat.Begun");
	page_int(pg, c->operator_seq, "Chat.Read");
	page_int(pg, c->typing, "Chat.Typing");
	page_email(rq, pg, c->email);
	page_str(pg, c->phone, "Chat.Phone");
	page_str(pg, c->offer_until, "Chat.OfferUntil");
	page_str(pg, c->created_at, "Chat.CreatedAt");
	page_str(pg, c->accepted_at, "Chat.AcceptedAt");
	page_str(pg, c->closed_at, "Chat.ClosedAt");
}

static void
find_marks(struct course *c)
{
	const struct inbox_line *l = c->lines;
	int i;

	c->fresh = c->seen = -1;
	for (i = 0; i < c->nlines; i++) {
		if (l[i].author == BY_VISITOR && c->fresh == -1 &&
		    l[i].seq > c->chat->operator_seq)
			c->fresh = i;
		if (l[i].author == BY_OPERATOR &&
		    l[i].seq <= c->chat->visitor_seq)
			c->seen = i;
	}
}

/* Reads lines and events.  0, or -1. */
static int
read_course(struct req *rq, struct course *c, uint32_t before)
{
	uint64_t id = c->chat->row.id;

	c->lines = mem_get(rq->mem, INBOX_LINES * sizeof(*c->lines));
	c->events = mem_get(rq->mem, INBOX_EVENTS * sizeof(*c->events));
	c->nlines = inbox_lines(rq->db, id, before, c->lines);
	c->nevents = inbox_history(rq->db, id, c->events);
	find_marks(c);
	return c->nlines == -1 || c->nevents == -1 ? -1 : 0;
}

struct page *
office_chat_page(struct req *rq, const char *problem, int *status)
{
	const struct operator* op = guard_operator(rq);
	struct inbox_chat chat;
	struct course course = {.chat = &chat};
	struct page *pg;
	uint64_t id, before;
	int act, found;

	*status = 400;
	if (req_u64(rq, "id", &id) == -1 ||
	    req_id(rq, "before", &before) == -1 || before > UINT32_MAX)
		return NULL;
	*status = 503;
	if ((found = inbox_chat(rq->db, op, id, &chat)) != 1) {
		*status = found == 0 ? 404 : 503;
		return NULL;
	}
	if ((act = visible_may_act(rq->db, op, id)) == -1 ||
	    read_course(rq, &course, (uint32_t)before) == -1)
		return NULL;
	pg = frame_page(rq, "chats");
	page_str(pg, problem, "Problem");
	page_int(pg, act, "Chat.MayAct");
	if (before != 0)
		page_int(pg, (int64_t)before, "Before");
	page_chat(rq, pg, &chat);
	page_course(rq, pg, &course, before == 0);
	return pg;
}

/* What its bot was told.  0, or -1. */
static int
page_kept(struct req *rq, struct page *pg)
{
	struct bot_kept *k = mem_get(rq->mem, BOT_KEPT * sizeof(*k));
	uint64_t id;
	int i, n;

	if (req_u64(rq, "id", &id) == -1 ||
	    (n = bot_fields(rq->db, id, k)) == -1)
		return -1;
	for (i = 0; i < n; i++) {
		page_str(pg, k[i].name, "Kept.%d.Name", i);
		page_str(pg, k[i].value, "Kept.%d.Value", i);
	}
	return 0;
}

/*
 * GET /office/chat: one chat, with the form that writes to it.
 *
 *   id      of the chat
 *   before  a line's number: only lines before it, optional
 *   canned  id of a text to begin with, optional
 *
 *   200; 404 where one does not see it
 */
int
office_chat(struct req *rq)
{
	unsigned char key[CLIENT_KEY];
	char hex[2 * CLIENT_KEY + 1];
	int status;
	struct page *pg = office_chat_page(rq, NULL, &status);
	uint64_t id;

	if (pg == NULL)
		return status;
	if (page_kept(rq, pg) == -1 || req_u64(rq, "id", &id) == -1 ||
	    frame_canned(rq, pg, 0, id) == -1)
		return 503;
	rand_bytes(key, CLIENT_KEY);
	text_hex(hex, key, CLIENT_KEY);
	page_str(pg, hex, "Form.Key");
	if (frame_digest(rq, pg, "chat_lines.cs") == -1)
		return 500;
	return frame_show(rq, pg, "chat.cs", 200);
}

/*
 * GET /office/chat/lines: the part of it that moves.
 *
 *   id    of the chat
 *   have  what it shows
 */
int
office_chat_lines(struct req *rq)
{
	int status;
	struct page *pg = office_chat_page(rq, NULL, &status);

	return pg == NULL ? status : frame_fragment(rq, pg, "chat_lines.cs");
}
