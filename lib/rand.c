/* SPDX-License-Identifier: ISC */
/* rand.c: bytes nobody can guess, from getrandom(2). Floor 0. */
#include <sys/random.h>

#include <errno.h>

#include "lib/log.h"
#include "lib/rand.h"

void
rand_bytes(void *out, size_t n)
{
	unsigned char *p = out;
	ssize_t got;

	while (n > 0) {
		if ((got = getrandom(p, n, 0)) == -1) {
			if (errno == EINTR)
				continue;
			fatal("getrandom");
		}
		p += got;
		n -= (size_t)got;
	}
}

uint32_t
rand_below(uint32_t limit)
{
	uint32_t r, unfair;

	if (limit == 0)
		fatalx("rand_below: nothing is below 0");
	/* 2^32 mod limit: that many of the lowest values would come up once
	 * too often. */
	unfair = -limit % limit;
	do
		rand_bytes(&r, sizeof(r));
	while (r < unfair);
	return r % limit;
}
