/* SPDX-License-Identifier: ISC */
/* box.h: what mailbox.c and beat.c share, and nobody else. Floor 1. */
#ifndef LIB_BOX_H
#define LIB_BOX_H

#include <limits.h>
#include <time.h>

#include "mailbox.h"

struct lane;

struct mailbox {
	int box;  /* the directory, or -1 */
	int beat; /* the pipe, or -1 */
	int owner;
	struct lane *lane; /* of the owner, or NULL */
	time_t looked; /* CLOCK_MONOTONIC second of the last look */
	struct tick tick;
	size_t held; /* bytes of a torn record, kept for the next read */
	unsigned char rest[BEAT_SIZE];
	char box_path[PATH_MAX];
	char beat_path[PATH_MAX];
};

/* At most once a second: opens what is missing or was replaced. */
void box_look(struct mailbox *);

/* Closes fd where path leads elsewhere, and opens path where none is open and
 * it is of that type.  The descriptor, or -1. */
int box_follow(int fd, const char *path, int flags, mode_t type);

/* Makes and opens the pipe for its owner.  0, or -1 logged. */
int beat_own(struct mailbox *);

#endif
