/* SPDX-License-Identifier: ISC */
/* links.c: which parts of a line are addresses one may follow. Floor 3. */

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "desk/links.h"

/* How long is the scheme that stands here?  0: none. */
static size_t
scheme(const char *s)
{
	if (strncasecmp(s, "https://", 8) == 0)
		return 8;
	if (strncasecmp(s, "http://", 7) == 0)
		return 7;
	return 0;
}

static int
inside(unsigned char c)
{
	return c > ' ' && c != 0x7f && strchr("<>\"'`", c) == NULL;
}

/* May an address end with this bracket?  Only where it opened it. */
static int
balanced(const char *s, size_t len)
{
	char open, close = s[len - 1];
	int depth = 0;
	size_t i;

	open = close == ')' ? '(' : close == ']' ? '[' : '{';
	for (i = 0; i < len; i++) {
		if (s[i] == open)
			depth++;
		else if (s[i] == close)
			depth--;
	}
	return depth >= 0;
}

/* The length of the address at s without the sentence's punctuation; 0 where
 * nothing follows the scheme. */
static size_t
address(const char *s)
{
	size_t head = scheme(s), len = head;

	if (head == 0)
		return 0;
	while (inside((unsigned char)s[len]))
		len++;
	while (len > head) {
		if (strchr(".,;:!?*_", s[len - 1]) != NULL)
			len--;
		else if (strchr(")]}", s[len - 1]) != NULL && !balanced(s, len))
			len--;
		else
			break;
	}
	return len > head && isalnum((unsigned char)s[head]) ? len : 0;
}

/* The next address at or after from; its length in *len, 0 where none. */
static const char *
find(const char *text, const char *from, size_t *len)
{
	const char *p;

	for (p = from; *p != '\0'; p++) {
		if (p > text && isalnum((unsigned char)p[-1]))
			continue;
		if ((*len = address(p)) > 0)
			return p;
	}
	*len = 0;
	return p;
}

static void
put(struct link_part *part, const char *start, size_t len, int link)
{
	part->start = start;
	part->len = len;
	part->link = link;
}

size_t
links_split(const char *text, struct link_part *parts, size_t max)
{
	const char *at = text, *next;
	size_t n = 0, len;

	for (;;) {
		next = find(text, at, &len);
		if (len == 0 || n + 3 > max)
			break;
		if (next > at)
			put(&parts[n++], at, (size_t)(next - at), 0);
		put(&parts[n++], next, len, 1);
		at = next + len;
	}
	if (*at != '\0')
		put(&parts[n++], at, strlen(at), 0);
	return n;
}
