/* SPDX-License-Identifier: ISC */
/* account.h: the people of the back office, as records. Floor 3. */
#ifndef DESK_ACCOUNT_H
#define DESK_ACCOUNT_H

#include <stdint.h>

struct db;

enum {
	ACCOUNT_LOGIN = 64, /* characters */
	ACCOUNT_NAME = 100,
	ACCOUNT_PASSWORD_MIN = 10,   /* characters */
	ACCOUNT_PASSWORD_MAX = 1000, /* bytes */
	ACCOUNT_NO_ROLE = -2, /* nobody has heard of that role */
};

struct account_new {
	const char *login;
	const char *name;
	const char *role;
	const char *hash; /* of the password, by passwd_hash() */
	int all;          /* is assigned "All departments" */
};

/* May this be a login?  1..64 printable characters, no space.  1, 0. */
int account_login_ok(const char *);

/* Long enough for a password, and not too long?  Nothing else is asked of
 * it.  1, 0. */
int account_password_ok(const char *);

/*
 * Makes an account with one role.  1 and its id, 0 where the login is taken,
 * ACCOUNT_NO_ROLE, -1 failed.  At most six trips.
 */
int operator_add(struct db *, const struct account_new *, uint64_t *id);

/*
 * Sets another password and ends all sessions of the account; a disabled one
 * stays disabled.  1, 0 where nobody has this login, -1 failed.
 */
int operator_reset(struct db *, const char *login, const char *hash);

#endif
