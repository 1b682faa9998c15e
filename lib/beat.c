/* SPDX-License-Identifier: ISC */
/* beat.c: the pipe by which pages say that they are there. Floor 1. */
#include <sys/ioctl.h>
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "lib/box.h"
#include "lib/lane.h"
#include "lib/log.h"
#include "lib/mailbox.h"
#include "lib/rand.h"

enum {
	BEAT_MAGIC = 0xbe,
	BEAT_VERSION = 1,
	BEATS = 256, /* records taken from the pipe in one read */
	PIPE_BYTES = 1 << 20,
	NEXT_MOST = 120000, /* ms */
};

static const char *const states[STATES] = {
    [STATE_FRONT] = "front",
    [STATE_IDLE] = "idle",
    [STATE_HIDDEN] = "hidden",
    [STATE_CHAT] = "chat",
    [STATE_NEW] = "new",
};

const char *
beat_state_name(enum beat_state state)
{
	return states[state];
}

int
beat_state_named(const char *word)
{
	int s;

	for (s = 0; s < STATES; s++)
		if (strcmp(states[s], word) == 0)
			return s;
	return -1;
}

void
beat_put(struct mailbox *m, const struct beat *b)
{
	unsigned char raw[BEAT_SIZE] = {BEAT_MAGIC, BEAT_VERSION};
	ssize_t n;

	box_look(m);
	if (m->beat == -1)
		return;
	raw[2] = (unsigned char)b->kind;
	raw[3] = (unsigned char)b->state;
	memcpy(raw + 4, &b->instance, 4);
	memcpy(raw + 8, b->box, BOX_ID);
	/* What does not go in is lost: the next poll brings another. */
	n = write(m->beat, raw, sizeof(raw));
	(void)n;
}

/* 1 where the bytes are a record that beat_put() made. */
static int
decode(const unsigned char *raw, struct beat *b)
{
	if (raw[0] != BEAT_MAGIC || raw[1] != BEAT_VERSION ||
	    raw[2] < BEAT_POLL || raw[2] > BEAT_LOOK || raw[3] >= STATES)
		return 0;
	b->kind = raw[2];
	b->state = raw[3];
	b->express = 0;
	memcpy(&b->instance, raw + 4, 4);
	memcpy(b->box, raw + 8, BOX_ID);
	return 1;
}

/* From the pipe alone. */
static ssize_t
pipe_get(struct mailbox *m, struct beat *out, size_t max)
{
	unsigned char raw[BEATS * BEAT_SIZE];
	size_t want, len, at, n = 0;
	ssize_t got;

	do {
		len = m->held;
		memcpy(raw, m->rest, len);
		want = (max - n < BEATS ? max - n : BEATS) * BEAT_SIZE - len;
		if (max == n || (got = read(m->beat, raw + len, want)) == 0)
			break;
		if (got == -1) {
			if (errno == EAGAIN || errno == EINTR || n > 0)
				break;
			return -1;
		}
		len += (size_t)got;
		/* After garbage, go on byte by byte until a record begins. */
		for (at = 0; at + BEAT_SIZE <= len;) {
			if (decode(raw + at, &out[n])) {
				n++;
				at += BEAT_SIZE;
			} else
				at++;
		}
		m->held = len - at;
		memcpy(m->rest, raw + at, m->held);
	} while ((size_t)got == want);
	return (ssize_t)n;
}

ssize_t
beat_get(struct mailbox *m, struct beat *out, size_t max)
{
	ssize_t n = pipe_get(m, out, max);

	if (n == -1 || m->lane == NULL)
		return n;
	return n + (ssize_t)lane_get(m->lane, out + n, max - (size_t)n);
}

/* The pipe, made where it is missing and opened for both ways, so that it
 * never ends.  0, or -1 logged. */
int
beat_own(struct mailbox *m)
{
	if (mkfifo(m->beat_path, 0660) == 0)
		(void)chmod(m->beat_path, 0660); /* whatever the umask */
	else if (errno != EEXIST) {
		log_warn("%s", m->beat_path);
		return -1;
	}
	m->beat = box_follow(-1, m->beat_path, O_RDWR, S_IFIFO);
	if (m->beat == -1) {
		log_warnx("%s is not a pipe of ours", m->beat_path);
		return -1;
	}
	if (fcntl(m->beat, F_SETPIPE_SZ, PIPE_BYTES) == -1)
		log_warn("%s stays small", m->beat_path);
	return 0;
}

int
mailbox_beat_fd(const struct mailbox *m)
{
	return m->beat;
}

unsigned
mailbox_fill(const struct mailbox *m)
{
	int size = fcntl(m->beat, F_GETPIPE_SZ), bytes = 0;
	unsigned pipe = 0, lane = m->lane == NULL ? 0 : lane_behind(m->lane);

	if (size > 0 && ioctl(m->beat, FIONREAD, &bytes) == 0)
		pipe = (unsigned)((int64_t)bytes * 100 / size);
	return pipe > lane ? pipe : lane;
}

uint32_t
mailbox_next(enum beat_state state, uint32_t pace)
{
	static const uint32_t ms[STATES] = {
	    [STATE_FRONT] = 5000,
	    [STATE_IDLE] = 15000,
	    [STATE_HIDDEN] = 30000,
	    [STATE_CHAT] = 1500,
	    [STATE_NEW] = 3000,
	};
	uint64_t next;

	next = (uint64_t)ms[state < STATES ? state : STATE_HIDDEN] * pace / 100;
	return next > NEXT_MOST ? NEXT_MOST : (uint32_t)next;
}

/* Spreads the pages; nothing is decided by it, and every poll asks: the
 * system is asked for randomness once only (then SplitMix64). */
static uint32_t
spread(uint32_t limit)
{
	static uint64_t state;
	uint64_t z;

	if (state == 0)
		rand_bytes(&state, sizeof(state));
	z = state += 0x9e3779b97f4a7c15;
	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return (uint32_t)((z ^ z >> 31) >> 32) % limit;
}

uint32_t
mailbox_next_jittered(enum beat_state state, uint32_t pace)
{
	uint32_t next = mailbox_next(state, pace), tenth = next / 10;

	next = next - tenth + spread(2 * tenth + 1);
	return next > NEXT_MOST ? NEXT_MOST : next;
}
