#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# Whoever has read everything that went over http: the token, the mailbox, all
# that was said there.  What was begun on https stays shut to them.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Beckon::Shopper qw(operator);
use Test::More;
use Visit;

my $beckon = Beckon->start;
$beckon->db("INSERT INTO site_host (site_id, host)
    SELECT id, 'shop.example' FROM site");
visit_with($beckon);

my $ben = operator($beckon, 'ben', 'all');
my $https = 'https://shop.example/pay?card=1#now';
my ($mine, $his) = ('5' x 64, '6' x 64);
my $r;

sub chat_of { return scalar $beckon->db('SELECT MAX(id) FROM chat') }
sub lines_of {
	return scalar $beckon->db("SELECT COUNT(*) FROM message"
	    . " WHERE chat_id = $_[0]");
}

sub said {
	return join ' ', map { $_->{text} } @{$_[0]{json}{chat}{messages}};
}

# --- Begun on http ------------------------------------------------------------

my ($token, $id) = visitor();
my %weak = (token => $token);
my %strong = (token => $token, strong => $mine);
my %stolen = (token => $token, strong => $his);

widget('/w/start', {page(), %weak, key => key(), text => 'on http'});
my $chat = chat_of();
$r = widget('/w/sync', {%weak});
is said($r), 'on http', 'what http chats say he sees';
$r = widget('/w/hello', {page(url => $https), %strong});
is_deeply [map { $_->{text} } @{$r->{json}{state}{chat}{messages}}],
    ['on http'], 'the visitor goes on with it on https';
widget('/w/say', {%strong, chat => $chat, key => key(), text => 'still'});
is said(widget('/w/sync', {%weak})), 'on http still',
    '... as safe as http, and no safer';
widget('/w/end', {%weak, chat => $chat});

# --- Begun on https -----------------------------------------------------------

$r = widget('/w/start', {page(url => $https), %strong, key => key(),
    text => 'secret'});
is $r->{json}{state}{chat}{messages}[0]{text}, 'secret',
    'a chat is begun on https';
is $r->{json}{token}, $token, '... by the same visitor';
$chat = chat_of();
isnt scalar $beckon->db("SELECT LOWER(HEX(strong_hash)) FROM chat"
    . " WHERE id = $chat"), $mine, '... what opens it is kept as a hash';
for (['without more', %weak], ['with one of his own', %stolen],
    ['with nonsense', %weak, strong => 'x']) {
	my ($how, %he) = @$_;
	my $before = lines_of($chat);

	$r = widget('/w/sync', {%he});
	is_deeply $r->{json}{chat}, {id => $chat, status => 'pending',
	    locked => JSON::PP::true, page => 'https://shop.example/pay'},
	    "$how he hears that there is one, and not a word of it";
	$r = widget('/w/sync', {%he, chat => $chat, read => 1});
	ok !exists $r->{json}{chat}{messages}, '... nor by asking for it';
	is $beckon->db("SELECT visitor_seq FROM chat WHERE id = $chat"), 0,
	    '... nor does he read for them';
	$r = widget('/w/say', {%he, chat => $chat, key => key(),
	    text => 'It is me'});
	is "$r->{status} $r->{json}{code}", '404 gone', '... nor say';
	$r = widget('/w/end', {%he, chat => $chat});
	is "$r->{status} $r->{json}{code}", '404 gone', '... nor end';
	$r = widget('/w/person', {%he, chat => $chat});
	is "$r->{status} $r->{json}{code}", '404 gone',
	    '... nor ask for a person';
	widget('/w/typing', {%he, chat => $chat, on => 1});
	is $beckon->db("SELECT visitor_typing_at IS NULL FROM chat"
	    . " WHERE id = $chat"), 1, '... nor seem to write';
	$r = widget('/w/start', {page(), %he, key => key(), text => 'Mine'});
	is "$r->{status} $r->{json}{code}", '409 has_chat',
	    '... nor begin another in their name';
	ok !exists $r->{json}{state}{chat}{messages},
	    '... and is told nothing by it';
	$r = widget('/w/hello', {page(), %he});
	ok !exists $r->{json}{state}{chat}{messages}, '... nor by a page view';
	is lines_of($chat), $before, '... and nothing is in the chat';
	is $beckon->db("SELECT status FROM chat WHERE id = $chat"), 'pending',
	    '... which goes on';
}
is $beckon->db("SELECT COUNT(*) FROM visitor"), 1,
    'it is one visitor for all that';

# An invitation that ended is replied to: the text must not go into the chat.
zoe();
my $old = invite($id, "status = 'expired', ended_at = NOW(3)");
my $before = lines_of($chat);
$r = widget('/w/reply', {%weak, invitation => $old, key => key(),
    text => 'Let me in'});
is "$r->{status} $r->{json}{code}", '404 gone',
    'nor by a reply to an invitation';
is lines_of($chat), $before, '... which is not in the chat';
is $beckon->db("SELECT chat_id IS NULL FROM invitation WHERE id = $old"), 1,
    '... and leaves no trace';

$r = widget('/w/say', {%strong, chat => $chat, key => key(), text => 'mine'});
is said($r), 'secret mine', 'to the visitor all of it is open';
widget('/w/end', {%strong, chat => $chat});
$r = widget('/w/sync', {%weak, chat => $chat});
is $r->{json}{chat}, undef, 'once it is closed he hears of none';
$r = widget('/w/sync', {%strong, chat => $chat});
is said($r), 'secret mine', '... and the visitor may read it still';

# --- Invitations, and what an operator begins ---------------------------------

my $invitation = invite($id);
$r = widget('/w/sync', {%weak});
is $r->{json}{invitation}{id}, $invitation,
    'an invitation is shown on http too';
$r = widget('/w/reply', {%strong, invitation => $invitation, key => key(),
    text => 'Yes, in private'});
is said($r), 'Help? Yes, in private', 'a reply on https begins a chat';
ok $r = widget('/w/sync', {%weak})->{json}{chat}{locked},
    '... that stays shut on http';
widget('/w/end', {%strong, chat => chat_of()});

$ben->get('/office/');
$r = $ben->post('/invite/send', {visitor => $id, mode => 'chat',
    key => key(), text => 'Hello, it is Ben'});
like $r->{status}, qr/^30/, 'an operator begins a chat' or diag $r->{content};
is said(widget('/w/sync', {%weak})), 'Hello, it is Ben',
    '... whose first line is as open as an invitation';
$chat = chat_of();
widget('/w/say', {%strong, chat => $chat, key => key(), text => 'My card'});
ok widget('/w/sync', {%weak})->{json}{chat}{locked},
    '... and is shut once it is answered on https';
is said(widget('/w/sync', {%strong})), 'Hello, it is Ben My card',
    '... but to the visitor';

done_testing;
