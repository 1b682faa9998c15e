/* SPDX-License-Identifier: ISC */
/* bot_check.c: which bots are refused and where that is told, as tables; and
 * that every one that is not works. Floor 9. */
#include <string.h>

#include "t/unit/bot.h"
#include "t/unit/unit.h"

/* What a bot of these steps is told, as "place part fault" in numbers. */
static const struct {
	const char *name;
	struct bot_step steps[4];
	struct bot_problem want[3]; /* fault 0: none */
} checks[] = {
    {"a hand-over is enough", {HANDS(1, "a", "")}, {{0}}},
    {"an end is enough", {ENDS(1, "a", "")}, {{0}}},
    {"no step", {{0}}, {{-1, BOT_PART_STEP, 0, BOT_NO_STEPS}}},
    {"going on past the end", {SAYS(1, "a", "x", 0)},
	{{0, BOT_PART_NEXT, 0, BOT_PAST_END}}},
    {"keeping past the end", {KEEPS(1, "a", "x", BOT_FIELD_NAME, 0)},
	{{0, BOT_PART_NEXT, 0, BOT_PAST_END}}},
    {"an empty name", {HANDS(1, "", "")}, {{0, BOT_PART_NAME, 0, BOT_EMPTY}}},
    {"one name twice, whatever the case",
	{SAYS(1, "Ab", "x", 0), HANDS(2, "aB", "")},
	{{1, BOT_PART_NAME, 0, BOT_TWICE}}},
    {"saying nothing", {SAYS(1, "a", "", 0), HANDS(2, "b", "")},
	{{0, BOT_PART_TEXT, 0, BOT_EMPTY}}},
    {"a step that is not there", {SAYS(1, "a", "x", 9), HANDS(2, "b", "")},
	{{0, BOT_PART_NEXT, 0, BOT_UNKNOWN}}},
    {"going nowhere", {GOES(1, "a", 0), HANDS(2, "b", "")},
	{{0, BOT_PART_NEXT, 0, BOT_EMPTY}}},
    {"a button to nowhere",
	{ASKS(1, "a", "x", 0, {"b", 0}, {"c", 7}), HANDS(2, "b", "")},
	{{0, BOT_PART_CHOICE_NEXT, 0, BOT_EMPTY},
	    {0, BOT_PART_CHOICE_NEXT, 1, BOT_UNKNOWN}}},
    {"an empty button and a double one",
	{ASKS(1, "a", "x", 0, {"", 2}, {"c", 2}, {"C ", 2}), HANDS(2, "b", "")},
	{{0, BOT_PART_CHOICE_TEXT, 0, BOT_EMPTY},
	    {0, BOT_PART_CHOICE_TEXT, 2, BOT_TWICE}}},
    {"a field without a name",
	{{.number = 1,
	     .name = "a",
	     .kind = BOT_STORE,
	     .text = "x",
	     .again = "",
	     .label = "",
	     .field = BOT_FIELD_OTHER,
	     .form = BOT_FORM_TEXT},
	    HANDS(2, "b", "")},
	{{0, BOT_PART_LABEL, 0, BOT_EMPTY}}},
    {"a step that goes to itself", {GOES(1, "a", 1), HANDS(2, "b", "")},
	{{0, BOT_PART_STEP, 0, BOT_LOOP},
	    {1, BOT_PART_STEP, 0, BOT_UNREACHED}}},
    {"two that go round",
	{SAYS(1, "a", "x", 0), GOES(2, "b", 1), HANDS(3, "c", "")},
	{{0, BOT_PART_STEP, 0, BOT_LOOP}, {1, BOT_PART_STEP, 0, BOT_NO_WAY_OUT},
	    {2, BOT_PART_STEP, 0, BOT_UNREACHED}}},
    {"looking for words in one line for ever",
	{FINDS(1, "a", "x", 2, {"w", 3}), FINDS(2, "b", "x", 1, {"w", 3}),
	    HANDS(3, "c", "")},
	{{0, BOT_PART_STEP, 0, BOT_LOOP}}},
    {"something said between makes it wait",
	{FINDS(1, "a", "x", 2, {"w", 3}), SAYS(2, "b", "x", 1),
	    HANDS(3, "c", "")},
	{{0}}},
    {"a question between makes it wait",
	{ASKS(1, "a", "x", 2, {"w", 3}), SAYS(2, "b", "x", 1),
	    HANDS(3, "c", "")},
	{{0}}},
    {"no way out", {ASKS(1, "a", "x", 0, {"w", 1}), HANDS(2, "b", "")},
	{{0, BOT_PART_STEP, 0, BOT_NO_WAY_OUT},
	    {1, BOT_PART_STEP, 0, BOT_UNREACHED}}},
};

static int
same_problem(const struct bot_problem *a, const struct bot_problem *b)
{
	return a->step == b->step && a->part == b->part &&
	       a->choice == b->choice && a->fault == b->fault;
}

static void
what_is_wrong_is_told_at_its_place(void **state)
{
	struct bot_problem got[BOT_PROBLEMS];
	struct bot b;
	size_t i, j, n, want;

	(void)state;
	for (i = 0; i < COUNT(checks); i++) {
		b = (struct bot){.name = "b",
		    .title = "",
		    .again = "x",
		    .person = "",
		    .misses = 1};
		memcpy(b.steps, checks[i].steps, sizeof(checks[i].steps));
		while (b.nsteps < 4 && b.steps[b.nsteps].number != 0)
			b.nsteps++;
		n = bot_check(&b, got);
		for (want = 0; want < 3 && checks[i].want[want].fault != 0;)
			want++;
		if (n != want)
			fail_msg("%s: %zu problems, the first %d %d %d",
			    checks[i].name, n, got[0].step, got[0].part,
			    got[0].fault);
		for (j = 0; j < n; j++)
			if (!same_problem(&got[j], &checks[i].want[j]))
				fail_msg("%s: %d %d %zu %d", checks[i].name,
				    got[j].step, got[j].part, got[j].choice,
				    got[j].fault);
	}
}

static uint32_t
chance(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525 + 1013904223;
	return (*seed >> 8) % below;
}

static void
any_step(struct bot_step *s, uint32_t *seed, uint32_t number, uint32_t n)
{
	static const char *const names[] = {"a", "b", "c", "d", "e", "f"};
	uint32_t i;

	*s = (struct bot_step){.number = number,
	    .name = names[number - 1],
	    .kind = (enum bot_kind)(1 + chance(seed, BOT_KINDS - 1)),
	    .text = "t",
	    .again = "",
	    .label = "l",
	    .field = (enum bot_field)(1 + chance(seed, BOT_FIELDS - 1)),
	    .form = (enum bot_form)(1 + chance(seed, BOT_FORMS - 1)),
	    .next = chance(seed, n + 1),
	    .nchoices = 1 + chance(seed, 3)};
	for (i = 0; i < s->nchoices; i++)
		s->choices[i] =
		    (struct bot_choice){names[i], 1 + chance(seed, n)};
}

/* Of all bots that may be saved: none goes round for ever, none loses its way,
 * and whoever answers nonsense comes to a person or to the end. */
static void
whatever_may_be_saved_works(void **state)
{
	static const char *const lines[] = {"a", "b", "c", "x", "1"};
	struct bot_problem problems[BOT_PROBLEMS];
	struct bot b = {
	    .name = "b", .title = "", .again = "?", .person = "p", .misses = 3};
	struct bot_state at;
	struct bot_out out;
	uint32_t seed = 1, round, i, turn, saved = 0;

	(void)state;
	for (round = 0; round < 20000; round++) {
		b.nsteps = 1 + chance(&seed, 6);
		for (i = 0; i < b.nsteps; i++)
			any_step(&b.steps[i], &seed, i + 1, (uint32_t)b.nsteps);
		if (bot_refused(problems, bot_check(&b, problems)))
			continue;
		saved++;
		at = (struct bot_state){0};
		for (turn = 0, out.outcome = BOT_WAITS;
		     out.outcome == BOT_WAITS && turn < 50; turn++) {
			bot_hear(&b, &at, lines[chance(&seed, 5)], &out);
			assert_in_range(out.outcome, BOT_WAITS, BOT_ENDS);
			assert_true(out.nsays < BOT_SAYS);
			assert_true(out.outcome != BOT_GIVES_UP || out.missed);
		}
	}
	assert_true(saved > 1000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_wrong_is_told_at_its_place),
	    cmocka_unit_test(whatever_may_be_saved_works),
	};

	return RUN(tests);
}
