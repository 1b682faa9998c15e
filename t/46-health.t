#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# What pages report of themselves, what is kept of it, and who may see it.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Beckon::Shopper qw(operator);
use Test::More;
use Visit;

my $beckon = Beckon->start;
visit_with($beckon);

my $anna = $beckon->browser->sign_in;
my $ben = operator($beckon, 'ben', 'all');
my $site = $beckon->db('SELECT id FROM site');
my ($r, $token);

sub health { return $anna->get("/office/health?site=$site")->{content} }

sub state_of {
	my ($name) = @_;

	return health() =~ /<tr id="c-$name" data-state="(\w+)"/ ? $1 : 'none';
}

sub reports {
	return join ' ', map { join '-', @$_ } $beckon->db('SELECT scheme, what'
	    . " FROM site_report WHERE host = '$_[0]' ORDER BY what");
}

sub hello {
	my ($url, %with) = @_;

	return widget('/w/hello', {page(url => $url, $token ?
	    (token => $token) : (nonce => nonce())), %with},
	    Origin => $url =~ s{(?<=\w)/.*}{}r);
}

# --- Nothing seen ---------------------------------------------------------------

is state_of('pages'), 'unseen', 'a site that nobody has opened says so';
like health(), qr/document\.querySelector/, '... with a line for the console';
is state_of('domain'), 'unseen', '... and claims nothing about domains';
is $ben->get("/office/health?site=$site")->{status}, 403,
    'who does not manage sites does not see it';
is $anna->get('/office/health?site=99')->{status}, 404, 'no such site';
is $anna->get('/office/health?site=x')->{status}, 400, '... nor number';

# --- Reports --------------------------------------------------------------------

$token = hello('http://a.example/')->{json}{token};
is reports('a.example'), 'http-page', 'a page is noted by host and scheme';
is state_of('pages'), 'ok', '... and the site is seen';
hello('http://a.example/next') for 1 .. 3;
is $beckon->db("SELECT seen FROM site_report"), 1, '... once a minute';
$beckon->db('UPDATE site_report SET last_at = last_at - INTERVAL 61 SECOND');
hello('http://a.example/next');
is $beckon->db("SELECT seen FROM site_report"), 2, '... and again';
hello('https://b.example/', rep => 'cookies,twice,refused,other',
    check => 'off', domain => 'c.example');
is reports('b.example'), join(' ', map { "https-$_" } qw(page foreign refused
    cookies twice unchecked)), 'what a page reports is noted';
like health(), qr/The embed's domain is c\.example, seen on b\.example/,
    '... and told';
hello('https://d.example/', domain => 'localhost');
is reports('d.example'), 'https-page https-server',
    "this server's own domain is told from others";
hello('https://www.e.example/', domain => '.e.example');
is reports('www.e.example'), 'https-page', "the page's own is none";
hello('https://f.example/', domain => '<b>"', rep => 'x' x 300);
is reports('f.example'), 'https-page', 'what is no domain counts as none';
$token = undef;
is hello('https://g.example/', gpc => 1, nonce => '')->{json}{token}, undef,
    'who asks not to be tracked is not';
is reports('g.example'), 'https-page', '... but the page was there';

# --- Bounds ---------------------------------------------------------------------

$beckon->db("INSERT INTO site_report (site_id, what, scheme, host)"
    . " SELECT $site, 1, 1, CONCAT('h', seq) FROM seq_1_to_400");
hello('https://one-more.example/');
is reports('one-more.example'), '', 'one site cannot fill the database';
$beckon->db("DELETE FROM site_report WHERE host LIKE 'h%'");
hello('https://one-more.example/');
is reports('one-more.example'), 'https-page', '... and there is room';

# --- What is typed --------------------------------------------------------------

my $form = $anna->get("/office/site?id=$site")->{content};
my %fields = (id => $site, name => 'Demo', color => '#1f6feb', hosts => '',
    storage => 1, tracking => 1, check => 1);
($fields{$_}) = $form =~ /name="$_" value="([^"]*)"/ for qw(key version);
for (['shop', 'a name without a dot'], ['a b.example', 'a blank'],
    ['localhost', "this server's own"], ['http://', 'no host']) {
	$r = $anna->post('/office/site', {%fields, domain => $_->[0]});
	is $r->{status}, 400, "as a domain is refused: $_->[1]";
}
$r = $anna->post('/office/site', {%fields, domain => '.One-More.example',
    ssl => 1});
is $r->{status}, 303, 'one with a dot before it is taken';
is $beckon->db('SELECT CONCAT(cookie_domain, force_ssl, html5_storage)'
    . ' FROM site'), 'one-more.example11', '... and stored as it is meant';
is hello('https://one-more.example/')->{json}{site}{domain},
    'one-more.example', '... and told to pages';
is state_of('domain'), 'fault', '... and wrong for the other hosts';
$beckon->db("DELETE FROM site_report WHERE host <> 'one-more.example'");
is state_of('domain'), 'ok', '... but right for this one';
is $beckon->db("SELECT detail LIKE '%site domain%' AND detail LIKE '%SSL on%'"
    . " FROM audit ORDER BY id DESC LIMIT 1"), 1, '... and in the audit';
for (['/office/health/mend', mend => 'domain', domain => 'a b'],
    ['/office/health/mend', mend => 'all'], ['/office/health/mend']) {
	my ($path, %with) = @$_;

	is $anna->post($path, {site => $site, %with})->{status}, 400,
	    'nothing else is mended';
}
is $ben->post('/office/health/mend', {site => $site, mend => 'ssl'})->{status},
    403, '... nor by others';
is $anna->post('/office/health/forget', {site => $site})->{status}, 303,
    'what was reported may be forgotten';
is $beckon->db('SELECT COUNT(*) FROM site_report'), 0, '... all of it';

done_testing;
