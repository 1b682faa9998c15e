/* SPDX-License-Identifier: ISC */
/* conf.h: beckon.conf, one "key value" a line. Floor 1. */
#ifndef LIB_CONF_H
#define LIB_CONF_H

#include <stdint.h>

struct conf;

/*
 * Reads the file.  Empty lines and lines that begin with # are skipped; a
 * value goes to the end of the line.  Unknown keys, repeated keys and values
 * that do not fit their kind are errors, said with file and line in the log.
 * What a key means and its default: beckon.conf(5); the table is in conf.c.
 * NULL where it failed.  Lives until the process ends.
 */
const struct conf *conf_load(const char *path);

/* The value or the default.  Asking for a key that is not in the table, or
 * of another kind, ends the process: it is our mistake. */
const char *conf_str(const struct conf *, const char *key);
int64_t conf_int(const struct conf *, const char *key);

#endif
