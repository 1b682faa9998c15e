/* SPDX-License-Identifier: ISC */
/* workers.h: a parent and its workers; for serve.c. Floor 1. */
#ifndef LIB_WORKERS_H
#define LIB_WORKERS_H

enum {
	WORKERS = 256, /* at most */
};

struct crew {
	int n; /* workers wanted */
	/* What a worker does; its result is the process's exit status.  It has
	 * default signals, dies with its parent, and ends on SIGTERM. */
	int (*work)(void *arg);
	/* On SIGHUP, before the workers are replaced one after another. */
	void (*reload)(void *arg);
	void *arg;
};

/* Keeps n workers going until SIGTERM or SIGINT; then lets them finish, 10 s
 * at most.  The exit status. */
int workers_run(const struct crew *);

#endif
