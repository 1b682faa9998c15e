/* SPDX-License-Identifier: ISC */
/* bot.h: a small workflow that talks to a visitor: what it is, what is wrong
 * with it, and what it does with a line.  Pure rules, no database.  Floor 3;
 * semantics.md section 6. */
#ifndef DESK_BOT_H
#define DESK_BOT_H

#include <stddef.h>
#include <stdint.h>

/* Lengths are characters, as the columns have them. */
enum {
	BOT_STEPS = 30,
	BOT_CHOICES = 8, /* buttons or word lists of one step */
	BOT_NAME = 100,
	BOT_TITLE = 60,
	BOT_STEP_NAME = 60,
	BOT_TEXT = 1000, /* what a step says */
	BOT_AGAIN = 500, /* ... where an answer fits nothing */
	BOT_BUTTON = 60, /* the words on a button */
	BOT_WORDS = 500, /* one list of words */
	BOT_LABEL = 60,  /* the name of another field */
	BOT_VALUE = 500, /* an answer that is kept */
	BOT_VALUE_SIZE = 4 * BOT_VALUE + 1, /* its bytes */
	BOT_MISSES = 10, /* answers in a row that may fit nothing */
	BOT_SAYS = 60    /* lines that one line of the visitor can bring */
};

/* In the order of the columns' ENUMs. */
enum bot_kind {
	BOT_SAY = 1,  /* says, and goes on */
	BOT_ASK,      /* asks with buttons, and waits */
	BOT_STORE,    /* asks, waits, and keeps the answer */
	BOT_MATCH,    /* looks for words in what was written, or waits for it */
	BOT_GOTO,     /* goes to another step */
	BOT_HANDOVER, /* gives the chat to people */
	BOT_END,      /* ends the chat */
	BOT_KINDS
};
enum bot_field {
	BOT_FIELD_NAME = 1,
	BOT_FIELD_EMAIL,
	BOT_FIELD_PHONE,
	BOT_FIELD_OTHER,
	BOT_FIELDS
};
enum bot_form {
	BOT_FORM_TEXT = 1,
	BOT_FORM_EMAIL,
	BOT_FORM_PHONE,
	BOT_FORMS
};

struct bot_choice {
	const char *text; /* a button's words, or words with commas between */
	uint32_t next;    /* number of a step */
};

struct bot_step {
	uint32_t number; /* kept when it is renamed or moved; 1.. */
	const char *name;
	enum bot_kind kind;
	const char *text;
	const char *again; /* "": the bot's own */
	enum bot_field field;
	const char *label; /* of BOT_FIELD_OTHER */
	enum bot_form form;
	/* Say, store: where it goes, 0 the step below.  Go to: where.  Ask,
	 * match: where an answer goes that fits nothing, 0: asked again. */
	uint32_t next;
	struct bot_choice choices[BOT_CHOICES];
	size_t nchoices;
};

struct bot {
	uint64_t id;
	uint64_t version;
	const char *name;
	const char *title;  /* over its lines, for visitors */
	const char *again;  /* said where an answer fits nothing */
	const char *person; /* said where it gives up or a person is wished */
	uint32_t misses;    /* so many in a row and it hands over */
	uint32_t top;       /* the last number that a step was given */
	struct bot_step steps[BOT_STEPS];
	size_t nsteps;
	int more; /* there were more steps than fit */
};

/* --- What is wrong with it (bot_check.c) ---------------------------------- */

enum bot_fault {
	BOT_EMPTY = 1,  /* must be filled */
	BOT_LONG,       /* too long, or out of range */
	BOT_TWICE,      /* another one is called so */
	BOT_NO_STEPS,   /* there is no step */
	BOT_NO_CHOICES, /* a question without buttons, a match without words */
	BOT_UNKNOWN,    /* no such step */
	BOT_PAST_END,   /* goes on, but there is no step below */
	BOT_NO_WAY_OUT, /* comes neither to a hand-over nor to an end */
	BOT_LOOP,       /* comes back to itself without an answer between */
	BOT_UNREACHED   /* advice: no step leads here */
};
enum bot_part {
	BOT_PART_STEP, /* the step as a whole */
	BOT_PART_NAME,
	BOT_PART_TITLE,
	BOT_PART_TEXT,
	BOT_PART_AGAIN,
	BOT_PART_PERSON,
	BOT_PART_MISSES,
	BOT_PART_LABEL,
	BOT_PART_NEXT,
	BOT_PART_CHOICE_TEXT,
	BOT_PART_CHOICE_NEXT
};

struct bot_problem {
	int step; /* place in steps; -1: the bot itself */
	enum bot_part part;
	size_t choice;
	enum bot_fault fault;
};

enum {
	BOT_PROBLEMS = 100
};

/* May it be saved as it is? */
int bot_refused(const struct bot_problem *, size_t n);

/* The problems, in the order of the form, advice too; at most BOT_PROBLEMS.
 * How many. */
size_t bot_check(const struct bot *, struct bot_problem[BOT_PROBLEMS]);

/* --- What it does (bot.c) ------------------------------------------------- */

/* How far it has come in one conversation: all zero before the first line. */
struct bot_state {
	uint32_t step;   /* number of the one that waits; 0: not begun */
	uint32_t misses; /* in a row */
};

enum bot_outcome {
	BOT_WAITS = 1, /* for the next line */
	BOT_HANDS_OVER,
	BOT_GIVES_UP, /* too many answers fitted nothing, or the step is gone */
	BOT_ENDS
};

struct bot_out {
	const char *says[BOT_SAYS];
	size_t nsays;
	enum bot_outcome outcome;
	const struct bot_step
	    *kept; /* the step whose answer this was, or NULL */
	char value[BOT_VALUE_SIZE]; /* the answer as it is kept */
	int missed;                 /* the line fitted nothing */
};

/*
 * The bot hears a line; state moves on.  The first step that looks for words
 * sees the line that began the chat, whatever was said before.  A line that
 * fits nothing goes with the way for other answers to the next step that looks
 * for words, until something is said.  The texts are the bot's.  Ends for any bot, also one that bot_check() refuses.
 */
void bot_hear(
    const struct bot *, struct bot_state *, const char *line, struct bot_out *);

/* The step of this number, or NULL. */
const struct bot_step *bot_step(const struct bot *, uint32_t number);

/* The step whose buttons stand now, or NULL. */
const struct bot_step *bot_asking(const struct bot *, const struct bot_state *);

/* --- What an answer means (bot_answer.c) ---------------------------------- */

/* Does one of the words, commas between, stand in the line?  A word stands
 * for itself, whatever the case; "deliver*" for all that begin so; several
 * words for just these in a row. */
int bot_words(const char *words, const char *line);

/* The same text, whatever the case and the spaces? */
int bot_same(const char *, const char *);

/* Which button does the line mean: its words, its number, or the only one
 * with whose words it begins?  The place, or -1. */
int bot_button(const struct bot_step *, const char *line);

/* What the answer must look like: a name is any text, an address is one. */
enum bot_form bot_form(const struct bot_step *);

/* Fills in the answer as it is kept: of the step's form and not too long.
 * 1, 0 where it is not so. */
int bot_value(
    const struct bot_step *, const char *line, char value[BOT_VALUE_SIZE]);

#endif
