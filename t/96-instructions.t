#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# 96-instructions.t: what a request costs in instructions, counted by callgrind:
# that does not depend on how busy the machine is.  t/instructions holds the
# figures of each Debian release, compiler and machine; one that grows by more
# than a tenth fails.  Elsewhere they are only told.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Beckon::Box;
use FCGI;
use POSIX ();
use Test::More;

my $FEW = 5;   # requests of the first run, which pays for the start
my $MANY = 45; # of the second
my $LISTED = 50;

sub output { return `$_[0]` =~ s/\s+\z//r }

my ($release) = `cat /etc/os-release` =~ /^VERSION_CODENAME=(\w+)/m;
my $makefile = do { local (@ARGV, $/) = "$Beckon::BUILD/Makefile"; <> };
my ($cc) = $makefile =~ /^CC = (\S+)/m;
my ($flags) = $makefile =~ /^CFLAGS = (.*)$/m;
my ($more) = $makefile =~ /^BECKON_CFLAGS = (.*)$/m;
my ($version) = output("$cc -dumpfullversion -dumpversion") =~ /^(\d+\.\d+)/;
my $here = join ' ', $release // 'unknown', "$cc-" . ($version // 0),
    (POSIX::uname())[4];
$here = "$flags $here" if $flags ne '-g -O2' || $more =~ /sanitize/;

my $beckon = Beckon->start(conf => ['poll.workers 1', 'visit.workers 1',
    'office.workers 1']);
my $dir = $beckon->dir;

# Instructions of the program's worker from its start to its end.
sub counted {
	my ($program, $requests, $ask) = @_;
	my $out = "$dir/callgrind.$program.$requests";
	mkdir $out or die;
	my $p = FCGI->start("$out/socket", 'valgrind', '--tool=callgrind', '-q',
	    "--callgrind-out-file=$out/%p", "$Beckon::BUILD/cgi-bin/$program",
	    '-c', "$dir/beckon.conf");
	for my $n (1 .. $requests) {
		my $r = FCGI->request(socket => "$out/socket", $ask->($n));
		die "$program: $r->{status} $r->{body}\n"
		    if $r->{status} != 200;
	}
	my @workers = $p->workers;
	my $status = $p->stop;
	diag $p->log if $status;
	die "$program: not one worker: @workers\n" if @workers != 1;
	return $beckon->slurp_file("$out/$workers[0]") =~ /^totals: (\d+)/m
	    ? $1 : die "$program: callgrind wrote nothing: " . $p->log;
}

sub instructions {
	my ($program, $ask) = @_;
	my $few = counted($program, $FEW, $ask);

	return int((counted($program, $FEW + $MANY, $ask) - $few) / $MANY);
}

my @ids = map { Beckon::Box::visitor($beckon)->{box} } 1 .. $LISTED;
$beckon->db("UPDATE presence SET gone_at = NOW(3) + INTERVAL 1 HOUR");
my $anna = $beckon->browser->sign_in;
my $cookie = join '; ', map { "$_=$anna->{cookies}{$_}" }
    sort keys %{$anna->{cookies}};
my ($host) = $beckon->office_url =~ m{//(.*)$};
my $new = 0;

my %is = (
	poll => instructions('poll', sub { (path =>
	    '/w/poll/' . $ids[$_[0] % @ids],
	    query => 'state=front&i=00000001') }),
	hello => instructions('visit', sub { (path => '/w/hello', body => {
	    v => 1, i => '00000001', site => $beckon->site_key,
	    nonce => sprintf('%032x', ++$new), view => sprintf('%016x', $new),
	    url => $beckon->shop_url . '/fern.html', title => 'Boston fern',
	    ref => '', lang => 'en-GB', tz => 'Europe/London'},
	    headers => {Origin => $beckon->shop_url, Host => $host,
	    'User-Agent' => 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0)'
	    . ' Gecko/20100101 Firefox/145.0'}) }),
	list => instructions('office', sub { (path => '/office/visitors',
	    headers => {Cookie => $cookie, Host => $host}) }),
);

my %known = map { /^([^#].*) (\w+) (\d+)$/ ? ("$1 $2", $3) : () }
    split /\n/, $beckon->slurp_file("$FindBin::Bin/instructions");
for my $what (qw(poll hello list)) {
	my $most = $known{"$here $what"};
	diag "$here $what $is{$what}"
	    . ($most ? sprintf ' (%+.1f %%)', 100 * $is{$what} / $most - 100
	    : ' (no figure to compare it with)');
	cmp_ok $is{$what}, '>', 1000, "$what: its instructions are counted";
	cmp_ok $is{$what}, '<=', ($most // $is{$what}) * 1.1,
	    "$what costs no more instructions than a tenth above t/instructions";
}

done_testing;
