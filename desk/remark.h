/* SPDX-License-Identifier: ISC */
/* remark.h: what a page's script tells of its visitor, verified by nobody:
 * attributes and events. Floor 3. */
#ifndef DESK_REMARK_H
#define DESK_REMARK_H

#include <stddef.h>
#include <stdint.h>

struct db;
struct visitor;

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
 * visitor's too, where they have said nothing else themselves.  1, 0 where
 * their token opens their record no longer, -1.  Three trips and one for each
 * pair, in a transaction.
 */
int remark_set(struct db *, const struct visitor *, const struct remark_pair *,
    size_t n);

struct remark_event {
	char *at;
	char *name;
	char *data;
};

enum remark_noted {
	REMARK_OVER = 0, /* their token opens their record no longer */
	REMARK_DONE,
	REMARK_MANY /* in this hour */
};

/* It is kept, once however often it is told.  What became of it, or -1.  Two
 * trips and the transaction. */
int remark_note(struct db *, const struct visitor *,
    const unsigned char key[REMARK_KEY], const struct remark_pair *);

/* By name, and newest first: how many, or -1.  One trip each. */
int remark_pairs(
    struct db *, uint64_t visitor, struct remark_pair[REMARK_KEPT]);
int remark_events(
    struct db *, uint64_t visitor, struct remark_event[REMARK_EVENTS]);

#endif
