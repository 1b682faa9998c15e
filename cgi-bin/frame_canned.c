/* SPDX-License-Identifier: ISC */
/* frame_canned.c: the texts kept ready, on the pages where one writes.
 * Floor 4. */
#include "lib/mem.h"
#include "lib/page.h"
#include "lib/req.h"
#include "desk/canned.h"
#include "cgi-bin/frame.h"

void
frame_texts(struct page *pg, const struct canned *list, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		page_int(pg, (int64_t)list[i].id, "Canned.%d.Id", i);
		page_str(pg, list[i].title, "Canned.%d.Title", i);
		page_str(pg, list[i].text, "Canned.%d.Text", i);
	}
}

int
frame_canned(struct req *rq, struct page *pg, uint64_t visitor, uint64_t chat)
{
	struct canned *list = mem_get(rq->mem, CANNED * sizeof(*list));
	int i, n = canned_for(rq->db, visitor, chat, list);
	uint64_t wanted;

	if (n == -1)
		return -1;
	frame_texts(pg, list, n);
	if (req_id(rq, "canned", &wanted) == -1 || wanted == 0)
		return 0;
	for (i = 0; i < n; i++)
		if (list[i].id == wanted)
			page_str(pg, list[i].text, "Form.Text");
	return 0;
}
