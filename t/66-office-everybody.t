#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# The back office for everybody, in a real browser: each page of its route
# tables in light, in dark, and on a small phone; by keyboard alone; and what
# who listens is told.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Axe;
use Beckon;
use Beckon::Routes qw(routes);
use Beckon::Shopper;
use Shop;
use Test::More;
use WebDriver;

my $beckon = Beckon->start(conf => ['password.cost min']);
my $shop = Shop->new($beckon);
my $driver = WebDriver->start;
my $anna = $driver->session(width => 1280, height => 800);
my $office = $beckon->office_url;
my $shots = $ENV{BECKON_SHOTS};

sub db { return scalar $beckon->db(@_) }

# --- Something on every page -------------------------------------------------------

db(q{INSERT INTO department (id, name, alias, disabled, hidden) VALUES
    (21, 'Trees', 'trees', 0, 0), (22, 'Pots', NULL, 1, 1);
    INSERT INTO department_group (id, name) VALUES (5, 'Garden');
    INSERT INTO department_in_group VALUES (5, 21), (5, 22);
    INSERT INTO department_hours VALUES (21, 0, 540, 1020);
    INSERT INTO canned_message (title, text) VALUES ('Hello', 'How are you?');
    INSERT INTO site_stray (site_id, host, seen) VALUES (1, 'old.example', 3);
    INSERT INTO site_secret (site_id, secret) VALUES (1, REPEAT('ab', 32));
    INSERT INTO site_report (site_id, what, scheme, host, detail) VALUES
    (1, 'page', 'http', 'www.shop.example', ''),
    (1, 'page', 'https', 'www.shop.example', ''),
    (1, 'server', 'http', 'www.shop.example', 'chat.example'),
    (1, 'twice', 'http', 'www.shop.example', ''),
    (1, 'uuid', 'http', 'www.shop.example', '')});
my $bot = Beckon::Shopper::bot($beckon, 21);
my $ben = Beckon::Shopper::operator($beckon, 'ben', 21, 22)->{id};
db("UPDATE operator SET disabled = 1 WHERE id = $ben");

# Visitors: one with nothing, one who is invited, one who waits, one in a chat,
# one whose chat has ended, one who left a message.
my $n = 0;
my ($nobody, $invited, $waits, $talks, $ended, $left) = map {
	Beckon::Shopper->new($beckon, title => "Page $_", dep => '1',
	    url => $beckon->shop_url . "/page$_.html", lang => 'de',
	    tz => 'Europe/Berlin', ref => 'https://news.example/a')
} 1 .. 6;
db('UPDATE presence SET gone_at = NOW(3) + INTERVAL 1 HOUR');
my ($i, $c, $t) = ($invited->id, 0, $talks->id);
$shop->invite($i, 'Do you like olives?', department => 1);
$shop->invite($_->id, 'May I help?') for $ended, $talks;
$_->sees, $_->replies('Yes, please: https://shop.example/lemon.')
    for $ended, $talks;
$shop->accept($_->id), $shop->say($_->id, 'Here I am.') for $ended, $talks;
$shop->finish($ended->id);
$waits->starts('Is somebody there?');
$c = $shop->chat($t);
db(qq{UPDATE chat SET kind = 'message' WHERE visitor_id = 0;
    INSERT INTO chat (visitor_id, site_id, kind, status, begun_by, client_key,
    last_seq) SELECT id, site_id, 'message', 'pending', 'visitor', 'm', 1
    FROM visitor WHERE id = @{[$left->id]};
    INSERT INTO message (chat_id, seq, author, client_key, text)
    SELECT id, 1, 'visitor', 'm', 'Call me.' FROM chat WHERE kind = 'message';
    INSERT INTO chat_field (chat_id, name, value) VALUES ($c, 'Order', '17');
    INSERT INTO profile (id, site_id, user_id) VALUES (1, 1, 'anna\@shop.example');
    UPDATE visitor SET profile_id = 1, signed = id = $t, name = 'Ann',
    email = 'ann\@shop.example', phone = '030 17'
    WHERE id IN ($t, @{[$waits->id]});
    INSERT INTO visitor_attribute (visitor_id, name, value)
    VALUES ($t, 'Plan', 'gold');
    INSERT INTO visitor_event (visitor_id, event_key, name, data)
    VALUES ($t, 'e', 'Basket', '3 things');
    INSERT INTO visitor_alike (visitor_id, other_id)
    VALUES (@{[$nobody->id]}, $t)});

db('UPDATE presence SET gone_at = NOW(3) - INTERVAL 10 SECOND WHERE visitor_id = '
    . $left->id);

# --- Each page ---------------------------------------------------------------------

my %query = ('/office/visitor' => "?id=$t", '/office/chat' => "?id=$c",
    '/office/visitor/erase' => "?id=$t", '/office/chat/transfer' => "?id=$c",
    '/office/why' => "?visitor=$t", '/office/chats' => '?tab=pending',
    '/office/department' => '?id=21', '/office/operator' => "?id=$ben",
    '/office/department/hours' => '?id=21', '/office/group' => '?id=5',
    '/office/department/assignment' => '?id=21', '/office/role' => '?id=2',
    '/office/canned' => '', '/office/site' => '?id=1',
    '/office/site/signing' => '?site=1', '/office/health' => '?site=1',
    '/office/embed' => '?site=1', '/office/embed/preview' => '?site=1',
    '/office/bot' => "?id=$bot", '/invite/new' => '?visitor=' . $nobody->id,
    '/invite/status' => "?visitor=$i", '/invite/edit' => "?visitor=$i");
# What stands within a page, and is looked at there.
my %part = map { $_ => 1 } qw(/office/visitors/list
    /office/visitors/departments /office/visitor/panel
    /office/chats/list /office/alerts /office/chat/lines /office/health/test
    /office/embed/code);
# More states of some.
my @more = ('/office/role?id=1', '/office/visitor?id=' . $nobody->id,
    '/office/chats?tab=closed', '/office/visitors?q=nobody', '/office/site',
    '/office/visitors?find=o', '/invite/new?find=o&visitor=' . $nobody->id,
    '/office/nowhere', '/office/chat?id=' . $shop->chat($ended->id),
    "/invite/new?visitor=$i");

sub shot {
	my ($name) = @_;

	$name =~ s{^/}{}, $name =~ tr{/?=}{---};
	$anna->screenshot("$shots/$name.png") if $shots;
}

# Nothing was found: says all that was.
sub none {
	my ($found, $what) = @_;

	ok !@$found, $what or diag join "\n", @$found;
}

sub fair {
	my ($path) = @_;

	none([Axe::faults($anna)], "$path: light");
	shot("$path-light");
	$anna->media(dark => 1, still => 1);
	shot("$path-dark");
	$anna->size(320, 568, 1);
	none([Axe::faults($anna, only => ['color-contrast', 'target-size'])],
	    '... dark, on a phone');
	none([Axe::narrow($anna)], '... which it does not reach over');
	$anna->media(still => 1);
	shot("$path-phone");
	$anna->size(1280, 800);
}

sub sweep {
	my @all = map { $_->{path} } grep { $_->{method} eq 'GET' }
	    routes($beckon, 'office'), routes($beckon, 'invite');
	my @pages = grep { !$part{$_} && !m{^/(?:office)?$|/signin$} } @all;

	for my $path (map({ $_ . ($query{$_} // '') } @pages), @more) {
		$anna->go("$office$path");
		fair($path);
	}
}

# --- By keyboard -------------------------------------------------------------------

# Tab until that has the focus; wherever it goes, one sees where it is.
sub tab_to {
	my ($what) = @_;
	my @names;

	for (1 .. 60) {
		push @names, Axe::walk($anna, 1);
		last if has_focus($what);
	}
	ok has_focus($what), "Tab comes to $what";
	none([grep { /^!/ } @names], '... and one sees each place on the way');
	return @names;
}

sub has_focus {
	return $anna->js('return document.activeElement.matches(arguments[0])',
	    $_[0]);
}

sub focus_is {
	my ($selector, $what) = @_;

	eval { $anna->until($what, sub { has_focus($selector) }, 5) };
	ok has_focus($selector), $what or diag Axe::focused($anna);
}

sub menus {
	$anna->go("$office/office/visitors");
	is_deeply [Axe::walk($anna, 6)], ['Skip to content', 'Beckon', 'Home',
	    'Online visitors', 'Chats', 'Settings'], 'Tab goes through the menu';
	$anna->key('Enter');
	is_deeply [Axe::walk($anna, 1)], ['Departments'],
	    'Enter opens a part of it, Tab goes in';
	$anna->key('Escape');
	focus_is('.places > summary', 'Escape closes it, with the focus on it');
	ok !$anna->shown('.places .drop'), '... and it is closed';
	$anna->key('Enter');
	Axe::walk($anna, 8);
	ok !$anna->shown('.places .drop'), 'Tab behind its end closes it too';
	$anna->reload;
	Axe::walk($anna, 1);
	$anna->key('Enter');
	is_deeply [Axe::walk($anna, 1)], ['Tracking is on'],
	    'the first link leads past the menu';
}

# Where the element with the focus is, and what can be read above it.
my $PLACE = 'const el = document.activeElement; return [el.id, el.localName,
    el.textContent, Math.round(el.getBoundingClientRect().top), scrollY]';

# The list asks now, and not in two seconds.
sub refresh { $anna->js('htmx.trigger("#visitors", "refresh")') }

sub list {
	my $send = '#send-' . $nobody->id;

	$anna->size(1280, 420);
	$anna->go("$office/office/visitors");
	for my $place ("#v$i .name > a", $send) {
		tab_to($place);
		my $was = $anna->js($PLACE);
		my $new = Beckon::Shopper->new($beckon, title => 'New');
		db("UPDATE presence SET state = 'idle', changed_at = NOW(3)");
		refresh();
		$anna->find('#v' . $new->id);
		$anna->reads("#v$i .state", qr/idle/);
		is join(' ', @{$anna->js($PLACE)}), join(' ', @$was),
		    "a refresh leaves $place the focus, and the page where it is";
		db("UPDATE presence SET state = 'front', changed_at = NOW(3)");
		refresh();
		$anna->reads("#v$i .state", qr/online/);
	}
	$anna->key('Enter');
	focus_is('#say-text', 'Enter opens the dialog, ready to write');
	my $within = 'const el = document.activeElement;
	    return el === document.body || !!el.closest("#dialog")';
	my @out = grep { $anna->key('Tab'); !$anna->js($within) } 1 .. 14;
	is_deeply \@out, [], '... Tab stays in it';
	none([Axe::faults($anna, in => '#dialog')], '... it is for everybody');
	$anna->key('Escape');
	$anna->gone('#dialog');
	focus_is($send, 'Escape closes it, and the focus is back');
	$anna->key('Enter');
	$anna->type('#say-text', 'Hello');
	tab_to('#dialog .say-foot .btn-primary');
	$anna->key('Enter');
	$anna->find('#say-revoke');
	focus_is('#dialog *', 'once it is sent, the focus is still in the dialog');
	is $anna->js('return document.getElementById("say-now").textContent'),
	    'Queued', '... and how it fares is said';
	$anna->key('Escape');
	$anna->gone('#dialog');
	focus_is($send, '... and goes back from there');
	$anna->size(1280, 800);
}

sub chat {
	$anna->go("$office/office/chat?id=$c");
	focus_is('#talk-text', 'a chat is ready to write');
	$anna->type('#talk-text', "One\n");
	$anna->reads('#talk-lines', qr/One/);
	focus_is('#talk-text', '... who has sent goes on writing');
	$anna->js('document.getElementById("main").focus()');
	tab_to('#talk-lines');
	$talks->does('say', chat => $c, key => Beckon::Shopper::key(),
	    text => 'Two');
	$anna->reads('#talk-lines', qr/Two/);
	focus_is('#talk-lines', 'a line leaves the focus to who reads');
	$anna->js('document.getElementById("main").focus()');
	tab_to('#talk-close button');
	$anna->key('Enter');
	$anna->reads('#talk-live', qr/has ended/);
	ok !has_focus('body'), 'the button is gone, the focus is not';
}

sub notices {
	my $all = '#alerts .told-list li';

	db('UPDATE invitation SET told_at = NULL');
	$anna->go("$office/office/audit");
	$anna->find($all);
	my $were = $anna->shown($all);
	tab_to('.told-list .btn-close');
	$anna->key('Enter');
	$anna->until('it goes', sub { $anna->shown($all) == $were - 1 });
	focus_is('#alerts *', 'a notice put away leaves the focus by the others');
}

# --- For who listens ---------------------------------------------------------------

# What the page's live regions say from now on, and how often it asks.
my $LISTEN = <<'JS';
window.heard = [];
window.asked = 0;
document.body.addEventListener('htmx:afterRequest', (event) => {
	asked += event.target.id === 'alerts';
});
new MutationObserver((all) => {
	for (const {target, addedNodes} of all) {
		const live = (target.closest ? target : target.parentElement)
		    ?.closest('[aria-live], [role=status], [role=alert], ' +
		    '[role=log]');
		if (live && live.getAttribute('aria-live') !== 'off' &&
		    addedNodes.length)
			heard.push([...addedNodes].map((n) => n.textContent.trim())
			    .join(' '));
	}
}).observe(document.body, {subtree: true, childList: true,
	characterData: true});
JS

sub heard { return [grep { $_ ne '' } @{$anna->js('return heard')}] }

# The page has asked so many times more.
sub asks {
	my ($times) = @_;
	my $end = $anna->js('return asked') + $times;

	$anna->until('it asks', sub { $anna->js('return asked') >= $end });
}

sub listening {
	$anna->go("$office/office/visitors");
	$anna->find('#alerts:not([data-newest=""]) a');
	$anna->js($LISTEN);
	my $new = Beckon::Shopper->new($beckon, title => 'New');
	refresh();
	$anna->find('#v' . $new->id);
	is_deeply heard(), [], 'visitors who come and go are not read out';
	$new->starts('Hello?');
	$anna->until('it is said', sub { @{heard()} });
	asks(2);
	is_deeply heard(), ['2 chats wait for an operator. 1 line is unread.'],
	    'a new chat is said, once';
	$anna->type('#filter [name=q]', 'page2');
	$anna->until('it is said', sub { @{heard()} > 1 });
	like heard()->[1], qr/^1 matches the filter/, 'who searches hears what is found';
}

# --- Where the system forces its own colours ------------------------------------------

sub forced {
	$anna->cdp('Emulation.setEmulatedMedia', features => [
		{name => 'forced-colors', value => $_[0] ? 'active' : 'none'},
		{name => 'prefers-reduced-motion', value => 'reduce'}]);
}

# Both are there, and one sees which is which: how that is drawn differs.
sub told_apart {
	my ($one, $other, $what) = @_;
	my @look = map { $anna->find($_ =~ s/::.*//r); $anna->js(<<'JS', $_) } $one, $other;
const [, name, part] = arguments[0].match(/^(.*?)(::before)?$/);
const s = getComputedStyle(document.querySelector(name), part);
return [s.backgroundColor, s.borderBottomColor, s.boxShadow, s.height].join(' ');
JS
	isnt $look[0], $look[1], $what;
}

sub contrast {
	forced(1);
	db("UPDATE presence SET state = 'idle', gone_at = NOW(3) + INTERVAL 1 HOUR,
	    changed_at = NOW(3) WHERE visitor_id = $i");
	db('UPDATE presence SET state = "front", gone_at = NOW(3) + INTERVAL 1 HOUR
	    WHERE visitor_id = ' . $nobody->id);
	$anna->go("$office/office/visitors");
	shot('forced-visitors');
	told_apart('.menu [aria-current]', '.menu a:not([aria-current])',
	    'forced colours: one sees where one is');
	told_apart('.people .dot-online', '.people .dot-idle', '... who is idle');
	told_apart('.inv-queued i:first-child', '.inv-queued i:last-child',
	    '... how far an invitation came');
	none([grep { /^!/ } Axe::walk($anna, 24)], '... where the focus is');
	$anna->go("$office/invite/status?visitor=$i");
	shot('forced-sent');
	told_apart('.say-life .done::before', '.say-life li:not(.done)::before',
	    '... there too');
	$anna->go("$office/office/chats");
	told_apart('.tabs [aria-current]', '.tabs a:not([aria-current])',
	    '... which tab is open');
	$anna->go("$office/office/departments");
	told_apart('.places.is-here > summary', '.menu > a',
	    '... and which part of the settings');
	$anna->go("$office/office/chat?id=$c");
	shot('forced-chat');
	$anna->go("$office/invite/new?visitor=" . $nobody->id);
	shot('forced-dialog');
	none([grep { /^!/ } Axe::walk($anna, 24)], '... in a form, too');
	forced(0);
}

# --- More departments than a list shows ----------------------------------------------

# Looks for one beyond the list by keyboard, and chooses it.
sub choose {
	my ($list, $last) = @_;
	my $far = "$list option[value='$last']";

	tab_to("$list-find");
	ok !$anna->shown($far), '... beyond the list';
	$anna->js('heard = []');
	$anna->type("$list-find", 'far 23');
	$anna->until('it is found', sub { $anna->js(
	    'return !!document.querySelector(arguments[0])', $far) });
	like heard()->[0], qr/^1 department has .far 23. in the name\.$/,
	    '... what is found is said';
	focus_is("$list-find", '... who writes goes on writing');
	tab_to($list);
	$anna->key($_) for qw(F a r);
	is $anna->value($list), $last, '... and chooses it by its name';
	$anna->js('document.querySelector(arguments[0]).select()', "$list-find");
	$anna->type("$list-find", "\x{E003}");
	$anna->until('all are back', sub { $anna->js('return document
	    .querySelectorAll(arguments[0] + " option").length', $list) > 200 });
	is $anna->js('return document.querySelector(arguments[0])
	    .selectedOptions[0].textContent', $list), 'Far 230',
	    '... which stays chosen when others are shown again';
	none([Axe::faults($anna)], '... it is for everybody');
}

sub many {
	db(q{INSERT INTO department (name) SELECT CONCAT('Far ', LPAD(seq, 3, '0'))
	    FROM seq_1_to_230});
	my $last = db(q{SELECT id FROM department WHERE name = 'Far 230'});

	db('DELETE FROM invitation WHERE visitor_id = ' . $nobody->id);
	$anna->go("$office/office/visitors");
	$anna->find('#visitors');
	$anna->js($LISTEN);
	choose('#filter-department', $last);
	$anna->until('it filters', sub { $anna->url =~ /department=$last\b/ });
	$anna->reload;
	is $anna->value('#filter-department'), $last, '... and to who comes again';
	$anna->go("$office/office/visitors");
	$anna->find('#visitors');
	$anna->js($LISTEN);
	$anna->click('#send-' . $nobody->id);
	$anna->click('#dialog .say-more > summary');
	$anna->type('#say-text', 'Hello');
	choose('#say-department', $last);
	shot('many-dialog');
	$anna->click('#dialog .say-foot .btn-primary');
	$anna->find('#say-revoke');
	is db('SELECT department_id FROM invitation ORDER BY id DESC LIMIT 1'),
	    $last, '... and it is what the invitation has';
}

$anna->media(still => 1);
$anna->cdp('Page.addScriptToEvaluateOnNewDocument', source => Axe::source());
$anna->go("$office/office/signin");
fair('/office/signin');
$anna->type('#login', 'admin');
$anna->type('#password', "wrong\n");
$anna->find('.fault');
fair('/office/signin-wrong');
$anna->type('#password', $beckon->env('ADMIN_PASSWORD') . "\n");
$anna->find('nav.menu');
menus();
list();
notices();
listening();
chat();
sweep();
contrast();
many();
done_testing;
