/* SPDX-License-Identifier: ISC */
/* invite.h: what an operator sends to a visitor, by file. Floor 4. */
#ifndef CGI_BIN_INVITE_H
#define CGI_BIN_INVITE_H

struct recipient;
struct req;

/* invite_new.c */
int invite_new(struct req *);

/*
 * The visitor named by the request, whom the operator sees and may send to:
 * 0, or the status to answer with (its page is made where words are needed).
 */
int invite_recipient(struct req *, struct recipient *);

/* The send dialog, filled with what the request brought.  problem: a word of
 * _invite.cs that says why nothing was sent, or NULL.  The status. */
int invite_dialog(
    struct req *, const struct recipient *, const char *problem, int status);

/* invite_send.c */
int invite_send(struct req *);

/* invite_life.c */
int invite_status(struct req *);
int invite_edit_page(struct req *);
int invite_edit(struct req *);
int invite_revoke(struct req *);

#endif
