/* SPDX-License-Identifier: ISC */
/*
 * doctor_grants.c: do the accounts have what schema/grants.sql gives them, and
 * nothing else? Floor 4.
 */
#include <stdio.h>
#include <string.h>

#include "ctl/doctor.h"
#include "lib/buf.h"
#include "lib/db.h"
#include "lib/mem.h"

/* What grants.sql gives, or the database has: "table privilege [column]". */
struct rights {
	struct buf list; /* one a line, a newline before the first */
};

static int
has(const struct rights *r, const char *line, size_t len)
{
	const char *at = r->list.data;

	while (at != NULL && (at = strchr(at, '\n')) != NULL) {
		at++;
		if (strncmp(at, line, len) == 0 && at[len] == '\n')
			return 1;
	}
	return 0;
}

static void
put(struct rights *r, const char *table, const char *privilege,
    const char *column)
{
	buf_printf(&r->list, "%s %s%s%s\n", table, privilege,
	    *column != '\0' ? " " : "", column);
}

/* The next word or sign of a statement into word, in lower case. */
static const char *
word(const char *at, char out[64])
{
	size_t i, n;

	at += strspn(at, " \t\r\n");
	n = strspn(at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
		       "0123456789_@");
	if (n == 0 && *at != '\0')
		n = 1;
	if (n > 63)
		n = 63;
	for (i = 0; i < n; i++)
		out[i] =
		    at[i] >= 'A' && at[i] <= 'Z' ? (char)(at[i] | 32) : at[i];
	out[n] = '\0';
	return at + n;
}

/* Lists "privilege" and "privilege column" pairs up to ON, then puts them
 * under the table's name.  at stands after GRANT. */
static void
one_grant(
    struct mem *mem, const char *at, const char *account, struct rights *r)
{
	const char *list = at;
	char w[64], privilege[64] = "", *table, *to;
	int inside = 0;

	while (at = word(at, w), *w != '\0' && strcmp(w, "on") != 0)
		;
	at = word(at, w);
	table = mem_str(mem, w);
	at = word(at, w); /* TO */
	at = word(at, w);
	to = mem_printf(mem, "beckon_%s@localhost", account);
	if (strcmp(w, to) != 0)
		return;
	while (list = word(list, w), strcmp(w, "on") != 0) {
		if (*w == '(' || *w == ')')
			inside = *w == '(';
		else if (*w == ',')
			continue;
		else if (inside)
			put(r, table, privilege, w);
		else {
			memcpy(privilege, w, sizeof(w));
			if (list[strspn(list, " \t\n")] != '(')
				put(r, table, privilege, "");
		}
	}
}

static int
wanted(struct ctl *ctl, const char *account, struct rights *r)
{
	char *text, *line, *end;

	text = ctl_read(
	    ctl->mem, mem_printf(ctl->mem, "%s/grants.sql", ctl->schema));
	if (text == NULL)
		return -1;
	buf_str(&r->list, "\n");
	for (line = text; line != NULL; line = end) {
		if ((end = strchr(line, '\n')) != NULL)
			end++;
		if (strncmp(line, "GRANT ", 6) == 0)
			one_grant(ctl->mem, line + 6, account, r);
	}
	return 0;
}

static const struct query GIVEN = {"doctor_grants",
    "SELECT LOWER(CONCAT(IF(TABLE_SCHEMA = DATABASE(), '',"
    " CONCAT(TABLE_SCHEMA, '.')), TABLE_NAME, ' ', PRIVILEGE_TYPE))"
    " FROM information_schema.TABLE_PRIVILEGES WHERE GRANTEE LIKE ?"
    " AND PRIVILEGE_TYPE <> 'USAGE'"
    " UNION SELECT LOWER(CONCAT(IF(TABLE_SCHEMA = DATABASE(), '',"
    " CONCAT(TABLE_SCHEMA, '.')), TABLE_NAME, ' ', PRIVILEGE_TYPE, ' ',"
    " COLUMN_NAME)) FROM information_schema.COLUMN_PRIVILEGES"
    " WHERE GRANTEE LIKE ?"
    " UNION SELECT LOWER(CONCAT(TABLE_SCHEMA, '.* ', PRIVILEGE_TYPE))"
    " FROM information_schema.SCHEMA_PRIVILEGES WHERE GRANTEE LIKE ?"
    " UNION SELECT LOWER(CONCAT('*.* ', PRIVILEGE_TYPE))"
    " FROM information_schema.USER_PRIVILEGES WHERE GRANTEE LIKE ?"
    " AND PRIVILEGE_TYPE <> 'USAGE' LIMIT 2000"};

static int
given(struct ctl *ctl, const char *account, struct rights *r)
{
	char *like = mem_printf(ctl->mem, "'beckon\\_%s'@%%", account);
	struct stmt *st = db_query(ctl->db, &GIVEN);
	int found, i;

	for (i = 0; i < 4; i++)
		db_bind_str(st, like);
	buf_str(&r->list, "\n");
	while ((found = db_step(st)) == 1)
		buf_printf(&r->list, "%s\n", db_str(st));
	return found;
}

/* Says which lines of one list the other lacks.  How many. */
static int
differ(struct doctor *d, const struct rights *a, const struct rights *b,
    const char *account, int more)
{
	const char *at, *end;
	int n = 0;

	for (at = a->list.data + 1; *at != '\0'; at = end + 1) {
		end = strchr(at, '\n');
		if (has(b, at, (size_t)(end - at)))
			continue;
		n++;
		if (more)
			doctor_fault(d,
			    "beckon_%s has \"%.*s\" too much: "
			    "beckonctl grants -f",
			    account, (int)(end - at), at);
		else
			doctor_fault(d,
			    "beckon_%s lacks \"%.*s\": beckonctl "
			    "grants",
			    account, (int)(end - at), at);
	}
	return n;
}

void
doctor_grants(struct doctor *d)
{
	struct rights is, should;
	size_t i;
	int n;

	for (i = 0; i < CTL_ACCOUNTS; i++) {
		buf_init(&is.list, d->ctl->mem);
		buf_init(&should.list, d->ctl->mem);
		if (wanted(d->ctl, ctl_accounts[i], &should) == -1 ||
		    given(d->ctl, ctl_accounts[i], &is) == -1) {
			doctor_fault(d, "grants cannot be read: see above");
			return;
		}
		n = differ(d, &should, &is, ctl_accounts[i], 0);
		n += differ(d, &is, &should, ctl_accounts[i], 1);
		if (n == 0)
			doctor_ok(d, "beckon_%s may do what it should",
			    ctl_accounts[i]);
	}
}
