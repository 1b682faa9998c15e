/* SPDX-License-Identifier: ISC */
/* choice.h: what a list lets one choose from: as many as it shows, and by a
 * part of the name whatever is beyond.  Floor 3. */
#ifndef DESK_CHOICE_H
#define DESK_CHOICE_H

#include <stdint.h>

struct stmt;

enum {
	CHOICES = 200,    /* in a list */
	CHOICE_FIND = 100 /* characters of a name that is looked for */
};

struct choice {
	uint64_t id;
	char *name;
};

struct choices {
	const char *find; /* part of the name, or "" */
	uint64_t chosen;  /* is there whatever is looked for; 0: none */
	int n;
	int found; /* of them with find in the name */
	int has;   /* the chosen one is among them: it may be chosen */
	struct choice list[CHOICES + 1];
};

/*
 * The departments that fulfil a condition on "d", as literal SQL: the chosen
 * one and the first of those looked for, by name.  Binds: find, chosen, the
 * condition's, the condition's again, find, CHOICES.
 */
#define CHOICES_OF(condition) \
	"(SELECT d.id, d.name AS name, LOCATE(?, d.name) > 0" \
	" FROM department d WHERE d.id = ? AND" condition ")" \
	" UNION (SELECT d.id, d.name, 1 FROM department d WHERE" condition \
	" AND LOCATE(?, d.name) > 0 ORDER BY d.name LIMIT ?) ORDER BY name"

/* Fills n, found, has and list.  0, -1. */
int choices_read(struct stmt *, struct choices *);

/* Rows of id and name alone: how many, at most CHOICES; -1. */
int choices_list(struct stmt *, struct choice[CHOICES]);

#endif
