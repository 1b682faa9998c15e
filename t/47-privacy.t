#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# What is kept of visitors, through the real system: nothing of what a site
# does not keep stands anywhere in the database or in a log.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use JSON::PP ();
use Test::More;
use Visit;

my $beckon = Beckon->start(conf => ['password.cost min']);
visit_with($beckon);
my $anna = $beckon->browser->sign_in;

sub status { return $_[0]{status} }

# Where this text stands, in any column of any table.
sub places {
	my ($text) = @_;
	my @columns = $beckon->db('SELECT TABLE_NAME, COLUMN_NAME FROM'
	    . ' INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = DATABASE()'
	    . " AND DATA_TYPE IN ('varchar', 'char', 'text', 'mediumtext',"
	    . " 'longtext', 'blob', 'varbinary')");
	my $all = join ' UNION ALL ', map {
	    "(SELECT '$_->[0].$_->[1]' FROM `$_->[0]`"
		. " WHERE LOCATE('$text', `$_->[1]`)"
		. " OR LOCATE(UPPER('$text'), `$_->[1]`) LIMIT 1)" } @columns;
	return join ' ', map { $_->[0] } $beckon->db($all);
}

sub logs {
	my ($text) = @_;
	my @files = glob $beckon->dir . '/log/*';
	return join ' ', grep { $beckon->slurp_file($_) =~ /\Q$text/ } @files;
}

# --- What nginx writes -----------------------------------------------------------

my %asks = (loader => '/embed.js', event => '/w/event', large => '/w/event',
    lhc => '/design/defaulttheme/js/widgetv2/index.js', kept => '/office/signin');
for my $name (qw(loader lhc event large kept)) {
	$beckon->{browser}->request($name =~ /event|large/ ? 'POST' : 'GET',
	    $beckon->office_url . $asks{$name}, {headers =>
		{Referer => "https://r3f-$name.example/"}, content =>
		{event => 'v=1', large => 'x' x 70_000}->{$name}});
}
sub asked { return $beckon->log('nginx-access') =~ /r3f-$_[0]/ ? 1 : 0 }
$beckon->until(sub { asked('kept') }, 'what operators ask for in the log');
is asked($_), 0, "... and no visitor's page ($_)" for qw(loader lhc event large);

# The site's form saved with other fields.
my %fields = (id => 1, name => 'Demo shop', color => '#1f6feb',
    position => 'right', tracking => 1, check => 1, leave => 1, storage => 1,
    address => 'whole', keep => 'utm_* id');
sub site {
	my (%with) = @_;
	my $version = $beckon->db('SELECT version FROM site WHERE id = 1');
	my $r = $anna->post('/office/site', {%fields, version => $version,
		key => key(), hosts => 'shop.localhost', %with});
	return $r;
}

# --- What is cut off ----------------------------------------------------------

is places('kept-nowhere-yet'), '', 'a text that nobody wrote stands nowhere';
my $shop = $beckon->shop_url;
my (undef, $id) = visitor(
    url => "$shop/plant?id=5&token=s3cr3t-a&utm_source=news#s3cr3t-b",
    ref => "https://mail.example/read?message=s3cr3t-c#s3cr3t-d");
is $beckon->db("SELECT url FROM page_view WHERE visitor_id = $id"),
    "$shop/plant?id=5&utm_source=news", 'the path and what names a page stay';
is $beckon->db("SELECT referrer FROM visit WHERE visitor_id = $id"),
    'https://mail.example/read', '... as of where they came from';
is places("s3cr3t-$_"), '', "... and the rest ($_) nowhere" for qw(a b c d);
is logs('s3cr3t'), '', '... in no log either';
ok places('plant?id=5'), '(what is kept is found)';

is status(site(keep => "* \n,Token ", hash => 1)), 303, 'a site keeps more';
is $beckon->db('SELECT query_keep FROM site WHERE id = 1'), '* Token',
    '... one blank between the names';
(undef, $id) = visitor(
    url => "$shop/?q=fern&token=t0k&password=s3cr3t-e#/cart?sid=s3cr3t-f");
is $beckon->db("SELECT url FROM page_view WHERE visitor_id = $id"),
    "$shop/?q=fern&token=t0k#/cart",
    'all is kept but known secrets; a name in full keeps even one';
is places("s3cr3t-$_"), '', "... the others ($_) are nowhere" for qw(e f);
my $r = $beckon->widget('/w/start', {page(nonce => nonce(),
	url => "$shop/?password=s3cr3t-g"), key => key(), text => 'Hello'});
is status($r), 200, 'who begins a chat at once';
is places('s3cr3t-g'), '', '... has no secret kept either';

for (['a b=c', 'a sign'], ['a*b', 'a star inside'], ["\x{c3}\x{a4}", 'a letter'],
    ['x' x 501, 'too long a list']) {
	my ($keep, $what) = @$_;
	$r = site(keep => $keep);
	is status($r), 400, "$what is no list of parameters";
	like $r->{content}, qr/class="f-why" id="why-keep"/, '... in words';
}
is status(site(address => 'all')), 400, 'nor is any word an address option';

# --- Addresses ----------------------------------------------------------------

my @was = $beckon->db('SELECT COUNT(*) FROM visitor WHERE address = "127.0.0.1"');
cmp_ok $was[0][0], '>=', 3, 'addresses are kept whole at first';
is status(site(address => 'part')), 303, 'a site keeps networks only';
my ($token, $near) = visitor();
is $beckon->db("SELECT address FROM visitor WHERE id = $near"), '127.0.0.0',
    '... and the last part is gone';
is status(site(address => 'none')), 303, 'or no addresses';
$beckon->widget('/w/hello', {page(token => $token)});
is $beckon->db("SELECT address = '' FROM visitor WHERE id = $near"), 1,
    '... from the next page view';
my $list = $anna->get('/office/visitors');
is status($list), 200, 'the list does without';
is status(site()), 303, 'whole again';
like $anna->get('/office/audit')->{content}, qr/visitors&#39; addresses/,
    'such a change is in the audit';

# --- For how long -------------------------------------------------------------

$r = $anna->get('/office/retention');
is status($r), 200, 'the page of what is kept';
my %kept = $r->{content} =~ /name="(was_\w+)" value="(\d+)"/g;
is $kept{was_views}, 90, '... as configured at first';
is $kept{was_chats}, 0, '... chats for ever';
my %days = map { s/was_//r => $kept{$_} } keys %kept;
for (['-1', 'a sign'], ['3651', 'too long'], ['', 'nothing'], ['1.5', 'a half'],
    ['x', 'a letter']) {
	$r = $anna->post('/office/retention', {%kept, %days, audit => $_->[0]});
	is status($r), 400, "$_->[1] is no number of days";
}
$r = $anna->post('/office/retention', {%kept, %days, chats => 30,
	invitations => 20, audit => 400, visitors => 10, views => 5});
is status($r), 303, 'it is changed';
$r = $anna->post('/office/retention', {%kept, %days, chats => 60});
is status($r), 409, 'a form that is old';
like $r->{content}, qr/Stored now: <b>30</, '... says what is stored';
is $beckon->db('SELECT value FROM setting WHERE name = "keep.chats"'), 30,
    '... and changes nothing';
like $anna->get('/office/audit?kind=data')->{content},
    qr/chats 30, invitations 20/, '... and the change is in the audit';

my @talk = map { $beckon->widget('/w/start', {page(nonce => nonce()),
	key => key(), text => 'Line of chat'})->{json} } 1 .. 3;
my @chat = map { $_->[0] } $beckon->db('SELECT id FROM chat ORDER BY id DESC'
    . ' LIMIT 3');
my (undef, $other) = visitor();
$beckon->db("INSERT INTO invitation (visitor_id, client_key, text, status,"
    . " chat_id, created_at) SELECT $other, UNHEX('00000000000000aa'), 'Old',"
    . " 'replied', $chat[0], NOW(3) - INTERVAL 10 DAY");
$beckon->db("INSERT INTO invitation (visitor_id, client_key, text, status,"
    . " created_at) SELECT $other, UNHEX('00000000000000ab'), 'Older',"
    . " 'expired', NOW(3) - INTERVAL 21 DAY");
$beckon->db("INSERT INTO invitation (visitor_id, client_key, text, status,"
    . " created_at) SELECT $other, UNHEX('00000000000000ac'), 'Open', 'seen',"
    . " NOW(3) - INTERVAL 25 DAY");
my (undef, $here) = visitor();
$beckon->stop('pulse');
$beckon->db('UPDATE visitor SET seen_at = NOW() - INTERVAL 11 DAY'
    . " WHERE id = $here; UPDATE presence SET gone_at = NOW() + INTERVAL 1 HOUR"
    . " WHERE visitor_id = $here");
$beckon->db("UPDATE chat SET status = 'closed', closed_at = NOW(3)"
    . " - INTERVAL 31 DAY WHERE id IN ($chat[0], $chat[1]);"
    . ' INSERT INTO audit (what, at) VALUES ("old", NOW() - INTERVAL 401 DAY);'
    . ' UPDATE visitor SET seen_at = NOW() - INTERVAL 11 DAY WHERE id = '
    . "(SELECT visitor_id FROM chat WHERE id = $chat[0]); DELETE p FROM"
    . " presence p JOIN chat c USING (visitor_id) WHERE c.id = $chat[0]");
$beckon->run('pulse');
$beckon->until(sub { !$beckon->db("SELECT COUNT(*) FROM chat"
    . " WHERE id IN ($chat[0], $chat[1])") }, 'the purge of chats');
is $beckon->db("SELECT COUNT(*) FROM message WHERE chat_id IN ($chat[0],"
    . " $chat[1])"), 0, 'chats that ended long ago go with their lines';
is $beckon->db("SELECT COUNT(*) FROM chat WHERE id = $chat[2]"), 1,
    '... one that is open stays';
$beckon->until(sub { !$beckon->db('SELECT COUNT(*) FROM audit'
    . ' WHERE what = "old"') }, 'the purge of the audit');
$beckon->until(sub { !$beckon->db('SELECT COUNT(*) FROM invitation'
    . " WHERE text = 'Older'") }, 'the purge of invitations');
is join(' ', map { $_->[0] } $beckon->db('SELECT text FROM invitation'
    . ' ORDER BY id')), 'Old Open', 'invitations go by their own age, not with'
    . ' the chat that came of one; one that is open stays';
$beckon->until(sub { $beckon->db('SELECT COUNT(*) FROM visitor'
    . ' WHERE seen_at < NOW() - INTERVAL 10 DAY') == 1 },
    'who has no chat left goes too');
is $beckon->db("SELECT COUNT(*) FROM visitor WHERE id = $here"), 1,
    '... and who is here stays';
$beckon->db("DELETE FROM invitation WHERE text = 'Open'");
unlike $beckon->log('pulse'), qr/denied|error/i, 'pulse may do all of it';

# --- One visitor: handed out, erased -------------------------------------------

is status(site(address => 'whole', keep => '*')), 303, '(all is kept)';
$r = $beckon->widget('/w/start', {page(nonce => nonce(), title => 'T-zq8',
	url => "$shop/zq8-page", ref => 'https://zq8-ref.example/'),
	key => key(), text => 'I am zq8-line', name => 'zq8-name',
	email => 'zq8@mail.example', phone => '0815-zq8'},
    'User-Agent' => 'zq8-agent');
is status($r), 200, 'somebody tells who they are';
my $them = $beckon->db('SELECT MAX(id) FROM visitor');
my $their = $r->{json};
my $chat = $beckon->db("SELECT id FROM chat WHERE visitor_id = $them");
is status($anna->post('/office/chat/say', {id => $chat, key => key(),
	text => 'Dear zq8-name'})), 303, '... and is answered';
$beckon->db("INSERT INTO chat_field (chat_id, name, value) VALUES ($chat,"
    . " 'city', 'zq8-city'); INSERT INTO visitor_attribute (visitor_id, name,"
    . " value, set_at) VALUES ($them, 'plan', 'zq8-plan', NOW(3)); INSERT INTO"
    . " visitor_event (visitor_id, event_key, name, data) VALUES ($them,"
    . " 'aaaaaaaa', 'bought', 'zq8-thing'); INSERT INTO invitation (visitor_id,"
    . " client_key, text, status) VALUES ($them, 'aaaaaaaa', 'Hello zq8', 'seen')");

like $anna->get("/office/visitor?id=$them")->{content},
    qr/action="\/office\/visitor\/export"/, 'their page hands it out';
$r = $anna->post('/office/visitor/export', {id => $them});
is status($r), 200, 'what is kept of them is a file';
like $r->{headers}{'content-disposition'}, qr/^attachment; filename="visitor-\d+\.json"$/,
    '... with a name';
my $file = JSON::PP::decode_json($r->{content});
is $file->{visitor}[0]{email}, 'zq8@mail.example', '... who they are';
is $file->{pages}[0]{url}, "$shop/zq8-page", '... where they were';
is $file->{visits}[0]{referrer}, 'https://zq8-ref.example/', '... from where';
is_deeply [map { $_->{text} } @{$file->{lines}}],
    ['I am zq8-line', 'Dear zq8-name'], '... what was said';
is $file->{answers}[0]{value}, 'zq8-city', '... what they told a bot';
is $file->{attributes}[0]{value}, 'zq8-plan', '... what the page told';
is $file->{events}[0]{data}, 'zq8-thing', '... and noted';
is $file->{invitations}[0]{text}, 'Hello zq8', '... and what they were sent';
is $file->{chats_left_out}, 0, '... and no chat is left out';
is $file->{chats}[0]{id}, $chat, '... as this one is here';

# Who sees the visitor and not the chat.
$beckon->ctl('operator', 'add', 'ida');
my ($ida) = $beckon->db("SELECT id FROM operator WHERE login = 'ida'");
$beckon->db("INSERT INTO role (name) VALUES ('Data'); SET \@r = LAST_INSERT_ID();"
    . " INSERT INTO role_permission VALUES (\@r, 'lhvisitor', '*'),"
    . " (\@r, 'lhchat', 'sees_all_online_visitors');"
    . " DELETE FROM operator_role WHERE operator_id = $ida->[0];"
    . " INSERT INTO operator_role (operator_id, role_id)"
    . " VALUES ($ida->[0], \@r)");
my $password = ($beckon->ctl('operator', 'reset', 'ida') =~ /(\S+)\s*\z/)[0];
my $idas = $beckon->browser->sign_in('ida', $password);
$r = $idas->post('/office/visitor/export', {id => $them});
$file = JSON::PP::decode_json($r->{content});
is $file->{chats_left_out}, 1, 'who does not see the chat gets it counted';
is_deeply $file->{$_}, [], "... and nothing of it: $_"
    for qw(chats lines answers);
is $file->{visitor}[0]{name}, 'zq8-name', '... but the rest';
$beckon->db("DELETE FROM role_permission WHERE function ="
    . " 'sees_all_online_visitors'");
is status($_->[0]->($idas)), 404, $_->[1] for
    [sub { $_[0]->post('/office/visitor/export', {id => $them}) },
	'nobody hands out whom they do not see'],
    [sub { $_[0]->get("/office/visitor/erase?id=$them") },
	'... nor is asked whether to erase'],
    [sub { $_[0]->post('/office/visitor/erase', {id => $them}) },
	'... nor erases'];

$r = $anna->get("/office/visitor/erase?id=$them");
is status($r), 200, 'before they are erased it is asked';
like $r->{content}, qr/cannot be undone/, '... whether it is meant';
$r = $anna->post('/office/visitor/erase', {id => $them, replies => 1});
is status($r), 303, 'they are erased';
is places('zq8'), '', '... and no trace of them is anywhere';
is logs('zq8'), '', '... nor in a log';
is $beckon->db("SELECT COUNT(*) FROM visit WHERE visitor_id = $them"), 0,
    '... no visit';
is $beckon->db("SELECT COUNT(*) FROM page_view WHERE visitor_id = $them"), 0,
    '... no page';
is $beckon->db("SELECT CONCAT(status, ' ', closed_by) FROM chat"
    . " WHERE id = $chat"), 'closed operator', '... their chat has ended';
is $beckon->db("SELECT status FROM invitation WHERE visitor_id = $them"),
    'revoked', '... and so has an invitation that was open';
is status($beckon->widget('/w/say', {token => $their->{token}, key => key(),
	chat => $chat, text => 'me again'})), 401,
    'their token opens nothing any more';
$r = $anna->get("/office/chat?id=$chat");
is status($r), 200, 'the chat is still an entry';
like $r->{content}, qr/>erased</, '... without words';
like $r->{content}, qr/erased the visitor and what was said/, '... and why';
like $anna->get("/office/visitor?id=$them")->{content}, qr/Erased/,
    'their page says so too';
like $anna->get('/office/audit?kind=data')->{content},
    qr/erased <b>Visitor $them</, '... and the audit';

# --- A request that was under way when its visitor was erased -------------------

# The token is still theirs here: so it is for who looked it up a moment before.
my ($slow, $erased) = visitor();
is status($beckon->widget('/w/start', {page(token => $slow), key => key(),
	text => 'I was here'})), 200, 'somebody chats';
$chat = $beckon->db("SELECT id FROM chat WHERE visitor_id = $erased");
$beckon->db("INSERT INTO invitation (visitor_id, client_key, text, status,"
    . " changed_at) VALUES ($erased, 'bbbbbbbb', 'Old', 'expired',"
    . ' NOW() - INTERVAL 8 DAY)');
is status($anna->post('/office/visitor/erase', {id => $erased, replies => 1})),
    303, '... and is erased';
is $beckon->db("SELECT status = 'expired' AND text = '' AND changed_at <"
    . " NOW() - INTERVAL 7 DAY FROM invitation WHERE visitor_id = $erased"), 1,
    '... and an invitation that ended long ago is no news to its sender';
$beckon->db("UPDATE visitor SET token_hash = UNHEX(SHA2('$slow', 256))"
    . " WHERE id = $erased; UPDATE chat SET status = 'pending'"
    . " WHERE id = $chat");
for (['set', name => 'zq9-name', k0 => 'a', v0 => 'zq9-set'],
    ['event', key => key(), name => 'zq9-event'],
    ['hello', page(title => 'zq9-title')],
    ['person', chat => $chat],
    ['say', chat => $chat, key => key(), text => 'zq9-line']) {
	my ($path, %fields) = @$_;
	isnt status($beckon->widget("/w/$path", {token => $slow, %fields})), 200,
	    "what comes late (/w/$path) is not done";
}
$beckon->db("UPDATE chat SET status = 'closed' WHERE id = $chat");
isnt status($beckon->widget('/w/start', {page(token => $slow), key => key(),
	text => 'zq9-chat'})), 200, '... nor does a chat begin';
is places('zq9'), '', '... and leaves no trace';
is status($anna->post('/office/visitor/erase', {id => $erased, replies => 1})),
    303, 'who was erased may be erased again';

# --- A user of the site, on two devices ------------------------------------------

my (undef, $first) = visitor();
my ($second) = visitor();
$r = $beckon->widget('/w/start', {page(token => $second), key => key(),
	text => 'Hello'});
my $alike = $beckon->db('SELECT MAX(id) FROM visitor');
$beckon->db("INSERT INTO profile (site_id, user_id) VALUES (1, 'zq7');"
    . " SET \@p = LAST_INSERT_ID(); UPDATE visitor SET profile_id = \@p,"
    . " signed = 1 WHERE id IN ($first, $alike); INSERT INTO visitor_alike"
    . " (visitor_id, other_id) VALUES ($alike, $first)");
is status($anna->post('/office/visitor/erase', {id => $alike, replies => 1})),
    303, 'one device of a user is erased';
is $beckon->db("SELECT profile_id IS NULL AND NOT signed FROM visitor"
    . " WHERE id = $alike"), 1, '... and is nobody any more';
is $beckon->db('SELECT COUNT(*) FROM visitor_alike'), 0, '... nor like anybody';
is $beckon->db("SELECT p.user_id FROM visitor v JOIN profile p"
    . " ON p.id = v.profile_id WHERE v.id = $first"), 'zq7',
    '... the other device stays theirs';
is status($anna->post('/office/visitor/erase', {id => $first})), 303,
    'the other too';
is places('zq7'), '', '... and nobody knows of the user';

my (undef, $silent) = visitor();
is status($anna->post('/office/visitor/erase', {id => $silent})), 303,
    'who never chatted';
is $beckon->db("SELECT COUNT(*) FROM visitor WHERE id = $silent"), 0,
    '... is gone altogether';
is status($anna->get("/office/visitor?id=$silent")), 404, '... for everybody';

done_testing;
