/* SPDX-License-Identifier: ISC */
/* report.c: what pages report of themselves. Floor 3. */
#include <string.h>

#include "desk/report.h"
#include "lib/db.h"

int
report_within(const char *host, const char *domain)
{
	size_t h = strlen(host), d = strlen(domain);

	if (d == 0 || h < d || strcmp(host + h - d, domain) != 0)
		return 0;
	return h == d || host[h - d - 1] == '.';
}

static const struct query NOTE = {"report_note",
    "INSERT INTO site_report (site_id, what, scheme, host, detail)"
    " SELECT ?, ?, ?, ?, ? FROM DUAL WHERE EXISTS (SELECT 1"
    " FROM site_report k WHERE k.site_id = ? AND k.host = ?)"
    " OR (SELECT COUNT(*) FROM site_report c WHERE c.site_id = ?) < ?"
    " ON DUPLICATE KEY UPDATE seen = seen + 1, last_at = NOW(3),"
    " detail = VALUES(detail)"};

int
report_note(struct db *db, uint64_t site, const struct report *r)
{
	struct stmt *st = db_query(db, &NOTE);

	db_bind_u64(st, site);
	db_bind_u64(st, r->what);
	db_bind_u64(st, r->https ? 2 : 1);
	db_bind_str(st, r->host);
	db_bind_str(st, r->detail);
	db_bind_u64(st, site);
	db_bind_str(st, r->host);
	db_bind_u64(st, site);
	db_bind_u64(st, REPORTS - REPORT_WHATS);
	return db_exec(st) == -1 ? -1 : 0;
}

/* A page that is seen once more without the fault no longer has it. */
static const struct query LIST = {"report_list",
    "SELECT r.what + 0, r.scheme = 'https', r.host, r.detail, r.seen,"
    " CAST(r.first_at AS DATETIME), CAST(r.last_at AS DATETIME),"
    " r.last_at > (SELECT MAX(p.last_at) FROM site_report p"
    " WHERE p.site_id = r.site_id AND p.host = r.host)"
    " - INTERVAL 2 MINUTE FROM site_report r WHERE r.site_id = ?"
    " AND r.last_at > NOW(3) - INTERVAL 7 DAY"
    " ORDER BY r.last_at DESC, r.host LIMIT ?"};

int
report_list(struct db *db, uint64_t site, struct report list[REPORTS])
{
	struct stmt *st = db_query(db, &LIST);
	int n = 0, more;

	db_bind_u64(st, site);
	db_bind_u64(st, REPORTS);
	while ((more = db_step(st)) == 1 && n < REPORTS) {
		list[n].what = (enum report_what)db_u64(st);
		list[n].https = db_u64(st) != 0;
		list[n].host = db_str(st);
		list[n].detail = db_str(st);
		list[n].seen = db_u64(st);
		list[n].first = db_str(st);
		list[n].last = db_str(st);
		list[n].latest = db_u64(st) != 0;
		n++;
	}
	return more == -1 ? -1 : n;
}

static const struct query FORGET = {
    "report_forget", "DELETE FROM site_report WHERE site_id = ?"};

int
report_forget(struct db *db, uint64_t site)
{
	struct stmt *st = db_query(db, &FORGET);

	db_bind_u64(st, site);
	return db_exec(st) == -1 ? -1 : 0;
}
