#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# A page with the snippet in a real browser: the visitor is one visitor, is
# there, and the page does not notice.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use JSON::PP ();
use Shop;
use Test::More;
use Time::HiRes qw(sleep);
use WebDriver;

my $beckon = Beckon->start;
my $shop = Shop->new($beckon);
my $driver = WebDriver->start;
my $W = $Shop::WIDGET;
my $NAME = 'beckon-' . $beckon->site_key;

sub db { return $beckon->db(@_) }
sub views { return scalar db('SELECT COUNT(*) FROM page_view') }

sub views_are {
	my ($n, $what) = @_;

	$beckon->until(sub { views() >= $n }, $what);
	sleep 0.7;
	is views(), $n, $what;
}

# The page's own script saw no error; the console is silent.
sub quiet {
	my ($browser, $what) = @_;
	my @said = map { "$_->{level} $_->{message}" } $browser->log;

	is_deeply \@said, [], "$what: nothing in the console";
}

# --- Seen -------------------------------------------------------------------

my $strict = q{<meta http-equiv="Content-Security-Policy" content="default-src
    'none'; script-src 'nonce-abc' 'strict-dynamic'; style-src 'self';
    connect-src } . $beckon->office_url . q{; img-src data:;
    require-trusted-types-for 'script'">};
my $watch = q{<script nonce="abc">window.before = Object.keys(window);
    window.shift = 0; window.broken = []; new PerformanceObserver((l) => {
    for (const e of l.getEntries()) window.shift += e.value; }).observe({type:
    'layout-shift', buffered: true}); addEventListener('error', (e) =>
    broken.push(e.message)); addEventListener('unhandledrejection', (e) =>
    broken.push(String(e.reason)));</script>};

my $anna = $driver->session;
my $home = $shop->page('strict', head => $strict . $watch,
    attr => 'nonce="abc"', body => '<a href="/next.html">next</a>');
my $next = $shop->page('next', body => '<a href="/strict.html">back</a>');

$anna->go($home);
$anna->find("$W.bubble");
is views(), 1, 'a page view is seen';
is_deeply [db('SELECT v.title, v.url, p.state FROM page_view v, presence p ' .
    'WHERE p.view_id = v.id')], [['strict', $home, 'new']],
    '... by its title and address, and the visitor is there';
my ($cookie) = grep { $_->{name} eq $NAME } $anna->cookies;
like $cookie->{value}, qr/^[0-9a-f]{64}$/, 'the browser keeps a token';
is $cookie->{domain}, '.shop.localhost', '... for the site and below';
is $cookie->{sameSite}, 'Lax', '... SameSite=Lax';
ok !$cookie->{secure}, '... for http and https alike';
is $anna->js("return localStorage.getItem('$NAME:token')"), $cookie->{value},
    '... and a copy of it';
is_deeply $anna->js('return Object.keys(window).filter((k) => ' .
    '!before.includes(k) && !["before", "ret_nodes"].includes(k))'),
    ['shift', 'broken'],
    'the page has no new names';
cmp_ok $anna->js('return window.shift'), '==', 0, '... and did not shift';
is_deeply $anna->js('return broken'), [], '... nor see an error';
is scalar(() = $anna->violations), 0, 'a strict policy has nothing to refuse';
quiet($anna, 'a strict page');

# --- The next page, and pages that make pages --------------------------------

$anna->click('a');
$anna->find("$W.bubble");
views_are(2, 'the next page is a page view');
is scalar(db('SELECT COUNT(*) FROM visitor')), 1, '... of the same visitor';
$anna->js(q{history.pushState({}, '', '/next.html?q=1');
    setTimeout(() => document.title = 'Searched', 100);});
views_are(3, 'pushState is a page view');
is scalar(db('SELECT title FROM page_view ORDER BY id DESC LIMIT 1')),
    'Searched', '... with the title that followed it';
$anna->js(q{location.hash = 'part'});
views_are(4, 'another hash is a page view');
$anna->js(q{history.replaceState({}, '', '/next.html?q=2')});
views_are(5, 'replaceState is a page view');
$anna->js(q{document.title = 'Renamed'});
$beckon->until(sub { db('SELECT title FROM page_view ORDER BY id DESC ' .
    'LIMIT 1') eq 'Renamed' }, 'another title');
is views(), 5, 'another title is not';

# --- Several tabs -------------------------------------------------------------

my $polls = 'return performance.getEntriesByType("resource").filter((e) => ' .
    'e.name.includes("/w/poll/") && e.startTime > (window.since || 0)).length';
my $mark = 'performance.setResourceTimingBufferSize(1000); ' .
    'window.since = performance.now()';
my $first = $anna->here;

$anna->js("$mark; document.addEventListener('visibilitychange', () => " .
    '{ if (document.hidden) window.since = performance.now(); else ' .
    'window.until = performance.now(); })');
my $second = $anna->tab;
$anna->go($home);
$anna->find("$W.bubble");
$anna->until('the tab in front to ask', sub { $anna->js($polls) > 1 }, 15);
$anna->to($first);
is $anna->js('return performance.getEntriesByType("resource").filter((e) => ' .
    'e.name.includes("/w/poll/") && e.startTime > since + 500 && ' .
    'e.startTime < until).length'), 0, 'only the tab in front asks';
$anna->js($mark);
$anna->until('the first tab to ask again', sub { $anna->js($polls) > 0 }, 15);
pass 'the tab that comes to the front asks from then on';
$anna->to($second);
$anna->leave;
$anna->to($first);
is scalar(db('SELECT COUNT(*) FROM visitor')), 1, 'all tabs are one visitor';

my $bert = $driver->session;
$shop->page('blank', site => 'a' x 16, attr => 'hidden');
$bert->go($beckon->shop_url . '/nowhere.html');
$bert->js(qq{for (let i = 0; i < 4; i++) window.open('$next?' + i)});
$beckon->until(sub { views() >= 10 }, 'four tabs');
is views(), 10, 'four tabs opened at once are seen';
is scalar(db('SELECT COUNT(*) FROM visitor')), 2, '... as one visitor';
$bert->quit;

# --- Gone, and back ------------------------------------------------------------

my $visitor = db('SELECT MIN(id) FROM visitor');

sub stays {
	return scalar db('SELECT gone_at > NOW(3) + INTERVAL 11 SECOND FROM ' .
	    "presence WHERE visitor_id = $visitor");
}

$anna->js('window.mark = 1');
$anna->go($home);
$anna->find("$W.bubble");
$anna->back;
$anna->until('the page', sub { $anna->js('return window.mark') });
pass 'the page comes back as it was';
$anna->js($mark);
$anna->until('it to ask again', sub { $anna->js($polls) > 0 }, 15);
pass '... and asks again';
$anna->go('about:blank');
$beckon->until(sub { !stays() }, 'the visitor goes');
pass 'who closes the page is soon gone';
$anna->go($home);
$anna->find("$W.bubble");
$beckon->until(sub { stays() }, 'the visitor is back');
pass '... and there again with the next page';

# --- A token nobody knows -------------------------------------------------------

$anna->js("document.cookie = '$NAME=" . ('0' x 64) .
    "; domain=shop.localhost; path=/'");
$anna->reload;
$beckon->until(sub { db('SELECT COUNT(*) FROM visitor') == 3 }, 'a visitor');
$anna->until('another token', sub {
	($cookie) = grep { $_->{name} eq $NAME } $anna->cookies;
	$cookie && $cookie->{value} =~ /[1-9a-f]/;
});
pass 'a foreign token is replaced';

# --- Other pages ------------------------------------------------------------------

my $port = $beckon->env('SHOP_PORT');
$anna->go("http://www.shop.example:$port/next.html");
$anna->find("$W.bubble");
ok !$anna->js('return isSecureContext'), 'on a page that is not secure';
($cookie) = grep { $_->{name} eq $NAME } $anna->cookies;
is $cookie->{domain}, '.shop.example', '... the widest domain has the cookie';
$anna->js($mark);
$anna->until('it to ask', sub { $anna->js($polls) > 0 }, 15);
pass '... and it asks without locks';

my $before = views();
$anna->go($shop->page('frame', site => 'a' x 16, attr => 'hidden',
    body => '<iframe src="/next.html"></iframe>'));
sleep 1.5;
is views(), $before, 'a page in a frame is silent';
is scalar(grep { $_->{message} =~ /Beckon: unknown_site/ } $anna->log), 1,
    'a site that nobody knows is told once in the console';
$anna->go($shop->page('siteless', site => ''));
sleep 1;
is scalar(grep { $_->{message} =~ /Beckon: .*no data-site/ } $anna->log), 1,
    '... and so is a tag without a site';
is views(), $before, '... and nothing is stored';

$before = views();
$anna->go($shop->page('barred', head => '<meta http-equiv=' .
    '"Content-Security-Policy" content="connect-src \'self\'"><script>' .
    "window.bars = 0; document.addEventListener('securitypolicyviolation', " .
    '() => bars++)</script>'));
$anna->until('a word', sub { grep { $_->{message} =~
    /Beckon: Content-Security-Policy refuses/ } $anna->log });
sleep 3;
is scalar(grep { $_->{message} =~ /Beckon: Content/ } $anna->log), 1,
    'a policy that bars the widget is told once';
is $anna->js('return bars'), 1, '... and it does not try again';

# The page's own script, worker and inline script are refused, of our origin.
my $server = $beckon->office_url;
$anna->go($shop->page('bars-itself', attr => 'nonce="abc"', head =>
    '<meta http-equiv="Content-Security-Policy" content="script-src ' .
    "'nonce-abc' 'strict-dynamic'; img-src data:\"><script nonce=\"abc\">" .
    'window.barred = []; document.addEventListener(' .
    '"securitypolicyviolation", (e) => barred.push(e.blockedURI))</script>',
    body => qq{<script src="$server/shop.js"></script>} .
    qq{<img src="$server/w.png" alt=""><script>1</script>}));
$anna->find("$W.bubble");
# Once more, now that the widget listens.
$anna->js("new Image().src = '$server/late.png'");
$anna->until('a refusal', sub { $anna->js('return barred.length') == 4 });
is_deeply [sort @{$anna->js('return barred')}],
    [sort "$server/shop.js", "$server/w.png", "$server/late.png", 'inline'],
    'what a page of our origin bars of its own';
$shop->invite($shop->visitor, 'Still there?');
$anna->find("$W.card");
pass '... does not silence the widget';
$shop->revoke($shop->visitor);
$anna->gone("$W.card");

my $swap = $shop->page('swap', body => '<p>old</p>');
$anna->go($swap);
$anna->find("$W.bubble");
$anna->js("document.body.innerHTML = '<p>new</p>'");
$anna->find("$W.bubble");
pass 'a page that replaces its body keeps the button';

# --- Not asking for messages --------------------------------------------------------

my $off = $shop->page('off', attr => 'data-check="off"');
$anna->go($off);
$anna->find("$W.bubble");
$anna->until('one poll', sub { $anna->js($polls) == 1 });
sleep 4;
is $anna->js($polls), 1, 'with check off it asks no more often than it must';
$shop->invite($shop->visitor, 'Are you there?');
sleep 2;
ok !$anna->shown("$W.card"), '... and is told nothing';
$anna->go($off);
$anna->find("$W.card");
pass '... before the next page view';

db("INSERT INTO setting VALUES ('tracking', '0') " .
    "ON DUPLICATE KEY UPDATE value = '0'");
my $carl = $driver->session;
$before = db('SELECT COUNT(*) FROM visitor');
$carl->go($home);
$carl->find("$W.bubble");
is scalar(db('SELECT COUNT(*) FROM visitor')), $before,
    'with tracking off nobody is recorded';
is scalar(grep { $_->{name} eq $NAME } $carl->cookies), 0,
    '... and the browser keeps nothing';

db("UPDATE setting SET value = '1' WHERE name = 'tracking'");
my $dora = $driver->session;
$dora->cdp('Page.addScriptToEvaluateOnNewDocument', source =>
    'navigator.__defineGetter__("globalPrivacyControl", () => true)');
$dora->go($home);
$dora->click("$W.bubble");
is scalar(db('SELECT COUNT(*) FROM visitor')), $before,
    'who asks for privacy is not recorded';
$dora->type("$W textarea", "I ask you\n");
$dora->reads("$W.log", qr/I ask you.*Sent/s);
is scalar(db('SELECT COUNT(*) FROM visitor')), $before + 1,
    '... until they write to us';

done_testing;
