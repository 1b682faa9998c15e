/* SPDX-License-Identifier: ISC */
/*
 * migrate.c: applies the numbered files of schema/ that a database has not
 * had yet. Floor 4.  A file is noted after its last statement: interrupted
 * before, it runs again from its start, which is why every statement in
 * schema/ may run twice.
 */
#include <sys/stat.h>

#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ctl/ctl.h"
#include "lib/buf.h"
#include "lib/db.h"
#include "lib/log.h"
#include "lib/mem.h"

enum {
	MIGRATIONS = 1000,
	DIGITS = 4 /* a file's name begins with these and "_" */
};

struct migrations {
	char *name[MIGRATIONS];
	uint64_t number[MIGRATIONS];
	int n;
};

static const char TABLE[] =
    "SET SESSION max_statement_time = 0;\n"
    "CREATE TABLE IF NOT EXISTS migration ("
    " number INT UNSIGNED NOT NULL PRIMARY KEY,"
    " name VARCHAR(100) CHARACTER SET ascii NOT NULL,"
    " applied_at DATETIME(3) NOT NULL DEFAULT NOW(3)) ENGINE=InnoDB;\n";

char *
ctl_read(struct mem *mem, const char *path)
{
	FILE *f = fopen(path, "re");
	char *text = NULL;
	struct stat st;

	if (f == NULL || fstat(fileno(f), &st) == -1) {
		log_warn("%s", path);
	} else if (!S_ISREG(st.st_mode)) {
		log_warnx("%s is no file", path);
	} else {
		text = mem_get(mem, (size_t)st.st_size + 1);
		if (fread(text, 1, (size_t)st.st_size, f) !=
		    (size_t)st.st_size) {
			log_warn("%s", path);
			text = NULL;
		}
	}
	if (f != NULL)
		(void)fclose(f);
	return text;
}

static int
is_migration(const struct dirent *e)
{
	size_t len = strlen(e->d_name);

	return strspn(e->d_name, "0123456789") == DIGITS &&
	       e->d_name[DIGITS] == '_' && len < 100 &&
	       strcmp(e->d_name + len - 4, ".sql") == 0;
}

/* The files in order.  0, or -1 logged. */
static int
list(struct ctl *ctl, struct migrations *m)
{
	struct dirent **e;
	int i, n;

	m->n = 0;
	if ((n = scandir(ctl->schema, &e, is_migration, alphasort)) == -1) {
		log_warn("%s", ctl->schema);
		return -1;
	}
	for (i = 0; i < n; i++) {
		if (i < MIGRATIONS) {
			m->name[i] = mem_str(ctl->mem, e[i]->d_name);
			m->number[i] = strtoul(e[i]->d_name, NULL, 10);
			m->n++;
		}
		mem_defer(ctl->mem, free, e[i]);
	}
	mem_defer(ctl->mem, free, e);
	if (m->n > 0)
		return 0;
	log_warnx("%s has no migrations", ctl->schema);
	return -1;
}

/* Two files of one number would hide each other.  0, or -1 logged. */
static int
numbers_differ(const struct migrations *m)
{
	int i;

	for (i = 1; i < m->n; i++)
		if (m->number[i] == m->number[i - 1]) {
			log_warnx("%s and %s have one number", m->name[i - 1],
			    m->name[i]);
			return -1;
		}
	return 0;
}

static const struct query APPLIED = {
    "migrate_applied", "SELECT name FROM migration WHERE number = ?"};

/* 1 applied, 0 not yet, -1 failed. */
static int
applied(struct db *db, uint64_t number)
{
	struct stmt *st = db_query(db, &APPLIED);

	db_bind_u64(st, number);
	return db_step(st);
}

static const struct query NOTE = {
    "migrate_note", "INSERT INTO migration (number, name) VALUES (?, ?)"};

static int
note(struct db *db, uint64_t number, const char *name)
{
	struct stmt *st = db_query(db, &NOTE);

	db_bind_u64(st, number);
	db_bind_str(st, name);
	return db_exec(st) == -1 ? -1 : 0;
}

static const struct query LOCK = {"migrate_lock",
    "SELECT GET_LOCK(CONCAT('beckon migrate ', DATABASE()), 4)"};

/* The database gives the lock back when this connection ends. */
static int
lock(struct db *db)
{
	struct stmt *st = db_query(db, &LOCK);

	if (db_step(st) != 1)
		return -1;
	if (db_u64(st) == 1)
		return 0;
	log_warnx("another migrate is running (or no database is chosen)");
	return -1;
}

static int
apply(struct ctl *ctl, uint64_t number, const char *name)
{
	char *path, *text;

	path = mem_printf(ctl->mem, "%s/%s", ctl->schema, name);
	if ((text = ctl_read(ctl->mem, path)) == NULL)
		return -1;
	if (db_script(ctl->db, text, name) == -1 ||
	    note(ctl->db, number, name) == -1)
		return -1;
	printf("applied %s\n", name);
	return 0;
}

static int
apply_missing(struct ctl *ctl, const struct migrations *m)
{
	int i, done = 0;

	for (i = 0; i < m->n; i++) {
		switch (applied(ctl->db, m->number[i])) {
		case -1:
			return -1;
		case 0:
			if (apply(ctl, m->number[i], m->name[i]) == -1)
				return -1;
			done++;
		}
	}
	if (done == 0)
		printf("nothing to apply\n");
	return 0;
}

/*
 * beckonctl migrate: brings the database of database.admin up to this
 * release.  Does nothing where there is nothing to do; a second one waits 4 s
 * for the first and then gives up.
 */
int
ctl_migrate(struct ctl *ctl, int argc, char **argv)
{
	struct migrations m;

	(void)argv;
	if (argc != 0)
		return CTL_USAGE;
	db_patient(ctl->db);
	if (list(ctl, &m) == -1 || numbers_differ(&m) == -1 ||
	    db_alive(ctl->db) == -1 || lock(ctl->db) == -1 ||
	    db_script(ctl->db, TABLE, "migration") == -1 ||
	    apply_missing(ctl, &m) == -1)
		return 1;
	return 0;
}

static const struct query EVER = {"migrate_ever",
    "SELECT 1 FROM information_schema.TABLES"
    " WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migration'"};

int
migrate_missing(struct ctl *ctl, struct buf *names)
{
	int ever = db_step(db_query(ctl->db, &EVER));
	struct migrations m;
	int i, found, missing = 0;

	if (ever == -1 || list(ctl, &m) == -1)
		return -1;
	for (i = 0; i < m.n; i++) {
		found = ever ? applied(ctl->db, m.number[i]) : 0;
		if (found == -1)
			return -1;
		if (found == 0) {
			buf_printf(
			    names, "%s%s", missing ? " " : "", m.name[i]);
			missing++;
		}
	}
	return missing;
}
