/* SPDX-License-Identifier: ISC */
/* replay.c: each target with its seeds and some thousand things made of them,
 * the same ones every time. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "t/fuzz/fuzz.h"

enum {
	MOST = 512,  /* bytes of one input */
	ROUNDS = 400 /* made of each seed */
};

/* xorshift64 */
static uint64_t
next(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

/* Changes a few bytes, cuts, or repeats a piece.  The new length. */
static size_t
change(char *data, size_t n, uint64_t *state)
{
	static const char odd[] = "\0\r\n%&=+;:/ \xff\xc3\xed\xf4\x80\"<9A";
	size_t at = n > 0 ? next(state) % n : 0, len;

	switch (next(state) % 4) {
	case 0:
		return at;
	case 1:
		len = n - at < MOST - n ? n - at : MOST - n;
		memmove(data + n, data + at, len);
		return n + len;
	case 2:
		data[at] = (char)next(state);
		return n > 0 ? n : 1;
	}
	data[at] = odd[next(state) % sizeof(odd)];
	return n > 0 ? n : 1;
}

static void
replay(const struct fuzz *f)
{
	char data[MOST + 1];
	uint64_t state = 88172645463325252;
	int i, round;
	size_t n = 0;

	f->run("", 0);
	for (i = 0; f->seeds[i] != NULL; i++) {
		f->run(f->seeds[i], strlen(f->seeds[i]));
		for (round = 0; round < ROUNDS; round++) {
			if (round % 8 == 0) {
				n = strlen(f->seeds[i]);
				memcpy(data, f->seeds[i], n);
			}
			n = change(data, n, &state);
			data[n] = '\0';
			f->run(data, n);
		}
	}
}

int
main(void)
{
	const struct fuzz *f;
	int n = 0;

	setvbuf(stdout, NULL, _IOLBF, 0);
	for (f = fuzz_targets; f->name != NULL; f++) {
		replay(f);
		printf("ok %d - %s takes any bytes\n", ++n, f->name);
	}
	printf("1..%d\n", n);
	return 0;
}
