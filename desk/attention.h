/* SPDX-License-Identifier: ISC */
/* attention.h: what an operator should know on arriving. Floor 3. */
#ifndef DESK_ATTENTION_H
#define DESK_ATTENTION_H

#include <stdint.h>

struct db;
struct operator;

/* Counts of what this operator may see. */
struct attention {
	uint64_t pending;   /* chats nobody has accepted */
	uint64_t mine;      /* open chats they own */
	uint64_t active;    /* chats being held, by anybody */
	uint64_t messages;  /* left while nobody was there, not closed */
	uint64_t operators; /* signed in, online and visible now */
	uint64_t sites;
	uint64_t unseen;      /* sites of which no page was ever seen */
	uint64_t untracked;   /* sites with tracking off */
	uint64_t unchecked;   /* sites that do not check for messages */
	uint64_t departments; /* assigned to them; All departments counts */
	int tracking;         /* the installation's switch */
};

int attention_find(
    struct db *, const struct operator*, struct attention *); /* one trip */

#endif
