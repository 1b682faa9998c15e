#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# Rates: who asks too often is told so, in words a widget or a person reads.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use HTTP::Tiny;
use Test::More;

my $beckon = Beckon->start(only => 'nginx',
    nginx => ['SIGNIN_RATE=1r/m', 'WRITE_RATE=1r/m', 'POLL_RATE=1r/m']);
my $office = $beckon->office_url;
my $http = HTTP::Tiny->new(max_redirect => 0, timeout => 10);

# How many of n requests got in before the first 429, and that one.
sub flood {
	my ($n, $method, $path) = @_;
	for my $i (0 .. $n - 1) {
		my $r = $http->request($method, "$office$path");
		return ($i, $r) if $r->{status} == 429;
	}
	return ($n, {status => 0, content => '', headers => {}});
}

my ($n, $r) = flood(60, POST => '/office/signin');
is $n, 31, 'thirty may try to sign in at once from one address';
is $r->{status}, 429, '... then they wait';
like $r->{content}, qr/<h1[^>]*>Too many requests/, '... with a page';
ok $r->{headers}{'retry-after'}, '... that says how long';
is $http->get("$office/office/signin")->{status}, 503,
    '... but the form itself is there (were there an office)';

($n, $r) = flood(1100, POST => '/w/sync');
is $n, 1001, 'a thousand writes at once from one address are fine';
is $r->{status}, 429, '... then widgets wait';
like $r->{content}, qr/^\{"code":"slow_down","next":\d+\}$/,
    '... told so in their own words';
is $r->{headers}{'access-control-allow-origin'}, '*', '... readable';
ok $r->{headers}{'retry-after'}, '... and when to come back';

($n, $r) = flood(2100, GET => '/w/poll/' . '0' x 32);
is $n, 2001, 'polls have a rate of their own, and a generous one';
is $r->{status}, 429, '... but an end';
unlike $beckon->log('nginx-error'), qr/\[error\].*limiting/,
    'nobody is woken for that';

done_testing;
