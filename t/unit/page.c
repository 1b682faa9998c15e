/* SPDX-License-Identifier: ISC */
/* page.c: hostile texts through real templates. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/log.h"
#include "lib/mem.h"
#include "lib/page.h"
#include "t/unit/unit.h"

static char dir[] = "/tmp/beckon-page-XXXXXX";
static struct mem *mem;
static struct buf out;

static int
setup(void **state)
{
	mem = mem_new(1 << 22);
	buf_init(&out, mem);
	*state = page_new(mem, dir);
	return 0;
}

static int
teardown(void **state)
{
	char name[100];

	(void)state;
	mem_free(mem);
	snprintf(name, sizeof(name), "%s/t.cs", dir);
	unlink(name);
	snprintf(name, sizeof(name), "%s/_part.cs", dir);
	unlink(name);
	return 0;
}

static void
write_template(const char *file, const char *text)
{
	char name[100];
	FILE *f;

	snprintf(name, sizeof(name), "%s/%s", dir, file);
	f = fopen(name, "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static const char *
render(struct page *pg, const char *template)
{
	write_template("t.cs", template);
	out.len = 0;
	assert_int_equal(page_render(pg, "t.cs", &out), 0);
	return out.data;
}

static void
every_variable_is_escaped(void **state)
{
	static const char *const hostile[][2] = {
	    {"<script>alert(1)</script>",
		"&lt;script&gt;alert(1)&lt;/script&gt;"},
	    {"\" onclick='x' & <b>",
		"&quot; onclick=&#39;x&#39; &amp; &lt;b&gt;"},
	    {"&lt;", "&amp;lt;"},
	    {"<?cs var:Secret ?>", "&lt;?cs var:Secret ?&gt;"},
	    {"\xf0\x9f\x99\x82 \xe2\x80\xae", "\xf0\x9f\x99\x82 \xe2\x80\xae"},
	};
	struct page *pg = *state;
	char wanted[300];
	size_t i;

	page_str(pg, "secret", "Secret");
	for (i = 0; i < COUNT(hostile); i++) {
		page_str(pg, hostile[i][0], "Rows.%d.Name", 0);
		snprintf(wanted, sizeof(wanted), "<p title=\"%s\">%s</p>%s|%s",
		    hostile[i][1], hostile[i][1], hostile[i][1], hostile[i][1]);
		assert_string_equal(
		    render(pg, "<?cs each:r = Rows ?><p title=\"<?cs "
			       "var:r.Name ?>\"><?cs var:r.Name ?></p><?cs "
			       "/each ?><?cs var:Rows.0.Name ?>|<?cs set:x = "
			       "Rows.0.Name ?><?cs var:x ?>"),
		    wanted);
	}
}

static void
link_lets_only_harmless_addresses_through(void **state)
{
	static const char *const cases[][2] = {
	    {"/office/visitor?id=1", "/office/visitor?id=1"},
	    {"/a?b=1&c=\"x\"", "/a?b=1&amp;c=&quot;x&quot;"},
	    {"/", "/"},
	    {"?page=2", "?page=2"},
	    {"#top", "#top"},
	    {"page.html", "page.html"},
	    {"page?a=b:c", "page?a=b:c"},
	    {"http://shop.example/a", "http://shop.example/a"},
	    {"HTTPS://shop.example/'", "HTTPS://shop.example/&#39;"},
	    {"", "#"},
	    {"//evil.example/", "#"},
	    {"/\\evil.example/", "#"},
	    {"\\\\evil.example/", "#"},
	    {"/\t/evil.example/", "#"},
	    {" //evil.example/", "#"},
	    {"javascript:alert(1)", "#"},
	    {"JaVaScRiPt:alert(1)", "#"},
	    {" javascript:alert(1)", "#"},
	    {"java\nscript:alert(1)", "#"},
	    {"\x01javascript:alert(1)", "#"},
	    {"data:text/html,<script>", "#"},
	    {"vbscript:x", "#"},
	    {"mailto:a@example.com", "#"},
	    {"http:evil", "#"},
	    {"http:/evil", "#"},
	    {"http://", "#"},
	    {"ftp://host/", "#"},
	    {":x", "#"},
	    {"blob:http://x/", "#"},
	};
	struct page *pg = *state;
	char wanted[300];
	size_t i;

	for (i = 0; i < COUNT(cases); i++) {
		page_str(pg, cases[i][0], "Url");
		snprintf(
		    wanted, sizeof(wanted), "<a href=\"%s\">", cases[i][1]);
		assert_string_equal(
		    render(pg, "<a href=\"<?cs var:link(Url) ?>\">"), wanted);
	}
	assert_string_equal(render(pg, "<?cs var:link(Unset) ?>"), "");
	page_str(pg, "javascript:x", "Url");
	assert_string_equal(
	    render(pg, "<?cs set:u = link(Url) ?><?cs var:u ?>"), "#");
}

static void
url_makes_one_value_of_a_query(void **state)
{
	static const char *const cases[][2] = {
	    {"abc-._~09AZ", "abc-._~09AZ"},
	    {"", ""},
	    {"a b&c=d+e", "a%20b%26c%3Dd%2Be"},
	    {"\"'<>#?/%", "%22%27%3C%3E%23%3F%2F%25"},
	    {"\xc3\xa9\n", "%C3%A9%0A"},
	};
	struct page *pg = *state;
	char wanted[300];
	size_t i;

	for (i = 0; i < COUNT(cases); i++) {
		page_str(pg, cases[i][0], "Q");
		snprintf(wanted, sizeof(wanted), "<a href=\"/a?q=%s\">",
		    cases[i][1]);
		assert_string_equal(
		    render(pg, "<a href=\"/a?q=<?cs var:url(Q) ?>\">"), wanted);
		snprintf(wanted, sizeof(wanted), "/a?q=%s&amp;x", cases[i][1]);
		assert_string_equal(
		    render(pg, "<?cs var:\"/a?q=\" + url(Q) + \"&x\" ?>"),
		    wanted);
	}
}

static void
numbers_unset_names_and_parts(void **state)
{
	struct page *pg = *state;

	page_int(pg, INT64_MIN, "N.%d.%s", 3, "X");
	page_str(pg, NULL, "Absent");
	page_str(pg, "<b>", "B");
	write_template("_part.cs", "[<?cs var:B ?>]");
	assert_string_equal(
	    render(pg, "<?cs var:N.3.X ?><?cs if:?Absent ?>set<?cs /if ?>"
		       "<?cs include:\"_part.cs\" ?>"),
	    "-9223372036854775808[&lt;b&gt;]");
	assert_string_equal(
	    render(pg, "<?cs var:Config.VarEscapeMode ?>"), "html");
}

static void
a_broken_template_leaves_the_body_as_it_was(void **state)
{
	static const char *const broken[] = {"<?cs if:x ?>no end",
	    "<?cs nonsense:x ?>", "<?cs include:\"missing.cs\" ?>",
	    "<?cs include:\"../t.cs\" ?>",
	    "text <?cs var:unknown_function(x) ?>"};
	struct page *pg = *state;
	size_t i;

	buf_str(&out, "before");
	assert_int_equal(page_render(pg, "missing.cs", &out), -1);
	assert_string_equal(out.data, "before");
	for (i = 0; i < COUNT(broken); i++) {
		write_template("t.cs", broken[i]);
		assert_int_equal(page_render(pg, "t.cs", &out), -1);
		assert_string_equal(out.data, "before");
	}
	write_template("t.cs", " after");
	assert_int_equal(page_render(pg, "t.cs", &out), 0);
	assert_string_equal(out.data, "before after");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

/* ClearSilver itself forgets 32 bytes when a template does not parse. */
const char *__lsan_default_suppressions(void);
const char *
__lsan_default_suppressions(void)
{
	return "leak:cs_parse_string\n";
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(every_variable_is_escaped),
	    TEST(link_lets_only_harmless_addresses_through),
	    TEST(url_makes_one_value_of_a_query),
	    TEST(numbers_unset_names_and_parts),
	    TEST(a_broken_template_leaves_the_body_as_it_was),
	};
	int result;

	close(STDERR_FILENO); /* templates that are broken on purpose */
	open("/dev/null", O_WRONLY);
	if (mkdtemp(dir) == NULL)
		return 1;
	result = RUN(tests);
	rmdir(dir);
	return result;
}
