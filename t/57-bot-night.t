#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# A shopper and a bot while nobody is there, in a real browser: the window
# offers the chat, not the form; who is handed over to nobody is told so and
# may leave an address.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Beckon::Shopper qw(bot);
use Test::More;
use WebDriver;

my $beckon = Beckon->start(conf => ['password.cost min']);
my $driver = WebDriver->start;
my $W = 'beckon-widget >>> ';
my $shots = $ENV{BECKON_SHOTS};

$beckon->db(q{INSERT INTO department (id, name, alias) VALUES
    (11, 'Trees', 'trees')});
bot($beckon, 11);

sub shot {
	my ($who, $name) = @_;

	$who->screenshot("$shots/$name.png") if $shots;
}
sub opens {
	my (%with) = @_;
	my $who = $driver->session(%with);

	$who->go($beckon->shop_url . '/olive.html');
	$who->click("$W.bubble");
	return $who;
}
sub chat { return scalar $beckon->db("SELECT $_[0] FROM chat"
    . ' ORDER BY id DESC LIMIT 1') }

my $plain = opens(width => 1100, height => 750);
$plain->reads("$W.intro", qr/Leave a message/);
pass 'without a bot the form for a message';

$beckon->db('UPDATE site SET department_id = 11');
my $eve = opens(width => 1100, height => 750);
$eve->reads("$W.intro", qr/How can we help.*assistant answers at once/s);
pass 'with one, the chat is offered';
is $eve->text("$W.status"), 'Assistant', '... and who answers';
ok !$eve->shown("$W input[name=email]"), '... without an address';
shot($eve, 'night-start');
$eve->type("$W.window textarea", "Hello?\n");
$eve->find("$W.offer");
$eve->reads("$W.log", qr/I am a bot/);
pass 'the bot answers';
ok !$eve->shown("$W input[name=email]"), '... and asks for no address yet';
$eve->click("$W.offer.other");
$eve->reads("$W.note", qr/Nobody is here right now.*e-mail address/s);
pass 'who wants a person is told that nobody is there';
is chat('status'), 'pending', '... and the chat waits';
$eve->find("$W input[name=email]");
shot($eve, 'night-pending');
$eve->type("$W input[name=email]", "no address\n");
$eve->reads("$W.error", qr/fill in/);
is chat('status'), 'pending', 'what is no address is told of';
$eve->clear("$W input[name=email]");
$eve->type("$W input[name=email]", "eve\@shop.example\n");
$eve->reads("$W.note", qr/or we write to you/);
is $beckon->db('SELECT email FROM visitor WHERE id = '
    . chat('visitor_id')), 'eve@shop.example', 'an address is left alone';
$eve->until('the field to go', sub { !$eve->shown("$W input[name=email]") });
pass '... and not asked for again';
$eve->type("$W.window textarea", "Thank you\n");
$beckon->until(sub { chat('visitor_lines') == 2 }, 'the next line');
is chat('status'), 'pending', 'the next line is one of the chat that waits';
shot($eve, 'night-known');

my $finn = opens(width => 390, height => 844);
$finn->type("$W.window textarea", "Hi\n");
$finn->find("$W.offer");
$finn->click("$W.offer:first-child");
$finn->find("$W input[name=email]");
shot($finn, 'night-phone');
$finn->type("$W input[name=email]", 'finn@shop.example');
$finn->type("$W.window textarea", "Please write to me\n");
$beckon->until(sub { $beckon->db('SELECT email FROM visitor WHERE id = '
    . chat('visitor_id')) eq 'finn@shop.example' }, 'an address with a line');
$finn->reads("$W.log", qr/Please write to me/);
pass 'a line and an address go together';

for ($plain, $eve, $finn) {
	is_deeply [$_->violations], [], 'no complaint of the browser';
}
done_testing;
