/* SPDX-License-Identifier: ISC */
/* echo.c: a service for t/31-serve.t, which shows what the frame does. */
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/log.h"
#include "lib/mem.h"
#include "lib/req.h"
#include "lib/route.h"
#include "lib/serve.h"

enum {
	NEED_NOTHING = 1
};

/*
 * GET, POST /echo: what came, a line each.
 */
static int
echo(struct req *rq)
{
	size_t i;

	rq->type = "text/plain";
	buf_printf(&rq->body, "%s %s %s\n", rq->method, rq->path, rq->host);
	for (i = 0; i < rq->nfields; i++)
		buf_printf(&rq->body, "%s=%s\n", rq->fields[i].name,
		    rq->fields[i].value);
	req_header(rq, "X-Of-Handler", "%zu", rq->nfields);
	return 200;
}

/* GET /pid: which worker answers. */
static int
pid(struct req *rq)
{
	buf_printf(&rq->body, "%d", (int)getpid());
	return 200;
}

/* GET /large?n=: n bytes; /large?n=0 for ever, until the arena is full. */
static int
large(struct req *rq)
{
	uint64_t n, i;

	if (req_u64(rq, "n", &n) == -1)
		return 400;
	for (i = 0; n == 0 || i < n; i++)
		buf_add(&rq->body, "x", 1);
	return 200;
}

/* GET /die, /hang: a worker that ends by a signal, one that does not end. */
static int
die(struct req *rq)
{
	raise(SIGKILL);
	return 500;
}

static int
hang(struct req *rq)
{
	log_info("hangs");
	while (pause() == -1)
		continue;
	return 500;
}

/* GET /stop: is told to end while it answers, and answers. */
static int
stop(struct req *rq)
{
	raise(SIGTERM);
	return echo(rq);
}

static int
nothing(struct req *rq)
{
	return 204;
}

static int
away(struct req *rq)
{
	return req_redirect(rq, "/echo?n=%d", 1);
}

static const struct route routes[] = {
    {"GET", "/echo", NEED_NOTHING, echo},
    {"POST", "/echo", NEED_NOTHING, echo},
    {"GET", "/pid", NEED_NOTHING, pid},
    {"GET", "/large", NEED_NOTHING, large},
    {"GET", "/die", NEED_NOTHING, die},
    {"GET", "/hang", NEED_NOTHING, hang},
    {"GET", "/stop", NEED_NOTHING, stop},
    {"GET", "/nothing", NEED_NOTHING, nothing},
    {"POST", "/away", NEED_NOTHING, away},
    {NULL, NULL, 0, NULL},
};

static int
guard(struct req *rq, unsigned need)
{
	return 0;
}

static void
error(struct req *rq, int status)
{
	buf_printf(&rq->body, "error %d", status);
}

static int
handle(struct req *rq)
{
	static const struct router router = {routes, guard, error};

	return route_run(&router, rq);
}

/* Where ECHO_REFUSE names a file that exists, no worker can start. */
static void *
start(const struct conf *conf)
{
	const char *refuse = getenv("ECHO_REFUSE");
	static char app[] = "app";

	if (refuse != NULL && access(refuse, F_OK) == 0) {
		log_warnx("not now");
		return NULL;
	}
	return app;
}

int
main(int argc, char **argv)
{
	static const struct field headers[] = {
	    {"X-Of-Service", "always"}, {NULL, NULL}};
	static const struct service service = {.name = "poll",
	    .start = start,
	    .handle = handle,
	    .headers = headers,
	    .error = error};

	return serve_main(argc, argv, &service);
}
