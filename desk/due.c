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

struct work {
	const struct kind *kind;
	uint64_t id[DUE_BATCH];
	uint64_t visitor[DUE_BATCH];
	int n;
};

static int
find(struct db *db, struct work *w)
{
	struct stmt *st = db_query(db, w->kind->find);
	int found;

	w->n = 0;
	db_bind_u64(st, DUE_BATCH);
	while ((found = db_step(st)) == 1 && w->n < DUE_BATCH) {
		w->id[w->n] = db_u64(st);
		w->visitor[w->n++] = db_u64(st);
	}
	return found == -1 ? -1 : w->n;
}

/* 1 it has come to its end, 0 it was not due after all, -1. */
static int
end(struct db *db, const struct work *w, int i)
{
	struct stmt *st = db_query(db, w->kind->hold);
	int held;

	db_bind_u64(st, w->id[i]);
	db_bind_u64(st, w->visitor[i]);
	if ((held = db_step(st)) != 1)
		return held;
	(void)db_u64(st);
	return w->kind->end(db, w->id[i]) == -1 ? -1 : 1;
}

/* The feed last: it locks the counter until COMMIT. */
static int
work(struct db *db, void *arg)
{
	const struct work *w = arg;
	uint64_t told[DUE_BATCH];
	int i, r, n = 0;

	for (i = 0; i < w->n; i++) {
		if ((r = end(db, w, i)) == -1)
			return -1;
		if (r == 1)
			told[n++] = w->visitor[i];
	}
	for (i = 0; i < n; i++)
		if (feed_wait(db, told[i]) == -1)
			return -1;
	return n;
}

static int
run(struct db *db, const struct kind *kind)
{
	struct work w = {.kind = kind};
	int n;

	if ((n = find(db, &w)) < 1)
		return n;
	return db_transaction(db, work, &w);
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
