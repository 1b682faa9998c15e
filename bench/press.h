/* SPDX-License-Identifier: ISC */
/* press.h: what the parts of press share. Floor 9. */
#ifndef BENCH_PRESS_H
#define BENCH_PRESS_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "bench/times.h"

enum {
	FRAME_HEAD = 9,
	FRAME_KEPT = 16, /* bytes of a frame's content that are looked at */
	STREAMS = 8,     /* requests at most at once on a connection */
	ASK_MOST = 4096, /* bytes of a path and a body */
	ASK_ROOM = ASK_MOST + 1024,
	CLASSES = 6 /* of statuses: 0 for no answer, 2 for 2xx */
};

/* --- press_tls.c: bytes over TLS 1.3, nothing waits ------------------------ */

struct wire {
	struct ssl_st *ssl; /* NULL: closed */
	int fd;
	int64_t came; /* ns: when the last bytes were at the socket */
};

int wire_ready(void); /* once, before the others: 0, -1 */
int wire_open(struct wire *, int port, const char *name);
int wire_shake(struct wire *); /* 1 done, 0 not yet, -1 failed */
ssize_t wire_read(struct wire *, void *, size_t); /* 0: nothing; -1: ended */
int wire_more(struct wire *);                     /* is there more to read? */
int wire_write(struct wire *, const void *, size_t); /* 1 all, 0 later, -1 */
void wire_close(struct wire *);
int64_t wire_clock(void); /* ns, CLOCK_MONOTONIC */

/* --- press_h2.c: frames of HTTP/2, in memory -------------------------------- */

enum frame_type {
	FRAME_DATA = 0,
	FRAME_HEADERS = 1,
	FRAME_RESET = 3,
	FRAME_SETTINGS = 4,
	FRAME_PING = 6,
	FRAME_AWAY = 7,
	FRAME_WINDOW = 8
};

enum frame_flag {
	FLAG_END = 1, /* of the stream; an answer to SETTINGS and PING */
	FLAG_WHOLE = 4,
	FLAG_PADDED = 8,
	FLAG_PRIORITY = 32
};

/* One that came; kept: the first bytes of what it holds. */
struct frame {
	unsigned type, flags;
	uint32_t stream;
	size_t length;
	const unsigned char *kept;
};

struct h2 {
	unsigned char head[FRAME_HEAD], kept[FRAME_KEPT];
	size_t have;    /* bytes of a frame that is not whole yet */
	uint32_t next;  /* stream */
	int64_t window; /* bytes of bodies that the server takes */
};

struct ask {
	const char *path, *body; /* body NULL: GET */
	size_t path_len, body_len;
};

struct target {
	char *name, *path;  /* host:port, where no ask says more */
	const char *origin; /* NULL: none */
	char host[256];     /* without the port */
	int port;
};

size_t h2_begin(struct h2 *, unsigned char *out);
size_t h2_ask(
    struct h2 *, const struct target *, const struct ask *, unsigned char *out);
size_t h2_answer(const struct frame *, unsigned char *out);
int h2_next(struct h2 *, const unsigned char **, size_t *, struct frame *);
int h2_status(const struct frame *);
uint32_t h2_number(const unsigned char *);

/* --- press_ask.c: connections, and who is asked next ------------------------ */

struct stream {
	uint32_t id; /* 0: free */
	int status;
	const struct ask *ask;
	int64_t due, sent; /* ns */
};

enum stage {
	STAGE_NONE, /* not opened yet */
	STAGE_CLOSED,
	STAGE_SHAKING,
	STAGE_READY,
	STAGE_LAST /* what is under way is waited for */
};

struct connection {
	struct wire wire;
	struct h2 h2;
	enum stage stage;
	int busy;
	long left; /* requests before it is closed */
	int64_t retry_at;
	struct stream stream[STREAMS];
	unsigned char *rest; /* what the socket did not take yet */
	size_t rest_len;
};

struct totals {
	uint64_t answered, bad, opened;
	uint64_t classes[CLASSES];
	int64_t last; /* ns: the last answer */
	struct times due, sent, late;
};

struct press {
	struct target target;
	double rate; /* requests a second; 0: as fast as it goes */
	long seconds, connections, streams, life;
	int greet; /* each connection asks once as soon as it is there */
	struct ask *asks;
	size_t nasks, turn;
	struct connection *all;
	long ready, next;     /* how many there are; whose turn it is */
	struct stream *again; /* those that a server did not look at */
	size_t nagain;
	int epoll, timer;
	int closing, stopped; /* nobody asks any more; nor is waited for */
	int64_t now;          /* ns */
	struct totals totals;
};

void press_open(struct press *, struct connection *);
void press_event(struct press *, struct connection *, uint32_t events);
int press_ask(struct press *, int64_t due); /* 1 asked, 0 nobody is free */
void press_look(struct press *);
void press_close(struct press *);

#endif
