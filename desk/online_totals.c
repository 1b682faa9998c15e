/* SPDX-License-Identifier: ISC */
/* online_totals.c: how many are online, as one operator sees it: counted by
 * each while they are few, once for all operators where they are many.
 * Floor 3. */
#include "lib/db.h"
#include "desk/online.h"
#include "desk/present.h"
#include "desk/session.h"
#include "desk/visible.h"

#define LISTED " v.gone_at > NOW(3) - INTERVAL 60 SECOND "

/* presence or the shared figures stand as "v". */
#define CHOSEN \
	VISIBLE_VISITOR \
	" AND (? = 0 OR v.site_id = ?)" \
	" AND (? = 0 OR v.audience_id IN (SELECT fm.audience_id" \
	" FROM audience_member fm WHERE fm.department_id = ?))"

#define STATE ONLINE_STATE("v")

static void
bind_chosen(
    struct stmt *st, const struct operator* op, const struct online_filter *f)
{
	visible_bind(st, op);
	db_bind_u64(st, f->site);
	db_bind_u64(st, f->site);
	db_bind_u64(st, f->department);
	db_bind_u64(st, f->department);
	db_bind_u64(st, f->state);
	db_bind_u64(st, f->state);
}

/* Bots count among "all" for who asks for them, and by themselves. */
#define FIGURES(state, n) \
	" COALESCE(SUM(IF(NOT v.bot AND " state " = 1, " n ", 0)), 0)," \
	" COALESCE(SUM(IF(NOT v.bot AND " state " = 2, " n ", 0)), 0)," \
	" COALESCE(SUM(IF(NOT v.bot AND " state " = 3, " n ", 0)), 0)," \
	" COALESCE(SUM(IF(v.bot AND ?, " n ", 0)), 0)," \
	" COALESCE(SUM(IF(v.bot AND " state " < 3, " n ", 0)), 0)"

static void
read_counts(struct stmt *st, struct online_totals *n)
{
	n->here = db_u64(st);
	n->idle = db_u64(st);
	n->left = db_u64(st);
	n->all = n->here + n->idle + n->left + db_u64(st);
	n->bots = db_u64(st);
}

/* Where there is a crowd, nothing is counted. */
#define CROWD "(SELECT 1 FROM presence LIMIT 1 OFFSET ?)"

static const struct query COUNT = {"online_count",
    "SELECT " CROWD "," FIGURES(STATE,
	"1") " FROM presence v USE INDEX () WHERE " CROWD " IS NULL AND" LISTED
	     "AND" CHOSEN " AND (? = 0 OR " STATE " = ?)"};

/* 1 and the figures, 0 where there is a crowd, -1.  One trip. */
static int
count_few(struct db *db, const struct operator* op,
    const struct online_filter *f, struct online_totals *n)
{
	struct stmt *st = db_query(db, &COUNT);
	uint64_t crowd;

	db_bind_u64(st, ONLINE_CROWD - 1);
	db_bind_u64(st, f->bots != 0);
	db_bind_u64(st, ONLINE_CROWD - 1);
	bind_chosen(st, op, f);
	if (db_step(st) != 1)
		return -1;
	crowd = db_u64(st);
	read_counts(st, n);
	return crowd == 0;
}

static const struct query MATCH = {"online_match",
    "SELECT COUNT(*) FROM (SELECT 1 FROM presence v USE INDEX ()"
    " JOIN (SELECT" PRESENT_FOLD(
	"?") "AS text) needle WHERE" LISTED "AND" CHOSEN " AND (? = 0 OR " STATE
	     " = ?) AND (? OR NOT v.bot)"
	     " AND LOCATE(needle.text, v.words) LIMIT ?) some"};

void
online_counted(uint64_t matching, struct online_totals *n)
{
	*n = (struct online_totals){.all = matching};
	if (matching > ONLINE_COUNTED) {
		n->all = ONLINE_COUNTED;
		n->more = 1;
	}
}

static int
count_text(struct db *db, const struct operator* op,
    const struct online_filter *f, struct online_totals *n)
{
	struct stmt *st = db_query(db, &MATCH);

	db_bind_str(st, f->text);
	bind_chosen(st, op, f);
	db_bind_u64(st, f->bots != 0);
	db_bind_u64(st, ONLINE_COUNTED + 1);
	if (db_step(st) != 1)
		return -1;
	online_counted(db_u64(st), n);
	return 0;
}

/* --- The figures that all share ------------------------------------------- */

/* Nobody waits for who is counting, but where there is nothing to show. */
static const struct query TURN = {"online_turn",
    "SELECT 1 FROM online_counted WHERE id = 1"
    " AND at <= NOW(3) - INTERVAL ? * 1000 MICROSECOND"
    " FOR UPDATE SKIP LOCKED"};
static const struct query WAIT = {"online_wait",
    "SELECT 1 FROM online_counted WHERE id = 1"
    " AND at <= NOW(3) - INTERVAL ? * 1000 MICROSECOND FOR UPDATE"};
static const struct query CLEAR = {"online_clear", "DELETE FROM online_total"};
static const struct query FILL = {"online_fill",
    "INSERT INTO online_total (site_id, audience_id, bot, state, n)"
    " SELECT v.site_id, v.audience_id, v.bot, " STATE " AS s,"
    " COUNT(*) FROM presence v USE INDEX () WHERE" LISTED
    "GROUP BY v.site_id, v.audience_id, v.bot, s"};
static const struct query DONE = {
    "online_done", "UPDATE online_counted SET at = NOW(3) WHERE id = 1"};

/* Whose turn it is: by what statement, from what age on. */
struct turn {
	const struct query *query;
	uint64_t age; /* ms */
};

static int
refresh_work(struct db *db, void *arg)
{
	const struct turn *turn = arg;
	struct stmt *st = db_query(db, turn->query);
	int mine;

	db_bind_u64(st, turn->age);
	if ((mine = db_step(st)) != 1)
		return mine;
	(void)db_u64(st);
	if (db_exec(db_query(db, &CLEAR)) == -1 ||
	    db_exec(db_query(db, &FILL)) == -1 ||
	    db_exec(db_query(db, &DONE)) == -1)
		return -1;
	return 1;
}

int
online_count(struct db *db)
{
	struct turn turn = {&TURN, ONLINE_AHEAD};

	return db_transaction(db, refresh_work, &turn);
}

static const struct query SHARED = {"online_shared",
    "SELECT TIMESTAMPDIFF(MICROSECOND, c.at, NOW(3)) DIV 1000,"
    " COALESCE((SELECT SUM(w.n) FROM online_total w), 0)," FIGURES("v.state",
	"v.n") " FROM online_counted c LEFT JOIN online_total v ON" CHOSEN
	       " AND (? = 0 OR v.state = ?) WHERE c.id = 1"};

/* Their age in ms, or -1.  One trip. */
static int64_t
read_shared(struct db *db, const struct operator* op,
    const struct online_filter *f, struct online_totals *n)
{
	struct stmt *st = db_query(db, &SHARED);
	uint64_t everybody;
	int64_t age;

	db_bind_u64(st, f->bots != 0);
	bind_chosen(st, op, f);
	if (db_step(st) != 1)
		return -1;
	age = (int64_t)db_u64(st);
	everybody = db_u64(st);
	read_counts(st, n);
	n->rare = n->all * ONLINE_RARE < everybody;
	return age;
}

static int
shared(struct db *db, const struct operator* op, const struct online_filter *f,
    struct online_totals *n)
{
	struct turn turn = {&WAIT, ONLINE_FRESH};
	int64_t age = read_shared(db, op, f, n);
	int counted;

	n->crowd = 1;
	n->due = age >= ONLINE_AHEAD;
	if (age == -1 || age < ONLINE_FRESH)
		return age == -1 ? -1 : 0;
	if (age < ONLINE_STALE)
		turn.query = &TURN;
	counted = db_transaction(db, refresh_work, &turn);
	if (counted == -1)
		return -1;
	if (counted == 0 && age < ONLINE_STALE)
		return 0;
	n->due = 0;
	return read_shared(db, op, f, n) == -1 ? -1 : 0;
}

int
online_totals(struct db *db, const struct operator* op,
    const struct online_filter *f, struct online_totals *n)
{
	int few = 0;

	*n = (struct online_totals){0};
	if (*f->text != '\0')
		return count_text(db, op, f, n);
	if (!f->crowd && (few = count_few(db, op, f, n)) != 0)
		return few == -1 ? -1 : 0;
	return shared(db, op, f, n);
}
