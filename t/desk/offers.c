/* SPDX-License-Identifier: ISC */
/* offers.c: what tests of offers begin with. */
#include <inttypes.h>

#include "lib/mem.h"
#include "t/desk/offers.h"

/* Anna and Ben are there; Sales gives out chats: 60 s to accept. */
int
offers_open(void **state)
{
	shop_open(state);
	desk_sql("UPDATE operator SET last_seen_at = NOW(3),"
		 " last_accepted_at = NOW(3) - INTERVAL id MINUTE;\n"
		 "UPDATE department SET auto_assign = 1 WHERE id = 1;\n");
	return 0;
}

/* A pending chat of Sales, so many seconds old. */
uint64_t
offers_pending(unsigned age)
{
	static unsigned serial;
	uint64_t id = ++serial;

	shop_sql("INSERT INTO visitor (id, site_id, token_hash) VALUES"
		 " (%" PRIu64 ", 1, RPAD(%" PRIu64 ", 32, 'v'));\n"
		 "INSERT INTO chat (id, visitor_id, site_id, department_id,"
		 " status, begun_by, client_key, created_at, pending_at) VALUES"
		 " (%" PRIu64 ", %" PRIu64 ", 1, 1, 'pending', 'visitor',"
		 " 'keykeyke', NOW(3) - INTERVAL %u SECOND,"
		 " NOW(3) - INTERVAL %u SECOND);\n",
	    id, id, id, id, age, age);
	return id;
}

/* "status owner" of a chat. */
const char *
offers_stand(uint64_t chat)
{
	static const char *const words[] = {
	    "", "bot", "pending", "active", "closed"};

	return mem_printf(desk_mem(), "%s %" PRIu64,
	    words[shop_number(
		"SELECT status + 0 FROM chat WHERE id = %" PRIu64, chat)],
	    shop_number("SELECT COALESCE(owner_id, 0) FROM chat WHERE id"
			" = %" PRIu64,
		chat));
}

/* The words of its history, with why, from the beginning. */
char *
offers_history(struct db *db, uint64_t chat)
{
	static const struct query q = {"history",
	    "SELECT GROUP_CONCAT(kind, COALESCE(CONCAT(' ', other_id), ''),"
	    " COALESCE(CONCAT(' (', why, ')'), '') ORDER BY id SEPARATOR"
	    " ', ') FROM chat_event WHERE chat_id = ?"};
	struct stmt *st = db_query(db, &q);
	char *text;

	db_bind_u64(st, chat);
	assert_int_equal(db_step(st), 1);
	text = db_str(st);
	return text != NULL ? text : mem_str(desk_mem(), "");
}

/* The time of the running offer is over. */
void
offers_later(uint64_t chat, unsigned seconds)
{
	shop_sql("UPDATE chat SET offered_at = offered_at - INTERVAL %u SECOND,"
		 " offer_until = offer_until - INTERVAL %u SECOND,"
		 " pending_at = pending_at - INTERVAL %u SECOND WHERE id"
		 " = %" PRIu64 ";\nUPDATE offer SET"
		 " offered_at = offered_at - INTERVAL %u SECOND,"
		 " ended_at = ended_at - INTERVAL %u SECOND WHERE chat_id"
		 " = %" PRIu64 ";\n",
	    seconds, seconds, seconds, chat, seconds, seconds, chat);
}

/* First right, in its own transaction. */
struct first {
	uint64_t chat;
	uint64_t sender;
};

static int
first_work(struct db *db, void *arg)
{
	const struct first *f = arg;

	return offer_first(db, f->chat, f->sender);
}

int
offers_first(struct db *db, uint64_t chat, uint64_t sender)
{
	struct first f = {chat, sender};

	return db_transaction(db, first_work, &f);
}
