/* SPDX-License-Identifier: ISC */
/* db_away.c: a database that is not there. */
#include <sys/socket.h>
#include <sys/un.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "t/desk/desktest.h"

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* A row, if there is a database. */
static int
one(struct db *db)
{
	static const struct query q = {"one", "SELECT 1"};

	return db_step(db_query(db, &q));
}

static const char *
option_file(const char *socket)
{
	static char name[64];
	FILE *f;

	snprintf(name, sizeof(name), "/tmp/beckon-cnf-%d", (int)getpid());
	f = fopen(name, "w");
	assert_non_null(f);
	fprintf(f, "[client]\nuser=root\ndatabase=beckon\nsocket=%s\n", socket);
	fclose(f);
	return name;
}

static void
after_a_failed_connect_it_says_no_at_once_for_a_second(void **state)
{
	static const struct query q = {"socket", "SELECT @@socket"};
	struct db *there = desk_open();
	struct stmt *st = db_query(there, &q);
	const char *name = option_file("/nonexistent/sock");
	struct db *db = db_open(name);
	double begin = seconds();

	(void)state;
	assert_int_equal(db_alive(db), -1);
	assert_int_equal(db_step(st), 1);
	option_file(db_str(st));
	assert_int_equal(db_alive(db), -1);
	assert_int_equal(one(db), -1);
	assert_int_equal(db_duplicate(db), 0);
	assert_true(seconds() - begin < 0.5);
	while (db_alive(db) == -1 && seconds() - begin < 5)
		usleep(20000);
	assert_true(seconds() - begin > 0.99 && seconds() - begin < 2);
	assert_int_equal(one(db), 1);
	unlink(name);
	db_close(db);
	db_close(there);
}

static void
a_server_that_does_not_answer_costs_a_second(void **state)
{
	struct sockaddr_un sun = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	double begin = seconds();
	const char *name;
	struct db *db;

	(void)state;
	snprintf(sun.sun_path, sizeof(sun.sun_path), "/tmp/beckon-mute-%d",
	    (int)getpid());
	assert_int_equal(bind(fd, (struct sockaddr *)&sun, sizeof(sun)), 0);
	assert_int_equal(listen(fd, 5), 0);
	name = option_file(sun.sun_path);
	db = db_open(name);
	assert_int_equal(db_alive(db), -1);
	assert_true(seconds() - begin < 2);
	db_close(db);
	close(fd);
	unlink(sun.sun_path);
	unlink(name);
}

static void
a_missing_option_file_is_no_database(void **state)
{
	struct db *db = db_open("/nonexistent/my.cnf");

	(void)state;
	assert_int_equal(db_alive(db), -1);
	db_close(db);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		after_a_failed_connect_it_says_no_at_once_for_a_second),
	    cmocka_unit_test(a_server_that_does_not_answer_costs_a_second),
	    cmocka_unit_test(a_missing_option_file_is_no_database),
	};

	desk_begin(argc, argv);
	return RUN(tests);
}
