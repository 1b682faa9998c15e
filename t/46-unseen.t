#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# Chats and visitors of a department that is not the operator's: on no list, in
# no count, behind no address (semantics.md section 2), and never by a 403.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Beckon::Shopper qw(operator);
use Test::More;

my $beckon = Beckon->start(only => 'mariadb,visit,invite,office,pulse,nginx');
my $anna = $beckon->browser->sign_in;

$beckon->db("INSERT INTO department (id, name, alias) VALUES
    (71, 'Ours', 'ours'), (72, 'Theirs', 'theirs')");
my $ben = operator($beckon, 'ben', 71);
my $zoe = operator($beckon, 'zoe', 72);
my %tabs = (pending => ['chat', 'pending', 'NULL'],
    active => ['chat', 'active', $zoe->{id}],
    closed => ['chat', 'closed', $zoe->{id}],
    messages => ['message', 'pending', 'NULL']);
my (%chat, %visitor);
for my $tab (sort keys %tabs) {
	my ($kind, $status, $owner) = @{$tabs{$tab}};
	my $shopper = Beckon::Shopper->new($beckon, dep => 'theirs');
	my $id = $visitor{$tab} = $shopper->id;
	$beckon->db("UPDATE visitor SET name = 'Hidden $tab' WHERE id = $id");
	$beckon->db("INSERT INTO chat (visitor_id, site_id, department_id, kind,
	    status, owner_id, begun_by, client_key, last_seq, closed_at)
	    VALUES ($id, 1, 72, '$kind', '$status', $owner, 'visitor', 'x', 1,
	    IF('$status' = 'closed', NOW(3), NULL))");
	$chat{$tab} = $beckon->db('SELECT MAX(id) FROM chat');
	$beckon->db("INSERT INTO message (chat_id, seq, author, client_key, text)
	    VALUES ($chat{$tab}, 1, 'visitor', 'x', 'Hidden words')");
}

# What a list shows: its body, as a page and as a fragment.
sub shown {
	my ($who, $path) = @_;
	return $who->get($path)->{content} .
	    $who->get($path =~ s/\?/\/list?/r, 'HX-Request' => 'true')->{content};
}

for my $tab (sort keys %tabs) {
	like shown($anna, "/office/chats?tab=$tab"), qr/Hidden $tab/,
	    "$tab: on the list of who sees all";
	like shown($zoe, "/office/chats?tab=$tab"), qr/Hidden $tab/,
	    '... and of who works there';
	unlike shown($ben, "/office/chats?tab=$tab"), qr/Hidden/,
	    '... and not of who does not';
	for ("/office/chat?id=$chat{$tab}", "/office/chat/lines?id=$chat{$tab}",
	    "/office/visitor?id=$visitor{$tab}",
	    "/office/visitor/panel?id=$visitor{$tab}",
	    "/invite/new?visitor=$visitor{$tab}",
	    "/invite/status?visitor=$visitor{$tab}",
	    "/invite/edit?visitor=$visitor{$tab}") {
		is $ben->get($_)->{status}, 404, "... $_ is not there for them";
	}
	for (qw(accept say close typing read)) {
		is $ben->post("/office/chat/$_", {id => $chat{$tab},
			key => '0' x 16, text => 'x', seq => 1})->{status}, 404,
		    "... nor can they $_";
	}
	for (qw(send edit revoke)) {
		is $ben->post("/invite/$_", {visitor => $visitor{$tab},
			key => '0' x 16, text => 'x', mode => 'invitation',
			invitation => 1, version => 1})->{status}, 404,
		    "... nor $_ them anything";
	}
}
unlike shown($ben, '/office/visitors?state='), qr/Hidden/,
    'no visitor of theirs is on the list';
like shown($zoe, '/office/visitors?state='), qr/Hidden/,
    '... which those who work there have';
unlike shown($ben, '/office/visitors?q=Hidden'), qr/Hidden pending/,
    '... nor by searching';
is $beckon->db('SELECT COUNT(*) FROM message'), 4, 'nothing was written';
is $beckon->db('SELECT COUNT(*) FROM invitation'), 0, '... or sent';

done_testing;
