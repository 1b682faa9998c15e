/* SPDX-License-Identifier: ISC */
/* panel.h: all there is to know of one visitor, for one operator. Floor 3. */
#ifndef DESK_PANEL_H
#define DESK_PANEL_H

#include <stdint.h>

struct db;
struct operator;

enum {
	PANEL_VIEWS = 100,
	PANEL_VISITS = 20,
	PANEL_INVITATIONS = 20,
	PANEL_CHATS = 20,
	PANEL_DEVICES = 20
};

/* What never changes or seldom.  Times are the database's texts, in UTC. */
struct panel {
	uint64_t id;
	char *name;
	char *email;
	char *phone;
	char *site;
	char *departments; /* names, comma between */
	char *browser;
	char *system;
	char *device;
	char *agent;
	char *language;
	char *timezone;
	char *address;
	char *country;
	char *created;
	char *seen;
	uint64_t visits;
	uint64_t pages;   /* of all visits */
	char *refused;    /* closed an invitation last, or NULL */
	char *erased;     /* by desk/erase.h, or NULL */
	uint64_t profile; /* the signed-in user's; 0: none */
	char *user;       /* as the site's server names them; NULL */
	int signed_in;    /* ... now; else they have signed out here */
};

struct panel_view {
	char *at;
	char *url;
	char *title;
};

struct panel_visit {
	char *started;
	char *seen;
	uint64_t pages;
	char *referrer;
};

struct panel_invitation {
	uint64_t id;
	char *at;
	char *status;
	char *changed;
	char *operator; /* NULL: a rule's */
	char *text;
	uint64_t untold; /* the sender, who is still to be told how it ended */
	int replied;     /* also where they replied too late */
};

struct panel_chat {
	uint64_t id;
	char *at;
	char *status;
	char *kind;
	char *owner;
	char *department;
	uint64_t lines;
};

/* 1 found and may be seen, in the list or by way of an open chat of theirs;
 * 0 not; -1 failed.  One trip, as each below. */
int panel_find(
    struct db *, const struct operator*, uint64_t visitor, struct panel *);

/* Newest first: how many, or -1.  To be asked after panel_find() said 1. */
int panel_views(struct db *, uint64_t visitor, struct panel_view[PANEL_VIEWS]);
int panel_visits(
    struct db *, uint64_t visitor, struct panel_visit[PANEL_VISITS]);
int panel_invitations(
    struct db *, uint64_t visitor, struct panel_invitation[PANEL_INVITATIONS]);

/* Those chats that this operator sees. */
int panel_chats(struct db *, const struct operator*, uint64_t visitor,
    struct panel_chat[PANEL_CHATS]);

/* What a statement for chats found; for those of this file and its other. */
struct stmt;
int panel_chats_read(struct stmt *, struct panel_chat[PANEL_CHATS]);

/* The user's other browsers, as far as this operator sees these visitors, and
 * the chats there that they see: panel_user.c. */
struct panel_device {
	uint64_t visitor;
	char *browser;
	char *system;
	char *device;
	char *seen;
	int signed_in;
	int here; /* online now */
};
int panel_devices(struct db *, const struct operator*, const struct panel *,
    struct panel_device[PANEL_DEVICES]);
int panel_user_chats(struct db *, const struct operator*, const struct panel *,
    struct panel_chat[PANEL_CHATS]);

#endif
