#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# What nginx tells our programs, and what it keeps from them.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Beckon::Echo;
use HTTP::Tiny;
use POSIX ();
use Test::More;

my $beckon = Beckon->start(only => 'nginx');
my $office = $beckon->office_url;
my $run = $beckon->env('RUN_DIR');
my $http = HTTP::Tiny->new(max_redirect => 0, timeout => 10);
my %form = ('Content-Type' => 'application/x-www-form-urlencoded');

sub told {
	my ($reply) = @_;
	return map { /^([A-Z_]+)=(.*)$/ ? ($1 => $2) : () }
	    split /\n/, $reply->{content};
}

# --- A visitor's page ---------------------------------------------------------

my $echo = Beckon::Echo->start("$run/visit.sock");
my $r = $http->post("$office/w/hello?x=1", {content => 'a=1&b=2',
	headers => {%form, Cookie => '__Host-beckon=secret', Proxy => 'evil',
	    Origin => 'http://shop.localhost'}});
is $r->{status}, 200, 'a widget reaches visit';
my %told = told($r);
is $told{HTTP_COOKIE}, undef, 'no cookie ever reaches visit';
is $told{HTTP_PROXY}, undef, '... nor a Proxy header';
is $told{HTTP_HOST}, $office =~ s{^http://}{}r, '... but the host with port';
is $told{SCRIPT_NAME}, '/w/hello', '... the path';
is $told{QUERY_STRING}, 'x=1', '... the query';
is $told{CONTENT_LENGTH}, 7, '... the length';
is $told{REMOTE_ADDR}, '127.0.0.1', '... the address';
is $told{HTTP_ORIGIN}, 'http://shop.localhost', '... the origin';
like $r->{content}, qr/^a=1&b=2\z/m, '... and the body';
$r = $http->post("$office/w/../w//hel%6Co", {headers => \%form});
is {told($r)}->{SCRIPT_NAME}, '/w/hello', 'a path is told in one form';
my $large = 'x' x 65536;
$r = $http->post("$office/w/say", {content => $large, headers => \%form});
is $r->{status}, 200, 'a body of 64 kB comes through';
is substr($r->{content}, -65536), $large, '... whole';
is_deeply [glob $beckon->dir . '/tmp/*/*'], [], '... and touches no disk';
undef $echo;

# --- A poll -------------------------------------------------------------------

$echo = Beckon::Echo->start("$run/poll.sock");
$r = $http->get("$office/w/poll/" . 'a' x 32 . '?state=front',
    {headers => {Cookie => 'a=b', 'Accept-Language' => 'de'}});
%told = told($r);
is_deeply \%told, {
	REQUEST_METHOD => 'GET', SCRIPT_NAME => '/w/poll/' . 'a' x 32,
	QUERY_STRING => 'state=front', SERVER_PROTOCOL => 'HTTP/1.1',
}, 'poll is told four things and no more';
undef $echo;

# --- The office ---------------------------------------------------------------

$echo = Beckon::Echo->start("$run/office.sock");
$r = $http->get("$office/office/?q=%26", {headers => {Cookie => 'a=b'}});
%told = told($r);
is $told{HTTP_COOKIE}, 'a=b', 'the office has its cookies';
is $told{HTTPS}, undef, '... and knows when it is not https';
is $told{QUERY_STRING}, 'q=%26', '... and the query as it came';
my $tls = $beckon->office_tls_url;
%told = told({content => scalar `curl -ks --http2 $tls/office/`});
is $told{HTTPS}, 'on', '... and when it is';
is $told{HTTP_HOST}, $tls =~ s{^https://}{}r, '... and its name, in HTTP/2 too';
is $told{SERVER_PROTOCOL}, 'HTTP/2.0', '... which it is';
$r = $http->get("$office/nowhere");
is {told($r)}->{SCRIPT_NAME}, '/nowhere',
    'an unknown address is the office\'s to answer';
undef $echo;
$echo = Beckon::Echo->start("$run/invite.sock");
$r = $http->get("$office/invite/new");
is {told($r)}->{SCRIPT_NAME}, '/invite/new', 'invite has its own program';
undef $echo;

# --- What a program may not do ------------------------------------------------

$echo = Beckon::Echo->start("$run/office.sock",
    headers => "X-Accel-Redirect: /embed.js\r\nX-Accel-Limit-Rate: 1\r\n");
$r = $http->get("$office/office/");
like $r->{content}, qr/^SCRIPT_NAME=/m,
    'no header of a program makes nginx send a file';
undef $echo;
$echo = Beckon::Echo->start("$run/visit.sock", drop => 2);
$r = $http->post("$office/w/say", {content => 'key=1', headers => \%form});
is $r->{status}, 200, 'two workers that die in a request are not noticed';
like $r->{content}, qr/^key=1\z/m, '... the body is sent again';

done_testing;
