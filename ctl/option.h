/* SPDX-License-Identifier: ISC */
/* option.h: MariaDB option files, as far as we write them. Floor 4. */
#ifndef CTL_OPTION_H
#define CTL_OPTION_H

struct mem;

/* What the [client] group says; NULL where it does not. */
struct option_file {
	char *user;
	char *password;
};

/* 1 read, 0 there is no such file, -1 logged. */
int option_read(struct mem *, const char *path, struct option_file *);

/*
 * Makes path, 0600, for this user and password: every other line of the
 * [client] group (socket, host, database, ssl-...) is taken from like.
 * 0, or -1 logged.
 */
int option_make(struct mem *, const char *path, const char *like,
    const struct option_file *);

#endif
