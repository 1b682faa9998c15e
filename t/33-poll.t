#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# 33-poll.t: "is there anything for me?", asked over poll's own socket.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Beckon::Box;
use Beckon::Socket;
use Fcntl;
use Test::More;

my $beckon = Beckon->start(only => 'mariadb,pulse,poll',
    conf => ['poll.workers 1']);
my $run = $beckon->env('RUN_DIR');

sub ask {
	my ($box, $query, %more) = @_;

	return Beckon::Socket::request("$run/poll.sock", {
		REQUEST_METHOD => 'GET', SCRIPT_NAME => "/w/poll/$box",
		QUERY_STRING => $query // 'state=front&i=00000001', %more});
}

my $visitor = Beckon::Box::visitor($beckon);
my $box = $visitor->{box};
$beckon->until(sub { my $r = ask($box); $r && $r->{json}{t} }, 'the first tick');
my $r = ask($box);
is $r->{status}, 200, 'a visitor who has nothing waiting is told so';
is $r->{json}{n}, 0, '... with the number 0';
cmp_ok abs($r->{json}{t} - time), '<', 5, '... and the tick of pulse';
is_deeply [sort keys %{$r->{json}}], [qw(n next t)], '... and nothing else';
is $r->{headers}{'content-type'}, 'application/json', '... as JSON';
is $r->{headers}{'cache-control'}, 'no-store', '... that no cache keeps';
is $r->{headers}{'access-control-allow-origin'}, '*', '... for any page';

for (['front', 5000], ['new', 3000], ['idle', 15000], ['hidden', 30000],
    ['chat', 1500]) {
	my ($state, $ms) = @$_;
	my $next = ask($box, "state=$state&i=00000001")->{json}{next};
	ok $next >= 0.9 * $ms && $next <= 1.1 * $ms,
	    "$state: come back in $ms ms or a tenth more or less" or diag $next;
}

my $n = Beckon::Box::wait_for($beckon, $visitor);
$beckon->until(sub { ask($box)->{json}{n} }, 'the mailbox');
is ask($box)->{json}{n}, $n, 'the number of what waits is told';
is ask(Beckon::Box::mint($beckon))->{json}{n}, 0, '... and to nobody else';
is ask($box, 'state=chat')->{json}{n}, $n, 'without a page instance too';

# --- What nobody of us sends ------------------------------------------------

my $foreign = $box =~ s/(.)$/$1 eq '0' ? '1' : '0'/er;
$r = ask($foreign);
is $r->{status}, 200, 'an id that we did not mint';
is $r->{json}{again}, 1, '... has to say hello again';
ok !exists $r->{json}{n}, '... and learns nothing';
ok $r->{json}{next}, '... but when to come back';

for (["x$box", undef, 'an id too long'], [substr($box, 1), undef, 'too short'],
    ['', undef, 'none'], ["$box/", undef, 'a path below'],
    ['../box/tick', undef, 'a path'], ['z' x 32, undef, 'no hex'],
    [$box, '', 'no state'], [$box, 'state=front&i=1', 'a short instance'],
    [$box, 'state=FRONT', 'an unknown state'],
    [$box, 'state=%ff', 'bytes that are no text'],
    [$box, 'state=front%00', 'a NUL']) {
	my ($id, $query, $what) = @$_;
	$r = ask($id, $query);
	is "$r->{status} " . ($r->{json}{code} // ''), '400 bad_request',
	    "$what is refused";
}
is ask($box, undef, REQUEST_METHOD => 'DELETE')->{status}, 405,
    'another method is refused';
is ask($box, undef, SCRIPT_NAME => '/w/hello')->{status}, 404,
    'another path is unknown';
is ask($box, undef, REQUEST_METHOD => 'HEAD')->{content}, '',
    'HEAD has no body';

# --- No database ------------------------------------------------------------

my $libraries = `ldd $Beckon::BUILD/cgi-bin/poll`;
unlike $libraries, qr/maria|mysql/, 'poll has no database library';
my ($worker) = $beckon->workers('poll');
sub sockets {
	return scalar grep { (readlink($_) // '') =~ /^socket/ }
	    glob "/proc/$worker/fd/*";
}
ask($box) for 1 .. 20;
is sockets(), 1, '... and holds no connection but the one it listens on';
$beckon->stop('mariadb');
$r = ask($box);
is $r->{status}, 200, 'with the database away polls go on';
is $r->{json}{n}, $n, '... and what waits still waits';

# --- The pipe and the mailbox -----------------------------------------------

$beckon->stop('pulse');
sysopen my $pipe, "$run/beat", O_RDWR | O_NONBLOCK or die "beat: $!";
1 while syswrite $pipe, "\0" x 4096;
1 while syswrite $pipe, "\0";
is ask($box)->{status}, 200, 'a full pipe fails no poll';
close $pipe;
my $before = ask($box)->{json}{t};
rename "$run/beat", "$run/beat.away" or die;
rename "$run/box", "$run/box.away" or die;
$beckon->until(sub { ask($box)->{json}{t} != $before }, 'a fresh look');
$r = ask($box);
is $r->{status}, 200, 'nor does an absent pipe';
is "$r->{json}{t} $r->{json}{n}", '0 0', '... or an absent mailbox';
$beckon->until(sub { ask($box, 'state=chat')->{json}{next} >= 1350 });
rename "$run/beat.away", "$run/beat" or die;
rename "$run/box.away", "$run/box" or die;
$beckon->until(sub { ask($box)->{json}{n} == $n }, 'the mailbox again');
pass 'once it is back its worker finds it';
is $beckon->log('poll') =~ /warn|fatal|fault/, '', 'nothing of this is logged'
    or diag $beckon->log('poll');

done_testing;
