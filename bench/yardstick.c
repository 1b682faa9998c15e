/* SPDX-License-Identifier: ISC */
/*
 * yardstick.c: what a FastCGI program costs that does nothing, or one
 * statement: what bench/run measures Beckon against. Floor 9.
 *
 *	yardstick empty|select|update WORKERS [option file]
 *
 * Its loop is libfcgi's own, without anything of ours.
 */
#include <sys/prctl.h>
#include <sys/wait.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <fcgiapp.h>

#include "lib/db.h"
#include "lib/log.h"
#include "lib/mem.h"

enum {
	ARENA = 1 << 20,
	ROWS = 1000, /* of the table, which bench/run makes */
	WORKERS = 64,
	EXIT_USAGE = 64
};

static const char REPLY[] = "Status: 200\r\n"
			    "Content-Type: application/json\r\n"
			    "Content-Length: 36\r\n\r\n"
			    "{\"t\":1700000000,\"n\":0,\"next\":5000}\r\n";

static const struct query SELECT = {
    "select", "SELECT n FROM yardstick WHERE id = ?"};
static const struct query UPDATE = {
    "update", "UPDATE yardstick SET n = n + 1 WHERE id = ?"};

/* One statement by primary key, another row each time.  0, -1. */
static int
work(struct db *db, const char *mode, uint64_t turn)
{
	int update = strcmp(mode, "update") == 0;
	struct stmt *st = db_query(db, update ? &UPDATE : &SELECT);

	db_bind_u64(st, 1 + turn % ROWS);
	if (update)
		return db_exec(st) == 1 ? 0 : -1;
	if (db_step(st) != 1)
		return -1;
	(void)db_u64(st);
	return 0;
}

static int
serve(const char *mode, const char *options)
{
	struct db *db = options == NULL ? NULL : db_open(options);
	struct mem *mem = mem_new(ARENA);
	uint64_t turn = (uint64_t)getpid() * 7;
	FCGX_Request rq;

	if (prctl(PR_SET_PDEATHSIG, SIGTERM) == -1 || FCGX_Init() != 0 ||
	    FCGX_InitRequest(&rq, 0, 0) != 0)
		return 1;
	while (FCGX_Accept_r(&rq) == 0) {
		if (db != NULL) {
			mem_reset(mem);
			db_use(db, mem);
		}
		if (db != NULL && work(db, mode, turn++) == -1)
			FCGX_PutS("Status: 500\r\n\r\n", rq.out);
		else
			FCGX_PutStr(REPLY, sizeof(REPLY) - 1, rq.out);
		FCGX_Finish_r(&rq);
	}
	return 0;
}

int
main(int argc, char **argv)
{
	int i, n = argc > 2 ? atoi(argv[2]) : 0;
	pid_t pid[WORKERS];

	if (argc < 3 || argc > 4 || n < 1 || n > WORKERS ||
	    (strcmp(argv[1], "empty") == 0) != (argc == 3)) {
		fprintf(stderr, "usage: yardstick empty|select|update workers "
				"[option file]\n");
		return EXIT_USAGE;
	}
	log_init("yardstick", 0);
	for (i = 0; i < n; i++)
		if ((pid[i] = fork()) == 0)
			_exit(serve(argv[1], argv[3]));
	for (i = 0; i < n; i++)
		(void)waitpid(pid[i], NULL, 0);
	return 0;
}
