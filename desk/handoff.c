/* SPDX-License-Identifier: ISC */
/* handoff.c: a visitor goes from one domain of a site to another. Floor 3;
 * semantics.md section 3. */
#include <stdio.h>
#include <string.h>

#include "desk/handoff.h"
#include "desk/report.h"
#include "lib/db.h"

enum {
	PLAIN = TOKEN_TEXT,
	SEALED = PLAIN + SEAL_MORE,
	WORD = 1024
};

/* The next host of a list into host; where the list goes on, or NULL. */
static const char *
next(const char *list, char host[HANDOFF_HOST])
{
	size_t n = strcspn(list, ",");

	(void)snprintf(host, HANDOFF_HOST, "%.*s", (int)n, list);
	return list[n] == ',' ? list + n + 1 : NULL;
}

static int
above_all(const char *host, const char *hosts)
{
	char one[HANDOFF_HOST];

	while (hosts != NULL) {
		hosts = next(hosts, one);
		if (!report_within(one, host))
			return 0;
	}
	return 1;
}

int
handoff_apart(const char *hosts)
{
	const char *list = hosts, *bare;
	char host[HANDOFF_HOST];

	if (*hosts == '\0')
		return 0;
	while (list != NULL) {
		list = next(list, host);
		bare = strncmp(host, "www.", 4) == 0 ? host + 4 : host;
		if (above_all(bare, hosts))
			return 0;
	}
	return 1;
}

static const struct query MAY = {"handoff_may",
    "SELECT COUNT(*) = 2 FROM site_host h"
    " WHERE h.site_id = ? AND h.host IN (?, ?)"};

int
handoff_may(struct db *db, uint64_t site, const char *from, const char *to)
{
	struct stmt *st = db_query(db, &MAY);

	db_bind_u64(st, site);
	db_bind_str(st, from);
	db_bind_str(st, to);
	if (db_step(st) != 1)
		return -1;
	return db_u64(st) != 0;
}

/* What seals it. */
static void
seal_word(const struct handoff *h, char word[WORD])
{
	(void)snprintf(word, WORD, "%s\n%s\n%s\n%.500s", h->code, h->to,
	    h->address, h->agent);
}

static const struct query GIVE = {"handoff_give",
    "INSERT INTO handoff (code_hash, site_id, host, sealed)"
    " VALUES (?, ?, ?, ?)"};

int
handoff_give(struct db *db, const struct handoff *h)
{
	unsigned char hash[TOKEN_HASH], plain[PLAIN], sealed[SEALED];
	char word[WORD];
	struct stmt *st;

	memcpy(plain, h->token, sizeof(h->token));
	memcpy(plain + sizeof(h->token), h->strong, sizeof(h->strong));
	seal_word(h, word);
	token_seal(word, plain, sizeof(plain), sealed);
	token_hash(h->code, hash);
	st = db_query(db, &GIVE);
	db_bind_bytes(st, hash, sizeof(hash));
	db_bind_u64(st, h->site);
	db_bind_str(st, h->from);
	db_bind_bytes(st, sealed, sizeof(sealed));
	return db_exec(st) == -1 ? -1 : 0;
}

struct taking {
	struct handoff *h;
	unsigned char hash[TOKEN_HASH];
	unsigned char sealed[SEALED];
	int fresh;
};

static const struct query FIND = {"handoff_find",
    "SELECT h.host, h.sealed, h.created_at > NOW(3) - INTERVAL ? SECOND"
    " FROM handoff h WHERE h.code_hash = ? AND h.site_id = ? FOR UPDATE"};

static const struct query USED = {
    "handoff_used", "DELETE FROM handoff WHERE code_hash = ?"};

static int
take_work(struct db *db, void *arg)
{
	struct taking *t = arg;
	struct stmt *st = db_query(db, &FIND);
	int found;

	db_bind_u64(st, HANDOFF_LIFE);
	db_bind_bytes(st, t->hash, sizeof(t->hash));
	db_bind_u64(st, t->h->site);
	if ((found = db_step(st)) != 1)
		return found;
	(void)snprintf(t->h->from, sizeof(t->h->from), "%s", db_str(st));
	(void)db_bytes(st, t->sealed, sizeof(t->sealed));
	t->fresh = db_u64(st) != 0;
	st = db_query(db, &USED);
	db_bind_bytes(st, t->hash, sizeof(t->hash));
	return (int)db_exec(st);
}

int
handoff_take(struct db *db, struct handoff *h)
{
	struct taking t = {.h = h};
	unsigned char plain[PLAIN];
	char word[WORD];
	int found;

	token_hash(h->code, t.hash);
	if ((found = db_transaction(db, take_work, &t)) != 1)
		return found;
	seal_word(h, word);
	if (!t.fresh || !token_open(word, t.sealed, sizeof(plain), plain))
		return 0;
	memcpy(h->token, plain, sizeof(h->token));
	memcpy(h->strong, plain + sizeof(h->token), sizeof(h->strong));
	return 1;
}
