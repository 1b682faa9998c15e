/* SPDX-License-Identifier: ISC */
/* route.c: which function answers which request. */
#include <string.h>

#include "lib/mem.h"
#include "lib/req.h"
#include "lib/route.h"
#include "t/unit/unit.h"

enum {
	NEED_NOTHING = 1,
	NEED_OPERATOR = 2
};

static unsigned asked;

static int
guard(struct req *rq, unsigned need)
{
	asked = need;
	return (need & NEED_OPERATOR) && rq->caller == NULL ? 401 : 0;
}

static void
error(struct req *rq, int status)
{
	buf_printf(&rq->body, "error %d", status);
}

static int
show(struct req *rq)
{
	buf_str(&rq->body, "show");
	return 200;
}

static int
add(struct req *rq)
{
	buf_str(&rq->body, "add");
	return 200;
}

static int
list(struct req *rq)
{
	buf_str(&rq->body, "list");
	return 200;
}

static int
refuse(struct req *rq)
{
	return 409;
}

static int
explain(struct req *rq)
{
	buf_str(&rq->body, "because");
	return 422;
}

static int
nothing(struct req *rq)
{
	return 204;
}

static const struct route routes[] = {
    {"GET", "/note", NEED_NOTHING, show},
    {"POST", "/note", NEED_NOTHING | NEED_OPERATOR, add},
    {"GET", "/poll/", NEED_NOTHING | ROUTE_PREFIX, list},
    {"POST", "/refuse", NEED_NOTHING, refuse},
    {"POST", "/explain", NEED_NOTHING, explain},
    {"GET", "/nothing", NEED_NOTHING, nothing},
    {NULL, NULL, 0, NULL},
};

static const struct router router = {routes, guard, error};

static const struct {
	const char *method, *path;
	int operator_, status;
	unsigned need;
	const char *body, *allow;
} requests[] = {
    {"GET", "/note", 0, 200, NEED_NOTHING, "show", NULL},
    {"HEAD", "/note", 0, 200, NEED_NOTHING, "show", NULL},
    {"POST", "/note", 1, 200, 3, "add", NULL},
    {"POST", "/note", 0, 401, 3, "error 401", NULL},
    {"DELETE", "/note", 1, 405, 0, "error 405", "GET, HEAD, POST"},
    {"FOO", "/poll/12", 1, 405, 0, "error 405", "GET, HEAD"},
    {"get", "/note", 1, 405, 0, "error 405", "GET, HEAD, POST"},
    {"OPTIONS", "/refuse", 1, 405, 0, "error 405", "POST"},
    {"HEAD", "/refuse", 1, 405, 0, "error 405", "POST"},
    {"GET", "/poll/12", 0, 200, NEED_NOTHING, "list", NULL},
    {"GET", "/poll/", 0, 200, NEED_NOTHING, "list", NULL},
    {"GET", "/poll", 0, 404, 0, "error 404", NULL},
    {"GET", "/note/", 0, 404, 0, "error 404", NULL},
    {"GET", "/not", 0, 404, 0, "error 404", NULL},
    {"GET", "/Note", 0, 404, 0, "error 404", NULL},
    {"GET", "", 0, 404, 0, "error 404", NULL},
    {"POST", "/refuse", 0, 409, NEED_NOTHING, "error 409", NULL},
    {"POST", "/explain", 0, 422, NEED_NOTHING, "because", NULL},
    {"GET", "/nothing", 0, 204, NEED_NOTHING, "", NULL},
};

static void
each_request_finds_its_row(void **state)
{
	struct mem *mem = mem_new(1 << 20);
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(requests); i++) {
		struct req *rq = mem_get(mem, sizeof(*rq));

		asked = 0;
		rq->mem = mem;
		rq->method = requests[i].method;
		rq->path = requests[i].path;
		rq->caller = requests[i].operator_ ? mem : NULL;
		buf_init(&rq->body, mem);
		assert_int_equal(route_run(&router, rq), requests[i].status);
		assert_int_equal(asked, requests[i].need);
		assert_string_equal(
		    rq->body.len > 0 ? rq->body.data : "", requests[i].body);
		assert_int_equal(rq->nheaders, requests[i].allow != NULL);
		if (requests[i].allow != NULL) {
			assert_string_equal(rq->headers[0].name, "Allow");
			assert_string_equal(
			    rq->headers[0].value, requests[i].allow);
		}
	}
	mem_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_request_finds_its_row),
	};

	return RUN(tests);
}
