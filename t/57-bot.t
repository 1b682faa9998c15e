#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# A bot in real browsers: made and tried in its form, with script and without;
# then a shopper talks to it, and to a person.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Test::More;
use WebDriver;

my $beckon = Beckon->start(conf => ['password.cost min']);
my $driver = WebDriver->start;
my $anna = $driver->session(width => 1280, height => 1500);
my $shopper = $driver->session(width => 1100, height => 750);
my $office = $beckon->office_url;
my $widget = 'beckon-widget >>> ';
my $shots = $ENV{BECKON_SHOTS};

sub shot {
	my ($who, $name) = @_;

	$who->screenshot("$shots/$name.png") if $shots;
}
sub sign_in {
	my ($who) = @_;

	$who->type('#login', $beckon->env('ADMIN_LOGIN'));
	$who->type('#password', $beckon->env('ADMIN_PASSWORD') . "\n");
}
sub names { return join ' ', @{$anna->js('return [...document
    .querySelectorAll(".bot-name input")].map((i) => i.value)')} }
sub names_are {
	my ($want, $what) = @_;

	eval { $anna->until($what, sub { names() eq $want }) };
	is names(), $want, $what;
}
sub tried { return join ' | ', @{$anna->js('return [...document
    .querySelectorAll("#try-lines p:not(.f-help)")].map((p) =>
    p.innerText.replace(/^.*:\s/, ""))')} }

# --- The form -------------------------------------------------------------------

$anna->go("$office/office/bots");
sign_in($anna);
$anna->click('.empty a');
$anna->find('#bot');
names_are('Welcome Question E-mail Person', 'a new bot begins as an example');
$anna->type('#f-name', 'Shop bot');
$anna->click('#step-3 .bot-do[value^=up]');
names_are('Welcome E-mail Question Person', 'a step moves up');
is $anna->value('#f-name'), 'Shop bot', '... and what was typed stays';
$anna->click('#step-3 .bot-do[value^=down]');
names_are('Welcome Question E-mail Person', '... and down');
$anna->click('#step-1 .bot-do[value^=below]');
names_are('Welcome  Question E-mail Person', 'a step is added below');
$anna->type('#name-5', 'Words');
$anna->js('const k = document.getElementById("kind-5"); k.value = "match";
    k.dispatchEvent(new Event("change", {bubbles: true}))');
ok $anna->find('#c0-5'), 'another kind brings its fields by itself';
$anna->type('#c0-5', 'lemon*, olive');
$anna->js('document.getElementById("g0-5").value = 4;
    document.getElementById("next-5").value = 2');
ok !$anna->shown('#turn-5'), '... without a button for it';
$anna->type('#c1-2', ' <b>');

# --- The preview ------------------------------------------------------------------

$anna->type('#try-line', "Hello\n");
$anna->find('.try-picks');
is tried(), q{Hello | Hello! I am the shop's assistant. | What is it about? }
    . '| Waits at Question', 'the bot of the form answers';
is $anna->js('return document.activeElement.id'), 'try-line',
    '... and the next line can be written';
$anna->click('.try-picks button');
$anna->reads('#try-lines', qr/Which e-mail address/);
$anna->type('#try-line', "none\n");
$anna->reads('#try-lines', qr/that fitted nothing/);
$anna->type('#try-line', "eve\@shop.example\n");
$anna->reads('#try-lines', qr/Handed over/);
like $anna->text('.try-kept'), qr/eve\@shop\.example/, 'what it keeps is told';
shot($anna, 'editor');
$anna->click('.try-again button');
$anna->until('afresh', sub { tried() eq '' });
$anna->type('#try-line', "Lemons?\n");
$anna->reads('#try-lines', qr/Handed over/);
is tried(), q{Lemons? | Hello! I am the shop's assistant. | Thank you. A }
    . 'person will be with you in a moment. | Handed over. The chat waits '
    . 'for an operator now.', 'an unsaved step takes part';
is $beckon->db('SELECT COUNT(*) FROM bot'), 0, '... and nothing was stored';

# --- Refused, then saved ------------------------------------------------------------

$anna->clear('#text-2');
$anna->click('.bot-save .btn-primary');
$anna->find('#step-2.is-wrong');
like $anna->text('#why-text-2'), qr/fill this in/, 'told at the step';
like $anna->text('.fault'), qr/step 3, Question/, '... and above, with a link';
shot($anna, 'editor-wrong');
$anna->type('#text-2', 'What is it about?');
$anna->click('#bot .f-tick label');
my $department = $anna->js('return document.querySelector(
    "[name=department]:checked").value');
$anna->click('.bot-save .btn-primary');
$anna->reads('.rows', qr/Shop bot/);
is $beckon->db("SELECT bot_id FROM department WHERE id = $department"), 1,
    'a department uses it';

# --- Without script -----------------------------------------------------------------

# So tall that nothing needs to be scrolled to, which takes script.
my $plain = $driver->session(width => 390, height => 4000);
$plain->go("$office/office/signin");
$plain->cdp('Emulation.setScriptExecutionDisabled', value => JSON::PP::true());
$plain->go("$office/office/bot?id=1");
sign_in($plain);
$plain->find('#bot');
ok $plain->shown('#turn-1'), 'without script a button changes the kind';
shot($plain, 'editor-phone');
$plain->click('#step-4 .bot-do[value^=up]');
like $plain->url, qr/#step-4$/, 'a step moves, and is in view';
like $plain->source, qr/id="step-4".*id="step-3"/s, '... before the other';
$plain->type('#try-line', 'Hello');
$plain->click('#try-send');
like $plain->text('#try-lines'), qr/What is it about/, 'the preview works';
$plain->click('.try-picks button');
like $plain->text('#try-lines'), qr/Which e-mail/, '... with its buttons';
$plain->click('#step-4 .bot-do[value^=down]');
$plain->until('the step where it was',
    sub { $plain->source =~ /id="step-3".*id="step-4"/s });
$plain->click('.bot-save .btn-primary');
$plain->until('it to be saved', sub { $plain->url =~ /bots\?said=saved/ });
pass 'and it is saved';
is $beckon->db('SELECT version FROM bot'), 2, '... indeed';

# --- A shopper ------------------------------------------------------------------------

$beckon->db('UPDATE site SET department_id = ' . $department);
$shopper->go($beckon->shop_url . '/olive.html');
$shopper->click($widget . '.bubble');
$shopper->type($widget . '.window textarea', "Good morning\n");
$shopper->find($widget . '.offer');
my $log = $widget . '.log';
like $shopper->text($log), qr/Assistant.*shop's assistant.*What is it about/s,
    'the shopper is asked';
is_deeply [@{$shopper->js('return [...document.querySelector("beckon-widget")
    .shadowRoot.querySelectorAll(".offer")].map((b) => b.textContent)')}],
    ['My order', 'Something else <b>', 'Talk to a person'],
    '... with buttons, their words as text';
shot($shopper, 'widget');
$shopper->click($widget . '.offer:first-child');
$shopper->reads($log, qr/My order.*Which e-mail/s);
pass 'a button says its words';
$shopper->type($widget . '.window textarea', "what?\n");
$shopper->reads($log, qr/does not look like/);
$anna->go("$office/office/chats?tab=bot");
$anna->reads('.inbox', qr/With the bot/);
shot($anna, 'chats');
$shopper->reload;
$shopper->find($widget . '.offer.other');
pass 'on the next page the bot is still there';
$shopper->click($widget . '.offer.other');
$shopper->reads($log, qr/getting a person/);
$shopper->until('no more offers',
    sub { !$shopper->shown($widget . '.offers') });
$anna->go("$office/office/chats?tab=pending");
$anna->click('.inbox-who');
$anna->reads('#talk-lines', qr/asked for a person/);
shot($anna, 'chat');
$anna->type('#talk-text', "Here I am.\n");
$shopper->reads($log, qr/Here I am/);
pass '... and then a person answers';
shot($shopper, 'widget-person');

# --- Taken from the bot ---------------------------------------------------------------

my $finn = $driver->session(width => 390, height => 844);
$finn->go($beckon->shop_url . '/fern.html');
$finn->click($widget . '.bubble');
$finn->type($widget . '.window textarea', "Hi\n");
$finn->find($widget . '.offer');
shot($finn, 'widget-phone');
$anna->go("$office/office/chats?tab=bot");
$anna->click('.inbox-who');
shot($anna, 'chat-bot');
$anna->click('#talk-take button');
$anna->reads('#talk-lines', qr/took the chat from the bot/);
$finn->until('no more offers', sub { !$finn->shown($widget . '.offers') });
pass 'an operator takes a chat from the bot';

for ($anna, $shopper, $finn) {
	is_deeply [$_->violations], [], 'no complaint of the browser';
}
done_testing;
