#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# 34-pulse.t: beats become presence, the feed becomes files, and neither
# needs anything that pulse remembers.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Beckon::Box;
use Fcntl;
use Test::More;
use Time::HiRes qw(sleep time);

my $beckon = Beckon->start(only => 'mariadb,pulse');
my $run = $beckon->env('RUN_DIR');
my %STATE = (front => 0, idle => 1, hidden => 2, chat => 3, new => 4);

sub tick { return [split ' ', $beckon->slurp_file("$run/box/tick")] }
sub file { return $beckon->slurp_file("$run/box/$_[0]{box}") }

# A record as a poll worker writes it.
sub beat {
	my ($kind, $box, $state, $instance) = @_;

	sysopen my $pipe, "$run/beat", O_WRONLY | O_NONBLOCK or return;
	syswrite $pipe, pack('C4L', 0xbe, 1, $kind, $STATE{$state},
	    $instance) . pack 'H*', $box;
}
sub here { beat(1, $_[0]{box}, $_[1], $_[2] // 1) }
sub leaves { beat(2, $_[0]{box}, 'front', $_[1] // 1) }

# (state, seconds until gone) as the list sees it.
sub presence {
	my ($visitor, $what) = @_;

	return scalar $beckon->db("SELECT $what FROM presence"
	    . " WHERE visitor_id = $visitor->{id}") // '';
}
sub left {
	return presence($_[0], 'TIMESTAMPDIFF(SECOND, NOW(3), gone_at)') || 0;
}
sub soon { $beckon->until(@_) }

soon(sub { (tick()->[2] // 0) == 1 }, 'the first tick');
is tick()->[1], 100, 'at rest the pace is the normal one';

# --- Presence ---------------------------------------------------------------

my ($anna, $ben) = map { Beckon::Box::visitor($beckon) } 1 .. 2;
$beckon->db('UPDATE presence SET gone_at = NOW(3) + INTERVAL 3 SECOND,'
    . " changed_at = '2020-01-01'");
here($anna, 'new');
soon(sub { left($anna) > 15 }, 'anna');
is presence($anna, 'state'), 'new', 'a beat keeps a visitor on the list';
like presence($anna, 'changed_at'), qr/^2020/,
    '... which has not changed by that';
here($anna, 'idle');
soon(sub { presence($anna, 'state') eq 'idle' }, 'idle');
cmp_ok left($anna), '>', 40, 'one who asks rarely stays for longer';
unlike presence($anna, 'changed_at'), qr/^2020/, '... and the list moves';
here($anna, 'chat');
soon(sub { presence($anna, 'state') eq 'chat' }, 'chat');
cmp_ok left($anna), '>', 40, 'a change of state takes no time away';

beat(1, '00' x 16, 'front', 1);
beat(1, $ben->{box} =~ s/^./g/r, 'front', 1);
sysopen my $junk, "$run/beat", O_WRONLY | O_NONBLOCK or die;
syswrite $junk, join '', map { chr rand 256 } 1 .. 1000;
here($ben, 'front');
soon(sub { left($ben) > 20 }, 'ben');
pass 'after junk in the pipe the next record counts again';

here($ben, 'front', 2);
leaves($ben, 1);
leaves($anna, 1);
soon(sub { left($anna) <= 10 }, 'anna leaves');
pass 'who leaves is gone 10 s later';
cmp_ok left($ben), '>', 15, '... but not while another page was heard';
here($anna, 'new', 7);
soon(sub { left($anna) > 10 }, 'anna is back');
pass 'the next page brings them back at once';

$beckon->db("DELETE FROM presence WHERE visitor_id = $anna->{id}");
here($anna, 'front', 7);
soon(sub { left($anna) > 15 }, 'restored');
is presence($anna, 'visit_id'), $anna->{visit},
    'who was struck off the list and is heard again is listed again';
$beckon->db("DELETE FROM presence WHERE visitor_id = $ben->{id};"
    . ' UPDATE visit b JOIN visitor v ON v.id = b.visitor_id'
    . ' SET b.seen_at = NOW() - INTERVAL 2 HOUR,'
    . ' v.seen_at = NOW() - INTERVAL 2 HOUR'
    . " WHERE v.id = $ben->{id}");
here($ben, 'hidden', 2);
here($anna, 'hidden', 7);
soon(sub { presence($anna, 'state') eq 'hidden' }, 'both were read');
is presence($ben, 'state'), '', '... unless their visit ended long ago';
$beckon->db("UPDATE visit SET seen_at = NOW() WHERE id = $ben->{visit}");

# --- The feed ---------------------------------------------------------------

my $n = Beckon::Box::wait_for($beckon, $anna);
soon(sub { file($anna) eq $n }, 'the file');
pass 'what waits is in the mailbox, unasked';
beat(3, '00' x 16, 'front', 0);
my $m = Beckon::Box::wait_for($beckon, $anna);
cmp_ok $m, '>', $n, 'numbers rise';
soon(sub { file($anna) eq $m }, 'the newer number');
soon(sub { $beckon->slurp_file("$run/box/place") == $m }, 'its place');
Beckon::Box::wait_for($beckon, $anna, 'read_n');
soon(sub { file($anna) eq '' }, 'taken away');
pass 'once it is read the file goes';

# --- Restarts ---------------------------------------------------------------

my $second = fork();
if (!$second) {
	open STDERR, '>', $beckon->dir . '/second';
	exec "$Beckon::BUILD/cgi-bin/pulse", '-c',
	    $beckon->dir . '/beckon.conf';
}
waitpid $second, 0;
is $? >> 8, 69, 'a second pulse does not start';
like $beckon->slurp('second'), qr/another pulse/, '... and says why';

$beckon->stop('pulse');
is $beckon->log('pulse') =~ /done$/m, 1, 'SIGTERM ends it cleanly';
$n = Beckon::Box::wait_for($beckon, $anna);
open my $stale, '>', "$run/box/" . Beckon::Box::mint($beckon) or die;
print $stale '12';
close $stale;
$beckon->run('pulse');
soon(sub { file($anna) eq $n }, 'after the start');
pass 'what was written while it was away is delivered at its start';
soon(sub { glob("$run/box/" . '[0-9a-f]' x 32) eq "$run/box/$anna->{box}" },
    'swept');
pass '... and no file is left that should not be there';

my $old = $beckon->pid('pulse');
$beckon->kill('pulse', 'KILL');
$n = Beckon::Box::wait_for($beckon, $anna);
soon(sub { file($anna) eq $n }, 'after kill -9');
soon(sub { eval { $beckon->pid('pulse') } // $old != $old }, 'another one');
pass 'killed and started again it delivers what came meanwhile';

# --- The place is lost ------------------------------------------------------

kill STOP => $beckon->pid('pulse');
$n = Beckon::Box::wait_for($beckon, $anna);
Beckon::Box::wait_for($beckon, Beckon::Box::visitor($beckon)) for 1 .. 2;
$beckon->db('SET @n = (SELECT MAX(n) FROM feed);'
    . ' DELETE FROM feed WHERE n < @n');
kill CONT => $beckon->pid('pulse');
soon(sub { file($anna) eq $n }, 'all read again');
like $beckon->log('pulse'), qr/lost the place/,
    'where its place was purged from the feed it reads everything';

$beckon->stop('pulse');
Beckon::Box::wait_for($beckon, $anna) for 1 .. 3;
$beckon->db('UPDATE feed SET at = NOW() - INTERVAL 2 HOUR;'
    . ' UPDATE presence SET gone_at = NOW() - INTERVAL 1 HOUR;'
    . " INSERT INTO signin_failure VALUES ('x', 3, NOW() - INTERVAL 2 DAY);"
    . ' UPDATE visit SET seen_at = NOW() - INTERVAL 91 DAY'
    . " WHERE visitor_id NOT IN ($anna->{id}, $ben->{id})");
$beckon->run('pulse');
soon(sub { $beckon->db('SELECT COUNT(*) FROM feed') == 1 }, 'the purge');
is $beckon->db('SELECT feed.n = counter.n FROM feed, counter'), 1,
    'of the feed only the newest row outlives an hour';
is $beckon->db('SELECT COUNT(*) FROM signin_failure'), 0,
    'old failures of sign-in are forgotten';
isnt presence($anna, 'state'), '',
    'after a start those on the list have time to be heard again';

# --- The database goes away -------------------------------------------------

$beckon->stop('mariadb');
soon(sub { tick()->[2] == 0 }, 'the tick says so');
pass 'the tick says that the database is away';
my $t = tick()->[0];
here($anna, 'idle', 7) for 1 .. 100;
soon(sub { tick()->[0] > $t + 1 }, 'ticks go on');
pass '... and goes on';
$beckon->run('mariadb');
soon(sub { tick()->[2] == 1 }, 'back');
here($anna, 'idle', 7);
soon(sub { presence($anna, 'state') eq 'idle' }, 'written again');
pass 'once it is back presence is written';
$n = Beckon::Box::wait_for($beckon, $anna);
soon(sub { file($anna) eq $n }, 'the feed');
pass '... and the feed read';

# --- What falls due ---------------------------------------------------------

$beckon->db("INSERT INTO invitation (visitor_id, client_key, text, status,"
    . " expires_at) VALUES ($anna->{id}, 'abcdefgh', 'Hello', 'seen',"
    . ' NOW(3) - INTERVAL 1 SECOND)');
soon(sub { $beckon->db('SELECT status FROM invitation') eq 'expired' },
    'expired');
soon(sub { file($anna) > $n }, 'told');
pass 'an invitation past its time expires, and the visitor is told';

my ($operator) = $beckon->db("SELECT id FROM operator WHERE login = 'admin'");
$beckon->db("INSERT INTO chat (visitor_id, site_id, status, owner_id, begun_by,"
    . ' client_key, created_at, visitor_lines) SELECT id, site_id, '
    . "'active', $operator->[0], 'operator', 'abcdefgh',"
    . " NOW(3) - INTERVAL 61 MINUTE, id = $ben->{id} FROM visitor"
    . " WHERE id IN ($anna->{id}, $ben->{id})");
soon(sub { $beckon->db("SELECT closed_by FROM chat
    WHERE visitor_id = $anna->{id}") eq 'no reply' }, 'closed');
pass 'a chat that was never answered is closed after its hour: no reply';
is $beckon->db("SELECT status FROM chat WHERE visitor_id = $ben->{id}"),
    'active', '... one that was answered stays';
is $beckon->db('SELECT COUNT(*) FROM chat_event'), 1, '... and history says so';

unlike $beckon->log('pulse'), qr/denied|fatal/, 'its grants are enough'
    or diag $beckon->log('pulse');

done_testing;
