#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# Who is signed in at the site: devices of one user in a profile, and what
# becomes of a chat when somebody signs in, out, or as another.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Digest::SHA qw(hmac_sha256_hex);
use Encode qw(encode_utf8);
use Test::More;
use Visit;

my $beckon = Beckon->start(only => 'mariadb,pulse,poll,visit,nginx');
visit_with($beckon);
zoe();

my $site = $beckon->site_key;
my ($new, $old) = ('b' x 64, 'a' x 64);
my $r;

sub db { return $beckon->db(@_) }

# What the site's server would write for a user, so many seconds ago.
sub claim {
	my ($user, %with) = @_;
	my $at = time - ($with{ago} // 0);
	my $secret = $with{secret} // $new;
	my $key = $with{site} // $site;

	return "$user:$at:" . hmac_sha256_hex(
	    encode_utf8("beckon-user\n$key\n$user\n$at"), $secret);
}

# A browser: what it keeps, and what its loader does with a 401.
sub browser { return {@_} }

sub looks {
	my ($b, %with) = @_;
	my %fields = (page(%with), token => $b->{token}, nonce => nonce(),
	    strong => $b->{strong});
	delete $fields{$_} for grep { !defined $fields{$_} } keys %fields;
	my $r = widget('/w/hello', \%fields);

	if ($r->{status} == 401 && $r->{json}{code} eq 'user') {
		my $was = delete $fields{token};
		$r = widget('/w/hello', {%fields, was => $was});
	}
	$b->{token} = $r->{json}{token};
	$b->{id} = db('SELECT MAX(visitor_id) FROM page_view'
	    . " WHERE view_key = UNHEX('$fields{view}')");
	$b->{box} = $r->{json}{box};
	$b->{who} = $r->{json}{who};
	return $r;
}

sub says {
	my ($b, $text) = @_;

	widget('/w/start', {page(), token => $b->{token}, key => key(),
	    text => $text, $b->{strong} ? (strong => $b->{strong}) : ()});
	return scalar db("SELECT MAX(id) FROM chat WHERE visitor_id = $b->{id}");
}

sub user_of {
	return join ' ', map { @$_ } db('SELECT p.user_id, v.signed FROM visitor v'
	    . " JOIN profile p ON p.id = v.profile_id WHERE v.id = $_[0]{id}");
}

sub chat_is {
	my ($chat) = @_;

	return join ': ', map { @$_ } db('SELECT c.status, (SELECT e.kind'
	    . ' FROM chat_event e WHERE e.chat_id = c.id ORDER BY e.id DESC'
	    . " LIMIT 1) FROM chat c WHERE c.id = $chat");
}

# What the site's pages were found to do, forgotten at once.
sub reported {
	my $found = db("SELECT COALESCE(GROUP_CONCAT(what ORDER BY what), '')"
	    . " FROM site_report WHERE what LIKE 'user%'");

	db("DELETE FROM site_report");
	return $found // q{};
}

# --- Nobody is believed without a secret ----------------------------------------

my $ann = browser();
looks($ann, user => claim('ann'));
is user_of($ann), '', 'a site without secrets has no users';
is reported(), 'user_bad', '... which is reported';
is db('SELECT COUNT(*) FROM profile'), 0, '... and nothing is kept of it';
db("INSERT INTO site_secret (site_id, secret) SELECT id, '$_' FROM site")
    for $old, $new;

# --- Claims -------------------------------------------------------------------------

for (['is taken', claim('u1'), 'u1 1', ''],
    ['is taken from the older secret', claim('u2', secret => $old), 'u2 1', ''],
    ['is taken for a day', claim('u3', ago => 86300), 'u3 1', ''],
    ['may be ahead a little', claim('u4', ago => -200), 'u4 1', ''],
    ['may have colons', claim('x:1:y'), 'x:1:y 1', ''],
    ['of yesterday', claim('u5', ago => 86500), '', 'user_stale'],
    ['of tomorrow', claim('u6', ago => -400), '', 'user_stale'],
    ['of another secret', claim('u7', secret => 'c' x 64), '', 'user_bad'],
    ['of no secret', claim('u8', secret => ''), '', 'user_bad'],
    ['of another site', claim('u9', site => 'x' x 16), '', 'user_bad'],
    ['of nothing', 'u10', '', 'user_bad'],
    ['that is too long', claim('x' x 101), '', 'user_bad'],
    ['of two lines', claim("a\nb"), '', 'user_bad'],
    ['with another name', claim('u11') =~ s/u11/u12/r, '', 'user_bad'],
    ['with another time', claim('u13') =~ s/:1/:2/r, '', 'user_bad']) {
	my ($what, $claim, $is, $report) = @$_;
	my $b = browser();

	$r = looks($b, user => $claim);
	is $r->{status}, 200, "a claim $what";
	is user_of($b), $is, '... ' . ($is ? 'is believed' : 'is not');
	is reported(), $report, '... and ' . ($report || 'nothing') .
	    ' is reported';
}
my $case = browser();
looks($case, user => claim('U1'));
looks(my $other_case = browser(), user => claim("u\x{ed}"));
is db('SELECT COUNT(*) FROM profile WHERE user_id IN ('
    . "'u1', 'U1', _utf8mb4 0x75C3AD)"), 3,
    'users are told apart to the letter';

# --- One user, two devices ------------------------------------------------------------

my $phone = browser();
my $desk = browser();
looks($desk, user => claim('bob'));
looks($phone, user => claim('bob', secret => $old));
isnt $desk->{id}, $phone->{id}, 'two devices are two visitors';
is $desk->{who}, $phone->{who}, '... of one profile';
my $id = $desk->{id};
looks($desk, user => claim('bob', ago => 60));
is $desk->{id}, $id, 'the next page goes on';
my $nobody = browser();
looks($nobody);
widget('/w/hello', {page(), token => $desk->{token}, also => $nobody->{token}});
is db("SELECT COUNT(*) FROM visitor WHERE id = $nobody->{id}"), 1,
    '... and takes no record of somebody else along';
looks($desk);
is $desk->{id}, $id, '... also where it says nothing';
db('UPDATE profile SET seen_at = seen_at - INTERVAL 2 DAY');
looks($desk, user => claim('bob', ago => 2 * 86400));
is $desk->{id}, $id, '... and with a page out of yesterday\'s cache';
is reported(), 'user_stale', '... which is reported';

# --- The same user signs out, chats, and comes back -----------------------------------

my $chat = says($desk, 'my order 7');
my %before = %$desk;
looks($desk, user => '-');
isnt $desk->{id}, $id, 'signed out: another record';
is $desk->{who}, 0, '... of nobody for the page';
is user_of($desk), 'bob 0', '... and for operators the one who was bob';
is chat_is($chat), 'closed: signed out', 'the chat has ended, and says why';
for my $token ($before{token}, $desk->{token}) {
	$r = widget('/w/sync', {token => $token, n => 0, chat => $chat,
		after => 0});
	unlike $r->{content}, qr/order/, '... and is out of reach';
}
is widget('/w/sync', {token => $before{token}})->{status}, 401,
    '... whoever kept the token';
is db("SELECT gone_at <= NOW(3) FROM presence WHERE visitor_id = $id"), 1,
    'the earlier record is gone at once';
$beckon->poll($before{box});
looks(my $someone = browser());
$beckon->until(sub {
	$beckon->poll($someone->{box}, 'hidden');
	db("SELECT state = 'hidden' FROM presence"
	    . " WHERE visitor_id = $someone->{id}");
}, 'the beats are written');
is db("SELECT gone_at <= NOW(3) FROM presence WHERE visitor_id = $id"), 1,
    '... and a page that is still open does not bring it back';
is db('SELECT COUNT(*) FROM presence WHERE box_id = UNHEX('
    . "'$before{box}')"), 0, '... nor its mailbox';
db("DELETE FROM presence WHERE visitor_id = $id");
$beckon->poll($before{box}, 'idle');
$beckon->until(sub {
	$beckon->poll($someone->{box}, 'idle');
	db("SELECT state = 'idle' FROM presence"
	    . " WHERE visitor_id = $someone->{id}");
}, 'the next beats are written');
is db("SELECT COUNT(*) FROM presence WHERE visitor_id = $id"), 0,
    '... also when it is long off the list';
my $out = $desk->{id};
my $talk = says($desk, 'as nobody');
looks($desk, user => claim('bob'));
isnt $desk->{id}, $out, 'signed in again: a record of its own';
isnt $desk->{id}, $id, '... and not the first one';
is user_of($desk), 'bob 1', '... of the same profile';
is chat_is($talk), 'closed: signed in',
    'a chat begun before does not follow into the account';
$r = widget('/w/sync', {token => $desk->{token}, chat => $talk});
ok !$r->{json}{chat}, '... nor is it told of';

# --- Another user -----------------------------------------------------------------------

$chat = says($desk, 'bob has a secret');
my $invitation = invite($phone->{id});
looks($desk, user => claim('eve'));
is user_of($desk), 'eve 1', 'another user: a fresh profile';
is chat_is($chat), 'closed: other user', '... and the chat has ended';
is db('SELECT status FROM invitation WHERE id = ' . $invitation), 'queued',
    '... nothing happens on the other device';
looks($phone, user => claim('eve'));
is db('SELECT status FROM invitation WHERE id = ' . $invitation), 'expired',
    'an invitation that was not answered by then is not shown to another';
is db('SELECT ended_at IS NOT NULL FROM invitation WHERE id = ' .
    $invitation), 1, '... and has ended';
looks($desk, user => '-');
looks($desk, user => claim('bob'));
is user_of($desk), 'bob 1', 'signed out, then another: the other one';
looks($desk, user => claim('eve', ago => 2 * 86400));
is user_of($desk), 'bob 0', 'a page that is too old signs nobody in';
$id = $desk->{id};
looks($desk, user => claim('eve', ago => 2 * 86400));
is $desk->{id}, $id, '... nor does the next one begin anew';
reported();

# --- What was anonymous stays so ----------------------------------------------------------

my $joe = browser();
looks($joe);
$chat = says($joe, 'anonymous');
looks($joe, user => claim('joe'));
is chat_is($chat), 'closed: signed in', 'an anonymous chat ends at signing in';
is db("SELECT COUNT(*) FROM visitor v JOIN chat c ON c.visitor_id = v.id"
    . " WHERE v.profile_id IS NOT NULL AND c.id = $chat"), 0,
    '... and is in nobody\'s profile';

# --- Sent twice, and by many ---------------------------------------------------------------

my $sam = browser();
looks($sam, user => claim('sam'));
my $count = count('visitor');
my %again = (page(), was => $sam->{token}, nonce => nonce(),
    user => claim('tom'));
my @all = at_once(8, '/w/hello', sub { return {%again, view => key() =~ s/^./$_[0]/r} });
is scalar(grep { $_->{status} == 200 } @all), 8, 'eight tabs, all at once';
my %tokens = map { $_->{json}{token} => 1 } @all;
is scalar(keys %tokens), 1, '... are one visitor';
is count('visitor'), $count + 1, '... of one record';
$r = widget('/w/hello', {%again, view => key()});
ok $tokens{$r->{json}{token}}, '... also where it is repeated';
$r = widget('/w/hello', {%again, view => key(), user => '-'});
ok !$tokens{$r->{json}{token}},
    'the same nonce without the user is somebody else';

# --- Where nothing may be stored ---------------------------------------------------------------

my $gpc = browser();
looks($gpc, user => claim('kim'));
$chat = says($gpc, 'kim asks');
$r = widget('/w/hello', {page(), token => $gpc->{token}, user => '-',
    gpc => 1});
is "$r->{status} $r->{json}{code}", '401 user',
    'a browser that asks not to be tracked signs out too';
$count = count('visitor');
$r = widget('/w/hello', {page(), was => $gpc->{token}, user => '-', gpc => 1});
is $r->{json}{tracking}, JSON::PP::false, '... nothing is stored of it';
is count('visitor'), $count, '... no record';
is chat_is($chat), 'closed: signed out', '... but the chat has ended';

# --- Who has read the token on http --------------------------------------------------------------

my $lea = browser(strong => '5' x 64);
looks($lea, user => claim('lea'), url => 'https://shop.example/');
$chat = says($lea, 'secret');
$r = widget('/w/hello', {page(), was => $lea->{token}, nonce => nonce(),
    user => '-'});
is $r->{status}, 200, 'a thief of the weak token signs out';
is chat_is($chat), 'pending: begun', '... and ends no chat begun on https';
is widget('/w/sync', {token => $lea->{token}})->{status}, 200,
    '... whose visitor keeps the token';
for my $was ('x', '7' x 64, '') {
	$r = widget('/w/hello', {page(), was => $was, nonce => nonce(),
	    user => '-'});
	is $r->{status}, 200, 'a token that we did not mint ends nothing';
}
is $beckon->log('visit') =~ /\Q$lea->{token}\E|\Q$new\E/ ? 1 : 0, 0,
    'no token and no secret is in the log';

done_testing;
