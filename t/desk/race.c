/* SPDX-License-Identifier: ISC */
/* race.c: two processes that do something at the same moment, many times. */
#include <sched.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/log.h"
#include "t/desk/race.h"

int (*race_result)[ROUNDS];

struct track {
	unsigned there[2]; /* the round that each side has come to */
	int result[2][ROUNDS];
};

static struct track *track;

static void
side(int me, racer *work)
{
	struct db *db = desk_open();
	unsigned i;

	if (db_alive(db) == -1)
		_exit(1);
	for (i = 0; i < ROUNDS; i++) {
		__atomic_store_n(&track->there[me], i + 1, __ATOMIC_SEQ_CST);
		while (
		    __atomic_load_n(&track->there[!me], __ATOMIC_SEQ_CST) <= i)
			sched_yield();
		track->result[me][i] = work(db, i);
	}
	db_close(db);
	_exit(0);
}

void
race(racer *one, racer *other)
{
	pid_t pid[2];
	int i, status;

	if (track == NULL)
		track = mmap(NULL, sizeof(*track), PROT_READ | PROT_WRITE,
		    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (track == MAP_FAILED)
		fatal("mmap");
	track->there[0] = track->there[1] = 0;
	race_result = track->result;
	for (i = 0; i < 2; i++) {
		if ((pid[i] = fork()) == -1)
			fatal("fork");
		if (pid[i] == 0)
			side(i, i == 0 ? one : other);
	}
	for (i = 0; i < 2; i++) {
		assert_int_equal(waitpid(pid[i], &status, 0), pid[i]);
		assert_int_equal(status, 0);
	}
}
