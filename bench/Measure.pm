# SPDX-License-Identifier: ISC
# Measure.pm: what bench/run needs to know of processes, loads and numbers.
package Measure;

use strict;
use warnings;

use Exporter qw(import);
use List::Util qw(sum0);
use POSIX ();
use Time::HiRes qw(sleep time);

our @EXPORT_OK = qw(cpu resident shared median
    quantile wrk h2 h2_most);

my $HZ = POSIX::sysconf(&POSIX::_SC_CLK_TCK);

sub slurp {
	my ($path) = @_;

	open my $fh, '<', $path or return '';
	local $/;
	return scalar(<$fh>) // '';
}

# A process and those it has forked.
sub family {
	my ($pid) = @_;

	return $pid, split ' ', slurp("/proc/$pid/task/$pid/children");
}

# Seconds of CPU that these have used: to the nanosecond where there is one
# thread, else in the kernel's ticks, which count threads that ended, too.
sub cpu {
	my (@pids) = @_;
	my $seconds = 0;

	for my $pid (map { family($_) } @pids) {
		my @tasks = glob "/proc/$pid/task/*";
		my ($ns) = split ' ', slurp("/proc/$pid/schedstat");
		my @stat = split ' ', slurp("/proc/$pid/stat") =~ s/^.*\) //sr;

		$seconds += @tasks == 1 && $ns ? $ns / 1e9
		    : (($stat[11] // 0) + ($stat[12] // 0)) / $HZ;
	}
	return $seconds;
}

# Resident memory of these in kB; what they share is counted once, in the
# first of each family.
sub resident {
	my (@pids) = @_;
	my $all = 0;

	for (@pids) {
		my ($first, @rest) = family($_);
		$all += sum0(slurp("/proc/$first/status") =~ /^VmRSS:\s+(\d+)/m);
		$all += sum0(slurp("/proc/$_/smaps_rollup") =~
		    /^Private_\w+:\s+(\d+)/mg) for @rest;
	}
	return $all;
}

# The same, what they share divided among all that share it.
sub shared {
	my (@pids) = @_;

	return sum0(map { slurp("/proc/$_/smaps_rollup") =~ /^Pss:\s+(\d+)/m }
	    map { family($_) } @pids);
}

sub median {
	my (@n) = sort { $a <=> $b } @_;

	return undef if !@n;
	return @n % 2 ? $n[$#n / 2] : ($n[@n / 2 - 1] + $n[@n / 2]) / 2;
}

# The value that so many of them do not pass.
sub quantile {
	my ($share, @all) = @_;
	my @n = sort { $a <=> $b } @all;

	return undef if !@n;
	return $n[POSIX::ceil($share * @n) - 1];
}

# HTTP/1.1 on kept connections.  rate 0: as fast as it goes.
sub wrk {
	my (%with) = @_;
	my $connections = $with{connections} // 64;
	my $pause = $with{rate} ? 1000 * $connections / $with{rate} : 0;
	my ($folder) = __FILE__ =~ m{^(.*)/};
	my @command = ('wrk', '-t2', "-c$connections", "-d$with{seconds}s",
	    '-s', "$folder/load.lua", $with{url}, '--', $with{kind} // 'get',
	    POSIX::ceil($pause), $with{ids} // '/dev/null',
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
		open my $fh, '>', $file or die "$file: $!\n";
		print $fh map { "$urls->[$_]\n" }
		    grep { @$urls < $parts || $_ % $parts == $part }
		    0 .. $#$urls;
		close $fh;
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
		push @ms, map { (split ' ')[2] / 1000 } split /\n/,
		    slurp("$with{dir}/urls.$part.log");
	}
	return {n => $n, bad => $bad, p50 => quantile(0.5, @ms),
	    p99 => quantile(0.99, @ms)};
}

# As fast as it goes, on 64 connections of less than 1000 requests each.
sub h2_most {
	my (%with) = @_;
	my $file = "$with{dir}/urls";

	open my $fh, '>', $file or die "$file: $!\n";
	print $fh map { "$_\n" } @{$with{urls}};
	close $fh;
	open my $pipe, '-|', "h2load -c64 -m1 -n" .
	    8000 * ($with{seconds} > 6 ? 6 : $with{seconds}) . " -i '$file' 2>&1"
	    or die "h2load: $!\n";
	return said_h2($pipe);
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

1;
