/* SPDX-License-Identifier: ISC */
/* crowd_http.c: HTTP/1.1, one kept connection and one request at a time for
 * each simulated visitor. Floor 9. */
#include <sys/epoll.h>
#include <sys/socket.h>

#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "bench/crowd.h"

enum {
	PATIENCE = 10000, /* ms for a reply */
	FIRST_ROOM = 4096
};

static void
watch(struct crowd *c, struct shopper *s, int how, uint32_t events)
{
	struct epoll_event e = {.events = events, .data.ptr = s};

	(void)epoll_ctl(c->epoll, how, s->fd, &e);
}

/* From an address of their own, so that they are told apart. */
static int
dial(struct crowd *c, struct shopper *s)
{
	struct sockaddr_in from = {.sin_family = AF_INET},
			   to = {.sin_family = AF_INET};
	int one = 1;

	s->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (s->fd == -1)
		return -1;
	from.sin_addr.s_addr = htonl(s->person.address);
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	to.sin_port = htons((uint16_t)c->port);
	(void)setsockopt(
	    s->fd, SOL_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof(one));
	(void)bind(s->fd, (struct sockaddr *)&from, sizeof(from));
	if (connect(s->fd, (struct sockaddr *)&to, sizeof(to)) == -1 &&
	    errno != EINPROGRESS) {
		(void)close(s->fd);
		return -1;
	}
	s->wire = CONNECTING;
	watch(c, s, EPOLL_CTL_ADD, EPOLLOUT);
	return 0;
}

void
crowd_hang_up(struct crowd *c, struct shopper *s)
{
	(void)c;
	if (s->wire != CLOSED_WIRE)
		(void)close(s->fd);
	s->wire = CLOSED_WIRE;
	free(s->request);
	free(s->reply);
	s->request = s->reply = NULL;
	s->room = 0;
}

/* The request is over, with this status and body; 0: nothing came. */
static void
finish(struct crowd *c, struct shopper *s, int status, const char *body)
{
	char *reply = s->reply;

	free(s->request);
	s->request = s->reply = NULL;
	s->room = 0;
	if (status == 0 && s->wire != CLOSED_WIRE) {
		(void)close(s->fd);
		s->wire = CLOSED_WIRE;
	}
	if (status != 0)
		times_add(
		    s->kind == POLL ? &c->totals.polls : &c->totals.others,
		    times_clock() - s->asked_us);
	crowd_reply(c, s, status, body);
	free(reply);
}

void
crowd_ask(struct crowd *c, struct shopper *s, enum kind kind)
{
	s->request = malloc(REQUEST);
	s->reply = malloc(FIRST_ROOM);
	if (s->request == NULL || s->reply == NULL)
		abort();
	s->room = FIRST_ROOM;
	s->kind = kind;
	s->asked_at = c->now;
	s->asked_us = times_clock();
	s->sent = s->in = 0;
	s->reply[0] = '\0';
	crowd_write(c, s, kind);
	c->totals.asked[kind]++;
	if (s->wire == IDLE_WIRE) {
		s->wire = SENDING;
		watch(c, s, EPOLL_CTL_MOD, EPOLLOUT);
	} else if (dial(c, s) == -1)
		finish(c, s, 0, "");
}

static void
send_more(struct crowd *c, struct shopper *s)
{
	ssize_t n;

	n = send(s->fd, s->request + s->sent, s->out - s->sent, MSG_NOSIGNAL);
	if (n == -1 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n == -1) {
		finish(c, s, 0, "");
		return;
	}
	s->sent += (size_t)n;
	s->wire = SENDING;
	if (s->sent == s->out) {
		s->wire = RECEIVING;
		watch(c, s, EPOLL_CTL_MOD, EPOLLIN);
	}
}

/* The value of a header of the reply, or NULL. */
static const char *
header(const char *head, const char *name)
{
	size_t len = strlen(name);
	const char *at;

	for (at = strstr(head, "\r\n"); at != NULL; at = strstr(at, "\r\n")) {
		at += 2;
		if (strncasecmp(at, name, len) == 0 && at[len] == ':')
			return at + len + 1 + strspn(at + len + 1, " ");
	}
	return NULL;
}

/* Is the reply whole?  Its body follows the head. */
static void
look(struct crowd *c, struct shopper *s)
{
	const char *length, *last;
	char *body = strstr(s->reply, "\r\n\r\n");
	size_t want;
	int status;

	if (body == NULL)
		return;
	status = s->in > 12 ? atoi(s->reply + 9) : 0;
	*body = '\0';
	length = header(s->reply, "Content-Length");
	last = header(s->reply, "Connection");
	want = length == NULL ? 0 : strtoul(length, NULL, 10);
	*body = '\r';
	body += 4;
	if (s->in - (size_t)(body - s->reply) < want)
		return;
	if (last != NULL && strncasecmp(last, "close", 5) == 0) {
		(void)close(s->fd);
		s->wire = CLOSED_WIRE;
	} else {
		s->wire = IDLE_WIRE;
	}
	finish(c, s, status, body);
}

static void
receive(struct crowd *c, struct shopper *s)
{
	char *more;
	ssize_t n;

	if (s->in + 1 >= s->room) {
		if (s->room >= REPLY ||
		    (more = realloc(s->reply, 2 * s->room)) == NULL) {
			finish(c, s, 0, "");
			return;
		}
		s->reply = more;
		s->room *= 2;
	}
	n = recv(s->fd, s->reply + s->in, s->room - s->in - 1, 0);
	if (n == -1 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n <= 0) {
		/* A kept connection may have been closed just before: once
		 * more, as a browser does. */
		if (s->in == 0 && !s->failed) {
			s->failed = 1;
			(void)close(s->fd);
			s->sent = 0;
			if (dial(c, s) == 0)
				return;
			s->wire = CLOSED_WIRE;
		}
		finish(c, s, 0, "");
		return;
	}
	s->in += (size_t)n;
	s->reply[s->in] = '\0';
	look(c, s);
}

void
crowd_wire(struct crowd *c, struct shopper *s, uint32_t events)
{
	(void)events;
	switch (s->wire) {
	case CONNECTING:
	case SENDING:
		send_more(c, s);
		break;
	case RECEIVING:
		receive(c, s);
		break;
	case IDLE_WIRE: /* the server has closed it */
		(void)close(s->fd);
		s->wire = CLOSED_WIRE;
		break;
	case CLOSED_WIRE:
		break;
	}
}

void
crowd_timeout(struct crowd *c, struct shopper *s)
{
	if (s->request != NULL && c->now - s->asked_at > PATIENCE)
		finish(c, s, 0, "");
}
