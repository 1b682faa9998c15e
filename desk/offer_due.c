/* SPDX-License-Identifier: ISC */
/* offer_due.c: offers let lapse, passed on, released, and taken
 * automatically: what pulse does every second. Floor 3; semantics.md sections
 * 4 and 5. */
#include <string.h>

#include "desk/candidate.h"
#include "desk/chat.h"
#include "desk/feed.h"
#include "desk/offer.h"
#include "desk/visible.h"
#include "lib/db.h"

enum {
	LOOKS = 100 /* chats that wait, looked at in one call */
};

/* What is to be done with a pending chat. */
enum due {
	DUE_NOTHING,
	DUE_DISABLED, /* whose offer it is can no longer sign in */
	DUE_TAKEN,    /* ... is there now and accepts automatically */
	DUE_LAPSED,
	DUE_UNANSWERED,
	DUE_WAITING /* nobody's: whom to offer it to? */
};

struct step {
	uint64_t chat;
	enum due due;
	uint64_t visitor;
	uint64_t owner;
	uint32_t seconds; /* that the offer ran: not how late we look */
};

#define VISITOR_BEGAN \
	"(SELECT MIN(m.at) FROM message m WHERE m.chat_id = c.id" \
	" AND m.author = 'visitor')"

/* The enum due of an offered chat, as a number. */
#define DUE \
	" CASE WHEN o.disabled THEN 1" \
	" WHEN c.offer_until <= NOW(3) THEN 3" \
	" WHEN o.auto_accept AND" OPERATOR_SIGNED_IN "THEN 2" \
	" WHEN c.offer_until IS NULL AND d.unanswered_minutes IS NOT NULL" \
	" AND COALESCE(" VISITOR_BEGAN ", c.created_at)" \
	" <= NOW(3) - INTERVAL d.unanswered_minutes MINUTE THEN 4 ELSE 0 END "

#define OFFERED_FROM \
	" FROM chat c JOIN operator o ON o.id = c.owner_id" \
	" LEFT JOIN department d ON d.id = c.department_id" \
	" WHERE c.status = 'pending' AND c.kind = 'chat'"

static const struct query OFFERED = {"offer_offered",
    "SELECT c.id" OFFERED_FROM " AND" DUE "<> 0"
    " ORDER BY c.offer_until, c.id LIMIT ?"};

/* Who is free, by department: found once for all chats that wait. */
#define FREE \
	" (SELECT DISTINCT d.id AS department_id, o.id AS operator_id" \
	" FROM department d JOIN (" ASSIGNED ")" \
	" ON" ASSIGNED_TO( \
	    "d.id") "JOIN operator o ON o.id = a.operator_id" \
		    " WHERE d.auto_assign AND NOT a.read_only AND NOT " \
		    "a.no_auto" \
		    " AND" OPERATOR_THERE "AND (o.last_accepted_at IS NULL" \
		    " OR TIMESTAMPDIFF(SECOND, o.last_accepted_at, NOW(3))" \
		    " >= d.min_delay_seconds) AND (d.max_operator_chats IS " \
		    "NULL" \
		    " OR" OPERATOR_LOAD "< d.max_operator_chats)) free "

/*
 * First in, first out, by priority and then age.  Whether somebody is free is
 * asked here so that chats that must wait cost nothing more; who it is, the
 * rules decide.  A join: MariaDB 10.11 runs EXISTS over such a table once, and
 * knows its columns no more the second time.
 */
static const struct query WAITING = {"offer_waiting",
    "SELECT c.id FROM chat c JOIN department d ON d.id = c.department_id"
    " JOIN" FREE "ON free.department_id = d.id"
    " LEFT JOIN offer f ON f.chat_id = c.id"
    " AND f.operator_id = free.operator_id AND f.outcome = 'lapsed'"
    " AND f.ended_at > NOW(3) - INTERVAL d.accept_seconds SECOND"
    " WHERE c.status = 'pending' AND c.kind = 'chat' AND c.owner_id IS NULL"
    " AND d.auto_assign AND f.id IS NULL"
    " AND (d.accept_seconds IS NOT NULL OR NOT EXISTS (SELECT 1 FROM offer n"
    " WHERE n.chat_id = c.id AND n.outcome = 'lapsed')) GROUP BY c.id"
    " ORDER BY c.priority DESC, COALESCE(c.pending_at, c.created_at), c.id"
    " LIMIT ?"};

/* Ids that this statement gives.  n, or -1.  One trip. */
static int
find(struct db *db, const struct query *q, uint64_t ids[LOOKS], int most)
{
	struct stmt *st = db_query(db, q);
	int found, n = 0;

	db_bind_u64(st, (uint64_t)most);
	while ((found = db_step(st)) == 1 && n < most)
		ids[n++] = db_u64(st);
	return found == -1 ? -1 : n;
}

static const struct query TURN = {"offer_turn",
    "SELECT id FROM assign_turn WHERE id = 1 FOR UPDATE SKIP LOCKED"};

static const struct query HOLD = {"offer_hold",
    "SELECT STRAIGHT_JOIN v.id, c.owner_id FROM visitor v JOIN chat c"
    " ON c.visitor_id = v.id WHERE v.id = (SELECT x.visitor_id FROM chat x"
    " WHERE x.id = ?) AND c.id = ? AND c.status = 'pending'"
    " AND c.kind = 'chat' FOR UPDATE SKIP LOCKED"};

static const struct query WHAT = {"offer_what",
    "SELECT" DUE ", COALESCE(GREATEST(0, TIMESTAMPDIFF(SECOND,"
    " COALESCE(c.offered_at, c.pending_at),"
    " LEAST(NOW(3), COALESCE(c.offer_until, NOW(3))))), 0)" OFFERED_FROM
    " AND c.id = ?"};

/*
 * Takes the turn and the chat, and looks again: others may have been quicker.
 * 1 there is something to do, 0, -1.  At most three trips.
 */
static int
hold(struct db *db, struct step *s)
{
	struct stmt *st = db_query(db, &TURN);
	int found;

	if ((found = db_step(st)) != 1)
		return found;
	(void)db_u64(st);
	st = db_query(db, &HOLD);
	db_bind_u64(st, s->chat);
	db_bind_u64(st, s->chat);
	if ((found = db_step(st)) != 1)
		return found;
	s->visitor = db_u64(st);
	s->owner = db_u64(st);
	if (s->owner == 0) {
		s->due = DUE_WAITING;
		return 1;
	}
	st = db_query(db, &WHAT);
	db_bind_u64(st, s->chat);
	if ((found = db_step(st)) != 1)
		return found;
	s->due = (enum due)db_u64(st);
	s->seconds = (uint32_t)db_u64(st);
	return s->due != DUE_NOTHING;
}

/* The visitor is told of whoever accepts.  1, or -1. */
static int
accepted(struct db *db, const struct step *s, uint64_t operator)
{
	if (offer_taken(db, s->chat, operator) != 1)
		return -1;
	return feed_wait(db, s->visitor) == -1 ? -1 : 1;
}

/* To whom the rules say; whoever takes it automatically from somebody else,
 * whose row is held already, does at the next look.  1, 0 to nobody, -1.  At most ten trips. */
static int
offer_on(struct db *db, const struct step *s, int onward)
{
	struct candidate list[ASSIGN_CANDIDATES];
	struct assign_rules rules;
	struct offer_new o = {.chat = s->chat};
	int n, at, at_once;

	if (candidate_rules(db, s->chat, &rules) != 1 ||
	    (n = candidate_list(db, s->chat, list)) == -1)
		return -1;
	at = assign_choose(&rules, list, (size_t)n, onward, &o.why);
	if (at == -1)
		return 0;
	o.operator= list[at].id;
	o.seconds = assign_runs(&rules);
	at_once = !onward && assign_at_once(&list[at]);
	if (at_once && offer_accepts(db, o.operator, 0) == -1)
		return -1;
	if (offer_make(db, &o) != 1)
		return -1;
	return at_once ? accepted(db, s, o.operator) : 1;
}

static const struct query RELEASE = {"offer_release",
    "UPDATE chat SET owner_id = NULL, offer_until = NULL, offered_at = NULL,"
    " changed_at = NOW(3) WHERE id = ?"};

static const struct query ROUND = {"offer_round",
    "UPDATE chat SET offer_round = offer_round + 1 WHERE id = ?"};

/* It was theirs to accept, and is no longer.  0, or -1. */
static int
take_back(struct db *db, const struct step *s, const char *kind)
{
	struct chat_happening h = {.chat = s->chat,
	    .kind = kind,
	    .other = s->owner,
	    .seconds = s->seconds};
	struct stmt *st = db_query(db, &RELEASE);

	db_bind_u64(st, s->chat);
	if (db_exec(st) == -1 || chat_happened(db, &h) == -1)
		return -1;
	return offer_end(db, s->chat,
	    s->due == DUE_DISABLED ? OFFER_WITHDRAWN : OFFER_LAPSED);
}

/* Nobody's: whoever may take it can, and the next round begins.  1, or -1. */
static int
released(struct db *db, const struct step *s, const char *why)
{
	struct chat_happening h = {
	    .chat = s->chat, .kind = "released", .why = why};
	struct stmt *st = db_query(db, &ROUND);

	db_bind_u64(st, s->chat);
	if (db_exec(st) == -1)
		return -1;
	return chat_happened(db, &h) == -1 ? -1 : 1;
}

static int
work(struct db *db, void *arg)
{
	struct step *s = arg;
	int r;

	if ((r = hold(db, s)) != 1)
		return r;
	switch (s->due) {
	case DUE_TAKEN:
		if (offer_accepts(db, s->owner, 0) == -1)
			return -1;
		return accepted(db, s, s->owner);
	case DUE_WAITING:
		return offer_on(db, s, 0);
	case DUE_UNANSWERED:
		if (take_back(db, s, "unanswered") == -1)
			return -1;
		return released(db, s, "unanswered");
	case DUE_DISABLED:
		if (take_back(db, s, "operator disabled") == -1)
			return -1;
		break;
	default:
		if (take_back(db, s, "lapsed") == -1)
			return -1;
	}
	r = offer_on(db, s, 1);
	return r == 0 ? released(db, s, NULL) : r;
}

/* One transaction each, in this order; at most so many that move.  How many
 * did, or -1. */
static int
each(struct db *db, const uint64_t ids[LOOKS], int n, int most)
{
	struct step s = {0};
	int i, r, moved = 0;

	for (i = 0; i < n && moved < most; i++) {
		s.chat = ids[i];
		if ((r = db_transaction(db, work, &s)) == -1)
			return -1;
		moved += r;
	}
	return moved;
}

static const struct query CHANGED = {"offer_changed",
    "SELECT CAST(UNIX_TIMESTAMP(MAX(changed_at)) * 1000 AS UNSIGNED)"
    " FROM chat"};

int
offer_changed(struct db *db, uint64_t *at)
{
	struct stmt *st = db_query(db, &CHANGED);

	if (db_step(st) != 1)
		return -1;
	*at = db_u64(st);
	return 0;
}

/* Mostly there is none, and the two above cost much more. */
static const struct query PENDING = {"offer_pending",
    "SELECT id FROM chat WHERE status = 'pending' AND kind = 'chat' LIMIT ?"};

int
offer_due(struct db *db)
{
	uint64_t ids[LOOKS];
	int n, moved, more;

	if ((n = find(db, &PENDING, ids, 1)) < 1)
		return n;
	if ((n = find(db, &OFFERED, ids, OFFER_BATCH)) == -1 ||
	    (moved = each(db, ids, n, OFFER_BATCH)) == -1 ||
	    (n = find(db, &WAITING, ids, LOOKS)) == -1 ||
	    (more = each(db, ids, n, OFFER_BATCH - moved)) == -1)
		return -1;
	return moved + more;
}
