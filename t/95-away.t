#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# The database goes away under load: polls are answered all the time, all else
# says so at once, and when it is back there is no storm and nothing that was
# acknowledged is gone (P9).
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Test::More;
use Time::HiRes qw(sleep time);

my ($VISITORS, $BEFORE, $AWAY, $AFTER) = (80, 8, 6, 10);
my $beckon = Beckon->start;
my $shop = $beckon->shop_url;
my $anna = $beckon->browser->sign_in;

my $r = $beckon->widget('/w/start', {nonce => 'a' x 32, view => 'b' x 16,
	key => 'c' x 16, url => "$shop/", text => 'begin'});
my ($token, $box) = ($r->{json}{token}, $r->{json}{box});
my $chat = $r->{json}{state}{chat}{id};

my $pid = open my $crowd, '-|', "$Beckon::BUILD/bench/crowd", '--base',
    $beckon->office_url, '--site', $beckon->site_key, '--pages', $shop,
    '--visitors', $VISITORS, '--seed', 3 or die $!;
$beckon->until(sub {
	$beckon->db('SELECT COUNT(*) FROM presence') >= $VISITORS }, 'they come');

# Requests that were made of the database's programs until now.
sub asked { return scalar(() = $beckon->log('nginx-access') =~ /^/mg) }

my $from = asked();
sleep $BEFORE;
my $steady = (asked() - $from) / $BEFORE;

$beckon->stop('mariadb');
my (%polls, %writes, %pages, $slow);
for (my $end = time + $AWAY; time < $end; sleep 0.2) {
	my $began = time;
	$polls{$beckon->poll($box)->{status}}++;
	$r = $beckon->widget('/w/say', {token => $token, chat => $chat,
		key => 'd' x 16, text => 'kept by the page'});
	$writes{"$r->{status} " . ($r->{json}{code} // '')}++;
	$pages{$anna->get('/office/visitors')->{status}}++;
	my $took = time - $began;
	$slow = $took if $took > ($slow // 0);
}
is_deeply [keys %polls], [200], 'polls are answered';
is_deeply [keys %writes], ['503 away'], 'a line is refused, in words';
ok $r->{headers}{'retry-after'}, '... with when to try again';
is_deeply [keys %pages], [503], 'pages say so';
cmp_ok $slow, '<', 2.5, sprintf('... at once (%.2f s for all three)', $slow);

$beckon->run('mariadb');
$beckon->until(sub { $beckon->widget('/w/sync',
	{token => $token, n => 0})->{status} == 200 }, 'it is back');
$from = asked();
sleep $AFTER;
my $storm = (asked() - $from) / $AFTER;
my %after;
my @asked = $beckon->log('nginx-access') =~ m{"[A-Z]+ (/\S+)}g;
$after{$_}++ for @asked[$from .. $#asked];
$r = $beckon->widget('/w/say', {token => $token, chat => $chat,
	key => 'd' x 16, text => 'kept by the page'});
is $r->{status}, 200, 'what was not sent is sent';
is $beckon->db("SELECT COUNT(*) FROM message WHERE chat_id = $chat"), 2,
    '... once, and what was there is there';
is $anna->get('/office/visitors')->{status}, 200, 'pages are back';
like $beckon->log('pulse'), qr/the database answers/, 'pulse is back';

kill TERM => $pid;
my $said = do { local $/; <$crowd> };
close $crowd;
my ($seconds) = $said =~ /in ([\d.]+) s/;
my ($polled) = $said =~ /^ +poll +(\d+)$/m;
$steady += $polled / $seconds;
note sprintf '%.1f requests a second, polls included; %.1f more after: %s',
    $steady, $storm, join ', ', map { "$after{$_} $_" } sort keys %after;
cmp_ok $storm, '<=', $steady, 'no storm when the database was back';
like $said, qr/ 0 failed$/m, 'nobody of the crowd was cut off' or diag $said;

done_testing;
