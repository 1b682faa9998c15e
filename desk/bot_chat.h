/* SPDX-License-Identifier: ISC */
/* bot_chat.h: a bot in a chat: it begins, hears lines, and gives the chat to
 * people. Floor 3; semantics.md section 6. */
#ifndef DESK_BOT_CHAT_H
#define DESK_BOT_CHAT_H

#include <stdint.h>

struct chat_new;
struct db;
struct operator;

/*
 * These run inside the caller's transaction, which has locked the visitor's
 * row, and tell the feed what they wrote.  -1 where the database failed.
 */

/* The bot of the new chat's department, which has the chat first: its status
 * becomes "bot"; 0: none.  0, or -1.  One trip, none without a department. */
int bot_for(struct db *, struct chat_new *, uint64_t *bot);

/* A chat was begun with status "bot" by this line: the bot has its say.  The
 * chat's owner is whoever has it when it becomes pending: at once, should the
 * bot be gone.  0, or -1.  As many trips as a line, and two. */
int bot_begin(struct db *, uint64_t chat, uint64_t bot, const char *line);

/* A line was written into the chat: the bot hears it, if one has the chat.  0,
 * or -1.  One trip where none has it; else four, two for each line it says, two
 * where it keeps an answer, four, and at most eight where it hands over. */
int bot_line(struct db *, uint64_t chat, const char *line);

/* The visitor wants a person.  1, 0 where no bot has the chat, -1. */
int bot_person(struct db *, uint64_t chat);

/*
 * An operator takes the chat from the bot: it is active and theirs; one whose
 * owner is recorded already only with lhchat,take_over.  Its own transaction.
 * An enum talk_outcome, or -1.
 */
int bot_take(struct db *, const struct operator*, uint64_t chat);

#endif
