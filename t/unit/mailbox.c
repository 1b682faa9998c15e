/* SPDX-License-Identifier: ISC */
/* mailbox.c: the directory and the pipe between poll and pulse. */
#include <sys/stat.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "t/unit/run.h"

static const struct beat BEAT = {
    "aaaaaaaaaaaaaaa", BEAT_POLL, STATE_FRONT, 0, 0};

static void
a_number_is_put_seen_and_taken(void **state)
{
	struct mailbox *pulse = owner(), *poll = mailbox_open(run);

	(void)state;
	assert_true(mailbox_peek(poll, A) == 0);
	assert_int_equal(mailbox_put(pulse, A, 7), 0);
	assert_true(mailbox_peek(poll, A) == 7);
	assert_true(mailbox_peek(poll, B) == 0);
	assert_int_equal(mailbox_put(pulse, A, UINT64_MAX), 0);
	assert_true(mailbox_peek(poll, A) == UINT64_MAX);
	assert_int_equal(mailbox_put(pulse, A, 9), 0);
	assert_int_equal(mailbox_take(pulse, A, 8), 0);
	assert_true(mailbox_peek(poll, A) == 9);
	assert_int_equal(mailbox_take(pulse, A, 9), 0);
	assert_true(mailbox_peek(poll, A) == 0);
	assert_int_equal(mailbox_take(pulse, A, 9), 0);
	mailbox_close(poll);
	mailbox_close(pulse);
}

static const char *const GARBAGE[] = {
    "", "\n", "-1", "x", "1 2", "99999999999999999999", "\xff\xff"};

static void
a_file_with_garbage_says_nothing(void **state)
{
	struct mailbox *pulse = owner(), *poll = mailbox_open(run);
	int fd;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(GARBAGE); i++) {
		fd = openat(pulse->box, "61616161616161616161616161616100",
		    O_WRONLY | O_CREAT | O_TRUNC, 0640);
		assert_int_equal(write(fd, GARBAGE[i], strlen(GARBAGE[i])),
		    strlen(GARBAGE[i]));
		(void)close(fd);
		assert_true(mailbox_peek(poll, A) == 0);
	}
	mailbox_close(poll);
	mailbox_close(pulse);
}

static void
names_and_modes_are_as_promised(void **state)
{
	struct mailbox *pulse;
	struct stat st;
	mode_t mask = umask(077);

	(void)state;
	pulse = owner();
	assert_int_equal(mailbox_put(pulse, A, 7), 0);
	(void)umask(mask);
	in_run("test `cat box/61616161616161616161616161616100` = 7");
	assert_int_equal(fstat(pulse->box, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0750);
	assert_int_equal(fstat(pulse->beat, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0660);
	in_run("test `stat -c %a box/*` = 640");
	assert_int_equal(fcntl(pulse->beat, F_GETPIPE_SZ), 1 << 20);
	mailbox_close(pulse);
}

static void
without_pulse_nothing_waits_and_nothing_fails(void **state)
{
	struct mailbox *poll = mailbox_open(run), *pulse;
	struct beat got[4];

	(void)state;
	assert_true(mailbox_peek(poll, A) == 0);
	assert_true(mailbox_tick(poll)->t == 0);
	assert_int_equal(mailbox_tick(poll)->pace, 100);
	beat_put(poll, &BEAT);
	pulse = owner();
	assert_int_equal(mailbox_put(pulse, A, 7), 0);
	a_second_later(poll);
	assert_true(mailbox_peek(poll, A) == 7);
	beat_put(poll, &BEAT);
	assert_int_equal(beat_get(pulse, got, COUNT(got)), 1);
	mailbox_close(poll);
	mailbox_close(pulse);
}

static void
a_replaced_directory_and_pipe_are_found(void **state)
{
	struct mailbox *pulse = owner(), *poll = mailbox_open(run);
	struct beat got[4];

	(void)state;
	mailbox_close(pulse);
	in_run("rm -rf box beat");
	pulse = owner();
	assert_int_equal(mailbox_put(pulse, A, 7), 0);
	a_second_later(poll);
	assert_true(mailbox_peek(poll, A) == 7);
	beat_put(poll, &BEAT);
	assert_int_equal(beat_get(pulse, got, COUNT(got)), 1);
	mailbox_close(poll);
	mailbox_close(pulse);
}

static void
what_is_no_pipe_is_not_written_to(void **state)
{
	struct mailbox *poll;
	int saved = dup(STDERR_FILENO), null = open("/dev/null", O_WRONLY);

	(void)state;
	in_run("mkdir box && : >beat");
	poll = mailbox_open(run);
	beat_put(poll, &BEAT);
	in_run("test ! -s beat");
	(void)dup2(null, STDERR_FILENO);
	assert_null(mailbox_own(run));
	(void)dup2(saved, STDERR_FILENO);
	(void)close(saved);
	(void)close(null);
	mailbox_close(poll);
}

static const struct {
	const char *text;
	struct tick tick;
} TICKS[] = {
    {"1700000000 100 1", {1700000000, 100, 1, 0}},
    {"1700000000 100 1 1", {1700000000, 100, 1, 1}},
    {"1700000000 100 1 x", {1700000000, 100, 1, 0}},
    {"1700000000 800 0", {1700000000, 800, 0, 0}},
    {"1700000000 99 1", {0, 100, 1, 0}},
    {"1700000000 801 1", {0, 100, 1, 0}},
    {"1700000000 100", {0, 100, 1, 0}},
    {"1700000000", {0, 100, 1, 0}},
    {"", {0, 100, 1, 0}},
    {"soon", {0, 100, 1, 0}},
};

static void
the_tick_is_read_once_a_second(void **state)
{
	struct mailbox *pulse = owner(), *poll = mailbox_open(run);
	const struct tick *t;
	char line[128];
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(TICKS); i++) {
		(void)snprintf(
		    line, sizeof(line), "echo '%s' >box/tick", TICKS[i].text);
		in_run(line);
		a_second_later(poll);
		t = mailbox_tick(poll);
		if (t->t != TICKS[i].tick.t || t->pace != TICKS[i].tick.pace ||
		    t->database != TICKS[i].tick.database ||
		    t->full != TICKS[i].tick.full)
			fail_msg("row %zu", i);
	}
	assert_int_equal(mailbox_tick_write(pulse, &TICKS[3].tick), 0);
	a_second_later(poll);
	assert_true(mailbox_tick(poll)->t == 1700000000);
	assert_int_equal(mailbox_tick(poll)->pace, 800);
	assert_int_equal(mailbox_tick(poll)->database, 0);
	mailbox_close(poll);
	mailbox_close(pulse);
}

static void
the_place_is_kept(void **state)
{
	struct mailbox *pulse = owner();
	uint64_t n = 1;

	(void)state;
	assert_int_equal(mailbox_place(pulse, &n), 0);
	assert_int_equal(mailbox_place_write(pulse, 1700000000123456), 0);
	mailbox_close(pulse);
	pulse = owner();
	assert_int_equal(mailbox_place(pulse, &n), 1);
	assert_true(n == 1700000000123456);
	in_run("echo far >box/place");
	assert_int_equal(mailbox_place(pulse, &n), -1);
	in_run(": >box/place");
	assert_int_equal(mailbox_place(pulse, &n), -1);
	mailbox_close(pulse);
}

static int
only_b(const unsigned char id[BOX_ID], void *arg)
{
	++*(int *)arg;
	return memcmp(id, B, BOX_ID) == 0;
}

static void
a_sweep_keeps_what_it_is_told_to(void **state)
{
	struct mailbox *pulse = owner();
	int asked = 0;

	(void)state;
	assert_int_equal(mailbox_put(pulse, A, 1), 0);
	assert_int_equal(mailbox_put(pulse, B, 2), 0);
	assert_int_equal(mailbox_place_write(pulse, 3), 0);
	assert_int_equal(mailbox_tick_write(pulse, &TICKS[0].tick), 0);
	assert_int_equal(mailbox_sweep(pulse, only_b, &asked), 0);
	assert_int_equal(asked, 2);
	assert_true(mailbox_peek(pulse, A) == 0);
	assert_true(mailbox_peek(pulse, B) == 2);
	in_run("test -s box/tick && test -s box/place");
	assert_int_equal(mailbox_sweep(pulse, only_b, &asked), 0);
	assert_int_equal(asked, 3);
	mailbox_close(pulse);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    TEST(a_number_is_put_seen_and_taken),
	    TEST(a_file_with_garbage_says_nothing),
	    TEST(names_and_modes_are_as_promised),
	    TEST(without_pulse_nothing_waits_and_nothing_fails),
	    TEST(a_replaced_directory_and_pipe_are_found),
	    TEST(what_is_no_pipe_is_not_written_to),
	    TEST(the_tick_is_read_once_a_second),
	    TEST(the_place_is_kept),
	    TEST(a_sweep_keeps_what_it_is_told_to),
	};

	(void)cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, make_run, drop_run);
}
