#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# Bots that say so: counted, and not listed among the people, unless asked for.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Test::More;
use Visit;

my $beckon = Beckon->start(conf => ['password.cost min']);
visit_with($beckon);
my $anna = $beckon->browser->sign_in;

my $GOOGLE = 'Mozilla/5.0 (compatible; Googlebot/2.1;'
    . ' +http://www.google.com/bot.html)';

sub arrive {
	my ($agent) = @_;
	return $beckon->widget('/w/hello', {page(nonce => nonce())},
	    'User-Agent' => $agent)->{json}{box};
}

sub rows { return scalar(() = $_[0]{content} =~ /<tr id="v\d+"/g) }

my @boxes = map { arrive($GOOGLE) } 1 .. 12;
my $list = $anna->get('/office/visitors/list');
is rows($list), 0, 'bots alone are nobody';
like $list->{content}, qr/and 12 bots/, '... but counted';
like $list->{content}, qr/Nobody is on your sites/,
    '... and the page says that nobody is there';

arrive('Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0')
    for 1 .. 3;
$list = $anna->get('/office/visitors/list');
is rows($list), 3, 'people are listed';
like $list->{content}, qr/id="total">3</, '... the figure is of people';
like $list->{content}, qr/and 12 bots/, '... the bots stand behind it';
is rows($anna->get("/office/visitors/list?$_")), 3, "... also with $_"
    for 'state=online', 'q=Shop', 'sort=pages', 'site=1', 'sort=longest';
$list = $anna->get('/office/visitors/list?bots=1');
is rows($list), 15, 'who asks for bots sees them';
like $list->{content}, qr/Bot</, '... as such';
like $list->{content}, qr/id="total">3</, '... and the figure stays';
is rows($anna->get("/office/visitors/list?bots=1&$_")), 15, "... also with $_"
    for 'state=online', 'q=Shop', 'sort=pages', 'site=1';
is rows($anna->get('/office/visitors/list?bots=1&q=no-such-page')), 0,
    '... that the filter matches';
like $anna->get('/office/')->{content}, qr/>3</, 'so it is at home';
like $anna->get('/office/visitors?bots=1')->{content},
    qr/name="bots" value="1" checked/, 'the switch stays as it was set';

like $anna->get('/office/why')->{content}, qr/id="figures"><b>3<\/b> online/,
    'Why? counts people';

# Pulse makes rows again that are lost: the flag is among it.
$beckon->db('DELETE FROM presence');
my $turn = 0;
$beckon->until(sub {
	# Each change of state is written.
	$beckon->poll($_, $turn % 2 ? 'idle' : 'front') for @boxes;
	$turn++;
	return $beckon->db('SELECT COUNT(*) FROM presence') >= 12;
}, 'the beats are written');
is $beckon->db('SELECT SUM(bot) FROM presence'), 12,
    'a bot stays one, whoever writes its presence';

# As many as a busy site has: pages of the list are full, and right.
$beckon->db('INSERT INTO visitor (site_id, token_hash, device)'
    . ' SELECT 1, UNHEX(SHA2(seq, 256)), IF(seq % 2, "bot", "desktop")'
    . ' FROM seq_1_to_300; INSERT INTO presence (visitor_id, site_id, visit_id,'
    . ' view_id, box_id, bot, gone_at) SELECT id, 1, id, 0, UNHEX(MD5(id)),'
    . ' device = "bot", NOW(3) + INTERVAL 1 HOUR FROM visitor'
    . ' WHERE id NOT IN (SELECT visitor_id FROM presence)');
my ($people) = $beckon->db('SELECT SUM(NOT bot) FROM presence'
    . ' WHERE gone_at > NOW(3)');
$list = $anna->get('/office/visitors/list?page=2');
is rows($list), 50, 'the second page is full of people';
unlike $list->{content}, qr/Bot</, '... of people only';
like $list->{content}, qr/id="total">$people->[0]</, '... all counted';
my $pages = int(($people->[0] + 49) / 50);
like $list->{content}, qr/Page 2 of $pages\b/, '... and so are the pages';

done_testing;
