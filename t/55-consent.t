#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# Consent: a page that waits for it sends and stores nothing; who takes it
# back leaves nothing behind; and strict pages keep nothing of a visitor who
# does not use the widget.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use File::Temp qw(tempdir);
use Shop;
use Test::More;
use Time::HiRes qw(sleep);
use WebDriver;

# Here nginx writes down what visitors ask for, as it does not by itself.
my $dir = tempdir('beckon-log-XXXXXX', TMPDIR => 1, CLEANUP => 1);
my $beckon = Beckon->start(nginx => ["VISITOR_LOG=$dir/asked"]);
my $shop = Shop->new($beckon);
my $driver = WebDriver->start;
my $W = $Shop::WIDGET;
my $browser = $driver->session;

my $stub = '<script>window.beckon = window.beckon || function () ' .
    '{ (beckon.q = beckon.q || []).push(arguments); };</script>';

sub db { return $beckon->db(@_) }
sub visitors { return scalar db('SELECT COUNT(*) FROM visitor') }
sub views { return scalar db('SELECT COUNT(*) FROM page_view') }

# What the page's device has of us, and what was sent from there.
my $TRACES = <<'JS';
const own = location.host;
return (async () => [
	document.cookie,
	...Object.keys(localStorage), ...Object.keys(sessionStorage),
	...(await indexedDB.databases()).map((d) => d.name),
	...(await caches.keys()),
	...performance.getEntriesByType('resource').map((e) => e.name)
	    .filter((name) => new URL(name).host !== own &&
	    !/^data:|\/embed\.js$/.test(name))
].filter(Boolean))();
JS

# ... and what the browser asked the server for.
sub asked {
	open my $fh, '<', "$dir/asked" or die "$dir/asked: $!";
	return map { m{"(\w+ \S+) .* HeadlessChrome/} } <$fh>;
}

sub traces { return @{$browser->js($TRACES)} }
sub stored { return grep { !/^https?:/ } traces() }
sub online {
	return scalar db('SELECT COUNT(*) FROM presence WHERE gone_at > ' .
	    'NOW(3) + INTERVAL 11 SECOND');
}

# The loader has run as far as it goes: its mark stands on the page.
sub loaded {
	$browser->until('the loader', sub {
		$browser->js('return !!window[Symbol.for("beckon")]')
	});
}

# --- Waiting --------------------------------------------------------------------

my $wait = $shop->page('wait', attr => 'data-consent="wait"', head => $stub .
    '<script>beckon("event", "early"); beckon("set", {plan: "x"});' .
    'beckon("open"); beckon("on", "ready", () => 0);</script>');
my $again = $shop->page('again', attr => 'data-consent="wait"');
$shop->operator;
$browser->go($wait);
loaded();
$browser->js(q{history.pushState({}, '', '?next'); scrollTo(0, 9);
    document.title = 'x'; dispatchEvent(new Event('focus'));
    document.body.click();});
sleep 3.5; # as long as the loader's slowest timer
is_deeply [traces()], [], 'a page that waits for consent stores and sends nothing';
is $browser->shown("$W.bubble"), 0, '... and shows nothing';
is visitors(), 0, '... nobody is recorded';
is_deeply [asked()], ['GET /embed.js'],
    '... the server was asked for the loader alone';
$browser->js(q{beckon('consent', false)});
is_deeply [traces()], [], '... nor where the visitor says no';
is scalar($browser->cookies), 0, '... no cookie that script cannot read';

$browser->js(q{beckon('consent', true)});
$browser->find("$W.window");
pass 'with consent it begins';
ok scalar(grep { $_ eq 'POST /w/hello' } asked()), '... and is sent';
is visitors(), 1, '... the visitor is recorded';
$beckon->until(sub { db('SELECT COUNT(*) FROM visitor_event') }, 'the event');
pass '... what the page said before is done';
ok scalar(grep { /:consent$/ } stored()), '... and the choice is remembered';
$browser->go($again);
$browser->find("$W.bubble");
is visitors(), 1, '... on the next page, without another word';
my $first = $browser->here;
$browser->tab;
$browser->go($wait);
$browser->find("$W.bubble");
$beckon->until(sub { online() }, 'the visitor is online');

# --- Taken back -------------------------------------------------------------------

$browser->js(q{beckon('consent', false)});
$browser->gone("$W.bubble");
pass 'consent taken back: the button goes';
is_deeply [stored()], [], '... nothing stays on the device';
is scalar($browser->cookies), 0, '... no cookie at all';
$beckon->until(sub { !online() }, 'the visitor goes');
pass '... and the visitor is here no more';
$browser->js(q{performance.clearResourceTimings()});
$browser->to($first);
$browser->until('the other tab', sub { !$browser->shown("$W.bubble") });
pass 'another tab is silent too';
$browser->js(q{performance.clearResourceTimings();
    history.pushState({}, '', '?gone'); dispatchEvent(new Event('focus'));});
sleep 3.5;
is_deeply [traces()], [], '... from then on, whatever happens there';
is scalar($browser->cookies), 0, '... not a cookie';
$browser->reload;
loaded();
is_deeply [stored()], [], '... the next page waits again';
is $browser->shown("$W.bubble"), 0, '... and shows nothing';
$browser->js(q{beckon('consent', true)});
$browser->find("$W.bubble");
is visitors(), 2, 'given again it is another visitor';
$browser->js(q{beckon('consent', false); beckon('consent', true)});
$browser->find("$W.bubble");
$beckon->until(sub { visitors() == 3 }, 'a third');
pass '... on the same page too';
$browser->js(q{document.cookie.split('; ').forEach((c) => document.cookie =
    c.split('=')[0] + '=; max-age=0; path=/; domain=' + location.hostname);
    localStorage.clear(); sessionStorage.clear();});

# --- Back from the cache ------------------------------------------------------------

$browser->go($wait);
loaded();
$browser->js(q{beckon('consent', true); window.mark = 1;});
$browser->find("$W.window");
$browser->go($again);
$browser->find("$W.bubble");
$browser->js(q{beckon('consent', false)});
$browser->back;
loaded();
$browser->until('silence', sub { !$browser->shown("$W.bubble") });
is $browser->js('return window.mark'), 1, 'a page comes back as it was';
sleep 1;
is_deeply [stored()], [], '... and knows that consent was taken back meanwhile';

# --- Strict -----------------------------------------------------------------------

my $strict = $shop->page('strict', attr => 'data-consent="strict"');
my $n = visitors();
my $views = views();
$browser->go($strict);
$browser->find("$W.bubble");
is visitors(), $n + 1, 'on a strict page the visitor is there';
is_deeply [stored()], [], '... but the device has nothing';
is scalar($browser->cookies), 0, '... no cookie';
like $shop->operator->get('/office/visitors')->{content}, qr/this page only/,
    '... and the list says so';
$browser->js(q{history.pushState({}, '', '?two')});
$beckon->until(sub { views() == $views + 2 }, 'a view');
is visitors(), $n + 1, '... one row for the life of the page';
$shop->invite($shop->visitor, 'May I help?');
$browser->find("$W.card");
is_deeply [stored()], [], 'an invitation is shown, and nothing stored';
$browser->click("$W.card .top button");
$browser->gone("$W.card");
$browser->until('something stored', sub { stored() });
pass 'who closes it uses the widget: from then on as usual';
ok scalar($browser->cookies), '... with a cookie';
$beckon->until(sub { !db('SELECT unkept FROM visitor ORDER BY id DESC ' .
    'LIMIT 1') }, 'the mark goes');
pass '... and the mark in the list goes';
$browser->go($strict);
$browser->find("$W.bubble");
is visitors(), $n + 1, '... on the next page the same visitor';
$beckon->until(sub { $shop->invited($shop->visitor) eq 'closed' }, 'closed');
pass '... and the invitation closed';

my $other = $driver->session;
$browser = $other;
$browser->go($strict);
$browser->find("$W.bubble");
my $left = $browser->here;
$browser->tab;
$browser->go($strict);
$browser->click("$W.bubble");
is visitors(), $n + 3, 'two tabs of a strict page are two';
$browser->type("$W textarea", "Hello\n");
$browser->reads("$W.log", qr/Hello.*Sent/s);
my $asked = $shop->visitor;
$browser->to($left);
$browser->click("$W.bubble");
$browser->reads("$W.log", qr/Hello/);
pass '... until they are used: then one, with its chat';
is scalar(db("SELECT COUNT(*) FROM visitor WHERE id = $asked")), 1,
    '... which is the one that asked';

# --- Sec-GPC ------------------------------------------------------------------------

my $gpc = $driver->session;
$browser = $gpc;
$gpc->cdp('Page.addScriptToEvaluateOnNewDocument', source =>
    'navigator.__defineGetter__("globalPrivacyControl", () => true)');
$n = visitors();
$gpc->go($shop->page('plain'));
$gpc->find("$W.bubble");
is visitors(), $n, 'who asks for privacy is not recorded';
is_deeply [stored()], [], '... and the device has nothing';

done_testing;
