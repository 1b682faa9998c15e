/* SPDX-License-Identifier: ISC */
/* contact.c: what an address for mail looks like; declared with the rest of
 * what visitors say of themselves, in visitor.h. Floor 3. */
#include <string.h>

#include "desk/visitor.h"

int
contact_email_ok(const char *s)
{
	const char *at = strchr(s, '@');
	const char *dot;

	if (at == NULL || at == s || strpbrk(s, " \t\n,;<>\"") != NULL ||
	    strchr(at + 1, '@') != NULL)
		return 0;
	dot = strchr(at + 1, '.');
	return dot != NULL && dot != at + 1 && s[strlen(s) - 1] != '.';
}
