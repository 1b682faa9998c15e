# SPDX-License-Identifier: ISC
# The routes of an executable of a started system, as the program itself says
# them: method, path, who, guard, need.
#
#	my @routes = routes($beckon, 'office');
package Beckon::Routes;

use strict;
use warnings;

use Beckon;
use Exporter qw(import);
use POSIX ();
use Socket ();
use Test::More;

our @EXPORT_OK = qw(routes);

# What the programs themselves say by -v when a worker starts.
sub routes {
	my ($beckon, $name) = @_;
	my @found;
	socket(my $s, 1, 1, 0) or die $!; # a unix socket for fd 0
	my $path = $beckon->dir . "/tmp/$name.sock";
	bind $s, Socket::pack_sockaddr_un($path) or die "$path: $!";
	listen $s, 1;
	pipe my $from, my $to;
	my $pid = fork();
	if ($pid == 0) {
		open STDIN, '<&', $s;
		open STDERR, '>&', $to;
		exec "$Beckon::BUILD/cgi-bin/$name", '-v', '-c', $beckon->env('CONF')
		    or POSIX::_exit(127);
	}
	close $to;
	my %by; # worker
	while (<$from>) {
		my ($worker, $says) = /\[(\d+)\]: (.*)/ or next;
		if ($says =~ /^(\d+) routes$/) {
			@found = @{$by{$worker}};
			is scalar(@found), $1, "the $1 routes of $name";
			last;
		}
		push @{$by{$worker}}, {method => $1, path => $2, who => $3,
			guard => $4 // '', need => $5 ? "$5,$6" : ''}
		    if $says =~ /^route (\S+) (\S+) (\S+)(?: (origin|token))?(?: (\w+),(\w+))?$/;
	}
	kill TERM => $pid;
	waitpid $pid, 0;
	return @found;
}

1;
