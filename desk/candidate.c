/* SPDX-License-Identifier: ISC */
/* candidate.c: who may be offered a chat, read for the rules of
 * desk/assign.h. Floor 3; semantics.md section 5. */
#include <string.h>

#include "desk/candidate.h"
#include "desk/visible.h"
#include "lib/db.h"

static const struct query RULES = {"candidate_rules",
    "SELECT COALESCE(d.auto_assign, 0), d.accept_seconds,"
    " d.max_operator_chats, d.max_department_chats,"
    " IF(d.max_department_chats IS NULL, 0, (SELECT COUNT(*) FROM chat l"
    " WHERE l.department_id = d.id AND l.status IN ('pending', 'active')"
    " AND l.kind = 'chat' AND l.owner_id IS NOT NULL AND" CHAT_COUNTS(
	"l") ")),"
	     " d.min_delay_seconds, d.fewest_first, d.use_priority, "
	     "d.match_language"
	     " FROM chat c LEFT JOIN department d ON d.id = c.department_id"
	     " WHERE c.id = ?"};

int
candidate_rules(struct db *db, uint64_t chat, struct assign_rules *r)
{
	struct stmt *st = db_query(db, &RULES);
	int found;

	memset(r, 0, sizeof(*r));
	db_bind_u64(st, chat);
	if ((found = db_step(st)) != 1)
		return found;
	r->on = db_u64(st) != 0;
	r->accept = (uint32_t)db_u64(st);
	r->max_operator = (uint32_t)db_u64(st);
	r->max_department = (uint32_t)db_u64(st);
	r->load = (uint32_t)db_u64(st);
	r->delay = (uint32_t)db_u64(st);
	r->fewest = db_u64(st) != 0;
	r->priority = db_u64(st) != 0;
	r->language = db_u64(st) != 0;
	return 1;
}

/*
 * One row for each assignment that leads to the department, the most specific
 * first: by name, by group, All departments.
 */
static const struct query LIST = {"candidate_list",
    "SELECT o.id, a.no_auto, a.priority, o.online, o.visible,"
    " o.always_online, COALESCE(o.last_seen_at > NOW(3) - INTERVAL 120 SECOND,"
    " 0), COALESCE(o.away_at <= NOW(3), 0)," OPERATOR_SIGNED_IN ","
    " o.auto_accept,"
    " FIND_IN_SET(SUBSTRING_INDEX(v.language, '-', 1), o.languages) > 0,"
    " " OPERATOR_LOAD ", COALESCE(GREATEST(0, TIMESTAMPDIFF(SECOND,"
    " o.last_accepted_at, NOW(3))), 4294967295),"
    " COALESCE(f.lapses, 0), COALESCE(f.last_round >= c.offer_round, 0),"
    " COALESCE(f.last_at > NOW(3) - INTERVAL d.accept_seconds SECOND, 0)"
    " FROM chat c JOIN department d ON d.id = c.department_id"
    " JOIN visitor v ON v.id = c.visitor_id"
    " JOIN (" ASSIGNED ") ON" ASSIGNED_TO(
	"d.id") " JOIN operator o ON o.id = a.operator_id"
		" LEFT JOIN (SELECT l.operator_id, COUNT(*) AS lapses,"
		" MAX(l.round) AS last_round, MAX(l.ended_at) AS last_at FROM "
		"offer l"
		" WHERE l.chat_id = ? AND l.outcome = 'lapsed' GROUP BY "
		"l.operator_id) f"
		" ON f.operator_id = o.id"
		" WHERE c.id = ? AND NOT a.read_only AND" OPERATOR_THERE
		" ORDER BY o.id," ASSIGNED_ALL
		", a.department_id IS NULL LIMIT ?"};

static void
read_candidate(struct stmt *st, struct candidate *c)
{
	memset(c, 0, sizeof(*c));
	c->id = db_u64(st);
	c->member = 1;
	c->excluded = db_u64(st) != 0;
	c->priority = (int)db_i64(st);
	c->online = db_u64(st) != 0;
	c->visible = db_u64(st) != 0;
	c->always = db_u64(st) != 0;
	c->seen = db_u64(st) != 0;
	c->away = db_u64(st) != 0;
	c->signed_in = db_u64(st) != 0;
	c->auto_accept = db_u64(st) != 0;
	c->speaks = db_u64(st) != 0;
	c->load = (uint32_t)db_u64(st);
	c->since = (uint32_t)db_u64(st);
	c->lapses = (uint32_t)db_u64(st);
	c->in_round = db_u64(st) != 0;
	c->cooling = db_u64(st) != 0;
}

int
candidate_list(struct db *db, uint64_t chat, struct candidate *list)
{
	struct stmt *st = db_query(db, &LIST);
	struct candidate c;
	int found, n = 0;

	db_bind_u64(st, chat);
	db_bind_u64(st, chat);
	db_bind_u64(st, ASSIGN_CANDIDATES);
	while ((found = db_step(st)) == 1) {
		read_candidate(st, &c);
		if (n == 0 || list[n - 1].id != c.id)
			list[n++] = c;
	}
	return found == -1 ? -1 : n;
}

static const struct query ONE = {"candidate_one",
    "SELECT o.disabled, o.online, o.visible, o.always_online,"
    " COALESCE(o.last_seen_at > NOW(3) - INTERVAL 120 SECOND, 0),"
    " COALESCE(o.away_at <= NOW(3), 0)," OPERATOR_SIGNED_IN ", o.auto_accept"
    " FROM operator o WHERE o.id = ?"};

int
candidate_one(struct db *db, uint64_t operator, struct candidate * c)
{
	struct stmt *st = db_query(db, &ONE);
	int found;

	memset(c, 0, sizeof(*c));
	db_bind_u64(st, operator);
	if ((found = db_step(st)) != 1)
		return found;
	c->id = operator;
	c->disabled = db_u64(st) != 0;
	c->online = db_u64(st) != 0;
	c->visible = db_u64(st) != 0;
	c->always = db_u64(st) != 0;
	c->seen = db_u64(st) != 0;
	c->away = db_u64(st) != 0;
	c->signed_in = db_u64(st) != 0;
	c->auto_accept = db_u64(st) != 0;
	return 1;
}
