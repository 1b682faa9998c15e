/* SPDX-License-Identifier: ISC */
/* office_row.c: one online visitor in the data of a page. Floor 4. */
#include <string.h>

#include "lib/page.h"
#include "desk/online.h"
#include "cgi-bin/office.h"

static const char *const states[ONLINE_STATES] = {"", "online", "idle", "left"};

/* What a person needs to read of an address. */
const char *
office_short_url(const char *url)
{
	const char *p = url != NULL ? strstr(url, "://") : NULL;

	if (p == NULL)
		return url;
	return strncmp(p + 3, "www.", 4) == 0 ? p + 7 : p + 3;
}

static void
show_person(struct page *pg, const struct online_row *r, int i)
{
	page_int(pg, (int64_t)r->id, "Visitors.%d.Id", i);
	page_str(pg, r->name, "Visitors.%d.Name", i);
	page_str(pg, states[r->state], "Visitors.%d.State", i);
	page_int(pg, r->hidden, "Visitors.%d.Hidden", i);
	page_str(pg, r->title, "Visitors.%d.Title", i);
	page_str(pg, r->url, "Visitors.%d.Url", i);
	page_str(pg, office_short_url(r->url), "Visitors.%d.Place", i);
	page_str(pg, r->referrer, "Visitors.%d.Referrer", i);
	page_str(pg, office_short_url(r->referrer), "Visitors.%d.From", i);
	page_str(pg, r->since, "Visitors.%d.Since", i);
	if (r->state == ONLINE_LEFT)
		page_str(pg, r->left, "Visitors.%d.Left", i);
	page_int(pg, (int64_t)r->pages, "Visitors.%d.Pages", i);
	page_int(pg, (int64_t)r->visits, "Visitors.%d.Visits", i);
	page_str(pg, r->browser, "Visitors.%d.Browser", i);
	page_str(pg, r->system, "Visitors.%d.System", i);
	page_str(pg, r->device, "Visitors.%d.Device", i);
	page_str(pg, r->language, "Visitors.%d.Language", i);
	page_str(pg, r->timezone, "Visitors.%d.Timezone", i);
	page_str(pg, r->address, "Visitors.%d.Address", i);
	page_str(pg, r->country, "Visitors.%d.Country", i);
	page_str(pg, r->departments, "Visitors.%d.Departments", i);
}

static void
show_dealings(struct page *pg, const struct online_row *r, int i)
{
	page_int(pg, (int64_t)r->site, "Visitors.%d.SiteId", i);
	page_str(pg, r->site_name, "Visitors.%d.SiteName", i);
	page_int(pg, r->tracking, "Visitors.%d.Tracking", i);
	page_int(pg, r->check, "Visitors.%d.Check", i);
	page_int(pg, r->alike, "Visitors.%d.Alike", i);
	page_int(pg, r->unkept, "Visitors.%d.Unkept", i);
	page_str(pg, r->user, "Visitors.%d.User", i);
	page_int(pg, r->signed_in, "Visitors.%d.Signed", i);
	page_int(pg, r->claimed, "Visitors.%d.Claimed", i);
	page_int(pg, r->may_send, "Visitors.%d.MaySend", i);
	page_str(pg, r->invitation, "Visitors.%d.Invitation", i);
	page_str(pg, r->inviter, "Visitors.%d.Inviter", i);
	page_str(pg, r->invited, "Visitors.%d.Invited", i);
	if (r->chat == 0)
		return;
	page_int(pg, (int64_t)r->chat, "Visitors.%d.ChatId", i);
	page_str(pg, r->chat_status, "Visitors.%d.ChatStatus", i);
	page_str(pg, r->chat_owner, "Visitors.%d.ChatOwner", i);
	page_int(pg, r->chat_seen, "Visitors.%d.ChatSeen", i);
}

/* Visitors.<i>.*: what _visitors.cs and _send.cs print. */
void
office_show_row(struct page *pg, const struct online_row *r, int i)
{
	show_person(pg, r, i);
	show_dealings(pg, r, i);
}
