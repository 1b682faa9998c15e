/* SPDX-License-Identifier: ISC */
/* office_transfer.c: a chat goes to a colleague, to a department, or is taken
 * over. Floor 4. */
#include <stdlib.h>
#include <string.h>

#include "lib/mem.h"
#include "lib/page.h"
#include "lib/req.h"
#include "lib/text.h"
#include "desk/inbox.h"
#include "desk/transfer.h"
#include "cgi-bin/frame.h"
#include "cgi-bin/guard.h"
#include "cgi-bin/office.h"

static void
show_names(
    struct page *pg, const struct transfer_name *names, int n, const char *at)
{
	int i;

	for (i = 0; i < n; i++) {
		page_int(pg, (int64_t)names[i].id, "%s.%d.Id", at, i);
		page_str(pg, names[i].name, "%s.%d.Name", at, i);
		page_int(pg, names[i].here, "%s.%d.Here", at, i);
	}
}

/* The form, with what was typed. */
static int
form(struct req *rq, uint64_t id, const char *problem, int status)
{
	const struct operator* op = guard_operator(rq);
	struct transfer_name *names =
	    mem_get(rq->mem, TRANSFER_NAMES * sizeof(*names));
	struct page *pg = frame_page(rq, "chats");
	struct inbox_chat chat;
	int n;

	if ((n = inbox_chat(rq->db, op, id, &chat)) != 1)
		return n == 0 ? 404 : 503;
	office_chat_row(pg, op, &chat.row, "Chat");
	if ((n = transfer_operators(rq->db, op, names)) == -1)
		return 503;
	show_names(pg, names, n, "Operators");
	if ((n = transfer_departments(rq->db, id, names)) == -1)
		return 503;
	show_names(pg, names, n, "Departments");
	page_str(pg, problem, "Problem");
	page_str(pg, req_str(rq, "note"), "Form.Note");
	page_str(pg, req_str(rq, "to"), "Form.To");
	return frame_show(rq, pg, "transfer.cs", status);
}

/*
 * GET /office/chat/transfer: to whom it shall go.
 *
 *   id  of the chat
 *
 *   200; 403 where one may only read, 404 where one does not see it
 */
int
office_transfer(struct req *rq)
{
	uint64_t id;
	int status = office_chat_named(rq, &id);

	return status != 0 ? status : form(rq, id, NULL, 200);
}

/* "o12" an operator, "d3" a department: 'o', 'd', or 0. */
static char
destination(const struct req *rq, uint64_t *id)
{
	const char *to = req_str(rq, "to");

	if (to == NULL || (*to != 'o' && *to != 'd') ||
	    text_u64(to + 1, id) == -1 || *id == 0)
		return 0;
	return *to;
}

/*
 * POST /office/chat/transfer: offer the chat to a colleague, or move it to a
 * department.
 *
 *   id    of the chat
 *   to    o and an operator's id, or d and a department's
 *   note  for colleagues, at most 500 characters, may be empty
 *
 *   303 to it; 409 where it has ended, another has it, or they cannot have it;
 *   422 without a choice; 403 and 404 as accepting
 */
int
office_transfer_send(struct req *rq)
{
	struct transfer t = {.by = guard_operator(rq)};
	int status = office_chat_named(rq, &t.chat);
	char kind;

	if (status != 0)
		return status;
	if ((t.note = req_opt(rq, "note", TRANSFER_NOTE)) == NULL)
		return form(rq, t.chat, "note", 422);
	if ((kind = destination(rq, &t.to)) == 0)
		return form(rq, t.chat, "to", 422);
	return office_chat_answer(rq, t.chat,
	    kind == 'o' ? transfer_to_operator(rq->db, &t)
			: transfer_to_department(rq->db, &t));
}

/*
 * POST /office/chat/takeover: a colleague's chat becomes mine.
 *
 *   id  of the chat
 *
 *   303 to it; 409 where it is not active; 403 and 404 as accepting
 */
int
office_take_over(struct req *rq)
{
	uint64_t id;
	int status = office_chat_named(rq, &id);

	if (status != 0)
		return status;
	return office_chat_answer(
	    rq, id, transfer_take_over(rq->db, guard_operator(rq), id));
}
