/* SPDX-License-Identifier: ISC */
/* own.h: what operators change about themselves. Floor 3. */
#ifndef DESK_OWN_H
#define DESK_OWN_H

#include <stdint.h>

#include "desk/change.h"

struct db;
struct operator;

struct own {
	const char *name;
	const char *email;
	int auto_accept;
	int sound;
	const char *languages; /* "en,de", may be empty */
	uint64_t away; /* minutes without a person's doing; 0: never away */
};

enum {
	OWN_LANGUAGES = 190, /* characters */
	OWN_AWAY = 1440      /* minutes */
};

/* Languages as "en,de": two or three small letters each, or nothing. */
int own_languages_ok(const char *);

/* 1, 0, -1; one trip. */
int own_get(struct db *, uint64_t id, struct own *);

/* Forms of who manages operators are stale from then on.  At most four
 * trips. */
enum change own_save(struct db *, const struct actor *, const struct own *);

/* Another password: their other sessions end.  At most five trips. */
enum change own_password(struct db *, const struct actor *,
    const struct operator*, const char *hash);

/* Online and visible from now on: 1, 0, -1 as it is.  Noted in the audit.
 * At most four trips. */
enum change own_state(
    struct db *, const struct actor *, int online, int visible);

#endif
