/* SPDX-License-Identifier: ISC */
/* frame.c: what every page of the back office shares: start, request, page,
 * fragment, error. Floor 4. */
#include <stdio.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/conf.h"
#include "lib/db.h"
#include "lib/log.h"
#include "lib/mailbox.h"
#include "lib/mem.h"
#include "lib/page.h"
#include "lib/passwd.h"
#include "lib/req.h"
#include "lib/route.h"
#include "lib/text.h"
#include "desk/permission.h"
#include "desk/session.h"
#include "cgi-bin/frame.h"
#include "cgi-bin/guard.h"

enum {
	WORKER_MEMORY = 4096,
	ASSETS = 64,  /* characters of the folder's name */
	WIDGET = 128, /* ... of that of the widget, and its integrity */
	DIGEST = 8    /* bytes that name what a fragment shows */
};

const struct field frame_headers[] = {
    {"Content-Security-Policy",
	"default-src 'none'; script-src 'self'; style-src 'self';"
	" img-src 'self' data:; font-src 'self'; connect-src 'self';"
	" frame-src 'self';"
	" form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), microphone=(), geolocation=()"},
    {"Cache-Control", "no-store"},
    {NULL, NULL},
};

/* The folder below /a/ with the office's scripts and styles: what the conf
 * says, else what the build noted beside them.  NULL and logged if neither. */
static const char *
assets(struct mem *mem, const struct conf *conf)
{
	char *name = mem_get(mem, ASSETS);
	const char *path, *said = conf_str(conf, "assets");
	FILE *f;

	if (*said != '\0')
		return said;
	path = mem_printf(mem, "%s/assets", conf_str(conf, "www"));
	if ((f = fopen(path, "re")) == NULL) {
		log_warn("%s", path);
		return NULL;
	}
	if (fgets(name, ASSETS, f) == NULL)
		name[0] = '\0';
	(void)fclose(f);
	name[strcspn(name, "\n")] = '\0';
	return name;
}

/* What the build noted of the widget.  Without it one variant of the embed code
 * is missing. */
static void
widget(struct office *o, struct mem *mem)
{
	char *line = mem_get(mem, WIDGET), *rest;
	FILE *f;

	f = fopen(mem_printf(mem, "%s/widget", conf_str(o->conf, "www")), "re");
	if (f == NULL)
		return;
	if (fgets(line, WIDGET, f) != NULL &&
	    (rest = strchr(line, ' ')) != NULL) {
		*rest++ = '\0';
		rest[strcspn(rest, "\n")] = '\0';
		o->widget = line;
		o->integrity = rest;
	}
	(void)fclose(f);
}

struct office *
frame_start(const struct conf *conf, const char *account)
{
	struct mem *mem = mem_new(WORKER_MEMORY); /* as long as the worker */
	struct office *o = mem_get(mem, sizeof(*o));

	o->conf = conf;
	(void)passwd_cost(conf_str(conf, "password.cost"));
	if (keys_load(&o->session,
		mem_printf(mem, "%s/session", conf_str(conf, "keys"))) == -1 ||
	    (o->assets = assets(mem, conf)) == NULL) {
		mem_free(mem);
		return NULL;
	}
	widget(o, mem);
	o->db = db_open(conf_str(conf, account));
	o->box = mailbox_open(conf_str(conf, "run"));
	return o;
}

int
frame_handle(struct req *rq, const struct router *router)
{
	struct office *o = rq->app;

	rq->db = o->db;
	db_use(rq->db, rq->mem);
	guard_identify(rq);
	return route_run(router, rq);
}

static void
page_caller(struct page *pg, const struct operator* op)
{
	int i;

	page_int(pg, (int64_t)op->id, "Me.Id");
	page_str(pg, op->name, "Me.Name");
	page_str(pg, op->login, "Me.Login");
	page_int(pg, op->online, "Me.Online");
	page_int(pg, op->visible, "Me.Visible");
	page_int(pg, op->always_online, "Me.AlwaysOnline");
	page_int(pg, op->auto_accept, "Me.AutoAccept");
	page_int(pg, op->assign_me, "Me.AssignMe");
	page_int(pg, op->sound, "Me.Sound");
	page_int(pg, op->sees_all, "Me.SeesAll");
	for (i = 0; i < PERMISSIONS; i++)
		if (operator_may(op, i))
			page_int(pg, 1, "May.%s.%s", permission_names[i].module,
			    permission_names[i].function);
}

struct page *
frame_page(struct req *rq, const char *section)
{
	const struct office *o = rq->app;
	const struct operator* op = guard_operator(rq);
	struct page *pg = page_new(rq->mem, conf_str(o->conf, "templates"));

	page_str(pg, section, "Section");
	page_str(pg, o->assets, "Assets");
	page_str(pg, guard_csrf(rq), "Csrf");
	page_str(pg, req_str(rq, "said"), "Said");
	page_str(pg, guard_here(rq), "Here");
	if (op != NULL)
		page_caller(pg, op);
	return pg;
}

int
frame_show(struct req *rq, struct page *pg, const char *template, int status)
{
	rq->body.len = 0;
	return page_render(pg, template, &rq->body) == 0 ? status : 500;
}

int
frame_digest(struct req *rq, struct page *pg, const char *template)
{
	unsigned char hash[TOKEN_HASH];
	char name[2 * DIGEST + 1];
	const char *have = req_str(rq, "have");

	/* In the reply's own place, which the page itself will need. */
	rq->body.len = 0;
	if (page_render(pg, template, &rq->body) == -1)
		return -1;
	token_hash(rq->body.len > 0 ? rq->body.data : "", hash);
	rq->body.len = 0;
	text_hex(name, hash, DIGEST);
	page_str(pg, name, "Have");
	return have != NULL && strcmp(have, name) == 0;
}

int
frame_fragment(struct req *rq, struct page *pg, const char *template)
{
	switch (frame_digest(rq, pg, template)) {
	case -1:
		return 500;
	case 1:
		return 204;
	}
	return frame_show(rq, pg, template, 200);
}

void
frame_look(struct req *rq)
{
	const struct office *o = rq->app;
	struct beat look = {.kind = BEAT_LOOK};

	beat_put(o->box, &look);
}

/* Who asked for a fragment gets a line, not a page within the page. */
void
frame_error(struct req *rq, int status)
{
	struct page *pg = frame_page(rq, "error");

	page_int(pg, status, "Status");
	if (rq->fragment)
		page_int(pg, 1, "Fragment");
	if (status == 429 || status == 503)
		req_header(rq, "Retry-After", "%d", status == 503 ? 1 : 10);
	(void)frame_show(rq, pg, "error.cs", status);
}
