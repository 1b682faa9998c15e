#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# The whole system under one folder: it answers, it comes back when parts of
# it are killed, and nothing is left when it ends.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use HTTP::Tiny;
use Test::More;
use Time::HiRes qw(time);

my $began = time;
my $beckon = Beckon->start;
diag sprintf 'ready after %.1f s', time - $began;
my $dir = $beckon->dir;
my $anna = $beckon->browser->sign_in;

# --- It answers ---------------------------------------------------------------

is $anna->get('/office/visitors')->{status}, 200,
    'the first operator signs in with the password that was printed';
my $snippet = $beckon->ctl('site', 'snippet', $beckon->site_key);
chomp $snippet;
sub shop_page {
	my ($path) = @_;
	return HTTP::Tiny->new->get($beckon->shop_url . $path,
	    {peer => '127.0.0.1'})->{content};
}
for (qw(/ /fern.html /olive.html /pot.html /cart.html)) {
	like(shop_page($_), qr/\Q$snippet\E/, "the shop's $_ has the snippet");
}
like(shop_page('/contact.html'),
    qr/<script async [^>]*data-department="sales"><\/script>/,
    '... and one page names a department');

my %contact = (nonce => '0123456789abcdef' x 2, url => $beckon->shop_url . '/',
	title => 'Shop', tz => 'UTC', lang => 'en', state => 'new');
sub hello {
	return $beckon->widget('/w/hello', {%contact,
		view => sprintf('%016x', int rand 2**40)});
}
my $r = hello();
is $r->{status}, 200, 'a page of the shop is recorded';
my $box = $r->{json}{box};
like $box, qr/^[0-9a-f]{32}$/, '... and may ask what waits';
ok $beckon->until(sub { $beckon->poll($box)->{json}{t} }), '... it may';

# --- It comes back ------------------------------------------------------------

for my $name (qw(poll visit invite office pulse nginx)) {
	my $old = $beckon->pid($name);
	$beckon->kill($name);
	ok $beckon->until(sub {
		my $pid = eval { $beckon->pid($name) } // $old;
		$pid != $old;
	}), "$name is started again";
}
ok $beckon->until(sub { $beckon->poll($box)->{json}{t} }), 'polls go on';
is hello()->{status}, 200, '... page views too';
is $anna->get('/office/visitors')->{status}, 200, '... and the office';
is $anna->get('/invite/new')->{status} < 500, 1, '... and invitations';

$beckon->stop('mariadb');
is $beckon->poll($box)->{status}, 200, 'polls go on without a database';
is hello()->{status}, 503, '... page views wait';
is $anna->get('/office/visitors')->{status}, 503, '... the office says so';
$beckon->run('mariadb');
ok $beckon->until(sub { hello()->{status} == 200 }), 'it is back';
ok $beckon->until(sub { $anna->get('/office/visitors')->{status} == 200 }),
    '... and the operator is still signed in';

# --- It ends ------------------------------------------------------------------

sub left {
	return grep { index($beckon->slurp_file($_), $dir) >= 0 }
	    glob '/proc/[0-9]*/cmdline';
}
cmp_ok scalar(left()), '>', 5, 'many processes belong to it';
my $up = $beckon->env('UP_PID');
CORE::kill KILL => $up;
waitpid delete $beckon->{pid}, 0;
$beckon->until(sub { !left() && !(() = glob "$dir/pids/*") }, 'all of it ends');
is_deeply [left()], [], 'not even kill -9 of the supervisor leaves anything';
is_deeply [glob "$dir/pids/*"], [], '... not a note of a process';

done_testing;
