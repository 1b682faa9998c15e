/* SPDX-License-Identifier: ISC */
/*
 * beckonctl.c: what an administrator does from a shell. Floor 4.
 *
 *	beckonctl [-c beckon.conf] [-s schema folder] [-v] command ...
 */
#include <err.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ctl/ctl.h"
#include "lib/conf.h"
#include "lib/db.h"
#include "lib/log.h"
#include "lib/mem.h"
#include "lib/passwd.h"

enum {
	MEMORY = 64 << 20,
	EXIT_USAGE = 64
};

struct command {
	const char *name;
	const char *usage;
	int needs_conf;
	int (*run)(struct ctl *, int, char **);
};

static const struct command commands[] = {
    {"migrate", "", 1, ctl_migrate},
    {"grants", "[-f] [-H host]", 1, ctl_grants},
    {"keys", "", 1, ctl_keys},
    {"operator", "add login [-n name] [-r role] [-a] [-p] | reset login [-p]",
	1, ctl_operator},
    {"site", "add name host ... | snippet key-or-name", 1, ctl_site},
    {"doctor", "[-n nginx.conf]", 1, ctl_doctor},
    {"version", "", 0, ctl_version},
    {NULL, NULL, 0, NULL},
};

static const struct option options[] = {
    {"schema", required_argument, NULL, 's'},
    {NULL, 0, NULL, 0},
};

static int
usage(const struct command *only)
{
	const struct command *c;

	fprintf(stderr, "usage:");
	for (c = commands; c->name != NULL; c++)
		if (only == NULL || only == c)
			fprintf(stderr,
			    "\tbeckonctl [-v] [-c file] [-s folder] %s %s\n",
			    c->name, c->usage);
	return EXIT_USAGE;
}

static const struct command *
find(const char *name)
{
	const struct command *c;

	for (c = commands; c->name != NULL; c++)
		if (strcmp(c->name, name) == 0)
			return c;
	return NULL;
}

int
ctl_version(struct ctl *ctl, int argc, char **argv)
{
	(void)ctl;
	(void)argv;
	if (argc != 0)
		return CTL_USAGE;
	printf("beckon %s\n", BECKON_VERSION);
	return 0;
}

static int
run(const struct command *c, struct ctl *ctl, int argc, char **argv)
{
	int status;

	ctl->mem = mem_new(MEMORY);
	if (c->needs_conf) {
		ctl->db = db_open(conf_str(ctl->conf, "database.admin"));
		db_use(ctl->db, ctl->mem);
		(void)passwd_cost(conf_str(ctl->conf, "password.cost"));
	}
	status = c->run(ctl, argc, argv);
	if (ctl->db != NULL)
		db_close(ctl->db);
	mem_free(ctl->mem);
	if (fflush(stdout) == EOF)
		err(1, "standard output");
	return status == CTL_USAGE ? usage(c) : status;
}

int
main(int argc, char **argv)
{
	struct ctl ctl = {.schema = PKGDATADIR "/schema"};
	const char *path = SYSCONFDIR "/beckon.conf";
	const struct command *c;
	int ch, verbose = 0;

	while ((ch = getopt_long(argc, argv, "+c:s:v", options, NULL)) != -1) {
		switch (ch) {
		case 'c':
			path = optarg;
			break;
		case 's':
			ctl.schema = optarg;
			break;
		case 'v':
			verbose = 1;
			break;
		default:
			return usage(NULL);
		}
	}
	log_init("beckonctl", verbose);
	argc -= optind;
	argv += optind;
	if (argc == 0 || (c = find(argv[0])) == NULL)
		return usage(NULL);
	if (c->needs_conf && (ctl.conf = conf_load(path)) == NULL)
		return 1;
	optind = 0; /* the command reads its own options, from the start */
	return run(c, &ctl, argc - 1, argv + 1);
}
