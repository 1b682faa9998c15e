#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# Signing in and out in a real browser: what the next person at it sees of the
# chat before, in this tab and in others.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Digest::SHA qw(hmac_sha256_hex);
use Shop;
use Test::More;
use WebDriver;

my $beckon = Beckon->start;
my $shop = Shop->new($beckon);
my $driver = WebDriver->start;
my $W = $Shop::WIDGET;
my $secret = 's' x 64;

sub db { return $beckon->db(@_) }

db("INSERT INTO site_secret (site_id, secret) SELECT id, '$secret' FROM site");

sub claim {
	my ($user) = @_;
	my $at = time;

	return "$user:$at:" . hmac_sha256_hex('beckon-user' .
	    "\n" . $beckon->site_key . "\n$user\n$at", $secret);
}

# A page for this user, or for nobody.
sub page_of {
	my ($name, $user) = @_;

	return $shop->page($name,
	    $user ? (attr => 'data-user="' . claim($user) . '"') : ());
}

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

sub opens {
	my ($browser) = @_;

	$browser->click("$W.bubble") if !$browser->shown("$W.window");
	$browser->find("$W.foot textarea");
}

sub types {
	my ($browser, $text) = @_;

	opens($browser);
	$browser->type("$W.foot textarea", "$text\n");
	$browser->until("said $text", sub {
		!$browser->all("$W.sending") && $browser->all("$W.line")
	});
}

sub lines_of { return join '|', Shop::shown($_[0]) }

# Who looked at a page last, as operators see it.
sub seen_as {
	return join ' ', map { @$_ } db("SELECT COALESCE(p.user_id, '-'),"
	    . ' v.signed FROM visitor v LEFT JOIN profile p'
	    . ' ON p.id = v.profile_id WHERE v.id = ' . $shop->visitor);
}

my $out = page_of('out');
my $bob = page_of('bob', 'bob');
my $eve = page_of('eve', 'eve');
my $zoe = $driver->session;

# --- A chat begun before --------------------------------------------------------

visit($zoe, $out);
types($zoe, 'anonymous words');
visit($zoe, $bob);
is seen_as(), 'bob 1', 'she signs in';
opens($zoe);
is lines_of($zoe), '', '... and her chat before does not follow';
is db("SELECT kind FROM chat_event ORDER BY id DESC LIMIT 1"), 'signed in',
    '... which its history says';

# --- The same person signs out and chats on ----------------------------------------

types($zoe, 'words of bob');
my $profile = db('SELECT profile_id FROM visitor WHERE id = '
    . $shop->visitor);
visit($zoe, $bob);
$zoe->until('the chat goes on', sub { lines_of($zoe) eq 'words of bob' });
pass 'the chat goes on from page to page';
$zoe->type("$W.foot textarea", 'half a wo');
visit($zoe, $out);
is seen_as(), 'bob 0', 'signed out: the record says who it was';
opens($zoe);
is lines_of($zoe), '', '... the chat is out of reach';
is $zoe->value("$W.foot textarea"), '', '... and what was half written';
unlike $zoe->js('return JSON.stringify({...sessionStorage})'),
    qr/half|words/, '... nothing of it is kept';
types($zoe, 'chats on');
visit($zoe, $bob);
is db('SELECT profile_id FROM visitor WHERE id = ' . $shop->visitor),
    $profile, 'signed in again: the same profile';
is db("SELECT COUNT(DISTINCT v.id) FROM visitor v JOIN chat c"
    . " ON c.visitor_id = v.id WHERE v.profile_id = $profile"), 2,
    '... in which operators find both chats';

# --- Another person ------------------------------------------------------------------

types($zoe, 'secret of bob');
visit($zoe, $eve);
is seen_as(), 'eve 1', 'another person signs in: a fresh profile';
opens($zoe);
is lines_of($zoe), '', '... and nothing of the chat before';
is scalar(grep { $_->{name} =~ /^beckon/ } $zoe->cookies), 1,
    '... with one cookie';

# --- Two tabs ---------------------------------------------------------------------------

types($zoe, 'words of eve');
my $first = $zoe->here;
$zoe->tab;
visit($zoe, $out);
my $second = $zoe->here;
$zoe->to($first);
$zoe->until('the first tab forgets', sub { lines_of($zoe) eq '' });
pass 'signed out in one tab: the other one shows nothing more of the chat';
my $now = $shop->visitor;
$zoe->js("history.pushState(null, '', '/again')");
$beckon->until(sub { db('SELECT COUNT(*) FROM page_view'
    . " WHERE url LIKE '%again'") }, 'the next view of the first tab');
is $shop->visitor, $now, '... whose next view is of who is there now';
is seen_as(), 'eve 0', '... and signs nobody in again';
$zoe->to($second);
types($zoe, 'as nobody');
$zoe->to($first);
$zoe->until('both show it', sub { lines_of($zoe) eq 'as nobody' });
pass 'both tabs go on as one visitor';

# --- Without a page load -------------------------------------------------------------------

$zoe->js('beckon("identify", arguments[0])', claim('ann'));
$beckon->until(sub { db("SELECT COUNT(*) FROM profile"
    . " WHERE user_id = 'ann'") }, 'ann is told');
$zoe->until('the chat is gone', sub { lines_of($zoe) eq '' });
types($zoe, 'words of ann');
$zoe->js('beckon("reset")');
$zoe->until('the chat is gone', sub { lines_of($zoe) eq '' });
is db("SELECT GROUP_CONCAT(v.signed) FROM visitor v JOIN profile p"
    . " ON p.id = v.profile_id AND p.user_id = 'ann'"), '1,0',
    "a page's script signs in and out without another page";
is_deeply [$zoe->violations], [], 'no policy was hurt';
is scalar(grep { $_->{level} eq 'SEVERE' && $_->{message} !~ /401/ }
    $zoe->log), 0, '... and nothing was thrown';

done_testing;
