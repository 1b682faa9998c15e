/* SPDX-License-Identifier: ISC */
/* intake.h: FastCGI params made a request; for serve.c. Floor 1. */
#ifndef LIB_INTAKE_H
#define LIB_INTAKE_H

#include <stddef.h>

struct req;

/* What intake_params() found and the handler need not see. */
struct intake {
	const char *query;
	const char *type;     /* Content-Type */
	const char *length;   /* Content-Length */
	const char *protocol; /* "HTTP/1.1" */
	size_t body;          /* bytes to read */
};

/*
 * Fills rq from the "NAME=value" texts of env, copied into its arena, and
 * judges them.  0, or the status to answer with: 400 for a param twice,
 * control characters, invalid UTF-8, HTTP/0.9; 413 for too large a body, 414
 * for too long an address, 415 for a body that is no form.
 */
int intake_params(struct req *, struct intake *, char *const *env);

/* The fields of the query and of the body that was read (or NULL); body is
 * kept and changed.  0, 400 or 413. */
int intake_fields(struct req *, const struct intake *, char *body, size_t n);

#endif
