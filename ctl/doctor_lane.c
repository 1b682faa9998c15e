/* SPDX-License-Identifier: ISC */
/* doctor_lane.c: does nginx answer idle polls by itself, and does pulse hear
 * of it? Floor 4. */
#include <sys/stat.h>

#include <fcntl.h>
#include <inttypes.h>
#include <time.h>
#include <unistd.h>

#include "ctl/doctor.h"
#include "lib/conf.h"
#include "lib/mem.h"

enum {
	UNREAD = 4 << 20, /* bytes: pulse is minutes behind */
	TEN = 10          /* s of a pace folder */
};

/* Bytes of the log that were not given back. */
static off_t
unread(const char *path, const struct stat *st)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	off_t data;

	if (fd == -1)
		return 0;
	data = lseek(fd, 0, SEEK_DATA);
	(void)close(fd);
	return data == -1 ? 0 : st->st_size - data;
}

/* May the user who has the folder read and write the log?  1, 0. */
static int
is_open(const struct stat *folder, const struct stat *log)
{
	if (log->st_uid == folder->st_uid)
		return (log->st_mode & 0600) == 0600;
	return (log->st_mode & 0060) == 0060;
}

static void
look(struct doctor *d, const char *folder, const struct stat *st)
{
	char *path = mem_printf(d->ctl->mem, "%s/beats", folder), *pace;
	struct stat log;

	if (lstat(path, &log) == -1) {
		doctor_ok(
		    d, "the express lane is off: nginx writes no %s", path);
		return;
	}
	if (!S_ISREG(log.st_mode) || log.st_mode & S_IRWXO ||
	    !is_open(st, &log)) {
		doctor_fault(d,
		    "%s is not pulse's to read and write, or open to all: "
		    "systemd-tmpfiles --create",
		    path);
		return;
	}
	if (unread(path, &log) > UNREAD) {
		doctor_fault(
		    d, "%s is not read: start pulse and look at its log", path);
		return;
	}
	pace = mem_printf(
	    d->ctl->mem, "%s/pace/%" PRId64, folder, (int64_t)time(NULL) / TEN);
	if (access(pace, F_OK) == -1)
		doctor_fault(d,
		    "%s is missing, so poll answers all: start pulse and look "
		    "at its log",
		    pace);
	else
		doctor_ok(d, "the express lane's log is read");
}

void
doctor_lane(struct doctor *d)
{
	const char *run = conf_str(d->ctl->conf, "run");
	char *folder = mem_printf(d->ctl->mem, "%s/express", run);
	struct stat st;

	if (lstat(folder, &st) == -1 || !S_ISDIR(st.st_mode))
		doctor_ok(d, "the express lane is off: no %s", folder);
	else if (st.st_mode & S_IRWXO)
		doctor_fault(
		    d, "%s is open to all: chmod o= %s", folder, folder);
	else
		look(d, folder, &st);
}
