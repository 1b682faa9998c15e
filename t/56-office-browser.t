#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# 56-office-browser.t: the online visitors section in a real browser: what
# comes is there within two seconds, and nothing moves under the pointer.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use JSON::PP ();
use Test::More;
use Time::HiRes qw(sleep time);
use WebDriver;

my $beckon = Beckon->start(conf => ['password.cost min']);
my $driver = WebDriver->start;
my $anna = $driver->session(width => 1300, height => 800);
my $office = $beckon->office_url;

# A visitor's page view; its number names the page.
sub visit {
	my ($n, %fields) = @_;
	my $reply = $beckon->widget('/w/hello', {v => 1,
		i => sprintf('%08x', $n), nonce => sprintf('%032x', $n),
		view => sprintf('%016x', $n), title => "Page $n",
		url => $beckon->shop_url . "/page$n.html", ref => '',
		lang => 'de', tz => 'Europe/Berlin', state => 'new', %fields});
	# Its page stays open for the rest of the test.
	$beckon->db("UPDATE presence SET gone_at = NOW(3) + INTERVAL 1 HOUR");
	return $reply;
}

sub rows { return @{$anna->js('return [...document.querySelectorAll(
    "#visitors tbody tr")].map((row) => row.querySelector(".c-page a").text)')} }

sub rows_are {
	my ($want, $what) = @_;
	eval { $anna->until($what, sub { "@{[rows()]}" eq $want }, 5) };
	is join(' ', rows()), $want, $what;
}

sub point {
	my ($x, $y) = @_;
	$anna->call(POST => '/actions', {actions => [{type => 'pointer',
		id => 'mouse', parameters => {pointerType => 'mouse'},
		actions => [{type => 'pointerMove', duration => 0,
			x => int $x, y => int $y}]}]});
}

# --- Signing in by keyboard -----------------------------------------------------

$anna->go("$office/office/visitors");
$anna->type('#login', 'admin');
$anna->type('#password', 'wrong');
$anna->key('Enter');
like $anna->text('.fault'), qr/do not belong together/, 'a wrong password';
$anna->type('#password', $beckon->env('ADMIN_PASSWORD'));
$anna->key('Enter');
like $anna->text('.empty h2'), qr/No page has reported yet/,
    'signed in, and on the page that was asked for';

# --- Who comes is seen ------------------------------------------------------------

my $hostile = q{<img src=x onerror=window.ran=1><script>window.ran=1</script>};
my $began = time;
visit(1, title => $hostile);
$anna->find('#visitors tbody tr');
cmp_ok time - $began, '<', 2.8, sprintf 'a visitor is listed after %.1f s',
    time - $began;
is $anna->text('.c-page a'), $hostile, '... their title as text';
like $anna->text('#total'), qr/^1$/, '... and counted';
like $anna->text('.c-device small'), qr/German.*Europe\/Berlin/,
    '... their language in words';
like $anna->text('.c-time time'), qr/^\d+ s$/, '... how long they are there';
ok $anna->js('return new Promise((done) => { const time = document
    .querySelector(".c-time time"), was = time.textContent;
    setTimeout(() => done(time.textContent !== was), 1500); })'),
    '... which goes on by itself';
$beckon->db("UPDATE page_view SET title = 'Page 1'");
$beckon->db('UPDATE presence SET changed_at = NOW(3)');
rows_are('Page 1', 'another title');

# --- Nothing moves under the pointer ------------------------------------------------

visit($_) for 2, 3;
rows_are('Page 3 Page 2 Page 1', 'the newest first');
my $at = $anna->js('const row = document.querySelector("#visitors tbody tr");
    row.mark = 1; const box = row.getBoundingClientRect();
    return [row.id, box.x + 60, box.y + box.height / 2]');
point(@$at[1, 2]);
visit(4);
$beckon->db("UPDATE presence SET state = 'idle' WHERE visitor_id = "
    . substr $at->[0], 1);
rows_are('Page 3 Page 2 Page 1 Page 4',
    'under the pointer rows keep their place, who comes is below');
is $anna->js('return document.elementFromPoint(arguments[0], arguments[1])
    .closest("tr").id', @$at[1, 2]), $at->[0], '... the very row';
$anna->until('idle', sub { $anna->text("#$at->[0] .state") eq 'idle' });
pass '... and yet it tells what is new';
ok $anna->js('return document.getElementById(arguments[0]).mark === 1',
    $at->[0]), '... and is the same element';
$beckon->db("UPDATE presence p JOIN page_view w ON w.id = p.view_id
    SET p.gone_at = NOW(3) - INTERVAL 2 MINUTE WHERE w.title = 'Page 3'");
sleep 2.5;
is join(' ', rows()), 'Page 3 Page 2 Page 1 Page 4',
    'who goes while pointed at keeps the place';
point(5, 5);
rows_are('Page 4 Page 2 Page 1', 'the pointer gone, the order is right again');

# --- Searching ------------------------------------------------------------------------

$anna->type('#filter [name=q]', 'page2');
rows_are('Page 2', 'typing narrows the list');
$anna->until('figures', sub { $anna->text('.matching') =~ /^1 match/ });
visit(5);
sleep 2.3;
is $anna->js('return document.activeElement.value'), 'page2',
    '... and what is typed stays, with the cursor in it';
like $anna->url, qr/\?q=page2&sort=newest$/, '... and in the address';
$anna->reload;
rows_are('Page 2', '... so that a reload shows the same');
$anna->clear('#filter [name=q]');
$anna->js('document.querySelector("#filter [name=q]")
    .dispatchEvent(new Event("input", {bubbles: true}))');
rows_are('Page 5 Page 4 Page 3 Page 2 Page 1', 'and all are back');

# --- Sending opens a dialog -------------------------------------------------------------

$anna->click('.c-act a');
$anna->find('#dialog textarea');
ok $anna->js('return document.getElementById("dialog").matches(":modal")'),
    'Send message opens a dialog';
$anna->key('Escape');
$anna->gone('#dialog');
is $anna->js('return document.getElementById("dialog").childElementCount'), 0,
    'Escape closes it';

# --- Light, dark, narrow; names for those who listen ---------------------------------------

my $theme = 'return document.documentElement.dataset.bsTheme';
is $anna->js($theme), 'light', 'light';
$anna->media(dark => 1);
$anna->until('dark', sub { $anna->js($theme) eq 'dark' });
pass 'dark, as the system is';
$anna->click('#theme');
is $anna->js($theme), 'light', '... or as the person likes';
$anna->reload;
is $anna->js($theme), 'light', '... from then on';
$anna->media(dark => 0);

my $visitor = $beckon->db('SELECT MIN(id) FROM visitor');
my $NAMELESS = <<'JS';
return [...document.querySelectorAll('a, button, input, select, textarea, summary')]
    .filter((el) => el.type !== 'hidden' && el.offsetParent !== null)
    .filter((el) => !(el.textContent.trim() && el.matches('a, button, summary'))
	&& !el.getAttribute('aria-label') && !(el.labels && el.labels.length))
    .map((el) => el.outerHTML.slice(0, 90));
JS
for my $path ('/office/', '/office/visitors', "/office/visitor?id=$visitor",
    "/invite/new?visitor=$visitor", '/office/nowhere') {
	$anna->go("$office$path");
	is_deeply $anna->js($NAMELESS), [], "$path: whatever can be used has a name";
	is $anna->js('return document.querySelectorAll("h1").length'), 1,
	    '... one heading';
	is $anna->js('return document.querySelectorAll("main, header").length'), 2,
	    '... and landmarks';
	$anna->size(360, 740, 1);
	cmp_ok $anna->js('return document.documentElement.scrollWidth'), '<=', 360,
	    '... and fits a phone';
	$anna->size(1300, 800);
}

# --- The server away, the session over -------------------------------------------------------

$anna->go("$office/office/visitors");
$anna->find('#visitors tbody tr');
$beckon->stop('mariadb');
$anna->find('#lost');
pass 'without a server the page says so';
is scalar(rows()), 5, '... and keeps what it shows';
$beckon->run('mariadb');
$anna->gone('#lost');
pass '... until it is back';
$beckon->db('UPDATE session SET ended_at = NOW(3)');
$anna->until('sign-in',
    sub { $anna->url =~ m{/office/signin\?to=%2Foffice%2Fvisitors$} });
pass 'a session that is over ends at the sign-in page';

# --- Without script ---------------------------------------------------------------------------

my $plain = $driver->session(width => 1300, height => 800);
$plain->cdp('Emulation.setScriptExecutionDisabled', value => JSON::PP::true);
$plain->go("$office/office/visitors");
$plain->type('#login', 'admin');
$plain->type('#password', $beckon->env('ADMIN_PASSWORD'));
$plain->key('Enter');
$plain->type('#filter [name=q]', "page4\n");
$plain->until('the page of the search', sub { $plain->url =~ /\bq=page4\b/ });
my $source = $plain->source;
like $source, qr/page4\.html/, 'without script the list is searched';
unlike $source, qr/page2\.html/, '... too';

ok !$anna->js('return window.ran === 1'), 'no text was run as script';
is_deeply [map { $_->{message} } $anna->violations], [],
    'the policy had nothing to refuse';

done_testing();
