/* SPDX-License-Identifier: ISC */
/*
 * mint.c: mailbox ids as visit mints them, for bench/run. Floor 9.
 *
 *	mint KEY-FILE N
 */
#include <stdio.h>
#include <stdlib.h>

#include "lib/log.h"
#include "lib/text.h"
#include "lib/token.h"

enum {
	EXIT_USAGE = 64
};

int
main(int argc, char **argv)
{
	unsigned char id[BOX_ID];
	char text[BOX_TEXT + 1];
	struct keys keys;
	long n;

	if (argc != 3) {
		fprintf(stderr, "usage: mint key-file n\n");
		return EXIT_USAGE;
	}
	log_init("mint", 0);
	if (keys_load(&keys, argv[1]) == -1)
		return 1;
	for (n = strtol(argv[2], NULL, 10); n > 0; n--) {
		box_mint(&keys, id);
		text_hex(text, id, BOX_ID);
		puts(text);
	}
	return 0;
}
