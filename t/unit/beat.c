/* SPDX-License-Identifier: ISC */
/* beat.c: the pipe between poll and pulse, and the pace. */
#include <fcntl.h>
#include <poll.h>

#include "t/unit/run.h"

static const struct beat BEATS[] = {
    {"aaaaaaaaaaaaaaa", BEAT_POLL, STATE_FRONT, 0, 0},
    {"bbbbbbbbbbbbbbb", BEAT_POLL, STATE_NEW, 0xffffffff, 0},
    {"ccccccccccccccc", BEAT_LEAVE, STATE_IDLE, 0x01020304, 0},
    {"", BEAT_LOOK, STATE_FRONT, 0, 0},
};

static void
beats_arrive_as_they_were_sent(void **state)
{
	struct mailbox *pulse = owner(), *poll = mailbox_open(run);
	struct beat got[COUNT(BEATS) + 1];
	struct pollfd p = {mailbox_beat_fd(pulse), POLLIN, 0};
	size_t i;

	(void)state;
	assert_int_equal(beat_get(pulse, got, COUNT(got)), 0);
	for (i = 0; i < COUNT(BEATS); i++)
		beat_put(poll, &BEATS[i]);
	assert_int_equal(ppoll(&p, 1, NULL, NULL), 1);
	assert_int_equal(beat_get(pulse, got, 1), 1);
	assert_int_equal(
	    beat_get(pulse, got + 1, COUNT(BEATS)), COUNT(BEATS) - 1);
	for (i = 0; i < COUNT(BEATS); i++) {
		assert_memory_equal(got[i].box, BEATS[i].box, BOX_ID);
		assert_int_equal(got[i].kind, BEATS[i].kind);
		assert_int_equal(got[i].state, BEATS[i].state);
		assert_int_equal(got[i].instance, BEATS[i].instance);
	}
	mailbox_close(poll);
	mailbox_close(pulse);
}

static void
garbage_in_the_pipe_is_skipped(void **state)
{
	struct mailbox *pulse = owner(), *poll = mailbox_open(run);
	char junk[100];
	struct beat got[8];
	ssize_t n, all = 0;
	int i;

	(void)state;
	memset(junk, 0xbe, sizeof(junk));
	for (i = 0; i < 3; i++) {
		beat_put(poll, &BEATS[1]);
		assert_int_equal(
		    write(poll->beat, junk, 90 + (size_t)i), 90 + i);
	}
	beat_put(poll, &BEATS[2]);
	while ((n = beat_get(pulse, got, 2)) > 0) {
		all += n;
		for (i = 0; i < n; i++)
			assert_memory_equal(got[i].box,
			    got[i].kind == BEAT_LEAVE ? BEATS[2].box : B,
			    BOX_ID);
	}
	assert_int_equal(n, 0);
	assert_int_equal(all, 4);
	mailbox_close(poll);
	mailbox_close(pulse);
}

static void
a_full_pipe_loses_beats_and_delays_nobody(void **state)
{
	struct mailbox *pulse = owner(), *poll = mailbox_open(run);
	struct beat got[1000];
	ssize_t n, all = 0;
	int i;

	(void)state;
	for (i = 0; i < 60000; i++)
		beat_put(poll, &BEATS[0]);
	while ((n = beat_get(pulse, got, COUNT(got))) > 0)
		all += n;
	assert_in_range(all, 40000, 50000);
	beat_put(poll, &BEATS[0]);
	assert_int_equal(beat_get(pulse, got, COUNT(got)), 1);
	mailbox_close(poll);
	mailbox_close(pulse);
}

static void
after_a_restart_of_pulse_the_pipe_goes_on(void **state)
{
	struct mailbox *pulse = owner(), *poll = mailbox_open(run);
	struct beat got[4];

	(void)state;
	beat_put(poll, &BEATS[0]);
	mailbox_close(pulse);
	beat_put(poll, &BEATS[1]); /* EPIPE, and no signal */
	pulse = owner();
	beat_put(poll, &BEATS[2]);
	assert_in_range(beat_get(pulse, got, COUNT(got)), 1, 2);
	mailbox_close(poll);
	mailbox_close(pulse);
}

static const struct {
	enum beat_state state;
	uint32_t pace, next;
} PACE[] = {
    {STATE_CHAT, 100, 1500},
    {STATE_NEW, 100, 3000},
    {STATE_FRONT, 100, 5000},
    {STATE_IDLE, 100, 15000},
    {STATE_HIDDEN, 100, 30000},
    {STATE_FRONT, 150, 7500},
    {STATE_CHAT, 800, 12000},
    {STATE_IDLE, 800, 120000},
    {STATE_HIDDEN, 400, 120000},
    {STATE_HIDDEN, 401, 120000},
    {STATE_HIDDEN, 800, 120000},
    {STATE_HIDDEN, UINT32_MAX, 120000},
    {STATES, 100, 30000},
};

static void
the_pace_is_the_one_of_the_design(void **state)
{
	uint32_t next, i;
	size_t row;

	(void)state;
	for (row = 0; row < COUNT(PACE); row++) {
		next = mailbox_next(PACE[row].state, PACE[row].pace);
		assert_int_equal(next, PACE[row].next);
		for (i = 0; i < 50; i++)
			assert_in_range(mailbox_next_jittered(
					    PACE[row].state, PACE[row].pace),
			    next - next / 10,
			    next == 120000 ? next : next + next / 10);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    TEST(beats_arrive_as_they_were_sent),
	    TEST(garbage_in_the_pipe_is_skipped),
	    TEST(a_full_pipe_loses_beats_and_delays_nobody),
	    TEST(after_a_restart_of_pulse_the_pipe_goes_on),
	    TEST(the_pace_is_the_one_of_the_design),
	};

	(void)cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, make_run, drop_run);
}
