/* SPDX-License-Identifier: ISC */
/* due.c: what falls due by itself. Floor 3. */
#include <stdint.h>

#include "desk/chat.h"
#include "desk/due.h"
#include "desk/feed.h"
#include "lib/db.h"

/* Rows claimed by this transaction, and whose they are. */
struct claimed {
	uint64_t id[DUE_BATCH];
	uint64_t visitor[DUE_BATCH];
	int n;
};

static int
claim(struct db *db, const struct query *q, struct claimed *c)
{
	struct stmt *st = db_query(db, q);
	int found;

	c->n = 0;
	db_bind_u64(st, DUE_BATCH);
	while ((found = db_step(st)) == 1 && c->n < DUE_BATCH) {
		c->id[c->n] = db_u64(st);
		c->visitor[c->n++] = db_u64(st);
	}
	return found == -1 ? -1 : c->n;
}

/* Last: it locks the counter until COMMIT. */
static int
tell(struct db *db, const struct claimed *c)
{
	int i;

	for (i = 0; i < c->n; i++)
		if (feed_wait(db, c->visitor[i]) == -1)
			return -1;
	return c->n;
}

static const struct query PAST = {"due_invitations",
    "SELECT id, visitor_id FROM invitation"
    " WHERE status IN ('queued', 'delivered', 'seen')"
    " AND expires_at <= NOW(3) ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED"};

static const struct query EXPIRE = {"due_expire",
    "UPDATE invitation SET status = 'expired', ended_at = NOW(3),"
    " changed_at = NOW(3) WHERE id = ?"};

static int
expire(struct db *db, void *arg)
{
	struct claimed *c = arg;
	struct stmt *st;
	int i;

	if (claim(db, &PAST, c) == -1)
		return -1;
	for (i = 0; i < c->n; i++) {
		st = db_query(db, &EXPIRE);
		db_bind_u64(st, c->id[i]);
		if (db_exec(st) == -1)
			return -1;
	}
	return tell(db, c);
}

int
due_expire(struct db *db)
{
	struct claimed c;

	return db_transaction(db, expire, &c);
}

static const struct query SILENT = {"due_silent_chats",
    "SELECT c.id, c.visitor_id FROM chat c"
    " WHERE c.status = 'active' AND c.kind = 'chat'"
    " AND c.begun_by = 'operator' AND c.visitor_lines = 0"
    " AND c.created_at <= NOW(3) - INTERVAL COALESCE((SELECT"
    " d.no_reply_minutes FROM department d WHERE d.id = c.department_id),"
    " 60) MINUTE"
    " ORDER BY c.id LIMIT ? FOR UPDATE SKIP LOCKED"};

static int
no_reply(struct db *db, void *arg)
{
	struct claimed *c = arg;
	int i;

	if (claim(db, &SILENT, c) == -1)
		return -1;
	for (i = 0; i < c->n; i++)
		if (chat_close(db, c->id[i], CLOSED_NO_REPLY) == -1 ||
		    chat_event(db, c->id[i], "no reply", 0, 0) == -1)
			return -1;
	return tell(db, c);
}

int
due_no_reply(struct db *db)
{
	struct claimed c;

	return db_transaction(db, no_reply, &c);
}
