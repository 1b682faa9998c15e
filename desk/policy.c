/* SPDX-License-Identifier: ISC */
/* policy.c: how a department gives out its chats, as a form shows it.
 * Floor 3. */
#include "lib/db.h"
#include "desk/policy.h"
#include "desk/session.h"

static const struct query GET = {"policy_get",
    "SELECT id, version, name, auto_assign, accept_seconds,"
    " max_operator_chats, max_department_chats, min_delay_seconds,"
    " fewest_first, use_priority, match_language, inactive_minutes,"
    " unanswered_minutes, chat_priority FROM department WHERE id = ?"};

int
policy_get(struct db *db, uint64_t department, struct policy *p)
{
	struct stmt *st = db_query(db, &GET);
	int found;

	db_bind_u64(st, department);
	if ((found = db_step(st)) != 1)
		return found;
	p->department = db_u64(st);
	p->version = db_u64(st);
	p->name = db_str(st);
	p->on = db_u64(st) != 0;
	p->accept = db_u64(st);
	p->max_operator = db_u64(st);
	p->max_department = db_u64(st);
	p->delay = db_u64(st);
	p->fewest = db_u64(st) != 0;
	p->priority = db_u64(st) != 0;
	p->language = db_u64(st) != 0;
	p->inactive = db_u64(st);
	p->unanswered = db_u64(st);
	p->chats = db_i64(st);
	return 1;
}

static void
number(struct changes *c, const char *what, uint64_t was, uint64_t is)
{
	if (was != is)
		changes_note(c, what);
}

static void
compare(struct changes *c, const struct policy *was, const struct policy *is)
{
	changes_begin(c, was->name);
	changes_flag(c, "auto-assignment", was->on, is->on);
	number(c, "accept time", was->accept, is->accept);
	number(c, "most of one operator", was->max_operator, is->max_operator);
	number(c, "most of the department", was->max_department,
	    is->max_department);
	number(c, "delay", was->delay, is->delay);
	changes_flag(c, "fewest first", was->fewest, is->fewest);
	changes_flag(c, "by priority", was->priority, is->priority);
	changes_flag(c, "by language", was->language, is->language);
	number(c, "inactive after", was->inactive, is->inactive);
	number(c, "unanswered after", was->unanswered, is->unanswered);
	if (was->chats != is->chats)
		changes_note(c, "priority of chats");
}

static const struct query LOCK = {
    "policy_lock", "SELECT id FROM department WHERE id = ? FOR UPDATE"};

static const struct query UPDATE = {"policy_update",
    "UPDATE department SET auto_assign = ?, accept_seconds = NULLIF(?, 0),"
    " max_operator_chats = NULLIF(?, 0),"
    " max_department_chats = NULLIF(?, 0), min_delay_seconds = ?,"
    " fewest_first = ?, use_priority = ?, match_language = ?,"
    " inactive_minutes = NULLIF(?, 0), unanswered_minutes = NULLIF(?, 0),"
    " chat_priority = ?, version = version + 1 WHERE id = ?"};

static int
update(struct db *db, const struct policy *p)
{
	struct stmt *st = db_query(db, &UPDATE);

	db_bind_u64(st, p->on != 0);
	db_bind_u64(st, p->accept);
	db_bind_u64(st, p->max_operator);
	db_bind_u64(st, p->max_department);
	db_bind_u64(st, p->delay);
	db_bind_u64(st, p->fewest != 0);
	db_bind_u64(st, p->priority != 0);
	db_bind_u64(st, p->language != 0);
	db_bind_u64(st, p->inactive);
	db_bind_u64(st, p->unanswered);
	db_bind_i64(st, p->chats);
	db_bind_u64(st, p->department);
	return db_exec(st) == -1 ? -1 : 0;
}

struct saving {
	const struct actor *by;
	const struct policy *p;
};

static int
save(struct db *db, void *arg)
{
	const struct saving *s = arg;
	struct policy now;
	struct changes c;
	struct stmt *st;
	int found;

	if (operator_hold(db, s->by->operator, 0) == -1)
		return CHANGE_FAILED;
	st = db_query(db, &LOCK);
	db_bind_u64(st, s->p->department);
	if ((found = db_step(st)) != 1)
		return found;
	(void)db_u64(st);
	if (policy_get(db, s->p->department, &now) != 1)
		return CHANGE_FAILED;
	compare(&c, &now, s->p);
	if (c.n == 0)
		return CHANGE_DONE;
	if (now.version != s->p->version)
		return CHANGE_STALE;
	if (update(db, s->p) == -1 ||
	    change_note(
		db, s->by, "department change", now.department, c.text) == -1)
		return CHANGE_FAILED;
	return CHANGE_DONE;
}

enum change
policy_save(struct db *db, const struct actor *by, const struct policy *p)
{
	struct saving s = {by, p};

	return (enum change)db_transaction(db, save, &s);
}
