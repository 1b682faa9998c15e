# SPDX-License-Identifier: ISC
# One FastCGI request over a program's socket, as nginx sends it.
package Beckon::Socket;

use strict;
use warnings;

use IO::Socket::UNIX;
use JSON::PP qw(decode_json);
use Socket qw(SOCK_STREAM);

sub _record {
	my ($type, $content) = @_;

	return pack('CCnnCC', 1, $type, 1, length $content, 0, 0) . $content;
}

sub _length {
	my ($n) = @_;

	return $n < 128 ? pack 'C', $n : pack 'N', $n | 0x80000000;
}

# {status, headers, content, json}; undef where nobody listens or answers.
sub request {
	my ($path, $params, $body) = @_;
	my $s = IO::Socket::UNIX->new(Type => SOCK_STREAM, Peer => $path)
	    or return undef;
	my $all = '';
	my ($out, $reply) = ('', '');

	$body //= '';
	$params = {SERVER_PROTOCOL => 'HTTP/1.1',
	    CONTENT_LENGTH => length $body, %$params};
	$all .= _length(length $_) . _length(length $params->{$_}) . $_ .
	    $params->{$_} for sort keys %$params;
	print $s _record(1, pack 'nCx5', 1, 0), _record(4, $all),
	    _record(4, ''), ($body ne '' ? _record(5, $body) : ()),
	    _record(5, '');
	$s->flush;
	local $/;
	$reply = <$s> // '';
	while (length $reply >= 8) {
		my ($type, $length, $pad) = (unpack 'CCnnCC', $reply)[1, 3, 4];
		$out .= substr $reply, 8, $length if $type == 6;
		$reply = substr $reply, 8 + $length + $pad;
	}
	return undef if $out !~ /\A(.*?)\r\n\r\n(.*)\z/s;
	my ($head, $content) = ($1, $2);
	my %headers = map { /^([^:]+): (.*)$/ ? (lc $1, $2) : () }
	    split /\r\n/, $head;
	return {status => int $headers{status}, headers => \%headers,
	    content => $content, json => scalar eval { decode_json($content) }};
}

1;
