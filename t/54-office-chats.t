#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# An operator at the send dialog and in a chat, in a real browser, with a
# shopper in another: what each sees of the other, without a reload.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Test::More;
use WebDriver;

my $beckon = Beckon->start;
my $driver = WebDriver->start;
my $shopper = $driver->session(width => 1100, height => 750);
my $anna = $driver->session(width => 1280, height => 800);
my $widget = 'beckon-widget >>> ';

$shopper->go($beckon->shop_url . '/olive.html');
$anna->go($beckon->office_url . '/office/signin');
$anna->type('input[name=login]', $beckon->env('ADMIN_LOGIN'));
$anna->type('input[name=password]', $beckon->env('ADMIN_PASSWORD') . "\n");
$anna->find('nav.menu');

# --- The dialog ----------------------------------------------------------------

$anna->go($beckon->office_url . '/office/visitors');
$anna->click('tbody tr .c-act a');
$anna->type('#say-text', 'Do you like olives?');
is $anna->js('return document.activeElement.id'), 'say-text',
    'the dialog opens with the message ready to be written';
ok $anna->shown('.say-invitation'), 'an invitation has options';
$anna->click('input[name=mode][value=chat]');
ok !$anna->shown('.say-invitation'), '... a chat at once has none of them';
$anna->click('input[name=mode][value=invitation]');
$anna->click('.say-foot button');
ok $anna->find('.say-life li:nth-child(1).done'), 'queued';
ok $anna->find('.say-life li:nth-child(2).done'), '... delivered';
ok $anna->find('.say-life li:nth-child(3).done'), '... seen, by themselves';
$anna->click('.say-foot a[href^="/invite/edit"]');
$anna->clear('#say-text');
$anna->type('#say-text', 'Do you like lemons?');
$anna->click('.say-foot button');
ok $shopper->until('the new text', sub {
	$shopper->js('return document.querySelector("beckon-widget")'
	    . '.shadowRoot.textContent') =~ /lemons/;
}), 'an edit is shown to the shopper';

# --- The chat ------------------------------------------------------------------

$shopper->type($widget . 'textarea', "I do https://shop.example/lemon\n");
ok $anna->find('.say-life li.good'), 'the reply is told in the dialog';
ok $anna->find('#alerts .alert-link'), '... and in the head of the page';
like $anna->title, qr/^\(1\) /, '... and in its title';
$anna->click('.say-foot a[href^="/office/chat"]');
ok $anna->find('#talk-lines .by-visitor a[href="https://shop.example/lemon"]'),
    'the chat has the line, with its link';
$anna->type('#talk-text', "Then come in.\n");
ok $anna->until('the own line', sub {
	$anna->text('#talk-lines') =~ /accepted the chat.*Then come in/s;
}), 'the first line accepts';
is $anna->value('#talk-text'), '', '... and the field is empty again';
ok $shopper->until('the line', sub {
	$shopper->js('return document.querySelector("beckon-widget")'
	    . '.shadowRoot.textContent') =~ /Then come in/;
}), '... the shopper has it';
ok $anna->find('.receipt'), '... and the operator knows';
$shopper->type($widget . 'textarea', 'Wait');
ok $anna->find('.typing'), 'the shopper is seen writing';
$shopper->type($widget . 'textarea', "!\n");
$anna->reads('#talk-lines', qr/Wait!/);
ok $beckon->until(sub {
	$beckon->db('SELECT operator_seq FROM chat') == 4;
}), 'what is on the screen is read';

# --- The server is away --------------------------------------------------------

$beckon->stop('office');
$anna->type('#talk-text', "Are you there?\n");
$anna->reads('#talk-sent', qr/Not sent/);
is $anna->value('#talk-text'), 'Are you there?', 'a line not sent is kept';
$beckon->run('office');
$anna->type('#talk-text', "\n");
$anna->reads('#talk-lines', qr/Are you there/);
is $beckon->db("SELECT COUNT(*) FROM message WHERE text = 'Are you there?'"), 1,
    '... and sent once';

# --- Reading above, and the end ------------------------------------------------

$beckon->db('INSERT INTO message (chat_id, seq, author, client_key, text)'
    . " SELECT 1, 100 + seq, 'visitor', LPAD(seq, 8, 'k'), 'line' FROM seq_1_to_60");
$beckon->db('UPDATE chat SET last_seq = 160, changed_at = NOW(3)');
$anna->find('#l160');
ok $anna->until('the end', sub { $anna->js('const e = document.getElementById('
	. '"talk-lines"); return e.scrollHeight - e.scrollTop - e.clientHeight'
	. ' < 5') }), 'who is at the end stays at the end';
$anna->js('document.getElementById("talk-lines").scrollTop = 0');
$beckon->db("INSERT INTO message (chat_id, seq, author, client_key, text)"
    . " VALUES (1, 161, 'visitor', 'zzzzzzzz', 'newest')");
$beckon->db('UPDATE chat SET last_seq = 161, changed_at = NOW(3)');
$anna->until('the line', sub { $anna->all('#l161') });
is $anna->js('return document.getElementById("talk-lines").scrollTop'), 0,
    '... and who reads above stays there';
$anna->click('.talk-acts button');
$anna->reads('#talk-live', qr/ended the chat/);
ok !$anna->shown('#talk-say'), 'after the end there is no field';
ok $shopper->until('the end', sub {
	$shopper->js('return document.querySelector("beckon-widget")'
	    . '.shadowRoot.textContent') =~ /ended|closed/i;
}), '... and the shopper is told';

is join("\n", map { $_->{message} } $anna->violations), '',
    'the page keeps its own Content-Security-Policy';
done_testing;
