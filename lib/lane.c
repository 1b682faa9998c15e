/* SPDX-License-Identifier: ISC */
/*
 * lane.c: the files by which nginx answers polls. Floor 1.  Its log is in
 * lane_log.c.
 */
#include <sys/stat.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/box.h"
#include "lib/lane.h"
#include "lib/lane_log.h"
#include "lib/log.h"
#include "lib/text.h"

enum {
	REPLY = 96,     /* bytes of the longest reply */
	SPREAD = 10,    /* replies for one state, each with its own "next" */
	TEN = 10,       /* s that a pace folder is used */
	AHEAD = 2,      /* s before the next one is made */
	STRANGERS = 256 /* ids that we did not mint, remembered */
};

struct lane {
	int box;  /* the folder of ids, or -1 */
	int pace; /* the folder of folders, or -1 */
	struct lane_log log;
	struct tick tick;
	uint64_t ten; /* the pace folder that is used now; 0: none */
	/* Those that are there, by parity, and for which pace; 0: none. */
	struct {
		uint64_t ten;
		uint32_t pace;
	} made[2];
	unsigned char stranger[STRANGERS][BOX_ID];
	size_t strangers; /* ever */
	int full_said;
};

/* A folder in a folder, made where it is missing.  -1 where it cannot be. */
static int
folder(int in, const char *name)
{
	if (mkdirat(in, name, 0750) == -1 && errno != EEXIST)
		return -1;
	return openat(
	    in, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
}

/* Write, rename: nginx sees the old or the new reply.  0, -1. */
static int
write_reply(int in, const char *name, const char *text)
{
	ssize_t len = (ssize_t)strlen(text);
	int fd, good;

	fd = openat(in, ".new",
	    O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0640);
	if (fd == -1)
		return -1;
	/* nginx's group reads it, whatever the umask. */
	good = fchmod(fd, 0640) == 0 && write(fd, text, (size_t)len) == len;
	(void)close(fd);
	if (good && renameat(in, ".new", in, name) == 0)
		return 0;
	(void)unlinkat(in, ".new", 0);
	return -1;
}

/* Says once that it does not work, and once that it does. */
static int
told(struct lane *l, int result)
{
	if (result == -1 && !l->full_said)
		log_warn("the express lane's folder");
	else if (result == 0 && l->full_said)
		log_info("the express lane's folder is well again");
	l->full_said = result == -1;
	return result;
}

/* --- What waits -------------------------------------------------------------- */

int
lane_put(struct lane *l, const unsigned char id[BOX_ID], uint64_t n)
{
	char name[BOX_TEXT + 1], text[REPLY];

	text_hex(name, id, BOX_ID);
	/* They come back soon: what waits is mostly a chat. */
	(void)snprintf(text, sizeof(text),
	    "{\"t\":%" PRIu64 ",\"n\":%" PRIu64 ",\"next\":%" PRIu32 "}",
	    l->tick.t, n, mailbox_next_jittered(STATE_CHAT, l->tick.pace));
	return told(l, write_reply(l->box, name, text));
}

int
lane_drop(struct lane *l, const unsigned char id[BOX_ID])
{
	char name[BOX_TEXT + 1];

	text_hex(name, id, BOX_ID);
	if (unlinkat(l->box, name, 0) == 0 || errno == ENOENT)
		return 0;
	return told(l, -1);
}

int
lane_again(struct lane *l, const unsigned char id[BOX_ID])
{
	size_t i, n = l->strangers < STRANGERS ? l->strangers : STRANGERS;
	unsigned char *place = l->stranger[l->strangers % STRANGERS];
	char name[BOX_TEXT + 1], text[REPLY];

	for (i = 0; i < n; i++)
		if (memcmp(l->stranger[i], id, BOX_ID) == 0)
			return 0;
	if (l->strangers >= STRANGERS && lane_drop(l, place) == -1)
		return -1;
	memcpy(place, id, BOX_ID);
	l->strangers++;
	text_hex(name, id, BOX_ID);
	(void)snprintf(text, sizeof(text), "{\"again\":1,\"next\":%" PRIu32 "}",
	    mailbox_next_jittered(STATE_NEW, l->tick.pace));
	return told(l, write_reply(l->box, name, text));
}

int
lane_box(struct lane *l)
{
	l->strangers = 0;
	return l->box;
}

/* --- The pace ---------------------------------------------------------------- */

/* Removes a pace folder with all that is in it. */
static void
remove_pace(const struct lane *l, const char *name)
{
	struct dirent *e;
	DIR *dir;
	int fd;

	fd = openat(
	    l->pace, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	if (fd == -1 || (dir = fdopendir(fd)) == NULL) {
		if (fd != -1)
			(void)close(fd);
		return;
	}
	while ((e = readdir(dir)) != NULL)
		(void)unlinkat(fd, e->d_name, 0);
	(void)closedir(dir);
	(void)unlinkat(l->pace, name, AT_REMOVEDIR);
}

/* Removes all pace folders but these two. */
static void
sweep_pace(const struct lane *l, uint64_t a, uint64_t b)
{
	struct dirent *e;
	uint64_t n;
	int fd = openat(l->pace, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd == -1 ? NULL : fdopendir(fd);

	if (dir == NULL) {
		if (fd != -1)
			(void)close(fd);
		return;
	}
	while ((e = readdir(dir)) != NULL)
		if (text_u64(e->d_name, &n) == 0 && n != a && n != b)
			remove_pace(l, e->d_name);
	(void)closedir(dir);
}

/* All replies of one pace folder.  0, -1. */
static int
fill_pace(const struct lane *l, const char *folder_name, uint64_t t)
{
	char name[24], text[REPLY];
	int fd, state, i, result = 0;

	if ((fd = folder(l->pace, folder_name)) == -1)
		return -1;
	for (i = 0; i < STATES * SPREAD && result == 0; i++) {
		state = i / SPREAD;
		(void)snprintf(name, sizeof(name), "%s%c",
		    beat_state_name((enum beat_state)state), '0' + i % SPREAD);
		(void)snprintf(text, sizeof(text),
		    "{\"t\":%" PRIu64 ",\"n\":0,\"next\":%" PRIu32 "}", t,
		    mailbox_next_jittered(
			(enum beat_state)state, l->tick.pace));
		result = write_reply(fd, name, text);
	}
	(void)close(fd);
	return result;
}

/* A pace folder is written once, and again for another pace, or where somebody
 * has taken it away. */
static void
keep_pace(struct lane *l, uint64_t ten)
{
	uint64_t t = ten * TEN;
	size_t i = ten % 2;
	char name[24];

	(void)snprintf(name, sizeof(name), "%" PRIu64, ten);
	if (l->made[i].ten == ten && l->made[i].pace == l->tick.pace &&
	    faccessat(l->pace, name, F_OK, 0) == 0)
		return;
	l->made[i].ten = 0;
	if (told(l, fill_pace(l, name, t > l->tick.t ? t : l->tick.t)) == -1)
		return;
	l->made[i].ten = ten;
	l->made[i].pace = l->tick.pace;
}

void
lane_tick(struct lane *l, const struct tick *tick)
{
	uint64_t now = tick->t / TEN, next = (tick->t + AHEAD) / TEN;

	l->tick = *tick;
	if (lane_log_follow(&l->log) == -1) {
		if (l->ten != 0)
			sweep_pace(l, 0, 0);
		l->ten = 0;
		return;
	}
	if (now != l->ten)
		sweep_pace(l, now, next);
	l->ten = now;
	keep_pace(l, now);
	if (next != now)
		keep_pace(l, next);
}

/* --- The lane ---------------------------------------------------------------- */

size_t
lane_get(struct lane *l, struct beat *out, size_t max)
{
	return lane_log_get(&l->log, out, max);
}

int
lane_open(const struct lane *l)
{
	return l->log.fd != -1;
}

unsigned
lane_behind(const struct lane *l)
{
	return lane_log_behind(&l->log);
}

struct lane *
lane_own(const char *run)
{
	struct lane *l = calloc(1, sizeof(*l));
	char path[PATH_MAX];
	int fd, n;

	if (l == NULL)
		fatal("no memory for the express lane");
	n = snprintf(path, sizeof(path), "%s/express", run);
	fd = n < 0 || (size_t)n >= sizeof(path)
		 ? -1
		 : open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	if (fd == -1) {
		free(l);
		return NULL;
	}
	l->box = folder(fd, "box");
	l->pace = folder(fd, "pace");
	(void)close(fd);
	l->tick.pace = 100;
	lane_log_init(&l->log, run);
	if (l->box == -1 || l->pace == -1) {
		log_warn("%s: no express lane", path);
		lane_close(l);
		return NULL;
	}
	sweep_pace(l, 0, 0);
	return l;
}

void
lane_close(struct lane *l)
{
	if (l == NULL)
		return;
	if (l->pace != -1) {
		sweep_pace(l, 0, 0);
		(void)close(l->pace);
	}
	if (l->box != -1)
		(void)close(l->box);
	lane_log_close(&l->log);
	free(l);
}
