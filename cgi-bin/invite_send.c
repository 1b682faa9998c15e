/* SPDX-License-Identifier: ISC */
/* invite_send.c: sends what the dialog holds. Floor 4. */
#include <inttypes.h>
#include <string.h>

#include "lib/req.h"
#include "desk/recipient.h"
#include "desk/send.h"
#include "cgi-bin/frame.h"
#include "cgi-bin/guard.h"
#include "cgi-bin/invite.h"

enum {
	LONGEST = 30 * 24 * 60 /* minutes until an invitation expires */
};

static unsigned
options(const struct req *rq)
{
	static const struct {
		const char *field;
		enum send_option option;
	} all[] = {{"assign_me", SEND_ASSIGN_ME}, {"skip_bot", SEND_SKIP_BOT},
	    {"full_widget", SEND_FULL_WIDGET}, {"need_name", SEND_NEED_NAME},
	    {"need_email", SEND_NEED_EMAIL}, {"need_phone", SEND_NEED_PHONE}};
	unsigned bits = 0;
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (req_flag(rq, all[i].field))
			bits |= all[i].option;
	return bits;
}

/* May this department be chosen for them?  1, 0, -1. */
static int
choosable(struct req *rq, const struct sending *s)
{
	if (s->department == 0)
		return 1;
	return recipient_department(
	    rq->db, guard_operator(rq), s->visitor, s->department);
}

/* The fields besides the text.  0, or the status. */
static int
read_fields(struct req *rq, struct sending *s, int *chat)
{
	const char *mode = req_str(rq, "mode");
	uint64_t minutes;

	if (mode == NULL ||
	    (strcmp(mode, "invitation") != 0 && strcmp(mode, "chat") != 0) ||
	    req_hex(rq, "key", s->key, CLIENT_KEY) == -1 ||
	    req_id(rq, "department", &s->department) == -1 ||
	    req_id(rq, "replace", &s->replace) == -1 ||
	    req_id(rq, "minutes", &minutes) == -1 || minutes > LONGEST)
		return 400;
	*chat = strcmp(mode, "chat") == 0;
	s->minutes = (unsigned)minutes;
	s->options = options(rq);
	switch (choosable(rq, s)) {
	case -1:
		return 503;
	case 0:
		return 400;
	}
	return 0;
}

/* Where the sender goes now. */
static int
sent(struct req *rq, const struct sending *s, int chat)
{
	if (!chat)
		return req_redirect(
		    rq, "/invite/status?visitor=%" PRIu64, s->visitor);
	if (!rq->fragment)
		return req_redirect(rq, "/office/chat?id=%" PRIu64, s->id);
	req_header(rq, "HX-Redirect", "/office/chat?id=%" PRIu64, s->id);
	return 204;
}

/* Nothing was sent: the dialog again, with the text and the reason. */
static int
not_sent(struct req *rq, const char *problem)
{
	struct recipient r;
	int status = invite_recipient(rq, &r);

	return status != 0 ? status : invite_dialog(rq, &r, problem, 409);
}

/*
 * POST /invite/send: send a message to a visitor.
 *
 *   visitor      id
 *   mode         invitation, or chat: the chat begins at once and is mine
 *   text         1..2000 characters
 *   key          16 hex digits; a repeat gets the first answer
 *   department   id, optional
 *   replace      id of the open invitation that this one replaces, optional
 *   minutes      until it expires, optional
 *   assign_me skip_bot full_widget need_name need_email need_phone   1
 *
 *   303 to the invitation's life, or to the chat; 409 with the reason where
 *   they have left, are in a chat, have another invitation, or tracking is
 *   off; 422 without a fitting text; 403 and 404 as the dialog
 */
int
invite_send(struct req *rq)
{
	struct sending s = {.by = guard_operator(rq), .address = rq->remote};
	struct recipient r;
	int chat, status = invite_recipient(rq, &r);

	if (status != 0)
		return status;
	s.visitor = r.id;
	if ((status = read_fields(rq, &s, &chat)) != 0)
		return status;
	if ((s.text = req_text(rq, "text", CHAT_LINE)) == NULL)
		return invite_dialog(rq, &r, "text", 422);
	switch (chat ? send_chat(rq->db, &s) : send_invitation(rq->db, &s)) {
	case SEND_DONE:
		frame_look(rq);
		return sent(rq, &s, chat);
	case SEND_REPEATED:
		return sent(rq, &s, chat);
	case SEND_INVITED:
		return not_sent(rq, "invited");
	case SEND_CHATTING:
		return not_sent(rq, "chatting");
	case SEND_LEFT:
		return not_sent(rq, "left");
	case SEND_UNTRACKED:
		return not_sent(rq, "untracked");
	default:
		return 503;
	}
}
