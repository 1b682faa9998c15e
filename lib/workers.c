/* SPDX-License-Identifier: ISC */
/*
 * workers.c: a parent that forks workers, replaces the dead and drains them at
 * the end.  All signals are taken by sigtimedwait(), so there are no handlers.
 * Floor 1.
 */
#include <sys/prctl.h>
#include <sys/types.h>
#include <sys/wait.h>

#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "lib/log.h"
#include "lib/workers.h"

enum {
	SHORT_LIFE = 1000, /* ms; who lived less is replaced after as long */
	DRAIN = 10000,     /* ms that a worker has to finish */
	SOON = 100,        /* ms to the next look while any starts or ends */
	LOOK = 1000,       /* ms between two looks at all of them */
};

struct worker {
	pid_t pid;       /* 0: to be started ... */
	int64_t born;    /* ms */
	int64_t not_yet; /* ... from then on, ms */
	int64_t told;    /* when it was told to end; 0: it was not */
	int old;         /* was there at the last SIGHUP */
};

struct parent {
	const struct crew *crew;
	struct worker workers[WORKERS];
	sigset_t wait_for, before;
	int ending;
};

static int64_t
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000 + 1;
}

/* --- The child ------------------------------------------------------------- */

static void
be_worker(struct parent *p, pid_t parent)
{
	struct sigaction plain = {.sa_handler = SIG_DFL};
	struct sigaction ignore = {.sa_handler = SIG_IGN};

	/* Ctrl-C and a closed terminal are for the parent to act on. */
	sigaction(SIGINT, &ignore, NULL);
	sigaction(SIGHUP, &ignore, NULL);
	sigaction(SIGTERM, &plain, NULL);
	sigaction(SIGCHLD, &plain, NULL);
	if (prctl(PR_SET_PDEATHSIG, SIGTERM) == -1)
		fatal("prctl");
	if (getppid() != parent)
		_exit(0);
	sigprocmask(SIG_SETMASK, &p->before, NULL);
	_exit(p->crew->work(p->crew->arg));
}

static void
start(struct parent *p, struct worker *w)
{
	pid_t parent = getpid(), pid = fork();

	if (pid == 0)
		be_worker(p, parent);
	w->born = now();
	w->told = 0;
	w->old = 0;
	if (pid == -1) {
		log_warn("fork");
		w->not_yet = w->born + SHORT_LIFE;
		return;
	}
	w->pid = pid;
}

/* --- The parent ------------------------------------------------------------ */

static void
say_why(const struct worker *w, int status)
{
	if (WIFSIGNALED(status))
		log_warnx("worker %d ended by signal %d (%s)", (int)w->pid,
		    WTERMSIG(status), strsignal(WTERMSIG(status)));
	else
		log_warnx("worker %d ended with status %d", (int)w->pid,
		    WEXITSTATUS(status));
}

static void
bury(struct parent *p)
{
	struct worker *w;
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
		for (w = p->workers; w < p->workers + p->crew->n; w++)
			if (w->pid == pid)
				break;
		if (w == p->workers + p->crew->n)
			continue;
		if (w->told == 0 ||
		    (WIFSIGNALED(status) && WTERMSIG(status) != SIGTERM))
			say_why(w, status);
		w->pid = 0;
		w->not_yet = 0;
		if (w->told == 0 && now() - w->born < SHORT_LIFE)
			w->not_yet = now() + SHORT_LIFE;
	}
}

static void
tell(struct worker *w)
{
	if (w->told == 0) {
		w->told = now();
		kill(w->pid, SIGTERM);
	} else if (now() - w->told > DRAIN)
		kill(w->pid, SIGKILL);
}

/* Starts who is missing; replaces one old worker at a time, or tells all to
 * end.  How many are alive. */
static int
tend(struct parent *p)
{
	struct worker *w, *next = NULL;
	int alive = 0, missing = 0;

	for (w = p->workers; w < p->workers + p->crew->n; w++) {
		if (w->pid == 0 && !p->ending && w->not_yet <= now())
			start(p, w);
		if (w->pid == 0) {
			missing++;
			continue;
		}
		alive++;
		if (p->ending || w->told != 0)
			tell(w);
		if (w->told != 0)
			missing++;
		else if (w->old && next == NULL)
			next = w;
	}
	if (missing == 0 && next != NULL)
		tell(next);
	return alive;
}

static int
pause_of(const struct parent *p)
{
	const struct worker *w;

	for (w = p->workers; w < p->workers + p->crew->n; w++)
		if (p->ending || w->pid == 0 || w->told != 0 || w->old)
			return SOON;
	return LOOK;
}

static void
renew(struct parent *p)
{
	int i;

	log_info("workers are replaced");
	if (p->crew->reload != NULL)
		p->crew->reload(p->crew->arg);
	for (i = 0; i < p->crew->n; i++)
		p->workers[i].old = 1;
}

int
workers_run(const struct crew *crew)
{
	struct parent p = {.crew = crew};
	struct timespec t = {0, 0};
	int alive;

	if (crew->n < 1 || crew->n > WORKERS)
		fatalx("%d workers", crew->n);
	sigemptyset(&p.wait_for);
	sigaddset(&p.wait_for, SIGTERM);
	sigaddset(&p.wait_for, SIGINT);
	sigaddset(&p.wait_for, SIGHUP);
	sigaddset(&p.wait_for, SIGCHLD);
	if (sigprocmask(SIG_BLOCK, &p.wait_for, &p.before) == -1)
		fatal("sigprocmask");
	log_info("%d workers", crew->n);
	for (;;) {
		bury(&p);
		alive = tend(&p);
		if (p.ending && alive == 0)
			return 0;
		t.tv_sec = pause_of(&p) / 1000;
		t.tv_nsec = pause_of(&p) % 1000 * 1000000L;
		switch (sigtimedwait(&p.wait_for, NULL, &t)) {
		case SIGTERM:
		case SIGINT:
			p.ending = 1;
			break;
		case SIGHUP:
			renew(&p);
			break;
		}
	}
}
