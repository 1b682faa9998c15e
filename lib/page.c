/* SPDX-License-Identifier: ISC */
/* page.c: the one door to ClearSilver: data in, HTML out. Floor 1. */
#include <sys/stat.h>

#include <fcntl.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include <ClearSilver.h>

#include "lib/buf.h"
#include "lib/log.h"
#include "lib/mem.h"
#include "lib/page.h"

enum {
	NAME = 128, /* bytes of a name in the data set */
};

struct page {
	struct mem *mem;
	HDF *hdf;
	const char *dir;
};

/* Says what went wrong with what and forgets it.  -1, or 0 for no error. */
static int
told(NEOERR *err, const char *what)
{
	STRING text;

	if (err == STATUS_OK)
		return 0;
	string_init(&text);
	nerr_error_string(err, &text);
	log_warnx("page: %s: %s", what, text.buf != NULL ? text.buf : "?");
	string_clear(&text);
	nerr_ignore(&err);
	return -1;
}

static void
destroy(void *hdf)
{
	HDF *h = hdf;

	hdf_destroy(&h);
}

struct page *
page_new(struct mem *mem, const char *dir)
{
	struct page *pg = mem_get(mem, sizeof(*pg));

	pg->mem = mem;
	pg->dir = mem_str(mem, dir);
	if (told(hdf_init(&pg->hdf), "data set") == -1)
		fatalx("page: no memory");
	mem_defer(mem, destroy, pg->hdf);
	page_str(pg, "html", "Config.VarEscapeMode");
	return pg;
}

/* Names are ours: anything else in them is text from a person, gone astray. */
__attribute__((__format__(__printf__, 3, 0))) static void
set(struct page *pg, const char *value, const char *fmt, va_list ap)
{
	char name[NAME];
	int n = vsnprintf(name, sizeof(name), fmt, ap);

	if (n < 1 || (size_t)n >= sizeof(name) ||
	    name[strspn(name, "abcdefghijklmnopqrstuvwxyz._0123456789"
			      "ABCDEFGHIJKLMNOPQRSTUVWXYZ")] != '\0')
		fatalx("page: a name like %s", fmt);
	if (value != NULL && told(hdf_set_value(pg->hdf, name, value), name))
		fatalx("page: no memory");
}

void
page_str(struct page *pg, const char *value, const char *name, ...)
{
	va_list ap;

	va_start(ap, name);
	set(pg, value, name, ap);
	va_end(ap);
}

void
page_int(struct page *pg, int64_t value, const char *name, ...)
{
	char text[24];
	va_list ap;

	snprintf(text, sizeof(text), "%lld", (long long)value);
	va_start(ap, name);
	set(pg, text, name, ap);
	va_end(ap);
}

/*
 * May this stand in an href?  A browser drops control characters and leading
 * blanks, and takes "\" for "/": with any of them an address may be another
 * than it seems.
 */
static int
harmless(const char *s)
{
	const char *c;

	for (c = s; *c != '\0'; c++)
		if ((unsigned char)*c < 0x20 || *c == 0x7f)
			return 0;
	if (strncasecmp(s, "http://", 7) == 0)
		return s[7] != '\0';
	if (strncasecmp(s, "https://", 8) == 0)
		return s[8] != '\0';
	if (*s == '\0' || *s == ' ' || *s == '\\')
		return 0;
	if (*s == '/')
		return s[1] != '/' && s[1] != '\\';
	return s[strcspn(s, ":/?#")] != ':';
}

/* Both give plain text, which var: escapes for HTML like any other. */
static NEOERR *
give_link(const char *s, char **out)
{
	*out = strdup(s != NULL && harmless(s) ? s : "#");
	return *out != NULL ? STATUS_OK : nerr_raise(NERR_NOMEM, "link");
}

static NEOERR *
give_url(const char *s, char **out)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz-._~0123456789"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	char *p;

	if (s == NULL)
		s = "";
	if ((p = *out = malloc(strlen(s) * 3 + 1)) == NULL)
		return nerr_raise(NERR_NOMEM, "url");
	for (; *s != '\0'; s++) {
		if (strchr(plain, *s) != NULL)
			*p++ = *s;
		else
			p += snprintf(p, 4, "%%%02X", (unsigned char)*s);
	}
	*p = '\0';
	return STATUS_OK;
}

/*
 * Reads a template or what it includes, from our folder only.  ClearSilver's
 * own reading takes an include that is missing for an empty one.
 */
static NEOERR *
load(void *arg, HDF *hdf, const char *file, char **out)
{
	struct page *pg = arg;
	const char *path = mem_printf(pg->mem, "%s/%s", pg->dir, file);
	struct stat st;
	ssize_t n = -1;
	int fd;

	if (strchr(file, '/') != NULL)
		return nerr_raise(NERR_ASSERT, "not in the folder: %s", file);
	if ((fd = open(path, O_RDONLY | O_CLOEXEC)) == -1)
		return nerr_raise_errno(NERR_SYSTEM, "%s", path);
	if (fstat(fd, &st) == 0 &&
	    (*out = calloc(1, (size_t)st.st_size + 1)) != NULL &&
	    (n = read(fd, *out, (size_t)st.st_size)) != st.st_size) {
		free(*out);
		n = -1;
	}
	close(fd);
	return n == -1 ? nerr_raise_errno(NERR_SYSTEM, "%s", path) : STATUS_OK;
}

static NEOERR *
output(void *out, char *s)
{
	buf_str(out, s);
	return STATUS_OK;
}

int
page_render(struct page *pg, const char *template, struct buf *out)
{
	size_t before = out->len;
	char link[] = "link", url[] = "url";
	CSPARSE *cs = NULL;
	int result = -1;

	if (told(cs_init(&cs, pg->hdf), template) == 0)
		cs_register_fileload(cs, pg, load);
	if (cs != NULL &&
	    told(cs_register_strfunc(cs, link, give_link), template) == 0 &&
	    told(cs_register_strfunc(cs, url, give_url), template) == 0 &&
	    told(cs_parse_file(cs, template), template) == 0 &&
	    told(cs_render(cs, out, output), template) == 0)
		result = 0;
	if (cs != NULL)
		cs_destroy(&cs);
	if (result == -1 && out->len > before) {
		out->len = before;
		out->data[before] = '\0';
	}
	return result;
}
