#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# What an operator does with invitations, through real processes: send, watch,
# edit, revoke; who may; what is refused and why.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Beckon::Shopper qw(key operator);
use Test::More;

my $beckon = Beckon->start;
my $anna = $beckon->browser->sign_in;
my %htmx = ('HX-Request' => 'true');

$beckon->db(q{INSERT INTO department (id, name, alias) VALUES
    (11, 'Trees', 'trees'), (12, 'Garage', 'garage')});
my $ben = operator($beckon, 'ben', 11);
my $carl = operator($beckon, 'carl', 'all', {readonly => 1});
my $dora = operator($beckon, 'dora');

sub send_to {
	my ($who, $visitor, %with) = @_;

	return $who->post('/invite/send', {visitor => $visitor->id,
	    mode => 'invitation', key => key(), text => 'May I help?', %with});
}

sub status_of {
	my ($who, $visitor) = @_;
	my $page = $who->get('/invite/status?visitor=' . $visitor->id, %htmx);

	return join ' ', $page->{content} =~
	    m{<li class="(?:done|end[^"]*)"><span>([^<]*)}g;
}

# --- The dialog ----------------------------------------------------------------

my $eve = Beckon::Shopper->new($beckon, dep => 'trees');
my $r = $anna->get('/invite/new?visitor=' . $eve->id, %htmx);
is $r->{status}, 200, 'the dialog opens';
unlike $r->{content}, qr/<html/, '... as a fragment for the page';
like $r->{content}, qr/Invitation and chat/, '... with both ways to send';
like $r->{content}, qr/name="assign_me" value="1">/,
    '... and the chat is not assigned to the sender at first';
like $r->{content}, qr/name="$_"/, "... it offers $_" for qw(skip_bot department
    minutes full_widget need_name need_email need_phone);
like $anna->get('/invite/new?visitor=' . $eve->id)->{content}, qr/<html.*Send/s,
    'without script it is a page';
is $anna->get('/invite/new')->{status}, 400, 'for nobody it is no request';

# --- Its life ------------------------------------------------------------------

$r = send_to($anna, $eve, assign_me => 1);
is $r->{status}, 303, 'an invitation is sent';
is $r->{headers}{location}, '/invite/status?visitor=' . $eve->id,
    '... and its life is shown';
is status_of($anna, $eve), 'Queued', '... it is queued';
ok $beckon->until(sub { $beckon->poll($eve->box)->{json}{n} }),
    '... the visitor is told that something waits';
is $eve->sync->{invitation}{text}, 'May I help?', '... fetches it';
is status_of($anna, $eve), 'Queued Delivered', '... so it is delivered';
$eve->sees;
is status_of($anna, $eve), 'Queued Delivered Seen', '... shows it: seen';
like $anna->get('/invite/new?visitor=' . $eve->id)->{content},
    qr/name="assign_me" value="1" checked/,
    '"Assign the chat to me" is remembered';
my ($have) = $anna->get('/invite/status?visitor=' . $eve->id, %htmx)
    ->{content} =~ /have=([0-9a-f]+)/;
is $anna->get('/invite/status?visitor=' . $eve->id . "&have=$have", %htmx)
    ->{status}, 204, 'nothing is sent again where nothing moved';
is $beckon->db('SELECT COUNT(*) FROM chat'), 0, 'no chat exists until the reply';
$eve->replies('Yes, please');
is status_of($anna, $eve), 'Queued Delivered Seen Replied', 'the reply is told';
like $anna->get('/invite/status?visitor=' . $eve->id)->{content},
    qr{/office/chat\?id=\d+}, '... with the way to the chat';
is $beckon->db('SELECT owner_id FROM chat'), 1, '... which is the sender\'s';

# --- In a chat -----------------------------------------------------------------

$r = $anna->get('/invite/new?visitor=' . $eve->id);
is $r->{status}, 303, 'Send message opens the chat they are in';
like $r->{headers}{location}, qr{^/office/chat\?id=}, '... that one';
$r = $anna->get('/invite/new?visitor=' . $eve->id, %htmx);
like $r->{headers}{'hx-redirect'}, qr{^/office/chat\?id=}, '... by script too';
$r = send_to($anna, $eve);
is $r->{status}, 409, 'sending to somebody in a chat is refused';
like $r->{content}, qr/in a chat.*with.*Administrator/s, '... and says who has it';
like $r->{content}, qr/May I help/, '... and keeps the text';
$beckon->db('UPDATE chat SET department_id = 12');
$r = $ben->get('/invite/new?visitor=' . $eve->id);
is $r->{status}, 409, 'who may not see the chat is told who has it';
like $r->{content}, qr/Administrator/, '... by name';
unlike $r->{content}, qr{/office/chat\?}, '... without a way in';
$eve->does('end', chat => $beckon->db('SELECT id FROM chat'));

# --- Once, and one at a time ---------------------------------------------------

my $finn = Beckon::Shopper->new($beckon, dep => 'trees');
my $key = key();
send_to($anna, $finn, key => $key);
is send_to($anna, $finn, key => $key)->{status}, 303, 'a second click is fine';
is $beckon->db('SELECT COUNT(*) FROM invitation WHERE visitor_id = ' .
    $finn->id), 1, '... and sends no second invitation';
$r = send_to($ben, $finn, text => 'Me too');
is $r->{status}, 409, 'a second sender is asked';
like $r->{content}, qr/Administrator<[^>]*> *has invited|Administrator has invited/,
    '... sees whose is the first';
like $r->{content}, qr/May I help\?/, '... and its text';
like $r->{content}, qr/>Me too</, '... and still has their own';
my ($first) = $r->{content} =~ /name="replace" value="(\d+)"/;
is send_to($ben, $finn, replace => $first)->{status}, 303, '... may replace it';
is $beckon->db("SELECT CONCAT(status, ended_by) FROM invitation"
    . " WHERE id = $first"), "revoked$ben->{id}", '... revoked, and by whom';

# --- Edit and revoke -----------------------------------------------------------

$finn->sees;
$r = $ben->get('/invite/edit?visitor=' . $finn->id);
is $r->{status}, 200, 'the sender may edit it';
my ($id) = $r->{content} =~ /name="invitation" value="(\d+)"/;
is $anna->get('/invite/edit?visitor=' . $finn->id)->{status}, 409,
    '... and nobody else';
my %edit = (visitor => $finn->id, invitation => $id, version => 1);
is $ben->post('/invite/edit', {%edit, text => ''})->{status}, 422,
    'a text there must be';
is $ben->post('/invite/edit', {%edit, text => 'Two'})->{status}, 303, 'edited';
is status_of($ben, $finn), 'Queued Delivered', 'it is delivered, not seen';
is $finn->sync->{invitation}{text}, 'Two', 'the new text is shown';
is $ben->post('/invite/edit', {%edit, text => 'Three'})->{status}, 409,
    'an edit of what has changed is refused';
my %revoke = (visitor => $finn->id, invitation => $id);
is $ben->post('/invite/revoke', \%revoke)->{status}, 303, 'revoked';
is $ben->post('/invite/revoke', \%revoke)->{status}, 303, '... twice is fine';
ok !$finn->sync->{invitation}, 'the visitor has it no more';
like status_of($ben, $finn), qr/Revoked by Ben$/, 'its life says so, and by whom';
send_to($ben, $finn);
$finn->replies('Yes');
my $replied = $beckon->db('SELECT MAX(id) FROM invitation');
is $ben->post('/invite/revoke', {visitor => $finn->id, invitation => $replied})
    ->{status}, 409, 'what was answered is not revoked';
is $ben->post('/invite/edit', {visitor => $finn->id, invitation => $replied,
    version => 1, text => 'x'})->{status}, 409, '... nor edited';

# --- Closed by the visitor -----------------------------------------------------

my $gina = Beckon::Shopper->new($beckon, dep => 'trees');
send_to($anna, $gina);
my $shown = $gina->sees;
$gina->does('closed', invitation => $shown->{id});
is status_of($anna, $gina), 'Queued Delivered Seen Closed by the visitor',
    'the sender sees that it was closed';

# --- Invitation and chat -------------------------------------------------------

my $hugo = Beckon::Shopper->new($beckon, dep => 'trees');
$beckon->db("UPDATE operator SET online = 0, visible = 0 WHERE id = $ben->{id}");
$key = key();
$r = send_to($ben, $hugo, mode => 'chat', key => $key);
is $r->{status}, 303, 'a chat begins at once';
my ($chat) = $r->{headers}{location} =~ m{^/office/chat\?id=(\d+)$};
ok $chat, '... and opens';
is send_to($ben, $hugo, mode => 'chat', key => $key)->{headers}{location},
    "/office/chat?id=$chat", 'a second click opens the same';
is $beckon->db("SELECT CONCAT_WS(' ', status, owner_id, department_id,"
    . " begun_by) FROM chat WHERE id = $chat"),
    "active $ben->{id} 11 operator", 'it is the sender\'s, whatever their state';
my $state = $hugo->sync;
is $state->{chat}{messages}[0]{text}, 'May I help?', 'the visitor has the line';
is $state->{chat}{operator}, 'Ben', '... and who wrote it';

# --- Who may -------------------------------------------------------------------

my $ida = Beckon::Shopper->new($beckon, dep => 'garage');
for my $path ('/invite/new', '/invite/status', '/invite/edit') {
	is $ben->get("$path?visitor=" . $ida->id)->{status}, 404,
	    "whom one does not see is not there: $path";
}
is send_to($ben, $ida)->{status}, 404, '... to send to';
is $ben->post('/invite/revoke', {visitor => $ida->id, invitation => 1})
    ->{status}, 404, '... to revoke from';
is send_to($ben, $ida)->{content}, $ben->post('/invite/send', {
    visitor => 999999, mode => 'invitation', key => key(), text => 'x'})
    ->{content} =~ s/x/x/r, '... as nobody is';
is send_to($dora, $ida)->{status}, 404, 'without departments nobody is seen';
$r = $carl->get('/invite/new?visitor=' . $ida->id);
is $r->{status}, 403, 'who may only read may not send';
like $r->{content}, qr/read-only/, '... and is told why';
is send_to($carl, $ida)->{status}, 403, '... nor by a form of their own';
$beckon->db('DELETE FROM role_permission WHERE role_id = 2'
    . " AND function = 'send_message'");
is $ben->get('/invite/new?visitor=' . $hugo->id)->{status}, 403,
    'a permission that is taken is gone with the next request';
$beckon->db('INSERT INTO role_permission VALUES (2, \'lhchat\','
    . ' \'send_message\')');
is send_to($anna, $ida, csrf => 'a' x 64)->{status}, 403, 'a form needs its token';
is send_to($anna, $ida, csrf => '')->{status}, 403, '... an empty one is wrong';
is $anna->post('/invite/send', {visitor => $ida->id}, Origin =>
    'http://evil.example')->{status}, 403, '... and our own page';
is $beckon->browser->get('/invite/new?visitor=' . $ida->id)->{status}, 303,
    'who is not signed in signs in';
is $beckon->browser->get('/invite/new?visitor=' . $ida->id, %htmx)
    ->{headers}{'hx-redirect'} =~ s/%([0-9A-F]{2})/chr hex $1/ger,
    '/office/signin?to=/invite/new?visitor=' . $ida->id,
    '... and comes back to it';
is $anna->request('GET', '/invite/send')->{status}, 405, 'a GET sends nothing';

# --- What would vanish ---------------------------------------------------------

is send_to($anna, $ida, text => ' ')->{status}, 422, 'an empty text is refused';
is send_to($anna, $ida, text => 'x' x 2001)->{status}, 422, '... a long one too';
is send_to($anna, $ida, text => "\xe4" x 2000, mode => 'invitation')
    ->{status}, 303, '2,000 characters are not';
$anna->post('/invite/revoke', {visitor => $ida->id,
    invitation => $beckon->db('SELECT MAX(id) FROM invitation')});
is send_to($anna, $ida, $_->[0] => $_->[1])->{status}, 400,
    "$_->[0] $_->[1] is no request" for ['mode', 'x'], ['key', 'x'],
    ['department', 99], ['department', 'x'], ['minutes', 999999],
    ['replace', '-1'];
$beckon->db("UPDATE site SET check_messages = 0");
like $anna->get('/invite/new?visitor=' . $ida->id)->{content},
    qr{Check for messages.*waits for.*/office/site\?id=}s,
    'where browsers do not ask, the dialog says so, with the link';
$beckon->db("UPDATE site SET check_messages = 1, tracking = 0");
like $anna->get('/invite/new?visitor=' . $ida->id)->{content},
    qr{Tracking is off.*/office/site\?id=}s, '... tracking off too';
$r = send_to($anna, $ida);
is $r->{status}, 409, '... and nothing is sent';
$beckon->db("UPDATE site SET tracking = 1");
$beckon->db('UPDATE presence SET gone_at = NOW(3) - INTERVAL 1 MINUTE');
$r = send_to($anna, $ida);
is $r->{status}, 409, 'who has left is sent nothing';
like $r->{content}, qr/has left/, '... and the dialog says so';

# --- Hostile text --------------------------------------------------------------

my $bad = qq{"><script>alert(1)</script>'&<?cs var:Csrf ?>};
my $jane = Beckon::Shopper->new($beckon, title => $bad, dep => 'trees');
$beckon->db("UPDATE visitor SET name = '<b>x</b>' WHERE id = " . $jane->id);
for my $page (send_to($anna, $jane, text => 'x' x 2001 . $bad),
    $anna->get('/invite/new?visitor=' . $jane->id)) {
	unlike $page->{content}, qr/<script>alert|<b>x/, 'text stays text';
}
send_to($anna, $jane, text => $bad);
unlike $anna->get("/invite/$_?visitor=" . $jane->id)->{content},
    qr/<script>alert|<b>x/, "... in $_ too" for qw(status edit new);
is $jane->sync->{invitation}{text}, $bad, '... and reaches the visitor as it is';

is $beckon->log('invite') =~ s/^invite\[\d+\]: (?:\d+ workers|.*route.*)\n//mgr,
    '', 'nothing of this is an error';
done_testing;
