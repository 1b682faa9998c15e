# SPDX-License-Identifier: ISC
# A private Beckon for one test file: stage/up in a scratch folder, gone at
# the end.
#
#	my $beckon = Beckon->start;
#	my $anna = $beckon->browser;
#	$anna->sign_in;
#	my $page = $anna->get('/office/visitors');
#
# BECKON_BUILD says where make was run (default: this checkout), BECKON_KEEP=1
# leaves the scratch folder for a look.
package Beckon;

use strict;
use warnings;

use Carp qw(croak);
use Cwd qw(abs_path);
use File::Basename qw(dirname);
use File::Path qw(remove_tree);
use File::Temp qw(tempdir);
use HTTP::Tiny;
use JSON::PP qw(decode_json);
use POSIX ();
use Time::HiRes qw(sleep time);

use Beckon::Browser;

our $TOP = abs_path(dirname(__FILE__) . '/../..');
our $BUILD = abs_path($ENV{BECKON_BUILD} // $TOP);

$ENV{PATH} .= ':/usr/sbin:/sbin';

my @running;

# The system, once all of it answers.  Options: only => 'mariadb,nginx',
# tls => 1, express => 1, connections => N, conf => ['key value'],
# nginx => ['NAME=VALUE'], join => another of these, whose further host this is.
sub start {
	my ($class, %with) = @_;
	my $dir = tempdir('beckon-XXXXXX', TMPDIR => 1);
	my $self = bless {dir => $dir, owner => $$}, $class;
	my @command = ("$TOP/stage/up", $dir, '--build', $BUILD,
	    '--template', "$BUILD/t/var/empty-database");

	push @command, '--only', $with{only} if $with{only};
	push @command, '--tls' if $with{tls};
	push @command, '--connections', $with{connections}
	    if $with{connections};
	# BECKON_EXPRESS=1: any test with the express lane on.
	push @command, '--express' if $with{express} // $ENV{BECKON_EXPRESS};
	push @command, '--join', $with{join}{dir} if $with{join};
	push @command, map { ('--conf', $_) } @{$with{conf} // []};
	push @command, map { ('--nginx', $_) } @{$with{nginx} // []};
	push @running, $self;
	$self->{pid} = $self->_spawn(@command);
	$self->_wait_ready;
	$self->{browser} = $self->browser;
	return $self;
}

sub _spawn {
	my ($self, @command) = @_;
	my $parent = $$;
	my $pid = fork() // croak "fork: $!";

	return $pid if $pid;
	POSIX::setpgid(0, 0);
	# It goes with the test, whatever ends the test.
	my $prctl = {x86_64 => 157, aarch64 => 167, riscv64 => 167}
	    ->{(POSIX::uname())[4]};
	syscall($prctl, 1, 15, 0, 0, 0) if defined $prctl;
	POSIX::_exit(0) if getppid() != $parent;
	open STDIN, '<', '/dev/null';
	open STDOUT, '>', "$self->{dir}/up.log";
	open STDERR, '>&', \*STDOUT;
	exec @command or POSIX::_exit(127);
}

sub _wait_ready {
	my ($self) = @_;
	my $deadline = time + 90;

	until (-e "$self->{dir}/env") {
		if (waitpid($self->{pid}, POSIX::WNOHANG) == $self->{pid}) {
			delete $self->{pid};
			croak "stage/up: " . $self->slurp('up.log');
		}
		croak "stage/up is not ready: " . $self->slurp('up.log')
		    if time > $deadline;
		sleep 0.05;
	}
	for (split /\n/, $self->slurp('env')) {
		$self->{env}{$1} = $2 if /^([A-Z_]+)='?(.*?)'?$/;
	}
}

# Stops all of it; called at the end for every one that runs.
sub end {
	my ($self) = @_;

	return if $self->{owner} != $$;
	if (my $pid = delete $self->{pid}) {
		CORE::kill TERM => $pid;
		waitpid $pid, 0;
	}
	if ($ENV{BECKON_KEEP}) {
		print "# kept $self->{dir}\n" if !$self->{kept}++;
		return;
	}
	remove_tree($self->{dir});
}

END {
	local $?;
	$_->end for @running;
}

# --- Where things are -------------------------------------------------------

sub dir { return $_[0]{dir} }
sub env { return $_[0]{env}{$_[1]} // croak "no $_[1]" }
sub office_url { return $_[0]->env('OFFICE_URL') }
sub office_tls_url { return $_[0]->env('OFFICE_TLS_URL') }
sub shop_url { return $_[0]->env('SHOP_URL') }
sub shop_tls_url { return $_[0]->env('SHOP_TLS_URL') }
sub site_key { return $_[0]->env('SITE_KEY') }

sub slurp {
	my ($self, $name) = @_;

	open my $fh, '<', "$self->{dir}/$name" or return '';
	local $/;
	return scalar <$fh> // '';
}

# What a part wrote: log('visit'), log('nginx-error').
sub log { return $_[0]->slurp("log/$_[1].log") }

# --- Requests ---------------------------------------------------------------

# Someone with cookies of their own.
sub browser {
	my ($self) = @_;

	return Beckon::Browser->new(beckon => $self,
	    base => $self->office_url);
}

# By one browser that everybody of this test file shares.
sub get { my $self = shift; return $self->{browser}->get(@_) }
sub post { my $self = shift; return $self->{browser}->post(@_) }

# A widget's POST, from a page of the demo shop: the reply, its JSON decoded
# as $reply->{json}.
sub widget {
	my ($self, $path, $fields, %headers) = @_;
	my $http = HTTP::Tiny->new(timeout => 20);
	my $reply = $http->post_form($self->office_url . $path,
	    {v => 1, site => $self->site_key, i => '00000001', %$fields},
	    {headers => {Origin => $self->shop_url, %headers}});

	$reply->{json} = eval { decode_json($reply->{content}) };
	return $reply;
}

sub poll {
	my ($self, $box, $state) = @_;
	my $reply = HTTP::Tiny->new(timeout => 20)->get(
	    $self->office_url . "/w/poll/$box?state=" . ($state // 'front') .
	    '&i=00000001');

	$reply->{json} = eval { decode_json($reply->{content}) };
	return $reply;
}

# --- The database and the processes -----------------------------------------

# Rows as array references; a single value in scalar context.
sub db {
	my ($self, $sql) = @_;

	open my $fh, '-|', 'mariadb',
	    "--defaults-file=$self->{dir}/accounts/admin.cnf",
	    '--batch', '--skip-column-names', '-e', $sql
	    or croak "mariadb: $!";
	my @rows = map { chomp; [split /\t/, $_, -1] } <$fh>;
	close $fh or croak "mariadb failed: $sql";
	return wantarray ? @rows : $rows[0] && $rows[0][0];
}

# What beckonctl prints.
sub ctl {
	my ($self, @command) = @_;

	open my $fh, '-|', "$BUILD/beckonctl", '-c',
	    "$self->{dir}/beckon.conf", '-s', "$TOP/schema", @command
	    or croak "beckonctl: $!";
	my $text = join '', <$fh>;
	close $fh or croak "beckonctl failed: @command";
	return $text;
}

sub pid {
	my ($self, $name) = @_;
	my ($pid) = $self->slurp("pids/$name") =~ /^(\d+)$/m;

	return $pid // croak "$name does not run";
}

# A signal to a part (the parent of its workers): kill('visit', 'TERM').
sub kill {
	my ($self, $name, $signal) = @_;

	return CORE::kill $signal // 'KILL', $self->pid($name);
}

# Its children, or those of nginx.
sub workers {
	my ($self, $name) = @_;
	my $pid = $self->pid($name);

	return split ' ', $self->slurp_file("/proc/$pid/task/$pid/children");
}

sub slurp_file {
	my ($self, $path) = @_;

	open my $fh, '<', $path or return '';
	local $/;
	return scalar <$fh> // '';
}

# Down until it is told to run again; back when it is gone.
sub stop {
	my ($self, $name) = @_;

	CORE::kill USR1 => $self->pid("$name.keep");
	$self->until(sub { !-e "$self->{dir}/pids/$name" }, "$name stops");
}

sub run {
	my ($self, $name) = @_;

	CORE::kill USR2 => $self->pid("$name.keep");
	$self->until(sub { -e "$self->{dir}/pids/$name" }, "$name runs");
}

sub reload_nginx { return CORE::kill HUP => $_[0]->pid('nginx') }

# Waits until it is true; dies after 60 s.  Its value.
sub until {
	my ($self, $true, $what) = @_;
	my $deadline = time + 60;

	while (1) {
		my $value = $true->();
		return $value if $value;
		croak 'waited too long: ' . ($what // 'it')
		    if time > $deadline;
		sleep 0.05;
	}
}

1;
