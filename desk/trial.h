/* SPDX-License-Identifier: ISC */
/* trial.h: "Test my page": an operator opens a page of a site with a code in
 * its address, and the page says how it is. Floor 3. */
#ifndef DESK_TRIAL_H
#define DESK_TRIAL_H

#include <stdint.h>

struct db;

enum {
	TRIAL_CODE = 8,     /* bytes */
	TRIAL_URL = 1000,   /* characters */
	TRIAL_REFUSED = 100 /* of the policy's words, ASCII */
};

/* What a page says of itself. */
struct finding {
	uint64_t site; /* that its tag names */
	const char *host;
	int https;
	int cookie;     /* the browser kept ours */
	int storage;    /* ... and has storage */
	uint64_t codes; /* embed codes on the page */
	int unchecked;  /* data-check="off" */
	int private;    /* nobody is recorded: the browser or the tag says so */
	const char *refused;     /* by the page's policy, of ours; "" */
	const char *tag;         /* data-department */
	const char *departments; /* their ids; once read, their names */
};

struct trial {
	unsigned char code[TRIAL_CODE];
	const char *url;
	int open;         /* the code may be used: 10 minutes, once */
	const char *seen; /* when the page was opened with it; NULL: not yet */
	struct finding page; /* where it was */
	const char *site;    /* the name of its site */
};

/* A new code for an operator and a site, in the place of the last one.  0, or
 * -1.  One trip. */
int trial_begin(
    struct db *, uint64_t site, uint64_t operator, const struct trial *);

/* The last one.  1, 0, -1.  One trip. */
int trial_get(struct db *, uint64_t site, uint64_t operator, struct trial *);

/* A page was opened with this code.  1, 0 where it may not be used (again),
 * -1.  One trip. */
int trial_note(
    struct db *, const unsigned char code[TRIAL_CODE], const struct finding *);

#endif
