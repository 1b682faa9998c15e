/* SPDX-License-Identifier: ISC */
/*
 * mailbox.c: a directory in which a file says that something waits. Floor 1.
 * Readers look once a second whether the names still lead to what they hold
 * open: pulse may have been started anew, on a fresh directory.
 */
#include <sys/stat.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/box.h"
#include "lib/lane.h"
#include "lib/log.h"
#include "lib/mailbox.h"
#include "lib/text.h"

enum {
	NUMBER = 64, /* bytes of the longest file here */
	PACE_NORMAL = 100,
	PACE_MOST = 800,
};

static struct mailbox *
make(const char *run)
{
	struct mailbox *m = calloc(1, sizeof(*m));
	int n;

	if (m == NULL)
		fatal("no memory for the mailbox");
	m->box = m->beat = -1;
	n = snprintf(m->box_path, sizeof(m->box_path), "%s/box", run);
	if (n < 0 || (size_t)n >= sizeof(m->box_path) - 1)
		fatalx("the name of the run folder is too long");
	(void)snprintf(m->beat_path, sizeof(m->beat_path), "%s/beat", run);
	(void)signal(SIGPIPE, SIG_IGN);
	return m;
}

/* Does path still lead to what fd holds open? */
static int
same_file(int fd, const char *path)
{
	struct stat held, named;

	return fstat(fd, &held) == 0 && stat(path, &named) == 0 &&
	       held.st_dev == named.st_dev && held.st_ino == named.st_ino;
}

int
box_follow(int fd, const char *path, int flags, mode_t type)
{
	struct stat st;

	if (fd != -1 && same_file(fd, path))
		return fd;
	if (fd != -1)
		(void)close(fd);
	fd = open(path, flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd != -1 &&
	    (fstat(fd, &st) == -1 || (st.st_mode & S_IFMT) != type)) {
		(void)close(fd);
		fd = -1;
	}
	return fd;
}

/* The text of a small file in the box: its length, or -1. */
static ssize_t
read_small(int box, const char *name, char text[NUMBER])
{
	ssize_t n;
	int fd;

	fd = openat(box, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd == -1)
		return -1;
	n = read(fd, text, NUMBER - 1);
	(void)close(fd);
	if (n <= 0)
		return -1;
	if (text[n - 1] == '\n')
		n--;
	text[n] = '\0';
	return n;
}

/* Write, rename.  0, or -1 logged. */
static int
write_small(const struct mailbox *m, const char *name, const char *text)
{
	ssize_t len = (ssize_t)strlen(text);
	int fd, good;

	fd = openat(m->box, ".new",
	    O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0640);
	if (fd == -1) {
		log_warn("%s/.new", m->box_path);
		return -1;
	}
	/* The workers' group reads it, whatever the umask. */
	good = fchmod(fd, 0640) == 0 && write(fd, text, (size_t)len) == len;
	(void)close(fd);
	if (!good || renameat(m->box, ".new", m->box, name) == -1) {
		log_warn("%s/%s", m->box_path, name);
		(void)unlinkat(m->box, ".new", 0);
		return -1;
	}
	return 0;
}

/* t stays 0 where there is no tick, or none that can be read. */
static void
read_tick(struct mailbox *m)
{
	char text[NUMBER];
	uint64_t t;
	unsigned pace, database, full = 0;

	m->tick = (struct tick){0, PACE_NORMAL, 1, 0};
	if (m->box == -1 || read_small(m->box, "tick", text) == -1)
		return;
	if (sscanf(text, "%20" SCNu64 " %4u %1u %1u", &t, &pace, &database,
		&full) < 3)
		return;
	if (pace < PACE_NORMAL || pace > PACE_MOST)
		return;
	m->tick = (struct tick){t, pace, database == 1, full == 1};
}

void
box_look(struct mailbox *m)
{
	struct timespec now;

	if (m->owner)
		return;
	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	if (m->looked == now.tv_sec)
		return;
	m->looked = now.tv_sec;
	m->box =
	    box_follow(m->box, m->box_path, O_RDONLY | O_DIRECTORY, S_IFDIR);
	m->beat = box_follow(m->beat, m->beat_path, O_WRONLY, S_IFIFO);
	read_tick(m);
}

struct mailbox *
mailbox_open(const char *run)
{
	struct mailbox *m = make(run);

	m->looked = -1;
	box_look(m);
	return m;
}

void
mailbox_close(struct mailbox *m)
{
	if (m == NULL)
		return;
	if (m->box != -1)
		(void)close(m->box);
	if (m->beat != -1)
		(void)close(m->beat);
	lane_close(m->lane);
	free(m);
}

uint64_t
mailbox_peek(struct mailbox *m, const unsigned char id[BOX_ID])
{
	char name[BOX_TEXT + 1], text[NUMBER];
	struct stat st;
	uint64_t n;

	box_look(m);
	if (m->box == -1)
		return 0;
	text_hex(name, id, BOX_ID);
	/* Mostly there is none; opening takes more to find that out. */
	if (fstatat(m->box, name, &st, AT_SYMLINK_NOFOLLOW) == -1)
		return 0;
	if (read_small(m->box, name, text) == -1 || text_u64(text, &n) == -1)
		return 0;
	return n;
}

const struct tick *
mailbox_tick(struct mailbox *m)
{
	box_look(m);
	return &m->tick;
}

static int
own_box(struct mailbox *m)
{
	if (mkdir(m->box_path, 0750) == 0)
		(void)chmod(m->box_path, 0750);
	else if (errno != EEXIST) {
		log_warn("%s", m->box_path);
		return -1;
	}
	m->box = box_follow(-1, m->box_path, O_RDONLY | O_DIRECTORY, S_IFDIR);
	if (m->box == -1) {
		log_warnx("%s is not a folder of ours", m->box_path);
		return -1;
	}
	return 0;
}

struct mailbox *
mailbox_own(const char *run)
{
	struct mailbox *m = make(run);

	m->owner = 1;
	if (mkdir(run, 0755) == -1 && errno != EEXIST) {
		log_warn("%s", run);
		mailbox_close(m);
		return NULL;
	}
	if (own_box(m) == -1 || beat_own(m) == -1) {
		mailbox_close(m);
		return NULL;
	}
	read_tick(m);
	m->lane = lane_own(run);
	return m;
}

int
mailbox_put(struct mailbox *m, const unsigned char id[BOX_ID], uint64_t n)
{
	char name[BOX_TEXT + 1], text[NUMBER];

	text_hex(name, id, BOX_ID);
	(void)snprintf(text, sizeof(text), "%" PRIu64, n);
	if (write_small(m, name, text) == -1)
		return -1;
	return m->lane == NULL ? 0 : lane_put(m->lane, id, n);
}

int
mailbox_express(const struct mailbox *m)
{
	return m->lane != NULL && lane_open(m->lane);
}

int
mailbox_again(struct mailbox *m, const unsigned char id[BOX_ID])
{
	return m->lane == NULL ? 0 : lane_again(m->lane, id);
}

static int
drop(const struct mailbox *m, int in, const char *name)
{
	if (unlinkat(in, name, 0) == 0 || errno == ENOENT)
		return 0;
	log_warn("%s/%s", m->box_path, name);
	return -1;
}

int
mailbox_take(struct mailbox *m, const unsigned char id[BOX_ID], uint64_t n)
{
	char name[BOX_TEXT + 1];

	if (mailbox_peek(m, id) > n)
		return 0;
	text_hex(name, id, BOX_ID);
	if (drop(m, m->box, name) == -1)
		return -1;
	return m->lane == NULL ? 0 : lane_drop(m->lane, id);
}

/* Unlinks what keep() does not want of the files in this folder.  0, -1. */
static int
sweep(const struct mailbox *m, int in,
    int (*keep)(const unsigned char id[BOX_ID], void *arg), void *arg)
{
	unsigned char id[BOX_ID];
	struct dirent *e;
	int fd, result = 0;
	DIR *dir;

	fd = openat(in, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd == -1 || (dir = fdopendir(fd)) == NULL) {
		log_warn("%s", m->box_path);
		if (fd != -1)
			(void)close(fd);
		return -1;
	}
	while ((e = readdir(dir)) != NULL)
		if (text_unhex(e->d_name, id, BOX_ID) == 0 && !keep(id, arg) &&
		    drop(m, in, e->d_name) == -1)
			result = -1;
	(void)closedir(dir);
	return result;
}

int
mailbox_sweep(struct mailbox *m,
    int (*keep)(const unsigned char id[BOX_ID], void *arg), void *arg)
{
	if (m->lane != NULL && sweep(m, lane_box(m->lane), keep, arg) == -1)
		return -1;
	return sweep(m, m->box, keep, arg);
}

int
mailbox_tick_write(struct mailbox *m, const struct tick *t)
{
	char text[NUMBER];

	m->tick = *t;
	(void)snprintf(text, sizeof(text), "%" PRIu64 " %u %d %d\n", t->t,
	    (unsigned)t->pace, t->database, t->full);
	if (m->lane != NULL)
		lane_tick(m->lane, t);
	return write_small(m, "tick", text);
}

int
mailbox_place(struct mailbox *m, uint64_t *n)
{
	char text[NUMBER];

	errno = 0;
	if (read_small(m->box, "place", text) == -1)
		return errno == ENOENT ? 0 : -1;
	return text_u64(text, n) == 0 ? 1 : -1;
}

int
mailbox_place_write(struct mailbox *m, uint64_t n)
{
	char text[NUMBER];

	(void)snprintf(text, sizeof(text), "%" PRIu64 "\n", n);
	return write_small(m, "place", text);
}
