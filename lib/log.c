/* SPDX-License-Identifier: ISC */
/* log.c: one line to the people who run the system. Floor 0. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/log.h"

enum {
	LINE = 2048 /* bytes; what is longer is cut */
};

static const char *log_name = "beckon";
static int log_verbose;

void
log_init(const char *name, int verbose)
{
	log_name = name;
	log_verbose = verbose;
}

/* Control characters, C1 ones in UTF-8 too, become '?'. */
static void
defuse(char *s, size_t len)
{
	unsigned char *p = (unsigned char *)s;
	size_t i;

	for (i = 0; i < len; i++) {
		if (p[i] < 0x20 || p[i] == 0x7f)
			p[i] = '?';
		else if (p[i] == 0xc2 && i + 1 < len && p[i + 1] >= 0x80 &&
			 p[i + 1] <= 0x9f)
			p[i] = p[i + 1] = '?';
	}
}

/* The whole line in one write, so that lines of several workers never mix. */
static void LOG_PRINTF(2, 0) say(int error, const char *fmt, va_list ap)
{
	char line[LINE];
	size_t start, len;
	int n;

	n = snprintf(line, sizeof(line), "%s[%ld]: ", log_name, (long)getpid());
	if (n < 0 || (size_t)n >= sizeof(line) - 1)
		n = 0;
	start = (size_t)n;
	n = vsnprintf(line + start, sizeof(line) - start - 1, fmt, ap);
	if (n < 0)
		line[start] = '\0';
	len = strlen(line);
	if (error != 0) {
		(void)snprintf(line + len, sizeof(line) - len - 1, ": %s",
		    strerror(error));
		len = strlen(line);
	}
	defuse(line + start, len - start);
	line[len++] = '\n';
	while (write(STDERR_FILENO, line, len) == -1 && errno == EINTR)
		continue;
}

void
log_warn(const char *fmt, ...)
{
	int error = errno;
	va_list ap;

	va_start(ap, fmt);
	say(error, fmt, ap);
	va_end(ap);
	errno = error;
}

void
log_warnx(const char *fmt, ...)
{
	int error = errno;
	va_list ap;

	va_start(ap, fmt);
	say(0, fmt, ap);
	va_end(ap);
	errno = error;
}

void
log_info(const char *fmt, ...)
{
	int error = errno;
	va_list ap;

	va_start(ap, fmt);
	say(0, fmt, ap);
	va_end(ap);
	errno = error;
}

void
log_debug(const char *fmt, ...)
{
	int error = errno;
	va_list ap;

	if (!log_verbose)
		return;
	va_start(ap, fmt);
	say(0, fmt, ap);
	va_end(ap);
	errno = error;
}

void
fatal(const char *fmt, ...)
{
	int error = errno;
	va_list ap;

	va_start(ap, fmt);
	say(error, fmt, ap);
	va_end(ap);
	_exit(1);
}

void
fatalx(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(0, fmt, ap);
	va_end(ap);
	_exit(1);
}
