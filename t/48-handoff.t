#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# From one domain of a site to another: who comes with a code is who they were,
# once, within half a minute, on that host, in that browser.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use HTTP::Tiny;
use JSON::PP qw(decode_json);
use Test::More;
use Visit;

my $beckon = Beckon->start(only => 'mariadb,pulse,poll,visit,nginx');
visit_with($beckon);
my $r;

sub db { return $beckon->db(@_) }

db("DELETE FROM site_host");
db("INSERT INTO site_host (site_id, host) SELECT s.id, h.h FROM site s,"
    . " (SELECT 'shop.example' h UNION SELECT 'pay.example2'"
    . " UNION SELECT 'www.shop.example') h");

my ($shop, $pay) = ('https://shop.example', 'https://pay.example2');

# A page of this host says so.
sub on {
	my ($origin, $path, $fields, %headers) = @_;

	return widget($path, {$path eq '/w/hello' ? page(url => "$origin/") : (),
		%$fields}, Origin => $origin, %headers);
}

sub comes {
	my ($origin, %with) = @_;
	my $r = on($origin, '/w/hello', {nonce => nonce(), %with});

	return ($r->{json}{token}, scalar db('SELECT MAX(id) FROM visitor'), $r);
}

sub code {
	my ($token, %with) = @_;
	my $from = delete $with{from} // $shop;

	return on($from, '/w/handoff', {token => $token,
		host => 'pay.example2', safe => 1, %with})->{json}{code};
}

sub moves { return db("UPDATE handoff SET created_at ="
    . " created_at - INTERVAL $_[0] SECOND") }

# --- The way ------------------------------------------------------------------------

my %strong = (strong => '5' x 64);
my ($ann, $id, $hello) = comes($shop, %strong);
is_deeply [sort @{$hello->{json}{site}{hosts}}],
    ['pay.example2', 'shop.example', 'www.shop.example'],
    'a page is told where the site has other domains';
on($shop, '/w/start', {page(), token => $ann, %strong, key => key(),
    text => 'in the shop'});
my $code = code($ann, %strong);
like $code, qr/^[0-9a-f]{32}$/, 'a link gets a code';
unlike db('SELECT LOWER(HEX(CONCAT(code_hash, sealed))) FROM handoff'),
    qr/$ann|$code|5{64}/, '... and what is stored opens nothing';
my $visitors = count('visitor');
$r = on($pay, '/w/hello', {nonce => nonce(), hand => $code,
	ref => "$shop/cart"});
is $r->{json}{token}, $ann, 'with it they are who they were';
is $r->{json}{strong}, $strong{strong}, '... with what opens the chat';
is $r->{json}{state}{chat}{messages}[0]{text}, 'in the shop', '... and the chat';
is count('visitor'), $visitors, '... in the same record';
is count('handoff'), 0, '... and nothing of it is left';

# --- And no other -----------------------------------------------------------------------

sub stranger {
	my ($what, %with) = @_;
	my $origin = delete $with{origin} // $pay;
	my %headers = %{delete $with{headers} // {}};
	my $r = on($origin, '/w/hello', {nonce => nonce(), %with}, %headers);

	is $r->{status}, 200, "$what: an ordinary first contact";
	isnt $r->{json}{token}, $ann, '... of somebody else';
	ok !$r->{json}{strong} && !$r->{json}{state}{chat}, '... who gets nothing';
}

stranger('the code once more', hand => $code);
moves(0);
$code = code($ann, %strong);
stranger('on another host', hand => $code, origin => $shop);
stranger('... which used it up', hand => $code);
$code = code($ann, %strong);
moves(31);
stranger('after half a minute', hand => $code);
stranger('by another browser', hand => code($ann, %strong),
    headers => {'User-Agent' => 'Another/1.0'});
stranger('from another page than that of the link',
    hand => code($ann, %strong), ref => 'https://evil.example/');
stranger('with another code', hand => 'a' x 32);
stranger('with nonsense', hand => 'x');
db("INSERT INTO site (id, site_key, name) VALUES (77, 'otherotherother1', 'O')");
$code = code($ann, %strong);
$r = $beckon->widget('/w/hello', {page(), site => 'otherotherother1',
	nonce => nonce(), hand => $code}, Origin => $pay);
isnt $r->{json}{token}, $ann, 'another site gets nothing';
is on($pay, '/w/hello', {nonce => nonce(), hand => $code})->{json}{token},
    $ann, '... and takes nothing away';

# --- Who may have one ----------------------------------------------------------------------

for (['to a host that is not listed', {host => 'evil.example'}, $shop, 403],
    ['to no host', {host => 'a b'}, $shop, 400],
    ['from a host that is not listed', {}, 'https://evil.example', 403],
    ['from nowhere', {}, 'null', 403],
    ['to the same host', {host => 'shop.example'}, $shop, 403],
    ['without a token', {token => 'x'}, $shop, 401]) {
	my ($what, $with, $from, $status) = @$_;

	is on($from, '/w/handoff', {token => $ann, host => 'pay.example2',
		%$with})->{status}, $status, "no code $what";
}

# --- The strong token goes over https only ---------------------------------------------------

for (['from http', 'http://shop.example', $pay, 1],
    ['to http', $shop, 'http://pay.example2', 1],
    ['in a link to http', $shop, $pay, '']) {
	my ($what, $from, $to, $safe) = @$_;
	my $r = on($to, '/w/hello', {nonce => nonce(), hand => code($ann,
		%strong, from => $from, safe => $safe)});

	is $r->{json}{token}, $ann, "$what: the same visitor";
	ok !$r->{json}{strong}, '... without what opens the chat';
	ok $r->{json}{state}{chat}{locked}, '... which stays shut';
}

# --- Who was there before ----------------------------------------------------------------------

my ($young, $young_id) = comes($pay);
$r = on($pay, '/w/hello', {token => $young, hand => code($ann, %strong)});
is $r->{json}{token}, $ann, 'a record that has just begun there goes in this one';
is count("visitor WHERE id = $young_id"), 0, '... and is no more';
my ($old, $old_id) = comes($pay);
db("UPDATE visitor SET created_at = created_at - INTERVAL 1 DAY"
    . " WHERE id = $old_id");
$r = on($pay, '/w/hello', {token => $old, hand => code($ann, %strong)});
is $r->{json}{token}, $ann, 'an older one is left behind';
is count("visitor WHERE id = $old_id"), 1, '... and kept';
my ($busy) = comes($pay);
on($pay, '/w/start', {page(), token => $busy, key => key(), text => 'here'});
$r = on($pay, '/w/hello', {token => $busy, hand => code($ann, %strong)});
is $r->{json}{token}, $busy, 'whoever chats there stays who they are';

# --- One domain ----------------------------------------------------------------------------------

db("DELETE FROM site_host WHERE host = 'pay.example2'");
(undef, undef, $hello) = comes($shop);
ok !exists $hello->{json}{site}{hosts}, 'a site of one domain needs none of it';

# --- Time --------------------------------------------------------------------------------------

db("INSERT INTO site_host SELECT id, 'pay.example2' FROM site WHERE id <> 77");
code($ann, %strong);
moves(61);
db("UPDATE profile SET seen_at = seen_at");
$beckon->stop('pulse');
$beckon->run('pulse');
$beckon->until(sub { count('handoff') == 0 }, 'what nobody took is thrown away');
pass 'what nobody took is thrown away';
unlike $beckon->log('visit'), qr/$ann|$code/, 'no code is in the log';

done_testing;
