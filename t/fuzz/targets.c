/* SPDX-License-Identifier: ISC */
/* targets.c: what each parser is given, and what it promises. */
#include <sys/mman.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "desk/agent.h"
#include "desk/bot.h"
#include "desk/identity.h"
#include "desk/links.h"
#include "desk/scrub.h"
#include "lib/conf.h"
#include "lib/intake.h"
#include "lib/mem.h"
#include "lib/req.h"
#include "lib/text.h"
#include "lib/token.h"
#include "t/fuzz/fuzz.h"

enum {
	ARENA = 64 << 20,
	PARAMS = 64,
	PARTS = 40,
	HOST = 254,
};

static void
must(int holds, const char *what)
{
	if (holds)
		return;
	(void)fprintf(stderr, "broken: %s\n", what);
	abort();
}

/* An arena that is empty again at each call. */
static struct mem *
arena(void)
{
	static struct mem *mem;

	if (mem == NULL)
		mem = mem_new(ARENA);
	mem_reset(mem);
	return mem;
}

static int
plain(const char *s)
{
	return text_ok(s, strlen(s));
}

static void
fields(const struct req *rq)
{
	size_t i;

	must(rq->nfields <= REQ_FIELDS, "few enough fields");
	for (i = 0; i < rq->nfields; i++)
		must(plain(rq->fields[i].name) && plain(rq->fields[i].value),
		    "fields are text");
}

static void
form(const char *data, size_t n)
{
	struct mem *mem = arena();
	struct req *rq = mem_get(mem, sizeof(*rq));
	unsigned char raw[8];
	const char *text;
	uint64_t number;
	int status;

	rq->mem = mem;
	status = req_form(rq, mem_strn(mem, data, n));
	must(status == 0 || status == 400 || status == 413, "a status");
	fields(rq);
	(void)req_u64(rq, "a", &number);
	(void)req_hex(rq, "a", raw, sizeof(raw));
	if ((text = req_text(rq, "a", 5)) != NULL)
		must(plain(text) && text_chars(text) <= 5, "a short text");
}

static void
cookie(const char *data, size_t n)
{
	struct mem *mem = arena();
	struct req *rq = mem_get(mem, sizeof(*rq));
	const char *value;

	rq->mem = mem;
	rq->cookie = mem_strn(mem, data, n);
	if ((value = req_cookie(rq, "__Host-beckon")) != NULL)
		must(strchr(value, ';') == NULL, "one cookie's value");
}

/* Nobody makes a token or a mailbox id without the key. */
static void
token(const char *data, size_t n)
{
	static const struct keys keys = {{"a key of tests"}, 1};
	unsigned char hash[TOKEN_HASH], id[BOX_ID];
	char *text = mem_strn(arena(), data, n);

	must(!token_check(&keys, text, hash), "no token of ours");
	if (text_unhex(text, id, sizeof(id)) == 0)
		must(!box_check(&keys, id), "no mailbox of ours");
	must(token_same(text, text) == (*text != '\0'), "the same");
}

/* What is read is text, and nobody signs without a secret. */
static void
identity(const char *data, size_t n)
{
	static const struct identity_by by = {
	    "shopshopshopshop", {"a secret of tests"}, 1, 1700000000};
	char *text = mem_strn(arena(), data, n);
	struct identity id;

	if (!plain(text) || identity_read(text, &id) == -1)
		return;
	must(*id.user != '\0' && plain(id.user) &&
		 text_chars(id.user) <= IDENTITY_USER &&
		 strpbrk(id.user, "\t\n") == NULL,
	    "a user's id");
	must(strncmp(text, id.user, strlen(id.user)) == 0, "as it was given");
	must(identity_judge(&id, &by) == IDENTITY_BAD, "nobody signed it");
}

/* Each line is a param; the last one is the body. */
static void
intake(const char *data, size_t n)
{
	struct mem *mem = arena();
	struct req *rq = mem_get(mem, sizeof(*rq));
	struct intake *in = mem_get(mem, sizeof(*in));
	char *rest = mem_strn(mem, data, n), *env[PARAMS + 1] = {NULL};
	size_t i;

	rq->mem = mem;
	for (i = 0; i < PARAMS && rest != NULL; i++)
		env[i] = strsep(&rest, "\n");
	rest = env[i - 1];
	if (intake_params(rq, in, env) != 0)
		return;
	must(in->body <= REQ_BODY, "a body that is not too long");
	must(*rq->path == '/', "a path");
	must(plain(rq->path) && plain(rq->cookie) && plain(rq->agent) &&
		 plain(rq->host) && plain(rq->origin),
	    "headers are text");
	(void)intake_fields(rq, in, rest, strlen(rest));
	fields(rq);
}

/* What a decoder that knows only the ranges says of it. */
static int
slowly(const unsigned char *s, size_t n)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	uint32_t c;
	size_t len, i;

	for (; n > 0; s += len, n -= len) {
		len = *s < 0x80             ? 1
		      : (*s & 0xe0) == 0xc0 ? 2
		      : (*s & 0xf0) == 0xe0 ? 3
		      : (*s & 0xf8) == 0xf0 ? 4
					    : 0;
		if (len == 0 || len > n)
			return 0;
		c = len == 1 ? *s : *s & (0xffU >> (len + 1));
		for (i = 1; i < len; i++) {
			if ((s[i] & 0xc0) != 0x80)
				return 0;
			c = c << 6 | (s[i] & 0x3f);
		}
		if (c < least[len] || c > 0x10ffff ||
		    (c >= 0xd800 && c < 0xe000) ||
		    (c < 0x20 && c != '\t' && c != '\n') ||
		    (c >= 0x7f && c < 0xa0))
			return 0;
	}
	return 1;
}

static void
utf8(const char *data, size_t n)
{
	char *text = mem_strn(arena(), data, n);

	must(text_ok(data, n) == slowly((const unsigned char *)data, n),
	    "both decoders agree");
	text_newlines(text);
	if (!plain(text))
		return;
	text_cut(text, 3);
	must(plain(text) && text_chars(text) <= 3, "cut between characters");
	text = text_trim(text);
	must(plain(text) && *text != ' ', "trimmed");
}

/* Its complaints are dropped. */
static void
conf(const char *data, size_t n)
{
	int fd = memfd_create("conf", MFD_CLOEXEC);
	int told = dup(STDERR_FILENO);
	const struct conf *c;
	char path[64];

	must(fd != -1 && told != -1, "files");
	(void)snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	must(write(fd, data, n) == (ssize_t)n, "a file");
	must(freopen("/dev/null", "w", stderr) != NULL, "a sink");
	c = conf_load(path);
	(void)fflush(stderr);
	(void)dup2(told, STDERR_FILENO);
	(void)close(told);
	(void)close(fd);
	if (c == NULL)
		return;
	must(conf_int(c, "poll.workers") >= 1, "a number in its range");
	must(*conf_str(c, "base") == 'h', "an address");
}

static void
url(const char *data, size_t n)
{
	char *text = mem_strn(arena(), data, n), host[HOST];
	int https;

	if (text_url(text, host, sizeof(host), &https) == -1)
		return;
	must(*host != '\0' && strlen(host) < sizeof(host), "a host");
	must(strspn(host, "abcdefghijklmnopqrstuvwxyz0123456789-_.[]:") ==
		 strlen(host),
	    "a host's characters");
	must(strncasecmp(text, https ? "https:" : "http:", 5) == 0, "scheme");
}

static void
agent(const char *data, size_t n)
{
	struct agent a;

	agent_read(mem_strn(arena(), data, n), &a);
	must(memchr(a.browser, '\0', AGENT_NAME) != NULL, "a name that ends");
	must(memchr(a.system, '\0', AGENT_NAME) != NULL, "a name that ends");
	must(a.device >= DEVICE_DESKTOP && a.device <= DEVICE_BOT, "a device");
}

/* What is cut once stays so, and has no parameter that is not kept. */
static void
scrub(const char *data, size_t n)
{
	const struct scrub none = {"", 1}, some = {"* token", n % 2};
	char *url = mem_strn(arena(), data, n), *again;

	scrub_url(url, &some);
	must(strlen(url) <= n, "no longer than it was");
	again = mem_str(arena(), url);
	scrub_url(again, &some);
	must(strcmp(again, url) == 0, "the same when cut again");
	scrub_url(url, &none);
	must(strstr(url, "://") == NULL ||
		 strchr(strstr(url, "://") + 3, '?') == NULL,
	    "no parameters");
}

static void
links(const char *data, size_t n)
{
	char *text = mem_strn(arena(), data, n), *at = text;
	struct link_part parts[PARTS];
	size_t i, found = links_split(text, parts, PARTS);

	must(found <= PARTS, "few enough parts");
	for (i = 0; i < found; i++) {
		must(parts[i].start == at, "one after the other");
		if (parts[i].link)
			must(strncasecmp(at, "http", 4) == 0, "an address");
		at += parts[i].len;
	}
	must(*at == '\0', "nothing is left out");
}

/* A step made of a line. */
static void
add_step(struct bot *b, const char *line)
{
	struct bot_step *s = &b->steps[b->nsteps++];
	unsigned c = (unsigned char)*line, next = (unsigned char)line[1] % 8;

	s->number = (uint32_t)b->nsteps;
	s->kind = (enum bot_kind)(1 + c % (BOT_KINDS - 1));
	s->name = s->text = s->again = s->label = line;
	s->field = (enum bot_field)(1 + c / 8 % (BOT_FIELDS - 1));
	s->form = (enum bot_form)(1 + c / 32 % (BOT_FORMS - 1));
	s->next = next;
	s->choices[0] = (struct bot_choice){line, strlen(line) % 8};
	s->nchoices = 1;
}

/* A bot of the lines before an empty one, which hears those behind it: what it
 * says and keeps is text, and it comes to an end. */
static void
bot(const char *data, size_t n)
{
	struct mem *mem = arena();
	char *text = mem_strn(mem, data, n), *line;
	struct bot *b = mem_get(mem, sizeof(*b));
	struct bot_problem problems[BOT_PROBLEMS];
	struct bot_state state = {0};
	struct bot_out out = {.outcome = BOT_WAITS};

	if (!plain(text))
		return;
	b->name = b->title = b->again = b->person = "x";
	b->misses = 2;
	while ((line = strsep(&text, "\n")) != NULL && *line != '\0' &&
	       b->nsteps < BOT_STEPS)
		add_step(b, line);
	(void)bot_refused(problems, bot_check(b, problems));
	while (
	    (line = strsep(&text, "\n")) != NULL && out.outcome == BOT_WAITS) {
		bot_hear(b, &state, line, &out);
		must(out.outcome >= BOT_WAITS && out.outcome <= BOT_ENDS &&
			 out.nsays <= BOT_SAYS,
		    "an outcome");
		must(
		    out.kept == NULL || (plain(out.value) &&
					    text_chars(out.value) <= BOT_VALUE),
		    "text is kept");
	}
}

const struct fuzz fuzz_targets[] = {
    {"form", form,
	{"a=1&b=%41+%C3%A9&a=x", "a=%0d%0a&=&&a", "a=%00", "a=%ff%", NULL}},
    {"cookie", cookie,
	{"__Host-beckon=abc; x=1", "a; __Host-beckon=1;__Host-beckon=2",
	    "; ;=__Host-beckon", NULL}},
    {"token", token,
	{"00112233445566778899aabbccddeeff",
	    "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
	    NULL}},
    {"identity", identity,
	{"anna:1700000000:00112233445566778899aabbccddeeff00112233445566778899a"
	 "abbccddeeff",
	    "a:b:\xc3\xa9:1:00112233445566778899aabbccddeeff0011223344556677889"
	    "9aabbccddeeff",
	    "::", NULL}},
    {"intake", intake,
	{"REQUEST_METHOD=POST\nSCRIPT_NAME=/w/say\nCONTENT_LENGTH=5\n"
	 "CONTENT_TYPE=application/x-www-form-urlencoded; charset=utf-8\n"
	 "HTTP_COOKIE=a=b\nSERVER_PROTOCOL=HTTP/1.1\na=%41",
	    "REQUEST_METHOD=GET\nSCRIPT_NAME=/\nQUERY_STRING=a=1\n"
	    "HTTPS=on\nHTTP_HX_REQUEST=true\nSERVER_PROTOCOL=HTTP/2.0\n",
	    NULL}},
    {"utf8", utf8,
	{"a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", " \r\n\tb\r",
	    "\xed\xa0\x80\xc0\x80\xf4\x90\x80\x80", "\xc2\x9f\x7f", NULL}},
    {"conf", conf,
	{"base https://a.example:8443\npoll.workers 3\n# x\n",
	    "base.also http://a http://b:1\r\nrun /r\n", "assets ../x\n",
	    "poll.workers 99999999999999999999\n", NULL}},
    {"url", url,
	{"https://User@shop.example:8080/a?b#c", "http://[::1]:80/",
	    "HTTP://A.B./", "https://a\\@b/", "http://1.2.3.4:99999", NULL}},
    {"agent", agent,
	{"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like"
	 " Gecko) Chrome/120.0.0.0 Safari/537.36 Edg/120.0",
	    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X)"
	    " Version/17.1 Mobile/15E148 Safari/604.1",
	    "Mozilla/5.0 (Android 14; Mobile; rv:128.0) Firefox/128.0",
	    "Googlebot/2.1", NULL}},
    {"scrub", scrub,
	{"https://a.example/p?id=1&token=2#/x?y=z", "http://a;b=1/c;d?%69=;&#!",
	    "https://a/#token=1&x=2", "x://#&?", NULL}},
    {"links", links,
	{"see http://a.b/c, (https://d.e) and <http://f>.", "xhttp://a",
	    "http://a http://b http://c", NULL}},
    {"bot", bot,
	{"a\nb\nc\nd\ne\nf\n\nx\nb", "bx\ncxx\n\na@b.example\n+49 30 1234",
	    "d*,\xc3\x9c\n\n\xc3\xbc d", NULL}},
    {NULL, NULL, {NULL}},
};
