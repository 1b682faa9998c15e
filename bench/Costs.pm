# SPDX-License-Identifier: ISC
# Costs.pm: the rows of bench/run that are the cost of a request: CPU time of
# all processes that take part in it, against that of a yardstick which was asked
# as often, right before or after.  Each function takes what System.pm has
# started, and calls $at->{row} for each row of the table.
package Costs;

use strict;
use warnings;

use Clients qw(h2 press press_said wrk);
use Measure qw(cpu median);

my @poll = (kind => 'poll', ids => 'ids', before => sub { $_[0]->fade });
my @page = (slow => 1, who => [qw(nginx visit pulse mariadb)]);

# What each load asks, and who takes part in the answer.  slow: as often as page
# views can be, not as polls.
my %LOAD = (
	nothing => {who => ['nginx'], path => '/nothing'},
	empty => {who => [qw(nginx yard-empty)], path => '/empty'},
	select => {who => [qw(nginx yard-select mariadb)], path => '/select'},
	express => {who => [qw(lane-nginx lane-poll lane-pulse mariadb)], @poll},
	poll => {who => [qw(nginx poll pulse mariadb)], @poll},
	few => {who => [qw(nginx poll pulse mariadb)], kind => 'poll',
		ids => 'ids.few'},
	'slow empty' => {who => [qw(nginx yard-empty)], path => '/empty',
		slow => 1},
	update => {who => [qw(nginx yard-update mariadb)], path => '/update',
		slow => 1},
	new => {@page, kind => 'new', ids => 'tokens',
		before => sub { $_[0]->ids('tokens') }},
	next => {@page, kind => 'next', ids => 'tokens'},
);

sub pid {
	my ($at, $name) = @_;

	return $name =~ /^lane-(.*)/ ? $at->{lane}->pid($1)
	    : $at->{beckon}->pid($name);
}

sub hex_of { return join '', map { sprintf '%02x', rand 256 } 1 .. $_[0] }

# The next body of a page view, of somebody new or of those whom load.lua met.
sub bodies {
	my ($at, $kind) = @_;
	my @tokens = $kind eq 'next' ? split /\n/, $at->{beckon}->slurp('tokens')
	    : ();
	my $page = $at->pages . '%2Ffern.html&title=Boston+fern&ref=&lang=en-GB'
	    . '&tz=Europe%2FLondon';
	my $i = 0;

	return sub {
		my $who = @tokens ? "token=$tokens[$i++ % @tokens]"
		    : 'nonce=' . hex_of(16);
		return 'v=1&i=' . hex_of(4) . '&site=' . $at->{beckon}->site_key
		    . '&view=' . hex_of(8) . "&url=$page&$who";
	};
}

# How often a load is asked, and with what.
sub request {
	my ($at, $name, $secure) = @_;
	my $load = $LOAD{$name};
	my $host = $name eq 'express' ? $at->{lane} : $at->{beckon};
	my $base = $load->{path} ? $secure ? $at->{yard_tls} : $at->{yard}
	    : $secure ? $host->office_tls_url : $host->office_url;
	my $page = $load->{kind} && $load->{slow};
	my $path = $load->{path} // ($secure && $page ? '/w/hello' : '/');
	my %with = (url => "$base$path", seconds => $at->{seconds},
	    rate => $load->{slow} ? $at->{slow} : $at->{rate},
	    kind => $load->{kind} // 'get', dir => $at->{dir},
	    more => [$at->{beckon}->site_key, $at->pages]);

	$with{ids} = "$at->{dir}/$load->{ids}" if $load->{ids};
	return %with if !$secure;
	if ($page) {
		my $body = bodies($at, $load->{kind});
		$with{asks} = [map { "$path " . $body->() }
		    1 .. $with{rate} * $with{seconds}];
		$with{origin} = $at->{beckon}->shop_url;
	} elsif (!$load->{path}) {
		$with{asks} = $at->polls($load->{ids});
	}
	return %with;
}

# A host that takes no part is still while this lives: what its pulse asks of the
# database would be counted as the others' cost.
sub still {
	my ($at, @who) = @_;
	my %part = map { $_ => 1 } @who;
	my @pids = map { pid($at, $_) } grep { $part{mariadb} && !$part{$_} }
	    qw(pulse lane-pulse);

	kill STOP => @pids;
	return bless \@pids, 'Still';
}

sub Still::DESTROY { kill CONT => @{$_[0]} }

# One load, measured once more: microseconds a request, of all and of each.
sub cost {
	my ($at, $name, $secure) = @_;
	my $load = $LOAD{$name};
	my @pids = map { pid($at, $_) } @{$load->{who}};
	my $key = $secure ? "$name tls" : $name;
	my $still = still($at, @{$load->{who}});

	$load->{before}->($at) if $load->{before};
	my %with = request($at, $name, $secure);
	my $press = $secure ? press(%with) : undef;
	my @before = map { cpu($_) } @pids;
	my $r = $secure ? press_said($press) : wrk(%with);
	my @after = map { cpu($_) } @pids;
	undef $still;
	my $sum = 0;
	for my $i (0 .. $#pids) {
		my $us = ($after[$i] - $before[$i]) / $r->{n} * 1e6;
		push @{$at->{parts}{$key}{$load->{who}[$i]}}, $us;
		$sum += $us;
	}
	warn "$key: $r->{bad} of $r->{n} were not answered well\n" if $r->{bad};
	push @{$at->{all}{$key}}, {%$r, us => $sum, rate => $with{rate}};
}

sub ratio {
	my ($at, $a, $b) = @_;
	my ($over, $under) = @{$at->{all}}{$a, $b};

	return median(map { $over->[$_]{us} / $under->[$_]{us} } 0 .. $#$over);
}

# --- Costs --------------------------------------------------------------------

# How many page views a second there can be, in clear and over TLS, without that
# they wait for each other: fewer let the processes sleep in between, and waking
# them is not free.
sub choose_rate {
	my ($at) = @_;

	local $at->{seconds} = 3;
	for my $rate (1000, 500) {
		$at->{slow} = $rate;
		my $clear = wrk(request($at, 'new'));
		my $tls = h2(request($at, 'new', 1));
		last if $clear->{p99} < 60 && $clear->{per_second} > 0.9 * $rate
		    && $tls->{per_second} > 0.9 * $rate;
	}
	$at->{say}->("page views: $at->{slow} a second");
}

# All that is said of what was asked: how often, and what came of that.
sub at_rate {
	my ($of) = @_;
	my $rate = $of->[0]{rate};
	my $reached = median(map { $_->{per_second} } @$of);

	return $reached > 0.9 * $rate ? "$rate/s"
	    : sprintf '%.0f/s of %d/s', $reached, $rate;
}

my @WAYS = (['in clear', ''], ['TLS 1.3 HTTP/2', ' tls']);

# What the loads cost: how a pair of them compares, in each way.
sub compare {
	my ($at, $what, $least, $aim, @pair) = @_;

	for (@WAYS) {
		my ($way, $tls) = @$_;
		my $of = $at->{all}{$pair[0] . $tls};

		$at->{row}->("$what, " . at_rate($of) . ", $way", 'x', $least,
		    $aim, ratio($at, map { $_ . $tls } @pair));
	}
}

# Whoever came for page views is forgotten at once: their end is no cost of the
# polls that follow.
sub forget {
	my ($at, $last) = @_;

	$at->{beckon}->db("DELETE FROM presence WHERE visit_id > $last");
}

# What does not need the database comes first: that is still busy with the page
# views of the round before.
sub costs {
	my ($at) = @_;

	$at->visitors(10_000);
	my $last = $at->{beckon}->db('SELECT MAX(id) FROM visit');
	cost($at, $_) for qw(poll express); # everybody is heard of once
	delete @{$at->{$_}}{qw(poll express)} for qw(all parts);
	choose_rate($at);
	forget($at, $last);
	for my $round (1 .. $at->{rounds}) {
		$at->{say}->("costs, round $round of $at->{rounds}");
		for my $name (qw(nothing select express empty poll)) {
			cost($at, $name);
			cost($at, $name, 1) if $name ne 'select';
		}
		cost($at, @$_) for ['slow empty'], ['slow empty', 1],
		    ['update'], ['new'], ['next'], ['next', 1], ['new', 1];
		forget($at, $last);
	}
	told($at);
}

# The rows of all that.
sub told {
	my ($at) = @_;

	compare($at, 'idle poll : empty responder', 1.20, 1.10, 'poll',
	    'empty');
	compare($at, 'express lane : return 200', 2, 1.4, 'express', 'nothing');
	compare($at, 'page view, new visitor : empty', 6, 3, 'new',
	    'slow empty');
	compare($at, 'page view, next page : empty', 6, 3, 'next',
	    'slow empty');
	for (['page view, new visitor : a durable UPDATE', qw(new update)],
	    ['page view, next page : a durable UPDATE', qw(next update)],
	    ['a durable UPDATE : empty', 'update', 'slow empty']) {
		my ($what, @pair) = @$_;
		$at->{row}->("$what, " . at_rate($at->{all}{$pair[0]}), 'x',
		    undef, undef, ratio($at, @pair));
	}
	for my $key (sort keys %{$at->{all}}) {
		my $of = $at->{all}{$key};
		$at->{row}->('cost of: ' . $key =~ s/slow //r . ', '
		    . at_rate($of), 'us', undef, undef,
		    median(map { $_->{us} } @$of));
	}
}

# --- Growth -------------------------------------------------------------------

# A thousand of them are polled, as far from each other as can be, whatever the
# number of those online: all else is equal.
sub grow {
	my ($at, $n) = @_;
	my $visitors = $at->{visitors};

	return if $n > $at->{many};
	$at->visitors($n);
	$at->hear_all;
	my @few = @$visitors[map { int($_ * @$visitors / 1000) } 0 .. 999];
	$at->ids('ids.few', @few);
	$at->{beckon}->db('UPDATE presence SET gone_at = NOW(3)'
	    . ' + INTERVAL 25 SECOND WHERE box_id IN ('
	    . join(',', map { "0x$_" } @few) . ')');
	my %was = %{$at->{all}};
	cost($at, 'few');
	delete @{$at->{all}}{map { ("few$_->[1]", "empty$_->[1]") } @WAYS};
	# Over TLS where it is compared, no more.
	my @ways = @WAYS[0 .. ($n == 1000 || $n == $at->{many} ? 1 : 0)];
	for (1 .. $at->{rounds}) {
		for my $way (@ways) {
			cost($at, $_, $way->[1]) for qw(empty few);
		}
	}
	for (@ways) {
		my ($way, $tls) = @$_;

		$at->{grown}{$way}{$n} = ratio($at, "few$tls", "empty$tls");
		$was{"poll$tls, $n online"} = $at->{all}{"few$tls"};
		$was{"empty$tls, $n online"} = $at->{all}{"empty$tls"};
		$at->{row}->("idle poll : empty responder, $n online, $way",
		    'x', undef, undef, $at->{grown}{$way}{$n});
	}
	$at->{all} = \%was;
}

sub growth {
	my ($at) = @_;

	for my $way (map { $_->[0] } @WAYS) {
		my $is = $at->{grown}{$way};

		$at->{row}->("growth of a poll's cost, 1000 to $at->{many}"
		    . " online, $way", 'x', 1.10, undef,
		    $is->{$at->{many}} / $is->{1000});
	}
}

# --- The database's share -----------------------------------------------------

# All statements, and pulse's own.
sub questions {
	my ($beckon) = @_;
	my ($all) = $beckon->db("SHOW GLOBAL STATUS LIKE 'Questions'");
	my $by = $beckon->db("SELECT SUM(IF(USER = 'beckon_pulse',"
	    . ' SELECT_COMMANDS + UPDATE_COMMANDS + OTHER_COMMANDS, 0))'
	    . ' FROM information_schema.USER_STATISTICS');

	return {all => $all->[1], pulse => $by};
}

sub statements {
	my ($at) = @_;
	my $beckon = $at->{beckon};

	$at->visitors(10_000);
	$beckon->db('SET GLOBAL userstat = 1');
	$at->fade;
	my $before = questions($beckon);
	my $own = questions($beckon); # what asking costs
	my %with = (url => "$at->{office}/", kind => 'poll', rate => 10_000,
	    connections => 200, seconds => $at->{quick} ? 5 : 15,
	    ids => "$at->{dir}/ids");
	my $r = wrk(%with);
	my $after = questions($beckon);
	my $asking = $own->{all} - $before->{all};
	my $all = $after->{all} - $own->{all} - $asking;
	my $pulse = $after->{pulse} - $own->{pulse};

	$at->{row}->('statements per 1000 idle polls at '
	    . at_rate([{%with, %$r}]) . ", without pulse's", '', 5, 1,
	    ($all - $pulse > 0 ? $all - $pulse : 0) / $r->{n} * 1000);
	$at->{row}->('... all of them, feed and presence too', '', undef, undef,
	    $all / $r->{n} * 1000);
}

1;
