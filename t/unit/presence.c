/* SPDX-License-Identifier: ISC */
/* presence.c: the rules that make presence out of beats, as tables. Floor 9. */
#include <string.h>

#include "desk/presence.h"
#include "desk/roster.h"
#include "lib/mem.h"
#include "t/unit/unit.h"

enum {
	POLL,
	LEAVE
};

/* One page's life, in tenths of a second. */
static const struct {
	const char *name;
	struct {
		uint32_t at;
		int kind;
		enum beat_state state;
		uint32_t instance;
		enum presence_do want;
	} step[8];
} lives[] = {
    {"the first beat is written, the next not",
	{{10, POLL, STATE_NEW, 1, PRESENCE_STAY},
	    {40, POLL, STATE_NEW, 1, PRESENCE_NOTHING}}},
    {"written again after 15 s",
	{{10, POLL, STATE_FRONT, 1, PRESENCE_STAY},
	    {159, POLL, STATE_FRONT, 1, PRESENCE_NOTHING},
	    {160, POLL, STATE_FRONT, 1, PRESENCE_STAY},
	    {170, POLL, STATE_FRONT, 1, PRESENCE_NOTHING}}},
    {"a change of state is written at once",
	{{10, POLL, STATE_NEW, 1, PRESENCE_STAY},
	    {40, POLL, STATE_FRONT, 1, PRESENCE_STAY},
	    {50, POLL, STATE_IDLE, 1, PRESENCE_STAY},
	    {60, POLL, STATE_IDLE, 1, PRESENCE_NOTHING}}},
    {"the only page goes", {{10, POLL, STATE_NEW, 1, PRESENCE_STAY},
			       {20, LEAVE, 0, 1, PRESENCE_LEAVE},
			       {21, LEAVE, 0, 1, PRESENCE_NOTHING}}},
    {"turning the page: the new one brings them back",
	{{10, POLL, STATE_NEW, 1, PRESENCE_STAY},
	    {20, LEAVE, 0, 1, PRESENCE_LEAVE},
	    {25, POLL, STATE_NEW, 2, PRESENCE_STAY},
	    {30, POLL, STATE_NEW, 2, PRESENCE_NOTHING}}},
    {"turning the page: the new one was quicker",
	{{10, POLL, STATE_NEW, 1, PRESENCE_STAY},
	    {20, POLL, STATE_NEW, 2, PRESENCE_NOTHING},
	    {21, LEAVE, 0, 1, PRESENCE_NOTHING}}},
    {"one of two tabs goes, then the other",
	{{10, POLL, STATE_FRONT, 1, PRESENCE_STAY},
	    {12, POLL, STATE_FRONT, 2, PRESENCE_NOTHING},
	    {20, LEAVE, 0, 1, PRESENCE_NOTHING},
	    {30, LEAVE, 0, 2, PRESENCE_LEAVE}}},
    {"a tab that was not heard for long does not hold them",
	{{10, POLL, STATE_FRONT, 1, PRESENCE_STAY},
	    {300, POLL, STATE_FRONT, 2, PRESENCE_STAY},
	    {301, LEAVE, 0, 2, PRESENCE_LEAVE}}},
    {"a page that never asked goes: nobody else was heard",
	{{10, LEAVE, 0, 9, PRESENCE_LEAVE}}},
    {"one that does not tell its instance is one instance",
	{{10, POLL, STATE_FRONT, 0, PRESENCE_STAY},
	    {20, LEAVE, 0, 0, PRESENCE_LEAVE}}},
};

static void
presence_follows_the_pages(void **state)
{
	enum presence_do did;
	struct heard h;
	size_t i, j;

	(void)state;
	for (i = 0; i < COUNT(lives); i++) {
		memset(&h, 0, sizeof(h));
		for (j = 0; j < 8 && lives[i].step[j].at != 0; j++) {
			if (lives[i].step[j].kind == POLL)
				did = presence_poll(&h, lives[i].step[j].at,
				    lives[i].step[j].state,
				    lives[i].step[j].instance);
			else
				did = presence_pagehide(&h, lives[i].step[j].at,
				    lives[i].step[j].instance, 100);
			if (did != lives[i].step[j].want)
				fail_msg("%s: step %zu is %d", lives[i].name,
				    j + 1, did);
		}
	}
}

static void
a_visitor_counts_for_two_missed_polls_and_15_s(void **state)
{
	(void)state;
	assert_int_equal(presence_hold(STATE_CHAT, 100), 18000);
	assert_int_equal(presence_hold(STATE_NEW, 100), 21000);
	assert_int_equal(presence_hold(STATE_FRONT, 100), 25000);
	assert_int_equal(presence_hold(STATE_IDLE, 100), 45000);
	assert_int_equal(presence_hold(STATE_HIDDEN, 100), 75000);
	assert_int_equal(presence_hold(STATE_HIDDEN, 800), 255000);
}

static const struct {
	uint32_t pace;
	unsigned fill;
	unsigned late;
	uint32_t want;
} paces[] = {
    {100, 0, 0, 100},
    {100, 51, 0, 150},
    {100, 0, 501, 150},
    {150, 90, 900, 225},
    {700, 90, 0, 800},
    {800, 100, 9999, 800},
    {800, 0, 0, 720},
    {150, 20, 0, 150},
    {150, 0, 200, 150},
    {105, 0, 0, 100},
};

static void
the_pace_rises_with_load_and_falls_slowly(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(paces); i++)
		assert_int_equal(
		    presence_pace(paces[i].pace, paces[i].fill, paces[i].late),
		    paces[i].want);
}

/* Id number n; few bits of hash, so that many fall together. */
static void
make_id(unsigned char id[BOX_ID], uint32_t n)
{
	memset(id, 0, BOX_ID);
	id[0] = (unsigned char)(n % 7);
	memcpy(id + 8, &n, sizeof(n));
}

static void
everybody_is_found_again(void **state)
{
	struct mem *mem = mem_new(1 << 20);
	struct roster *r = roster_new(mem, 1000);
	unsigned char id[BOX_ID];
	uint32_t n;

	(void)state;
	for (n = 0; n < 1000; n++) {
		make_id(id, n);
		assert_null(roster_find(r, id, 0));
		assert_non_null(roster_find(r, id, 1));
	}
	make_id(id, 1000);
	assert_true(roster_full(r));
	assert_null(roster_find(r, id, 1));
	/* Every third is silent. */
	for (n = 0; n < 1000; n++) {
		make_id(id, n);
		(void)presence_poll(roster_find(r, id, 0),
		    n % 3 == 0 ? 1 : 5000, STATE_FRONT, 1);
	}
	assert_int_equal(
	    roster_forget(r, 2 * roster_places(r), 5001, 100), 334);
	assert_int_equal(roster_count(r), 666);
	for (n = 0; n < 1000; n++) {
		make_id(id, n);
		if (n % 3 == 0)
			assert_null(roster_find(r, id, 0));
		else
			assert_memory_equal(
			    roster_find(r, id, 0)->box, id, BOX_ID);
	}
	mem_free(mem);
}

static void
after_a_fault_everybody_is_written_again(void **state)
{
	struct mem *mem = mem_new(1 << 20);
	struct roster *r = roster_new(mem, 10);
	unsigned char id[BOX_ID];

	(void)state;
	make_id(id, 1);
	(void)presence_poll(roster_find(r, id, 1), 10, STATE_FRONT, 1);
	assert_int_equal(
	    presence_poll(roster_find(r, id, 1), 20, STATE_FRONT, 1),
	    PRESENCE_NOTHING);
	roster_rewrite(r);
	assert_int_equal(
	    presence_poll(roster_find(r, id, 1), 30, STATE_FRONT, 1),
	    PRESENCE_STAY);
	mem_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(presence_follows_the_pages),
	    cmocka_unit_test(a_visitor_counts_for_two_missed_polls_and_15_s),
	    cmocka_unit_test(the_pace_rises_with_load_and_falls_slowly),
	    cmocka_unit_test(everybody_is_found_again),
	    cmocka_unit_test(after_a_fault_everybody_is_written_again),
	};

	return RUN(tests);
}
