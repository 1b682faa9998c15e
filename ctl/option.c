/* SPDX-License-Identifier: ISC */
/* option.c: MariaDB option files, as far as we write them. Floor 4. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ctl/ctl.h"
#include "ctl/option.h"
#include "lib/buf.h"
#include "lib/log.h"
#include "lib/mem.h"
#include "lib/text.h"

/* Cuts the next line off *rest; NULL at the end. */
static char *
next_line(char **rest)
{
	char *line = *rest;

	if (line == NULL || *line == '\0')
		return NULL;
	*rest = strchr(line, '\n');
	if (*rest != NULL)
		*(*rest)++ = '\0';
	return text_trim(line);
}

/* Does this line begin a group, and is it [client]?  *in follows. */
static int
group(const char *line, int *in)
{
	if (*line != '[')
		return 0;
	*in = strcmp(line, "[client]") == 0;
	return 1;
}

/* The value where the line sets this option, in the arena; else NULL. */
static char *
value(struct mem *mem, const char *line, const char *option)
{
	size_t len = strlen(option);
	char *v;

	if (strncmp(line, option, len) != 0)
		return NULL;
	line += len + strspn(line + len, " \t");
	if (*line++ != '=')
		return NULL;
	v = text_trim(mem_str(mem, line));
	len = strlen(v);
	if (len >= 2 && (*v == '"' || *v == '\'') && v[len - 1] == *v) {
		v[len - 1] = '\0';
		v++;
	}
	return v;
}

int
option_read(struct mem *mem, const char *path, struct option_file *o)
{
	char *text, *line, *v;
	int in = 0;

	*o = (struct option_file){0};
	if (access(path, F_OK) == -1 && errno == ENOENT)
		return 0;
	if ((text = ctl_read(mem, path)) == NULL)
		return -1;
	while ((line = next_line(&text)) != NULL) {
		if (group(line, &in) || !in)
			continue;
		if ((v = value(mem, line, "user")) != NULL)
			o->user = v;
		if ((v = value(mem, line, "password")) != NULL)
			o->password = v;
	}
	return 1;
}

/* The [client] group of a file without its user and password. */
static int
copy_group(struct mem *mem, const char *like, struct buf *out)
{
	char *text, *line;
	int in = 0;

	if ((text = ctl_read(mem, like)) == NULL)
		return -1;
	while ((line = next_line(&text)) != NULL)
		if (!group(line, &in) && in && *line != '\0' &&
		    value(mem, line, "user") == NULL &&
		    value(mem, line, "password") == NULL)
			buf_printf(out, "%s\n", line);
	return 0;
}

int
option_make(struct mem *mem, const char *path, const char *like,
    const struct option_file *o)
{
	struct buf out;
	int fd, result = 0;

	buf_init(&out, mem);
	buf_printf(
	    &out, "[client]\nuser = %s\npassword = %s\n", o->user, o->password);
	if (copy_group(mem, like, &out) == -1)
		return -1;
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd == -1) {
		log_warn("%s", path);
		return -1;
	}
	if (write(fd, out.data, out.len) != (ssize_t)out.len ||
	    fsync(fd) == -1) {
		log_warn("%s", path);
		result = -1;
	}
	(void)close(fd);
	if (result == -1)
		(void)unlink(path);
	return result;
}
