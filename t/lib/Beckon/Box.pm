# SPDX-License-Identifier: ISC
# Mailbox ids as visit mints them, and visitors that have one: for tests of
# poll and pulse, which know nothing else of a visitor.
package Beckon::Box;

use strict;
use warnings;

use Carp qw(croak);

# SipHash-2-4 in 64-bit words, as libsodium's crypto_shorthash has it.
sub _rotate { return ($_[0] << $_[1]) | ($_[0] >> (64 - $_[1])) }
sub _add { use integer; return $_[0] + $_[1] }

sub _round {
	my ($v) = @_;

	for ([0, 1, 13, 32], [2, 3, 16, 0], [0, 3, 21, 0], [2, 1, 17, 32]) {
		my ($a, $b, $turn, $half) = @$_;
		$v->[$a] = _add($v->[$a], $v->[$b]);
		$v->[$b] = _rotate($v->[$b], $turn) ^ $v->[$a];
		$v->[$a] = _rotate($v->[$a], $half) if $half;
		# The unsigned view of what the signed sum left.
		$_ = 0 + sprintf('%u', $_) for @$v;
	}
}

no warnings 'portable'; # words of 64 bits

sub _tag {
	my ($key, $word) = @_;
	my ($k0, $k1) = unpack 'Q<Q<', $key;
	my @v = (0x736f6d6570736575 ^ $k0, 0x646f72616e646f6d ^ $k1,
	    0x6c7967656e657261 ^ $k0, 0x7465646279746573 ^ $k1);

	for my $m ($word, 8 << 56) {
		$v[3] ^= $m;
		_round(\@v) for 1 .. 2;
		$v[0] ^= $m;
	}
	$v[2] ^= 0xff;
	_round(\@v) for 1 .. 4;
	return $v[0] ^ $v[1] ^ $v[2] ^ $v[3];
}

# 32 hex digits that the system of this Beckon takes for its own.
sub mint {
	my ($beckon) = @_;
	my ($hex) = $beckon->slurp('keys/mailbox') =~ /^([0-9a-f]{64})$/m
	    or croak 'no mailbox key';
	my $word = int(rand(2**32)) << 32 | int rand 2**32;

	return unpack 'H*', pack 'Q<Q<', $word, _tag(pack('H*', $hex), $word);
}

# A visitor with a visit and a row in presence: {id, visit, box}.
sub visitor {
	my ($beckon) = @_;
	my $box = mint($beckon);
	my ($id, $visit) = @{($beckon->db(
	    'INSERT INTO visitor (site_id, token_hash) SELECT MIN(id),'
	    . " UNHEX(SHA2('$box', 256)) FROM site;"
	    . ' SET @v = LAST_INSERT_ID();'
	    . " INSERT INTO visit (visitor_id, box_id) VALUES (\@v, 0x$box);"
	    . ' SET @b = LAST_INSERT_ID();'
	    . ' INSERT INTO presence (visitor_id, site_id, visit_id, view_id,'
	    . " box_id, gone_at) SELECT \@v, MIN(id), \@b, 0, 0x$box,"
	    . ' NOW(3) + INTERVAL 21 SECOND FROM site; SELECT @v, @b'))[0]};

	return {id => $id, visit => $visit, box => $box};
}

# Something waits for this visitor: its number.
sub wait_for {
	my ($beckon, $visitor, $column) = @_;
	$column //= 'wait_n';

	return scalar $beckon->db(
	    'START TRANSACTION; UPDATE counter SET n = LAST_INSERT_ID(GREATEST('
	    . 'n + 1, CAST(UNIX_TIMESTAMP(NOW(6)) * 1000000 AS UNSIGNED)));'
	    . ' SET @n = LAST_INSERT_ID(); INSERT INTO feed (n, visitor_id)'
	    . " VALUES (\@n, $visitor->{id}); UPDATE visitor SET $column = \@n"
	    . " WHERE id = $visitor->{id}; COMMIT; SELECT \@n");
}

1;
