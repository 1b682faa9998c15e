/* SPDX-License-Identifier: ISC */
/* due.c: what falls due by itself. Floor 3. */
#include <stdint.h>

#include "desk/chat.h"
#include "desk/due.h"
#include "desk/feed.h"
#include "lib/db.h"

/* One kind of thing that falls due. */
struct kind {
	const struct query *find; /* what seems due, and whose it is */
	const struct query *hold; /* ... and is, with both rows locked */
	int (*end)(struct db *, uint64_t id);
};

/*
 * What is due is looked for without a lock.  Then each is held in the order of
 * desk/feed.h, the visitor's row first, and asked again; one that somebody has
 * in hand is left for the next time: nobody is waited for.
 */
#define FIND(from, is_due) \
	"SELECT x.id, x.visitor_id FROM " from " x WHERE" is_due \
	" ORDER BY x.id LIMIT ?"
#define HOLD(from, is_due) \
	"SELECT STRAIGHT_JOIN x.id FROM visitor v JOIN " from \
	" x ON x.visitor_id = v.id WHERE x.id = ? AND v.id = ? AND" is_due \
	" FOR UPDATE SKIP LOCKED"

/* One of them. */
struct item {
	const struct kind *kind;
	uint64_t id;
	uint64_t visitor;
};

static int
find(struct db *db, const struct kind *kind, struct item items[DUE_BATCH])
{
	struct stmt *st = db_query(db, kind->find);
	int found, n = 0;

	db_bind_u64(st, DUE_BATCH);
	while ((found = db_step(st)) == 1 && n < DUE_BATCH) {
		items[n].kind = kind;
		items[n].id = db_u64(st);
		items[n++].visitor = db_u64(st);
	}
	return found == -1 ? -1 : n;
}

/* 1 it has come to its end, 0 it was not due after all, -1. */
static int
work(struct db *db, void *arg)
{
	const struct item *item = arg;
	struct stmt *st = db_query(db, item->kind->hold);
	int held;

	db_bind_u64(st, item->id);
	db_bind_u64(st, item->visitor);
	if ((held = db_step(st)) != 1)
		return held;
	(void)db_u64(st);
	if (item->kind->end(db, item->id) == -1 ||
	    feed_wait(db, item->visitor) == -1)
		return -1;
	return 1;
}

/* A transaction each: what one of them names is not held while the next waits
 * for what it names. */
static int
run(struct db *db, const struct kind *kind)
{
	struct item items[DUE_BATCH];
	int i, n, r, ended = 0;

	n = find(db, kind, items);
	for (i = 0; i < n; i++) {
		if ((r = db_transaction(db, work, &items[i])) == -1)
			return -1;
		ended += r;
	}
	return n == -1 ? -1 : ended;
}

#define PAST \
	" x.status IN ('queued', 'delivered', 'seen')" \
	" AND x.expires_at <= NOW(3)"

static const struct query FIND_PAST = {
    "due_find_past", FIND("invitation", PAST)};

static const struct query HOLD_PAST = {
    "due_hold_past", HOLD("invitation", PAST)};

static const struct query EXPIRE = {"due_expire",
    "UPDATE invitation SET status = 'expired', ended_at = NOW(3),"
    " changed_at = NOW(3) WHERE id = ?"};

static int
expire(struct db *db, uint64_t id)
{
	struct stmt *st = db_query(db, &EXPIRE);

	db_bind_u64(st, id);
	return db_exec(st) == -1 ? -1 : 0;
}

int
due_expire(struct db *db)
{
	static const struct kind past = {&FIND_PAST, &HOLD_PAST, expire};

	return run(db, &past);
}

/* So many minutes: the department's, or those without one. */
#define MINUTES(column) \
	" INTERVAL COALESCE((SELECT d." column " FROM department d" \
	" WHERE d.id = x.department_id), 60) MINUTE "

#define SILENT \
	" x.status = 'active' AND x.kind = 'chat'" \
	" AND x.begun_by = 'operator' AND x.visitor_lines = 0" \
	" AND x.created_at <= NOW(3) -" MINUTES("no_reply_minutes")

static const struct query FIND_SILENT = {
    "due_find_silent", FIND("chat", SILENT)};

static const struct query HOLD_SILENT = {
    "due_hold_silent", HOLD("chat", SILENT)};

static int
no_reply(struct db *db, uint64_t id)
{
	if (chat_close(db, id, CLOSED_NO_REPLY) == -1)
		return -1;
	return chat_event(db, id, "no reply", 0, 0);
}

int
due_no_reply(struct db *db)
{
	static const struct kind silent = {
	    &FIND_SILENT, &HOLD_SILENT, no_reply};

	return run(db, &silent);
}

/* A bot has it; the visitor has gone from the list, which asks for more than
 * a moment away, and has written nothing for long. */
#define LEFT_BOT \
	" x.status = 'bot' AND x.kind = 'chat'" \
	" AND NOT EXISTS (SELECT 1 FROM presence p" \
	" WHERE p.visitor_id = x.visitor_id)" \
	" AND COALESCE((SELECT m.at FROM message m" \
	" WHERE m.chat_id = x.id AND m.author = 'visitor'" \
	" ORDER BY m.seq DESC LIMIT 1), x.created_at)" \
	" <= NOW(3) -" MINUTES("bot_minutes")

static const struct query FIND_LEFT = {"due_find_left", FIND("chat", LEFT_BOT)};

static const struct query HOLD_LEFT = {"due_hold_left", HOLD("chat", LEFT_BOT)};

static int
left_bot(struct db *db, uint64_t id)
{
	if (chat_close(db, id, CLOSED_BOT) == -1)
		return -1;
	return chat_event(db, id, "left the bot", 0, 0);
}

int
due_left_bot(struct db *db)
{
	static const struct kind left = {&FIND_LEFT, &HOLD_LEFT, left_bot};

	return run(db, &left);
}
