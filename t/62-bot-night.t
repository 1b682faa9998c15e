#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# A bot while nobody is there: the visitor is told that it answers, and what
# happens when it hands over; a chat that the visitor left with it ends.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Beckon::Shopper qw(bot key operator);
use Test::More;

my $beckon = Beckon->start(conf => ['password.cost min']);

$beckon->db(q{INSERT INTO department (id, name, alias) VALUES
    (11, 'Trees', 'trees'), (12, 'Garage', 'garage'), (13, 'Old', 'old'),
    (14, 'Tools', 'tools')});
$beckon->db('UPDATE department SET disabled = 1 WHERE id = 13');
bot($beckon, 11);
my $ben = operator($beckon, 'ben', 11, 12);

sub here { $beckon->db('UPDATE operator SET last_seen_at = NOW(3) - INTERVAL '
    . ($_[0] ? 0 : 300) . ' SECOND') }
sub newest { return scalar $beckon->db('SELECT MAX(id) FROM chat') }
sub row { return scalar $beckon->db("SELECT CONCAT_WS(' ', status, closed_by)"
    . ' FROM chat WHERE id = ' . newest()) }
sub history { return $ben->get('/office/chat?id=' . newest())->{content} }

# --- Who has a chat that is begun now -------------------------------------------

# What hello says of it and what is so; the departments of the tag, that of the
# site; one that is disabled is passed over, unless it is the only one.
here(0);
for (
	['trees', 'NULL', 1, 'a department with a bot'],
	['garage', 'NULL', 0, 'one without'],
	['', 11, 1, 'the site\'s own'],
	['', 'NULL', 0, 'none'],
	['nonsense', 11, 1, 'a tag that names none: the site\'s own'],
	['garage', 11, 0, '... but not where the tag names another'],
	['garage,trees', 'NULL', 0, 'two: the first counts'],
	['trees,garage', 'NULL', 1, '... in their order'],
	['old,trees', 'NULL', 1, '... and one that is disabled does not'],
	['old,garage', 11, 0, '... whichever comes then'],
) {
	my ($dep, $site, $bot, $what) = @$_;
	$beckon->db("UPDATE site SET department_id = $site");
	my $eve = Beckon::Shopper->new($beckon, dep => $dep);
	is $eve->{hello}{bot} ? 1 : 0, $bot, "hello tells: $what";
	ok !$eve->{hello}{online}, '... and that nobody is there';
	is $eve->{hello}{state}{bot} ? 1 : 0, $bot, '... in the state too';
	is $eve->sync->{bot} ? 1 : 0, $bot, '... and so does sync';
	$eve->starts('Hello?');
	is row(), $bot ? 'bot' : 'pending', '... and so it is';
}
$beckon->db('UPDATE site SET department_id = NULL');
$beckon->db('UPDATE site SET tracking = 0');
ok $beckon->widget('/w/hello', {nonce => key() x 2, view => key(),
    url => $beckon->shop_url . '/', title => '', ref => '', lang => 'en',
    tz => 'UTC', dep => 'trees', state => 'new'})->{json}{bot},
    'also where visitors are not tracked';
$beckon->db('UPDATE site SET tracking = 1');

here(1);
$beckon->db('INSERT INTO department_hours VALUES (11,'
    . ' (WEEKDAY(NOW()) + 3) % 7, 0, 1)');
my $closed = Beckon::Shopper->new($beckon, dep => 'trees');
ok !$closed->{hello}{online}, 'an operator is there, the department is closed';
ok $closed->{hello}{bot}, '... and its bot is not';
$beckon->db('DELETE FROM department_hours');
my $open = Beckon::Shopper->new($beckon, dep => 'trees');
ok $open->{hello}{online}, 'open again';

# --- Handed over to nobody --------------------------------------------------------

here(0);
my $eve = Beckon::Shopper->new($beckon, dep => 'trees');
$eve->starts('Hello?');
my $s = $eve->does('person', chat => newest());
is $s->{chat}{status}, 'pending', 'a person is asked for at night';
ok !$s->{online}, '... and the page knows that nobody is there';
ok !$s->{chat}{email}, '... nor an address of the visitor';
sub leaves { return $_[0]->does('address', chat => newest(), email => $_[1]) }
is leaves($eve, $_)->{code}, 'fields', "no address: $_"
    for '', 'eve', 'eve@', 'a b@c.example', 'x' x 190 . '@shop.example';
$s = leaves($eve, 'eve@shop.example');
ok $s->{chat}{email}, 'an address is left';
is $s->{chat}{status}, 'pending', '... and the chat still waits';
is $beckon->db('SELECT email FROM visitor WHERE id = ' . $eve->id),
    'eve@shop.example', '... it is stored';
leaves($eve, 'eve@shop.example');
is scalar(() = history() =~ /The visitor left an e-mail address/g), 1,
    '... the history says so, once';
like history(), qr/eve\@shop\.example/, '... and operators see it';
is leaves(Beckon::Shopper->new($beckon, dep => 'trees'), 'x@y.example')
    ->{code}, 'gone', 'in a chat of one\'s own only';
is leaves($eve, q{<b>"'&@shop.example})->{code} // 'kept', 'fields',
    'what is no address is not kept';
is $eve->does('address', chat => 'x', email => 'a@b.example')->{code},
    'bad_request', '... nor what is no chat';

# --- Left with the bot ------------------------------------------------------------

sub ages {
	my ($minutes) = @_;

	$beckon->db("UPDATE $_ SET "
	    . ($_ eq 'chat' ? 'created_at' : 'at')
	    . " = NOW(3) - INTERVAL $minutes MINUTE WHERE "
	    . ($_ eq 'chat' ? 'id' : 'chat_id') . ' = ' . newest())
	    for 'chat', 'message';
}
sub goes { $beckon->db('DELETE FROM presence WHERE visitor_id = ' .
    $_[0]->id) }
# One that must go is made last: when it has gone, the others were looked at.
sub leaves_bot {
	my ($minutes) = @_;
	my $who = Beckon::Shopper->new($beckon, dep => 'trees');

	$who->starts('Hello?');
	ages($minutes);
	return $who;
}
my %is = map { $_ => do { leaves_bot(61); newest() } } qw(online pending);
$beckon->db("UPDATE chat SET status = 'pending', pending_at = created_at"
    . " WHERE id = $is{pending}");
$beckon->db('DELETE FROM presence WHERE visitor_id = (SELECT visitor_id FROM'
    . " chat WHERE id = $is{pending})");
my $finn = leaves_bot(58);
$is{quick} = newest();
goes($finn);
my $gone = leaves_bot(61);
goes($gone);
$beckon->until(sub { row() eq 'closed bot' },
    'who left the bot an hour ago has ended the chat');
like history(), qr/Ended: the visitor left the bot/, '... and the history says so';
is $beckon->db("SELECT status FROM chat WHERE id = $is{online}"), 'bot',
    '... not while the visitor is online';
is $beckon->db("SELECT status FROM chat WHERE id = $is{quick}"), 'bot',
    '... nor within the hour';
is $beckon->db("SELECT status FROM chat WHERE id = $is{pending}"), 'pending',
    'a chat that waits for people goes on waiting';
like $ben->get('/office/chats?tab=pending')->{content},
    qr/id="c$is{pending}"/, '... where they see it';
is $gone->sync(chat => newest())->{chat}{closed_by}, 'bot',
    'who comes back is told that it ended';

$beckon->db('UPDATE department SET bot_minutes = 5 WHERE id = 11');
$beckon->until(sub { $beckon->db("SELECT status FROM chat WHERE id = $is{quick}")
    eq 'closed' }, 'a department may say another time');
pass 'a department may say another time';
is $beckon->log('visit') =~ /error|warn/i, '', 'visit had nothing to complain of';
is $beckon->log('pulse') =~ /error|warn/i, '', '... nor had pulse';

done_testing;
