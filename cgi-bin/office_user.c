/* SPDX-License-Identifier: ISC */
/* office_user.c: the signed-in user that a visitor is, on their page.
 * Floor 4. */
#include "lib/mem.h"
#include "lib/page.h"
#include "lib/req.h"
#include "desk/panel.h"
#include "cgi-bin/guard.h"
#include "cgi-bin/office.h"

static int
show_devices(struct req *rq, struct page *pg, const struct panel *p)
{
	struct panel_device *d = mem_get(rq->mem, PANEL_DEVICES * sizeof(*d));
	int i, n = panel_devices(rq->db, guard_operator(rq), p, d);

	for (i = 0; i < n; i++) {
		page_int(pg, (int64_t)d[i].visitor, "Devices.%d.Id", i);
		page_str(pg, d[i].browser, "Devices.%d.Browser", i);
		page_str(pg, d[i].system, "Devices.%d.System", i);
		page_str(pg, d[i].device, "Devices.%d.Device", i);
		page_str(pg, d[i].seen, "Devices.%d.Seen", i);
		page_int(pg, d[i].signed_in, "Devices.%d.Signed", i);
		page_int(pg, d[i].here, "Devices.%d.Here", i);
	}
	return n;
}

int
office_show_user(struct req *rq, struct page *pg, const struct panel *p)
{
	struct panel_chat *c;
	int n;

	if (p->profile == 0)
		return 0;
	page_str(pg, p->user, "Visitor.User");
	page_int(pg, p->signed_in, "Visitor.Signed");
	c = mem_get(rq->mem, PANEL_CHATS * sizeof(*c));
	if ((n = panel_user_chats(rq->db, guard_operator(rq), p, c)) == -1)
		return -1;
	office_show_chats(pg, "UserChats", c, n);
	return show_devices(rq, pg, p);
}
