/* SPDX-License-Identifier: ISC */
/* offer.c: a pending chat is offered to one operator. Floor 3; semantics.md
 * sections 4 and 5. */
#include "desk/candidate.h"
#include "desk/chat.h"
#include "desk/offer.h"
#include "desk/session.h"
#include "lib/db.h"

static const struct query END = {"offer_end",
    "UPDATE offer SET ended_at = NOW(3), outcome = ? WHERE open_chat_id = ?"};

int
offer_end(struct db *db, uint64_t chat, enum offer_outcome outcome)
{
	struct stmt *st = db_query(db, &END);

	db_bind_u64(st, outcome);
	db_bind_u64(st, chat);
	return db_exec(st) == -1 ? -1 : 0;
}

static const struct query OWN = {"offer_own",
    "UPDATE chat FORCE INDEX (PRIMARY) SET owner_id = ?, offered_at = NOW(3),"
    " offer_until = IF(? = 0, NULL, NOW(3) + INTERVAL ? SECOND),"
    " changed_at = NOW(3) WHERE id = ? AND status = 'pending'"};

/* One that was left open by a hand in the database is written over.  As
 * chat_happened() no INSERT ... SELECT. */
static const struct query INSERT = {"offer_insert",
    "INSERT INTO offer (why, chat_id, operator_id, round, until_at)"
    " VALUES (?, ?, ?, (SELECT c.offer_round FROM chat c WHERE c.id = ?),"
    " (SELECT c.offer_until FROM chat c WHERE c.id = ?))"
    " ON DUPLICATE KEY UPDATE"
    " operator_id = VALUES(operator_id), round = VALUES(round),"
    " offered_at = NOW(3), until_at = VALUES(until_at), why = VALUES(why)"};

int
offer_make(struct db *db, const struct offer_new *o)
{
	struct chat_happening h = {.chat = o->chat,
	    .kind = "offered",
	    .other = o->operator,
	    .why = assign_word(o->why),
	    .seconds = o->seconds};
	struct stmt *st = db_query(db, &OWN);
	int64_t n;

	db_bind_u64(st, o->operator);
	db_bind_u64(st, o->seconds);
	db_bind_u64(st, o->seconds);
	db_bind_u64(st, o->chat);
	if ((n = db_exec(st)) != 1)
		return (int)n;
	st = db_query(db, &INSERT);
	db_bind_str(st, h.why);
	db_bind_u64(st, o->chat);
	db_bind_u64(st, o->operator);
	db_bind_u64(st, o->chat);
	db_bind_u64(st, o->chat);
	if (db_exec(st) == -1)
		return -1;
	return chat_happened(db, &h) == -1 ? -1 : 1;
}

static const struct query HOLD = {
    "offer_hold", "SELECT id FROM operator WHERE id = ? FOR UPDATE"};

int
offer_hold(struct db *db, uint64_t operator)
{
	struct stmt *st;

	if (operator== 0)
		return 0;
	st = db_query(db, &HOLD);
	db_bind_u64(st, operator);
	return db_step(st) == -1 ? -1 : 0;
}

static const struct query ACCEPTS = {"offer_accepts",
    "UPDATE operator SET last_accepted_at = NOW(3) WHERE id = ?"};

int
offer_accepts(struct db *db, uint64_t operator, uint64_t other)
{
	struct stmt *st;

	if (other != 0 && other < operator&& operator_hold(db, other, 0) == -1)
		return -1;
	st = db_query(db, &ACCEPTS);
	db_bind_u64(st, operator);
	return db_exec(st) == -1 ? -1 : 0;
}

static const struct query ACTIVE = {"offer_active",
    "UPDATE chat FORCE INDEX (PRIMARY) SET status = 'active', offer_until = "
    "NULL,"
    " accepted_at = NOW(3), changed_at = NOW(3)"
    " WHERE id = ? AND status = 'pending' AND owner_id = ?"};

int
offer_taken(struct db *db, uint64_t chat, uint64_t operator)
{
	struct stmt *st = db_query(db, &ACTIVE);
	int64_t n;

	db_bind_u64(st, chat);
	db_bind_u64(st, operator);
	if ((n = db_exec(st)) != 1)
		return (int)n;
	if (offer_end(db, chat, OFFER_WAS_ACCEPTED) == -1 ||
	    chat_event(db, chat, "accepted automatically", operator, 0) == -1)
		return -1;
	return 1;
}

static const struct query NOBODYS = {"offer_nobodys",
    "UPDATE chat FORCE INDEX (PRIMARY) SET owner_id = NULL, offer_until = "
    "NULL, changed_at = NOW(3)"
    " WHERE id = ? AND status = 'pending' AND owner_id IS NOT NULL"};

/* As if they had not asked for it.  OFFER_NONE, or -1. */
static int
sender_disabled(struct db *db, uint64_t chat, uint64_t sender)
{
	struct stmt *st = db_query(db, &NOBODYS);

	db_bind_u64(st, chat);
	if (db_exec(st) == -1 ||
	    chat_event(db, chat, "sender disabled", 0, sender) == -1)
		return -1;
	return OFFER_NONE;
}

int
offer_first(struct db *db, uint64_t chat, uint64_t sender)
{
	struct assign_rules rules;
	struct candidate c;
	struct offer_new o = {.chat = chat, .operator= sender };
	int why, made;

	if (sender == 0)
		return OFFER_NONE;
	if (candidate_one(db, sender, &c) != 1)
		return -1;
	if ((why = assign_first(&c)) == -1)
		return sender_disabled(db, chat, sender);
	if (candidate_rules(db, chat, &rules) != 1)
		return -1;
	o.why = (enum assign_why)why;
	o.seconds = assign_runs(&rules);
	if (assign_at_once(&c) && offer_accepts(db, sender, 0) == -1)
		return -1;
	if ((made = offer_make(db, &o)) != 1)
		return made;
	if (!assign_at_once(&c))
		return OFFER_STANDS;
	return offer_taken(db, chat, sender) == 1 ? OFFER_ACCEPTED : -1;
}
