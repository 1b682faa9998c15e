/* SPDX-License-Identifier: ISC */
/* req.c: forms, fields, cookies and headers from outside. */
#include <sys/wait.h>

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/json.h"
#include "lib/mem.h"
#include "lib/req.h"
#include "t/unit/unit.h"

static struct mem *mem;

static int
setup(void **state)
{
	mem = mem_new(1 << 20);
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

static int
form(struct req *rq, const char *text)
{
	return req_form(rq, mem_str(mem, text));
}

static const struct {
	const char *text;
	int status;
	size_t n;
	const char *a; /* the value of "a" */
} forms[] = {
    {"", 0, 0, NULL},
    {"a=1", 0, 1, "1"},
    {"a=", 0, 1, ""},
    {"a", 0, 1, ""},
    {"&&a=1&&b=2&", 0, 2, "1"},
    {"b=2&a=1=2", 0, 2, "1=2"},
    {"a=1&a=2", 0, 2, "1"},
    {"A=1", 0, 1, NULL},
    {"%61=%62+c%2Bd", 0, 1, "b c+d"},
    {"a=1%2&b=%41", 0, 2, "1"},
    {"a=1%&b=%41", 0, 2, "1"},
    {"a=1%zz2", 0, 1, "1"},
    {"a=1%4", 0, 1, "1"},
    {"a=%c3%a9", 0, 1, "\xc3\xa9"},
    {"a=\xc3\xa9", 0, 1, "\xc3\xa9"},
    {"a=x%0D%0Ay%0Dz%0A", 0, 1, "x\ny\nz\n"},
    {"a=%26%3D%25", 0, 1, "&=%"},
    {"a=%00", 400, 0, NULL},
    {"a=x%00y", 400, 0, NULL},
    {"a%00=x", 400, 0, NULL},
    {"a=%ff", 400, 0, NULL},
    {"a=%c3", 400, 0, NULL},
    {"a=%c3&b=%a9", 400, 0, NULL},
    {"a=%c0%80", 400, 0, NULL},
    {"a=%ed%a0%80", 400, 0, NULL},
    {"a=%f4%90%80%80", 400, 0, NULL},
    {"a=%1b[31m", 400, 0, NULL},
    {"a=%7f", 400, 0, NULL},
    {"x=1&%01=2", 400, 1, NULL},
};

static void
fields_are_split_and_decoded(void **state)
{
	size_t i;

	for (i = 0; i < COUNT(forms); i++) {
		struct req *rq = *state;
		const char *a;

		rq->nfields = 0;
		assert_int_equal(form(rq, forms[i].text), forms[i].status);
		assert_int_equal(rq->nfields, forms[i].n);
		a = req_str(rq, "a");
		if (forms[i].a == NULL)
			assert_null(a);
		else
			assert_string_equal(a, forms[i].a);
	}
}

static void
too_many_fields_are_413(void **state)
{
	char text[(REQ_FIELDS + 1) * 2 + 1];
	struct req *rq = *state;
	int i;

	for (i = 0; i <= REQ_FIELDS; i++)
		memcpy(text + i * 2, "a&", 3);
	assert_int_equal(form(rq, text), 413);
	rq->nfields = 0;
	text[REQ_FIELDS * 2] = '\0';
	assert_int_equal(form(rq, text), 0);
	/* Query and body together. */
	assert_int_equal(form(rq, "b=1"), 413);
}

static void
texts_are_trimmed_and_measured_in_characters(void **state)
{
	static const struct {
		const char *text;
		size_t max;
		const char *must, *may;
	} cases[] = {
	    {"", 5, NULL, ""},
	    {"t=", 5, NULL, ""},
	    {"t=+%09%0a+", 5, NULL, ""},
	    {"t=+Anna+", 4, "Anna", "Anna"},
	    {"t=Anna", 3, NULL, NULL},
	    {"t=%c3%a9%c3%a9%f0%9f%99%82", 3,
		"\xc3\xa9\xc3\xa9\xf0\x9f\x99\x82",
		"\xc3\xa9\xc3\xa9\xf0\x9f\x99\x82"},
	    {"t=%c3%a9%c3%a9%f0%9f%99%82", 2, NULL, NULL},
	    {"t=a%0Ab", 3, "a\nb", "a\nb"},
	};
	size_t i;

	for (i = 0; i < COUNT(cases); i++) {
		struct req *rq = *state;
		const char *must, *may;

		rq->nfields = 0;
		assert_int_equal(form(rq, cases[i].text), 0);
		must = req_text(rq, "t", cases[i].max);
		may = req_opt(rq, "t", cases[i].max);
		assert_string_equal(must != NULL ? must : "(null)",
		    cases[i].must != NULL ? cases[i].must : "(null)");
		assert_string_equal(may != NULL ? may : "(null)",
		    cases[i].may != NULL ? cases[i].may : "(null)");
	}
}

static void
numbers_are_whole_or_refused(void **state)
{
	static const struct {
		const char *text;
		int u64, id;
		uint64_t value;
	} cases[] = {
	    {"", -1, 0, 0},
	    {"n=", -1, 0, 0},
	    {"n=0", 0, 0, 0},
	    {"n=42", 0, 0, 42},
	    {"n=18446744073709551615", 0, 0, UINT64_MAX},
	    {"n=18446744073709551616", -1, -1, 0},
	    {"n=-1", -1, -1, 0},
	    {"n=%2b1", -1, -1, 0},
	    {"n=+1", -1, -1, 0},
	    {"n=1x", -1, -1, 0},
	    {"n=0x10", -1, -1, 0},
	    {"n=1.0", -1, -1, 0},
	};
	size_t i;

	for (i = 0; i < COUNT(cases); i++) {
		struct req *rq = *state;
		uint64_t n = 0;

		rq->nfields = 0;
		assert_int_equal(form(rq, cases[i].text), 0);
		assert_int_equal(req_u64(rq, "n", &n), cases[i].u64);
		if (cases[i].u64 == 0)
			assert_true(n == cases[i].value);
		assert_int_equal(req_id(rq, "n", &n), cases[i].id);
		if (cases[i].id == 0)
			assert_true(n == cases[i].value);
	}
}

static void
flags_hex_and_repeated_fields(void **state)
{
	struct req *rq = *state;
	unsigned char out[2];
	size_t at = 0;

	form(rq, "on=on&one=1&true=true&no=0&h=0aFf&long=0aff00&bad=0ag1"
		 "&d=1&x=y&d=2&d=");
	assert_int_equal(req_flag(rq, "on"), 1);
	assert_int_equal(req_flag(rq, "one"), 1);
	assert_int_equal(req_flag(rq, "true"), 0);
	assert_int_equal(req_flag(rq, "no"), 0);
	assert_int_equal(req_flag(rq, "absent"), 0);
	assert_int_equal(req_hex(rq, "h", out, 2), 0);
	assert_memory_equal(out, "\x0a\xff", 2);
	assert_int_equal(req_hex(rq, "long", out, 2), -1);
	assert_int_equal(req_hex(rq, "bad", out, 2), -1);
	assert_int_equal(req_hex(rq, "absent", out, 2), -1);
	assert_string_equal(req_each(rq, "d", &at), "1");
	assert_string_equal(req_each(rq, "d", &at), "2");
	assert_string_equal(req_each(rq, "d", &at), "");
	assert_null(req_each(rq, "d", &at));
}

static void
a_cookie_is_found_once_or_not_at_all(void **state)
{
	static const struct {
		const char *header, *value;
	} cases[] = {
	    {"", NULL},
	    {"s=1", "1"},
	    {"s=", ""},
	    {"s", NULL},
	    {"a=b; s=1; c=d", "1"},
	    {"a=b;s=1;c=d", "1"},
	    {"a=b;;  s=1 ;", "1"},
	    {"xs=1", NULL},
	    {"ss=1", NULL},
	    {"S=1", NULL},
	    {"a=s=1", NULL},
	    {"s=a=b", "a=b"},
	    {"s=1; s=2", NULL},
	    {"s=1; a=b; s=1", NULL},
	    {";;;", NULL},
	    {" ; s=1", "1"},
	    {"s=1;", "1"},
	};
	size_t i;

	for (i = 0; i < COUNT(cases); i++) {
		struct req *rq = *state;
		const char *value;

		rq->cookie = cases[i].header;
		value = req_cookie(rq, "s");
		if (cases[i].value == NULL)
			assert_null(value);
		else
			assert_string_equal(value, cases[i].value);
	}
}

static void
a_redirect_is_303_to_our_path(void **state)
{
	struct req *rq = *state;

	assert_int_equal(req_redirect(rq, "/office/visitor?id=%d", 7), 303);
	assert_int_equal(rq->nheaders, 1);
	assert_string_equal(rq->headers[0].name, "Location");
	assert_string_equal(rq->headers[0].value, "/office/visitor?id=7");
}

static void
a_json_reply_has_its_type(void **state)
{
	struct req *rq = *state;
	struct json *j = json_new(mem);

	buf_init(&rq->body, mem);
	json_str(j, "code", "away");
	assert_int_equal(req_json(rq, j, 503), 503);
	assert_string_equal(rq->type, "application/json");
	assert_string_equal(rq->body.data, "{\"code\":\"away\"}");
}

/* --- Our own mistakes ------------------------------------------------------ */

static void
two_lines(struct req *rq)
{
	req_header(rq, "X", "a%s", "\nSet-Cookie: b");
}

static void
carriage_return(struct req *rq)
{
	req_header(rq, "X", "a\rb");
}

static void
too_many_headers(struct req *rq)
{
	int i;

	for (i = 0; i <= REQ_HEADERS; i++)
		req_header(rq, "X", "%d", i);
}

static void
another_host(struct req *rq)
{
	req_redirect(rq, "//example.com/%d", 1);
}

static void
another_scheme(struct req *rq)
{
	req_redirect(rq, "http://example.com/%d", 1);
}

static void
the_end(struct req *rq)
{
	req_redirect(rq, "/%s", "x\r\nSet-Cookie: y");
}

static void
headers_that_would_betray_us_end_the_process(void **state)
{
	static void (*const mistakes[])(struct req *) = {two_lines,
	    carriage_return, too_many_headers, another_host, another_scheme,
	    the_end};
	size_t i;
	int status;
	pid_t pid;

	for (i = 0; i < COUNT(mistakes); i++) {
		fflush(NULL);
		if ((pid = fork()) == 0) {
			close(STDERR_FILENO);
			open("/dev/null", O_WRONLY);
			mistakes[i](*state);
			_exit(0);
		}
		assert_true(waitpid(pid, &status, 0) == pid);
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 1);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(fields_are_split_and_decoded),
	    TEST(too_many_fields_are_413),
	    TEST(texts_are_trimmed_and_measured_in_characters),
	    TEST(numbers_are_whole_or_refused),
	    TEST(flags_hex_and_repeated_fields),
	    TEST(a_cookie_is_found_once_or_not_at_all),
	    TEST(a_redirect_is_303_to_our_path),
	    TEST(a_json_reply_has_its_type),
	    TEST(headers_that_would_betray_us_end_the_process),
	};

	return RUN(tests);
}
