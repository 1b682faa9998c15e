#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# Who gets a chat, through real processes: the table of semantics.md section 4
# with the sender in every state; offers, transfers, and what the history says.
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
my $anna = operator($beckon, 'anna', 11);
my $ben = operator($beckon, 'ben', 11);
my %name = ($anna->{id} => 'anna', $ben->{id} => 'ben');
my $admin = $beckon->browser->sign_in;
$beckon->db('UPDATE assignment SET no_auto = 1 WHERE operator_id = 1');

sub newest { return scalar $beckon->db('SELECT MAX(id) FROM chat') }

# "status owner"
sub row {
	my ($chat) = @_;
	my ($status, $owner) = split / /, $beckon->db(
	    "SELECT CONCAT_WS(' ', status, owner_id) FROM chat WHERE id = $chat");

	return $status . ' ' . ($owner ? $name{$owner} // $owner : 'nobody');
}

sub comes {
	my ($chat, $row, $what) = @_;

	ok eval { $beckon->until(sub { row($chat) eq $row }) }, $what
	    or diag row($chat) . ", not $row";
}

sub invite {
	my ($eve, %with) = @_;

	$beckon->until(sub { $beckon->db('SELECT gone_at > NOW(3) FROM presence'
	    . ' WHERE visitor_id = ' . $eve->id) });
	my $r = $anna->post('/invite/send', {visitor => $eve->id, key => key(),
	    text => 'May I help?', mode => 'invitation', %with});
	die "invite: $r->{status}" if $r->{status} != 303;
}

# So many seconds go by for chats that are offered.
sub later {
	my ($seconds) = @_;

	$beckon->db("UPDATE chat SET offer_until = offer_until - INTERVAL"
	    . " $seconds SECOND, offered_at = offered_at - INTERVAL $seconds"
	    . " SECOND WHERE status = 'pending';"
	    . "UPDATE offer SET ended_at = ended_at - INTERVAL $seconds SECOND");
}

sub history {
	my ($chat) = @_;
	my $page = $admin->get("/office/chat?id=$chat")->{content};

	return join '; ', map { s/<[^>]*>//gr }
	    $page =~ m{<li class="happened"[^>]*><span>(.*?)</span>}sg;
}

# --- The table -------------------------------------------------------------------

my %send = ('assign to me' => {assign_me => 1},
    'skip bot' => {assign_me => 1, skip_bot => 1},
    'with chat' => {mode => 'chat'});
my %state = (online => 'online = 1', offline => 'online = 0',
    invisible => 'visible = 0', disabled => 'disabled = 1');
# Accepts automatically, and is signed in.
my %auto = ('by hand' => [0, 1], 'automatic, gone' => [1, 0],
    'automatic, there' => [1, 1]);

# What it comes to: at once, and an accept time later.
sub expected {
	my ($send, $state, $auto, $assigns) = @_;

	return ('active anna') x 2 if $send eq 'with chat';
	return $assigns ? ('pending ben', 'pending nobody') :
	    ('pending nobody') x 2 if $state eq 'disabled';
	return ('active anna') x 2 if $auto eq 'automatic, there';
	return ('pending anna', $assigns ? 'pending ben' : 'pending anna');
}

sub group {
	my ($state, $auto, $assigns) = @_;
	my ($accepts, $there) = @{$auto{$auto}};
	my %chat;

	$beckon->db("UPDATE chat SET status = 'closed', closed_at = NOW(3);"
	    . "UPDATE department SET auto_assign = $assigns,"
	    . " accept_seconds = 30; UPDATE operator SET online = 1,"
	    . " visible = 1, disabled = 0, auto_accept = 0;"
	    . "UPDATE operator SET always_online = 1 WHERE id = $ben->{id};"
	    . 'UPDATE session SET seen_at = NOW(3)');
	my %eve = map { $_ => Beckon::Shopper->new($beckon, dep => 'trees') }
	    keys %send;
	invite($eve{$_}, %{$send{$_}}) for keys %send;
	$beckon->db("UPDATE operator SET $state{$state},"
	    . " auto_accept = $accepts WHERE id = $anna->{id}");
	$beckon->db('UPDATE session SET seen_at = NOW(3) - INTERVAL 1 HOUR'
	    . " WHERE operator_id = $anna->{id}") if !$there;
	for my $send (sort keys %send) {
		my $case = "$send, $state, $auto, "
		    . ($assigns ? 'auto-assignment' : 'no auto-assignment');

		if ($send eq 'with chat') {
			$chat{$send} = $eve{$send}->sync->{chat}{id};
			$eve{$send}->does('say', chat => $chat{$send},
			    key => key(), text => 'Yes');
		} else {
			$eve{$send}->replies('Yes');
			$chat{$send} = newest();
		}
		comes($chat{$send}, (expected($send, $state, $auto,
		    $assigns))[0], "$case: at once");
	}
	later(30);
	for my $send (sort keys %send) {
		comes($chat{$send}, (expected($send, $state, $auto,
		    $assigns))[1], "... $send: an accept time later");
	}
	return $chat{'assign to me'};
}

my $told;
for my $assigns (0, 1) {
	for my $state (sort keys %state) {
		for my $auto (sort keys %auto) {
			my $chat = group($state, $auto, $assigns);

			$told = $chat if $assigns && $state eq 'offline' &&
			    $auto eq 'by hand';
		}
	}
}
like history($told), qr/Offered\ to\ the\ sender\ of\ the\ invitation,\ Anna,
    \ who\ is\ offline,\ to\ accept\ in\ 30\ s;\ Anna\ did\ not\ accept\ in\ 30
    \ s;\ Offered\ to\ Ben,\ the\ only\ operator\ available/x,
    'the history says in words who was offered it, when, and why';

# --- The session comes alive while the offer stands --------------------------------

$beckon->db("UPDATE operator SET online = 1, visible = 1, disabled = 0,"
    . " auto_accept = 1 WHERE id = $anna->{id}; UPDATE session"
    . " SET seen_at = NOW(3)");
my $eve = Beckon::Shopper->new($beckon, dep => 'trees');
invite($eve, assign_me => 1);
$beckon->db('UPDATE session SET seen_at = NOW(3) - INTERVAL 1 HOUR');
$eve->replies('Yes');
my $chat = newest();
is row($chat), 'pending anna', 'who is not signed in is offered it';
$anna->get('/office/');
comes($chat, 'active anna', 'as soon as they are back it is theirs');
like history($chat), qr/Accepted automatically for Anna/, '... as told';
ok $beckon->until(sub { $beckon->poll($eve->box)->{json}{n} }),
    'the visitor hears of it';
is $eve->sync(chat => $chat)->{chat}{operator}, 'Anna', '... and who it is';

# --- An offer as it is seen ---------------------------------------------------------

$beckon->db('UPDATE operator SET auto_accept = 0; UPDATE chat'
    . " SET status = 'closed', closed_at = NOW(3);"
    . 'UPDATE department SET accept_seconds = 60, auto_assign = 1;'
    . "UPDATE operator SET online = 0 WHERE id = $ben->{id};"
    . 'UPDATE operator SET last_accepted_at = NULL');
$eve = Beckon::Shopper->new($beckon, dep => 'trees');
$eve->starts('Do you have lemon trees?');
$chat = newest();
comes($chat, 'pending anna', 'a chat that a visitor begins is given out too');
like $anna->get('/office/chats?tab=pending')->{content},
    qr/Offered to you, \d+ s left/, 'who is offered it sees how long it runs';
like $ben->get('/office/chats?tab=pending')->{content},
    qr/Offered to Anna<small>\d+ s left/, '... and others see whose it is';
is $ben->post('/office/chat/accept', {id => $chat})->{status}, 409,
    '... and cannot take it';
is $eve->sync(chat => $chat)->{chat}{operator}, undef,
    'the visitor is told of no offer';
is $anna->post('/office/chat/accept', {id => $chat})->{status}, 303,
    'it is accepted';
is $beckon->db("SELECT outcome FROM offer WHERE chat_id = $chat"), 'accepted',
    '... and the offer has ended';

# --- Transfer -------------------------------------------------------------------------

my $page = $anna->get("/office/chat/transfer?id=$chat")->{content};
like $page, qr{<option value="o$ben->{id}">Ben \(not there now\)},
    'a colleague can be chosen';
like $page, qr{<option value="d12">Garage}, '... or a department';
my $transfer = sub { return $_[0]->post('/office/chat/transfer',
    {id => $chat, note => '', @_[1 .. $#_]}) };
is $transfer->($anna)->{status}, 422, 'nobody chosen, nothing done';
is $transfer->($anna, to => 'o999999')->{status}, 409, 'nobody of that name';
is $transfer->($anna, to => 'd999999')->{status}, 409, 'no such department';
is $transfer->($anna, to => "o$ben->{id}", note => 'x' x 501)->{status}, 422,
    'too long a note';
is $transfer->($ben, to => "o$ben->{id}")->{status}, 409,
    'nobody takes it by a transfer';
is row($chat), 'active anna', 'so far nothing has changed';
is $transfer->($anna, to => "o$ben->{id}", note => 'Knows <lemons>')->{status},
    303, 'it is handed on';
is row($chat), 'pending ben', '... to be accepted';
like history($chat), qr/Anna handed the chat to Ben: “Knows &lt;lemons&gt;”/,
    '... with the note';
is $beckon->db("SELECT outcome FROM offer WHERE chat_id = $chat ORDER BY id"
    . ' DESC LIMIT 1'), 'NULL', '... and an offer that runs';
is $ben->post('/office/chat/accept', {id => $chat})->{status}, 303,
    'it is accepted';
is $transfer->($ben, to => 'd12')->{status}, 303, 'it is moved to a department';
is row($chat), 'pending nobody', '... where it waits';
is $anna->get("/office/chat?id=$chat")->{status}, 404,
    '... out of sight of the other department';
like history($chat), qr/Ben moved the chat to Garage/, '... as told';

# --- Taking over -----------------------------------------------------------------------

$beckon->db("UPDATE chat SET department_id = 11, status = 'active',"
    . " owner_id = $anna->{id} WHERE id = $chat");
is $ben->post('/office/chat/takeover', {id => $chat})->{status}, 403,
    'taking over wants the permission';
is $admin->post('/office/chat/takeover', {id => $chat})->{status}, 303,
    'who has it takes over';
like history($chat), qr/took the chat over from Anna/, '... as told';
is $anna->post('/office/chat/say', {id => $chat, key => key(),
    text => 'x'})->{status}, 303, 'colleagues still may write';

# --- The department's page ---------------------------------------------------------------

my $path = '/office/department/assignment';
is $anna->get("$path?id=11")->{status}, 403, 'not everybody sets it';
is $admin->get("$path?id=999")->{status}, 404, 'no such department';
my ($version) = $admin->get("$path?id=11")->{content} =~
    /name="version" value="(\d+)"/;
my %set = (id => 11, version => $version, key => key(), on => 1, accept => 45,
    max_operator => 3, max_department => '', delay => 10, fewest => 1,
    inactive => '', unanswered => '');
is $admin->post($path, {%set, accept => $_})->{status}, 400,
    "an accept time is a number: $_" for '0', '-1', 'x', 99999;
is $admin->post($path, \%set)->{status}, 303, 'it is saved';
is $beckon->db("SELECT CONCAT_WS(' ', auto_assign, accept_seconds,"
    . ' max_operator_chats, IFNULL(max_department_chats, 0),'
    . ' min_delay_seconds, fewest_first, use_priority) FROM department'
    . ' WHERE id = 11'), '1 45 3 0 10 1 0', '... as given';
is $admin->post($path, {%set, accept => 50})->{status}, 409,
    'an old form is told what changed';

# --- Texts kept ready ----------------------------------------------------------------------

is $admin->post('/office/canned', {department => 11, key => key(),
    title => 'Opening <hours>', text => 'We are open from 9 to 5.'})->{status},
    303, 'a text is kept';
my $kept = $beckon->db('SELECT MAX(id) FROM canned_message');
is $admin->post('/office/canned', {department => 11, key => key(),
    title => '', text => 'x'})->{status}, 400, 'it has a title';
is $admin->post('/office/canned', {department => 999, key => key(),
    title => 'x', text => 'x'})->{status}, 404, '... and a department or none';
like $anna->get("/office/chat?id=$chat")->{content},
    qr{<option value="$kept" data-text="We are open from 9 to 5\.">Opening &lt;},
    'it stands in the chat of its department';
like $anna->get("/office/chat?id=$chat&canned=$kept")->{content},
    qr{name="text"[^>]*>We are open from 9 to 5\.</textarea>},
    '... and is put into the field without script';
$eve = Beckon::Shopper->new($beckon, dep => 'trees');
like $anna->get('/invite/new?visitor=' . $eve->id . "&canned=$kept")->{content},
    qr{id="say-text"[^>]*>We are open}, '... and into the send dialog';
my $other = Beckon::Shopper->new($beckon, dep => 'garage');
unlike $admin->get('/invite/new?visitor=' . $other->id)->{content},
    qr/Opening/, '... not for another department';
is $admin->post('/office/canned/delete', {id => $kept, department => 11})
    ->{status}, 303, 'it is deleted';
is $beckon->db('SELECT COUNT(*) FROM canned_message'), 0, '... and gone';

# --- Automatic away ------------------------------------------------------------------------

is $anna->post('/office/account', {name => 'Anna', email => '',
    languages => $_->[0], away => $_->[1]})->{status}, $_->[2],
    "languages '$_->[0]', away after '$_->[1]'" for ['De', '', 400],
    ['de,', '', 400], ['', 'x', 400], ['', 1441, 400], ['de,en', 5, 303];
sub away {
	return $beckon->db("SELECT away_at <= NOW(3) FROM operator"
	    . " WHERE id = $anna->{id}");
}
is away(), 0, 'who does something is not away';
$beckon->db("UPDATE operator SET away_at = NOW(3) WHERE id = $anna->{id}");
$anna->get('/office/alerts', %htmx);
is away(), 1, 'what the page asks by itself changes nothing';
$anna->get('/office/alerts?here=1', %htmx);
is away(), 0, '... unless somebody has touched it';
$beckon->db("UPDATE operator SET away_at = NOW(3) WHERE id = $anna->{id}");
$anna->get('/office/');
is away(), 0, 'who opens a page is back';

done_testing;
