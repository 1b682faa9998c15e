/* SPDX-License-Identifier: ISC */
/*
 * grants.c: beckonctl grants: one database account per executable, with the
 * password of its option file and what schema/grants.sql gives it. Floor 4.
 */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "ctl/ctl.h"
#include "ctl/option.h"
#include "lib/buf.h"
#include "lib/conf.h"
#include "lib/db.h"
#include "lib/log.h"
#include "lib/mem.h"
#include "lib/passwd.h"

enum {
	HOST = 60,   /* characters of an account's host part */
	HASHED = 41, /* characters of what PASSWORD() gives */
	ACCOUNT_NAME = 32,
};

const char *const ctl_accounts[CTL_ACCOUNTS] = {
    "visit", "invite", "office", "pulse"};

struct granting {
	const char *host;
	int fresh;
	struct buf sql;
};

const char *
ctl_option_file(const struct ctl *ctl, size_t i)
{
	return conf_str(
	    ctl->conf, mem_printf(ctl->mem, "database.%s", ctl_accounts[i]));
}

static const struct query HASHED_BY = {"grants_hash", "SELECT PASSWORD(?)"};

/* The hash that the database keeps of a password, checked to be one. */
static char *
hashed(struct db *db, const char *password)
{
	struct stmt *st = db_query(db, &HASHED_BY);
	char *hash;

	db_bind_str(st, password);
	if (db_step(st) != 1)
		return NULL;
	hash = db_str(st);
	if (hash != NULL && strlen(hash) == HASHED && *hash == '*' &&
	    strspn(hash + 1, "0123456789ABCDEF") == HASHED - 1)
		return hash;
	log_warnx("the database does not hash passwords as expected");
	return NULL;
}

/* The account's option file, made where there is none.  0, or -1 logged. */
static int
option_file(struct ctl *ctl, size_t i, struct option_file *o)
{
	const char *path = ctl_option_file(ctl, i);
	char *user = mem_printf(ctl->mem, "beckon_%s", ctl_accounts[i]);

	switch (option_read(ctl->mem, path, o)) {
	case -1:
		return -1;
	case 1:
		if (o->user != NULL && strcmp(o->user, user) == 0)
			return 0;
		log_warnx("%s: user has to be %s", path, user);
		return -1;
	}
	o->user = user;
	o->password = mem_get(ctl->mem, PASSWD_RANDOM);
	passwd_random(o->password);
	if (option_make(
		ctl->mem, path, conf_str(ctl->conf, "database.admin"), o) == -1)
		return -1;
	printf("made %s\n", path);
	return 0;
}

/* Adds the statements that make the account.  Without a password in its file
 * it signs in as the system's user of that name. */
static int
account(struct ctl *ctl, size_t i, struct granting *g)
{
	struct option_file o;
	char *hash;

	if (option_file(ctl, i, &o) == -1)
		return -1;
	buf_printf(
	    &g->sql, "CREATE USER IF NOT EXISTS %s@'%s';\n", o.user, g->host);
	if (o.password == NULL) {
		buf_printf(&g->sql,
		    "ALTER USER %s@'%s' IDENTIFIED VIA unix_socket;\n", o.user,
		    g->host);
	} else {
		if ((hash = hashed(ctl->db, o.password)) == NULL)
			return -1;
		buf_printf(&g->sql,
		    "ALTER USER %s@'%s' IDENTIFIED BY PASSWORD '%s';\n", o.user,
		    g->host, hash);
	}
	if (g->fresh)
		buf_printf(&g->sql,
		    "REVOKE ALL PRIVILEGES, GRANT OPTION FROM %s@'%s';\n",
		    o.user, g->host);
	return 0;
}

/* Adds grants.sql, with its @localhost made the host that was asked for. */
static int
grants(struct ctl *ctl, struct granting *g)
{
	static const char word[] = "@localhost";
	const char *at, *text;

	text = ctl_read(
	    ctl->mem, mem_printf(ctl->mem, "%s/grants.sql", ctl->schema));
	if (text == NULL)
		return -1;
	while ((at = strstr(text, word)) != NULL) {
		buf_add(&g->sql, text, (size_t)(at - text));
		buf_printf(&g->sql, "@'%s'", g->host);
		text = at + strlen(word);
	}
	buf_str(&g->sql, text);
	return 0;
}

static int
host_ok(const char *host)
{
	size_t len = strlen(host);

	return len > 0 && len <= HOST &&
	       strspn(host,
		   "abcdefghijklmnopqrstuvwxyz"
		   "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.:%_-/") == len;
}

/*
 * beckonctl grants: makes or mends the four accounts.  Option files that are
 * missing are made with random passwords; others keep theirs.  -H: the host
 * part of the accounts where the database is on another machine.  -f: takes
 * away everything first, so that no old grant stays.
 */
int
ctl_grants(struct ctl *ctl, int argc, char **argv)
{
	struct granting g = {.host = "localhost"};
	size_t i;
	int ch;

	/* getopt wants a name in front: the commands come without theirs. */
	while ((ch = getopt(argc + 1, argv - 1, "fH:")) != -1) {
		if (ch == 'f')
			g.fresh = 1;
		else if (ch == 'H' && host_ok(optarg))
			g.host = optarg;
		else
			return CTL_USAGE;
	}
	if (optind != argc + 1)
		return CTL_USAGE;
	buf_init(&g.sql, ctl->mem);
	if (db_alive(ctl->db) == -1)
		return 1;
	for (i = 0; i < CTL_ACCOUNTS; i++)
		if (account(ctl, i, &g) == -1)
			return 1;
	if (grants(ctl, &g) == -1 ||
	    db_script(ctl->db, g.sql.data, "grants.sql") == -1)
		return 1;
	printf("%d accounts are as in grants.sql\n", CTL_ACCOUNTS);
	return 0;
}
