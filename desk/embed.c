/* SPDX-License-Identifier: ISC */
/* embed.c: what a page's snippet means: its site and options, whom it names,
 * and whether somebody is there to talk to. Floor 3. */
#include <string.h>

#include "desk/available.h"
#include "desk/embed.h"
#include "lib/db.h"

static int
is_word(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z');
}

int
embed_key_ok(const char *key)
{
	size_t n;

	for (n = 0; key[n] != '\0'; n++)
		if (n == EMBED_KEY || !is_word(key[n]))
			return 0;
	return n == EMBED_KEY;
}

void
embed_tag_clean(char *tag)
{
	char *to = tag;

	for (; *tag != '\0'; tag++)
		if (is_word(*tag) || strchr("-_.,", *tag) != NULL)
			*to++ = *tag;
	*to = '\0';
}

/* In the tag's order. */
static const struct query NAMED = {"embed_named",
    "SELECT GROUP_CONCAT(d.id ORDER BY GREATEST(FIND_IN_SET(d.alias, ?),"
    " FIND_IN_SET(d.id, ?)), d.id) FROM department d"
    " WHERE FIND_IN_SET(d.alias, ?) OR FIND_IN_SET(d.id, ?)"};

/* The departments that the tag names.  0, -1.  One trip, or none. */
static int
named(struct db *db, const char *tag, const char **departments)
{
	struct stmt *st;
	int i;

	*departments = "";
	if (*tag == '\0')
		return 0;
	st = db_query(db, &NAMED);
	for (i = 0; i < 4; i++)
		db_bind_str(st, tag);
	if (db_step(st) != 1)
		return -1;
	if ((*departments = db_str(st)) == NULL)
		*departments = "";
	return 0;
}

/* The site; is somebody there for the departments that its page asks for, and
 * has the one in which a chat begins a bot?  All is found by unique keys. */
#define SITE(available, bot, condition) \
	"SELECT s.id, s.name, s.title, s.greeting, s.color, s.position," \
	" s.leave_message, s.strict_hosts," \
	" s.tracking AND COALESCE(g.value = '1', 0), s.check_messages," \
	" CASE WHEN l.host IS NOT NULL THEN 2" \
	" WHEN y.last_at > NOW(3) - INTERVAL 1 MINUTE THEN 1 ELSE 0 " \
	"END," available "," bot ", s.html5_storage, s.cookie_domain," \
	" (SELECT GROUP_CONCAT(h.host ORDER BY h.host) FROM site_host h" \
	" WHERE h.site_id = s.id), s.width, s.height," \
	" (SELECT GROUP_CONCAT(r.scheme, '-', r.what)" \
	" FROM site_report r WHERE r.site_id = s.id AND r.host = ?" \
	" AND r.last_at > NOW(3) - INTERVAL 1 MINUTE)," \
	" s.query_keep, s.hash_router, s.address_kept + 0" \
	" FROM site s LEFT JOIN setting g ON g.name = 'tracking'" \
	" LEFT JOIN site_host l ON l.site_id = s.id AND l.host = ?" \
	" LEFT JOIN site_stray y ON y.site_id = s.id AND y.host = ?" \
	" WHERE s.site_key = ? AND NOT s.disabled" condition

#define BOT(department) \
	" COALESCE((SELECT b.bot_id IS NOT NULL FROM department b" \
	" WHERE b.id =" department "), 0)"

/* A page that names no department that is there asks for the site's default
 * one, where it has one.  Three statements, because each page view asks: of
 * what stands in one, the database weighs all anew each time. */
static const struct query FIND_PLAIN = {"embed_find_plain",
    SITE(AVAILABLE_NOWHERE, " 0", " AND s.department_id IS NULL")};

static const struct query FIND_DEFAULT = {
    "embed_find_default", SITE(AVAILABLE_SOMEWHERE("d.id = s.department_id"),
			      BOT(" s.department_id"), "")};

/* As CHAT_DEPARTMENT, for a page that is told of just now. */
static const struct query FIND_NAMED = {"embed_find_named",
    SITE(AVAILABLE_SOMEWHERE("FIND_IN_SET(d.id, ?)"),
	BOT(" COALESCE((SELECT f.id FROM department f"
	    " WHERE FIND_IN_SET(f.id, ?) AND (NOT f.disabled OR f.id = ?)"
	    " ORDER BY FIND_IN_SET(f.id, ?) LIMIT 1), s.department_id)"),
	"")};

static int
ask(struct stmt *st, const char *key, const char *host)
{
	db_bind_str(st, host);
	db_bind_str(st, host);
	db_bind_str(st, host);
	db_bind_str(st, key);
	return db_step(st);
}

/* 1 and the row, 0, -1. */
static int
find(struct db *db, const char *key, const char *host, const char *departments,
    struct stmt **st)
{
	int found;

	if (*departments == '\0') {
		*st = db_query(db, &FIND_PLAIN);
		if ((found = ask(*st, key, host)) != 0)
			return found;
		*st = db_query(db, &FIND_DEFAULT);
		return ask(*st, key, host);
	}
	*st = db_query(db, &FIND_NAMED);
	db_bind_str(*st, departments);
	db_bind_str(*st, departments);
	/* The only one, though disabled. */
	db_bind_str(*st, strchr(departments, ',') == NULL ? departments : "0");
	db_bind_str(*st, departments);
	return ask(*st, key, host);
}

int
embed_find(struct db *db, const char *key, const char *host, const char *tag,
    struct embed *e)
{
	struct stmt *st;
	int found;

	if (named(db, tag, &e->departments) == -1)
		return -1;
	if ((found = find(db, key, host, e->departments, &st)) != 1)
		return found;
	e->site = db_u64(st);
	e->name = db_str(st);
	e->title = db_str(st);
	e->greeting = db_str(st);
	e->color = db_str(st);
	e->position = db_str(st);
	e->leave = db_u64(st) != 0;
	e->strict = db_u64(st) != 0;
	e->tracking = db_u64(st) != 0;
	e->check = db_u64(st) != 0;
	e->host = (enum embed_host)db_u64(st);
	e->online = db_u64(st) != 0;
	e->bot = db_u64(st) != 0;
	e->storage = db_u64(st) != 0;
	e->domain = db_str(st);
	if ((e->hosts = db_str(st)) == NULL)
		e->hosts = "";
	e->width = db_u64(st);
	e->height = db_u64(st);
	if ((e->noted = db_str(st)) == NULL)
		e->noted = "";
	e->scrub.keep = db_str(st);
	e->scrub.hash = db_u64(st) != 0;
	e->address = (enum address_kept)db_u64(st);
	return 1;
}

static const struct query STRAY = {"embed_stray",
    "INSERT INTO site_stray (site_id, host) SELECT ?, ? FROM DUAL"
    " WHERE EXISTS (SELECT 1 FROM site_stray k"
    " WHERE k.site_id = ? AND k.host = ?)"
    " OR (SELECT COUNT(*) FROM site_stray c WHERE c.site_id = ?) < ?"
    " ON DUPLICATE KEY UPDATE seen = seen + 1, last_at = NOW(3)"};

int
embed_stray(struct db *db, uint64_t site, const char *host)
{
	struct stmt *st = db_query(db, &STRAY);

	db_bind_u64(st, site);
	db_bind_str(st, host);
	db_bind_u64(st, site);
	db_bind_str(st, host);
	db_bind_u64(st, site);
	db_bind_u64(st, EMBED_STRAYS);
	return db_exec(st) == -1 ? -1 : 0;
}
