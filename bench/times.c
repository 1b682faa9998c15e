/* SPDX-License-Identifier: ISC */
/* times.c: how long requests took, counted in buckets that are as wide as
 * a 64th of their value: a quantile is exact to 1.6 %. Floor 9. */
#include <time.h>

#include "bench/times.h"

int64_t
times_clock(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* Below STEPS each value has a bucket of its own; above, each power of two has
 * STEPS of them. */
void
times_add(struct times *t, int64_t us)
{
	size_t power = 0, i;

	if (us < 0)
		us = 0;
	while (us >> power >= 2 * STEPS)
		power++;
	i = power * STEPS + (size_t)(us >> power);
	t->bucket[i < BUCKETS ? i : BUCKETS - 1]++;
	t->count++;
	if (us > t->longest)
		t->longest = us;
}

/* The end of a bucket, in us. */
static int64_t
end_of(size_t i)
{
	size_t power = i < 2 * STEPS ? 0 : i / STEPS - 1;

	return ((int64_t)(i - power * STEPS) + 1) << power;
}

/* The time within which so many percent were answered. */
double
times_within(const struct times *t, double percent)
{
	uint64_t seen = 0;
	size_t i;

	for (i = 0; i < BUCKETS; i++)
		if ((double)(seen += t->bucket[i]) * 100 >=
		    (double)t->count * percent)
			break;
	return (double)(end_of(i) < t->longest ? end_of(i) : t->longest) / 1000;
}
