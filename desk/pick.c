/* SPDX-License-Identifier: ISC */
/* pick.c: the departments and groups that a form lets one tick. Floor 3. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "desk/pick.h"
#include "lib/db.h"

/* Binds: operator, groups too, operator, group; shown, find, shown, how
 * many. */
static const struct query LIST = {"pick_list",
    "SELECT y.kind, y.id, y.name, y.disabled, y.hidden, y.total,"
    " (SELECT GROUP_CONCAT(h.name ORDER BY h.name SEPARATOR ', ')"
    " FROM department_in_group n JOIN department h ON h.id = n.department_id"
    " WHERE y.kind = 1 AND n.group_id = y.id)"
    " FROM (SELECT x.kind, x.id, x.name, x.disabled, x.hidden,"
    " COUNT(*) OVER () AS total FROM (SELECT 1 AS kind, g.id AS id,"
    " CONCAT('g', g.id) AS word, g.name AS name, 0 AS disabled, 0 AS hidden,"
    " EXISTS (SELECT 1 FROM assignment a WHERE a.operator_id = ?"
    " AND a.group_id = g.id) AS mine FROM department_group g WHERE ?"
    " UNION ALL SELECT 2, d.id, CONCAT('', d.id), d.name, d.disabled,"
    " d.hidden, EXISTS (SELECT 1 FROM assignment a WHERE a.operator_id = ?"
    " AND a.department_id = d.id) OR EXISTS (SELECT 1"
    " FROM department_in_group i WHERE i.group_id = ?"
    " AND i.department_id = d.id) FROM department d) x"
    " WHERE IF(? IS NULL, LOCATE(?, x.name) > 0, FIND_IN_SET(x.word, ?) > 0)"
    " ORDER BY x.mine DESC, x.kind, x.disabled, x.name, x.id LIMIT ?) y"
    " ORDER BY y.kind, y.disabled, y.name, y.id"};

int
pick_list(struct db *db, const struct pick_wish *w, struct pick list[PICKS],
    uint64_t *total)
{
	struct stmt *st = db_query(db, &LIST);
	int more, n = 0;

	*total = 0;
	db_bind_u64(st, w->operator_id);
	db_bind_u64(st, w->groups != 0);
	db_bind_u64(st, w->operator_id);
	db_bind_u64(st, w->group);
	db_bind_str(st, w->shown);
	db_bind_str(st, w->find);
	db_bind_str(st, w->shown);
	db_bind_u64(st, PICKS);
	while ((more = db_step(st)) == 1 && n < PICKS) {
		list[n].group = db_u64(st) == 1;
		list[n].id = db_u64(st);
		list[n].name = db_str(st);
		list[n].disabled = db_u64(st) != 0;
		list[n].hidden = db_u64(st) != 0;
		*total = db_u64(st);
		list[n++].holding = db_str(st);
	}
	return more == -1 ? -1 : n;
}

void
pick_words(const struct pick *list, int n, char words[PICK_WORDS])
{
	size_t at = 0;
	int i;

	words[0] = '\0';
	for (i = 0; i < n && at < PICK_WORDS; i++)
		at += (size_t)snprintf(words + at, PICK_WORDS - at,
		    "%s%s%" PRIu64, i > 0 ? "," : "", list[i].group ? "g" : "",
		    list[i].id);
}

int
pick_shown(const char *words, int group, uint64_t id)
{
	char word[24];
	size_t n;

	if (words == NULL)
		return 1;
	n = (size_t)snprintf(
	    word, sizeof(word), "%s%" PRIu64, group ? "g" : "", id);
	for (;;) {
		if (strcspn(words, ",") == n && memcmp(words, word, n) == 0)
			return 1;
		if ((words = strchr(words, ',')) == NULL)
			return 0;
		words++;
	}
}
