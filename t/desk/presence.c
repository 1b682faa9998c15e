/* SPDX-License-Identifier: ISC */
/* presence.c: what pulse writes and reads: presence, the feed, what falls
 * due, the purge. Floor 9. */
#include <stdio.h>
#include <string.h>

#include "desk/due.h"
#include "desk/feed.h"
#include "desk/presence.h"
#include "desk/purge.h"
#include "desk/tail.h"
#include "t/desk/desktest.h"

/* Visitors 1 to 5 have the boxes of 16 times a to e. */
static struct waiting waiting[TAIL_ROWS];

static int
begin(void **state)
{
	desk_sql("DELETE FROM feed;\n"
		 "DELETE FROM chat_event;\n"
		 "DELETE FROM chat;\n"
		 "DELETE FROM visitor;\n"
		 "UPDATE counter SET n = 0;\n"
		 "INSERT INTO visitor (id, site_id, token_hash) SELECT seq, 1,"
		 " UNHEX(SHA2(seq, 256)) FROM seq_1_to_5;\n"
		 "INSERT INTO visit (id, visitor_id, box_id) SELECT 10 * seq,"
		 " seq, REPEAT(CHAR(96 + seq), 16) FROM seq_1_to_5;\n"
		 "INSERT INTO presence (visitor_id, site_id, visit_id, view_id,"
		 " box_id, gone_at, changed_at) SELECT visitor_id, 1, id, 0,"
		 " box_id, NOW(3) + INTERVAL 20 SECOND, '2020-01-01'"
		 " FROM visit;\n");
	*state = desk_open();
	return 0;
}

static int
end(void **state)
{
	db_close(*state);
	return 0;
}

static struct presence_write
row(int visitor, enum presence_do what, enum beat_state state, uint32_t hold)
{
	struct presence_write w = {.what = what, .state = state, .hold = hold};

	memset(w.box, 'a' + visitor - 1, BOX_ID);
	return w;
}

static void
a_batch_is_written_in_one_transaction(void **state)
{
	struct presence_write w[] = {
	    row(1, PRESENCE_STAY, STATE_IDLE, 45000),
	    row(2, PRESENCE_STAY, STATE_NEW, 30000),
	    row(3, PRESENCE_STAY, STATE_NEW, 1000),
	    row(4, PRESENCE_LEAVE, STATE_NEW, 0),
	};
	uint64_t before = db_trips(*state);

	assert_int_equal(presence_save(*state, w, COUNT(w)), 0);
	/* One for each state and hold, one for who leaves. */
	assert_int_equal(db_trips(*state) - before, 6);
	assert_int_equal(desk_number("SELECT COUNT(*) FROM presence WHERE"
				     " visitor_id = 1 AND state = 'idle' AND"
				     " gone_at > NOW() + INTERVAL 40 SECOND AND"
				     " changed_at > '2021-01-01'"),
	    1);
	assert_int_equal(desk_number("SELECT COUNT(*) FROM presence WHERE"
				     " visitor_id = 2 AND state = 'new' AND"
				     " gone_at > NOW() + INTERVAL 25 SECOND AND"
				     " changed_at < '2021-01-01'"),
	    1);
	/* Nobody's time is cut short but by leaving. */
	assert_int_equal(desk_number("SELECT COUNT(*) FROM presence WHERE"
				     " visitor_id = 3 AND"
				     " gone_at > NOW() + INTERVAL 15 SECOND"),
	    1);
	assert_int_equal(desk_number("SELECT COUNT(*) FROM presence WHERE"
				     " visitor_id = 4 AND"
				     " gone_at < NOW() + INTERVAL 11 SECOND"),
	    1);
}

static void
a_crowd_is_written_by_few_statements(void **state)
{
	static struct presence_write w[200];
	uint64_t before;
	uint32_t i;

	desk_sql("INSERT INTO visitor (id, site_id, token_hash) SELECT seq, 1,"
		 " UNHEX(SHA2(seq, 256)) FROM seq_1001_to_1200;\n"
		 "INSERT INTO presence (visitor_id, site_id, visit_id, view_id,"
		 " box_id, gone_at, changed_at) SELECT seq, 1, seq, 0,"
		 " UNHEX(LPAD(HEX(seq), 32, '7')),"
		 " NOW(3) + INTERVAL 20 SECOND, '2020-01-01'"
		 " FROM seq_1001_to_1200;\n");
	for (i = 0; i < COUNT(w); i++) {
		w[i] = row(1, PRESENCE_STAY, STATE_IDLE, 45000);
		memset(w[i].box, 0x77, BOX_ID);
		w[i].box[14] = (unsigned char)(0x70 | (1200 - i) >> 8);
		w[i].box[15] = (unsigned char)(1200 - i);
	}
	before = db_trips(*state);
	assert_int_equal(presence_save(*state, w, COUNT(w)), 0);
	assert_int_equal(db_trips(*state) - before, 2 + 4);
	assert_int_equal(desk_number("SELECT COUNT(*) FROM presence WHERE"
				     " state = 'idle' AND visitor_id > 1000 AND"
				     " changed_at > '2021-01-01' AND"
				     " gone_at > NOW() + INTERVAL 40 SECOND"),
	    200);
	assert_int_equal(desk_number("SELECT COUNT(*) FROM presence WHERE"
				     " state = 'new' AND visitor_id < 6 AND"
				     " changed_at < '2021-01-01'"),
	    5);
}

static void
of_one_visitor_what_came_last_is_written(void **state)
{
	struct presence_write w[] = {
	    row(1, PRESENCE_STAY, STATE_FRONT, 25000),
	    row(1, PRESENCE_STAY, STATE_HIDDEN, 75000),
	    row(2, PRESENCE_STAY, STATE_HIDDEN, 75000),
	    row(2, PRESENCE_STAY, STATE_FRONT, 25000),
	    row(3, PRESENCE_STAY, STATE_HIDDEN, 75000),
	    row(3, PRESENCE_LEAVE, STATE_HIDDEN, 0),
	    row(4, PRESENCE_LEAVE, STATE_FRONT, 0),
	    row(4, PRESENCE_STAY, STATE_FRONT, 25000),
	};

	assert_int_equal(presence_save(*state, w, COUNT(w)), 0);
	assert_int_equal(desk_number("SELECT SUM(visitor_id * state) FROM"
				     " presence WHERE visitor_id < 3"),
	    1 * 3 + 2 * 1);
	assert_int_equal(desk_number("SELECT gone_at < NOW() + INTERVAL 11"
				     " SECOND FROM presence"
				     " WHERE visitor_id = 3"),
	    1);
	assert_int_equal(desk_number("SELECT gone_at > NOW() + INTERVAL 15"
				     " SECOND FROM presence"
				     " WHERE visitor_id = 4"),
	    1);
}

static void
a_leave_gives_nobody_more_time(void **state)
{
	struct presence_write w = row(1, PRESENCE_LEAVE, STATE_NEW, 0);

	desk_sql("UPDATE presence SET gone_at = NOW(3);\n");
	assert_int_equal(presence_save(*state, &w, 1), 0);
	assert_int_equal(desk_number("SELECT COUNT(*) FROM presence WHERE"
				     " gone_at > NOW(3) + INTERVAL 1 SECOND"),
	    0);
}

static void
who_was_struck_off_is_made_again_from_the_visit(void **state)
{
	struct presence_write w[] = {
	    row(1, PRESENCE_STAY, STATE_HIDDEN, 75000),
	    row(2, PRESENCE_STAY, STATE_FRONT, 25000),
	    row(3, PRESENCE_STAY, STATE_FRONT, 25000),
	    row(9, PRESENCE_STAY, STATE_FRONT, 25000),
	};

	desk_sql("INSERT INTO page_view (id, visit_id, visitor_id, view_key,"
		 " url) VALUES (77, 10, 1, 'abcdefgh', 'http://x/');\n"
		 "DELETE FROM presence WHERE visitor_id < 3;\n"
		 "UPDATE visit SET seen_at = NOW() - INTERVAL 2 HOUR"
		 " WHERE id = 20;\n"
		 "UPDATE visitor SET seen_at = NOW() - INTERVAL 2 HOUR"
		 " WHERE id = 2;\n");
	assert_int_equal(presence_save(*state, w, COUNT(w)), 1);
	assert_int_equal(desk_number("SELECT visit_id + view_id FROM presence"
				     " WHERE visitor_id = 1 AND"
				     " state = 'hidden'"),
	    87);
	assert_int_equal(desk_number("SELECT COUNT(*) FROM presence"), 4);
}

static void
a_newer_visit_is_not_undone_by_the_older_box(void **state)
{
	struct presence_write w = row(1, PRESENCE_STAY, STATE_FRONT, 25000);

	desk_sql("INSERT INTO visit (id, visitor_id, box_id) VALUES"
		 " (11, 1, 'zzzzzzzzzzzzzzzz');\n"
		 "UPDATE presence SET visit_id = 11, box_id ="
		 " 'zzzzzzzzzzzzzzzz' WHERE visitor_id = 1;\n");
	assert_int_equal(presence_save(*state, &w, 1), 0);
	assert_int_equal(desk_number("SELECT visit_id FROM presence"
				     " WHERE visitor_id = 1"),
	    11);
}

/* --- The feed --------------------------------------------------------------- */

static int
wait_work(struct db *db, void *arg)
{
	return feed_wait(db, *(uint64_t *)arg);
}

static void
wait_for(struct db *db, uint64_t visitor)
{
	assert_int_equal(db_transaction(db, wait_work, &visitor), 0);
}

static void
the_tail_gives_what_came_since(void **state)
{
	uint64_t place, n, before;

	wait_for(*state, 1);
	assert_int_equal(tail_counter(*state, &place), 0);
	assert_int_equal(tail_read(*state, &place, waiting), 0);
	wait_for(*state, 2);
	wait_for(*state, 3);
	before = db_trips(*state);
	assert_int_equal(tail_read(*state, &place, waiting), 2);
	assert_int_equal(db_trips(*state) - before, 1);
	assert_int_equal(waiting[0].visitor, 2);
	assert_int_equal(waiting[1].box[0], 'c');
	assert_true(waiting[1].wait_n > waiting[1].read_n);
	assert_int_equal(tail_counter(*state, &n), 0);
	assert_true(n == place);
	assert_int_equal(tail_read(*state, &place, waiting), 0);
	/* What was read has a row too. */
	assert_int_equal(feed_read(*state, 3, n), 0);
	assert_int_equal(tail_read(*state, &place, waiting), 1);
	assert_true(waiting[0].read_n >= waiting[0].wait_n);
}

static void
every_live_mailbox_of_a_visitor_is_told(void **state)
{
	uint64_t place = 0;

	desk_sql("INSERT INTO visit (id, visitor_id, box_id, seen_at) VALUES"
		 " (11, 1, 'yyyyyyyyyyyyyyyy', NOW()),"
		 " (12, 1, 'xxxxxxxxxxxxxxxx', NOW() - INTERVAL 3 HOUR);\n");
	wait_for(*state, 1);
	assert_int_equal(tail_read(*state, &place, waiting), 2);
}

static void
a_place_that_was_purged_is_noticed(void **state)
{
	uint64_t place, old;

	wait_for(*state, 1);
	assert_int_equal(tail_counter(*state, &place), 0);
	old = place;
	wait_for(*state, 2);
	wait_for(*state, 3);
	desk_sql("UPDATE feed SET at = NOW() - INTERVAL 2 HOUR;\n");
	assert_int_equal(purge_feed(*state), 2);
	assert_int_equal(tail_read(*state, &place, waiting), TAIL_LOST);
	assert_true(place == old);
	/* Who had read everything finds the newest row, never purged. */
	assert_int_equal(tail_counter(*state, &place), 0);
	assert_int_equal(tail_read(*state, &place, waiting), 0);
	/* A restored database hands out greater numbers, never old ones. */
	place += 1000000000000;
	wait_for(*state, 4);
	assert_int_equal(tail_read(*state, &place, waiting), 0);
}

static void
all_that_waits_is_found_without_the_feed(void **state)
{
	uint64_t visitor = 0;

	desk_sql("UPDATE visitor SET wait_n = 5 WHERE id IN (2, 4, 5);\n"
		 "UPDATE visitor SET read_n = 5 WHERE id = 4;\n");
	assert_int_equal(tail_waiting(*state, &visitor, waiting), 2);
	assert_int_equal(visitor, 5);
	assert_int_equal(tail_waiting(*state, &visitor, waiting), 0);
}

/* --- What falls due --------------------------------------------------------- */

static void
an_invitation_expires_once(void **state)
{
	desk_sql(
	    "INSERT INTO invitation (visitor_id, client_key, text, status,"
	    " expires_at) VALUES"
	    " (1, 'aaaaaaaa', 'a', 'seen', NOW(3)),"
	    " (2, 'aaaaaaaa', 'a', 'queued', NOW() + INTERVAL 1 HOUR),"
	    " (3, 'aaaaaaaa', 'a', 'delivered', NULL),"
	    " (4, 'aaaaaaaa', 'a', 'replied', NOW() - INTERVAL 1 HOUR);\n");
	assert_int_equal(due_expire(*state), 1);
	assert_int_equal(due_expire(*state), 0);
	assert_int_equal(desk_number("SELECT visitor_id FROM invitation WHERE"
				     " status = 'expired' AND"
				     " ended_at IS NOT NULL"),
	    1);
	assert_int_equal(desk_number("SELECT visitor_id FROM feed"), 1);
	assert_int_equal(desk_number("SELECT wait_n = (SELECT n FROM counter)"
				     " FROM visitor WHERE id = 1"),
	    1);
}

static void
only_an_unanswered_chat_of_an_operator_is_closed(void **state)
{
	desk_sql("INSERT INTO chat (visitor_id, site_id, status, owner_id,"
		 " begun_by, client_key, created_at, visitor_lines) VALUES"
		 " (1, 1, 'active', 1, 'operator', 'aaaaaaaa',"
		 " NOW() - INTERVAL 61 MINUTE, 0),"
		 " (2, 1, 'active', 1, 'operator', 'aaaaaaaa',"
		 " NOW() - INTERVAL 59 MINUTE, 0),"
		 " (3, 1, 'active', 1, 'operator', 'aaaaaaaa',"
		 " NOW() - INTERVAL 61 MINUTE, 1),"
		 " (4, 1, 'active', 1, 'invitation', 'aaaaaaaa',"
		 " NOW() - INTERVAL 61 MINUTE, 0);\n"
		 "INSERT INTO chat (visitor_id, site_id, status, owner_id,"
		 " begun_by, client_key, created_at, department_id) VALUES"
		 " (5, 1, 'active', 1, 'operator', 'aaaaaaaa',"
		 " NOW() - INTERVAL 6 MINUTE, 1);\n");
	assert_int_equal(due_no_reply(*state), 2);
	assert_int_equal(due_no_reply(*state), 0);
	assert_int_equal(desk_number("SELECT SUM(visitor_id) FROM chat WHERE"
				     " closed_by = 'no reply'"),
	    6);
	assert_int_equal(desk_number("SELECT COUNT(*) FROM chat_event"), 2);
	assert_int_equal(desk_number("SELECT COUNT(*) FROM feed"), 2);
}

static void
what_had_its_time_goes(void **state)
{
	desk_sql("UPDATE presence SET gone_at = NOW() - INTERVAL 61 SECOND"
		 " WHERE visitor_id < 3;\n"
		 "UPDATE presence SET gone_at = NOW() - INTERVAL 50 SECOND"
		 " WHERE visitor_id = 3;\n"
		 "UPDATE visit SET seen_at = NOW() - INTERVAL 91 DAY"
		 " WHERE visitor_id IN (1, 2, 4);\n"
		 "UPDATE visitor SET seen_at = NOW() - INTERVAL 91 DAY"
		 " WHERE id IN (1, 2, 4);\n"
		 "INSERT INTO chat (visitor_id, site_id, status, begun_by,"
		 " client_key) VALUES (2, 1, 'closed', 'visitor', 'aaaaaaaa');"
		 "\n"
		 "INSERT INTO page_view (visit_id, visitor_id, view_key, url,"
		 " at) VALUES (50, 5, 'aaaaaaaa', '', NOW() - INTERVAL 91 DAY),"
		 " (50, 5, 'bbbbbbbb', '', NOW());\n");
	assert_int_equal(purge_presence(*state), 2);
	assert_int_equal(purge_views(*state, 90), 1);
	/* Visitor 4 is there now, and stays; visitor 2 has a chat. */
	assert_int_equal(purge_visits(*state, 90), 2);
	assert_int_equal(purge_visitors(*state, 90), 1);
	assert_int_equal(desk_number("SELECT COUNT(*) FROM visitor"), 4);
	assert_int_equal(purge_sessions(*state, 12), 0);
	assert_int_equal(purge_failures(*state), 0);
	desk_sql(
	    "INSERT INTO site_report (site_id, what, scheme, host, last_at)"
	    " SELECT id, 1, 1, CONCAT('h', n), NOW(3) - INTERVAL n DAY"
	    " FROM site JOIN (SELECT 6 n UNION SELECT 8) d LIMIT 2");
	assert_int_equal(purge_reports(*state, 7), 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_batch_is_written_in_one_transaction),
	    TEST(a_crowd_is_written_by_few_statements),
	    TEST(of_one_visitor_what_came_last_is_written),
	    TEST(a_leave_gives_nobody_more_time),
	    TEST(who_was_struck_off_is_made_again_from_the_visit),
	    TEST(a_newer_visit_is_not_undone_by_the_older_box),
	    TEST(the_tail_gives_what_came_since),
	    TEST(every_live_mailbox_of_a_visitor_is_told),
	    TEST(a_place_that_was_purged_is_noticed),
	    TEST(all_that_waits_is_found_without_the_feed),
	    TEST(an_invitation_expires_once),
	    TEST(only_an_unanswered_chat_of_an_operator_is_closed),
	    TEST(what_had_its_time_goes),
	};

	desk_begin(argc, argv);
	desk_sql("INSERT INTO site (id, site_key, name) VALUES"
		 " (1, 'abcdefghabcdefgh', 'Shop');\n"
		 "INSERT INTO operator (id, login, name, password) VALUES"
		 " (1, 'anna', 'Anna', '');\n"
		 "INSERT INTO department (id, name, no_reply_minutes) VALUES"
		 " (1, 'Sales', 5);\n");
	return RUN(tests);
}
