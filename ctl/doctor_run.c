/* SPDX-License-Identifier: ISC */
/* doctor_run.c: does what should run answer? Floor 4. */
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/wait.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "ctl/doctor.h"
#include "lib/conf.h"
#include "lib/mailbox.h"
#include "lib/mem.h"

enum {
	STALE = 10,           /* s: an older tick is nobody's */
	PIPE_BYTES = 1 << 20, /* what pulse asks for */
	BACKLOG = 1024,
};

/* The mailbox or the pipe: of this type, not open to all.  1, 0. */
static int
node(struct doctor *d, const char *path, mode_t type, struct stat *st)
{
	if (lstat(path, st) == -1 || (st->st_mode & S_IFMT) != type) {
		doctor_fault(d, "%s is missing: start pulse", path);
		return 0;
	}
	if (st->st_mode & S_IRWXO) {
		doctor_fault(d, "%s is open to all: chmod o= %s", path, path);
		return 0;
	}
	return 1;
}

static void
mailbox(struct doctor *d, const char *run)
{
	struct mem *mem = d->ctl->mem;
	struct stat box, beat;

	if (!node(d, mem_printf(mem, "%s/box", run), S_IFDIR, &box) ||
	    !node(d, mem_printf(mem, "%s/beat", run), S_IFIFO, &beat))
		return;
	if (box.st_uid != beat.st_uid)
		doctor_fault(d,
		    "%s/box and %s/beat have two owners: chown "
		    "both to pulse's user",
		    run, run);
	else
		doctor_ok(d, "mailbox and pipe in %s", run);
}

static void
tick(struct doctor *d, const char *run)
{
	struct mailbox *m = mailbox_open(run);
	const struct tick *t = mailbox_tick(m);
	int64_t age = (int64_t)time(NULL) - (int64_t)t->t;

	if (t->t == 0)
		doctor_fault(d, "pulse has never run here: start it");
	else if (age > STALE || age < -STALE)
		doctor_fault(d,
		    "the last tick is %" PRId64 " s old: start "
		    "pulse and look at its log",
		    age);
	else
		doctor_ok(d, "pulse ticks");
	if (t->t != 0 && age <= STALE && !t->database)
		doctor_fault(d, "pulse does not reach the database: see its "
				"log");
	if (t->t != 0 && t->pace > 100)
		doctor_advice(d,
		    "pulse slows pages down to %" PRIu32 " %%: "
		    "the machine is busy",
		    t->pace);
	mailbox_close(m);
}

/* GET / over FastCGI: begin, params, their end, an empty body.  Any reply
 * will do. */
static const char ASK[] = "\1\1\0\1\0\10\0\0"
			  "\0\1\0\0\0\0\0\0"
			  "\1\4\0\1\0\72\0\0"
			  "\16\3REQUEST_METHODGET"
			  "\13\1SCRIPT_NAME/"
			  "\17\10SERVER_PROTOCOLHTTP/1.1"
			  "\1\4\0\1\0\0\0\0"
			  "\1\5\0\1\0\0\0\0";

/* 1 where a worker answers. */
static int
answers(const char *path)
{
	struct sockaddr_un to = {.sun_family = AF_UNIX};
	struct timeval patience = {2, 0};
	const ssize_t len = sizeof(ASK) - 1;
	unsigned char reply[8];
	int fd, good;

	if (strlen(path) >= sizeof(to.sun_path))
		return 0;
	memcpy(to.sun_path, path, strlen(path) + 1);
	if ((fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) == -1)
		return 0;
	(void)setsockopt(
	    fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	good = connect(fd, (struct sockaddr *)&to, sizeof(to)) == 0 &&
	       send(fd, ASK, sizeof(ASK) - 1, MSG_NOSIGNAL) == len &&
	       recv(fd, reply, sizeof(reply), MSG_WAITALL) == sizeof(reply) &&
	       reply[0] == 1;
	(void)close(fd);
	return good;
}

static void
sockets(struct doctor *d, const char *run)
{
	static const char *const names[] = {
	    "poll", "visit", "invite", "office"};
	struct stat st;
	char *path;
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		path = mem_printf(d->ctl->mem, "%s/%s.sock", run, names[i]);
		if (stat(path, &st) == -1)
			doctor_fault(
			    d, "%s is missing: start %s", path, names[i]);
		else if (st.st_mode & S_IRWXO)
			doctor_fault(
			    d, "%s is open to all: SocketMode=0660", path);
		else if (!answers(path))
			doctor_fault(d,
			    "%s does not answer on %s: start it "
			    "and look at its log",
			    names[i], path);
		else
			doctor_ok(d, "%s answers", names[i]);
	}
}

void
doctor_run(struct doctor *d)
{
	const char *run = conf_str(d->ctl->conf, "run");

	mailbox(d, run);
	tick(d, run);
	sockets(d, run);
}

static void
limit(struct doctor *d, const char *path, long least, const char *remedy)
{
	FILE *f = fopen(path, "re");
	long is = least;

	if (f == NULL)
		return;
	if (fscanf(f, "%ld", &is) != 1)
		is = least;
	(void)fclose(f);
	if (is < least)
		doctor_advice(d, "%s is %ld: %s", path, is, remedy);
	else
		doctor_ok(d, "%s is %ld", path, is);
}

/* The exit status of nginx -t; 127 where there is no nginx. */
static int
nginx_status(const char *file)
{
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		(void)setenv("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", 1);
		if (file != NULL)
			(void)execlp("nginx", "nginx", "-t", "-q", "-c", file,
			    (char *)NULL);
		else
			(void)execlp(
			    "nginx", "nginx", "-t", "-q", (char *)NULL);
		_exit(127);
	}
	if (pid == -1 || waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
		return 1;
	return WEXITSTATUS(status);
}

void
doctor_machine(struct doctor *d)
{
	limit(d, "/proc/sys/fs/pipe-max-size", PIPE_BYTES,
	    "sysctl fs.pipe-max-size=1048576");
	limit(d, "/proc/sys/net/core/somaxconn", BACKLOG,
	    "sysctl net.core.somaxconn=1024");
	(void)fflush(stdout);
	if (geteuid() != 0 && d->nginx == NULL) {
		doctor_advice(d, "nginx was not looked at: run this as root");
		return;
	}
	switch (nginx_status(d->nginx)) {
	case 0:
		doctor_ok(d, "nginx -t");
		break;
	case 127:
		doctor_advice(d, "there is no nginx on this machine: it "
				 "stands before the programs");
		break;
	default:
		doctor_fault(d, "nginx does not like its configuration: "
				"nginx -t says why");
	}
}
