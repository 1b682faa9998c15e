#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# 35-beckonctl.t: what an administrator does from a shell, twice, interrupted,
# and with wrong words; and what the doctor finds.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use File::Copy qw(copy);
use Test::More;

my $beckon = Beckon->start(only => 'mariadb,pulse');
my $dir = $beckon->dir;
my $schema = "$Beckon::TOP/schema";

# (status, what it printed) of beckonctl; its standard input is $input.
my $input = '';
sub ctl {
	my (@command) = @_;

	open my $in, '>', "$dir/stdin" or die;
	print $in $input;
	close $in;
	my $pid = fork() // die;
	if (!$pid) {
		open STDIN, '<', "$dir/stdin";
		open STDOUT, '>', "$dir/stdout";
		open STDERR, '>&', \*STDOUT;
		exec "$Beckon::BUILD/beckonctl", '-c', "$dir/beckon.conf",
		    '-s', $schema, @command;
	}
	waitpid $pid, 0;
	return ($? >> 8, $beckon->slurp('stdout'));
}
sub count { return scalar $beckon->db("SELECT COUNT(*) FROM $_[0]") }

my ($status, $said) = ctl('version');
is "$status $said", "0 beckon 0.1.0\n", 'version';

# --- Wrong words ------------------------------------------------------------

for ([], ['dance'], ['migrate', 'now'], ['operator'], ['operator', 'add'],
    ['operator', 'drop', 'x'], ['operator', 'add', 'a', 'b'],
    ['operator', 'add', '-z', 'a'], ['site', 'add', 'Shop'], ['keys', 'x'],
    ['grants', '-H', "x' OR 'y"], ['version', 'x'], ['doctor', '-q']) {
	($status, $said) = ctl(@$_);
	is $status, 64, "beckonctl @$_: wrong words";
	like $said, qr/usage:/, '... and how it is said';
}

# --- The schema -------------------------------------------------------------

($status, $said) = ctl('migrate');
is "$status $said", "0 nothing to apply\n", 'a second migrate does nothing';

# As if it had been interrupted: some tables are there, the note is not.
$beckon->db('CREATE DATABASE half; USE half;'
    . ' CREATE TABLE setting (name VARCHAR(64) CHARACTER SET ascii NOT NULL'
    . ' PRIMARY KEY, value VARCHAR(255) NOT NULL) ENGINE=InnoDB;'
    . " INSERT INTO setting VALUES ('tracking', '0')");
sub use_database {
	my ($name) = @_;
	my $file = "$dir/accounts/admin.cnf";
	my $text = $beckon->slurp('accounts/admin.cnf');
	$text =~ s/^database\s*=.*/database=$name/m;
	open my $out, '>', $file or die;
	print $out $text;
}
use_database('half');
my @applying = map { my $pid = fork() // die; $pid or exec 'sh', '-c',
    "exec $Beckon::BUILD/beckonctl -c $dir/beckon.conf -s $schema migrate "
    . ">$dir/migrate.$_ 2>&1" } 1 .. 2;
for (@applying) {
	waitpid $_, 0;
	is $?, 0, 'of two at a time each ends well';
}
is((join '', map { $beckon->slurp("migrate.$_") } 1 .. 2)
    =~ s/^nothing to apply\n//mr, join('', map { m{([^/]+)$} &&
    "applied $1\n" } sort glob "$schema/0*.sql"), '... and only one applies');
is $beckon->db("SELECT value FROM setting WHERE name = 'tracking'"), 0,
    'what an interrupted migrate left is kept and completed';
is count('role'), 2, '... and filled once';

# A broken file: what came before it stays, it is not noted, and is said.
mkdir "$dir/schema" or die;
copy($_, "$dir/schema") for glob "$schema/*";
open my $next, '>', "$dir/schema/0900_next.sql" or die;
print $next "-- SPDX-License-Identifier: ISC\nCREATE TABLE IF NOT EXISTS one"
    . " (id INT);\n\nCREATE TABLE two (id INTEGRE);\n";
close $next;
$schema = "$dir/schema";
($status, $said) = ctl('migrate');
is $status, 1, 'a file that fails stops it';
like $said, qr/0900_next\.sql.*4/, '... and is named with its line';
is count('migration WHERE number = 900'), 0, '... and is not noted';
open $next, '>', "$dir/schema/0900_next.sql" or die;
print $next "CREATE TABLE IF NOT EXISTS one (id INT);\n"
    . "CREATE TABLE IF NOT EXISTS two (id INT);\n";
close $next;
($status, $said) = ctl('migrate');
is "$status $said", "0 applied 0900_next.sql\n", 'mended, it goes on';
copy("$dir/schema/0900_next.sql", "$dir/schema/0900_other.sql");
($status, $said) = ctl('migrate');
like $said, qr/have one number/, 'two files of one number are refused';
unlink "$dir/schema/0900_other.sql";
# A table of millions takes longer than a request waits for the database.
open $next, '>', "$dir/schema/0901_long.sql" or die;
print $next "DO SLEEP(11);\n";
close $next;
($status, $said) = ctl('migrate');
is "$status $said", "0 applied 0901_long.sql\n",
    'a migration may take its time';
$schema = "$Beckon::TOP/schema";
use_database('beckon');

# --- People -----------------------------------------------------------------

($status, $said) = ctl('operator', 'add', 'anna', '-n', 'Anna Ö', '-a');
is $status, 0, 'an operator is added';
like $said, qr/^login anna\npassword [a-z0-9]{20}\n\z/,
    '... with a password nobody has to invent';
my ($password) = $said =~ /password (.*)/;
my ($row) = $beckon->db("SELECT o.name, r.name, a.department_id IS NULL,
    o.password FROM operator o JOIN operator_role x ON x.operator_id = o.id
    JOIN role r ON r.id = x.role_id JOIN assignment a ON a.operator_id = o.id
    WHERE o.login = 'anna'");
is_deeply [@$row[0 .. 2]], ['Anna Ö', 'Operator', 1],
    '... with name, role and All departments';
like $row->[3], qr/^\$argon2id\$/, '... stored as argon2id';
unlike $row->[3], qr/\Q$password/, '... only';
($status, $said) = ctl('operator', 'add', 'anna');
is $status, 1, 'a login is taken once';
like $said, qr/anna is taken/, '... and that is said';
($status, $said) = ctl('operator', 'add', 'ANNA');
is $status, 1, '... in whatever case';
($status, $said) = ctl('operator', 'add', 'zoe', '-r', 'Queen');
like $said, qr/no role Queen/, 'an unknown role is refused';
is count("operator WHERE login = 'zoe'"), 0, '... and nothing stored';
for ('two words', '', 'x' x 65, "a\x01b", "\xff") {
	($status) = ctl('operator', 'add', $_);
	is $status, 1, 'no login: ' . s/[^ -~]/?/gr;
}

$beckon->db('INSERT INTO session (token_hash, operator_id, address, agent)'
    . " SELECT UNHEX(SHA2('x', 256)), id, '::1', '' FROM operator"
    . " WHERE login = 'anna'");
$input = "correct horse battery\n";
($status, $said) = ctl('operator', 'reset', '-p', 'anna');
is "$status $said", "0 login anna\n", 'a password can be given, unprinted';
isnt $beckon->db("SELECT password FROM operator WHERE login = 'anna'"),
    $row->[3], '... and is another one';
is count('session WHERE ended_at IS NULL'), 0, '... and her sessions end';
$input = "short\n";
is((ctl('operator', 'reset', '-p', 'anna'))[0], 1, 'a short one is refused');
$input = '';
is((ctl('operator', 'reset', '-p', 'anna'))[0], 1, 'none too');
($status, $said) = ctl('operator', 'reset', 'nobody');
is $status, 1, 'nobody is nobody';

# --- Sites ------------------------------------------------------------------

($status, $said) = ctl('site', 'add', 'Böden & <Co>', 'boden.example',
    'www.boden.example');
like $said, qr/^key ([a-z0-9]{16})\n\z/, 'a site gets a key';
my ($key) = $said =~ /key (\S+)/;
is count('site_host h JOIN site s ON s.id = h.site_id'
    . " WHERE s.site_key = '$key'"), 2, '... and has its hosts';
is((ctl('site', 'add', 'Böden & <Co>', 'x.example'))[0], 1,
    'a name is taken once');
for ('https://x.example', 'X.example', 'x.example:80', '-x', '') {
	is((ctl('site', 'add', 'New', $_))[0], 1, "no host: $_");
}
for ($key, 'Böden & <Co>') {
	($status, $said) = ctl('site', 'snippet', $_);
	is $said, '<script async src="' . $beckon->office_url
	    . "/embed.js\" data-site=\"$key\"></script>\n", "its tag, by $_";
}
is((ctl('site', 'snippet', 'nothing'))[0], 1, 'no site, no tag');

# --- Keys and grants --------------------------------------------------------

my $kept = $beckon->slurp('keys/visitor');
unlink "$dir/keys/session" or die;
($status, $said) = ctl('keys');
like $said, qr{^made \S+/session\n\z}, 'a missing key is made';
is $beckon->slurp('keys/visitor'), $kept, '... the others stay';
is((ctl('keys'))[1], '', '... and again nothing happens');
is sprintf('%04o', (stat "$dir/keys/session")[2] & 07777), '0600',
    '... and only its owner reads it';
for (1, 2) {
	($status, $said) = ctl('grants');
	is $status, 0, 'grants may be given again' or diag $said;
}

# --- The doctor -------------------------------------------------------------

sub faults {
	my ($status, $said) = ctl('doctor', '-n', "$dir/nginx.conf");
	return join '', grep { !/\.sock is missing|^\d+ fault|nginx/ }
	    $said =~ /^(fault .*\n)/mg;
}
open my $conf, '>', "$dir/nginx.conf" or die;
print $conf "events {}\n";
close $conf;
$beckon->until(sub { faults() eq '' }, 'a healthy system: ' . faults());
pass 'the doctor finds nothing where all is well';
is((ctl('doctor'))[0], 1, '... but the sockets that this test does not have');

my @planted = (
	['a key for all to read', sub { chmod 0644, "$dir/keys/visitor" },
	    qr{keys/visitor has mode 0644: chmod 0640},
	    sub { chmod 0600, "$dir/keys/visitor" }],
	['no key', sub { rename "$dir/keys/mailbox", "$dir/keys/gone" },
	    qr{keys/mailbox is missing: beckonctl keys},
	    sub { rename "$dir/keys/gone", "$dir/keys/mailbox" }],
	['an option file for all', sub { chmod 0604, "$dir/accounts/visit.cnf" },
	    qr{visit\.cnf has mode 0604},
	    sub { chmod 0600, "$dir/accounts/visit.cnf" }],
	['a grant too much', sub {
		$beckon->db('GRANT SELECT ON operator TO'
		    . ' beckon_pulse@localhost') },
	    qr{beckon_pulse has "operator select" too much: beckonctl grants -f},
	    sub { ctl('grants', '-f') }],
	['a right to everything', sub {
		$beckon->db('GRANT FILE ON *.* TO beckon_visit@localhost') },
	    qr{beckon_visit has "\*\.\* file" too much},
	    sub { ctl('grants', '-f') }],
	['a grant too few', sub {
		$beckon->db('REVOKE INSERT ON feed FROM'
		    . ' beckon_invite@localhost') },
	    qr{beckon_invite lacks "feed insert": beckonctl grants},
	    sub { ctl('grants') }],
	['another password', sub {
		$beckon->db("ALTER USER beckon_office\@localhost"
		    . " IDENTIFIED BY 'x'") },
	    qr{office does not reach the database}, sub { ctl('grants') }],
	['a migration not applied', sub {
		$beckon->db('DELETE FROM migration WHERE number = 1') },
	    qr{the schema lacks 0001_base\.sql: beckonctl migrate},
	    sub { ctl('migrate') }],
	['commits that are not durable', sub {
		$beckon->db('SET GLOBAL innodb_flush_log_at_trx_commit = 2') },
	    qr{innodb_flush_log_at_trx_commit is 2},
	    sub { $beckon->db('SET GLOBAL innodb_flush_log_at_trx_commit = 1') }],
	['too few connections', sub {
		$beckon->db('SET GLOBAL max_connections = 12') },
	    qr{max_connections is 12},
	    sub { $beckon->db('SET GLOBAL max_connections = 151') }],
	['a mailbox open to all', sub {
		chmod 0755, $beckon->env('RUN_DIR') . '/box' },
	    qr{box is open to all},
	    sub { chmod 0750, $beckon->env('RUN_DIR') . '/box' }],
);
for (@planted) {
	my ($name, $plant, $finds, $mend) = @$_;
	$plant->();
	like faults(), $finds, "the doctor finds $name";
	$mend->();
	# pulse tries again after a pause where its account had failed.
	$beckon->until(sub { faults() eq '' }, "mending $name");
	pass '... and no more once that is mended';
}
$beckon->stop('pulse');
rename $beckon->env('RUN_DIR') . '/box/tick', "$dir/tick";
like faults(), qr/pulse has never run here/, 'the doctor misses pulse';
$beckon->stop('mariadb');
like faults(), qr/admin does not reach the database/, '... and the database';
is((ctl('operator', 'add', 'eve'))[0], 1, 'without it nothing is promised');

done_testing;
