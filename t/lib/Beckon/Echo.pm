# SPDX-License-Identifier: ISC
# A FastCGI program that tells what it was told, on a socket where one of ours
# would stand: the reply's body is one "NAME=value" line per parameter, then
# the request's body.
package Beckon::Echo;

use strict;
use warnings;
use IO::Socket::UNIX;

use constant {FINISH => 3, PARAMS => 4, IN => 5, OUT => 6};

# Options: headers => further reply headers; drop => how many connections to
# close without a word before the first answer.
sub start {
	my ($class, $path, %with) = @_;
	my $listen = IO::Socket::UNIX->new(Local => $path, Listen => 128)
	    or die "$path: $!\n";
	chmod 0660, $path;
	my $pid = fork() // die "fork: $!\n";
	if (!$pid) {
		my $drop = $with{drop} // 0;
		while (my $peer = $listen->accept) {
			next if $drop-- > 0;
			answer($peer, $with{headers} // '');
		}
		POSIX::_exit(0);
	}
	return bless {pid => $pid, path => $path, owner => $$}, $class;
}

sub stop {
	my ($self) = @_;
	return if !$self->{pid} || $self->{owner} != $$;
	kill KILL => $self->{pid};
	waitpid delete $self->{pid}, 0;
	unlink $self->{path};
}

sub DESTROY { local ($?, $!); $_[0]->stop }

sub answer {
	my ($peer, $headers) = @_;
	my ($params, $body) = ('', '');

	while (read($peer, my $head, 8) == 8) {
		my (undef, $type, undef, $length, $padding) =
		    unpack 'CCnnC', $head;
		my $content = '';
		read $peer, $content, $length if $length;
		read $peer, my $rest, $padding if $padding;
		$params .= $content if $type == PARAMS;
		$body .= $content if $type == IN;
		last if $type == IN && !$length;
	}
	my $text = "Content-Type: text/plain\r\n$headers\r\n" .
	    join('', map { "$_->[0]=$_->[1]\n" } pairs($params)) . $body;
	while (length $text) {
		my $part = substr $text, 0, 32768, '';
		print $peer pack('CCnnCx', 1, OUT, 1, length $part, 0), $part;
	}
	print $peer pack('CCnnCx', 1, OUT, 1, 0, 0),
	    pack('CCnnCx', 1, FINISH, 1, 8, 0), pack('NCx3', 0, 0);
	close $peer;
}

sub pairs {
	my ($params) = @_;
	my @pairs;

	while (length $params) {
		my ($n, $v) = map {
			my $first = ord $params;
			$first < 128 ? ord substr $params, 0, 1, ''
			    : unpack('N', substr $params, 0, 4, '') & 0x7fffffff;
		} 1, 2;
		push @pairs, [substr($params, 0, $n, ''),
		    substr($params, 0, $v, '')];
	}
	return @pairs;
}

1;
