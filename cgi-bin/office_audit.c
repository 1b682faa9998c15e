/* SPDX-License-Identifier: ISC */
/* office_audit.c: who did what in the back office. Floor 4. */
#include <string.h>

#include "lib/mem.h"
#include "lib/page.h"
#include "lib/req.h"
#include "desk/audit.h"
#include "cgi-bin/frame.h"
#include "cgi-bin/office.h"

/* Kinds to choose from, and the first words of what they hold. */
static const struct {
	const char *kind;
	const char *words;
} kinds[] = {
    {"", ""},
    {"signin", "signin,signout"},
    {"people", "operator,role,department,group,account,state"},
    {"sites", "site,tracking"},
    {"bots", "bot"},
    {"messages", "invitation,chat"},
    {"data", "visitor,retention"},
};

enum {
	KINDS = sizeof(kinds) / sizeof(kinds[0])
};

static void
show_row(struct page *pg, const struct audit_row *r, int i)
{
	page_str(pg, r->at, "Audit.%d.At", i);
	page_str(pg, r->by, "Audit.%d.By", i);
	page_int(pg, (int64_t)r->operator, "Audit.%d.Operator", i);
	page_str(pg, r->address, "Audit.%d.Address", i);
	page_str(pg, r->what, "Audit.%d.What", i);
	page_int(pg, (int64_t)r->object, "Audit.%d.Object", i);
	page_str(pg, r->detail, "Audit.%d.Detail", i);
}

/*
 * GET /office/audit
 *
 *   kind      signin | people | sites | messages; "" all
 *   operator  id
 *   before    id of an entry: older ones
 */
int
office_audit(struct req *rq)
{
	struct audit_row *list =
	    mem_get(rq->mem, (AUDIT_PAGE + 1) * sizeof(*list));
	struct page *pg = frame_page(rq, "audit");
	const char *kind = req_opt(rq, "kind", 20);
	struct audit_filter f = {.words = ""};
	int i, n;

	for (i = 0; kind != NULL && i < KINDS; i++)
		if (strcmp(kind, kinds[i].kind) == 0)
			break;
	if (kind == NULL || i == KINDS ||
	    req_id(rq, "operator", &f.operator) == -1 ||
	    req_id(rq, "before", &f.before) == -1)
		return 400;
	f.words = kinds[i].words;
	if ((n = audit_list(rq->db, &f, list)) == -1)
		return 503;
	for (i = 0; i < n && i < AUDIT_PAGE; i++)
		show_row(pg, &list[i], i);
	if (n > AUDIT_PAGE)
		page_int(pg, (int64_t)list[AUDIT_PAGE - 1].id, "Older");
	page_str(pg, kind, "Kind");
	page_int(pg, (int64_t)f.operator, "Operator");
	page_int(pg, (int64_t)f.before, "Before");
	return frame_show(rq, pg, "audit.cs", 200);
}
