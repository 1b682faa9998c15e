/* SPDX-License-Identifier: ISC */
/* ctl.h: what the commands of beckonctl share. Floor 4. */
#ifndef CTL_CTL_H
#define CTL_CTL_H

#include <stddef.h>

struct buf;
struct conf;
struct db;
struct mem;

struct ctl {
	const struct conf *conf;
	const char *schema; /* the folder of migrations and grants.sql */
	struct mem *mem;
	struct db *db; /* as the admin of database.admin; connects when used */
};

enum {
	CTL_USAGE = -1 /* the arguments were wrong: say how it is called */
};

/* Each gets its arguments without its own name and returns the exit status,
 * or CTL_USAGE. */
int ctl_migrate(struct ctl *, int argc, char **argv);
int ctl_grants(struct ctl *, int argc, char **argv);
int ctl_keys(struct ctl *, int argc, char **argv);
int ctl_operator(struct ctl *, int argc, char **argv);
int ctl_site(struct ctl *, int argc, char **argv);
int ctl_doctor(struct ctl *, int argc, char **argv);
int ctl_version(struct ctl *, int argc, char **argv);

/* A whole file as text in the arena; NULL and logged where it failed. */
char *ctl_read(struct mem *, const char *path);

/* Executables that have a database account: "visit" ... */
enum {
	CTL_ACCOUNTS = 4
};
extern const char *const ctl_accounts[CTL_ACCOUNTS];
/* The option file of the i-th. */
const char *ctl_option_file(const struct ctl *, size_t i);

/* Files that beckonctl keys makes. */
enum {
	CTL_KEYS = 3
};
extern const char *const ctl_key_files[CTL_KEYS];

/* Migration files in ctl->schema that the database has not had: 0 or more,
 * -1 failed.  Their names, space between, into the buf. */
int migrate_missing(struct ctl *, struct buf *names);

#endif
