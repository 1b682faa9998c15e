/* SPDX-License-Identifier: ISC */
/* site_secret.h: what a site's server signs with: who is signed in. Floor 3;
 * semantics.md section 3. */
#ifndef DESK_SITE_SECRET_H
#define DESK_SITE_SECRET_H

#include <stdint.h>

#include "desk/change.h"
#include "desk/identity.h"

struct db;

struct site_secret {
	uint64_t id;
	const char *text; /* 64 hex digits */
	const char *made; /* when */
};

/* The newest first.  How many, -1.  One trip. */
int site_secrets(
    struct db *, uint64_t site, struct site_secret[IDENTITY_SECRETS]);

/*
 * A new one, while the newest is the one that its maker saw (0: none): sent
 * twice it is made once.  CHANGE_DONE, _GONE, _STALE, _USED where there are as
 * many as there may be.  Five trips and the transaction.
 */
enum change site_secret_add(
    struct db *, const struct actor *, uint64_t site, uint64_t newest);

/* One is believed no longer.  CHANGE_DONE, also where it is gone.  Two trips
 * and the transaction. */
enum change site_secret_end(
    struct db *, const struct actor *, uint64_t site, uint64_t id);

#endif
