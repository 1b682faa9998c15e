/* SPDX-License-Identifier: ISC */
/* conf.c: what beckon.conf may say. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/conf.h"
#include "lib/log.h"
#include "t/unit/unit.h"

/* conf_load() of a file that holds this; what it logs is put into said. */
static const struct conf *
load(const char *text, char *said, size_t size)
{
	char path[] = P_tmpdir "/beckon-conf-XXXXXX";
	char err[] = P_tmpdir "/beckon-said-XXXXXX";
	int fd = mkstemp(path), log = mkstemp(err), saved = dup(STDERR_FILENO);
	const struct conf *c;
	ssize_t n;

	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	(void)close(fd);
	(void)dup2(log, STDERR_FILENO);
	c = conf_load(path);
	(void)dup2(saved, STDERR_FILENO);
	(void)close(saved);
	n = pread(log, said, size - 1, 0);
	assert_true(n >= 0);
	said[n] = '\0';
	(void)close(log);
	(void)unlink(path);
	(void)unlink(err);
	return c;
}

static void
an_empty_file_gives_the_defaults(void **state)
{
	const struct conf *c;
	char said[1024];

	(void)state;
	c = load("", said, sizeof(said));
	assert_non_null(c);
	assert_string_equal(said, "");
	assert_string_equal(conf_str(c, "base"), "http://localhost:8080");
	assert_string_equal(conf_str(c, "widget.base"), "");
	assert_string_equal(conf_str(c, "run"), "/run/beckon");
	assert_string_equal(conf_str(c, "keys"), SYSCONFDIR "/keys");
	assert_string_equal(
	    conf_str(c, "database.visit"), SYSCONFDIR "/visit.cnf");
	assert_string_equal(conf_str(c, "password.cost"), "interactive");
	assert_int_equal(conf_int(c, "poll.workers"), 2);
	assert_int_equal(conf_int(c, "visitors.max"), 300000);
}

static void
a_full_file_is_read(void **state)
{
	const struct conf *c;
	char said[1024];

	(void)state;
	c = load("# a comment\n"
		 "\n"
		 "  \t\n"
		 "base\thttps://desk.example:8443  \r\n"
		 "base.also http://localhost:1  https://b.example\n"
		 "  run   /var/run/my desk # kept\n"
		 "country.file\n"
		 "poll.workers 8\n"
		 "password.cost min",
	    said, sizeof(said));
	assert_non_null(c);
	assert_string_equal(said, "");
	assert_string_equal(conf_str(c, "base"), "https://desk.example:8443");
	assert_string_equal(
	    conf_str(c, "base.also"), "http://localhost:1  https://b.example");
	assert_string_equal(conf_str(c, "run"), "/var/run/my desk # kept");
	assert_string_equal(conf_str(c, "country.file"), "");
	assert_int_equal(conf_int(c, "poll.workers"), 8);
	assert_int_equal(conf_int(c, "visit.workers"), 4);
	assert_string_equal(conf_str(c, "password.cost"), "min");
}

static const struct {
	const char *text;
	const char *said;
} WRONG[] = {
    {"bases http://x", ":1: unknown key bases"},
    {"Base http://x", ":1: unknown key Base"},
    {"base=http://x", ":1: unknown key base=http://x"},
    {"\nrun /a\nrun /b", ":3: run stands here a second time"},
    {"run", ":1: run has a value that does not fit"},
    {"base", ":1: base has a value"},
    {"base http://x/", ":1: base has a value"},
    {"base http://X", ":1: base has a value"},
    {"base ftp://x", ":1: base has a value"},
    {"base http://u@x", ":1: base has a value"},
    {"base.also http://x http://y/", ":1: base.also has a value"},
    {"base.also x", ":1: base.also has a value"},
    {"widget.base https://x/w", ":1: widget.base has a value"},
    {"assets ../x", ":1: assets has a value"},
    {"password.cost free", ":1: password.cost has a value"},
    {"poll.workers", ":1: poll.workers wants a whole number"},
    {"poll.workers two", ":1: poll.workers wants a whole number"},
    {"poll.workers -1", ":1: poll.workers wants a whole number"},
    {"poll.workers 2.5", ":1: poll.workers wants a whole number"},
    {"poll.workers 0", ":1: poll.workers is out of range"},
    {"poll.workers 257", ":1: poll.workers is out of range"},
    {"visitors.max 18446744073709551615", "is out of range"},
    {"run /a\x01", ":1: not plain UTF-8 text"},
    {"run /\xff", ":1: not plain UTF-8 text"},
};

static void
a_mistake_is_named_with_its_line(void **state)
{
	char said[1024];
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(WRONG); i++) {
		assert_null(load(WRONG[i].text, said, sizeof(said)));
		if (strstr(said, WRONG[i].said) == NULL)
			fail_msg("row %zu: %s", i, said);
	}
}

static void
all_mistakes_are_told_at_once(void **state)
{
	char said[1024];

	(void)state;
	assert_null(
	    load("nonsense 1\nrun /a\npoll.workers x\n", said, sizeof(said)));
	assert_non_null(strstr(said, ":1: unknown key nonsense"));
	assert_non_null(strstr(said, ":3: poll.workers wants"));
}

static void
a_missing_file_is_no_configuration(void **state)
{
	int saved = dup(STDERR_FILENO), null = open("/dev/null", O_WRONLY);

	(void)state;
	(void)dup2(null, STDERR_FILENO);
	assert_null(conf_load("/nonexistent/beckon.conf"));
	(void)dup2(saved, STDERR_FILENO);
	(void)close(saved);
	(void)close(null);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_empty_file_gives_the_defaults),
	    cmocka_unit_test(a_full_file_is_read),
	    cmocka_unit_test(a_mistake_is_named_with_its_line),
	    cmocka_unit_test(all_mistakes_are_told_at_once),
	    cmocka_unit_test(a_missing_file_is_no_configuration),
	};

	return RUN(tests);
}
