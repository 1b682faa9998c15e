/* SPDX-License-Identifier: ISC */
/* token.h: keys, and what is minted and checked with them. Floor 1. */
#ifndef LIB_TOKEN_H
#define LIB_TOKEN_H

#include <stddef.h>
#include <stdint.h>

enum {
	TOKEN_KEY = 32,  /* bytes of a key */
	TOKEN_KEYS = 2,  /* live keys of one file: the first mints, all check */
	TOKEN_TEXT = 64, /* a visitor's or session's token: hex digits */
	TOKEN_HASH = 32, /* bytes of SHA-256: how tokens are stored */
	BOX_ID = 16,     /* bytes of a mailbox id: 8 random, 8 of tag */
	BOX_TEXT = 32,   /* the same in lower-case hex digits */
	SEAL_MORE = 40,  /* bytes that a seal adds */
};

/*
 * The keys of one purpose, newest first, as lines of 64 hex digits in a file
 * that only its reader can read.
 */
struct keys {
	unsigned char key[TOKEN_KEYS][TOKEN_KEY];
	int n;
};

int keys_load(struct keys *, const char *path); /* 0, or -1 and logged */
int keys_make(const char *path); /* 0600, new key; 0, or -1 (EEXIST too) */

/*
 * A visitor's token is 128 bits and a 128-bit MAC.  Minting is a keyed
 * function of the site and the nonce of the first contact: the same contact
 * repeated gets the same token.
 */
void token_mint(const struct keys *, uint64_t site, const unsigned char *nonce,
    size_t nonce_len, char text[TOKEN_TEXT + 1]);

/* Did we mint this?  1 and its hash, or 0. */
int token_check(
    const struct keys *, const char *text, unsigned char hash[TOKEN_HASH]);

/* A random token and the hash to store (sessions). */
void token_random(char text[TOKEN_TEXT + 1], unsigned char hash[TOKEN_HASH]);

/* SHA-256 of any text. */
void token_hash(const char *text, unsigned char hash[TOKEN_HASH]);

/* A keyed digest of purpose and text as 64 hex digits: CSRF tokens. */
void token_derive(const struct keys *, const char *purpose, const char *text,
    char out[TOKEN_TEXT + 1]);

/* HMAC-SHA256 of a text with a secret of any length: what others sign. */
void token_hmac(
    const char *secret, const char *text, unsigned char out[TOKEN_HASH]);

/* Are two digests the same?  In constant time. */
int token_equal(
    const unsigned char a[TOKEN_HASH], const unsigned char b[TOKEN_HASH]);

/*
 * Seals n bytes so that only whoever knows the word opens them, n + SEAL_MORE
 * bytes.  Opening gives back n bytes from as many: 1, or 0 where the word is
 * another or a byte was changed.  The word is a secret of 128 random bits at
 * least, with whatever else must be the same.
 */
void token_seal(const char *word, const unsigned char *plain, size_t n,
    unsigned char *sealed);
int token_open(const char *word, const unsigned char *sealed, size_t n,
    unsigned char *plain);

/* Are two texts the same?  Takes the same time for all of one length; an
 * empty one never is. */
int token_same(const char *, const char *);

/* Mailbox ids. */
void box_mint(const struct keys *, unsigned char id[BOX_ID]);
int box_check(const struct keys *, const unsigned char id[BOX_ID]);

#endif
