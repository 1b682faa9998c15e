/* SPDX-License-Identifier: ISC */
/* agent.c: what a browser says of itself in User-Agent.  Pure. Floor 3. */
#include <stdio.h>
#include <string.h>

#include "desk/agent.h"

/* What stands before the version, and what people call it. */
struct mark {
	const char *mark;
	const char *name;
};

/* The first that is found counts: most browsers name others too. */
static const struct mark browsers[] = {
    {"EdgA/", "Edge"},
    {"EdgiOS/", "Edge"},
    {"Edg/", "Edge"},
    {"Edge/", "Edge"},
    {"OPR/", "Opera"},
    {"OPT/", "Opera"},
    {"Vivaldi/", "Vivaldi"},
    {"YaBrowser/", "Yandex"},
    {"SamsungBrowser/", "Samsung Internet"},
    {"UCBrowser/", "UC Browser"},
    {"DuckDuckGo/", "DuckDuckGo"},
    {"FxiOS/", "Firefox"},
    {"CriOS/", "Chrome"},
    {"GSA/", "Google app"},
    {"Firefox/", "Firefox"},
    {"HeadlessChrome/", "Chrome"},
    {"Chromium/", "Chromium"},
    {"Chrome/", "Chrome"},
    {"MSIE ", "Internet Explorer"},
    {"Trident/", "Internet Explorer"},
    {NULL, NULL},
};

static const struct mark systems[] = {
    {"Windows Phone", "Windows Phone"},
    {"Windows NT 10.0", "Windows 10+"},
    {"Windows NT 6.3", "Windows 8.1"},
    {"Windows NT 6.2", "Windows 8"},
    {"Windows NT 6.1", "Windows 7"},
    {"Windows", "Windows"},
    {"CrOS ", "ChromeOS"},
    {"iPad; ", "iPadOS"},
    {"iPhone", "iOS"},
    {"iPod", "iOS"},
    {"Android ", "Android"},
    {"Android", "Android"},
    {"Mac OS X", "macOS"},
    {"FreeBSD", "FreeBSD"},
    {"OpenBSD", "OpenBSD"},
    {"Linux", "Linux"},
    {NULL, NULL},
};

/* What those say that have no "bot" in their name: crawlers, previews, checks
 * of sites, and programs that fetch by themselves, by their published names. */
static const char *const bots[] = {"crawl", "spider", "slurp", "archiver",
    "scrap", "phantomjs", "facebookexternalhit", "facebookcatalog",
    "meta-external", "meta-webindexer", "skypeuripreview", "bingpreview",
    "embedly", "vkshare", "google-inspectiontool", "googleother",
    "google-extended", "google-read-aloud", "google favicon",
    "google-site-verification", "google-adwords", "mediapartners-google",
    "apis-google", "feedfetcher", "storebot-google", "lighthouse", "pagespeed",
    "gtmetrix", "pingdom", "statuscake", "site24x7", "uptime", "newrelicpinger",
    "datadog", "catchpoint", "monitis", "ptst/", "chatgpt-user", "claude-user",
    "claude-web", "anthropic-ai", "cohere-ai", "perplexity-user", "duckassist",
    "mistralai-user", "yandeximages", "yandexmetrika", "yandexmobile",
    "baidu.com/search", "ia_archiver", "heritrix", "nutch", "screaming frog",
    "sitebulb", "netcraft", "censys", "zgrab", "masscan", "nmap scripting",
    "nikto", "python-requests", "python-urllib", "python-httpx", "aiohttp",
    "curl/", "wget/", "libwww-perl", "lwp::", "go-http-client", "okhttp",
    "java/", "apache-httpclient", "node-fetch", "axios/", "guzzlehttp",
    "httrack", "puppeteer", "playwright", "selenium", "validator", "w3c_",
    "favicon", NULL};

/* "Googlebot/2.1", "bot;" and "bingbot" at the end; not "Cubot" (a phone),
 * not "bottle".  Of small letters. */
static int
is_bot(const char *s)
{
	const char *at;
	size_t i;

	for (i = 0; bots[i] != NULL; i++)
		if (strstr(s, bots[i]) != NULL)
			return 1;
	for (at = s; (at = strstr(at, "bot")) != NULL; at += 3) {
		if (at - s >= 2 && strncmp(at - 2, "cu", 2) == 0)
			continue;
		if (at[3] < 'a' || at[3] > 'z')
			return 1;
	}
	return 0;
}

/* Looking for a hundred words without regard to case costs more than all else
 * that is done about a page view. */
static void
lower(char *out, size_t size, const char *s)
{
	size_t i;

	for (i = 0; s[i] != '\0' && i + 1 < size; i++)
		out[i] = (char)(s[i] >= 'A' && s[i] <= 'Z' ? s[i] + 32 : s[i]);
	out[i] = '\0';
}

static const struct mark *
find(const struct mark *marks, const char *s)
{
	for (; marks->mark != NULL; marks++)
		if (strstr(s, marks->mark) != NULL)
			return marks;
	return NULL;
}

/* The digits of the major version at s, at most four. */
static int
digits(const char *s)
{
	int n = 0;

	while (n < 4 && s[n] >= '0' && s[n] <= '9')
		n++;
	return n;
}

static void
name(char out[AGENT_NAME], const char *word, const char *version)
{
	int n = version == NULL ? 0 : digits(version);

	if (n > 0)
		snprintf(out, AGENT_NAME, "%s %.*s", word, n, version);
	else
		snprintf(out, AGENT_NAME, "%s", word);
}

static void
browser(const char *s, struct agent *a)
{
	const struct mark *m = find(browsers, s);
	const char *at;

	if (m != NULL && strcmp(m->mark, "Trident/") == 0) {
		at = strstr(s, "rv:");
		name(a->browser, m->name, at == NULL ? NULL : at + 3);
	} else if (m != NULL) {
		name(a->browser, m->name, strstr(s, m->mark) + strlen(m->mark));
	} else if (strstr(s, "Safari/") != NULL &&
		   (at = strstr(s, "Version/")) != NULL) {
		name(a->browser, "Safari", at + 8);
	}
}

static void
system_of(const char *s, struct agent *a)
{
	const struct mark *m = find(systems, s);
	const char *version = NULL;

	if (m == NULL)
		return;
	if (strcmp(m->mark, "Android ") == 0)
		version = strstr(s, m->mark) + strlen(m->mark);
	else if ((strcmp(m->name, "iOS") == 0 ||
		     strcmp(m->name, "iPadOS") == 0) &&
		 (version = strstr(s, " OS ")) != NULL)
		version += 4;
	name(a->system, m->name, version);
}

static enum agent_device
device(const char *s)
{
	char small[AGENT_READ + 1];

	lower(small, sizeof(small), s);
	if (is_bot(small))
		return DEVICE_BOT;
	if (strstr(s, "iPad") != NULL || strstr(s, "Tablet") != NULL)
		return DEVICE_TABLET;
	if (strstr(s, "iPhone") != NULL || strstr(s, "iPod") != NULL ||
	    strstr(s, "Mobile") != NULL)
		return DEVICE_PHONE;
	return strstr(s, "Android") != NULL ? DEVICE_TABLET : DEVICE_DESKTOP;
}

void
agent_read(const char *text, struct agent *a)
{
	memset(a, 0, sizeof(*a));
	a->device = device(text);
	browser(text, a);
	system_of(text, a);
}
