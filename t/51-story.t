#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# The main job from end to end, in two real browsers: a shopper opens the demo
# shop, an operator sees them, invites them, they talk, either side ends it.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Shop;
use Test::More;
use Time::HiRes qw(time);
use WebDriver;

my $beckon = Beckon->start;
my $driver = WebDriver->start;
my $W = $Shop::WIDGET;
my $office = $beckon->office_url;
my $shots = $ENV{BECKON_SHOTS};

sub db { return scalar $beckon->db(@_) }
sub shot { $_[0]->screenshot("$shots/$_[1].png") if $shots }

# --- The operator signs in ---------------------------------------------------

my $anna = $driver->session(width => 1280, height => 900);
$anna->go("$office/office/");
$anna->type('#login', $beckon->env('ADMIN_LOGIN'));
$anna->type('#password', $beckon->env('ADMIN_PASSWORD') . "\n");
$anna->until('home', sub { $anna->url eq "$office/office/" });
$anna->go("$office/office/visitors");
like $anna->text('main'), qr/nobody|no page view|not been seen/i,
    'an empty list says why it is empty';
shot($anna, 'empty');

# --- A shopper comes ------------------------------------------------------------

my $zoe = $driver->session(width => 1000, height => 760);
$zoe->go($beckon->shop_url . '/');
my $loaded = time;
$anna->until('the shopper', sub { $anna->all('tr[id^=v]') == 1 }, 10);
diag sprintf 'seen by the operator after %.1f s', time - $loaded;
my $row = $anna->text('tr[id^=v]');
like $row, qr/online/, 'the operator sees the shopper online';
like $row, qr/\Q@{[$zoe->title]}\E/, '... with the title of the page';
like $row, qr/shop\.localhost/, '... its address';
like $row, qr/1 page\b/, '... the pages viewed';
like $row, qr/first visit/, '... the visits';
like $row, qr/Chrom\w* .*Linux/s, '... browser and system';
like $row, qr/127\.0\.0\.1/, '... and the address';
is $anna->text('#total'), '1', 'the total is the true one';
shot($anna, 'visitors');
my $visitor = db('SELECT id FROM visitor');

# --- An invitation ----------------------------------------------------------------

$anna->click("#v$visitor a.btn");
$anna->find('#say-text');
shot($anna, 'dialog');
$anna->type('#say-text', 'Hello! Can I help you? <b>bold</b>');
$anna->click('input[name=assign_me]');
$anna->click('.say-foot button[type=submit]');
$zoe->find("$W.note-in");
like $zoe->text("$W.note-in"), qr/Can I help you\? <b>bold<\/b>/,
    'the shopper sees the invitation, as it was written';
is db('SELECT COUNT(*) FROM chat'), '0', 'no chat exists until the reply';
shot($zoe, 'invitation');
$beckon->until(sub { db('SELECT status FROM invitation') eq 'seen' }, 'seen');
pass 'the invitation is seen';
$anna->key('Escape');
$anna->reads("#v$visitor", qr/seen/);
pass '... and the list shows it';

my $first = $zoe->here;
my $second = $zoe->tab;
$zoe->go($beckon->shop_url . '/cart.html');
$zoe->find("$W.note-in");
pass 'the invitation follows to the tab in front';
$zoe->to($first);
$zoe->find("$W.note-in");
$zoe->to($second);
$zoe->leave;
$zoe->to($first);
$zoe->find("$W.note-in", 20);

# --- The reply ------------------------------------------------------------------------

$zoe->type("${W}form textarea", "Yes please\n");
$beckon->until(sub { db('SELECT COUNT(*) FROM chat') eq '1' }, 'a chat');
is db('SELECT CONCAT(status, " ", owner_id) FROM chat'),
    'pending ' . db("SELECT id FROM operator WHERE login = 'admin'"),
    'the chat is offered to the one who invited';
is db('SELECT status FROM invitation'), 'replied', 'the invitation is replied';
my $chat = db('SELECT id FROM chat');
$anna->go("$office/office/chats?tab=mine");
$anna->find(qq{a[href*="/office/chat?id=$chat"]});
shot($anna, 'chats');
$anna->go("$office/office/chat?id=$chat");
$anna->reads('#talk-lines', qr/Can I help you.*Yes please/s);
pass 'the operator reads both lines';
like $anna->text('#talk-lines'), qr/Yes please.*replied.*Offered to/s,
    '... and after them what happened';
$anna->click('.talk-acts button.btn-primary');
$beckon->until(sub { db('SELECT status FROM chat') eq 'active' }, 'active');
pass 'the operator accepts';

# --- Both sides write --------------------------------------------------------------------

$anna->type('#talk-text', "Look at https://shop.example/cup it is new\n");
$zoe->reads("${W}[role=log]", qr/it is new/);
is $zoe->js(q{return document.querySelector('beckon-widget').shadowRoot
    .querySelector('[role=log] a')?.href}), 'https://shop.example/cup',
    'a link can be followed';
shot($zoe, 'talk-shopper');
$zoe->type("${W}form textarea", 'I am thinking');
$anna->reads('.talk-typing', qr/is writing/);
pass 'the operator sees the shopper write';
$zoe->type("${W}form textarea", " about it\n");
$anna->reads('#talk-lines', qr/I am thinking about it/);
shot($anna, 'talk-operator');
$anna->type('#talk-text', 'Take');
$zoe->find("${W}.typing");
pass 'the shopper sees the operator write';
$anna->type('#talk-text', " your time\n");
$zoe->reads("${W}[role=log]", qr/Take your time/);

my @order = $beckon->db("SELECT text FROM message WHERE chat_id = $chat " .
    'ORDER BY seq');
my $whole = join '.*', map { quotemeta $_->[0] } @order;
like $anna->text('#talk-lines'), qr/$whole/s,
    'the operator shows the lines in the order of the database';
like $zoe->text("${W}[role=log]"), qr/$whole/s, '... and so does the shopper';

# --- The conversation stays ---------------------------------------------------------------

$zoe->reload;
$zoe->reads("${W}[role=log]", qr/$whole/s);
pass 'a reload keeps the conversation';
$zoe->go($beckon->shop_url . '/cart.html');
$zoe->reads("${W}[role=log]", qr/$whole/s);
pass '... and so does the next page';
is db('SELECT COUNT(*) FROM visitor'), '1', 'it is one visitor all the time';

# --- The end ----------------------------------------------------------------------------------

$anna->click('.talk-acts form[action$="/close"] button');
$zoe->reads("${W}[role=dialog]", qr/ended/);
pass 'the operator ends the chat, and the shopper is told';
shot($zoe, 'ended');
is db('SELECT CONCAT(status, " ", closed_by) FROM chat'), 'closed operator',
    'the chat is closed';

# --- Invitation and chat -------------------------------------------------------------------------

$anna->go("$office/office/visitors");
$anna->click("#v$visitor a.btn");
$anna->type('#say-text', 'One more thing');
$anna->click('input[name=mode][value=chat]');
$anna->click('.say-foot button[type=submit]');
$zoe->reads("${W}[role=log]", qr/One more thing/);
is db('SELECT CONCAT(status, " ", begun_by, " ", owner_id) FROM chat ' .
    'ORDER BY id DESC LIMIT 1'), 'active operator ' .
    db("SELECT id FROM operator WHERE login = 'admin'"),
    'an invitation with a chat: it is there at once, and the sender\'s';
$zoe->type("${W}form textarea", "What is it?\n");
$chat = db('SELECT MAX(id) FROM chat');
$anna->go("$office/office/chat?id=$chat");
$anna->reads('#talk-lines', qr/One more thing.*What is it\?/s);
$zoe->click("${W}button[aria-label='End the chat']");
$zoe->js(q{[...document.querySelector('beckon-widget').shadowRoot
    .querySelectorAll('button')].find((b) => b.textContent === 'End chat')
    .click()});
$anna->reads('.talk-head', qr/ended/);
is db('SELECT closed_by FROM chat ORDER BY id DESC LIMIT 1'), 'visitor',
    'the shopper ends a chat too';

# --- Without an invitation, and with nobody there ----------------------------------------------------

my $ben = $driver->session(width => 420, height => 800);
$ben->go($beckon->shop_url . '/');
$ben->click("$W.bubble");
$ben->type("${W}form textarea", "Is anybody there?\n");
$beckon->until(sub { db('SELECT COUNT(*) FROM chat') eq '3' }, 'a third chat');
is db('SELECT CONCAT(status, " ", begun_by) FROM chat ORDER BY id DESC LIMIT 1'),
    'pending visitor', 'a visitor begins a chat of their own';
$anna->go("$office/office/chats?tab=pending");
$anna->find(sprintf 'a[href*="/office/chat?id=%s"]',
    db('SELECT MAX(id) FROM chat'));
pass '... and it is pending in the office';
$ben->quit;

$beckon->db('UPDATE operator SET online = 0');
my $kim = $driver->session(width => 420, height => 800);
$kim->go($beckon->shop_url . '/');
$kim->click("$W.bubble");
$kim->type("${W}input[name=email]", 'kim@shop.example');
$kim->type("${W}form textarea", 'Please write to me');
shot($kim, 'leave');
$kim->click("${W}button.wide");
$beckon->until(sub { db("SELECT COUNT(*) FROM chat WHERE kind = 'message'")
    eq '1' }, 'a message');
$anna->go("$office/office/chats?tab=messages");
$anna->reads('main', qr/Please write to me|kim\@shop\.example/);
pass 'with nobody there a message is left, and the operators find it';
shot($anna, 'messages');

is scalar(() = $anna->violations, $zoe->violations), 0,
    'no Content-Security-Policy was broken';
done_testing;
