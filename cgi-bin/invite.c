/* SPDX-License-Identifier: ISC */
/* invite.c: what operators send to visitors: FastCGI executable. Floor 4.
 *
 * Everything under /invite/ is answered here.  The table below is the whole
 * of it. */
#include <stddef.h>

#include "lib/req.h"
#include "lib/route.h"
#include "lib/serve.h"
#include "desk/permission.h"
#include "cgi-bin/frame.h"
#include "cgi-bin/guard.h"
#include "cgi-bin/invite.h"

static const struct route routes[] = {
    {"GET", "/invite/new", NEED(MAY_SEND), invite_new},
    {"POST", "/invite/send", NEED(MAY_SEND) | NEED_TOKEN, invite_send},
    {"GET", "/invite/status", NEED(MAY_SEND), invite_status},
    {"GET", "/invite/edit", NEED(MAY_SEND), invite_edit_page},
    {"POST", "/invite/edit", NEED(MAY_SEND) | NEED_TOKEN, invite_edit},
    {"POST", "/invite/revoke", NEED(MAY_SEND) | NEED_TOKEN, invite_revoke},
    {NULL, NULL, 0, NULL},
};

static const struct router router = {routes, guard_office, frame_error};

static void *
start(const struct conf *conf)
{
	guard_print(routes);
	return frame_start(conf, "database.invite");
}

static int
handle(struct req *rq)
{
	return frame_handle(rq, &router);
}

int
main(int argc, char **argv)
{
	static const struct service service = {
	    "invite", start, handle, frame_headers, frame_error, 0};

	return serve_main(argc, argv, &service);
}
