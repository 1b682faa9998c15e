/* SPDX-License-Identifier: ISC */
/* permission.c: what an operator may do, as module and function. Floor 3. */
#include <string.h>

#include "desk/permission.h"

const struct permission_name permission_names[PERMISSIONS] = {
    [MAY_USE_CHATS] = {"lhchat", "use"},
    [MAY_USE_ONLINE] = {"lhchat", "use_onlineusers"},
    [MAY_SEND] = {"lhchat", "send_message"},
    [MAY_SEE_ALL] = {"lhchat", "sees_all_online_visitors"},
    [MAY_OPEN_ALL] = {"lhchat", "open_all"},
    [MAY_TAKE_OVER] = {"lhchat", "take_over"},
    [MAY_TRANSFER] = {"lhchat", "transfer"},
    [MAY_SWITCH_TRACKING] = {"lhchat", "administrate_tracking"},
    [MAY_CHANGE_STATE] = {"lhuser", "change_state"},
    [MAY_MANAGE_OPERATORS] = {"lhuser", "manage"},
    [MAY_MANAGE_DEPARTMENTS] = {"lhdepartment", "manage"},
    [MAY_MANAGE_ROLES] = {"lhpermission", "manage"},
    [MAY_MANAGE_SITES] = {"lhsite", "manage"},
    [MAY_READ_AUDIT] = {"lhaudit", "read"},
    [MAY_MANAGE_BOTS] = {"lhbot", "manage"},
    [MAY_EXPORT] = {"lhvisitor", "export"},
    [MAY_ERASE] = {"lhvisitor", "erase"},
    [MAY_MERGE] = {"lhvisitor", "merge"},
    [MAY_RETAIN] = {"lhsystem", "retention"},
    [MAY_SET_PRIORITY] = {"lhchat", "set_priority"},
};

/* Is this word of n bytes the name, or the star that stands for all? */
static int
stands_for(const char *word, size_t n, const char *name)
{
	if (n == 1 && *word == '*')
		return 1;
	return strlen(name) == n && memcmp(word, name, n) == 0;
}

/* The bits of one pair. */
static uint64_t
pair(const char *module, size_t n, const char *function, size_t m)
{
	uint64_t bits = 0;
	int i;

	for (i = 0; i < PERMISSIONS; i++)
		if (stands_for(module, n, permission_names[i].module) &&
		    stands_for(function, m, permission_names[i].function))
			bits |= UINT64_C(1) << i;
	return bits;
}

uint64_t
permission_bits(const char *list)
{
	uint64_t bits = 0;
	size_t n, comma;

	if (list == NULL)
		return 0;
	while (*list != '\0') {
		n = strcspn(list, "\n");
		comma = strcspn(list, ",\n");
		if (comma < n)
			bits |=
			    pair(list, comma, list + comma + 1, n - comma - 1);
		list += n;
		if (*list == '\n')
			list++;
	}
	return bits;
}
