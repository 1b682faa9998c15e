#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# Every program and nginx are restarted, one after the other, while visitors
# and operators write: none of their requests fails (P7).  See t/lib/Load.pm on
# the connections that operators keep while nginx is reloaded.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Load;
use Test::More;
use Time::HiRes qw(sleep);

my $beckon = Beckon->start;
my $load = Load->begin($beckon, visitors => 2, seconds => 12,
    reloads => 3);

my $n = 0;
for my $round (1 .. 3) {
	for my $name (qw(poll visit invite office nginx)) {
		$n += $beckon->kill($name, 'HUP');
		sleep 0.3;
	}
	for my $name (qw(poll visit invite office pulse)) {
		$n += $beckon->kill($name, 'TERM');
		$beckon->until(sub { eval { $beckon->pid($name) } }, $name);
		sleep 0.3;
	}
}
my @done = $load->end;
is $n, 30, 'each was reloaded three times, and restarted three times';
my $asked = 0;
for my $who (@done) {
	$asked += $who->{asked};
	is_deeply $who->{refused} // {}, {}, "no request of theirs failed";
	ok !$load->lost($who), '... and their lines are there, once, in order';
	cmp_ok $who->{slowest}, '<', 3, '... none waited long';
	note 'connections that were kept and ended: ', $who->{ended} // 0;
}
my ($deadlocks) = map { $_->[1] }
    $beckon->db("SHOW GLOBAL STATUS LIKE 'Innodb_deadlocks'");
cmp_ok $deadlocks, '<', 3, 'all take their locks in the same order';
cmp_ok $asked, '>', 200, "under load ($asked requests)";
my $nginx = $beckon->log('nginx-error');
is scalar(() = $nginx =~ /: reconfiguring$/gm), 3, 'nginx was reloaded';
unlike $nginx, qr/open socket #\d+ left/,
    'no worker of nginx ends before its replies do';
my @sizes = $beckon->slurp('nginx/beckon.conf')
    =~ /^\s*fastcgi_buffer(?:_size|s \d+) (\w+);/gm;
cmp_ok scalar @sizes, '>', 2, 'nginx has buffers for replies';
is_deeply [grep { /\D/ || $_ % 32 == 0 } @sizes], [],
    '... and 256 of them are no multiple of what libfcgi writes';
for my $name (qw(poll visit invite office pulse)) {
	unlike $beckon->log($name), qr/signal|ended with status/,
	    "no worker of $name had to be killed";
}

done_testing;
