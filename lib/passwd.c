/* SPDX-License-Identifier: ISC */
/* passwd.c: passwords by argon2id. Floor 1. */
#include <string.h>

#include <sodium.h>

#include "lib/log.h"
#include "lib/passwd.h"
#include "lib/rand.h"

_Static_assert((int)PASSWD_HASH >= (int)crypto_pwhash_STRBYTES, "hash");

/* Set once, at start, by passwd_cost(). */
static unsigned long long ops = crypto_pwhash_OPSLIMIT_INTERACTIVE;
static size_t memory = crypto_pwhash_MEMLIMIT_INTERACTIVE;

int
passwd_cost(const char *name)
{
	if (strcmp(name, "interactive") == 0) {
		ops = crypto_pwhash_OPSLIMIT_INTERACTIVE;
		memory = crypto_pwhash_MEMLIMIT_INTERACTIVE;
	} else if (strcmp(name, "min") == 0) {
		ops = crypto_pwhash_OPSLIMIT_MIN;
		memory = crypto_pwhash_MEMLIMIT_MIN;
	} else
		return -1;
	return 0;
}

int
passwd_hash(const char *password, char out[PASSWD_HASH])
{
	if (sodium_init() == -1)
		fatalx("libsodium does not start");
	memset(out, 0, PASSWD_HASH);
	if (crypto_pwhash_str(out, password, strlen(password), ops, memory) ==
	    -1) {
		log_warn("a password cannot be hashed");
		return -1;
	}
	return 0;
}

int
passwd_verify(const char *hash, const char *password)
{
	char scratch[PASSWD_HASH];

	if (sodium_init() == -1)
		fatalx("libsodium does not start");
	if (hash == NULL) {
		(void)passwd_hash(password, scratch);
		sodium_memzero(scratch, sizeof(scratch));
		return 0;
	}
	return crypto_pwhash_str_verify(hash, password, strlen(password)) == 0;
}

void
passwd_random(char out[PASSWD_RANDOM])
{
	/* Without 0 o, 1 l i: people read it from a screen and type it. */
	static const char letters[] = "abcdefghjkmnpqrstuvwxyz23456789";
	int i;

	for (i = 0; i < PASSWD_RANDOM - 1; i++)
		out[i] = letters[rand_below(sizeof(letters) - 1)];
	out[i] = '\0';
}
