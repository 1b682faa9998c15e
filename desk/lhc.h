/* SPDX-License-Identifier: ISC */
/* lhc.h: pages that still carry Live Helper Chat's snippet: whose they are.
 * Floor 3. */
#ifndef DESK_LHC_H
#define DESK_LHC_H

struct db;

/* What such a page would have in our tag. */
struct lhc {
	const char *key;         /* of the site */
	const char *departments; /* aliases and ids, commas between, or "" */
};

/*
 * The site that lists this host, or else the default one; the departments of
 * this (clean) tag, which names each by its alias or by its number in Live
 * Helper Chat, never by ours.  1, 0 no such site, -1.  One trip.
 */
int lhc_find(struct db *, const char *host, const char *tag, struct lhc *);

#endif
