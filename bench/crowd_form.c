/* SPDX-License-Identifier: ISC */
/* crowd_form.c: what a simulated widget sends, and how it reads what comes
 * back. Floor 9. */
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/crowd.h"

/* A form while it is written. */
struct form {
	char *at;
	size_t room;
};

static void
add(struct form *f, const char *bytes, size_t n)
{
	if (n >= f->room)
		abort();
	memcpy(f->at, bytes, n);
	f->at += n;
	f->room -= n;
	*f->at = '\0';
}

static void
text(struct form *f, const char *name, const char *value)
{
	char escape[4];

	add(f, "&", 1);
	add(f, name, strlen(name));
	add(f, "=", 1);
	for (; *value != '\0'; value++) {
		if (isalnum((unsigned char)*value) ||
		    strchr("-._~", *value) != NULL) {
			add(f, value, 1);
			continue;
		}
		(void)snprintf(
		    escape, sizeof(escape), "%%%02X", (unsigned char)*value);
		add(f, escape, 3);
	}
}

static void
number(struct form *f, const char *name, uint64_t value)
{
	char digits[24];

	(void)snprintf(digits, sizeof(digits), "%" PRIu64, value);
	text(f, name, digits);
}

/* 8 random bytes. */
static void
key(struct crowd *c, struct form *f, const char *name)
{
	char hex[17];

	(void)snprintf(hex, sizeof(hex), "%08" PRIx32 "%08" PRIx32,
	    crowd_random(c, UINT32_MAX), crowd_random(c, UINT32_MAX));
	text(f, name, hex);
}

static void
nonce(struct crowd *c, struct form *f)
{
	char hex[33];

	(void)snprintf(hex, sizeof(hex),
	    "%08" PRIx32 "%08" PRIx32 "%08" PRIx32 "%08" PRIx32,
	    crowd_random(c, UINT32_MAX), crowd_random(c, UINT32_MAX),
	    crowd_random(c, UINT32_MAX), crowd_random(c, UINT32_MAX));
	text(f, "nonce", hex);
}

static void
page_view(struct crowd *c, struct shopper *s, struct form *f)
{
	const char *title, *path = crowd_page(s->page, &title);
	char url[512], view[17];

	(void)snprintf(url, sizeof(url), "%s/%s", c->pages, path);
	(void)snprintf(view, sizeof(view), "%016" PRIx64, s->view);
	if (s->token[0] == '\0')
		nonce(c, f);
	text(f, "view", view);
	text(f, "url", url);
	text(f, "title", title);
	text(f, "ref", s->person.ref);
	text(f, "lang", s->person.lang);
	text(f, "tz", s->person.tz);
	if (s->person.department != NULL)
		text(f, "dep", s->person.department);
}

/* What each kind of request says beside the fields of all. */
static void
fields(struct crowd *c, struct shopper *s, enum kind kind, struct form *f)
{
	if (kind == HELLO || kind == START)
		page_view(c, s, f);
	if (kind == SYNC) {
		number(f, "n", s->n);
		number(f, "after", s->last);
		number(f, "chat", s->chat);
	}
	if (kind == CLAIM || kind == CLOSED || kind == REPLIED)
		number(f, "invitation", s->invitation);
	if (kind == CLAIM) {
		number(f, "version", s->version);
		number(f, "visible", 1);
	}
	if (kind == SAY || kind == TYPING || kind == END)
		number(f, "chat", s->chat);
	if (kind == TYPING)
		number(f, "on", 1);
	if (kind == REPLIED || kind == START || kind == SAY) {
		key(c, f, "key");
		text(f, "text", crowd_line(c));
	}
	if (kind == REPLIED || kind == START) {
		text(f, "name", "Robin");
		text(f, "email", "robin@mail.example");
		text(f, "phone", "+43 1 5550100");
	}
}

static const char *const paths[KINDS] = {
    [HELLO] = "hello",
    [SYNC] = "sync",
    [CLAIM] = "claim",
    [CLOSED] = "closed",
    [REPLIED] = "reply",
    [START] = "start",
    [SAY] = "say",
    [TYPING] = "typing",
    [END] = "end",
    [LEAVE] = "leave",
};

void
crowd_write(struct crowd *c, struct shopper *s, enum kind kind)
{
	char body[REQUEST / 2], instance[9];
	struct form f = {body, sizeof(body)};
	int n;

	(void)snprintf(instance, sizeof(instance), "%08" PRIx32, s->instance);
	if (kind == POLL) {
		n = snprintf(s->request, REQUEST,
		    "GET /w/poll/%s?state=%s&i=%s HTTP/1.1\r\nHost: %s\r\n"
		    "Origin: %s\r\nUser-Agent: %s\r\n\r\n",
		    s->box, s->chat != 0 ? "chat" : s->state, instance, c->host,
		    c->origin, s->person.agent);
		s->out = (size_t)n;
		return;
	}
	add(&f, "v=1", 3);
	text(&f, "site", c->site);
	text(&f, "i", instance);
	if (kind == LEAVE)
		text(&f, "box", s->box);
	else if (s->token[0] != '\0')
		text(&f, "token", s->token);
	text(&f, "state", s->chat != 0 ? "chat" : s->state);
	fields(c, s, kind, &f);
	n = snprintf(s->request, REQUEST,
	    "POST /w/%s HTTP/1.1\r\nHost: %s\r\nOrigin: %s\r\nUser-Agent: %s"
	    "\r\nAccept-Language: %s\r\nContent-Type: "
	    "application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n"
	    "%s",
	    paths[kind], c->host, c->origin, s->person.agent, s->person.lang,
	    strlen(body), body);
	s->out = (size_t)n;
}

/* Where the value of this member begins, at or after json.  A quote within a
 * text is always escaped, so "name": stands for nothing else. */
static const char *
member(const char *json, const char *name)
{
	char quoted[40];
	const char *at;

	(void)snprintf(quoted, sizeof(quoted), "\"%s\":", name);
	if ((at = strstr(json, quoted)) == NULL)
		return NULL;
	at += strlen(quoted);
	return at + strspn(at, " ");
}

int
crowd_number(
    const char *json, const char *object, const char *field, uint64_t *out)
{
	const char *at = json;

	if (object != NULL) {
		if ((at = member(json, object)) == NULL || *at != '{')
			return 0;
	}
	if ((at = member(at, field)) == NULL || !isdigit((unsigned char)*at))
		return 0;
	*out = strtoull(at, NULL, 10);
	return 1;
}

int
crowd_word(const char *json, const char *field, char *out, size_t size)
{
	const char *at = member(json, field);
	size_t n;

	if (at == NULL || *at++ != '"' || (n = strcspn(at, "\"")) >= size)
		return 0;
	memcpy(out, at, n);
	out[n] = '\0';
	return 1;
}
