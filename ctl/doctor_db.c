/* SPDX-License-Identifier: ISC */
/* doctor_db.c: is the database as it should be? Floor 4. */
#include <inttypes.h>
#include <stdio.h>
#include <time.h>

#include "ctl/doctor.h"
#include "lib/buf.h"
#include "lib/conf.h"
#include "lib/db.h"
#include "lib/mem.h"

enum {
	SKEW = 2,         /* s between two clocks */
	SPARE = 20,       /* connections for people and backups */
	IDLE_LEAST = 300, /* s a connection may be silent */
};

static void
accounts(struct doctor *d)
{
	struct db *db;
	size_t i;

	for (i = 0; i < CTL_ACCOUNTS; i++) {
		db = db_open(ctl_option_file(d->ctl, i));
		if (db_alive(db) == 0)
			doctor_ok(
			    d, "%s reaches the database", ctl_accounts[i]);
		else
			doctor_fault(d,
			    "%s does not reach the database: "
			    "beckonctl grants",
			    ctl_accounts[i]);
		db_close(db);
	}
}

static void
schema(struct doctor *d)
{
	struct buf names;
	int n;

	buf_init(&names, d->ctl->mem);
	n = migrate_missing(d->ctl, &names);
	if (n == 0)
		doctor_ok(d, "the schema is complete");
	else if (n > 0)
		doctor_fault(
		    d, "the schema lacks %s: beckonctl migrate", names.data);
	else
		doctor_fault(d, "the schema cannot be read: see above");
}

static const struct query SETTINGS = {"doctor_settings",
    "SELECT @@innodb_flush_log_at_trx_commit, @@log_bin, @@sync_binlog,"
    " @@max_connections, @@wait_timeout, UNIX_TIMESTAMP(NOW(3))"
    " FROM dual"};

static long
workers(const struct doctor *d)
{
	const struct conf *conf = d->ctl->conf;

	return (long)(conf_int(conf, "visit.workers") +
		      conf_int(conf, "invite.workers") +
		      conf_int(conf, "office.workers"));
}

static void
settings(struct doctor *d)
{
	struct stmt *st = db_query(d->ctl->db, &SETTINGS);
	uint64_t flush, binlog, sync, most, idle, now;
	int64_t skew;

	if (db_step(st) != 1) {
		doctor_fault(d, "the database's settings cannot be read");
		return;
	}
	flush = db_u64(st);
	binlog = db_u64(st);
	sync = db_u64(st);
	most = db_u64(st);
	idle = db_u64(st);
	now = db_u64(st);
	if (flush == 1)
		doctor_ok(d, "commits are durable");
	else
		doctor_fault(d,
		    "innodb_flush_log_at_trx_commit is %" PRIu64
		    ": a crash may lose messages that were "
		    "acknowledged; set it to 1",
		    flush);
	if (binlog && sync != 1)
		doctor_advice(d,
		    "sync_binlog is %" PRIu64 ": set it to 1 where "
		    "replicas or backups rest on it",
		    sync);
	if ((long)most < workers(d) + SPARE)
		doctor_fault(d,
		    "max_connections is %" PRIu64 " for %ld workers:"
		    " raise it to %ld",
		    most, workers(d), workers(d) + SPARE);
	else
		doctor_ok(d, "max_connections is %" PRIu64, most);
	if (idle < IDLE_LEAST)
		doctor_advice(d,
		    "wait_timeout is %" PRIu64 " s: workers connect "
		    "anew all the time; 28800 is usual",
		    idle);
	skew = (int64_t)now - (int64_t)time(NULL);
	if (skew > SKEW || skew < -SKEW)
		doctor_advice(d,
		    "the database's clock is %" PRId64 " s off this "
		    "machine's: run NTP on both",
		    skew);
	else
		doctor_ok(d, "the clocks agree");
}

void
doctor_database(struct doctor *d)
{
	accounts(d);
	if (db_alive(d->ctl->db) == -1) {
		doctor_fault(d, "the admin does not reach the database: see %s",
		    conf_str(d->ctl->conf, "database.admin"));
		return;
	}
	schema(d);
	settings(d);
	doctor_grants(d);
}
