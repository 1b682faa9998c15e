/* SPDX-License-Identifier: ISC */
/* presence.c: who is there now, made out of beats. Floor 3. */
#include <string.h>

#include "desk/presence.h"
#include "desk/present.h"
#include "lib/db.h"

enum {
	TENTH = 100, /* ms */
	PACE_NORMAL = 100,
	PACE_MOST = 800,
	FILL_MUCH = 50, /* percent of the pipe */
	FILL_LITTLE = 10,
	LATE_MUCH = 500, /* ms */
	LATE_LITTLE = 100,
};

uint32_t
presence_hold(enum beat_state state, uint32_t pace)
{
	return 2 * mailbox_next(state, pace) + PRESENCE_SLACK;
}

/* The place of this instance, or the one that was silent longest. */
static size_t
place(const struct heard *h, uint32_t instance)
{
	size_t i, oldest = 0;

	for (i = 0; i < PRESENCE_PAGES; i++) {
		if (h->at[i] != 0 && h->instance[i] == instance)
			return i;
		if (h->at[i] < h->at[oldest])
			oldest = i;
	}
	return oldest;
}

enum presence_do
presence_poll(
    struct heard *h, uint32_t now, enum beat_state state, uint32_t instance)
{
	size_t i = place(h, instance);
	int due;

	h->instance[i] = instance;
	h->at[i] = now;
	due = h->written == 0 || h->left || h->state != state ||
	      now - h->written >= PRESENCE_WRITE / TENTH;
	if (!due)
		return PRESENCE_NOTHING;
	h->written = now;
	h->state = (uint8_t)state;
	h->left = 0;
	return PRESENCE_STAY;
}

enum presence_do
presence_pagehide(
    struct heard *h, uint32_t now, uint32_t instance, uint32_t pace)
{
	uint32_t hold = presence_hold(h->state, pace) / TENTH;
	size_t i;

	for (i = 0; i < PRESENCE_PAGES; i++)
		if (h->instance[i] == instance)
			h->at[i] = 0;
	for (i = 0; i < PRESENCE_PAGES; i++)
		if (h->at[i] != 0 && now - h->at[i] <= hold)
			return PRESENCE_NOTHING;
	if (h->left)
		return PRESENCE_NOTHING;
	h->left = 1;
	h->written = now;
	return PRESENCE_LEAVE;
}

int
presence_silent(const struct heard *h, uint32_t now, uint32_t pace)
{
	uint32_t hold = presence_hold(h->state, pace) / TENTH;
	uint32_t last = h->written;
	size_t i;

	for (i = 0; i < PRESENCE_PAGES; i++)
		if (h->at[i] > last)
			last = h->at[i];
	return now - last > hold;
}

uint32_t
presence_pace(uint32_t pace, unsigned fill, unsigned late)
{
	if (fill > FILL_MUCH || late > LATE_MUCH)
		pace += pace / 2;
	else if (fill < FILL_LITTLE && late < LATE_LITTLE)
		pace -= pace / 10;
	if (pace < PACE_NORMAL)
		return PACE_NORMAL;
	return pace > PACE_MOST ? PACE_MOST : pace;
}

/* The rows of one kind out of a batch. */
struct rows {
	const struct presence_write *row[PRESENCE_BATCH];
	size_t n;
};

static void
choose(struct rows *rows, const struct presence_write *w, size_t n,
    enum presence_do what)
{
	size_t i;

	rows->n = 0;
	for (i = 0; i < n; i++)
		if (w[i].what == what)
			rows->row[rows->n++] = &w[i];
}

static const struct query STAY = {"presence_stay",
    "UPDATE presence SET changed_at = IF(state = ?, changed_at, NOW(3)),"
    " state = ?,"
    " gone_at = GREATEST(gone_at, NOW(3) + INTERVAL ? * 1000 MICROSECOND)"
    " WHERE box_id = ?"};

static void
bind_stay(struct stmt *st, size_t i, void *arg)
{
	const struct presence_write *w = ((const struct rows *)arg)->row[i];

	/* ENUMs count from 1. */
	db_bind_u64(st, (uint64_t)w->state + 1);
	db_bind_u64(st, (uint64_t)w->state + 1);
	db_bind_u64(st, w->hold);
	db_bind_bytes(st, w->box, BOX_ID);
}

static const struct query LEAVE = {"presence_leave",
    "UPDATE presence SET"
    " gone_at = LEAST(gone_at, NOW(3) + INTERVAL ? * 1000 MICROSECOND)"
    " WHERE box_id = ?"};

static void
bind_leave(struct stmt *st, size_t i, void *arg)
{
	const struct presence_write *w = ((const struct rows *)arg)->row[i];

	db_bind_u64(st, PRESENCE_LEAVING);
	db_bind_bytes(st, w->box, BOX_ID);
}

/* Only where the visitor has no row at all: a newer visit's stays, also one
 * that visit writes at this moment. */
static const struct query RESTORE = {"presence_restore",
    "INSERT IGNORE INTO presence (visitor_id, site_id, visit_id, view_id,"
    " box_id, state, gone_at," PRESENT_COPIES ")"
    " SELECT t.visitor_id, v.site_id, t.id, COALESCE(w.id, 0), t.box_id, ?,"
    " NOW(3) + INTERVAL ? * 1000 MICROSECOND," PRESENT_SOURCES
    " FROM visit t JOIN visitor v ON v.id = t.visitor_id"
    " LEFT JOIN page_view w ON w.id = (SELECT MAX(pv.id) FROM page_view pv"
    " WHERE pv.visit_id = t.id)"
    " LEFT JOIN presence p ON p.visitor_id = t.visitor_id"
    " WHERE t.box_id = ? AND p.visitor_id IS NULL"
    " AND GREATEST(t.seen_at, v.seen_at) > NOW(3) - INTERVAL 1 HOUR"};

/* One by one: the database takes no batches of INSERT ... SELECT.  How many
 * were made again. */
static int
restore(struct db *db, const struct rows *rows)
{
	struct stmt *st;
	int64_t made;
	int all = 0;
	size_t i;

	for (i = 0; i < rows->n; i++) {
		st = db_query(db, &RESTORE);
		db_bind_u64(st, (uint64_t)rows->row[i]->state + 1);
		db_bind_u64(st, rows->row[i]->hold);
		db_bind_bytes(st, rows->row[i]->box, BOX_ID);
		if ((made = db_exec(st)) == -1)
			return -1;
		all += made > 0;
	}
	return all;
}

/* All of a batch. */
struct saving {
	struct rows stay;
	struct rows leave;
};

static int
save(struct db *db, void *arg)
{
	struct saving *s = arg;
	int64_t found;

	if (s->leave.n > 0 &&
	    db_bulk(db, &LEAVE, s->leave.n, bind_leave, &s->leave) == -1)
		return -1;
	if (s->stay.n == 0)
		return 0;
	found = db_bulk(db, &STAY, s->stay.n, bind_stay, &s->stay);
	if (found == -1)
		return -1;
	return (size_t)found < s->stay.n ? restore(db, &s->stay) : 0;
}

int
presence_save(struct db *db, const struct presence_write *w, size_t n)
{
	struct saving s;

	choose(&s.leave, w, n, PRESENCE_LEAVE);
	choose(&s.stay, w, n, PRESENCE_STAY);
	return db_transaction(db, save, &s);
}
