#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# 97-hosts.t: two hosts, each with nginx, programs and pulse of its own, before
# one database: what happens on one reaches the visitors and operators of the
# other, once.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Beckon::Shopper qw(key);
use Test::More;

my $here = Beckon->start;
my $there = Beckon->start(join => $here);
my $anna = $here->browser->sign_in;
my $ben = $there->browser->sign_in('admin', $here->env('ADMIN_PASSWORD'));

# Is there something for this mailbox, as this host's poll says?
sub waits {
	my ($host, $shopper) = @_;

	return $host->poll($shopper->box)->{json}{n};
}

sub send_to {
	my ($operator, $shopper, $text) = @_;

	return $operator->post('/invite/send', {visitor => $shopper->id,
	    mode => 'invitation', text => $text, key => key(),
	    assign_me => 1})->{status};
}

isnt $here->env('HTTP_PORT'), $there->env('HTTP_PORT'), 'two addresses';
isnt $here->pid('pulse'), $there->pid('pulse'), '... and two pulses';

my $near = Beckon::Shopper->new($here, title => 'Near');
my $far = Beckon::Shopper->new($there, title => 'Far');
$_->[0]->poll($_->[1]->box) for [$here, $near], [$there, $far];
for ([$anna, 'one host'], [$ben, 'the other']) {
	my ($operator, $which) = @$_;
	my $list = $operator->get('/office/visitors')->{content};
	ok $list =~ /Near/ && $list =~ /Far/,
	    "an operator of $which sees the visitors of both";
}

# --- Sent on one host, read on the other ------------------------------------

for ([$anna, $there, $far], [$ben, $here, $near]) {
	my ($sender, $host, $shopper) = @$_;
	is send_to($sender, $shopper, 'May I help?'), 303, 'an invitation';
	ok $here->until(sub { waits($host, $shopper) }, 'news'),
	    '... waits in the mailbox of the host that the visitor asks';
	is $shopper->sees->{text}, 'May I help?', '... and is read there';
	ok $here->until(sub {
		$shopper->does('sync', n => 0, state => 'front');
		!waits($here, $shopper) && !waits($there, $shopper) },
		'nothing more'), '... whereupon no host says that it waits';
}

ok $far->replies('Yes, please')->{chat}{id}, 'the far visitor replies';
like $anna->get('/office/chats')->{content}, qr/Far|Yes, please/,
    'the near sender has the chat';
is $here->db("SELECT COUNT(*) FROM invitation WHERE status = 'replied'"), 1,
    '... once';

# --- One visitor, now here, now there ---------------------------------------

my $roamer = Beckon::Shopper->new($here, title => 'Roamer');
ok !$there->poll($roamer->box)->{json}{again},
    'a mailbox made on one host is good on the other';
is send_to($ben, $roamer, 'Over here'), 303, 'they are invited';
for ([$here, 'one'], [$there, 'the other']) {
	my ($host, $which) = @$_;
	ok $here->until(sub { waits($host, $roamer) }, 'news'),
	    "$which host says so";
}
$roamer->{beckon} = $there;
is $roamer->sees->{text}, 'Over here', 'it is read on the other host';
ok $here->until(sub { !waits($here, $roamer) && !waits($there, $roamer) },
    'nothing'), '... and both mailboxes are empty';

# --- What falls due is done once --------------------------------------------

my $feed = 'SELECT COUNT(*) FROM feed WHERE visitor_id = ' . $roamer->id;
my $before = $here->db($feed);
$here->db("UPDATE invitation SET expires_at = NOW(3) - INTERVAL 1 SECOND
    WHERE visitor_id = " . $roamer->id);
ok $here->until(sub { $here->db("SELECT status = 'expired' FROM invitation
    WHERE visitor_id = " . $roamer->id) }, 'expired'),
    'an invitation expires with two pulses at work';
is $here->db($feed), $before + 1, '... and that is told once';

# --- One host's pulse is gone -----------------------------------------------

$here->kill('pulse', 'STOP');
my $late = Beckon::Shopper->new($there, title => 'Late');
is send_to($anna, $late, 'Welcome'), 303, 'while one pulse stands still';
ok $here->until(sub { waits($there, $late) }, 'news'),
    '... the visitors of the other host hear all the same';
$here->kill('pulse', 'CONT');
ok $here->until(sub { waits($here, $late) }, 'news'),
    'it goes on where it stood';

for my $host ($here, $there) {
	for my $name (qw(poll visit invite office pulse)) {
		unlike $host->log($name), qr/denied|fatal|db:/,
		    "$name lacked nothing" or diag $host->log($name);
	}
}

done_testing;
