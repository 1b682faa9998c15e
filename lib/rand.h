/* SPDX-License-Identifier: ISC */
/* rand.h: bytes nobody can guess, from getrandom(2). Floor 0. */
#ifndef LIB_RAND_H
#define LIB_RAND_H

#include <stddef.h>
#include <stdint.h>

void rand_bytes(void *, size_t);     /* ends the process where it fails */
uint32_t rand_below(uint32_t limit); /* 0 .. limit - 1, evenly */

#endif
