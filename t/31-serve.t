#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# The frame of every FastCGI program, over its socket: requests and replies,
# workers that end, and ends that lose nothing.

use strict;
use warnings;
use File::Basename 'dirname';
use File::Temp 'tempdir';
use IO::Socket::UNIX;
use POSIX 'SIGTERM';
use lib dirname(__FILE__) . '/lib';
use FCGI;
use Test::More;
use Time::HiRes qw(sleep time);

my $echo = ($ENV{BECKON_BUILD} // dirname(__FILE__) . '/..') . '/t/echo';
my $dir = tempdir(CLEANUP => 1);
my $socket = "$dir/poll.sock";
my $conf = "$dir/beckon.conf";

sub write_file {
	my ($name, $text) = @_;
	open my $out, '>', $name or die "$name: $!\n";
	print $out $text;
	close $out;
}

sub get {
	my ($path, @more) = @_;
	return FCGI->request(socket => $socket, path => $path, @more);
}

# Waits until something holds, 15 s at most.
sub until_ {
	my $what = shift;
	for (my $end = time + 15; time < $end; sleep 0.02) {
		return 1 if $what->();
	}
	return 0;
}

sub run {
	my ($input, @command) = @_;
	my $pid = fork // die;
	if ($pid == 0) {
		open STDIN, '<', $input;
		open STDOUT, '>', "$dir/out";
		open STDERR, '>&', \*STDOUT;
		{ exec @command }
		POSIX::_exit(127);
	}
	waitpid $pid, 0;
	return $? >> 8;
}

write_file($conf, "poll.workers 2\n");

subtest 'options' => sub {
	is run('/dev/null', $echo, '-n', '-c', $conf), 0, 'a good conf';
	write_file("$dir/bad.conf", "no.such.key 1\n");
	is run('/dev/null', $echo, '-n', '-c', "$dir/bad.conf"), 1,
	    'a bad conf';
	is run('/dev/null', $echo, '-n', '-c', "$dir/none"), 1, 'no conf';
	is run('/dev/null', $echo, '-c', $conf), 64,
	    'a file for a socket is 64';
	is run('/dev/null', $echo, '-x'), 64, 'an unknown option is 64';
	is run('/dev/null', $echo, '-c', $conf, 'more'), 64,
	    'an argument is 64';
};

# libfcgi drops who says nothing for 2 s; this test may be slower than that.
$ENV{LIBFCGI_IS_AF_UNIX_KEEPER_POLL_TIMEOUT} = 30000;
my $program = FCGI->start($socket, $echo, '-v', '-c', $conf);

subtest 'replies' => sub {
	my $r = get('/echo', query => 'a=1', body => {b => "\x{20ac}&"});
	is $r->{status}, 200, 'a form is answered';
	is $r->{body}, "POST /echo localhost\na=1\nb=\xe2\x82\xac&\n",
	    '... from query and body';
	is $r->{headers}{'content-type'}, 'text/plain', '... with its type';
	is $r->{headers}{'content-length'}, length $r->{body},
	    '... and length';
	is $r->{headers}{'x-of-service'}, 'always',
	    '... the header of every reply';
	is $r->{headers}{'x-of-handler'}, 2, '... and one of the handler';

	$r = get('/echo', method => 'HEAD');
	is $r->{body}, '', 'HEAD gets no body';
	is $r->{headers}{'content-length'}, length "HEAD /echo localhost\n",
	    '... but its length';
	$r = get('/nothing');
	is $r->{status}, 204, 'nothing to say';
	ok !exists $r->{headers}{'content-length'}, '... has no length';
	$r = get('/away', body => '');
	is $r->{status}, 303, 'a redirect';
	is $r->{headers}{location}, '/echo?n=1', '... to its place';
	$r = get('/none');
	is "$r->{status} $r->{body}", '404 error 404', 'an unknown path';
	like $r->{headers}{'content-type'}, qr(^text/html; charset=utf-8$),
	    '... is HTML';
	$r = get('/echo', method => 'PUT');
	is $r->{status}, 405, 'another method';
	is $r->{headers}{allow}, 'GET, HEAD, POST', '... hears which';
	is length get('/large', query => 'n=3000000')->{body}, 3000000,
	    'a large reply comes whole';
};

subtest 'bad requests' => sub {
	my @cases = (
		[415, 'a body that is no form', body => '{}',
			headers => {'Content-Type' => 'application/json'}],
		[413, 'a body too large', body => 'a=' . 'x' x 65535],
		[400, 'a body shorter than announced', body => 'a=1',
			params => [CONTENT_LENGTH => 10]],
		[400, 'a cookie header twice',
			params => [HTTP_COOKIE => 'a', HTTP_COOKIE => 'b']],
		[400, 'HTTP/0.9', params => [SERVER_PROTOCOL => 'HTTP/0.9']],
		[400, 'invalid UTF-8', query => 'a=%ff'],
		[400, 'NUL', body => 'a=%00'],
		[400, 'no path', params => [SCRIPT_NAME => undef]],
		[413, 'too many fields', query => join '&', ('a') x 1025],
		[414, 'a long address', path => '/' . 'x' x 3000],
		[414, 'a long query', query => 'x' x 9000],
		[400, 'no method', params => [REQUEST_METHOD => undef]],
	);
	for my $case (@cases) {
		my ($status, $what, @how) = @$case;
		my $r = get('/echo', @how);
		is "$r->{status} $r->{body}", "$status error $status", $what;
		is $r->{headers}{'x-of-service'}, 'always',
		    '... with the headers of every reply';
	}
	is length get('/echo', body => 'a=' . 'x' x 65534)->{body}, 65558,
	    'the largest body is taken';
};

subtest 'workers' => sub {
	my %seen;
	$seen{get('/pid')->{body}} = 1 for 1 .. 3;
	my @workers = $program->workers;
	is scalar @workers, 2, 'as many as the conf wants';
	ok !(grep { my $w = $_; !grep { $_ == $w } @workers } keys %seen),
	    'they answer, and nobody else';

	ok !eval { get('/die'); 1 }, 'one that dies does not answer';
	is get('/echo')->{status}, 200, '... the other does';
	ok until_(sub { $program->workers == 2 }), '... and it is replaced';
	ok until_(sub { $program->log =~ /ended by signal 9/ }),
	    '... and the log says why';

	ok !eval { get('/large', query => 'n=0'); 1 },
	    'one without end is ended';
	ok until_(sub { $program->log =~ /ended with status 1/ }),
	    '... and the log says so';
	ok until_(sub { $program->workers == 2 }), '... and it is replaced';
	is get('/stop')->{status}, 200,
	    'one that is told to end answers first';
	ok until_(sub { $program->workers == 2 }), '... and is replaced';
	like $program->log, qr{GET /echo 200 \d}, '-v logs requests';
	unlike $program->log, qr/a=1/, '... but never what was asked';
};

# A request in the parts in which it is sent.
sub in_parts {
	my $begin = FCGI::record(FCGI::BEGIN_REQUEST,
	    pack 'nCx5', FCGI::RESPONDER, 0);
	my $params = FCGI::stream(FCGI::PARAMS, FCGI::params(
	    {path => '/echo', query => 'a=1', body => 'b=2'}, 'b=2'));
	my $body = FCGI::stream(FCGI::STDIN_, 'b=2');
	return ($begin, substr($params, 0, 99), substr($params, 99),
	    substr($body, 0, 9), substr $body, 9);
}

sub connection {
	return IO::Socket::UNIX->new(Peer => $socket, Type => SOCK_STREAM)
	    // die "$socket: $!\n";
}

# How many sockets each worker has open.
sub sockets {
	my %n = map {
		my $pid = $_;
		($pid => scalar grep { (readlink $_ // '') =~ /^socket:/ }
		    glob "/proc/$pid/fd/*");
	} @_;
	return \%n;
}

# Has it a signal to end that waits, or has it ended?
sub told {
	my $pid = shift;
	open my $in, '<', "/proc/$pid/status" or return 1;
	my $pending = join('', <$in>) =~ /^ShdPnd:\s*([0-9a-f]+)/m ? $1 : 0;
	return hex($pending) >> SIGTERM - 1 & 1;
}

# Are all workers others than these?
sub replaced {
	my $old = shift;
	my @now = $program->workers;
	return @now == 2 && !grep { exists $old->{$_} } @now;
}

# A worker takes a connection on which so many parts of a request have come, and
# is told to end.  What the one who sends the rest then hears.
sub told_after {
	my @parts = in_parts();
	my @now = splice @parts, 0, shift;
	my ($idle, $worker);

	until_(sub {
		$idle = sockets($program->workers);
		keys %$idle == 2 && !grep { $_ != 1 } values %$idle;
	}) or return 'nobody is idle';
	my $s = connection();
	print $s join('', @now);
	$s->flush;
	until_(sub {
		my $busy = sockets($program->workers);
		($worker) = grep { $busy->{$_} > 1 } keys %$busy;
	}) or return 'nobody took it';
	kill 'HUP', $program->pid;
	until_(sub { told($worker) }) or return 'it was not told';
	local $SIG{PIPE} = 'IGNORE';
	print $s join('', @parts);
	$s->flush;
	my $r = eval { FCGI::parse(FCGI::read_reply($s)) };
	my $why = $@;
	close $s;
	until_(sub { replaced($idle) }) or return 'it does not end';
	return $why || $r->{body};
}

subtest 'a worker that is told to end' => sub {
	my @parts = in_parts();
	is told_after($_), "POST /echo localhost\na=1\nb=2\n",
	    "answers whom it has accepted, after $_ of " . @parts . ' parts'
	    for 0 .. $#parts;

	my @waiting = map { connection() } 1 .. 300;
	my $old = sockets($program->workers);
	kill 'HUP', $program->pid;
	for my $s (@waiting) {
		print $s join('', @parts);
		$s->flush;
	}
	my $answered = 0;
	while (my $s = shift @waiting) {
		my $r = eval { FCGI::parse(FCGI::read_reply($s)) };
		$answered++ if $r && $r->{status} == 200;
	}
	is $answered, 300, 'who waits is answered, whoever ends';
	ok until_(sub { replaced($old) }), '... and all are replaced';
};

subtest 'restarts' => sub {
	my ($asked, $failed) = (0, 0);
	write_file($conf, "poll.workers 2\n");
	for my $round (1 .. 10) {
		my %old = map { $_ => 1 } $program->workers;
		kill 'HUP', $program->pid;
		until_(sub {
			for (1 .. 100) {
				$asked++;
				$failed++
				    if !eval { get('/echo')->{status} == 200 };
			}
			replaced(\%old);
		}) or fail "SIGHUP $round replaces all workers";
	}
	is $failed, 0, "of ten none loses any of $asked requests";
};

subtest 'the end' => sub {
	my @idle = $program->workers;
	my $begin = time;
	is $program->stop, 0, 'SIGTERM ends the program well';
	ok time - $begin < 2, '... at once, where nobody is busy';
	is scalar(grep { kill 0, $_ } @idle), 0, '... and its workers';

	$program = FCGI->start($socket, $echo, '-c', $conf);
	my $hanging = fork // die;
	if ($hanging == 0) {
		eval { get('/hang') };
		POSIX::_exit(0);
	}
	is get('/echo')->{status}, 200, 'one hangs, the other answers';
	ok until_(sub { $program->log =~ /hangs/ }), '... while it hangs';
	$begin = time;
	is $program->stop, 0, 'the program ends';
	my $took = time - $begin;
	ok $took > 9.9 && $took < 13, '... 10 s later, whoever hangs';
	waitpid $hanging, 0;

	$program = FCGI->start($socket, $echo, '-c', $conf);
	is get('/echo')->{status}, 200, 'a program';
	my @workers = $program->workers;
	$program->stop('KILL');
	ok until_(sub { !grep { kill 0, $_ } @workers }),
	    '... that is killed takes its workers along';
};

subtest 'a start that fails' => sub {
	local $ENV{ECHO_REFUSE} = "$dir/refuse";
	write_file("$dir/refuse", '');
	$program = FCGI->start($socket, $echo, '-c', $conf);
	ok until_(sub { () = $program->log =~ /not now/g; }),
	    'no worker can start';
	unlink "$dir/refuse";
	is get('/echo')->{status}, 200, '... and a second later one can';
	my $n = () = $program->log =~ /not now/g;
	cmp_ok $n, '<=', 4, '... without a storm';
	is $program->stop, 0, '... and it ends well';
};

done_testing;
