# SPDX-License-Identifier: ISC
# A real browser for tests: a small WebDriver client over chromedriver, which
# is started on a free port and ended with the test.  Core Perl only.
#
#	my $driver = WebDriver->start;
#	my $shopper = $driver->session(width => 1200, height => 800);
#	$shopper->go($url);
#	$shopper->click('beckon-widget >>> .bubble');
#
# A selector may go through open shadow roots by ">>>".  What needs an element
# waits for it, ten seconds at most, and croaks where it does not come.
package WebDriver;

use strict;
use warnings;

use Carp qw(croak);
use File::Path qw(remove_tree);
use File::Temp qw(tempdir);
use HTTP::Tiny;
use JSON::PP;
use POSIX ();
use Time::HiRes qw(sleep time);

use WebDriver::Session;

my $JSON = JSON::PP->new->utf8->canonical->allow_nonref;

my @FLAGS = qw(--headless --no-sandbox --disable-gpu --disable-quic
    --no-first-run --disable-background-networking
    --disable-component-update --disable-sync --disable-dev-shm-usage
    --hide-scrollbars --mute-audio);

# A running chromedriver.
sub start {
	my ($class) = @_;
	my $dir = tempdir('beckon-web-XXXXXX', TMPDIR => 1);
	my $self = bless {dir => $dir, owner => $$, sessions => []}, $class;

	$self->{http} = HTTP::Tiny->new(timeout => 90, keep_alive => 1);
	$self->_spawn;
	return $self;
}

sub _spawn {
	my ($self) = @_;
	my $parent = $$;

	pipe my $from, my $to or croak "pipe: $!";
	$self->{pid} = fork() // croak "fork: $!";
	if ($self->{pid} == 0) {
		POSIX::setpgid(0, 0);
		# It goes with the test, whatever ends the test.
		my $prctl = {x86_64 => 157, aarch64 => 167, riscv64 => 167}
		    ->{(POSIX::uname())[4]};
		syscall($prctl, 1, 15, 0, 0, 0) if defined $prctl;
		POSIX::_exit(0) if getppid() != $parent;
		open STDIN, '<', '/dev/null';
		open STDOUT, '>&', $to;
		open STDERR, '>', "$self->{dir}/chromedriver.log";
		exec 'chromedriver', '--port=0' or POSIX::_exit(127);
	}
	close $to;
	while (defined(my $line = <$from>)) {
		next if $line !~ /started successfully on port (\d+)/;
		$self->{base} = "http://127.0.0.1:$1";
		$self->{from} = $from;
		return;
	}
	croak 'chromedriver did not start';
}

# A browser of its own: own profile, own window.  Options: width, height,
# lang, flags => [...], dark => 1, mobile => 1.
sub session {
	my ($self, %with) = @_;
	my $n = @{$self->{sessions}};
	my ($width, $height) = ($with{width} // 1200, $with{height} // 800);
	my %chrome = (args => [@FLAGS,
	    '--host-resolver-rules=MAP *.example 127.0.0.1',
	    "--user-data-dir=$self->{dir}/profile-$n",
	    "--window-size=$width,$height",
	    $with{lang} ? "--lang=$with{lang}" : (),
	    @{$with{flags} // []}]);
	my $made = $self->call(POST => '/session', {capabilities => {
		alwaysMatch => {
			browserName => 'chrome',
			acceptInsecureCerts => JSON::PP::true,
			'goog:chromeOptions' => \%chrome,
			'goog:loggingPrefs' => {browser => 'ALL'},
		}}});
	my $session = WebDriver::Session->new($self, $made->{sessionId});

	push @{$self->{sessions}}, $session;
	$session->size($width, $height, $with{mobile});
	$session->media(dark => 1) if $with{dark};
	return $session;
}

# One command; its value, or croaks with what the browser said.
sub call {
	my ($self, $method, $path, $body) = @_;
	my %with;

	if ($method eq 'POST') {
		$with{content} = $JSON->encode($body // {});
		$with{headers} = {'Content-Type' => 'application/json'};
	}
	my $reply = $self->{http}->request($method, $self->{base} . $path,
	    \%with);
	my $value = eval { $JSON->decode($reply->{content})->{value} };
	return $value if $reply->{status} == 200;
	croak "$method $path: " . (ref $value eq 'HASH' ?
	    "$value->{error}: $value->{message}" :
	    "$reply->{status} $reply->{content}");
}

sub stop {
	my ($self) = @_;

	return if !$self->{pid} || $self->{owner} != $$;
	for my $session (@{$self->{sessions}}) {
		eval { $session->quit };
	}
	my $pid = delete $self->{pid};
	kill TERM => -$pid;
	waitpid $pid, 0;
	# The browser's last processes may still be writing.
	for (1 .. 20) {
		remove_tree($self->{dir}, {error => \my $errors});
		last if !-e $self->{dir};
		sleep 0.1;
	}
}

sub DESTROY {
	my ($self) = @_;
	local ($?, $@);

	$self->stop;
}

1;
