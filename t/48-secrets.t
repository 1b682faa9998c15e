#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# A site's secrets in the office: made, used as the examples say, taken one for
# the other; what the health page says; and what operators see of a user.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Beckon::Shopper qw(operator);
use Digest::SHA qw(hmac_sha256_hex);
use Test::More;
use Visit;

my $beckon = Beckon->start;
visit_with($beckon);
my $anna = $beckon->browser->sign_in;
my $site = $beckon->db('SELECT id FROM site');
my $signing = "/office/site/signing?site=$site";

sub db { return $beckon->db(@_) }
sub secrets { return map { $_->[0] } db('SELECT secret FROM site_secret'
    . ' ORDER BY id DESC') }
sub content { return $anna->get($_[0])->{content} }

sub make {
	my ($newest) = @_;

	return $anna->post('/office/site/signing/add', {site => $site,
		newest => $newest})->{status};
}

sub end {
	return $anna->post('/office/site/signing/end', {site => $site,
		secret => $_[0]})->{status};
}

sub claim {
	my ($user, $secret, $at) = @_;

	$at //= time;
	return "$user:$at:" . hmac_sha256_hex("beckon-user\n"
	    . $beckon->site_key . "\n$user\n$at", $secret);
}

# Somebody on a page: token and id.
sub comes {
	my ($claim, %with) = @_;
	my $r = widget('/w/hello', {page(nonce => nonce(), user => $claim, %with)});

	return ($r->{json}{token}, scalar db('SELECT MAX(id) FROM visitor'));
}

# What the health page says of a check.
sub state_of {
	my ($name) = @_;

	return content("/office/health?site=$site") =~
	    /<tr id="c-$name" data-state="(\w+)"/ ? $1 : 'none';
}

# --- Secrets --------------------------------------------------------------------

like content($signing), qr/There is no secret yet/, 'at first there is none';
is make(0), 303, 'one is made';
is make(0), 303, '... and sent twice';
is scalar(secrets()), 1, '... it is one';
my ($first) = db('SELECT id, secret FROM site_secret');
like content($signing), qr/$first->[1]/, 'it is shown';
is make($first->[0]), 303, 'a second takes its place';
my ($second) = db('SELECT id, secret FROM site_secret ORDER BY id DESC');
isnt $second->[1], $first->[1], '... another one';
is make($second->[0]), 409, 'a third is refused';
is db("SELECT COUNT(*) FROM audit WHERE what = 'site secret'"
    . " AND detail = 'made'"), 2, 'the audit says who made them';
is db("SELECT COUNT(*) FROM audit WHERE detail LIKE '%$second->[1]%'"), 0,
    '... and not what they are';
is make($second->[0] . 'x'), 400, 'nonsense is refused';
is $anna->get('/office/site/signing?site=99')->{status}, 404, 'no such site';
db("INSERT INTO site (id, site_key, name) VALUES (77, 'otherotherother1', 'O')");
is $anna->post('/office/site/signing/end', {site => 77,
	secret => $second->[0]})->{status}, 303,
    "another site's page ends nothing";
is scalar(secrets()), 2, '... of this one';

# --- The examples are right --------------------------------------------------------

for my $how (['node', 'node', q{const user = 'o&1';}, 'console.log(claim)'],
    ['python', 'python3', q{user = 'o&1'}, 'print(claim)']) {
	my ($id, $program, $before, $after) = @$how;
	my ($code) = content($signing) =~ /<code id="$id">(.*?)<\/code>/s;
	my $claim;

	$code =~ s/&#39;/'/g;
	$code =~ s/&(lt|gt|quot|amp);/{lt => '<', gt => '>', quot => '"',
	    amp => '&'}->{$1}/ge;
	open my $to, '>', $beckon->dir . "/example-$id" or die $!;
	print $to "$before\n$code\n$after\n";
	close $to;
	$claim = do {
		local $ENV{BECKON_SECRET} = $second->[1];
		`$program @{[$beckon->dir]}/example-$id`;
	};
	$claim =~ s/\n$//;
	$claim =~ s/&amp;/&/;
	comes($claim);
	is db("SELECT COUNT(*) FROM profile p JOIN visitor v"
	    . " ON v.profile_id = p.id WHERE user_id = 'o&1'"
	    . ' AND v.id = (SELECT MAX(id) FROM visitor)'), 1,
	    "what the example in $program signs is believed";
}

# --- The health page ------------------------------------------------------------------

is state_of('user'), 'ok', 'nothing is wrong with the signatures';
comes(claim('bob', $first->[1]));
is state_of('user'), 'ok', 'the older secret is good';
is end($first->[0]), 303, 'it is ended';
is end($first->[0]), 303, '... and once more';
comes(claim('bob', $first->[1]));
is state_of('user'), 'fault', '... and signs nobody in any more';
comes(claim('bob', $second->[1], time - 90000));
is state_of('stale'), 'advice', 'what was signed yesterday is reported';
comes('-', rep => 'uuid');
is state_of('uuid'), 'advice', 'a user without a signature too';

# --- What operators see -----------------------------------------------------------------

my $hostile = '<script>alert(1)</script>"\'';
my ($token, $desk) = comes(claim($hostile, $second->[1]));
my (undef, $phone) = comes(claim($hostile, $second->[1]));
my (undef, $other) = comes(claim('somebody else', $second->[1]));
widget('/w/start', {page(), token => $token, key => key(),
    text => 'from the desk'});
my $chat = db('SELECT MAX(id) FROM chat');
my $page = content("/office/visitor?id=$phone");
like $page, qr/&lt;script&gt;alert\(1\)/, 'the user is named';
unlike $page, qr/<script>alert/, '... as text';
like $page, qr/verified by its server/, '... and verified';
like $page, qr/href="\/office\/visitor\?id=$desk"/, 'with the other device';
unlike $page, qr/id=$other"/, '... and nobody else\'s';
like $page, qr/href="\/office\/chat\?id=$chat"/, '... and the chat there';
like content('/office/visitors'), qr/✓ &lt;script&gt;/,
    'the list names them too';
for (['alert(1)', 2], ['somebody', 1], ['nobody at all', 0]) {
	my ($text, $n) = @$_;
	my $list = content("/office/visitors?q=$text");

	is scalar(() = $list =~ /<tr id="v/g), $n,
	    "a search for $text finds who it is";
}
my $r = widget('/w/hello', {page(), was => $token, nonce => nonce(),
    user => '-'});
my $out = db('SELECT MAX(id) FROM visitor');
$page = content("/office/visitor?id=$out");
like $page, qr/was signed in before in this browser/,
    'who has signed out was somebody';
like $page, qr/href="\/office\/chat\?id=$chat"/, '... whose chats are there';
like content("/office/chat?id=$chat"), qr/the visitor signed out on the site/,
    '... with why they ended';

# Ben's visitors are those of a department.
db("INSERT INTO department (name, alias) VALUES ('Elsewhere', 'elsewhere')");
my $ben = operator($beckon, 'ben',
    scalar db("SELECT id FROM department WHERE alias = 'elsewhere'"));
widget('/w/hello', {page(dep => 'elsewhere'), token => $r->{json}{token}});
$page = $ben->get("/office/visitor?id=$out")->{content};
like $page, qr/was signed in before/, 'whose visitor has another device ...';
unlike $page, qr/visitor\?id=(?:$desk|$phone)"/,
    '... that an operator may not see is not told of it';
unlike $page, qr/chat\?id=$chat"/, '... nor of the chats there';

done_testing;
