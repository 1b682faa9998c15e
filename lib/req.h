/* SPDX-License-Identifier: ISC */
/* req.h: one request and its reply. Floor 1. */
#ifndef LIB_REQ_H
#define LIB_REQ_H

#include <stddef.h>
#include <stdint.h>

#include "buf.h"

struct db;
struct json;
struct mem;

enum {
	REQ_FIELDS = 1024, /* fields of one request, query and body together */
	REQ_BODY = 65536,  /* bytes of a body */
	REQ_HEADERS = 16,  /* headers a handler may add */
};

struct field {
	const char *name;
	const char *value;
};

struct req {
	struct mem *mem;
	void *app;     /* the executable's own, made once per worker */
	struct db *db; /* NULL in poll */
	void *caller;  /* who asks: set by the guard */

	/* What came.  Absent headers are "". */
	const char *method;
	const char *path;   /* SCRIPT_NAME: decoded by nginx, no query */
	const char *remote; /* the client's address */
	const char *host;
	const char *origin;
	const char *cookie;
	const char *agent;
	const char *language;   /* Accept-Language */
	const char *fetch_site; /* Sec-Fetch-Site */
	int https;
	int fragment; /* asked for by htmx: HX-Request */
	size_t nfields;

	/* The reply. */
	const char *type; /* NULL: text/html */
	struct buf body;
	struct field headers[REQ_HEADERS];
	size_t nheaders;
	/* NULL, or what is done once the reply is on its way: nobody waits for
	 * it but who comes to this worker next. */
	void (*after)(struct req *);
	/* The last, since it is large: what lies beyond nfields is never
	 * cleared, and means nothing. */
	struct field fields[REQ_FIELDS];
};

/*
 * Splits form-encoded text, in place, and appends its fields.  A broken
 * escape ends the value there.  0; 413 for too many fields; 400 where a name
 * or value is not text_ok().
 */
int req_form(struct req *, char *text);

/* First value of that name, or NULL. */
const char *req_str(const struct req *, const char *name);

/* 1..max characters after trimming; NULL where absent, empty or longer. */
const char *req_text(struct req *, const char *name, size_t max);

/* 0..max characters after trimming, "" where absent; NULL where longer. */
const char *req_opt(struct req *, const char *name, size_t max);

int req_u64(const struct req *, const char *name, uint64_t *); /* 0, -1 */
/* Absent or empty is 0 and fine; anything else must be a number. */
int req_id(const struct req *, const char *name, uint64_t *); /* 0, -1 */
int req_hex(const struct req *, const char *name, unsigned char *, size_t n);
int req_flag(const struct req *, const char *name); /* "1" or "on": 1 */

/* Each value of a repeated field: start with *at = 0; NULL at the end. */
const char *req_each(const struct req *, const char *name, size_t *at);

/* A cookie's value in the arena, or NULL. Two of one name: NULL. */
const char *req_cookie(struct req *, const char *name);

/* Adds a header; a value with CR, LF or NUL ends the process. */
void req_header(struct req *, const char *name, const char *, ...)
    __attribute__((__format__(__printf__, 3, 4)));

/* 303 to a path of ours; returns 303. */
int req_redirect(struct req *, const char *, ...)
    __attribute__((__format__(__printf__, 2, 3)));

/* The reply is this object, as application/json; returns status. */
int req_json(struct req *, const struct json *, int status);

#endif
