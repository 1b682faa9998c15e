/* SPDX-License-Identifier: ISC */
/* scrub.c: what is kept of the address of a page and of a visitor.  Pure.
 * Floor 3. */
#include <arpa/inet.h>
#include <netinet/in.h>

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "desk/scrub.h"
#include "lib/text.h"

enum {
	NAME = 64 /* bytes of a parameter's name: no longer one is kept */
};

/* Names that hold them, anywhere ... */
static const char *const secrets[] = {"token", "passw", "passphrase", "pwd",
    "secret", "sess", "credential", "auth", "apikey", "api_key", "api-key",
    "signature", "email", "e-mail", "phone", "jwt", "otp", "iban", NULL};
/* ... and names that are them. */
static const char *const secret_names[] = {"key", "code", "sid", "sig", "pass",
    "pin", "mail", "user", "username", "login", "tel", "name", "firstname",
    "lastname", "ticket", "hash", "state", "nonce", "address", "card", NULL};

static int
is_secret(const char *name)
{
	size_t i;

	for (i = 0; secrets[i] != NULL; i++)
		if (strcasestr(name, secrets[i]) != NULL)
			return 1;
	for (i = 0; secret_names[i] != NULL; i++)
		if (strcasecmp(name, secret_names[i]) == 0)
			return 1;
	return 0;
}

static int
is_kept(const char *name, const char *list)
{
	size_t len = strlen(name), n;
	int secret = is_secret(name);

	for (; *list != '\0'; list += n) {
		list += strspn(list, " ");
		n = strcspn(list, " ");
		if (n == len && strncasecmp(list, name, n) == 0)
			return 1;
		if (n > 0 && list[n - 1] == '*' && len >= n - 1 && !secret &&
		    strncasecmp(list, name, n - 1) == 0)
			return 1;
	}
	return 0;
}

int
scrub_keep_ok(const char *list)
{
	size_t n;

	for (; *list != '\0'; list += n) {
		list += strspn(list, " ");
		n = strspn(list, "abcdefghijklmnopqrstuvwxyz0123456789_.-[]"
				 "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
		if (n >= NAME)
			return 0;
		n += list[n] == '*';
		if (list[n] != ' ' && list[n] != '\0')
			return 0;
	}
	return 1;
}

/* The name that n bytes stand for, as a server reads them.  0, -1 where it is
 * too long, or nothing that is written without escapes. */
static int
read_name(const char *s, size_t n, char name[NAME])
{
	char hex[3] = "";
	size_t len = 0, i;
	unsigned char c;

	for (i = 0; i < n; i++) {
		c = (unsigned char)s[i];
		if (c == '%') {
			if (n - i < 3)
				return -1;
			memcpy(hex, s + i + 1, 2);
			if (text_unhex(hex, &c, 1) == -1)
				return -1;
			i += 2;
		}
		if (c <= ' ' || c > '~' || len + 1 == NAME)
			return -1;
		name[len++] = (char)c;
	}
	name[len] = '\0';
	return len > 0 ? 0 : -1;
}

/* Copies the parameters that are kept, the first behind lead; the end of what
 * was written.  to is not behind from. */
static char *
copy_params(char *to, const char *from, size_t n, const char *keep, char lead)
{
	const char *end = from + n, *next;
	char name[NAME], between = lead;
	size_t len;

	for (; from < end; from = next + 1) {
		for (next = from; next < end && *next != '&' && *next != ';';)
			next++;
		len = strcspn(from, "=&;");
		if (from + len > next)
			len = (size_t)(next - from);
		if (read_name(from, len, name) == -1 || !is_kept(name, keep))
			continue;
		if (between != '\0')
			*to++ = between;
		between = '&';
		memmove(to, from, (size_t)(next - from));
		to += next - from;
	}
	return to;
}

/* A path, without the parameters in it (";jsessionid=...") that are not
 * kept. */
static char *
copy_path(char *to, const char *from, size_t n, const char *keep)
{
	const char *end = from + n;
	size_t len;

	while (from < end) {
		for (len = 0; from + len < end && from[len] != ';';)
			len++;
		memmove(to, from, len);
		to += len;
		from += len;
		for (len = 0; from + len < end && from[len] != '/';)
			len++;
		if (len > 0)
			to = copy_params(to, from + 1, len - 1, keep, ';');
		from += len;
	}
	return to;
}

/* A page of a hash router is a path ("#/cart", "#!/cart"), and may have
 * parameters; else what has parameters has nothing else. */
static char *
copy_hash(char *to, const char *from, const char *keep)
{
	size_t path = strcspn(from, "?&");
	char *at = to;

	*to++ = '#';
	if (*from != '/' && *from != '!' && strpbrk(from, "=&") != NULL) {
		to = copy_params(to, from, strlen(from), keep, '\0');
		return to == at + 1 ? at : to;
	}
	to = copy_path(to, from, path, keep);
	from += path;
	if (*from == '\0')
		return to;
	return copy_params(to, from + 1, strlen(from + 1), keep, '?');
}

void
scrub_url(char *url, const struct scrub *s)
{
	char *from = strstr(url, "://"), *to;
	size_t n;

	if (from == NULL)
		return;
	from += 3 + strcspn(from + 3, "/?#");
	n = strcspn(from, "?#");
	to = copy_path(from, from, n, s->keep);
	from += n;
	if (*from == '?') {
		n = strcspn(from, "#");
		to = copy_params(to, from + 1, n - 1, s->keep, '?');
		from += n;
	}
	if (*from == '#' && from[1] != '\0' && s->hash)
		to = copy_hash(to, from + 1, s->keep);
	*to = '\0';
}

void
scrub_address(char out[SCRUB_ADDRESS], const char *address, enum address_kept k)
{
	struct in6_addr six;
	struct in_addr four;

	*out = '\0';
	if (k == ADDRESS_NONE || strlen(address) >= SCRUB_ADDRESS)
		return;
	if (k == ADDRESS_WHOLE) {
		(void)snprintf(out, SCRUB_ADDRESS, "%s", address);
		return;
	}
	if (inet_pton(AF_INET6, address, &six) == 1 &&
	    !IN6_IS_ADDR_V4MAPPED(&six)) {
		memset(six.s6_addr + 6, 0, 10);
		(void)inet_ntop(AF_INET6, &six, out, SCRUB_ADDRESS);
		return;
	}
	if (strncasecmp(address, "::ffff:", 7) == 0)
		address += 7;
	if (inet_pton(AF_INET, address, &four) != 1)
		return;
	((unsigned char *)&four)[3] = 0;
	(void)inet_ntop(AF_INET, &four, out, SCRUB_ADDRESS);
}
