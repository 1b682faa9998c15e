/* SPDX-License-Identifier: ISC */
/*
 * office_site_privacy.c: the section Privacy of a site's form: what is kept of
 * its visitors' and its pages' addresses. Floor 4.
 *
 *   address  whole | part | none; absent: whole
 *   keep     names of parameters, blanks, commas or lines between
 *   hash     1: the site has a hash router
 */
#include <string.h>

#include "lib/mem.h"
#include "lib/page.h"
#include "lib/req.h"
#include "desk/scrub.h"
#include "desk/site_edit.h"
#include "cgi-bin/office.h"

void
office_privacy_show(struct page *pg, const struct site *s, const char *at)
{
	page_str(pg, s->address, "%s.address", at);
	page_str(pg, s->keep, "%s.keep", at);
	page_int(pg, s->hash, "%s.hash", at);
}

/* One blank between the names. */
static void
tidy(char *list)
{
	char *to = list;
	size_t n;

	while (*list != '\0') {
		list += strspn(list, " ,\n\t");
		n = strcspn(list, " ,\n\t");
		memmove(to, list, n);
		list += n;
		to += n;
		list += strspn(list, " ,\n\t");
		if (n > 0 && *list != '\0')
			*to++ = ' ';
	}
	*to = '\0';
}

int
office_privacy_read(struct form *f, struct site *s)
{
	static const struct wanted w = {"keep", SCRUB_KEEP, 0};
	const char *address = req_str(f->rq, "address");
	char *keep;

	if (address == NULL)
		address = "whole";
	if ((strcmp(address, "whole") != 0 && strcmp(address, "part") != 0 &&
		strcmp(address, "none") != 0))
		return -1;
	s->address = address;
	s->hash = req_flag(f->rq, "hash");
	keep = mem_str(f->rq->mem, office_form_text(f, &w));
	tidy(keep);
	if (!scrub_keep_ok(keep))
		office_form_wrong(f, "keep", "keep");
	s->keep = keep;
	page_str(f->pg, address, "Form.address");
	page_int(f->pg, s->hash, "Form.hash");
	return 0;
}
