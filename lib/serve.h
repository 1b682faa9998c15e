/* SPDX-License-Identifier: ISC */
/* serve.h: a FastCGI program: options, workers, requests. Floor 2. */
#ifndef LIB_SERVE_H
#define LIB_SERVE_H

struct conf;
struct field;
struct req;

struct service {
	const char *name; /* of the log and of its worker count in the conf */
	/* Once per worker; what it returns is rq->app.  NULL: the worker
	 * could not start (logged) and the parent tries again in a second. */
	void *(*start)(const struct conf *);
	int (*handle)(struct req *); /* fills the reply, returns the status */
	/* Headers of every reply of this program, NULL-named last row. */
	const struct field *headers;
	/* Fills the body of a status that is given before the handler is
	 * asked; NULL: an empty body. */
	void (*error)(struct req *, int status);
	/* Requests have no body: nothing is left to read at the end. */
	int bodiless;
};

/*
 * main() of a FastCGI executable.  fd 0 is the listening socket.  Options:
 * -c file (beckon.conf), -n check and exit, -v verbose.  The parent forks
 * "<name>.workers" single-threaded workers, replaces the dead (at once, or
 * after a second where one lived less than a second), and on SIGTERM lets
 * them finish what they hold, 10 s at most.  On SIGHUP it reads the conf again
 * and replaces the workers one after another.  Returns the exit status; 64 where fd 0 is no
 * socket.
 *
 * Before the handler: duplicate or oversized headers and bodies, broken
 * fields and unknown HTTP versions are answered 400, 413, 414 or 415.
 */
int serve_main(int argc, char **argv, const struct service *);

#endif
