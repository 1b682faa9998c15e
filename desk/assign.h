/* SPDX-License-Identifier: ISC */
/* assign.h: who gets a chat: the rules, without a database. Floor 3;
 * semantics.md sections 4 and 5. */
#ifndef DESK_ASSIGN_H
#define DESK_ASSIGN_H

#include <stddef.h>
#include <stdint.h>

enum {
	ASSIGN_ONLINE =
	    120, /* seconds since last seen that one counts as there */
	ASSIGN_ACCEPT = 60,     /* seconds to accept, of a new department */
	ASSIGN_CANDIDATES = 500 /* operators looked at for one chat */
};
#define ASSIGN_NEVER UINT32_MAX /* of candidate.since */

/* What the chat's department asks for. */
struct assign_rules {
	int on;                  /* auto-assignment */
	uint32_t accept;         /* seconds; 0: an offer has no end */
	uint32_t max_operator;   /* chats of one operator; 0: as many as come */
	uint32_t max_department; /* ... of the department */
	uint32_t load;           /* the department's now: active and offered */
	uint32_t delay;          /* seconds after their last accepted chat */
	int fewest;              /* ask the one with the fewest chats first */
	int priority;            /* ask by the assignment's priority */
	int language; /* ask who speaks the visitor's language first */
};

/* One operator, as they stand to one chat. */
struct candidate {
	uint64_t id;
	int disabled;
	int member;   /* assigned to the department, and not read-only */
	int excluded; /* ... but not for auto-assignment */
	int online;
	int visible;
	int always; /* always online */
	int seen;   /* within ASSIGN_ONLINE seconds */
	int away;   /* nobody has touched the console for their away_minutes */
	int signed_in; /* a session, not ended, and a request within 120 s */
	int auto_accept;
	int speaks; /* the visitor's language */
	int priority;
	uint32_t load;   /* active and offered chats */
	uint32_t since;  /* seconds since they last accepted, or ASSIGN_NEVER */
	uint32_t lapses; /* offers of this chat that they let lapse ... */
	int in_round;    /* ... one of them in the chat's present round */
	int cooling;     /* ... the last less than an accept time ago */
};

/* Why not, in the order asked. */
enum assign_not {
	ASSIGN_FREE, /* available */
	ASSIGN_DISABLED,
	ASSIGN_NO_MEMBER,
	ASSIGN_EXCLUDED,
	ASSIGN_OFFLINE,
	ASSIGN_INVISIBLE,
	ASSIGN_UNSEEN,
	ASSIGN_AWAY,
	ASSIGN_FULL,
	ASSIGN_TOO_SOON
};

/* Why this one: words of templates/_history.cs by assign_word(). */
enum assign_why {
	ASSIGN_ONLY,     /* nobody else was available */
	ASSIGN_NOT_YET,  /* the others had let it lapse */
	ASSIGN_LANGUAGE, /* speaks the visitor's language */
	ASSIGN_PRIORITY, /* comes first in the department */
	ASSIGN_FEWEST,   /* has the fewest chats */
	ASSIGN_LONGEST,  /* has waited longest since their last one */
	ASSIGN_SENDER,   /* sent the invitation: first right */
	ASSIGN_SENDER_OFFLINE,
	ASSIGN_SENDER_INVISIBLE,
	ASSIGN_SENDER_AWAY,
	ASSIGN_TRANSFER /* was handed it by a colleague */
};
const char *assign_word(enum assign_why);

/* Section 5's "available". */
enum assign_not assign_available(
    const struct assign_rules *, const struct candidate *);

/*
 * The one to offer it to: -1 nobody, else the place in the list, and why.
 * Whoever has let it lapse comes after all who have not, and not before an
 * accept time has passed.  onward: an offer has just lapsed: only who has not
 * had one in this round; nobody: the round is full, the chat is released.
 */
int assign_choose(const struct assign_rules *, const struct candidate *,
    size_t n, int onward, enum assign_why *);

/* First right: why the sender has it, as they are now; -1: disabled, as if
 * they had not asked for it. */
int assign_first(const struct candidate *);

/* Does an offer become theirs at once? */
int assign_at_once(const struct candidate *);

/* Seconds that an offer runs; 0: without end. */
uint32_t assign_runs(const struct assign_rules *);

#endif
