/* SPDX-License-Identifier: ISC */
/* unit.h: what every unit test begins with; cmocka's one door. */
#ifndef T_UNIT_UNIT_H
#define T_UNIT_UNIT_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Runs the table as TAP, whoever starts the program. */
#define RUN(tests) \
	(cmocka_set_message_output(CM_OUTPUT_TAP), \
	    cmocka_run_group_tests(tests, NULL, NULL))

#endif
