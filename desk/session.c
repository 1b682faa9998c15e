/* SPDX-License-Identifier: ISC */
/* session.c: who is signed in to the back office. Floor 3. */
#include <arpa/inet.h>
#include <netinet/in.h>

#include <stdio.h>
#include <string.h>

#include "lib/db.h"
#include "lib/passwd.h"
#include "lib/text.h"
#include "lib/token.h"
#include "desk/audit.h"
#include "desk/permission.h"
#include "desk/session.h"
#include "desk/visible.h"

enum {
	PAIR_TRIES = 3,     /* wrong ones that cost nothing: one account ... */
	ADDRESS_TRIES = 20, /* ... of all accounts from one address */
	ACCOUNT_TRIES = 10, /* ... of one account from anywhere */
	MOST_WAIT = 60,     /* seconds */
	ACCOUNT_WAIT = 10,  /* ... for what others did to the account */
	NETWORK = 8,        /* bytes of an IPv6 address that name a network */
	SUBJECT = 300,      /* bytes of a subject's name */
	AGENT = 255,        /* characters kept of a user agent */
	UTF8 = 4            /* bytes of one character at most */
};

static const struct query SEEN = {"session_seen",
    "UPDATE session s JOIN operator o ON o.id = s.operator_id"
    " SET s.seen_at = NOW(3), o.last_seen_at = NOW(3)"
    " WHERE s.token_hash = ?"};

static const struct query FIND = {"session_find",
    "SELECT o.id, o.login, o.name, o.online, o.visible, o.always_online,"
    " o.auto_accept, o.assign_me, o.sound,"
    " o.away_minutes IS NOT NULL AND (o.away_at IS NULL OR o.away_at"
    " < NOW(3) + INTERVAL o.away_minutes * 60 - 20 SECOND),"
    " (SELECT GROUP_CONCAT(p.module, ',', p.function SEPARATOR '\n')"
    " FROM operator_role r JOIN role_permission p ON p.role_id = r.role_id"
    " WHERE r.operator_id = o.id),"
    " EXISTS (SELECT 1 FROM assignment a WHERE a.operator_id = o.id"
    " AND" ASSIGNED_ALL "),"
    " s.seen_at < NOW(3) - INTERVAL 20 SECOND OR o.last_seen_at IS NULL"
    " OR o.last_seen_at < NOW(3) - INTERVAL 20 SECOND"
    " FROM session s JOIN operator o ON o.id = s.operator_id"
    " WHERE s.token_hash = ? AND s.ended_at IS NULL AND NOT o.disabled"
    " AND s.seen_at > NOW(3) - INTERVAL ? HOUR"
    " AND s.created_at > NOW(3) - INTERVAL ? DAY"};

int
session_find(struct db *db, const unsigned char hash[TOKEN_HASH],
    const struct session_life *life, struct operator* op)
{
	struct stmt *st = db_query(db, &FIND);
	const char *list;
	int found, all;

	db_bind_bytes(st, hash, TOKEN_HASH);
	db_bind_i64(st, life->hours);
	db_bind_i64(st, life->days);
	if ((found = db_step(st)) != 1)
		return found;
	op->id = db_u64(st);
	op->login = db_str(st);
	op->name = db_str(st);
	op->online = (int)db_u64(st);
	op->visible = (int)db_u64(st);
	op->always_online = (int)db_u64(st);
	op->auto_accept = (int)db_u64(st);
	op->assign_me = (int)db_u64(st);
	op->sound = (int)db_u64(st);
	op->away_due = (int)db_u64(st);
	list = db_str(st);
	op->may = list != NULL ? permission_bits(list) : 0;
	all = (int)db_u64(st);
	op->sees_all = all || operator_may(op, MAY_SEE_ALL);
	memcpy(op->session, hash, TOKEN_HASH);
	if (db_u64(st) == 0)
		return 1;
	st = db_query(db, &SEEN);
	db_bind_bytes(st, hash, TOKEN_HASH);
	return db_exec(st) == -1 ? -1 : 1;
}

static const struct query HERE = {"session_here",
    "UPDATE operator SET away_at = NOW(3) + INTERVAL away_minutes MINUTE"
    " WHERE id = ? AND away_minutes IS NOT NULL"};

int
session_here(struct db *db, const struct operator* op)
{
	struct stmt *st = db_query(db, &HERE);

	db_bind_u64(st, op->id);
	return db_exec(st) == -1 ? -1 : 0;
}

/* Who failed, as signin_failure keeps them. */
struct subjects {
	unsigned char account[TOKEN_HASH]; /* from anywhere */
	unsigned char pair[TOKEN_HASH];    /* ... from this address */
	unsigned char address[TOKEN_HASH]; /* whatever the account */
};

/* Who has an IPv6 address has its whole network. */
static void
from_where(const char *address, char out[SUBJECT])
{
	struct in6_addr six;

	if (inet_pton(AF_INET6, address, &six) == 1 &&
	    !IN6_IS_ADDR_V4MAPPED(&six))
		text_hex(out, six.s6_addr, NETWORK);
	else
		(void)snprintf(out, SUBJECT, "%s", address);
}

/* The account as it was typed, whether it exists or not. */
static void
subjects(const struct signin *in, struct subjects *who)
{
	char name[3 * SUBJECT], from[SUBJECT];
	size_t i;

	from_where(in->address, from);
	(void)snprintf(name, sizeof(name), "account %.*s", SUBJECT, in->login);
	for (i = 0; name[i] != '\0'; i++)
		if (name[i] >= 'A' && name[i] <= 'Z')
			name[i] += 'a' - 'A';
	token_hash(name, who->account);
	(void)snprintf(name + i, sizeof(name) - i, " from %s", from);
	token_hash(name, who->pair);
	(void)snprintf(name, sizeof(name), "address %s", from);
	token_hash(name, who->address);
}

/* Whom this login names, and how long they or the address must wait. */
struct candidate {
	uint64_t id;
	const char *password; /* NULL: no such account, or disabled */
	uint64_t wait;        /* seconds */
};

/*
 * What strangers did to an account delays those only who failed to open it
 * themselves within the hour: whoever comes with the right password at once is
 * let in, however many are guessing elsewhere.
 */
static const struct query CANDIDATE = {"session_candidate",
    "SELECT (SELECT CEIL(MAX(TIMESTAMPDIFF(MICROSECOND, NOW(3), f.until_at))"
    " / 1000000) FROM signin_failure f"
    " WHERE f.subject IN (?, ?, ?) AND f.until_at > NOW(3)"
    " AND (f.subject <> ? OR EXISTS (SELECT 1 FROM signin_failure k"
    " WHERE k.subject = ? AND k.until_at > NOW(3) - INTERVAL 1 HOUR))),"
    " o.id, o.password FROM (SELECT 1) one"
    " LEFT JOIN operator o ON o.login = ? AND NOT o.disabled"};

static int
find_candidate(struct db *db, const struct signin *in, struct candidate *c)
{
	struct stmt *st = db_query(db, &CANDIDATE);
	struct subjects who;

	subjects(in, &who);
	db_bind_bytes(st, who.pair, TOKEN_HASH);
	db_bind_bytes(st, who.address, TOKEN_HASH);
	db_bind_bytes(st, who.account, TOKEN_HASH);
	db_bind_bytes(st, who.account, TOKEN_HASH);
	db_bind_bytes(st, who.pair, TOKEN_HASH);
	db_bind_str(st, in->login);
	if (db_step(st) != 1)
		return -1;
	c->wait = db_u64(st);
	c->id = db_u64(st);
	c->password = db_str(st);
	return 0;
}

/* Each wrong one past the free tries doubles the delay, up to the most; an
 * hour's peace forgets them. */
static const struct query FAILED = {"session_failed",
    "INSERT INTO signin_failure (subject, failures, until_at)"
    " VALUES (?, 1, NOW(3)) ON DUPLICATE KEY UPDATE"
    " failures = IF(until_at < NOW(3) - INTERVAL 1 HOUR, 1, failures + 1),"
    " until_at = NOW(3) + INTERVAL IF(failures <= ?, 0,"
    " LEAST(?, POW(2, LEAST(10, failures - ?)))) SECOND"};

static int
count_failure(struct db *db, const unsigned char subject[TOKEN_HASH],
    uint64_t tries, uint64_t most)
{
	struct stmt *st = db_query(db, &FAILED);

	db_bind_bytes(st, subject, TOKEN_HASH);
	db_bind_u64(st, tries);
	db_bind_u64(st, most);
	db_bind_u64(st, tries + 1);
	return db_exec(st) == -1 ? -1 : 0;
}

static int
note_failure(struct db *db, const struct signin *in, uint64_t operator)
{
	struct audit note = {operator, in->address, "signin wrong", 0, ""};
	struct subjects who;

	subjects(in, &who);
	if (count_failure(db, who.pair, PAIR_TRIES, MOST_WAIT) == -1 ||
	    count_failure(db, who.address, ADDRESS_TRIES, MOST_WAIT) == -1 ||
	    count_failure(db, who.account, ACCOUNT_TRIES, ACCOUNT_WAIT) == -1)
		return -1;
	return audit_note(db, &note);
}

static const struct query FORGET = {
    "session_forget", "DELETE FROM signin_failure WHERE subject IN (?, ?)"};

static const struct query BEGIN = {"session_begin",
    "INSERT INTO session (token_hash, operator_id, address, agent)"
    " VALUES (?, ?, ?, ?)"};

static void
copy_agent(char out[AGENT * UTF8 + 1], const char *agent)
{
	size_t len = strlen(agent);

	out[0] = '\0';
	if (len > AGENT * UTF8 || !text_ok(agent, len))
		return;
	memcpy(out, agent, len + 1);
	text_cut(out, AGENT);
}

static int
begin(struct db *db, struct signin *in, uint64_t operator)
{
	struct audit note = {operator, in->address, "signin", 0, ""};
	unsigned char hash[TOKEN_HASH];
	char agent[AGENT * UTF8 + 1];
	struct subjects who;
	struct stmt *st;

	subjects(in, &who);
	st = db_query(db, &FORGET);
	db_bind_bytes(st, who.pair, TOKEN_HASH);
	db_bind_bytes(st, who.account, TOKEN_HASH);
	if (db_exec(st) == -1 || audit_note(db, &note) == -1)
		return -1;
	token_random(in->token, hash);
	copy_agent(agent, in->agent);
	st = db_query(db, &BEGIN);
	db_bind_bytes(st, hash, TOKEN_HASH);
	db_bind_u64(st, operator);
	db_bind_str(st, in->address);
	db_bind_str(st, agent);
	return db_exec(st) == -1 ? -1 : 1;
}

static int
check(struct db *db, struct signin *in, struct candidate *c)
{
	if (find_candidate(db, in, c) == -1)
		return -1;
	in->wait = (int)c->wait;
	if (c->wait > 0)
		return 2;
	if (passwd_verify(c->password, in->password))
		return 1;
	return note_failure(db, in, c->id);
}

int
session_begin(struct db *db, struct signin *in)
{
	struct candidate c;
	int right = check(db, in, &c);

	return right == 1 ? begin(db, in, c.id) : right;
}

int
session_verify(struct db *db, struct signin *in)
{
	struct candidate c;

	return check(db, in, &c);
}

static const struct query END = {"session_end",
    "UPDATE session SET ended_at = NOW(3)"
    " WHERE token_hash = ? AND ended_at IS NULL"};

int
session_end(struct db *db, const struct operator* op)
{
	struct stmt *st = db_query(db, &END);

	db_bind_bytes(st, op->session, TOKEN_HASH);
	return db_exec(st) == -1 ? -1 : 0;
}

static const struct query END_ALL = {"session_end_all",
    "UPDATE session SET ended_at = NOW(3) WHERE operator_id = ?"
    " AND ended_at IS NULL AND NOT token_hash <=> ?"};

int
session_end_all(
    struct db *db, uint64_t operator_id, const unsigned char keep[TOKEN_HASH])
{
	struct stmt *st = db_query(db, &END_ALL);

	db_bind_u64(st, operator_id);
	db_bind_bytes(st, keep, TOKEN_HASH);
	return db_exec(st) == -1 ? -1 : 0;
}

static const struct query HOLD = {"operator_hold",
    "SELECT o.id FROM operator o FORCE INDEX (PRIMARY) WHERE o.id IN (?, ?)"
    " ORDER BY o.id LOCK IN SHARE MODE"};

int
operator_hold(struct db *db, uint64_t a, uint64_t b)
{
	struct stmt *st = db_query(db, &HOLD);
	int more;

	db_bind_u64(st, a);
	db_bind_u64(st, b);
	while ((more = db_step(st)) == 1)
		(void)db_u64(st);
	return more;
}
