/* SPDX-License-Identifier: ISC */
/* audit.h: what was done in the back office, and by whom. Floor 3. */
#ifndef DESK_AUDIT_H
#define DESK_AUDIT_H

#include <stdint.h>

struct db;

struct audit {
	uint64_t operator; /* 0: nobody known */
	const char *address;
	const char *what; /* a word that templates know: "signin" */
	uint64_t object;  /* id of what it was done to; 0 none */
	const char *detail;
};

/* One more row.  0, or -1.  One trip. */
int audit_note(struct db *, const struct audit *);

#endif
