/* SPDX-License-Identifier: ISC */
/* crowd_people.c: who the simulated visitors are. Floor 9. */
#include "bench/crowd.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const char *const agents[] = {
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like "
    "Gecko) Chrome/142.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like "
    "Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 "
    "Firefox/145.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.6 Safari/605.1.15",
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) "
    "AppleWebKit/605.1.15"
    " (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (iPad; CPU OS 17_7 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, "
    "like Gecko) Version/17.7 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/142.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Linux; Android 14; SM-S921B) AppleWebKit/537.36 (KHTML, like "
    "Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
};

static const struct {
	const char *lang;
	const char *tz;
} homes[] = {
    {"en-US", "America/New_York"},
    {"en-US", "America/Los_Angeles"},
    {"en-GB", "Europe/London"},
    {"de-DE", "Europe/Berlin"},
    {"de-AT", "Europe/Vienna"},
    {"fr-FR", "Europe/Paris"},
    {"lt-LT", "Europe/Vilnius"},
    {"pl-PL", "Europe/Warsaw"},
    {"es-MX", "America/Mexico_City"},
    {"pt-BR", "America/Sao_Paulo"},
    {"ja-JP", "Asia/Tokyo"},
    {"hi-IN", "Asia/Kolkata"},
    {"ar-EG", "Africa/Cairo"},
};

static const char *const refs[] = {
    "",
    "",
    "https://www.google.com/",
    "https://www.google.com/",
    "https://duckduckgo.com/",
    "https://www.bing.com/search?q=olive+tree+in+a+pot",
    "https://news.example/plants-for-shady-rooms",
    "https://mail.example/inbox",
};

static const struct {
	const char *path;
	const char *title;
} pages[] = {
    {"index.html", "Fern & Pot: plants and what to put them in"},
    {"fern.html", "Boston fern | Fern & Pot"},
    {"olive.html", "Little olive tree | Fern & Pot"},
    {"pot.html", "Clay pot, 24 cm | Fern & Pot"},
    {"pot.html?colour=moss", "Clay pot \"Moss\", 24 cm | Fern & Pot"},
    {"cart.html", "Your cart | Fern & Pot"},
    {"contact.html", "Ask our sales | Fern & Pot"},
};

static const char *const words[] = {
    "Hello, is this in stock?",
    "How long does delivery take?",
    "Do you deliver to the islands?",
    "Thanks, that helps.",
    "How much light does the fern want?",
    "And in green?",
    "What does the big pot weigh?",
    "I have order 10423 and it has not arrived yet.",
    "Gr\xc3\xbc\xc3\x9f"
    "e aus Wien! Is there a discount for two?",
    "Great, I will take it.",
    "See https://www.example.org/my-garden for the place it should stand.",
};

/* SplitMix64: the same seed gives the same crowd. */
uint32_t
crowd_random(struct crowd *c, uint32_t limit)
{
	uint64_t z = c->random += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return (uint32_t)((z ^ z >> 31) >> 32) % limit;
}

int
crowd_chance(struct crowd *c, unsigned percent)
{
	return crowd_random(c, 100) < percent;
}

void
crowd_person(struct crowd *c, struct person *p)
{
	uint32_t home = crowd_random(c, COUNT(homes));
	uint32_t department = crowd_random(c, 6);

	p->agent = agents[crowd_random(c, COUNT(agents))];
	p->lang = homes[home].lang;
	p->tz = homes[home].tz;
	p->ref = refs[crowd_random(c, COUNT(refs))];
	p->department = department == 0   ? "sales"
			: department == 1 ? "support"
					  : (const char *)0;
	/* Somewhere in 127.0.0.0/8, never in 127.0.0.0/16. */
	p->address = 0x7f000000 | (1 + crowd_random(c, 250)) << 16 |
		     crowd_random(c, 256) << 8 | (1 + crowd_random(c, 254));
}

const char *
crowd_page(int page, const char **title)
{
	*title = pages[page].title;
	return pages[page].path;
}

int
crowd_pages(void)
{
	return (int)COUNT(pages);
}

const char *
crowd_line(struct crowd *c)
{
	return words[crowd_random(c, COUNT(words))];
}
