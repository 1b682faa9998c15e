/* SPDX-License-Identifier: ISC */
/* visit_invitation.c: a page shows an invitation; the visitor closes it or
 * replies. Floor 4. */
#include "cgi-bin/visit.h"
#include "desk/invitation.h"
#include "lib/req.h"

/*
 * POST /w/claim: this page wants to show the invitation, or shows it still.
 *
 *   token, invitation
 *   version  that the page has
 *   visible  1 the tab is visible; 0 gives the invitation back
 *
 *   200 the state; invitation.show tells whether this page may, for ten
 *       seconds from now
 *   400 bad_request; 401 token; 503 away
 */
int
visit_claim(struct req *rq)
{
	const struct caller *c = visit_caller(rq);
	struct claim claim = {
	    .visitor = c->visitor.id, .instance = c->instance};
	int shown = 0;

	if (req_u64(rq, "invitation", &claim.invitation) == -1 ||
	    req_u64(rq, "version", &claim.version) == -1)
		return 400;
	if (req_flag(rq, "visible"))
		shown = invitation_claim(rq->db, &claim);
	else if (invitation_release(rq->db, &claim) == -1)
		return 503;
	return shown == -1 ? 503 : visit_answer(rq, shown);
}

/*
 * POST /w/closed: the visitor does not want the invitation.
 *
 *   token, invitation
 *
 *   200 the state, without it; 400 bad_request; 401 token; 404 gone; 503 away
 */
int
visit_closed(struct req *rq)
{
	const struct caller *c = visit_caller(rq);
	uint64_t id;

	if (req_u64(rq, "invitation", &id) == -1)
		return 400;
	switch (invitation_close(rq->db, c->visitor.id, id)) {
	case -1:
		return 503;
	case 0:
		return visit_refuse(rq, 404, "gone");
	}
	return visit_answer(rq, 0);
}

/*
 * POST /w/reply: the visitor replies to an invitation, open or not.
 *
 *   token, invitation
 *   key                 16 hex digits, new for each reply
 *   text                1..2000 characters
 *   name, email, phone  what the invitation requires, or they wish to give
 *
 *   200 the state, with the chat; the same where this key came before
 *   400 bad_request; 401 token; 404 gone; 422 fields; 503 away
 */
int
visit_reply(struct req *rq)
{
	const struct caller *c = visit_caller(rq);
	struct contact contact;
	struct reply r = {.visitor = c->visitor.id,
	    .token = c->visitor.token,
	    .site = c->visitor.site,
	    .contact = &contact,
	    .strong = c->strong};
	int status;

	r.text = req_text(rq, "text", CHAT_LINE);
	if (r.text == NULL || req_u64(rq, "invitation", &r.invitation) == -1 ||
	    req_hex(rq, "key", r.key, CLIENT_KEY) == -1)
		return 400;
	if ((status = visit_contact(rq, &contact)) != 0)
		return status;
	switch (invitation_reply(rq->db, &r)) {
	case -1:
		return 503;
	case REPLY_OVER:
		return 401;
	case REPLY_GONE:
	case REPLY_SHUT:
		return visit_refuse(rq, 404, "gone");
	case REPLY_FIELDS:
		return visit_fields(rq, r.missing);
	}
	visit_caller(rq)->chat = r.chat;
	return visit_answer(rq, 0);
}
