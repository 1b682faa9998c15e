/* SPDX-License-Identifier: ISC */
/*
 * office_places.c: the assignments in an operator's form: All departments,
 * departments and groups. Floor 4.
 *
 *   department       "0" All departments, "5" a department, "g5" a group; any
 *                    number
 *   shown            the names that the form showed, with commas; of others
 *                    nothing changes.  Absent: all
 *   read_only        those among them that are read-only
 *   no_auto          ... that auto-assignment leaves out
 *   priority_<name>  -999..999, "" is 0; of each that is ticked
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "lib/mem.h"
#include "lib/page.h"
#include "lib/req.h"
#include "lib/text.h"
#include "desk/pick.h"
#include "desk/staff.h"
#include "cgi-bin/office.h"

enum {
	NAME = 24 /* bytes of "g" and a number */
};

static void
place_name(const struct place *p, char name[NAME])
{
	if (p->group != 0)
		(void)snprintf(name, NAME, "g%" PRIu64, p->group);
	else
		(void)snprintf(name, NAME, "%" PRIu64, p->department);
}

static int
read_name(const char *name, struct place *p)
{
	uint64_t *id = &p->department;

	*p = (struct place){0};
	if (*name == 'g') {
		id = &p->group;
		name++;
	}
	if (text_u64(name, id) == -1 || *id > UINT32_MAX)
		return -1;
	return id == &p->group && *id == 0 ? -1 : 0;
}

static void
show_one(struct page *pg, const struct place *p, const char *at, int i)
{
	page_int(pg, p != NULL, "Places.%d.%s.On", i, at);
	if (p == NULL)
		return;
	page_int(pg, p->read_only, "Places.%d.%s.ReadOnly", i, at);
	page_int(pg, p->no_auto, "Places.%d.%s.NoAuto", i, at);
	page_int(pg, p->priority, "Places.%d.%s.Priority", i, at);
}

/* A line of the window; now: as stored, NULL where the form shows that. */
struct showing {
	struct page *pg;
	const struct staff *s;
	const struct staff *now;
	int n;
};

static void
show(struct showing *w, const struct place *at)
{
	const struct place *is = staff_place(w->s, at), *was;
	char name[NAME];

	place_name(at, name);
	page_str(w->pg, name, "Places.%d.Id", w->n);
	show_one(w->pg, is, "Is", w->n);
	if (w->now != NULL) {
		was = staff_place(w->now, at);
		show_one(w->pg, was, "Now", w->n);
		page_int(w->pg,
		    (is == NULL) != (was == NULL) ||
			(is != NULL && (!is->read_only != !was->read_only ||
					   !is->no_auto != !was->no_auto ||
					   is->priority != was->priority)),
		    "Places.%d.Differs", w->n);
	}
	w->n++;
}

void
office_pick_show(
    struct page *pg, const char *find, const struct pick *list, struct picked n)
{
	char words[PICK_WORDS];

	pick_words(list, n.shown, words);
	page_str(pg, words, "Pick.Shown");
	page_str(pg, find, "Pick.Find");
	page_int(pg, n.shown, "Pick.N");
	page_int(pg, (int64_t)n.total, "Pick.Total");
}

const char *
office_pick_find(struct req *rq)
{
	const char *find = req_opt(rq, "find", PICK_FIND);

	return find != NULL ? find : "";
}

int
office_places_show(struct req *rq, struct page *pg, const struct staff *s,
    const struct staff *now)
{
	struct pick *list = mem_get(rq->mem, PICKS * sizeof(*list));
	struct pick_wish wish = {.find = office_pick_find(rq),
	    .shown = s->shown,
	    .groups = 1,
	    .operator_id = s->id};
	struct showing w = {pg, s, now, 0};
	uint64_t total;
	int i, n = pick_list(rq->db, &wish, list, &total);

	if (n == -1)
		return -1;
	show(&w, &(struct place){0});
	for (i = 0; i < n; i++) {
		page_str(pg, list[i].name, "Places.%d.Name", w.n);
		page_str(pg, list[i].holding, "Places.%d.Holding", w.n);
		page_int(pg, list[i].group, "Places.%d.Group", w.n);
		page_int(pg, list[i].disabled, "Places.%d.Disabled", w.n);
		page_int(pg, list[i].hidden, "Places.%d.Hidden", w.n);
		show(&w, list[i].group
			     ? &(struct place){.group = list[i].id}
			     : &(struct place){.department = list[i].id});
	}
	office_pick_show(pg, wish.find, list, (struct picked){n, total});
	return 0;
}

static struct place *
find(struct staff *s, const struct place *at)
{
	size_t i;

	for (i = 0; i < s->nplaces; i++)
		if (s->places[i].department == at->department &&
		    s->places[i].group == at->group)
			return &s->places[i];
	return NULL;
}

static void
read_priority(struct form *f, struct place *p, const char *name)
{
	char field[NAME + 16];

	(void)snprintf(field, sizeof(field), "priority_%s", name);
	p->priority = office_form_priority(f, field, "priority");
}

/* Those that are ticked in one column. */
static int
read_ticks(struct form *f, struct staff *s, const char *name, int read_only)
{
	const char *value;
	struct place at, *p;
	size_t i = 0;

	while ((value = req_each(f->rq, name, &i)) != NULL) {
		if (read_name(value, &at) == -1)
			return -1;
		if ((p = find(s, &at)) == NULL)
			continue;
		if (read_only)
			p->read_only = 1;
		else
			p->no_auto = 1;
	}
	return 0;
}

int
office_places_read(struct form *f, struct staff *s)
{
	const char *value;
	struct place at;
	size_t i = 0;

	s->nplaces = 0;
	s->shown = req_str(f->rq, "shown");
	while ((value = req_each(f->rq, "department", &i)) != NULL) {
		if (s->nplaces == STAFF_PLACES || read_name(value, &at) == -1)
			return -1;
		read_priority(f, &at, value);
		if (find(s, &at) == NULL)
			s->places[s->nplaces++] = at;
	}
	if (read_ticks(f, s, "read_only", 1) == -1)
		return -1;
	return read_ticks(f, s, "no_auto", 0);
}
