/* SPDX-License-Identifier: ISC */
/*
 * lane_log.c: beats out of the log that nginx writes. Floor 1.
 * nginx only appends.  What was read is punched out of the file, which stays
 * as large as what is unread; once it seems very long it is cut.
 */
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "lib/box.h"
#include "lib/lane_log.h"
#include "lib/log.h"
#include "lib/text.h"

enum {
	PAGE = 65536,      /* bytes: no file system has larger blocks */
	CHUNK = 32768,     /* bytes read at a time */
	ID = BOX_TEXT + 8, /* hex digits: mailbox id and page instance */
	LINE = ID + 1 + 8, /* bytes of the longest line, without its end */
	BEHIND = 16 << 20, /* bytes: older ones are left out */
	GIVE = 256 << 10,  /* bytes read: given back at once */
	LONG = 1 << 30,    /* bytes: cut when all is read */
	LONG_NO_HOLES = 1 << 20, /* ... without holes */
	FRESH = 15               /* s: what a pulse before us left unread */
};

void
lane_log_init(struct lane_log *log, const char *run)
{
	memset(log, 0, sizeof(*log));
	log->fd = -1;
	(void)snprintf(log->path, sizeof(log->path), "%s/express/beats", run);
}

/* Gives back what was read. */
static void
give_back(struct lane_log *log)
{
	/* From the beginning of a page, of which the last time took the first
	 * part only. */
	off_t from = log->freed - log->freed % PAGE;
	struct stat st;

	if (log->at > log->freed && !log->no_holes &&
	    fallocate(log->fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, from,
		log->at - from) == -1)
		log->no_holes = 1;
	log->freed = log->at;
	/* nginx appends: the next line stands at the new end. */
	if (log->at >= (log->no_holes ? LONG_NO_HOLES : LONG) &&
	    fstat(log->fd, &st) == 0 && st.st_size == log->at &&
	    ftruncate(log->fd, 0) == 0)
		log->at = log->freed = 0;
}

void
lane_log_close(struct lane_log *log)
{
	if (log->fd == -1)
		return;
	give_back(log);
	(void)close(log->fd);
	log->fd = -1;
}

/* Where to begin in a log that somebody else may have read before: at the
 * first byte that was not given back, if it is from just now. */
static void
begin(struct lane_log *log)
{
	struct timespec now;
	struct stat st;
	off_t data;

	log->at = log->freed = 0;
	log->no_holes = 0;
	if (fstat(log->fd, &st) == -1)
		return;
	(void)clock_gettime(CLOCK_REALTIME, &now);
	data = lseek(log->fd, 0, SEEK_DATA);
	if (data == -1 || now.tv_sec - st.st_mtim.tv_sec > FRESH)
		data = st.st_size;
	log->at = data;
	give_back(log);
}

int
lane_log_follow(struct lane_log *log)
{
	int before = log->fd;
	struct stat st;

	if (before != -1)
		give_back(log);
	log->fd = box_follow(log->fd, log->path, O_RDWR, S_IFREG);
	if (log->fd == -1) {
		if (!log->said && errno != ENOENT)
			log_warn("%s: no express lane", log->path);
		log->said = 1;
		return -1;
	}
	log->said = 0;
	if (log->fd != before || fstat(log->fd, &st) == -1)
		begin(log);
	else if (st.st_size < log->at) /* somebody cut it */
		log->at = log->freed = 0;
	else if (st.st_size - log->at > BEHIND)
		log->at = st.st_size;
	return 0;
}

/* One line.  1, or 0 where nginx did not write it like this. */
static int
read_line(const char *s, size_t len, struct beat *b)
{
	unsigned char raw[ID / 2];
	char line[LINE + 1];
	int state;

	/* What was given back reads as NULs. */
	for (; len > 0 && *s == '\0'; len--)
		s++;
	if (len <= ID + 1 || len > LINE || s[ID] != ' ')
		return 0;
	memcpy(line, s, len);
	line[len] = line[ID] = '\0';
	if (text_unhex(line, raw, sizeof(raw)) == -1 ||
	    (state = beat_state_named(line + ID + 1)) == -1)
		return 0;
	memcpy(b->box, raw, BOX_ID);
	b->instance = (uint32_t)raw[BOX_ID] << 24 |
		      (uint32_t)raw[BOX_ID + 1] << 16 |
		      (uint32_t)raw[BOX_ID + 2] << 8 | raw[BOX_ID + 3];
	b->kind = BEAT_POLL;
	b->state = (enum beat_state)state;
	b->express = 1;
	return 1;
}

/* The whole lines of a piece of the log, up to max beats; *used is how many
 * bytes were looked at. */
static size_t
read_lines(
    const char *text, size_t len, size_t *used, struct beat *out, size_t max)
{
	const char *at = text, *end;
	size_t n = 0, left = len;

	while (n < max && (end = memchr(at, '\n', left)) != NULL) {
		n += (size_t)read_line(at, (size_t)(end - at), &out[n]);
		left -= (size_t)(end - at) + 1;
		at = end + 1;
	}
	/* No line is so long: it will not end well. */
	if (n < max && left > LINE && left == len)
		left = 0;
	*used = len - left;
	return n;
}

size_t
lane_log_get(struct lane_log *log, struct beat *out, size_t max)
{
	char text[CHUNK];
	size_t n = 0, used = 1;
	ssize_t got;

	if (log->fd == -1)
		return 0;
	while (n < max && used > 0) {
		got = pread(log->fd, text, sizeof(text), log->at);
		if (got <= 0)
			break;
		n += read_lines(text, (size_t)got, &used, out + n, max - n);
		log->at += (off_t)used;
	}
	if (log->at - log->freed > GIVE)
		give_back(log);
	return n;
}

unsigned
lane_log_behind(const struct lane_log *log)
{
	struct stat st;

	if (log->fd == -1 || fstat(log->fd, &st) == -1 || st.st_size < log->at)
		return 0;
	if (st.st_size - log->at >= BEHIND)
		return 100;
	return (unsigned)((st.st_size - log->at) * 100 / BEHIND);
}
