/* SPDX-License-Identifier: ISC */
/* site.c: a place where the snippet is embedded. Floor 3. */
#include <string.h>

#include "desk/site.h"
#include "lib/db.h"
#include "lib/rand.h"

/* Of keys: no letter or digit that is taken for another. */
static const char ALPHABET[] = "abcdefghjkmnpqrstuvwxyz23456789";

int
site_host_ok(const char *host)
{
	size_t len = strlen(host);

	if (len == 0 || len > SITE_HOST || *host == '.' || *host == '-')
		return 0;
	return strspn(host, "abcdefghijklmnopqrstuvwxyz0123456789.-") == len;
}

void
site_key_make(char key[SITE_KEY + 1])
{
	size_t i;

	for (i = 0; i < SITE_KEY; i++)
		key[i] = ALPHABET[rand_below(sizeof(ALPHABET) - 1)];
	key[SITE_KEY] = '\0';
}

static const struct query ADD = {
    "site_add", "INSERT INTO site (site_key, name, title) VALUES (?, ?, ?)"};

static int
insert(struct db *db, const struct site_new *s)
{
	struct stmt *st = db_query(db, &ADD);

	db_bind_str(st, s->key);
	db_bind_str(st, s->name);
	db_bind_str(st, s->name);
	return db_exec(st) == -1 ? -1 : 0;
}

static const struct query ADD_HOST = {"site_add_host",
    "INSERT IGNORE INTO site_host (site_id, host) VALUES (?, ?)"};

static int
insert_host(struct db *db, uint64_t site, const char *host)
{
	struct stmt *st = db_query(db, &ADD_HOST);

	db_bind_u64(st, site);
	db_bind_str(st, host);
	return db_exec(st) == -1 ? -1 : 0;
}

static const struct query AUDIT = {"site_audit_add",
    "INSERT INTO audit (what, object_id, detail) VALUES ('site add', ?, ?)"};

static int
audit(struct db *db, uint64_t site, const char *name)
{
	struct stmt *st = db_query(db, &AUDIT);

	db_bind_u64(st, site);
	db_bind_str(st, name);
	return db_exec(st) == -1 ? -1 : 0;
}

struct adding {
	const struct site_new *site;
	uint64_t id;
};

static int
add(struct db *db, void *arg)
{
	struct adding *a = arg;
	size_t i;

	if (insert(db, a->site) == -1)
		return -1;
	a->id = db_insert_id(db);
	for (i = 0; i < a->site->nhosts; i++)
		if (insert_host(db, a->id, a->site->hosts[i]) == -1)
			return -1;
	return audit(db, a->id, a->site->name) == -1 ? -1 : 1;
}

int
site_add(struct db *db, struct site_new *site, uint64_t *id)
{
	struct adding a = {.site = site};
	int result;

	site_key_make(site->key);
	result = db_transaction(db, add, &a);
	if (result == -1 && db_duplicate(db))
		return 0;
	*id = a.id;
	return result;
}

static const struct query FIND_KEY = {"site_find_key",
    "SELECT site_key FROM site WHERE CONVERT(site_key USING utf8mb4) = ? OR "
    "name = ?"
    " ORDER BY CONVERT(site_key USING utf8mb4) = ? DESC LIMIT 1"};

int
site_find_key(struct db *db, const char *word, char key[SITE_KEY + 1])
{
	struct stmt *st = db_query(db, &FIND_KEY);
	const char *found;
	int result;

	db_bind_str(st, word);
	db_bind_str(st, word);
	db_bind_str(st, word);
	if ((result = db_step(st)) != 1)
		return result;
	if ((found = db_str(st)) == NULL || strlen(found) != SITE_KEY)
		return 0;
	memcpy(key, found, SITE_KEY + 1);
	return 1;
}
