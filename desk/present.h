/* SPDX-License-Identifier: ISC */
/* present.h: what presence keeps of a visitor's other tables, so that a list
 * of a hundred thousand reads one narrow table. Floor 3. */
#ifndef DESK_PRESENT_H
#define DESK_PRESENT_H

enum {
	PRESENT_TITLE = 60 /* characters kept of a title */
};

/* Texts as they are searched for: capitals without accents, so that bytes can
 * be compared.  Of an expression of SQL in utf8mb4. */
#define PRESENT_FOLD(text) \
	" CONVERT(CAST(WEIGHT_STRING(" text \
	" COLLATE utf8mb4_general_ci) AS CHAR CHARACTER SET ucs2)" \
	" USING utf8mb4) "

/* All that a search looks into: what each page view says, a new line, and who
 * they are, which has none in it: the first is written anew without a look at
 * the second.  The visitor stands as "v", the visit as "t", the page view as
 * "w". */
#define PRESENT_WORDS \
	" CONCAT(" PRESENT_FOLD( \
	    "CONCAT_WS(' ', v.address, v.country, v.browser, v.system," \
	    " w.title, w.url)") ", '\\n', REPLACE(" PRESENT_FOLD( \
	    "CONCAT_WS(' ', v.name, v.email, t.referrer, (SELECT pf.user_id" \
	    " FROM profile pf WHERE pf.id = v.profile_id))") ", '\\n', ' ')) "

/* The copies and where they come from, in the same order. */
#define PRESENT_COPIES \
	" audience_id, bot, pages, visits, country, address, title, words "
#define PRESENT_SOURCES \
	" v.audience_id, v.device = 'bot', t.pages, v.visits, v.country, v.address," \
	" COALESCE(LEFT(w.title, 60), '')," PRESENT_WORDS

/* A whole row: it binds the state, and the microseconds that they stay. */
#define PRESENT_ROW \
	" visitor_id, site_id, visit_id, view_id, box_id, state, gone_at," \
	PRESENT_COPIES
#define PRESENT_ROW_SOURCES \
	" v.id, v.site_id, t.id, w.id, t.box_id, ?," \
	" NOW(3) + INTERVAL ? MICROSECOND," PRESENT_SOURCES

#endif
