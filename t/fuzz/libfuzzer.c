/* SPDX-License-Identifier: ISC */
/* libfuzzer.c: libFuzzer's way in.  BECKON_FUZZ names the target; its seeds
 * are put into the folder BECKON_SEEDS. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "t/fuzz/fuzz.h"

int LLVMFuzzerInitialize(int *, char ***);
int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static const struct fuzz *target;

static void
put_seeds(const char *folder)
{
	char path[4096];
	FILE *f;
	int i;

	for (i = 0; target->seeds[i] != NULL; i++) {
		(void)snprintf(path, sizeof(path), "%s/seed%d", folder, i);
		if ((f = fopen(path, "we")) == NULL)
			abort();
		(void)fputs(target->seeds[i], f);
		(void)fclose(f);
	}
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	const char *name = getenv("BECKON_FUZZ");
	const char *folder = getenv("BECKON_SEEDS");

	(void)argc;
	(void)argv;
	for (target = fuzz_targets; target->name != NULL; target++)
		if (name != NULL && strcmp(target->name, name) == 0)
			break;
	if (target->name == NULL)
		abort();
	if (folder != NULL)
		put_seeds(folder);
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	char *text = malloc(n + 1);

	if (text == NULL)
		abort();
	if (n > 0)
		memcpy(text, data, n);
	text[n] = '\0';
	target->run(text, n);
	free(text);
	return 0;
}
