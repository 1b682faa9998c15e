/* SPDX-License-Identifier: ISC */
/*
 * db.c: the one door to MariaDB: all that is known of Connector/C.  What is
 * done about failures stands in db_stmt.c and db_work.c. Floor 1.
 */
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <errmsg.h>
#include <mysql.h>
#include <mysqld_error.h>

#include "lib/db.h"
#include "lib/db_door.h"
#include "lib/log.h"
#include "lib/mem.h"

enum {
	CONNECT_TIMEOUT = 1, /* s */
	ANSWER_TIMEOUT = 10, /* s; the server stops a statement after 5 */
	PATIENCE = 172800,   /* s: tables of many millions are altered */
};

static const char SESSION[] =
    "SET NAMES utf8mb4, time_zone = '+00:00', autocommit = 1,"
    " sql_mode = 'STRICT_ALL_TABLES', tx_isolation = 'READ-COMMITTED',"
    " innodb_lock_wait_timeout = 3, max_statement_time = 5,"
    " idle_write_transaction_timeout = 1";

static const char VERIFY[] =
    "SELECT @@time_zone = '+00:00' AND @@autocommit = 1"
    " AND @@sql_mode = 'STRICT_ALL_TABLES'"
    " AND @@tx_isolation = 'READ-COMMITTED'"
    " AND @@innodb_lock_wait_timeout = 3 AND @@max_statement_time = 5"
    " AND @@idle_write_transaction_timeout = 1"
    " AND @@character_set_client = 'utf8mb4'"
    " AND @@character_set_results = 'utf8mb4'";

/* --- Failures -------------------------------------------------------------- */

static enum fault
kind_of(unsigned code)
{
	switch (code) {
	case CR_SERVER_GONE_ERROR:
		return FAULT_UNSENT;
	case CR_SERVER_LOST:
	case CR_SERVER_LOST_EXTENDED:
	case CR_MALFORMED_PACKET:
	case ER_CONNECTION_KILLED:
	case ER_SERVER_SHUTDOWN:
		return FAULT_LOST;
	case ER_LOCK_DEADLOCK:
	case ER_LOCK_WAIT_TIMEOUT:
	case ER_CHECKREAD:
	case ER_AUTOINC_READ_FAILED: /* waited too long for the numbering */
		return FAULT_REPEAT;
	case ER_UNKNOWN_STMT_HANDLER:
	case ER_NEED_REPREPARE:
		return FAULT_STALE;
	case ER_DUP_ENTRY:
		return FAULT_DUPLICATE;
	case ER_ROW_IS_REFERENCED_2:
	case ER_NO_REFERENCED_ROW_2:
		return FAULT_REFERENCED;
	case ER_SIGNAL_EXCEPTION:
		return FAULT_REFUSED;
	}
	return FAULT_OTHER;
}

static int
failed(struct db *db, unsigned code, const char *why)
{
	db->code = code;
	db->fault = kind_of(code);
	snprintf(db->why, sizeof(db->why), "%s", why);
	return -1;
}

static int
stmt_failed(struct stmt *st)
{
	return failed(
	    st->db, mysql_stmt_errno(st->handle), mysql_stmt_error(st->handle));
}

/* --- Connections ----------------------------------------------------------- */

static MYSQL *
new_handle(const struct db *db)
{
	unsigned answer = db->patient ? PATIENCE : ANSWER_TIMEOUT;
	unsigned connect = CONNECT_TIMEOUT, infile = 0;
	my_bool reconnect = 0;
	MYSQL *h;

	if ((h = mysql_init(NULL)) == NULL)
		fatalx("db: no memory");
	mysql_options(h, MYSQL_READ_DEFAULT_FILE, db->option_file);
	mysql_options(h, MYSQL_SET_CHARSET_NAME, "utf8mb4");
	mysql_options(h, MYSQL_OPT_CONNECT_TIMEOUT, &connect);
	mysql_options(h, MYSQL_OPT_READ_TIMEOUT, &answer);
	mysql_options(h, MYSQL_OPT_WRITE_TIMEOUT, &answer);
	mysql_options(h, MYSQL_OPT_LOCAL_INFILE, &infile);
	mysql_options(h, MYSQL_OPT_RECONNECT, &reconnect);
	return h;
}

static int
verify(MYSQL *h)
{
	MYSQL_RES *res;
	MYSQL_ROW row;
	int good;

	if (mysql_query(h, SESSION) != 0 || mysql_query(h, VERIFY) != 0 ||
	    (res = mysql_store_result(h)) == NULL)
		return -1;
	row = mysql_fetch_row(res);
	good = row != NULL && row[0] != NULL && strcmp(row[0], "1") == 0;
	mysql_free_result(res);
	return good ? 0 : -1;
}

int
door_connect(struct db *db)
{
	MYSQL *h;

	/* Connector/C takes a missing file for an empty one. */
	if (access(db->option_file, R_OK) == -1)
		return failed(db, 0, "the option file cannot be read");
	h = new_handle(db);
	if (mysql_real_connect(h, NULL, NULL, NULL, NULL, 0, NULL,
		CLIENT_FOUND_ROWS) != NULL &&
	    verify(h) == 0) {
		db->handle = h;
		return 0;
	}
	if (mysql_errno(h) != 0)
		failed(db, mysql_errno(h), mysql_error(h));
	else
		failed(db, 0, "the session is not as asked");
	mysql_close(h);
	return -1;
}

int
door_open(const struct db *db)
{
	struct pollfd fd = {.events = POLLIN};

	if (db->handle == NULL)
		return 0;
	/* Nothing was asked: what is there to read is the end. */
	fd.fd = mysql_get_socket(db->handle);
	return poll(&fd, 1, 0) == 0;
}

void
door_close(struct db *db)
{
	size_t i;

	for (i = 0; i < db->nstmts; i++)
		door_forget(db->stmts[i]);
	if (db->handle != NULL)
		mysql_close(db->handle);
	db->handle = NULL;
}

int
door_ping(struct db *db)
{
	if (mysql_ping(db->handle) == 0)
		return 0;
	return failed(db, mysql_errno(db->handle), mysql_error(db->handle));
}

int
door_text(struct db *db, const char *sql, size_t len)
{
	MYSQL_RES *res;

	db->trips++;
	if (mysql_real_query(db->handle, sql, len) == 0) {
		if ((res = mysql_store_result(db->handle)) != NULL)
			mysql_free_result(res);
		if (mysql_errno(db->handle) == 0)
			return 0;
	}
	return failed(db, mysql_errno(db->handle), mysql_error(db->handle));
}

/* --- Statements ------------------------------------------------------------ */

static int
prepare(struct stmt *st)
{
	struct db *db = st->db;

	if ((st->handle = mysql_stmt_init(db->handle)) == NULL)
		fatalx("db: no memory");
	if (mysql_stmt_prepare(
		st->handle, st->query->sql, strlen(st->query->sql)) == 0)
		return 0;
	stmt_failed(st);
	if (db->fault == FAULT_LOST)
		db->fault = FAULT_UNSENT;
	door_forget(st);
	return -1;
}

static enum enum_field_types
type_of(enum kind kind)
{
	switch (kind) {
	case KIND_UNSIGNED:
	case KIND_SIGNED:
		return MYSQL_TYPE_LONGLONG;
	case KIND_TEXT:
		return MYSQL_TYPE_STRING;
	case KIND_BYTES:
		return MYSQL_TYPE_BLOB;
	case KIND_NULL:
		break;
	}
	return MYSQL_TYPE_NULL;
}

static void
one(MYSQL_BIND *b, struct value *v)
{
	b->buffer_type = type_of(v->kind);
	b->is_unsigned = v->kind == KIND_UNSIGNED;
	b->buffer = &v->number;
	if (v->kind == KIND_TEXT || v->kind == KIND_BYTES) {
		b->buffer = (void *)(uintptr_t)v->data;
		b->buffer_length = v->len;
		b->length = &v->len;
	}
}

/* One "?" of all rows: arrays of what the rows have at v, v + width, ... */
static void
many(MYSQL_BIND *b, struct stmt *st, struct value *v, size_t width)
{
	struct mem *mem = st->db->scratch;
	uint64_t *numbers = mem_get(mem, st->rows * sizeof(*numbers));
	const void **data = mem_get(mem, st->rows * sizeof(*data));
	unsigned long *lens = mem_get(mem, st->rows * sizeof(*lens));
	char *marks = mem_get(mem, st->rows);
	enum kind kind = KIND_NULL;
	size_t i;

	for (i = 0; i < st->rows; i++, v += width) {
		if (v->kind == KIND_NULL) {
			marks[i] = STMT_INDICATOR_NULL;
			continue;
		}
		if (kind != KIND_NULL && kind != v->kind)
			fatalx("db: %s: rows of two kinds", st->query->name);
		kind = v->kind;
		numbers[i] = v->number;
		data[i] = v->data;
		lens[i] = v->len;
	}
	b->buffer_type = type_of(kind == KIND_NULL ? KIND_TEXT : kind);
	b->is_unsigned = kind == KIND_UNSIGNED;
	b->buffer = data;
	if (b->buffer_type == MYSQL_TYPE_LONGLONG)
		b->buffer = numbers;
	b->length = lens;
	b->u.indicator = marks;
}

static int
bind_all(struct stmt *st)
{
	size_t rows = st->rows > 0 ? st->rows : 1, width = st->nvalues / rows;
	unsigned array = (unsigned)st->rows;
	MYSQL_BIND *params;
	size_t i;

	if (mysql_stmt_param_count(st->handle) != width)
		fatalx("db: %s: %zu binds for %lu", st->query->name, width,
		    mysql_stmt_param_count(st->handle));
	if (mysql_stmt_attr_set(st->handle, STMT_ATTR_ARRAY_SIZE, &array) != 0)
		return stmt_failed(st);
	params = mem_get(st->db->scratch, width * sizeof(*params));
	for (i = 0; i < width; i++) {
		if (st->rows > 0)
			many(&params[i], st, &st->values[i], width);
		else
			one(&params[i], &st->values[i]);
	}
	if (width > 0 && mysql_stmt_bind_param(st->handle, params) != 0)
		return stmt_failed(st);
	return 0;
}

int
door_run(struct stmt *st, int64_t *changed)
{
	struct db *db = st->db;

	if ((st->handle == NULL && prepare(st) == -1) || bind_all(st) == -1)
		return -1;
	db->trips++;
	if (mysql_stmt_execute(st->handle) != 0)
		return stmt_failed(st);
	/* Columns of INSERT ... RETURNING are known from here on only. */
	st->columns = mysql_stmt_field_count(st->handle);
	if (st->columns > 0 && mysql_stmt_store_result(st->handle) != 0)
		return stmt_failed(st);
	*changed = (int64_t)mysql_stmt_affected_rows(st->handle);
	db->insert_id = mysql_stmt_insert_id(st->handle);
	return 0;
}

void
door_forget(struct stmt *st)
{
	if (st->handle != NULL)
		mysql_stmt_close(st->handle);
	st->handle = NULL;
}

void
door_clear(struct stmt *st)
{
	if (st->handle == NULL)
		return;
	mysql_stmt_free_result(st->handle);
	/* How a block ended comes after its rows. */
	while (mysql_stmt_more_results(st->handle) &&
	       mysql_stmt_next_result(st->handle) == 0)
		continue;
}

int
door_fetch(struct stmt *st)
{
	/* The connection may have gone after the rows had come. */
	if (st->handle == NULL)
		return failed(st->db, CR_SERVER_LOST, "rows lost");
	switch (mysql_stmt_fetch(st->handle)) {
	case 0:
	case MYSQL_DATA_TRUNCATED:
		return 1;
	case MYSQL_NO_DATA:
		return 0;
	}
	return stmt_failed(st);
}

uint64_t
door_number(struct stmt *st, unsigned column, int is_signed)
{
	MYSQL_BIND b = {0};
	my_bool null = 0;
	uint64_t number = 0;

	b.buffer_type = MYSQL_TYPE_LONGLONG;
	b.is_unsigned = !is_signed;
	b.buffer = &number;
	b.buffer_length = sizeof(number);
	b.is_null = &null;
	if (mysql_stmt_fetch_column(st->handle, &b, column, 0) != 0)
		fatalx("db: %s: %s", st->query->name,
		    mysql_stmt_error(st->handle));
	return null ? 0 : number;
}

int64_t
door_copy(struct stmt *st, unsigned column, void *out, size_t size)
{
	MYSQL_BIND b = {0};
	my_bool null = 0;
	unsigned long len = 0;

	b.buffer_type = MYSQL_TYPE_STRING;
	b.buffer = out;
	b.buffer_length = size;
	b.length = &len;
	b.is_null = &null;
	if (mysql_stmt_fetch_column(st->handle, &b, column, 0) != 0)
		fatalx("db: %s: %s", st->query->name,
		    mysql_stmt_error(st->handle));
	return null ? -1 : (int64_t)len;
}
