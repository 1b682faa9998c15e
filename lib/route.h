/* SPDX-License-Identifier: ISC */
/* route.h: which function answers which request. Floor 2. */
#ifndef LIB_ROUTE_H
#define LIB_ROUTE_H

struct req;

enum {
	ROUTE_PREFIX = 1U << 31, /* the path goes on after what is written */
};

/* need: the preconditions, flags of the executable's guard.h; 0 is not
 * allowed, so that no row is left without a declared guard. */
struct route {
	const char *method; /* "GET" rows answer HEAD too */
	const char *path;
	unsigned need;
	int (*handle)(struct req *); /* returns the HTTP status */
};

struct router {
	const struct route *routes; /* ends with a NULL method */
	/* Are the preconditions met?  0, or the status to answer with. */
	int (*guard)(struct req *, unsigned need);
	/* Fills the body of a status >= 400 that has none; path is what was
	 * asked for. */
	void (*error)(struct req *, int status);
};

/* Finds the row, asks the guard, calls the handler, fills the error.  404 for
 * an unknown path, 405 with Allow for another method.  The status. */
int route_run(const struct router *, struct req *);

#endif
