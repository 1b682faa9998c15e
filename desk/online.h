/* SPDX-License-Identifier: ISC */
/* online.h: who is on the sites now, as one operator sees it. Floor 3. */
#ifndef DESK_ONLINE_H
#define DESK_ONLINE_H

#include <stdint.h>

#include "desk/choice.h"

struct db;
struct operator;

enum {
	ONLINE_PAGE = 50,      /* rows of one page of the list */
	ONLINE_CROWD = 3000,   /* more are counted once for all who look */
	ONLINE_AHEAD = 3000,   /* ms: ... so often, while nobody waits for it */
	ONLINE_FRESH = 5000,   /* ms: older figures are counted anew first */
	ONLINE_STALE = 15000,  /* ms: ... also where somebody is about it */
	ONLINE_COUNTED = 1000, /* who match a text are counted so far */
	ONLINE_RARE = 20       /* one in so many is worth walking to */
};

enum online_state {
	ONLINE_ANY,
	ONLINE_HERE, /* a page open and in use */
	ONLINE_IDLE, /* a page open, no input for 5 min */
	ONLINE_LEFT, /* gone for less than 60 s */
	ONLINE_STATES
};

/* The state of a row of presence, in SQL, as of now. */
#define ONLINE_STATE(p) \
	"CASE WHEN " p ".gone_at <= NOW(3) THEN 3" \
	" WHEN " p ".state = 'idle' THEN 2 ELSE 1 END"

enum online_sort {
	SORT_NEWEST,
	SORT_LONGEST,
	SORT_PAGES,
	SORT_VISITS,
	SORT_TITLE,
	SORT_PLACE,
	ONLINE_SORTS
};

struct online_filter {
	int bots;            /* declared bots too */
	const char *text;    /* in names, addresses, pages; "" any */
	uint64_t department; /* 0 any */
	uint64_t site;       /* 0 any */
	enum online_state state;
	enum online_sort sort;
	uint64_t page; /* 0 the first */
	int rare;      /* lets few through: online_totals.rare */
	int crowd;     /* of so many: online_totals.crowd */
};

/* Times are texts of the database, in UTC. */
struct online_row {
	uint64_t id;
	char *name;
	enum online_state state;
	int hidden; /* in a tab that is not in front */
	char *title;
	char *url;
	char *referrer;
	char *since;
	char *left;     /* when they went */
	uint64_t pages; /* of this visit */
	uint64_t visits;
	char *browser;
	char *system;
	char *device;
	char *language;
	char *timezone;
	char *address;
	char *country;
	char *departments; /* names, comma between */
	uint64_t site;
	char *site_name;
	int tracking;  /* of the site */
	int check;     /* the page asks for operators' messages */
	int claimed;   /* their name is what the page's script says */
	char *user;    /* of the site, verified by its server; or NULL */
	int signed_in; /* ... and now; else signed out here */
	int alike;     /* possibly the same visitor as another */
	int unkept;    /* their browser keeps nothing: a row for one page */
	int may_send;
	char *invitation; /* status of the newest of this visit, or NULL */
	char *inviter;
	char *invited; /* since when it has that status */
	uint64_t chat; /* the open one, or 0 */
	char *chat_status;
	char *chat_owner;
	int chat_seen;     /* may this operator open it? */
	uint64_t matching; /* on all pages, if the text was counted; or 0 */
};

struct online_totals {
	uint64_t all; /* here, idle and left; with the bots if asked for */
	uint64_t here;
	uint64_t idle;
	uint64_t left;
	uint64_t bots; /* declared ones: in none of these */
	int more;  /* than ONLINE_COUNTED match the text; only "all" is told */
	int rare;  /* a small part of all who are online */
	int crowd; /* these are figures that all share */
	int due;   /* ... which are ONLINE_AHEAD old */
};

/* One page of the list: rows, or -1.  One trip; two for a text in a crowd. */
int online_list(struct db *, const struct operator*,
    const struct online_filter *, struct online_row rows[ONLINE_PAGE]);

/* The row of one visitor who is there, also by way of an open chat of this
 * operator's: 1, 0 not there or not theirs to see, -1.  One trip. */
int online_find(
    struct db *, const struct operator*, uint64_t visitor, struct online_row *);

/*
 * How many there are, however many rows a page has.  Exact where no more than
 * ONLINE_CROWD are online, and one trip; else from figures that all operators
 * share, ONLINE_FRESH old at most but while somebody counts anew: two trips
 * (one where the filter says that there is a crowd), and seven more for who
 * looks first and has to count.  By a text: counted by each, as far as
 * ONLINE_COUNTED.  0, -1.
 */
int online_totals(struct db *, const struct operator*,
    const struct online_filter *, struct online_totals *);

/* As online_totals() tells it of a text that so many match. */
void online_counted(uint64_t matching, struct online_totals *);

/* Counts for all where that is due and nobody else is about it: for a moment
 * when nobody waits, so that who looks next need not.  1 counted, 0, -1.  Six
 * trips. */
int online_count(struct db *);

/* Why nobody is in the list, in the order of semantics.md section 2. */
enum online_why {
	WHY_NO_SITE = 1,
	WHY_NO_SNIPPET,  /* no page of any site was ever seen */
	WHY_NO_TRACKING, /* the installation's switch is off */
	WHY_NOBODY,
	WHY_DEPARTMENTS /* somebody is there, but not in theirs */
};

int online_why(struct db *, const struct operator*); /* or -1; one trip */

/* Departments to choose from: those whose visitors they may see.  0, -1.  One
 * trip. */
int online_departments(struct db *, const struct operator*, struct choices *);
/* ... and sites: how many, -1.  One trip. */
int online_sites(struct db *, struct choice[CHOICES]);

#endif
