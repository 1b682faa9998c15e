/* SPDX-License-Identifier: ISC */
/* conf.c: beckon.conf, one "key value" a line. Floor 1. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/conf.h"
#include "lib/log.h"
#include "lib/text.h"

enum kind {
	STR,
	INT,
};

/* What a key may hold: texts that fits() takes (NULL: any), or min..max. */
struct key {
	const char *name;
	enum kind kind;
	const char *text;
	int (*fits)(const char *);
	int64_t number, min, max;
};

/* scheme://host[:port] as a browser writes it in Origin. */
static int
is_origin(const char *s)
{
	char host[256];
	int https;
	const char *p;

	if (text_url(s, host, sizeof(host), &https) == -1)
		return 0;
	for (p = s; *p != '\0'; p++)
		if (*p >= 'A' && *p <= 'Z')
			return 0;
	return strpbrk(strstr(s, "://") + 3, "/?#") == NULL;
}

static int
is_origin_or_empty(const char *s)
{
	return *s == '\0' || is_origin(s);
}

/* Any number of them, blanks between. */
static int
are_origins(const char *s)
{
	char one[512];
	size_t n;

	for (; *s != '\0'; s += n) {
		s += strspn(s, " \t");
		n = strcspn(s, " \t");
		if (n >= sizeof(one))
			return 0;
		memcpy(one, s, n);
		one[n] = '\0';
		if (n > 0 && !is_origin(one))
			return 0;
	}
	return 1;
}

static int
is_set(const char *s)
{
	return *s != '\0';
}

static int
is_cost(const char *s)
{
	return strcmp(s, "interactive") == 0 || strcmp(s, "min") == 0;
}

/* A folder's name and nothing that leads out of it. */
static int
is_folder_name(const char *s)
{
	return strchr(s, '/') == NULL && *s != '.';
}

static const struct key keys[] = {
    {"base", STR, "http://localhost:8080", is_origin, 0, 0, 0},
    {"base.also", STR, "", are_origins, 0, 0, 0},
    {"widget.base", STR, "", is_origin_or_empty, 0, 0, 0},
    {"run", STR, "/run/beckon", is_set, 0, 0, 0},
    {"templates", STR, PKGDATADIR "/templates", is_set, 0, 0, 0},
    {"www", STR, PKGDATADIR "/www", is_set, 0, 0, 0},
    {"assets", STR, "", is_folder_name, 0, 0, 0},
    {"keys", STR, SYSCONFDIR "/keys", is_set, 0, 0, 0},
    {"database.visit", STR, SYSCONFDIR "/visit.cnf", is_set, 0, 0, 0},
    {"database.invite", STR, SYSCONFDIR "/invite.cnf", is_set, 0, 0, 0},
    {"database.office", STR, SYSCONFDIR "/office.cnf", is_set, 0, 0, 0},
    {"database.pulse", STR, SYSCONFDIR "/pulse.cnf", is_set, 0, 0, 0},
    {"database.admin", STR, SYSCONFDIR "/admin.cnf", is_set, 0, 0, 0},
    {"poll.workers", INT, NULL, NULL, 2, 1, 256},
    {"visit.workers", INT, NULL, NULL, 4, 1, 256},
    {"invite.workers", INT, NULL, NULL, 2, 1, 256},
    {"office.workers", INT, NULL, NULL, 4, 1, 256},
    {"visitors.max", INT, NULL, NULL, 300000, 1, 10000000},
    {"country.file", STR, "", NULL, 0, 0, 0},
    {"retention.days", INT, NULL, NULL, 90, 1, 3650},
    {"session.hours", INT, NULL, NULL, 12, 1, 720},
    {"session.days", INT, NULL, NULL, 30, 1, 365},
    {"password.cost", STR, "interactive", is_cost, 0, 0, 0},
};

enum {
	KEYS = sizeof(keys) / sizeof(keys[0])
};

struct conf {
	struct conf *next; /* all that were read, for leak checkers */
	char *text[KEYS];  /* NULL: the default */
	int64_t number[KEYS];
	int seen[KEYS];
};

static struct conf *loaded;

static size_t
find(const char *name)
{
	size_t i;

	for (i = 0; i < KEYS; i++)
		if (strcmp(keys[i].name, name) == 0)
			break;
	return i;
}

/* Keeps one value; NULL, or what is wrong with it. */
static const char *
keep(struct conf *c, size_t i, const char *value)
{
	uint64_t n;

	if (c->seen[i])
		return "stands here a second time";
	c->seen[i] = 1;
	if (keys[i].kind == INT) {
		if (text_u64(value, &n) == -1)
			return "wants a whole number";
		if (n > INT64_MAX || (int64_t)n < keys[i].min ||
		    (int64_t)n > keys[i].max)
			return "is out of range";
		c->number[i] = (int64_t)n;
		return NULL;
	}
	if (keys[i].fits != NULL && !keys[i].fits(value))
		return "has a value that does not fit";
	if ((c->text[i] = strdup(value)) == NULL)
		fatal("no memory for the configuration");
	return NULL;
}

/* One line, in place.  0, or -1 logged. */
static int
take(struct conf *c, char *line, const char *path, unsigned number)
{
	const char *wrong;
	char *key, *value;
	size_t i;

	key = text_trim(line);
	if (*key == '\0' || *key == '#')
		return 0;
	value = key + strcspn(key, " \t");
	if (*value != '\0')
		*value++ = '\0';
	if ((i = find(key)) == KEYS) {
		log_warnx("%s:%u: unknown key %s", path, number, key);
		return -1;
	}
	if ((wrong = keep(c, i, text_trim(value))) != NULL) {
		log_warnx("%s:%u: %s %s", path, number, key, wrong);
		return -1;
	}
	return 0;
}

/* All lines, so that one look at the log tells everything that is wrong. */
static int
read_lines(struct conf *c, FILE *f, const char *path)
{
	unsigned number = 0;
	char *line = NULL;
	size_t size = 0;
	ssize_t len;
	int result = 0;

	while ((len = getline(&line, &size, f)) != -1) {
		number++;
		if (len > 0 && line[len - 1] == '\n')
			line[--len] = '\0';
		if (len > 0 && line[len - 1] == '\r')
			line[--len] = '\0';
		if (!text_ok(line, (size_t)len)) {
			log_warnx("%s:%u: not plain UTF-8 text", path, number);
			result = -1;
		} else if (take(c, line, path, number) == -1)
			result = -1;
	}
	if (ferror(f)) {
		log_warn("%s", path);
		result = -1;
	}
	free(line);
	return result;
}

const struct conf *
conf_load(const char *path)
{
	struct conf *c;
	FILE *f;
	size_t i;
	int result;

	if ((f = fopen(path, "re")) == NULL) {
		log_warn("%s", path);
		return NULL;
	}
	if ((c = calloc(1, sizeof(*c))) == NULL)
		fatal("no memory for the configuration");
	for (i = 0; i < KEYS; i++)
		c->number[i] = keys[i].number;
	result = read_lines(c, f, path);
	(void)fclose(f);
	if (result == -1) {
		for (i = 0; i < KEYS; i++)
			free(c->text[i]);
		free(c);
		return NULL;
	}
	c->next = loaded;
	loaded = c;
	return c;
}

const char *
conf_str(const struct conf *c, const char *key)
{
	size_t i = find(key);

	if (i == KEYS || keys[i].kind != STR)
		fatalx("there is no key %s with a text", key);
	return c->text[i] != NULL ? c->text[i] : keys[i].text;
}

int64_t
conf_int(const struct conf *c, const char *key)
{
	size_t i = find(key);

	if (i == KEYS || keys[i].kind != INT)
		fatalx("there is no key %s with a number", key);
	return c->number[i];
}
