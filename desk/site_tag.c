/* SPDX-License-Identifier: ISC */
/* site_tag.c: the tag that goes into every page of a site. Floor 3. */
#include <string.h>

#include "desk/site.h"
#include "lib/buf.h"

enum {
	SETTINGS = 8 /* that a tag has at most */
};

/* What the tag says beside where it comes from. */
struct setting {
	const char *name;
	const char *value; /* NULL and "": left out */
};

static void
escape(struct buf *b, const char *value)
{
	for (; *value != '\0'; value++)
		switch (*value) {
		case '&':
			buf_str(b, "&amp;");
			break;
		case '<':
			buf_str(b, "&lt;");
			break;
		case '>':
			buf_str(b, "&gt;");
			break;
		case '"':
			buf_str(b, "&quot;");
			break;
		default:
			buf_add(b, value, 1);
		}
}

static void
attribute(struct buf *b, const char *name, const char *value)
{
	if (value == NULL || *value == '\0')
		return;
	buf_printf(b, " %s=\"", name);
	escape(b, value);
	buf_str(b, "\"");
}

/* One parameter of a query. */
static void
parameter(struct buf *b, const struct setting *s, char before)
{
	const char *c;

	buf_printf(b, "%c%s=", before, s->name);
	for (c = s->value; *c != '\0'; c++)
		if (strchr("abcdefghijklmnopqrstuvwxyz0123456789-_.,"
			   "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
			*c) != NULL)
			buf_add(b, c, 1);
		else
			buf_printf(b, "%%%02X", (unsigned char)*c);
}

static void
address(struct buf *b, const struct snippet *s, const struct setting *list)
{
	char before = '?';

	buf_str(b, s->base);
	if (s->hash != NULL)
		buf_printf(b, "/w/%s", s->hash);
	buf_str(b, "/embed.js");
	for (; s->query && list->name != NULL; list++)
		if (list->value != NULL && *list->value != '\0') {
			parameter(b, list, before);
			before = '&';
		}
}

char *
site_snippet(struct mem *mem, const struct snippet *s)
{
	const struct setting all[SETTINGS + 1] = {
	    {"site", s->key},
	    {"department", s->departments},
	    {"check", s->check_off ? "off" : NULL},
	    {"tracking", s->tracking_off ? "off" : NULL},
	    {"leave", s->leave_off ? "off" : NULL},
	    {"mode", s->mode},
	    {"box", s->box},
	    {"lang", s->lang},
	    {NULL, NULL},
	};
	const struct setting *one;
	struct buf src, b, name;

	buf_init(&src, mem);
	address(&src, s, all);
	buf_init(&b, mem);
	buf_str(&b, "<script async");
	attribute(&b, "nonce", s->nonce);
	attribute(&b, "src", src.data);
	if (s->hash != NULL) {
		attribute(&b, "integrity", s->integrity);
		attribute(&b, "crossorigin", "anonymous");
	}
	for (one = all; !s->query && one->name != NULL; one++) {
		buf_init(&name, mem);
		buf_printf(&name, "data-%s", one->name);
		attribute(&b, name.data, one->value);
	}
	buf_str(&b, "></script>");
	return b.data;
}
