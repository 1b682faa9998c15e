/* SPDX-License-Identifier: ISC */
/* office.h: the pages of the back office, by file. Floor 4. */
#ifndef CGI_BIN_OFFICE_H
#define CGI_BIN_OFFICE_H

struct online_row;
struct page;
struct req;

/* office_row.c */
const char *office_short_url(const char *url);
void office_show_row(struct page *, const struct online_row *, int i);

/* office_session.c */
int office_root(struct req *);
int office_signin_page(struct req *);
int office_signin(struct req *);
int office_signout(struct req *);

/* office_home.c */
int office_home(struct req *);
int office_tracking(struct req *);

/* office_visitors.c */
int office_visitors(struct req *);
int office_visitors_list(struct req *);

/* office_visitor.c */
int office_visitor(struct req *);
int office_visitor_panel(struct req *);

/* office_chats.c */
struct inbox_row;
struct operator;
struct page;
int office_chats(struct req *);
int office_chats_list(struct req *);
int office_alerts(struct req *);
/* The data of a row, under this name. */
void office_chat_row(struct page *, const struct operator *,
    const struct inbox_row *, const char *at);

/* office_chat.c */
int office_chat(struct req *);
int office_chat_lines(struct req *);
/* The data of the chat that the request names; problem: a word of _lines.cs
 * that says why something was not done, or NULL.  NULL, and the status. */
struct page *office_chat_page(struct req *, const char *problem, int *status);

/* office_talk.c */
int office_chat_accept(struct req *);
int office_chat_say(struct req *);
int office_chat_close(struct req *);
int office_chat_typing(struct req *);
int office_chat_read(struct req *);

#endif
