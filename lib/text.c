/* SPDX-License-Identifier: ISC */
/* text.c: what may be believed of bytes from outside. Floor 0. */
#include <arpa/inet.h>
#include <string.h>
#include <strings.h>

#include "lib/text.h"

enum {
	HOST = 253, /* bytes of a host name, and of one of its labels */
	LABEL = 63,
};

/*
 * Bytes of the well-formed character at s, of n bytes left; 0 where there is
 * none.  RFC 3629's table: the first byte narrows what the second may be.
 */
static size_t
character(const unsigned char *s, size_t n)
{
	unsigned char low = 0x80, high = 0xbf;
	size_t len, i;

	if (s[0] < 0x80)
		return 1;
	if (s[0] < 0xc2 || s[0] > 0xf4)
		return 0;
	len = s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
	if (n < len)
		return 0;
	if (s[0] == 0xe0)
		low = 0xa0;
	else if (s[0] == 0xed)
		high = 0x9f;
	else if (s[0] == 0xf0)
		low = 0x90;
	else if (s[0] == 0xf4)
		high = 0x8f;
	if (s[1] < low || s[1] > high)
		return 0;
	for (i = 2; i < len; i++)
		if (s[i] < 0x80 || s[i] > 0xbf)
			return 0;
	return len;
}

int
text_ok(const char *text, size_t n)
{
	const unsigned char *s = (const unsigned char *)text;
	size_t len;

	for (; n > 0; s += len, n -= len) {
		if ((len = character(s, n)) == 0)
			return 0;
		if (len == 1 && s[0] < 0x20 && s[0] != '\t' && s[0] != '\n')
			return 0;
		if (s[0] == 0x7f || (s[0] == 0xc2 && s[1] <= 0x9f))
			return 0;
	}
	return 1;
}

size_t
text_chars(const char *s)
{
	size_t n = 0;

	for (; *s != '\0'; s++)
		if (((unsigned char)*s & 0xc0) != 0x80)
			n++;
	return n;
}

void
text_cut(char *s, size_t max)
{
	for (; *s != '\0'; s++) {
		if (((unsigned char)*s & 0xc0) == 0x80)
			continue;
		if (max-- == 0) {
			*s = '\0';
			return;
		}
	}
}

static int
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

char *
text_trim(char *s)
{
	size_t n;

	while (is_space(*s))
		s++;
	n = strlen(s);
	while (n > 0 && is_space(s[n - 1]))
		s[--n] = '\0';
	return s;
}

void
text_newlines(char *s)
{
	char *to = s;

	for (; *s != '\0'; s++) {
		if (*s == '\r') {
			if (s[1] == '\n')
				continue;
			*to++ = '\n';
		} else
			*to++ = *s;
	}
	*to = '\0';
}

int
text_u64(const char *s, uint64_t *out)
{
	uint64_t n = 0, digit;

	if (*s == '\0')
		return -1;
	for (; *s != '\0'; s++) {
		if (*s < '0' || *s > '9')
			return -1;
		digit = (uint64_t)(*s - '0');
		if (n > (UINT64_MAX - digit) / 10)
			return -1;
		n = n * 10 + digit;
	}
	*out = n;
	return 0;
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

int
text_unhex(const char *s, unsigned char *out, size_t n)
{
	int high, low;
	size_t i;

	for (i = 0; i < n; i++) {
		if ((high = hex_digit(s[2 * i])) == -1 ||
		    (low = hex_digit(s[2 * i + 1])) == -1)
			return -1;
		out[i] = (unsigned char)(high << 4 | low);
	}
	return s[2 * n] == '\0' ? 0 : -1;
}

void
text_hex(char *out, const unsigned char *in, size_t n)
{
	static const char digits[] = "0123456789abcdef";
	size_t i;

	for (i = 0; i < n; i++) {
		out[2 * i] = digits[in[i] >> 4];
		out[2 * i + 1] = digits[in[i] & 15];
	}
	out[2 * n] = '\0';
}

/* Dot-separated labels of letters, digits, - and _; one dot may end them. */
static int
is_name(const char *s, size_t n)
{
	size_t i, label = 0;

	if (n > HOST)
		return 0;
	for (i = 0; i < n; i++) {
		if (s[i] == '.') {
			if (label == 0)
				return 0;
			label = 0;
		} else if ((s[i] >= '0' && s[i] <= '9') || s[i] == '-' ||
			   s[i] == '_' || (s[i] >= 'a' && s[i] <= 'z')) {
			if (++label > LABEL)
				return 0;
		} else
			return 0;
	}
	return 1;
}

/* [an IPv6 address], brackets included. */
static int
is_ipv6(const char *s, size_t n)
{
	char text[INET6_ADDRSTRLEN];
	struct in6_addr addr;

	if (n < 4 || n - 2 >= sizeof(text) || s[n - 1] != ']')
		return 0;
	memcpy(text, s + 1, n - 2);
	text[n - 2] = '\0';
	return inet_pton(AF_INET6, text, &addr) == 1;
}

/* Is this an optional port, then the end or the beginning of a path? */
static int
is_rest(const char *s)
{
	uint32_t port = 0;
	int digits = 0;

	if (*s == ':') {
		for (s++; *s >= '0' && *s <= '9' && digits < 6; s++, digits++)
			port = port * 10 + (uint32_t)(*s - '0');
		if (digits == 0 || port == 0 || port > 65535)
			return 0;
	}
	if (*s != '\0' && *s != '/' && *s != '?' && *s != '#')
		return 0;
	for (; *s != '\0'; s++)
		if ((unsigned char)*s <= 0x20 || *s == 0x7f)
			return 0;
	return 1;
}

int
text_url(const char *url, char *host, size_t size, int *https)
{
	size_t n, i;
	int tls;

	tls = strncasecmp(url, "https://", 8) == 0;
	if (!tls && strncasecmp(url, "http://", 7) != 0)
		return -1;
	url += tls ? 8 : 7;
	n = strcspn(url, *url == '[' ? "]/?#" : ":/?#");
	if (*url == '[' && url[n] == ']')
		n++;
	if (n == 0 || n >= size || !is_rest(url + n))
		return -1;
	for (i = 0; i < n; i++)
		host[i] = url[i] >= 'A' && url[i] <= 'Z'
			      ? (char)(url[i] - 'A' + 'a')
			      : url[i];
	if (host[n - 1] == '.')
		n--;
	host[n] = '\0';
	if (n == 0 || host[n - 1] == '.')
		return -1;
	if (host[0] == '[' ? !is_ipv6(host, n) : !is_name(host, n))
		return -1;
	*https = tls;
	return 0;
}
