/* SPDX-License-Identifier: ISC */
/*
 * press.c: asks a server at 127.0.0.1 by HTTP/2 over TLS 1.3 on connections that
 * stay, so often a second whatever the time that the answers take. Floor 9.
 *
 *	press --url https://host:port/path [--asks FILE] [--origin ORIGIN]
 *	    [--rate R] [--seconds S] [--connections N] [--streams M]
 *	    [--life L] [--greet]
 *
 *	--asks         a line for each request: its path, and after a blank the
 *	               body of a form, either in all lines or in none; again from
 *	               the first after the last
 *	--rate         R requests a second, evenly, on the connections in turn; 0:
 *	               as fast as it goes, each asking again when it is answered
 *	--connections  N (16), which are there before the first request
 *	--streams      M (8) requests at most at once on a connection
 *	--life         L (1000) requests on a connection, which nginx closes then;
 *	               another takes its place, and is no error.  0: until it does
 *	--greet        each asks once as soon as it is there
 *
 * Says "ready", and at the end, or at SIGTERM, one line: how many were answered
 * in how many us, how many not by a 2xx, connections that were made, statuses by
 * hundreds (0: no answer), and in us how long half and 99 of 100 of them took:
 * from when they were due, so that nothing is left out because nobody was there
 * to send it; from when they were sent; and how late they were sent.  An answer
 * has come when the kernel has it, whenever this process is woken for it.
 */
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/timerfd.h>

#include <err.h>
#include <getopt.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/press.h"

enum {
	EVENTS = 64,
	AT_ONCE = 4,   /* handshakes, until all are there */
	TURN = 50,     /* ms between two looks at everybody */
	GRACE = 10,    /* s for the last answers */
	MOST = 50000,  /* connections */
	PATIENCE = 20, /* s for a hundred connections */
	SECOND = 1000000000,
	EXIT_USAGE = 64
};

static volatile sig_atomic_t stopping;

static void
stop(int sig)
{
	(void)sig;
	stopping = 1;
}

/* --- What is asked for --------------------------------------------------------- */

/* https://host:port/path */
static int
read_url(struct target *t, const char *url)
{
	const char *name = url + 8, *colon;
	size_t len;

	if (strncmp(url, "https://", 8) != 0)
		return -1;
	len = strcspn(name, "/");
	t->name = strndup(name, len);
	t->path = strdup(name[len] == '\0' ? "/" : name + len);
	if (t->path == NULL || t->name == NULL)
		err(1, NULL);
	colon = strrchr(t->name, ':');
	t->port = colon == NULL ? 443 : atoi(colon + 1);
	(void)snprintf(t->host, sizeof(t->host), "%.*s",
	    (int)strcspn(t->name, ":"), t->name);
	return t->port > 0 && t->port < 65536 ? 0 : -1;
}

/* One more request. */
static void
add_ask(struct press *p, char *line)
{
	struct ask *more, ask = {.path = line};
	char *body = strchr(line, ' ');

	if (body != NULL) {
		*body++ = '\0';
		ask.body = body;
		ask.body_len = strlen(body);
	}
	ask.path_len = strlen(line);
	if (ask.path_len + ask.body_len > ASK_MOST)
		errx(1, "a request is longer than %d bytes", ASK_MOST);
	if (p->nasks > 0 && (p->asks[0].body == NULL) != (body == NULL))
		errx(1, "some lines have a body, and some have none");
	if ((p->nasks & (p->nasks - 1)) == 0) {
		more = realloc(p->asks,
		    (p->nasks == 0 ? 1 : 2 * p->nasks) * sizeof(*more));
		if (more == NULL)
			err(1, NULL);
		p->asks = more;
	}
	p->asks[p->nasks++] = ask;
}

static void
read_asks(struct press *p, const char *path)
{
	FILE *file = fopen(path, "r");
	char *line = NULL;
	size_t size = 0;
	ssize_t n;

	if (file == NULL)
		err(1, "%s", path);
	while ((n = getline(&line, &size, file)) > 0) {
		if (line[n - 1] == '\n')
			line[n - 1] = '\0';
		add_ask(p, line);
		line = NULL;
		size = 0;
	}
	free(line);
	(void)fclose(file);
	if (p->nasks == 0)
		errx(1, "%s is empty", path);
}

static const struct option options[] = {
    {"url", required_argument, NULL, 'u'},
    {"asks", required_argument, NULL, 'a'},
    {"origin", required_argument, NULL, 'o'},
    {"rate", required_argument, NULL, 'r'},
    {"seconds", required_argument, NULL, 's'},
    {"connections", required_argument, NULL, 'c'},
    {"streams", required_argument, NULL, 'm'},
    {"life", required_argument, NULL, 'l'},
    {"greet", no_argument, NULL, 'g'},
    {NULL, 0, NULL, 0},
};

static int
read_option(struct press *p, int ch)
{
	long *number = ch == 's'   ? &p->seconds
		       : ch == 'c' ? &p->connections
		       : ch == 'm' ? &p->streams
				   : &p->life;

	switch (ch) {
	case 'u':
		return read_url(&p->target, optarg);
	case 'a':
		read_asks(p, optarg);
		return 0;
	case 'o':
		p->target.origin = optarg;
		return 0;
	case 'r':
		p->rate = strtod(optarg, NULL);
		return 0;
	case 'g':
		p->greet = 1;
		return 0;
	case 's':
	case 'c':
	case 'm':
	case 'l':
		*number = strtol(optarg, NULL, 10);
		return 0;
	}
	return -1;
}

static int
read_options(struct press *p, int argc, char **argv)
{
	int ch;

	while ((ch = getopt_long(argc, argv, "", options, NULL)) != -1)
		if (read_option(p, ch) == -1)
			return -1;
	if (optind != argc || p->target.name == NULL || p->seconds < 1 ||
	    p->connections < 1 || p->connections > MOST || p->streams < 1 ||
	    p->streams > STREAMS || p->life < 0 || p->rate < 0)
		return -1;
	if (p->nasks == 0)
		add_ask(p, p->target.path);
	return 0;
}

/* --- Asking -------------------------------------------------------------------- */

/* Waits for what comes; the timer, which has no connection, goes on when it is
 * read. */
static void
wait_for(struct press *p, int ms)
{
	struct epoll_event event[EVENTS];
	int i, n = epoll_wait(p->epoll, event, EVENTS, ms);
	uint64_t times;

	p->now = wire_clock();
	for (i = 0; i < n; i++)
		if (event[i].data.ptr != NULL)
			press_event(p, event[i].data.ptr, event[i].events);
		else if (read(p->timer, &times, sizeof(times)) == -1)
			warn("timer");
}

/* All connections, a few at a time. */
static void
gather(struct press *p)
{
	double rate = p->rate;
	int64_t end;
	long i = 0;

	p->now = wire_clock();
	end = p->now + (int64_t)(1 + p->connections / 100) * PATIENCE * SECOND;
	p->rate = 1; /* nobody asks yet */
	while (p->ready < p->connections && !stopping) {
		for (; i < p->connections && i < p->ready + AT_ONCE; i++)
			press_open(p, &p->all[i]);
		wait_for(p, TURN);
		press_look(p);
		if (p->now > end)
			errx(1, "%ld of %ld connections came", p->ready,
			    p->connections);
	}
	p->rate = rate;
	puts("ready");
	(void)fflush(stdout);
}

/* Wakes this process when the next request is due. */
static void
start_timer(struct press *p)
{
	struct epoll_event e = {.events = EPOLLIN};
	int64_t gap = (int64_t)(SECOND / p->rate);
	struct itimerspec every = {.it_interval = {gap / SECOND, gap % SECOND}};

	p->timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
	every.it_value = every.it_interval;
	if (p->timer == -1 ||
	    timerfd_settime(p->timer, 0, &every, NULL) == -1 ||
	    epoll_ctl(p->epoll, EPOLL_CTL_ADD, p->timer, &e) == -1)
		err(1, "timer");
}

static int
is_busy(const struct press *p)
{
	long i;

	for (i = 0; i < p->connections; i++)
		if (p->all[i].busy > 0)
			return 1;
	return p->nagain > 0;
}

/* Returns the time at which it began. */
static int64_t
run(struct press *p)
{
	int64_t began = wire_clock(), look_at = began, due = began;
	int64_t end = began + p->seconds * SECOND;
	uint64_t asked = 0, all = (uint64_t)(p->rate * (double)p->seconds);

	if (p->rate > 0)
		start_timer(p);
	for (p->now = began;
	     !stopping && p->now < end + INT64_C(1) * GRACE * SECOND;) {
		while (p->nagain > 0 && press_ask(p, due))
			;
		while (asked < all && due <= p->now && press_ask(p, due))
			due = began +
			      (int64_t)((double)++asked * SECOND / p->rate);
		if (p->now >= look_at) {
			press_look(p);
			look_at = p->now + TURN * INT64_C(1000000);
		}
		if (p->now >= end) {
			p->closing = p->rate <= 0;
			if (asked == all && !is_busy(p))
				break;
		}
		wait_for(p, TURN);
	}
	/* Those that nobody had time for. */
	if (!stopping)
		p->totals.bad += all - asked;
	return began;
}

static void
tell(struct press *p, int64_t began)
{
	struct totals *t = &p->totals;
	int64_t end = began + p->seconds * SECOND;
	int i;

	if (p->rate <= 0 || t->last > end)
		end = t->last;
	if (stopping)
		end = p->now;
	printf("answered %" PRIu64 " us %" PRId64 " bad %" PRIu64
	       " connections %" PRIu64 " statuses",
	    t->answered, (end - began) / 1000, t->bad, t->opened);
	for (i = 0; i < CLASSES; i++)
		printf(" %" PRIu64, t->classes[i]);
	for (i = 0; i < 3; i++) {
		const struct times *of = i == 0   ? &t->due
					 : i == 1 ? &t->sent
						  : &t->late;

		printf(" %s %.0f %.0f",
		    i == 0   ? "due"
		    : i == 1 ? "sent"
			     : "late",
		    1000 * times_within(of, 50), 1000 * times_within(of, 99));
	}
	putchar('\n');
}

int
main(int argc, char **argv)
{
	struct sigaction sa = {.sa_handler = stop};
	static struct press p = {
	    .seconds = 1, .connections = 16, .streams = STREAMS, .life = 1000};
	struct rlimit limit;
	int64_t began;

	if (read_options(&p, argc, argv) == -1) {
		fprintf(stderr, "usage: press --url https://host:port/path "
				"[--asks file] [--origin origin] [--rate r] "
				"[--seconds s] [--connections n] [--streams m] "
				"[--life l] [--greet]\n");
		return EXIT_USAGE;
	}
	(void)sigaction(SIGINT, &sa, NULL);
	(void)sigaction(SIGTERM, &sa, NULL);
	if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
		limit.rlim_cur = limit.rlim_max;
		(void)setrlimit(RLIMIT_NOFILE, &limit);
	}
	p.all = calloc((size_t)p.connections, sizeof(*p.all));
	p.again = calloc((size_t)p.connections * STREAMS, sizeof(*p.again));
	p.epoll = epoll_create1(EPOLL_CLOEXEC);
	if (p.all == NULL || p.again == NULL || p.epoll == -1 ||
	    wire_ready() == -1)
		err(1, NULL);
	gather(&p);
	began = run(&p);
	p.stopped = stopping;
	press_close(&p);
	tell(&p, began);
	return 0;
}
