/* SPDX-License-Identifier: ISC */
/* press_tls.c: TLS 1.3 that agrees on HTTP/2, to 127.0.0.1, by OpenSSL, whose one
 * door this is.  It reads the socket itself, for the time at which the kernel
 * got what is read. Floor 9. */
#include <sys/socket.h>

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <openssl/err.h>
#include <openssl/ssl.h>

#include "bench/press.h"

enum {
	SECOND = 1000000000
};

static SSL_CTX *context;
static BIO_METHOD *method;
static int64_t apart; /* ns from CLOCK_REALTIME to CLOCK_MONOTONIC */

static int64_t
clock_of(clockid_t id)
{
	struct timespec t;

	(void)clock_gettime(id, &t);
	return (int64_t)t.tv_sec * SECOND + t.tv_nsec;
}

int64_t
wire_clock(void)
{
	return clock_of(CLOCK_MONOTONIC);
}

/* --- The socket --------------------------------------------------------------- */

static int
socket_read(BIO *bio, char *to, int size)
{
	struct wire *w = BIO_get_data(bio);
	struct iovec io = {.iov_base = to, .iov_len = (size_t)size};
	union {
		char bytes[CMSG_SPACE(sizeof(struct timespec))];
		struct cmsghdr first;
	} control;
	struct msghdr msg = {.msg_iov = &io,
	    .msg_iovlen = 1,
	    .msg_control = &control,
	    .msg_controllen = sizeof(control)};
	const struct cmsghdr *c;
	struct timespec t;
	ssize_t n = recvmsg(w->fd, &msg, 0);

	BIO_clear_retry_flags(bio);
	if (n == -1) {
		if (errno == EAGAIN || errno == EINTR)
			BIO_set_retry_read(bio);
		return -1;
	}
	c = CMSG_FIRSTHDR(&msg);
	if (c != NULL && c->cmsg_type == SCM_TIMESTAMPNS) {
		memcpy(&t, CMSG_DATA(c), sizeof(t));
		w->came = (int64_t)t.tv_sec * SECOND + t.tv_nsec + apart;
	} else {
		w->came = wire_clock();
	}
	return (int)n;
}

static int
socket_write(BIO *bio, const char *from, int size)
{
	const struct wire *w = BIO_get_data(bio);
	ssize_t n = send(w->fd, from, (size_t)size, MSG_NOSIGNAL);

	BIO_clear_retry_flags(bio);
	if (n == -1 && (errno == EAGAIN || errno == EINTR))
		BIO_set_retry_write(bio);
	return (int)n;
}

static long
socket_control(BIO *bio, int what, long number, void *pointer)
{
	(void)bio, (void)number, (void)pointer;
	return what == BIO_CTRL_FLUSH;
}

/* --- What is on it ------------------------------------------------------------ */

int
wire_ready(void)
{
	static const unsigned char H2[] = {2, 'h', '2'};

	apart = clock_of(CLOCK_MONOTONIC) - clock_of(CLOCK_REALTIME);
	context = SSL_CTX_new(TLS_client_method());
	method =
	    BIO_meth_new(BIO_TYPE_SOURCE_SINK | BIO_get_new_index(), "socket");
	if (context == NULL || method == NULL ||
	    BIO_meth_set_read(method, socket_read) != 1 ||
	    BIO_meth_set_write(method, socket_write) != 1 ||
	    BIO_meth_set_ctrl(method, socket_control) != 1 ||
	    SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION) != 1 ||
	    SSL_CTX_set_alpn_protos(context, H2, sizeof(H2)) != 0)
		return -1;
	SSL_CTX_set_read_ahead(context, 1);
	(void)SSL_CTX_set_mode(context,
	    SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
	return 0;
}

static int
dial(int port)
{
	struct sockaddr_in to = {.sin_family = AF_INET};
	int one = 1, fd;

	fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd == -1)
		return -1;
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	to.sin_port = htons((uint16_t)port);
	(void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	(void)setsockopt(fd, SOL_SOCKET, SO_TIMESTAMPNS, &one, sizeof(one));
	if (connect(fd, (struct sockaddr *)&to, sizeof(to)) == -1 &&
	    errno != EINPROGRESS) {
		(void)close(fd);
		return -1;
	}
	return fd;
}

/* Its certificate is not looked at: the server is ours.  0, -1. */
int
wire_open(struct wire *w, int port, const char *name)
{
	BIO *bio = NULL;

	w->ssl = NULL;
	if ((w->fd = dial(port)) == -1)
		return -1;
	if ((w->ssl = SSL_new(context)) == NULL ||
	    (bio = BIO_new(method)) == NULL ||
	    SSL_set_tlsext_host_name(w->ssl, name) != 1) {
		BIO_free(bio);
		wire_close(w);
		return -1;
	}
	BIO_set_data(bio, w);
	BIO_set_init(bio, 1);
	SSL_set_bio(w->ssl, bio, bio);
	SSL_set_connect_state(w->ssl);
	return 0;
}

void
wire_close(struct wire *w)
{
	if (w->ssl != NULL && SSL_is_init_finished(w->ssl))
		(void)SSL_shutdown(w->ssl);
	SSL_free(w->ssl);
	w->ssl = NULL;
	if (w->fd != -1)
		(void)close(w->fd);
	w->fd = -1;
}

static int
is_later(const struct wire *w, int r)
{
	int error = SSL_get_error(w->ssl, r);

	ERR_clear_error(); /* it would be taken for the next one's */
	return error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE;
}

int
wire_shake(struct wire *w)
{
	const unsigned char *chosen;
	unsigned len;
	int r = SSL_do_handshake(w->ssl);

	if (r != 1)
		return is_later(w, r) ? 0 : -1;
	SSL_get0_alpn_selected(w->ssl, &chosen, &len);
	return len == 2 && memcmp(chosen, "h2", 2) == 0 ? 1 : -1;
}

ssize_t
wire_read(struct wire *w, void *to, size_t size)
{
	int r = SSL_read(w->ssl, to, (int)size);

	return r > 0 ? r : is_later(w, r) ? 0 : -1;
}

int
wire_more(struct wire *w)
{
	return SSL_has_pending(w->ssl);
}

/* What could not be sent has to be given again, and may be longer then. */
int
wire_write(struct wire *w, const void *from, size_t n)
{
	int r = SSL_write(w->ssl, from, (int)n);

	return r > 0 ? 1 : is_later(w, r) ? 0 : -1;
}
