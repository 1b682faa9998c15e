#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# 37-told.t: who sent an invitation is told what became of it, on whatever page
# they are, once; through real processes.
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
my $anna = $beckon->browser->sign_in;
my $ben = operator($beckon, 'ben', 11);
my $carl = operator($beckon, 'carl', 11);

# Somebody with a name in the trees.
sub visitor {
	my ($name) = @_;
	my $v = Beckon::Shopper->new($beckon, dep => 'trees');

	$beckon->db("UPDATE visitor SET name = '$name' WHERE id = " . $v->id);
	return $v;
}

# An invitation that they have seen; its id.
sub invite {
	my ($who, $v, %with) = @_;
	my $r = $who->post('/invite/send', {visitor => $v->id,
	    mode => 'invitation', key => key(), text => 'May I help?', %with});

	is $r->{status}, 303, 'sent' or diag $r->{content};
	$v->sees;
	return newest();
}

sub newest { return scalar $beckon->db('SELECT MAX(id) FROM invitation') }

sub alerts { return $_[0]->get('/office/alerts', %htmx)->{content} }

# The notices in the head of a page, as they are read.
sub notices {
	my ($who) = @_;

	return map { s/<[^>]*>//gr =~ s/\s+/ /gr =~ s/^ | \d\d\d\d-.*//gr }
	    alerts($who) =~ m{<p id="told-what-[0-9]+">(.*?)</p>}sg;
}

sub puts_away {
	my ($who, %with) = @_;

	return $who->post('/office/told', {%with})->{status};
}

sub refuses {
	my ($v, $id) = @_;

	return $v->does('closed', invitation => $id);
}

# --- Every outcome -------------------------------------------------------------

is_deeply [notices($anna)], [], 'nothing was sent, nothing is told';

my $ada = visitor('Ada');
my $first = invite($ben, $ada);
is_deeply [notices($ben)], [], 'what is open is no news';
$ada->replies('Yes');
is_deeply [notices($ben)], ['Ada (on “Shop”) replied to your invitation. Open the chat'],
    'a reply is told';
my $chat = $beckon->db('SELECT MAX(id) FROM chat');
like alerts($ben), qr{href="/office/chat\?id=$chat"}, '... with the way to the chat';
like alerts($ben), qr{href="/office/visitor\?id=${\$ada->id}"}, '... and to them';
is_deeply [notices($_)], [], '... to nobody but the sender' for $anna, $carl;

my $bob = visitor('Bob');
my $second = invite($ben, $bob);
refuses($bob, $second);
is((notices($ben))[0], 'Bob (on “Shop”) closed your invitation.',
    'a refusal is told');

my $cleo = visitor('Cleo');
my $third = invite($ben, $cleo, minutes => 5);
$beckon->db("UPDATE invitation SET expires_at = NOW(3) WHERE id = $third");
ok $beckon->until(sub {
	(notices($ben))[0] eq
	    'Your invitation to Cleo (on “Shop”) expired without a reply.';
}), 'that it expired is told' or diag join "\n", notices($ben);

my $dan = visitor('Dan');
my $fourth = invite($ben, $dan);
is $anna->post('/invite/revoke', {visitor => $dan->id, invitation => $fourth})
    ->{status}, 303, 'another operator revokes one';
is((notices($ben))[0],
    'Administrator revoked your invitation to Dan (on “Shop”).',
    '... which is told');

my $eve = visitor('Eve');
my $fifth = invite($ben, $eve);
$eve->starts('I ask by myself');
is((notices($ben))[0], 'Eve (on “Shop”) began a chat:'
    . ' your invitation was withdrawn. Open the chat',
    'a chat of their own is told');

my $fay = visitor('Fay');
my $sixth = invite($ben, $fay);
is $ben->post('/invite/revoke', {visitor => $fay->id, invitation => $sixth})
    ->{status}, 303, 'the sender takes one back';
is scalar(notices($ben)), 5, '... and is not told of it: they know';

# --- A reply that comes too late -----------------------------------------------

is puts_away($ben, id => $second), 303, 'the notice of the refusal is put away';
unlike join("\n", notices($ben)), qr/Bob/, '... and is gone';
$bob->does('reply', invitation => $second, key => key(), text => 'Or yes',
    name => '', email => '', phone => '');
is((notices($ben))[0], 'Bob (on “Shop”) replied after your invitation had'
    . ' been closed: an ordinary chat began. Open the chat',
    'a reply after it is news again');
is puts_away($ben, id => $second), 303, 'who puts the refusal away at that moment';
like join("\n", notices($ben)), qr/Bob/, '... does not miss the reply';
is puts_away($ben, id => $second, replied => 1), 303, 'but then';
unlike join("\n", notices($ben)), qr/Bob/, '... it is gone too';
$fay->does('reply', invitation => $sixth, key => key(), text => 'Hello?',
    name => '', email => '', phone => '');
like((notices($ben))[0], qr/Fay.*been revoked: an ordinary chat began/,
    'so is one after the sender took it back');

# --- Told once ------------------------------------------------------------------

$beckon->db("UPDATE chat SET status = 'closed'"); # they are heard by themselves
my ($heard) = alerts($ben) =~ /data-newest="(\d+)"/;
is $heard, $beckon->db('SELECT CAST(UNIX_TIMESTAMP(MAX(changed_at)) * 1000 AS
    UNSIGNED) FROM invitation WHERE chat_id IS NOT NULL'), 'a reply is to be heard';
my $gil = visitor('Gil');
refuses($gil, my $seventh = invite($ben, $gil));
is((alerts($ben) =~ /data-newest="(\d+)"/)[0], $heard, '... a refusal is not');
my ($have) = alerts($ben) =~ /have=(\w+)/;
is $ben->get("/office/alerts?have=$have", %htmx)->{status}, 204,
    'nothing moved: nothing is sent';
is scalar(notices($ben)), 5, 'five are told';
like alerts($ben), qr{href="/office/outcomes">and 1 more<}, '... and how many more';
is puts_away($ben, id => $seventh), 303, 'one is put away';
is puts_away($ben, id => $seventh), 303, '... twice, by another tab';
unlike join("\n", notices($ben)), qr/Gil/, '... and never comes back';
my $r = $ben->post('/office/told', {id => $first, replied => 1}, %htmx);
is $r->{headers}{location}, '/office/alerts', 'script gets the rest of them';

my $status = $ben->get('/invite/status?visitor=' . $eve->id, %htmx);
is $status->{status}, 200, 'the life of an invitation that ended';
like $status->{content}, qr/data-told="$fifth"/, '... counts as telling';
like $ben->get('/office/visitor?id=' . $eve->id)->{content},
    qr/data-told="$fifth"/, '... and so does the visitor\'s page';
unlike $anna->get('/office/visitor?id=' . $eve->id)->{content}, qr/data-told=/,
    '... for the sender only';

is puts_away($ben, id => $_), 404, "not mine or not there: $_"
    for 999999, do { invite($anna, visitor('Hal')) };
is puts_away($carl, id => $third), 404, '... not of a colleague';
is puts_away($ben), 400, 'no invitation named';
is puts_away($ben, id => 1, until => 1), 400, 'both ways at once';
is puts_away($ben, until => '18446744073709551615'), 400, 'after all times';

# --- What one may not see any more ----------------------------------------------

$beckon->db("UPDATE assignment SET department_id = 12 WHERE operator_id = $ben->{id}");
my @hidden = notices($ben);
is $hidden[-1], 'Your invitation to a visitor you no longer see expired without a reply.',
    'a visitor of another department is not named' or diag join "\n", @hidden;
unlike alerts($ben), qr/Cleo|Dan|Eve|Fay|Shop”|office\/(?:visitor|chat)\?/,
    '... nor where they are, nor linked';
unlike $ben->get('/office/outcomes')->{content},
    qr/Ada|Bob|Cleo|Dan|Eve|Fay|Gil|Shop”/, '... nor on the page of them all';
$beckon->db("UPDATE assignment SET department_id = 11 WHERE operator_id = $ben->{id}");

# --- All of them ------------------------------------------------------------------

my $page = $ben->get('/office/outcomes')->{content};
like $page, qr/\Q$_\E/, "the page of them all has $_"
    for qw(Ada Bob Cleo Dan Eve Fay Gil);
my ($until) = $page =~ /data-told-until="(\d+)"/;
is puts_away($ben, until => $until), 303, 'all are put away';
is_deeply [notices($ben)], [], '... and none comes back';
like $ben->get('/office/outcomes')->{content}, qr/Bob.*Ada/s,
    '... they can still be read';
unlike $ben->get('/office/outcomes')->{content}, qr/data-told-until/,
    '... and are told';

my $ida = visitor('Ida');
refuses($ida, my $old = invite($ben, $ida));
is scalar(notices($ben)), 1, 'a new one is told';
$beckon->db("UPDATE invitation SET changed_at = NOW(3) - INTERVAL 25 HOUR
    WHERE id = $old");
is_deeply [notices($ben)], [], 'after a day nobody is told any more';
like $carl->get('/office/outcomes')->{content}, qr/Nothing in the last 24 hours/,
    'who sent none reads what would stand there';

$beckon->db("UPDATE invitation SET changed_at = NOW(3) WHERE id = $old");
$beckon->db("UPDATE visitor SET name = '<u>x' WHERE id = " . $ida->id);
$beckon->db("UPDATE page_view SET title = '<u>x'");
$beckon->db("UPDATE site SET name = '<u>x'");
$beckon->db("UPDATE operator SET name = '<u>x' WHERE id = 1");
for (alerts($ben), $ben->get('/office/outcomes')->{content}) {
	like $_, qr/&lt;u&gt;x/, 'hostile names are shown as text';
	unlike $_, qr/<u>x/, '... and as nothing else';
}
is $beckon->log('office') =~ s/^office\[\d+\]: (?:\d+ workers|.*route.*)\n//mgr,
    '', 'nothing of this is an error';
done_testing;
