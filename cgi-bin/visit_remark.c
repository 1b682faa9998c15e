/* SPDX-License-Identifier: ISC */
/* visit_remark.c: what a page's script tells of its visitor, by beckon('set')
 * and beckon('event'). Floor 4. */
#include <string.h>

#include "cgi-bin/visit.h"
#include "desk/remark.h"
#include "lib/json.h"
#include "lib/mem.h"
#include "lib/req.h"

enum {
	CONTACTS = 3 /* name, email, phone */
};

static const struct {
	const char *name;
	size_t max;
} contacts[CONTACTS] = {
    {"name", VISITOR_NAME},
    {"email", VISITOR_EMAIL},
    {"phone", VISITOR_PHONE},
};

/* The contact fields that came.  How many, or -1. */
static int
read_contact(struct req *rq, struct remark_pair *p)
{
	int i, n = 0;

	for (i = 0; i < CONTACTS; i++) {
		if (req_str(rq, contacts[i].name) == NULL)
			continue;
		p[n].name = contacts[i].name;
		p[n].value = req_opt(rq, contacts[i].name, contacts[i].max);
		if (p[n++].value == NULL)
			return -1;
	}
	return n;
}

/* Is it one that has a field of its own? */
static int
reserved(const char *name)
{
	int i;

	for (i = 0; i < CONTACTS; i++)
		if (strcmp(name, contacts[i].name) == 0)
			return 1;
	return 0;
}

/* k0 and v0, k1 and v1 ...: how many, or -1. */
static int
read_pairs(struct req *rq, struct remark_pair *p)
{
	int n;

	for (n = 0; n < REMARK_PAIRS; n++) {
		const char *name = mem_printf(rq->mem, "k%d", n);

		if (req_str(rq, name) == NULL)
			break;
		p[n].name = req_text(rq, name, REMARK_NAME);
		p[n].value =
		    req_opt(rq, mem_printf(rq->mem, "v%d", n), REMARK_VALUE);
		if (p[n].name == NULL || p[n].value == NULL ||
		    reserved(p[n].name))
			return -1;
	}
	return n;
}

static int
answer(struct req *rq)
{
	struct json *j = json_new(rq->mem);

	json_u64(j, "next", visit_next(rq, visit_caller(rq)->state));
	return req_json(rq, j, 200);
}

/*
 * POST /w/set: the page says who its visitor is; operators see it as not
 * verified.
 *
 *   token
 *   name, email, phone  become the visitor's own, where they have said nothing
 *                       else themselves
 *   k0, v0 ... k19, v19 names (1..40 characters) and values (0..255; "" is
 *                       forgotten) of attributes
 *
 *   200 {"next"}; 400 bad_request; 401 token; 503 away
 */
int
visit_set(struct req *rq)
{
	struct remark_pair pairs[CONTACTS + REMARK_PAIRS];
	int n, more;

	if ((n = read_contact(rq, pairs)) == -1 ||
	    (more = read_pairs(rq, pairs + n)) == -1 || n + more == 0)
		return 400;
	switch (remark_set(
	    rq->db, &visit_caller(rq)->visitor, pairs, (size_t)(n + more))) {
	case -1:
		return 503;
	case 0:
		return 401;
	}
	return answer(rq);
}

/*
 * POST /w/event: something happened on the page, for the visitor's history.
 *
 *   token
 *   key   16 hex digits, new for each
 *   name  1..40 characters
 *   data  0..255 characters
 *
 *   200 {"next"}; the same where this key came before
 *   400 bad_request; 401 token; 429 slow_down: 200 in this hour; 503 away
 */
int
visit_event(struct req *rq)
{
	struct remark_pair event;
	unsigned char key[REMARK_KEY];

	event.name = req_text(rq, "name", REMARK_NAME);
	event.value = req_opt(rq, "data", REMARK_VALUE);
	if (event.name == NULL || event.value == NULL ||
	    req_hex(rq, "key", key, REMARK_KEY) == -1)
		return 400;
	switch (remark_note(rq->db, &visit_caller(rq)->visitor, key, &event)) {
	case -1:
		return 503;
	case REMARK_OVER:
		return 401;
	case REMARK_MANY:
		return 429;
	}
	return answer(rq);
}
