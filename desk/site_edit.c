/* SPDX-License-Identifier: ISC */
/* site_edit.c: sites as those see them who manage them: reading. Floor 3.
 * Changing is site_save.c. */
#include <stdio.h>
#include <string.h>

#include "lib/db.h"
#include "lib/text.h"
#include "desk/site_edit.h"

int
site_color_ok(const char *color)
{
	return strlen(color) == SITE_COLOR && *color == '#' &&
	       strspn(color + 1, "0123456789abcdefABCDEF") == SITE_COLOR - 1;
}

int
site_size_ok(uint64_t pixels)
{
	return pixels == 0 ||
	       (pixels >= SITE_NARROWEST && pixels <= SITE_WIDEST);
}

int
site_host_read(const char *text, char host[SITE_HOST + 1])
{
	char url[2 * SITE_HOST];
	int https, n;

	n = snprintf(url, sizeof(url), "%s%s",
	    strstr(text, "://") != NULL ? "" : "https://", text);
	if (n < 0 || (size_t)n >= sizeof(url) ||
	    text_url(url, host, SITE_HOST + 1, &https) == -1 ||
	    !site_host_ok(host))
		return -1;
	return 0;
}

#define VIEWED \
	"(SELECT CAST(MAX(v.seen_at) AS DATETIME) FROM visitor v" \
	" WHERE v.site_id = s.id)"

static const struct query LIST = {"site_list",
    "SELECT s.id, s.name, s.site_key,"
    " (SELECT GROUP_CONCAT(h.host ORDER BY h.host SEPARATOR ', ')"
    " FROM site_host h WHERE h.site_id = s.id),"
    " d.name, " VIEWED ", s.tracking, s.check_messages, s.strict_hosts,"
    " s.disabled, (SELECT COUNT(*) FROM site_stray y WHERE y.site_id = s.id"
    " AND NOT EXISTS (SELECT 1 FROM site_host h"
    " WHERE h.site_id = s.id AND h.host = y.host))"
    " FROM site s LEFT JOIN department d ON d.id = s.department_id"
    " ORDER BY s.disabled, s.name LIMIT ?"};

int
site_list(struct db *db, struct site_row list[SITES])
{
	struct stmt *st = db_query(db, &LIST);
	int n = 0, more;

	db_bind_u64(st, SITES);
	while ((more = db_step(st)) == 1 && n < SITES) {
		list[n].id = db_u64(st);
		list[n].name = db_str(st);
		list[n].key = db_str(st);
		list[n].hosts = db_str(st);
		list[n].department = db_str(st);
		list[n].viewed = db_str(st);
		list[n].tracking = (int)db_u64(st);
		list[n].check = (int)db_u64(st);
		list[n].strict = (int)db_u64(st);
		list[n].disabled = (int)db_u64(st);
		list[n].strays = db_u64(st);
		n++;
	}
	return more == -1 ? -1 : n;
}

static const struct query HOSTS = {"site_hosts",
    "SELECT host FROM site_host WHERE site_id = ? ORDER BY host LIMIT ?"};

static int
read_hosts(struct db *db, struct site *s)
{
	struct stmt *st = db_query(db, &HOSTS);
	int more;

	s->nhosts = 0;
	db_bind_u64(st, s->id);
	db_bind_u64(st, SITE_HOSTS);
	while ((more = db_step(st)) == 1 && s->nhosts < SITE_HOSTS)
		s->hosts[s->nhosts++] = db_str(st);
	return more == -1 ? -1 : 0;
}

static const struct query GET = {"site_get",
    "SELECT s.id, s.version, s.site_key, s.name, s.title, s.greeting, s.color,"
    " s.position = 'left', s.tracking, s.check_messages, s.leave_message,"
    " s.strict_hosts, s.disabled, s.html5_storage, s.force_ssl,"
    " s.cookie_domain, s.address_kept, s.query_keep, s.hash_router,"
    " s.department_id, COALESCE(s.is_default, 0), s.width, s.height, " VIEWED
    " FROM site s WHERE s.id = ?"};

int
site_get(struct db *db, uint64_t id, struct site *s)
{
	struct stmt *st = db_query(db, &GET);
	int found;

	db_bind_u64(st, id);
	if ((found = db_step(st)) != 1)
		return found;
	s->id = db_u64(st);
	s->version = db_u64(st);
	(void)snprintf(s->key, sizeof(s->key), "%s", db_str(st));
	s->name = db_str(st);
	s->title = db_str(st);
	s->greeting = db_str(st);
	s->color = db_str(st);
	s->left = (int)db_u64(st);
	s->tracking = (int)db_u64(st);
	s->check = (int)db_u64(st);
	s->leave = (int)db_u64(st);
	s->strict = (int)db_u64(st);
	s->disabled = (int)db_u64(st);
	s->storage = (int)db_u64(st);
	s->ssl = (int)db_u64(st);
	s->domain = db_str(st);
	s->address = db_str(st);
	s->keep = db_str(st);
	s->hash = (int)db_u64(st);
	s->department = db_u64(st);
	s->is_default = (int)db_u64(st);
	s->width = db_u64(st);
	s->height = db_u64(st);
	s->viewed = db_str(st);
	return read_hosts(db, s) == -1 ? -1 : 1;
}

static const struct query STRAYS = {"site_strays",
    "SELECT y.host, y.seen, CAST(y.last_at AS DATETIME) FROM site_stray y"
    " WHERE y.site_id = ? AND NOT EXISTS (SELECT 1 FROM site_host h"
    " WHERE h.site_id = y.site_id AND h.host = y.host)"
    " ORDER BY y.last_at DESC LIMIT ?"};

int
site_strays(struct db *db, uint64_t id, struct stray list[SITE_STRAYS])
{
	struct stmt *st = db_query(db, &STRAYS);
	int n = 0, more;

	db_bind_u64(st, id);
	db_bind_u64(st, SITE_STRAYS);
	while ((more = db_step(st)) == 1 && n < SITE_STRAYS) {
		list[n].host = db_str(st);
		list[n].seen = db_u64(st);
		list[n].last = db_str(st);
		n++;
	}
	return more == -1 ? -1 : n;
}
