#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# 65-freshness.t: where the list of online visitors is behind, it says so and
# why; a server that can follow no more visitors slows nobody down but them.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Beckon::Shopper qw(key);
use Test::More;

my $beckon = Beckon->start(conf => ['visitors.max 2', 'password.cost min']);
my $anna = $beckon->browser->sign_in;

sub shows {
	my ($re) = @_;
	return $anna->get('/office/visitors')->{content} =~ $re;
}

# --- As many as it follows --------------------------------------------------------

my @first = map { Beckon::Shopper->new($beckon) } 1 .. 2;
ok $beckon->until(sub { !shows(qr/id="(?:fresh|full)"/) }, 'no notice'),
    'an ordinary day: nothing is said';
my $tick = $beckon->env('RUN_DIR') . '/box/tick';
sub tick { open my $fh, '<', $tick or return ''; return scalar(<$fh>) // '' }
$beckon->until(sub {
	$beckon->poll($_->{box}) for @first;
	return tick() =~ / 1$/;
}, 'a full roster');
ok $beckon->until(sub { shows(qr/id="full"/) }, 'the notice'),
    'where no more visitors can be followed, operators are told';
my ($late, $n) = (undef, 1000);
ok $beckon->until(sub {
	$late = $beckon->widget('/w/hello', {nonce => ++$n x 8, view => key(),
	    url => $beckon->shop_url . '/'});
	return ($late->{json}{next} // 0) > 60_000;
}, 'a slow reply'), 'a newcomer is asked to come rarely';
like tick(), qr/^\d+ 100 1 1$/, '... and nobody else is';
cmp_ok $beckon->poll($first[0]{box})->{json}{next}, '<', 10_000,
    '... who are followed come as before';

# --- Behind, or alone ---------------------------------------------------------------

my $pulse = $beckon->pid('pulse');
kill STOP => $pulse;
sub put {
	open my $fh, '>', "$tick.new" or die;
	print $fh "@_\n";
	close $fh;
	rename "$tick.new", $tick or die;
}
ok $beckon->until(sub { put(time, 400, 1); shows(qr/reports? every \d+ sec/) },
    'the busy server'), 'pages that report less often: the list says how often';
ok !shows(qr/id="full"/), '... and no more that it is full';
ok $beckon->until(sub { put(time - 60, 100, 1);
	shows(qr/Nobody follows the visitors/) }, 'silence'),
    'nobody follows them: the list says so';
kill CONT => $pulse;
ok $beckon->until(sub { !shows(qr/id="fresh"/) }, 'an ordinary day'),
    'once all is well, nothing is said';

# --- A crowd ------------------------------------------------------------------------

# It is counted for all, and by whom nobody waits for.
$beckon->db('INSERT INTO visitor (id, site_id, token_hash) SELECT 100000 + seq,'
    . ' 1, UNHEX(SHA2(seq, 256)) FROM seq_1_to_3100; INSERT INTO presence'
    . ' (visitor_id, site_id, visit_id, view_id, box_id, gone_at) SELECT id, 1,'
    . ' id, 0, UNHEX(MD5(id)), NOW(3) FROM visitor'
    . ' WHERE id > 100000;'
    . ' UPDATE presence SET gone_at = NOW(3) + INTERVAL 1 HOUR');
sub total { return $anna->get('/office/visitors')->{content}
    =~ /id="total"[^>]*>\s*([\d,]+)/ ? $1 =~ s/,//gr : 'none' }
sub counted { return scalar $beckon->db('SELECT at FROM online_counted') }
cmp_ok my $before = total(), '>=', 3100, 'a crowd is counted';
$beckon->db('UPDATE presence SET gone_at = NOW(3) - INTERVAL 5 MINUTE'
    . ' WHERE visitor_id BETWEEN 100001 AND 100050;'
    . ' UPDATE online_counted SET at = NOW(3) - INTERVAL 3 SECOND');
my $at = counted();
total();
ok $beckon->until(sub { counted() gt $at }, 'the count'),
    'after the reply to who asks 3 s later it is counted anew';
is total(), $before - 50, '... for who asks next';

done_testing;
