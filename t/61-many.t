#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# 61-many.t: more departments and groups than a form shows: nothing that does
# not stand in the form is lost when it is saved; and why names the group; over
# HTTP.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Beckon::Shopper;
use Test::More;

my $beckon = Beckon->start;
my $admin = $beckon->browser->sign_in;

$beckon->db(q{INSERT INTO department (id, name)
    SELECT 1000 + seq, CONCAT('Dept ', LPAD(seq, 3, '0')) FROM seq_1_to_320});
$beckon->db(q{INSERT INTO department_group (id, name)
    SELECT 500 + seq, CONCAT('Group ', LPAD(seq, 3, '0')) FROM seq_1_to_90});
$beckon->db(q{INSERT INTO department_in_group (group_id, department_id)
    SELECT 501, 1000 + seq FROM seq_1_to_260});
$beckon->ctl('operator', 'add', 'ben', '-r', 'Operator');
my $ben = $beckon->db("SELECT id FROM operator WHERE login = 'ben'");
$beckon->db("INSERT INTO assignment (operator_id, department_id, priority)
    SELECT $ben, 1000 + seq, 3 FROM seq_21_to_270");
$beckon->db("INSERT INTO assignment (operator_id, group_id, read_only)
    SELECT $ben, 500 + seq, 1 FROM seq_11_to_80");

# The fields of the form that is posted there, as a browser would send them.
sub form {
	my ($page, $action) = @_;
	my ($form) = $page =~
	    m{<form[^>]* action="\Q$action\E"[^>]*>(.*?)</form>}s or die 'no form';
	my %f;

	for ($form =~ /<input([^>]*)>/g) {
		next if /type="checkbox"/ && !/ checked/ || / form="/;
		my ($name) = / name="([^"]*)"/ or next;
		my ($value) = / value="([^"]*)"/;
		push @{$f{$name}}, $value;
	}
	delete $f{csrf};
	return \%f;
}

sub assigned {
	return scalar $beckon->db("SELECT CONCAT(COUNT(department_id), ' ',
	    COUNT(group_id), ' ', SUM(priority), ' ', SUM(read_only))
	    FROM assignment WHERE operator_id = $ben");
}

sub save {
	my ($form, %with) = @_;
	my $r = $admin->post('/office/operator', {%$form, %with});

	diag $r->{content} if $r->{status} !~ /^(?:303|409)$/;
	return $r->{status};
}

# --- An operator -----------------------------------------------------------------

my $path = "/office/operator?id=$ben";
is assigned(), '250 70 750 70', 'an operator with 320 assignments';
my $page = $admin->get($path)->{content};
like $page, qr/200 of 41\d stand here/, 'the form says that it does not show all';
my $f = form($page, '/office/operator');
is scalar(@{$f->{department}}), 200, '... the ticked ones are there first';
is save($f, name => ['Ben']), 303, 'it is saved with another name';
is $beckon->db("SELECT name FROM operator WHERE id = $ben"), 'Ben', '... which is kept';
is assigned(), '250 70 750 70', '... and all the assignments are too';

$f = form($admin->get($path)->{content}, '/office/operator');
my @ticks = @{$f->{department}};
my ($gone) = grep { !/g/ } @ticks;
is save($f, department => [grep { $_ ne $gone } @ticks]), 303, 'one is taken away';
is assigned(), '249 70 747 70', '... that one';
is $beckon->db("SELECT COUNT(*) FROM assignment WHERE operator_id = $ben
    AND department_id = $gone"), 0, '... and no other';

$page = $admin->get("$path&find=Dept%2030")->{content};
$f = form($page, '/office/operator');
is $f->{shown}[0], join(',', 1300 .. 1309), 'others are found by their name';
is $f->{department}, undef, '... none of them ticked';
is save($f, department => [1305], read_only => [1305]), 303, 'one of them is given';
is assigned(), '250 70 747 71', '... and nothing else changed';
like $admin->get("$path&find=nowhere")->{content}, qr/No department or group has/,
    'what is not there is said';

$f = form($admin->get("$path&find=Dept%2026")->{content}, '/office/operator');
$beckon->db("UPDATE operator SET version = version + 1 WHERE id = $ben");
my $r = $admin->post('/office/operator', {%$f, department => [1260]});
is $r->{status}, 409, 'a stale form';
my $again = form($r->{content}, '/office/operator');
is $again->{shown}[0], $f->{shown}[0], '... shows the same departments again';
is_deeply $again->{department}, [1260], '... as they were ticked';
is save($again), 303, '... and may be saved then';
is assigned(), '241 70 720 71', '... which changes those only';

# --- Languages ------------------------------------------------------------------

$f = form($admin->get($path)->{content}, '/office/operator');
is $admin->post('/office/operator', {%$f, languages => 'English'})->{status}, 400,
    'languages are written as two letters';
is save($f, languages => 'en,de'), 303, 'who manages operators sets what they speak';
is $beckon->db("SELECT languages FROM operator WHERE id = $ben"), 'en,de', '... kept';
like $admin->get($path)->{content}, qr/name="languages" value="en,de"/, '... and shown';
like $beckon->db("SELECT detail FROM audit WHERE object_id = $ben
    AND what = 'operator change' ORDER BY id DESC LIMIT 1"), qr/languages/,
    '... and noted';

# --- A group ----------------------------------------------------------------------

sub held { return scalar $beckon->db(
	'SELECT COUNT(*) FROM department_in_group WHERE group_id = 501') }

$page = $admin->get('/office/group?id=501')->{content};
like $page, qr/200 of 32\d stand here/, 'a group says the same';
$f = form($page, '/office/group');
is $admin->post('/office/group', {%$f, name => 'Renamed'})->{status}, 303, 'renamed';
is held(), 260, '... it keeps what its form did not show';
$f = form($admin->get('/office/group?id=501')->{content}, '/office/group');
pop @{$f->{department}};
is $admin->post('/office/group', $f)->{status}, 303, 'one leaves';
is held(), 259, '... that one';
$f = form($admin->get('/office/group?id=501&find=Dept%20320')->{content}, '/office/group');
is $admin->post('/office/group', {%$f, department => [1320]})->{status}, 303,
    'one that was looked for comes';
is held(), 260, '... to the others';
# --- A site, and a bot ---------------------------------------------------------------

$beckon->db('UPDATE site SET department_id = 1320 WHERE id = 1');
like $admin->get('/office/site?id=1')->{content},
    qr/<option value="1320" selected>Dept 320</,
    'a site keeps a department that is beyond the list';
$beckon->db("INSERT INTO bot (id, name) VALUES (7, 'Robin')");
$beckon->db('UPDATE department SET bot_id = 7 WHERE id IN (1319, 1320)');
my @uses = $admin->get('/office/bot?id=7')->{content} =~
    /name="department" value="(\d+)" checked/g;
is "@uses", '1319 1320', 'a bot has its departments first';

# --- Why -----------------------------------------------------------------------------

$beckon->db("DELETE FROM assignment WHERE operator_id = $ben");
$beckon->db("INSERT INTO department_in_group (group_id, department_id)
    VALUES (590, 1320), (590, 1319)");
$beckon->db("INSERT INTO assignment (operator_id, department_id, group_id)
    VALUES ($ben, 1001, NULL), ($ben, NULL, 590)");
my $why = $admin->get("/office/why?operator=$ben")->{content};
like $why, qr{<b>Dept[ ]001</b>,[ ]<b>Dept[ ]319</b>[ ]\(by[ ]the[ ]group[ ]<a
    [ ]href="/office/group\?id=590">Group[ ]090</a>\)}x,
    'why names the group that brought a department, with the link to it';
unlike $why, qr/<b>Dept 001<\/b> \(by/, '... and none where none did';
my $eve = Beckon::Shopper->new($beckon, dep => '1320');
$beckon->db('DELETE FROM visitor_department');
$beckon->db('INSERT INTO visitor_department (visitor_id, department_id, place)
    VALUES (' . $eve->id . ', 1320, 0)');
my $reason = qr{The[ ]visitor[ ]belongs[ ]to[ ]<b>Dept[ ]320</b>,[ ]which[ ]is[ ]assigned[ ]by
    [ ]the[ ]group[ ]<a[ ]href="/office/group\?id=590">Group[ ]090</a>\.}x;
$why = $admin->get("/office/why?operator=$ben&visitor=" . $eve->id)->{content};
is scalar(() = $why =~ /$reason/g), 2,
    '... also for a visitor, and among all who see them';

# --- The send dialog ---------------------------------------------------------------

$path = '/invite/new?visitor=' . $eve->id;
$page = $admin->get($path)->{content};
unlike $page, qr/>Dept 310</, 'the send dialog does not show all departments';
like $page, qr/name="find"/, '... but a way to the others';
like $admin->get("$path&find=dept%20310")->{content},
    qr/<option value="1310">Dept 310<\/option>\s*<\/select>/,
    '... by a part of the name';
is $admin->post('/invite/send', {visitor => $eve->id, mode => 'invitation',
	key => 'a' x 16, text => 'Hello', department => 1310})->{status}, 303,
    '... which can be chosen';
is $beckon->db('SELECT department_id FROM invitation'), 1310, '... and is kept';
$beckon->db('UPDATE department SET disabled = 1 WHERE id = 1310');
is $admin->post('/invite/send', {visitor => $eve->id, mode => 'invitation',
	key => 'b' x 16, text => 'Hello', department => 1310})->{status}, 400,
    'one that may not be chosen is refused as before';

$beckon->db('UPDATE department SET disabled = 0 WHERE id = 1310');
like $admin->get("$path&find=dept%20312&department=1310")->{content},
    qr/<option value="1310" selected>Dept 310<\/option>\s*<option value="1312">/,
    '... and what is chosen stays while another one is looked for';

# --- The filter of the online visitors ------------------------------------------------

my $hostile = q{<script>alert("it's")</script>&amp;};
$beckon->db("UPDATE department SET name = '" . $hostile =~ s/'/''/gr .
    "' WHERE id = 1318");
$path = '/office/visitors';
$page = $admin->get($path)->{content};
unlike $page, qr/>Dept 310</, 'the filter does not show all departments';
like $page, qr/type="search"[^>]* name="find"/, '... but a way to the others';
unlike $admin->get($path . '?department=1310')->{content}, qr/>Dept 311</,
    'one that is chosen beyond the list';
like $admin->get($path . '?department=1310')->{content},
    qr/<option value="1310" selected>Dept 310</, '... has its name there';
like $admin->get($path . '?department=1310')->{content},
    qr/The first 200 are listed/, '... which is not counted as one of the first';
like $admin->get($path . '?department=1310')->{content}, qr/Clear/,
    '... and filters';
for my $where ($path, "$path/departments") {
	$page = $admin->get("$where?find=dept%2031&department=1007")->{content};
	my ($list) = $page =~ m{(<select[^>]*name="department".*?</select>)}s;
	is join(' ', $list =~ /<option value="(\d+)"/g), '1007 ' .
	    join(' ', 1310 .. 1317, 1319), "$where: found, beside the chosen one";
	like $page, qr/9 departments have “dept 31” in the name/, '... and counted';
	like $admin->get("$where?find=nowhere")->{content},
	    qr/No department has “nowhere” in its name/, '... so is nothing';
	$page = $admin->get("$where?find=%3Cscript%3E&department=1")->{content};
	like $page, qr{>&lt;script&gt;alert\(&quot;it&#39;s&quot;\)&lt;/script},
	    "... a name is text";
	like $page, qr/1 department has “&lt;script&gt;” in the name/,
	    '... as is what was looked for';
	unlike $page, qr/<script>/, '... and nothing else';
	is $admin->get("$where?find=" . 'x' x 101)->{status}, 400,
	    '... which has an end';
}

# Who has Dept 271 to 320 by nothing that they are assigned to.
$beckon->db("DELETE FROM department_in_group WHERE group_id = 590");
$beckon->db("DELETE FROM assignment WHERE operator_id = $ben");
$beckon->db("INSERT INTO assignment (operator_id, department_id)
    SELECT $ben, 1000 + seq FROM seq_21_to_270");
$beckon->ctl('operator', 'reset', 'ben') =~ /^password (\S+)/m or die;
my $clerk = $beckon->browser->sign_in('ben', $1);
sub choices { return join ' ', $clerk->get("$path$_[0]")->{content} =~
    /<option value="(1\d{3})"/g }
is choices('/departments?find=dept%2027'), '1270',
    'who sees some departments finds those alone';
is choices('?find=dept%2027'), '1270', '... on the page as well';
is choices('/departments?find=dept%2027&department=1271'), '1270',
    'one of others is not chosen by its number either';
$page = $clerk->get("$path?department=1271")->{content};
unlike $page, qr/Dept 271/, '... nor named';
unlike $page, qr/Clear/, '... and filters nothing';
like $clerk->get("$path?department=1265")->{content},
    qr/<option value="1265" selected>/, '... one\'s own does';

is $beckon->log('office') =~ s/^office\[\d+\]: (?:\d+ workers|.*route.*)\n//mgr,
    '', 'nothing of this is an error';
done_testing;
