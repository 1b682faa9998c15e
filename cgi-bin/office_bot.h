/* SPDX-License-Identifier: ISC */
/* office_bot.h: what the pages of the bots share. Floor 4. */
#ifndef CGI_BIN_OFFICE_BOT_H
#define CGI_BIN_OFFICE_BOT_H

#include "desk/bot.h"
#include "desk/bot_edit.h"

struct page;
struct req;

/* A bot as the form has it. */
struct bot_draft {
	struct bot bot;
	struct bot_change change; /* of this bot */
};

/* What a new bot begins with. */
void bot_draft_new(struct bot_draft *);

/* Reads the form, whatever is wrong with the bot.  0, -1 where it is no form
 * of ours. */
int bot_draft_read(struct req *, struct bot_draft *);

/* Does what the button that was pressed (field "do") does to the steps; what is
 * no such button does nothing. */
void bot_draft_do(const struct req *, struct bot_draft *);

/* As the form names them, by enum. */
extern const char *const bot_kind_words[BOT_KINDS];
extern const char *const bot_field_words[BOT_FIELDS];
extern const char *const bot_form_words[BOT_FORMS];

/* The data of the form.  0, or -1 where the database failed.  One trip. */
int bot_draft_show(struct req *, struct page *, const struct bot_draft *);

/* What is wrong with it, at its place in the form.  1 where it may be saved. */
int bot_draft_check(struct page *, const struct bot_draft *);

/* The data of the preview: the bot hears the lines of the fields "heard", then
 * that of "pick" or "line". */
void bot_draft_try(struct req *, struct page *, const struct bot *);

#endif
