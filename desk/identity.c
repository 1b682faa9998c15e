/* SPDX-License-Identifier: ISC */
/* identity.c: what a page says of who is signed in. Floor 3; semantics.md
 * section 3. */
#include <stdio.h>
#include <string.h>

#include "desk/identity.h"
#include "lib/text.h"

enum {
	MESSAGE = 64 + IDENTITY_BYTES
};

/* The last colon before end, or NULL. */
static const char *
colon(const char *text, const char *end)
{
	while (end > text)
		if (*--end == ':')
			return end;
	return NULL;
}

static int
user_ok(const char *user)
{
	size_t n = strlen(user);

	return n > 0 && user[0] != ' ' && user[n - 1] != ' ' &&
	       strpbrk(user, "\t\n") == NULL && text_ok(user, n) &&
	       text_chars(user) <= IDENTITY_USER;
}

int
identity_read(const char *text, struct identity *id)
{
	const char *mac, *at;
	size_t user, seconds;

	if ((mac = colon(text, text + strlen(text))) == NULL ||
	    (at = colon(text, mac)) == NULL ||
	    strlen(mac + 1) != (size_t)2 * TOKEN_HASH ||
	    text_unhex(mac + 1, id->mac, TOKEN_HASH) == -1)
		return -1;
	user = (size_t)(at - text);
	seconds = (size_t)(mac - at) - 1;
	if (user >= sizeof(id->user) || seconds >= sizeof(id->seconds))
		return -1;
	memcpy(id->user, text, user);
	id->user[user] = '\0';
	memcpy(id->seconds, at + 1, seconds);
	id->seconds[seconds] = '\0';
	if (!user_ok(id->user) || text_u64(id->seconds, &id->at) == -1)
		return -1;
	return 0;
}

/* Every secret is tried, so that the time tells nothing. */
static int
signed_by(const struct identity *id, const struct identity_by *by)
{
	unsigned char mac[TOKEN_HASH];
	char message[MESSAGE];
	int good = 0, n;
	size_t i;

	n = snprintf(message, sizeof(message), "beckon-user\n%s\n%s\n%s",
	    by->site, id->user, id->seconds);
	if (n < 0 || (size_t)n >= sizeof(message))
		return 0;
	for (i = 0; i < by->n; i++) {
		token_hmac(by->secret[i], message, mac);
		good |= token_equal(mac, id->mac);
	}
	return good;
}

enum identity_is
identity_judge(const struct identity *id, const struct identity_by *by)
{
	if (!signed_by(id, by))
		return IDENTITY_BAD;
	if (id->at > by->now + IDENTITY_AHEAD ||
	    id->at + IDENTITY_OLD < by->now)
		return IDENTITY_STALE;
	return IDENTITY_GOOD;
}
