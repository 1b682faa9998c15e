/* SPDX-License-Identifier: ISC */
/* invitation.c: delivered, shown in one tab at a time, closed, expired.  The
 * reply: invitation_reply.c. Floor 3; semantics.md section 4. */
#include "desk/invitation.h"
#include "desk/visitor.h"
#include "lib/db.h"

/* In an UPDATE of one table MariaDB assigns from left to right: status comes
 * after what asks for the old one. */

static const struct query DELIVERED = {"invitation_delivered",
    "UPDATE invitation FORCE INDEX (PRIMARY) SET delivered_at = NOW(3), "
    "changed_at = NOW(3),"
    " status = 'delivered' WHERE id = ? AND version = ?"
    " AND status = 'queued'"};

int
invitation_delivered(struct db *db, uint64_t id, uint64_t version)
{
	struct stmt *st = db_query(db, &DELIVERED);

	db_bind_u64(st, id);
	db_bind_u64(st, version);
	return db_exec(st) == -1 ? -1 : 0;
}

static const struct query EXPIRE = {"invitation_expire",
    "UPDATE invitation SET ended_at = expires_at, changed_at = NOW(3),"
    " status = 'expired' WHERE open_visitor_id = ? AND expires_at <= NOW(3)"};

int
invitation_expire(struct db *db, uint64_t visitor)
{
	struct stmt *st = db_query(db, &EXPIRE);

	db_bind_u64(st, visitor);
	return db_exec(st) == -1 ? -1 : 0;
}

static int
lapse_work(struct db *db, void *arg)
{
	const uint64_t *visitor = arg;

	if (visitor_lock(db, *visitor) == -1)
		return -1;
	return invitation_expire(db, *visitor);
}

int
invitation_lapse(struct db *db, uint64_t visitor)
{
	return db_transaction(db, lapse_work, &visitor);
}

static const struct query REVOKE = {"invitation_revoke",
    "UPDATE invitation SET ended_at = NOW(3), changed_at = NOW(3),"
    " status = 'revoked' WHERE open_visitor_id = ?"};

int
invitation_revoke(struct db *db, uint64_t visitor)
{
	struct stmt *st = db_query(db, &REVOKE);

	db_bind_u64(st, visitor);
	return db_exec(st) == -1 ? -1 : 0;
}

static const struct query CLAIM = {"invitation_claim",
    "UPDATE invitation FORCE INDEX (PRIMARY) SET delivered_at = "
    "COALESCE(delivered_at, NOW(3)),"
    " seen_at = COALESCE(seen_at, NOW(3)),"
    " changed_at = IF(status = 'seen', changed_at, NOW(3)), status = 'seen',"
    " shown_by = ?, shown_until = NOW(3) + INTERVAL ? SECOND"
    " WHERE id = ? AND visitor_id = ? AND version = ?"
    " AND status IN ('queued', 'delivered', 'seen')"
    " AND (expires_at IS NULL OR expires_at > NOW(3))"
    " AND (shown_by = ? OR shown_until IS NULL OR shown_until <= NOW(3))"};

int
invitation_claim(struct db *db, const struct claim *c)
{
	struct stmt *st = db_query(db, &CLAIM);

	db_bind_u64(st, c->instance);
	db_bind_u64(st, INVITATION_LEASE);
	db_bind_u64(st, c->invitation);
	db_bind_u64(st, c->visitor);
	db_bind_u64(st, c->version);
	db_bind_u64(st, c->instance);
	return (int)db_exec(st);
}

static const struct query RELEASE = {"invitation_release",
    "UPDATE invitation FORCE INDEX (PRIMARY) SET shown_until = NOW(3)"
    " WHERE id = ? AND visitor_id = ? AND shown_by = ?"
    " AND shown_until > NOW(3)"};

int
invitation_release(struct db *db, const struct claim *c)
{
	struct stmt *st = db_query(db, &RELEASE);

	db_bind_u64(st, c->invitation);
	db_bind_u64(st, c->visitor);
	db_bind_u64(st, c->instance);
	return db_exec(st) == -1 ? -1 : 0;
}

struct closing {
	uint64_t visitor;
	uint64_t id;
};

static const struct query CLOSE = {"invitation_close",
    "UPDATE invitation FORCE INDEX (PRIMARY) SET delivered_at = "
    "COALESCE(delivered_at, NOW(3)),"
    " ended_at = NOW(3), changed_at = NOW(3), status = 'closed'"
    " WHERE id = ? AND visitor_id = ?"
    " AND status IN ('queued', 'delivered', 'seen')"
    " AND (expires_at IS NULL OR expires_at > NOW(3))"};

static const struct query REFUSED = {"invitation_refused",
    "UPDATE visitor SET refused_at = NOW(3)"
    " WHERE id = ?"};

static const struct query THEIRS = {"invitation_theirs",
    "SELECT 1 FROM invitation WHERE id = ? AND visitor_id = ?"};

static int
close_work(struct db *db, void *arg)
{
	const struct closing *c = arg;
	struct stmt *st;
	int64_t n;

	if (visitor_lock(db, c->visitor) == -1)
		return -1;
	st = db_query(db, &CLOSE);
	db_bind_u64(st, c->id);
	db_bind_u64(st, c->visitor);
	if ((n = db_exec(st)) == -1)
		return -1;
	if (n == 0) {
		st = db_query(db, &THEIRS);
		db_bind_u64(st, c->id);
		db_bind_u64(st, c->visitor);
		return db_step(st);
	}
	st = db_query(db, &REFUSED);
	db_bind_u64(st, c->visitor);
	return db_exec(st) == -1 ? -1 : 1;
}

int
invitation_close(struct db *db, uint64_t visitor, uint64_t id)
{
	struct closing c = {visitor, id};

	return db_transaction(db, close_work, &c);
}
