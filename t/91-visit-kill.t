#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# Workers of visit are killed, and so is the database, while visitors write:
# what was acknowledged is there, once, in its order (P1, P2, P3, P8).
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Test::More;
use Time::HiRes qw(sleep time);

my $WRITERS = 4;
my $LINES = 120;

my $beckon = Beckon->start(only => 'mariadb,visit,nginx');

# Says it until it is acknowledged, as the widget does; how often it was said.
sub say_it {
	my ($path, $fields, $deadline) = @_;
	my $times = 0;

	while (time < $deadline) {
		my $r = $beckon->widget($path, $fields);
		$times++;
		return ($r, $times) if $r->{status} == 200;
		sleep 0.1;
	}
	die "never acknowledged: $path";
}

# One visitor: each line's key and how often it was said, as it goes.
sub writer {
	my ($n) = @_;
	my $deadline = time + 60;
	my ($r) = say_it('/w/start', {view => sprintf('%016x', $n),
	    nonce => sprintf('%032x', $n), url => $beckon->shop_url . '/',
	    key => sprintf('%08x%08x', $n, 0), text => 'begin'}, $deadline);
	my ($token, $chat) = ($r->{json}{token}, $r->{json}{state}{chat}{id});

	for my $line (1 .. $LINES) {
		my $key = sprintf '%08x%08x', $n, $line;
		my ($r, $times) = say_it('/w/say', {token => $token,
		    chat => $chat, key => $key, text => "line $line"},
		    $deadline);
		print "$chat $key $times\n";
	}
}

my @readers = map {
	my $n = $_;
	my $pid = open(my $fh, '-|') // die "fork: $!";
	if (!$pid) {
		$| = 1;
		writer($n);
		close STDOUT;
		POSIX::_exit(0);
	}
	$fh;
} 1 .. $WRITERS;

my ($killed, $database) = (0, 0);
sub written { return $beckon->db('SELECT COUNT(*) FROM message') }
my $deadline = time + 40;
while (time < $deadline) {
	my $n = eval { written() };
	last if defined $n && $n >= $WRITERS * ($LINES + 1);
	my @workers = $beckon->workers('visit');
	$killed += kill 'KILL', $workers[rand @workers] if @workers;
	if (!$database && ($n // 0) > $WRITERS * $LINES / 2) {
		$database = $beckon->kill('mariadb');
	}
	sleep 0.15;
}

my (%acknowledged, $again);
for my $fh (@readers) {
	while (<$fh>) {
		my ($chat, $key, $times) = split;
		push @{$acknowledged{$chat}}, $key;
		$again += $times - 1;
	}
}
note "$killed workers killed, $again repeats seen by the widget";
cmp_ok $killed, '>', 0, 'workers were killed';
ok $database, 'and the database';
is scalar(keys %acknowledged), $WRITERS, 'every visitor has their chat';
for my $chat (sort keys %acknowledged) {
	my @stored = map { lc $_->[0] } $beckon->db('SELECT HEX(client_key)'
	    . " FROM message WHERE chat_id = $chat AND seq > 1 ORDER BY seq");
	is_deeply \@stored, $acknowledged{$chat},
	    "chat $chat: every line once, in the order it was written";
	is $beckon->db("SELECT last_seq FROM chat WHERE id = $chat"),
	    $LINES + 1, '... numbered without a gap';
}
is $beckon->db('SELECT COUNT(*) FROM chat'), $WRITERS, 'no chat twice';
is $beckon->db('SELECT COUNT(*) FROM visitor'), $WRITERS, 'no visitor twice';

done_testing;
