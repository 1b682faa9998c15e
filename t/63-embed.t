#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# The embed code in its variants, each on a page of its own in a browser.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Shop;
use Test::More;
use WebDriver;

my $beckon = Beckon->start(conf => ['password.cost min']);
my $shop = Shop->new($beckon);
my $driver = WebDriver->start;
my $office = $beckon->office_url;
my $W = $Shop::WIDGET;
my $key = $beckon->site_key;
my $build = "$Beckon::BUILD/www/build";
my ($hash, $integrity) = split ' ', $beckon->slurp_file("$build/widget");

# --- The address that never changes its content ---------------------------------

my $fixed = qq{<script async src="$office/w/$hash/embed.js"}
    . qq{ integrity="$integrity" crossorigin="anonymous" data-site="$key"></script>};
my $zoe = $driver->session;
$zoe->go($shop->page('fixed', script => $fixed));
$zoe->find("$W.bubble");
pass 'by its hashed address, and checked by its integrity, the widget is there';
is $beckon->db('SELECT COUNT(*) FROM visitor'), 1, '... and the visitor too';
$zoe->quit;
$zoe = $driver->session;
$zoe->go($shop->page('forged', script => $fixed =~ s/sha384-..../sha384-AAAA/r));
$zoe->until('the refusal', sub {
	grep { $_->{message} =~ /integrity/i } $zoe->log
});
is $zoe->all('beckon-widget'), 0, 'another script than the one meant never runs';
$zoe->quit;

# --- Test my page -----------------------------------------------------------------

$beckon->db(q{INSERT INTO department (id, name, alias, lhc_id) VALUES
    (21, 'Trees', 'trees', 7)});
my $site = $beckon->db('SELECT id FROM site');
my $anna = $driver->session(width => 1100, height => 1200);
my $shots = $ENV{BECKON_SHOTS};

sub shot { $_[0]->screenshot("$shots/embed-$_[1].png") if $shots }

$anna->go("$office/office/signin");
$anna->type('#login', 'admin');
$anna->type('#password', $beckon->env('ADMIN_PASSWORD') . "\n");
$anna->until('the first page', sub { $anna->url =~ m{/office/$} });

# The office's page with the verdict, and the tab with the tested one.
sub tests {
	my ($url) = @_;
	$anna->go("$office/office/health?site=$site");
	$anna->clear('#test-url');
	$anna->type('#test-url', "$url\n");
	my $link = $anna->attribute('#test a', 'href');
	like $link, qr/\Q$url\E#beckon-test=[0-9a-f]{16}$/,
	    'the address to open carries a code';
	$zoe = $driver->session;
	$zoe->go($link);
	return $zoe;
}

tests($shop->page('tested', attr => 'data-department="trees"'));
shot($anna, 'test');
$anna->reads('#test', qr/The page was seen/);
like $anna->text('#test'), qr/refuses nothing.*Demo.*one on the page.*kept by the browser.*Trees/s,
    'what the page says appears by itself';
unlike $zoe->url, qr/beckon-test/, '... and the code is out of its address';
is $anna->js('return document.querySelectorAll(".verdict .pill-bad").length'), 0,
    '... all of it good';
shot($anna, 'tested');
$zoe->quit;
tests($shop->page('policy', head => '<meta http-equiv="Content-Security-Policy"'
    . qq{ content="script-src $office; connect-src 'self'">}));
$anna->reads('#test', qr/refuses something of ours: connect-src/);
pass 'a page whose policy refuses the requests is told from others';
$anna->go("$office/office/health?site=$site");
is $anna->attribute('#c-csp', 'data-state'), 'fault', '... on the health page too';
shot($anna, 'policy');
$zoe->quit;

# --- The page that makes the code --------------------------------------------------------

my $before = $beckon->db('SELECT COUNT(*) FROM visitor');
$anna->size(1200, 1500);
$anna->go("$office/office/embed?site=$site");
is $anna->text('#snippet'), qq{<script async src="$office/embed.js" data-site="$key"></script>},
    'one line, copied as it is';
ok $anna->shown('[data-copy]'), '... by a button';
shot($anna, 'code');

sub choose {
	my ($select, $value) = @_;
	$anna->js('const [select, value] = arguments;
	    const node = document.querySelector(select);
	    node.value = value;
	    node.dispatchEvent(new Event("change", {bubbles: true}))', $select, $value);
}

choose('#o-variant', 'sri');
$anna->reads('#snippet', qr{src="\Q$office\E/w/$hash/embed\.js" integrity="\Q$integrity\E" crossorigin="anonymous"});
pass 'with integrity: the address of one release and what is there';
choose('#o-variant', 'query');
choose('#o-mode', 'box');
$anna->type('#o-box', '.chat > div');
$anna->click('#d-21');
$anna->reads('#snippet', qr{^<script async src="\Q$office\E/embed\.js\?site=$key&amp;department=trees&amp;mode=box&amp;box=\.chat%20%3E%20div"></script>$});
pass 'for a tag manager: settings in the address';
choose('#o-variant', 'lhc');
$anna->reads('#snippet', qr{^//[^/]+/design/defaulttheme/js/widgetv2/index\.js$});
pass "for pages with Live Helper Chat's snippet: the address of its script";
shot($anna, 'code-lhc');
choose('#o-variant', '');
choose('#o-mode', '');
$anna->click('#o-tracking');
$anna->click('#o-leave');
$anna->reads('#snippet', qr{data-tracking="off" data-leave="off"});
pass 'what the code leaves out is in it';

# Inside the preview, and back.
sub preview {
	my ($code) = @_;
	$anna->call(POST => '/frame', {id => $anna->find('#preview')});
	$anna->find("$W.window");
	my @got = $code->();
	$anna->call(POST => '/frame', {id => undef});
	return wantarray ? @got : $got[0];
}

$anna->js('const color = document.querySelector("#l-color"); color.value = "#aa2200";
    color.dispatchEvent(new Event("change", {bubbles: true}))');
choose('#l-position', 'left');
$anna->until('the preview', sub {
	$anna->attribute('#preview', 'src') =~ /color=%23aa2200.*position=left/
});
preview(sub {
	$anna->type("$W.window textarea", "Is this you?\n");
	$anna->reads("${W}[role=log]", qr/Is this you\?.*This is a preview/s);
	is $anna->js('const r = document.querySelector("beckon-widget").shadowRoot;
	    return getComputedStyle(r.querySelector("header")).backgroundColor
	    + r.querySelector(".window").offsetLeft'), 'rgb(170, 34, 0)20',
	    'the preview is the real widget, as it would look';
	is $anna->js('return [...Object.keys(sessionStorage), ...Object.keys(localStorage),
	    document.cookie].filter((k) => /beckon-/.test(k)).join()'), '', '... and keeps nothing';
});
shot($anna, 'preview');
is $beckon->db('SELECT COUNT(*) FROM visitor'), $before, '... and sends nothing';
is $beckon->db("SELECT color FROM site WHERE id = $site"), '#1f6feb',
    'trying a look changes nothing';
$anna->click('#look .f-foot button');
$anna->find('.said');
is $beckon->db("SELECT CONCAT(color, position) FROM site WHERE id = $site"),
    '#aa2200left', '... saving it does';
is scalar($anna->violations), 0, 'no policy was broken';
$anna->size(390, 1500);
$anna->media(dark => 1);
$anna->go("$office/office/embed?site=$site&mode=box");
shot($anna, 'phone');
is $anna->js('return document.documentElement.scrollWidth <= innerWidth'), 1,
    'on a phone nothing stands beyond the edge';
$beckon->db("UPDATE site SET color = '#1f6feb', position = 'right'");

# --- Where the chat stands ------------------------------------------------------------

sub open_page {
	$zoe = $driver->session(width => 1000, height => 760);
	$zoe->go($shop->page(@_));
	return $zoe;
}

open_page('box', attr => 'data-mode="box" data-box=".here"', body =>
    '<div class="here" style="width:400px;height:500px"></div><p id="after">x</p>');
$zoe->find("$W.window textarea");
is_deeply $zoe->js('const box = document.querySelector(".here");
    const r = box.querySelector("beckon-widget").shadowRoot
	.querySelector(".window").getBoundingClientRect();
    const b = box.getBoundingClientRect();
    return [r.width, r.height, r.top - b.top, r.left - b.left]'), [400, 500, 0, 0],
    'in a box of the page the chat fills it';
ok !$zoe->shown("$W.bubble"), '... without a button';
$zoe->type("$W.window textarea", "From the box\n");
$zoe->reads("${W}[role=log]", qr/From the box/);
shot($zoe, 'box');
$zoe->quit;

open_page('api', attr => 'data-mode="api"', body => '<button id="talk">Talk</button>'
    . '<script>window.beckon = window.beckon || function () {'
    . ' (beckon.q = beckon.q || []).push(arguments) };'
    . ' talk.onclick = () => beckon("open")</script>');
$zoe->until('the widget', sub { $zoe->all('beckon-widget') == 1 });
ok !$zoe->shown("$W.bubble"), 'by API alone: no button';
$zoe->click('#talk');
$zoe->until('the window', sub { $zoe->shown("$W.window") });
pass '... until the page asks for the chat';
$zoe->quit;

open_page('popup', attr => 'data-mode="popup" data-width="420" data-height="520"');
$zoe->click("$W.bubble");
$zoe->until('another window', sub { my @all = $zoe->tabs; @all == 2 });
my $first = $zoe->here;
my ($second) = grep { $_ ne $first } $zoe->tabs;
$zoe->to($second);
$zoe->find("$W.window textarea");
ok !$zoe->shown("$W.bubble"), 'in its own window the chat has no button';
is $zoe->js('const r = document.querySelector("beckon-widget").shadowRoot
    .querySelector(".window").getBoundingClientRect();
    return r.width === innerWidth && r.height === innerHeight'), 1, '... and fills it';
$zoe->type("$W.window textarea", "From the window\n");
$zoe->reads("${W}[role=log]", qr/From the window/);
shot($zoe, 'popup');
ok $beckon->until(sub { $beckon->db('SELECT COUNT(DISTINCT c.visitor_id)'
    . ' FROM chat c JOIN message m ON m.chat_id = c.id'
    . " WHERE m.text = 'From the window'") == 1 }, 'the line'), '... is one chat';
is $beckon->db('SELECT COUNT(*) FROM visitor'), $beckon->db('SELECT COUNT(DISTINCT'
    . ' visitor_id) FROM page_view'), '... and of the same visitor';
$zoe->quit;

open_page('size', attr => 'data-width="300" data-height="400" data-position="left"');
$zoe->click("$W.bubble");
is_deeply $zoe->js('const r = document.querySelector("beckon-widget").shadowRoot
    .querySelector(".window"); return [r.offsetWidth, r.offsetHeight, r.offsetLeft]'),
    [300, 400, 20], 'the tag may say how large the window is, and where';
$zoe->quit;

# --- Pages that carry Live Helper Chat's snippet -----------------------------------------

# Its form as it is described, not its text.
sub carries {
	my ($name, $args, %with) = @_;
	my $server = $office =~ s/^http://r;
	open_page($name, script => '', %with, body => ($with{body} // '')
	    . "<script>window.LHC_API = {args: {lhc_base_url: '$server/', $args}};"
	    . 'const tag = document.createElement("script");'
	    . 'tag.type = "text/javascript"; tag.crossOrigin = "anonymous"; tag.async = true;'
	    . "tag.src = '$server/index.php/design/defaulttheme/js/widgetv2/index.js?20261122';"
	    . 'document.head.append(tag)</script>');
}

$beckon->db("UPDATE site SET is_default = 1 WHERE id = $site");
carries('lhc', "mode: 'widget', department: [7], position_placement: 'bottom_left',"
    . " wwidth: 320, wheight: 480, theme: 2, UUID: 'abc', proactive: true,"
    . ' loadcb: () => document.title = "ready"');
$zoe->find("$W.bubble");
$beckon->until(sub { $beckon->db('SELECT COUNT(*) FROM visitor_department vd JOIN'
    . ' page_view p USING (visitor_id) WHERE vd.department_id = 21 AND p.url LIKE'
    . " '%/lhc.html'") }, 'the visitor of Trees');
pass 'a page with that snippet has our widget, and its departments';
is $beckon->db("SELECT COUNT(*) FROM site_report WHERE what = 'uuid'"), 1,
    '... its unsigned user is ignored, and reported';
$zoe->js('$_LHC.eventListener.emitEvent("showWidget")');
$zoe->until('the window', sub { $zoe->shown("$W.window") });
is_deeply $zoe->js('const r = document.querySelector("beckon-widget").shadowRoot
    .querySelector(".window"); return [r.offsetWidth, r.offsetHeight, r.offsetLeft]'),
    [320, 480, 20], '... of its size, in its place, opened by its event';
$zoe->js('$_LHC.eventListener.emitEvent("closeWidget")');
$zoe->until('no window', sub { !$zoe->shown("$W.window") });
$zoe->until('loadcb', sub { $zoe->title eq 'ready' });
pass '... and closed by one; its callback is called';
my @ignored = grep { $_->{message} =~ /are ignored: theme, UUID/ } $zoe->log;
is scalar(@ignored), 1, '... and one line tells what is ignored'
    or diag explain [$zoe->log];
$zoe->quit;

carries('lhc-box', "mode: 'embed', department: ['trees'], leaveamessage: true", body =>
    '<div id="lhc_status_container_page" style="height:500px"></div>');
$zoe->until('the chat', sub {
	$zoe->js('return !!document.querySelector("#lhc_status_container_page beckon-widget")')
});
$zoe->find("$W.window textarea");
pass 'in embed mode the chat stands in its box';
shot($zoe, 'lhc-box');
$zoe->quit;

carries('lhc-named', "mode: 'widget', department: [7], lhc_var: {plan: 'gold'}",
    body => '<form id="beckon"></form>');
$zoe->find("$W.bubble");
pass 'a form named beckon is in nobody\'s way';
$zoe->quit;

carries('lhc-wait', "mode: 'widget', cookie_enabled: false, check_messages: false");
$zoe->until('the loader', sub { $zoe->js('return !!window.beckonSettings') });
is $zoe->js('return document.cookie + beckonSettings.consent + beckonSettings.check'),
    'waitoff', 'without consent no cookie';
$zoe->js('$_LHC.eventListener.emitEvent("enableCookies")');
$zoe->until('a cookie', sub { $zoe->js('return document.cookie') =~ /beckon/ });
pass '... until the page gives it';
$zoe->quit;
$beckon->db('UPDATE site SET is_default = NULL; DELETE FROM site_host');
carries('lhc-nobody', "mode: 'widget'");
$zoe->until('the reason', sub {
	grep { $_->{message} =~ /lists the host shop\.localhost/ } $zoe->log
});
pass 'a page of no site says why there is no chat';

# --- What else stands in the way -----------------------------------------------------------

sub reported {
	my ($what) = @_;
	return $beckon->until(sub { $beckon->db('SELECT CONCAT(host, " ", detail)'
	    . " FROM site_report WHERE what = '$what'") }, "the report $what");
}

$zoe = $driver->session;
$beckon->db("DELETE FROM site_report");
$zoe->go($shop->page('half', head => '<meta http-equiv="Content-Security-Policy"'
    . qq{ content="script-src $office/embed.js">}));
is reported('csp'), 'shop.localhost script-src-elem',
    'a policy that refuses what the loader loads is reported';
$zoe->quit;

# A cache between: it answers every poll as it did a minute ago.
$zoe = $driver->session;
my $then = $beckon->db('SELECT UNIX_TIMESTAMP()') - 60;
$zoe->go($shop->page('cache', head => <<"JS"));
<script>
const real = fetch, clock = Date.now;
let ahead = 0;
window.fetch = (url, options) => {
	if (!String(url).includes('/w/poll/'))
		return real(url, options);
	ahead += 20000;
	return Promise.resolve(new Response('{"t":$then,"n":0,"next":1000}'));
};
Date.now = () => clock.call(Date) + ahead;
</script>
JS
is reported('cached'), 'shop.localhost ', 'a page whose polls a cache answers says so';
$zoe->quit;

done_testing;
