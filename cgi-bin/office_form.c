/* SPDX-License-Identifier: ISC */
/* office_form.c: what the forms of the management pages share. Floor 4. */
#include <string.h>

#include "lib/page.h"
#include "lib/rand.h"
#include "lib/req.h"
#include "lib/text.h"
#include "desk/change.h"
#include "desk/chat.h"
#include "desk/department.h"
#include "desk/session.h"
#include "desk/visitor.h"
#include "cgi-bin/guard.h"
#include "cgi-bin/office.h"

struct actor
office_actor(const struct req *rq)
{
	const struct operator* op = guard_operator(rq);

	return (struct actor){op->id, op->may, rq->remote};
}

void
office_form_key(struct page *pg)
{
	unsigned char key[CHANGE_KEY];
	char text[2 * CHANGE_KEY + 1];

	rand_bytes(key, sizeof(key));
	text_hex(text, key, sizeof(key));
	page_str(pg, text, "Form.key");
}

void
office_form_wrong(struct form *f, const char *name, const char *why)
{
	page_str(f->pg, why, "Wrong.%s", name);
	page_int(f->pg, 1, "IsWrong");
	f->wrong = 1;
}

const char *
office_form_text(struct form *f, const struct wanted *w)
{
	const char *text = req_opt(f->rq, w->name, w->max);

	page_str(f->pg, text != NULL ? text : req_str(f->rq, w->name),
	    "Form.%s", w->name);
	if (text == NULL)
		office_form_wrong(f, w->name, "long");
	else if (w->must && *text == '\0')
		office_form_wrong(f, w->name, "missing");
	return text != NULL ? text : "";
}

void
office_form_email(struct form *f, const char *email)
{
	if (*email != '\0' && !contact_email_ok(email))
		office_form_wrong(f, "email", "email");
}

int64_t
office_form_priority(struct form *f, const char *field, const char *name)
{
	const char *text = req_opt(f->rq, field, 8);
	int minus = text != NULL && *text == '-';
	uint64_t n = 0;

	if (text == NULL ||
	    (*text != '\0' && text_u64(text + minus, &n) == -1) ||
	    n > CHAT_PRIORITY)
		office_form_wrong(f, name, "priority");
	return minus ? -(int64_t)n : (int64_t)n;
}

int
office_form_problem(struct form *f, int change, const char *unique)
{
	static const char *const problems[] = {[-CHANGE_STALE] = "stale",
	    [-CHANGE_USED] = "used",
	    [-CHANGE_LAST] = "last",
	    [-CHANGE_ABOVE] = "above",
	    [-CHANGE_UNKNOWN] = "unknown"};

	switch ((enum change)change) {
	case CHANGE_GONE:
		return 404;
	case CHANGE_DONE:
	case CHANGE_FAILED:
		return 503;
	case CHANGE_TAKEN:
		office_form_wrong(f, unique, "taken");
		return 400;
	case CHANGE_ALIAS:
		office_form_wrong(f, "alias", "taken");
		return 400;
	case CHANGE_LHC:
		office_form_wrong(f, "lhc", "taken");
		return 400;
	default:
		page_str(f->pg, problems[-change], "Problem");
		return change == CHANGE_ABOVE ? 403 : 409;
	}
}

int
office_form_latest(
    struct req *rq, struct page *pg, const char *kind, uint64_t id)
{
	struct change_latest l = {0};

	if (change_latest(rq->db, kind, id, &l) == -1)
		return -1;
	page_str(pg, l.at, "Latest.At");
	page_str(pg, l.by, "Latest.By");
	page_str(pg, l.detail, "Latest.Detail");
	return 0;
}
