#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# What a page gets from visit: first contact, page views, invitations, chats;
# and what it gets for bad fields, foreign tokens, repeats and races.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use HTTP::Tiny;
use JSON::PP;
use Test::More;
use Time::HiRes qw(time);

my $beckon = Beckon->start(only => 'mariadb,pulse,poll,visit,nginx');
my $serial = 0;

sub hex_of { return sprintf '%0*x', $_[0], ++$serial }
sub key { return hex_of(16) }
sub nonce { return hex_of(32) }

sub page {
	return (view => key(), url => $beckon->shop_url . '/', title => 'Shop',
	    ref => '', lang => 'en-GB', tz => 'Europe/Paris', dep => '',
	    state => 'new', @_);
}

sub widget { return $beckon->widget(@_) }
sub count { return scalar $beckon->db("SELECT COUNT(*) FROM $_[0]") }

# Somebody new: token and id.
sub visitor {
	my $r = widget('/w/hello', {page(nonce => nonce(), @_)});
	return ($r->{json}{token}, scalar $beckon->db(
	    'SELECT MAX(id) FROM visitor'), $r->{json});
}

sub invite {
	my ($visitor, $more) = @_;
	my $key = key();
	$beckon->db("INSERT INTO invitation SET visitor_id = $visitor,"
	    . " operator_id = 900, client_key = UNHEX('$key'), text = 'Help?'"
	    . (defined $more ? ", $more" : ''));
	return scalar $beckon->db('SELECT MAX(id) FROM invitation');
}

# The replies to n requests sent at once, each by a process of its own.
sub at_once {
	my ($n, $path, $fields) = @_;
	my @readers = map {
		my $i = $_;
		my $pid = open(my $fh, '-|') // die "fork: $!";
		if (!$pid) {
			my $r = widget($path, $fields->($i));
			print encode_json({status => $r->{status},
			    json => $r->{json}});
			close STDOUT;
			POSIX::_exit(0);
		}
		$fh;
	} 1 .. $n;
	return map { local $/; decode_json(scalar readline $_) } @readers;
}

$beckon->db("INSERT INTO operator (id, login, name, password, online)"
    . " VALUES (900, 'zoe', _utf8mb4 0x5A6FC3AB203C623E, '!', 0)");

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
is $row->[0], 'http://shop.example/a?b=c', '... without the user and password';
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

# --- Invitations ------------------------------------------------------------

my ($ann, $ann_id) = visitor();
my $id = invite($ann_id, 'assign_me = 1, require_name = 1');
$r = widget('/w/sync', {token => $ann});
is $r->{json}{invitation}{id}, $id, 'an invitation is fetched';
is $r->{json}{invitation}{operator}, "Zo\x{eb} <b>", '... with who sends it';
is_deeply $r->{json}{invitation}{require}, ['name'], '... what it asks for';
ok $r->{json}{invitation}{optional_email},
    '... and with nobody online an e-mail may be left';
my @claims = at_once(10, '/w/claim', sub {
	return {token => $ann, invitation => $id, version => 1, visible => 1,
	    i => sprintf '%08x', $_[0]};
});
is scalar(grep { $_->{json}{invitation}{show} } @claims), 1,
    'of ten tabs one shows it';
$r = widget('/w/reply', {token => $ann, invitation => $id, key => key(),
    text => 'Yes'});
is "$r->{status} $r->{json}{code}", '422 fields', 'what is required is asked';
is_deeply $r->{json}{fields}, ['name'], '... by name';
my $reply = key();
@replies = at_once(8, '/w/reply', sub {
	return {token => $ann, invitation => $id, name => 'Ann',
	    key => $_[0] % 2 ? $reply : key() =~ s/^./$_[0]/r,
	    text => "Yes, $_[0]"};
});
is scalar(grep { $_->{status} == 200 } @replies), 8,
    'replies at once, of two tabs, are all taken';
is count("chat WHERE visitor_id = $ann_id"), 1, '... in one chat';
is $beckon->db("SELECT COUNT(DISTINCT m.client_key) FROM message m JOIN chat c"
    . " ON c.id = m.chat_id WHERE c.visitor_id = $ann_id"), 6,
    '... each text once, beside the invitation\'s';
is $beckon->db("SELECT COUNT(*) = MAX(seq) AND MAX(seq) = c.last_seq"
    . " FROM message m JOIN chat c ON c.id = m.chat_id"
    . " WHERE c.visitor_id = $ann_id"), 1, '... numbered without a gap';
is $beckon->db("SELECT CONCAT(status, ' ', owner_id) FROM chat"
    . " WHERE visitor_id = $ann_id"), 'pending 900',
    '... offered to the sender, who is offline';
is $beckon->db("SELECT status FROM invitation WHERE id = $id"), 'replied',
    '... and the invitation has one outcome';

my ($bob, $bob_id) = visitor();
$id = invite($bob_id);
is widget('/w/closed', {token => $ann, invitation => $id})->{json}{code},
    'gone', 'nobody closes another\'s invitation';
is widget('/w/closed', {token => $bob, invitation => $id})->{status}, 200,
    'theirs they do';
$r = widget('/w/hello', {page(token => $bob)});
is $r->{json}{state}{invitation}, undef, '... and it never comes back';
$r = widget('/w/reply', {token => $bob, invitation => $id, key => key(),
    text => 'And yet'});
is $r->{status}, 200, 'a reply that comes late is no error';
is $r->{json}{chat}{messages}[0]{text}, 'And yet', '... its text is kept';

my ($cid, $cid_id) = visitor();
$id = invite($cid_id, 'assign_me = 1');
at_once(2, '/w/reply', sub { return {token => $cid, invitation => $id,
    key => key() =~ s/^./$_[0]/r, text => 'me'} });
is count("chat WHERE visitor_id = $cid_id"), 1, 'two replies at once: one chat';
my ($eve, $eve_id) = visitor();
$id = invite($eve_id, 'assign_me = 1');
@replies = at_once(6, '/w/closed', sub {
	return {token => $eve, invitation => $id};
});
is scalar(grep { $_->{status} == 200 } @replies), 6,
    'closing it many times is closing it';

# --- A chat -----------------------------------------------------------------

my ($fay, $fay_id) = visitor();
invite($fay_id);
$r = widget('/w/start', {page(token => $fay, key => key(), text => 'Hi')});
my $chat = $r->{json}{state}{chat}{id};
is $r->{json}{state}{invitation}, undef, 'a chat of one\'s own ends it';
is $beckon->db("SELECT status FROM invitation WHERE visitor_id = $fay_id"),
    'revoked', '... and the sender sees that';
$r = widget('/w/start', {page(token => $fay, key => key(), text => 'Hi')});
is "$r->{status} $r->{json}{code}", '409 has_chat', 'there is one chat only';
is $r->{json}{state}{chat}{id}, $chat, '... and the page learns which';
my $line = key();
my @said = at_once(12, '/w/say', sub {
	return {token => $fay, chat => $chat, text => "line $_[0]",
	    key => $_[0] <= 4 ? $line : key() =~ s/^./sprintf '%x', $_[0]/er};
});
is scalar(grep { $_->{status} == 200 } @said), 12, 'lines at once are taken';
is count("message WHERE chat_id = $chat"), 10, '... a repeated one once';
$r = widget('/w/sync', {token => $fay, chat => $chat, after => 3, read => 5});
is_deeply [map { $_->{seq} } @{$r->{json}{chat}{messages}}], [4 .. 10],
    'a page gets what it has not, in order';
is $beckon->db("SELECT visitor_seq FROM chat WHERE id = $chat"), 5,
    '... and says what was seen';
$r = widget('/w/say', {token => $fay, chat => $chat, after => 10, key => key(),
    text => "\x{fffd}" x 3 . '<img src=x onerror=alert(1)> & "\' ${x}'});
is $r->{json}{chat}{messages}[0]{text},
    "\x{fffd}" x 3 . '<img src=x onerror=alert(1)> & "\' ${x}',
    'hostile text is that text';
unlike $r->{content}, qr/</, '... and harmless wherever it lands';
is widget('/w/typing', {token => $fay, chat => $chat, on => 1})->{status}, 200,
    'typing is told';
is count("chat WHERE id = $chat AND visitor_typing_at IS NOT NULL"), 1,
    '... to the operator';
for my $path (qw(/w/say /w/end)) {
	$r = widget($path, {token => $bob, chat => $chat, key => key(),
	    text => 'x'});
	is "$r->{status} $r->{json}{code}", '404 gone',
	    "$path in the chat of another";
}
isnt widget('/w/sync', {token => $bob, chat => $chat})->{json}{chat}{id},
    $chat, '... nor is it read';
$r = widget('/w/end', {token => $fay, chat => $chat});
is $r->{json}{chat}{status}, 'closed', 'the visitor ends it';
is widget('/w/end', {token => $fay, chat => $chat})->{status}, 200, '... twice';
$r = widget('/w/say', {token => $fay, chat => $chat, key => key(),
    text => 'x'});
is "$r->{status} $r->{json}{code}", '409 closed', '... and then writes no more';
$r = widget('/w/say', {token => $fay, chat => $chat, key => $line,
    text => 'line'});
is $r->{status}, 200, '... but a repeat is what it was';
$r = widget('/w/start', {page(token => $fay, key => key(), leave => 1,
    email => 'fay@shop.example', text => 'Call me')});
ok $r->{json}{left}, 'a message can be left';
is count("chat WHERE kind = 'message' AND status = 'pending'"), 1, '... to find';

# --- The mailbox ------------------------------------------------------------

my ($gus, $gus_id, $hello) = visitor();
$beckon->db("START TRANSACTION; UPDATE counter SET n = \@n := GREATEST(n + 1,"
    . ' CAST(UNIX_TIMESTAMP(NOW(6)) * 1000000 AS UNSIGNED));'
    . " INSERT INTO feed (n, visitor_id) VALUES (\@n, $gus_id);"
    . " UPDATE visitor SET wait_n = \@n WHERE id = $gus_id; COMMIT");
my $n = $beckon->until(sub { $beckon->poll($hello->{box})->{json}{n} },
    'the poll tells it');
$r = widget('/w/sync', {token => $gus, n => $n});
is $r->{json}{n}, $n, 'what the poll told is fetched';
ok $beckon->until(sub { $beckon->poll($hello->{box})->{json}{n} == 0 },
    'the poll is quiet'), '... and waits no longer';
is widget('/w/leave', {box => $hello->{box}})->{status}, 204, 'leaving is told';
ok $beckon->until(sub { count("presence WHERE visitor_id = $gus_id"
    . ' AND gone_at < NOW(3) + INTERVAL 11 SECOND') }, 'going'),
    '... and the visitor on the way out';
is widget('/w/leave', {box => 'x'})->{status}, 400, 'from a mailbox that is one';

# --- The database goes away -------------------------------------------------

$beckon->stop('mariadb');
my $from = time;
$r = widget('/w/hello', {page(token => $gus)});
is "$r->{status} $r->{json}{code}", '503 away', 'with the database away: 503';
ok $r->{headers}{'retry-after'}, '... and when to come back';
is widget('/w/sync', {token => $gus})->{status}, 503, '... for everything';
is widget('/w/leave', {box => $hello->{box}})->{status}, 204,
    '... but leaving needs none';
cmp_ok time - $from, '<', 3, '... at once';
$beckon->run('mariadb');
ok $beckon->until(sub { widget('/w/sync', {token => $gus})->{status} == 200 },
    'back'), 'and afterwards all is well';

done_testing;
