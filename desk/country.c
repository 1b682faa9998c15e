/* SPDX-License-Identifier: ISC */
/* country.c: the one door to MaxMind's files: the country of an address.
 * Floor 3. */
#include <string.h>

#include <maxminddb.h>

#include "desk/country.h"
#include "lib/log.h"
#include "lib/mem.h"

struct country {
	MMDB_s file;
};

static void
done(void *arg)
{
	MMDB_close(arg);
}

struct country *
country_open(struct mem *mem, const char *file)
{
	struct country *c;
	int status;

	if (*file == '\0')
		return NULL;
	c = mem_get(mem, sizeof(*c));
	status = MMDB_open(file, MMDB_MODE_MMAP, &c->file);
	if (status != MMDB_SUCCESS) {
		log_warnx("country: %s: %s", file, MMDB_strerror(status));
		return NULL;
	}
	mem_defer(mem, done, &c->file);
	return c;
}

void
country_find(const struct country *c, const char *address, char code[COUNTRY])
{
	MMDB_lookup_result_s at;
	MMDB_entry_data_s data;
	int gai, status;

	code[0] = '\0';
	if (c == NULL)
		return;
	at = MMDB_lookup_string(&c->file, address, &gai, &status);
	if (gai != 0 || status != MMDB_SUCCESS || !at.found_entry)
		return;
	status = MMDB_get_value(&at.entry, &data, "country", "iso_code", NULL);
	if (status != MMDB_SUCCESS || !data.has_data ||
	    data.type != MMDB_DATA_TYPE_UTF8_STRING || data.data_size != 2)
		return;
	if (data.utf8_string[0] < 'A' || data.utf8_string[0] > 'Z' ||
	    data.utf8_string[1] < 'A' || data.utf8_string[1] > 'Z')
		return;
	memcpy(code, data.utf8_string, 2);
	code[2] = '\0';
}
