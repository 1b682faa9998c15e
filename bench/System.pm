# SPDX-License-Identifier: ISC
# System.pm: what bench/run measures: a whole Beckon on free ports, a second
# host of it with the express lane on, the yardsticks behind the first one's
# nginx, and visitors who are online.
package System;

use strict;
use warnings;

use Beckon;
use Clients qw(wrk);
use Measure qw(busy cpu);
use Time::HiRes qw(sleep);

# All of it runs.  Fields for everybody: beckon, lane (the second host), dir;
# office and tls, yard and yard_tls: where they are reached, in clear and not;
# visitors: mailbox ids of those online; polled: of how many, at most, polls ask.
sub start {
	my ($class, %with) = @_;
	# As installed: visitors are in no log.
	my $beckon = Beckon->start(conf => ['poll.workers 2',
	    'visit.workers 4'], nginx => ['VISITOR_LOG=off']);
	my $at = bless {%with, beckon => $beckon, dir => $beckon->dir,
	    office => $beckon->office_url, tls => $beckon->office_tls_url,
	    visitors => []}, $class;

	$at->{lane} = Beckon->start(join => $beckon, express => 1,
	    only => 'pulse,poll,nginx');
	$at->yardsticks;
	return $at;
}

sub DESTROY {
	my ($at) = @_;

	local $?;
	kill TERM => @{$at->{keepers}} if $at->{keepers};
}

# --- The yardsticks -----------------------------------------------------------

# A responder that is asked as our own are; what belongs into nginx's server.
sub yardstick {
	my ($at, $mode) = @_;
	my $dir = $at->{dir};
	my $socket = $at->{beckon}->env('RUN_DIR') . "/yard-$mode.sock";
	my $log = "$dir/log/yard-$mode.log";
	my $pid = fork() // die "fork: $!\n";

	if (!$pid) {
		open STDOUT, '>', $log;
		exec "$Beckon::TOP/stage/keep", "yard-$mode", "$dir/pids", $log,
		    '--socket', $socket, '--',
		    "$Beckon::BUILD/bench/yardstick", $mode, 2,
		    $mode eq 'empty' ? () : "$dir/accounts/admin.cnf";
		die "stage/keep: $!\n";
	}
	push @{$at->{keepers}}, $pid;
	return <<"EOT";
	location = /$mode {
		access_log off;
		fastcgi_pass_request_headers off;
		fastcgi_pass_request_body off;
		fastcgi_param REQUEST_METHOD \$request_method;
		fastcgi_param SCRIPT_NAME \$document_uri;
		fastcgi_param QUERY_STRING \$query_string;
		fastcgi_param SERVER_PROTOCOL \$server_protocol;
		fastcgi_pass unix:$socket;
	}
EOT
}

sub yardsticks {
	my ($at) = @_;
	my ($beckon, $dir) = @$at{qw(beckon dir)};

	open my $fh, '-|', "$Beckon::TOP/stage/ports", "$dir/ports.yard", 0,
	    'YARD', 'YARD_TLS' or die "stage/ports: $!\n";
	my ($plain, $secure) = map { /=(\d+)/ } <$fh>;
	$beckon->db('CREATE TABLE yardstick (id INT UNSIGNED PRIMARY KEY,'
	    . ' n INT UNSIGNED NOT NULL) ENGINE=InnoDB;'
	    . ' INSERT INTO yardstick SELECT seq, 0 FROM seq_1_to_1000');
	my $locations = join '', map { $at->yardstick($_) }
	    qw(empty select update);
	mkdir "$dir/nginx/more";
	open $fh, '>', "$dir/nginx/more/yard.conf" or die;
	print $fh <<"EOT";
log_format time '\$request_time \$status \$request_uri';
access_log $dir/log/time.log time;
server {
	listen 127.0.0.1:$plain;
	listen 127.0.0.1:$secure ssl http2;
	ssl_certificate $dir/tls/tls.pem;
	ssl_certificate_key $dir/tls/tls.key;
	ssl_protocols TLSv1.2 TLSv1.3;
	location = /nothing {
		access_log off;
		default_type application/json;
		return 200 '{"t":1700000000,"n":0,"next":5000}';
	}
$locations}
EOT
	close $fh;
	$at->{yard} = "http://127.0.0.1:$plain";
	$at->{yard_tls} = "https://127.0.0.1:$secure";
	$beckon->until(sub { -e "$dir/pids/yard-update" }, 'the yardsticks');
	$beckon->reload_nginx;
	$beckon->until(sub { HTTP::Tiny->new->get("$at->{yard}/update")
	    ->{success} && HTTP::Tiny->new->get("$at->{yard}/empty")
	    ->{success} }, 'the yardsticks');
}

# --- Visitors -----------------------------------------------------------------

# As many visitors as that are online, as bench/seed makes them, with mailboxes
# that visit could have minted.
sub visitors {
	my ($at, $n) = @_;
	my ($beckon, $dir) = @$at{qw(beckon dir)};
	my $more = $n - @{$at->{visitors}};

	return if $more <= 0;
	$at->{say}->("$n visitors");
	my $last = $beckon->db('SELECT COALESCE(MAX(id), 0) FROM visit');
	system("$Beckon::TOP/bench/seed", '--cnf', "$dir/accounts/admin.cnf",
	    '--past', 0, '--online', $more) == 0 or die "bench/seed failed\n";
	my @new = map { chomp; $_ }
	    `'$Beckon::BUILD/bench/mint' '$dir/keys/mailbox' $more`;
	open my $fh, '>', "$dir/visitors.sql" or die;
	print $fh "CREATE OR REPLACE TABLE bench_id (id INT AUTO_INCREMENT"
	    . " PRIMARY KEY, box BINARY(16));\n";
	for (my $i = 0; $i < @new; $i += 5000) {
		my $to = $i + 4999 > $#new ? $#new : $i + 4999;
		print $fh 'INSERT INTO bench_id (box) VALUES ', join(',',
		    map { "(0x$_)" } @new[$i .. $to]), ";\n";
	}
	print $fh <<"EOT";
UPDATE bench_id b STRAIGHT_JOIN visit s ON s.id = $last + b.id
    STRAIGHT_JOIN presence p ON p.visitor_id = s.visitor_id
    SET s.box_id = b.box, p.box_id = b.box;
DROP TABLE bench_id;
EOT
	close $fh;
	$beckon->db("source $dir/visitors.sql");
	push @{$at->{visitors}}, @new;
	$at->ids('ids', $at->polled);
}

# Those of them whom polls are of.
sub polled {
	my ($at) = @_;
	my $visitors = $at->{visitors};

	return @$visitors if @$visitors < $at->{polled};
	return @$visitors[0 .. $at->{polled} - 1];
}

# What those ask whose ids are in a file that wrk() reads.
sub polls {
	my ($at, $name) = @_;

	return [map { "/w/poll/$_?state=front&i=00000001" } split /\n/,
	    $at->{beckon}->slurp($name)];
}

# They are about to go, as real ones are between two polls.
sub fade {
	my ($at) = @_;

	$at->{beckon}->db("UPDATE presence SET gone_at = NOW(3)"
	    . " + INTERVAL 25 SECOND ORDER BY visit_id LIMIT $at->{polled}");
}

# The address of their pages, as a form has it.
sub pages {
	my ($at) = @_;

	return $at->{beckon}->shop_url =~ s/:/%3A/gr =~ s{/}{%2F}gr;
}

# A file that wrk() reads.
sub ids {
	my ($at, $name, @ids) = @_;

	open my $fh, '>', "$at->{dir}/$name" or die "$at->{dir}/$name: $!\n";
	print $fh map { "$_\n" } @ids;
	close $fh;
}

# pulse holds all who are online: each says that its page is hidden, which is
# good for more than a minute, and is written where pulse heard of it.
sub hear_all {
	my ($at) = @_;
	my ($beckon, $all) = ($at->{beckon}, scalar @{$at->{visitors}});
	my ($held, $seconds) = (0, 2 + int($all / 3000));

	$at->ids('ids.all', @{$at->{visitors}});
	$beckon->db("UPDATE presence SET state = 'front',"
	    . ' gone_at = NOW(3) + INTERVAL 1 HOUR');
	for (1 .. 3) {
		wrk(url => "$at->{office}/", kind => 'hide',
		    ids => "$at->{dir}/ids.all", seconds => $seconds);
		sleep 1;
		$held = $beckon->db("SELECT COUNT(*) FROM presence"
		    . " WHERE state = 'hidden'");
		last if $held >= $all;
		$seconds *= 2;
	}
	$at->{say}->("pulse holds $held visitors");
	warn "pulse does not hold all who are online\n" if $held < $all;
}

# Seconds of CPU that have no part in polls: what else this machine does.
sub others {
	my ($at) = @_;
	my @who = map { $at->{beckon}->pid($_) } qw(nginx poll pulse mariadb
	    yard-empty);
	my @times = times; # those of clients that ended

	return busy() - cpu(@who) - $times[2] - $times[3];
}

1;
