/* SPDX-License-Identifier: ISC */
/* purge.h: rows that have had their time, in small batches. Floor 3. */
#ifndef DESK_PURGE_H
#define DESK_PURGE_H

struct db;

enum {
	PURGE_BATCH = 500 /* rows of one statement */
};

/* Each: how many rows went (PURGE_BATCH: there may be more), or -1.  One
 * trip. */
int purge_presence(struct db *); /* gone for more than a minute */
int purge_feed(struct db *);     /* older than an hour, never the newest */
int purge_sessions(struct db *, int hours); /* not used for so long, ended */
int purge_failures(struct db *); /* of sign-in, a day after their delay */
int purge_reports(struct db *, int days); /* of pages, not repeated */
int purge_views(struct db *, int days);
int purge_events(struct db *, int days);
int purge_visits(struct db *, int days);
int purge_visitors(struct db *, int days);    /* not here, and without a chat */
int purge_profiles(struct db *, int days);    /* of no visitor any more */
int purge_handoffs(struct db *);              /* too old to be taken */
int purge_chats(struct db *, int days);       /* ended; one trip more */
int purge_invitations(struct db *, int days); /* over */
int purge_audit(struct db *, int days);

#endif
