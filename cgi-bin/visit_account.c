/* SPDX-License-Identifier: ISC */
/* visit_account.c: who is signed in on the page, and what becomes of the
 * record of whoever was before. Floor 4; semantics.md section 3. */
#include <string.h>

#include "cgi-bin/visit.h"
#include "desk/profile.h"
#include "desk/report.h"
#include "lib/req.h"

int
visit_account(struct req *rq, struct arrival *a)
{
	struct claiming c = {.site = a->embed.site,
	    .key = visit_caller(rq)->site,
	    .text = req_str(rq, "user")};

	if (c.text == NULL || *c.text == '\0')
		return 0;
	if (strcmp(c.text, "-") == 0) {
		a->signing.said = SAID_NOBODY;
		return 0;
	}
	if (profile_claim(rq->db, &c) == -1)
		return 503;
	a->signing = c.signing;
	if (c.is == IDENTITY_BAD)
		a->wrong |= 1u << REPORT_USER_BAD;
	else if (c.is == IDENTITY_STALE)
		a->wrong |= 1u << REPORT_USER_STALE;
	return 0;
}

int
visit_begin(struct req *rq, const struct arrival *a, const unsigned char *hash)
{
	const struct visit *app = rq->app;
	const char *was = req_str(rq, "was");
	int user = a->signing.said == SAID_USER;
	unsigned char before[TOKEN_HASH];
	struct changing c = {.site = a->embed.site,
	    .was = before,
	    .fresh = hash,
	    .strong = visit_caller(rq)->strong,
	    .now = a->signing};

	if (was != NULL && token_check(&app->tokens, was, before))
		return profile_change(rq->db, &c);
	if (hash == NULL)
		return 0;
	return visitor_begin(
	    rq->db, a->embed.site, hash, user ? a->signing.profile : 0, user);
}
