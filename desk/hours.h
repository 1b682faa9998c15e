/* SPDX-License-Identifier: ISC */
/* hours.h: online hours, by weekday in a time zone, and the moments they
 * mean: rules without a database. Floor 3. */
#ifndef DESK_HOURS_H
#define DESK_HOURS_H

#include <stddef.h>
#include <stdint.h>

enum {
	HOURS_WEEK = 7,
	HOURS_DAY = 24 * 60, /* minutes */
	HOURS_SPANS = 6,     /* of one weekday */
	HOURS_MAX = HOURS_WEEK * HOURS_SPANS,
	HOURS_TEXT = HOURS_SPANS * 13, /* bytes, "09:00-12:30, " each */
	HOURS_AHEAD = 14 * 86400,      /* seconds that moments are made for */
	HOURS_MOMENTS = HOURS_SPANS * 20
};

/* Open from then to then, in minutes of the day; 0 is Monday. */
struct hours {
	int weekday;
	int opens;
	int closes; /* 1440: midnight */
};

/* Reads "9:00-12:30, 14-18" of one weekday: in order, none touching another.
 * "" is no span.  How many, or -1 where it is not understood. */
int hours_read(const char *text, int weekday, struct hours[HOURS_SPANS]);

/* The same as text, of the spans of that weekday. */
void hours_write(
    const struct hours *, size_t n, int weekday, char text[HOURS_TEXT + 1]);

/* Seconds since the epoch; until is the first one that is closed. */
struct moments {
	int64_t from;
	int64_t until;
};

/* A week's hours, by weekday and time, in a zone. */
struct week {
	const char *zone;
	struct hours span[HOURS_MAX];
	size_t n;
};

/*
 * When it is open between two moments: whenever the local clock shows a time
 * within a span.  So an hour that a clock repeats is open twice, and one that
 * it leaves out is not there.  How many, at most max.
 */
size_t hours_moments(const struct week *, const struct moments *between,
    struct moments *, size_t max);

#endif
