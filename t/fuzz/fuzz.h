/* SPDX-License-Identifier: ISC */
/* fuzz.h: the parsers of bytes from outside, one target each: for libFuzzer
 * ("make fuzz") and for a short replay in "make check". */
#ifndef T_FUZZ_FUZZ_H
#define T_FUZZ_FUZZ_H

#include <stddef.h>

struct fuzz {
	const char *name;
	/* Parses the n bytes at data, which a NUL follows; aborts where what
	 * comes out breaks its promise. */
	void (*run)(const char *data, size_t n);
	const char *seeds[8]; /* to begin with; ends with NULL */
};

extern const struct fuzz fuzz_targets[]; /* ends with a NULL name */

#endif
