/* SPDX-License-Identifier: ISC */
/*
 * mailbox.h: the two plain Unix things between poll and pulse: a directory
 * in which a file says that something waits, and a pipe for beats. Floor 1.
 *
 *	<run>/box/<32 hex>   the number of the newest thing waiting, decimal
 *	<run>/box/tick       "time pace database full" rewritten every second
 *	<run>/box/place      how far pulse has read the feed
 *	<run>/beat           the named pipe
 *	<run>/express        where it is there: the express lane, see lane.h
 */
#ifndef LIB_MAILBOX_H
#define LIB_MAILBOX_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "token.h"

enum {
	BEAT_SIZE = 24 /* bytes; below PIPE_BUF, so never torn */
};

enum beat_kind {
	BEAT_POLL = 1, /* this page is there, in this state */
	BEAT_LEAVE,    /* this page instance is going */
	BEAT_LOOK,     /* somebody wrote to the feed: read it now */
};

enum beat_state {
	STATE_FRONT,  /* in front, used within 5 min */
	STATE_IDLE,   /* no input for 5 min */
	STATE_HIDDEN, /* no tab of the site is in front */
	STATE_CHAT,   /* a chat or invitation is open: ask often */
	STATE_NEW,    /* in front, in its first minute */
	STATES
};

/* One record in the pipe.  Its layout is written and read by beat_put() and
 * beat_get() alone. */
struct beat {
	unsigned char box[BOX_ID];
	enum beat_kind kind;
	enum beat_state state;
	uint32_t instance; /* of the page; 0 unknown */
	int express;       /* nginx answered that poll by itself */
};

/* The words of the query for a state.  -1: no such word. */
const char *beat_state_name(enum beat_state);
int beat_state_named(const char *word);

/* What pulse tells every poll worker. */
struct tick {
	uint64_t t;    /* seconds since the epoch, by pulse */
	uint32_t pace; /* percent: 100 normal, 800 at most */
	int database;  /* 1 answers, 0 away */
	int full;      /* 1: as many visitors as visitors.max allows */
};

struct mailbox;

/* For poll and visit: opens <run>/box and <run>/beat where they exist;
 * missing ones are tried again later.  Never fails, never blocks. */
struct mailbox *mailbox_open(const char *run);

void mailbox_close(struct mailbox *);

/* The number waiting for this id, 0 for none.  One stat-sized look. */
uint64_t mailbox_peek(struct mailbox *, const unsigned char id[BOX_ID]);

/* Read at most once a second; t 0 where there is none (pulse never ran). */
const struct tick *mailbox_tick(struct mailbox *);

/* Writes one beat; a full or absent pipe loses it, silently. */
void beat_put(struct mailbox *, const struct beat *);

/* For pulse alone, which owns the directory: makes what is missing, opens
 * the pipe for reading and writing.  NULL and logged where it failed.  Where
 * writing fails because somebody took the directory away: close, own again. */
struct mailbox *mailbox_own(const char *run);
int mailbox_beat_fd(const struct mailbox *); /* to wait on */
/* How full the pipe is, or how far we are behind in the express lane's log:
 * the worse of both, in percent. */
unsigned mailbox_fill(const struct mailbox *);

/* Takes up to max beats that are there now, from the pipe and from the express
 * lane's log: fewer means that there are no more.
 * Bytes that no beat_put() wrote are skipped.  How many, or -1. */
ssize_t beat_get(struct mailbox *, struct beat *, size_t max);

/* Write, rename: a reader sees the old or the new number.  0, or -1 logged. */
int mailbox_put(struct mailbox *, const unsigned char id[BOX_ID], uint64_t n);
/* Unlinks if the file's number is <= n. */
int mailbox_take(struct mailbox *, const unsigned char id[BOX_ID], uint64_t n);
/* Does nginx answer polls by itself, as far as we know?  1, 0. */
int mailbox_express(const struct mailbox *);
/* Whoever polls in the express lane with this id has to say hello again. */
int mailbox_again(struct mailbox *, const unsigned char id[BOX_ID]);
/* Unlinks every mailbox file for which keep(id, arg) is 0. */
int mailbox_sweep(struct mailbox *,
    int (*keep)(const unsigned char id[BOX_ID], void *arg), void *arg);
int mailbox_tick_write(struct mailbox *, const struct tick *);
int mailbox_place(struct mailbox *, uint64_t *n); /* 1 read, 0 none, -1 */
int mailbox_place_write(struct mailbox *, uint64_t n);

/* How long until this page should ask again, in ms, before jitter: the one
 * table of architecture.md "The pace". */
uint32_t mailbox_next(enum beat_state, uint32_t pace);
/* The same with +-10 %. */
uint32_t mailbox_next_jittered(enum beat_state, uint32_t pace);

#endif
