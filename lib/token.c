/* SPDX-License-Identifier: ISC */
/*
 * token.c: keys, and what is minted and checked with them. Floor 1.
 * Each use of a key begins with its own word, so that nothing made for one
 * purpose is good for another.
 */
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sodium.h>

#include "lib/log.h"
#include "lib/rand.h"
#include "lib/text.h"
#include "lib/token.h"

enum {
	PART = 16,    /* bytes of a visitor's id, and of its MAC */
	BOX_PART = 8, /* bytes of a mailbox id's random part, and of its tag */
};

_Static_assert((int)TOKEN_HASH == (int)crypto_hash_sha256_BYTES, "SHA-256");
_Static_assert((int)BOX_PART == (int)crypto_shorthash_BYTES, "tag");
_Static_assert((int)TOKEN_KEY >= (int)crypto_shorthash_KEYBYTES, "key");
_Static_assert((int)TOKEN_HASH == (int)crypto_auth_hmacsha256_BYTES, "HMAC");
_Static_assert((int)TOKEN_KEY == (int)crypto_secretbox_KEYBYTES, "seal's key");
_Static_assert((int)SEAL_MORE == (int)crypto_secretbox_NONCEBYTES +
				     (int)crypto_secretbox_MACBYTES,
    "seal");

/* Callable before anything else of the library; ready after the first. */
static void
ready(void)
{
	if (sodium_init() == -1)
		fatalx("libsodium does not start");
}

/* Lines of the open file.  NULL, or what is wrong. */
static const char *
read_keys(struct keys *k, FILE *f)
{
	char line[2 * TOKEN_KEY + 3];
	struct stat st;

	if (fstat(fileno(f), &st) == -1)
		return strerror(errno);
	if (!S_ISREG(st.st_mode))
		return "is not a file";
	if (st.st_mode & 07)
		return "can be read by everybody: chmod o= it";
	while (fgets(line, sizeof(line), f) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		if (k->n == TOKEN_KEYS)
			return "holds too many keys";
		if (text_unhex(line, k->key[k->n], TOKEN_KEY) == -1)
			return "has a line that is not 64 hex digits";
		k->n++;
	}
	sodium_memzero(line, sizeof(line));
	if (ferror(f))
		return "cannot be read";
	return k->n > 0 ? NULL : "is empty";
}

int
keys_load(struct keys *k, const char *path)
{
	const char *wrong;
	FILE *f;

	memset(k, 0, sizeof(*k));
	if ((f = fopen(path, "re")) == NULL) {
		log_warn("%s", path);
		return -1;
	}
	wrong = read_keys(k, f);
	(void)fclose(f);
	if (wrong != NULL) {
		log_warnx("%s %s", path, wrong);
		memset(k, 0, sizeof(*k));
		return -1;
	}
	return 0;
}

/* A new key as a line in the open file, on the disk.  0, or -1. */
static int
write_key(int fd)
{
	char line[2 * TOKEN_KEY + 2];
	unsigned char key[TOKEN_KEY];
	ssize_t len = 2 * TOKEN_KEY + 1;
	int result = 0;

	rand_bytes(key, sizeof(key));
	text_hex(line, key, sizeof(key));
	line[2 * TOKEN_KEY] = '\n';
	if (fchmod(fd, 0600) == -1 || write(fd, line, (size_t)len) != len ||
	    fsync(fd) == -1)
		result = -1;
	sodium_memzero(key, sizeof(key));
	sodium_memzero(line, sizeof(line));
	return result;
}

/* The name appears only when the file is whole: made beside it and linked. */
int
keys_make(const char *path)
{
	char fresh[PATH_MAX];
	int fd, n, error, result = -1;

	n = snprintf(fresh, sizeof(fresh), "%s.%ld", path, (long)getpid());
	if (n < 0 || (size_t)n >= sizeof(fresh)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	(void)unlink(fresh);
	fd = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd == -1)
		return -1;
	if (write_key(fd) == 0 && link(fresh, path) == 0)
		result = 0;
	error = errno;
	(void)close(fd);
	(void)unlink(fresh);
	errno = error;
	return result;
}

static void
begin(crypto_generichash_state *h, const unsigned char *key, size_t size,
    const char *word)
{
	ready();
	(void)crypto_generichash_init(h, key, TOKEN_KEY, size);
	(void)crypto_generichash_update(
	    h, (const unsigned char *)word, strlen(word) + 1);
}

static void
mac(const unsigned char *key, const unsigned char id[PART],
    unsigned char out[PART])
{
	crypto_generichash_state h;

	begin(&h, key, PART, "visitor mac");
	(void)crypto_generichash_update(&h, id, PART);
	(void)crypto_generichash_final(&h, out, PART);
}

static void
need_keys(const struct keys *k)
{
	if (k->n < 1)
		fatalx("a key is used before keys_load()");
}

void
token_mint(const struct keys *k, uint64_t site, const unsigned char *nonce,
    size_t nonce_len, char text[TOKEN_TEXT + 1])
{
	unsigned char token[2 * PART], number[8];
	crypto_generichash_state h;
	int i;

	need_keys(k);
	for (i = 0; i < 8; i++)
		number[i] = (unsigned char)(site >> 8 * i);
	begin(&h, k->key[0], PART, "visitor id");
	(void)crypto_generichash_update(&h, number, sizeof(number));
	(void)crypto_generichash_update(&h, nonce, nonce_len);
	(void)crypto_generichash_final(&h, token, PART);
	mac(k->key[0], token, token + PART);
	text_hex(text, token, sizeof(token));
}

int
token_check(
    const struct keys *k, const char *text, unsigned char hash[TOKEN_HASH])
{
	unsigned char token[2 * PART], expected[PART];
	int i, good = 0;

	if (strspn(text, "0123456789abcdef") != TOKEN_TEXT ||
	    text_unhex(text, token, sizeof(token)) == -1)
		return 0;
	for (i = 0; i < k->n; i++) {
		mac(k->key[i], token, expected);
		if (sodium_memcmp(expected, token + PART, PART) == 0)
			good = 1;
	}
	if (good)
		token_hash(text, hash);
	return good;
}

void
token_random(char text[TOKEN_TEXT + 1], unsigned char hash[TOKEN_HASH])
{
	unsigned char token[TOKEN_TEXT / 2];

	rand_bytes(token, sizeof(token));
	text_hex(text, token, sizeof(token));
	token_hash(text, hash);
}

void
token_hash(const char *text, unsigned char hash[TOKEN_HASH])
{
	ready();
	(void)crypto_hash_sha256(
	    hash, (const unsigned char *)text, strlen(text));
}

void
token_derive(const struct keys *k, const char *purpose, const char *text,
    char out[TOKEN_TEXT + 1])
{
	unsigned char digest[TOKEN_TEXT / 2];
	crypto_generichash_state h;

	need_keys(k);
	begin(&h, k->key[0], sizeof(digest), "derived");
	(void)crypto_generichash_update(
	    &h, (const unsigned char *)purpose, strlen(purpose) + 1);
	(void)crypto_generichash_update(
	    &h, (const unsigned char *)text, strlen(text));
	(void)crypto_generichash_final(&h, digest, sizeof(digest));
	text_hex(out, digest, sizeof(digest));
}

void
token_hmac(const char *secret, const char *text, unsigned char out[TOKEN_HASH])
{
	crypto_auth_hmacsha256_state h;

	ready();
	(void)crypto_auth_hmacsha256_init(
	    &h, (const unsigned char *)secret, strlen(secret));
	(void)crypto_auth_hmacsha256_update(
	    &h, (const unsigned char *)text, strlen(text));
	(void)crypto_auth_hmacsha256_final(&h, out);
}

int
token_equal(
    const unsigned char a[TOKEN_HASH], const unsigned char b[TOKEN_HASH])
{
	return sodium_memcmp(a, b, TOKEN_HASH) == 0;
}

/* The key of a seal. */
static void
seal_key(const char *word, unsigned char key[TOKEN_KEY])
{
	static const unsigned char nobody[TOKEN_KEY] = {0};
	crypto_generichash_state h;

	begin(&h, nobody, TOKEN_KEY, "seal");
	(void)crypto_generichash_update(
	    &h, (const unsigned char *)word, strlen(word));
	(void)crypto_generichash_final(&h, key, TOKEN_KEY);
}

/* The nonce goes first. */
void
token_seal(const char *word, const unsigned char *plain, size_t n,
    unsigned char *sealed)
{
	unsigned char key[TOKEN_KEY];

	seal_key(word, key);
	rand_bytes(sealed, crypto_secretbox_NONCEBYTES);
	(void)crypto_secretbox_easy(
	    sealed + crypto_secretbox_NONCEBYTES, plain, n, sealed, key);
	sodium_memzero(key, sizeof(key));
}

int
token_open(const char *word, const unsigned char *sealed, size_t n,
    unsigned char *plain)
{
	unsigned char key[TOKEN_KEY];
	int bad;

	seal_key(word, key);
	bad = crypto_secretbox_open_easy(plain,
	    sealed + crypto_secretbox_NONCEBYTES, n + crypto_secretbox_MACBYTES,
	    sealed, key);
	sodium_memzero(key, sizeof(key));
	return bad == 0;
}

int
token_same(const char *a, const char *b)
{
	size_t n = strlen(a);

	if (n == 0 || n != strlen(b))
		return 0;
	return sodium_memcmp(a, b, n) == 0;
}

void
box_mint(const struct keys *k, unsigned char id[BOX_ID])
{
	need_keys(k);
	ready();
	rand_bytes(id, BOX_PART);
	(void)crypto_shorthash(id + BOX_PART, id, BOX_PART, k->key[0]);
}

int
box_check(const struct keys *k, const unsigned char id[BOX_ID])
{
	unsigned char tag[BOX_PART];
	int i, good = 0;

	for (i = 0; i < k->n; i++) {
		(void)crypto_shorthash(tag, id, BOX_PART, k->key[i]);
		if (sodium_memcmp(tag, id + BOX_PART, BOX_PART) == 0)
			good = 1;
	}
	return good;
}
