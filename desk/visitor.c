/* SPDX-License-Identifier: ISC */
/* visitor.c: an anonymous browser on a site: first contact, who they are.
 * Page views: visitor_view.c. Floor 3. */
#include <string.h>

#include "desk/present.h"
#include "desk/visitor.h"
#include "lib/db.h"

static const struct query FIND = {"visitor_find",
    "SELECT v.id, v.site_id, v.wait_n, v.read_n,"
    " TIMESTAMPDIFF(SECOND, v.created_at, NOW(3)), v.check_messages,"
    " c.id IS NOT NULL, i.id IS NOT NULL,"
    " (SELECT GROUP_CONCAT(d.department_id ORDER BY d.place)"
    " FROM visitor_department d WHERE d.visitor_id = v.id),"
    " v.profile_id, v.signed,"
    " t.id, t.box_id, COALESCE(t.seen_at > NOW(3) - INTERVAL 30 MINUTE, 0),"
    " COALESCE(p.gone_at > NOW(3) AND p.visit_id = t.id, 0)"
    " FROM visitor v JOIN site s ON s.id = v.site_id"
    " LEFT JOIN chat c ON c.open_visitor_id = v.id"
    " LEFT JOIN invitation i ON i.open_visitor_id = v.id"
    " LEFT JOIN visit t ON t.id = (SELECT l.id FROM visit l"
    " WHERE l.visitor_id = v.id ORDER BY l.started_at DESC, l.id DESC LIMIT 1)"
    " LEFT JOIN presence p ON p.visitor_id = v.id"
    " WHERE v.token_hash = ? AND s.site_key = ? AND NOT s.disabled"};

int
visitor_find(struct db *db, const char *site_key,
    const unsigned char hash[TOKEN_HASH], struct visitor *v)
{
	struct stmt *st = db_query(db, &FIND);
	int found;

	memset(v, 0, sizeof(*v));
	memcpy(v->token, hash, TOKEN_HASH);
	db_bind_bytes(st, hash, TOKEN_HASH);
	db_bind_str(st, site_key);
	if ((found = db_step(st)) != 1)
		return found;
	v->id = db_u64(st);
	v->site = db_u64(st);
	v->wait_n = db_u64(st);
	v->read_n = db_u64(st);
	v->age = db_u64(st);
	v->check = db_u64(st) != 0;
	v->chat = db_u64(st) != 0;
	v->invitation = db_u64(st) != 0;
	v->departments = db_str(st);
	v->profile = db_u64(st);
	v->signed_in = db_u64(st) != 0;
	v->visit = db_u64(st);
	db_bytes(st, v->box, BOX_ID);
	v->running = db_u64(st) != 0;
	v->present = db_u64(st) != 0;
	return 1;
}

/* Two racing first requests give one record. */
static const struct query BEGIN = {"visitor_begin",
    "INSERT INTO visitor (site_id, token_hash, profile_id, signed)"
    " VALUES (?, ?, ?, ?)"
    " ON DUPLICATE KEY UPDATE token_hash = token_hash"};

int
visitor_begin(struct db *db, uint64_t site,
    const unsigned char hash[TOKEN_HASH], uint64_t profile, int signed_in)
{
	struct stmt *st = db_query(db, &BEGIN);

	db_bind_u64(st, site);
	db_bind_bytes(st, hash, TOKEN_HASH);
	db_bind_id(st, profile);
	db_bind_u64(st, signed_in != 0);
	return db_exec(st) == -1 ? -1 : 0;
}

static const struct query WORDS = {"visitor_words",
    "UPDATE presence p JOIN visitor v ON v.id = p.visitor_id"
    " JOIN visit t ON t.id = p.visit_id"
    " LEFT JOIN page_view w ON w.id = p.view_id"
    " SET p.visits = v.visits, p.words =" PRESENT_WORDS
    "WHERE p.visitor_id = ?"};

int
visitor_words(struct db *db, uint64_t visitor)
{
	struct stmt *st = db_query(db, &WORDS);

	db_bind_u64(st, visitor);
	return db_exec(st) == -1 ? -1 : 0;
}

static const struct query CONTACT = {"visitor_contact",
    "UPDATE visitor SET name = COALESCE(NULLIF(?, ''), name),"
    " email = COALESCE(NULLIF(?, ''), email),"
    " phone = COALESCE(NULLIF(?, ''), phone) WHERE id = ?"};

int
visitor_contact(struct db *db, uint64_t visitor, const struct contact *c)
{
	struct stmt *st;

	if (*c->name == '\0' && *c->email == '\0' && *c->phone == '\0')
		return 0;
	st = db_query(db, &CONTACT);
	db_bind_str(st, c->name);
	db_bind_str(st, c->email);
	db_bind_str(st, c->phone);
	db_bind_u64(st, visitor);
	return db_exec(st) == -1 ? -1 : visitor_words(db, visitor);
}

/* A request that was under way when its visitor was erased writes nothing. */
static const struct query LOCK = {"visitor_lock",
    "SELECT v.id FROM visitor v WHERE v.id = ? AND v.erased_at IS NULL"
    " FOR UPDATE"};

int
visitor_lock(struct db *db, uint64_t visitor)
{
	struct stmt *st = db_query(db, &LOCK);

	db_bind_u64(st, visitor);
	return db_step(st);
}

static const struct query LOCK_BY = {"visitor_lock_by",
    "SELECT v.id FROM visitor v FORCE INDEX (PRIMARY) WHERE v.id = ?"
    " AND v.token_hash = ? AND v.erased_at IS NULL FOR UPDATE"};

int
visitor_lock_by(
    struct db *db, uint64_t visitor, const unsigned char token[TOKEN_HASH])
{
	struct stmt *st = db_query(db, &LOCK_BY);

	db_bind_u64(st, visitor);
	db_bind_bytes(st, token, TOKEN_HASH);
	return db_step(st);
}
