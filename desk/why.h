/* SPDX-License-Identifier: ISC */
/* why.h: why an operator sees a visitor, or does not: the row of the table of
 * semantics.md section 2 that decides. Floor 3. */
#ifndef DESK_WHY_H
#define DESK_WHY_H

#include <stddef.h>
#include <stdint.h>

#include "desk/online.h"

struct db;
struct operator;

/* The rows, split where the visitor's departments decide. */
enum why_row {
	WHY_ALL,        /* All departments: everybody */
	WHY_PERMISSION, /* some departments, and the permission: everybody */
	WHY_ONLY_RIGHT, /* no department, and the permission: everybody */
	WHY_MATCH,      /* some, and the visitor belongs to one of them */
	WHY_OTHER,      /* some, but the visitor belongs to others */
	WHY_WITHOUT,    /* some, but the visitor belongs to none */
	WHY_SOME,       /* some, and nobody in particular was asked about */
	WHY_NONE,       /* none: nobody */
	WHY_ROWS
};

enum why_send {
	WHY_SENDS,
	WHY_UNSEEN,    /* whom one does not see, one cannot write to */
	WHY_NO_RIGHT,  /* lhchat,send_message is missing */
	WHY_READ_ONLY, /* all assignments that match are read-only */
	WHY_SEND_ROWS
};

/* An operator, and a visitor or none. */
struct why {
	uint64_t operator_id;
	const char *name;
	const char *login;
	int disabled;
	uint64_t may;          /* bits of enum permission */
	uint64_t role;         /* that gives the permission to see all, or 0 */
	const char *role_name; /* NULL: no role does */
	int all;               /* assigned to All departments; 2: read-only */
	uint64_t assignments;
	const char *departments; /* that they work for, or NULL */
	uint64_t matching;       /* assignments that match the visitor */
	uint64_t writing;        /* ... and are not read-only */
	const char *common;      /* the departments in common, or NULL */
	int talks;               /* owns, or is offered, the visitor's chat */
};

struct why_visitor {
	uint64_t id; /* 0: none in particular */
	const char *name;
	uint64_t departments; /* how many */
};

enum {
	WHY_OPERATORS = 200,
	WHY_WAYS = 400,
	WHY_PLACES = 12
};

/* The rules: no database. */
enum why_row why_row(const struct why *, const struct why_visitor *);
int why_sees(enum why_row);
enum why_send why_send(const struct why *, enum why_row);

/* Who is there of that id, for one who sees them?  1, 0, -1.  One trip. */
int why_visitor(
    struct db *, const struct operator*, uint64_t id, struct why_visitor *);

/* The departments that the visitor belongs to: how many, or -1.  One trip. */
int why_departments(struct db *, uint64_t visitor, struct choice[WHY_PLACES]);

/* One operator: 1, 0, -1.  One trip. */
int why_find(struct db *, uint64_t operator_id, uint64_t visitor, struct why *);

/* By which assignment a department is an operator's. */
struct why_way {
	uint64_t operator_id;
	const char *department;
	uint64_t group; /* 0: by its own name */
	const char *group_name;
};

/* Of one operator, or, for operator_id 0, of all; those of the visitor's
 * departments, or, for 0, all.  By operator, then department.  n, or -1.  One
 * trip. */
int why_ways(struct db *, uint64_t operator_id, uint64_t visitor,
    struct why_way[WHY_WAYS]);

/* All operators who are not disabled, by name.  How many, or -1.  One trip. */
int why_everybody(struct db *, uint64_t visitor, struct why[WHY_OPERATORS]);

/* Who is there now, without declared bots, as in the list. */
struct why_figures {
	uint64_t online;
	uint64_t seen; /* by this operator */
};

/* Those whom they do not see, or all: by department; a visitor in several
 * counts in each.  NULL: no department. */
struct why_place {
	const char *name;
	uint64_t visitors;
};

/* One trip each; how many places, the fullest first; -1. */
int why_figures(struct db *, const struct why *, struct why_figures *);
int why_hidden(struct db *, const struct why *, struct why_place[WHY_PLACES]);

/* The same for everybody who is there. */
int why_present(struct db *, struct why_place[WHY_PLACES]);

#endif
