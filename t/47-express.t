#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# 47-express.t: polls through nginx, with the express lane off and on: a widget
# sees no difference.  Then what may happen to the lane's log and files.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Beckon::Box;
use Fcntl qw(O_WRONLY O_NONBLOCK);
use HTTP::Tiny;
use JSON::PP qw(decode_json);
use Test::More;

my $http = HTTP::Tiny->new(timeout => 20);
my ($beckon, $run, $with);

sub ask {
	my ($box, $query, $method) = @_;
	$query //= 'state=front&i=00000001';
	my $r = $http->request($method // 'GET',
	    $beckon->office_url . "/w/poll/$box?$query");

	$r->{json} = eval { decode_json($r->{content}) } // {};
	return $r;
}

sub state_of {
	return scalar $beckon->db('SELECT state FROM presence'
	    . " WHERE visitor_id = $_[0]{id}") // '';
}

sub told { return is($_[0], $_[1], "$with: $_[2]") }
sub soon { return ok($beckon->until(@_), "$with: $_[1]") }
sub foreign { return $_[0] =~ s/(.)$/$1 eq '0' ? '1' : '0'/er }

# --- What holds in both cases -------------------------------------------------

sub replies {
	my ($anna) = @_;
	my $box = $anna->{box};

	$beckon->until(sub { ask($box)->{json}{t} }, 'the first tick');
	my $r = ask($box);
	told($r->{status}, 200, 'a visitor who has nothing waiting is told so');
	told(join(' ', sort keys %{$r->{json}}), 'n next t', '... in JSON');
	told($r->{json}{n}, 0, '... with the number 0');
	cmp_ok abs($r->{json}{t} - time), '<', 15, "$with: ... and a tick";
	my $h = $r->{headers};
	told($h->{'content-type'}, 'application/json', '... as JSON');
	told($h->{'cache-control'}, 'no-store', '... that no cache keeps');
	told($h->{'access-control-allow-origin'}, '*', '... for any page');
	told($h->{'x-content-type-options'}, 'nosniff', '... as nothing else');
	told(join(' ', grep { defined $h->{$_} } qw(etag last-modified expires
	    vary accept-ranges set-cookie)), '', '... and nothing besides');
	told(ask($box, undef, 'HEAD')->{content} // '', '', 'HEAD has no body');

	my %next;
	for (['front', 5000], ['new', 3000], ['idle', 15000],
	    ['hidden', 30000], ['chat', 1500]) {
		my ($state, $ms) = @$_;
		my $next = ask($box, "state=$state&i=00000001")->{json}{next};
		ok $next >= 0.9 * $ms && $next <= 1.1 * $ms,
		    "$with: $state: come back in about $ms ms" or diag $next;
	}
	$next{ask($box, 'state=hidden&i=00000001')->{json}{next}} = 1
	    for 1 .. 40;
	cmp_ok scalar keys %next, '>', 1, "$with: ... and not all at once";
}

sub waiting {
	my ($anna) = @_;
	my $n = Beckon::Box::wait_for($beckon, $anna);

	soon(sub { ask($anna->{box})->{json}{n} == $n },
	    'the number of what waits is told');
	told(ask($anna->{box}, 'state=idle&i=00000001')->{json}{n}, $n,
	    '... in any state');
	told(ask(Beckon::Box::mint($beckon))->{json}{n}, 0,
	    '... and to nobody else');
	my $more = Beckon::Box::wait_for($beckon, $anna);
	soon(sub { ask($anna->{box})->{json}{n} == $more }, 'a newer one too');
	Beckon::Box::wait_for($beckon, $anna, 'read_n');
	soon(sub { ask($anna->{box})->{json}{n} == 0 },
	    'once it was fetched nothing waits');
}

sub strangers {
	my ($anna) = @_;
	my $box = foreign($anna->{box});

	soon(sub { ask($box)->{json}{again} },
	    'an id that we did not mint has to say hello again');
	my $r = ask($box);
	told($r->{status}, 200, '... which is no error');
	ok !exists $r->{json}{n}, "$with: ... and learns nothing";
	ok $r->{json}{next}, "$with: ... but when to come back";
	$box = $anna->{box};
	for (["x$box", 'an id too long'], [substr($box, 1), 'too short'],
	    ['', 'none'], ["$box/", 'a path below'],
	    ['..%2fpoll%2fbeats', 'a path'], ['z' x 32, 'no hex'],
	    ["$box%0a", 'a line end'], [$box, 'no state', ''],
	    [$box, 'a short instance', 'state=front&i=1'],
	    [$box, 'an unknown state', 'state=FRONT&i=00000001'],
	    [$box, 'a path for a state', 'state=../front&i=00000001'],
	    [$box, 'a line end behind it', 'state=front%0a&i=00000001']) {
		my ($id, $what, $query) = @$_;
		my $r = ask($id, $query);
		isnt $r->{status}, 200, "$with: $what is refused"
		    or diag $r->{content};
	}
	told(ask($box, undef, 'POST')->{status} =~ /^4/, 1,
	    'another method is refused');
}

sub beats {
	my ($anna, $ben) = @_;

	ask($anna->{box}, 'state=idle&i=00000001');
	soon(sub { state_of($anna) eq 'idle' }, 'a poll is a beat');
	$beckon->db("DELETE FROM presence WHERE visitor_id = $ben->{id}");
	ask(foreign($ben->{box}), 'state=chat&i=00000001');
	ask($anna->{box}, 'state=hidden&i=00000001');
	soon(sub { state_of($anna) eq 'hidden' }, '... every one');
	told(state_of($ben), '', '... but not of an id that we did not mint');
}

sub restarts {
	my ($anna) = @_;

	$beckon->kill('pulse');
	my $n = Beckon::Box::wait_for($beckon, $anna);
	soon(sub { ask($anna->{box})->{json}{n} == $n },
	    'what was written while pulse was dead is told');
	ask($anna->{box}, 'state=chat&i=00000001');
	soon(sub { ask($anna->{box}, 'state=chat&i=00000001');
	    state_of($anna) eq 'chat' }, '... and beats are heard');
	$beckon->kill('nginx');
	soon(sub { ask($anna->{box}, 'state=new&i=00000001');
	    state_of($anna) eq 'new' }, '... also by another nginx');
	Beckon::Box::wait_for($beckon, $anna, 'read_n');
	soon(sub { ask($anna->{box})->{json}{n} == 0 }, '... and fetched');
	$beckon->stop('mariadb');
	$beckon->until(sub { $beckon->slurp_file("$run/box/tick") =~ /^\d+ \d+ 0\b/ },
	    'no database');
	told(ask($anna->{box})->{json}{n}, 0, 'with the database away polls go on');
	$beckon->run('mariadb');
	$beckon->until(sub { $beckon->slurp_file("$run/box/tick") =~ /^\d+ \d+ 1\b/ },
	    'the database');
	soon(sub { ask($anna->{box}, 'state=idle&i=00000001');
	    state_of($anna) eq 'idle' }, 'once it is back presence is written');
}

for my $express (0, 1) {
	$with = $express ? 'on' : 'off';
	$beckon = Beckon->start(only => 'mariadb,pulse,poll,nginx',
	    express => $express);
	$run = $beckon->env('RUN_DIR');
	my @visitors = map { Beckon::Box::visitor($beckon) } 1 .. 2;
	replies(@visitors);
	waiting(@visitors);
	strangers(@visitors);
	beats(@visitors);
	restarts(@visitors);
	$beckon->end if !$express;
}

# --- Who answers --------------------------------------------------------------

my $lane = "$run/express";
my $anna = Beckon::Box::visitor($beckon);
my $box = $anna->{box};

sub by_nginx { return ask($box)->{status} == 200 }

# Once a beat in this state has come through.
sub heard {
	my ($state, $what) = @_;
	return soon(sub { ask($box, "state=$state&i=00000002");
	    state_of($anna) eq $state }, $what);
}

$with = 'on';
my $n = Beckon::Box::wait_for($beckon, $anna);
soon(sub { ask($box)->{json}{n} == $n }, 'something waits');
# Nobody listens any more.
rename "$run/poll.sock", "$run/poll.away" or die;
ok by_nginx(), 'without poll nginx answers idle polls';
is ask($box)->{json}{n}, $n, '... and tells what waits';
is ask($box, 'state=front')->{status}, 503, '... but nothing unusual';
heard('idle', 'and pulse hears of them');
$beckon->stop('pulse');
$beckon->until(sub { ask(Beckon::Box::mint($beckon))->{status} == 503 },
    'closed');
pass 'where pulse has ended, nginx asks poll';
ok !glob("$lane/pace/*"), '... since nothing is left to answer with';
$beckon->run('pulse');
$beckon->until(sub { ask(Beckon::Box::mint($beckon))->{status} == 200 },
    'open');
pass 'when it is back, nginx answers again';

# A pulse that hangs: as if ten seconds had passed.
kill STOP => $beckon->pid('pulse');
rename $_, $_ =~ s{(\d+)$}{$1 - 100}er for glob "$lane/pace/*";
$beckon->until(sub { ask(Beckon::Box::mint($beckon))->{status} == 503 },
    'stale');
# nginx keeps lines for a quarter of a second before it writes them.
my $size = -1;
$beckon->until(sub {
	my $was = $size;
	select undef, undef, undef, 0.5;
	$size = -s "$lane/beats";
	return $size == $was;
}, 'what was said before');
ask(Beckon::Box::mint($beckon)) for 1 .. 5;
select undef, undef, undef, 0.5;
is -s "$lane/beats", $size, 'what a stopped pulse left is not used for long';
kill CONT => $beckon->pid('pulse');
$beckon->until(sub { ask(Beckon::Box::mint($beckon))->{status} == 200 },
    'open again');
rename "$run/poll.away", "$run/poll.sock" or die;

# --- The log ------------------------------------------------------------------

sub append {
	my (@bytes) = @_;
	open my $log, '>>', "$lane/beats" or die;
	print $log @bytes;
	close $log;
}

sub line { return "$_[0]{box}00000003 $_[1]\n" }

append(join '', map { chr rand 256 } 1 .. 100_000);
# nginx may write between the parts.
$beckon->until(sub {
	append("\n", substr(line($anna, 'hidden'), 0, 20));
	append(substr line($anna, 'hidden'), 20);
	state_of($anna) eq 'hidden' }, 'a line in two parts');
pass 'after junk a line that comes in two parts is read';
append(line($anna, 'front') =~ s/front/Front/r, line($anna, 'chat') =~ s/^./g/r,
    line($anna, 'new') =~ s/ /  /r, "\n\n", "\0" x 5000, line($anna, 'idle'));
$beckon->until(sub { state_of($anna) eq 'idle' }, 'the next one');
pass '... and no line that nginx would not write';
append("x" x 5_000_000);
append("\n") for 1 .. 3;
heard('chat', 'a line without an end does not hold it up');

my $junk = line({box => '0' x 32}, 'front');
append($junk x 200_000) for 1 .. 2;
heard('idle', 'nor do many lines that nobody sent');
$beckon->until(sub { (stat "$lane/beats")[12] * 512 < 65536 }, 'given back');
pass '... and what was read takes no room';
my @ids = map { foreign(Beckon::Box::mint($beckon)) } 1 .. 300;
append(map { line({box => $_}, 'front') } @ids);
$beckon->until(sub { -e "$lane/box/$ids[-1]" }, 'all of them');
cmp_ok scalar(() = glob "$lane/box/*"), '<=', 257,
    'of ids that we did not mint not many are remembered';

rename "$lane/beats", "$lane/beats.old" or die;
kill USR1 => $beckon->pid('nginx');
$beckon->until(sub { -e "$lane/beats" }, 'reopened');
heard('hidden', 'another log is found');
truncate "$lane/beats", 0 or die;
heard('new', 'also one that was cut');

# So much at once is more than pulse keeps up with.
sub next_time {
	my $r = ask(Beckon::Box::mint($beckon), 'state=hidden&i=00000002');
	return $r->{json}{next} // 0;
}

$beckon->until(sub {
	kill STOP => $beckon->pid('pulse');
	append("x" x 9_000_000, "\n");
	kill CONT => $beckon->pid('pulse');
	next_time() > 33000 }, 'a slower pace');
pass 'when pulse falls behind, nginx tells all to come back later';
$beckon->until(sub { my $ms = next_time(); $ms > 0 && $ms <= 33000 },
    'the usual pace');
pass '... and no longer than that lasts';

# --- Who leaves ---------------------------------------------------------------

# A poll that was sent before the page went stands in nginx's buffer until after
# the page has said so.
my $carl = Beckon::Box::visitor($beckon);
append(line($carl, 'hidden'));
$beckon->until(sub { state_of($carl) eq 'hidden' }, 'carl');
sysopen my $pipe, "$run/beat", O_WRONLY | O_NONBLOCK or die "beat: $!";
syswrite $pipe, pack('C4L', 0xbe, 1, 2, 0, 3) . pack 'H*', $carl->{box};
append(line($carl, 'front'));
$beckon->until(sub { $beckon->db('SELECT gone_at < NOW(3) + INTERVAL 11 SECOND'
    . " FROM presence WHERE visitor_id = $carl->{id}") }, 'he leaves');
is state_of($carl), 'front', 'a last poll that is late keeps nobody';

# --- The doctor ---------------------------------------------------------------

sub doctor {
	my $said = `'$Beckon::BUILD/beckonctl' -c '@{[$beckon->dir]}/beckon.conf' doctor 2>&1`;
	return join '', grep { /express/ } split /^/m, $said;
}

$beckon->until(sub { doctor() =~ /^ok .*log is read$/m }, 'the doctor');
pass 'the doctor finds the lane well';
chmod 0666, "$lane/beats";
like doctor(), qr/^fault .*open to all: systemd-tmpfiles/m,
    '... and a log that is open to all';
chmod 0600, "$lane/beats";
$beckon->stop('pulse');
like doctor(), qr/^fault .*pace.* is missing/m, '... and that pulse is away';
append("x" x 5_000_000);
like doctor(), qr/^fault .*is not read: start pulse/m,
    '... and that nobody reads the log';
$beckon->run('pulse');
heard('front', 'the next pulse reads it');
unlink "$lane/beats" or die;
$beckon->until(sub { !glob "$lane/pace/*" }, 'closed');
like doctor(), qr/^ok .*lane is off/m, 'without a log there is no lane';
is ask($box)->{status}, 200, '... and poll answers';

unlike $beckon->log('nginx-error'), qr/\[(?:alert|emerg)\]|beats|pace|box/,
    'nginx has nothing to say';
unlike $beckon->log('pulse'), qr/fatal|No such/, 'nor has pulse'
    or diag $beckon->log('pulse');

done_testing;
