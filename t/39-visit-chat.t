#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# What a page gets from visit: invitations, chats, the mailbox; and what when
# the database is away.
use strict;
use warnings;
use Fcntl qw(O_NONBLOCK O_RDONLY);
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use HTTP::Tiny;
use JSON::PP;
use Test::More;
use Time::HiRes qw(time);
use Visit;

my $beckon = Beckon->start(only => 'mariadb,pulse,poll,visit,nginx');
visit_with($beckon);
zoe();

my ($r, @replies);

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
for my $round (1 .. 6) {
	my ($eve, $eve_id) = visitor();
	$id = invite($eve_id, 'assign_me = 1');
	@replies = at_once(4, sub { $_[0] % 2 ? '/w/reply' : '/w/closed' }, sub {
		return {token => $eve, invitation => $id, text => 'x',
		    key => sprintf '%016x', 0xe0000 + $round * 8 + $_[0]};
	});
	is scalar(grep { $_->{status} == 200 } @replies), 4,
	    'replied to and closed at once: no error to anybody';
	is $beckon->db("SELECT IF(i.status = 'replied',"
	    . " c.begun_by = 'invitation' AND c.owner_id = 900,"
	    . " i.status = 'closed' AND c.begun_by = 'visitor'"
	    . " AND c.owner_id IS NULL) AND i.chat_id = c.id"
	    . " FROM invitation i JOIN chat c ON c.visitor_id = i.visitor_id"
	    . " WHERE i.id = $id"), 1, '... one outcome, and its chat';
	is $beckon->db("SELECT COUNT(*) FROM message m JOIN chat c"
	    . " ON c.id = m.chat_id WHERE c.visitor_id = $eve_id"
	    . " AND m.author = 'visitor'"), 2, '... with both texts';
}
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
$beckon->db('UPDATE site SET leave_message = 0');
is widget('/w/start', {page(token => $fay, key => key(), leave => 1,
	text => 'Call me', email => 'fay@shop.example')})->{status}, 400,
    'where a site takes no messages none is left';
$beckon->db('UPDATE site SET leave_message = 1');
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

# With pulse held, what visit puts into the pipe stays there to be read.
$beckon->kill('pulse', 'STOP');
my ($pipe) = glob $beckon->dir . '/run/{box/,}beat*';
sysopen my $beats, $pipe, O_RDONLY | O_NONBLOCK or die "$pipe: $!";
sub told { return sysread($beats, my $bytes, 4096) // 0 }
told();
my $forged = $hello->{box} =~ s/^(.)/sprintf '%x', 15 - hex $1/er;
is widget('/w/leave', {box => $forged})->{status}, 204,
    'a leave from a mailbox that nobody minted is answered alike';
is told(), 0, '... and reaches nobody';
widget('/w/leave', {box => $hello->{box}});
is told(), 24, '... one of a page does';
close $beats;
$beckon->kill('pulse', 'CONT');

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
