/* SPDX-License-Identifier: ISC */
/* lane_log.h: the log that nginx writes of polls that it answered; only for
 * lane.c. Floor 1. */
#ifndef LIB_LANE_LOG_H
#define LIB_LANE_LOG_H

#include <limits.h>
#include <sys/types.h>

#include "lib/mailbox.h"

struct lane_log {
	int fd;
	off_t at;     /* read up to here */
	off_t freed;  /* given back to the file system up to here */
	int no_holes; /* which the file system cannot do */
	int said;
	char path[PATH_MAX];
};

void lane_log_init(struct lane_log *, const char *run);
void lane_log_close(struct lane_log *);

/* Every second: is it still the file of that name, and how long?  Opens it
 * where it is there and can be read and written; gives back what was read.
 * 0, or -1 where there is none. */
int lane_log_follow(struct lane_log *);

size_t lane_log_get(struct lane_log *, struct beat *, size_t max);
unsigned lane_log_behind(const struct lane_log *);

#endif
