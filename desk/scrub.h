/* SPDX-License-Identifier: ISC */
/* scrub.h: what is kept of the address of a page and of a visitor: all else
 * goes before anything is stored.  Pure. Floor 3. */
#ifndef DESK_SCRUB_H
#define DESK_SCRUB_H

enum {
	SCRUB_KEEP = 500,   /* characters of a site's list */
	SCRUB_ADDRESS = 46, /* bytes of an address, NUL included */
};

/* In the order of the column's ENUM: bound and read as numbers. */
enum address_kept {
	ADDRESS_WHOLE = 1,
	ADDRESS_PART, /* its network: IPv4 /24, IPv6 /48 */
	ADDRESS_NONE
};

/* What a site keeps. */
struct scrub {
	/*
	 * Names of parameters, blanks between, in any case; "utm_*": all that
	 * begin so.  What is well known to hold a secret ("token", "password",
	 * "session") goes all the same, unless it is named in full.
	 */
	const char *keep;
	int hash; /* what stands behind "#" names the page: it is kept */
};

/* Is this a list of such names?  1, 0. */
int scrub_keep_ok(const char *);

/* Cuts the address of a page, in place: its host and path stay, and of its
 * parameters those that are kept. */
void scrub_url(char *url, const struct scrub *);

/* What is kept of a visitor's address. */
void scrub_address(
    char out[SCRUB_ADDRESS], const char *address, enum address_kept);

#endif
