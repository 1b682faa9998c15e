/* SPDX-License-Identifier: ISC */
/* office.h: the pages of the back office, by file. Floor 4. */
#ifndef CGI_BIN_OFFICE_H
#define CGI_BIN_OFFICE_H

#include <stddef.h>
#include <stdint.h>

struct online_row;
struct page;
struct panel;
struct req;

/* office_row.c */
const char *office_short_url(const char *url);
void office_show_row(struct page *, const struct online_row *, int i);

/* Told.* and Events.*: what the page's script said of them.  0, or -1.  Two
 * trips. */
int office_show_remarks(struct req *, struct page *, const struct panel *);

/* office_session.c */
int office_root(struct req *);
int office_signin_page(struct req *);
int office_signin(struct req *);
int office_signout(struct req *);
/* The page of ours that the field "to" names, or the first one. */
const char *office_wanted(const struct req *);

/* office_home.c */
int office_home(struct req *);
int office_tracking(struct req *);

/* office_visitors.c */
struct online_totals;
/* Where the figures are soon too old, they are counted anew as soon as this
 * reply is on its way. */
void office_count_ahead(struct req *, const struct online_totals *);
int office_visitors(struct req *);
int office_visitors_list(struct req *);
int office_visitors_departments(struct req *);

/* office_why.c */
struct why_place;
int office_why(struct req *);
/* How many are where, as Crowd.*. */
void office_why_places(struct page *, const struct why_place *, int n);

/* office_visitor.c */
int office_visitor(struct req *);
int office_visitor_panel(struct req *);

/* Chats of a visitor, under this name. */
struct panel_chat;
void office_show_chats(
    struct page *, const char *at, const struct panel_chat *, int n);

/* office_user.c: the signed-in user that the visitor is, if any.  0 or more,
 * or -1.  Two trips, or none. */
struct panel;
int office_show_user(struct req *, struct page *, const struct panel *);

/* office_chats.c */
struct inbox_row;
struct operator;
int office_chats(struct req *);
int office_chats_list(struct req *);
int office_alerts(struct req *);
/* The data of a row, under this name. */
void office_chat_row(struct page *, const struct operator*,
    const struct inbox_row *, const char *at);

/* office_outcomes.c */
struct inbox_counts;
int office_outcomes(struct req *);
int office_told(struct req *);
/* What the head of a page tells of my invitations, as Outcomes.*; replies are
 * to be heard.  0, or -1.  One trip. */
int office_notices(struct req *, struct page *, struct inbox_counts *);

/* office_chat.c */
int office_chat(struct req *);
int office_chat_lines(struct req *);
/* The data of the chat that the request names; problem: a word of _lines.cs
 * that says why something was not done, or NULL.  NULL, and the status. */
struct page *office_chat_page(struct req *, const char *problem, int *status);

/* office_talk.c */
int office_chat_accept(struct req *);
int office_chat_take(struct req *);
int office_chat_priority(struct req *);
int office_chat_say(struct req *);
int office_chat_close(struct req *);
int office_chat_typing(struct req *);
int office_chat_read(struct req *);

/* The chat that the request names, which the operator sees and may act on.  0,
 * or the status. */
int office_chat_named(struct req *, uint64_t *id);
/* Where an operator goes after an enum talk_outcome, or why it was none. */
int office_chat_answer(struct req *, uint64_t id, int outcome);

/* office_transfer.c */
int office_transfer(struct req *);
int office_transfer_send(struct req *);
int office_take_over(struct req *);

/* office_assignment.c */
int office_assignment(struct req *);
int office_assignment_save(struct req *);

/* office_canned.c */
int office_canned(struct req *);
int office_canned_save(struct req *);
int office_canned_delete(struct req *);

/* office_form.c: what the forms of the management pages share. */
struct actor;
struct actor office_actor(const struct req *);
/* A key for a new form, as Form.key. */
void office_form_key(struct page *);
/* A form that is being read; wrong: some field is, see Wrong.*. */
struct form {
	struct req *rq;
	struct page *pg;
	int wrong;
};
void office_form_wrong(struct form *, const char *name, const char *why);
/* The field of a text, at most max characters; wrong where it is longer, or
 * empty although it must be given.  What was typed is Form.<name>.  Never
 * NULL. */
struct wanted {
	const char *name;
	size_t max;
	int must;
};
const char *office_form_text(struct form *, const struct wanted *);
void office_form_email(struct form *, const char *); /* "" is fine */
/* A priority, "" 0; where it is none the field of that name is wrong. */
int64_t office_form_priority(
    struct form *, const char *field, const char *name);
/* How a change ended that was not made: Problem, or wrong the field that must
 * be unique, and the status. */
int office_form_problem(struct form *, int change, const char *unique);
/* Who changed it last, as Latest.*.  0, or -1. */
int office_form_latest(
    struct req *, struct page *, const char *kind, uint64_t id);

/* office_departments.c */
int office_departments(struct req *);
int office_department(struct req *);
int office_department_save(struct req *);
int office_department_delete(struct req *);

/* office_operators.c */
int office_operators(struct req *);

/* office_operator.c */
int office_operator(struct req *);
int office_operator_save(struct req *);
int office_operator_password(struct req *);
int office_operator_delete(struct req *);

/* office_places.c: what of the departments a form shows, as Pick.*; the part of
 * a name that it looks for. */
struct pick;
struct picked {
	int shown;
	uint64_t total;
};
void office_pick_show(
    struct page *, const char *find, const struct pick *, struct picked);
const char *office_pick_find(struct req *);
/* The assignments in an operator's form.  0, or -1. */
struct staff;
int office_places_show(
    struct req *, struct page *, const struct staff *, const struct staff *now);
int office_places_read(struct form *, struct staff *);

/* office_groups.c */
int office_groups(struct req *);
int office_group(struct req *);
int office_group_save(struct req *);
int office_group_delete(struct req *);

/* office_hours.c */
int office_hours(struct req *);
int office_hours_save(struct req *);

/* office_roles.c */
int office_roles(struct req *);
int office_role(struct req *);
int office_role_save(struct req *);
int office_role_delete(struct req *);

/* office_health.c */
int office_health(struct req *);
int office_health_mend(struct req *);
int office_health_forget(struct req *);

/* office_trial.c */
int office_trial(struct req *);
int office_trial_begin(struct req *);
/* The operator's last test of a page of this site, as Trial.*.  0, or -1. */
int office_trial_show(struct req *, struct page *, uint64_t site);
/* office_signing.c */
int office_signing(struct req *);
int office_signing_add(struct req *);
int office_signing_end(struct req *);

/* office_sites.c */
int office_sites(struct req *);
int office_site(struct req *);
int office_site_save(struct req *);
int office_site_host(struct req *);

/* office_site_privacy.c: the section Privacy of a site's form. */
struct site;
void office_privacy_show(struct page *, const struct site *, const char *at);
int office_privacy_read(struct form *, struct site *); /* 0, -1 */

/* office_embed.c */
int office_embed(struct req *);
int office_embed_code(struct req *);
/* The data of the embed code's page.  200, or the status. */
int office_embed_load(struct req *, struct page *);

/* office_look.c */
int office_look(struct req *);
int office_preview(struct req *);
/* The look that the request tries, where it does, into the site.  0, -1 where
 * part of it is none. */
struct site;
int office_look_read(struct req *, struct site *);

/* office_account.c */
int office_account(struct req *);
int office_account_save(struct req *);
int office_account_password(struct req *);
int office_state(struct req *);

/* office_bots.c */
int office_bots(struct req *);
int office_bot(struct req *);
int office_bot_save(struct req *);
int office_bot_preview(struct req *);
int office_bot_delete(struct req *);

/* office_alike.c */
int office_alike(struct req *);
int office_visitor_merge(struct req *);
int office_visitor_apart(struct req *);
/* Pairs that this visitor is in, 0: all, as Alike.*.  How many, or -1. */
int office_alike_show(struct req *, struct page *, uint64_t visitor);

/* office_erase.c */
int office_visitor_export(struct req *);
int office_visitor_erase_page(struct req *);
int office_visitor_erase(struct req *);

/* office_retention.c */
int office_retention(struct req *);
int office_retention_save(struct req *);

/* office_audit.c */
int office_audit(struct req *);

#endif
