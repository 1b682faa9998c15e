/* SPDX-License-Identifier: ISC */
/* deeds.c: the rare deeds of t/desk/locks.c: records that begin, end or become
 * one, people that come and go. */
#include <stdio.h>
#include <stdlib.h>

#include "desk/alike.h"
#include "desk/change.h"
#include "desk/erase.h"
#include "desk/profile.h"
#include "desk/staff.h"
#include "desk/talk.h"
#include "desk/transfer.h"
#include "lib/rand.h"
#include "t/desk/deeds.h"
#include "t/desk/shop.h"

enum {
	FEW = 4 /* who came last: those that deeds are about */
};

/* Who manages the rest. */
static const struct actor BY = {3, ~UINT64_C(0), "192.0.2.1"};

/* --- Visitors ------------------------------------------------------------ */

struct view
deed_view(const struct visitor *v, unsigned key, const char *departments)
{
	static char agent[16];
	struct view view = shop_view(key, departments);

	if (v->id == 0 || v->id > REGULARS) {
		(void)snprintf(agent, sizeof(agent), "%ld", random());
		view.agent = agent;
	}
	return view;
}

/* Somebody new, with this browser (NULL: nobody else's).  1, -1. */
static int
comes(struct deed *d, const char *agent)
{
	struct view view;
	unsigned char hash[TOKEN_HASH];

	d->v = (struct visitor){.site = 1};
	view = deed_view(&d->v, 1, random() % 2 ? "" : "2,1");
	if (agent != NULL)
		view.agent = agent;
	rand_bytes(hash, sizeof(hash));
	if (visitor_first(d->db, &d->v, hash, &view) != 1)
		return -1;
	return visitor_find(d->db, SHOP_KEY, hash, &d->v);
}

static const struct query LAST = {"test last",
    "SELECT v.token_hash FROM visitor v WHERE v.erased_at IS NULL"
    " AND v.id > ? ORDER BY v.id DESC LIMIT ?"};

/* One of those who came last, or somebody new.  1, 0 they just went, -1. */
static int
fleeting(struct deed *d)
{
	unsigned char hash[TOKEN_HASH];
	struct stmt *st = db_query(d->db, &LAST);
	unsigned n = 0, which = (unsigned)random() % (FEW + 1);
	int more;

	db_bind_u64(st, REGULARS);
	db_bind_u64(st, FEW);
	while ((more = db_step(st)) == 1)
		if (n++ == which)
			(void)db_bytes(st, hash, sizeof(hash));
	if (more == -1)
		return -1;
	return n <= which ? comes(d, NULL)
			  : visitor_find(d->db, SHOP_KEY, hash, &d->v);
}

static const struct query AT_BOT = {"test at a bot",
    "SELECT v.token_hash FROM chat c JOIN visitor v ON v.id = c.visitor_id"
    " WHERE c.status = 'bot' ORDER BY c.id DESC LIMIT 1"};

/* Who began to talk with a bot last.  1, 0 nobody does, -1. */
static int
at_bot(struct deed *d)
{
	unsigned char hash[TOKEN_HASH];
	struct stmt *st = db_query(d->db, &AT_BOT);
	int found;

	if ((found = db_step(st)) != 1)
		return found;
	(void)db_bytes(st, hash, sizeof(hash));
	return visitor_find(d->db, SHOP_KEY, hash, &d->v);
}

static const struct query OPEN = {"test open",
    "SELECT (SELECT MAX(c.id) FROM chat c WHERE c.visitor_id = v.id), i.id,"
    " i.version FROM visitor v LEFT JOIN invitation i"
    " ON i.open_visitor_id = v.id WHERE v.id = ?"};

int
deed_about(struct deed *d)
{
	struct stmt *st;
	int found = 0;

	switch (random() % 4) {
	case 0:
		found = fleeting(d);
		break;
	case 1:
		found = at_bot(d);
	}
	if (found == 0) {
		shop_again(d->db, 1 + (unsigned)random() % REGULARS, &d->v);
		found = 1;
	}
	if (found != 1)
		return found;
	st = db_query(d->db, &OPEN);
	db_bind_u64(st, d->v.id);
	if ((found = db_step(st)) != 1)
		return found;
	d->chat = db_u64(st);
	d->invitation = db_u64(st);
	d->version = db_u64(st);
	return 1;
}

static const struct query STANDS = {
    "test stands", "SELECT 1 FROM visitor WHERE id = ? AND token_hash = ?"};

int
deed_over(const struct deed *d)
{
	struct stmt *st = db_query(d->db, &STANDS);

	db_bind_u64(st, d->v.id);
	db_bind_bytes(st, d->v.token, TOKEN_HASH);
	return db_step(st) == 0;
}

/* Another one's record, perhaps new, becomes part of theirs. */
static int
merges(struct deed *d)
{
	struct deed other = {.db = d->db};
	int r = random() % 2 ? comes(&other, NULL) : fleeting(&other);

	if (r != 1 || other.v.id == d->v.id)
		return r;
	if ((r = visitor_merge(d->db, d->v.id, other.v.token)) != 1)
		return r;
	return change_note(d->db, &BY, "test merge", d->v.id, "");
}

/* Two who look like one. */
static int
is_alike(struct deed *d)
{
	char agent[16];

	(void)snprintf(agent, sizeof(agent), "%ld", random());
	if (comes(d, agent) == -1 || comes(d, agent) == -1 ||
	    alike_note(d->db, d->v.id, "https://shop.example/") == -1)
		return -1;
	return random() % 2 ? 0 : alike_merge(d->db, &BY, d->v.id);
}

static int
is_one(struct deed *d)
{
	int r = fleeting(d);

	return r == 1 ? alike_merge(d->db, &BY, d->v.id) : r;
}

static int
is_erased(struct deed *d)
{
	struct erasing e = {.by = &BY, .replies = random() % 2};
	int r;

	if ((r = fleeting(d)) != 1)
		return r;
	e.visitor = d->v.id;
	return visitor_erase(d->db, &e);
}

static int
signs_in(struct deed *d)
{
	struct changing c = {.site = 1, .now = {SAID_USER, 0}};
	int r;

	if ((r = fleeting(d)) != 1)
		return r;
	c.was = d->v.token;
	return profile_change(d->db, &c);
}

/* --- People -------------------------------------------------------------- */

static int
hires(struct deed *d)
{
	char login[32];
	struct staff s = {.login = login,
	    .name = "Carl",
	    .email = "",
	    .languages = "",
	    .roles = {9},
	    .nroles = 1,
	    .places = {{0}},
	    .nplaces = 1,
	    .shown = "",
	    .hash = "!"};

	rand_bytes(s.key, sizeof(s.key));
	(void)snprintf(login, sizeof(login), "carl%ld", random());
	return staff_save(d->db, &BY, &s) == CHANGE_FAILED ? -1 : 0;
}

static const struct query HIRED = {
    "test hired", "SELECT MAX(id) FROM operator WHERE id > 3"};

/* Who came last; 0: nobody. */
static uint64_t
hired(struct db *db)
{
	struct stmt *st = db_query(db, &HIRED);

	return db_step(st) == 1 ? db_u64(st) : 0;
}

static int
fires(struct deed *d)
{
	struct staff s;
	uint64_t id = hired(d->db);

	if (id == 0 || staff_get(d->db, id, &s) != 1)
		return 0;
	return staff_delete(d->db, &BY, &s) == CHANGE_FAILED ? -1 : 0;
}

/* With a chat in hand they stay; whether they have it is known at this moment
 * only. */
static int
gives_to_the_new_one(struct deed *d)
{
	struct transfer t = {
	    .by = &d->by, .chat = d->chat, .to = hired(d->db), .note = ""};

	if (t.to == 0)
		return 0;
	return transfer_to_operator(d->db, &t) == -1 && hired(d->db) == t.to
		   ? -1
		   : 0;
}

/* ------------------------------------------------------------------------- */

int
deed_rare(struct deed *d)
{
	static int (*const deeds[])(struct deed *) = {merges, merges, merges,
	    is_alike, is_one, is_one, is_erased, is_erased, signs_in, signs_in,
	    hires, fires, fires, gives_to_the_new_one};

	return deeds[(size_t)random() % COUNT(deeds)](d);
}
