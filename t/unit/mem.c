/* SPDX-License-Identifier: ISC */
/* mem.c: the arena, the buffer in it, and the log's promise. */
#include <sys/wait.h>

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/log.h"
#include "lib/mem.h"
#include "lib/rand.h"
#include "t/unit/unit.h"

static void
pieces_are_zeroed_aligned_and_apart(void **state)
{
	static const size_t sizes[] = {0, 1, 2, 7, 16, 33, 4095, 4096, 4097,
	    16383, 16384, 16385, 100000, 3};
	struct mem *m = mem_new(1 << 20);
	unsigned char *p[COUNT(sizes)];
	size_t i, j;
	int round;

	(void)state;
	for (round = 0; round < 3; round++) {
		for (i = 0; i < COUNT(sizes); i++) {
			p[i] = mem_get(m, sizes[i]);
			assert_int_equal((uintptr_t)p[i] % 16, 0);
			for (j = 0; j < sizes[i]; j++)
				assert_int_equal(p[i][j], 0);
			memset(p[i], (int)i + 1, sizes[i]);
		}
		for (i = 0; i < COUNT(sizes); i++)
			for (j = 0; j < sizes[i]; j++)
				assert_int_equal(p[i][j], i + 1);
		mem_reset(m);
	}
	mem_free(m);
}

static void
texts_are_copied(void **state)
{
	struct mem *m = mem_new(1 << 20);
	char big[20001];

	(void)state;
	memset(big, 'x', sizeof(big) - 1);
	big[sizeof(big) - 1] = '\0';
	assert_string_equal(mem_str(m, ""), "");
	assert_string_equal(mem_str(m, "Anna"), "Anna");
	assert_string_equal(mem_strn(m, "Anna", 2), "An");
	assert_string_equal(mem_strn(m, "Anna", 20), "Anna");
	assert_string_equal(mem_printf(m, "%d-%s", 7, "x"), "7-x");
	assert_string_equal(mem_printf(m, "%s", big), big);
	mem_free(m);
}

struct noted {
	char **end;
	char letter;
};

static void
note(void *arg)
{
	struct noted *n = arg;

	*(*n->end)++ = n->letter;
}

static void
a_reset_calls_the_newest_first_and_once(void **state)
{
	struct mem *m = mem_new(1 << 16);
	char seen[8] = "", *end = seen;
	struct noted a = {&end, 'a'}, b = {&end, 'b'}, c = {&end, 'c'};

	(void)state;
	mem_defer(m, note, &a);
	mem_defer(m, note, &b);
	mem_reset(m);
	assert_string_equal(seen, "ba");
	mem_reset(m);
	mem_defer(m, note, &c);
	mem_free(m);
	assert_string_equal(seen, "bac");
}

/* Runs f in a child; what it says on standard error goes to said.  Its exit
 * status. */
static int
in_a_child(void (*f)(void), char *said, size_t size)
{
	size_t len = 0;
	int fd[2], status;
	ssize_t n;
	pid_t pid;

	assert_int_equal(pipe(fd), 0);
	if ((pid = fork()) == 0) {
		(void)dup2(fd[1], STDERR_FILENO);
		log_init("unit", 0);
		f();
		_exit(0);
	}
	(void)close(fd[1]);
	while ((n = read(fd[0], said + len, size - 1 - len)) > 0)
		len += (size_t)n;
	said[len] = '\0';
	(void)close(fd[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
take_too_much(void)
{
	struct mem *m = mem_new(1000);
	int i;

	mem_reset(m);
	for (i = 0; i < 63; i++)
		(void)mem_get(m, 1);
	(void)mem_get(m, 1);
}

static void
past_the_limit_the_process_ends(void **state)
{
	char said[4096];

	(void)state;
	assert_int_equal(in_a_child(take_too_much, said, sizeof(said)), 1);
	assert_non_null(strstr(said, "more than 1000 bytes"));
}

static void
log_hostile_text(void)
{
	log_info("%s", "one\nforged[1]: two\x1b[2J\x7f\xc2\x9b. \xc3\xa9");
	log_debug("unheard");
}

static void
nobody_forges_a_line(void **state)
{
	char said[4096];

	(void)state;
	assert_int_equal(in_a_child(log_hostile_text, said, sizeof(said)), 0);
	assert_ptr_equal(strchr(said, '\n'), said + strlen(said) - 1);
	assert_non_null(strstr(said, "]: one?forged[1]: two?[2J???. \xc3\xa9"));
	assert_null(strstr(said, "unheard"));
}

static void
log_a_long_line(void)
{
	char big[5000];

	memset(big, 'x', sizeof(big) - 1);
	big[sizeof(big) - 1] = '\0';
	log_info("%s", big);
	errno = ENOENT;
	log_warn("%s", big);
}

static void
a_long_line_is_cut_and_ends(void **state)
{
	char said[8192], *second;

	(void)state;
	assert_int_equal(in_a_child(log_a_long_line, said, sizeof(said)), 0);
	second = strchr(said, '\n') + 1;
	assert_true(second - said <= 2048);
	assert_int_equal(strncmp(second, "unit[", 5), 0);
	assert_ptr_equal(strchr(second, '\n'), said + strlen(said) - 1);
}

static void
a_buffer_grows(void **state)
{
	struct mem *m = mem_new(1 << 20);
	struct buf b;
	int i;

	(void)state;
	buf_init(&b, m);
	assert_int_equal(b.len, 0);
	buf_str(&b, "");
	assert_string_equal(b.data, "");
	for (i = 0; i < 3000; i++)
		buf_printf(&b, "%04d,", i);
	buf_add(&b, "\0end", 4);
	assert_int_equal(b.len, 15004);
	assert_memory_equal(b.data, "0000,0001,", 10);
	assert_memory_equal(b.data + 14995, "2999,\0end", 10);
	mem_free(m);
}

static void
a_number_is_added_in_decimal(void **state)
{
	struct mem *m = mem_new(4096);
	struct buf b;

	(void)state;
	buf_init(&b, m);
	buf_u64(&b, 0);
	buf_u64(&b, 109);
	buf_str(&b, " ");
	buf_u64(&b, UINT64_MAX);
	assert_string_equal(b.data, "0109 18446744073709551615");
	mem_free(m);
}

static void
chance_is_even_and_below_the_limit(void **state)
{
	unsigned seen[5] = {0};
	unsigned char a[32] = {0}, b[32] = {0};
	int i;

	(void)state;
	for (i = 0; i < 5000; i++)
		seen[rand_below(5)]++;
	for (i = 0; i < 5; i++)
		assert_in_range(seen[i], 800, 1200);
	assert_int_equal(rand_below(1), 0);
	rand_bytes(a, sizeof(a));
	rand_bytes(b, sizeof(b));
	assert_memory_not_equal(a, b, sizeof(a));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(pieces_are_zeroed_aligned_and_apart),
	    cmocka_unit_test(texts_are_copied),
	    cmocka_unit_test(a_reset_calls_the_newest_first_and_once),
	    cmocka_unit_test(past_the_limit_the_process_ends),
	    cmocka_unit_test(nobody_forges_a_line),
	    cmocka_unit_test(a_long_line_is_cut_and_ends),
	    cmocka_unit_test(a_buffer_grows),
	    cmocka_unit_test(a_number_is_added_in_decimal),
	    cmocka_unit_test(chance_is_even_and_below_the_limit),
	};

	return RUN(tests);
}
