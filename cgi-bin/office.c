/* SPDX-License-Identifier: ISC */
/* office.c: the back office's pages: FastCGI executable. Floor 4.
 *
 * Everything under /office/ is answered here; what an operator sends to a
 * visitor goes to invite.c.  The table below is the whole of it. */
#include <stddef.h>

#include "lib/req.h"
#include "lib/route.h"
#include "lib/serve.h"
#include "desk/permission.h"
#include "cgi-bin/frame.h"
#include "cgi-bin/guard.h"
#include "cgi-bin/office.h"

static const struct route routes[] = {
    {"GET", "/", NEED_NOTHING, office_root},
    {"GET", "/office", NEED_NOTHING, office_root},
    {"GET", "/office/signin", NEED_NOTHING, office_signin_page},
    {"POST", "/office/signin", NEED_NOTHING | NEED_ORIGIN, office_signin},
    {"POST", "/office/signout", NEED_OPERATOR | NEED_TOKEN, office_signout},

    {"GET", "/office/", NEED_OPERATOR, office_home},
    {"POST", "/office/tracking", NEED(MAY_SWITCH_TRACKING) | NEED_TOKEN,
	office_tracking},

    {"GET", "/office/visitors", NEED(MAY_USE_ONLINE), office_visitors},
    {"GET", "/office/visitors/list", NEED(MAY_USE_ONLINE),
	office_visitors_list},
    {"GET", "/office/visitor", NEED_OPERATOR, office_visitor},
    {"GET", "/office/visitor/panel", NEED_OPERATOR, office_visitor_panel},

    {"GET", "/office/chats", NEED(MAY_USE_CHATS), office_chats},
    {"GET", "/office/chats/list", NEED(MAY_USE_CHATS), office_chats_list},
    {"GET", "/office/alerts", NEED(MAY_USE_CHATS), office_alerts},
    {"GET", "/office/chat", NEED(MAY_USE_CHATS), office_chat},
    {"GET", "/office/chat/lines", NEED(MAY_USE_CHATS), office_chat_lines},
    {"POST", "/office/chat/accept", NEED(MAY_USE_CHATS) | NEED_TOKEN,
	office_chat_accept},
    {"POST", "/office/chat/say", NEED(MAY_USE_CHATS) | NEED_TOKEN,
	office_chat_say},
    {"POST", "/office/chat/close", NEED(MAY_USE_CHATS) | NEED_TOKEN,
	office_chat_close},
    {"POST", "/office/chat/typing", NEED(MAY_USE_CHATS) | NEED_TOKEN,
	office_chat_typing},
    {"POST", "/office/chat/read", NEED(MAY_USE_CHATS) | NEED_TOKEN,
	office_chat_read},

    {NULL, NULL, 0, NULL},
};

static const struct router router = {routes, guard_office, frame_error};

static void *
start(const struct conf *conf)
{
	guard_print(routes);
	return frame_start(conf, "database.office");
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
	    "office", start, handle, frame_headers, frame_error};

	return serve_main(argc, argv, &service);
}
