/* SPDX-License-Identifier: ISC */
/* view.h: what the two ways to keep a page view share: view_block.c, as most
 * are, and visitor_view.c, whatever was before. Floor 3. */
#ifndef DESK_VIEW_H
#define DESK_VIEW_H

#include "desk/present.h"

struct stmt;
struct view;

/* What each view says anew of the visitor, "v".  view_bind_person(). */
#define VIEW_PERSON \
	" v.check_messages = ?, v.unkept = ?, v.browser = ?, v.system = ?," \
	" v.device = ?, v.agent = ?, v.language = ?, v.timezone = ?," \
	" v.address = ?, v.country = ? "

/* Their row in presence, "p", moves to the page.  view_bind_moved(). */
#define VIEW_MOVED \
	" p.state = ?, p.gone_at = GREATEST(p.gone_at," \
	" NOW(3) + INTERVAL ? MICROSECOND), p.changed_at = NOW(3)," \
	" p.pages = p.pages + 1, p.bot = ?, p.address = ?, p.country = ?," \
	" p.title = LEFT(?, 60) "

/* PRESENT_WORDS of those who stand in "p", with what the view says.
 * view_bind_words(). */
#define VIEW_WORDS \
	" CONCAT(" PRESENT_FOLD("CONCAT_WS(' ', ?, ?, ?, ?, ?, ?)") \
	    ", '\\n', SUBSTRING_INDEX(p.words, '\\n', -1)) "

void view_bind_person(struct stmt *, const struct view *); /* 10 binds */
void view_bind_moved(struct stmt *, const struct view *);  /* 6 binds */
void view_bind_words(struct stmt *, const struct view *);  /* 6 binds */

#endif
