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
	NEED_TOKEN = 1 << 3,    /* a write: NEED_ORIGIN and the csrf field */
	NEED_ORIGIN = 1 << 4,   /* Origin, Sec-Fetch-Site: of our own pages */
};

/* NEED_OPERATOR and this permission; else 403. */
#define NEED(p) (NEED_OPERATOR | (unsigned)((p) + 1) << 8)

/* What the back office's executables share; rq->app points to it. */
struct office;

/* Who asks?  Once a request, before its route is looked for, so that error
 * pages know it too.  One trip where a session cookie came, two at times. */
void guard_identify(struct req *);

int guard_office(struct req *, unsigned need); /* 0 or the status */

/* Who is signed in; NULL where nobody is (routes without NEED_OPERATOR). */
const struct operator* guard_operator(const struct req *);

/* The token that forms of this session carry; "" where nobody is signed in. */
const char *guard_csrf(const struct req *);

/* The page that this request shows, or that shows this fragment, with its
 * query; a write is not to be repeated: the first page. */
const char *guard_here(struct req *);

/* "METHOD path who" of each row and how many, to the debug log of -v. */
struct route;
void guard_print(const struct route *);

#endif
