/* SPDX-License-Identifier: ISC */
/*
 * serve.c: a FastCGI program: options, workers, requests.  The one door to
 * libfcgi. Floor 2.
 */
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/types.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <fcgiapp.h>

#include "lib/buf.h"
#include "lib/conf.h"
#include "lib/intake.h"
#include "lib/log.h"
#include "lib/mem.h"
#include "lib/req.h"
#include "lib/serve.h"
#include "lib/workers.h"

enum {
	/* Of one request: a page of the longest lines takes some. */
	ARENA = 64 << 20,
	LISTENER = 0, /* fd of the socket */
	EXIT_USAGE = 64,
	EXIT_LATER = 75,
};

/* What a worker waits for, in bits. */
enum {
	ASKED = 1, /* someone has connected */
	END = 2,
};

struct server {
	const struct service *service;
	const char *conf_path;
	const struct conf *conf;
	FCGX_Request fcgi;
	struct mem *mem;
	struct req rq; /* the only one at a time */
	void *app;
};

/* --- One request ----------------------------------------------------------- */

/* Reads the body that was announced.  0, or 400 where less came. */
static int
read_fields(struct server *sv, struct req *rq, const struct intake *in)
{
	char *body = NULL;

	if (in->body > 0) {
		body = mem_get(sv->mem, in->body + 1);
		if (FCGX_GetStr(body, (int)in->body, sv->fcgi.in) !=
		    (int)in->body)
			return 400;
	}
	return intake_fields(rq, in, body, in->body);
}

static int
answer(struct server *sv, struct req *rq)
{
	struct intake in = {0};
	int status = intake_params(rq, &in, sv->fcgi.envp);

	if (status == 0)
		status = read_fields(sv, rq, &in);
	if (status == 0)
		return sv->service->handle(rq);
	if (sv->service->error != NULL)
		sv->service->error(rq, status);
	return status;
}

static void
put_header(struct buf *head, const struct field *f)
{
	buf_str(head, f->name);
	buf_str(head, ": ");
	buf_str(head, f->value);
	buf_str(head, "\r\n");
}

/* Did the handler give this header its own value? */
static int
sets(const struct req *rq, const char *name)
{
	size_t i;

	for (i = 0; i < rq->nheaders; i++)
		if (strcmp(rq->headers[i].name, name) == 0)
			return 1;
	return 0;
}

static void
reply(struct server *sv, struct req *rq, int status)
{
	int bare = status == 204 || status == 304;
	const struct field *f;
	struct buf head;
	size_t i;

	buf_init(&head, sv->mem);
	buf_str(&head, "Status: ");
	buf_u64(&head, (uint64_t)status);
	if (!bare) {
		buf_str(&head, "\r\nContent-Type: ");
		buf_str(&head,
		    rq->type != NULL ? rq->type : "text/html; charset=utf-8");
		buf_str(&head, "\r\nContent-Length: ");
		buf_u64(&head, rq->body.len);
	}
	buf_str(&head, "\r\n");
	for (f = sv->service->headers; f != NULL && f->name != NULL; f++)
		if (!sets(rq, f->name))
			put_header(&head, f);
	for (i = 0; i < rq->nheaders; i++)
		put_header(&head, &rq->headers[i]);
	buf_str(&head, "\r\n");
	FCGX_PutStr(head.data, (int)head.len, sv->fcgi.out);
	if (!bare && rq->body.len > 0 && strcmp(rq->method, "HEAD") != 0)
		FCGX_PutStr(rq->body.data, (int)rq->body.len, sv->fcgi.out);
}

static double
ms_since(const struct timespec *then)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)(t.tv_sec - then->tv_sec) * 1e3 +
	       (double)(t.tv_nsec - then->tv_nsec) / 1e6;
}

static void
one_request(struct server *sv)
{
	struct req *rq = &sv->rq;
	struct timespec then;
	int status;

	clock_gettime(CLOCK_MONOTONIC, &then);
	mem_reset(sv->mem);
	memset(rq, 0, offsetof(struct req, fields));
	rq->mem = sv->mem;
	rq->app = sv->app;
	buf_init(&rq->body, sv->mem);
	status = answer(sv, rq);
	reply(sv, rq, status);
	FCGX_Finish_r(&sv->fcgi);
	FCGX_Free(
	    &sv->fcgi, 1); /* a peer that keeps it has no worker to itself */
	log_debug(
	    "%s %s %d %.1f ms", rq->method, rq->path, status, ms_since(&then));
	if (rq->after != NULL)
		rq->after(rq);
}

/* --- A worker -------------------------------------------------------------- */

/*
 * Before it closes libfcgi waits until nginx has, lest what nginx still sends
 * makes an error of the reply: one sleep more for each request.  Where nothing
 * more comes it need not.
 */
static void
close_at_once(const struct service *service)
{
	if (service->bodiless &&
	    setenv("LIBFCGI_OS_CLOSE_POLL_TIMEOUT", "0", 0) == -1)
		fatal("setenv");
}

static void
listen_for(int place, int fd, uint32_t events, uint32_t what)
{
	struct epoll_event ev = {.events = events, .data.u32 = what};

	if (fd == -1 || epoll_ctl(place, EPOLL_CTL_ADD, fd, &ev) == -1)
		fatal("epoll_ctl");
}

/*
 * Where a worker waits.  The signals for which libfcgi has a handler are
 * blocked for good and seen here only, between two requests: its handler drops
 * a connection that is accepted and not read yet.  Of the workers that wait
 * one is woken for each connection; another may still be faster, so accept()
 * must not wait.
 */
static int
waiting_place(void)
{
	int place = epoll_create1(EPOLL_CLOEXEC);
	int flags = fcntl(LISTENER, F_GETFL);
	sigset_t end;

	if (place == -1 || flags == -1 ||
	    fcntl(LISTENER, F_SETFL, flags | O_NONBLOCK) == -1)
		fatal("the socket");
	sigemptyset(&end);
	sigaddset(&end, SIGTERM);
	sigaddset(&end, SIGUSR1);
	if (sigprocmask(SIG_BLOCK, &end, NULL) == -1)
		fatal("sigprocmask");
	listen_for(place, signalfd(-1, &end, SFD_CLOEXEC), EPOLLIN, END);
	listen_for(place, LISTENER, EPOLLIN | EPOLLEXCLUSIVE, ASKED);
	return place;
}

static unsigned
wait_at(int place)
{
	struct epoll_event ev[2];
	unsigned what = 0;
	int n = epoll_wait(place, ev, 2, -1);

	if (n == -1 && errno != EINTR)
		fatal("epoll_wait");
	while (n > 0)
		what |= ev[--n].data.u32;
	return what;
}

/* Takes one connection and its request.  1, or 0 where another worker has. */
static int
take(struct server *sv)
{
	int e = FCGX_Accept_r(&sv->fcgi);

	if (e != 0 && e != -EAGAIN)
		fatalx("accept: error %d", -e);
	return e == 0;
}

/*
 * The one that is woken for a connection takes it, even where it is to end:
 * nobody else was woken for it.
 */
static int
work(void *arg)
{
	struct server *sv = arg;
	unsigned what = 0;
	int place;

	sv->app = sv->service->start(sv->conf);
	if (sv->app == NULL)
		return EXIT_LATER;
	sv->mem = mem_new(ARENA);
	close_at_once(sv->service);
	place = waiting_place();
	if (FCGX_Init() != 0 || FCGX_InitRequest(&sv->fcgi, LISTENER, 0) != 0)
		fatalx("libfcgi");
	while (!(what & END)) {
		what = wait_at(place);
		if ((what & ASKED) && take(sv))
			one_request(sv);
	}
	return 0;
}

static void
reload(void *arg)
{
	struct server *sv = arg;
	const struct conf *conf = conf_load(sv->conf_path);

	if (conf != NULL)
		sv->conf = conf;
	else
		log_warnx("the old configuration stays");
}

/* --- The program ----------------------------------------------------------- */

static int
is_listener(int fd)
{
	socklen_t len = sizeof(int);
	int listens = 0;

	return getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &len) == 0 &&
	       listens;
}

static int
usage(const char *name)
{
	fprintf(stderr, "usage: %s [-nv] [-c file]\n", name);
	return EXIT_USAGE;
}

int
serve_main(int argc, char **argv, const struct service *service)
{
	struct server sv = {.service = service};
	struct crew crew = {.work = work, .reload = reload, .arg = &sv};
	int c, check = 0, verbose = 0;
	char key[64];

	sv.conf_path = SYSCONFDIR "/beckon.conf";
	while ((c = getopt(argc, argv, "c:nv")) != -1) {
		switch (c) {
		case 'c':
			sv.conf_path = optarg;
			break;
		case 'n':
			check = 1;
			break;
		case 'v':
			verbose = 1;
			break;
		default:
			return usage(service->name);
		}
	}
	if (optind != argc)
		return usage(service->name);
	log_init(service->name, verbose);
	if ((sv.conf = conf_load(sv.conf_path)) == NULL)
		return 1;
	snprintf(key, sizeof(key), "%s.workers", service->name);
	crew.n = (int)conf_int(sv.conf, key);
	if (check)
		return 0;
	if (!is_listener(LISTENER)) {
		log_warnx("fd 0 is no listening socket");
		return EXIT_USAGE;
	}
	return workers_run(&crew);
}
