#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# 61-priority.t: of the chats that wait, the one with the higher priority is
# given out first: a department's own, and one chat's; through real processes.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Beckon::Shopper qw(operator);
use Test::More;

my $beckon = Beckon->start;
$beckon->db(q{INSERT INTO department (id, name, alias) VALUES
    (11, 'Trees', 'trees'), (12, 'Garage', 'garage')});
my $admin = $beckon->browser->sign_in;
my $ben = operator($beckon, 'ben', 11, 12);
my $carl = operator($beckon, 'carl', 11, 12);
$beckon->db('UPDATE assignment SET no_auto = 1 WHERE operator_id <> '
    . $ben->{id});
$beckon->db("UPDATE operator SET online = 0 WHERE id = $ben->{id}");

my $path = '/office/department/assignment';

# The form as a browser would send it, with these changes.
sub set_rules {
	my ($id, %with) = @_;
	my $page = $admin->get("$path?id=$id")->{content};
	my %f = map { /name="(\w+)" value="([^"]*)"/ }
	    grep { !/checkbox/ } $page =~ m{(<input[^>]*>)}g;

	delete @f{qw(csrf online visible to)};
	return $admin->post($path, {%f, fewest => 1, %with});
}

sub begins {
	my ($department) = @_;
	my $v = Beckon::Shopper->new($beckon, dep => $department);

	$v->starts('Hello');
	return scalar $beckon->db('SELECT MAX(id) FROM chat');
}

sub priority {
	return scalar $beckon->db("SELECT priority FROM chat WHERE id = $_[0]");
}

# 0: nobody.
sub owner {
	return scalar $beckon->db(
	    "SELECT COALESCE(owner_id, 0) FROM chat WHERE id = $_[0]");
}

sub set_to {
	my ($who, $chat, $to, %with) = @_;

	return $who->post('/office/chat/priority',
	    {id => $chat, priority => $to, %with});
}

# --- A department's -----------------------------------------------------------

is set_rules(11, on => 1, max_operator => 1)->{status}, 303, 'chats are given out';
is set_rules(12, on => 1, max_operator => 1, chats => 'high')->{status}, 400,
    'a priority is a number';
is set_rules(12, on => 1, max_operator => 1, chats => 1000)->{status}, 400,
    '... of three digits';
is set_rules(12, on => 1, max_operator => 1, chats => 5)->{status}, 303,
    '... and kept';
like $admin->get("$path?id=12")->{content}, qr/name="chats" value="5"/,
    '... and shown again';
like $beckon->db("SELECT detail FROM audit WHERE object_id = 12
    AND what = 'department change' ORDER BY id DESC LIMIT 1"),
    qr/priority of chats/, '... and noted';

my $older = begins('trees');
my $newer = begins('garage');
is priority($older), 0, 'a chat of a department without';
is priority($newer), 5, '... and of one with a priority';
my $list = $ben->get('/office/chats?tab=pending')->{content};
like $list, qr/id="c$newer".*id="c$older"/s, 'they are listed in that order';
like $list, qr/Garage · priority 5/, '... which says why';

# --- One chat's ------------------------------------------------------------------

is set_to($carl, $older, 9)->{status}, 409, 'who does not hold a chat';
like set_to($carl, $older, 9)->{content}, qr/You do not hold this chat/,
    '... is told so';
unlike $carl->get("/office/chat?id=$older")->{content}, qr/id="talk-raise"/,
    '... and has no form for it';
is priority($older), 0, '... and it is as it was';
is set_to($admin, $older, $_)->{status}, 422, "no priority: $_"
    for 'x', 1000, -1000, '--1', '1.5';
is set_to($admin, 999999, 1)->{status}, 404, 'of no chat';
like $admin->get("/office/chat?id=$older")->{content},
    qr/id="talk-priority" name="priority" value="0"/, 'with the permission there is one';
is set_to($admin, $older, 7)->{status}, 303, '... which raises it';
is set_to($admin, $older, 7)->{status}, 303, '... twice';
is priority($older), 7, '... to that';
my $page = $admin->get("/office/chat?id=$older")->{content};
like $page, qr{<b>Administrator</b> raised the chat’s priority to 7}, 'the history says it';
is $beckon->db("SELECT COUNT(*) FROM chat_event WHERE chat_id = $older
    AND kind = 'priority'"), 1, '... once';
like $page, qr/· priority 7/, '... and so does the chat';

$beckon->db("UPDATE operator SET online = 1, last_seen_at = NOW(3)
    WHERE id = $ben->{id}");
ok $beckon->until(sub {
	owner($older) == $ben->{id};
}), 'now it is offered first';
is owner($newer), 0,
    '... and the other one waits';
is set_to($carl, $older, 9)->{status}, 409, 'who sees it and has it not';
is set_to($ben, $older, -3)->{status}, 303, 'who holds it needs no permission';
like $ben->get("/office/chat?id=$older")->{content},
    qr{<b>Ben</b> lowered the chat’s priority to -3}, '... nor to lower it';
$ben->post('/office/chat/close', {id => $older});
is set_to($ben, $older, 1)->{status}, 409, 'what has ended has no priority';
ok $beckon->until(sub {
	owner($newer) == $ben->{id};
}), '... and the next one is offered';
is $beckon->log('office') =~ s/^office\[\d+\]: (?:\d+ workers|.*route.*)\n//mgr,
    '', 'nothing of this is an error';
done_testing;
