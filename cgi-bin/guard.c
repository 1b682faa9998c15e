/* SPDX-License-Identifier: ISC */
/* guard.c: the one choke point before every handler of the back office:
 * whose session, from where, may they. Floor 4. */
#include <ctype.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/conf.h"
#include "lib/db.h"
#include "lib/log.h"
#include "lib/mem.h"
#include "lib/req.h"
#include "lib/route.h"
#include "lib/text.h"
#include "lib/token.h"
#include "desk/permission.h"
#include "desk/session.h"
#include "cgi-bin/frame.h"
#include "cgi-bin/guard.h"

enum {
	WAY_BACK = 1500 /* bytes of a page's address that fit into a header */
};

static const char cookie_name[] = "__Host-beckon";

/* What the guard found out; rq->caller points to it. */
struct caller {
	struct operator op;
	int signed_in;
	int away; /* the database did not answer */
	char csrf[TOKEN_TEXT + 1];
};

static void
derive_csrf(const struct office *o, struct caller *c)
{
	char name[2 * TOKEN_HASH + 1];

	text_hex(name, c->op.session, TOKEN_HASH);
	token_derive(&o->session, "csrf", name, c->csrf);
}

/*
 * Did a person do this?  What a page refreshes by itself says "here" where
 * somebody has touched it of late (office.js), and that lines were on the
 * screen proves nobody before it.
 */
static int
by_hand(const struct req *rq)
{
	if (strcmp(rq->path, "/office/chat/read") == 0)
		return 0;
	return !rq->fragment || req_flag(rq, "here");
}

void
guard_identify(struct req *rq)
{
	const struct office *o = rq->app;
	struct caller *c = mem_get(rq->mem, sizeof(*c));
	unsigned char hash[TOKEN_HASH];
	const char *token = req_cookie(rq, cookie_name);
	struct session_life life;

	rq->caller = c;
	if (db_alive(rq->db) == -1) {
		c->away = 1;
		return;
	}
	if (token == NULL || strlen(token) != TOKEN_TEXT)
		return;
	token_hash(token, hash);
	life.hours = (int)conf_int(o->conf, "session.hours");
	life.days = (int)conf_int(o->conf, "session.days");
	switch (session_find(rq->db, hash, &life, &c->op)) {
	case -1:
		c->away = 1;
		break;
	case 1:
		c->signed_in = 1;
		derive_csrf(o, c);
		if (c->op.away_due && by_hand(rq))
			(void)session_here(rq->db, &c->op);
		break;
	}
}

const struct operator* guard_operator(const struct req *rq)
{
	const struct caller *c = rq->caller;

	return c != NULL && c->signed_in ? &c->op : NULL;
}

const char *
guard_csrf(const struct req *rq)
{
	const struct caller *c = rq->caller;

	return c != NULL && c->signed_in ? c->csrf : "";
}

/* Is this one of the addresses, blanks between? */
static int
one_of(const char *list, const char *address)
{
	size_t n, len = strlen(address);

	for (; *list != '\0'; list += n) {
		list += strspn(list, " \t");
		n = strcspn(list, " \t");
		if (n == len && n > 0 && memcmp(list, address, n) == 0)
			return 1;
	}
	return 0;
}

/*
 * Was this write sent by a page of ours?  Origin is compared with the
 * configured addresses, never with Host.  Browsers send Origin with every POST;
 * without one only Sec-Fetch-Site can vouch for it.
 */
static int
from_our_page(const struct req *rq, const struct office *o)
{
	const char *site = rq->fetch_site;

	if (*site != '\0' && strcmp(site, "same-origin") != 0)
		return 0;
	if (*rq->origin == '\0')
		return *site != '\0';
	return strcmp(rq->origin, conf_str(o->conf, "base")) == 0 ||
	       one_of(conf_str(o->conf, "base.also"), rq->origin);
}

static void
add_escaped(struct buf *b, const char *s)
{
	for (; *s != '\0'; s++)
		if (isalnum((unsigned char)*s) || strchr("-._~/", *s) != NULL)
			buf_add(b, s, 1);
		else
			buf_printf(b, "%%%02X", (unsigned char)*s);
}

const char *
guard_here(struct req *rq)
{
	struct buf path;
	size_t i;

	if (strcmp(rq->method, "GET") != 0 || *rq->path != '/')
		return "/office/";
	buf_init(&path, rq->mem);
	buf_str(&path, rq->path);
	if (rq->fragment && strncmp(path.data, "/office/", 8) == 0)
		*strrchr(path.data, '/') = '\0';
	path.len = strlen(path.data);
	for (i = 0; i < rq->nfields; i++) {
		if (strcmp(rq->fields[i].name, "have") == 0 ||
		    strcmp(rq->fields[i].name, "here") == 0 ||
		    strcmp(rq->fields[i].name, "said") == 0)
			continue;
		buf_str(&path, strchr(path.data, '?') ? "&" : "?");
		add_escaped(&path, rq->fields[i].name);
		buf_str(&path, "=");
		add_escaped(&path, rq->fields[i].value);
	}
	return path.data;
}

/* As part of an address: what to come back to after signing in; the first
 * page, where it is too long for that. */
static const char *
way_back(struct req *rq)
{
	struct buf whole;

	buf_init(&whole, rq->mem);
	add_escaped(&whole, guard_here(rq));
	return whole.len <= WAY_BACK ? whole.data : "/office/";
}

static int
ask_to_sign_in(struct req *rq)
{
	const char *to = way_back(rq);

	if (!rq->fragment)
		return req_redirect(rq, "/office/signin?to=%s", to);
	req_header(rq, "HX-Redirect", "/office/signin?to=%s", to);
	return 401;
}

int
guard_office(struct req *rq, unsigned need)
{
	const struct caller *c = rq->caller;
	unsigned may = need >> 8 & 0xff;
	const char *csrf;

	if ((need & (NEED_TOKEN | NEED_ORIGIN)) != 0 &&
	    !from_our_page(rq, rq->app))
		return 403;
	if (c->away)
		return 503;
	if ((need & NEED_OPERATOR) == 0)
		return 0;
	if (!c->signed_in)
		return ask_to_sign_in(rq);
	if ((need & NEED_TOKEN) != 0) {
		csrf = req_str(rq, "csrf");
		if (csrf == NULL || !token_same(csrf, c->csrf))
			return 403;
	}
	if (may != 0 && !operator_may(&c->op, may - 1))
		return 403;
	return 0;
}

void
guard_print(const struct route *r)
{
	const struct permission_name *p;
	const char *who;
	size_t n = 0;

	for (; r->method != NULL; r++, n++) {
		who = r->need & NEED_TOKEN      ? "operator token"
		      : r->need & NEED_OPERATOR ? "operator"
		      : r->need & NEED_ORIGIN   ? "anybody origin"
						: "anybody";
		if ((r->need >> 8 & 0xff) == 0) {
			log_debug("route %s %s %s", r->method, r->path, who);
			continue;
		}
		p = &permission_names[(r->need >> 8 & 0xff) - 1];
		log_debug("route %s %s %s %s,%s", r->method, r->path, who,
		    p->module, p->function);
	}
	log_debug("%zu routes", n);
}
