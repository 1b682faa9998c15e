/* SPDX-License-Identifier: ISC */
/* profile.c: a site's users and their browsers. Floor 3; semantics.md section
 * 3. */
#include <string.h>

#include "desk/chat.h"
#include "desk/profile.h"
#include "desk/visitor.h"
#include "lib/db.h"

int
signing_fits(const struct signing *s, const struct visitor *v)
{
	switch (s->said) {
	case SAID_NOBODY:
		return !v->signed_in;
	case SAID_STALE:
		return !v->signed_in || v->profile == s->profile;
	case SAID_USER:
		return v->signed_in && v->profile == s->profile;
	default:
		return 1;
	}
}

static const struct query SECRETS = {"profile_secrets",
    "SELECT k.secret, CAST(UNIX_TIMESTAMP(NOW(3)) AS UNSIGNED), p.id,"
    " COALESCE(p.seen_at > NOW(3) - INTERVAL 1 HOUR, 0)"
    " FROM site_secret k LEFT JOIN profile p"
    " ON p.site_id = k.site_id AND p.user_id = ?"
    " WHERE k.site_id = ? ORDER BY k.id DESC LIMIT 2"};

static const struct query MAKE = {"profile_make",
    "INSERT INTO profile (site_id, user_id) VALUES (?, ?)"
    " ON DUPLICATE KEY UPDATE id = LAST_INSERT_ID(id), seen_at = NOW(3)"};

static int
make(struct db *db, uint64_t site, const char *user, uint64_t *profile)
{
	struct stmt *st = db_query(db, &MAKE);

	db_bind_u64(st, site);
	db_bind_str(st, user);
	if (db_exec(st) == -1)
		return -1;
	*profile = db_insert_id(db);
	return 0;
}

int
profile_claim(struct db *db, struct claiming *c)
{
	struct identity_by by = {.site = c->key};
	struct stmt *st;
	struct identity id;
	int more, recent = 0;

	c->is = IDENTITY_BAD;
	c->signing = (struct signing){SAID_NOBODY, 0};
	if (identity_read(c->text, &id) == -1)
		return 0;
	st = db_query(db, &SECRETS);
	db_bind_str(st, id.user);
	db_bind_u64(st, c->site);
	while ((more = db_step(st)) == 1 && by.n < IDENTITY_SECRETS) {
		by.secret[by.n++] = db_str(st);
		by.now = db_u64(st);
		c->signing.profile = db_u64(st);
		recent = db_u64(st) != 0;
	}
	if (more == -1)
		return -1;
	c->is = identity_judge(&id, &by);
	if (c->is == IDENTITY_BAD)
		return 0;
	c->signing.said = c->is == IDENTITY_GOOD ? SAID_USER : SAID_STALE;
	if (c->signing.said == SAID_USER && !recent)
		return make(db, c->site, id.user, &c->signing.profile);
	return 0;
}

/* The record until now, locked with its chat. */
struct standing {
	struct visitor visitor;
	uint64_t chat;
	int shut;
};

static const struct query LOCK = {"profile_lock",
    "SELECT STRAIGHT_JOIN v.id, v.profile_id, v.signed, c.id,"
    " c.strong_hash IS NOT NULL AND NOT COALESCE(c.strong_hash = ?, 0)"
    " FROM visitor v FORCE INDEX (PRIMARY)"
    " LEFT JOIN chat c ON c.open_visitor_id = v.id WHERE v.id ="
    " (SELECT w.id FROM visitor w WHERE w.token_hash = ?)"
    " AND v.token_hash = ? AND v.site_id = ? FOR UPDATE"};

static int
stand(struct db *db, const struct changing *c, struct standing *is)
{
	struct stmt *st = db_query(db, &LOCK);
	int found;

	memset(is, 0, sizeof(*is));
	db_bind_bytes(st, c->strong, TOKEN_HASH);
	db_bind_bytes(st, c->was, TOKEN_HASH);
	db_bind_bytes(st, c->was, TOKEN_HASH);
	db_bind_u64(st, c->site);
	if ((found = db_step(st)) != 1)
		return found;
	is->visitor.id = db_u64(st);
	is->visitor.profile = db_u64(st);
	is->visitor.signed_in = db_u64(st) != 0;
	is->chat = db_u64(st);
	is->shut = db_u64(st) != 0;
	return 1;
}

/* A word of templates/_history.cs. */
static const char *
why(const struct changing *c, const struct standing *is)
{
	if (c->now.said != SAID_USER)
		return "signed out";
	return is->visitor.signed_in ? "other user" : "signed in";
}

static const struct query UNINVITE = {"profile_uninvite",
    "UPDATE invitation SET status = 'expired', ended_at = NOW(3),"
    " changed_at = NOW(3) WHERE open_visitor_id = ?"};

/* Mailboxes that nobody minted: no beat of a page that is still open finds
 * them. */
static const struct query UNBOX = {"profile_unbox",
    "UPDATE visit SET box_id = UNHEX(MD5(CONCAT(HEX(box_id), ' ended')))"
    " WHERE visitor_id = ?"};

static const struct query GO = {"profile_go",
    "UPDATE presence SET gone_at = LEAST(gone_at, NOW(3)),"
    " box_id = UNHEX(MD5(CONCAT(HEX(box_id), ' ended'))),"
    " changed_at = NOW(3) WHERE visitor_id = ?"};

static const struct query VOID = {"profile_void",
    "UPDATE visitor SET"
    " token_hash = UNHEX(SHA2(CONCAT(id, HEX(token_hash), ' ended'), 256))"
    " WHERE id = ?"};

static int
end(struct db *db, const struct changing *c, const struct standing *is)
{
	static const struct query *const all[] = {
	    &UNINVITE, &UNBOX, &GO, &VOID};
	struct stmt *st;
	size_t i;

	if (is->chat != 0 &&
	    (chat_close(db, is->chat, CLOSED_VISITOR) == -1 ||
		chat_event(db, is->chat, why(c, is), 0, 0) == -1))
		return -1;
	for (i = 0; i < sizeof(all) / sizeof(*all); i++) {
		st = db_query(db, all[i]);
		db_bind_u64(st, is->visitor.id);
		if (db_exec(st) == -1)
			return -1;
	}
	return 0;
}

static int
change_work(struct db *db, void *arg)
{
	const struct changing *c = arg;
	int user = c->now.said == SAID_USER;
	uint64_t profile = user ? c->now.profile : 0;
	struct standing is;
	int found;

	if ((found = stand(db, c, &is)) == -1)
		return -1;
	if (found == 1 && !signing_fits(&c->now, &is.visitor)) {
		if (!user)
			profile = is.visitor.profile;
		if (!is.shut && end(db, c, &is) == -1)
			return -1;
	}
	if (c->fresh == NULL)
		return 0;
	return visitor_begin(db, c->site, c->fresh, profile, user);
}

int
profile_change(struct db *db, const struct changing *c)
{
	struct changing copy = *c;

	return db_transaction(db, change_work, &copy);
}
