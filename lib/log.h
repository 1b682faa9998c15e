/* SPDX-License-Identifier: ISC */
/* log.h: one line to the people who run the system. Floor 0. */
#ifndef LIB_LOG_H
#define LIB_LOG_H

#define LOG_PRINTF(f, a) __attribute__((__format__(__printf__, f, a)))

/*
 * Lines go to standard error as "name[pid]: text" (systemd and quickstart
 * both collect it).  verbose 0 hides log_debug.  Control characters in what
 * is logged are shown as '?', so that nobody can forge a line.
 */
void log_init(const char *name, int verbose);

void log_warn(const char *, ...) LOG_PRINTF(1, 2); /* adds strerror(errno) */
void log_warnx(const char *, ...) LOG_PRINTF(1, 2);
void log_info(const char *, ...) LOG_PRINTF(1, 2);
void log_debug(const char *, ...) LOG_PRINTF(1, 2);

/* Says why and ends this process with status 1.  fatal() adds errno's text. */
void fatal(const char *, ...) LOG_PRINTF(1, 2) __attribute__((__noreturn__));
void fatalx(const char *, ...) LOG_PRINTF(1, 2) __attribute__((__noreturn__));

#endif
