# SPDX-License-Identifier: ISC
# Clients.pm: those who ask, for bench/run: wrk in clear; over TLS 1.3 and HTTP/2
# h2load, and curl where each request has a body of its own.  Each returns how
# many requests were answered (n), how many not with a 2xx (bad), how many a
# second that was (per_second), and ms (p50, p99).  What they cost themselves is
# not counted by anybody.
package Clients;

use strict;
use warnings;

use Exporter qw(import);
use POSIX ();
use Time::HiRes qw(sleep time);

use Measure qw(quantile);

our @EXPORT_OK = qw(wrk h2 h2_most h2_each);

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

# HTTP/2 over TLS 1.3, on connections that stay.  urls: an array, each asked
# three times.  nginx closes a connection after 1000 requests, and h2load does
# not open it again: as many connections as that takes.  log: how long each
# request took, too.
sub h2 {
	my (%with) = @_;
	my $urls = $with{urls};
	my ($n, $bad, @pipes, @ms) = (0, 0);
	my $parts = POSIX::ceil($with{rate} * $with{seconds} / 2700);
	my $rps = int($with{rate} / 3 / $parts);

	for my $part (0 .. $parts - 1) {
		my $file = "$with{dir}/urls.$part";
		my $log = $with{log} ? " --log-file='$file.log'" : '';
		lines($file, map { $urls->[$_] }
		    grep { @$urls < $parts || $_ % $parts == $part }
		    0 .. $#$urls);
		unlink "$file.log";
		open my $pipe, '-|', "h2load -c3 -m4 -D$with{seconds}"
		    . " --rps=$rps -i '$file'$log 2>&1" or die "h2load: $!\n";
		push @pipes, $pipe;
	}
	for (@pipes) {
		my $r = said_h2($_);
		$n += $r->{n};
		$bad += $r->{bad};
	}
	for my $part ($with{log} ? 0 .. $parts - 1 : ()) {
		open my $fh, '<', "$with{dir}/urls.$part.log" or die;
		push @ms, map { (split ' ')[2] / 1000 } <$fh>;
	}
	return {n => $n, bad => $bad, per_second => $n / $with{seconds},
	    p50 => quantile(0.5, @ms), p99 => quantile(0.99, @ms)};
}

# As fast as it goes, on 64 connections of less than 1000 requests each.
sub h2_most {
	my (%with) = @_;
	my $file = "$with{dir}/urls";

	lines($file, @{$with{urls}});
	open my $pipe, '-|', "h2load -c64 -m1 -n" .
	    8000 * ($with{seconds} > 6 ? 6 : $with{seconds}) . " -i '$file' 2>&1"
	    or die "h2load: $!\n";
	return said_h2($pipe);
}

sub lines {
	my ($file, @lines) = @_;

	open my $fh, '>', $file or die "$file: $!\n";
	print $fh map { "$_\n" } @lines;
	close $fh or die "$file: $!\n";
}

# What h2load prints at its end.
sub said_h2 {
	my ($pipe) = @_;
	my $said = do { local $/; <$pipe> };

	close $pipe;
	die "h2load: $said\n" if $said !~ /TLS Protocol: TLSv1\.3/ ||
	    $said !~ /Application protocol: h2/ || $said !~
	    m{^finished in .*, ([0-9.]+) req/s}m;
	my $per_second = $1;
	$said =~ /status codes: (\d+) 2xx, (\d+) 3xx, (\d+) 4xx, (\d+)/
	    or die "h2load: $said\n";
	return {n => $1, bad => $2 + $3 + $4, per_second => $per_second};
}

# HTTP/2 over TLS 1.3 again, each request with its own body: several curls, each
# with a list of requests and one connection that stays.  body: a function that
# returns the next one, or nothing where they are GETs.
sub h2_each {
	my (%with) = @_;
	my $each = 50; # requests a second of one curl
	my $parts = POSIX::ceil($with{rate} / $each);
	my (@pipes, @ms);
	my ($bad, $connections) = (0, 0);

	curl_list("$with{dir}/curl.$_", $each * $with{seconds}, \%with)
	    for 1 .. $parts;
	for (1 .. $parts) {
		# It sleeps for whole milliseconds, and longer than it should.
		my $asked = 1.04 * $each;
		open my $pipe, '-|', "exec curl --rate $asked/s --config"
		    . " '$with{dir}/curl.$_' 2>&1" or die "curl: $!\n";
		push @pipes, $pipe;
		sleep 1 / $with{rate};
	}
	my $from;
	for my $pipe (@pipes) {
		while (<$pipe>) {
			$from //= time; # the first answer
			my ($status, $http, $new, $s) =
			    /^(\d+) (\S+) (\d+) ([0-9.]+)$/
			    or die "curl: $_";
			die "curl: HTTP/$http\n" if $http ne '2' && $status;
			$bad++ if $status !~ /^2/;
			$connections += $new;
			push @ms, 1000 * $s;
		}
		close $pipe;
	}
	die "curl: $connections connections\n" if $connections > 2 * $parts;
	return {n => scalar @ms, bad => $bad,
	    per_second => @ms / (time - $from), p50 => quantile(0.5, @ms),
	    p99 => quantile(0.99, @ms)};
}

# The requests of one curl; "next" forgets all that was said before.
sub curl_list {
	my ($file, $n, $with) = @_;
	my @all = (qq(url = "$with->{url}"), 'output = "/dev/null"', 'silent',
	    'insecure', 'tlsv1.3', 'http2', 'write-out = "%{stderr}%{http_code}'
	    . ' %{http_version} %{num_connects} %{time_total}\n"');

	push @all, qq(header = "Origin: $with->{origin}") if $with->{body};
	lines($file, map { ($_ ? 'next' : (), @all,
	    $with->{body} ? 'data = "' . $with->{body}->() . '"' : ()) }
	    0 .. $n - 1);
}

1;
