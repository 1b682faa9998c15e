/* SPDX-License-Identifier: ISC */
/* keys.c: beckonctl keys: makes the key files that are not there. Floor 4. */
#include <sys/stat.h>

#include <errno.h>
#include <stdio.h>

#include "ctl/ctl.h"
#include "lib/conf.h"
#include "lib/log.h"
#include "lib/mem.h"
#include "lib/token.h"

/*
 * visitor: visit mints and checks visitors' tokens; mailbox: visit mints
 * mailbox ids, poll, visit and pulse check them; session: office and invite
 * derive the tokens of forms.
 */
const char *const ctl_key_files[CTL_KEYS] = {"visitor", "mailbox", "session"};

/* beckonctl keys: a file that is there is never touched, so that no visitor
 * and nobody who is signed in is forgotten. */
int
ctl_keys(struct ctl *ctl, int argc, char **argv)
{
	const char *dir = conf_str(ctl->conf, "keys");
	struct stat st;
	char *path;
	size_t i;

	(void)argv;
	if (argc != 0)
		return CTL_USAGE;
	if (mkdir(dir, 0755) == -1 && errno != EEXIST) {
		log_warn("%s", dir);
		return 1;
	}
	for (i = 0; i < CTL_KEYS; i++) {
		path = mem_printf(ctl->mem, "%s/%s", dir, ctl_key_files[i]);
		if (stat(path, &st) == 0)
			continue;
		if (keys_make(path) == -1)
			return 1;
		printf("made %s\n", path);
	}
	return 0;
}
