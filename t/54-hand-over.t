#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# Two operators in real browsers: a text kept ready, a chat handed from one to
# the other with a note, and given back by way of the department.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Beckon::Shopper qw(key);
use Test::More;
use WebDriver;

my $beckon = Beckon->start(conf => ['password.cost min']);
my $driver = WebDriver->start;
my $office = $beckon->office_url;
my $shots = $ENV{BECKON_SHOTS};

sub shot {
	my ($who, $name) = @_;

	$who->screenshot("$shots/$name.png") if $shots;
}

# An operator with all departments, signed in.
sub operator {
	my ($login, %with) = @_;
	my $browser = $driver->session(%with);
	my ($password) = $beckon->ctl('operator', 'add', $login, '-n',
	    ucfirst $login, '-r', 'Operator', '-a') =~ /^password (\S+)$/m;

	$browser->go("$office/office/signin");
	$browser->type('#login', $login);
	$browser->type('#password', "$password\n");
	$browser->find('nav.menu');
	return $browser;
}

my $anna = operator('anna', width => 1280, height => 900);
my $ben = operator('ben', width => 390, height => 844, dark => 1);
my %id = map { $_ => scalar $beckon->db(
    "SELECT id FROM operator WHERE login = '$_'") } qw(anna ben);
my $hostile = q{Hi "you" & <b>all</b>,};

$beckon->db('INSERT INTO department (id, name) VALUES (11, \'Trees\')');
$beckon->db("INSERT INTO canned_message (title, text) VALUES"
    . " ('Greeting <i>', '$hostile\\nhow are you?'), ('Bye', 'Good bye.')");
my $eve = Beckon::Shopper->new($beckon);
$eve->starts('Have you lemons?');
my $chat = $beckon->db('SELECT MAX(id) FROM chat');
sub row { return scalar $beckon->db("SELECT CONCAT_WS(' ', status, owner_id,"
    . " department_id) FROM chat WHERE id = $chat") }

# --- A text kept ready -----------------------------------------------------------

$anna->go("$office/office/chat?id=$chat");
$anna->find('#canned');
is_deeply $anna->js('return [...document.querySelectorAll("#canned option")]
    .slice(1).map((o) => o.textContent)'), ['Bye', 'Greeting <i>'],
    'the texts are listed by their titles';
ok !$anna->shown('.canned button'), '... without a button, where there is script';
sub picks {
	$anna->js('const s = document.getElementById("canned"); s.selectedIndex
	    = [...s.options].findIndex((o) => o.text.startsWith(arguments[0]));
	    s.dispatchEvent(new Event("change", {bubbles: true}))', $_[0]);
}
$anna->type('#talk-text', 'Hello. ');
picks('Greeting');
is $anna->value('#talk-text'), "Hello. $hostile\nhow are you?",
    'one that is picked stands behind what was written, as text';
is $anna->value('#canned'), '', '... and can be picked again';
is $anna->js('return document.activeElement.id'), 'talk-text',
    '... and one writes on';
$anna->js('document.getElementById("talk-text").setSelectionRange(0, 6)');
picks('Bye');
like $anna->value('#talk-text'), qr/^Good bye\. Hi /,
    '... what was marked makes room for it';
shot($anna, 'canned');
$anna->type('#talk-text', "\n");
$anna->reads('#talk-lines', qr/accepted the chat.*how are you\?/s);
is $eve->sync(chat => $chat)->{chat}{messages}[-1]{text},
    "Good bye. $hostile\nhow are you?",
    'it is sent as it stands';
is row(), "active $id{anna}", '... and the chat is hers';

# --- From Anna to Ben ---------------------------------------------------------------

$ben->go("$office/office/chat?id=$chat");
$ben->reads('#talk-live', qr/Anna/);
$anna->click('a[href^="/office/chat/transfer"]');
$anna->find('#f-to');
my @to = @{$anna->js('return [...document.querySelectorAll("#f-to option")]
    .map((o) => o.textContent.trim())')};
ok grep({ /^Ben/ } @to), 'a chat can go to Ben';
ok !grep({ /^Anna/ } @to), '... not to oneself';
ok grep({ /^Trees/ } @to), '... or to a department';
sub sends {
	my ($to, $note) = @_;

	$anna->js('document.getElementById("f-to").value = arguments[0]', $to);
	$anna->type('#f-note', $note) if $note ne '';
	shot($anna, 'transfer');
	$anna->click('.f-foot button');
}
sends("o$id{ben}", 'She wants lemons <b>');
$anna->reads('#talk-lines', qr/Anna handed the chat to Ben.*lemons <b>/s);
pass 'it is told in the chat';
$ben->reads('#talk-lines', qr/handed the chat to Ben.*lemons <b>/s);
pass 'Ben is told on his open page, with the note';
is row(), "pending $id{ben}", '... it is offered to him';
$ben->find('#alerts .alert-link');
pass '... as the head of every page says';
shot($ben, 'offered');
unlike $eve->sync(chat => $chat)->{chat}{messages}[-1]{text}, qr/lemons <b>/,
    '... and the visitor hears nothing of the note';
$ben->type('#talk-text', "Lemons are here.\n");
$ben->reads('#talk-lines', qr/accepted the chat.*Lemons are here/s);
is row(), "active $id{ben}", 'with his first line it is his';
$anna->reads('#talk-lines', qr/Lemons are here/);
pass 'Anna sees that he answers';
is $eve->sync(chat => $chat)->{chat}{operator}, 'Ben',
    '... and the visitor who it is';

# --- To the department, and back ----------------------------------------------------

$ben->click('a[href^="/office/chat/transfer"]');
$ben->find('#f-to');
$ben->click('.f-foot button');
like $ben->url, qr{/office/chat/transfer}, 'nobody chosen: nothing is sent';
$ben->js('document.getElementById("f-to").value = "d11"');
$ben->click('.f-foot button');
$ben->reads('#talk-lines', qr/Ben moved the chat to Trees/);
is row(), 'pending 11', 'in the department it waits for whoever is next';
$anna->reads('#talk-lines', qr/moved the chat to Trees/);
$anna->find('#talk-say');
$anna->type('#talk-text', "I am back.\n");
$anna->reads('#talk-lines', qr/I am back/);
is row(), "active $id{anna} 11", '... and Anna has it again';

for ($anna, $ben) {
	is join("\n", map { $_->{message} } $_->violations), '',
	    'no complaint of the browser';
}
done_testing;
