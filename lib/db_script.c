/* SPDX-License-Identifier: ISC */
/*
 * db_script.c: cuts a file of SQL into statements: knows quotes and "-- "
 * comments, and nothing else of the language. Floor 1.
 */
#include <string.h>

#include "lib/buf.h"
#include "lib/db_script.h"

/* Length of a quoted text with both quotes; 0 where it does not end. */
static size_t
quoted(const char *s)
{
	size_t i;

	for (i = 1; s[i] != '\0'; i++) {
		if (s[i] == '\\' && s[0] != '`' && s[i + 1] != '\0')
			i++;
		else if (s[i] == s[0] && s[i + 1] == s[0])
			i++;
		else if (s[i] == s[0])
			return i + 1;
	}
	return 0;
}

/* Does a comment begin here?  As MariaDB has it: two dashes and a space, or
 * the line's end. */
static int
comment(const char *s)
{
	return s[0] == '-' && s[1] == '-' &&
	       (s[2] == '\0' || strchr(" \t\r\n", s[2]) != NULL);
}

static int
ends_here(const char *s)
{
	if (*s++ != ';')
		return 0;
	s += strspn(s, " \t\r");
	return *s == '\n' || *s == '\0' || comment(s);
}

/* Copies n bytes, or drops them where out is NULL; counts lines. */
static void
pass(struct script *sc, struct buf *out, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (sc->at[i] == '\n')
			sc->line++;
	}
	if (out != NULL)
		buf_add(out, sc->at, n);
	sc->at += n;
}

static void
skip_blank(struct script *sc)
{
	for (;;) {
		pass(sc, NULL, strspn(sc->at, " \t\r\n"));
		if (!comment(sc->at))
			return;
		pass(sc, NULL, strcspn(sc->at, "\n"));
	}
}

int
script_next(struct script *sc, struct buf *out)
{
	size_t n;

	out->len = 0;
	skip_blank(sc);
	sc->begins = sc->line;
	while (*sc->at != '\0' && !ends_here(sc->at)) {
		if (strchr("'\"`", *sc->at) != NULL) {
			if ((n = quoted(sc->at)) == 0)
				return -1;
			pass(sc, out, n);
		} else if (comment(sc->at)) {
			pass(sc, NULL, strcspn(sc->at, "\n"));
		} else {
			pass(sc, out, 1);
		}
	}
	if (*sc->at == ';')
		pass(sc, NULL, 1);
	while (out->len > 0 && strchr(" \t\r\n", out->data[out->len - 1]))
		out->data[--out->len] = '\0';
	if (out->len > 0)
		return 1;
	return *sc->at != '\0' ? script_next(sc, out) : 0;
}
