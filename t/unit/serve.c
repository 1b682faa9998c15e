/* SPDX-License-Identifier: ISC */
/* serve.c: what a request must be to reach a handler.  The processes and the
 * replies are tested over the socket, in t/31-serve.t. */
#include <stdio.h>
#include <string.h>

#include "lib/intake.h"
#include "lib/mem.h"
#include "lib/req.h"
#include "t/unit/unit.h"

static struct mem *mem;
static struct intake in;

static int
setup(void **state)
{
	mem = mem_new(1 << 22);
	*state = mem_get(mem, sizeof(struct req));
	((struct req *)*state)->mem = mem;
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	mem_free(mem);
	return 0;
}

/* An ordinary GET, and more params: up to four. */
static int
params(struct req *rq, const char *const *more)
{
	const char *env[10] = {
	    "REQUEST_METHOD=GET", "SCRIPT_NAME=/a", "SERVER_PROTOCOL=HTTP/1.1"};
	size_t i, n = 3;

	for (i = 0; i < 4 && more[i] != NULL; i++) {
		const char *name = more[i];
		size_t len = strcspn(name, "="), j;

		/* The first of a name takes the ordinary one's place. */
		for (j = 0; j < 3; j++)
			if (i == 0 && strncmp(env[j], name, len + 1) == 0)
				break;
		if (i == 0 && j < 3)
			env[j] = name;
		else
			env[n++] = name;
	}
	memset(rq, 0, sizeof(*rq));
	rq->mem = mem;
	return intake_params(rq, &in, (char *const *)env);
}

static void
headers_become_a_request(void **state)
{
	static const char *const env[] = {"REQUEST_METHOD=POST",
	    "SCRIPT_NAME=/w/\xc3\xa9 x", "SERVER_PROTOCOL=HTTP/2.0",
	    "QUERY_STRING=a=1", "CONTENT_LENGTH=3",
	    "CONTENT_TYPE=application/x-www-form-urlencoded;charset=UTF-8",
	    "REMOTE_ADDR=2001:db8::1", "HTTP_HOST=localhost:8080",
	    "HTTP_ORIGIN=http://shop.example", "HTTP_COOKIE=a=b",
	    "HTTP_USER_AGENT=Mozilla/5.0", "HTTP_ACCEPT_LANGUAGE=lt",
	    "HTTP_SEC_FETCH_SITE=cross-site", "HTTP_HX_REQUEST=true",
	    "HTTPS=on", "HTTP_X_OTHER=1", "HTTP_X_OTHER=2",
	    "REQUEST_METHODS=GET", "NOTHING", NULL};
	struct req *rq = *state;
	char body[] = "b=2";

	assert_int_equal(intake_params(rq, &in, (char *const *)env), 0);
	assert_int_equal(in.body, 3);
	assert_int_equal(intake_fields(rq, &in, body, 3), 0);
	assert_string_equal(rq->method, "POST");
	assert_string_equal(rq->path, "/w/\xc3\xa9 x");
	assert_string_equal(rq->remote, "2001:db8::1");
	assert_string_equal(rq->host, "localhost:8080");
	assert_string_equal(rq->origin, "http://shop.example");
	assert_string_equal(rq->cookie, "a=b");
	assert_string_equal(rq->agent, "Mozilla/5.0");
	assert_string_equal(rq->language, "lt");
	assert_string_equal(rq->fetch_site, "cross-site");
	assert_int_equal(rq->https, 1);
	assert_int_equal(rq->fragment, 1);
	assert_string_equal(req_str(rq, "a"), "1");
	assert_string_equal(req_str(rq, "b"), "2");
}

static void
what_is_absent_is_empty(void **state)
{
	static const char *const none[] = {NULL};
	struct req *rq = *state;

	assert_int_equal(params(rq, none), 0);
	assert_string_equal(rq->cookie, "");
	assert_string_equal(rq->origin, "");
	assert_string_equal(rq->agent, "");
	assert_int_equal(rq->https, 0);
	assert_int_equal(rq->fragment, 0);
	/* Of a request that is refused, too. */
	assert_int_equal(intake_params(rq, &in, (char *const *)none), 400);
	assert_string_equal(rq->path, "");
	assert_string_equal(rq->method, "");
}

#define FORM "CONTENT_TYPE=application/x-www-form-urlencoded"

static const struct {
	int status;
	const char *more[4];
} requests[] = {
    {0, {"SERVER_PROTOCOL=HTTP/1.0"}},
    {0, {"SERVER_PROTOCOL=HTTP/3.0"}},
    {400, {"SERVER_PROTOCOL=HTTP/0.9"}},
    {400, {"SERVER_PROTOCOL=ICY"}},
    {0, {"REQUEST_METHOD=FOO"}}, /* for the route to refuse */
    {400, {"REQUEST_METHOD="}},
    {400, {"SCRIPT_NAME="}},
    {400, {"SCRIPT_NAME=a"}},
    {400, {"SCRIPT_NAME=/a\nb"}},
    {400, {"SCRIPT_NAME=/\xff"}},
    {400, {"HTTP_COOKIE=a", "HTTP_COOKIE=a"}},
    {400, {"HTTP_HOST=a", "HTTP_HOST=b"}},
    {400, {"HTTP_ORIGIN=a", "HTTP_ORIGIN="}},
    {400, {"HTTP_SEC_FETCH_SITE=none", "HTTP_SEC_FETCH_SITE=none"}},
    {400, {"REQUEST_METHOD=GET", "REQUEST_METHOD=POST"}},
    {0, {"HTTP_X_FORWARDED_FOR=a", "HTTP_X_FORWARDED_FOR=b"}},
    {400, {"HTTP_COOKIE=a\x01"}},
    {400, {"HTTP_COOKIE=\xc3("}},
    {400, {"HTTP_ORIGIN=http://a\tb"}},
    {400, {"HTTP_HOST=\x7f"}},
    {0, {"HTTP_USER_AGENT=\xff\xfe"}},
    {0, {"HTTP_ACCEPT_LANGUAGE=a\x1b[1m"}},
    {0, {FORM, "CONTENT_LENGTH="}},
    {0, {FORM, "CONTENT_LENGTH=0"}},
    {0, {FORM, "CONTENT_LENGTH=65536"}},
    {413, {FORM, "CONTENT_LENGTH=65537"}},
    {413, {FORM, "CONTENT_LENGTH=18446744073709551615"}},
    {400, {FORM, "CONTENT_LENGTH=99999999999999999999"}},
    {413, {FORM, "CONTENT_LENGTH=100000000000000000000"}},
    {400, {FORM, "CONTENT_LENGTH=-1"}},
    {400, {FORM, "CONTENT_LENGTH=3", "CONTENT_LENGTH=3"}},
    {415, {"REQUEST_METHOD=POST"}},
    {0, {"REQUEST_METHOD=POST", FORM}},
    {0, {"REQUEST_METHOD=POST",
	    "CONTENT_TYPE=Application/X-WWW-Form-Urlencoded; a=b"}},
    {415, {"REQUEST_METHOD=POST", "CONTENT_TYPE=application/json"}},
    {415, {"REQUEST_METHOD=POST", "CONTENT_TYPE=multipart/form-data"}},
    {415, {"REQUEST_METHOD=POST", FORM "x"}},
    {415, {"CONTENT_LENGTH=1"}},
};

static void
bad_requests_are_refused(void **state)
{
	size_t i;

	for (i = 0; i < COUNT(requests); i++) {
		int status = params(*state, requests[i].more);

		if (status != requests[i].status)
			print_message(
			    "# case %zu: %s\n", i, requests[i].more[0]);
		assert_int_equal(status, requests[i].status);
	}
}

static void
what_decides_nothing_is_dropped_if_it_is_no_text(void **state)
{
	static const char *const more[] = {
	    "HTTP_USER_AGENT=\xff", "HTTP_ACCEPT_LANGUAGE=a\nb", NULL};
	struct req *rq = *state;

	assert_int_equal(params(rq, more), 0);
	assert_string_equal(rq->agent, "");
	assert_string_equal(rq->language, "");
}

static void
long_headers_are_refused(void **state)
{
	static const struct {
		const char *name;
		size_t fits;
		int status;
	} cases[] = {{"SCRIPT_NAME", 2048, 414}, {"QUERY_STRING", 8192, 414},
	    {"HTTP_COOKIE", 8192, 400}, {"HTTP_ORIGIN", 512, 400},
	    {"HTTP_HOST", 512, 400}};
	static char text[10000];
	const char *more[2] = {text, NULL};
	size_t i, start;

	for (i = 0; i < COUNT(cases); i++) {
		memset(text, '/', sizeof(text));
		snprintf(text, sizeof(text), "%s=", cases[i].name);
		start = strlen(text);
		text[start] = '/';
		text[start + cases[i].fits] = '\0';
		assert_int_equal(params(*state, more), 0);
		text[start + cases[i].fits] = '/';
		text[start + cases[i].fits + 1] = '\0';
		assert_int_equal(params(*state, more), cases[i].status);
	}
}

static void
broken_fields_are_refused(void **state)
{
	struct req *rq = *state;
	char nul[] = "a=1\0b=2", utf8[] = "a=%ff", good[] = "a=1";

	in.query = "";
	assert_int_equal(intake_fields(rq, &in, nul, 7), 400);
	assert_int_equal(intake_fields(rq, &in, utf8, 5), 400);
	assert_int_equal(intake_fields(rq, &in, good, 3), 0);
	in.query = "q=%00";
	assert_int_equal(intake_fields(rq, &in, NULL, 0), 400);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(headers_become_a_request),
	    TEST(what_is_absent_is_empty),
	    TEST(bad_requests_are_refused),
	    TEST(what_decides_nothing_is_dropped_if_it_is_no_text),
	    TEST(long_headers_are_refused),
	    TEST(broken_fields_are_refused),
	};

	return RUN(tests);
}
