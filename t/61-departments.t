#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# Departments over HTTP: the page that says why somebody is seen, groups and
# assignments by their forms, what is refused on the way, online hours.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Beckon::Shopper qw(key operator);
use POSIX qw(strftime);
use Test::More;

my $beckon = Beckon->start(conf => ['password.cost min']);
my $anna = $beckon->browser->sign_in;

sub has { return ok $_[0]{content} =~ $_[1], $_[2] }
sub lacks { return ok $_[0]{content} !~ $_[1], $_[2] }
sub status { return $_[0]{status} }
sub place { return $_[0]{headers}{location} // '' }

# One trip for many: what is prepared at once.
my ($TREES, $POTS, $TOOLS) = (21, 22, 23);
my ($NORTH, $EMPTY, $SOUTH) = (31, 32, 33);
$beckon->db(qq{INSERT INTO department (id, name, alias) VALUES
    ($TREES, 'Trees', 'trees'), ($POTS, 'Pots', 'pots'),
    ($TOOLS, 'Tools', 'tools')});
$beckon->db(qq{INSERT INTO department_group (id, name) VALUES
    ($NORTH, 'North'), ($EMPTY, 'Empty'), ($SOUTH, 'South')});
$beckon->db(qq{INSERT INTO department_in_group VALUES
    ($NORTH, $TREES), ($NORTH, $POTS), ($SOUTH, $TOOLS)});
$beckon->db(q{INSERT INTO role (id, name) VALUES (51, 'Seer'), (52, 'Opener')});
$beckon->db(q{INSERT INTO role_permission VALUES
    (51, 'lhchat', 'sees_all_online_visitors'), (52, 'lhchat', 'open_all')});
my $ben = operator($beckon, 'ben');
my $carl = operator($beckon, 'carl');

# What is assigned: "21" a department, "g31" a group, "all"; r: read-only.
sub assign {
	my ($who, $what, @roles) = @_;
	my @rows;
	for (split ' ', $what) {
		my ($all, $group, $id, $read) = /^(?:(all)|(g?)(\d+))(r?)$/
		    or die $_;
		push @rows, sprintf '(%d, %s, %s, %d)', $who->{id},
		    $all || $group ? 'NULL' : $id, $group ? $id : 'NULL',
		    $read ? 1 : 0;
	}
	my $id = $who->{id};
	$beckon->db(join ';', "DELETE FROM assignment WHERE operator_id = $id",
	    (@rows ? 'INSERT INTO assignment (operator_id, department_id,
		group_id, read_only) VALUES ' . join ', ', @rows : ()),
	    "DELETE FROM operator_role WHERE operator_id = $id AND role_id > 50",
	    map { "INSERT INTO operator_role VALUES ($id, $_)" } @roles);
}

# --- Visitors -------------------------------------------------------------------

my @visitors = map { Beckon::Shopper->new($beckon, dep => $_) }
    '', 'trees', 'pots', 'trees,tools';
my @names = ('of no department', 'of Trees', 'of Pots', 'of Trees and Tools');
$beckon->db('UPDATE presence SET gone_at = NOW(3) + INTERVAL 1 HOUR');

# --- Why? ---------------------------------------------------------------------------

assign($ben, '');
my $r = $ben->get('/office/why');
has $r, qr/No department is assigned/, 'a new operator is told why nobody is seen';
lacks $r, qr/id="figures"/, '... without figures';
lacks $r, qr{/office/operator\?}, '... and without links that are not theirs';
$r = $ben->get('/office/visitors');
has $r, qr/assigned <b>All departments<\/b>/, 'the empty list names the first way';
has $r, qr/assigned the <b>departments<\/b>/, '... the second';
has $r, qr/lhchat, sees_all_online_visitors/, '... and the third';
has $r, qr{href="/office/why"}, '... and leads to Why?';
lacks $r, qr/id="figures"/, '... and says nothing of hidden ones';
is status($ben->get("/office/why?operator=$carl->{id}")), 403,
    'one does not ask about others';
is status($ben->get('/office/why?operator=9999')), 403, '... whoever they are';
is status($ben->get('/office/why?visitor=' . $visitors[1]->id)), 404,
    '... nor about visitors one does not see';
is status($ben->get('/office/why?visitor=x')), 400, '... nor nonsense';

is status($anna->get('/office/why?operator=9999')), 404,
    'no such operator';
is status($anna->get('/office/why?visitor=4000000')), 404, 'no such visitor';
assign($ben, '21');
$r = $anna->get("/office/why?operator=$ben->{id}");
has $r, qr/data-row="some"/, 'who manages operators asks for another';
my ($figures) = $r->{content} =~ m{id="figures">(.*?)</p>}s;
is $figures =~ s/<[^>]*>//gr,
    '4 online: 2 in their departments, 2 hidden from them (no department 1, Pots 1).',
    '... and gets figures';
has $r, qr{href="/office/operator\?id=$ben->{id}"}, '... the way to the assignments';
for ([1, 'match', qr/belongs to <b>Trees<\/b>/],
    [2, 'other', qr/belongs to <a href="\/office\/department\?id=$POTS">Pots</],
    [0, 'without', qr/belongs to <b>no department<\/b>/]) {
	my ($n, $row, $words) = @$_;
	$r = $anna->get("/office/why?operator=$ben->{id}&visitor=" .
	    $visitors[$n]->id);
	my ($got) = $r->{content} =~ /id="why" data-row="([\w-]+)"/;
	is $got, $row, "a visitor $names[$n]: the row that decides";
	has $r, $words, '... in words';
}
assign($ben, 'g31r', 51);
$r = $anna->get("/office/why?operator=$ben->{id}&visitor=" . $visitors[1]->id);
has $r, qr{role <a href="/office/role\?id=51">Seer</a> has the permission},
    'the role that lets one see everybody is linked';
has $r, qr/data-send="read-only"/, '... and that one may not write';
assign($ben, '22');
assign($carl, 'g31');
$r = $anna->get('/office/why?visitor=' . $visitors[2]->id);
my %by = $r->{content} =~ /data-operator="(\w+)" data-row="([\w-]+)"/g;
is_deeply {map { $_ => $by{$_} } qw(admin ben carl)},
    {admin => 'all', ben => 'match', carl => 'match'},
    'who can see this visitor: everybody with the reason';
has $anna->get('/office/visitor?id=' . $visitors[2]->id),
    qr/Who can see this visitor\?/, '... is asked from the visitor\'s page';
has $anna->get("/office/operator?id=$ben->{id}"),
    qr{/office/why\?operator=$ben->{id}"}, '... and from the operator\'s';
$r = $anna->get('/office/visitors?department=' . $TOOLS . '&state=idle');
($figures) = $r->{content} =~ m{id="figures">(.*?)</p>}s;
is $figures =~ s/<[^>]*>//gr,
    '4 online: Trees 2, no department 1, Pots 1, Tools 1.',
    'who sees all reads where those are whom a filter leaves out';

# --- Groups and assignments by their forms -------------------------------------------

sub form {
	my ($who, $path) = @_;
	my $page = $who->get($path);
	return map { $_ => $page->{content} =~
	    /name="$_" value="([^"]*)"/ ? $1 : '' } qw(key id version);
}

$r = $anna->post('/office/group', {form($anna, '/office/group'),
	name => 'West', department => [$TREES, $TOOLS]});
is place($r), '/office/groups?said=saved', 'a group is made';
my $west = $beckon->db("SELECT id FROM department_group WHERE name = 'West'");
has $anna->get(place($r)), qr/West.*Tools, Trees/s, '... and listed with what it holds';
my %first = form($anna, "/office/group?id=$west");
is status($anna->post('/office/group', {%first, name => 'West',
	department => [$TREES]})), 303, 'it is changed';
$r = $anna->post('/office/group', {%first, name => 'Wild West'});
is status($r), 409, 'a form that was opened before does not go through';
has $r, qr/Administrator changed this.*West: departments/s,
    '... says who was quicker, and what they changed';
has $r, qr/value="Wild West"/, '... and keeps what was typed';
$r = $anna->post('/office/group', {form($anna, '/office/group'), name => ' '});
is status($r), 400, 'a group without a name';
has $r, qr/id="why-name"/, '... is refused, and the field is named';
is status($anna->post('/office/group', {form($anna, '/office/group'),
	name => 'West'})), 400, 'nor two of one name';
is status($anna->post('/office/group', {form($anna, '/office/group'),
	name => 'Ghosts', department => 999})), 409, 'nor with a department that is gone';
is status($anna->post('/office/group', {form($anna, '/office/group'),
	name => 'Loop', department => "g$west"})), 400,
    'a group holds no groups, so there are no cycles';
is status($anna->get('/office/group?id=999')), 404, 'no such group';

$r = $anna->post('/office/operator', {form($anna,
	"/office/operator?id=$ben->{id}"), login => 'ben', name => 'Ben',
	role => 2, department => ["g$west", $POTS], read_only => $POTS,
	no_auto => "g$west", "priority_g$west" => '-3', priority_0 => '9'});
is status($r), 303, 'an operator is assigned to a group';
is $beckon->db("SELECT GROUP_CONCAT(COALESCE(group_id, 0), ':',
    COALESCE(department_id, 0), ':', read_only, no_auto, ':', priority
    ORDER BY group_id IS NULL) FROM assignment WHERE operator_id = $ben->{id}"),
    "$west:0:01:-3,0:$POTS:10:0", '... with what belongs to it';
has $anna->get('/office/operators'), qr/Pots \(read-only\), West \(group\)/,
    '... and the list says so';
$r = $anna->post('/office/operator', {form($anna,
	"/office/operator?id=$ben->{id}"), login => 'ben', name => 'Ben',
	role => 2, department => $POTS, "priority_$POTS" => 'high'});
is status($r), 400, 'a priority is a number';
has $r, qr/id="why-priority"/, '... and the field is named';
my %mine = form($anna, "/office/operator?id=$ben->{id}");
is status($anna->post('/office/operator', {%mine, login => 'ben', name => 'Ben',
	role => 2, department => 0})), 303, 'All departments';
$r = $anna->post('/office/operator', {%mine, login => 'ben', name => 'Benny',
	role => 2, department => "g$west"});
is status($r), 409, 'a stale form';
has $r, qr/ben: departments/, '... says what changed';
has $r, qr/Stored now: <b>on</, '... and how it stands';
is status($anna->get("/office/group?id=$west")), 200, 'a group that nobody has';
my %gone = form($anna, "/office/group?id=$west");
$beckon->db("INSERT INTO assignment (operator_id, group_id) VALUES
    ($carl->{id}, $west)");
is status($anna->post('/office/group/delete', {%gone})), 409,
    'a group to which somebody is assigned stays';
$beckon->db("DELETE FROM assignment WHERE group_id = $west");
is status($anna->post('/office/group/delete', {%gone})), 303, '... else it goes';
is $beckon->db("SELECT COUNT(*) FROM department WHERE id IN ($TREES, $TOOLS)"),
    2, '... and its departments stay';

# --- Empty names, the last administrator ---------------------------------------------

for (['department', timezone => 'UTC', no_reply => 60],
    ['operator', login => 'x', password => 'long enough it is'], ['role'], ['site']) {
	my ($what, %with) = @$_;
	$r = $anna->post("/office/$what", {form($anna, "/office/$what"),
		name => '  ', %with});
	is status($r), 400, "a $what without a name is refused";
	has $r, qr/id="why-name"/, '... and the field is named';
	is status($anna->get("/office/$what?id=99999")), 404, "... no such $what";
}
my $admin = $beckon->env('ADMIN_LOGIN');
my %me = form($anna, '/office/operator?id=1');
for ([role => 2], [role => 1, disabled => 1]) {
	$r = $anna->post('/office/operator', {%me, login => $admin,
		name => 'Administrator', department => 0, @$_});
	is status($r), 409, 'the last administrator is neither demoted nor disabled';
	has $r, qr/no administrator would be left/, '... and told why';
}

# --- Online hours ----------------------------------------------------------------------

assign($_, '') for $ben, $carl;
my $page = '/office/department/hours';
sub online {
	my ($dep) = @_;
	return Beckon::Shopper->new($beckon, dep => $dep)->sync->{online} ? 1 : 0;
}
sub hours {
	my (%days) = @_;
	return $anna->post($page, {form($anna, "$page?id=$TREES"), id => $TREES, %days});
}
is online('trees'), 1, 'somebody is there';
my $today = strftime('%u', gmtime(time + 60)) - 1;
my $other = ($today + 3) % 7;
is status(hours("day$other" => '9-12, 14:00-18:00')), 303, 'hours of another day';
is online('trees'), 0, '... nobody is there now';
is online('pots'), 1, '... but in another department';
is online('trees,pots'), 1, '... or where one of several is open';
is online(''), 1, '... or where none is named';
has $anna->get('/office/departments'), qr/closed now/, 'the list says so';
has $anna->get("$page?id=$TREES"), qr/value="09:00-12:00, 14:00-18:00"/,
    'the form shows what was written';
is status(hours(map { ("day$_" => '0-24') } 0 .. 6)), 303, 'hours around the clock';
is online('trees'), 1, '... somebody is there';
is status(hours("day$other" => '9-12', day9 => 'x')), 303, 'hours of another day';
my %old = form($anna, "$page?id=$TREES");
is status(hours()), 303, 'no hours';
is online('trees'), 1, '... are always open';
$r = $anna->post($page, {%old, id => $TREES, day0 => '1-2'});
is status($r), 409, 'a stale form';
has $r, qr/Trees: hours/, '... says what changed';
$r = hours(day2 => '12-9');
is status($r), 400, 'hours that end before they begin';
has $r, qr/id="why-day2"/, '... and the field is named';
has $r, qr/value="12-9"/, '... with what was typed';
is status($anna->get("$page?id=999")), 404, 'no such department';
is status($anna->post($page, {id => 999, version => 1})), 404, '... to change';
is status($ben->get("$page?id=$TREES")), 403, 'not for everybody';
is status(hours("day$today" => '0-24', 'day' . ($today + 1) % 7 => '0-24')), 303,
    'a department that is open today';
$beckon->db('DELETE FROM department_open');
is online('trees'), 0, 'moments that are used up';
ok $beckon->until(sub { $beckon->db('SELECT COUNT(*) FROM department_open') }),
    '... are made by pulse';
is online('trees'), 1, '... and it is open';

unlike $beckon->log('office'), qr/ended with status|fatal/, 'no worker ended on the way';
done_testing;
