/* SPDX-License-Identifier: ISC */
/* frame_choices.c: a department to choose, however many there are.
 * Floor 4. */
#include "lib/page.h"
#include "lib/req.h"
#include "desk/choice.h"
#include "cgi-bin/frame.h"

int
frame_wish(struct req *rq, struct choices *c)
{
	c->find = req_opt(rq, "find", CHOICE_FIND);
	return c->find == NULL || req_id(rq, "department", &c->chosen) == -1
		   ? -1
		   : 0;
}

void
frame_choices(struct page *pg, const struct choices *c)
{
	int i;

	page_str(pg, c->find, "Choice.Find");
	page_int(pg, c->found, "Choice.Found");
	page_int(pg, c->found >= CHOICES, "Choice.Full");
	for (i = 0; i < c->n; i++) {
		page_int(pg, (int64_t)c->list[i].id, "Choice.List.%d.Id", i);
		page_str(pg, c->list[i].name, "Choice.List.%d.Name", i);
		page_int(
		    pg, c->list[i].id == c->chosen, "Choice.List.%d.Chosen", i);
	}
}
