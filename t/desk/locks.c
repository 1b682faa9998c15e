/* SPDX-License-Identifier: ISC */
/* locks.c: everybody does everything to the same few visitors at once, and no
 * two wait for each other: the order of locks in desk/feed.h. */
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "desk/bot_chat.h"
#include "desk/due.h"
#include "desk/feed.h"
#include "desk/invitation.h"
#include "desk/offer.h"
#include "desk/outcome.h"
#include "desk/permission.h"
#include "desk/send.h"
#include "desk/session.h"
#include "desk/talk.h"
#include "desk/transfer.h"
#include "desk/visitor_chat.h"
#include "lib/log.h"
#include "lib/rand.h"
#include "t/desk/deeds.h"
#include "t/desk/shop.h"

enum {
	PEOPLE = 8,   /* processes */
	ROUNDS = 500, /* deeds of each */
	PATIENCE = 4  /* times that all of them are done */
};

/* The visitor on their page. */
#define AT(d) (&(const struct acting){(d)->v.id, (d)->v.token, (d)->chat, NULL})

#define DEED(name, does) \
	static int name(struct deed *d) \
	{ \
		return does; \
	}

static const struct contact NOBODY = {"", "", ""};

static int
starts(struct deed *d)
{
	struct starting s = {.visitor = d->v.id,
	    .token = d->v.token,
	    .site = 1,
	    .kind = KIND_CHAT,
	    .text = "Hello",
	    .contact = &NOBODY};

	rand_bytes(s.key, sizeof(s.key));
	return visitor_chat_start(d->db, &s) == CHAT_EXISTS ? 0 : 1;
}

static int
says(struct deed *d)
{
	struct saying s = {.visitor = d->v.id,
	    .token = d->v.token,
	    .chat = d->chat,
	    .text = "Yes"};

	rand_bytes(s.key, sizeof(s.key));
	return visitor_chat_say(d->db, &s);
}

DEED(types, visitor_chat_typing(d->db, AT(d), random() % 2))
DEED(reads, visitor_chat_read(d->db, AT(d), (uint32_t)(random() % 9)))
DEED(ends, visitor_chat_end(d->db, AT(d)))
DEED(wants_a_person, visitor_chat_person(d->db, AT(d)))
DEED(leaves_an_address, visitor_chat_address(d->db, AT(d),
			    random() % 2 ? "a@b.example" : "c@d.example"))

static int
replies(struct deed *d)
{
	struct reply r = {.visitor = d->v.id,
	    .token = d->v.token,
	    .site = 1,
	    .invitation = d->invitation,
	    .text = "Yes",
	    .contact = &NOBODY};

	rand_bytes(r.key, sizeof(r.key));
	return invitation_reply(d->db, &r);
}

static int
sees(struct deed *d)
{
	const struct claim c = {.visitor = d->v.id,
	    .invitation = d->invitation,
	    .version = d->version,
	    .instance = 1};

	return invitation_delivered(d->db, d->invitation, d->version) == -1
		   ? -1
		   : invitation_claim(d->db, &c);
}

DEED(refuses, invitation_close(d->db, d->v.id, d->invitation))

static int
fetches(struct deed *d)
{
	if (invitation_lapse(d->db, d->v.id) == -1)
		return -1;
	return feed_read(d->db, d->v.id, UINT64_MAX / 2);
}

static int
views(struct deed *d)
{
	struct view view =
	    deed_view(&d->v, (unsigned)random(), random() % 2 ? "1" : "2");

	return visitor_view(d->db, &d->v, &view);
}

static int
invites(struct deed *d)
{
	struct sending s = {.by = &d->by,
	    .visitor = d->v.id,
	    .text = "Hello",
	    .address = "",
	    .replace = d->invitation,
	    .department = (uint64_t)(random() % 3),
	    .options = random() % 2 ? SEND_ASSIGN_ME : SEND_SKIP_BOT};

	rand_bytes(s.key, sizeof(s.key));
	return send_invitation(d->db, &s);
}

DEED(is_told, outcome_told_until(d->db, &d->by, UINT64_MAX / 2))

static int
begins(struct deed *d)
{
	struct sending s = {
	    .by = &d->by, .visitor = d->v.id, .text = "Hello", .address = ""};

	rand_bytes(s.key, sizeof(s.key));
	return send_chat(d->db, &s);
}

static int
edits(struct deed *d)
{
	struct send_edit e = {.by = &d->by,
	    .visitor = d->v.id,
	    .invitation = d->invitation,
	    .version = d->version,
	    .text = "Well?"};

	return send_edit(d->db, &e);
}

DEED(revokes, send_revoke(d->db, &d->by, d->v.id, d->invitation))
DEED(accepts, talk_accept(d->db, &d->by, d->chat))

static int
answers(struct deed *d)
{
	struct talk_line l = {.by = &d->by, .chat = d->chat, .text = "So"};

	rand_bytes(l.key, sizeof(l.key));
	return talk_say(d->db, &l);
}

DEED(writes, talk_typing(d->db, &d->by, d->chat))
DEED(catches_up, talk_read(d->db, &d->by, d->chat, (uint32_t)(random() % 9)))
DEED(closes, talk_close(d->db, &d->by, d->chat))
DEED(raises, talk_priority(d->db, &d->by, d->chat, random() % 3))

static int
hands_on(struct deed *d)
{
	struct transfer t = {
	    .by = &d->by, .chat = d->chat, .to = 3 - d->by.id, .note = ""};

	return transfer_to_operator(d->db, &t);
}

static int
moves(struct deed *d)
{
	struct transfer t = {.by = &d->by,
	    .chat = d->chat,
	    .to = (uint64_t)(1 + random() % 2),
	    .note = ""};

	return transfer_to_department(d->db, &t);
}

DEED(takes_over, transfer_take_over(d->db, &d->by, d->chat))
DEED(takes_from_the_bot, bot_take(d->db, &d->by, d->chat))

/* As pulse does, with everything due now. */
static int
falls_due(struct deed *d)
{
	static const struct query now = {"test now",
	    "UPDATE chat SET offer_until = NOW(3) WHERE visitor_id = ?"
	    " AND offer_until > NOW(3)"};
	static const struct query gone = {
	    "test gone", "DELETE FROM presence WHERE visitor_id = ?"};
	struct stmt *st = db_query(d->db, &now);

	db_bind_u64(st, d->v.id);
	if (db_exec(st) == -1)
		return -1;
	/* Of regulars: a record that goes takes its row along. */
	st = db_query(d->db, &gone);
	db_bind_u64(st, d->v.id <= REGULARS ? d->v.id : 0);
	if (db_exec(st) == -1)
		return -1;
	if (offer_due(d->db) == -1 || due_expire(d->db) == -1 ||
	    due_no_reply(d->db) == -1)
		return -1;
	return due_left_bot(d->db);
}

static int (*const DEEDS[])(struct deed *) = {starts, starts, says, says, types,
    reads, ends, wants_a_person, wants_a_person, leaves_an_address, replies,
    replies, replies, sees, refuses, fetches, views, invites, invites, is_told,
    begins, edits, revokes, accepts, answers, writes, catches_up, closes,
    raises, hands_on, moves, takes_over, takes_from_the_bot, takes_from_the_bot,
    falls_due, falls_due, falls_due, deed_rare, deed_rare, deed_rare, deed_rare,
    deed_rare};

/* One person's deeds; 0, or the place of the deed that failed. */
static int
person(unsigned who)
{
	struct deed d = {.db = desk_open()};
	size_t n;
	unsigned i;
	int found;

	srandom(who);
	for (i = 0; i < ROUNDS; i++) {
		n = (size_t)random() % (sizeof(DEEDS) / sizeof(DEEDS[0]));
		if ((found = deed_about(&d)) != 1) {
			if (found == -1)
				return 99;
			continue;
		}
		d.by = (struct operator){.id = (uint64_t)(1 + random() % 2),
		    .may = 1 << MAY_USE_CHATS | 1 << MAY_TAKE_OVER};
		if (DEEDS[n](&d) == -1 && !deed_over(&d))
			return (int)n + 1;
	}
	db_close(d.db);
	return 0;
}

#define DEADLOCKS \
	"SELECT CAST(VARIABLE_VALUE AS UNSIGNED)" \
	" FROM information_schema.GLOBAL_STATUS" \
	" WHERE VARIABLE_NAME = 'INNODB_DEADLOCKS'"

/* All of them at once. */
static void
everybody(unsigned round)
{
	pid_t pid[PEOPLE];
	unsigned i;
	int status;

	for (i = 0; i < PEOPLE; i++) {
		if ((pid[i] = fork()) == -1)
			fatal("fork");
		if (pid[i] == 0)
			_exit(person(round * PEOPLE + i + 1));
	}
	for (i = 0; i < PEOPLE; i++) {
		assert_int_equal(waitpid(pid[i], &status, 0), pid[i]);
		assert_int_equal(status, 0);
	}
}

/* All that can be at stake is: chats are begun, given out, closed ...; what
 * never was, or NULL. */
static const char *
never(void)
{
	static const char *const kinds[] = {"begun", "replied", "accepted",
	    "accepted automatically", "offered", "lapsed", "transferred",
	    "moved", "took over", "closed", "bot began", "person wished",
	    "taken from the bot", "left the bot", "address left", "priority",
	    "signed in", "erased"};
	static const char *const others[] = {"test merge", "visitor merge",
	    "visitor erase", "operator add", "operator delete"};
	size_t i;

	for (i = 0; i < COUNT(kinds); i++)
		if (shop_number("SELECT COUNT(*) FROM chat_event WHERE"
				" kind = '%s'",
			kinds[i]) == 0)
			return kinds[i];
	for (i = 0; i < COUNT(others); i++)
		if (shop_number("SELECT COUNT(*) FROM audit WHERE what = '%s'",
			others[i]) == 0)
			return others[i];
	return desk_number("SELECT COUNT(*) FROM invitation"
			   " WHERE ended_by > 0") == 0
		   ? "an invitation revoked"
		   : NULL;
}

/* Until each deed was done: mostly one round, chance may want another. */
static void
nobody_waits_in_a_ring(void **state)
{
	uint64_t before = desk_number(DEADLOCKS);
	struct visitor v;
	unsigned i;

	for (i = 1; i <= REGULARS; i++)
		shop_visitor(*state, i, &v);
	for (i = 0; i < PATIENCE && never() != NULL; i++)
		everybody(i);
	assert_int_equal(desk_number(DEADLOCKS) - before, 0);
}

static void
and_each_deed_was_done(void **state)
{
	const char *what = never();

	(void)state;
	if (what != NULL)
		fail_msg("never: %s", what);
}

static int
everything_is_due(void **state)
{
	shop_open(state);
	desk_sql("INSERT INTO bot (id, name, top) VALUES (1, 'Bot', 2),"
		 " (2, 'Other', 1);\n"
		 "INSERT INTO bot_step (bot_id, step, place, name, kind, text)"
		 " VALUES (1, 1, 0, 'Ask', 'ask', 'What?'),"
		 " (1, 2, 1, 'End', 'end', 'Bye'),"
		 " (2, 1, 0, 'Ask', 'ask', 'Why?');\n"
		 "INSERT INTO bot_choice VALUES (1, 1, 0, 'Nothing', 2);\n"
		 "INSERT INTO operator (id, login, name, password) VALUES"
		 " (3, 'zoe', 'Zoe', '!');\n"
		 "UPDATE department SET auto_assign = id = 1,"
		 " bot_id = IF(id = 2, 1, NULL), bot_minutes = 0,"
		 " unanswered_minutes = 0;\n"
		 "INSERT INTO session (token_hash, operator_id, address, agent)"
		 " VALUES (RPAD('b', 32, 'x'), 2, '', '');\n"
		 "INSERT INTO role (id, name) VALUES (9, 'All');\n"
		 "INSERT INTO role_permission VALUES (9, '*', '*');\n"
		 "INSERT INTO operator_role VALUES (1, 9), (2, 9), (3, 9);\n"
		 "UPDATE operator SET last_seen_at = NOW(3),"
		 " always_online = 1, auto_accept = id = 2;\n");
	return 0;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(nobody_waits_in_a_ring),
	    cmocka_unit_test(and_each_deed_was_done),
	};

	desk_begin(argc, argv);
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, everything_is_due, shop_close);
}
