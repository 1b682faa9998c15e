#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# 36-office.t: the back office over HTTP: signing in and out, who may do what
# (a matrix made of the route tables themselves), Origin and form tokens, and
# every page with hostile text in every field.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Beckon::Routes qw(routes);
use Test::More;

my $beckon = Beckon->start(conf => ['password.cost min']);
my $base = $beckon->office_url;

# like() without printing a whole page where it fails.
sub has { return ok $_[0]{content} =~ $_[1], $_[2] }
sub lacks { return ok $_[0]{content} !~ $_[1], $_[2] }
sub status { return $_[0]{status} }
sub place { return $_[0]{headers}{location} // '' }

# --- Signing in and out -------------------------------------------------------

my $anna = $beckon->browser;
my $r = $anna->get('/office/visitors?state=idle');
is status($r), 303, 'who is not signed in is sent to the sign-in page';
is place($r), '/office/signin?to=/office/visitors%3Fstate%3Didle',
    '... and comes back to the page that was asked for';
is status($anna->get('/')), 303, 'the first address leads to the office';
$r = $anna->get('/office/visitors/list', 'HX-Request' => 'true');
is status($r), 401, 'a fragment is refused';
is $r->{headers}{'hx-redirect'}, '/office/signin?to=/office/visitors',
    '... and its page goes to the sign-in page';
$r = $anna->get(place($anna->get('/office/visitors?state=idle')));
is status($r), 200, 'the sign-in page';
has $r, qr/name="to" value="\/office\/visitors\?state=idle"/,
    '... knows where to go on';

$r = $anna->post('/office/signin', {login => 'admin', password => 'wrong'});
is status($r), 401, 'a wrong password is refused';
has $r, qr/do not belong together/, '... in words';
has $r, qr/name="login" value="admin"/, '... and the login stays';
lacks $r, qr/wrong"/, '... the password does not';
my $unknown = $anna->post('/office/signin', {login => 'nobody',
	password => 'wrong'});
is $unknown->{content} =~ s/nobody/admin/r, $r->{content},
    'an unknown account gets the same answer';
is status($anna->post('/office/signin', {login => 'admin'})), 422,
    'a missing password is said';
$anna->post('/office/signin', {login => 'admin', password => "w$_"}) for 1 .. 4;
$r = $anna->post('/office/signin', {login => 'admin',
	password => $beckon->env('ADMIN_PASSWORD')});
is status($r), 429, 'after many wrong ones even the right one waits';
cmp_ok $r->{headers}{'retry-after'}, '>=', 1, '... for so long';
$beckon->db('UPDATE signin_failure SET until_at = NOW(3)');

for (['/office/visitors?state=idle', '/office/visitors?state=idle'],
    ['//evil.example/', '/office/'], ['https://evil.example/', '/office/'],
    ['/office/\\evil.example', '/office/'], ["/office/\r\nX: y", '/office/'],
    ['/officer', '/office/'], ['', '/office/']) {
	my ($to, $place) = @$_;
	$r = $beckon->browser->post('/office/signin', {login => 'admin',
		password => $beckon->env('ADMIN_PASSWORD'), to => $to});
	is place($r), $place, 'after signing in: ' . $to =~ s/[^ -~]/?/gr;
}
my ($cookie) = $r->{headers}{'set-cookie'};
like $cookie, qr/^__Host-beckon=[0-9a-f]{64}; Path=\/; Secure; HttpOnly; SameSite=Lax$/,
    'the session is a cookie that scripts and other sites do not get';

$anna->sign_in;
is status($anna->get('/office/signin')), 303,
    'who is signed in needs no sign-in page';
my %stolen = %{$anna->{cookies}};
$r = $anna->post('/office/signout');
is place($r), '/office/signin?said=signed-out', 'signing out';
is_deeply $anna->{cookies}, {}, '... takes the cookie away';
$anna->{cookies} = {%stolen};
is status($anna->get('/office/')), 303, '... and ends the session itself';

$anna = $beckon->browser->sign_in;
%stolen = %{$anna->{cookies}};
$anna->sign_in;
my $thief = $beckon->browser;
$thief->{cookies} = \%stolen;
is status($thief->get('/office/')), 303, 'signing in anew ends the old session';
$beckon->db('UPDATE session SET seen_at = NOW(3) - INTERVAL 13 HOUR');
is status($anna->get('/office/')), 303, 'a session nobody uses expires';
$anna->sign_in;

# --- Pages of what is not there -------------------------------------------------

$r = $anna->get('/office/nowhere');
is status($r), 404, 'an unknown page';
has $r, qr/<h1>There is nothing here<\/h1>/, '... says so';
has $r, qr/id="signout"/, '... with the menu around it';
is status($anna->request(DELETE => '/office/visitors')), 405,
    'another method';
is status($anna->get('/office/visitor?id=99999999')), 404, 'no such visitor';
is status($anna->get('/office/visitor?id=x')), 400, 'no number';
is status($anna->get('/office/visitors?state=flying')), 400, 'no such state';
is status($anna->get("/office/visitors?q=%ff")), 400, 'no UTF-8';
for (qw(/office/ /office/nowhere /office/signin)) {
	my $h = $anna->get($_)->{headers};
	like $h->{'content-security-policy'},
	    qr/default-src 'none'; script-src 'self'/, "$_: a strict policy";
	is $h->{'cache-control'}, 'no-store', '... and is kept nowhere';
}

# --- The matrix: every route of office and invite, every kind of caller ---------

my @routes = (routes($beckon, 'office'), routes($beckon, 'invite'));
my @unguarded = map { "$_->{method} $_->{path}" }
    grep { $_->{who} eq 'anybody' } @routes;
is_deeply \@unguarded, ['GET /', 'GET /office', 'GET /office/signin',
	'POST /office/signin'], 'nothing but signing in is open to anybody';
is_deeply [map { $_->{path} } grep { $_->{method} eq 'POST' &&
	$_->{guard} ne ($_->{who} eq 'anybody' ? 'origin' : 'token') } @routes],
    [], 'every write wants a form token';

# Who may what, said a second time: the first row that fits.  A program that
# asks for less than this, or answers what is not here, fails.
my @expected = (
	[qr{^/(?:office(?:/signin)?)?$} => ''],
	[qr{^/office/(?:signout|account(?:/.*)?)?$} => ''],
	[qr{^/office/visitor(?:/panel)?$} => ''], # as section 2 has it
	[qr{^/office/why$} => ''], # of oneself; of others it asks more
	[qr{^/office/tracking$} => 'lhchat,administrate_tracking'],
	[qr{^/office/visitors(?:/list|/departments)?$} => 'lhchat,use_onlineusers'],
	[qr{^/office/chat/transfer$} => 'lhchat,transfer'],
	[qr{^/office/chat/takeover$} => 'lhchat,take_over'],
	[qr{^/office/canned(?:/.*)?$} => 'lhdepartment,manage'],
	[qr{^/office/(?:chats?(?:/.*)?|alerts|outcomes|told)$} => 'lhchat,use'],
	[qr{^/office/(?:departments?|groups?)(?:/.*)?$} => 'lhdepartment,manage'],
	[qr{^/office/operators?(?:/.*)?$} => 'lhuser,manage'],
	[qr{^/office/roles?(?:/.*)?$} => 'lhpermission,manage'],
	[qr{^/office/(?:sites?|embed|health)(?:/.*)?$} => 'lhsite,manage'],
	[qr{^/office/bots?(?:/.*)?$} => 'lhbot,manage'],
	[qr{^/office/state$} => 'lhuser,change_state'],
	[qr{^/office/alike$} => 'lhchat,use_onlineusers'],
	[qr{^/office/visitor/(?:merge|apart)$} => 'lhvisitor,merge'],
	[qr{^/office/visitor/export$} => 'lhvisitor,export'],
	[qr{^/office/visitor/erase$} => 'lhvisitor,erase'],
	[qr{^/office/retention$} => 'lhsystem,retention'],
	[qr{^/office/audit$} => 'lhaudit,read'],
	[qr{^/invite/} => 'lhchat,send_message'],
);
sub expected {
	my ($path) = @_;
	for (@expected) { return $_->[1] if $path =~ $_->[0] }
	return 'a row in this table';
}
is_deeply [map { "$_->{path} wants " . expected($_->{path}) }
    grep { $_->{need} ne expected($_->{path}) } @routes], [],
    'every route wants the permission that it should';

# An operator with these permissions and no others.
my $made = 0;
sub operator {
	my (@may) = @_;
	my $login = 'op' . ++$made;
	my $password = ($beckon->ctl('operator', 'add', $login) =~
		/^password (\S+)/m)[0];
	$beckon->db("INSERT INTO role (name) VALUES ('$login')");
	for (@may) {
		my ($module, $function) = split /,/;
		$beckon->db("INSERT INTO role_permission SELECT id, '$module',
		    '$function' FROM role WHERE name = '$login'");
	}
	$beckon->db("DELETE r FROM operator_role r JOIN operator o
	    ON o.id = r.operator_id WHERE o.login = '$login'");
	$beckon->db("INSERT INTO operator_role SELECT o.id, r.id FROM operator o
	    JOIN role r ON r.name = o.login WHERE o.login = '$login'");
	return $beckon->browser->sign_in($login, $password);
}

my %names = map { $_->{need} => 1 } grep { $_->{need} } @routes;
my @names = sort keys %names;
my $bare = operator();
my %has = map { $_ => operator($_) } @names;
my $stranger = $beckon->browser;
my @wrong;
sub ask {
	my ($who, $route, %more) = @_;
	return status($route->{method} eq 'GET' ? $who->get($route->{path}, %more)
	    : $who->post($route->{path}, {}, %more));
}
for my $route (grep { $_->{who} ne 'anybody' && $_->{path} ne '/office/signout' }
    @routes) {
	my $name = "$route->{method} $route->{path}";
	push @wrong, "$name: a stranger" if ask($stranger, $route) != 303;
	push @wrong, "$name: without its permission"
	    if $route->{need} && ask($bare, $route) != 403;
	push @wrong, "$name: with another permission"
	    if $route->{need} && grep { $_ ne $route->{need} &&
		ask($has{$_}, $route) != 403 } @names;
	my $right = $route->{need} ? $has{$route->{need}} : $bare;
	my $got = ask($right, $route);
	push @wrong, "$name: with its permission: $got"
	    if $got == 403 || $got >= 500;
	next if $route->{method} ne 'POST';
	my %page = (Origin => $base, 'Sec-Fetch-Site' => 'same-origin');
	for ([{csrf => ''}, {}], [{csrf => undef}, {}],
	    [{csrf => $anna->{csrf}}, {}],
	    [{}, {Origin => 'https://evil.example'}],
	    [{}, {Origin => 'null'}], [{}, {Origin => "$base.evil.example"}],
	    [{}, {'Sec-Fetch-Site' => 'cross-site'}],
	    [{}, {'Sec-Fetch-Site' => 'same-site'}],
	    [{}, {Origin => undef, 'Sec-Fetch-Site' => undef}]) {
		my ($fields, $headers) = @$_;
		my $r = $right->post($route->{path}, $fields, %page, %$headers);
		push @wrong, "$name: " . join ' ', map { $_ // 'none' }
		    %$fields, %$headers if status($r) != 403;
	}
}
is_deeply \@wrong, [], 'every route answers whom it should, and no other';
is $beckon->db("SELECT value FROM setting WHERE name = 'tracking'"), 1,
    '... and what was refused did nothing';
$r = $beckon->browser->post('/office/signin', {login => 'admin',
	password => $beckon->env('ADMIN_PASSWORD')}, Origin => 'https://evil.example');
is status($r), 403, 'another site cannot sign anybody in';
$r = $beckon->browser->post('/office/signin', {login => 'admin',
	password => $beckon->env('ADMIN_PASSWORD')},
    Origin => $beckon->office_tls_url);
is status($r), 303, 'the TLS address beside the first is ours too';
$r = $anna->post('/office/tracking', {on => 0}, Origin => undef);
is status($r), 303, 'without Origin, Sec-Fetch-Site vouches';
has $anna->get('/office/visitors'), qr/Tracking is off\./,
    'the list says that tracking is off';
$anna->post('/office/tracking', {on => 1});

# --- Visitors and their pages ---------------------------------------------------

has $anna->get('/office/visitors'), qr/No page has reported yet/,
    'an empty list says why';
my $evil = q{"'><script>alert(1)</script><img src=x onerror=alert(2)>} .
    q{&lt;b&gt; {{x}} ${x} };
sub visit {
	my ($n, %fields) = @_;
	return $beckon->widget('/w/hello', {v => 1, i => sprintf('%08x', $n),
		nonce => sprintf('%032x', $n), view => sprintf('%016x', $n),
		url => $beckon->shop_url . "/?$n", title => "Page $n", ref => '',
		lang => 'en', tz => 'UTC', state => 'new', %fields});
}
is status(visit(1, title => $evil, ref => "https://news.example/$evil",
	url => $beckon->shop_url . "/" . $evil =~ tr/ //dr)), 200,
    'a visitor with hostile text in every field';
is status(visit(2)), 200, '... and another';
my $list = $anna->get('/office/visitors');
has $list, qr/<b class="figure" id="total">2<\/b>/, 'two are there';
my $quoted = '&lt;script&gt;alert(1)&lt;/script&gt;';
has $list, qr/\Q$quoted\E/, 'their text is shown as text';

$beckon->db(qq{UPDATE visitor SET name = "<u>x\\"'", email = "<u>x\\"'",
    phone = "<u>x\\"'", browser = "<u>x\\"'", system = "<u>x\\"'",
    agent = "<u>x\\"'", language = "<u>x\\"'", timezone = "<u>x\\"'",
    address = "<u>x\\"'", country = "<u"});
$beckon->db(qq{INSERT INTO site_trial (site_id, operator_id, code, url, seen_at,
    found_id, host, refused, tag, departments) VALUES (1, 1, 'c', "<u>x\\"'", NOW(3),
    1, "<u>x\\"'", "<u>x\\"'", "<u>x\\"'", "<u>x\\"'")});
$beckon->db(qq{UPDATE department SET name = CONCAT("<u>x\\"'", id)});
$beckon->db(qq{UPDATE site SET name = CONCAT("<u>x\\"'", id)});
$beckon->db(qq{UPDATE operator SET name = "<u>x\\"'" WHERE login = 'admin'});
$beckon->db(qq{INSERT INTO invitation (visitor_id, operator_id, client_key, text)
    SELECT MIN(id), 1, 'k', "<u>x\\"'" FROM visitor});
$beckon->db(qq{INSERT INTO visitor_department SELECT v.id, d.id, 0
    FROM visitor v JOIN department d; INSERT INTO audience VALUES (9, 'all');
    INSERT INTO audience_member SELECT 9, d.id FROM department d;
    UPDATE visitor SET audience_id = 9; UPDATE presence SET audience_id = 9});
$beckon->db(qq{INSERT INTO chat (visitor_id, site_id, status, owner_id,
    department_id, begun_by, client_key) SELECT MAX(v.id), 1, 'active', 1, 1,
    'visitor', 'c' FROM visitor v});
$beckon->db(qq{INSERT INTO message (chat_id, seq, author, client_key, text)
    SELECT id, 1, 'visitor', 'm', "<u>x\\"'" FROM chat});
$beckon->db('UPDATE chat SET last_seq = 1');
my $visitor = $beckon->db('SELECT MIN(id) FROM visitor');
my $chat = $beckon->db('SELECT MAX(id) FROM chat');
my %query = ('/office/visitor' => "?id=$visitor",
    '/office/visitor/panel' => "?id=$visitor", '/office/chat' => "?id=$chat",
    '/office/chat/lines' => "?id=$chat", '/office/department' => '?id=1',
    '/office/operator' => '?id=1', '/office/role' => '?id=1',
    '/office/site' => '?id=1', '/office/embed' => '?site=1',
    '/office/embed/code' => '?site=1&box=%3Cu%3Ex%22%27&mode=box',
    '/office/embed/preview' => '?site=1&color=%3Cu%3Ex%22%27',
    '/office/health' => '?site=1', '/office/health/test' => '?site=1',
    '/invite/new' => "?visitor=$visitor",
    '/invite/status' => "?visitor=$visitor",
    '/invite/edit' => '?id=1');
my (@raw, @none);
for my $route (grep { $_->{method} eq 'GET' } @routes) {
	my $path = $route->{path} . ($query{$route->{path}} // '');
	$path .= ($path =~ /\?/ ? '&' : '?') . 'said=%3Cu%3Ex%22%27&q=%3Cu%3Ex%22%27';
	my $r = $anna->get($path);
	push @none, "$path: $r->{status}"
	    if $r->{status} !~ /^(?:200|303|204|404|400)$/;
	push @raw, $path if $r->{content} =~ /<u>x|x"'|<script>/;
}
is_deeply \@none, [], 'every page is there';
is_deeply \@raw, [], '... and shows hostile text as text';
my $framed = $anna->get('/office/embed/preview?site=1')->{headers};
like $framed->{'content-security-policy'},
    qr/^default-src 'none'; script-src 'self';(?!.*connect-src).*frame-ancestors 'self'$/,
    'the preview stands in our frames alone, and may send nothing';
is $framed->{'x-frame-options'}, 'SAMEORIGIN', '... which is said once';

# --- What has not moved is not sent again ----------------------------------------

$list = $anna->get('/office/visitors');
my ($have) = $list->{content} =~ /id="visitors-have" name="have" value="(\w+)"/;
$r = $anna->get("/office/visitors/list?have=$have", 'HX-Request' => 'true');
is status($r), 204, 'nothing moved: nothing is sent';
$beckon->db('UPDATE presence SET state = \'idle\'');
$r = $anna->get("/office/visitors/list?have=$have", 'HX-Request' => 'true');
is status($r), 200, 'something moved: the list';
has $r, qr/^\s*<div id="visitors"/, '... alone';

# --- Whose visitors ------------------------------------------------------------

my $ben = operator('lhchat,use_onlineusers', 'lhchat,use');
has $ben->get('/office/visitors'), qr/>0<\/b> visitors/,
    'an operator without departments sees nobody';
is status($ben->get("/office/visitor?id=$visitor")), 404,
    '... and nobody\'s page';
has $ben->get('/office/visitors'), qr/sees_all_online_visitors/,
    '... and reads the three ways to see somebody';
$beckon->db("INSERT INTO assignment (operator_id, department_id)
    SELECT id, 1 FROM operator WHERE login = 'op$made'");
is status($ben->get("/office/visitor?id=$visitor")), 200,
    'an assignment holds from the next request';

# --- The database goes away -------------------------------------------------------

$beckon->stop('mariadb');
$r = $anna->get('/office/visitors');
is status($r), 503, 'without a database';
has $r, qr/The database does not answer/, '... a page says so';
$r = $anna->get('/office/signin');
is status($r), 503, '... the sign-in page too';
$beckon->run('mariadb');
ok $beckon->until(sub { status($anna->get('/office/visitors')) == 200 }),
    'and it is back';
unlike $beckon->log('office'), qr/ended with status|fatal/,
    'no worker ended on the way';

done_testing();
