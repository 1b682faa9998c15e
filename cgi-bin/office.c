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
    {"GET", "/office/visitors/departments", NEED(MAY_USE_ONLINE),
	office_visitors_departments},
    {"GET", "/office/visitor", NEED_OPERATOR, office_visitor},
    {"GET", "/office/visitor/panel", NEED_OPERATOR, office_visitor_panel},

    {"GET", "/office/alike", NEED(MAY_USE_ONLINE), office_alike},
    {"POST", "/office/visitor/merge", NEED(MAY_MERGE) | NEED_TOKEN,
	office_visitor_merge},
    {"POST", "/office/visitor/apart", NEED(MAY_MERGE) | NEED_TOKEN,
	office_visitor_apart},
    {"POST", "/office/visitor/export", NEED(MAY_EXPORT) | NEED_TOKEN,
	office_visitor_export},
    {"GET", "/office/visitor/erase", NEED(MAY_ERASE),
	office_visitor_erase_page},
    {"POST", "/office/visitor/erase", NEED(MAY_ERASE) | NEED_TOKEN,
	office_visitor_erase},

    {"GET", "/office/why", NEED_OPERATOR, office_why},

    {"GET", "/office/chats", NEED(MAY_USE_CHATS), office_chats},
    {"GET", "/office/chats/list", NEED(MAY_USE_CHATS), office_chats_list},
    {"GET", "/office/alerts", NEED(MAY_USE_CHATS), office_alerts},
    {"GET", "/office/outcomes", NEED(MAY_USE_CHATS), office_outcomes},
    {"POST", "/office/told", NEED(MAY_USE_CHATS) | NEED_TOKEN, office_told},
    {"GET", "/office/chat", NEED(MAY_USE_CHATS), office_chat},
    {"GET", "/office/chat/lines", NEED(MAY_USE_CHATS), office_chat_lines},
    {"POST", "/office/chat/accept", NEED(MAY_USE_CHATS) | NEED_TOKEN,
	office_chat_accept},
    {"POST", "/office/chat/take", NEED(MAY_USE_CHATS) | NEED_TOKEN,
	office_chat_take},
    {"POST", "/office/chat/priority", NEED(MAY_USE_CHATS) | NEED_TOKEN,
	office_chat_priority},
    {"POST", "/office/chat/say", NEED(MAY_USE_CHATS) | NEED_TOKEN,
	office_chat_say},
    {"POST", "/office/chat/close", NEED(MAY_USE_CHATS) | NEED_TOKEN,
	office_chat_close},
    {"POST", "/office/chat/typing", NEED(MAY_USE_CHATS) | NEED_TOKEN,
	office_chat_typing},
    {"POST", "/office/chat/read", NEED(MAY_USE_CHATS) | NEED_TOKEN,
	office_chat_read},
    {"GET", "/office/chat/transfer", NEED(MAY_TRANSFER), office_transfer},
    {"POST", "/office/chat/transfer", NEED(MAY_TRANSFER) | NEED_TOKEN,
	office_transfer_send},
    {"POST", "/office/chat/takeover", NEED(MAY_TAKE_OVER) | NEED_TOKEN,
	office_take_over},

    {"GET", "/office/departments", NEED(MAY_MANAGE_DEPARTMENTS),
	office_departments},
    {"GET", "/office/department", NEED(MAY_MANAGE_DEPARTMENTS),
	office_department},
    {"POST", "/office/department", NEED(MAY_MANAGE_DEPARTMENTS) | NEED_TOKEN,
	office_department_save},
    {"POST", "/office/department/delete",
	NEED(MAY_MANAGE_DEPARTMENTS) | NEED_TOKEN, office_department_delete},

    {"GET", "/office/department/hours", NEED(MAY_MANAGE_DEPARTMENTS),
	office_hours},
    {"POST", "/office/department/hours",
	NEED(MAY_MANAGE_DEPARTMENTS) | NEED_TOKEN, office_hours_save},
    {"GET", "/office/groups", NEED(MAY_MANAGE_DEPARTMENTS), office_groups},
    {"GET", "/office/group", NEED(MAY_MANAGE_DEPARTMENTS), office_group},
    {"POST", "/office/group", NEED(MAY_MANAGE_DEPARTMENTS) | NEED_TOKEN,
	office_group_save},
    {"POST", "/office/group/delete", NEED(MAY_MANAGE_DEPARTMENTS) | NEED_TOKEN,
	office_group_delete},

    {"GET", "/office/department/assignment", NEED(MAY_MANAGE_DEPARTMENTS),
	office_assignment},
    {"POST", "/office/department/assignment",
	NEED(MAY_MANAGE_DEPARTMENTS) | NEED_TOKEN, office_assignment_save},
    {"GET", "/office/canned", NEED(MAY_MANAGE_DEPARTMENTS), office_canned},
    {"POST", "/office/canned", NEED(MAY_MANAGE_DEPARTMENTS) | NEED_TOKEN,
	office_canned_save},
    {"POST", "/office/canned/delete", NEED(MAY_MANAGE_DEPARTMENTS) | NEED_TOKEN,
	office_canned_delete},

    {"GET", "/office/operators", NEED(MAY_MANAGE_OPERATORS), office_operators},
    {"GET", "/office/operator", NEED(MAY_MANAGE_OPERATORS), office_operator},
    {"POST", "/office/operator", NEED(MAY_MANAGE_OPERATORS) | NEED_TOKEN,
	office_operator_save},
    {"POST", "/office/operator/password",
	NEED(MAY_MANAGE_OPERATORS) | NEED_TOKEN, office_operator_password},
    {"POST", "/office/operator/delete", NEED(MAY_MANAGE_OPERATORS) | NEED_TOKEN,
	office_operator_delete},

    {"GET", "/office/roles", NEED(MAY_MANAGE_ROLES), office_roles},
    {"GET", "/office/role", NEED(MAY_MANAGE_ROLES), office_role},
    {"POST", "/office/role", NEED(MAY_MANAGE_ROLES) | NEED_TOKEN,
	office_role_save},
    {"POST", "/office/role/delete", NEED(MAY_MANAGE_ROLES) | NEED_TOKEN,
	office_role_delete},

    {"GET", "/office/sites", NEED(MAY_MANAGE_SITES), office_sites},
    {"GET", "/office/site", NEED(MAY_MANAGE_SITES), office_site},
    {"POST", "/office/site", NEED(MAY_MANAGE_SITES) | NEED_TOKEN,
	office_site_save},
    {"POST", "/office/site/host", NEED(MAY_MANAGE_SITES) | NEED_TOKEN,
	office_site_host},
    {"GET", "/office/site/signing", NEED(MAY_MANAGE_SITES), office_signing},
    {"POST", "/office/site/signing/add", NEED(MAY_MANAGE_SITES) | NEED_TOKEN,
	office_signing_add},
    {"POST", "/office/site/signing/end", NEED(MAY_MANAGE_SITES) | NEED_TOKEN,
	office_signing_end},
    {"GET", "/office/health", NEED(MAY_MANAGE_SITES), office_health},
    {"POST", "/office/health/mend", NEED(MAY_MANAGE_SITES) | NEED_TOKEN,
	office_health_mend},
    {"POST", "/office/health/forget", NEED(MAY_MANAGE_SITES) | NEED_TOKEN,
	office_health_forget},
    {"GET", "/office/health/test", NEED(MAY_MANAGE_SITES), office_trial},
    {"POST", "/office/health/test", NEED(MAY_MANAGE_SITES) | NEED_TOKEN,
	office_trial_begin},
    {"GET", "/office/embed", NEED(MAY_MANAGE_SITES), office_embed},
    {"GET", "/office/embed/code", NEED(MAY_MANAGE_SITES), office_embed_code},
    {"GET", "/office/embed/preview", NEED(MAY_MANAGE_SITES), office_preview},
    {"POST", "/office/embed/look", NEED(MAY_MANAGE_SITES) | NEED_TOKEN,
	office_look},

    {"GET", "/office/account", NEED_OPERATOR, office_account},
    {"POST", "/office/account", NEED_OPERATOR | NEED_TOKEN,
	office_account_save},
    {"POST", "/office/account/password", NEED_OPERATOR | NEED_TOKEN,
	office_account_password},
    {"POST", "/office/state", NEED(MAY_CHANGE_STATE) | NEED_TOKEN,
	office_state},
    {"GET", "/office/bots", NEED(MAY_MANAGE_BOTS), office_bots},
    {"GET", "/office/bot", NEED(MAY_MANAGE_BOTS), office_bot},
    {"POST", "/office/bot", NEED(MAY_MANAGE_BOTS) | NEED_TOKEN,
	office_bot_save},
    {"POST", "/office/bot/preview", NEED(MAY_MANAGE_BOTS) | NEED_TOKEN,
	office_bot_preview},
    {"POST", "/office/bot/delete", NEED(MAY_MANAGE_BOTS) | NEED_TOKEN,
	office_bot_delete},

    {"GET", "/office/retention", NEED(MAY_RETAIN), office_retention},
    {"POST", "/office/retention", NEED(MAY_RETAIN) | NEED_TOKEN,
	office_retention_save},
    {"GET", "/office/audit", NEED(MAY_READ_AUDIT), office_audit},

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
	    "office", start, handle, frame_headers, frame_error, 0};

	return serve_main(argc, argv, &service);
}
