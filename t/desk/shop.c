/* SPDX-License-Identifier: ISC */
/* shop.c: what tests of a visitor's side begin with. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "lib/mem.h"
#include "lib/rand.h"
#include "t/desk/shop.h"

static const char EMPTY[] =
    "UPDATE invitation SET chat_id = NULL;\n"
    "DELETE FROM chat_event;\nDELETE FROM message;\nDELETE FROM invitation;\n"
    "DELETE FROM chat;\nDELETE FROM feed;\nDELETE FROM presence;\n"
    "DELETE FROM visitor;\nDELETE FROM site;\nDELETE FROM operator;\n"
    "DELETE FROM department;\nDELETE FROM bot;\nUPDATE setting SET value = '1';\n";

static const char FILL[] =
    "INSERT INTO department (id, name, alias) VALUES (1, 'Sales', 'sales'),"
    " (2, 'Support', 'support'), (3, 'Garage', 'garage');\n"
    "INSERT INTO site (id, site_key, name) VALUES"
    " (1, '" SHOP_KEY "', 'Shop'), (2, '" OTHER_KEY "', 'Other');\n"
    "INSERT INTO site_host (site_id, host) VALUES (1, 'shop.example');\n"
    "INSERT INTO operator (id, login, name, password) VALUES"
    " (1, 'anna', 'Anna', '!'), (2, 'ben', 'Ben', '!');\n"
    "INSERT INTO assignment (operator_id, department_id) VALUES (1, NULL),"
    " (2, 1);\n";

static char *
format(const char *fmt, va_list ap)
{
	char text[4096];

	vsnprintf(text, sizeof(text), fmt, ap);
	return mem_str(desk_mem(), text);
}

void
shop_sql(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	desk_sql(format(fmt, ap));
	va_end(ap);
}

uint64_t
shop_number(const char *fmt, ...)
{
	uint64_t n;
	va_list ap;

	va_start(ap, fmt);
	n = desk_number(format(fmt, ap));
	va_end(ap);
	return n;
}

int
shop_open(void **state)
{
	desk_sql(EMPTY);
	desk_sql(FILL);
	*state = desk_open();
	return 0;
}

int
shop_close(void **state)
{
	db_close(*state);
	return 0;
}

struct view
shop_view(unsigned key, const char *departments)
{
	struct view v = {.url = "https://shop.example/",
	    .title = "Shop",
	    .referrer = "",
	    .language = "de",
	    .timezone = "Europe/Berlin",
	    .address = "192.0.2.1",
	    .agent = "Firefox/128",
	    .departments = departments,
	    .check = 1,
	    .stays = 25000};

	v.browser.device = DEVICE_DESKTOP;
	memcpy(v.key, &key, sizeof(key));
	rand_bytes(v.box, BOX_ID);
	return v;
}

void
shop_again(struct db *db, unsigned number, struct visitor *v)
{
	unsigned char hash[TOKEN_HASH] = {0};

	memcpy(hash, &number, sizeof(number));
	assert_int_equal(visitor_find(db, SHOP_KEY, hash, v), 1);
}

void
shop_visitor(struct db *db, unsigned number, struct visitor *v)
{
	unsigned char hash[TOKEN_HASH] = {0};
	struct view view = shop_view(1, "");

	memcpy(hash, &number, sizeof(number));
	assert_int_equal(visitor_begin(db, 1, hash, 0, 0), 0);
	shop_again(db, number, v);
	assert_int_equal(visitor_view(db, v, &view), 0);
	shop_again(db, number, v);
}

static const struct query OF = {"shop_of",
    "SELECT v.id, v.token_hash FROM chat c JOIN visitor v"
    " ON v.id = c.visitor_id WHERE c.id = ?"};

void
shop_of(uint64_t chat, struct visitor *v)
{
	struct db *db = desk_open();
	struct stmt *st = db_query(db, &OF);

	db_bind_u64(st, chat);
	assert_int_equal(db_step(st), 1);
	v->id = db_u64(st);
	assert_int_equal(db_bytes(st, v->token, TOKEN_HASH), 1);
	db_close(db);
}

uint64_t
shop_invite(const struct visitor *v, unsigned operator, const char * more)
{
	static unsigned serial;
	uint64_t id = 1 + shop_number("SELECT COALESCE(MAX(id), 0)"
				      " FROM invitation");

	shop_sql("INSERT INTO invitation SET id = %" PRIu64
		 ", visitor_id = %" PRIu64
		 ", operator_id = NULLIF(%u, 0), client_key = LPAD('%u', 8, "
		 "'i'), text = 'May I help?'%s%s;\n",
	    id, v->id, operator, ++ serial, more == NULL ? "" : ", ",
	    more == NULL ? "" : more);
	return id;
}
