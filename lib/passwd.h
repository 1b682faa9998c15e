/* SPDX-License-Identifier: ISC */
/* passwd.h: passwords by argon2id. Floor 1. */
#ifndef LIB_PASSWD_H
#define LIB_PASSWD_H

enum {
	PASSWD_HASH = 128 /* bytes of a hash, NUL included */
};

/*
 * What a hash costs from now on, for this process: "interactive" (what it is
 * without a call) or "min", for tests only.  Called once, at start, with the
 * configuration's password.cost.  0, or -1 for another name.
 */
int passwd_cost(const char *name);

int passwd_hash(const char *password, char out[PASSWD_HASH]); /* 0, -1 */

/* hash NULL: takes the same time, answers 0, so that an unknown account
 * cannot be told from a wrong password.  1 right, 0 wrong. */
int passwd_verify(const char *hash, const char *password);

/* A password for a first login: 20 characters nobody confuses. */
enum {
	PASSWD_RANDOM = 21
};
void passwd_random(char out[PASSWD_RANDOM]);

#endif
