/* SPDX-License-Identifier: ISC */
/* bot_edit.h: the bots as those who manage them see and change them.
 * Floor 3. */
#ifndef DESK_BOT_EDIT_H
#define DESK_BOT_EDIT_H

#include <stddef.h>
#include <stdint.h>

#include "desk/bot.h"
#include "desk/change.h"

struct db;

enum {
	BOTS = 100,
	BOT_DEPARTMENTS = 200
};

struct bot_row {
	uint64_t id;
	const char *name;
	uint64_t steps;
	const char *departments; /* names, commas between; NULL: none */
	uint64_t chats;          /* that it has now */
};

/* All of them, by name.  n, or -1.  One trip. */
int bot_list(struct db *, struct bot_row[BOTS]);

/* A department, and which bot it has. */
struct bot_department {
	uint64_t id;
	const char *name;
	uint64_t bot;         /* 0: none */
	const char *bot_name; /* NULL: none */
	int disabled;
};

/* The bot's first, then by name, as many as fit.  n, or -1.  One trip. */
int bot_departments(
    struct db *, uint64_t bot, struct bot_department[BOT_DEPARTMENTS]);

struct bot_change {
	struct bot *bot; /* id 0: a new one */
	unsigned char key[CHANGE_KEY];
	uint64_t departments[BOT_DEPARTMENTS]; /* that use it from now on */
	size_t ndepartments;
};

/* A bot before it is changed; bot.name NULL: a new one. */
struct bot_before {
	struct bot bot;
	struct bot_department departments[BOT_DEPARTMENTS];
	int ndepartments;
};

/* Does the department use it from now on? */
int bot_uses(const struct bot_change *, uint64_t department);

/* What is changed of it, in words, and the version that it has then. */
void bot_compare(
    struct changes *, const struct bot_before *, const struct bot_change *);

/*
 * Stores a bot that bot_check() does not refuse, as a whole; departments leave
 * the bot that they had, and those of it that bot_departments() has no room for
 * stay.  A chat that it has goes on with what is stored now.
 * CHANGE_DONE, CHANGE_GONE, CHANGE_STALE, CHANGE_TAKEN, CHANGE_UNKNOWN (a
 * department) or CHANGE_FAILED.
 */
enum change bot_save(struct db *, const struct actor *, struct bot_change *);

/* CHANGE_USED while a department uses it, or a chat. */
enum change bot_delete(
    struct db *, const struct actor *, uint64_t id, uint64_t version);

#endif
