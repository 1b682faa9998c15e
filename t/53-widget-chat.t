#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# The widget's invitation, chat and form in a real browser: shown in one tab,
# kept over pages and reloads, each line once, nothing lost when the server
# is away.
use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use JSON::PP ();
use Shop;
use Test::More;
use Time::HiRes qw(sleep);
use WebDriver;

my $beckon = Beckon->start;
my $shop = Shop->new($beckon);
my $driver = WebDriver->start;
my $W = $Shop::WIDGET;
my $one = $shop->page('one', body => '<a href="/two.html">next</a>');
my $two = $shop->page('two', body => '<a href="/one.html">back</a>');
my $HOSTILE = q{<img src=x onerror=alert(1)> & "é" https://a.example/?b=<c>};

sub db { return $beckon->db(@_) }

# A browser on the page, and the id of its visitor.
sub shopper {
	my $browser = $driver->session(@_);

	$shop->operator;
	$browser->go($one);
	$browser->find("$W.bubble");
	return ($browser, $shop->visitor);
}

sub is_invited {
	my ($visitor, $status, $what) = @_;

	$beckon->until(sub { $shop->invited($visitor) eq $status },
	    "$what ($status)");
	pass $what;
}

# Both sides have the same lines in the same order, and these.
sub talk_is {
	my ($browser, $visitor, $lines, $what) = @_;

	$browser->until("the lines: @$lines", sub {
		Shop::shown($browser) == @$lines && !$browser->all("$W.sending")
	});
	is_deeply [Shop::shown($browser)], $lines, $what;
	is_deeply [$shop->lines($visitor)], $lines,
	    '... and the database has the same';
}

sub quiet {
	my ($browser, $what) = @_;
	my @said = map { $_->{message} } grep {
		$_->{source} ne 'network' } $browser->log;

	is_deeply \@said, [], "$what: nothing in the console";
}

# --- An invitation, in one window, over pages, until it is closed ---------------

sub invitation {
	my ($anna, $visitor) = shopper();
	my $first = $anna->here;

	$shop->invite($visitor, $HOSTILE);
	$anna->find("$W.card");
	is $anna->text("$W.card p"), $HOSTILE, 'an invitation is shown as text';
	is_invited($visitor, 'seen', '... and known to be seen');
	is $anna->js('return document.activeElement.tagName'), 'BODY',
	    '... and leaves the focus where it is';
	my $second = $anna->tab('window');
	$anna->go($two);
	$anna->find("$W.bubble");
	sleep 2;
	ok !$anna->shown("$W.card"), 'a second window does not show it';
	$anna->to($first);
	ok $anna->shown("$W.card"), '... while the first does';
	$anna->leave;
	$anna->to($second);
	$anna->find("$W.card", 3);
	pass '... and takes it over when the first is closed';
	$anna->click('a');
	$anna->find("$W.card", 3);
	pass 'it follows to the next page';
	$anna->click("$W.card .icon");
	is_invited($visitor, 'closed', 'closed is known to be closed');
	$anna->reload;
	$anna->find("$W.bubble");
	sleep 1;
	ok !$anna->shown("$W.card"), '... and it never comes back';

	$shop->invite($visitor, 'Still there?');
	$anna->find("$W.card");
	is_invited($visitor, 'seen', 'another one is shown');
	$shop->edit($visitor, 'Are you still there?');
	$anna->reads("$W.card p", qr/^Are you/);
	pass '... and its new text once it is edited';
	is_invited($visitor, 'seen', '... which is seen as well');
	$shop->revoke($visitor);
	$anna->gone("$W.card");
	pass 'a revoked one goes away';
	quiet($anna, 'invitations');
	$anna->quit;
}

# --- A reply, and the talk after it ----------------------------------------------

sub reply {
	my ($anna, $visitor) = shopper();

	$shop->invite($visitor, 'Hello?');
	$anna->type("$W.card textarea", 'half a');
	$anna->reload;
	$anna->find("$W.card");
	is $anna->value("$W.card textarea"), 'half a',
	    'a half-written reply is there after a reload';
	$anna->type("$W.card textarea", " reply\n");
	talk_is($anna, $visitor, ['Hello?', 'half a reply'],
	    'the reply makes a chat');
	is_invited($visitor, 'replied', 'the invitation is replied to');
	like $anna->text("$W.note"), qr/moment/, 'someone will come';

	$shop->accept($visitor);
	$shop->typing($visitor);
	$anna->find("$W.typing");
	is $anna->text("$W h2"), db('SELECT name FROM operator'),
	    'the visitor sees who talks, and that they type';
	$shop->say($visitor, $HOSTILE);
	$anna->gone("$W.typing");
	talk_is($anna, $visitor, ['Hello?', 'half a reply', $HOSTILE],
	    'a line arrives');
	is $anna->attribute("$W.line a", 'rel'), 'noopener nofollow',
	    'an address in it is a link';
	is scalar($anna->all("$W.line img")), 0, '... and markup is text';
	$beckon->until(sub { db('SELECT visitor_seq FROM chat WHERE id = ' .
	    $shop->chat($visitor)) == 3 }, 'read');
	pass 'the operator learns that it was read';
	$anna->type("$W.foot textarea", 'I am');
	$beckon->until(sub { db('SELECT visitor_typing_at IS NOT NULL FROM ' .
	    'chat WHERE id = ' . $shop->chat($visitor)) }, 'typing');
	pass '... and that the visitor types';
	follow($anna, $visitor);
	finish($anna, $visitor);
	quiet($anna, 'a chat');
	$anna->quit;
}

# The chat goes with the visitor.
sub follow {
	my ($anna, $visitor) = @_;
	my @lines = ('Hello?', 'half a reply', $HOSTILE);

	$anna->reload;
	$anna->find("$W.window");
	talk_is($anna, $visitor, \@lines, 'a reload keeps the chat');
	$anna->click('a');
	$anna->find("$W.window");
	talk_is($anna, $visitor, \@lines, '... and so does the next page');
	my $first = $anna->here;
	my $second = $anna->tab;
	$anna->go($one);
	talk_is($anna, $visitor, \@lines, '... and a second tab');
	$anna->type("$W.foot textarea", "from two\n");
	push @lines, 'from two';
	talk_is($anna, $visitor, \@lines, 'a line from the second tab');
	$anna->leave;
	$anna->to($first);
	talk_is($anna, $visitor, \@lines, '... is in the first one too');
	$anna->key('Escape') if !$anna->click("$W.foot textarea");
	$anna->gone("$W.window");
	$shop->say($visitor, 'more');
	$anna->reads("$W.badge", qr/^1$/);
	pass 'a line that comes while the window is closed is counted';
	$anna->click("$W.bubble");
	$anna->gone("$W.badge");
	talk_is($anna, $visitor, [@lines, 'more'], '... and there to read');
}

sub finish {
	my ($anna, $visitor) = @_;

	$shop->finish($visitor);
	$anna->reads("$W.bar", qr/has ended the chat/);
	ok !$anna->shown("$W.foot textarea"), 'an ended chat takes no more lines';
	$anna->reload;
	$anna->reads("$W.bar", qr/has ended the chat/);
	pass '... and is still there to read after a reload';
	$anna->click("$W.bar .wide");
	$anna->clear("$W.foot textarea");
	$anna->type("$W.foot textarea", "Another\n");
	talk_is($anna, $visitor, ['Another'], 'a new chat begins');
	is scalar(db("SELECT COUNT(*) FROM chat WHERE visitor_id = $visitor")),
	    2, '... beside the first';
	$anna->click("$W header .icon");
	$anna->click("$W.bar .wide:not(.plain)");
	$anna->reads("$W.bar", qr/You have ended/);
	is scalar(db('SELECT closed_by FROM chat ORDER BY id DESC LIMIT 1')),
	    'visitor', 'the visitor ends it';
}

sub long {
	my ($anna, $visitor) = shopper();

	$shop->begin($visitor, 'line 0');
	$anna->find("$W.window");
	my $chat = $shop->chat($visitor);
	db('START TRANSACTION; UPDATE chat SET last_seq = 450 WHERE id = ' .
	    "$chat; INSERT INTO message (chat_id, seq, author, operator_id, " .
	    "client_key, text) SELECT $chat, seq, 'operator', 1, " .
	    "UNHEX(LPAD(HEX(seq + 4096), 16, '0')), CONCAT('line ', seq) " .
	    'FROM seq_2_to_450; COMMIT');
	$anna->reload;
	$anna->find("$W.window");
	$anna->until('all lines', sub { Shop::shown($anna) == 450 });
	is((Shop::shown($anna))[449], 'line 450', 'a long chat is whole');
	$anna->type("$W.foot textarea", "the end\n");
	talk_is($anna, $visitor, [$shop->lines($visitor)],
	    '... and goes on where it was') if $anna->reads("$W.line.mine",
	    qr/the end.*Sent/s);
	$anna->quit;
}

# --- What the server asks for, and who opens the window ----------------------------

sub required {
	my ($anna, $visitor) = shopper();

	$shop->invite($visitor, 'Who are you?', need_name => 1,
	    need_email => 1, full_widget => 1);
	$anna->find("$W.window");
	pass 'an invitation may open the window';
	$anna->type("$W.foot textarea", "Me\n");
	$anna->reads("$W.error", qr/fill in/);
	is_invited($visitor, 'seen', 'what is required is asked for first');
	$anna->type("$W.foot input[name=name]", 'Bob');
	$anna->type("$W.foot input[name=email]", 'bob@b.example');
	$anna->click("$W.send");
	talk_is($anna, $visitor, ['Who are you?', 'Me'], 'then the reply goes');
	is_deeply [db('SELECT name, email FROM visitor WHERE id = ' . $visitor)],
	    [['Bob', 'bob@b.example']], '... with what was given';
	$anna->quit;

	my ($carl, $other) = shopper();
	$shop->begin($other, 'I open this');
	$carl->find("$W.window");
	talk_is($carl, $other, ['I open this'], 'a chat an operator begins opens');
	is $carl->js('return document.activeElement.tagName'), 'BODY',
	    '... without taking the focus';
	$carl->click("$W.bubble");
	$carl->gone("$W.window");
	$carl->reload;
	$carl->find("$W.bubble");
	sleep 1;
	ok !$carl->shown("$W.window"), '... and once closed stays closed';
	$carl->quit;
}

# --- When nobody is there -----------------------------------------------------------

sub leave {
	db('UPDATE operator SET online = 0');
	my ($anna, $visitor) = shopper(width => 390, height => 700, mobile => 1);

	$anna->click("$W.bubble");
	$anna->type("$W textarea", 'Call me');
	$anna->click("$W form .wide");
	$anna->reads("$W.error", qr/fill in/);
	$anna->type("$W input[name=email]", 'me@m.example');
	$anna->click("$W form .wide");
	$anna->reads("$W.done", qr/Thank you/);
	is_deeply [db('SELECT c.kind, m.text, v.email FROM chat c JOIN message ' .
	    'm ON m.chat_id = c.id JOIN visitor v ON v.id = c.visitor_id ' .
	    "WHERE v.id = $visitor")],
	    [['message', 'Call me', 'me@m.example']], 'a message is left';
	$shop->invite($visitor, 'I have just come back');
	$anna->reads("$W.note-in", qr/just come back/);
	pass 'an invitation has its own form also while nobody is online';
	$anna->type("$W textarea", "Good\n");
	talk_is($anna, $visitor, ['I have just come back', 'Good'],
	    '... and its reply is a chat');
	$anna->quit;
	db('UPDATE operator SET online = 1');
}

# --- When the server is away ----------------------------------------------------------

sub outage {
	my ($anna, $visitor) = shopper();

	$anna->click("$W.bubble");
	$anna->type("$W.foot textarea", "one\n");
	talk_is($anna, $visitor, ['one'], 'a visitor begins a chat');
	$beckon->stop('visit');
	$anna->type("$W.foot textarea", "two\n");
	$anna->type("$W.foot textarea", "three\n");
	$anna->until('both', sub { $anna->shown("$W.sending") == 2 });
	pass 'the visitor sees that lines are not sent yet';
	$beckon->run('visit');
	talk_is($anna, $visitor, ['one', 'two', 'three'],
	    'what was said meanwhile arrives, once and in order');
	$beckon->stop('mariadb');
	$anna->type("$W.foot textarea", "four\n");
	$anna->reads("$W.log", qr/trying again/);
	$anna->go($two);
	$beckon->run('mariadb');
	talk_is($anna, $visitor, ['one', 'two', 'three', 'four'],
	    '... also when the database was away, and from the next page');
	quiet($anna, 'an outage');
	$anna->quit;
}

invitation();
reply();
long();
required();
leave();
outage();
done_testing;
