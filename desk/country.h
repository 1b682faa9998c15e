/* SPDX-License-Identifier: ISC */
/* country.h: the one door to MaxMind's files: the country of an address.
 * Floor 3. */
#ifndef DESK_COUNTRY_H
#define DESK_COUNTRY_H

struct country;
struct mem;

enum {
	COUNTRY = 3 /* bytes: two letters and NUL */
};

/* NULL where the file's name is empty, or it cannot be read (logged).  Goes
 * with the arena. */
struct country *country_open(struct mem *, const char *file);

/* "DE", or "" where it is not known or nothing is open. */
void country_find(
    const struct country *, const char *address, char code[COUNTRY]);

#endif
