/* SPDX-License-Identifier: ISC */
/* permission.h: what an operator may do, as module and function. Floor 3. */
#ifndef DESK_PERMISSION_H
#define DESK_PERMISSION_H

#include <stdint.h>

enum permission {
	MAY_USE_CHATS,          /* lhchat,use */
	MAY_USE_ONLINE,         /* lhchat,use_onlineusers */
	MAY_SEND,               /* lhchat,send_message */
	MAY_SEE_ALL,            /* lhchat,sees_all_online_visitors */
	MAY_OPEN_ALL,           /* lhchat,open_all */
	MAY_TAKE_OVER,          /* lhchat,take_over */
	MAY_TRANSFER,           /* lhchat,transfer */
	MAY_SWITCH_TRACKING,    /* lhchat,administrate_tracking */
	MAY_CHANGE_STATE,       /* lhuser,change_state */
	MAY_MANAGE_OPERATORS,   /* lhuser,manage */
	MAY_MANAGE_DEPARTMENTS, /* lhdepartment,manage */
	MAY_MANAGE_ROLES,       /* lhpermission,manage */
	MAY_MANAGE_SITES,       /* lhsite,manage */
	MAY_READ_AUDIT,         /* lhaudit,read */
	MAY_MANAGE_BOTS,        /* lhbot,manage */
	MAY_EXPORT,             /* lhvisitor,export */
	MAY_ERASE,              /* lhvisitor,erase */
	MAY_MERGE,              /* lhvisitor,merge */
	MAY_RETAIN,             /* lhsystem,retention */
	MAY_SET_PRIORITY,       /* lhchat,set_priority */
	PERMISSIONS
};

struct permission_name {
	const char *module;
	const char *function;
};

extern const struct permission_name permission_names[PERMISSIONS];

/*
 * "module,function" pairs, one a line (as GROUP_CONCAT gives them), as bits
 * 1 << enum permission.  "*" stands for all; unknown names are no bits.
 */
uint64_t permission_bits(const char *list);

#endif
