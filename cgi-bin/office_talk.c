/* SPDX-License-Identifier: ISC */
/* office_talk.c: what an operator does in a chat. Floor 4. */
#include <inttypes.h>

#include "lib/mem.h"
#include "lib/page.h"
#include "lib/req.h"
#include "desk/bot_chat.h"
#include "desk/inbox.h"
#include "desk/talk.h"
#include "desk/visible.h"
#include "cgi-bin/frame.h"
#include "cgi-bin/guard.h"
#include "cgi-bin/office.h"

int
office_chat_named(struct req *rq, uint64_t *id)
{
	struct inbox_chat chat;

	if (req_u64(rq, "id", id) == -1)
		return 400;
	switch (inbox_chat(rq->db, guard_operator(rq), *id, &chat)) {
	case -1:
		return 503;
	case 0:
		return 404;
	}
	switch (visible_may_act(rq->db, guard_operator(rq), *id)) {
	case -1:
		return 503;
	case 0:
		return 403;
	}
	return 0;
}

/* Not done: the chat as it stands now, with the reason; what was typed is in
 * the page's form, where there is no script. */
static int
not_done(struct req *rq, const char *problem, int status)
{
	const char *lines = "chat_lines.cs";
	int trouble;
	struct page *pg = office_chat_page(rq, problem, &trouble);

	if (pg == NULL)
		return trouble;
	page_str(pg, req_str(rq, "text"), "Form.Text");
	page_str(pg, req_str(rq, "key"), "Form.Key");
	if (frame_digest(rq, pg, lines) == -1)
		return 500;
	return frame_show(rq, pg, rq->fragment ? lines : "chat.cs", status);
}

int
office_chat_answer(struct req *rq, uint64_t chat, int outcome)
{
	switch (outcome) {
	case TALK_DONE:
		frame_look(rq);
		break;
	case TALK_AGAIN:
		break;
	case TALK_TAKEN:
		return not_done(rq, "taken", 409);
	case TALK_CLOSED:
		return not_done(rq, "closed", 409);
	case TALK_BOT:
		return not_done(rq, "bot", 409);
	case TALK_GONE:
		return 404;
	case TALK_NOBODY:
		return not_done(rq, "nobody", 409);
	default:
		return 503;
	}
	if (rq->fragment)
		return req_redirect(rq, "/office/chat/lines?id=%" PRIu64, chat);
	return req_redirect(rq, "/office/chat?id=%" PRIu64, chat);
}

/*
 * POST /office/chat/accept: take a pending chat.
 *
 *   id  of the chat
 *
 *   303 to it; 409 and who has it, where another was quicker or it is offered
 *   to another; 404 where one does not see it, 403 where one may only read
 */
int
office_chat_accept(struct req *rq)
{
	uint64_t id;
	int status = office_chat_named(rq, &id);

	if (status != 0)
		return status;
	return office_chat_answer(
	    rq, id, talk_accept(rq->db, guard_operator(rq), id));
}

/*
 * POST /office/chat/priority: raise or lower a chat.
 *
 *   id        of the chat
 *   priority  -999..999
 *
 *   303 to it; 409 where it has ended, or where another has it and one lacks
 *   lhchat,set_priority; 422 for no such number; 404 and 403 as accepting
 */
int
office_chat_priority(struct req *rq)
{
	struct form f = {.rq = rq};
	int64_t to;
	uint64_t id;
	int outcome, status = office_chat_named(rq, &id);

	if (status != 0)
		return status;
	f.pg = frame_page(rq, "chats");
	to = office_form_priority(&f, "priority", "priority");
	if (f.wrong)
		return not_done(rq, "priority", 422);
	outcome = talk_priority(rq->db, guard_operator(rq), id, to);
	if (outcome == TALK_TAKEN)
		return not_done(rq, "held", 409);
	return office_chat_answer(rq, id, outcome);
}

/*
 * POST /office/chat/take: take a chat from the bot.
 *
 *   id  of the chat
 *
 *   303 to it; 409 where another has it or is to have it; 404 and 403 as
 *   accepting
 */
int
office_chat_take(struct req *rq)
{
	uint64_t id;
	int status = office_chat_named(rq, &id);

	if (status != 0)
		return status;
	return office_chat_answer(
	    rq, id, bot_take(rq->db, guard_operator(rq), id));
}

/*
 * POST /office/chat/say: write a line; the first into a pending chat accepts
 * it.
 *
 *   id    of the chat
 *   key   16 hex digits; a repeat gets the first answer
 *   text  1..2000 characters
 *   read  number of the newest line on the screen, optional
 *
 *   303 to it; 409 where it has ended or another has it; 422 without a
 *   fitting text; 403 and 404 as accepting
 */
int
office_chat_say(struct req *rq)
{
	struct talk_line line = {.by = guard_operator(rq)};
	uint64_t read;
	int status = office_chat_named(rq, &line.chat);

	if (status != 0)
		return status;
	if (req_hex(rq, "key", line.key, CLIENT_KEY) == -1 ||
	    req_id(rq, "read", &read) == -1 || read > UINT32_MAX)
		return 400;
	if ((line.text = req_text(rq, "text", CHAT_LINE)) == NULL)
		return not_done(rq, "text", 422);
	line.read = (uint32_t)read;
	return office_chat_answer(rq, line.chat, talk_say(rq->db, &line));
}

/*
 * POST /office/chat/close: end the chat, or mark a left message as done.
 *
 *   id  of the chat
 *
 *   303 to it, also where it had ended; 403 and 404 as accepting
 */
int
office_chat_close(struct req *rq)
{
	uint64_t id;
	int status = office_chat_named(rq, &id);

	if (status != 0)
		return status;
	return office_chat_answer(
	    rq, id, talk_close(rq->db, guard_operator(rq), id));
}

/* For what the page's script tells by itself: 204, or the status. */
static int
told(struct req *rq, int outcome)
{
	if (outcome == -1)
		return 503;
	if (outcome == TALK_DONE)
		frame_look(rq);
	return 204;
}

/* POST /office/chat/typing: I am writing in my chat.  id; 204. */
int
office_chat_typing(struct req *rq)
{
	uint64_t id;
	int status = office_chat_named(rq, &id);

	if (status != 0)
		return status;
	return told(rq, talk_typing(rq->db, guard_operator(rq), id));
}

/*
 * POST /office/chat/read: lines up to this number were on my screen.
 *
 *   id   of the chat
 *   seq  of the line
 *
 *   204, also where it is not mine and nothing is noted
 */
int
office_chat_read(struct req *rq)
{
	uint64_t id, seq;
	int status = office_chat_named(rq, &id);

	if (status != 0)
		return status;
	if (req_u64(rq, "seq", &seq) == -1 || seq > UINT32_MAX)
		return 400;
	return told(
	    rq, talk_read(rq->db, guard_operator(rq), id, (uint32_t)seq));
}
