/* SPDX-License-Identifier: ISC */
/*
 * pulse.c: the daemon, one per host: empties the beat pipe into presence,
 * reads the feed into the mailbox, does what falls due, and ticks. Floor 4.
 * Nothing that it remembers is needed: killed and started again, it reads all
 * of it anew.
 */
#include <sys/file.h>
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cgi-bin/pulse.h"
#include "desk/roster.h"
#include "lib/conf.h"
#include "lib/db.h"
#include "lib/log.h"
#include "lib/mailbox.h"
#include "lib/mem.h"

enum {
	TURN = 50,   /* ms: the pipe is emptied so often */
	TAIL = 100,  /* ms: the feed is read so often, unasked: what another
		      * host's operators send */
	FLUSH = 250, /* ms: presence is written so often */
	TICK = 1000, /* ms */
	RESTORE =
	    10000,   /* ms between two searches for restored visitors' mail */
	RETRY = 250, /* ms, doubled at each failure ... */
	RETRY_MOST = 8000 /* ... up to this */
};
enum {
	KEEP_ROOM = 4096,      /* bytes beside the roster */
	TURN_ROOM = 256 << 20, /* bytes of one turn at most */
	HEARD = 192,           /* bytes of the roster for a visitor at most */
	EXIT_USAGE = 64,
	EXIT_OTHER = 69 /* another pulse is running */
};

/* Only a handler and the loop know of it. */
static volatile sig_atomic_t stopping;

static void
stop(int sig)
{
	(void)sig;
	stopping = 1;
}

static int64_t
clock_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void
pulse_lost(struct pulse *p)
{
	int64_t wait = RETRY_MOST;

	if (p->failures < 5)
		wait = (int64_t)RETRY << p->failures;
	if (p->failures++ == 0)
		log_info("no database: only reading beats");
	p->up = 0;
	p->nbatch = 0;
	p->retry_at = p->now + wait;
}

/* All that was missed is read, all who are there are written again. */
static void
come_back(struct pulse *p)
{
	if (db_alive(p->db) == -1 || pulse_rebuild(p) == -1) {
		pulse_lost(p);
		return;
	}
	if (p->failures > 0)
		log_info("the database answers");
	p->failures = 0;
	p->up = 1;
	p->up_at = p->now;
	roster_rewrite(p->roster);
}

/* Deadlines of the loop. */
struct turns {
	int64_t tail;
	int64_t flush;
	int64_t tick;
	int64_t restore;
};

/* 1 and the next time, where its time has come. */
static int
is_time(const struct pulse *p, int64_t *at, int64_t every)
{
	if (p->now < *at)
		return 0;
	*at = p->now + every;
	return 1;
}

static void
with_database(struct pulse *p, struct turns *t)
{
	if (is_time(p, &t->flush, FLUSH))
		pulse_flush(p);
	if (p->up && (is_time(p, &t->tail, TAIL) || p->look))
		pulse_tail(p);
	if (p->up && p->restored && is_time(p, &t->restore, RESTORE) &&
	    pulse_rebuild(p) == -1)
		pulse_lost(p);
	if (p->up)
		pulse_work(p);
}

/* Sleeps to the end of the turn; how late the machine let us wake. */
static unsigned
rest(const struct pulse *p, const sigset_t *mask)
{
	struct timespec turn = {0, TURN * 1000000L};
	int64_t from = clock_ms(), slept;

	if (from - p->now < TURN)
		turn.tv_nsec = (long)(TURN - (from - p->now)) * 1000000L;
	if (ppoll(NULL, 0, &turn, mask) == -1)
		return 0;
	slept = clock_ms() - from - turn.tv_nsec / 1000000;
	return slept > 0 ? (unsigned)slept : 0;
}

static void
loop(struct pulse *p, const sigset_t *mask)
{
	struct turns t = {0};
	unsigned late;
	int more;

	while (!stopping) {
		p->now = clock_ms();
		mem_reset(p->mem);
		more = pulse_beats(p);
		if (!p->up && p->now >= p->retry_at)
			come_back(p);
		if (p->up)
			with_database(p, &t);
		if (is_time(p, &t.tick, TICK))
			pulse_tick(p);
		if (!more && (late = rest(p, mask)) > p->late)
			p->late = late;
	}
	pulse_flush(p);
}

/* SIGTERM and SIGINT come only while we sleep. */
static void
catch_signals(sigset_t *before)
{
	struct sigaction sa = {.sa_handler = stop};
	sigset_t held;

	sigemptyset(&held);
	sigaddset(&held, SIGTERM);
	sigaddset(&held, SIGINT);
	(void)sigprocmask(SIG_BLOCK, &held, before);
	sigdelset(before, SIGTERM);
	sigdelset(before, SIGINT);
	(void)sigaction(SIGTERM, &sa, NULL);
	(void)sigaction(SIGINT, &sa, NULL);
	(void)signal(SIGPIPE, SIG_IGN);
}

/* One pulse on a host: the lock goes with the process.  0, or the status to
 * end with. */
static int
only_one(struct mem *mem, const char *run)
{
	char *path = mem_printf(mem, "%s/pulse.lock", run);
	int fd;

	(void)mkdir(run, 0755);
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0640);
	if (fd == -1) {
		log_warn("%s", path);
		return 1;
	}
	if (flock(fd, LOCK_EX | LOCK_NB) == 0)
		return 0;
	if (errno != EWOULDBLOCK) {
		log_warn("%s", path);
		return 1;
	}
	log_warnx("another pulse has %s", path);
	return EXIT_OTHER;
}

/* What the loop works on.  0, or the status to end with. */
static int
begin(struct pulse *p, struct mem *keep)
{
	int status;

	p->run = conf_str(p->conf, "run");
	p->pace = 100;
	if (keys_load(&p->keys, mem_printf(keep, "%s/mailbox",
				    conf_str(p->conf, "keys"))) == -1)
		return 1;
	if ((status = only_one(keep, p->run)) != 0)
		return status;
	if ((p->box = mailbox_own(p->run)) == NULL)
		return 1;
	p->roster = roster_new(keep, (size_t)conf_int(p->conf, "visitors.max"));
	p->mem = mem_new(TURN_ROOM);
	p->db = db_open(conf_str(p->conf, "database.pulse"));
	db_use(p->db, p->mem);
	return 0;
}

static int
run(const struct conf *conf)
{
	size_t max = (size_t)conf_int(conf, "visitors.max");
	struct mem *keep = mem_new(KEEP_ROOM + sizeof(struct pulse) +
				   max * HEARD + 16 * sizeof(struct heard));
	struct pulse *p = mem_get(keep, sizeof(*p));
	sigset_t mask;
	int status;

	p->conf = conf;
	if ((status = begin(p, keep)) == 0) {
		catch_signals(&mask);
		log_info("ready");
		loop(p, &mask);
		log_info("done");
	}
	db_close(p->db);
	mailbox_close(p->box);
	mem_free(p->mem);
	mem_free(keep);
	return status;
}

static int
usage(void)
{
	fprintf(stderr, "usage: pulse [-nv] [-c file]\n");
	return EXIT_USAGE;
}

int
main(int argc, char **argv)
{
	const char *path = SYSCONFDIR "/beckon.conf";
	const struct conf *conf;
	int c, check = 0, verbose = 0;

	while ((c = getopt(argc, argv, "c:nv")) != -1) {
		switch (c) {
		case 'c':
			path = optarg;
			break;
		case 'n':
			check = 1;
			break;
		case 'v':
			verbose = 1;
			break;
		default:
			return usage();
		}
	}
	if (optind != argc)
		return usage();
	log_init("pulse", verbose);
	if ((conf = conf_load(path)) == NULL)
		return 1;
	return check ? 0 : run(conf);
}
