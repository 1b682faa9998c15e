# SPDX-License-Identifier: ISC
# FCGI.pm: a FastCGI client for tests, and what starts a program on a socket.
#
#	my $program = FCGI->start("$dir/poll.sock", 'cgi-bin/poll', '-c', $conf);
#	my $r = FCGI->request(socket => "$dir/poll.sock", path => '/w/poll/…');
#	is $r->{status}, 200;
#	$program->stop;
#
# request() takes socket, path, and as wanted: method (GET, or POST where there
# is a body), query and body (texts, or array references of names and values,
# which are escaped), headers ({Name => value}), params ([NAME => value, ...],
# sent last and as they are; undef leaves one out).  It gives {status, headers
# (names in lower case; an array where one comes twice), body, stderr}, or dies.

package FCGI;
use strict;
use warnings;
use IO::Socket::UNIX;
use POSIX ();
use Socket 'SOCK_STREAM';

use constant {
	BEGIN_REQUEST => 1, END_REQUEST => 3, PARAMS => 4, STDIN_ => 5,
	STDOUT_ => 6, STDERR_ => 7, RESPONDER => 1, SECONDS => 30,
};

sub record {
	my ($type, $content) = @_;
	return pack 'CCnnCxa*', 1, $type, 1, length $content, 0, $content;
}

# A stream is records of at most 32 kB and an empty one.
sub stream {
	my ($type, $content) = @_;
	my $out = '';
	while (length $content) {
		$out .= record($type, substr $content, 0, 32768, '');
	}
	return $out . record($type, '');
}

sub size {
	my $n = shift;
	return $n < 128 ? pack('C', $n) : pack('N', $n | 0x80000000);
}

sub form {
	my $fields = shift;
	return defined $fields ? $fields : '' if !ref $fields;
	my @fields = ref $fields eq 'HASH' ? %$fields : @$fields;
	for (@fields) {
		$_ = defined $_ ? $_ : '';
		utf8::encode($_) if utf8::is_utf8($_);
		s/([^A-Za-z0-9_.~-])/sprintf '%%%02X', ord $1/ge;
	}
	my @pairs;
	push @pairs, join '=', splice @fields, 0, 2 while @fields;
	return join '&', @pairs;
}

sub params {
	my ($r, $body) = @_;
	my %p = (
		REQUEST_METHOD => $r->{method} || (defined $r->{body} ?
			'POST' : 'GET'),
		SCRIPT_NAME => $r->{path}, DOCUMENT_URI => $r->{path},
		QUERY_STRING => form($r->{query}),
		SERVER_PROTOCOL => 'HTTP/1.1', REMOTE_ADDR => '127.0.0.1',
		HTTP_HOST => 'localhost', CONTENT_TYPE => '',
		CONTENT_LENGTH => '',
	);
	if (defined $r->{body}) {
		$p{CONTENT_TYPE} = 'application/x-www-form-urlencoded';
		$p{CONTENT_LENGTH} = length $body;
	}
	while (my ($name, $value) = each %{$r->{headers} || {}}) {
		(my $key = uc $name) =~ tr/-/_/;
		$p{$key eq 'CONTENT_TYPE' ? $key : "HTTP_$key"} = $value;
	}
	my @extra = @{$r->{params} || []};
	for (my $i = 0; $i < @extra; $i += 2) {
		delete $p{$extra[$i]};
	}
	my @all = ((map { ($_, $p{$_}) } sort keys %p), @extra);
	my $out = '';
	while (my ($name, $value) = splice @all, 0, 2) {
		next if !defined $value;
		$out .= size(length $name) . size(length $value);
		$out .= $name . $value;
	}
	return $out;
}

sub read_exactly {
	my ($socket, $n) = @_;
	my $out = '';
	while (length $out < $n) {
		my $got = sysread $socket, $out, $n - length $out, length $out;
		next if !defined $got && $!{EINTR};
		return if !$got;
	}
	return $out;
}

sub read_reply {
	my $socket = shift;
	my %out = (STDOUT_, '', STDERR_, '');
	while (defined(my $head = read_exactly($socket, 8))) {
		my (undef, $type, undef, $n, $padding) = unpack 'CCnnC', $head;
		my $content = read_exactly($socket, $n);
		read_exactly($socket, $padding);
		die "FCGI: the reply breaks off\n" if !defined $content;
		return @out{STDOUT_, STDERR_} if $type == END_REQUEST;
		$out{$type} .= $content;
	}
	die "FCGI: the connection ended before the reply did\n";
}

sub parse {
	my ($text, $errors) = @_;
	my ($head, $body) = split /\r\n\r\n/, $text, 2;
	die "FCGI: no header in the reply\n" if !defined $body;
	my %r = (status => 200, headers => {}, body => $body,
		stderr => $errors);
	for (split /\r\n/, $head) {
		my ($name, $value) = /^([^:\s]+): ?(.*)$/s
		    or die "FCGI: a header like \"$_\"\n";
		$name = lc $name;
		my $h = $r{headers};
		if ($name eq 'status') {
			($r{status}) = $value =~ /^(\d+)/;
		} elsif (exists $h->{$name}) {
			$h->{$name} = [ref $h->{$name} ? @{$h->{$name}} :
				$h->{$name}, $value];
		} else {
			$h->{$name} = $value;
		}
	}
	return \%r;
}

sub request {
	my ($class, %r) = @_;
	my $body = form($r{body});
	my $socket = IO::Socket::UNIX->new(Peer => $r{socket},
		Type => SOCK_STREAM) or die "FCGI: $r{socket}: $!\n";
	local $SIG{PIPE} = 'IGNORE';
	local $SIG{ALRM} = sub { die "FCGI: no reply in time\n" };
	alarm SECONDS;
	my $text = record(BEGIN_REQUEST, pack 'nCx5', RESPONDER, 0)
	    . stream(PARAMS, params(\%r, $body)) . stream(STDIN_, $body);
	while (length $text) {
		my $n = syswrite $socket, $text;
		last if !defined $n;
		substr $text, 0, $n, '';
	}
	my $reply = eval { parse(read_reply($socket)) };
	my $why = $@;
	alarm 0;
	die $why if !defined $reply;
	return $reply;
}

# --- Programs ---------------------------------------------------------------

# Starts a program whose fd 0 listens on a unix socket; what it says goes to
# the file "<socket>.log".
sub start {
	my ($class, $path, @command) = @_;
	unlink $path;
	my $socket = IO::Socket::UNIX->new(Local => $path, Listen => 1024,
		Type => SOCK_STREAM) or die "FCGI: $path: $!\n";
	my $pid = fork // die "FCGI: fork: $!\n";
	if ($pid == 0) {
		open my $log, '>>', "$path.log" or POSIX::_exit(127);
		POSIX::dup2(fileno $socket, 0);
		POSIX::dup2(fileno $log, 1);
		POSIX::dup2(fileno $log, 2);
		{ exec @command }
		POSIX::_exit(127);
	}
	return bless {pid => $pid, socket => $path, owner => $$}, $class;
}

sub pid { return $_[0]{pid} }

# What it has said so far.
sub log {
	my $self = shift;
	open my $in, '<', "$self->{socket}.log" or return '';
	local $/;
	return scalar(<$in>) // '';
}

# The processes it has forked, by number.
sub workers {
	my $self = shift;
	open my $in, '<', "/proc/$self->{pid}/task/$self->{pid}/children"
	    or return;
	my @pids = sort { $a <=> $b } split ' ', scalar(<$in>) // '';
	return @pids;
}

# Ends it (SIGTERM) and gives its wait status.
sub stop {
	my ($self, $signal) = @_;
	return $self->{status} if !$self->{pid};
	kill $signal || 'TERM', $self->{pid};
	waitpid $self->{pid}, 0;
	$self->{pid} = 0;
	unlink $self->{socket};
	return $self->{status} = $?;
}

sub DESTROY {
	my $self = shift;
	local ($?, $@, $!);
	$self->stop if $self->{pid} && $self->{owner} == $$;
}

1;
