/* SPDX-License-Identifier: ISC */
/* presence.c: who is there now, made out of beats. Floor 3. */
#include <stdlib.h>
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

/* --- Writing ---------------------------------------------------------------- */

/*
 * Many rows in one statement, because planning it costs more than a row; by
 * their key always, because a table that happens to be small would be read
 * whole, each row of it locked on the way.
 */
#define EIGHT "?,?,?,?,?,?,?,?"
#define THIRTY_TWO EIGHT "," EIGHT "," EIGHT "," EIGHT
#define OF_MANY " WHERE box_id IN (" THIRTY_TWO "," THIRTY_TWO ")"
enum {
	PLACES = 64
};

/* Rows of a batch, in the order of their boxes: statements of two hosts lock
 * them in one order. */
struct rows {
	const struct presence_write *row[PRESENCE_BATCH];
	size_t n;
};

/* Of one box what came last comes last. */
static int
compare(const void *a, const void *b)
{
	const struct presence_write *const *v = a, *const *w = b;
	int order = memcmp((*v)->box, (*w)->box, BOX_ID);

	if (order != 0)
		return order;
	return *v < *w ? -1 : *v > *w;
}

/* Each visitor once, as they were last. */
static void
sort(struct rows *rows, const struct presence_write *w, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		rows->row[i] = &w[i];
	qsort(rows->row, n, sizeof(rows->row[0]), compare);
	rows->n = 0;
	for (i = 0; i < n; i++)
		if (i + 1 == n || memcmp(rows->row[i]->box,
				      rows->row[i + 1]->box, BOX_ID) != 0)
			rows->row[rows->n++] = rows->row[i];
}

/* Is the same written of both? */
static int
alike(const struct presence_write *v, const struct presence_write *w)
{
	if (v->what != w->what)
		return 0;
	return v->what == PRESENCE_LEAVE ||
	       (v->state == w->state && v->hold == w->hold);
}

/* Takes out the first and those like it, PLACES at most. */
static void
take(struct rows *all, struct rows *some)
{
	const struct presence_write *first = all->row[0];
	size_t i, left = 0;

	some->n = 0;
	for (i = 0; i < all->n; i++) {
		if (some->n < PLACES && alike(first, all->row[i]))
			some->row[some->n++] = all->row[i];
		else
			all->row[left++] = all->row[i];
	}
	all->n = left;
}

/* The last one again in places that are left over.  How many have a row. */
static int64_t
write_boxes(struct stmt *st, const struct rows *rows)
{
	size_t i;

	for (i = 0; i < PLACES; i++)
		db_bind_bytes(
		    st, rows->row[i < rows->n ? i : rows->n - 1]->box, BOX_ID);
	return db_exec(st);
}

static const struct query STAY = {"presence_stay",
    "UPDATE presence FORCE INDEX (presence_box)"
    " SET changed_at = IF(state = ?, changed_at, NOW(3)), state = ?,"
    " gone_at = GREATEST(gone_at, NOW(3) + INTERVAL ? * 1000"
    " MICROSECOND)" OF_MANY};

static int64_t
stay(struct db *db, const struct rows *rows)
{
	struct stmt *st = db_query(db, &STAY);

	/* ENUMs count from 1. */
	db_bind_u64(st, (uint64_t)rows->row[0]->state + 1);
	db_bind_u64(st, (uint64_t)rows->row[0]->state + 1);
	db_bind_u64(st, rows->row[0]->hold);
	return write_boxes(st, rows);
}

static const struct query LEAVE = {"presence_leave",
    "UPDATE presence FORCE INDEX (presence_box)"
    " SET gone_at = LEAST(gone_at, NOW(3) + INTERVAL ? * 1000"
    " MICROSECOND)" OF_MANY};

static int64_t
leave(struct db *db, const struct rows *rows)
{
	struct stmt *st = db_query(db, &LEAVE);

	db_bind_u64(st, PRESENCE_LEAVING);
	return write_boxes(st, rows);
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

/* How many were made again. */
static int
save(struct db *db, void *arg)
{
	struct rows all = *(const struct rows *)arg, some;
	int made, again = 0;
	int64_t found;

	while (all.n > 0) {
		take(&all, &some);
		if (some.row[0]->what == PRESENCE_LEAVE) {
			if (leave(db, &some) == -1)
				return -1;
			continue;
		}
		if ((found = stay(db, &some)) == -1)
			return -1;
		made = (size_t)found < some.n ? restore(db, &some) : 0;
		if (made == -1)
			return -1;
		again += made;
	}
	return again;
}

int
presence_save(struct db *db, const struct presence_write *w, size_t n)
{
	struct rows rows;

	sort(&rows, w, n);
	return db_transaction(db, save, &rows);
}
