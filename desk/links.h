/* SPDX-License-Identifier: ISC */
/* links.h: which parts of a line are addresses one may follow. Floor 3. */
#ifndef DESK_LINKS_H
#define DESK_LINKS_H

#include <stddef.h>

struct link_part {
	const char *start; /* into the text, not terminated */
	size_t len;
	int link; /* an http or https address */
};

/*
 * Splits a line into plain parts and addresses, in order; together they are
 * the whole line.  An address begins at http:// or https:// after something
 * that is no letter or digit, and ends before white space, a quote, an angle
 * bracket, and the punctuation of the sentence that it stands in.  The last
 * part that fits max (2 or more) is plain and has all the rest.  Returns how
 * many parts.
 */
size_t links_split(const char *text, struct link_part *, size_t max);

#endif
