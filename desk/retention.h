/* SPDX-License-Identifier: ISC */
/* retention.h: for how long what is kept. Floor 3. */
#ifndef DESK_RETENTION_H
#define DESK_RETENTION_H

#include <stdint.h>

#include "desk/change.h"

struct db;

enum {
	RETENTION_MOST = 3650 /* days */
};

enum retention {
	KEEP_VIEWS,    /* page views, visits, events */
	KEEP_VISITORS, /* without a chat */
	KEEP_CHATS,    /* that have ended */
	KEEP_INVITATIONS,
	KEEP_REPORTS, /* of pages that are wrong */
	KEEP_AUDIT,
	KEEPS
};

/* What people call it on forms and in the audit. */
extern const char *const retention_names[KEEPS];

/* Days of each, 0: kept for ever.  What nobody has set is as given for the
 * first two, a week for reports, and for ever.  0, -1; one trip. */
int retention_get(struct db *, uint64_t views, uint64_t days[KEEPS]);

/* was: what the form showed.  CHANGE_DONE, _STALE, _FAILED.  At most nine trips
 * and the transaction. */
enum change retention_set(struct db *, const struct actor *, uint64_t views,
    const uint64_t was[KEEPS], const uint64_t days[KEEPS]);

#endif
