/* SPDX-License-Identifier: ISC */
/* pulse.h: what the parts of the daemon share. Floor 4. */
#ifndef CGI_BIN_PULSE_H
#define CGI_BIN_PULSE_H

#include <stddef.h>
#include <stdint.h>

#include "desk/presence.h"
#include "desk/tail.h"
#include "lib/mailbox.h"
#include "lib/token.h"

struct conf;
struct db;
struct mailbox;
struct mem;
struct roster;

enum {
	PULSE_LEAVES = 512, /* pages that went, held for a moment */
	PULSE_JOBS = 19
};

/* A page that said that it goes, while polls which it sent before may still
 * stand in nginx's buffer. */
struct leave {
	struct beat beat;
	int64_t due;
};

/* Times are ms of CLOCK_MONOTONIC. */
struct pulse {
	const struct conf *conf;
	const char *run;
	struct keys keys;
	struct mailbox *box;
	struct db *db;
	struct mem *mem; /* of one turn of the loop */
	struct roster *roster;
	int64_t now;

	int up; /* the database answers and the mailbox is as it says */
	unsigned failures;
	int64_t retry_at;
	int64_t up_at;

	uint32_t pace;
	unsigned late; /* ms that the loop was late at worst, this second */
	unsigned fill; /* percent of the pipe at worst, this second */

	int look;     /* somebody wrote to the feed */
	int restored; /* presence rows were made again: their mail is unknown */
	uint64_t place;
	struct waiting waiting[TAIL_ROWS];

	struct presence_write batch[PRESENCE_BATCH];
	size_t nbatch;
	struct leave leaves[PULSE_LEAVES]; /* a ring */
	size_t held, let_go;               /* ever */
	int64_t full_said_at;
	int64_t job_at[PULSE_JOBS];
	uint64_t chat_at;  /* the database's time of a chat's last change */
	int64_t offers_at; /* when offers were looked at */
};

/* The database failed: beats only, until it is back. */
void pulse_lost(struct pulse *);

/* pulse_beats.c.  Takes what is in the pipe; 1 where there is more. */
int pulse_beats(struct pulse *);
void pulse_flush(struct pulse *);

/* pulse_box.c */
int pulse_rebuild(struct pulse *); /* 0, -1 */
void pulse_tail(struct pulse *);
void pulse_tick(struct pulse *);

/* pulse_work.c: all that falls due, looked at every second. */
void pulse_work(struct pulse *);

#endif
