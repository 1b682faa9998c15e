/* SPDX-License-Identifier: ISC */
/* recipient.c: a visitor as the send dialog shows them. Floor 3. */

#include <string.h>

#include "desk/choice.h"
#include "desk/permission.h"
#include "desk/recipient.h"
#include "desk/session.h"
#include "desk/visible.h"
#include "lib/db.h"

#define ISO(column) "DATE_FORMAT(" column ", '%Y-%m-%d %H:%i:%s')"

static const struct query FIND = {"recipient_find",
    "SELECT v.id, v.site_id, v.name, s.name, pv.title, pv.url,"
    " COALESCE(p.gone_at > NOW(3), 0),"
    " COALESCE((SELECT t.value = '1' FROM setting t"
    " WHERE t.name = 'tracking'), 0),"
    " s.tracking, s.check_messages, v.check_messages,"
    " c.id, c.id IS NOT NULL AND" VISIBLE_CHAT ", c.owner_id, o.name"
    " FROM visitor v JOIN site s ON s.id = v.site_id"
    " LEFT JOIN presence p ON p.visitor_id = v.id"
    " LEFT JOIN page_view pv ON pv.id = p.view_id"
    " LEFT JOIN chat c ON c.open_visitor_id = v.id"
    " LEFT JOIN operator o ON o.id = c.owner_id"
    " WHERE v.id = ? AND" VISIBLE_VISITOR};

int
recipient_find(struct db *db, const struct operator* op, uint64_t visitor,
    struct recipient *r)
{
	struct stmt *st = db_query(db, &FIND);
	int found;

	memset(r, 0, sizeof(*r));
	visible_chat_bind(st, op);
	db_bind_u64(st, visitor);
	visible_bind(st, op);
	if ((found = db_step(st)) != 1)
		return found;
	r->id = db_u64(st);
	r->site = db_u64(st);
	r->name = db_str(st);
	r->site_name = db_str(st);
	r->title = db_str(st);
	r->url = db_str(st);
	r->online = db_u64(st) != 0;
	r->tracking = db_u64(st) != 0;
	r->site_tracking = db_u64(st) != 0;
	r->site_check = db_u64(st) != 0;
	r->check = db_u64(st) != 0;
	r->chat = db_u64(st);
	r->chat_seen = db_u64(st) != 0;
	r->owner = db_u64(st);
	r->owner_name = db_str(st);
	return 1;
}

/* That an operator may choose d for a visitor: operator, sees all, visitor. */
/* clang-format off */
#define CHOOSABLE \
	" NOT d.disabled AND (EXISTS (SELECT 1 FROM" ASSIGNED \
	"WHERE a.operator_id = ? AND NOT a.read_only AND" ASSIGNED_TO("d.id") ")" \
	" OR ? AND EXISTS (SELECT 1 FROM visitor_department vd" \
	" WHERE vd.visitor_id = ? AND vd.department_id = d.id))"
/* clang-format on */

static void
choosable_bind(struct stmt *st, const struct operator* op, uint64_t visitor)
{
	db_bind_u64(st, op->id);
	db_bind_u64(st, operator_may(op, MAY_SEE_ALL));
	db_bind_u64(st, visitor);
}

static const struct query DEPARTMENTS = {
    "recipient_departments", CHOICES_OF(CHOOSABLE)};

int
recipient_departments(struct db *db, const struct operator* op,
    uint64_t visitor, struct choices *c)
{
	struct stmt *st = db_query(db, &DEPARTMENTS);

	db_bind_str(st, c->find);
	db_bind_u64(st, c->chosen);
	choosable_bind(st, op, visitor);
	choosable_bind(st, op, visitor);
	db_bind_str(st, c->find);
	db_bind_u64(st, CHOICES);
	return choices_read(st, c);
}

static const struct query DEPARTMENT = {"recipient_department",
    "SELECT 1 FROM department d WHERE" CHOOSABLE " AND d.id = ?"};

int
recipient_department(struct db *db, const struct operator* op, uint64_t visitor,
    uint64_t department)
{
	struct stmt *st = db_query(db, &DEPARTMENT);

	choosable_bind(st, op, visitor);
	db_bind_u64(st, department);
	return db_step(st);
}

/* The invitation stands as i; read by sent_newest(). */
#define SENT \
	"i.id, i.version, IF(i.status IN ('queued', 'delivered', 'seen')" \
	" AND i.expires_at <= NOW(3), 6, i.status + 0), i.text," \
	" i.operator_id, o.name, d.name, i.assign_me, i.skip_bot," \
	" " ISO("i.created_at") ", " ISO( \
	    "i.delivered_at") "," \
			      " " ISO("i.seen_at") ", " ISO( \
				  "COALESCE(i.ended_at," \
				  " IF(i.expires_at <= NOW(3), i.expires_at, " \
				  "NULL))") "," \
					    " " ISO( \
						"i.expires_at") ", e.name, " \
								"i.chat_id, " \
								"i.untold_" \
								"operator_id"

const char *const sent_words[] = {[SENT_QUEUED] = "queued",
    [SENT_DELIVERED] = "delivered",
    [SENT_SEEN] = "seen",
    [SENT_REPLIED] = "replied",
    [SENT_CLOSED] = "closed",
    [SENT_EXPIRED] = "expired",
    [SENT_REVOKED] = "revoked"};

static const struct query NEWEST = {"sent_newest",
    "SELECT " SENT " FROM invitation i"
    " LEFT JOIN operator o ON o.id = i.operator_id"
    " LEFT JOIN operator e ON e.id = i.ended_by"
    " LEFT JOIN department d ON d.id = i.department_id"
    " WHERE i.visitor_id = ? ORDER BY i.id DESC LIMIT 1"};

int
sent_newest(struct db *db, uint64_t visitor, struct sent *s)
{
	struct stmt *st = db_query(db, &NEWEST);
	int found;

	memset(s, 0, sizeof(*s));
	db_bind_u64(st, visitor);
	if ((found = db_step(st)) != 1)
		return found;
	s->id = db_u64(st);
	s->version = db_u64(st);
	s->status = (enum sent_status)db_u64(st);
	s->text = db_str(st);
	s->sender = db_u64(st);
	s->sender_name = db_str(st);
	s->department = db_str(st);
	s->assign_me = db_u64(st) != 0;
	s->skip_bot = db_u64(st) != 0;
	s->created_at = db_str(st);
	s->delivered_at = db_str(st);
	s->seen_at = db_str(st);
	s->ended_at = db_str(st);
	s->expires_at = db_str(st);
	s->ended_by = db_str(st);
	s->chat = db_u64(st);
	s->untold = db_u64(st);
	return 1;
}
