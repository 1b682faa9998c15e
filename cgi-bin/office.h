/* SPDX-License-Identifier: ISC */
/* office.h: the pages of the back office, by file. Floor 4. */
#ifndef CGI_BIN_OFFICE_H
#define CGI_BIN_OFFICE_H

struct req;

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

#endif
