/* SPDX-License-Identifier: ISC */
/* text.h: what may be believed of bytes from outside. Floor 0. */
#ifndef LIB_TEXT_H
#define LIB_TEXT_H

#include <stddef.h>
#include <stdint.h>

/* Valid UTF-8 (RFC 3629: no surrogates, nothing overlong) without NUL and
 * without control characters other than tab and newline?  1 yes, 0 no. */
int text_ok(const char *, size_t);

/* Characters (code points) in valid UTF-8. */
size_t text_chars(const char *);

/* Cuts s in place after max characters, never inside one. */
void text_cut(char *s, size_t max);

/* Cuts white space off both ends, in place; returns the new start. */
char *text_trim(char *);

/* CR LF and CR become LF, in place. */
void text_newlines(char *);

/* Whole-string numbers: digits only, no sign, no space.  0, or -1. */
int text_u64(const char *, uint64_t *);

/* Exactly n bytes written as 2n hex digits, either case.  0, or -1. */
int text_unhex(const char *, unsigned char *, size_t n);
void text_hex(char *out, const unsigned char *, size_t n); /* 2n + 1 bytes */

/*
 * The parts of an absolute http or https address: copies the host (lower
 * case, no port, no user) into host and tells the scheme by *https.
 * 0, or -1 where it is no such address or the host does not fit.
 */
int text_url(const char *url, char *host, size_t size, int *https);

#endif
