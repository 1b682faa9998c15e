#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# What an operator does with chats, through real processes: finds them, takes
# them, writes, ends them; who may; and what is heard of.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Beckon::Shopper qw(key operator);
use Test::More;

my $beckon = Beckon->start;
my %htmx = ('HX-Request' => 'true');

$beckon->db(q{INSERT INTO department (id, name, alias) VALUES
    (11, 'Trees', 'trees'), (12, 'Garage', 'garage')});
my $anna = operator($beckon, 'anna', 'all');
my $ben = operator($beckon, 'ben', 11);
my $carl = operator($beckon, 'carl', 11, {readonly => 1});
my $dora = operator($beckon, 'dora', 12);

sub tab {
	my ($who, $tab) = @_;

	return $who->get("/office/chats?tab=$tab")->{content};
}

sub does {
	my ($who, $what, $chat, %with) = @_;

	return $who->post("/office/chat/$what", {id => $chat, %with});
}

sub says {
	my ($who, $chat, $text, %with) = @_;

	return does($who, 'say', $chat, text => $text, key => key(), %with);
}

sub newest { return scalar $beckon->db('SELECT MAX(id) FROM chat') }

sub row {
	my ($chat) = @_;

	return scalar $beckon->db("SELECT CONCAT_WS(' ', status, owner_id)"
	    . " FROM chat WHERE id = $chat");
}

# The text of a chat's lines as they stand in the page.
sub lines {
	my ($who, $chat) = @_;
	my $page = $who->get("/office/chat?id=$chat")->{content};

	return map { s/<[^>]*>//gr } $page =~ m{<p class="text">(.*?)</p>}sg;
}

sub alerts {
	my ($who) = @_;
	my $page = $who->get('/office/alerts', %htmx)->{content};

	return join ' ', $page =~ /data-(?:unread|pending)="(\d+)"/g;
}

# --- Nobody is there yet -------------------------------------------------------

like tab($anna, $_->[0]), qr/$_->[1]/, "the tab $_->[0] says that it is empty"
    for ['mine', 'No chat is yours'], ['pending', 'Nobody waits'],
    ['active', 'No chat is being held'], ['closed', 'No chat has ended'],
    ['messages', 'No messages'];
is $anna->get('/office/chats?tab=x')->{status}, 400, 'there is no other tab';
is alerts($anna), '0 0', 'nothing is to be heard of';

# --- A visitor begins ----------------------------------------------------------

my $eve = Beckon::Shopper->new($beckon, dep => 'trees');
$eve->starts('Do you have lemon trees?');
my $chat = newest();
like tab($_, 'pending'), qr/lemon trees/, 'its department sees it'
    for $anna, $ben, $carl;
unlike tab($dora, 'pending'), qr/lemon/, 'another department does not';
is $dora->get("/office/chat?id=$chat")->{status}, 404, '... nor by its id';
is does($dora, $_, $chat, seq => 1, key => key(), text => 'x')->{status}, 404,
    "... nor to $_" for qw(accept say close typing read);
is alerts($ben), '0 1', 'who may take it hears of it';
is alerts($carl), '0 0', 'who may only read does not';
is alerts($dora), '0 0', '... nor who does not see it';

# --- Looking is not taking -----------------------------------------------------

$beckon->db("UPDATE operator SET visible = 0 WHERE id = $anna->{id}");
is_deeply [lines($anna, $chat)], ['Do you have lemon trees?'], 'it may be read';
is row($chat), 'pending', '... without becoming its owner';
my $r = $carl->get("/office/chat?id=$chat");
like $r->{content}, qr/read-only/, 'who may only read is told so';
unlike $r->{content}, qr{action="/office/chat/(?:say|accept|close)"},
    '... and has no buttons';
is does($carl, $_, $chat, seq => 1, key => key(), text => 'x')->{status}, 403,
    "... nor may $_" for qw(accept say close typing read);
is row($chat), 'pending', 'it still waits';

# --- Taking --------------------------------------------------------------------

is does($ben, 'accept', $chat)->{status}, 303, 'one accepts';
is row($chat), "active $ben->{id}", '... and has it';
is does($ben, 'accept', $chat)->{status}, 303, '... twice is fine';
$r = does($anna, 'accept', $chat);
is $r->{status}, 409, 'another is too late';
like $r->{content}, qr{<b>Ben</b> has this chat}, '... and told who has it';
is $eve->sync(chat => $chat)->{chat}{operator}, 'Ben', 'the visitor knows too';
like $ben->get("/office/chat?id=$chat")->{content},
    qr{<b>Ben</b> accepted the chat}, 'the history says it in words';

# --- Writing -------------------------------------------------------------------

my $key = key();
is says($ben, $chat, "Yes:\nhttps://shop.example/lemon?a=1&b=2.", key => $key,
    read => 1)->{status}, 303, 'a line is written';
is says($ben, $chat, 'Yes', key => $key)->{status}, 303, 'a second click';
is scalar(lines($ben, $chat)), 2, '... writes no second line';
like $ben->get("/office/chat?id=$chat")->{content}, qr{<a\ href="
    https://shop.example/lemon\?a=1&amp;b=2"\ target="_blank"
    \ rel="noopener\ noreferrer">https://shop.example/lemon\?a=1&amp;b=2</a>\.}x,
    'an address can be followed, without the full stop';
ok $beckon->until(sub { $beckon->poll($eve->box)->{json}{n} }),
    'the visitor is told that something waits';
is $eve->sync->{chat}{messages}[1]{text},
    "Yes:\nhttps://shop.example/lemon?a=1&b=2.", '... and has the line';
is says($ben, $chat, $_)->{status}, 422, 'no text, no line' for '', " \n";
is says($ben, $chat, 'x' x 2001)->{status}, 422, '... nor too long a one';
$r = says($ben, $chat, 'x' x 2001, key => $key);
like $r->{content}, qr/>x{2001}</, '... but it stays in the form';
is says($ben, $chat, 'x', key => 'short')->{status}, 400, 'a line has a key';
is does($ben, 'typing', $chat)->{status}, 204, 'the owner writes';
ok $eve->sync->{chat}{typing}, '... and the visitor sees that';

# --- Unread, read, typing of the visitor ---------------------------------------

$eve->does('say', chat => $chat, key => key(), text => 'How much is it?');
is alerts($ben), '1 0', 'a new line is to be heard of';
is alerts($anna), '0 0', '... by whose chat it is';
like tab($ben, 'mine'), qr/has-unread.*How much is it/s, '... and stands in bold';
like $ben->get("/office/chat?id=$chat")->{content},
    qr/id="fresh".*How much is it/s, '... below a mark';
is does($anna, 'read', $chat, seq => 3)->{status}, 204, 'another reads it';
is alerts($ben), '1 0', '... which does not count';
is does($ben, 'read', $chat, seq => 3)->{status}, 204, 'the owner reads it';
is alerts($ben), '0 0', '... which does';
is $eve->sync->{chat}{read}, 3, '... and the visitor sees it';
$eve->does('typing', chat => $chat, on => 1);
like $ben->get("/office/chat/lines?id=$chat", %htmx)->{content},
    qr/The visitor is writing/, 'the visitor writes';
$eve->does('typing', chat => $chat, on => 0);
$eve->sync(read => 2, chat => $chat);
like $ben->get("/office/chat?id=$chat")->{content}, qr/class="receipt" aria-live="off">Seen/,
    'the operator sees what was seen';
my ($have) = $ben->get("/office/chat/lines?id=$chat", %htmx)->{content} =~
    /have=([0-9a-f]+)/;
is $ben->get("/office/chat/lines?id=$chat&have=$have", %htmx)->{status}, 204,
    'nothing is sent again where nothing moved';
($have) = $ben->get('/office/chats/list', %htmx)->{content} =~
    /name="have" value="([0-9a-f]+)"/;
is $ben->get("/office/chats/list?have=$have", %htmx)->{status}, 204,
    '... nor the list';

# --- The end -------------------------------------------------------------------

is does($ben, 'close', $chat)->{status}, 303, 'the operator ends it';
is $beckon->db("SELECT closed_by FROM chat WHERE id = $chat"), 'operator',
    '... which is kept';
is $eve->sync(chat => $chat)->{chat}{status}, 'closed', '... and told';
$r = says($ben, $chat, 'One more thing');
is $r->{status}, 409, 'after the end nothing is written';
like $r->{content}, qr/The chat has ended/, '... and said so';
is does($ben, 'close', $chat)->{status}, 303, 'ending twice is fine';
like tab($ben, 'closed'), qr/How much is it/, 'it stays to be read';
unlike tab($dora, 'closed'), qr/How much/, '... not by everybody';

# --- Writing takes; an offer that runs is another's ----------------------------

$eve->starts('Me again');
$chat = newest();
$beckon->db("UPDATE chat SET owner_id = $anna->{id},"
    . " offer_until = NOW(3) + INTERVAL 1 HOUR WHERE id = $chat");
$r = says($ben, $chat, 'Hello');
is $r->{status}, 409, 'while an offer runs nobody else takes it';
like $r->{content}, qr/offered to <b>Anna/, '... and is told whose it is';
is says($anna, $chat, 'Hello')->{status}, 303, 'who it is offered to just writes';
is row($chat), "active $anna->{id}", '... and has it';
does($anna, 'close', $chat);
$eve->starts('And again');
$chat = newest();
$beckon->db("UPDATE chat SET owner_id = $anna->{id} WHERE id = $chat");
is does($ben, 'accept', $chat)->{status}, 303,
    'where no accept time runs it may be taken freely';
like $ben->get("/office/chat?id=$chat")->{content},
    qr/which was offered to <b>Anna/, '... and the history says from whom';
does($ben, 'close', $chat);

# --- Left messages -------------------------------------------------------------

$eve->starts('Call me', leave => 1, email => 'eve@shop.example');
$chat = newest();
like tab($ben, 'messages'), qr/Call me.*New message/s, 'a left message is found';
$r = $ben->get("/office/chat?id=$chat");
like $r->{content}, qr/href="mailto:eve\@shop\.example"/, '... with the way to answer';
unlike $r->{content}, qr/name="text"/, '... which is not to write here';
is does($ben, 'read', $chat, seq => 1)->{status}, 204, 'it is read';
unlike tab($ben, 'messages'), qr/New message/, '... and new no more';
is says($ben, $chat, 'x')->{status}, 404, 'no line goes into it';
is does($ben, 'close', $chat)->{status}, 303, 'it is done';
like tab($ben, 'messages'), qr/Done/, '... and stays, as done';

# --- Hostile text --------------------------------------------------------------

my $bad = qq{"><script>alert(1)</script>'&<?cs var:Csrf ?> javascript:x};
$eve->starts($bad, name => '<b>x</b>');
$chat = newest();
for my $path ("chat?id=$chat", "chat/lines?id=$chat", 'chats?tab=pending',
    'chats/list?tab=pending') {
	my $page = $anna->get("/office/$path")->{content};

	like $page, qr/&lt;script&gt;alert/, "text is shown as text: $path";
	unlike $page, qr/<script>alert|<b>x<|href="javascript/, '... only';
}
is says($anna, $chat, $bad)->{status}, 303, 'it may be said';
is $eve->sync->{chat}{messages}[1]{text}, $bad, '... and arrives as it is';

# --- The guard -----------------------------------------------------------------

for my $what (qw(accept say close typing read)) {
	is does($anna, $what, $chat, csrf => '')->{status}, 403,
	    "$what needs the form's token";
	is $anna->post("/office/chat/$what", {id => $chat},
	    Origin => 'http://evil.example')->{status}, 403, '... and our page';
	is $anna->get("/office/chat/$what")->{status}, 405, '... and is no GET';
	is does($anna, $what, 'x')->{status}, 400, '... and a chat';
	is does($anna, $what, 999999)->{status}, 404, '... that is there';
}
$beckon->db("DELETE FROM role_permission WHERE role_id = 2 AND function = 'use'");
is $anna->get($_)->{status}, 403, "without lhchat,use: $_" for '/office/chats',
    "/office/chat?id=$chat", '/office/alerts';
unlike $anna->get('/office/')->{content}, qr{/office/alerts}, '... nobody asks';

is $beckon->log('office') =~ s/^office\[\d+\]: (?:\d+ workers|.*route.*)\n//mgr,
    '', 'nothing of this is an error';
done_testing;
