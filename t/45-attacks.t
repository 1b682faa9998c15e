#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# What an attacker tries through nginx: no worker ends, nobody is led
# elsewhere, nothing of a visitor's or an operator's is told.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Test::More;

my $beckon = Beckon->start(only => 'mariadb,poll,visit,invite,office,nginx');
my $anna = $beckon->browser->sign_in;
my $stranger = $beckon->browser;

sub status { return $_[0]{status} }
sub whole {
	my ($name, $what) = @_;
	unlike $beckon->log($name), qr/ended (?:with|by)|status \d+$/m,
	    "... and no worker of $name ends by it: $what";
}

# --- Addresses that are too long for a header -----------------------------------

for my $q ('x' x 3000, '%25' x 2000, '%26' x 2000) {
	my $r = $stranger->get("/office/visitors?q=$q");
	is status($r), 303, 'a long address is asked to sign in';
	cmp_ok length $r->{headers}{location}, '<', 2000, '... briefly';
	$r = $stranger->get("/office/visitors?q=$q", 'HX-Request' => 'true');
	is status($r), 401, '... a fragment too';
	$r = $anna->get("/office/signin?to=/office/$q");
	is status($r), 303, 'a long way on is not gone';
	cmp_ok length $r->{headers}{location}, '<', 2000, '... but another';
	$r = $anna->post('/office/state', {online => 1, to => "/office/$q"});
	is status($r), 303, '... after a write as well';
}
whole('office', 'long addresses');
is status($stranger->get('/invite/new?visitor=1&x=' . 'y' x 6000)), 303,
    'the send dialog too';
whole('invite', 'long addresses');

# --- A chat of the longest lines there can be -----------------------------------

my $r = $beckon->widget('/w/start', {nonce => 'a' x 32, view => 'b' x 16,
	url => $beckon->shop_url . '/', key => 'c' x 16, text => 'begin'});
my ($token, $chat) = ($r->{json}{token}, $r->{json}{state}{chat}{id});
ok $chat, 'a visitor begins a chat';
for my $char ('"', "\x{f0}\x{9f}\x{98}\x{80}", 'http://a.b ') {
	my $text = substr $char x 2000, 0, 2000 * length($char) /
	    ($char =~ /\.b/ ? length $char : 1);
	my $hex = unpack 'H*', $text;
	$beckon->db("DELETE FROM message WHERE chat_id = $chat");
	$beckon->db("INSERT INTO message (chat_id, seq, author, client_key, text)
	    SELECT $chat, s.seq, 'visitor', UNHEX(LPAD(HEX(s.seq), 16, '0')),
	    CONVERT(0x$hex USING utf8mb4) FROM seq_1_to_300 s");
	$beckon->db("UPDATE chat SET last_seq = 300 WHERE id = $chat");
	is status($anna->get("/office/chat?id=$chat")), 200,
	    'a page of it is shown';
	is status($anna->get("/office/chat/lines?id=$chat",
		'HX-Request' => 'true')), 200, '... and refreshed';
}
whole('office', 'long lines');
$beckon->db("UPDATE message SET text = REPEAT('<', 2000)
    WHERE chat_id = $chat");
my ($after, $most, @seqs) = (0, 0);
while ($after < 300 && @seqs < 1000) {
	$r = $beckon->widget('/w/sync', {token => $token, n => 0,
		chat => $chat, after => $after});
	$most = length $r->{content} if length $r->{content} > $most;
	push @seqs, map { $_->{seq} } @{$r->{json}{chat}{messages}};
	last if $after == ($seqs[-1] // 0);
	$after = $seqs[-1];
}
is_deeply \@seqs, [1 .. 300], '... to the visitor too, each line once';
cmp_ok $most, '<', 32 * 16384, '... in answers that nginx can hold';
whole('visit', 'long lines');

# --- Another visitor's chat ------------------------------------------------------

my $other = $beckon->widget('/w/hello', {nonce => 'd' x 32, view => 'e' x 16,
	url => $beckon->shop_url . '/'})->{json}{token};
$beckon->db("INSERT INTO invitation (visitor_id, operator_id, client_key, text)
    SELECT visitor_id, 1, 'k', 'for them alone' FROM chat WHERE id = $chat");
my $invitation = $beckon->db('SELECT MAX(id) FROM invitation');
for my $how ('open', 'closed') {
	for my $path (qw(sync say typing end person claim closed reply)) {
		$r = $beckon->widget("/w/$path", {token => $other, n => 0,
			chat => $chat, after => 0, key => 'f' x 16, on => 1,
			read => 300, text => 'mine now', visible => 1,
			invitation => $invitation, version => 1});
		unlike $r->{content}, qr/u003c|for them alone/,
		    "$how: $path tells another visitor nothing of it";
		ok !$r->{json}{chat}, '... not that it is there';
	}
	$r = $beckon->widget('/w/hello', {token => $other, view => 'd' x 16,
		url => $beckon->shop_url . '/', chat => $chat, after => 0});
	ok !$r->{json}{state}{chat}, '... nor does hello';
	$beckon->db("UPDATE chat SET status = 'closed', closed_at = NOW(3),
	    closed_by = 'operator' WHERE id = $chat");
}
is $beckon->db("SELECT COUNT(*) FROM message WHERE text = 'mine now'"), 0,
    'nothing of theirs is written';
is $beckon->db("SELECT CONCAT(status, visitor_seq) FROM chat
    WHERE id = $chat"), 'closed0', '... or read';
is $beckon->db("SELECT status FROM invitation WHERE id = $invitation"),
    'queued', '... or answered';
whole('visit', 'all this');

$beckon->db("UPDATE invitation SET shown_by = 1,
    shown_until = NOW(3) + INTERVAL 1 MINUTE WHERE id = $invitation");
$beckon->widget('/w/claim', {token => $other, invitation => $invitation,
	version => 1, visible => 0});
is $beckon->db("SELECT shown_until > NOW(3) FROM invitation
    WHERE id = $invitation"), 1, '... or given back';

# --- The way back to the secure page ---------------------------------------------

# Who has read the weak token off http tells of a page of their own.
$beckon->db("INSERT IGNORE INTO site_host VALUES (1, 'shop.example')");
my %shop = (Origin => 'https://shop.example');
my %strong = (strong => '9' x 64);
$r = $beckon->widget('/w/start', {nonce => '8' x 32, view => '1' x 16, %strong,
	url => 'https://shop.example/cart?id=1', key => '7' x 16,
	text => 'begin'}, %shop);
$token = $r->{json}{token};
for my $url ('https://evil.example/', 'https://shop.example.evil.example/',
    'https://shop.example@evil.example/', 'https://evil.example/#https://shop.example/') {
	$beckon->widget('/w/hello', {token => $token, url => $url,
		view => sprintf('%016x', length $url)}, Origin => '');
}
$r = $beckon->widget('/w/sync', {token => $token, n => 0});
ok $r->{json}{chat}{locked}, 'a chat begun on https is shut on http';
is $r->{json}{chat}{page}, 'https://shop.example/cart',
    '... and leads to a page of the site, whatever was told since';

# --- Beats of mailboxes that nobody minted ---------------------------------------

my $small = Beckon->start(only => 'mariadb,pulse', conf => ['visitors.max 2']);
my $path = $small->env('RUN_DIR') . '/beat';
$small->until(sub { -p $path }, 'the pipe');
open my $pipe, '+<', $path or die "$path: $!";
$pipe->autoflush(1);
syswrite $pipe, pack 'CCCC N a16', 0xbe, 1, 1, 0, 1, chr($_) x 16 for 1 .. 9;
syswrite $pipe, 'garbage' x 9;
$small->until(sub { sleep 1; 1 });
unlike $small->log('pulse'), qr/visitors\.max/,
    'forged beats take nobody\'s place';

done_testing();
