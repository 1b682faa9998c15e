#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# A link from one domain of a site to another, in a real browser: the same
# visitor, the same chat, and nothing of it in the address.
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
my $site = $beckon->db('SELECT id FROM site');
my %port = (http => $beckon->env('SHOP_PORT'),
    https => $beckon->env('SHOP_TLS_PORT'));

sub db { return $beckon->db(@_) }
sub visitors { return scalar db('SELECT COUNT(*) FROM visitor') }
sub address { return "$_[0]://$_[1]:$port{$_[0]}/$_[2]" }

db("DELETE FROM site_host");
db("INSERT INTO site_host VALUES ($site, '$_')")
    for qw(shop.example pay.second.example2);

# A browser that finds both.
sub browser {
	return $driver->session(flags => ['--host-resolver-rules='
		. 'MAP *.example 127.0.0.1, MAP *.example2 127.0.0.1']);
}

sub links {
	my ($scheme) = @_;
	my $to = address($scheme, 'pay.second.example2', 'pay.html');

	return join '', map { qq{<p><a id="$_->[0]" href="$_->[1]">$_->[0]</a>} }
	    ['plain', $to], ['rich', "$to?step=2#sum"],
	    ['own', address($scheme, 'shop.example', 'pay.html')],
	    ['other', address($scheme, 'elsewhere.example', 'pay.html')];
}

# Goes there; back when the page view is known.
sub visit {
	my ($browser, $url) = @_;
	my $views = db('SELECT COUNT(*) FROM page_view');

	$shop->operator;
	$browser->go($url) if defined $url;
	$browser->find("$W.bubble");
	$beckon->until(sub {
		db('SELECT COUNT(*) FROM page_view') > $views
	}, $url) if defined $url;
}

# Where a click leads, once the page there is known.
sub clicks {
	my ($browser, $id) = @_;
	my $views = db('SELECT COUNT(*) FROM page_view');

	$browser->click("#$id");
	$browser->until("the page behind $id", sub {
		$browser->js('return document.title') eq 'pay'
	});
	$beckon->until(sub {
		db('SELECT COUNT(*) FROM page_view') > $views
	}, "$id is seen");
	$browser->find("$W.bubble");
	return $browser->url;
}

# The module that looks after links is there.
sub ready {
	my ($browser) = @_;

	$browser->until('hand.js', sub { $browser->js('return performance'
	    . '.getEntriesByType("resource").some((r) => /hand\.js/.test(r.name))')
	});
}

$shop->page('pay');
for my $scheme (qw(http https)) {
	my $zoe = browser();
	my $to = address($scheme, 'pay.second.example2', 'pay.html');

	$shop->page('cart', body => links($scheme));
	visit($zoe, address($scheme, 'shop.example', 'cart.html'));
	$zoe->click("$W.bubble");
	$zoe->type("$W.foot textarea", "over $scheme\n");
	$zoe->until('said', sub { !$zoe->all("$W.sending") && $zoe->all("$W.line") });
	ready($zoe);
	my $before = visitors();
	is clicks($zoe, 'plain'), $to, "$scheme: the address is as the page made it";
	is visitors(), $before, '... and it is the same visitor';
	$zoe->click("$W.bubble") if !$zoe->shown("$W.window");
	$zoe->until('the chat', sub { (Shop::shown($zoe))[0] });
	is_deeply [Shop::shown($zoe)], ["over $scheme"], '... with the same chat';
	$zoe->type("$W.foot textarea", "and there\n");
	$zoe->until('said', sub {
		!$zoe->all("$W.sending") && Shop::shown($zoe) == 2
	});
	pass '... which goes on there';
	unlike db('SELECT GROUP_CONCAT(url, title) FROM page_view'), qr/beckon-hand/,
	    '... and the code is in no page view';
	unlike $zoe->js('return JSON.stringify(performance'
	    . '.getEntriesByType("resource"))'), qr/beckon-hand/,
	    '... nor in what the page loads';

	# The next pages there need no code.
	visit($zoe, $to);
	is visitors(), $before, 'the next page there: the same visitor';
	visit($zoe, address($scheme, 'shop.example', 'cart.html'));
	is visitors(), $before, '... and back in the shop';
	ready($zoe);
	is clicks($zoe, 'rich'), "$to?step=2#sum",
	    'a query and a fragment are as they were';
	is visitors(), $before, '... by the same visitor';
	$zoe->quit;
}

# --- What is left alone -------------------------------------------------------------

my $kim = browser();
visit($kim, address('http', 'shop.example', 'cart.html'));
ready($kim);
$shop->page('cart', body => links('http'));
visit($kim, address('http', 'shop.example', 'cart.html'));
ready($kim);
my %href = map { $_ => $kim->js('return document.getElementById('
    . 'arguments[0]).href', $_) } qw(own other);
$kim->js('for (const id of ["own", "other"]) document.getElementById(id)'
    . '.dispatchEvent(new PointerEvent("pointerdown", {bubbles: true,'
    . ' composed: true}))');
$kim->js('document.getElementById("plain").dispatchEvent(new PointerEvent('
    . '"pointerdown", {bubbles: true, composed: true}))');
$kim->until('the code in the link', sub { $kim->js('return /beckon-hand=/'
    . '.test(document.getElementById("plain").href)') });
pass 'a link to the other domain gets a code as soon as it is touched';
for (qw(own other)) {
	is $kim->js('return document.getElementById(arguments[0]).href', $_),
	    $href{$_}, "... and none that leads $_";
}
my $given = $kim->js('return new Promise((done) => beckon("link",'
    . ' arguments[0], done))', address('http', 'pay.second.example2', 'pay.html'));
like $given, qr/\?beckon-hand=[0-9a-f]{32}$/,
    "a page's script gets such an address";
my $before = visitors();
visit($kim, $given);
is visitors(), $before, '... which is as good';
unlike $kim->url, qr/beckon/, '... and gone at once';
visit($kim, $given);
is visitors(), $before, '... a copy of it changes nothing here';
my $eve = browser();
visit($eve, $given);
is visitors(), $before + 1, '... and is worth nothing in another browser';
is_deeply [$kim->violations], [], 'no policy was hurt';

done_testing;
