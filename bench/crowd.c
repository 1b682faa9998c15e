/* SPDX-License-Identifier: ISC */
/*
 * crowd.c: simulated visitors, for demonstrations and measurements: a real
 * client of the real endpoints. Floor 9.
 *
 *	crowd --base http://127.0.0.1:PORT --site KEY --pages URL-PREFIX
 *	    --visitors N [--seconds S] [--seed X] [--arrive S]
 *	    [--receipts FILE]
 *
 * Says first what limits it needs.  They come within --arrive seconds, or 20 ms
 * after one another but within 20 s.  Ends after S seconds, or by SIGINT or
 * SIGTERM, and says what happened.  FILE gets a line with its id for each
 * invitation when the first page of a visitor's shows it.
 */
#include <sys/epoll.h>
#include <sys/resource.h>

#include <err.h>
#include <getopt.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/crowd.h"

enum {
	EVENTS = 256,
	TURN = 25, /* ms between two looks at everybody */
	MOST = 100000,
	SPARE = 64, /* files for other things */
	EXIT_USAGE = 64
};

struct wishes {
	const char *base;
	long visitors;
	long seconds;
	long arrive;
};

static volatile sig_atomic_t stopping;

static void
stop(int sig)
{
	(void)sig;
	stopping = 1;
}

/* http://host:port of the server: always asked at 127.0.0.1. */
static int
read_base(struct crowd *c, const char *base)
{
	const char *colon;

	if (strncmp(base, "http://", 7) != 0)
		return -1;
	c->host = base + 7;
	colon = strrchr(c->host, ':');
	c->port = colon == NULL ? 80 : atoi(colon + 1);
	return c->port > 0 && c->port < 65536 ? 0 : -1;
}

/* scheme://host[:port] of the pages, for the Origin header. */
static int
read_pages(struct crowd *c, char *pages)
{
	char *slash, *origin;
	size_t len = strlen(pages);

	while (len > 0 && pages[len - 1] == '/')
		pages[--len] = '\0';
	c->pages = pages;
	if ((origin = strdup(pages)) == NULL)
		err(1, NULL);
	free(c->origin);
	c->origin = origin;
	if ((slash = strstr(origin, "://")) == NULL)
		return -1;
	if ((slash = strchr(slash + 3, '/')) != NULL)
		*slash = '\0';
	return 0;
}

static const struct option options[] = {
    {"base", required_argument, NULL, 'b'},
    {"site", required_argument, NULL, 's'},
    {"pages", required_argument, NULL, 'p'},
    {"visitors", required_argument, NULL, 'n'},
    {"seconds", required_argument, NULL, 't'},
    {"seed", required_argument, NULL, 'x'},
    {"arrive", required_argument, NULL, 'a'},
    {"receipts", required_argument, NULL, 'r'},
    {NULL, 0, NULL, 0},
};

static int
read_options(struct crowd *c, struct wishes *w, int argc, char **argv)
{
	int ch;

	while ((ch = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (ch) {
		case 'b':
			if (read_base(c, optarg) == -1)
				return -1;
			break;
		case 's':
			c->site = optarg;
			break;
		case 'p':
			if (read_pages(c, optarg) == -1)
				return -1;
			break;
		case 'n':
			w->visitors = strtol(optarg, NULL, 10);
			break;
		case 't':
			w->seconds = strtol(optarg, NULL, 10);
			break;
		case 'x':
			c->random = strtoull(optarg, NULL, 10);
			break;
		case 'a':
			w->arrive = strtol(optarg, NULL, 10);
			break;
		case 'r':
			if ((c->receipts = fopen(optarg, "w")) == NULL)
				err(1, "%s", optarg);
			setlinebuf(c->receipts);
			break;
		default:
			return -1;
		}
	}
	if (optind != argc || c->port == 0 || c->site == NULL ||
	    c->pages == NULL || w->visitors < 1 || w->visitors > MOST ||
	    w->arrive < 0)
		return -1;
	return 0;
}

/*
 * Says what so many connections need, of this process and of who answers
 * them, and takes what it may have of it.
 */
static void
tell_limits(long n)
{
	struct rlimit limit = {0, 0};

	(void)getrlimit(RLIMIT_NOFILE, &limit);
	limit.rlim_cur = limit.rlim_max;
	(void)setrlimit(RLIMIT_NOFILE, &limit);
	printf("%ld visitors, a connection each: %ld files here (there are "
	       "%lu), as many worker_connections and files in nginx, %ld MB "
	       "of memory\n",
	    n, n + SPARE, (unsigned long)limit.rlim_cur,
	    1 + n * (long)sizeof(struct shopper) / 1000000);
	(void)fflush(stdout);
	if (limit.rlim_cur < (rlim_t)(n + SPARE))
		warnx("only %lu files: fewer can come; ulimit -n %ld",
		    (unsigned long)limit.rlim_cur, n + SPARE);
}

static void
live(struct crowd *c, struct shopper *all, const struct wishes *w)
{
	int64_t end = w->seconds > 0 ? c->now + w->seconds * 1000 : 0;
	struct epoll_event event[EVENTS];
	int64_t look_at = 0;
	int i, n;

	while (!stopping && (end == 0 || c->now < end)) {
		n = epoll_wait(c->epoll, event, EVENTS, TURN);
		c->now = times_clock() / 1000;
		for (i = 0; i < n; i++)
			crowd_wire(c, event[i].data.ptr, event[i].events);
		if (c->now < look_at)
			continue;
		look_at = c->now + TURN;
		for (i = 0; i < w->visitors; i++)
			crowd_live(c, &all[i]);
	}
}

static void
tell_times(const char *what, const struct times *t)
{
	if (t->count > 0)
		printf("%s: %.1f ms half, %.1f ms 90 %%, %.1f ms 99 %%, "
		       "%.1f ms 99.9 %%, %.1f ms the longest\n",
		    what, times_within(t, 50), times_within(t, 90),
		    times_within(t, 99), times_within(t, 99.9),
		    (double)t->longest / 1000);
}

static void
tell(const struct totals *t, int64_t ms)
{
	static const char *const names[KINDS] = {"hello", "poll", "sync",
	    "claim", "closed", "reply", "start", "say", "typing", "end",
	    "leave"};
	uint64_t asked = 0, good = 0;
	int i;

	for (i = 0; i < KINDS; i++) {
		asked += t->asked[i];
		good += t->answered[i];
	}
	printf("%" PRIu64 " requests in %.1f s, %" PRIu64 " answered, %" PRIu64
	       " told to wait, %" PRIu64 " refused, %" PRIu64 " failed\n",
	    asked, (double)ms / 1000, good, t->slowed, t->refused, t->failed);
	for (i = 0; i < KINDS; i++)
		if (t->asked[i] > 0)
			printf("  %-7s %" PRIu64 "\n", names[i], t->asked[i]);
	tell_times("polls", &t->polls);
	tell_times("others", &t->others);
	printf("%" PRIu64 " pages, %" PRIu64 " invitations seen, %" PRIu64
	       " closed, %" PRIu64 " replied, %" PRIu64 " came back, %" PRIu64
	       " chats begun, %" PRIu64 " lines said\n",
	    t->views, t->seen, t->closed, t->replied, t->returned, t->chats,
	    t->lines);
}

int
main(int argc, char **argv)
{
	struct sigaction sa = {.sa_handler = stop};
	struct crowd c = {.random = 1};
	struct wishes w = {0};
	struct shopper *all;
	int64_t began;
	long i;

	if (read_options(&c, &w, argc, argv) == -1) {
		fprintf(stderr, "usage: crowd --base http://host:port --site "
				"key --pages prefix --visitors n [--seconds s] "
				"[--seed x] [--arrive s] [--receipts file]\n");
		free(c.origin);
		return EXIT_USAGE;
	}
	(void)sigaction(SIGINT, &sa, NULL);
	(void)sigaction(SIGTERM, &sa, NULL);
	tell_limits(w.visitors);
	all = calloc((size_t)w.visitors, sizeof(*all));
	if (all == NULL || (c.epoll = epoll_create1(EPOLL_CLOEXEC)) == -1)
		err(1, NULL);
	c.now = began = times_clock() / 1000;
	if (w.arrive == 0)
		w.arrive = w.visitors < 1000 ? 1 + w.visitors / 50 : 20;
	for (i = 0; i < w.visitors; i++)
		crowd_arrive(&c, &all[i],
		    began + 1 + i * 1000 * w.arrive / w.visitors +
			crowd_random(&c, 1000));
	live(&c, all, &w);
	tell(&c.totals, times_clock() / 1000 - began);
	for (i = 0; i < w.visitors; i++)
		crowd_hang_up(&c, &all[i]);
	if (c.receipts != NULL && fclose(c.receipts) == EOF)
		err(1, "receipts");
	free(all);
	free(c.origin);
	return 0;
}
