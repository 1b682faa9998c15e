/* SPDX-License-Identifier: ISC */
/* transfer.c: a chat goes from one operator to another. Floor 3; semantics.md
 * section 5. */
#include "desk/candidate.h"
#include "desk/feed.h"
#include "desk/offer.h"
#include "desk/permission.h"
#include "desk/session.h"
#include "desk/transfer.h"
#include "lib/db.h"

/* The chat as it stands, its row locked. */
struct standing {
	uint64_t visitor;
	enum chat_status status;
	uint64_t owner;
	uint64_t department;
	int offered; /* an accept time runs */
};

static const struct query STANDING = {"transfer_standing",
    "SELECT c.status + 0, c.owner_id, c.department_id,"
    " COALESCE(c.status = 'pending' AND c.offer_until > NOW(3), 0)"
    " FROM chat c WHERE c.id = ? AND c.kind = 'chat'"};

/* TALK_DONE where it can go elsewhere by this operator's hand; else why not,
 * or -1.  Two trips. */
static int
stand(struct db *db, const struct transfer *t, struct standing *is)
{
	struct stmt *st;
	int found;

	if ((found = chat_hold(db, t->chat, &is->visitor)) != 1)
		return found == 0 ? TALK_GONE : -1;
	st = db_query(db, &STANDING);
	db_bind_u64(st, t->chat);
	if ((found = db_step(st)) != 1)
		return found == 0 ? TALK_GONE : -1;
	is->status = (enum chat_status)db_u64(st);
	is->owner = db_u64(st);
	is->department = db_u64(st);
	is->offered = db_u64(st) != 0;
	if (is->status == CHAT_BOT)
		return TALK_BOT;
	if (is->status == CHAT_CLOSED)
		return TALK_CLOSED;
	if (is->owner == 0 || is->owner == t->by->id ||
	    (is->status == CHAT_PENDING && !is->offered) ||
	    operator_may(t->by, MAY_TAKE_OVER))
		return TALK_DONE;
	return TALK_TAKEN;
}

static const struct query LEAVE = {"transfer_leave",
    "UPDATE chat SET pending_at = IF(status = 'pending', pending_at, NOW(3)),"
    " status = 'pending', department_id = ?, owner_id = NULL,"
    " accepted_at = NULL, offered_at = NULL, offer_until = NULL,"
    " offer_round = offer_round + 1, operator_typing_at = NULL,"
    " changed_at = NOW(3) WHERE id = ?"};

/* Nobody's for the moment, with the history's row.  0, or -1.  Three trips. */
static int
leave(struct db *db, const struct chat_happening *h, uint64_t department)
{
	struct stmt *st = db_query(db, &LEAVE);

	db_bind_id(st, department);
	db_bind_u64(st, h->chat);
	if (db_exec(st) == -1 || chat_happened(db, h) == -1)
		return -1;
	return offer_end(db, h->chat, OFFER_TRANSFERRED);
}

/* Somebody who may work with chats. */
#define COLLEAGUE \
	" NOT o.disabled AND EXISTS (SELECT 1 FROM operator_role r" \
	" JOIN role_permission p ON p.role_id = r.role_id" \
	" WHERE r.operator_id = o.id AND p.module IN ('*', 'lhchat')" \
	" AND p.function IN ('*', 'use')) "

static const struct query RECEIVER = {"transfer_receiver",
    "SELECT 1 FROM operator o WHERE o.id = ? AND" COLLEAGUE};

/* 1, 0 nobody who could have it, -1.  Two trips. */
static int
receiver(struct db *db, uint64_t id, struct candidate *c)
{
	struct stmt *st = db_query(db, &RECEIVER);
	int found;

	db_bind_u64(st, id);
	if ((found = db_step(st)) != 1)
		return found;
	(void)db_u64(st);
	return candidate_one(db, id, c);
}

/* Theirs to accept, or theirs. */
static int
hand(struct db *db, const struct transfer *t, const struct candidate *c)
{
	struct assign_rules rules;
	struct offer_new o = {
	    .chat = t->chat, .operator= t->to, .why = ASSIGN_TRANSFER};

	if (candidate_rules(db, t->chat, &rules) != 1)
		return -1;
	o.seconds = assign_runs(&rules);
	if (offer_make(db, &o) != 1)
		return -1;
	if (assign_at_once(c) && offer_taken(db, t->chat, t->to) != 1)
		return -1;
	return 0;
}

static int
operator_work(struct db *db, void *arg)
{
	const struct transfer *t = arg;
	struct chat_happening h = {.chat = t->chat,
	    .kind = "transferred",
	    .operator= t->by->id,
	    .other = t->to,
	    .note = t->note};
	struct standing is;
	struct candidate c;
	int r;

	if ((r = stand(db, t, &is)) != TALK_DONE)
		return r;
	if (is.owner == t->to)
		return TALK_AGAIN;
	if ((r = receiver(db, t->to, &c)) != 1)
		return r == 0 ? TALK_NOBODY : -1;
	r = assign_at_once(&c) ? offer_accepts(db, t->to, t->by->id)
			       : operator_hold(db, t->by->id, t->to);
	if (r == -1)
		return -1;
	if (leave(db, &h, is.department) == -1 || hand(db, t, &c) == -1)
		return -1;
	return feed_wait(db, is.visitor) == -1 ? -1 : TALK_DONE;
}

int
transfer_to_operator(struct db *db, const struct transfer *t)
{
	struct transfer copy = *t;

	return db_transaction(db, operator_work, &copy);
}

static const struct query DEPARTMENT = {"transfer_department",
    "SELECT 1 FROM department d WHERE d.id = ? AND NOT d.disabled"};

static int
department_work(struct db *db, void *arg)
{
	const struct transfer *t = arg;
	struct chat_happening h = {.chat = t->chat,
	    .kind = "moved",
	    .operator= t->by->id,
	    .department = t->to,
	    .note = t->note};
	struct standing is;
	struct stmt *st;
	int r;

	if ((r = stand(db, t, &is)) != TALK_DONE)
		return r;
	if (is.department == t->to)
		return TALK_AGAIN;
	st = db_query(db, &DEPARTMENT);
	db_bind_u64(st, t->to);
	if ((r = db_step(st)) != 1)
		return r == 0 ? TALK_NOBODY : -1;
	if (operator_hold(db, t->by->id, 0) == -1 || leave(db, &h, t->to) == -1)
		return -1;
	return feed_wait(db, is.visitor) == -1 ? -1 : TALK_DONE;
}

int
transfer_to_department(struct db *db, const struct transfer *t)
{
	struct transfer copy = *t;

	return db_transaction(db, department_work, &copy);
}

static const struct query TAKE = {"transfer_take",
    "UPDATE chat FORCE INDEX (PRIMARY) SET owner_id = ?, accepted_at = NOW(3), "
    "changed_at = NOW(3),"
    " operator_typing_at = NULL"
    " WHERE id = ? AND status = 'active' AND owner_id = ?"};

static int
take_work(struct db *db, void *arg)
{
	const struct transfer *t = arg;
	struct standing is;
	struct stmt *st;
	int r;

	if ((r = stand(db, t, &is)) != TALK_DONE)
		return r;
	if (is.status != CHAT_ACTIVE)
		return TALK_TAKEN;
	if (is.owner == t->by->id)
		return TALK_AGAIN;
	if (offer_accepts(db, t->by->id, is.owner) == -1)
		return -1;
	st = db_query(db, &TAKE);
	db_bind_u64(st, t->by->id);
	db_bind_u64(st, t->chat);
	db_bind_u64(st, is.owner);
	if (db_exec(st) != 1)
		return -1;
	if (chat_event(db, t->chat, "took over", t->by->id, is.owner) == -1)
		return -1;
	return feed_wait(db, is.visitor) == -1 ? -1 : TALK_DONE;
}

int
transfer_take_over(struct db *db, const struct operator* by, uint64_t chat)
{
	struct transfer t = {.by = by, .chat = chat};

	return db_transaction(db, take_work, &t);
}

static int
read_names(struct stmt *st, struct transfer_name names[TRANSFER_NAMES])
{
	int found, n = 0;

	while ((found = db_step(st)) == 1 && n < TRANSFER_NAMES) {
		names[n].id = db_u64(st);
		names[n].name = db_str(st);
		names[n++].here = db_u64(st) != 0;
	}
	return found == -1 ? -1 : n;
}

static const struct query OPERATORS = {"transfer_operators",
    "SELECT o.id, o.name," OPERATOR_THERE
    " FROM operator o WHERE o.id <> ? AND" COLLEAGUE
    " ORDER BY 3 DESC, o.name, o.id LIMIT ?"};

int
transfer_operators(struct db *db, const struct operator* op,
    struct transfer_name names[TRANSFER_NAMES])
{
	struct stmt *st = db_query(db, &OPERATORS);

	db_bind_u64(st, op->id);
	db_bind_u64(st, TRANSFER_NAMES);
	return read_names(st, names);
}

static const struct query DEPARTMENTS = {"transfer_departments",
    "SELECT d.id, d.name, 1 FROM department d JOIN chat c ON c.id = ?"
    " WHERE NOT d.disabled AND NOT d.id <=> c.department_id"
    " ORDER BY d.name LIMIT ?"};

int
transfer_departments(
    struct db *db, uint64_t chat, struct transfer_name names[TRANSFER_NAMES])
{
	struct stmt *st = db_query(db, &DEPARTMENTS);

	db_bind_u64(st, chat);
	db_bind_u64(st, TRANSFER_NAMES);
	return read_names(st, names);
}
