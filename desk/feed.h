/* SPDX-License-Identifier: ISC */
/* feed.h: the numbered list that tells every pulse for whom something waits.
 * Floor 3; architecture.md "The feed". */
#ifndef DESK_FEED_H
#define DESK_FEED_H

#include <stdint.h>

struct db;

/*
 * The order of locks, in every transaction of every program:
 *
 *	assign_turn, visitor, invitation, chat, operator, department, bot,
 *	offer, counter
 *
 * From left to right, each where it is needed: nobody waits for one of them
 * with a later one in hand, and so no two transactions wait for each other.
 *
 *   - Whoever writes a row that the feed tells of has the visitor's row:
 *     visitor_lock(), visitor_lock_by(), chat_hold(), or a locking SELECT of
 *     their own that names visitor before the other.  A single UPDATE of one
 *     row by its id (typing, read, shown) needs nothing else: it waits with
 *     nothing in hand.
 *   - Of two visitors the one with the smaller id comes first, and either by
 *     its id, FORCE INDEX (PRIMARY): who finds one by the token holds the
 *     token's place in the index while waiting for the row.
 *   - Of many (what falls due) none is waited for: SKIP LOCKED.
 *   - A row that names an operator locks theirs against changes (the foreign
 *     key), so whose row changes too is locked before: offer_accepts().  Of
 *     two operators the one with the smaller id comes first.  An offer ends
 *     after the history's row, which names them: who makes the next one has
 *     them, and waits for its neighbour in the index.
 *   - A chat that begins or closes takes its neighbours' place in an index, and
 *     one that changes its status locks its owner's and its department's row
 *     against changes (the keys of those indexes); one that a bot begins, the
 *     bot's.  So whom the chat or its history is to name is held before:
 *     operator_hold(), offer_hold(), chat_close().  A bot that hears a line is
 *     read without a lock: bot_load().
 *   - Who saves a department or a bot holds themselves first, whom the audit
 *     names; who saves a bot then all departments, then all bots: bot_turn().
 *   - An INSERT ... VALUES with a SELECT in it locks what that reads.
 *   - Not in this order, so that one may have to begin anew (db_transaction()):
 *     who accepts a chat automatically, which locks its department with the
 *     offer in hand; who saves a department that an invitation, a page view or
 *     such a chat waits for; who saves a site or a group; who deletes a bot,
 *     whose chats come after it, though none of them waits for it then; who
 *     deletes an operator, which looks for chats that name them with their row
 *     in hand.
 *   - The counter is everybody's: feed_wait() and feed_read() stand last.
 *
 * Shown by t/desk/locks.c.
 */

/*
 * Something waits for this visitor.  The last step of the transaction that
 * wrote it (the counter row is locked until COMMIT), and one that locked the
 * visitor's row first, so that nobody waits for it while holding the counter.
 * Stores the number as visitor.wait_n too.  0, or -1.  Three trips.  After the commit the caller
 * puts a BEAT_LOOK into the pipe.
 */
int feed_wait(struct db *, uint64_t visitor);

/*
 * The visitor has fetched all up to n: read_n = GREATEST(read_n, n) and a feed
 * row, so that every host takes its file away.  Its own transaction; nothing
 * is written where read_n was as large.  0, or -1.  Five trips, or three.
 */
int feed_read(struct db *, uint64_t visitor, uint64_t n);

#endif
