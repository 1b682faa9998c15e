/* SPDX-License-Identifier: ISC */
/* agent.c: what a browser says of itself, as people would say it. */
#include <stdio.h>
#include <string.h>

#include "desk/agent.h"
#include "t/unit/unit.h"

#define GECKO "AppleWebKit/537.36 (KHTML, like Gecko) "
#define WEBKIT "AppleWebKit/605.1.15 (KHTML, like Gecko) "

static const struct {
	const char *text;
	const char *browser;
	const char *system;
	enum agent_device device;
} AGENTS[] = {
    {"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
	"Firefox 128", "Linux", DEVICE_DESKTOP},
    {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) " GECKO
     "Chrome/126.0.0.0 Safari/537.36",
	"Chrome 126", "Windows 10+", DEVICE_DESKTOP},
    {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) " GECKO
     "Chrome/126.0.0.0 Safari/537.36 Edg/126.0.2592.87",
	"Edge 126", "Windows 10+", DEVICE_DESKTOP},
    {"Mozilla/5.0 (Windows NT 6.1) " GECKO
     "Chrome/109.0.0.0 Safari/537.36 OPR/95.0.0.0",
	"Opera 95", "Windows 7", DEVICE_DESKTOP},
    {"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) " WEBKIT
     "Version/17.5 Safari/605.1.15",
	"Safari 17", "macOS", DEVICE_DESKTOP},
    {"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) " WEBKIT
     "Version/17.5 Mobile/15E148 Safari/604.1",
	"Safari 17", "iOS 17", DEVICE_PHONE},
    {"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) " WEBKIT
     "CriOS/126.0.6478.54 Mobile/15E148 Safari/604.1",
	"Chrome 126", "iOS 17", DEVICE_PHONE},
    {"Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) " WEBKIT
     "Version/16.6 Mobile/15E148 Safari/604.1",
	"Safari 16", "iPadOS 16", DEVICE_TABLET},
    {"Mozilla/5.0 (Linux; Android 14; Pixel 8) " GECKO
     "Chrome/126.0.0.0 Mobile Safari/537.36",
	"Chrome 126", "Android 14", DEVICE_PHONE},
    {"Mozilla/5.0 (Linux; Android 13; SM-X906C) " GECKO
     "SamsungBrowser/25.0 Chrome/121.0.0.0 Safari/537.36",
	"Samsung Internet 25", "Android 13", DEVICE_TABLET},
    {"Mozilla/5.0 (Linux; Android 10; CUBOT X30) " GECKO
     "Chrome/126.0.0.0 Mobile Safari/537.36",
	"Chrome 126", "Android 10", DEVICE_PHONE},
    {"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) " GECKO
     "Chrome/126.0.0.0 Safari/537.36",
	"Chrome 126", "ChromeOS", DEVICE_DESKTOP},
    {"Mozilla/5.0 (Windows NT 6.3; Trident/7.0; rv:11.0) like Gecko",
	"Internet Explorer 11", "Windows 8.1", DEVICE_DESKTOP},
    {"Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
	"", "", DEVICE_BOT},
    {"Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X) " GECKO
     "Chrome/126.0 Mobile Safari/537.36 (compatible; bingbot/2.0)",
	"Chrome 126", "Android 6", DEVICE_BOT},
    {"Mozilla/5.0 (compatible; Baiduspider/2.0)", "", "", DEVICE_BOT},
    {"Mozilla/5.0 (X11; Linux x86_64) " GECKO
     "HeadlessChrome/126.0.0.0 Safari/537.36",
	"Chrome 126", "Linux", DEVICE_DESKTOP},
    {"", "", "", DEVICE_DESKTOP},
    {"Firefox/", "Firefox", "", DEVICE_DESKTOP},
    {"Firefox/99999999999999999999", "Firefox 9999", "", DEVICE_DESKTOP},
    {"Firefox/<script>", "Firefox", "", DEVICE_DESKTOP},
    {"bottle", "", "", DEVICE_DESKTOP},
    {"bot", "", "", DEVICE_BOT},
    {"\xff\xfe", "", "", DEVICE_DESKTOP},
};

static void
a_browser_is_named_as_people_name_it(void **state)
{
	struct agent a;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(AGENTS); i++) {
		agent_read(AGENTS[i].text, &a);
		if (strcmp(a.browser, AGENTS[i].browser) != 0 ||
		    strcmp(a.system, AGENTS[i].system) != 0 ||
		    a.device != AGENTS[i].device)
			fail_msg("%s: %s, %s, %d", AGENTS[i].text, a.browser,
			    a.system, a.device);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_browser_is_named_as_people_name_it),
	};

	return RUN(tests);
}
