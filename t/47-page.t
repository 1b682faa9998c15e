#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# What pages ask and say before anybody is known: whose they are, by Live
# Helper Chat's snippet; what refuses the widget; how they do in a test.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use HTTP::Tiny;
use JSON::PP qw(decode_json);
use Test::More;
use Visit;

my $beckon = Beckon->start(conf => ['password.cost min']);
visit_with($beckon);

my $http = HTTP::Tiny->new(timeout => 20);
my $office = $beckon->office_url;
my $key = $beckon->site_key;
my $site = $beckon->db('SELECT id FROM site');
my ($r, $other);

sub which {
	my ($host, %with) = @_;
	$r = $http->post_form("$office/w/which", {v => 1, i => '00000001', %with},
	    {headers => {Origin => $host}});
	$r->{json} = eval { decode_json($r->{content}) };
	return $r->{json}{site} // $r->{status};
}

sub ask {
	my ($path, %with) = @_;
	$r = $http->get("$office$path?" . $http->www_form_urlencode({v => 1,
		site => $key, i => '00000001', %with}));
	return $r->{status};
}

sub reports {
	return join ' ', map { join '-', @$_ } $beckon->db('SELECT scheme, what,'
	    . " detail FROM site_report WHERE host = '$_[0]' ORDER BY what");
}

# --- Whose page is this? ----------------------------------------------------------

$beckon->db("DELETE FROM site_host; INSERT INTO site_host VALUES ($site, 'a.example')");
$other = 'b' x 16;
$beckon->db("INSERT INTO site (id, site_key, name) VALUES (9, '$other', 'Other')");
is which('https://a.example'), $key, 'a page is of the site that lists its host';
is $r->{headers}{'access-control-allow-origin'}, '*', '... told to any origin';
is which('https://b.example'), 404, 'an unlisted one of none';
$beckon->db('UPDATE site SET is_default = 1 WHERE id = 9');
is which('https://b.example'), $other, '... but of the default site, if there is one';
is which('https://a.example'), $key, '... which takes no listed host away';
$beckon->db("INSERT INTO site_host VALUES (9, 'own.example');"
    . " UPDATE site SET is_default = IF(id = $site, 1, NULL) ORDER BY id DESC");
is which('https://own.example'), $other, '... be it younger or older';
$beckon->db("UPDATE site SET is_default = IF(id = 9, 1, NULL) ORDER BY id");
is which('null', url => 'https://a.example/x'), $key,
    'where the browser names no origin, the page does';
is which('null'), 400, '... or nobody';
$beckon->db("UPDATE site SET disabled = 1 WHERE id = $site");
is which('https://a.example'), $other, 'a disabled site has no pages';
$beckon->db("UPDATE site SET disabled = 0");

$beckon->db(q{INSERT INTO department (id, name, alias, lhc_id) VALUES
    (21, 'Trees', 'trees', 3), (22, 'Pots', NULL, 7), (7, 'Seven', 'seven', 22)});
which('https://a.example', dep => '7,trees,99,no');
is $r->{json}{department}, '22,trees',
    'departments are named by alias or by their old number, in order';
which('https://a.example', dep => '21');
is $r->{json}{department}, '', '... never by a number of ours';
is which('https://a.example', dep => 'x' x 256), 400, '... and not without end';

my $anna = $beckon->browser->sign_in;
my $form = $anna->get("/office/site?id=$site")->{content};
my %fields = (id => $site, name => 'Demo', color => '#1f6feb', hosts => 'a.example',
    tracking => 1, check => 1, storage => 1, address => 'whole');
($fields{$_}) = $form =~ /name="$_" value="([^"]*)"/ for qw(key version);
is $anna->post('/office/site', {%fields, width => 100})->{status}, 400,
    'a window too narrow for a chat is refused';
$r = $anna->post('/office/site', {%fields, is_default => 1, width => 320,
	height => 500});
is $r->{status}, 303, 'another site is made the default one';
is join(' ', map { @$_ } $beckon->db('SELECT id FROM site WHERE is_default = 1')),
    $site, '... and the first one no longer is';
is_deeply [@{widget('/w/hello', {page(), nonce => nonce()})->{json}{site}}
    {qw(width height)}], [320, 500], '... and pages are told the window\'s size';
$form = $anna->get('/office/department?id=21')->{content};
%fields = (id => 21, name => 'Trees', alias => 'trees', timezone => 'UTC', no_reply => 60,
    bot => 60);
($fields{$_}) = $form =~ /name="$_" value="([^"]*)"/ for qw(key version);
for ([7, 400, "another department's"], ['x', 400, 'no'], [0, 400, 'no real'],
    [4, 303, 'a new']) {
	my ($lhc, $status, $what) = @$_;
	is $anna->post('/office/department', {%fields, lhc => $lhc})->{status},
	    $status, "$what number of Live Helper Chat";
}
is $beckon->db('SELECT lhc_id FROM department WHERE id = 21'), 4, '... is kept';

# --- The address of its script ------------------------------------------------------

for ('', '/lhc', '/index.php', '/lhc_web/index.php') {
	$r = $http->get("$office$_/design/defaulttheme/js/widgetv2/index.js?2026");
	is $r->{status}, 200, "its script is answered below '$_'";
	like $r->{content}, qr/LHC_API/, '... by ours';
	is $r->{headers}{'access-control-allow-origin'}, '*',
	    '... for a script element with crossorigin';
	like $r->{headers}{'content-type'}, qr/javascript/, '... as a script';
}
isnt $http->get("$office/design/defaulttheme/js/widgetv2/other.js")->{status},
    200, '... and nothing else there';

# --- What a page's policy refuses -----------------------------------------------------

is ask('/w/barred', url => 'https://c.example', d => 'connect-src'), 200,
    'a page may say what its policy refuses';
is reports('c.example'), 'https-csp-connect-src', '... which is noted';
ask('/w/barred', url => 'https://c.example', d => 'connect-src') for 1 .. 3;
is $beckon->db("SELECT seen FROM site_report WHERE what = 'csp'"), 1,
    '... once a minute';
ask('/w/barred', url => 'https://d.example', d => '<b>"');
is reports('d.example'), 'https-csp-', '... in words of policies alone';
is ask('/w/barred', url => 'x'), 400, 'where it is must be known';
is ask('/w/barred', url => 'https://c.example', site => 'c' x 16), 404,
    '... and whose it is';
$beckon->db("DELETE FROM site_report WHERE host = 'd.example'");
$r = $anna->get("/office/health?site=$site")->{content};
like $r, qr/id="c-csp" data-state="fault"/, 'the health page has it as a fault';
like $r, qr/c\.example refuses the widget \(connect-src\)/, '... in words';
like $r, qr/connect-src \Q$office\E/, '... with what to add';

# --- Polls that a cache answers ---------------------------------------------------------

my $token = widget('/w/hello', {page(), nonce => nonce()})->{json}{token};

sub sync {
	return widget('/w/sync', {token => $token, @_},
	    Origin => 'https://e.example')->{status};
}

my $now = $beckon->db('SELECT UNIX_TIMESTAMP()');
is sync(t => $now), 200, 'a page whose polls are fresh';
is sync(t => 'x'), 200, '... or that says nonsense';
is reports('e.example'), '', '... reports nothing';
is sync(t => $now - 60), 200, 'a page whose polls stand still though we do not';
is reports('e.example'), 'https-cached-', '... is noted';
like $anna->get("/office/health?site=$site")->{content},
    qr/id="c-cached" data-state="fault"/, '... and on the health page';
$beckon->db("DELETE FROM site_report WHERE host = 'e.example'");
my $tick = $beckon->env('RUN_DIR') . '/box/tick';
$beckon->stop($_) for qw(pulse visit);
open my $fh, '>', $tick or die "$tick: $!";
print $fh $now - 100, " 100 1\n";
close $fh;
$beckon->run('visit');
$beckon->until(sub { sync(t => $now - 160) == 200 }, 'visit');
is reports('e.example'), '', 'where our own clock stands, no cache is blamed';
$beckon->run('pulse');

# --- A test --------------------------------------------------------------------------------

$beckon->db("INSERT INTO site_trial (site_id, operator_id, code, url)
    VALUES ($site, 1, x'0011223344556677', 'https://a.example/')");
my $code = '0011223344556677';
is ask('/w/trial', code => '00' x 8, url => 'https://a.example'), 404,
    'no test has this code';
is ask('/w/trial', code => 'x', url => 'https://a.example'), 400, '... nor that';
$beckon->db('UPDATE site_trial SET begun_at = NOW(3) - INTERVAL 11 MINUTE');
is ask('/w/trial', code => $code, url => 'https://a.example'), 404,
    'after ten minutes a test is over';
$beckon->db('UPDATE site_trial SET begun_at = NOW(3)');
is ask('/w/trial', code => $code, url => 'https://a.example', dep => 'trees,no',
    cookie => 1, codes => 2, refused => 'img-src'), 200, 'a page says how it is';
is join('|', map { @$_ } $beckon->db('SELECT seen_at IS NOT NULL, found_id, host,'
    . ' scheme, cookie, storage, codes, refused, tag, departments FROM site_trial')),
    "1|$site|a.example|https|1|0|2|img-src|trees,no|Trees", '... which is kept';
is ask('/w/trial', code => $code, url => 'https://a.example'), 404, '... once';
is $beckon->db('SELECT codes FROM site_trial'), 2, '... as it was said first';
$beckon->db('UPDATE site_trial SET seen_at = NULL');
is ask('/w/trial', code => $code, url => 'https://a.example', site => 'c' x 16),
    200, 'a page that names a site nobody knows';
is $beckon->db('SELECT found_id IS NULL FROM site_trial'), 1, '... is told so';
$beckon->db('UPDATE site_trial SET seen_at = NULL');
ask('/w/barred', url => 'https://a.example', d => 'script-src', code => $code);
is $beckon->db("SELECT CONCAT(refused, ' ', found_id) FROM site_trial"),
    "script-src $site", 'one whose policy refuses the test says that';

done_testing;
