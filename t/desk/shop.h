/* SPDX-License-Identifier: ISC */
/* shop.h: what tests of a visitor's side begin with: a site, departments,
 * operators, visitors. */
#ifndef T_DESK_SHOP_H
#define T_DESK_SHOP_H

#include "desk/visitor.h"
#include "t/desk/desktest.h"

/*
 * For a test's setup and teardown.  The shop has the site 1 (SHOP_KEY, host
 * shop.example) and the site 2 (OTHER_KEY), the departments 1 "sales", 2
 * "support", 3 "garage", and the operators 1 Anna (All departments) and 2 Ben
 * (sales).  *state is a connection.
 */
int shop_open(void **state);
int shop_close(void **state);

#define SHOP_KEY "shopshopshopshop"
#define OTHER_KEY "otherotherother1"

/* A browser with this number, on its first page: the visitor as found. */
void shop_visitor(struct db *, unsigned number, struct visitor *);

/* The same browser, found again. */
void shop_again(struct db *, unsigned number, struct visitor *);

/* Whose chat it is: id and token, asked by a connection of its own. */
void shop_of(uint64_t chat, struct visitor *);

/* A page view with this key; departments as "1,2". */
struct view shop_view(unsigned key, const char *departments);

/* An invitation by this operator (0: nobody), with more columns set, as
 * "assign_me = 1, skip_bot = 0", or NULL.  Its id. */
uint64_t shop_invite(
    const struct visitor *, unsigned operator, const char * more);

/* desk_sql() and desk_number() with a format. */
void shop_sql(const char *, ...) __attribute__((__format__(__printf__, 1, 2)));
uint64_t shop_number(const char *, ...)
    __attribute__((__format__(__printf__, 1, 2)));

#endif
