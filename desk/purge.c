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
    "DELETE FROM site_report WHERE last_at < NOW(3) - INTERVAL ? DAY LIMIT ?"};

int
purge_reports(struct db *db, int days)
{
	return run(db, &REPORTS, days);
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
    " AND NOT EXISTS (SELECT 1 FROM presence p"
    " WHERE p.visitor_id = visitor.id)"
    " LIMIT ?"};

int
purge_visitors(struct db *db, int days)
{
	return run(db, &VISITORS, days);
}

/* An invitation outlives the chat that came of it. */
static const struct query CUT = {"purge_cut",
    "UPDATE (SELECT c.id FROM chat c"
    " WHERE c.closed_at < NOW(3) - INTERVAL ? DAY AND c.status = 'closed'"
    " ORDER BY c.closed_at LIMIT ?) o"
    " STRAIGHT_JOIN invitation i FORCE INDEX (chat_id) ON i.chat_id = o.id"
    " SET i.chat_id = NULL"};

static const struct query CHATS = {"purge_chats",
    "DELETE FROM chat WHERE closed_at < NOW(3) - INTERVAL ? DAY"
    " AND status = 'closed' AND NOT EXISTS (SELECT 1 FROM invitation i"
    " WHERE i.chat_id = chat.id) ORDER BY closed_at LIMIT ?"};

int
purge_chats(struct db *db, int days)
{
	if (run(db, &CUT, days) == -1)
		return -1;
	return run(db, &CHATS, days);
}

static const struct query INVITATIONS = {"purge_invitations",
    "DELETE FROM invitation WHERE created_at < NOW(3) - INTERVAL ? DAY"
    " AND status IN ('replied', 'closed', 'expired', 'revoked') LIMIT ?"};

int
purge_invitations(struct db *db, int days)
{
	return run(db, &INVITATIONS, days);
}

static const struct query AUDIT = {"purge_audit",
    "DELETE FROM audit WHERE at < NOW(3) - INTERVAL ? DAY LIMIT ?"};

int
purge_audit(struct db *db, int days)
{
	return run(db, &AUDIT, days);
}

static const struct query PROFILES = {"purge_profiles",
    "DELETE FROM profile WHERE seen_at < NOW(3) - INTERVAL ? DAY"
    " AND NOT EXISTS (SELECT 1 FROM visitor v WHERE v.profile_id = profile.id)"
    " LIMIT ?"};

int
purge_profiles(struct db *db, int days)
{
	return run(db, &PROFILES, days);
}

static const struct query HANDOFFS = {"purge_handoffs",
    "DELETE FROM handoff WHERE created_at < NOW(3) - INTERVAL 1 MINUTE"
    " LIMIT ?"};

int
purge_handoffs(struct db *db)
{
	return run(db, &HANDOFFS, 0);
}
