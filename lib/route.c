/* SPDX-License-Identifier: ISC */
/* route.c: which function answers which request. Floor 2. */
#include <string.h>

#include "lib/buf.h"
#include "lib/log.h"
#include "lib/req.h"
#include "lib/route.h"

static int
path_is(const struct route *r, const char *path)
{
	if (r->need & ROUTE_PREFIX)
		return strncmp(path, r->path, strlen(r->path)) == 0;
	return strcmp(path, r->path) == 0;
}

static int
method_is(const struct route *r, const char *method)
{
	if (strcmp(method, "HEAD") == 0)
		method = "GET";
	return strcmp(r->method, method) == 0;
}

/* The methods of a path that is there, for 405. */
static void
allow(const struct router *router, struct req *rq)
{
	const struct route *r;
	struct buf list;

	buf_init(&list, rq->mem);
	for (r = router->routes; r->method != NULL; r++) {
		if (!path_is(r, rq->path))
			continue;
		if (list.len > 0)
			buf_str(&list, ", ");
		buf_str(&list, r->method);
		if (strcmp(r->method, "GET") == 0)
			buf_str(&list, ", HEAD");
	}
	req_header(rq, "Allow", "%s", list.data);
}

static int
answer(const struct router *router, struct req *rq)
{
	const struct route *r;
	int known = 0, status;

	for (r = router->routes; r->method != NULL; r++) {
		if (!path_is(r, rq->path))
			continue;
		known = 1;
		if (!method_is(r, rq->method))
			continue;
		if ((r->need & ~ROUTE_PREFIX) == 0)
			fatalx("route %s has no guard", r->path);
		status = router->guard(rq, r->need & ~ROUTE_PREFIX);
		return status != 0 ? status : r->handle(rq);
	}
	if (!known)
		return 404;
	allow(router, rq);
	return 405;
}

int
route_run(const struct router *router, struct req *rq)
{
	int status = answer(router, rq);

	if (status < 200 || status > 599)
		fatalx("%s %s: status %d", rq->method, rq->path, status);
	if (status >= 400 && rq->body.len == 0 && router->error != NULL)
		router->error(rq, status);
	return status;
}
