# SPDX-License-Identifier: ISC
# Measure.pm: what bench/run needs to know of processes and numbers.
package Measure;

use strict;
use warnings;

use Exporter qw(import);
use List::Util qw(sum0);
use POSIX ();

our @EXPORT_OK = qw(busy cpu resident shared median quantile);

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

# Seconds that the cores of this machine were not idle, since it began.
sub busy {
	my ($user, $nice, $system, $idle, $wait, @more) =
	    slurp('/proc/stat') =~ /^cpu +(.*)/ ? split(' ', $1) : ();

	return sum0($user, $nice, $system, @more[0 .. 2]) / $HZ;
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

1;
