/* SPDX-License-Identifier: ISC */
/* guard.h: the preconditions of a route, checked before its handler. Floor 4. */
#ifndef CGI_BIN_GUARD_H
#define CGI_BIN_GUARD_H

struct operator;
struct req;

enum {
	NEED_NOTHING = 1 << 0,  /* anybody, said explicitly */
	NEED_WIDGET = 1 << 1,   /* a form-encoded POST of the widget */
	NEED_OPERATOR = 1 << 2, /* signed in; else 303 to sign-in, or 401 */
	NEED_TOKEN = 1 << 3, /* a write: Origin, Sec-Fetch-Site, csrf field */
};

/* NEED_OPERATOR and this permission; else 403. */
#define NEED(p) (NEED_OPERATOR | (unsigned)((p) + 1) << 8)

/* What the back office's executables share; rq->app points to it. */
struct office;

int guard_office(struct req *, unsigned need); /* 0 or the status */
const struct operator* guard_operator(const struct req *);

#endif
