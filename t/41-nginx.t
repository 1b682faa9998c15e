#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# What nginx itself promises: addresses, headers, caching, limits, and words
# of its own when nobody behind it answers.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use HTTP::Tiny;
use Test::More;

my $beckon = Beckon->start(only => 'nginx');
my $office = $beckon->office_url;
my $http = HTTP::Tiny->new(max_redirect => 0, timeout => 10);
my %peer = (peer => '127.0.0.1');

sub get {
	my ($path, %headers) = @_;
	return $http->get("$office$path", {headers => \%headers, %peer});
}

sub send_body {
	my ($path, $length) = @_;
	return $http->post("$office$path", {%peer, content => 'x' x $length,
	    headers => {'Content-Type' =>
	        'application/x-www-form-urlencoded'}});
}

sub header_is {
	my ($reply, $name, $want, $what) = @_;
	return is($reply->{headers}{lc $name} // '', $want, $what);
}

sub built {
	my ($pattern) = @_;
	my ($file) = glob "$Beckon::BUILD/www/build/$pattern";
	return substr $file, length "$Beckon::BUILD/www/build";
}

# --- The embed script ---------------------------------------------------------

my $r = get('/embed.js');
is $r->{status}, 200, 'every page of every customer gets the embed script';
header_is $r, 'Content-Type', 'text/javascript; charset=utf-8', '... as one';
header_is $r, 'Cache-Control', 'public, max-age=600', '... for ten minutes';
header_is $r, 'Access-Control-Allow-Origin', '*', '... on any origin';
header_is $r, 'Cross-Origin-Resource-Policy', 'cross-origin',
    '... and in isolated pages';
header_is $r, 'X-Content-Type-Options', 'nosniff', '... never sniffed';
my $etag = $r->{headers}{etag};
ok $etag, '... with an ETag';
my $whole = length $r->{content};
is get('/embed.js', 'If-None-Match' => $etag)->{status}, 304,
    'who has it is not sent it again';
$r = get('/embed.js', 'Accept-Encoding' => 'gzip');
header_is $r, 'Content-Encoding', 'gzip', 'it is sent compressed';
like $r->{headers}{vary}, qr/accept-encoding/i, '... and caches know';
cmp_ok length $r->{content}, '<', $whole, '... and is smaller so';
is send_body('/embed.js', 3)->{status}, 405, 'nobody posts to it';

# --- What never changes -------------------------------------------------------

for (built('w/*/chat.js'), built('w/*/embed.js')) {
	$r = get($_);
	is $r->{status}, 200, 'a release has its files';
	header_is $r, 'Cache-Control', 'public, max-age=31536000, immutable',
	    '... for ever';
	header_is $r, 'Access-Control-Allow-Origin', '*', '... on any origin';
}
for (map { built("a/*/$_") } qw(tabler.min.css htmx.min.js office.js)) {
	$r = get($_);
	is $r->{status}, 200, 'the office has its own files';
	header_is $r, 'Cache-Control', 'public, max-age=31536000, immutable',
	    '... for ever';
	header_is $r, 'Access-Control-Allow-Origin', '', '... for itself';
}
is get('/assets')->{status}, 503, 'other built files are no addresses';

# --- Nobody behind nginx ------------------------------------------------------

my $away = qr/^\{"code":"away","next":\d+\}$/;
for ($r = get('/w/poll/' . '0' x 32), $r = send_body('/w/hello', 3)) {
	is $_->{status}, 503, 'a widget is told that the server is away';
	like $_->{content}, $away, '... in its own words';
	header_is $_, 'Content-Type', 'application/json', '... as JSON';
	header_is $_, 'Access-Control-Allow-Origin', '*', '... readable';
	header_is $_, 'Retry-After', '1', '... and when to come back';
	header_is $_, 'Cache-Control', 'no-store', '... never from a cache';
}
$r = get('/office/');
is $r->{status}, 503, 'an operator too';
like $r->{content}, qr/<h1[^>]*>One moment/, '... by a page';
header_is $r, 'Retry-After', '5', '... and when to come back';
like $r->{headers}{'content-security-policy'},
    qr/default-src 'none'.*frame-ancestors 'none'/, '... without scripts';
is get('/away.html')->{status}, 404, '... that has no address of its own';

# --- Limits -------------------------------------------------------------------

$r = send_body('/w/hello', 65537);
is $r->{status}, 413, 'a body larger than a widget sends is refused';
like $r->{content}, qr/^\{"code":"too_large"/, '... in its own words';
header_is $r, 'Access-Control-Allow-Origin', '*', '... readable';
$r = send_body('/office/chat/say', 65537);
is $r->{status}, 413, '... and in the office';
like $r->{content}, qr/<h1[^>]*>That is too long/, '... by a page';
for my $method (qw(FOO PUT DELETE PATCH TRACE)) {
	is $http->request($method, "$office/w/hello", {%peer})->{status}, 405,
	    "$method is no method of ours";
}

# --- https --------------------------------------------------------------------

my ($port) = $beckon->office_tls_url =~ /:(\d+)$/;
$r = $http->get($office =~ s/localhost/127.0.0.1/r . '/office/');
is $r->{status}, 308, 'the office sends everybody to https';
header_is $r, 'Location', "https://127.0.0.1:$port/office/", '... there';
is get('/office/')->{status}, 503, '... but localhost is safe as it is';

sub curl {
	my (@arguments) = @_;
	open my $fh, '-|', 'curl', '-ksi', '--max-time', 10, @arguments
	    or return '';
	local $/;
	return scalar <$fh> // '';
}
my $tls = $beckon->office_tls_url;
my $text = curl('--http2', "$tls/embed.js");
like $text, qr{^HTTP/2 200}, 'https speaks HTTP/2';
like curl('--tlsv1.2', '--tls-max', '1.2', "$tls/embed.js"),
    qr{^HTTP/2 200}, '... also over TLS 1.2';
unlike curl('--tls-max', '1.1', "$tls/embed.js"), qr/200/,
    '... and over nothing older';
like curl("$tls/office/"), qr/^strict-transport-security: max-age=31536000/mi,
    '... and asks browsers to stay';
unlike curl("$office/office/"), qr/strict-transport-security/i,
    'http does not ask';

# A visitor's polls are up to 120 s apart.
cmp_ok +($beckon->slurp('nginx/beckon.conf') =~
    /^\s*keepalive_timeout (\d+)s;$/m)[0] // 0, '>', 120,
    'a connection stays from one poll to the next';

# --- Small things -------------------------------------------------------------

is get('/robots.txt')->{content}, "User-agent: *\nDisallow: /\n",
    'nobody indexes a chat server';
is get('/favicon.ico')->{status}, 204, 'a browser that wants an icon is quiet';
unlike $beckon->log('nginx-test') . $beckon->log('nginx'), qr/\[warn\]/,
    'the configuration is free of warnings';
unlike $beckon->log('nginx-error'), qr/\[(warn|alert|emerg)\]/,
    '... when it runs, too';
unlike $beckon->log('nginx-access'), qr{/w/poll/},
    'polls are not in the access log';

done_testing;
