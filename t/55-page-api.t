#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# A page's own script and the widget: what it may ask for, what it is told,
# and that nothing of ours ever fails there.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Shop;
use Test::More;
use WebDriver;

my $beckon = Beckon->start;
my $shop = Shop->new($beckon);
my $driver = WebDriver->start;
my $W = $Shop::WIDGET;

sub db { return $beckon->db(@_) }

# As beckon-widget(7) gives it, and what records everything.
my $stub = <<'JS';
<script>
if (typeof beckon !== 'function')
	window.beckon = function () {
		(beckon.q = beckon.q || []).push(arguments);
	};
window.heard = []; window.broken = [];
addEventListener('error', (e) => broken.push(e.message));
addEventListener('unhandledrejection', (e) => broken.push(String(e.reason)));
for (const name of ['ready', 'open', 'close', 'message', 'chat', 'invitation',
    'unread']) {
	beckon('on', name, () => { throw new Error('the page\'s own'); });
	beckon('on', name, (data) => heard.push([name, data]));
}
</script>
JS

my $browser = $driver->session;

# What the page heard of one thing, oldest first.
sub heard {
	my ($name) = @_;

	return @{$browser->js('return heard.filter((h) => h[0] === ' .
	    'arguments[0]).map((h) => h[1] ?? null)', $name)};
}

sub hears {
	my ($name, $code, $what) = @_;

	$browser->until($what, sub { grep { $code->($_) } heard($name) });
	pass $what;
}

# --- Before we are there --------------------------------------------------------

my $page = $shop->page('api', head => $stub . <<'JS');
<script>
beckon('set', {name: 'Zoe', email: 'zoe@shop.example', plan: 'gold',
    cart: {sum: 12}});
beckon('event', 'viewed', {sku: 7});
beckon('hide');
beckon('nonsense');
beckon('constructor');
beckon();
</script>
JS
$shop->operator;
$browser->go($page);
hears('ready', sub { 1 }, 'a page is told when the widget is ready');
is $browser->shown("$W.bubble"), 0, 'what it said before is done: no button';
my $visitor = $shop->visitor;
$beckon->until(sub { db('SELECT COUNT(*) FROM visitor_event') }, 'the event');
is_deeply [db('SELECT name, data FROM visitor_event WHERE visitor_id = ' .
    $visitor)], [['viewed', '{"sku":7}']], '... the event is in the history';
is_deeply [db('SELECT name, value FROM visitor_attribute WHERE visitor_id = ' .
    "$visitor ORDER BY name")], [['cart', '{"sum":12}'],
    ['email', 'zoe@shop.example'], ['name', 'Zoe'], ['plan', 'gold']],
    '... and who the visitor is said to be';
is scalar(grep { $_->{message} =~ /there is no command/ } $browser->log), 3,
    'what is no command is told in the console';

# --- Now -------------------------------------------------------------------------

$browser->js(q{beckon('show')});
$browser->find("$W.bubble");
pass 'the button is shown again';
$browser->js(q{beckon('open')});
$browser->find("$W.window");
pass 'the page opens the window';
hears('open', sub { 1 }, '... and is told so');
$browser->js(q{beckon('close')});
$browser->gone("$W.window");
pass 'the page closes the window';
hears('close', sub { 1 }, '... and is told so');
is scalar(heard('open')), 1, '... each once';

$browser->js(q{beckon('hide')});
$browser->gone("$W.bubble");
$shop->invite($visitor, 'May I help?');
$browser->find("$W.card");
pass 'without its button the widget still shows an invitation';
hears('invitation', sub { $_[0] && $_[0]{text} eq 'May I help?' },
    '... and the page is told of it');
$browser->type("$W.card textarea", "Yes\n");
hears('chat', sub { $_[0] && $_[0]{status} eq 'pending' },
    'the page is told that a chat begins');
hears('invitation', sub { !$_[0] }, '... and that the invitation is over');
$shop->accept($visitor);
hears('chat', sub { $_[0] && $_[0]{status} eq 'active' },
    '... that somebody is there');
$browser->js(q{beckon('close')});
$browser->gone("$W.window");
$shop->say($visitor, 'With what?');
hears('message', sub { $_[0]{text} eq 'With what?' },
    '... what they say');
hears('unread', sub { $_[0] == 1 }, '... and that it was not read');
$browser->js(q{window.late = null; beckon('on', 'unread', (n) => late = n)});
$browser->until('the state', sub { defined $browser->js('return late') });
is $browser->js('return late'), 1, 'who listens late hears how things stand';

# --- The next page ----------------------------------------------------------------

$browser->reload;
hears('ready', sub { 1 }, 'the next page says the same');
$beckon->until(sub { db('SELECT COUNT(*) FROM visitor_event') == 2 },
    'another event');
is $browser->js('return performance.getEntriesByType("resource")' .
    '.filter((e) => e.name.endsWith("/w/set")).length'), 0,
    '... what the server knows already is not told again';
is_deeply [grep { defined && $_->{text} } heard('message')], [],
    '... and old lines are no news';
is scalar(() = grep { $_->{message} =~ /what the page does on/ }
    $browser->log) > 5, 1, 'what the page itself breaks is in the console';
is_deeply $browser->js('return broken'), [], '... and nothing else broke';

# --- A page that has no stub --------------------------------------------------------

my $plain = $driver->session;
$plain->go($shop->page('plain', body => '<script>window.broken = [];' .
    'addEventListener("error", (e) => broken.push(e.message));</script>' .
    '<button id="ask" onclick="beckon(\'open\')">Ask us</button>'));
$plain->find("$W.bubble");
is $plain->js('return performance.getEntriesByType("resource")' .
    '.filter((e) => e.name.endsWith("/api.js")).length'), 0,
    'a page that says nothing loads nothing for it';
$plain->click('#ask');
$plain->find("$W.window");
pass "a page's own button opens the window";
is $plain->js(q{return document.activeElement.localName}), 'beckon-widget',
    '... and has the focus there';
is_deeply $plain->js('return broken'), [], '... without a stub';
$plain->quit;

# --- A page that has the name for itself ----------------------------------------------

my $taken = $driver->session;
for (['function', q{function beckon() {
	(beckon.q = beckon.q || []).push(arguments); }
	beckon('event', 'declared', 'yes');
	beckon('set', {plan: 'gold', constructor: 'theirs', toString: 'too'});}],
    ['value', 'var beckon = {q: 5};'],
    ['constant', 'Object.defineProperty(window, "beckon", {value: 5});']) {
	my ($name, $js) = @$_;
	$taken->go($shop->page("taken-$name", body => "<script>$js</script>"));
	$taken->find("$W.bubble");
	pass "a page whose own $name is named beckon has the widget";
}
$beckon->until(sub { db("SELECT COUNT(*) FROM visitor_event"
    . " WHERE name = 'declared'") }, 'what it said');
pass '... and a stub that is declared is one';
$beckon->until(sub { db("SELECT COUNT(*) FROM visitor_attribute"
    . " WHERE name = 'constructor' AND value = 'theirs'") }, 'the attribute');
pass '... whatever an attribute is called';

done_testing;
