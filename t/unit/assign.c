/* SPDX-License-Identifier: ISC */
/* assign.c: who gets a chat: the rules, from tables of cases. */
#include <string.h>

#include "desk/assign.h"
#include "t/unit/unit.h"

enum {
	NOBODY = -1
};

/* An operator who is there, has no chat, and never had one; a case names what
 * differs. */
#pragma GCC diagnostic ignored "-Woverride-init"
#define THERE \
	.member = 1, .online = 1, .visible = 1, .seen = 1, .since = ASSIGN_NEVER

static const struct {
	const char *what;
	struct candidate who;
	struct assign_rules rules;
	enum assign_not not ;
} available[] = {
    {"is there", {THERE}, {0}, ASSIGN_FREE},
    {"disabled", {THERE, .disabled = 1}, {0}, ASSIGN_DISABLED},
    {"not of the department", {THERE, .member = 0}, {0}, ASSIGN_NO_MEMBER},
    {"excluded", {THERE, .excluded = 1}, {0}, ASSIGN_EXCLUDED},
    {"offline", {THERE, .online = 0}, {0}, ASSIGN_OFFLINE},
    {"offline, always online", {THERE, .online = 0, .always = 1}, {0},
	ASSIGN_OFFLINE},
    {"invisible", {THERE, .visible = 0}, {0}, ASSIGN_INVISIBLE},
    {"invisible, always online", {THERE, .visible = 0, .always = 1}, {0},
	ASSIGN_INVISIBLE},
    {"long gone", {THERE, .seen = 0}, {0}, ASSIGN_UNSEEN},
    {"long gone, always online", {THERE, .seen = 0, .always = 1}, {0},
	ASSIGN_FREE},
    {"away", {THERE, .away = 1}, {0}, ASSIGN_AWAY},
    {"away, always online", {THERE, .away = 1, .always = 1}, {0}, ASSIGN_FREE},
    {"one below the maximum", {THERE, .load = 2}, {.max_operator = 3},
	ASSIGN_FREE},
    {"at the maximum", {THERE, .load = 3}, {.max_operator = 3}, ASSIGN_FULL},
    {"above it, by first right", {THERE, .load = 4}, {.max_operator = 3},
	ASSIGN_FULL},
    {"no maximum", {THERE, .load = 400}, {0}, ASSIGN_FREE},
    {"a moment after a chat", {THERE, .since = 9}, {.delay = 10},
	ASSIGN_TOO_SOON},
    {"long enough after it", {THERE, .since = 10}, {.delay = 10}, ASSIGN_FREE},
    {"never had one", {THERE}, {.delay = 10}, ASSIGN_FREE},
};

static void
available_is_who_the_rules_say(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(available); i++)
		if (assign_available(&available[i].rules, &available[i].who) !=
		    available[i].not )
			fail_msg("%s", available[i].what);
}

/* Rules with everything off but what is named. */
#define ON .on = 1, .accept = 60

static const struct {
	const char *what;
	struct assign_rules rules;
	int onward;
	struct candidate who[3];
	int chosen; /* 0..2, or NOBODY */
	enum assign_why why;
} choices[] = {
    {"off: nobody", {0}, 0, {{THERE}}, NOBODY, 0},
    {"one who is there", {ON}, 0, {{THERE}}, 0, ASSIGN_ONLY},
    {"who is offline has none", {ON}, 0, {{THERE, .online = 0}, {THERE}}, 1,
	ASSIGN_ONLY},
    {"nobody is there", {ON}, 0, {{THERE, .seen = 0}}, NOBODY, 0},

    {"longest since the last", {ON}, 0,
	{{THERE, .since = 5}, {THERE, .since = 50}, {THERE, .since = 10}}, 1,
	ASSIGN_LONGEST},
    {"never had one comes first", {ON}, 0, {{THERE, .since = 5}, {THERE}}, 1,
	ASSIGN_LONGEST},
    {"else by number", {ON}, 0, {{THERE, .id = 2}, {THERE, .id = 1}}, 1,
	ASSIGN_LONGEST},
    {"fewest, where asked", {ON, .fewest = 1}, 0,
	{{THERE, .load = 2, .since = 90}, {THERE, .load = 1, .since = 1}}, 1,
	ASSIGN_FEWEST},
    {"fewest, not asked", {ON}, 0,
	{{THERE, .load = 2, .since = 90}, {THERE, .load = 1, .since = 1}}, 0,
	ASSIGN_LONGEST},
    {"fewest, then longest", {ON, .fewest = 1}, 0,
	{{THERE, .load = 1, .since = 1}, {THERE, .load = 1, .since = 9},
	    {THERE, .load = 2, .since = 99}},
	1, ASSIGN_LONGEST},
    {"priority before fewest", {ON, .fewest = 1, .priority = 1}, 0,
	{{THERE, .load = 0}, {THERE, .load = 9, .priority = 1}}, 1,
	ASSIGN_PRIORITY},
    {"priority, not asked", {ON, .fewest = 1}, 0,
	{{THERE, .load = 0}, {THERE, .load = 9, .priority = 1}}, 0,
	ASSIGN_FEWEST},
    {"a low priority is below none", {ON, .priority = 1}, 0,
	{{THERE, .priority = -1}, {THERE}}, 1, ASSIGN_PRIORITY},
    {"who speaks it first", {ON, .language = 1, .priority = 1}, 0,
	{{THERE, .priority = 9}, {THERE, .speaks = 1}}, 1, ASSIGN_LANGUAGE},
    {"nobody speaks it: all the same", {ON, .language = 1}, 0, {{THERE}}, 0,
	ASSIGN_ONLY},

    {"not back to who let it lapse", {ON, .fewest = 1, .priority = 1}, 0,
	{{THERE, .lapses = 1, .priority = 9}, {THERE, .load = 5}}, 1,
	ASSIGN_NOT_YET},
    {"... while nobody else is there, it is", {ON}, 0,
	{{THERE, .lapses = 1}, {THERE, .online = 0}}, 0, ASSIGN_ONLY},
    {"... but not before an accept time", {ON}, 0,
	{{THERE, .lapses = 1, .cooling = 1}}, NOBODY, 0},
    {"a new one comes at once", {ON}, 0,
	{{THERE, .lapses = 1, .cooling = 1}, {THERE}}, 1, ASSIGN_ONLY},
    {"who had it once less", {ON}, 0,
	{{THERE, .lapses = 2, .since = 99}, {THERE, .lapses = 1, .since = 1}},
	1, ASSIGN_NOT_YET},
    {"onward: to who had it not in this round", {ON}, 1,
	{{THERE, .lapses = 1, .in_round = 1}, {THERE}}, 1, ASSIGN_ONLY},
    {"onward: the round is full", {ON}, 1,
	{{THERE, .lapses = 1, .in_round = 1},
	    {THERE, .lapses = 1, .in_round = 1}},
	NOBODY, 0},
    {"onward: in the next round all again", {ON}, 1,
	{{THERE, .lapses = 1}, {THERE, .lapses = 2, .in_round = 1}}, 0,
	ASSIGN_ONLY},
    {"no accept time: never a second offer", {.on = 1}, 0,
	{{THERE, .lapses = 1}}, NOBODY, 0},

    {"the department has enough", {ON, .max_department = 5, .load = 5}, 0,
	{{THERE}}, NOBODY, 0},
    {"... not yet", {ON, .max_department = 5, .load = 4}, 0, {{THERE}}, 0,
	ASSIGN_ONLY},
    {"all are at the maximum", {ON, .max_operator = 3}, 0,
	{{THERE, .load = 3}, {THERE, .load = 4}}, NOBODY, 0},
    {"whoever has room", {ON, .max_operator = 3}, 0,
	{{THERE, .load = 3}, {THERE, .load = 2}}, 1, ASSIGN_ONLY},
};

static void
a_chat_is_offered_to_whom_the_rules_say(void **state)
{
	enum assign_why why;
	size_t i;
	int at;

	(void)state;
	for (i = 0; i < COUNT(choices); i++) {
		why = ASSIGN_TRANSFER;
		at = assign_choose(&choices[i].rules, choices[i].who,
		    COUNT(choices[i].who), choices[i].onward, &why);
		if (at != choices[i].chosen)
			fail_msg("%s: %d", choices[i].what, at);
		if (at != NOBODY && why != choices[i].why)
			fail_msg("%s: %s", choices[i].what, assign_word(why));
	}
}

static const struct {
	struct candidate who;
	int why; /* -1: as if not asked for */
	int at_once;
} firsts[] = {
    {{THERE}, ASSIGN_SENDER, 0},
    {{THERE, .auto_accept = 1}, ASSIGN_SENDER, 0},
    {{THERE, .auto_accept = 1, .signed_in = 1}, ASSIGN_SENDER, 1},
    {{THERE, .signed_in = 1}, ASSIGN_SENDER, 0},
    {{THERE, .online = 0}, ASSIGN_SENDER_OFFLINE, 0},
    {{THERE, .online = 0, .auto_accept = 1, .signed_in = 1},
	ASSIGN_SENDER_OFFLINE, 1},
    {{THERE, .seen = 0, .auto_accept = 1}, ASSIGN_SENDER_OFFLINE, 0},
    {{THERE, .seen = 0, .always = 1}, ASSIGN_SENDER, 0},
    {{THERE, .visible = 0}, ASSIGN_SENDER_INVISIBLE, 0},
    {{THERE, .visible = 0, .auto_accept = 1, .signed_in = 1},
	ASSIGN_SENDER_INVISIBLE, 1},
    {{THERE, .away = 1}, ASSIGN_SENDER_AWAY, 0},
    {{THERE, .load = 99, .excluded = 1, .member = 0}, ASSIGN_SENDER, 0},
    {{THERE, .disabled = 1}, -1, 0},
    {{THERE, .disabled = 1, .auto_accept = 1, .signed_in = 1}, -1, 0},
};

static void
the_sender_comes_first_whatever_their_state(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(firsts); i++) {
		assert_int_equal(assign_first(&firsts[i].who), firsts[i].why);
		assert_int_equal(
		    assign_at_once(&firsts[i].who), firsts[i].at_once);
	}
}

static void
an_offer_ends_only_where_chats_are_given_out(void **state)
{
	static const struct {
		struct assign_rules rules;
		uint32_t seconds;
	} runs[] = {{{0}, 0}, {{.accept = 60}, 0}, {{.on = 1}, 0},
	    {{.on = 1, .accept = 30}, 30}};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(runs); i++)
		assert_int_equal(assign_runs(&runs[i].rules), runs[i].seconds);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(available_is_who_the_rules_say),
	    cmocka_unit_test(a_chat_is_offered_to_whom_the_rules_say),
	    cmocka_unit_test(the_sender_comes_first_whatever_their_state),
	    cmocka_unit_test(an_offer_ends_only_where_chats_are_given_out),
	};

	return RUN(tests);
}
