/* SPDX-License-Identifier: ISC */
/* zone.h: what time it is elsewhere. Floor 0. */
#ifndef LIB_ZONE_H
#define LIB_ZONE_H

#include <stdint.h>

/*
 * Seconds east of UTC in a zone ("Europe/Berlin") at a moment.  A zone that
 * the system does not know is UTC.  The C library knows one zone at a time,
 * so this sets TZ and puts it back: for processes with one thread.
 */
int zone_offset(const char *zone, int64_t at);

#endif
