#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# 64-explain.t: no statement of the programs reads a table that grows from end
# to end, or sorts one, however many visitors there were: each is explained by
# a database that is full.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Test::More;
use Tree;

exec "$FindBin::Bin/scratch-db", $^X, $0 if !$ENV{BECKON_TEST_CNF};
my ($ONLINE, $PAST, $MANY) = (20_000, 60_000, 1_000);

# Tables that stay small, each with what keeps it so.  All others must have
# more than $MANY rows here, so that a plan tells something.
my %small = (
	(map { $_ => 'kept by people in the office' } qw(assignment bot bot_choice
	    bot_step canned_message department department_group
	    department_hours department_in_group operator operator_role role
	    role_permission setting site site_host site_secret)),
	(map { $_ => 'one row' } qw(assign_turn counter online_counted)),
	migration => 'one row for each file of schema/',
	department_open => 'a few days ahead of each department',
	site_stray => 'EMBED_STRAYS for each site',
	site_report => 'one row for each site, host, scheme and thing',
	audience => 'one for each combination of departments in use',
	audience_member => 'as audience',
	online_total => 'figures, by site, audience, state',
	handoff => 'gone after minutes', # pulse purges it
);

# Statements over all who are online now: presence is narrow, and kept so that
# it can be read whole in tens of milliseconds.
my %whole = map { $_ => 1 } qw(presence);

# Names that may do what others may not, and why.
my %allowed = (
	online_why => 'asks whether there is any page view: stops at the first',
);

# --- Statements --------------------------------------------------------------------

my $literal = qr/"(?:[^"\\]|\\.)*"/;

# Those of a block (DB_BLOCK), each by itself; what it declares is bound.
sub inner {
	my ($name, $sql) = @_;
	my @declared = map { split /,\s*/ }
	    $sql =~ /\bDECLARE ([\w, ]+?) (?:BIGINT|BOOLEAN|INT|(?:VAR)?BINARY|VARCHAR)\b/g;
	my ($n, %found) = (0);
	for my $part (split /;/, $sql) {
		$part =~ s/^\s*IF\b.*?\bTHEN\b//s;
		next if $part !~ /^\s*(?:SELECT|INSERT|UPDATE|DELETE)\b/;
		$part =~ s/\bINTO (?:\w+, )*\w+(?= FROM\b)//;
		$part =~ s/\b\Q$_\E\b/?/g for @declared;
		$found{$name . '_' . ++$n} = $part;
	}
	return %found;
}

# Those of a C source: {"name", "SELECT ..." "..."} once macros are gone.
sub statements {
	my ($file) = @_;
	my $cc = $ENV{CC} // 'cc';
	open my $fh, '-|', "cd '$TOP' && $cc -E -P -I. -DTOP_SRCDIR='\"\"' '$file'"
	    . ' 2>&1' or die "cc: $!";
	my $text = do { local $/; <$fh> };
	close $fh or die "cc -E $file failed:\n$text";
	my %found;
	while ($text =~ /\{\s*"(\w+)",\s*((?:$literal\s*)+)\}/g) {
		my ($name, $parts) = ($1, $2);
		my $sql = join '', map { substr $_, 1, -1 } $parts =~ /$literal/g;
		$sql =~ s/\\n/\n/g;
		%found = (%found, inner($name, $sql)) if $sql =~ /^BEGIN NOT ATOMIC/;
		$found{$name} = $sql
		    if $sql =~ /^\s*(?:SELECT|INSERT|UPDATE|DELETE|WITH|REPLACE)\b/;
	}
	return %found;
}
my %sql = map { statements($_) } grep { slurp($_) =~ /struct query/ }
    files(qr{^desk/.*\.c$});
cmp_ok scalar keys %sql, '>', 150, scalar(keys %sql) . ' statements are found';
is_deeply [sort map { /^view_next_(\d)$/ } keys %sql], [1 .. 6],
    'those within a block, too';

# --- A full database ---------------------------------------------------------------

my $cnf = $ENV{BECKON_TEST_CNF};
sub ask {
	my ($sql) = @_;
	open my $fh, '-|', 'mariadb', "--defaults-file=$cnf", '-BN', '-e', $sql
	    or die;
	chomp(my @rows = <$fh>);
	close $fh or die "this failed: $sql\n";
	return @rows;
}

# Plans follow from the figures that are taken at the end, of all there is:
# none is taken by the server in between, whenever it comes to it.
ask('SET GLOBAL innodb_stats_auto_recalc = 0,
    GLOBAL innodb_stats_persistent_sample_pages = 100000');
is join('', ask('SELECT @@tmpdir')), $cnf =~ s{[^/]*$}{tmp}r,
    'temporary tables are where no other server that starts deletes them';
is system("$TOP/bench/seed", '--cnf', $cnf, '--online', $ONLINE, '--past',
    $PAST), 0, 'bench/seed fills a database'
    or die "no plan of what follows would tell anything: status $?\n";
ask(<<'SQL');
INSERT INTO operator (login, name, password)
    SELECT CONCAT('op', seq), 'Op', '!' FROM seq_1_to_30;
INSERT INTO assignment (operator_id, department_id)
    SELECT o.id, d.id FROM operator o JOIN department d ON (o.id + d.id) % 9 = 0;
INSERT INTO operator_role SELECT id, 2 FROM operator;
INSERT INTO session (token_hash, operator_id, seen_at, ended_at, address, agent)
    SELECT UNHEX(SHA2(seq, 256)), 1 + seq % 30, NOW(3) - INTERVAL seq MINUTE,
    IF(seq % 40, NOW(3), NULL), '192.0.2.1', '' FROM seq_1_to_4000;
INSERT INTO audit (at, operator_id, what, object_id)
    SELECT NOW(3) - INTERVAL seq MINUTE, 1 + seq % 30, 'site changed', seq % 50
    FROM seq_1_to_8000;
INSERT INTO signin_failure (subject, failures, until_at)
    SELECT UNHEX(SHA2(seq, 256)), 2, NOW(3) - INTERVAL seq MINUTE
    FROM seq_1_to_4000;
INSERT INTO feed (n, visitor_id, at) SELECT seq, seq,
    NOW(3) - INTERVAL 8000 - seq SECOND FROM seq_1_to_8000;
UPDATE counter SET n = 8000;
INSERT INTO chat (visitor_id, site_id, status, begun_by, client_key,
    created_at, closed_at, closed_by, changed_at) SELECT id, site_id, 'closed',
    'visitor', 'further0', seen_at, seen_at, 'operator', seen_at FROM visitor
    WHERE id <= 20000;
INSERT INTO offer (chat_id, operator_id, offered_at, ended_at, outcome, why)
    SELECT id, 1 + id % 30, created_at, IF(status = 'closed', created_at, NULL),
    IF(status = 'closed', 'accepted', NULL), 'rule' FROM chat;
UPDATE chat SET owner_id = 1 + id % 30 WHERE status = 'closed';
UPDATE invitation SET operator_id = 1 + id % 30;
INSERT INTO chat_event (chat_id, at, kind, operator_id)
    SELECT id, created_at, 'closed', owner_id FROM chat;
SQL

# Tables that others made: as many rows as there are parents, by their columns.
my %rows = map { my ($t) = $_; $t => (ask("SELECT COUNT(*) FROM `$t`"))[0] }
    ask('SELECT table_name FROM information_schema.tables
	WHERE table_schema = DATABASE() ORDER BY 1');
for my $table (sort keys %rows) {
	next if $small{$table} || $rows{$table} > $MANY;
	fill($table);
	($rows{$table}) = ask("SELECT COUNT(*) FROM `$table`");
}

# Rows made up from the types of the columns, told apart by a number.
sub fill {
	my ($table) = @_;
	my (@names, @values);
	for (ask("SELECT column_name, data_type, column_type,
	    COALESCE(character_maximum_length, 0), extra FROM
	    information_schema.columns WHERE table_schema = DATABASE()
	    AND table_name = '$table' AND generation_expression IS NULL")) {
		my ($name, $type, $whole, $max, $extra) = split /\t/;
		next if $extra =~ /auto_increment/;
		push @names, "`$name`";
		push @values, $type =~ /datetime/ ? 'NOW(3) - INTERVAL seq MINUTE'
		    : $type =~ /enum/ ? 1
		    : $type =~ /tinyint/ ? 0
		    : $type =~ /binary/ ? "LEFT(UNHEX(SHA2(seq, 512)), $max)"
		    : $type =~ /char|text/ ? "LEFT(CONCAT('x', seq), $max)" : 'seq';
	}
	ask("SET foreign_key_checks = 0; INSERT IGNORE INTO `$table` (" .
	    join(', ', @names) . ') SELECT ' . join(', ', @values) .
	    ' FROM seq_1_to_3000');
}
ask('ANALYZE TABLE ' . join ', ', map { "`$_`" } keys %rows);
is join(' ', grep { !$small{$_} && $rows{$_} <= $MANY } sort keys %rows), '',
    'every table that grows is full';
is join(' ', grep { !exists $rows{$_} } sort keys %small), 'migration',
    'every small table is there';

# --- What stands for each "?" --------------------------------------------------------

my (%columns, %sample);
push @{$columns{$_->[1]}}, [@$_[0, 2]] for map { [split /\t/] }
    ask('SELECT table_name, column_name, data_type FROM
	information_schema.columns WHERE table_schema = DATABASE()
	ORDER BY table_name');

# The tables of a statement, by the names that they have in it.
sub tables {
	my ($sql) = @_;
	my %of;
	while ($sql =~ /(?:\b(?:FROM|JOIN|UPDATE|INTO|IGNORE)|,)\s+\(?(\w+)(?:\s+(?:AS\s+)?(?!SET\b|ON\b|WHERE\b|JOIN\b|LEFT\b|STRAIGHT_JOIN\b|FORCE\b|USE\b|ORDER\b|LIMIT\b|GROUP\b|SELECT\b)(\w+))?/g) {
		next if !exists $rows{$1};
		$of{$1}{$1} = 1;
		$of{$2}{$1} = 1 if defined $2;
	}
	return %of;
}

# A value that stands in this column, as SQL.
sub sample {
	my ($table, $column, $type) = @_;
	return $sample{"$table.$column"} //= do {
		my $x = $type =~ /binary/ ? "CONCAT('x\\'', HEX(`$column`), '\\'')"
		    : "QUOTE(`$column`)";
		my ($v) = ask("SELECT $x FROM (SELECT `$column` FROM `$table`
		    WHERE `$column` IS NOT NULL LIMIT 1 OFFSET " .
		    int($rows{$table} / 2) . ') t');
		$v = undef if defined $v && $v eq 'NULL';
		$v = $1 if defined $v && $type =~ /int/ && $v =~ /^'(-?\d+)'$/;
		$v // ($type =~ /binary/ ? "x'00'" : $type =~ /int/ ? '1'
		    : $type =~ /date/ ? 'NOW(3)' : "'1'");
	};
}

sub value {
	my ($before, $after, %of) = @_;
	return "'x'" if $after =~ /^\s*(?:=|<>)\s*'/;
	return 50 if $before =~ /\bLIMIT\s*$/;
	return 0 if $before =~ /(?:\bOFFSET|\()\s*$/ && $before !~ /\w\s*\($/
	    || $before =~ /\bWHEN\s*$/;
	return 1 if $before =~ /\bINTERVAL\s*$/;
	$before =~ s/\bIN\s*\((?:[^()]*,\s*)?$/= /;
	$before =~ /(?:(\w+)\.)?`?(\w+)`?\s*(?:=|<=>|<>|[<>]=?)\s*$/ or return 1;
	my ($alias, $column) = ($1, $2);
	my @from = grep { defined $alias ? $of{$alias}{$_->[0]} : $of{$_->[0]} }
	    @{$columns{$column} // []};
	return @from ? sample($from[0][0], $column, $from[0][1]) : 1;
}

sub filled {
	my ($sql) = @_;
	my %of = tables($sql);
	my ($out, @parts) = ('', split /\?/, $sql, -1);
	while (@parts) {
		$out .= shift @parts;
		$out .= value($out, $parts[0], %of) if @parts;
	}
	return $out;
}

# --- What the database would do ------------------------------------------------------

# Plans by name: rows of [table, type, key, rows, extra], or a text: refused.
sub plans {
	my (%of) = @_;
	open my $in, '>', "$cnf.sql" or die;
	for (sort keys %of) {
		print $in "SELECT '== $_';\nEXPLAIN " . filled($of{$_}) . ";\n";
	}
	close $in;
	my (%plan, $name);
	my @said = `mariadb --defaults-file=$cnf -BN --force <$cnf.sql 2>&1`;
	# 1: a statement was refused.  No answer at all would look like no fault.
	die "mariadb: status $?, $!\n" if $? != 0 && $? >> 8 != 1;
	for (@said) {
		chomp;
		if (/^== (\w+)/) { $name = $1; $plan{$name} = []; next }
		if (/^ERROR (.*)/) {
			$name //= 'the first';
			push @{$plan{errors}}, "$name: $_";
			next;
		}
		my @c = split /\t/;
		push @{$plan{$name}}, [@c[2, 3, 5, 8, 9]] if @c == 10;
	}
	my @mute = grep { !$plan{$_} } keys %of;
	die "mariadb said nothing of @mute\n" if @mute;
	return %plan;
}

# What is wrong with one row of a plan, or nothing.
sub wrong {
	my ($sql, $table, $type, $key, $rows, $extra) = @_;
	($rows) = $rows =~ /^(\d+)/ or return;
	return if $table =~ /^</ || $rows <= $MANY;
	my %of = tables($sql);
	return if $rows < 2 * $ONLINE && grep { $whole{$_} } keys %{$of{$table}};
	return "all of $table ($rows rows)" if $type eq 'ALL';
	return "all of $table by $key ($rows rows)" if $type eq 'index';
	return "$table ($rows rows): $extra" if $extra =~ /filesort|temporary/;
	return;
}

sub judge {
	my (%of) = @_;
	my %plan = plans(%of);
	my @bad = @{delete $plan{errors} // []};
	for my $name (sort keys %plan) {
		next if $allowed{$name};
		push @bad, map { "$name: $_" } map { wrong($of{$name}, @$_) }
		    @{$plan{$name}};
	}
	return @bad;
}

my @bad = judge(%sql);
is scalar @bad, 0, 'every statement finds what it needs by an index'
    or diag join "\n", @bad;

# Presence is written all the time: not even a small table is read whole for it.
my %presence = plans(map { $_ => $sql{$_} } qw(presence_stay presence_leave));
is_deeply {map { my $name = $_; $name => [map { [@$_[0 .. 2]] }
    @{$presence{$name}}] } keys %presence}, {map { $_ => [[qw(presence range
    presence_box)]] } qw(presence_stay presence_leave)},
    'who is written as present is found by the mailbox';

# --- This test can fail ---------------------------------------------------------------

my %planted = (
	whole => 'SELECT id FROM visitor WHERE agent = ?',
	sorted => 'SELECT id FROM page_view ORDER BY title LIMIT 50',
	indexed => 'SELECT COUNT(*) FROM chat',
	deleted => 'DELETE FROM page_view WHERE title = ? LIMIT ?',
	grouped => 'SELECT visitor_id, MAX(id) FROM invitation
	    WHERE created_at > NOW(3) - INTERVAL ? DAY GROUP BY visitor_id',
);
for my $name (sort keys %planted) {
	isnt join('', judge($name => $planted{$name})), '',
	    "a statement that is $name would be noticed";
}
like join('', judge(broken => 'SELECT nothing FROM visitor')), qr/ERROR/,
    'one that the database refuses too';

done_testing;
