/* SPDX-License-Identifier: ISC */
/* offers.h: what tests of offers begin with. */
#ifndef T_DESK_OFFERS_H
#define T_DESK_OFFERS_H

#include "desk/offer.h"
#include "t/desk/shop.h"

/* The shop's Anna and Ben are there, Ben has waited longer; Sales gives out
 * chats: 60 s to accept.  For a test's setup. */
int offers_open(void **state);

/* A pending chat of Sales, so many seconds old: its id. */
uint64_t offers_pending(unsigned age);

/* "status owner" of a chat. */
const char *offers_stand(uint64_t chat);

/* The kinds of its history, with whom and why, from the beginning. */
char *offers_history(struct db *, uint64_t chat);

/* So many seconds go by for this chat. */
void offers_later(uint64_t chat, unsigned seconds);

/* First right, in its own transaction: offer_first()'s answer. */
int offers_first(struct db *, uint64_t chat, uint64_t sender);

#endif
