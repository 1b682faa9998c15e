#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# What a page gets from visit: first contact and page views; and what it gets
# for bad fields, foreign tokens, repeats and races.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use FCGI;
use HTTP::Tiny;
use JSON::PP;
use Test::More;
use Visit;

my $beckon = Beckon->start(only => 'mariadb,pulse,poll,visit,nginx');
visit_with($beckon);
zoe();

# --- First contact and page views -------------------------------------------

my %first = page(nonce => nonce(), title => '<script>alert(1)</script>',
    url => 'http://eve:secret@shop.example/a?b=c', ref => 'javascript:x()');
my $r = widget('/w/hello', \%first);
is $r->{status}, 200, 'a browser that comes first is welcome';
is $r->{headers}{'access-control-allow-origin'}, '*', '... from any page';
is $r->{headers}{'cache-control'}, 'no-store', '... afresh each time';
like $r->{json}{token}, qr/^[0-9a-f]{64}$/, '... gets a token';
like $r->{json}{box}, qr/^[0-9a-f]{32}$/, '... and a mailbox';
ok $r->{json}{tracking} && $r->{json}{check}, '... and may be sent to';
my ($token, $box) = @{$r->{json}}{qw(token box)};
is count('page_view'), 1, 'the view is kept';
my ($row) = $beckon->db('SELECT w.url, w.title, t.referrer FROM page_view w'
    . ' JOIN visit t ON t.id = w.visit_id');
is $row->[0], 'http://shop.example/a', '... without the user and password';
is $row->[1], '<script>alert(1)</script>', '... its title as it is';
is $row->[2], '', '... and no referrer that is none';
is count('presence WHERE gone_at > NOW(3)'), 1, 'the visitor is online at once';

$r = widget('/w/hello', \%first);
is $r->{json}{token}, $token, 'the first contact repeated is the same visitor';
is $r->{json}{box}, $box, '... with the same mailbox';
is count('visitor'), 1, '... once';
is count('page_view'), 1, '... and the view too';
$r = widget('/w/hello', {page(token => $token)});
is $r->{json}{token}, $token, 'the next page is theirs';
is count('page_view'), 2, '... and counted';
is $beckon->poll($box)->{json}{n}, 0, 'nothing waits';

# Made with a key that is out of use by now.
$beckon->db("UPDATE $_ SET box_id = UNHEX(REPEAT('5', 32))")
    for qw(visit presence);
$r = widget('/w/hello', {page(token => $token)});
$box = $r->{json}{box};
isnt $box, '5' x 32, 'a mailbox whose key is out of use is replaced';
is $beckon->poll($box)->{json}{n}, 0, '... by one that can be asked';
is $beckon->db("SELECT CONCAT_WS(' ', v.visits, v.pages, t.pages, p.pages)"
    . ' FROM presence p JOIN visit t ON t.id = p.visit_id'
    . ' JOIN visitor v ON v.id = p.visitor_id'
    . " WHERE p.box_id = UNHEX('$box')"), '2 3 1 1',
    '... for a visit that begins with this page';

$beckon->db('UPDATE visitor SET created_at = created_at - INTERVAL 3 MINUTE');
$r = widget('/w/hello', \%first);
is $r->{status}, 409, 'later the nonce is void';
is $r->{json}{code}, 'nonce_void', '... and the page told so';

my $same = nonce();
my @replies = at_once(20, '/w/hello', sub {
	return {page(nonce => $same, view => sprintf '%016x', 1000 + $_[0])};
});
is scalar(grep { $_->{status} == 200 } @replies), 20,
    'twenty first contacts at once are all answered';
my %tokens = map { $_->{json}{token} => 1 } @replies;
my %boxes = map { $_->{json}{box} => 1 } @replies;
is scalar(keys %tokens), 1, '... with one token';
is scalar(keys %boxes), 1, '... and one mailbox';
is count('visitor'), 2, '... of one record';
is $beckon->db('SELECT CONCAT(visits, " ", pages) FROM visitor'
    . ' ORDER BY id DESC LIMIT 1'), '1 20', '... with one visit of 20 pages';

# --- What is refused --------------------------------------------------------

my $other_key = 'A' x 16;
$beckon->db("INSERT INTO site (site_key, name) VALUES ('$other_key', 'Other')");
my $foreign = widget('/w/hello', {page(nonce => nonce()), site => $other_key})
    ->{json}{token};
my @stored = qw(visitor visit page_view chat message invitation presence);
my $before = join ' ', map { count($_) } @stored;

my @bad = (
	['/w/hello', 400, 'bad_request', 'no version', v => ''],
	['/w/hello', 400, 'bad_request', 'another version', v => 2],
	['/w/hello', 400, 'bad_request', 'no page instance', i => ''],
	['/w/hello', 400, 'bad_request', 'a page instance of text', i => 'zz'],
	['/w/hello', 400, 'bad_request', 'half a site key', site => 'A'],
	['/w/hello', 400, 'bad_request', 'a site key of quotes',
	    site => q{' OR '1'='1' -- }],
	['/w/hello', 404, 'unknown_site', 'an unknown site', site => 'B' x 16],
	['/w/hello', 400, 'bad_request', 'no address', url => ''],
	['/w/hello', 400, 'bad_request', 'a file', url => 'file:///etc/passwd'],
	['/w/hello', 400, 'bad_request', 'a script', url => 'javascript:1'],
	['/w/hello', 400, 'bad_request', 'a long address',
	    url => 'http://shop.example/' . 'a' x 1000],
	['/w/hello', 400, 'bad_request', 'a long title', title => 't' x 256],
	['/w/hello', 400, 'bad_request', 'a long referrer', ref => 'r' x 1001],
	['/w/hello', 400, 'bad_request', 'no view', view => ''],
	['/w/hello', 400, 'bad_request', 'half a view', view => '00'],
	['/w/hello', 400, 'bad_request', 'no nonce', nonce => ''],
	['/w/hello', 400, 'bad_request', 'a control character',
	    title => "a\x01b"],
	['/w/hello', 400, 'bad_request', 'a NUL', title => "a\0b"],
	['/w/start', 400, 'bad_request', 'a chat without text', text => ''],
	['/w/start', 400, 'bad_request', 'white space for text',
	    text => " \n\t "],
	['/w/start', 400, 'bad_request', 'a long text', text => 'x' x 2001],
	['/w/start', 400, 'bad_request', 'no key', key => ''],
	['/w/start', 422, 'fields', 'a message without e-mail', leave => 1],
	['/w/start', 422, 'fields', 'an e-mail address that is none',
	    email => 'eve'],
	['/w/nothing', 404, 'not_found', 'an unknown path'],
);
for (@bad) {
	my ($path, $status, $code, $name, %fields) = @$_;
	$r = widget($path, {page(nonce => nonce(), key => key(),
	    text => 'Hello'), %fields});
	is "$r->{status} " . ($r->{json}{code} // $r->{content}),
	    "$status $code", "$name: $code";
}
my @routes = qw(sync claim closed reply say typing end);
for my $path (map { "/w/$_" } @routes) {
	for (['none', ''], ['a made-up one', 'a' x 64], ['short', 'ab'],
	    ['a changed one', $token =~ s/^(.)/$1 eq '0' ? '1' : '0'/er],
	    ['upper case', uc $token], ['another site\'s', $foreign]) {
		my ($name, $bad) = @$_;
		$r = widget($path, {token => $bad, chat => 1, invitation => 1,
		    version => 1, key => key(), text => 'x'});
		is "$r->{status} $r->{json}{code}", '401 token',
		    "$path, token: $name";
	}
}
$r = HTTP::Tiny->new->get($beckon->office_url . '/w/sync');
is $r->{status}, 405, 'a GET writes nothing';
$r = HTTP::Tiny->new->post_form($beckon->office_url . '/w/hello',
    {v => 1, text => 'x' x 70000});
is $r->{status}, 413, 'a request is not without end';
is decode_json($r->{content})->{code}, 'too_large', '... in their own words';
for (['broken UTF-8', '%ff%fe'], ['an overlong slash', '%c0%af'],
    ['a surrogate', '%ed%a0%80'], ['an escape', '%1b[2J']) {
	my ($name, $title) = @$_;
	$r = HTTP::Tiny->new->post($beckon->office_url . '/w/hello', {
	    headers => {'Content-Type' => 'application/x-www-form-urlencoded'},
	    content => 'v=1&i=00000001&site=' . $beckon->site_key .
	    '&url=http://shop.example/&view=' . key() . '&nonce=' . nonce() .
	    "&title=$title"});
	is $r->{status}, 400, $name;
	is eval { decode_json($r->{content})->{code} }, 'bad_request',
	    '... in their own words';
}
is join(' ', map { count($_) } @stored), $before, 'nothing of it was stored';
like $beckon->log('visit'), qr/\A[^\n]*workers\n\z/, '... or logged';

$r = widget('/w/hello', {page(nonce => nonce(), token => $foreign)});
is $r->{status}, 200, 'who comes with another site\'s token and a nonce';
isnt $r->{json}{token}, $foreign, '... gets one of this site';

my ($keeps) = visitor();
my ($mishap) = visitor();
$before = count('visitor');
$r = widget('/w/hello', {page(token => $keeps, also => $mishap)});
is $r->{json}{token}, $keeps, 'a browser with two tokens';
is count('visitor'), $before - 1, '... is one visitor';
is widget('/w/sync', {token => $mishap})->{status}, 401,
    '... and the second token nobody\'s';

# --- Hosts ------------------------------------------------------------------

$r = $beckon->widget('/w/hello', {page(nonce => nonce())},
    Origin => 'https://www.shop.example:8443');
is $r->{status}, 200, 'a page on an unlisted host is served';
is $beckon->db("SELECT host FROM site_stray WHERE host LIKE 'www.%'"),
    'www.shop.example', '... and noted';
my $key = $beckon->site_key;
$beckon->db("UPDATE site SET strict_hosts = 1 WHERE site_key = '$key'");
$r = $beckon->widget('/w/hello', {page(nonce => nonce())},
    Origin => 'https://www.shop.example');
is "$r->{status} $r->{json}{code}", '403 host', '... unless hosts are strict';
$r = widget('/w/hello', {page(nonce => nonce())});
is $r->{status}, 200, '... and then the listed one is';
$beckon->db("UPDATE site SET strict_hosts = 0 WHERE site_key = '$key'");

# --- Tracking and check for messages ----------------------------------------

$before = count('visitor');
$beckon->db("UPDATE setting SET value = '0' WHERE name = 'tracking'");
$r = widget('/w/hello', {page(nonce => nonce())});
ok !$r->{json}{tracking} && !exists $r->{json}{token},
    'with tracking off nobody gets a token';
is $r->{json}{next}, 0, '... and nobody asks again';
$r = widget('/w/hello', {page(token => $token)});
ok !$r->{json}{tracking}, '... also who is known';
is count('visitor'), $before, '... nobody is recorded';
my %start = page(nonce => nonce(), key => key(), text => "Hello\n<i>");
$r = widget('/w/start', \%start);
is $r->{status}, 200, '... until they start a chat';
like $r->{json}{token}, qr/^[0-9a-f]{64}$/, '... with a token of their own';
my $chatting = $r->{json}{token};
is $r->{json}{state}{chat}{messages}[0]{text}, "Hello\n<i>",
    '... and their words';
is widget('/w/start', \%start)->{json}{state}{chat}{id},
    $r->{json}{state}{chat}{id}, '... a repeat is the same chat';
$r = widget('/w/hello', {page(token => $chatting)});
is $r->{json}{state}{chat}{last}, 1, '... which follows them to the next page';
$beckon->db("UPDATE setting SET value = '1' WHERE name = 'tracking'");
$before = count('visitor');
$r = widget('/w/hello', {page(nonce => nonce(), gpc => 1)});
ok !exists $r->{json}{token}, 'who asks not to be tracked is not';
is count('visitor'), $before, '... and is not recorded';

my ($quiet, $quiet_id) = visitor(check => 'off');
invite($quiet_id);
is widget('/w/sync', {token => $quiet})->{json}{invitation}, undef,
    'with check off an invitation waits';
$r = widget('/w/hello', {page(token => $quiet, check => 'off')});
is $r->{json}{state}{invitation}{status}, 'delivered', '... for the next page';
cmp_ok $r->{json}{next}, '>', 20000, '... which asks seldom';

# --- Very many page views of one worker --------------------------------------

my $lone = $beckon->dir . '/lone';
mkdir $lone or die;
open my $conf, '>', "$lone/beckon.conf" or die;
print $conf $beckon->slurp_file($beckon->dir . '/beckon.conf')
    =~ s/^visit\.workers.*\n//mr, "visit.workers 1\n";
close $conf;
my $visit = FCGI->start("$lone/socket", "$Beckon::BUILD/cgi-bin/visit",
    '-c', "$lone/beckon.conf");

sub title {
	$beckon->db("UPDATE site SET title = '$_[0]' WHERE site_key = '$key'");
}

# The title that a page is told whose visitor asks not to be tracked.
sub told {
	my ($path, @more) = @_;
	return decode_json(FCGI->request(socket => "$lone/socket",
	    path => $path, body => {v => 1, i => '00000001', site => $key,
	    gpc => 1, page(nonce => nonce(), @more)})->{body})->{site}{title};
}

title('Before');
is told('/w/hello'), 'Before', 'one page is told how things are';
title('After');
is told('/w/hello'), 'After', '... and so is the next';
my $crowd = 0;
ok $beckon->until(sub {
	title('Crowd ' . ++$crowd);
	told('/w/hello') for 1 .. 50;
	title("After $crowd");
	return told('/w/hello') eq "Crowd $crowd";
}, 'a crowd'), 'of a crowd not each asks the database';
is told('/w/start', key => key(), text => 'Hello'), "After $crowd",
    '... but whoever begins a chat';
ok $beckon->until(sub {
	my @told = map { told('/w/hello') } 1 .. 50;
	return $told[-1] eq "After $crowd";
}, 'the new title'), '... and soon the crowd knows what has changed';
$visit->stop;

done_testing;
