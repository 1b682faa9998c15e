/* SPDX-License-Identifier: ISC */
/* pulse_work.c: what falls due, and the purge. Floor 4. */
#include "cgi-bin/pulse.h"
#include "desk/due.h"
#include "desk/offer.h"
#include "desk/opening.h"
#include "desk/purge.h"
#include "desk/retention.h"
#include "lib/conf.h"

enum {
	/* Pages that were open while pulse was away need that long to be heard
	 * again: until then nobody is struck off the list. */
	GRACE = 120000, /* ms */
	/* An offer lapses, somebody comes back, while no chat changes. */
	OFFERS = 1000, /* ms */
};

static int
presence(struct pulse *p)
{
	if (p->now - p->up_at < GRACE)
		return 0;
	return purge_presence(p->db);
}

static int
feed(struct pulse *p)
{
	return purge_feed(p->db);
}

static int
sessions(struct pulse *p)
{
	return purge_sessions(p->db, (int)conf_int(p->conf, "session.hours"));
}

static int
failures(struct pulse *p)
{
	return purge_failures(p->db);
}

/* Purges what is older than it is kept; nothing of what is kept for ever. */
static int
older(struct pulse *p, enum retention what, int (*purge)(struct db *, int))
{
	uint64_t days[KEEPS];

	if (retention_get(p->db, (uint64_t)conf_int(p->conf, "retention.days"),
		days) == -1)
		return -1;
	return days[what] == 0 ? 0 : purge(p->db, (int)days[what]);
}

static int
reports(struct pulse *p)
{
	return older(p, KEEP_REPORTS, purge_reports);
}

static int
views(struct pulse *p)
{
	return older(p, KEEP_VIEWS, purge_views);
}

static int
events(struct pulse *p)
{
	return older(p, KEEP_VIEWS, purge_events);
}

static int
visits(struct pulse *p)
{
	return older(p, KEEP_VIEWS, purge_visits);
}

static int
profiles(struct pulse *p)
{
	return older(p, KEEP_VISITORS, purge_profiles);
}

static int
handoffs(struct pulse *p)
{
	return purge_handoffs(p->db);
}

static int
visitors(struct pulse *p)
{
	return older(p, KEEP_VISITORS, purge_visitors);
}

static int
chats(struct pulse *p)
{
	return older(p, KEEP_CHATS, purge_chats);
}

static int
invitations(struct pulse *p)
{
	return older(p, KEEP_INVITATIONS, purge_invitations);
}

static int
audit(struct pulse *p)
{
	return older(p, KEEP_AUDIT, purge_audit);
}

static int
expire(struct pulse *p)
{
	int n = due_expire(p->db);

	p->look |= n > 0;
	return n;
}

static int
no_reply(struct pulse *p)
{
	int n = due_no_reply(p->db);

	p->look |= n > 0;
	return n;
}

static int
left_bot(struct pulse *p)
{
	int n = due_left_bot(p->db);

	p->look |= n > 0;
	return n;
}

static int
opening(struct pulse *p)
{
	return opening_ahead(p->db);
}

/* Who began a chat a moment ago waits no whole second: five times in one it is
 * asked whether any chat has changed. */
static int
offers(struct pulse *p)
{
	uint64_t at;
	int n;

	if (offer_changed(p->db, &at) == -1)
		return -1;
	if (at == p->chat_at && p->now - p->offers_at < OFFERS)
		return 0;
	p->chat_at = at;
	p->offers_at = p->now;
	n = offer_due(p->db);
	p->look |= n > 0;
	return n;
}

/* A job is run every so many ms, and at the next look where its batch was
 * full. */
static const struct job {
	int (*run)(struct pulse *);
	int every;
	int batch;
} jobs[PULSE_JOBS] = {
    {expire, 1000, DUE_BATCH},
    {no_reply, 1000, DUE_BATCH},
    {left_bot, 5000, DUE_BATCH},
    {offers, 200, OFFER_BATCH},
    {presence, 5000, PURGE_BATCH},
    {feed, 60000, PURGE_BATCH},
    {sessions, 60000, PURGE_BATCH},
    {failures, 60000, PURGE_BATCH},
    {reports, 60000, PURGE_BATCH},
    {views, 60000, PURGE_BATCH},
    {events, 60000, PURGE_BATCH},
    {visits, 60000, PURGE_BATCH},
    {chats, 60000, PURGE_BATCH},
    {invitations, 60000, PURGE_BATCH},
    {visitors, 60000, PURGE_BATCH},
    {profiles, 60000, PURGE_BATCH},
    {handoffs, 60000, PURGE_BATCH},
    {audit, 60000, PURGE_BATCH},
    {opening, 10000, OPENING_BATCH},
};

void
pulse_work(struct pulse *p)
{
	int i, n;

	for (i = 0; i < PULSE_JOBS; i++) {
		if (p->now < p->job_at[i])
			continue;
		if ((n = jobs[i].run(p)) == -1) {
			pulse_lost(p);
			return;
		}
		p->job_at[i] = p->now + (n < jobs[i].batch ? jobs[i].every : 0);
	}
}
