/* SPDX-License-Identifier: ISC */
/* site_secret.c: what a site's server signs with. Floor 3. */
#include "desk/site_secret.h"
#include "lib/db.h"
#include "lib/token.h"

static const struct query LIST = {"site_secret_list",
    "SELECT k.id, k.secret, CAST(k.created_at AS DATETIME)"
    " FROM site_secret k WHERE k.site_id = ? ORDER BY k.id DESC LIMIT ?"};

int
site_secrets(
    struct db *db, uint64_t site, struct site_secret list[IDENTITY_SECRETS])
{
	struct stmt *st = db_query(db, &LIST);
	int n = 0, more;

	db_bind_u64(st, site);
	db_bind_u64(st, IDENTITY_SECRETS);
	while ((more = db_step(st)) == 1 && n < IDENTITY_SECRETS) {
		list[n].id = db_u64(st);
		list[n].text = db_str(st);
		list[n++].made = db_str(st);
	}
	return more == -1 ? -1 : n;
}

struct keeping {
	const struct actor *by;
	uint64_t site;
	uint64_t id;
};

static const struct query HOLD = {
    "site_secret_hold", "SELECT id FROM site WHERE id = ? FOR UPDATE"};

static const struct query ADD = {"site_secret_add",
    "INSERT INTO site_secret (site_id, secret) VALUES (?, ?)"};

static int
add(struct db *db, void *arg)
{
	const struct keeping *k = arg;
	struct site_secret list[IDENTITY_SECRETS];
	struct stmt *st = db_query(db, &HOLD);
	unsigned char hash[TOKEN_HASH];
	char text[TOKEN_TEXT + 1];
	int found, n;

	db_bind_u64(st, k->site);
	if ((found = db_step(st)) != 1)
		return found;
	if ((n = site_secrets(db, k->site, list)) == -1)
		return CHANGE_FAILED;
	if ((n > 0 ? list[0].id : 0) != k->id)
		return CHANGE_STALE;
	if (n == IDENTITY_SECRETS)
		return CHANGE_USED;
	token_random(text, hash);
	st = db_query(db, &ADD);
	db_bind_u64(st, k->site);
	db_bind_str(st, text);
	if (db_exec(st) == -1 ||
	    change_note(db, k->by, "site secret", k->site, "made") == -1)
		return CHANGE_FAILED;
	return CHANGE_DONE;
}

enum change
site_secret_add(
    struct db *db, const struct actor *by, uint64_t site, uint64_t newest)
{
	struct keeping k = {by, site, newest};

	return (enum change)db_transaction(db, add, &k);
}

static const struct query END = {
    "site_secret_end", "DELETE FROM site_secret WHERE id = ? AND site_id = ?"};

static int
end(struct db *db, void *arg)
{
	const struct keeping *k = arg;
	struct stmt *st = db_query(db, &END);
	int64_t n;

	db_bind_u64(st, k->id);
	db_bind_u64(st, k->site);
	if ((n = db_exec(st)) == -1)
		return CHANGE_FAILED;
	if (n == 1 &&
	    change_note(db, k->by, "site secret", k->site, "ended") == -1)
		return CHANGE_FAILED;
	return CHANGE_DONE;
}

enum change
site_secret_end(
    struct db *db, const struct actor *by, uint64_t site, uint64_t id)
{
	struct keeping k = {by, site, id};

	return (enum change)db_transaction(db, end, &k);
}
