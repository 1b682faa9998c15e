/* SPDX-License-Identifier: ISC */
/* purge.c: rows that have had their time. Floor 3. */
#include <stdint.h>

#include "desk/purge.h"
#include "lib/db.h"

/* Runs a statement whose last "?" is the batch and whose only other one, if
 * there is any, is what is kept. */
static int
run(struct db *db, const struct query *q, int kept)
{
	struct stmt *st = db_query(db, q);

	if (kept > 0)
		db_bind_u64(st, (uint64_t)kept);
	db_bind_u64(st, PURGE_BATCH);
	return (int)db_exec(st);
}

static const struct query PRESENCE = {"purge_presence",
    "DELETE FROM presence WHERE gone_at < NOW(3) - INTERVAL 60 SECOND"
    " LIMIT ?"};

int
purge_presence(struct db *db)
{
	return run(db, &PRESENCE, 0);
}

/* The newest row stays: readers find their place by it. */
static const struct query FEED = {"purge_feed",
    "DELETE FROM feed WHERE at < NOW(3) - INTERVAL 1 HOUR"
    " AND n < (SELECT n FROM counter WHERE id = 1) LIMIT ?"};

int
purge_feed(struct db *db)
{
	return run(db, &FEED, 0);
}

static const struct query SESSIONS = {"purge_sessions",
    "DELETE FROM session WHERE seen_at < NOW(3) - INTERVAL ? HOUR LIMIT ?"};

int
purge_sessions(struct db *db, int hours)
{
	return run(db, &SESSIONS, hours);
}

static const struct query FAILURES = {"purge_failures",
    "DELETE FROM signin_failure WHERE until_at < NOW(3) - INTERVAL 1 DAY"
    " LIMIT ?"};

int
purge_failures(struct db *db)
{
	return run(db, &FAILURES, 0);
}

static const struct query REPORTS = {"purge_reports",
    "DELETE FROM site_report WHERE last_at < NOW(3) - INTERVAL 7 DAY LIMIT ?"};

int
purge_reports(struct db *db)
{
	return run(db, &REPORTS, 0);
}

static const struct query VIEWS = {"purge_views",
    "DELETE FROM page_view WHERE at < NOW(3) - INTERVAL ? DAY LIMIT ?"};

int
purge_views(struct db *db, int days)
{
	return run(db, &VIEWS, days);
}

static const struct query EVENTS = {"purge_events",
    "DELETE FROM visitor_event WHERE at < NOW(3) - INTERVAL ? DAY LIMIT ?"};

int
purge_events(struct db *db, int days)
{
	return run(db, &EVENTS, days);
}

static const struct query VISITS = {"purge_visits",
    "DELETE FROM visit WHERE seen_at < NOW(3) - INTERVAL ? DAY"
    " AND NOT EXISTS (SELECT 1 FROM presence p WHERE p.visit_id = visit.id)"
    " LIMIT ?"};

int
purge_visits(struct db *db, int days)
{
	return run(db, &VISITS, days);
}

static const struct query VISITORS = {"purge_visitors",
    "DELETE FROM visitor WHERE seen_at < NOW(3) - INTERVAL ? DAY"
    " AND NOT EXISTS (SELECT 1 FROM chat c WHERE c.visitor_id = visitor.id)"
    " AND NOT EXISTS (SELECT 1 FROM visit b WHERE b.visitor_id = visitor.id)"
    " LIMIT ?"};

int
purge_visitors(struct db *db, int days)
{
	return run(db, &VISITORS, days);
}
