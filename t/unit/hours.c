/* SPDX-License-Identifier: ISC */
/* hours.c: online hours as people write them, and when it is open, over
 * nights, weekends and changes of the clock. Floor 9. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "desk/hours.h"
#include "lib/zone.h"
#include "t/unit/unit.h"

/* What is typed, and how it comes back; NULL where it is refused. */
static const struct {
	const char *typed;
	const char *shown;
} TEXTS[] = {
    {"", ""},
    {"  ", ""},
    {"9-17", "09:00-17:00"},
    {"09:00-12:30, 14:00-18:00", "09:00-12:30, 14:00-18:00"},
    {" 9:05 \xe2\x80\x93 9:06 ,10-11", "09:05-09:06, 10:00-11:00"},
    {"0-24", "00:00-24:00"},
    {"0-1,2-3,4-5,6-7,8-9,10-24",
	"00:00-01:00, 02:00-03:00, 04:00-05:00, 06:00-07:00, 08:00-09:00, "
	"10:00-24:00"},
    {"0-1,2-3,4-5,6-7,8-9,10-11,12-13", NULL},
    {"9-9", NULL},
    {"17-9", NULL},
    {"9-12,11-13", NULL},
    {"9-12,12-13", NULL},
    {"14-18,9-12", NULL},
    {"9-24:01", NULL},
    {"9-25", NULL},
    {"9:60-10", NULL},
    {"9:5-10", NULL},
    {"9:-10", NULL},
    {"9", NULL},
    {"9-", NULL},
    {"-9", NULL},
    {"9-12 13-14", NULL},
    {"009-12", NULL},
    {"nine-twelve", NULL},
    {"9-12,,13-14", NULL},
    {"9-12;", NULL},
};

static void
hours_are_read_as_people_write_them(void **state)
{
	struct hours h[HOURS_SPANS];
	char text[HOURS_TEXT + 1];
	size_t i;
	int n;

	(void)state;
	for (i = 0; i < COUNT(TEXTS); i++) {
		n = hours_read(TEXTS[i].typed, 2, h);
		if ((n == -1) != (TEXTS[i].shown == NULL))
			fail_msg("'%s' gives %d", TEXTS[i].typed, n);
		if (n == -1)
			continue;
		hours_write(h, (size_t)n, 2, text);
		assert_string_equal(text, TEXTS[i].shown);
		hours_write(h, (size_t)n, 3, text);
		assert_string_equal(text, "");
	}
}

static int64_t
utc(const char *text)
{
	struct tm tm = {0};

	assert_non_null(strptime(text, "%Y-%m-%d %H:%M", &tm));
	return (int64_t)timegm(&tm);
}

/* Hours, and when that is: weekday, opens, closes; all moments in UTC. */
static const struct {
	const char *name;
	const char *zone;
	struct hours span[3];
	const char *from, *until;
	const char *open;
} MOMENTS[] = {
    {"a Monday in UTC", "UTC", {{0, 540, 1020}}, "2026-11-23 00:00",
	"2026-11-24 00:00", "2026-11-23 09:00-2026-11-23 17:00"},
    {"another weekday is none", "UTC", {{1, 540, 1020}}, "2026-11-23 00:00",
	"2026-11-24 00:00", ""},
    {"two spans, the first one has begun", "Europe/Berlin",
	{{0, 540, 720}, {0, 780, 1020}}, "2026-11-23 09:30", "2026-11-24 00:00",
	"2026-11-23 09:30-2026-11-23 11:00,2026-11-23 12:00-2026-11-23 16:00"},
    {"over midnight, and over the week's end", "UTC",
	{{0, 0, 120}, {6, 1320, 1440}}, "2026-11-22 12:00", "2026-11-23 12:00",
	"2026-11-22 22:00-2026-11-23 02:00"},
    {"Monday begins on Sunday, in UTC", "Pacific/Auckland", {{0, 480, 600}},
	"2026-11-22 00:00", "2026-11-23 00:00",
	"2026-11-22 19:00-2026-11-22 21:00"},
    {"... and ends on Tuesday", "America/Los_Angeles", {{0, 960, 1440}},
	"2026-11-23 00:00", "2026-11-25 00:00",
	"2026-11-24 00:00-2026-11-24 08:00"},
    {"a zone of halves and quarters", "Asia/Kathmandu", {{0, 540, 600}},
	"2026-11-22 12:00", "2026-11-23 12:00",
	"2026-11-23 03:15-2026-11-23 04:15"},
    {"winter in Berlin", "Europe/Berlin", {{4, 540, 1020}}, "2026-03-27 00:00",
	"2026-03-28 00:00", "2026-03-27 08:00-2026-03-27 16:00"},
    {"summer in Berlin", "Europe/Berlin", {{0, 540, 1020}}, "2026-03-30 00:00",
	"2026-03-31 00:00", "2026-03-30 07:00-2026-03-30 15:00"},
    {"the night that is short", "Europe/Berlin", {{6, 0, 360}},
	"2026-03-28 12:00", "2026-03-29 12:00",
	"2026-03-28 23:00-2026-03-29 04:00"},
    {"the hour that is left out", "Europe/Berlin", {{6, 120, 180}},
	"2026-03-28 12:00", "2026-03-29 12:00", ""},
    {"... and a span that begins in it", "Europe/Berlin", {{6, 150, 210}},
	"2026-03-28 12:00", "2026-03-29 12:00",
	"2026-03-29 01:00-2026-03-29 01:30"},
    {"the night that is long", "Europe/Berlin", {{6, 0, 360}},
	"2026-10-24 12:00", "2026-10-25 12:00",
	"2026-10-24 22:00-2026-10-25 05:00"},
    {"the hour that comes twice", "Europe/Berlin", {{6, 120, 150}},
	"2026-10-24 12:00", "2026-10-25 12:00",
	"2026-10-25 00:00-2026-10-25 00:30,2026-10-25 01:00-2026-10-25 01:30"},
    {"half an hour of summer", "Australia/Lord_Howe", {{6, 60, 180}},
	"2026-10-03 12:00", "2026-10-04 12:00",
	"2026-10-03 14:30-2026-10-03 16:00"},
    {"an unknown zone is UTC", "Nowhere/Land", {{0, 540, 600}},
	"2026-11-23 00:00", "2026-11-24 00:00",
	"2026-11-23 09:00-2026-11-23 10:00"},
};

static void
moments_text(const struct moments *m, size_t n, char *text, size_t size)
{
	size_t i, len = 0;
	time_t t;
	struct tm tm;

	text[0] = '\0';
	for (i = 0; i < 2 * n; i++) {
		t = (time_t)(i % 2 ? m[i / 2].until : m[i / 2].from);
		assert_non_null(gmtime_r(&t, &tm));
		len += (size_t)snprintf(text + len, size - len, "%s",
		    i % 2   ? "-"
		    : i > 0 ? ","
			    : "");
		len += strftime(text + len, size - len, "%Y-%m-%d %H:%M", &tm);
	}
}

static void
it_is_open_when_the_clock_there_says_so(void **state)
{
	struct moments got[HOURS_MOMENTS], between;
	struct week week;
	char text[1000];
	size_t i, n;

	(void)state;
	for (i = 0; i < COUNT(MOMENTS); i++) {
		memset(&week, 0, sizeof(week));
		week.zone = MOMENTS[i].zone;
		while (week.n < 3 && MOMENTS[i].span[week.n].closes > 0) {
			week.span[week.n] = MOMENTS[i].span[week.n];
			week.n++;
		}
		between = (struct moments){
		    utc(MOMENTS[i].from), utc(MOMENTS[i].until)};
		n = hours_moments(&week, &between, got, HOURS_MOMENTS);
		moments_text(got, n, text, sizeof(text));
		if (strcmp(text, MOMENTS[i].open) != 0)
			fail_msg("%s: %s", MOMENTS[i].name, text);
	}
}

/* A year, minute by minute, against the clock itself. */
static void
a_year_of_minutes_agrees(void **state)
{
	static const char *const zones[] = {"Europe/Berlin", "America/St_Johns",
	    "Africa/Casablanca", "Antarctica/Troll"};
	struct week week = {
	    .span = {{0, 30, 170}, {5, 1380, 1440}, {6, 0, 125}, {6, 150, 400}},
	    .n = 4};
	static struct moments got[1000];
	struct moments year = {
	    utc("2026-01-01 00:00"), utc("2027-01-01 00:00")};
	size_t i, j, n, at;
	int64_t t, local;
	int minute, day, open;

	(void)state;
	for (i = 0; i < COUNT(zones); i++) {
		week.zone = zones[i];
		n = hours_moments(&week, &year, got, COUNT(got));
		assert_in_range(n, 100, COUNT(got) - 1);
		setenv("TZ", zones[i], 1);
		tzset();
		for (at = 0, t = year.from; t < year.until; t += 60) {
			struct tm tm;
			time_t now = (time_t)t;

			assert_non_null(localtime_r(&now, &tm));
			local = t + tm.tm_gmtoff;
			minute = (int)(local / 60 % 1440);
			day = (tm.tm_wday + 6) % 7;
			for (open = 0, j = 0; j < week.n; j++)
				open |= week.span[j].weekday == day &&
					week.span[j].opens <= minute &&
					minute < week.span[j].closes;
			while (at < n && got[at].until <= t)
				at++;
			if (open != (at < n && got[at].from <= t))
				fail_msg("%s at %lld", zones[i], (long long)t);
		}
	}
	unsetenv("TZ");
	tzset();
}

/* Half-filled room is not overrun. */
static void
no_more_moments_than_there_is_room_for(void **state)
{
	struct week week = {.zone = "UTC", .span = {{0, 0, 60}}, .n = 1};
	struct moments between = {0, INT64_C(86400) * 100}, got[3];

	(void)state;
	assert_int_equal(hours_moments(&week, &between, got, 3), 3);
}

static void
the_process_keeps_its_own_zone(void **state)
{
	(void)state;
	setenv("TZ", "Asia/Tokyo", 1);
	assert_int_equal(
	    zone_offset("Europe/Berlin", utc("2026-07-01 00:00")), 7200);
	assert_string_equal(getenv("TZ"), "Asia/Tokyo");
	unsetenv("TZ");
	assert_int_equal(
	    zone_offset("Europe/Berlin", utc("2026-12-01 00:00")), 3600);
	assert_null(getenv("TZ"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(hours_are_read_as_people_write_them),
	    cmocka_unit_test(it_is_open_when_the_clock_there_says_so),
	    cmocka_unit_test(a_year_of_minutes_agrees),
	    cmocka_unit_test(no_more_moments_than_there_is_room_for),
	    cmocka_unit_test(the_process_keeps_its_own_zone),
	};

	return RUN(tests);
}
