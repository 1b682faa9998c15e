/* SPDX-License-Identifier: ISC */
/* zone.c: what time it is elsewhere. Floor 0. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "log.h"
#include "zone.h"

static void
set_zone(const char *zone)
{
	int failed = zone != NULL ? setenv("TZ", zone, 1) : unsetenv("TZ");

	if (failed)
		fatal("TZ");
	tzset();
}

int
zone_offset(const char *zone, int64_t at)
{
	const char *now = getenv("TZ");
	char *before = now != NULL ? strdup(now) : NULL;
	time_t t = (time_t)at;
	struct tm tm = {0};

	if (now != NULL && before == NULL)
		fatal("memory");
	set_zone(zone);
	if (localtime_r(&t, &tm) == NULL)
		tm.tm_gmtoff = 0;
	set_zone(before);
	free(before);
	return (int)tm.tm_gmtoff;
}
