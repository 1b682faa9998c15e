/* SPDX-License-Identifier: ISC */
/* candidate.h: who may be offered a chat, read for the rules of
 * desk/assign.h. Floor 3; semantics.md section 5. */
#ifndef DESK_CANDIDATE_H
#define DESK_CANDIDATE_H

#include <stdint.h>

#include "desk/assign.h"

struct db;

/* Is the operator "o" there for visitors?  For the one answer everywhere. */
#define OPERATOR_THERE \
	" (NOT o.disabled AND o.online AND o.visible AND (o.always_online" \
	" OR (o.last_seen_at > NOW(3) - INTERVAL 120 SECOND" \
	" AND (o.away_at IS NULL OR o.away_at > NOW(3))))) "

/* Is the operator "o" signed in: a session not ended, and a request within
 * 120 s? */
#define OPERATOR_SIGNED_IN \
	" EXISTS (SELECT 1 FROM session os WHERE os.operator_id = o.id" \
	" AND os.ended_at IS NULL" \
	" AND os.seen_at > NOW(3) - INTERVAL 120 SECOND) "

/* The active and offered chats of operator "o", as department "d" counts
 * them. */
#define OPERATOR_LOAD \
	" (SELECT COUNT(*) FROM chat l WHERE l.owner_id = o.id" \
	" AND l.status IN ('pending', 'active') AND l.kind = 'chat'" \
	" AND" CHAT_COUNTS("l") ") "

/* Had this chat a line of late, as far as department "d" asks? */
#define CHAT_COUNTS(chat) \
	" (d.inactive_minutes IS NULL OR EXISTS (SELECT 1 FROM message lm" \
	" WHERE lm.chat_id = " chat ".id AND lm.seq = " chat ".last_seq" \
	" AND lm.at > NOW(3) - INTERVAL d.inactive_minutes MINUTE)) "

/* What the chat's department asks for; without one all is 0.  1, 0 no such
 * chat, -1.  One trip. */
int candidate_rules(struct db *, uint64_t chat, struct assign_rules *);

/* Who is there for the chat's department, at most ASSIGN_CANDIDATES.  n, or
 * -1.  One trip. */
int candidate_list(struct db *, uint64_t chat, struct candidate *);

/* One operator, with only what first right and accepting ask.  1, 0, -1.  One
 * trip. */
int candidate_one(struct db *, uint64_t operator, struct candidate *);

#endif
