#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# Pages that are hard on a script of somebody else's: hostile, strict, without
# storage, replaced under our feet.  The widget works there or is silent, and
# the page never hears of it.
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

sub db { return $beckon->db(@_) }
sub views { return scalar db('SELECT COUNT(*) FROM page_view') }
sub visitors { return scalar db('SELECT COUNT(*) FROM visitor') }

my $watch = '<script>window.broken = []; addEventListener("error", (e) => ' .
    'broken.push(e.message)); addEventListener("unhandledrejection", (e) => ' .
    'broken.push(String(e.reason)));</script>';

# What the page has broken does not break our looking at it.
sub look {
	my ($browser, $script) = @_;

	return $browser->cdp('Runtime.evaluate', expression => $script,
	    returnByValue => JSON::PP::true)->{result}{value};
}

# The loader came and did what it could in each of them: its page view, or
# nothing more.
sub settled {
	my (@browsers) = @_;

	for my $browser (@browsers) {
		$browser->until('the script', sub {
			look($browser, 'performance.getEntriesByType(' .
			    '"resource").some((e) => e.name.endsWith(' .
			    '"/embed.js") && e.responseEnd > 0)');
		});
	}
	sleep 0.5;
	look($_, <<'JS') for @browsers;
dispatchEvent(new Event('focus'));
dispatchEvent(new Event('online'));
history.pushState({}, '', '?again');
dispatchEvent(new Event('scroll'));
dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}));
JS
	sleep 3.5; # as long as the loader's slowest timer
}

# Works: seen, invited, answers.
sub works {
	my ($what, $browser) = @_;

	$browser->find("$W.bubble");
	my $visitor = $shop->visitor;
	$shop->invite($visitor, 'May I help?');
	$browser->find("$W.card");
	$browser->type("$W.card textarea", "Please\n");
	$browser->reads("$W.log", qr/Please.*Sent/s);
	is_deeply [$shop->lines($visitor)], ['May I help?', 'Please'],
	    "$what: an invitation is answered";
}

sub unharmed {
	my ($browser) = @_;

	is_deeply $browser->js('return broken'), [], '... the page saw no error';
}

# --- The strictest policy ---------------------------------------------------------

my $browser = $driver->session;
my $strict = q{<meta http-equiv="Content-Security-Policy" content="default-src
    'none'; script-src 'nonce-abc' 'strict-dynamic'; style-src 'self';
    connect-src } . $beckon->office_url . q{; img-src data:;
    require-trusted-types-for 'script'">};
(my $nonced = $watch) =~ s/<script/<script nonce="abc"/;
$browser->go($shop->page('strict', head => $strict . $nonced,
    attr => 'nonce="abc"'));
works('a strict policy', $browser);
$browser->js(q{beckon('set', {plan: 'gold'}); beckon('event', 'here')});
$beckon->until(sub { db('SELECT COUNT(*) FROM visitor_event') }, 'an event');
pass '... the page talks to it';
is scalar(() = $browser->violations), 0, '... and nothing had to be refused';
unharmed($browser);
$browser->quit;

# --- Hostile pages ------------------------------------------------------------------

my %hostile = (
	'for-in over everything' => <<'JS',
for (const proto of [Object.prototype, Array.prototype, Function.prototype])
	proto.extra = function () { return 'extra'; };
JS
	'setters on Object.prototype' => <<'JS',
for (const name of ['token', 'state', 'chat', 'open', 'nonce', 'lead', 'text',
    'localStorage token', 'q', 'consent', 'invitation', 'site', 'box'])
	Object.defineProperty(Object.prototype, name, {configurable: true,
	    set() { throw new Error('caught ' + name); }, get() {}});
JS
	'Array.prototype' => <<'JS',
const old = Array.prototype.map;
Array.prototype.map = function (...a) { return old.apply(this, a); };
Array.prototype.at = () => { throw new Error('at'); };
Array.prototype.toJSON = function () { return 'x'; };
JS
	'a fetch that throws' =>
	    'window.fetch = () => { throw new Error("no fetch"); };',
	'a fetch that says nonsense' =>
	    'window.fetch = () => Promise.resolve({status: 200});',
	'a fetch that never answers' =>
	    'window.fetch = () => new Promise(() => {});',
	'JSON' => 'JSON.parse = JSON.stringify = () => { throw 1; };' .
	    'Response.prototype.json = () => { throw new Error("json"); };',
	'storage that throws' => <<'JS',
for (const name of ['localStorage', 'sessionStorage'])
	Object.defineProperty(window, name, {get() { throw new Error(name); }});
JS
	'no BroadcastChannel, no locks, no crypto' => <<'JS',
delete window.BroadcastChannel;
Object.defineProperty(navigator, 'locks', {value: undefined});
crypto.getRandomValues = () => { throw new Error('no chance'); };
JS
	'an observer that breaks' => <<'JS',
window.BroadcastChannel = function () { throw new Error('no channel'); };
navigator.locks.request = () => { throw new Error('no lock'); };
JS
	'a beckon that cannot be changed' => <<'JS',
Object.defineProperty(window, 'beckon', {value: 7});
JS
);
# With these it works; with the rest it is silent.
my %works = map { $_ => 1 } 'for-in over everything', 'Array.prototype',
    'storage that throws';
my @hostile = map {{
	what => $_,
	page => $shop->page('hostile-' . (tr/a-zA-Z//cdr), head =>
	    "$watch<script>$hostile{$_}</script>"),
	works => $works{$_},
}} sort keys %hostile;

my $clobbered = join '', map { "<form name=\"$_\" id=\"$_\"><input name=\"q\">" .
    '</form>' } qw(cookie title hidden body documentElement readyState
    currentScript querySelector referrer addEventListener prerendering beckon
    beckonSettings);
push @hostile, {what => 'forms named like the document\'s own',
    page => $shop->page('clobbered', head => $watch, body => $clobbered)};

# Four at a time, each in a browser of its own.
while (my @some = splice @hostile, 0, 4) {
	$_->{session} = $driver->session for @some;
	$_->{session}->go($_->{page}) for @some;
	settled(map { $_->{session} } @some);
	for (@some) {
		is_deeply look($_->{session}, 'broken'), [],
		    "$_->{what}: the page sees no error";
		is look($_->{session},
		    '!!document.querySelector("beckon-widget")'), 1,
		    '... and has the widget' if $_->{works};
		$_->{session}->quit;
	}
}

my $session = $driver->session;
$session->go($shop->page('clobber', head => $watch, body =>
    '<form name="cookie"></form><form id="beckon"></form>' .
    '<img name="title" alt="">'));
works('forms named cookie and beckon', $session);
unharmed($session);
$session->quit;

$session = $driver->session;
$session->go($shop->page('unseen', head => "$watch<style>body *, " .
    'beckon-widget { display: none !important; opacity: 0 !important; ' .
    'visibility: hidden !important; pointer-events: none !important }</style>'));
works('a style that hides everything', $session);
unharmed($session);
$session->quit;

$session = $driver->session;
$session->go($shop->page('removes', head => $watch, body => <<'JS'));
<script>
let left = 3;
new MutationObserver((all) => all.forEach((one) => one.addedNodes.forEach(
    (node) => node.localName === 'beckon-widget' && left-- > 0 &&
    node.remove()))).observe(document, {childList: true, subtree: true});
</script>
JS
$session->find("$W.bubble", 30);
works('a page that removes us, three times', $session);
unharmed($session);
$session->quit;

# --- Without any storage --------------------------------------------------------------

$session = $driver->session(flags => ['--disable-cookies']);
$session->cdp('Page.addScriptToEvaluateOnNewDocument', source => <<'JS');
for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
	Object.defineProperty(window, name, {get() {
		throw new DOMException('denied', 'SecurityError');
	}});
Object.defineProperty(Document.prototype, 'cookie', {get: () => '', set() {}});
Object.defineProperty(Navigator.prototype, 'cookieEnabled', {get: () => false});
Object.defineProperty(Navigator.prototype, 'locks', {value: {request: () =>
    Promise.reject(new DOMException('denied', 'SecurityError'))}});
JS
my ($n, $before) = (visitors(), views());
$session->go($shop->page('nothing', head => $watch));
works('a browser that keeps nothing', $session);
$session->js(q{history.pushState({}, '', '?two')});
$beckon->until(sub { views() == $before + 2 }, 'a second view');
is visitors(), $n + 1, '... one row for the life of the page';
my $list = $shop->operator->get('/office/visitors')->{content};
my $visitor = $shop->visitor;
my ($row) = $list =~ m{(<tr id="v$visitor".*?</tr>)}s;
like $row, qr/this page only/, '... marked so in the list';
unharmed($session);

# Two such pages do not know of each other, and neither is forgotten.
my $first = $session->here;
$session->tab;
$session->go($shop->page('nothing', head => $watch));
$session->find("$W.bubble");
is visitors(), $n + 2, 'another page of it is another visitor';
ok !$session->shown("$W.log"), '... without the chat of the first';
$session->to($first);
$session->reads("$W.log", qr/Please/);
pass '... which keeps it';
$session->quit;

# --- Pages that make pages --------------------------------------------------------------

$session = $driver->session;
my $router = $shop->page('router', head => $watch, body => <<'HTML');
<main id="main">one</main>
<script>
// As htmx and Turbo do: content is fetched and put in, then the address.
async function swap(url, whole) {
	const text = await (await fetch(url)).text();
	const page = new DOMParser().parseFromString(text, 'text/html');
	if (whole)
		document.documentElement.replaceChild(
		    document.adoptNode(page.body), document.body);
	else
		document.getElementById('main').textContent = url;
	document.title = url;
	history.pushState({}, '', url);
}
</script>
HTML
$before = views();
$session->go($router);
$session->find("$W.bubble");
my $is = $before;
my @steps = (["history.pushState({}, '', '?a')", 'pushState'],
    ["history.replaceState({}, '', '?b')", 'replaceState'],
    ["location.hash = 'c'", 'a hash'],
    ["return swap('/router.html?d', false)", 'a part that is swapped'],
    ["return swap('/router.html?e', true)", 'a body that is swapped'],
    ['history.back()', 'back']);
for my $step (@steps) {
	my ($script, $what) = @$step;

	$beckon->until(sub { views() >= $is + 1 }, "before $what");
	$is = views();
	$session->js($script);
	$beckon->until(sub { views() > $is }, $what);
	is views(), $is + 1, "$what is a page view";
	$session->find("$W.bubble");
}
sleep 1;
is views(), $before + 1 + @steps, '... and each is one';
is scalar(() = $session->js('return document.querySelectorAll(' .
    '"beckon-widget").length')), 1, 'there is one widget all the time';
unharmed($session);

# --- What the page feels -----------------------------------------------------------------

$session = $driver->session;
$session->go($shop->page('felt', head => <<'HTML', body => '<p>text</p>' x 50));
<script>
window.felt = {shift: 0};
new PerformanceObserver((list) => list.getEntries().forEach((e) =>
    felt.shift += e.value)).observe({type: 'layout-shift', buffered: true});
</script>
HTML
$session->find("$W.bubble");
$session->until('the frame after it', sub { $session->js(<<'JS') });
return new Promise((done) => requestAnimationFrame(() =>
    requestAnimationFrame(() => done(true))));
JS
cmp_ok $session->js('return felt.shift'), '==', 0, 'nothing on the page moves';
is $session->js('return getComputedStyle(document.querySelector(' .
    '"beckon-widget")).position'), 'fixed', '... nor can it';

done_testing;
