/* SPDX-License-Identifier: ISC */
/* office_session.c: signing in and out. Floor 4. */
#include <string.h>

#include "lib/page.h"
#include "lib/req.h"
#include "desk/account.h"
#include "desk/audit.h"
#include "desk/session.h"
#include "cgi-bin/frame.h"
#include "cgi-bin/guard.h"
#include "cgi-bin/office.h"

enum {
	LOGIN = 64,   /* characters */
	WANTED = 1500 /* bytes of an address that fit into a header */
};

/* GET /: the back office. */
int
office_root(struct req *rq)
{
	return req_redirect(rq, "/office/");
}

const char *
office_wanted(const struct req *rq)
{
	const char *to = req_str(rq, "to"), *p;

	if (to == NULL || (strncmp(to, "/office/", 8) != 0 &&
			      strncmp(to, "/invite/", 8) != 0))
		return "/office/";
	for (p = to; *p != '\0'; p++)
		if (*p <= ' ' || *p > '~' || *p == '\\')
			return "/office/";
	return p - to <= WANTED ? to : "/office/";
}

static int
show(struct req *rq, const char *wrong, int wait, int status)
{
	struct page *pg = frame_page(rq, "signin");

	page_str(pg, req_opt(rq, "login", LOGIN), "Login");
	page_str(pg, office_wanted(rq), "To");
	page_str(pg, wrong, "Wrong");
	page_int(pg, wait, "Wait");
	return frame_show(rq, pg, "signin.cs", status);
}

/*
 * GET /office/signin: the form.
 *
 *   to  page to go on to
 *
 *   303 there where somebody is signed in already
 */
int
office_signin_page(struct req *rq)
{
	if (guard_operator(rq) != NULL)
		return req_redirect(rq, "/%s", office_wanted(rq) + 1);
	return show(rq, NULL, 0, 200);
}

/*
 * POST /office/signin
 *
 *   login     1..64 characters
 *   password  1..1000 bytes, as typed
 *   to        page to go on to
 *
 *   303 and the session's cookie; 401 wrong; 429 after too many wrong ones
 */
int
office_signin(struct req *rq)
{
	struct signin in = {.address = rq->remote, .agent = rq->agent};

	in.login = req_text(rq, "login", LOGIN);
	in.password = req_str(rq, "password");
	if (in.login == NULL || in.password == NULL || *in.password == '\0' ||
	    strlen(in.password) > ACCOUNT_PASSWORD_MAX)
		return show(rq, "missing", 0, 422);
	switch (session_begin(rq->db, &in)) {
	case -1:
		return 503;
	case 0:
		return show(rq, "wrong", 0, 401);
	case 2:
		req_header(rq, "Retry-After", "%d", in.wait);
		return show(rq, "wait", in.wait, 429);
	}
	/* Who signs in anew leaves the session they had. */
	if (guard_operator(rq) != NULL)
		(void)session_end(rq->db, guard_operator(rq));
	req_header(rq, "Set-Cookie",
	    "__Host-beckon=%s; Path=/; Secure; HttpOnly; SameSite=Lax",
	    in.token);
	return req_redirect(rq, "/%s", office_wanted(rq) + 1);
}

/* POST /office/signout: 303 to the sign-in page. */
int
office_signout(struct req *rq)
{
	const struct operator* op = guard_operator(rq);
	struct audit note = {op->id, rq->remote, "signout", 0, ""};

	if (session_end(rq->db, op) == -1 || audit_note(rq->db, &note) == -1)
		return 503;
	req_header(rq, "Set-Cookie",
	    "__Host-beckon=; Path=/; Max-Age=0; Secure; HttpOnly;"
	    " SameSite=Lax");
	return req_redirect(rq, "/office/signin?said=signed-out");
}
