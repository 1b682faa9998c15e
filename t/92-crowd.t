#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# 92-crowd.t: the simulated visitors are a real client of the real system, and
# an operator who sends to all of them hears from them; and for all that no
# program needs more of the database than grants.sql gives it.  And bench/press,
# which asks by HTTP/2, counts what came of that.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Test::More;

my $VISITORS = 40;
my $beckon = Beckon->start;
my @crowd = ("$Beckon::BUILD/bench/crowd", '--base', $beckon->office_url,
    '--site', $beckon->site_key, '--pages', $beckon->shop_url);

is system("@crowd --visitors 0 >/dev/null 2>&1") >> 8, 64,
    'a crowd of nobody is refused';

my $pid;
END { kill TERM => $pid if $pid }
$pid = open my $crowd, '-|', @crowd, '--visitors', $VISITORS,
    '--seed', 7, '--receipts', $beckon->dir . '/receipts' or die;
like scalar <$crowd>, qr/^$VISITORS visitors, a connection each: \d+ files/,
    'what they need is said first';
$beckon->until(sub {
	$beckon->db('SELECT COUNT(*) FROM presence') >= $VISITORS }, 'all of them');
pass 'they come, each with a row';
cmp_ok $beckon->db('SELECT COUNT(DISTINCT address) FROM visitor'), '>', 20,
    '... from many addresses';
cmp_ok $beckon->db('SELECT COUNT(DISTINCT browser, `system`) FROM visitor'),
    '>', 4, '... with many browsers';

my $anna = $beckon->browser;
$anna->sign_in;
like $anna->get('/office/visitors')->{content}, qr/Fern &amp; Pot/,
    'the list shows their pages';
my $key = 0;
my %answers;
for my $row ($beckon->db('SELECT visitor_id FROM presence')) {
	my $r = $anna->post('/invite/send', {visitor => $row->[0],
	    mode => $key % 4 ? 'invitation' : 'chat', text => 'May I help?',
	    key => sprintf('%016x', ++$key), assign_me => 1});
	$answers{$r->{status}}++;
}
cmp_ok $answers{303} // 0, '>', $VISITORS / 2, 'she sends to all of them'
    or diag join ' ', %answers;

for (['seen', 'SELECT COUNT(seen_at) FROM invitation'],
    ['replied', "SELECT COUNT(*) FROM invitation WHERE status = 'replied'"],
    ['closed', "SELECT COUNT(*) FROM invitation WHERE status = 'closed'"],
    ['answered', "SELECT COUNT(*) FROM chat WHERE begun_by = 'operator'
	AND visitor_lines > 0"]) {
	my ($what, $sql) = @$_;
	ok $beckon->until(sub { $beckon->db($sql) }, $what),
	    "some of it is $what";
}

# Each that was seen, as the visitors noted it and as the database has it.
sub receipts {
	return join ' ', sort { $a <=> $b } split /\n/,
	    $beckon->slurp('receipts');
}
ok eval { $beckon->until(sub {
	receipts() eq join ' ', map { $_->[0] } $beckon->db('SELECT id
	    FROM invitation WHERE seen_at IS NOT NULL ORDER BY id') }, 'receipts') },
    'each invitation was seen once, by one visitor' or diag receipts();

kill TERM => $pid;
my $said = do { local $/; <$crowd> };
close $crowd;
$pid = 0;
is $?, 0, 'SIGTERM ends them';
like $said, qr/, 0 told to wait, \d+ refused, 0 failed$/m,
    '... and none of their requests failed' or diag $said;
like $said, qr/\b0 came back\b/, '... no invitation came back after its end';
my ($refused) = $said =~ /(\d+) refused/;
cmp_ok $refused, '<', 10, '... and few were refused';
diag $said if $ENV{VERBOSE};

# --- bench/press ---------------------------------------------------------------

# What it says of requests to this path.
sub press {
	my ($path, @more) = @_;

	open my $pipe, '-|', "$Beckon::BUILD/bench/press", '--url',
	    $beckon->office_tls_url . $path, @more or die "press: $!";
	my $said = do { local $/; <$pipe> };
	close $pipe;
	return $said // '';
}

is system("$Beckon::BUILD/bench/press --url http://127.0.0.1 >/dev/null 2>&1")
    >> 8, 64, 'what is not over TLS is refused';
like press('/w/nothing', '--rate', 20, '--connections', 5),
    qr/^answered 20 us \d+ bad 20 connections 5 statuses 0 0 0 0 20 0 due/m,
    'a path that is not there is counted by its status, and is bad';
like press('/w/poll/' . '0' x 32 . '?state=front', '--rate', 1500,
    '--connections', 1, '--life', 0),
    qr/^answered 1500 us \d+ bad 0 connections 2 statuses 0 0 1500 0 0 0 due/m,
    'a connection that nginx closes after 1000 requests is no error';

my $guests = $beckon->db('SELECT COUNT(*) FROM visitor');
open my $asks, '>', $beckon->dir . '/asks' or die;
printf $asks "/w/hello v=1&i=%08x&site=%s&view=%016x&url=%s%%2F&nonce=%032x\n",
    $_, $beckon->site_key, $_, $beckon->shop_url, $_ for 1 .. 30;
close $asks;
like press('/', '--asks', $beckon->dir . '/asks', '--rate', 30, '--origin',
    $beckon->shop_url), qr/^answered 30 us \d+ bad 0 /m,
    'forms are sent, each with its own fields';
is $beckon->db('SELECT COUNT(*) FROM visitor'), $guests + 30,
    '... by somebody else each';

for (qw(poll visit invite office pulse)) {
	unlike $beckon->log($_), qr/denied|fatal|db:/, "$_ lacked nothing"
	    or diag $beckon->log($_);
}

done_testing;
