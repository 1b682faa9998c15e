#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# The tutorial of the online visitors, played by two operators and a shopper in
# real browsers: why operators see nobody, why a chat session is not lost, how
# a message is sent, and who gets the chat.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Shop;
use Test::More;
use WebDriver;

my $beckon = Beckon->start(conf => ['password.cost min']);
my $shop = Shop->new($beckon);
my $driver = WebDriver->start;
my $office = $beckon->office_url;
my $W = $Shop::WIDGET;
my $shots = $ENV{BECKON_SHOTS};

sub db { return scalar $beckon->db(@_) }
sub shot { $_[0]->screenshot("$shots/tutorial-$_[1].png") if $shots }

$beckon->db(q{INSERT INTO department (id, name, alias) VALUES
    (21, 'Trees', 'trees'), (22, 'Pots', 'pots')});
my $trees = $shop->page('trees', attr => 'data-department="trees"');
my $plain = $shop->page('plain');

sub sign_in {
	my ($who, $login, $password) = @_;
	$who->go("$office/office/signin");
	$who->type('#login', $login);
	$who->type('#password', "$password\n");
	$who->until('the first page', sub { $who->url =~ m{/office/$} });
}

# Ticks exactly these boxes of a form, and saves it.
sub tick {
	my ($who, $path, $all, @on) = @_;
	$who->go("$office$path");
	$who->find('.form .f-foot .btn-primary');
	$who->js('const [all, ...on] = arguments;
	    for (const box of document.querySelectorAll(all))
		if (box.checked !== on.includes(box.id)) box.click()', $all, @on);
	$who->click('.form .f-foot .btn-primary');
	$who->find('.said');
}

# --- My operators can't see online visitors -----------------------------------

my $anna = $driver->session(width => 1280, height => 1000);
sign_in($anna, 'admin', $beckon->env('ADMIN_PASSWORD'));
$anna->go("$office/office/operator");
$anna->type('#f-login', 'ben');
$anna->type('#f-name', 'Ben');
my $password = $anna->value('#f-password');
$anna->click('#role-2');
shot($anna, 'operator');
$anna->click('.form .f-foot .btn-primary');
$anna->find('.said');
my $BEN = db("SELECT id FROM operator WHERE login = 'ben'");

my $ben = $driver->session(width => 1280, height => 900);
sign_in($ben, 'ben', $password);
my $zoe = $driver->session(width => 1000, height => 760);
$zoe->go($plain);
$zoe->find("$W.bubble");
$beckon->until(sub { db('SELECT COUNT(*) FROM presence') }, 'the shopper');
my $v = db('SELECT MAX(id) FROM visitor');

sub row_is {
	my ($row) = @_;
	$ben->go("$office/office/why");
	is $ben->attribute('#why', 'data-row'), $row, "... because of the row '$row'";
	$ben->go("$office/office/visitors");
}

$ben->go("$office/office/visitors");
$ben->find('#why');
like $ben->text('#why'), qr/All departments.*departments.*lhchat, sees_all/s,
    'a new operator sees nobody, and reads three ways';
shot($ben, 'nobody');
row_is('none');
my $form = "/office/operator?id=$BEN";
my $places = 'input[name=department], input[name=role]';
tick($anna, $form, $places, 'role-2', 'place-0');
$ben->find("#v$v");
pass 'All departments: visitors with and without a department';
row_is('all');

tick($anna, $form, $places, 'role-2', 'place-21');
$ben->gone("#v$v");
pass 'Trees: a visitor without a department is not seen';
row_is('some');
$zoe->go($trees);
$ben->find("#v$v");
pass '... and one of Trees is';
tick($anna, $form, $places, 'role-2', 'place-22');
$ben->gone("#v$v");
pass '... but not for who has other departments';
shot($ben, 'hidden');

$anna->go("$office/office/role");
$anna->type('#f-name', 'Sees all');
$anna->js('document.querySelector(
    "input[value=\'lhchat,sees_all_online_visitors\']").click()');
$anna->click('.form .f-foot .btn-primary');
$anna->find('.said');
my $role = db("SELECT id FROM role WHERE name = 'Sees all'");
tick($anna, $form, $places, 'role-2', "role-$role", 'place-22');
$ben->find("#v$v");
pass 'the permission overrides the departments';
row_is('permission');
$anna->go("$office/office/why?operator=$BEN&visitor=$v");
like $anna->text('#why'), qr/Sees all.*overrides the assigned departments/s,
    'and the administrator reads why';
shot($anna, 'why');
tick($anna, $form, $places, 'role-2', 'place-21');

# --- My users lose their chat session when navigating -----------------------------

sub says {
	my ($text) = @_;
	$zoe->click("$W.bubble") if !$zoe->shown("$W.window");
	$zoe->type("$W.window textarea", "$text\n");
	$zoe->reads("${W}[role=log]", qr/\Q$text\E/);
}

says('Do you have ferns?');
for ($plain, $beckon->shop_url . '/cart.html', $trees) {
	$zoe->go($_);
	$zoe->reads("${W}[role=log]", qr/Do you have ferns/);
}
pass 'the chat goes along from page to page';
$zoe->reload;
$zoe->reads("${W}[role=log]", qr/Do you have ferns/);
pass '... and through a reload';
$zoe->go($beckon->shop_tls_url . '/trees.html');
$zoe->until('the widget', sub { $zoe->all('beckon-widget') == 1 });
$zoe->go($trees);
$zoe->reads("${W}[role=log]", qr/Do you have ferns/);
is db('SELECT COUNT(*) FROM visitor'), 1,
    'http, https and back: no second record of the same shopper';
$anna->go("$office/office/health?site=" . db('SELECT id FROM site'));
is scalar($anna->all('tr[id^=c-]')) > 3, 1,
    'the health page names what can be set up wrong';
shot($anna, 'health');
$zoe->quit;

# --- How do I send a manual message? --------------------------------------------------

$anna->go("$office/office/embed?site=" . db('SELECT id FROM site'));
unlike $anna->text('#snippet'), qr/data-check/,
    'the embed code checks for messages from operators';
$anna->click('#o-check');
$anna->reads('#snippet', qr/data-check="off"/);
pass '... unless one chooses otherwise';
$anna->go("$office/office/visitors");
is $anna->attribute('.switch .toggle', 'aria-checked'), 'true', 'tracking is on';

# A shopper of Trees, to whom Ben sends this way; their reply.
sub meets {
	my (@ticks) = @_;
	$zoe = $driver->session(width => 1000, height => 760);
	$zoe->go($trees);
	$zoe->find("$W.bubble");
	$beckon->until(sub { db('SELECT MAX(id) FROM visitor') > $v }, 'somebody new');
	$v = db('SELECT MAX(id) FROM visitor');
	$ben->go("$office/office/visitors");
	$ben->click("#v$v .c-act a.btn");
	$ben->type('#say-text', 'May I help you?');
	$ben->js('for (const box of document.querySelectorAll(
	    ".say-invitation input, input[name=mode]"))
		if (box.checked !== [...arguments].includes(box.value === "1" ?
		    box.name : box.value) && (box.type !== "radio" || !box.checked))
			box.click()', @ticks);
	$ben->click('.say-foot button[type=submit]');
}

sub reply {
	$zoe->find("$W.note-in");
	$zoe->type("${W}form textarea", "Yes please\n");
	$beckon->until(sub {
		db("SELECT COUNT(*) FROM chat WHERE visitor_id = $v")
	}, 'the chat');
}

# "status owner" of the newest chat; waits for it.
sub chat_is {
	my ($want, $what) = @_;
	my $got;
	eval {
		$beckon->until(sub {
			$got = db("SELECT CONCAT(c.status, ' ',
			    COALESCE(o.login, 'nobody')) FROM chat c
			    LEFT JOIN operator o ON o.id = c.owner_id
			    WHERE c.visitor_id = $v ORDER BY c.id DESC LIMIT 1") // '';
			$got eq $want
		});
	};
	is $got, $want, $what;
}

sub switch_state {
	my ($name, $on) = @_;
	$beckon->db("UPDATE operator SET $name = " . ($on ? 1 : 0) . " WHERE id = $BEN");
}

sub over {
	$zoe->quit;
	$beckon->db("UPDATE chat SET status = 'closed', closed_at = NOW(3),
	    closed_by = 'operator' WHERE visitor_id = $v");
	$beckon->db("UPDATE offer SET ended_at = NOW(3), outcome = 'withdrawn'
	    WHERE ended_at IS NULL");
}

meets('invitation', 'assign_me');
shot($ben, 'sent');
$zoe->find("$W.note-in");
is db("SELECT COUNT(*) FROM chat WHERE visitor_id = $v"), 0,
    'an invitation: no chat until the visitor responds';
$ben->go("$office/office/");
$ben->click('.who summary');
$ben->click('#signout');
$ben->find('#login');
reply();
chat_is('pending ben', 'the sender has it, though they signed out meanwhile');
over();
sign_in($ben, 'ben', $password);

$beckon->db('UPDATE department SET auto_assign = 1, accept_seconds = 60 WHERE id = 21');
$anna->go("$office/office/");
meets('invitation', 'assign_me');
reply();
chat_is('pending ben', 'with auto-assignment: the sender has it first');
$beckon->db("UPDATE offer SET until_at = NOW(3) WHERE ended_at IS NULL;
    UPDATE chat SET offer_until = NOW(3) WHERE visitor_id = $v");
chat_is('pending admin', '... who does not accept: the next available operator has it');
$anna->go("$office/office/chat?id=" . db('SELECT MAX(id) FROM chat'));
$anna->find('.talk-acts button.btn-primary');
shot($anna, 'forwarded');
$anna->click('.talk-acts button.btn-primary');
chat_is('active admin', '... and accepts');
over();

$ben->go("$office/office/account");
$ben->click('#f-auto_accept');
$ben->click('.form .f-foot .btn-primary');
$ben->find('.said');
meets('invitation', 'assign_me');
reply();
chat_is('active ben', 'Automatically accept assigned chats: theirs at once');
over();
switch_state('auto_accept', 0);

$beckon->db(q{INSERT INTO bot (id, name) VALUES (1, 'Gardener');
    INSERT INTO bot_step (bot_id, step, place, name, kind, text, next) VALUES
    (1, 1, 0, 'Ask', 'ask', 'A tree or a person?', NULL),
    (1, 2, 1, 'Over', 'handover', 'Here they come.', NULL);
    INSERT INTO bot_choice VALUES (1, 1, 0, 'A person', 2);
    UPDATE department SET bot_id = 1 WHERE id = 21});
meets('invitation', 'assign_me');
reply();
chat_is('bot ben', 'a department with a bot: the bot talks first');
$zoe->reads("${W}[role=log]", qr/A tree or a person/);
$zoe->type("${W}.window textarea", "A person\n");
chat_is('pending ben', '... and when it hands over, the sender has the chat');
shot($zoe, 'bot');
over();

meets('invitation', 'assign_me', 'skip_bot');
switch_state($_, 0) for qw(online visible);
reply();
chat_is('pending ben', 'Skip bot: the sender has it at once, though offline and '
    . 'invisible');
switch_state($_, 1) for qw(online visible);
over();

meets('invitation', 'skip_bot');
switch_state('online', 0);
$beckon->db('UPDATE department SET auto_assign = 0');
reply();
chat_is('pending nobody', 'not assigned to the sender: nobody in particular has it');
over();

switch_state($_, 0) for qw(online visible);
meets('chat');
chat_is('active ben', 'invitation and chat: it begins at once, the sender\'s, '
    . 'though offline and invisible');
$zoe->reads("${W}[role=log]", qr/May I help you/);
pass '... and the visitor reads the message';
shot($zoe, 'chat');

my @refused = map { $_->violations } $anna, $ben;
is scalar(@refused), 0, 'no policy was broken on the way' or diag explain \@refused;
done_testing;
