/* SPDX-License-Identifier: ISC */
/* office_remark.c: what the page's script tells of a visitor, in the data of
 * their page. Floor 4. */
#include <string.h>

#include "cgi-bin/office.h"
#include "desk/panel.h"
#include "desk/remark.h"
#include "lib/mem.h"
#include "lib/page.h"
#include "lib/req.h"

/* Is it what stands for the visitor's own already?  Then it is marked there. */
static int
own(struct page *pg, const struct panel *p, const struct remark_pair *t)
{
	if (strcmp(t->name, "email") == 0 && strcmp(t->value, p->email) == 0)
		page_int(pg, 1, "Visitor.Remarked.email");
	else if (strcmp(t->name, "phone") == 0 &&
		 strcmp(t->value, p->phone) == 0)
		page_int(pg, 1, "Visitor.Remarked.phone");
	else
		return 0;
	return 1;
}

int
office_show_remarks(struct req *rq, struct page *pg, const struct panel *p)
{
	struct remark_pair *t = mem_get(rq->mem, REMARK_KEPT * sizeof(*t));
	struct remark_event *e = mem_get(rq->mem, REMARK_EVENTS * sizeof(*e));
	int i, n;

	if ((n = remark_pairs(rq->db, p->id, t)) == -1)
		return -1;
	for (i = 0; i < n; i++) {
		if (own(pg, p, &t[i]))
			continue;
		page_str(pg, t[i].name, "Remarks.%d.Name", i);
		page_str(pg, t[i].value, "Remarks.%d.Value", i);
	}
	if ((n = remark_events(rq->db, p->id, e)) == -1)
		return -1;
	for (i = 0; i < n; i++) {
		page_str(pg, e[i].at, "Events.%d.At", i);
		page_str(pg, e[i].name, "Events.%d.Name", i);
		page_str(pg, e[i].data, "Events.%d.Data", i);
	}
	return 0;
}
