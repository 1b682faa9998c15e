/* SPDX-License-Identifier: ISC */
/* bot_answer.c: what an answer to a bot means. Floor 3; semantics.md section
 * 6.  Texts are valid UTF-8. */
#include <ctype.h>
#include <string.h>

#include "desk/bot.h"
#include "desk/visitor.h"
#include "lib/text.h"

enum {
	PHONE_LEAST = 5, /* digits of a telephone number */
	PHONE_MOST = 15
};

/* The character at *s, which moves behind it; 0 at the end. */
static uint32_t
take(const char **s, const char *end)
{
	const unsigned char *p = (const unsigned char *)*s;
	uint32_t c;
	int more;

	if (*s >= end || *p == '\0')
		return 0;
	more = *p < 0xc0 ? 0 : *p < 0xe0 ? 1 : *p < 0xf0 ? 2 : 3;
	c = more == 0 ? *p : *p & (0x3fU >> more);
	for (p++; more > 0 && (*p & 0xc0) == 0x80; more--)
		c = c << 6 | (*p++ & 0x3f);
	*s = (const char *)p;
	return c;
}

/* The small letter of a capital: Latin, Greek and Cyrillic. */
static uint32_t
small(uint32_t c)
{
	if ((c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0xde && c != 0xd7) ||
	    (c >= 0x391 && c <= 0x3a9) || (c >= 0x410 && c <= 0x42f))
		return c + 32;
	if (c >= 0x400 && c <= 0x40f)
		return c + 80;
	if ((c >= 0x100 && c <= 0x137) || (c >= 0x14a && c <= 0x177))
		return c | 1;
	return c;
}

static int
is_space(uint32_t c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == 0xa0;
}

/* Part of a word?  Scripts that write no spaces have no such parts: their
 * words may stand anywhere. */
static int
is_letter(uint32_t c)
{
	if (c < 0x80)
		return isalnum((int)c);
	return c >= 0xc0 && c < 0x2e80 && !(c >= 0x2000 && c <= 0x206f);
}

/* A piece of text. */
struct piece {
	const char *start;
	const char *end;
};

/* One character, any run of space as one. */
static uint32_t
take_one(struct piece *p)
{
	uint32_t c = take(&p->start, p->end);
	const char *next = p->start;

	if (!is_space(c))
		return small(c);
	while (is_space(take(&next, p->end)))
		p->start = next;
	return ' ';
}

/* Do these words begin here, and end where a word may end? */
static int
stands_here(struct piece words, int begins, struct piece line)
{
	uint32_t c, last = 0;

	while ((c = take_one(&words)) != 0) {
		if (take_one(&line) != c)
			return 0;
		last = c;
	}
	return begins || !is_letter(last) || !is_letter(take_one(&line));
}

/* ... anywhere in the line, where a word may begin? */
static int
stands_in(struct piece words, int begins, const char *text)
{
	struct piece line = {text, text + strlen(text)}, first = words;
	uint32_t before = 0, head = take_one(&first);

	if (head == 0)
		return 0;
	while (line.start < line.end) {
		if (!(is_letter(before) && is_letter(head)) &&
		    stands_here(words, begins, line))
			return 1;
		before = take(&line.start, line.end);
	}
	return 0;
}

static struct piece
trimmed(const char *start, const char *end)
{
	struct piece p = {start, end};

	while (p.start < p.end && strchr(" \t\n", *p.start) != NULL)
		p.start++;
	while (p.end > p.start && strchr(" \t\n", p.end[-1]) != NULL)
		p.end--;
	return p;
}

int
bot_words(const char *words, const char *line)
{
	struct piece one;
	size_t n;
	int begins;

	while (*words != '\0') {
		n = strcspn(words, ",\n");
		one = trimmed(words, words + n);
		begins = one.end > one.start && one.end[-1] == '*';
		if (begins)
			one.end--;
		if (stands_in(one, begins, line))
			return 1;
		words += n + (words[n] != '\0');
	}
	return 0;
}

/* The same text, whatever the case and the spaces? */
static int
same(struct piece a, struct piece b)
{
	uint32_t c;

	while ((c = take_one(&a)) != 0)
		if (take_one(&b) != c)
			return 0;
	return take_one(&b) == 0;
}

static struct piece
all_of(const char *s)
{
	return trimmed(s, s + strlen(s));
}

int
bot_same(const char *a, const char *b)
{
	return same(all_of(a), all_of(b));
}

int
bot_button(const struct bot_step *step, const char *line)
{
	struct piece said = all_of(line);
	uint64_t number;
	int found = -1;
	size_t i;

	for (i = 0; i < step->nchoices; i++)
		if (same(all_of(step->choices[i].text), said))
			return (int)i;
	if (said.end - said.start == 1 && isdigit((unsigned char)*said.start)) {
		number = (uint64_t)(*said.start - '0');
		return number >= 1 && number <= step->nchoices ? (int)number - 1
							       : -1;
	}
	for (i = 0; i < step->nchoices; i++) {
		if (!stands_here(all_of(step->choices[i].text), 0, said))
			continue;
		if (found != -1)
			return -1;
		found = (int)i;
	}
	return found;
}

static size_t
most(const struct bot_step *step)
{
	static const size_t chars[BOT_FIELDS] = {
	    [BOT_FIELD_NAME] = VISITOR_NAME,
	    [BOT_FIELD_EMAIL] = VISITOR_EMAIL,
	    [BOT_FIELD_PHONE] = VISITOR_PHONE,
	    [BOT_FIELD_OTHER] = BOT_VALUE};

	return chars[step->field];
}

enum bot_form
bot_form(const struct bot_step *step)
{
	switch (step->field) {
	case BOT_FIELD_EMAIL:
		return BOT_FORM_EMAIL;
	case BOT_FIELD_PHONE:
		return BOT_FORM_PHONE;
	case BOT_FIELD_OTHER:
		return step->form;
	default:
		return BOT_FORM_TEXT;
	}
}

/* The first word that is an address, ended there; or NULL. */
static const char *
an_email(char *text)
{
	char *word = text, *rest;
	size_t n;

	while (*(word += strspn(word, " <(\"',;:")) != '\0') {
		n = strcspn(word, " >)\"',;");
		rest = word + n + (word[n] != '\0');
		word[n] = '\0';
		while (n > 0 && strchr(".!?", word[n - 1]) != NULL)
			word[--n] = '\0';
		if (contact_email_ok(word))
			return word;
		word = rest;
	}
	return NULL;
}

static int
is_phone(const char *text)
{
	int digits = 0;

	for (; *text != '\0'; text++) {
		if (isdigit((unsigned char)*text))
			digits++;
		else if (strchr("+ ()/.-", *text) == NULL)
			return 0;
	}
	return digits >= PHONE_LEAST && digits <= PHONE_MOST;
}

int
bot_value(
    const struct bot_step *step, const char *line, char value[BOT_VALUE_SIZE])
{
	struct piece all = all_of(line);
	size_t i, n = (size_t)(all.end - all.start);
	const char *kept = value;

	if (n >= BOT_VALUE_SIZE)
		return 0;
	for (i = 0; i < n; i++)
		value[i] =
		    strchr("\t\n", all.start[i]) != NULL ? ' ' : all.start[i];
	value[n] = '\0';
	if (bot_form(step) == BOT_FORM_EMAIL)
		kept = an_email(value);
	else if (bot_form(step) == BOT_FORM_PHONE && !is_phone(value))
		kept = NULL;
	if (kept == NULL || *kept == '\0' || text_chars(kept) > most(step))
		return 0;
	memmove(value, kept, strlen(kept) + 1);
	return 1;
}
