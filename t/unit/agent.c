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

/* As they are published, or their marks in full. */
static const char *const BOTS[] = {
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible;"
    " Googlebot/2.1; +http://www.google.com/bot.html) Chrome/126.0.0.0"
    " Safari/537.36",
    "Mozilla/5.0 (compatible; Google-InspectionTool/1.0;)",
    "GoogleOther",
    "APIs-Google (+https://developers.google.com/)",
    "Mediapartners-Google",
    "Mozilla/5.0 (X11; Linux x86_64) Storebot-Google/1",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) " GECKO
    "Chrome/126.0.0.0 Safari/537.36 Chrome-Lighthouse",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko); compatible;"
    " GPTBot/1.2; +https://openai.com/gptbot",
    "Mozilla/5.0 " GECKO "; compatible; ChatGPT-User/1.0",
    "Mozilla/5.0 " GECKO "; compatible; OAI-SearchBot/1.0",
    "Mozilla/5.0 (compatible; ClaudeBot/1.0; +claudebot@anthropic.com)",
    "Mozilla/5.0 " GECKO "; compatible; Perplexity-User/1.0",
    "meta-externalagent/1.1",
    "facebookexternalhit/1.1",
    "Mozilla/5.0 (Linux; Android 5.0) " GECKO "(compatible; Bytespider)",
    "Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)",
    "Mozilla/5.0 (compatible; YandexImages/3.0)",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_5) " WEBKIT
    "Version/13.1.1 Safari/605.1.15 (Applebot/0.1)",
    "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
    "Mozilla/5.0 (compatible; SemrushBot/7~bl)",
    "DuckDuckBot/1.1",
    "Mozilla/5.0 (compatible; Yahoo! Slurp)",
    "Twitterbot/1.0",
    "LinkedInBot/1.0",
    "Slackbot-LinkExpanding 1.0",
    "Mozilla/5.0 (compatible;"
    " UptimeRobot/2.0)",
    "Mozilla/5.0 (compatible; Pingdom.com_bot)",
    "Mozilla/5.0 (X11; Linux x86_64) " GECKO
    "Chrome/126.0.0.0 Safari/537.36 PTST/240101",
    "Screaming Frog SEO Spider/20.0",
    "Site24x7",
    "curl/8.0",
    "Wget/1.21",
    "python-requests/2.31",
    "Go-http-client/2.0",
    "okhttp/4.12",
};

/* People, who look like some to a careless eye. */
static const char *const PEOPLE[] = {
    "Mozilla/5.0 (Linux; Android 10; CUBOT X30) " GECKO "Chrome/126.0.0.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) " WEBKIT
    "Mobile/15E148 [FBAN/FBIOS;FBAV/463.0]",
    "Mozilla/5.0 (Linux; Android 12; wv) " GECKO "Version/4.0 Chrome/126.0.0.0"
    " Mobile Safari/537.36 trill_320 BytedanceWebview/d8a21c6",
    "Mozilla/5.0 (Linux; Android 9) " GECKO "Chrome/126.0.0.0 baiduboxapp/13",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) " WEBKIT
    "GSA/320.0 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) " GECKO
    "YaBrowser/24.4 Chrome/126.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Linux; Android 13) " GECKO "DuckDuckGo/5 Chrome/126.0",
    "Mozilla/5.0 (X11; Linux x86_64) " GECKO "HeadlessChrome/126.0.0.0",
};

static void
declared_bots_are_known(void **state)
{
	struct agent a;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(BOTS) / sizeof(*BOTS); i++) {
		agent_read(BOTS[i], &a);
		if (a.device != DEVICE_BOT)
			fail_msg("taken for a person: %s", BOTS[i]);
	}
	for (i = 0; i < sizeof(PEOPLE) / sizeof(*PEOPLE); i++) {
		agent_read(PEOPLE[i], &a);
		if (a.device == DEVICE_BOT)
			fail_msg("taken for a bot: %s", PEOPLE[i]);
	}
}

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
	    cmocka_unit_test(declared_bots_are_known),
	};

	return RUN(tests);
}
