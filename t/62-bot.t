#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# A department's bot through real processes: how it is made and refused, what a
# visitor and the operators see of it, and who has the chat afterwards.
use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Beckon::Shopper qw(key operator);
use Test::More;

binmode $_, ':utf8' for Test::More->builder->output,
    Test::More->builder->failure_output;
my $beckon = Beckon->start(conf => ['password.cost min']);

$beckon->db(q{INSERT INTO department (id, name, alias) VALUES
    (11, 'Trees', 'trees'), (12, 'Garage', 'garage')});
my $anna = operator($beckon, 'anna', 'all', {role => 'Administrator'});
my $ben = operator($beckon, 'ben', 11);
my $carl = operator($beckon, 'carl', 11, {readonly => 1});
my $dora = operator($beckon, 'dora', 12);

# --- The form -------------------------------------------------------------------

# Steps as [kind, name, {fields}, [words, number] ...]; numbered 1, 2 ...
my @STEPS = (
	[say => 'Hello', {text => 'Hello, I am a bot.'}],
	[match => 'Opening', {next => 3}, ['order, parcel*', 4], ['bye', 7]],
	[ask => 'Menu', {text => 'What is it?'}, ['An order', 4],
	    ['Nothing', 7], ['Somebody', 6]],
	[store => 'Address', {text => 'Your address?', field => 'email',
	    again => 'An e-mail address, please.'}],
	[store => 'Order', {text => 'Which order?', field => 'other',
	    label => 'Order number', form => 'text'}],
	[handover => 'Person', {text => 'A person comes.'}],
	[end => 'End', {text => 'Good bye.'}],
);

sub form {
	my ($steps, %with) = @_;
	my %f = (name => 'Tree bot', title => 'Robo', again => 'Pardon?',
	    person => 'I get somebody.', misses => 2, top => scalar @$steps,
	    key => key(), do => 'save', department => 11, %with);

	for my $i (0 .. $#$steps) {
		my ($kind, $name, $more, @choices) = @{$steps->[$i]};
		%f = (%f, "s$i.number" => $i + 1, "s$i.kind" => $kind,
		    "s$i.name" => $name,
		    map { ("s$i.$_" => $more->{$_}) } keys %$more);
		for my $j (0 .. $#choices) {
			@f{"s$i.c$j", "s$i.g$j"} = @{$choices[$j]};
		}
	}
	$f{$_} = $with{$_} for grep { /^s\d+\./ } keys %with;
	delete @f{grep { !defined $f{$_} } keys %f};
	return \%f;
}

sub saves {
	my ($who, $steps, %with) = @_;

	return $who->post('/office/bot', form($steps, %with));
}

is $ben->get($_)->{status}, 403, "$_ needs its permission"
    for qw(/office/bots /office/bot);
is saves($ben, \@STEPS)->{status}, 403, '... and so does saving';
is $ben->post('/office/bot/preview', form(\@STEPS))->{status}, 403,
    '... and looking';
is $anna->get('/office/bot/preview')->{status}, 405,
    'looking is done by sending the form: it stands in no address';
like $anna->get('/office/bots')->{content}, qr/There is no bot yet/,
    'there is none at first';
my $r = $anna->get('/office/bot');
is $r->{status}, 200, 'the form of a new one';
like $r->{content}, qr/value="Welcome"/, '... begins with an example';

# One fault each: what is changed, where it is told, how.
for (
	['no name', {name => ''}, qr/why-name">Please fill/],
	['a name too long', {name => 'x' x 101}, qr/why-name">That is too long/],
	['too patient', {misses => 11}, qr/why-misses">That is too long/],
	['never patient', {misses => 0}, qr/why-misses">/],
	['a step without a name', {'s1.name' => ' '}, qr/why-name-2">Please/],
	['two of one name', {'s2.name' => 'HELLO'}, qr/why-name-3">Another/],
	['nothing to say', {'s0.text' => ''}, qr/why-text-1">Please/],
	['a step that is gone', {'s1.next' => 99}, qr/why-next-2">That step/],
	['a button to nowhere', {'s2.g0' => 99}, qr/why-g0-3">That step/],
	['a button without a step', {'s2.g0' => ''}, qr/why-g0-3">Please/],
	['a button without words', {'s2.c0' => ''}, qr/why-c0-3">Please/],
	['two buttons alike', {'s2.c1' => 'an  ORDER'}, qr/why-c1-3">Another/],
	['no button', {map { ("s2.c$_" => undef) } 0 .. 2}, qr/At least one/],
	['another field without a name', {'s4.label' => ''}, qr/why-label-5">/],
	['going on past the end', {'s6.kind' => 'say'},
	    qr/why-next-7">There is no step below/],
	['a loop without an answer', {'s0.next' => 1},
	    qr/comes round to this step again/],
	['no way out', {'s2.next' => 3, 's2.g0' => 3, 's2.g1' => 3,
	    's2.g2' => 3}, qr/neither to a hand-over nor to an end/],
) {
	my ($what, $change, $told) = @$_;
	$r = saves($anna, \@STEPS, %$change);
	is $r->{status}, 400, "refused: $what";
	like $r->{content}, $told, '... and told at its place';
}
for (['no kind', {'s1.kind' => 'x'}], ['no number', {'s1.number' => 0}],
    ['a number twice', {'s1.number' => 1}], ['no key', {key => 'x'}]) {
	is saves($anna, \@STEPS, %{$_->[1]})->{status}, 400, "no form: $_->[0]";
}
is $beckon->db('SELECT COUNT(*) FROM bot'), 0, 'nothing of it is stored';
my @many = map { [say => "Step $_", {text => 'x'}] } 1 .. 31;
$many[29] = [end => 'End', {}];
$r = saves($anna, \@many);
is $r->{status}, 400, 'thirty-one steps are too many';
like $r->{content}, qr/most a bot can have/, '... and told so';

my $key = key();
is saves($anna, \@STEPS, key => $key)->{status}, 303, 'one that is whole';
is saves($anna, \@STEPS, key => $key)->{status}, 303, '... twice is fine';
is $beckon->db('SELECT COUNT(*) FROM bot'), 1, '... and stored once';
$r = saves($anna, \@STEPS);
like $r->{content}, qr/Another bot has this name/, 'the name is its own';
my $bot = $beckon->db('SELECT id FROM bot');
is $beckon->db('SELECT bot_id FROM department WHERE id = 11'), $bot,
    'its department uses it';
like $anna->get('/office/bots')->{content}, qr/Tree bot.*Trees/s,
    '... as the list says';
$r = $anna->get("/office/bot?id=$bot");
like $r->{content}, qr{value="order, parcel\*".*Order number}s,
    'what was stored is in the form again';
is $anna->get('/office/bot?id=999')->{status}, 404, 'there is no other';

# The buttons of the form change nothing but the form.
sub presses {
	my ($do, %with) = @_;

	return $anna->post('/office/bot',
	    form(\@STEPS, do => $do, id => $bot, version => 1, %with));
}
sub order { return join ' ', $_[0]{content} =~ /id="step-(\d+)"/g }
for (
	['up.2', '1 3 2 4 5 6 7'], ['down.2', '1 2 4 3 5 6 7'],
	['up.0', '1 2 3 4 5 6 7'], ['down.6', '1 2 3 4 5 6 7'],
	['remove.2', '1 2 4 5 6 7'], ['below.2', '1 2 3 8 4 5 6 7'],
	['add', '1 2 3 4 5 6 7 8'], ['up.99', '1 2 3 4 5 6 7'],
	['remove.99', '1 2 3 4 5 6 7'], ['x', '1 2 3 4 5 6 7'],
) {
	$r = presses($_->[0]);
	is order($r), $_->[1], "the button $_->[0]";
}
like presses('remove.3')->{content}, qr/a step that is gone/,
    'a way to a removed step is seen at once';
unlike presses('less.2.0')->{content}, qr/value="An order"/, 'a button less';
is scalar(() = presses('more.2')->{content} =~ /name="s2\.c\d+"/g), 4,
    'a button more';
is $beckon->db('SELECT version FROM bot'), 1, '... and nothing was stored';

# --- The preview ----------------------------------------------------------------

sub tries {
	my (@lines) = @_;
	my $last = pop @lines;
	my $page = $anna->post('/office/bot/preview', {%{form(\@STEPS)},
	    heard => [@lines], line => $last}, 'HX-Request' => 'true');

	return [map { s/<b .*?<\/b>|<[^>]*>//gr } $page->{content} =~
	    m{<p class="try-line[^>]*>(.*?)</p>}sg],
	    $page->{content} =~ /try-state"><b>(.*?)</ ? $1 : 'waits';
}
my ($lines, $state) = tries('My parcel is late');
is_deeply $lines, ['My parcel is late', 'Hello, I am a bot.', 'Your address?'],
    'the preview runs it';
($lines, $state) = tries('hi', 'An order', 'x@shop.example', '17');
is "$lines->[-1] $state", 'A person comes. Handed over.', '... to its end';
($lines, $state) = tries('<script>alert(1)</script>');
like $lines->[0], qr/&lt;script/, '... and shows text as text';
is $beckon->db('SELECT COUNT(*) FROM chat'), 0, '... without a chat';

# --- Conversations ----------------------------------------------------------------

sub texts { return map { "$_->{who}: $_->{text}" } @{$_[0]{chat}{messages}} }
sub newest { return scalar $beckon->db('SELECT MAX(id) FROM chat') }
sub row {
	return scalar $beckon->db("SELECT CONCAT_WS(' ', status, owner_id)"
	    . ' FROM chat WHERE id = ' . newest());
}
sub history { return $_[0]->get('/office/chat?id=' . newest())->{content} }
sub says {
	my ($who, $text, %with) = @_;

	return $who->does('say', chat => newest(), key => key(), text => $text,
	    %with);
}

my $eve = Beckon::Shopper->new($beckon, dep => 'trees');
my $s = $eve->starts('Hello?');
$s = $s->{state} // $s;
is_deeply [texts($s)], ['visitor: Hello?', 'bot: Hello, I am a bot.',
    'bot: What is it?'], 'a chat that a visitor begins is the bot\'s';
is $s->{chat}{status}, 'bot', '... by its status';
is $s->{chat}{messages}[1]{name}, 'Robo', '... with its name';
is_deeply $s->{chat}{choices}, ['An order', 'Nothing', 'Somebody'],
    '... and the buttons of its question';
like $ben->get('/office/chats?tab=bot')->{content}, qr/Hello|What is it/,
    'operators of the department see it in a tab';
unlike $dora->get('/office/chats?tab=bot')->{content}, qr/What is it/,
    '... others do not';
like history($carl), qr/with the bot/, '... also who may only read';
$s = says($eve, 'An order', key => $key = key());
is_deeply $s->{chat}{choices}, [], 'a question without buttons has none';
my $count = $beckon->db('SELECT COUNT(*) FROM message');
says($eve, 'An order', key => $key);
is $beckon->db('SELECT COUNT(*) FROM message'), $count,
    'the same line again is not heard again';
$s = says($eve, 'why?');
is((texts($s))[-1], 'bot: An e-mail address, please.', 'asked again');
says($eve, 'eve@shop.example');
is row(), 'bot', 'still the bot\'s';
$s = says($eve, '<b>17</b>');
is $s->{chat}{status}, 'pending', 'handed over by a step';
is row(), 'pending', '... to nobody yet';
like history($ben), qr/bot took the chat.*The bot handed over/s,
    '... and the history says so';
like history($ben), qr{<dt>Order number</dt><dd>&lt;b&gt;17&lt;/b&gt;</dd>},
    '... with what was kept';
my $panel = $ben->get('/office/visitor/panel?id=' . $eve->id)->{content};
like $panel, qr{eve\@shop\.example.*Order number.*17&lt;/b&gt;}s,
    '... in the visitor\'s panel too';
$s = says($eve, 'Anybody?');
is((texts($s))[-1], 'visitor: Anybody?', 'the bot is silent from then on');
is $ben->post('/office/chat/accept', {id => newest()})->{status}, 303,
    'an operator accepts';

my $finn = Beckon::Shopper->new($beckon, dep => 'trees');
$finn->starts('hm');
says($finn, 'x');
$s = says($finn, 'y');
is $s->{chat}{status}, 'pending', 'too many answers that fit nothing';
is((texts($s))[-1], 'bot: I get somebody.', '... are told of');
like history($ben), qr/too many answers/, '... in the history too';

my $gina = Beckon::Shopper->new($beckon, dep => 'trees');
$gina->starts('hm');
$s = $gina->does('person', chat => newest());
is $s->{chat}{status}, 'pending', 'a visitor who wants a person gets one';
is((texts($s))[-1], 'bot: I get somebody.', '... and is told');
$s = $gina->does('person', chat => newest());
is $s->{chat}{status}, 'pending', '... asking twice is fine';
is $beckon->db("SELECT COUNT(*) FROM chat_event WHERE kind = 'person wished'"),
    1, '... and noted once';
is $finn->does('person', chat => newest())->{code}, 'gone',
    '... in a chat of one\'s own only';

my $hugo = Beckon::Shopper->new($beckon, dep => 'trees');
$s = $hugo->starts('bye');
$s = $s->{state} // $s;
is "$s->{chat}{status} $s->{chat}{closed_by}", 'closed bot',
    'the bot ends a chat';
is $beckon->db('SELECT pending_at IS NULL AND owner_id IS NULL FROM chat'
    . ' WHERE id = ' . newest()), 1, '... which never waited';
is says($hugo, 'hello?')->{code}, 'closed', '... and takes no more lines';

my $ida = Beckon::Shopper->new($beckon, dep => 'trees');
$ida->starts('hm');
is $_->[0]->post('/office/chat/take', {id => newest()})->{status}, $_->[1],
    "taking it from the bot: $_->[2]"
    for [$dora, 404, 'not who does not see it'],
    [$carl, 403, 'not who may only read'], [$ben, 303, 'who may'],
    [$ben, 303, 'twice'], [$anna, 409, 'not who comes too late'];
is row(), "active $ben->{id}", '... it is theirs';
is scalar(says($ida, 'x')->{chat}{messages}[-1]{who}), 'visitor',
    '... and the bot is silent';
like history($ben), qr{<b>Ben</b> took the chat from the bot}, '... as noted';

my $jon = Beckon::Shopper->new($beckon, dep => 'garage');
$jon->starts('Hello');
is row(), 'pending', 'a department without a bot has none';

# --- Invitations ----------------------------------------------------------------

sub invites {
	my (%with) = @_;
	my $who = Beckon::Shopper->new($beckon, dep => 'trees');

	is $ben->post('/invite/send', {visitor => $who->id, key => key(),
	    mode => 'invitation', text => 'May I help?', department => 11,
	    %with})->{status}, 303, 'invited';
	$beckon->db("UPDATE session SET seen_at = NOW(3) - INTERVAL 1 HOUR");
	return $who;
}

# {assign to me} × {skip bot} × {accepts automatically, signed in}: what the
# chat is after the reply, and after the bot has handed over.
for (
	[{}, 0, 'bot', 'pending'],
	[{assign_me => 1}, 0, "bot $ben->{id}", "pending $ben->{id}"],
	[{skip_bot => 1}, 0, 'pending', undef],
	[{skip_bot => 1, assign_me => 1}, 0, "pending $ben->{id}", undef],
	[{assign_me => 1}, 1, "bot $ben->{id}", "active $ben->{id}"],
	[{skip_bot => 1, assign_me => 1}, 1, "active $ben->{id}", undef],
) {
	my ($options, $auto, $first, $then) = @$_;
	my $what = join ' and ', sort(keys %$options),
	    $auto ? 'accepting automatically' : ();
	$beckon->db("UPDATE operator SET auto_accept = $auto");
	my $who = invites(%$options);
	$beckon->db("UPDATE session SET seen_at = NOW(3)") if $auto;
	$s = $who->replies('My order is late');
	is row(), $first, ($what || 'no option') . ': after the reply';
	next if !defined $then;
	is_deeply [texts($s)], ['operator: May I help?',
	    'visitor: My order is late', 'bot: Hello, I am a bot.',
	    'bot: Your address?'], '... its match sees the reply';
	is $s->{chat}{operator}, undef, '... and the visitor hears of nobody';
	is $beckon->db('SELECT COUNT(*) FROM offer WHERE chat_id = ' .
	    newest()), 0, '... and nobody was offered it';
	says($who, 'x@shop.example');
	says($who, '5');
	is row(), $then, '... and after the bot';
}
$beckon->db('UPDATE operator SET auto_accept = 0');
$beckon->db('UPDATE session SET seen_at = NOW(3)');

my $kim = invites(assign_me => 1);
$kim->replies('bye');
is row(), "closed $ben->{id}", 'ended by the bot: the sender is recorded';
is $beckon->db("SELECT COUNT(*) FROM chat_event WHERE kind = 'offered'"
    . ' AND chat_id = ' . newest()), 0, '... and was offered nothing';

my $lea = invites(assign_me => 1);
$lea->replies('hm');
$beckon->db('UPDATE session SET seen_at = NOW(3)');
is $anna->post('/office/chat/take', {id => newest()})->{status}, 303,
    'one who may take over takes the chat that is to be the sender\'s';
like history($anna), qr/it was to be offered to <b>Ben/, '... as noted';

my $mia = invites(assign_me => 1);
$mia->replies('hm');
$beckon->db("UPDATE operator SET disabled = 1 WHERE id = $ben->{id}");
$mia->does('person', chat => newest());
is row(), 'pending', 'a sender disabled meanwhile has it no more';
$beckon->db("UPDATE operator SET disabled = 0 WHERE id = $ben->{id}");

my $nina = Beckon::Shopper->new($beckon, dep => 'trees');
$anna->post('/invite/send', {visitor => $nina->id, key => key(),
    mode => 'chat', text => 'Hello there', department => 11});
is row(), "active $anna->{id}", 'invitation and chat: never the bot';

# --- Changing it while it talks ---------------------------------------------------

my $olga = Beckon::Shopper->new($beckon, dep => 'trees');
$olga->starts('hm');
my @less = @STEPS;
my $version = sub { $beckon->db("SELECT version FROM bot WHERE id = $bot") };
is saves($anna, \@STEPS, id => $bot, version => 99)->{status}, 409,
    'a form that is out of date';
$r = saves($anna, \@STEPS, id => $bot, version => 99);
like $r->{content}, qr/somebody else was quicker/, '... says so';
like $r->{content}, qr/name="version" value="@{[scalar $version->()]}"/,
    '... and may be saved again';
is saves($anna, \@STEPS, id => $bot, version => $version->(),
    's2.number' => 30, 's1.next' => 30)->{status}, 303, 'a step is replaced';
$s = says($olga, 'An order');
is $s->{chat}{status}, 'pending', 'a chat that waited there goes to people';
like history($anna), qr/the step that it waited at is gone/, '... as noted';

is $anna->post('/office/bot/delete', {id => $bot, version => $version->()})
    ->{status}, 409, 'one that a department uses is not deleted';
is saves($anna, \@STEPS, name => 'Other', department => 12)->{status}, 303,
    'another bot';
my $other = $beckon->db('SELECT MAX(id) FROM bot');
is saves($anna, \@STEPS, name => 'Other', department => 11, id => $other,
    version => 1)->{status}, 303, '... takes the department';
is $beckon->db('SELECT GROUP_CONCAT(CONCAT(id, \':\', COALESCE(bot_id, 0))'
    . ' ORDER BY id) FROM department WHERE id IN (11, 12)'),
    "11:$other,12:0", '... and leaves its own';
is $anna->post('/office/bot/delete', {id => $bot, version => $version->()})
    ->{status}, 303, 'a bot that nobody uses is deleted';
is saves($anna, \@STEPS, name => 'Other', department => 99, id => $other,
    version => 2)->{status}, 409, 'a department that is gone';
my $pia = Beckon::Shopper->new($beckon, dep => 'trees');
$pia->starts('hm');
is row(), 'bot', 'the other bot talks';
$beckon->db('UPDATE department SET bot_id = NULL');
is $anna->post('/office/bot/delete', {id => $other, version => 2})->{status},
    409, '... and is not deleted while it does';
is_deeply [map { join ' ', $_->[0] == $bot ? 'first' : 'other', @$_[1, 2] }
    $beckon->db("SELECT object_id, what, detail FROM audit"
    . " WHERE what LIKE 'bot %' ORDER BY id")],
    ['first bot add Tree bot: for Trees',
    'first bot change Tree bot: step Menu removed, step Opening,'
    . ' step Menu added, version 2',
    'other bot add Other: for Garage',
    'other bot change Other: no longer for Garage, for Trees, version 2',
    'first bot change Tree bot: no longer for Trees, which has Other',
    'first bot delete Tree bot'],
    'what was changed is in the audit, by bot, with what and which version';
like $anna->get('/office/audit?kind=bots')->{content},
    qr{changed the bot <b>Other: no longer for Garage, for Trees},
    '... in words';

# --- Any text ---------------------------------------------------------------------

for my $text ('<img src=x onerror=alert(1)>', "'; DROP TABLE bot; --",
    "%s%n\\", "\x{202e}abc", 'ß' x 2000, '0', '-1', '999999999999999999999') {
	my $who = Beckon::Shopper->new($beckon, dep => 'trees');
	$beckon->db("UPDATE department SET bot_id = $other WHERE id = 11");
	$who->starts($text);
	$s = says($who, $text);
	ok defined $s->{chat}{status}, 'a line of ' . length($text)
	    . ' characters is heard';
	is history($anna) =~ /<img src=x/, '', '... and shown as text';
}
is $beckon->log('visit') =~ /error|warn/i, '', 'visit had nothing to complain of';

done_testing;
