#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# Programs are killed without warning, parents and workers, while visitors and
# operators write: nothing that was acknowledged is lost or there twice, and
# what waits is told within a second all the same (P1, P2, P3, P8).
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Load;
use Test::More;
use Time::HiRes qw(sleep time);

my $beckon = Beckon->start;
my $load = Load->begin($beckon, visitors => 2, seconds => 12);

my $killed = 0;
for my $round (1 .. 4) {
	for my $name (qw(pulse visit invite office poll)) {
		my @workers = $name eq 'pulse' ? () : $beckon->workers($name);
		$killed += kill 'KILL', $workers[0] if @workers;
		sleep 0.15;
		next if $round % 2 && $name ne 'pulse';
		$killed += $beckon->until(sub { eval { $beckon->kill($name) } },
		    "$name runs again");
		sleep 0.15;
	}
}
my @done = $load->end;
cmp_ok $killed, '>=', 20, "$killed processes were killed";
my ($asked, $refused) = (0, 0);
for my $who (@done) {
	$asked += $who->{asked};
	$refused += $_ for values %{$who->{refused} // {}};
	ok !$load->lost($who), 'all their lines are there, once, in order';
	cmp_ok $who->{slowest}, '<', 3, '... none waited long'
	    or diag explain $who->{refused};
}
note "$refused of $asked requests had to be repeated";
is $beckon->db('SELECT COUNT(*) FROM chat'), 2, 'no chat twice';
is $beckon->db('SELECT COUNT(*) FROM chat c WHERE c.last_seq <> (SELECT
    COUNT(*) FROM message m WHERE m.chat_id = c.id)'), 0,
    'the lines are numbered without a gap';

# --- What waits is told, pulse or no pulse ---------------------------------------

my $anna = $beckon->browser->sign_in;
my $who = $done[0];
my @late;
for my $round (1 .. 5) {
	my $r = $beckon->widget('/w/sync', {token => $who->{token}, n => 0,
	    chat => $who->{chat}});
	$beckon->until(sub {
		!$beckon->poll($who->{box}, 'chat')->{json}{n} }, 'fetched');
	sleep 1.1; # who ends in the first second is started a second later
	$beckon->kill('pulse');
	my $began = time;
	is $anna->post('/office/chat/say', {id => $who->{chat}, text => 'x',
		key => sprintf('e%015x', $round)})->{status}, 303, 'a line';
	$beckon->until(sub {
		$beckon->poll($who->{box}, 'chat')->{json}{n} }, 'told');
	push @late, time - $began;
}
my ($worst) = sort { $b <=> $a } @late;
cmp_ok $worst, '<', 1.5, sprintf('pulse killed: told after %.2f s', $worst);

done_testing;
