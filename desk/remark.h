/* SPDX-License-Identifier: ISC */
/* remark.h: what a page's script tells of its visitor, verified by nobody:
 * attributes and events. Floor 3. */
#ifndef DESK_REMARK_H
#define DESK_REMARK_H

#include <stddef.h>
#include <stdint.h>

struct db;

enum {
	REMARK_NAME = 40,    /* characters of an attribute's or event's name */
	REMARK_VALUE = 255,  /* ... of a value or an event's data */
	REMARK_PAIRS = 20,   /* attributes of one request, beside the contact */
	REMARK_KEPT = 40,    /* ... of one visitor; more are not kept */
	REMARK_HOURLY = 200, /* events of one visitor in an hour */
	REMARK_EVENTS = 50,  /* that are shown */
	REMARK_KEY = 8,      /* bytes; made by the page */
};

struct remark_pair {
	const char *name;
	const char *value; /* "": to be forgotten */
};

/*
 * Attributes take these values.  "name", "email" and "phone" become the
 * visitor's too, where they have said nothing else themselves.  0, or -1.
 * Three trips and one for each pair, in a transaction.
 */
int remark_set(
    struct db *, uint64_t visitor, const struct remark_pair *, size_t n);

struct remark_event {
	char *at;
	char *name;
	char *data;
};

/* It is kept, once however often it is told.  1, 0 where there were too many
 * in this hour, -1.  Two trips and the transaction. */
int remark_note(struct db *, uint64_t visitor,
    const unsigned char key[REMARK_KEY], const struct remark_pair *);

/* By name, and newest first: how many, or -1.  One trip each. */
int remark_pairs(
    struct db *, uint64_t visitor, struct remark_pair[REMARK_KEPT]);
int remark_events(
    struct db *, uint64_t visitor, struct remark_event[REMARK_EVENTS]);

#endif
