#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# Many tabs of one browser are one visitor whom one tab asks for, and when
# that tab crashes, freezes, waits in the cache or is closed, another one does.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Shop;
use Test::More;
use Time::HiRes qw(time);
use WebDriver;

my $TABS = 12;

my $beckon = Beckon->start;
my $shop = Shop->new($beckon);
my $driver = WebDriver->start;
my $W = $Shop::WIDGET;
my $browser = $driver->session;

# Each tab writes down what it does, for the tab in front to read: looking into
# a tab would bring it to the front.
my $diary = <<'JS';
<script>
performance.setResourceTimingBufferSize(5000);
const me = 'diary' + location.search;
const write = () => localStorage.setItem(me, JSON.stringify({
	polls: performance.getEntriesByType('resource').filter((e) =>
	    e.name.includes('/w/poll/')).length,
	card: !!document.querySelector('beckon-widget')?.shadowRoot
	    .querySelector('.card:not([hidden])')
}));
setInterval(write, 200);
</script>
JS
my $page = $shop->page('tab', head => $diary);
$shop->page('blank', site => '');

sub db { return $beckon->db(@_) }

# What the tabs wrote, by their number.
sub diary {
	return $browser->js(<<'JS');
return Object.fromEntries(Object.keys(localStorage)
    .filter((k) => k.startsWith('diary?')).map((k) =>
    [k.slice(6), JSON.parse(localStorage[k])]));
JS
}

sub polls { my $d = diary(); return map { $d->{$_}{polls} } sort keys %$d }
sub cards { my $d = diary(); return grep { $d->{$_}{card} } sort keys %$d }
sub number { return $browser->js('return location.search.slice(1)') }

# This tab asks: it comes to the front, and is heard.
sub leads {
	my ($tab) = @_;

	$browser->to($tab);
	my $n = number();
	my $before = diary()->{$n}{polls};
	$browser->until("tab $n to ask", sub {
		diary()->{$n}{polls} > $before
	}, 20);
	$beckon->until(sub { state() ne 'hidden' }, 'a tab in front');
}

# Nobody looks at any of the other tabs; so who asks for them says.
sub state { return scalar db('SELECT state FROM presence') }

sub another {
	my ($what) = @_;
	my $since = time;

	$beckon->until(sub { state() eq 'hidden' }, $what);
	pass $what;
	note sprintf 'after %.1f s', time - $since;
}

# --- Twelve at once -------------------------------------------------------------

$browser->go($beckon->shop_url . '/blank.html');
my $blank = $browser->here;
$browser->js("for (let i = 10; i < 10 + $TABS; i++) " .
    "window.open('$page?' + i, '_blank', 'noopener')");
$beckon->until(sub { db('SELECT COUNT(*) FROM page_view') == $TABS },
    'twelve tabs');
is scalar(db('SELECT COUNT(*) FROM visitor')), 1,
    'twelve tabs at once are one visitor';
is scalar(db('SELECT COUNT(*) FROM presence')), 1, '... one row in the list';
is scalar(db('SELECT COUNT(*) FROM visit')), 1, '... one visit';

my @tabs = grep { $_ ne $blank } $browser->tabs;
is scalar(@tabs), $TABS, 'all are open';
leads($tabs[0]);
my @before = polls();
$browser->until('three more', sub {
	my @now = polls();
	my $sum = 0;
	$sum += $now[$_] - $before[$_] for 0 .. $#now;
	$sum >= 3;
}, 30);
my @after = polls();
is scalar(grep { $after[$_] > $before[$_] } 0 .. $#after), 1,
    'one tab asks for all of them';

# --- One invitation ---------------------------------------------------------------

$shop->invite($shop->visitor, 'May I help?');
$browser->find("$W.card");
my $here = number();
$browser->until('the one card', sub { "@{[cards()]}" eq $here });
pass 'an invitation is shown in one tab';
$browser->to($tabs[1]);
$browser->find("$W.card");
$here = number();
$browser->until('the other tab to hide it', sub { "@{[cards()]}" eq $here });
pass '... in the one that comes to the front';
$browser->click("$W.card .top button");
$browser->gone("$W.card");
$browser->until('none', sub { !cards() });
$browser->to($tabs[3]);
$browser->find("$W.bubble");
leads($tabs[3]);
is $browser->shown("$W.card"), 0, '... and closed in one it is closed in all';

# --- The leader goes ----------------------------------------------------------------

$browser->cdp('Page.setWebLifecycleState', state => 'frozen');
another('the leading tab is frozen: another asks');

leads($tabs[4]);
$browser->go($beckon->shop_url . '/blank.html');
another('the leading tab is in the cache: another asks');
$browser->back;
$beckon->until(sub { state() ne 'hidden' }, 'the tab in front');
pass '... until it comes back';

leads($tabs[5]);
$browser->leave;
# Whoever asks from now on is there for longer than that.
db('UPDATE presence SET gone_at = NOW(3) + INTERVAL 5 SECOND');
$beckon->until(sub { db('SELECT gone_at > NOW(3) + INTERVAL 10 SECOND
    FROM presence') }, 'closed');
pass 'the leading tab is closed: another asks';

leads($tabs[6]);
eval { $browser->call(POST => '/url', {url => 'chrome://crash'}) };
another('the leading tab crashes: another asks');
leads($tabs[7]);
is scalar(db('SELECT COUNT(*) FROM visitor')), 1, 'still one visitor';
is scalar(db('SELECT COUNT(*) FROM presence WHERE gone_at > NOW(3)')), 1,
    '... who was here all the time';

done_testing;
