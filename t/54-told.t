#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# 54-told.t: an operator sends, goes to another page, and is told there what
# the visitor did: once, in all their tabs; in a real browser.
use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Beckon::Shopper qw(key);
use Test::More;
use WebDriver;

my $beckon = Beckon->start;
my $driver = WebDriver->start;
my $anna = $driver->session(width => 1280, height => 800);
my $office = $beckon->office_url;

$anna->go("$office/office/signin");
$anna->type('input[name=login]', $beckon->env('ADMIN_LOGIN'));
$anna->type('input[name=password]', $beckon->env('ADMIN_PASSWORD') . "\n");
$anna->find('nav.menu');

sub visitor {
	my ($name) = @_;
	my $v = Beckon::Shopper->new($beckon, title => 'Olive oil');

	$beckon->db("UPDATE visitor SET name = '$name' WHERE id = " . $v->id);
	return $v;
}

# Sends from the dialog on the visitor's page.
sub invite {
	my ($v) = @_;

	$anna->go("$office/office/visitor?id=" . $v->id);
	$anna->click('#send-' . $v->id);
	$anna->type('#say-text', 'May I help?');
	$anna->click('.say-foot button');
	$anna->find('.say-life li:nth-child(1).done');
	$v->sees;
	return scalar $beckon->db('SELECT MAX(id) FROM invitation');
}

# Has this page been told what waits for it?  Its head has asked since.
sub asked {
	my ($what, $condition) = @_;

	return $anna->until($what, $condition);
}

sub untold {
	return scalar $beckon->db('SELECT COUNT(*) FROM invitation'
	    . ' WHERE untold_operator_id IS NOT NULL');
}

sub shot {
	my ($name) = @_;

	$anna->screenshot("$ENV{SHOTS}/$name.png") if $ENV{SHOTS};
}

# --- On another page, in two tabs ------------------------------------------------

my $bob = visitor('Bob');
my $id = invite($bob);
$anna->go("$office/office/account");
my $second = $anna->tab;
my ($first) = grep { $_ ne $second } $anna->tabs;
$anna->to($second);
$anna->go("$office/office/departments");
$bob->does('closed', invitation => $id);
like $anna->text("#told-$id"), qr/Bob \(on “Olive oil”\) closed your invitation/,
    'on another page the refusal is told';
$anna->to($first);
ok $anna->find("#told-$id"), '... in the other tab too';
shot('told-one');
$anna->click("#told-$id button");
ok $anna->gone("#told-$id"), 'one click puts it away';
is untold(), 0, '... for good';
$anna->to($second);
ok $anna->gone("#told-$id"), '... in the other tab too';
$anna->reload;
ok asked('the head', sub {
	$anna->js('return /have=\w/.test(document.getElementById("alerts")'
	    . '.getAttribute("hx-get"))');
}), 'a page loaded anew asks';
ok !$anna->shown("#told-$id"), '... and it does not come back';

# --- By going where it leads -----------------------------------------------------

my $cleo = visitor('Cleo');
$id = invite($cleo);
$anna->go("$office/office/");
$cleo->replies('Yes, please');
like $anna->text("#told-$id"), qr/Cleo.*replied to your invitation/s, 'a reply is told';
$anna->click("#told-$id .told-go");
$anna->find('#talk-live');
ok $beckon->until(sub { untold() == 0 }), '... until its chat is opened';
ok $anna->gone("#told-$id"), '... where it says nothing more';

# --- Where it was seen live --------------------------------------------------------

my $dan = visitor('Dan');
$id = invite($dan);
$dan->does('closed', invitation => $id);
$anna->find('.say-life li.end');
ok $beckon->until(sub { untold() == 0 }),
    'who looks at the dialog while they close it has been told';
my $eve = visitor('Eve');
$id = invite($eve);
$anna->click('.say-x button');
$eve->does('closed', invitation => $id);
$anna->find('#invitations-title ~ ol .inv-closed');
ok $beckon->until(sub { untold() == 0 }), '... who looks at the visitor\'s page too';

# --- Many ---------------------------------------------------------------------------

for (1 .. 7) {
	my $v = visitor("Visitor with a rather long name, number $_");
	$id = invite($v);
	$anna->go("$office/office/audit");
	$_ % 3 ? $v->does('closed', invitation => $id) : $v->replies('Yes');
	$anna->find("#told-$id");
}
is scalar($anna->all('.told-list li')), 5, 'five are told';
is $anna->text('.told-all a'), 'and 2 more', '... and how many more';
shot('told-many');
if ($ENV{SHOTS}) {
	$anna->media(dark => 1);
	$anna->size(390, 800);
	shot('told-phone');
	$anna->size(1280, 800);
	$anna->go("$office/office/visitors");
	$anna->find('.told');
	shot('told-dark');
	$anna->media();
}
my $chat = $beckon->db('SELECT chat_id FROM invitation WHERE chat_id'
    . ' IS NOT NULL ORDER BY id LIMIT 1');
$anna->go("$office/office/chat?id=$chat");
$anna->find('.told');
$anna->type('#talk-text', 'One moment');
ok !$anna->js('return document.documentElement.scrollHeight > innerHeight'),
    'beside a chat they leave it where it is';
ok $anna->js('return document.querySelector(".told").getBoundingClientRect()
    .left >= document.querySelector(".talk-main").getBoundingClientRect().right'),
    '... and stand over nothing of it';
shot('told-chat');
$anna->go("$office/office/audit");
$anna->click('.told-all a');
$anna->reads('.told-page', qr/number 1 .*closed/s);
ok $beckon->until(sub { untold() == 0 }), 'who reads them all has been told';
ok $anna->gone('.told'), '... and the notices go';
shot('told-page');
is join("\n", map { $_->{message} } $anna->violations), '',
    'the page keeps its own Content-Security-Policy';
done_testing;
