/* SPDX-License-Identifier: ISC */
/* state.c: all that a visitor's page shows. Floor 3. */
#include <string.h>

#include "desk/available.h"
#include "desk/state.h"
#include "desk/strong.h"
#include "lib/db.h"

#define NAMED " (SELECT 1 FROM visitor_department n WHERE n.visitor_id = v.id)"

/* As embed_find() asks it, for the departments of the last page view. */
static const struct query HEAD = {"state_head",
    "SELECT v.wait_n, v.read_n, " AVAILABLE(
	"s.department_id IS NULL AND NOT EXISTS" NAMED,
	"(d.id IN (SELECT n.department_id FROM visitor_department n"
	" WHERE n.visitor_id = v.id)"
	" OR (d.id = s.department_id AND NOT EXISTS" NAMED
	"))") ", COALESCE((SELECT b.bot_id IS NOT NULL FROM department b"
	      " WHERE b.id =" CHAT_DEPARTMENT(
		  "NOT f.disabled") "), 0),"
				    " i.id, COALESCE(i.expires_at <= NOW(3), "
				    "0), i.version, i.text, "
				    "io.name,"
				    " i.status, i.full_widget, i.require_name "
				    "+ 2 * i.require_email"
				    " + 4 * i.require_phone,"
				    " c.id, c.status, co.name, c.closed_by,"
				    " COALESCE(c.operator_typing_at > NOW(3) - "
				    "INTERVAL 6 SECOND, 0),"
				    " c.last_seq, c.operator_seq, "
				    "c.visitor_seq,"
				    " c.strong_hash IS NOT NULL"
				    " AND NOT COALESCE(c.strong_hash = ?, 0), "
				    "v.email <> ''"
				    " FROM visitor v JOIN site s ON s.id = "
				    "v.site_id"
				    " LEFT JOIN invitation i ON "
				    "i.open_visitor_id = v.id"
				    " LEFT JOIN operator io ON io.id = "
				    "i.operator_id"
				    " LEFT JOIN chat c ON c.id = "
				    "COALESCE((SELECT oc.id FROM chat oc"
				    " WHERE oc.open_visitor_id = v.id), "
				    "(SELECT ec.id FROM chat ec"
				    " WHERE ec.id = ? AND ec.visitor_id = v.id "
				    "AND ec.kind = 'chat'"
				    " AND ec.closed_at > NOW(3) - INTERVAL 30 "
				    "MINUTE))"
				    " LEFT JOIN operator co ON co.id = "
				    "c.owner_id"
				    " AND c.status IN ('active', 'closed') "
				    "WHERE v.id = ?"};

static void
read_invitation(struct stmt *st, struct state *s)
{
	struct state_invitation *i = &s->invitation;

	i->id = db_u64(st);
	s->lapsed = db_u64(st) != 0;
	i->version = db_u64(st);
	i->text = db_str(st);
	i->operator= db_str(st);
	i->status = db_str(st);
	i->full = db_u64(st) != 0;
	i->require = (unsigned)db_u64(st);
	if (s->lapsed)
		i->id = 0;
}

static void
read_chat(struct stmt *st, struct state_chat *c)
{
	c->id = db_u64(st);
	c->status = db_str(st);
	c->operator= db_str(st);
	c->closed_by = db_str(st);
	c->typing = db_u64(st) != 0;
	c->last = (uint32_t)db_u64(st);
	c->read = (uint32_t)db_u64(st);
	c->shown = (uint32_t)db_u64(st);
	c->shut = db_u64(st) != 0;
	c->email = db_u64(st) != 0;
}

static const struct query LINES = {"state_lines",
    "SELECT m.seq, m.author, IF(m.author = 'bot', NULLIF(b.title, ''),"
    " o.name), m.text,"
    " CAST(UNIX_TIMESTAMP(m.at) * 1000 AS UNSIGNED), m.client_key"
    " FROM message m LEFT JOIN operator o ON o.id = m.operator_id"
    " LEFT JOIN chat c ON c.id = m.chat_id AND m.author = 'bot'"
    " LEFT JOIN bot b ON b.id = c.bot_id"
    " WHERE m.chat_id = ? AND m.seq > ? ORDER BY m.seq LIMIT 200"};

/* As many as make an answer that nginx holds whole, so that a page which reads
 * it slowly keeps no worker: the page asks for the rest. */
static int
read_lines(struct db *db, uint32_t after, struct state *s)
{
	struct stmt *st = db_query(db, &LINES);
	struct state_line *l;
	size_t bytes = 0;
	int found;

	db_bind_u64(st, s->chat.id);
	db_bind_u64(st, after);
	while ((found = db_step(st)) == 1 && s->nlines < STATE_LINES &&
	       bytes < STATE_BYTES) {
		l = &s->lines[s->nlines++];
		l->seq = (uint32_t)db_u64(st);
		l->who = db_str(st);
		l->name = db_str(st);
		l->text = db_str(st);
		bytes += strlen(l->text);
		l->at = db_u64(st);
		db_bytes(st, l->key, CLIENT_KEY);
	}
	return found == -1 ? -1 : 1;
}

static const struct query CHOICES = {"state_choices",
    "SELECT w.text FROM chat c JOIN bot_step s ON s.bot_id = c.bot_id"
    " AND s.step = c.bot_step AND s.kind = 'ask'"
    " JOIN bot_choice w ON w.bot_id = s.bot_id AND w.step = s.step"
    " WHERE c.id = ? AND c.status = 'bot' ORDER BY w.place LIMIT 8"};

static int
read_choices(struct db *db, struct state *s)
{
	struct stmt *st;
	int found;

	if (s->chat.id == 0 || strcmp(s->chat.status, "bot") != 0)
		return 0;
	st = db_query(db, &CHOICES);
	db_bind_u64(st, s->chat.id);
	while ((found = db_step(st)) == 1 && s->nchoices < BOT_CHOICES)
		s->choices[s->nchoices++] = db_str(st);
	return found == -1 ? -1 : 0;
}

/* Of a chat that stays shut the page hears that there is one, while it is
 * open, and where.  1, or -1. */
static int
shut(struct db *db, uint64_t visitor, struct state_chat *c)
{
	const struct state_chat told = {
	    .id = c->id, .status = c->status, .shut = 1};

	if (strcmp(c->status, "closed") == 0) {
		memset(c, 0, sizeof(*c));
		return 1;
	}
	*c = told;
	return strong_page(db, visitor, &c->page) == -1 ? -1 : 1;
}

int
state_read(struct db *db, const struct asked *ask, struct state *s)
{
	struct stmt *st = db_query(db, &HEAD);
	uint32_t after;
	int found;

	memset(s, 0, sizeof(*s));
	db_bind_bytes(st, ask->strong, TOKEN_HASH);
	db_bind_u64(st, ask->chat);
	db_bind_u64(st, ask->visitor);
	if ((found = db_step(st)) != 1)
		return found;
	s->n = db_u64(st);
	s->read_n = db_u64(st);
	s->online = db_u64(st) != 0;
	s->bot = db_u64(st) != 0;
	read_invitation(st, s);
	read_chat(st, &s->chat);
	if (!ask->queued && s->invitation.id != 0 &&
	    strcmp(s->invitation.status, "queued") == 0)
		s->invitation.id = 0;
	if (s->chat.shut)
		return shut(db, ask->visitor, &s->chat);
	if (read_choices(db, s) == -1)
		return -1;
	after = ask->chat == s->chat.id ? ask->after : 0;
	if (s->chat.id == 0 || s->chat.last <= after)
		return 1;
	return read_lines(db, after, s);
}
