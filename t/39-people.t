#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# 39-people.t: the management pages over HTTP: departments, operators, roles,
# sites, embed code, account, state, audit.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Test::More;

my $HOSTILE = qq{"><script>alert(1)</script>'&};
my $SHOWN = '&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39;&amp;';

my $beckon = Beckon->start(conf => ['password.cost min']);
my $anna = $beckon->browser->sign_in;

# like() without printing a whole page where it fails.
sub has { return ok $_[0]{content} =~ $_[1], $_[2] }
sub lacks { return ok $_[0]{content} !~ $_[1], $_[2] }
sub status { return $_[0]{status} }
sub place { return $_[0]{headers}{location} // '' }
sub id_of { return scalar $beckon->db("SELECT id FROM $_[0] WHERE name = '$_[1]'") }

# The fields of the form that posts there, as a browser would send them.
sub form {
	my ($r, $action) = @_;
	my ($text) = $r->{content} =~
	    m{<form[^>]*action="\Q$action\E"[^>]*>(.*?)</form>}s or return {};
	my %f;
	while ($text =~ /<input([^>]*)>/g) {
		my $at = $1;
		my ($name) = $at =~ /name="(\w+)"/ or next;
		my ($value) = $at =~ /value="([^"]*)"/;
		next if $at =~ /type="checkbox"/ && $at !~ / checked/;
		if ($name =~ /^(?:role|department|read_only|may)$/) {
			push @{$f{$name}}, $value;
		} else {
			$f{$name} = plain($value // '');
		}
	}
	$f{$1} = plain($2)
	    while $text =~ m{<textarea[^>]*name="(\w+)"[^>]*>(.*?)</textarea>}gs;
	while ($text =~ m{<select[^>]*name="(\w+)"[^>]*>(.*?)</select>}gs) {
		my ($name, $options) = ($1, $2);
		my ($value) = $options =~ /value="([^"]*)" selected/;
		($value) = $options =~ /value="([^"]*)"/ if !defined $value;
		$f{$name} = $value;
	}
	return \%f;
}

sub plain {
	my ($s) = @_;
	my %c = (quot => '"', lt => '<', gt => '>', '#39' => "'", amp => '&');
	return $s =~ s/&(quot|lt|gt|#39|amp);/$c{$1}/gr;
}

# Opens a form, changes some fields, sends it.
sub fill {
	my ($who, $page, $action, %with) = @_;
	return $who->post($action, {%{form($who->get($page), $action)}, %with});
}

# --- Departments ----------------------------------------------------------------

my $r = fill($anna, '/office/department', '/office/department',
    name => $HOSTILE, alias => 'odd', timezone => 'Europe/Berlin');
is status($r), 303, 'a department is made';
has $anna->get(place($r)), qr/\Q$SHOWN\E/, '... and listed as it was written';
my $odd = $beckon->db("SELECT id FROM department WHERE alias = 'odd'");
has $anna->get("/office/department?id=$odd"), qr/value="\Q$SHOWN\E"/,
    '... and shown in its form';

my %new = %{form($anna->get('/office/department'), '/office/department')};
$new{name} = 'Returns';
is status($anna->post('/office/department', \%new)), 303, 'a form';
is status($anna->post('/office/department', \%new)), 303,
    '... that comes twice gives the first answer';
is $beckon->db("SELECT COUNT(*) FROM department WHERE name = 'Returns'"), 1,
    '... and makes one';

for ([{name => ''}, 'name'], [{name => 'x' x 101}, 'name'],
    [{name => 'Sales'}, 'name'], [{alias => 'a b'}, 'alias'],
    [{alias => '12'}, 'alias'], [{alias => 'sales'}, 'alias'],
    [{email => 'nobody'}, 'email'], [{timezone => 'Mars/Base'}, 'timezone'],
    [{no_reply => '0'}, 'no_reply'], [{no_reply => '1e3'}, 'no_reply'],
    [{bot => '0'}, 'bot'], [{bot => '1441'}, 'bot'], [{bot => ''}, 'bot']) {
	my ($with, $field) = @$_;
	$r = fill($anna, '/office/department', '/office/department',
	    name => 'Typed', %$with);
	is status($r), 400, "a wrong $field";
	has $r, qr/id="why-$field"/, '... is marked';
	has $r, qr/value="Typed"/, '... and what was typed is kept'
	    if !exists $with->{name};
}
is status($anna->post('/office/department', {name => 'X'})), 400,
    'a form without its key is none of ours';

my $returns = id_of('department', 'Returns');
my $two = form($anna->get("/office/department?id=$returns"),
    '/office/department');
is status(fill($anna, "/office/department?id=$returns", '/office/department',
    email => 'r@shop.example')), 303, 'somebody changes it';
$r = $anna->post('/office/department', {%$two, name => 'Sent back'});
is status($r), 409, 'a form that was opened before does not go through';
has $r, qr/Administrator changed this/, '... says who was quicker';
has $r, qr/Returns: e-mail/, '... and what they changed';
has $r, qr/Stored now: <b>r\@shop\.example/, '... how it stands now';
has $r, qr/value="Sent back"/, '... and keeps what was typed';
is status($anna->post('/office/department', {%{form($r, '/office/department')},
	email => 'r@shop.example'})), 303,
    '... to be saved all the same';

$beckon->db("UPDATE site SET department_id = $returns");
$r = $anna->post('/office/department/delete', {id => $returns, version => 3});
is status($r), 409, 'a department in use is not deleted';
has $r, qr/Disable it instead/, '... and the page says what to do';
$beckon->db('UPDATE site SET department_id = NULL');
is status($anna->post('/office/department/delete',
    {id => $returns, version => 1})), 409, 'nor one that changed';
is status($anna->post('/office/department/delete',
    {id => $returns, version => 3})), 303, 'one that nobody names is';
is status($anna->get("/office/department?id=$returns")), 404, '... gone';

# --- Roles ----------------------------------------------------------------------

$r = $anna->get('/office/role');
my @permissions = $r->{content} =~ /name="may" value="([\w,]+)"/g;
cmp_ok scalar @permissions, '>=', 14, 'the permissions there are';
my @mute = grep { $r->{content} !~ m{<label for="may-\Q$_\E">[A-Z][^<]+ <code>\Q$_\E</code>} }
    @permissions;
is_deeply \@mute, [], '... each with words that say what it allows';
$r = fill($anna, '/office/role', '/office/role', name => 'People',
    may => ['lhuser,manage', 'lhpermission,manage', 'lhuser,change_state']);
is status($r), 303, 'a role is made';
my $people = id_of('role', 'People');
$r = $anna->get("/office/role?id=$people");
is_deeply [sort @{form($r, '/office/role')->{may}}],
    ['lhpermission,manage', 'lhuser,change_state', 'lhuser,manage'],
    '... with what was ticked';
is status(fill($anna, '/office/role', '/office/role', name => 'People')), 400,
    'its name is taken from then on';
is status(fill($anna, '/office/role', '/office/role', name => 'x',
    may => ['lhchat,fly'])), 400, 'no such permission';
$r = fill($anna, '/office/role?id=1', '/office/role', everything => undef,
    may => ['lhchat,use']);
is status($r), 409, 'the last administrator keeps the right to manage';
has $r, qr/no administrator would be left/, '... in words';
$two = form($anna->get("/office/role?id=$people"), '/office/role');
fill($anna, "/office/role?id=$people", '/office/role', name => 'Persons');
$r = $anna->post('/office/role', {%$two, may => ['lhuser,manage']});
is status($r), 409, 'a stale role';
has $r, qr/Stored now: <b>Persons/, '... says what stands there';
has $r, qr/Stored now: <b>on/, '... and which ticks differ';

# --- Operators --------------------------------------------------------------------

$r = fill($anna, '/office/operator?id=1', '/office/operator', disabled => 1);
is status($r), 409, 'the last administrator is not disabled';
has $r, qr/no administrator would be left/, '... in words';
is status(fill($anna, '/office/operator?id=1', '/office/operator',
    role => [2])), 409, '... nor demoted';
is status($anna->post('/office/operator/delete', {id => 1, version => 1})),
    409, '... nor deleted';

my ($sales, $support) = map { id_of('department', $_) } qw(Sales Support);
$r = $anna->get('/office/operator');
like form($r, '/office/operator')->{password}, qr/^[a-z0-9]{20}$/,
    'a first password is suggested';
$r = fill($anna, '/office/operator', '/office/operator', login => 'ben',
    name => $HOSTILE, password => 'ben likes ferns', role => [$people],
    department => [$sales, $support], read_only => [$support]);
is status($r), 303, 'an operator is made';
has $anna->get('/office/operators'), qr/\Q$SHOWN\E/, '... and listed';
has $anna->get('/office/operators'), qr/Sales, Support \(read-only\)/,
    '... with the departments';
has $anna->get('/office/operators?q=ben'), qr/\Q$SHOWN\E/, '... and found';
lacks $anna->get('/office/operators?q=nobody'), qr/\Q$SHOWN\E/,
    '... but not by another name';
my $ben_id = $beckon->db("SELECT id FROM operator WHERE login = 'ben'");
my $ben = $beckon->browser->sign_in('ben', 'ben likes ferns');
is status($ben->get('/office/operators')), 200, '... signs in and may';
is status($ben->get('/office/sites')), 403, '... or may not';

for ([{login => ''}, 'login'], [{login => 'b c'}, 'login'],
    [{login => 'BEN'}, 'login'], [{name => ''}, 'name'],
    [{email => 'x'}, 'email'], [{password => 'short'}, 'password']) {
	my ($with, $field) = @$_;
	$r = fill($anna, '/office/operator', '/office/operator',
	    login => 'dora', name => 'Dora', password => 'dora likes ferns',
	    role => [2], department => [$sales], %$with);
	is status($r), 400, "a wrong $field";
	has $r, qr/id="why-$field"/, '... is marked';
	my $f = form($r, '/office/operator');
	is_deeply [$f->{role}, $f->{department}], [[2], [$sales]],
	    '... and the ticks are kept';
}

$r = fill($ben, "/office/operator?id=$ben_id", '/office/operator', role => [1]);
is status($r), 403, 'nobody gives themselves more than they have';
has $r, qr/beyond your own permissions/, '... in words';
$r = $ben->post('/office/operator/password', {id => 1,
	password => 'now it is mine'});
is status($r), 403, 'nor takes the account of who has more';
$r = fill($ben, '/office/role?id=1', '/office/role', name => 'Boss');
is status($r), 403, 'nor changes what those may';
$two = form($anna->get("/office/operator?id=$ben_id"), '/office/operator');
fill($anna, "/office/operator?id=$ben_id", '/office/operator', name => 'Ben',
    department => [0]);
$r = $anna->post('/office/operator', {%$two, email => 'b@shop.example'});
is status($r), 409, 'a stale operator';
has $r, qr/ben: name, departments/, '... says what was changed';
has $r, qr/value="b\@shop\.example"/, '... and keeps what was typed';
has $anna->get('/office/operators'), qr/All departments/, 'All departments';

$r = $anna->post('/office/operator/password', {id => $ben_id,
	password => 'ben likes cacti'});
is place($r), "/office/operator?id=$ben_id&said=password", 'a new password';
is status($ben->get('/office/')), 303, '... ends their sessions';
is status($anna->post('/office/operator/password', {id => $ben_id,
	password => 'cactus'})), 400, 'a short one is refused';
$ben->sign_in('ben', 'ben likes cacti');
is status(fill($anna, "/office/operator?id=$ben_id", '/office/operator',
    disabled => 1)), 303, 'disabling';
is status($ben->get('/office/')), 303, '... signs them out at once';
fill($anna, "/office/operator?id=$ben_id", '/office/operator',
    disabled => undef);
is status($ben->get('/office/')), 303, '... and enabling does not undo that';
$ben->sign_in('ben', 'ben likes cacti');
is status($anna->post('/office/role/delete', {id => $people, version => 2})),
    409, 'a role that somebody holds is kept';

# --- Sites and the embed code -------------------------------------------------------

for ([{name => ''}, 'name'], [{name => 'Demo shop'}, 'name'],
    [{hosts => "shop.example\n<b>"}, 'hosts'],
    [{strict => 1, hosts => ''}, 'hosts'], [{color => 'red'}, 'color'],
    [{greeting => 'x' x 501}, 'greeting'], [{title => 'x' x 101}, 'title']) {
	my ($with, $field) = @$_;
	$r = fill($anna, '/office/site', '/office/site', name => 'Blog', %$with);
	is status($r), 400, "a wrong $field";
	has $r, qr/id="why-$field"/, '... is marked';
}
has $r, qr/x{101}/, '... and what was typed is kept';
$r = fill($anna, '/office/site', '/office/site', name => 'Blog',
    hosts => "https://Blog.example/start\nwww.blog.example, blog.example",
    greeting => $HOSTILE, title => $HOSTILE);
my $blog = id_of('site', 'Blog');
is place($r), "/office/embed?site=$blog&said=site-added",
    'a new site leads to its embed code';
is_deeply [map { $_->[0] } $beckon->db("SELECT host FROM site_host"
    . " WHERE site_id = $blog ORDER BY host")],
    ['blog.example', 'www.blog.example'], '... its hosts are plain hosts';
$r = $anna->get("/office/site?id=$blog");
has $r, qr/No page view yet/, '... and nothing was seen of it';
has $r, qr/\Q$SHOWN\E/, '... hostile text is text';

my $key = $beckon->db("SELECT site_key FROM site WHERE id = $blog");
sub snippet {
	my ($query) = @_;
	my $reply = $anna->get("/office/embed?site=$blog$query");
	my ($code) = $reply->{content} =~ m{id="snippet">(.*?)</code>}s;
	return plain($code);
}
is snippet('') . "\n", $beckon->ctl('site', 'snippet', $key),
    'the embed code is what beckonctl prints';
is snippet("&department=$support&department=$odd&check_off=1&variant=nonce"),
    '<script async nonce="NONCE" src="' . $beckon->office_url
    . qq{/embed.js" data-site="$key" data-department="odd,support"}
    . ' data-check="off"></script>', '... with its options';
$r = $anna->get("/office/embed/code?site=$blog", 'HX-Request' => 'true');
has $r, qr/No page view yet/, 'the note about the code';
my ($have) = $r->{content} =~ /name="have" value="(\w+)"/;
is status($anna->get("/office/embed/code?site=$blog&have=$have",
    'HX-Request' => 'true')), 204, '... stands while nothing moves';
$beckon->widget('/w/hello', {site => $key, nonce => 'ab' x 16,
	view => 'cd' x 8, url => 'http://staging.blog.example/', title => 'x',
	state => 'front'});
$r = $anna->get("/office/embed/code?site=$blog&have=$have",
    'HX-Request' => 'true');
has $r, qr/A page was seen/, '... and changes when a page was seen';
is status($anna->get('/office/embed?site=999')), 404, 'no such site';

$r = $anna->get("/office/site?id=$blog");
my ($stray) = $r->{content} =~ /name="host" value="([^"]*)"/;
ok defined $stray, 'a host that is not listed is shown';
$r = $anna->post('/office/site/host', {id => $blog, host => $stray});
is place($r), "/office/site?id=$blog&said=host-added", '... and added by a click';
is status($anna->post('/office/site/host', {id => $blog, host => $stray})),
    303, '... twice is no harm';
lacks $anna->get("/office/site?id=$blog"), qr/name="host" value/,
    '... and is no stranger any more';
is status($anna->post('/office/site/host', {id => $blog, host => '<x>'})), 400,
    'no host';

$two = form($anna->get("/office/site?id=$blog"), '/office/site');
fill($anna, "/office/site?id=$blog", '/office/site', check => undef,
    hosts => 'blog.example');
$r = $anna->post('/office/site', {%$two, name => 'Journal'});
is status($r), 409, 'a stale site';
has $r, qr/hosts, check for messages off/, '... says what was changed';
has $r, qr/value="Journal"/, '... and keeps what was typed';

# --- The own account and state --------------------------------------------------------

$r = fill($ben, '/office/account', '/office/account', name => "B $HOSTILE",
    email => 'ben@shop.example', auto_accept => 1, sound => undef);
is status($r), 303, 'the own account';
has $ben->get('/office/account'), qr/B \Q$SHOWN\E/, '... is as it was written';
is_deeply [$beckon->db("SELECT email, auto_accept, sound FROM operator"
    . " WHERE id = $ben_id")], [['ben@shop.example', 1, 0]], '... all of it';
is status(fill($ben, '/office/account', '/office/account', name => '')), 400,
    'nobody is without a name';

my $other = $beckon->browser->sign_in('ben', 'ben likes cacti');
my %change = (old => 'ben likes cacti', password => 'ben likes olives',
    again => 'ben likes olives');
for ([{old => 'wrong'}, 'old'], [{old => ''}, 'old'],
    [{password => 'short', again => 'short'}, 'password'],
    [{again => 'ben likes oil'}, 'again']) {
	my ($with, $field) = @$_;
	$r = $ben->post('/office/account/password', {%change, %$with});
	is status($r), 400, "a wrong $field";
	has $r, qr/id="why-$field"/, '... is marked';
	lacks $r, qr/ben likes/, '... and no password is sent back';
}
is status($other->get('/office/')), 200, 'until it is changed,';
$r = $ben->post('/office/account/password', \%change);
is place($r), '/office/account?said=own-password', 'a password is changed';
is status($ben->get('/office/account')), 200, '... and one stays signed in';
is status($other->get('/office/')), 303, '... here, not elsewhere';
$beckon->browser->sign_in('ben', 'ben likes olives');

$r = $ben->get("/office/operators?q=x&said=saved");
has $r, qr/name="to" value="\/office\/operators\?q=x"/,
    'the switch knows the page it stands on';
$r = $ben->post('/office/state', {visible => 0, to => '/office/operators?q=x'});
is place($r), '/office/operators?q=x&said=invisible', '... and comes back to it';
has $ben->get(place($r)), qr/your invitations still come to you first/,
    '... saying what it means';
$r = $ben->post('/office/state', {online => 0, to => '//evil.example'});
is place($r), '/office/?said=offline', '... and leads nowhere else';
is_deeply [$beckon->db("SELECT online, visible FROM operator"
    . " WHERE id = $ben_id")], [[0, 0]], '... each switch is its own';
is status($ben->post('/office/state', {online => 2})), 400, 'no such state';
is status($ben->post('/office/state', {})), 400, 'none at all';

# --- Audit ------------------------------------------------------------------------------

$r = $anna->get('/office/audit');
has $r, qr/\Q$_\E/, "the audit tells: $_"
    for 'signed in', 'added the department', 'deleted the department',
    'added the role', 'changed the role', 'added the operator',
    'changed the operator', 'set the password of', 'added the site',
    'changed the site', 'listed the host', 'changed their account',
    'changed their password', 'became', $SHOWN;
$r = $anna->get('/office/audit?kind=sites');
has $r, qr/added the site/, 'one kind of entries';
lacks $r, qr/signed in/, '... and no other';
$beckon->db("INSERT INTO audit (what, detail) SELECT 'site change', seq"
    . ' FROM seq_1_to_150');
$r = $anna->get('/office/audit?kind=sites');
my ($older) = $r->{content} =~ /before=(\d+)">Older/;
ok defined $older, 'a long list goes on';
has $anna->get("/office/audit?kind=sites&before=$older"), qr/added the site/,
    '... on the next page';
is status($anna->get('/office/audit?kind=x')), 400, 'no such kind';

# --- A second address of the same office -------------------------------------------------

my %from = ('Sec-Fetch-Site' => undef);
is status($anna->post('/office/state', {online => 1},
    %from, Origin => $beckon->office_tls_url)), 303,
    'a form of the address beside it is taken';
is status($anna->post('/office/state', {online => 1},
    %from, Origin => 'https://evil.example')), 403, '... of another is not';
is status($anna->post('/office/state', {online => 1},
    %from, Origin => substr($beckon->office_tls_url, 0, -1))), 403,
    '... nor of one that begins like it';

unlike $beckon->log('office'), qr/error|page:/i, 'nothing of this is an error';

done_testing();
