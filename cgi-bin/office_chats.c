/* SPDX-License-Identifier: ISC */
/* office_chats.c: the chats that an operator sees, by tab, and the counts that
 * every page's head shows. Floor 4. */
#include <inttypes.h>
#include <string.h>

#include "lib/mem.h"
#include "lib/page.h"
#include "lib/req.h"
#include "desk/inbox.h"
#include "desk/permission.h"
#include "desk/session.h"
#include "cgi-bin/frame.h"
#include "cgi-bin/guard.h"
#include "cgi-bin/office.h"

static const char *const tabs[INBOX_TABS] = {[INBOX_MINE] = "mine",
    [INBOX_BOT] = "bot",
    [INBOX_PENDING] = "pending",
    [INBOX_ACTIVE] = "active",
    [INBOX_CLOSED] = "closed",
    [INBOX_MESSAGES] = "messages"};

/* Absent is "mine"; INBOX_TABS for a word that is none. */
static enum inbox_tab
which_tab(const struct req *rq)
{
	const char *word = req_str(rq, "tab");
	int i;

	if (word == NULL)
		return INBOX_MINE;
	for (i = 0; i < INBOX_TABS && strcmp(word, tabs[i]) != 0; i++)
		continue;
	return (enum inbox_tab)i;
}

void
office_chat_row(struct page *pg, const struct operator* op,
    const struct inbox_row *r, const char *at)
{
	static const char *const status[] = {[CHAT_BOT] = "bot",
	    [CHAT_PENDING] = "pending",
	    [CHAT_ACTIVE] = "active",
	    [CHAT_CLOSED] = "closed"};
	static const char *const author[] = {[0] = "",
	    [BY_VISITOR] = "visitor",
	    [BY_OPERATOR] = "operator",
	    [BY_BOT] = "bot",
	    [BY_SYSTEM] = "system"};

	page_int(pg, (int64_t)r->id, "%s.Id", at);
	page_int(pg, r->kind == KIND_MESSAGE, "%s.Message", at);
	page_str(pg, status[r->status], "%s.Status", at);
	page_int(pg, r->owner == op->id, "%s.Mine", at);
	page_str(pg, r->owner_name, "%s.Owner", at);
	page_int(pg, r->offered, "%s.Offered", at);
	page_int(pg, r->left, "%s.Left", at);
	page_int(pg, inbox_may_take(op, r), "%s.MayTake", at);
	page_int(pg, r->online, "%s.Online", at);
	page_int(pg, r->last_seq, "%s.LastSeq", at);
	page_int(pg, r->unread, "%s.Unread", at);
	page_str(pg, author[r->last_author], "%s.LastBy", at);
	page_str(pg, r->name, "%s.Name", at);
	page_int(pg, (int64_t)r->visitor, "%s.Visitor", at);
	page_str(pg, r->site, "%s.Site", at);
	page_str(pg, r->department, "%s.Department", at);
	page_str(pg, r->last, "%s.Last", at);
	page_str(pg, r->at, "%s.At", at);
	page_str(pg, r->closed_by, "%s.ClosedBy", at);
	page_int(pg, r->priority, "%s.Priority", at);
	page_int(pg, r->owner == op->id || operator_may(op, MAY_SET_PRIORITY),
	    "%s.MayRaise", at);
}

static void
page_counts(struct page *pg, const struct inbox_counts *n)
{
	page_int(pg, n->tab[INBOX_MINE], "Counts.Mine");
	page_int(pg, n->tab[INBOX_BOT], "Counts.Bot");
	page_int(pg, n->tab[INBOX_PENDING], "Counts.Pending");
	page_int(pg, n->tab[INBOX_ACTIVE], "Counts.Active");
	page_int(pg, n->tab[INBOX_MESSAGES], "Counts.Messages");
	page_int(pg, n->unread, "Counts.Unread");
	page_int(pg, n->may_take, "Counts.MayTake");
	page_int(pg, (int64_t)n->newest, "Counts.Newest");
}

/* Counts and rows of the tab that was asked for.  NULL, and the status. */
static struct page *
inbox_page(struct req *rq, int *status)
{
	const struct operator* op = guard_operator(rq);
	struct inbox_row *rows = mem_get(rq->mem, INBOX_ROWS * sizeof(*rows));
	enum inbox_tab tab = which_tab(rq);
	struct inbox_counts counts;
	struct page *pg;
	uint64_t before;
	int i, n;

	*status = 400;
	if (tab == INBOX_TABS || req_id(rq, "before", &before) == -1)
		return NULL;
	*status = 503;
	if (inbox_counts(rq->db, op, &counts) == -1 ||
	    (n = inbox_list(rq->db, op, tab, before, rows)) == -1)
		return NULL;
	pg = frame_page(rq, "chats");
	page_str(pg, tabs[tab], "Tab");
	if (before != 0)
		page_int(pg, (int64_t)before, "Before");
	page_counts(pg, &counts);
	for (i = 0; i < n; i++)
		office_chat_row(
		    pg, op, &rows[i], mem_printf(rq->mem, "Chats.%d", i));
	if (n == INBOX_ROWS && tab == INBOX_CLOSED)
		page_int(pg, (int64_t)rows[n - 1].id, "Older");
	return pg;
}

/*
 * GET /office/chats: the chats that one sees.
 *
 *   tab     mine (where absent), bot, pending, active, closed, messages
 *   before  id: only older ones, optional
 */
int
office_chats(struct req *rq)
{
	int status;
	struct page *pg = inbox_page(rq, &status);

	if (pg == NULL)
		return status;
	if (frame_digest(rq, pg, "chats_list.cs") == -1)
		return 500;
	return frame_show(rq, pg, "chats.cs", 200);
}

/* GET /office/chats/list: the same as a fragment; have: what it shows. */
int
office_chats_list(struct req *rq)
{
	int status;
	struct page *pg = inbox_page(rq, &status);

	return pg == NULL ? status : frame_fragment(rq, pg, "chats_list.cs");
}

/*
 * GET /office/alerts: how many pending chats I may take, how many unread lines
 * my chats have, and what became of my invitations; a fragment in the head of
 * every page.  One trip where there is no such news, else two.
 *
 *   have  what it shows
 */
int
office_alerts(struct req *rq)
{
	struct inbox_counts counts;
	struct page *pg;

	if (inbox_counts(rq->db, guard_operator(rq), &counts) == -1)
		return 503;
	pg = frame_page(rq, "chats");
	page_int(pg, 1, "Alerts");
	if (counts.untold > 0 && office_notices(rq, pg, &counts) == -1)
		return 503;
	page_counts(pg, &counts);
	return frame_fragment(rq, pg, "alerts_part.cs");
}
