/* SPDX-License-Identifier: ISC */
/* bot.c: what a bot says, keeps and gives up, as tables. Floor 9. */
#include <stdio.h>
#include <string.h>

#include "desk/bot.h"
#include "t/unit/bot.h"
#include "t/unit/unit.h"

/* A shop's: the opening words, a menu, two answers that are kept. */
static const struct bot shop = {.name = "Shop",
    .title = "",
    .again = "Pardon?",
    .person = "A person comes.",
    .misses = 3,
    .steps = {SAYS(1, "Hello", "Hello!", 0),
	FINDS(2, "Opening", "", 3, {"order, parcel*", 4}, {"bye", 9}),
	ASKS(3, "Menu", "What is it?", 0, {"An order", 4}, {"A plant", 7},
	    {"Nothing", 9}),
	KEEPS(4, "Mail", "Your address?", BOT_FIELD_EMAIL, 0),
	KEEPS(5, "Number", "Which order?", BOT_FIELD_OTHER, 0),
	GOES(6, "On", 8),
	FINDS(7, "Plant", "Which plant?", 0, {"fern", 3}, {"olive", 8}),
	HANDS(8, "Person", "One moment."), ENDS(9, "End", "Good bye.")},
    .nsteps = 9};

/* Its other answers go another way. */
static const struct bot other = {.name = "Other",
    .title = "",
    .again = "Pardon?",
    .person = "A person comes.",
    .misses = 2,
    .steps = {ASKS(1, "Ask", "Yes or no?", 2, {"Yes", 4}, {"No", 5}),
	FINDS(2, "Words", "", 3, {"perhaps", 4}),
	FINDS(3, "More", "Say more.", 0, {"help", 4}, {"no", 5}),
	HANDS(4, "Person", ""), ENDS(5, "End", "")},
    .nsteps = 5};

/* It says that it did not understand, and looks again. */
static const struct bot round_trip = {.name = "Round",
    .title = "",
    .again = "Pardon?",
    .person = "",
    .misses = 3,
    .steps = {FINDS(1, "Words", "Say it.", 2, {"now", 4}),
	SAYS(2, "Sorry", "Sorry.", 1), HANDS(4, "Person", "")},
    .nsteps = 3};

/* What is said, "|" between; then what becomes of it: "?" it waits, "!" it
 * hands over, "#" it gives up, "." it ends; "=x": x is kept. */
static const struct {
	const char *name;
	const struct bot *bot;
	struct {
		const char *line;
		const char *want;
	} turns[8];
} talks[] = {
    {"the first match step sees what began the chat", &shop,
	{{"My PARCELS are late", "Hello!|Your address?|?"}}},
    {"an opening line without a known word goes the other way", &shop,
	{{"hi", "Hello!|What is it?|?"}}},
    {"a word is no part of another", &shop,
	{{"disorderly", "Hello!|What is it?|?"}}},
    {"it may end at once", &shop, {{"Bye", "Hello!|Good bye.|."}}},
    {"answers are kept as they should look, then people take over", &shop,
	{{"order", "Hello!|Your address?|?"}, {"why?", "Again, please.|?"},
	    {"It is <ann@example.org>.", "Which order?|=ann@example.org?"},
	    {"A 17\nblue", "One moment.|=A 17 blue!"}}},
    {"a button by its words, its number, its beginning", &shop,
	{{"hi", "Hello!|What is it?|?"}, {" a  PLANT ", "Which plant?|?"},
	    {"fern", "What is it?|?"}, {"2", "Which plant?|?"},
	    {"fern please", "What is it?|?"},
	    {"nothing, thanks", "Good bye.|."}}},
    {"a number that no button has", &shop,
	{{"hi", "Hello!|What is it?|?"}, {"4", "Pardon?|?"}, {"0", "Pardon?|?"},
	    {"3", "Good bye.|."}}},
    {"too many answers in a row that fit nothing", &shop,
	{{"hi", "Hello!|What is it?|?"}, {"x", "Pardon?|?"}, {"x", "Pardon?|?"},
	    {"x", "A person comes.|#"}}},
    {"one that fits begins the count anew", &shop,
	{{"hi", "Hello!|What is it?|?"}, {"x", "Pardon?|?"}, {"x", "Pardon?|?"},
	    {"2", "Which plant?|?"}, {"x", "Pardon?|?"}, {"x", "Pardon?|?"},
	    {"fern", "What is it?|?"}, {"1", "Your address?|?"}}},
    {"another answer goes on, line and all, to where words are looked for",
	&other, {{"hi", "Yes or no?|?"}, {"well, perhaps", "!"}}},
    {"... and further, and is asked again where it fits nothing", &other,
	{{"hi", "Yes or no?|?"}, {"what?", "Say more.|?"},
	    {"what?", "Pardon?|?"}, {"help", "!"}}},
    {"no is no part of know", &other,
	{{"hi", "Yes or no?|?"}, {"I know", "Say more.|?"}, {"No.", "."}}},
    {"something said on the way back makes it wait", &round_trip,
	{{"x", "Sorry.|Say it.|?"}, {"x", "Sorry.|Say it.|?"}, {"now", "!"}}},
};

static void
run_talk(size_t i)
{
	static const char sign[] = "-?!#.";
	struct bot_state state = {0};
	struct bot_out out;
	char got[4096];
	size_t t, s, n;

	for (t = 0; t < 8 && talks[i].turns[t].line != NULL; t++) {
		bot_hear(talks[i].bot, &state, talks[i].turns[t].line, &out);
		for (s = n = 0; s < out.nsays; s++)
			n += (size_t)snprintf(
			    got + n, sizeof(got) - n, "%s|", out.says[s]);
		if (out.kept != NULL)
			n += (size_t)snprintf(
			    got + n, sizeof(got) - n, "=%s", out.value);
		(void)snprintf(
		    got + n, sizeof(got) - n, "%c", sign[out.outcome]);
		if (strcmp(got, talks[i].turns[t].want) != 0)
			fail_msg("%s, turn %zu: %s, not %s", talks[i].name, t,
			    got, talks[i].turns[t].want);
	}
}

static void
it_says_keeps_and_gives_up_as_it_should(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(talks); i++)
		run_talk(i);
}

static void
words_stand_for_themselves(void **state)
{
	static const struct {
		const char *words;
		const char *line;
		int want;
	} cases[] = {
	    {"order", "order", 1},
	    {"order", "my Order.", 1},
	    {"order", "orders", 0},
	    {"order", "reorder", 0},
	    {"order*", "orders", 1},
	    {"order*", "reorder", 0},
	    {"opening hours", "When are your  OPENING\nhours?", 1},
	    {"opening hours", "opening or hours", 0},
	    {"a, b , c", "c", 1},
	    {"a, b , c", "d", 0},
	    {" , ,", "anything", 0},
	    {"", "anything", 0},
	    {"*", "anything", 0},
	    {"ÜBER", "über uns", 1},
	    {"über", "ÜBERALL", 0},
	    {"ДОСТАВКА", "доставка?", 1},
	    {"ΏΡΑ", "ΏΡΑ", 1},
	    {"営業", "明日の営業時間", 1},
	    {"c++", "I write C++ code", 1},
	    {"(", "a(b", 1},
	    {"100%", "100%!", 1},
	    {"one\ntwo", "two", 1},
	    {"<b>", "<B>", 1},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		if (bot_words(cases[i].words, cases[i].line) != cases[i].want)
			fail_msg("%s in %s", cases[i].words, cases[i].line);
}

static void
an_answer_is_kept_only_in_its_form(void **state)
{
	static const struct {
		enum bot_field field;
		enum bot_form form;
		const char *line;
		const char *want;
	} cases[] = {
	    {BOT_FIELD_NAME, 0, "  Ann ", "Ann"},
	    {BOT_FIELD_NAME, BOT_FORM_PHONE, "Ann", "Ann"},
	    {BOT_FIELD_NAME, 0, " \n ", NULL},
	    {BOT_FIELD_EMAIL, 0, "a@b.example", "a@b.example"},
	    {BOT_FIELD_EMAIL, 0, "mine: a@b.example!", "a@b.example"},
	    {BOT_FIELD_EMAIL, 0, "a at b", NULL},
	    {BOT_FIELD_EMAIL, 0, "@", NULL},
	    {BOT_FIELD_EMAIL, BOT_FORM_TEXT, "none", NULL},
	    {BOT_FIELD_PHONE, 0, "+49 (30) 12-34.5", "+49 (30) 12-34.5"},
	    {BOT_FIELD_PHONE, 0, "1234", NULL},
	    {BOT_FIELD_PHONE, 0, "1234567890123456", NULL},
	    {BOT_FIELD_PHONE, 0, "call me", NULL},
	    {BOT_FIELD_PHONE, 0, "1                                       2345",
		NULL},
	    {BOT_FIELD_OTHER, BOT_FORM_TEXT, "any thing", "any thing"},
	    {BOT_FIELD_OTHER, BOT_FORM_EMAIL, "any thing", NULL},
	    {BOT_FIELD_OTHER, BOT_FORM_PHONE, "030 12345", "030 12345"},
	};
	struct bot_step step = {.kind = BOT_STORE};
	char line[600], value[BOT_VALUE_SIZE];
	int got;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		step.field = cases[i].field;
		step.form = cases[i].form;
		got = bot_value(&step, cases[i].line, value);
		if (got != (cases[i].want != NULL) ||
		    (got && strcmp(value, cases[i].want) != 0))
			fail_msg(
			    "%s: %s", cases[i].line, got ? value : "refused");
	}
	memset(line, 'a', sizeof(line));
	line[101] = '\0';
	step.field = BOT_FIELD_NAME;
	assert_false(bot_value(&step, line, value));
	line[100] = '\0';
	assert_true(bot_value(&step, line, value));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(it_says_keeps_and_gives_up_as_it_should),
	    cmocka_unit_test(words_stand_for_themselves),
	    cmocka_unit_test(an_answer_is_kept_only_in_its_form),
	};

	return RUN(tests);
}
