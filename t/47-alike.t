#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# Two records of one browser: found, shown, merged, told apart; and a crowd
# behind one address, which is none of this.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Beckon::Shopper qw(operator);
use Test::More;
use Visit;

# nginx's own limits, as an installed system has them.
my $beckon = Beckon->start(conf => ['password.cost min'],
    nginx => ['WRITE_RATE=100r/s', 'POLL_RATE=1000r/s']);
visit_with($beckon);
zoe();
my $anna = $beckon->browser->sign_in;
my $shop = $beckon->shop_url;
my $AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Firefox/128.0';
$beckon->db("UPDATE site SET query_keep = 'id'");

sub status { return $_[0]{status} }
sub place { return $_[0]{headers}{location} // '' }
sub pairs { return scalar $beckon->db('SELECT COUNT(*) FROM visitor_alike') }

# A first contact: token and id.
sub first {
	my ($url, $ref, $agent, $dep) = @_;
	my $r = $beckon->widget('/w/hello', {page(nonce => nonce(),
		url => "$shop$url", ref => $ref eq '' ? '' : "$shop$ref",
		dep => $dep // '')},
	    'User-Agent' => $agent // $AGENT);
	return ($r->{json}{token}, scalar $beckon->db(
	    'SELECT MAX(id) FROM visitor'));
}

# --- What is a pair -------------------------------------------------------------

my ($old_token, $old) = first('/fern?id=1&x=2', '');
is pairs(), 0, 'who comes directly is nobody else';
first('/pot', '/olive');
is pairs(), 0, '... nor who comes from a page where nobody is';
first('/pot', '/fern?id=1', 'Mozilla/5.0 (another) Firefox/127.0');
is pairs(), 0, '... nor another browser';
my ($token, $new) = first('/pot', '/fern?id=1&x=3');
is $beckon->db('SELECT CONCAT(visitor_id, " ", other_id) FROM visitor_alike'),
    "$new $old", 'who comes without a token from the page of one like them is'
    . ' possibly the same';
$beckon->widget('/w/hello', {page(token => $token, url => "$shop/next",
	ref => "$shop/fern?id=1")}, 'User-Agent' => $AGENT);
is pairs(), 1, '... found at the first contact only';
first('/cart', '/fern?id=1');
is pairs(), 1, '... and each is taken for another once only';

# --- What is shown --------------------------------------------------------------

my $list = $anna->get('/office/visitors/list');
is scalar(() = $list->{content} =~ /possibly the same visitor/g), 2,
    'both are marked in the list';
like $anna->get("/office/visitor?id=$new")->{content},
    qr/id="alike".*Visitor $old</s, 'the page of one leads to the other';
like $anna->get("/office/visitor?id=$old")->{content},
    qr/id="alike".*Visitor $new</s, '... and the other way';
like $anna->get('/office/alike')->{content},
    qr/Visitor $old<.*Visitor $new</s, 'the pairs have a page';

# --- Merged ---------------------------------------------------------------------

my $say = sub {
	my ($who, $text) = @_;
	return $beckon->widget('/w/start', {page(token => $who), key => key(),
		text => $text}, 'User-Agent' => $AGENT);
};
is status($say->($old_token, 'From before')), 200, '(the first has a chat)';
is status($say->($token, 'From now')), 200, '(the second too)';
my $r = $anna->post('/office/visitor/merge', {id => $new});
is status($r), 409, 'two open chats cannot be one';
like $r->{content}, qr/both have an open chat/, '... in words';
is $beckon->db("SELECT COUNT(*) FROM visitor WHERE id IN ($old, $new)"), 2,
    '... and nothing happened';
my ($chat) = map { $_->[0] } $beckon->db(
    "SELECT id FROM chat WHERE visitor_id = $old");
$beckon->db("UPDATE chat SET status = 'closed', closed_at = NOW(3)"
    . " WHERE visitor_id = $new");
invite($old, "status = 'seen'");
my ($views, $visits) = map { scalar $beckon->db("SELECT COUNT(*) FROM $_"
    . " WHERE visitor_id IN ($old, $new)") } qw(page_view visit);
# A key that the visitor made up, so that it is there twice.
$beckon->db("UPDATE chat SET client_key = 'samesame'");
$beckon->db("INSERT INTO invitation (visitor_id, operator_id, client_key, text,"
    . " status, created_at, changed_at) SELECT $old, id, 'longlong', 'Old',"
    . " 'expired', NOW() - INTERVAL 9 DAY, NOW() - INTERVAL 8 DAY"
    . " FROM operator LIMIT 1");
my $before = $beckon->db("SELECT SUM(pages) FROM visitor"
    . " WHERE id IN ($old, $new)");
$beckon->db("INSERT INTO profile (site_id, user_id) VALUES (1, 'zoe');"
    . " UPDATE visitor SET profile_id = LAST_INSERT_ID(), signed = 1"
    . " WHERE id = $old");
$r = $anna->post('/office/visitor/merge', {id => $new});
is status($r), 409, 'who is signed in is not merged into nobody';
like $r->{content}, qr/signed in at the site/, '... in words';
$beckon->db("UPDATE visitor SET profile_id = NULL, signed = 0 WHERE id = $old");
is status($anna->post('/office/visitor/merge', {id => $old})), 404,
    'the pair is named by its newer visitor';
$r = $anna->post('/office/visitor/merge', {id => $new});
is status($r), 303, 'they are merged';
is place($r), "/office/visitor?id=$new&said=merged", '... into whose token is used';
is $beckon->db("SELECT COUNT(*) FROM visitor WHERE id = $old"), 0,
    '... the other record goes';
is $beckon->db("SELECT GROUP_CONCAT(DISTINCT visitor_id) FROM chat"), $new,
    'chats of both are one visitor\'s';
is $beckon->db("SELECT COUNT(*) FROM message"), 2, '... with all their lines';
is $beckon->db("SELECT COUNT(*) FROM page_view WHERE visitor_id = $new"),
    $views, '... and pages';
is $beckon->db("SELECT COUNT(*) FROM visit WHERE visitor_id = $new"), $visits,
    '... and visits';
is $beckon->db("SELECT pages FROM visitor WHERE id = $new"), $before,
    '... counted together';
is $beckon->db("SELECT changed_at < NOW() - INTERVAL 7 DAY FROM invitation"
    . " WHERE visitor_id = $new AND client_key <> 'longlong'"
    . " AND status = 'expired'"), 1, '... and what ended long ago is no news';
is $beckon->db("SELECT status FROM invitation WHERE visitor_id = $new"
    . " AND status <> 'expired'"), 'revoked', '... and the invitation that met an open chat is revoked';
is $beckon->db("SELECT SUM(visitor_id = $old) FROM page_view"), 0,
    'nothing dangles';
is pairs(), 0, '... and the pair is none any more';
$r = $beckon->widget('/w/sync', {token => $token});
is status($r), 200, 'the browser goes on with its token';
like $r->{content}, qr/From before/, '... and sees the chat that was open';
is status($beckon->widget('/w/sync', {token => $old_token})), 401,
    '... the other token opens nothing';
like $anna->get('/office/audit?kind=data')->{content},
    qr/merged <b>Visitor $old and visitor $new</, 'it is in the audit';
is status($anna->post('/office/visitor/merge', {id => $new})), 404,
    'a second click finds no pair';

# --- Whose it is then -------------------------------------------------------------

$beckon->db("INSERT INTO department (name, alias) VALUES ('Lamps', 'lamps'),"
    . " ('Chairs', 'chairs')");
my ($lamps, $chairs) = map {
	operator($beckon, "of-$_", scalar $beckon->db(
	    "SELECT id FROM department WHERE alias = '$_'"));
} qw(lamps chairs);
(undef, $old) = first('/lamp', '', undef, 'lamps');
(undef, $new) = first('/chair', '/lamp', undef, 'chairs');
$beckon->db("UPDATE visitor SET name = 'Olga Before' WHERE id = $old");
sub sees { return scalar $_[0]->get('/office/visitors')->{content}
    =~ m{/office/visitor\?id=$_[1]\b} }
ok sees($lamps, $old) && !sees($lamps, $new) && sees($chairs, $new)
    && !sees($chairs, $old), '(two who are of different departments)';
like $anna->get('/office/alike')->{content}, qr/id=$old\b.*id=$new\b/s,
    'who sees both sees the pair';
for ($lamps, $chairs) {
	my $r = $_->get('/office/alike');
	is status($r), 200, 'who sees one of them';
	unlike $r->{content}, qr/id="?(?:$old|$new)\b|Olga/, '... does not';
}
is status($anna->post('/office/visitor/merge', {id => $new})), 303,
    '(are merged)';
ok sees($chairs, $new), 'the record that is kept is its departments\'';
ok !sees($lamps, $new), '... and not those of the one that went';
is status($lamps->get("/office/visitor?id=$new")), 404,
    '... nor is its page shown there';
ok $chairs->get('/office/visitors?q=olga+before')->{content}
    =~ m{/office/visitor\?id=$new\b}, 'it is found by the name it took over';
is $beckon->db("SELECT p.visits = v.visits AND v.visits > 1 FROM presence p"
    . " JOIN visitor v ON v.id = p.visitor_id WHERE v.id = $new"), 1,
    'sorted by the visits of both';
$beckon->db('DELETE FROM visitor_alike');

# --- Told apart -----------------------------------------------------------------

(undef, $old) = first('/apart', '');
(undef, $new) = first('/pot', '/apart');
is pairs(), 1, '(another pair)';
is status($anna->post('/office/visitor/apart', {id => $new})), 303,
    'they are told apart';
unlike $anna->get('/office/alike')->{content}, qr/Visitor $new</,
    '... and no longer shown';
is status($anna->post('/office/visitor/merge', {id => $new})), 404,
    '... nor merged';

# --- Who is taken for nobody ------------------------------------------------------

$beckon->db('DELETE FROM visitor_alike');
first('/busy', '') for 1, 2;
first('/pot', '/busy');
is pairs(), 0, 'where two are alike, it is nobody knows which';
(undef, $old) = first('/gone', '');
$beckon->stop('pulse'); # it would forget them
$beckon->db('UPDATE presence SET gone_at = NOW(3) - INTERVAL 61 SECOND'
    . " WHERE visitor_id = $old");
first('/pot', '/gone');
is pairs(), 0, 'nor is it who left more than a minute ago';
$beckon->db('UPDATE presence SET gone_at = NOW(3) - INTERVAL 30 SECOND'
    . " WHERE visitor_id = $old");
first('/pot', '/gone');
is pairs(), 1, '... but who left just now';
$beckon->run('pulse');

# --- A crowd --------------------------------------------------------------------

$beckon->db('DELETE FROM visitor_alike');
visitor(url => "$shop/crowd");
my %codes;
for my $round (1 .. 6) {
	my @replies = at_once(50, '/w/hello', sub {
		my $serial = sprintf '%016x', 0x1000000 + $round * 100 + $_[0];
		return {page(nonce => "$serial$serial", view => $serial,
			url => "$shop/crowd/$_[0]", ref => "$shop/crowd")};
	});
	$codes{$_->{status} // 'none'}++ for @replies;
}
is_deeply [sort keys %codes], [200],
    'three hundred who come at once from one address are all let in'
    or diag explain \%codes;
is $codes{200}, 300, '... every one';
is pairs(), 1, '... and are not taken for each other';

done_testing;
