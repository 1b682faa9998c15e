/* SPDX-License-Identifier: ISC */
/* run.h: a run folder for the mailbox's tests, empty before each. */
#ifndef T_UNIT_RUN_H
#define T_UNIT_RUN_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/box.h"
#include "lib/mailbox.h"
#include "t/unit/unit.h"

#define A ((const unsigned char *)"aaaaaaaaaaaaaaa")
#define B ((const unsigned char *)"bbbbbbbbbbbbbbb")

static char run[] = P_tmpdir "/beckon-run-XXXXXX";

static inline void
in_run(const char *command)
{
	char line[256];

	(void)snprintf(line, sizeof(line), "cd %s && %s", run, command);
	assert_int_equal(system(line), 0);
}

static int
clean(void **state)
{
	(void)state;
	in_run("rm -rf box beat");
	return 0;
}

/* As if the second in which it looked last were over. */
static inline void
a_second_later(struct mailbox *m)
{
	m->looked--;
}

static struct mailbox *
owner(void)
{
	struct mailbox *m = mailbox_own(run);

	assert_non_null(m);
	return m;
}

static int
make_run(void **state)
{
	(void)state;
	return mkdtemp(run) == NULL;
}

static int
drop_run(void **state)
{
	(void)state;
	(void)clean(NULL);
	return rmdir(run);
}

#define TEST(f) cmocka_unit_test_setup(f, clean)

#endif
