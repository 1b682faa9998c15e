/* SPDX-License-Identifier: ISC */
/*
 * doctor.c: beckonctl doctor: is this installation as it should be? Floor 4.
 * It changes nothing.
 */
#include <sys/stat.h>

#include <getopt.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "ctl/doctor.h"
#include "lib/conf.h"
#include "lib/log.h"
#include "lib/mem.h"
#include "lib/token.h"

void
doctor_ok(struct doctor *d, const char *fmt, ...)
{
	va_list ap;

	(void)d;
	printf("ok      ");
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	printf("\n");
}

void
doctor_fault(struct doctor *d, const char *fmt, ...)
{
	va_list ap;

	d->faults++;
	printf("fault   ");
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	printf("\n");
}

void
doctor_advice(struct doctor *d, const char *fmt, ...)
{
	va_list ap;

	(void)d;
	printf("advice  ");
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	printf("\n");
}

/* A secret: there, a file, and nobody else's to read.  1 where it is. */
static int
secret(struct doctor *d, const char *path, const char *remedy)
{
	struct stat st;

	if (stat(path, &st) == -1 || !S_ISREG(st.st_mode)) {
		doctor_fault(d, "%s is missing: %s", path, remedy);
		return 0;
	}
	if (st.st_mode & (S_IRWXO | S_IWGRP)) {
		doctor_fault(d, "%s has mode %04o: chmod 0640 %s", path,
		    (unsigned)st.st_mode & 07777, path);
		return 0;
	}
	return 1;
}

static void
keys(struct doctor *d)
{
	struct ctl *ctl = d->ctl;
	struct keys k;
	char *path;
	size_t i;

	for (i = 0; i < CTL_KEYS; i++) {
		path = mem_printf(ctl->mem, "%s/%s",
		    conf_str(ctl->conf, "keys"), ctl_key_files[i]);
		if (!secret(d, path, "beckonctl keys"))
			continue;
		if (keys_load(&k, path) == -1)
			doctor_fault(d,
			    "%s holds no key: remove it, then "
			    "beckonctl keys",
			    path);
		else
			doctor_ok(d, "key %s", path);
	}
}

static void
there(struct doctor *d, const char *what, const char *path)
{
	if (access(path, R_OK) == 0)
		doctor_ok(d, "%s %s", what, path);
	else
		doctor_fault(d,
		    "%s %s cannot be read: make install, or "
		    "correct it in beckon.conf",
		    what, path);
}

void
doctor_files(struct doctor *d)
{
	const struct conf *conf = d->ctl->conf;
	const char *path;
	size_t i;

	keys(d);
	for (i = 0; i < CTL_ACCOUNTS; i++) {
		path = ctl_option_file(d->ctl, i);
		if (secret(d, path, "beckonctl grants"))
			doctor_ok(d, "option file %s", path);
	}
	there(d, "templates", conf_str(conf, "templates"));
	there(d, "embed script",
	    mem_printf(d->ctl->mem, "%s/embed.js", conf_str(conf, "www")));
	path = conf_str(conf, "country.file");
	if (*path != '\0')
		there(d, "country file", path);
}

/*
 * beckonctl doctor: a line for each thing it looked at: ok, fault or advice,
 * with the remedy.  -n: nginx's configuration, where it is not its default.
 * 1 where there is a fault.
 */
int
ctl_doctor(struct ctl *ctl, int argc, char **argv)
{
	char nginx[PATH_MAX];
	struct doctor d = {.ctl = ctl};
	int ch;

	while ((ch = getopt(argc + 1, argv - 1, "n:")) != -1) {
		if (ch != 'n')
			return CTL_USAGE;
		if ((d.nginx = realpath(optarg, nginx)) == NULL) {
			log_warn("%s", optarg);
			return 1;
		}
	}
	if (optind != argc + 1)
		return CTL_USAGE;
	doctor_files(&d);
	doctor_run(&d);
	doctor_lane(&d);
	doctor_machine(&d);
	doctor_database(&d);
	if (d.faults == 0)
		return 0;
	printf("%d fault%s\n", d.faults, d.faults == 1 ? "" : "s");
	return 1;
}
