/* SPDX-License-Identifier: ISC */
/* sites.c: beckonctl site: where the snippet is embedded. Floor 4. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "ctl/ctl.h"
#include "desk/site.h"
#include "lib/conf.h"
#include "lib/log.h"
#include "lib/mem.h"
#include "lib/text.h"

static int
add(struct ctl *ctl, int argc, char **argv)
{
	struct site_new site = {0};
	uint64_t id;
	int i;

	if (argc < 2)
		return CTL_USAGE;
	site.name = text_trim(argv[0]);
	if (*site.name == '\0' || !text_ok(site.name, strlen(site.name)) ||
	    text_chars(site.name) > SITE_NAME) {
		log_warnx("a site's name has 1 to %d characters", SITE_NAME);
		return 1;
	}
	for (i = 1; i < argc; i++)
		if (!site_host_ok(argv[i])) {
			log_warnx("%s is no host (lower case, no scheme, no "
				  "port)",
			    argv[i]);
			return 1;
		}
	site.hosts = (const char *const *)&argv[1];
	site.nhosts = (size_t)argc - 1;
	switch (site_add(ctl->db, &site, &id)) {
	case 1:
		printf("key %s\n", site.key);
		return 0;
	case 0:
		log_warnx("there is a site %s", site.name);
	}
	return 1;
}

static int
snippet(struct ctl *ctl, int argc, char **argv)
{
	struct snippet s = {.base = conf_str(ctl->conf, "widget.base")};
	char key[SITE_KEY + 1];

	if (argc != 1)
		return CTL_USAGE;
	if (!text_ok(argv[0], strlen(argv[0]))) {
		log_warnx("that is no site's name");
		return 1;
	}
	switch (site_find_key(ctl->db, argv[0], key)) {
	case 1:
		break;
	case 0:
		log_warnx("there is no site %s", argv[0]);
		return 1;
	default:
		return 1;
	}
	if (*s.base == '\0')
		s.base = conf_str(ctl->conf, "base");
	s.key = key;
	printf("%s\n", site_snippet(ctl->mem, &s));
	return 0;
}

/* beckonctl site add: prints the new site's key.  site snippet: prints the tag
 * that goes into its pages. */
int
ctl_site(struct ctl *ctl, int argc, char **argv)
{
	if (argc > 0 && strcmp(argv[0], "add") == 0)
		return add(ctl, argc - 1, argv + 1);
	if (argc > 0 && strcmp(argv[0], "snippet") == 0)
		return snippet(ctl, argc - 1, argv + 1);
	return CTL_USAGE;
}
