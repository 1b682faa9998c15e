# SPDX-License-Identifier: ISC
# Clients.pm: those who ask, for bench/run: wrk in clear, bench/press over TLS 1.3
# and HTTP/2.  Each returns how many requests were answered (n), how many not
# with a 2xx (bad), how many a second that was (per_second), and ms (p50, p99).
# What they cost themselves is not counted by anybody.
package Clients;

use strict;
use warnings;

use Exporter qw(import);

our @EXPORT_OK = qw(wrk h2 press press_said);

# HTTP/1.1 on kept connections.  rate 0: as fast as it goes.
sub wrk {
	my (%with) = @_;
	my $threads = 2;
	my $gap = $with{rate} ? 1000 * $threads / $with{rate} : 0;
	my ($folder) = __FILE__ =~ m{^(.*)/};
	my @command = ('wrk', "-t$threads", '-c' . ($with{connections} // 64),
	    "-d$with{seconds}s", '-s', "$folder/load.lua", $with{url}, '--',
	    $with{kind} // 'get', $gap, $with{ids} // '/dev/null',
	    @{$with{more} // []});

	open my $fh, '-|', @command or die "wrk: $!\n";
	my $said = do { local $/; <$fh> };
	close $fh;
	my ($n, $us, $bad, $p50, $p99) = $said =~
	    /^requests (\d+) us (\d+) bad (\d+) p50 (\d+) p99 (\d+)$/m
	    or die "wrk: $said\n";
	die "nothing was answered: @command\n" if !$n;
	return {n => $n, per_second => $n / $us * 1e6, bad => $bad,
	    p50 => $p50 / 1000, p99 => $p99 / 1000};
}

# HTTP/2 over TLS 1.3 on connections that stay, by bench/press: from when a
# request was sent until the answer was at the socket; with due_p50, due_p99 from
# when it should have been sent.  rate 0: as fast as it goes.  asks: paths, or
# paths with a form each; without them the url as it is.
sub h2 {
	return press_said(press(@_));
}

# Begins; all connections are there when it returns.
sub press {
	my (%with) = @_;
	my @command = ("$ENV{BECKON_BUILD}/bench/press", '--url', $with{url},
	    map { defined $with{$_} ? ("--$_", $with{$_}) : () } qw(rate seconds
	    connections streams life origin));

	if ($with{asks}) {
		push @command, '--asks', "$with{dir}/asks";
		open my $fh, '>', $command[-1] or die "$command[-1]: $!\n";
		print $fh map { "$_\n" } @{$with{asks}};
		close $fh or die "$command[-1]: $!\n";
	}
	push @command, '--greet' if $with{greet};
	my $pid = open my $pipe, '-|', @command or die "press: $!\n";
	my $ready = <$pipe> // '';
	die "press: $ready\n" if $ready ne "ready\n";
	return {pid => $pid, pipe => $pipe};
}

# What it says at its end, by itself or by SIGTERM.
sub press_said {
	my ($press) = @_;
	my $said = do { local $/; readline $press->{pipe} };

	close $press->{pipe};
	$said =~ /^answered (\d+) us (\d+) bad (\d+) connections (\d+) /
	    or die "press: $said\n";
	my ($n, $us, $bad, $connections) = ($1, $2, $3, $4);
	my @us = $said =~ / due (\d+) (\d+) sent (\d+) (\d+) late (\d+) (\d+)$/
	    or die "press: $said\n";
	my %ms;
	@ms{qw(due_p50 due_p99 p50 p99 late_p50 late_p99)} = map { $_ / 1000 }
	    @us;
	die "nothing was answered by HTTP/2\n" if !$n;
	return {n => $n, bad => $bad, per_second => $n / $us * 1e6,
	    connections => $connections, %ms};
}

1;
