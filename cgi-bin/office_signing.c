/* SPDX-License-Identifier: ISC */
/* office_signing.c: what a site's server signs with: who is signed in there.
 * Floor 4; semantics.md section 3. */
#include <inttypes.h>

#include "lib/conf.h"
#include "lib/mem.h"
#include "lib/page.h"
#include "lib/req.h"
#include "desk/site_edit.h"
#include "desk/site_secret.h"
#include "cgi-bin/frame.h"
#include "cgi-bin/guard.h"
#include "cgi-bin/office.h"

/*
 * GET /office/site/signing: the secrets of a site, and how they are used.
 *
 *   site  id
 */
int
office_signing(struct req *rq)
{
	const struct office *o = rq->app;
	const char *base = conf_str(o->conf, "widget.base");
	struct page *pg = frame_page(rq, "sites");
	struct site_secret list[IDENTITY_SECRETS];
	struct site *s = mem_get(rq->mem, sizeof(*s));
	uint64_t id;
	int found, i, n;

	if (req_u64(rq, "site", &id) == -1)
		return 400;
	if ((found = site_get(rq->db, id, s)) != 1)
		return found == 0 ? 404 : 503;
	if ((n = site_secrets(rq->db, id, list)) == -1)
		return 503;
	page_int(pg, (int64_t)id, "Site.Id");
	page_str(pg, s->name, "Site.Name");
	page_str(pg, s->key, "Site.Key");
	page_str(pg, *base != '\0' ? base : conf_str(o->conf, "base"), "Base");
	page_int(pg, n < IDENTITY_SECRETS, "Room");
	page_int(pg, n > 0 ? (int64_t)list[0].id : 0, "Newest");
	for (i = 0; i < n; i++) {
		page_int(pg, (int64_t)list[i].id, "Secrets.%d.Id", i);
		page_str(pg, list[i].text, "Secrets.%d.Text", i);
		page_str(pg, list[i].made, "Secrets.%d.Made", i);
	}
	return frame_show(rq, pg, "signing.cs", 200);
}

static int
back(struct req *rq, uint64_t site, const char *said)
{
	return req_redirect(
	    rq, "/office/site/signing?site=%" PRIu64 "&said=%s", site, said);
}

/*
 * POST /office/site/signing/add: makes a secret.
 *
 *   site    id
 *   newest  id of the newest that the form knew, 0: none
 *
 *   303 to the page, also where one was made since; 404; 409 where there are
 *   two
 */
int
office_signing_add(struct req *rq)
{
	struct actor by = office_actor(rq);
	uint64_t site, newest;

	if (req_u64(rq, "site", &site) == -1 ||
	    req_id(rq, "newest", &newest) == -1)
		return 400;
	switch (site_secret_add(rq->db, &by, site, newest)) {
	case CHANGE_DONE:
	case CHANGE_STALE:
		return back(rq, site, "secret-made");
	case CHANGE_GONE:
		return 404;
	case CHANGE_USED:
		return 409;
	default:
		return 503;
	}
}

/*
 * POST /office/site/signing/end: what a secret signed is believed no longer.
 *
 *   site    id
 *   secret  id
 *
 *   303 to the page, also where it is gone
 */
int
office_signing_end(struct req *rq)
{
	struct actor by = office_actor(rq);
	uint64_t site, secret;

	if (req_u64(rq, "site", &site) == -1 ||
	    req_u64(rq, "secret", &secret) == -1)
		return 400;
	if (site_secret_end(rq->db, &by, site, secret) != CHANGE_DONE)
		return 503;
	return back(rq, site, "secret-ended");
}
