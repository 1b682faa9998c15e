/* SPDX-License-Identifier: ISC */
/* times.h: how long requests took, for crowd and press. Floor 9. */
#ifndef BENCH_TIMES_H
#define BENCH_TIMES_H

#include <stdint.h>

enum {
	STEPS = 64, /* of times, from one power of two to the next */
	BUCKETS = 28 * STEPS,
};

/* By steps of 1/STEPS of their size. */
struct times {
	uint64_t count, bucket[BUCKETS];
	int64_t longest; /* us */
};

int64_t times_clock(void); /* us, CLOCK_MONOTONIC */
void times_add(struct times *, int64_t us);
double times_within(const struct times *, double percent); /* ms */

#endif
