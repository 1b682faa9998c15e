#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# Who sees whom, through real processes: assignments x permission x the
# visitor's departments x every route that touches a visitor or a chat.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Beckon::Shopper qw(key operator);
use Test::More;

my $beckon = Beckon->start(conf => ['password.cost min']);
my $anna = $beckon->browser->sign_in;

sub has { return ok $_[0]{content} =~ $_[1], $_[2] }
sub lacks { return ok $_[0]{content} !~ $_[1], $_[2] }
sub status { return $_[0]{status} }

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

# Assignments, the permission to see all; who is seen, to whom one may send;
# the row that decides.
my @cases = (
	['', 0, '0000', '0000', 'none'],
	['', 1, '1111', '1111', 'only-right'],
	['all', 0, '1111', '1111', 'all'],
	['all', 1, '1111', '1111', 'all'],
	['allr', 0, '1111', '0000', 'all'],
	['allr', 1, '1111', '0000', 'all'],
	['allr 21', 0, '1111', '0101', 'all'],
	['allr g31', 0, '1111', '0111', 'all'],
	['21', 0, '0101', '0101', 'some'],
	['22', 0, '0010', '0010', 'some'],
	['23', 0, '0001', '0001', 'some'],
	['21r', 0, '0101', '0000', 'some'],
	['21r 23', 0, '0101', '0001', 'some'],
	['21r', 1, '1111', '1010', 'permission'],
	['23', 1, '1111', '1111', 'permission'],
	['g31', 0, '0111', '0111', 'some'],
	['g31r', 0, '0111', '0000', 'some'],
	['g31r', 1, '1111', '1000', 'permission'],
	['g31r 21', 0, '0111', '0101', 'some'],
	['g31r g33', 0, '0111', '0001', 'some'],
	['g32', 0, '0000', '0000', 'some'],
	['g32', 1, '1111', '1111', 'permission'],
	['g32r', 0, '0000', '0000', 'some'],
	['g31 g33', 0, '0111', '0111', 'some'],
);

# Every route that touches a visitor, and what it answers to who may send; the
# last are for who may only see.
my @reading = ('/office/visitor?id=%d', '/office/visitor/panel?id=%d',
    '/office/why?visitor=%d');
my @sending = ('/invite/new?visitor=%d', '/invite/status?visitor=%d',
    '/invite/edit?visitor=%d');

# The invitation of who is asked for, open and theirs.
sub invite {
	my ($who, $visitor) = @_;
	my $id = $visitor->id;
	$beckon->db("DELETE FROM invitation WHERE visitor_id = $id;
	    INSERT INTO invitation (id, visitor_id, operator_id, client_key,
	    text) VALUES ($id, $id, $who->{id}, 'abcdefgh', 'May I?')");
	return (visitor => $id, invitation => $id);
}

sub writes {
	my ($who, $visitor) = @_;
	my %of = invite($who, $visitor);
	my @got = (status($who->post('/invite/edit', {%of, version => 1,
		text => 'May I help?'})), status($who->post('/invite/revoke',
		{%of})), status($who->post('/invite/send', {%of, key => key(),
		mode => 'invitation', text => 'Hello'})));
	$beckon->db("DELETE FROM invitation WHERE visitor_id = $of{visitor}");
	push @got, status($who->post('/invite/send', {%of, key => key(),
		mode => 'chat', text => 'Hello'}));
	return @got;
}

sub tidy {
	$beckon->db('DELETE FROM invitation; DELETE FROM message;
	    DELETE FROM offer; DELETE FROM chat_event; DELETE FROM chat');
}

for my $case (@cases) {
	my ($what, $all, $sees, $sends, $row) = @$case;
	my $name = "'$what'" . ($all ? ' and sees all' : '');
	assign($ben, $what, $all ? 51 : ());
	my (@wrong, @ids);
	for my $path ('/office/visitors', '/office/visitors/list',
	    '/office/visitors?sort=pages', '/office/visitors?q=shop') {
		my $page = $ben->get($path);
		my %seen = map { $_ => 1 } $page->{content} =~ /<tr id="v(\d+)"/g;
		my $got = join '', map { $seen{$_->id} ? 1 : 0 } @visitors;
		push @wrong, "$path lists $got" if $got ne $sees;
		my ($total) = $page->{content} =~ /id="total">(\d+)</;
		push @wrong, "$path counts $total"
		    if $total != ($sees =~ tr/1//);
	}
	for my $n (0 .. $#visitors) {
		my $v = $visitors[$n];
		my ($see, $send) = map { substr $_, $n, 1 } $sees, $sends;
		my $denied = $see ? 403 : 404;
		my $say = sub {
			push @wrong, "$names[$n]: $_[0] $_[1], not $_[2]"
			    if $_[1] != $_[2];
		};
		invite($ben, $v);
		for (@reading) {
			my $path = sprintf $_, $v->id;
			$say->($path, status($ben->get($path)), $see ? 200 : 404);
		}
		for (@sending) {
			my $path = sprintf $_, $v->id;
			$say->($path, status($ben->get($path)),
			    $send ? 200 : $denied);
		}
		my $k = 0;
		$say->((qw(edit revoke send begin))[$k++], $_,
		    $send ? 303 : $denied) for writes($ben, $v);
		tidy() if $send;
	}
	my ($why) = $ben->get('/office/why')->{content} =~ /data-row="([\w-]+)"/;
	push @wrong, "why says $why" if $why ne $row;
	ok(!@wrong, "$name: " . ($sees =~ tr/1// . ' seen')) or diag(join "\n", @wrong);
}

# --- What is seen of departments one does not have --------------------------------

assign($ben, '21');
my $r = $ben->get('/office/visitors');
lacks $r, qr/>Pots<\/option>/, 'a department of others is no choice';
has $r, qr/>Trees<\/option>/, '... one\'s own is';
assign($ben, 'g31');
has $ben->get('/office/visitors'), qr/>Pots<\/option>/, '... by a group too';
$beckon->db("DELETE FROM department_in_group WHERE department_id = $POTS");
is status($ben->get('/office/visitor?id=' . $visitors[2]->id)), 404,
    'what leaves a group is not seen from the next request';
$beckon->db("INSERT INTO department_in_group VALUES ($NORTH, $POTS)");
is status($ben->get('/office/visitor?id=' . $visitors[2]->id)), 200,
    '... and what comes into it is';
$beckon->db("UPDATE department SET hidden = 1, disabled = 1 WHERE id = $POTS");
is status($ben->get('/office/visitor?id=' . $visitors[2]->id)), 200,
    'hidden and disabled departments still count';
$beckon->db("UPDATE department SET hidden = 0, disabled = 0 WHERE id = $POTS");
$visitors[2]->does('hello', %{$visitors[2]{page}}, view => key(), dep => 'tools');
is status($ben->get('/office/visitor?id=' . $visitors[2]->id)), 404,
    'the departments of the last page view count';
$visitors[2]->does('hello', %{$visitors[2]{page}}, view => key(), dep => 'pots');
is status($ben->get('/office/visitor?id=' . $visitors[2]->id)), 200,
    '... whichever they are';
is status($ben->get('/office/visitor?id=4000000')), 404,
    'no such visitor looks like one who is not to be seen';
$beckon->db('UPDATE presence SET gone_at = NOW(3) + INTERVAL 1 HOUR');

# --- Chats ------------------------------------------------------------------------

my $talker = Beckon::Shopper->new($beckon, dep => 'trees');
my $T = $talker->id;

# A chat of this department and owner, as it was.
sub chat {
	my ($department, $owner) = @_;
	my $status = $owner ? 'active' : 'pending';
	tidy();
	$_ //= 'NULL' for $department, $owner;
	$beckon->db("INSERT INTO chat (id, visitor_id, site_id, department_id,
	    status, owner_id, begun_by, client_key, last_seq, pending_at)
	    VALUES (77, $T, 1, $department, '$status', $owner, 'visitor',
	    'abcdefgh', 1, NOW(3)); INSERT INTO message (chat_id, seq, author,
	    client_key, text) VALUES (77, 1, 'visitor', 'abcdefgh', 'Hello')");
	return lc $status;
}

my @acts = (['accept'], ['say', text => 'Yes?'], ['typing'], ['read', read => 1],
    ['close']);
for my $case (['', ''], ['all', 'ntp'], ['allr', ''], ['21', 't'],
    ['21r', ''], ['g31', 't'], ['g31r', ''], ['23', 'p'], ['g33', 'p'],
    ['g32', ''], ['21r g33', 'p']) {
	my ($what, $acts) = @$case;
	my %named = (n => undef, t => $TREES, p => $TOOLS);
	my %within = (21 => 't', 23 => 'p', g31 => 't', g33 => 'p', g32 => '',
	    all => 'ntp');
	my $sees = join '', map { $within{s/r$//r} } split ' ', $what;
	my @wrong;
	for my $role (0, 51, 52) {
		assign($ben, $what, $role || ());
		for my $d (qw(n t p)) {
			for my $owner (undef, $ben->{id}, $carl->{id}) {
				my $open = $role == 52;
				my $mine = ($owner // 0) == $ben->{id};
				my $see = $open || $mine || $sees =~ $d;
				my $act = $open || $mine || $acts =~ $d;
				my $at = "role $role, chat of $d, owner " .
				    ($owner // 'none');
				my $tab = chat($named{$d}, $owner);
				my $list = $ben->get("/office/chats?tab=$tab");
				push @wrong, "$at: the list"
				    if !$see != ($list->{content} !~ /chat\?id=77\b/);
				for ('/office/chat?id=77', '/office/chat/lines?id=77') {
					my $got = status($ben->get($_));
					push @wrong, "$at: $_ $got"
					    if $got != ($see ? 200 : 404);
				}
				for (@acts) {
					my ($verb, %with) = @$_;
					my $got = status($ben->post(
					    "/office/chat/$verb", {id => 77,
					    key => key(), %with}));
					my $is = $got == 404 ? 'unseen' : $got == 403
					    ? 'denied' : $got < 500 ? 'done' : $got;
					my $be = !$see ? 'unseen' : $verb eq 'read'
					    && $got == 204 || $act ? 'done' : 'denied';
					push @wrong, "$at: $verb $got, to be $be"
					    if $is ne $be;
					last if $is eq 'done';
				}
				my $panel = status($ben->get("/office/visitor?id=$T"));
				my $may = $mine || $role == 51 || $what =~ /all/ ||
				    $what =~ /\b(?:21|g31)/;
				push @wrong, "$at: the panel $panel"
				    if $panel != ($may ? 200 : 404) && $owner;
			}
		}
	}
	ok(!@wrong, "chats, assigned '$what'") or diag(join "\n", @wrong[0 .. ($#wrong > 20 ? 20 : $#wrong)]);
}
tidy();

# Once more, each act by itself: unseen, read-only, and one's own.
$beckon->db(q{INSERT INTO role (id, name) VALUES (53, 'Mover')});
$beckon->db(q{INSERT INTO role_permission VALUES (53, 'lhchat', 'transfer'),
    (53, 'lhchat', 'take_over')});
for (['', 404], ['g33', 404], ['g31r', 403], ['allr', 403], ['g31', 0], ['all', 0]) {
	my ($what, $refused) = @$_;
	assign($ben, $what, 53);
	my @wrong;
	for ((grep { $_->[0] ne 'read' } @acts), ['take'], ['takeover'],
	    ['transfer', operator => $carl->{id}, to => "o$carl->{id}"]) {
		my ($verb, %with) = @$_;
		chat($TREES, undef);
		my $got = status($ben->post("/office/chat/$verb",
		    {id => 77, key => key(), %with}));
		push @wrong, "$verb: $got" if $refused ? $got != $refused :
		    $got == 403 || $got == 404 || $got >= 500;
	}
	ok(!@wrong, "a chat of Trees, assigned '$what': " .
	    ($refused || 'not refused')) or diag("@wrong");
}
tidy();

# The owner opens the panel, and that is all.
assign($ben, '');
chat($TOOLS, $ben->{id});
is status($ben->get("/office/visitor?id=$T")), 200,
    'who owns the chat opens the visitor\'s panel';
lacks $ben->get('/office/visitors'), qr/id="v$T"/, '... but the list has nobody';
has $ben->get('/office/visitors'), qr/id="total">0</, '... nor the figures';
$r = $ben->get("/office/why?visitor=$T");
has $r, qr/Seen in the chat only/, '... and Why? says so';
$beckon->db("UPDATE chat SET owner_id = $carl->{id}");
is status($ben->get("/office/visitor?id=$T")), 404,
    'given to another, the panel is closed';
tidy();

unlike $beckon->log('office'), qr/ended with status|fatal/, 'no worker ended on the way';
done_testing;
