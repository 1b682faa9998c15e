/* SPDX-License-Identifier: ISC */
/* tail.c: what pulse reads of the feed. Floor 3. */
#include "desk/tail.h"
#include "lib/db.h"

static const struct query COUNTER = {
    "tail_counter", "SELECT n FROM counter WHERE id = 1"};

int
tail_counter(struct db *db, uint64_t *n)
{
	struct stmt *st = db_query(db, &COUNTER);

	if (db_step(st) != 1)
		return -1;
	*n = db_u64(st);
	return 0;
}

/*
 * The row of the place itself comes first: the newest row is never purged, so
 * where it is missing and others follow, some before them may be missing too.
 * A visitor's live mailboxes are those of the last two hours' visits and of
 * the visit that presence shows.
 */
static const struct query READ = {"tail_read",
    "SELECT f.n, f.visitor_id, COALESCE(v.wait_n, 0), COALESCE(v.read_n, 0),"
    " b.box_id FROM (SELECT n, visitor_id FROM feed WHERE n >= ?"
    " ORDER BY n LIMIT 500) f"
    " LEFT JOIN visitor v ON v.id = f.visitor_id"
    " LEFT JOIN presence p ON p.visitor_id = f.visitor_id"
    " LEFT JOIN visit b ON b.visitor_id = f.visitor_id"
    " AND (b.id = p.visit_id OR b.seen_at > NOW(3) - INTERVAL 2 HOUR)"
    " ORDER BY f.n"};

/* Where a reader stands among the rows. */
struct reading {
	struct waiting *out;
	int rows;
	int begin;       /* of the rows of the number n */
	uint64_t n;      /* that is being read */
	uint64_t before; /* the one before it, read whole */
};

static void
take(struct reading *r, struct stmt *st, uint64_t n, int old)
{
	struct waiting w;

	if (n != r->n) {
		r->before = r->n;
		r->n = n;
		r->begin = r->rows;
	}
	w.visitor = db_u64(st);
	w.wait_n = db_u64(st);
	w.read_n = db_u64(st);
	if (db_bytes(st, w.box, BOX_ID) && !old && r->rows < TAIL_ROWS)
		r->out[r->rows++] = w;
}

int
tail_read(struct db *db, uint64_t *place, struct waiting out[TAIL_ROWS])
{
	struct stmt *st = db_query(db, &READ);
	struct reading r = {.out = out};
	uint64_t n, start = *place;
	int found;

	db_bind_u64(st, start);
	while ((found = db_step(st)) == 1 && r.rows < TAIL_ROWS) {
		n = db_u64(st);
		if (r.n == 0 && start != 0 && n != start)
			return TAIL_LOST;
		take(&r, st, n, n == start);
	}
	if (found == -1)
		return -1;
	/* An array that is full may lack boxes of the last number. */
	if (r.rows == TAIL_ROWS && r.begin > 0) {
		r.rows = r.begin;
		r.n = r.before;
	}
	if (r.n != 0)
		*place = r.n;
	return r.rows;
}

static const struct query WAITING = {"tail_waiting",
    "SELECT w.id, w.wait_n, w.read_n, b.box_id"
    " FROM (SELECT v.id, v.wait_n, v.read_n, p.visit_id FROM presence p"
    " JOIN visitor v ON v.id = p.visitor_id"
    " WHERE p.visitor_id > ? AND v.wait_n > v.read_n"
    " ORDER BY p.visitor_id LIMIT 500) w"
    " JOIN visit b ON b.visitor_id = w.id"
    " AND (b.id = w.visit_id OR b.seen_at > NOW(3) - INTERVAL 2 HOUR)"
    " ORDER BY w.id"};

int
tail_waiting(struct db *db, uint64_t *visitor, struct waiting out[TAIL_ROWS])
{
	struct stmt *st = db_query(db, &WAITING);
	int found, rows = 0;

	db_bind_u64(st, *visitor);
	while ((found = db_step(st)) == 1 && rows < TAIL_ROWS) {
		out[rows].visitor = db_u64(st);
		out[rows].wait_n = db_u64(st);
		out[rows].read_n = db_u64(st);
		rows += db_bytes(st, out[rows].box, BOX_ID);
	}
	if (found == -1)
		return -1;
	if (rows > 0)
		*visitor = out[rows - 1].visitor;
	return rows;
}
