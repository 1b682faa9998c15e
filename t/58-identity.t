#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# One browser is one visitor, over hosts, schemes, and settings that are wrong;
# and the health page says which.
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
my ($http, $https) = map { $beckon->env($_) } qw(SHOP_PORT SHOP_TLS_PORT);

sub db { return $beckon->db(@_) }
sub visitors { return scalar db('SELECT COUNT(*) FROM visitor') }

# The addresses of a page on hosts of any name.
sub plain { return "http://$_[0]:$http/$_[1].html" }
sub safe { return "https://$_[0]:$https/$_[1].html" }

# Goes there; back when the page view is known.
sub visit {
	my ($browser, $url) = @_;
	my $views = db('SELECT COUNT(*) FROM page_view');

	$shop->operator;
	$browser->go($url);
	$browser->find("$W.bubble");
	$beckon->until(sub {
		db('SELECT COUNT(*) FROM page_view') > $views
	}, $url);
}

sub types {
	my ($browser, $text) = @_;

	$browser->click("$W.bubble") if !$browser->shown("$W.window");
	$browser->type("$W.foot textarea", "$text\n");
	$browser->until("said $text", sub {
		!$browser->all("$W.sending") && $browser->all("$W.line")
	});
}

# The lines of the chat, once they are there.
sub reads {
	my ($browser, $lines, $what) = @_;

	$browser->until("the lines: @$lines", sub {
		Shop::shown($browser) == @$lines
	});
	is_deeply [Shop::shown($browser)], $lines, $what;
}

sub locked {
	my ($browser) = @_;

	$browser->click("$W.bubble") if !$browser->shown("$W.window");
	$browser->until('the link to the secure page', sub {
		$browser->all("$W.intro a.wide")
	});
}

# A site's pages forget what they reported; the options are as at first.
sub anew {
	db("DELETE FROM $_ WHERE site_id = $site")
	    for qw(site_report site_stray site_host);
	db("UPDATE site SET cookie_domain = '', force_ssl = 0,"
	    . " html5_storage = 1, tracking = 1, check_messages = 1");
	db("INSERT INTO site_host VALUES ($site, '$_')") for @_;
}

# What the health page finds, as "name state".
sub found {
	my $page = $shop->operator->get("/office/health?site=$site")->{content};
	my @all = $page =~ /<tr id="c-(\w+)" data-state="(\w+)"/g;
	my @bad;

	while (my ($name, $state) = splice @all, 0, 2) {
		push @bad, "$name $state" if $state ne 'ok';
	}
	return ("@bad", $page);
}

# --- http, https, http --------------------------------------------------------

$shop->page('tour');
anew('shop.example');
my $zoe = $driver->session;
my $plain = plain('shop.example', 'tour');
my $safe = safe('shop.example', 'tour');
visit($zoe, $plain);
my ($weak) = grep { $_->{name} !~ /^__/ } $zoe->cookies;
is scalar(grep { /^__Secure/ } map { $_->{name} } $zoe->cookies), 0,
    'an http page has no strong cookie';
visit($zoe, "$safe?card=1");
my ($strong) = grep { $_->{name} =~ /^__Secure/ } $zoe->cookies;
ok $strong->{secure}, 'on the first https page it is made';
isnt $strong->{value}, $weak->{value}, '... fresh';
is $strong->{domain}, '.shop.example', '... on the widest domain';
types($zoe, 'secret');
visit($zoe, $plain);
is visitors(), 1, 'http, https, http: one visitor';
unlike $zoe->js('return document.cookie'), qr/__Secure/,
    '... and http pages cannot read it';
is $zoe->js('return JSON.stringify(localStorage)') =~ /strong/ ? 1 : 0, 0,
    '... nor from storage';
locked($zoe);
ok !$zoe->shown("$W.window textarea"), 'the chat is shut there';
is scalar(Shop::shown($zoe)), 0, '... not a word of it';
is $zoe->attribute("$W.intro a.wide", 'href'), $safe,
    '... with a link to where it goes on';
$zoe->click("$W.intro a.wide");
reads($zoe, ['secret'], '... and there it is');
types($zoe, 'more');
is_deeply [$shop->lines($shop->visitor)], ['secret', 'more'],
    '... and goes on';

# --- www, apex, shop; two owners of one suffix ----------------------------------

anew();
my $ben = $driver->session;
my $before = visitors();
visit($ben, safe('www.fern.example', 'tour'));
types($ben, 'here');
for my $host (qw(fern.example shop.fern.example www.fern.example)) {
	visit($ben, safe($host, 'tour'));
	reads($ben, ['here'], "$host: the same chat");
}
is visitors(), $before + 1, '... of one visitor';

my $kim = $driver->session(flags =>
    ['--host-resolver-rules=MAP *.co.uk 127.0.0.1']);
$before = visitors();
visit($kim, plain('www.example.co.uk', 'tour'));
my ($cookie) = $kim->cookies;
is $cookie->{domain}, '.example.co.uk', 'a public suffix gets no cookie';
visit($kim, plain('example.co.uk', 'tour'));
is visitors(), $before + 1, '... and its site has one visitor';
visit($kim, plain('other.co.uk', 'tour'));
is visitors(), $before + 2, '... two sites on one suffix have two';

$shop->page('suffix', attr => 'data-domain="co.uk"');
anew('www.example.co.uk');
visit($kim, plain('www.example.co.uk', 'suffix')) for 1 .. 2;
is +(found())[0], 'refused fault', 'a public suffix as domain is reported';
is visitors(), $before + 2, '... and changes nothing';

# --- The tutorial's four --------------------------------------------------------

# A browser goes ten times from page to page with a chat: one visitor, one
# chat, and this is what the health page says of it.
sub ten {
	my ($wrong, $what, @pages) = @_;
	my $browser = $driver->session;
	my $n = visitors();

	visit($browser, $pages[0]);
	types($browser, 'kept');
	visit($browser, $pages[$_ % @pages]) for 1 .. 10;
	is visitors(), $n + 1, "$what: one visitor";
	reads($browser, ['kept'], '... and the chat is kept through ten pages');
	my ($found) = found();
	is $found, $wrong, '... the health page names ' .
	    ($wrong || 'nothing');
	$browser->quit;
}

sub mended {
	my ($what, %fields) = @_;

	$shop->deed('/office/health/mend', site => $site, mend => $what,
	    %fields);
	$shop->deed('/office/health/forget', site => $site);
}

my @both = (plain('shop.example', 'tour'), safe('shop.example', 'tour'));
anew('shop.example');
ten('schemes advice', 'http and https with storage', @both);
$shop->deed('/office/health/forget', site => $site);
ten('', '... https only', $both[1]);

anew('www.pot.example');
db("UPDATE site SET cookie_domain = 'shop.example'");
ten('domain fault', "another site's domain",
    plain('www.pot.example', 'tour'));
like((found())[1], qr/Configured shop\.example, seen on www\.pot\.example/,
    '... by name');
mended('domain', domain => 'pot.example');
is scalar(db('SELECT cookie_domain FROM site')), 'pot.example',
    '... replaced with a click';
ten('', '... mended', plain('www.pot.example', 'tour'));

anew('shop.example');
db('UPDATE site SET force_ssl = 1');
ten('ssl fault', 'SSL forced on http pages', plain('shop.example', 'tour'));
mended('ssl');
ten('', '... mended', plain('shop.example', 'tour'));

anew('shop.example');
$shop->page('tour', attr => 'data-domain="localhost"');
ten('server fault', "this server's domain", plain('shop.example', 'tour'));
$shop->page('tour', attr => 'data-domain="shop.example"');
$shop->deed('/office/health/forget', site => $site);
ten('', '... mended', plain('shop.example', 'tour'));

# --- What else there is to say --------------------------------------------------

$shop->page('tour', attr => 'data-domain="other.example"',
    body => '<script async src="' . $beckon->office_url .
    '/embed.js?2" data-domain="other.example" data-site="' .
    $beckon->site_key . '"></script>');
anew('shop.example');
my $eve = $driver->session;
visit($eve, plain('shop.example', 'tour'));
$beckon->until(sub { (found())[0] =~ /twice/ }, 'two snippets');
is +(found())[0], 'foreign fault twice fault',
    "another site's domain in the tag, and two snippets";
db('UPDATE site SET tracking = 0, check_messages = 0');
db("DELETE FROM site_host WHERE site_id = $site");
db("INSERT INTO site_stray (site_id, host) VALUES ($site, 'shop.example')");
is +(found())[0], 'foreign fault twice fault tracking advice check advice '
    . 'hosts advice', '... tracking and checks off, a host not listed';
$shop->deed('/office/health/mend', site => $site, mend => 'tracking');
$shop->deed('/office/health/mend', site => $site, mend => 'check');
is scalar(db('SELECT tracking + check_messages FROM site')), 2,
    '... on again with a click each';

done_testing;
