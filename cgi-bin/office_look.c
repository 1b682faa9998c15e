/* SPDX-License-Identifier: ISC */
/* office_look.c: how a site's widget looks: its preview, and keeping it.
 * Floor 4. */
#include <inttypes.h>
#include <string.h>

#include "lib/mem.h"
#include "lib/page.h"
#include "lib/req.h"
#include "lib/text.h"
#include "desk/site_edit.h"
#include "cgi-bin/frame.h"
#include "cgi-bin/guard.h"
#include "cgi-bin/office.h"

/* Pixels, 0 for the widget's own.  0, or -1. */
static int
read_size(struct req *rq, const char *field, uint64_t *size)
{
	const char *text = req_opt(rq, field, 8);
	uint64_t n = 0;

	if (text == NULL || (*text != '\0' && text_u64(text, &n) == -1) ||
	    !site_size_ok(n))
		return -1;
	*size = n;
	return 0;
}

int
office_look_read(struct req *rq, struct site *s)
{
	const char *color = req_opt(rq, "color", SITE_COLOR);
	const char *position = req_str(rq, "position");
	int wrong = 0;

	if (req_str(rq, "color") == NULL)
		return 0;
	if (color != NULL && site_color_ok(color))
		s->color = color;
	else
		wrong = -1;
	s->left = position != NULL && strcmp(position, "left") == 0;
	if (read_size(rq, "width", &s->width) == -1 ||
	    read_size(rq, "height", &s->height) == -1)
		wrong = -1;
	return wrong;
}

/*
 * POST /office/embed/look: the site's widget looks like this from now on.
 *
 *   site, version  as the form showed it
 *   color          "#1f6feb"
 *   position       left | right
 *   width, height  of the open window, 280..2000; may be empty
 *
 *   303 to the embed code, where nothing was changed too, and says so; 404
 */
int
office_look(struct req *rq)
{
	struct actor by = office_actor(rq);
	const char *said = "saved";
	struct site s;
	uint64_t id, version;
	int there;

	if (req_u64(rq, "site", &id) == -1 ||
	    req_u64(rq, "version", &version) == -1 ||
	    req_str(rq, "color") == NULL)
		return 400;
	if ((there = site_get(rq->db, id, &s)) != 1)
		return there == 0 ? 404 : 503;
	s.version = version;
	if (office_look_read(rq, &s) == -1)
		said = "look-wrong";
	else
		switch (site_save(rq->db, &by, &s)) {
		case CHANGE_DONE:
			break;
		case CHANGE_FAILED:
			return 503;
		default:
			said = "look-stale";
		}
	return req_redirect(
	    rq, "/office/embed?site=%" PRIu64 "&said=%s", id, said);
}

/*
 * GET /office/embed/preview: a page with the real widget, for a frame of the
 * embed code's page.  Its policy lets it send nothing, and it keeps nothing.
 * Fields as /office/embed.
 */
int
office_preview(struct req *rq)
{
	struct page *pg = frame_page(rq, "sites");
	int status = office_embed_load(rq, pg);

	if (status != 200)
		return status;
	req_header(rq, "Content-Security-Policy", "%s",
	    "default-src 'none'; script-src 'self'; style-src 'self';"
	    " img-src 'self' data:; form-action 'none'; base-uri 'none';"
	    " frame-ancestors 'self'");
	req_header(rq, "X-Frame-Options", "SAMEORIGIN");
	return frame_show(rq, pg, "preview.cs", 200);
}
