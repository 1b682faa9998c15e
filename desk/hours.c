/* SPDX-License-Identifier: ISC */
/* hours.c: online hours, by weekday in a time zone, and the moments they
 * mean: rules without a database. Floor 3. */
#include <stdio.h>
#include <string.h>

#include "desk/hours.h"
#include "lib/zone.h"

enum {
	MINUTE = 60,
	HOUR = 3600,
	DAY = 86400,
	FIRST_WEEKDAY = 3 /* 1 January 1970 was a Thursday */
};

static const char *
skip(const char *s)
{
	return s + strspn(s, " \t");
}

/* "9", "9:05", "09:05"; minutes, or -1.  Moves on. */
static int
read_time(const char **at)
{
	const char *s = skip(*at);
	size_t digits = strspn(s, "0123456789");
	int hour = 0, minute = 0;

	if (digits == 0 || digits > 2)
		return -1;
	while (digits-- > 0)
		hour = hour * 10 + (*s++ - '0');
	if (*s == ':') {
		if (strspn(++s, "0123456789") != 2)
			return -1;
		minute = (s[0] - '0') * 10 + (s[1] - '0');
		s += 2;
	}
	*at = skip(s);
	if (minute > 59 || hour * 60 + minute > HOURS_DAY)
		return -1;
	return hour * 60 + minute;
}

/* "-", or the dash that people type who care. */
static int
read_dash(const char **at)
{
	static const char dash[] = "\xe2\x80\x93";
	size_t len = sizeof(dash) - 1;

	if (**at == '-')
		++*at;
	else if (strncmp(*at, dash, len) == 0)
		*at += len;
	else
		return -1;
	return 0;
}

int
hours_read(const char *text, int weekday, struct hours list[HOURS_SPANS])
{
	int n = 0, after = -1;

	text = skip(text);
	while (*text != '\0') {
		struct hours h = {.weekday = weekday};

		if (n == HOURS_SPANS || (h.opens = read_time(&text)) == -1 ||
		    read_dash(&text) == -1 ||
		    (h.closes = read_time(&text)) == -1)
			return -1;
		if (h.opens <= after || h.closes <= h.opens)
			return -1;
		after = h.closes;
		list[n++] = h;
		if (*text == ',')
			text = skip(text + 1);
		else if (*text != '\0')
			return -1;
	}
	return n;
}

void
hours_write(
    const struct hours *h, size_t n, int weekday, char text[HOURS_TEXT + 1])
{
	size_t i, len = 0;

	*text = '\0';
	for (i = 0; i < n; i++)
		if (h[i].weekday == weekday && len + 13 <= HOURS_TEXT)
			len +=
			    (size_t)snprintf(text + len, HOURS_TEXT + 1 - len,
				"%s%02d:%02d-%02d:%02d", len > 0 ? ", " : "",
				h[i].opens / 60 % 25, h[i].opens % 60,
				h[i].closes / 60 % 25, h[i].closes % 60);
}

/* The first moment after from, and not after until, from which the zone's
 * clock is set differently; until where there is none. */
static int64_t
clock_change(const char *zone, int64_t from, int64_t until)
{
	int offset = zone_offset(zone, from);
	int64_t low = from, high;

	for (;;) {
		high = low + HOUR < until ? low + HOUR : until;
		if (zone_offset(zone, high) != offset)
			break;
		if (high == until)
			return until;
		low = high;
	}
	while (high - low > 1) {
		int64_t mid = low + (high - low) / 2;

		if (zone_offset(zone, mid) == offset)
			low = mid;
		else
			high = mid;
	}
	return high;
}

struct making {
	const struct week *week;
	struct moments piece; /* of time, in which one offset holds */
	int offset;
	struct moments *out;
	size_t max;
	size_t n;
};

/* Joined with the one before where the two touch. */
static void
add(struct making *m, int64_t from, int64_t until)
{
	from = from > m->piece.from ? from : m->piece.from;
	until = until < m->piece.until ? until : m->piece.until;
	if (from >= until)
		return;
	if (m->n > 0 && m->out[m->n - 1].until == from)
		m->out[m->n - 1].until = until;
	else if (m->n < m->max)
		m->out[m->n++] = (struct moments){from, until};
}

/* A local day, by its number since the epoch. */
static void
add_day(struct making *m, int64_t day)
{
	int64_t midnight = day * DAY - m->offset;
	const struct hours *h;
	size_t i;

	for (i = 0; i < m->week->n; i++) {
		h = &m->week->span[i];
		if (h->weekday == (day + FIRST_WEEKDAY) % HOURS_WEEK)
			add(m, midnight + h->opens * MINUTE,
			    midnight + h->closes * MINUTE);
	}
}

size_t
hours_moments(const struct week *week, const struct moments *between,
    struct moments *out, size_t max)
{
	struct making m = {.week = week, .out = out, .max = max};
	int64_t at, next, day;

	for (at = between->from; at < between->until; at = next) {
		next = clock_change(week->zone, at, between->until);
		m.piece = (struct moments){at, next};
		m.offset = zone_offset(week->zone, at);
		for (day = (at + m.offset) / DAY; day * DAY < next + m.offset;
		     day++)
			add_day(&m, day);
	}
	return m.n;
}
