#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# What a page's script tells of its visitor: kept within bounds, shown to
# operators as not verified, and gone with the visitor.
use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Test::More;
use Visit;

my $beckon = Beckon->start(only => 'mariadb,visit,office,pulse,nginx');
visit_with($beckon);
my $anna = $beckon->browser->sign_in;
my ($token, $id) = visitor();

sub db { return $beckon->db(@_) }
sub tells { return widget('/w/set', {token => $token, @_})->{status} }
sub notes {
	return widget('/w/event', {token => $token, key => key(), @_})->{status};
}
sub seen { return $anna->get("/office/visitor?id=$id")->{content} }
sub value {
	return scalar db('SELECT value FROM visitor_attribute WHERE ' .
	    "visitor_id = $id AND name = '$_[0]'");
}

# --- Who the page says it is --------------------------------------------------

is tells(name => 'Zoe', email => 'zoe@shop.example', k0 => 'plan',
    v0 => 'gold'), 200, 'a page says who its visitor is';
like seen(), qr/<h1>Zoe</, '... the operator sees the name';
like seen(), qr/zoe\@shop\.example<small>the page says so; not verified/,
    '... the address as not verified';
like seen(), qr{<dt>plan</dt><dd>gold</dd>}, '... and what else is said';
like $anna->get('/office/visitors')->{content}, qr/name not verified/,
    '... in the list too';
is tells(name => 'Zoe Two'), 200, 'it says another name';
is scalar(db("SELECT name FROM visitor WHERE id = $id")), 'Zoe Two',
    '... and that stands';
db("UPDATE visitor SET name = 'Herself' WHERE id = $id");
is tells(name => 'Somebody'), 200, 'the visitor has said their name';
is scalar(db("SELECT name FROM visitor WHERE id = $id")), 'Herself',
    '... and the page does not change it';
like seen(), qr{<dt>name</dt><dd>Somebody</dd>}, '... but it is shown';
is tells(email => 'nonsense'), 200, 'what is no address';
is scalar(db("SELECT email FROM visitor WHERE id = $id")),
    'zoe@shop.example', '... does not become theirs';
is tells(k0 => 'plan', v0 => ''), 200, 'a value is taken back';
is value('plan'), undef, '... and gone';
my $hostile = q{<script>alert(1)</script>"'&lt;<?cs var:1 ?>};
is tells(k0 => $hostile =~ s/.{20}$//r, v0 => $hostile), 200,
    'text by anyone is taken';
unlike seen(), qr/<script>alert/, '... and shown as text';
like seen(), qr/&lt;script&gt;alert/, '... as it was said';

# --- Bounds -------------------------------------------------------------------

for (['nothing', {}], ['a name of 41', {k0 => 'x' x 41, v0 => 1}],
    ['a value of 256', {k0 => 'x', v0 => 'y' x 256}],
    ['no name', {k0 => ' ', v0 => 1}], ['a long e-mail', {email => 'x' x 191}],
    ['a contact in disguise', {k0 => 'name', v0 => 'z'}]) {
	my ($what, $fields) = @$_;
	is tells(%$fields), 400, "$what is refused";
}
is tells(k0 => 'größe', v0 => 'ü' x 255), 200,
    'characters are counted, not bytes';
is widget('/w/set', {token => 'f' x 64, name => 'x'})->{status}, 401,
    'a stranger says nothing';
for my $round (0 .. 2) {
	tells(map { ("k$_" => sprintf('n%02d', $round * 20 + $_), "v$_" => 'x') }
	    0 .. 19);
}
is count("visitor_attribute WHERE visitor_id = $id"), 40,
    'no more than 40 are kept of one visitor';
is tells(k0 => 'n01', v0 => 'changed'), 200, 'one of them';
is value('n01'), 'changed', '... can still be changed';

# --- Events -------------------------------------------------------------------

is notes(name => 'cart', data => '{"sum":12}'), 200, 'an event is told';
like seen(), qr{cart<small>\{&quot;sum&quot;:12\}</small>},
    '... and is in the history';
my $key = key();
is notes(name => 'twice', key => $key), 200, 'an event told again'
    for 1 .. 2;
is count("visitor_event WHERE name = 'twice'"), 1, '... is one';
is notes(name => $hostile =~ s/.{20}$//r, data => $hostile), 200,
    'hostile events';
unlike seen(), qr/<script>alert/, '... are shown as text';
for (['no name', {name => ''}], ['a name of 41', {name => 'x' x 41}],
    ['data of 256', {name => 'x', data => 'y' x 256}],
    ['no key', {name => 'x', key => ''}]) {
	my ($what, $fields) = @$_;
	is notes(%$fields), 400, "an event with $what is refused";
}
db("INSERT INTO visitor_event (visitor_id, event_key, name) SELECT $id,
    UNHEX(LPAD(HEX(s.seq), 16, 'e')), 'many' FROM seq_1_to_200 s");
my $r = widget('/w/event', {token => $token, key => key(), name => 'more'});
is $r->{status}, 429, 'too many in an hour are refused';
ok $r->{headers}{'retry-after'}, '... with a time to come back';
db("DELETE FROM visitor_event WHERE name NOT IN ('many', 'twice');
    DELETE FROM visitor_event WHERE name = 'many' LIMIT 1");
is notes(name => 'more'), 429, '... 200 are the most';
is notes(name => 'twice', key => $key), 200, '... one of them may be told again';
db('UPDATE visitor_event SET at = at - INTERVAL 61 MINUTE');
is notes(name => 'later'), 200, '... and an hour later taken';
is scalar(() = seen() =~ /many/g), 49, 'the newest 50 are shown';

# --- How long -----------------------------------------------------------------

db('UPDATE visitor_event SET at = at - INTERVAL 400 DAY');
$beckon->$_('pulse') for qw(stop run);
$beckon->until(sub { !count('visitor_event') }, 'the purge');
pass 'events go with the page views';
my ($other, $second) = visitor();
$token = $other;
tells(k0 => 'kept', v0 => 'yes');
notes(name => 'moved');
my $main = widget('/w/hello', {page(nonce => nonce())})->{json}{token};
widget('/w/hello', {page(token => $main, also => $other)});
is scalar(db("SELECT COUNT(*) FROM visitor WHERE id = $second")), 0,
    'two records of one browser become one';
is_deeply [map { @$_ } db('SELECT a.value, e.name FROM visitor_attribute a ' .
    'JOIN visitor_event e USING (visitor_id) JOIN (SELECT MAX(id) id FROM ' .
    'visitor) v ON v.id = a.visitor_id WHERE a.name = \'kept\'')],
    ['yes', 'moved'], '... with what was told of it';
db("DELETE FROM visitor WHERE id = $id");
is count("visitor_attribute WHERE visitor_id = $id"), 0,
    'nothing told outlives the visitor';

# --- A browser that keeps nothing ---------------------------------------------

my %alone = page(nonce => nonce(), rep => 'cookies,alone', url =>
    $beckon->shop_url . '/alone');
$r = widget('/w/hello', \%alone);
$id = db('SELECT MAX(id) FROM visitor');
like $anna->get('/office/visitors')->{content}, qr/this page only/,
    'a visitor without storage is marked in the list';
like seen(), qr/keeps nothing for us/, '... and on their page';
widget('/w/hello', {%alone, token => $r->{json}{token}, rep => ''});
unlike seen(), qr/keeps nothing for us/,
    '... no longer, once the browser keeps something';
is count("page_view WHERE visitor_id = $id"), 1, '... in the same page view';

done_testing;
