# SPDX-License-Identifier: ISC
# Rows.pm: the rows of bench/run that are no cost of a request: how long
# something takes, and what is held meanwhile.  Each function takes what
# bench/run has started, and calls $at->{row} for each row of the table.
package Rows;

use strict;
use warnings;

use List::Util qw(max sum0);
use Time::HiRes qw(sleep time);

use Beckon::Shopper qw(operator);
use Clients qw(h2 press press_said wrk);
use Measure qw(cpu median quantile resident shared);

# --- Invitation sent, until it is in the mailbox of every host ----------------

# Who can be invited: visitor id, mailbox id.
sub guests {
	my ($beckon, $n) = @_;

	return $beckon->db('SELECT p.visitor_id, LOWER(HEX(p.box_id))'
	    . ' FROM presence p'
	    . ' LEFT JOIN invitation i ON i.open_visitor_id = p.visitor_id'
	    . ' LEFT JOIN chat c ON c.open_visitor_id = p.visitor_id'
	    . ' WHERE p.gone_at > NOW(3) + INTERVAL 1 MINUTE AND i.id IS NULL'
	    . " AND c.id IS NULL ORDER BY p.visitor_id DESC LIMIT $n");
}

# Milliseconds until the file is there, from now; 5,000 where it never is.
sub wait_for {
	my (@files) = @_;
	my $from = time;

	while (grep { !-e $_ } @files) {
		return 5000 if time > $from + 5;
		sleep 0.0005;
	}
	return (time - $from) * 1000;
}

sub mail {
	my ($at) = @_;
	my @boxes = map { $_->env('RUN_DIR') . '/box' } @$at{qw(beckon lane)};
	my $anna = $at->{beckon}->browser->sign_in;
	my ($sent, $refused, @ms) = (0, 0);

	$at->{say}->('invitations');
	for (guests($at->{beckon}, $at->{quick} ? 100 : 500)) {
		my ($visitor, $box) = @$_;
		my $reply = $anna->post('/invite/send', {visitor => $visitor,
		    mode => 'invitation', text => 'May I help you?',
		    key => sprintf('%016x', 0x6000_0000 + ++$sent)});

		if ($reply->{status} != 303) {
			$refused++;
			next;
		}
		push @ms, wait_for(map { "$_/$box" } @boxes);
	}
	warn "$refused of $sent invitations were refused\n" if $refused;
	$at->{row}->('invitation in the mailbox of both hosts, p99', 'ms', 300,
	    100, quantile(0.99, @ms));
	$at->{row}->('... p50 of ' . @ms, 'ms', undef, undef,
	    quantile(0.5, @ms));
	$at->{all}{mail} = \@ms;
}

# --- Rows written -------------------------------------------------------------

sub rows_written {
	my ($beckon) = @_;

	return sum0(map { $_->[1] } $beckon->db("SHOW GLOBAL STATUS WHERE"
	    . " Variable_name IN ('Handler_write', 'Handler_update',"
	    . " 'Handler_delete')"));
}

# Visitors who turn pages, go idle, leave and come, as bench/crowd plays them;
# counted when all have come.
sub written {
	my ($at) = @_;
	my ($beckon, $n) = ($at->{beckon}, 500);
	my $seconds = $at->{quick} ? 15 : 60;
	my $log = "$at->{dir}/crowd.log";

	$at->{say}->("$n visitors");
	$beckon->db('UPDATE presence SET gone_at = NOW(3) + INTERVAL 1 HOUR');
	my $pid = fork() // die "fork: $!\n";
	if (!$pid) {
		open STDOUT, '>', $log or die "$log: $!\n";
		open STDERR, '>&', \*STDOUT;
		exec "$Beckon::BUILD/bench/crowd", '--base', $at->{office},
		    '--site', $beckon->site_key, '--pages', $beckon->shop_url,
		    '--visitors', $n, '--arrive', 10;
		die "bench/crowd: $!\n";
	}
	sleep 15;
	my ($before, $from) = (rows_written($beckon), time);
	sleep $seconds;
	my $rows = rows_written($beckon) - $before;
	my $minutes = (time - $from) / 60;
	kill TERM => $pid;
	waitpid $pid, 0;
	$at->{row}->('database rows written per visitor and minute', '', 8, 4,
	    $rows / $n / $minutes);
}

# --- Memory of our own processes ----------------------------------------------

sub memory {
	my ($at, $online) = @_;
	my $beckon = $at->{beckon};
	my @names = qw(poll visit invite office pulse);
	my %mb = map { $_ => resident($beckon->pid($_)) / 1024 } @names;

	$at->{say}->('memory');
	$at->{row}->("our processes at $online online, resident", 'MB', 150,
	    60, sum0(values %mb));
	$at->{row}->('... proportional set (PSS)', 'MB', undef, undef,
	    sum0(map { shared($beckon->pid($_)) / 1024 } @names));
	$at->{row}->("... of $_", 'MB', undef, undef, $mb{$_}) for @names;
}

# --- The list of online visitors ----------------------------------------------

# What the page offers to filter and to sort by.
my @ASKED = ('', 'sort=longest', 'sort=pages', 'sort=visits', 'sort=title',
    'sort=place', 'state=online', 'state=idle', 'state=left', 'bots=1',
    'department=DEP', 'department=DEP&sort=pages', 'site=SITE&sort=title',
    'q=lamp', 'q=oak+table+no.+402+', 'q=nothing+like+it',
    'q=lamp&sort=pages', 'state=idle&sort=visits&page=3');

# The server's own time for each of these addresses, in ms, as nginx saw it:
# nginx writes it after the reply was sent.
sub served {
	my ($at, $which, $n) = @_;
	my @lines;

	$at->{beckon}->until(sub {
		@lines = grep { /$which/ } split /\n/,
		    $at->{beckon}->slurp('log/time.log');
		return @lines >= $n;
	}, 'the times in the log');
	my %ms;
	for (@lines) {
		my ($seconds, undef, $what) = split ' ';
		push @{$ms{$what}}, 1000 * $seconds;
	}
	return \%ms;
}

# An open list asks again, when one in a hundred has changed since.
sub refresh {
	my ($at, $who, $online) = @_;
	my ($have) = $who->get('/office/visitors')->{content} =~
	    /name="have" value="([^"]*)"/;
	my $times = $at->{quick} ? 20 : 50;
	my $same = 0;

	for my $turn (1 .. $times) {
		$at->{beckon}->db('UPDATE presence SET changed_at = NOW(3),'
		    . " state = IF(state = 'front', 'hidden', 'front')"
		    . " WHERE visitor_id % 100 = $turn");
		my $reply = $who->get("/office/visitors/list?moved=$turn"
		    . "&have=$have", 'HX-Request' => 'true');
		die "/office/visitors/list: $reply->{status}\n"
		    if $reply->{status} !~ /^20[04]$/;
		# 204, too, where the change is on other pages of the list.
		$have = $1 if $reply->{content} &&
		    $reply->{content} =~ /name="have" value="([^"]*)"/;
		$same++ if $who->get("/office/visitors/list?same=$turn"
		    . "&have=$have", 'HX-Request' => 'true')->{status} == 204;
	}
	my %ms = map { my $kind = $_; $kind => [map { @$_ } values %{served(
	    $at, qr{/visitors/list\?$kind=}, $times)}] } qw(moved same);
	my $changed = $online / 100;
	$at->{row}->("list, $changed of $online changed, p99", 'ms', 30, 10,
	    quantile(0.99, @{$ms{moved}}));
	$at->{row}->('... p50', 'ms', undef, undef,
	    quantile(0.5, @{$ms{moved}}));
	$at->{row}->('... nothing moved, p50', 'ms', undef, undef,
	    quantile(0.5, @{$ms{same}}));
	$at->{row}->("... of $times answered 204 then", '', undef, undef,
	    $same);
}

sub list {
	my ($at, $online) = @_;
	my $beckon = $at->{beckon};
	my ($department) = $beckon->db('SELECT id FROM department'
	    . " WHERE alias = 'seeded-8'");
	my $some = operator($beckon, 'list', $department->[0]);
	my $all = $beckon->browser->sign_in;
	my $site = $beckon->db('SELECT MAX(id) FROM site');
	my @asked = map { s/DEP/$department->[0]/r =~ s/SITE/$site/r } @ASKED;
	my ($times, $n) = ($at->{quick} ? 20 : 100, 0);

	$at->{say}->('the list');
	# People are in all states, and some just left.
	$beckon->db("UPDATE presence SET gone_at = NOW(3) + INTERVAL"
	    . " IF(visitor_id % 100, 60, 0) MINUTE, state = ELT(1 +"
	    . " visitor_id % 5, 'front', 'front', 'new', 'hidden', 'idle')");
	for (1 .. $times) {
		for my $what (map({ "all&$_" } @asked), 'some&',
		    'some&sort=visits') {
			my $who = $what =~ /^all/ ? $all : $some;
			my $reply = $who->get("/office/visitors?who=$what");

			die "/office/visitors?$what: $reply->{status}\n"
			    if $reply->{status} != 200;
			$n++;
		}
	}
	my $ms = served($at, qr{ /office/visitors\?who=}, $n);
	my %p99 = map { $_ => quantile(0.99, @{$ms->{$_}}) } keys %$ms;
	my ($worst) = sort { $p99{$b} <=> $p99{$a} } keys %p99;
	$at->{row}->("list, first 50 of $online, worst filter, p99", 'ms', 100,
	    30, $p99{$worst});
	$at->{row}->('... that is ' . $worst =~ s/.*who=(\w+)&/$1 /r, 'ms',
	    undef, undef, quantile(0.5, @{$ms->{$worst}}));
	$at->{row}->('... p99 of all ' . keys(%p99) . ' filters and sorts',
	    'ms', undef, undef, quantile(0.99, map { @$_ } values %$ms));
	$at->{row}->('... p50 of all', 'ms', undef, undef,
	    quantile(0.5, map { @$_ } values %$ms));
	refresh($at, $all, $online);
	$at->{all}{list} = {map { $_ => {p50 => quantile(0.5, @{$ms->{$_}}),
	    p99 => $p99{$_}} } keys %$ms};
}

# What consoles cost in CPU a second, each asking as often as it does; the
# counts of the whole crowd are shared.
sub consoles {
	my ($at) = @_;
	my $beckon = $at->{beckon};
	my @pids = map { $beckon->pid($_) } qw(nginx office mariadb);
	my $anna = $beckon->browser->sign_in;
	my ($seconds, $every, %cost) = ($at->{quick} ? 6 : 10, 4);

	$at->{say}->('consoles');
	for my $n (1, 50) {
		my ($used, $from) = (sum0(map { cpu($_) } @pids), time);

		for my $i (1 .. $n * $seconds / $every) {
			my $rest = $from + $i * $every / $n - time;
			sleep $rest if $rest > 0;
			$anna->get('/office/visitors/list?have=');
		}
		$cost{$n} = (sum0(map { cpu($_) } @pids) - $used)
		    / (time - $from) * 1000;
		$at->{row}->("CPU of $n console" . ($n > 1 ? 's' : ''),
		    'ms/s', undef, undef, $cost{$n});
	}
	$at->{row}->('fifty consoles : one', 'x', 49, 25, $cost{50} / $cost{1});
}

# --- Latency at half of the capacity ------------------------------------------

# The empty responder is asked as often as poll: what the machine makes of that.
sub latency {
	my ($at) = @_;
	my %with = (seconds => $at->{seconds}, dir => $at->{dir},
	    ids => "$at->{dir}/ids");
	my %way = ('in clear' => sub {
		my ($rate, $empty) = @_;
		return wrk(%with, rate => $rate, kind => $empty ? 'get' : 'poll',
		    url => $empty ? "$at->{yard}/empty" : $at->{office});
	}, 'TLS 1.3 HTTP/2' => sub {
		my ($rate, $empty) = @_;
		# None waits for a connection when it is due, and none is closed:
		# a handshake holds up all others of its nginx worker.
		return h2(%with, rate => $rate, streams => $rate ? 8 : 1,
		    life => $rate ? 0 : 1000,
		    connections => max(64, $rate * $at->{seconds} / 900),
		    $empty ? (url => "$at->{yard_tls}/empty")
		    : (url => $at->{tls}, asks => $at->polls('ids')));
	});

	$at->{say}->('capacity, and latency at half of it');
	for my $name ('in clear', 'TLS 1.3 HTTP/2') {
		my (@most, @ratio, @p99, @empty, @due, @others);

		for (1 .. ($at->{quick} ? 1 : $at->{rounds})) {
			push @most, $way{$name}->(0)->{per_second};
			my $before = $at->others;
			my $r = $way{$name}->($most[-1] / 2);
			push @others, ($at->others - $before) / $at->{seconds};
			my $e = $way{$name}->($most[-1] / 2, 1);
			push @ratio, $r->{p99} / $r->{p50};
			push @empty, $e->{p99} / $e->{p50};
			push @p99, $r->{p99};
			push @due, $r->{due_p99} / $r->{p50}
			    if $r->{due_p99};
			push @{$at->{all}{"latency $name"}}, $r;
			push @{$at->{all}{"latency of empty $name"}}, $e;
		}
		$at->{row}->("polls a second that can be, $name", '/s', undef,
		    undef, median(@most));
		$at->{row}->("poll p99 : p50 at half of that, $name", 'x', 5,
		    undef, median(@ratio));
		$at->{row}->('... p99', 'ms', undef, undef, median(@p99));
		$at->{row}->('... p99 : p50 of the empty responder', 'x',
		    undef, undef, median(@empty));
		$at->{row}->('... p99, from when they were due : p50', 'x',
		    undef, undef, median(@due)) if @due;
		$at->{row}->('... cores that others used meanwhile', '', undef,
		    undef, median(@others));
	}
}

# --- Kept connections ---------------------------------------------------------

# Objects that a connection has at each of its ends.
my @SLABS = qw(TCP sock_inode_cache filp eventpoll_epi eventpoll_pwq ep_head
    tcp_bind_bucket request_sock_TCP dentry);

# What all connections of this machine hold in the kernel, in kB.
sub kernel {
	my $kb = 0;

	open my $fh, '<', '/proc/slabinfo' or return undef;
	while (<$fh>) {
		my ($name, $active, undef, $size) = split ' ';
		next if !grep { $_ eq $name } @SLABS;
		# Names of files come and go: one for each file that is open.
		if ($name eq 'dentry') {
			open my $nr, '<', '/proc/sys/fs/file-nr' or next;
			($active) = split ' ', <$nr>;
		}
		$kb += $active * $size / 1024;
	}
	open $fh, '<', '/proc/net/sockstat' or return undef;
	for (<$fh>) {
		$kb += $1 * 4 if /^TCP:.* mem (\d+)/;
	}
	return $kb;
}

# Established connections to this port.
sub established {
	my ($port) = @_;
	my $hex = sprintf '%04X', $port;
	my $n = 0;

	for my $file (qw(/proc/net/tcp /proc/net/tcp6)) {
		open my $fh, '<', $file or next;
		while (<$fh>) {
			my (undef, $local, undef, $state) = split ' ';
			$n++ if $local =~ /:$hex$/ && $state eq '01';
		}
	}
	return $n;
}

sub tls {
	my ($at) = @_;
	my $n = 2000;
	my $pause = $at->{quick} ? 5 : $at->{longest};
	my $nginx = $at->{beckon}->pid('nginx');
	my ($port) = $at->{tls} =~ /:(\d+)$/;

	$at->{say}->('kept connections');
	my ($user, $kernel, $there) = (shared($nginx), kernel(),
	    established($port));
	# They come one after the other, as visitors do, ask, and again after
	# the pause.
	my $press = press(url => $at->{tls}, asks => $at->polls('ids'),
	    dir => $at->{dir}, connections => $n, rate => $n / $pause,
	    seconds => $pause + 60, life => 0, greet => 1);
	my $all = time;
	sleep 3;
	my $came = established($port) - $there;
	my $held = shared($nginx) - $user;
	my $buried = defined $kernel ? (kernel() - $kernel) / 2 : undef;
	sleep max(0, $all + $pause + 2 - time);
	kill TERM => $press->{pid};
	my $r = press_said($press);
	warn "only $came of $n connections stayed, $r->{bad} of $r->{n}"
	    . " requests failed\n" if $came < $n || $r->{bad};
	$at->{row}->('kept TLS 1.3 HTTP/2 connection: nginx and kernel', 'kB',
	    40, 20, defined $buried ? ($held + $buried) / $came : undef,
	    '/proc/slabinfo is not readable: be root');
	$at->{row}->('... of nginx', 'kB', undef, undef, $held / $came);
	$at->{row}->('... of the kernel', 'kB', undef, undef, $buried / $came)
	    if defined $buried;
	# nginx ends a connection after an hour in any case.
	$at->{row}->("handshakes in 5 minutes, polled every $pause s", '', 1,
	    undef, ($r->{connections} - $n) / $n * 300 / $pause + 300 / 3600);
}

1;
