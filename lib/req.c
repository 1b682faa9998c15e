/* SPDX-License-Identifier: ISC */
/* req.c: one request and its reply. Floor 1. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/log.h"
#include "lib/mem.h"
#include "lib/req.h"
#include "lib/text.h"

enum {
	HEADER = 2048, /* bytes of a header that a handler adds */
};

static int
digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* Decodes in place up to a broken escape.  0, or -1 where what comes out is
 * no text. */
static int
decode(char *s)
{
	char *in = s, *out = s;
	int high, low;

	for (; *in != '\0'; in++) {
		if (*in == '+') {
			*out++ = ' ';
		} else if (*in == '%') {
			if ((high = digit(in[1])) == -1 ||
			    (low = digit(in[2])) == -1)
				break;
			*out++ = (char)(high << 4 | low);
			in += 2;
		} else {
			*out++ = *in;
		}
	}
	*out = '\0';
	if (memchr(s, '\0', (size_t)(out - s)) != NULL)
		return -1;
	text_newlines(s);
	return text_ok(s, strlen(s)) ? 0 : -1;
}

int
req_form(struct req *rq, char *text)
{
	char *name, *value;

	while ((name = strsep(&text, "&")) != NULL) {
		if (*name == '\0')
			continue;
		if (rq->nfields == REQ_FIELDS)
			return 413;
		if ((value = strchr(name, '=')) != NULL)
			*value++ = '\0';
		else
			value = name + strlen(name);
		if (decode(name) == -1 || decode(value) == -1)
			return 400;
		rq->fields[rq->nfields].name = name;
		rq->fields[rq->nfields].value = value;
		rq->nfields++;
	}
	return 0;
}

const char *
req_each(const struct req *rq, const char *name, size_t *at)
{
	while (*at < rq->nfields) {
		const struct field *f = &rq->fields[(*at)++];

		if (strcmp(f->name, name) == 0)
			return f->value;
	}
	return NULL;
}

const char *
req_str(const struct req *rq, const char *name)
{
	size_t at = 0;

	return req_each(rq, name, &at);
}

const char *
req_opt(struct req *rq, const char *name, size_t max)
{
	const char *value = req_str(rq, name);
	char *text;

	if (value == NULL)
		return "";
	text = text_trim(mem_str(rq->mem, value));
	return text_chars(text) <= max ? text : NULL;
}

const char *
req_text(struct req *rq, const char *name, size_t max)
{
	const char *text = req_opt(rq, name, max);

	return text != NULL && *text != '\0' ? text : NULL;
}

int
req_u64(const struct req *rq, const char *name, uint64_t *n)
{
	const char *value = req_str(rq, name);

	return value != NULL ? text_u64(value, n) : -1;
}

int
req_id(const struct req *rq, const char *name, uint64_t *id)
{
	const char *value = req_str(rq, name);

	*id = 0;
	return value == NULL || *value == '\0' ? 0 : text_u64(value, id);
}

int
req_hex(const struct req *rq, const char *name, unsigned char *out, size_t n)
{
	const char *value = req_str(rq, name);

	return value != NULL ? text_unhex(value, out, n) : -1;
}

int
req_flag(const struct req *rq, const char *name)
{
	const char *value = req_str(rq, name);

	return value != NULL &&
	       (strcmp(value, "1") == 0 || strcmp(value, "on") == 0);
}

const char *
req_cookie(struct req *rq, const char *name)
{
	const char *at = rq->cookie, *found = NULL;
	size_t n = strlen(name), len, found_len = 0;

	if (at == NULL)
		return NULL;
	for (; *at != '\0'; at += strspn(at + len, ";") + len) {
		at += strspn(at, " \t");
		len = strcspn(at, ";");
		if (len <= n || strncmp(at, name, n) != 0 || at[n] != '=')
			continue;
		if (found != NULL)
			return NULL;
		found = at + n + 1;
		found_len = len - n - 1;
	}
	if (found == NULL)
		return NULL;
	while (found_len > 0 && strchr(" \t", found[found_len - 1]) != NULL)
		found_len--;
	return mem_strn(rq->mem, found, found_len);
}

__attribute__((__format__(__printf__, 3, 0))) static void
add_header(struct req *rq, const char *name, const char *fmt, va_list ap)
{
	char value[HEADER];
	int n = vsnprintf(value, sizeof(value), fmt, ap);

	if (n < 0 || (size_t)n >= sizeof(value))
		fatalx("header %s is too long", name);
	if (strpbrk(value, "\r\n") != NULL)
		fatalx("header %s has more than one line", name);
	if (rq->nheaders == REQ_HEADERS)
		fatalx("header %s is one too many", name);
	rq->headers[rq->nheaders].name = name;
	rq->headers[rq->nheaders].value = mem_str(rq->mem, value);
	rq->nheaders++;
}

void
req_header(struct req *rq, const char *name, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add_header(rq, name, fmt, ap);
	va_end(ap);
}

int
req_redirect(struct req *rq, const char *fmt, ...)
{
	va_list ap;

	if (fmt[0] != '/' || fmt[1] == '/' || fmt[1] == '\\')
		fatalx("redirect to what is no path of ours: %s", fmt);
	va_start(ap, fmt);
	add_header(rq, "Location", fmt, ap);
	va_end(ap);
	return 303;
}
