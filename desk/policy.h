/* SPDX-License-Identifier: ISC */
/* policy.h: how a department gives out its chats, as a form shows it. Floor 3;
 * semantics.md section 5; who reads it: desk/candidate.h. */
#ifndef DESK_POLICY_H
#define DESK_POLICY_H

#include <stdint.h>

#include "desk/change.h"

struct db;

/* What an empty field means is 0. */
struct policy {
	uint64_t department;
	uint64_t version; /* of the department */
	const char *name; /* ... its name; read only */
	int on;
	uint64_t accept;         /* seconds; 0: an offer has no end */
	uint64_t max_operator;   /* chats; 0: as many as come */
	uint64_t max_department; /* ... */
	uint64_t delay;          /* seconds */
	int fewest;
	int priority;
	int language;
	uint64_t inactive;   /* minutes; 0: all chats count */
	uint64_t unanswered; /* minutes; 0: off */
	int64_t chats;       /* priority of those that begin in it */
};

int policy_get(struct db *, uint64_t department, struct policy *); /* 1, 0,
								    * -1 */
/* CHANGE_DONE where nothing differs, too; CHANGE_STALE; CHANGE_GONE.  At most
 * five trips and the transaction. */
enum change policy_save(
    struct db *, const struct actor *, const struct policy *);

#endif
