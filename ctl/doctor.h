/* SPDX-License-Identifier: ISC */
/* doctor.h: what the parts of beckonctl doctor share. Floor 4. */
#ifndef CTL_DOCTOR_H
#define CTL_DOCTOR_H

#include "ctl/ctl.h"

struct doctor {
	struct ctl *ctl;
	const char *nginx; /* its configuration; NULL: its own default */
	int faults;
};

#define DOCTOR_PRINTF __attribute__((__format__(__printf__, 2, 3)))

/* One line each; a fault or an advice says its remedy after a colon. */
void doctor_ok(struct doctor *, const char *, ...) DOCTOR_PRINTF;
void doctor_fault(struct doctor *, const char *, ...) DOCTOR_PRINTF;
void doctor_advice(struct doctor *, const char *, ...) DOCTOR_PRINTF;

void doctor_files(struct doctor *);    /* keys, option files, what is served */
void doctor_run(struct doctor *);      /* pulse, pipe, mailbox, sockets */
void doctor_lane(struct doctor *);     /* the express lane */
void doctor_machine(struct doctor *);  /* limits, nginx */
void doctor_database(struct doctor *); /* reach, schema, durability, clock */
void doctor_grants(struct doctor *);   /* as grants.sql, and not more */

#endif
