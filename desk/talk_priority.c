/* SPDX-License-Identifier: ISC */
/* talk_priority.c: an operator raises or lowers a chat. Floor 3; semantics.md
 * section 5. */
#include <inttypes.h>
#include <stdio.h>

#include "desk/permission.h"
#include "desk/session.h"
#include "desk/talk.h"
#include "lib/db.h"

struct raising {
	const struct operator* by;
	uint64_t chat;
	int64_t to;
};

static const struct query STANDING = {"priority_standing",
    "SELECT c.status + 0, c.owner_id, c.priority FROM chat c"
    " WHERE c.id = ? AND c.kind = 'chat'"};

static const struct query SET = {"priority_set",
    "UPDATE chat SET priority = ?, changed_at = NOW(3) WHERE id = ?"};

/* May it be done?  TALK_DONE and what it was, or why not, -1.  Two trips. */
static int
stand(struct db *db, const struct raising *r, int64_t *was)
{
	struct stmt *st;
	enum chat_status status;
	uint64_t owner, visitor;
	int found;

	if ((found = chat_hold(db, r->chat, &visitor)) != 1)
		return found == 0 ? TALK_GONE : -1;
	st = db_query(db, &STANDING);
	db_bind_u64(st, r->chat);
	if ((found = db_step(st)) != 1)
		return found == 0 ? TALK_GONE : -1;
	status = (enum chat_status)db_u64(st);
	owner = db_u64(st);
	*was = db_i64(st);
	if (status == CHAT_CLOSED)
		return TALK_CLOSED;
	if (owner != r->by->id && !operator_may(r->by, MAY_SET_PRIORITY))
		return TALK_TAKEN;
	return *was == r->to ? TALK_AGAIN : TALK_DONE;
}

static int
work(struct db *db, void *arg)
{
	const struct raising *r = arg;
	char note[24];
	struct chat_happening h = {.chat = r->chat,
	    .kind = "priority",
	    .operator= r->by->id,
	    .note = note};
	struct stmt *st;
	int64_t was = 0;
	int outcome;

	if ((outcome = stand(db, r, &was)) != TALK_DONE)
		return outcome;
	st = db_query(db, &SET);
	db_bind_i64(st, r->to);
	db_bind_u64(st, r->chat);
	(void)snprintf(note, sizeof(note), "%" PRId64, r->to);
	h.why = r->to > was ? "raised" : "lowered";
	if (db_exec(st) == -1 || chat_happened(db, &h) == -1)
		return -1;
	return TALK_DONE;
}

int
talk_priority(
    struct db *db, const struct operator* by, uint64_t chat, int64_t priority)
{
	struct raising r = {by, chat, priority};

	return db_transaction(db, work, &r);
}
