/* SPDX-License-Identifier: ISC */
/* remark.c: what a page's script tells of its visitor. Floor 3. */
#include <string.h>

#include "desk/remark.h"
#include "desk/visitor.h"
#include "lib/db.h"

struct set {
	const struct visitor *visitor;
	const struct remark_pair *pairs;
	size_t n;
};

/* The value of that name, "" where it is not among them. */
static const char *
contact(const struct set *s, const char *name)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		if (strcmp(s->pairs[i].name, name) == 0)
			return s->pairs[i].value;
	return "";
}

/* What they have said themselves stays; what the page said before does not. */
static const struct query CONTACT = {"remark_contact",
    "UPDATE visitor v"
    " LEFT JOIN visitor_attribute n ON n.visitor_id = v.id AND n.name = 'name'"
    " LEFT JOIN visitor_attribute e ON e.visitor_id = v.id AND e.name = 'email'"
    " LEFT JOIN visitor_attribute p ON p.visitor_id = v.id AND p.name = 'phone'"
    " SET v.name = IF(? <> '' AND (v.name = '' OR v.name <=> n.value), ?,"
    " v.name),"
    " v.email = IF(? <> '' AND (v.email = '' OR v.email <=> e.value), ?,"
    " v.email),"
    " v.phone = IF(? <> '' AND (v.phone = '' OR v.phone <=> p.value), ?,"
    " v.phone) WHERE v.id = ?"};

static int
fill(struct db *db, const struct set *s)
{
	const char *name = contact(s, "name");
	const char *email = contact(s, "email");
	const char *phone = contact(s, "phone");
	struct stmt *st;

	if (!contact_email_ok(email))
		email = "";
	if (*name == '\0' && *email == '\0' && *phone == '\0')
		return 0;
	st = db_query(db, &CONTACT);
	db_bind_str(st, name);
	db_bind_str(st, name);
	db_bind_str(st, email);
	db_bind_str(st, email);
	db_bind_str(st, phone);
	db_bind_str(st, phone);
	db_bind_u64(st, s->visitor->id);
	return db_exec(st) == -1 ? -1 : visitor_words(db, s->visitor->id);
}

static const struct query PUT = {"remark_put",
    "INSERT INTO visitor_attribute (visitor_id, name, value)"
    " SELECT ?, ?, ? FROM DUAL WHERE (SELECT COUNT(*) FROM visitor_attribute a"
    " WHERE a.visitor_id = ? AND a.name <> ?) < ?"
    " ON DUPLICATE KEY UPDATE value = VALUES(value), set_at = NOW(3)"};

static int
put(struct db *db, uint64_t visitor, const struct remark_pair *p)
{
	struct stmt *st = db_query(db, &PUT);

	db_bind_u64(st, visitor);
	db_bind_str(st, p->name);
	db_bind_str(st, p->value);
	db_bind_u64(st, visitor);
	db_bind_str(st, p->name);
	db_bind_u64(st, REMARK_KEPT);
	return db_exec(st) == -1 ? -1 : 0;
}

static const struct query DROP = {"remark_drop",
    "DELETE FROM visitor_attribute WHERE visitor_id = ? AND name = ?"};

static int
drop(struct db *db, uint64_t visitor, const char *name)
{
	struct stmt *st = db_query(db, &DROP);

	db_bind_u64(st, visitor);
	db_bind_str(st, name);
	return db_exec(st) == -1 ? -1 : 0;
}

static int
set_work(struct db *db, void *arg)
{
	const struct set *s = arg;
	size_t i;
	int r;

	if ((r = visitor_lock_by(db, s->visitor->id, s->visitor->token)) != 1)
		return r;
	if (fill(db, s) == -1)
		return -1;
	for (i = 0; i < s->n; i++) {
		if (*s->pairs[i].value != '\0')
			r = put(db, s->visitor->id, &s->pairs[i]);
		else
			r = drop(db, s->visitor->id, s->pairs[i].name);
		if (r == -1)
			return -1;
	}
	return 1;
}

int
remark_set(struct db *db, const struct visitor *visitor,
    const struct remark_pair *pairs, size_t n)
{
	struct set s = {visitor, pairs, n};

	return db_transaction(db, set_work, &s);
}

static const struct query NOTE = {"remark_note",
    "INSERT INTO visitor_event (visitor_id, event_key, name, data)"
    " SELECT ?, ?, ?, ? FROM DUAL WHERE (SELECT COUNT(*) FROM visitor_event e"
    " WHERE e.visitor_id = ? AND e.at > NOW(3) - INTERVAL 1 HOUR"
    " AND e.event_key <> ?) < ?"
    " ON DUPLICATE KEY UPDATE name = VALUES(name)"};

struct noting {
	const struct visitor *visitor;
	const unsigned char *key;
	const struct remark_pair *event;
};

static int
note_work(struct db *db, void *arg)
{
	const struct noting *n = arg;
	struct stmt *st;
	int64_t rows;
	int found;

	if ((found = visitor_lock_by(db, n->visitor->id, n->visitor->token)) !=
	    1)
		return found == 0 ? REMARK_OVER : -1;
	st = db_query(db, &NOTE);
	db_bind_u64(st, n->visitor->id);
	db_bind_bytes(st, n->key, REMARK_KEY);
	db_bind_str(st, n->event->name);
	db_bind_str(st, n->event->value);
	db_bind_u64(st, n->visitor->id);
	db_bind_bytes(st, n->key, REMARK_KEY);
	db_bind_u64(st, REMARK_HOURLY);
	if ((rows = db_exec(st)) == -1)
		return -1;
	return rows > 0 ? REMARK_DONE : REMARK_MANY;
}

int
remark_note(struct db *db, const struct visitor *visitor,
    const unsigned char key[REMARK_KEY], const struct remark_pair *event)
{
	struct noting n = {visitor, key, event};

	return db_transaction(db, note_work, &n);
}

static const struct query PAIRS = {"remark_pairs",
    "SELECT a.name, a.value FROM visitor_attribute a WHERE a.visitor_id = ?"
    " ORDER BY a.name LIMIT 40"};

int
remark_pairs(
    struct db *db, uint64_t visitor, struct remark_pair pairs[REMARK_KEPT])
{
	struct stmt *st = db_query(db, &PAIRS);
	int n, r;

	db_bind_u64(st, visitor);
	for (n = 0; n < REMARK_KEPT && (r = db_step(st)) == 1; n++) {
		pairs[n].name = db_str(st);
		pairs[n].value = db_str(st);
	}
	return n < REMARK_KEPT && r == -1 ? -1 : n;
}

static const struct query EVENTS = {"remark_events",
    "SELECT CAST(e.at AS DATETIME), e.name, e.data FROM visitor_event e"
    " WHERE e.visitor_id = ? ORDER BY e.at DESC, e.id DESC LIMIT 50"};

int
remark_events(
    struct db *db, uint64_t visitor, struct remark_event events[REMARK_EVENTS])
{
	struct stmt *st = db_query(db, &EVENTS);
	int n, r;

	db_bind_u64(st, visitor);
	for (n = 0; n < REMARK_EVENTS && (r = db_step(st)) == 1; n++) {
		events[n].at = db_str(st);
		events[n].name = db_str(st);
		events[n].data = db_str(st);
	}
	return n < REMARK_EVENTS && r == -1 ? -1 : n;
}
