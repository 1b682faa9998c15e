/* SPDX-License-Identifier: ISC */
/* trial.c: "Test my page". Floor 3. */
#include <string.h>

#include "desk/trial.h"
#include "lib/db.h"

static const struct query BEGIN = {"trial_begin",
    "INSERT INTO site_trial (site_id, operator_id, code, url)"
    " VALUES (?, ?, ?, ?) ON DUPLICATE KEY UPDATE code = VALUES(code),"
    " url = VALUES(url), begun_at = NOW(3), seen_at = NULL"};

int
trial_begin(
    struct db *db, uint64_t site, uint64_t operator, const struct trial * t)
{
	struct stmt *st = db_query(db, &BEGIN);

	db_bind_u64(st, site);
	db_bind_u64(st, operator);
	db_bind_bytes(st, t->code, TRIAL_CODE);
	db_bind_str(st, t->url);
	return db_exec(st) == -1 ? -1 : 0;
}

static const struct query GET = {"trial_get",
    "SELECT t.code, t.url, t.seen_at IS NULL"
    " AND t.begun_at > NOW(3) - INTERVAL 10 MINUTE,"
    " CAST(t.seen_at AS DATETIME), t.found_id, t.host, t.scheme = 'https',"
    " t.cookie, t.storage, t.codes, t.unchecked, t.private, t.refused, t.tag,"
    " t.departments, s.name FROM site_trial t"
    " LEFT JOIN site s ON s.id = t.found_id"
    " WHERE t.site_id = ? AND t.operator_id = ?"};

int
trial_get(struct db *db, uint64_t site, uint64_t operator, struct trial * t)
{
	struct stmt *st = db_query(db, &GET);
	int found;

	db_bind_u64(st, site);
	db_bind_u64(st, operator);
	if ((found = db_step(st)) != 1)
		return found;
	(void)db_bytes(st, t->code, TRIAL_CODE);
	t->url = db_str(st);
	t->open = (int)db_u64(st);
	t->seen = db_str(st);
	t->page.site = db_u64(st);
	t->page.host = db_str(st);
	t->page.https = (int)db_u64(st);
	t->page.cookie = (int)db_u64(st);
	t->page.storage = (int)db_u64(st);
	t->page.codes = db_u64(st);
	t->page.unchecked = (int)db_u64(st);
	t->page.private = (int)db_u64(st);
	t->page.refused = db_str(st);
	t->page.tag = db_str(st);
	t->page.departments = db_str(st);
	t->site = db_str(st);
	return 1;
}

static const struct query NOTE = {"trial_note",
    "UPDATE site_trial t SET t.seen_at = NOW(3), t.found_id = ?, t.host = ?,"
    " t.scheme = ?, t.cookie = ?, t.storage = ?, t.codes = ?,"
    " t.unchecked = ?, t.private = ?, t.refused = ?, t.tag = ?,"
    " t.departments = COALESCE((SELECT LEFT(GROUP_CONCAT(d.name"
    " ORDER BY FIND_IN_SET(d.id, ?) SEPARATOR ', '), 1000)"
    " FROM department d WHERE FIND_IN_SET(d.id, ?)), '')"
    " WHERE t.code = ? AND t.seen_at IS NULL"
    " AND t.begun_at > NOW(3) - INTERVAL 10 MINUTE"};

int
trial_note(struct db *db, const unsigned char code[TRIAL_CODE],
    const struct finding *f)
{
	struct stmt *st = db_query(db, &NOTE);

	db_bind_id(st, f->site);
	db_bind_str(st, f->host);
	db_bind_u64(st, f->https ? 2 : 1);
	db_bind_u64(st, f->cookie != 0);
	db_bind_u64(st, f->storage != 0);
	db_bind_u64(st, f->codes > UINT8_MAX ? UINT8_MAX : f->codes);
	db_bind_u64(st, f->unchecked != 0);
	db_bind_u64(st, f->private != 0);
	db_bind_str(st, f->refused);
	db_bind_str(st, f->tag);
	db_bind_str(st, f->departments);
	db_bind_str(st, f->departments);
	db_bind_bytes(st, code, TRIAL_CODE);
	return (int)db_exec(st);
}
