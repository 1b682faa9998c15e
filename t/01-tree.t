#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# 01-tree.t: the tree's own rules for C, SQL and the build (style-guide.md).
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Test::More;
use Tree;

my @c = files(qr/\.[ch]$/);
my @ours = grep { !m{^(?:t|bench)/} } @c;

# --- Floors -----------------------------------------------------------------

my %LIB = (
	(map { $_ => 0 } qw(log mem buf text rand)),
	(map { $_ => 1 } qw(req conf db page json passwd token mailbox)),
	(map { $_ => 2 } qw(serve route)),
);
my %FOLDER = (desk => 3, 'cgi-bin' => 4, ctl => 4, t => 9, bench => 9);

sub declared {
	my ($text) = @_;
	return $text =~ /\A.*?\*\/\s*\/\*.*?\bFloor (\d)\b.*?\*\//s ? $1 : undef;
}

# By folder; in lib by the table, for a file's parts (db_stmt.c) too, or, for
# one that is not in it, by what it says of itself.
sub floor_of {
	my ($file, $text) = @_;
	my ($folder, $base) = $file =~ m{^([^/]+)/(?:.*/)?(\w+)};
	return undef if !defined $folder;
	return $FOLDER{$folder} if exists $FOLDER{$folder};
	return undef if $folder ne 'lib';
	my $module = $base =~ s/_.*//r;
	return $LIB{$module} if exists $LIB{$module};
	return declared(defined $text ? $text : -f "$TOP/$file" ? slurp($file) : '');
}

sub included {
	my ($file, $name) = @_;
	my $beside = $file =~ s{[^/]+$}{}r . $name;
	return -f "$TOP/$beside" ? $beside : $name;
}

rule('every file says on which floor it is, and is there', \@ours, sub {
	my ($file, $text) = @_;
	my ($says, $is) = (declared($text), floor_of($file, $text));
	return [1, 'says no floor'] if !defined $says;
	return [1, 'has no floor'] if !defined $is;
	return $says == $is ? () : [1, "says floor $says, is on $is"];
}, 'lib/db_x.c', "/* S */\n/* x: y. Floor 2. */\n", 'lib/db_x.c', "/* S */\n",
    'new/x.c', "/* S */\n/* x. Floor 1. */\n",
    'lib/db_x.c', \"/* S */\n/* x. Floor 1. */\n");

rule('includes go down', \@c, sub {
	my ($file, $text) = @_;
	my $floor = floor_of($file, $text);
	return map {
		my ($line, $name) = @$_;
		my $below = floor_of(included($file, $name));
		!defined $below ? [$line, "$name is on no floor"]
		    : $below > $floor ? [$line, "$name is above"] : ();
	} map { [$_->[0], $_->[1] =~ /"(.*)"/] }
	    hits(uncommented($text), qr/^#\s*include\s*"[^"]*"/m);
}, 'lib/db.c', '#include "desk/site.h"', 'lib/log.c', '#include "lib/db.h"',
    'desk/site.c', '#include "cgi-bin/guard.h"', 'desk/x.c', '#include "x/y.h"',
    'lib/route.c', \'#include "lib/serve.h"');

rule('executables share guard.h and frame.h, and have their own header',
    [grep { m{^cgi-bin/} } @c], sub {
	my ($file, $text) = @_;
	my ($program) = $file =~ m{^cgi-bin/([a-z]+)};
	return map { [$_->[0], "$_->[1] belongs to another executable"] }
	    grep { $_->[1] !~ m{"(?:cgi-bin/)?(?:guard|frame|\Q$program\E(?:_\w+)?)\.h"} }
	    grep { $_->[1] =~ m{"(?:cgi-bin/)?[^/"]+"} }
	    hits(uncommented($text), qr/^#\s*include\s*"[^"]*"/m);
}, 'cgi-bin/office_x.c', '#include "cgi-bin/visit.h"',
    'cgi-bin/office_x.c', '#include "visit.h"',
    'cgi-bin/office_x.c', \'#include "cgi-bin/office.h"');

# --- Doors ------------------------------------------------------------------

my %DOOR = (
	'fcgiapp.h' => qr{^lib/serve(?:_\w+)?\.c$},
	'mysql.h' => qr{^lib/db(?:_\w+)?\.[ch]$},
	'errmsg.h' => qr{^lib/db(?:_\w+)?\.[ch]$},
	'mysqld_error.h' => qr{^lib/db(?:_\w+)?\.[ch]$},
	'ClearSilver.h' => qr{^lib/page\.c$},
	'json.h' => qr{^lib/json\.c$},
	'sodium.h' => qr{^lib/(?:token|passwd)\.c$},
	'maxminddb.h' => qr{^(?:lib|desk)/country\.c$},
	'openssl/ssl.h' => qr{^bench/press_tls\.c$},
	'openssl/err.h' => qr{^bench/press_tls\.c$},
	'cmocka.h' => qr{^t/\w+/\w+\.h$},
);
my $SYSTEM = qr{^(?:(?:sys|arpa|net|netinet|linux)/[\w/]+|assert|ctype|dirent
    |endian|err|errno|fcntl|fnmatch|getopt|glob|grp|inttypes|limits|locale|math
    |netdb|poll|pwd|sched|setjmp|signal|stdarg|stdbool|stddef|stdint|stdio
    |stdlib|string|strings|syslog|termios|time|unistd|wchar)\.h$}x;
# What we are measured against is libfcgi's own loop, without ours.
my $YARDSTICK = qr{^bench/yardstick\.c$};
my %through;

rule('each third-party header has one door', \@c, sub {
	my ($file, $text) = @_;
	my @found;
	for (hits(uncommented($text), qr/^#\s*include\s*<[^>]*>/m)) {
		my ($line, $name) = ($_->[0], $_->[1] =~ /<(.*)>/);
		next if $name =~ $SYSTEM;
		push @found, [$line, "<$name> does not come through here"]
		    if !exists $DOOR{$name} || $file !~ $DOOR{$name}
		    && !($name eq 'fcgiapp.h' && $file =~ $YARDSTICK);
	}
	return @found;
}, 'desk/site.c', "\n#include <mysql.h>", 'lib/db.c', '#include <sodium.h>',
    'lib/serve.c', '#include <fcgi_stdio.h>', 'lib/log.c', '#include <curl/curl.h>',
    'lib/log.c', \"#include <sys/stat.h>\n/*\n#include <mysql.h>\n*/");
for my $file (@c) {
	$through{/<(.*)>/ && $1}{$file} = 1
	    for map { $_->[1] }
	    hits(uncommented(slurp($file)), qr/^#\s*include\s*<[^>]*>/m);
}
for my $name (grep { exists $through{$_} } sort keys %DOOR) {
	my @doors = grep { !/$YARDSTICK/ } sort keys %{$through{$name}};
	cmp_ok(scalar @doors, '<=', $name eq 'sodium.h' ? 2 : 1,
	    "<$name> is included by one file") or diag("@doors");
}
rule('fcgi_stdio.h is nowhere', \@c, sub {
	return hits(uncommented($_[1]), qr/fcgi_stdio/);
}, 'lib/serve.c', '#include <fcgi_stdio.h>');

# --- Shape ------------------------------------------------------------------

rule('every source file has the SPDX line', [grep {
	m{\.(?:[ch]|pl|pm|t|m?js|css|sql|cs|sh|bash|py|am|ac|conf|html|service
	    |socket|timer|[1578])(?:\.in)?$}x
	    || (!/\.\w+$/ && slurp($_) =~ /\A#!/)
} files(qr/./)], sub {
	my ($file, $text) = @_;
	my ($top) = $text =~ /\A((?:[^\n]*\n?){1,3})/;
	return $top =~ /SPDX-License-Identifier: ISC\b/ ? () : [1, 'no SPDX line'];
}, 'x.c', "/* x */\n", 'x.sh', "#!/bin/sh\n\n\n# SPDX-License-Identifier: ISC\n",
    'x.sh', \"#!/bin/sh\n# SPDX-License-Identifier: ISC\n");

rule('files end after 400 lines', \@c, sub {
	my $n = $_[1] =~ tr/\n//;
	return $n > 400 ? [$n, 'too long'] : ();
}, 'x.c', "\n" x 401, 'x.c', \("\n" x 400));

# Functions as style(9) writes them: [line, name, lines, parameters].
sub functions {
	my ($text) = @_;
	my @found;
	while ($text =~ /^(\w+)(\((?:[^()]|(?2))*\))[^;{]*?\n\{\n(.*?)^\}/gms) {
		my ($name, $list) = ($1, $2);
		my $line = 1 + (substr($text, 0, $-[0]) =~ tr/\n//);
		my $lines = 1 + (substr($text, $-[0], $+[0] - $-[0]) =~ tr/\n//);
		$list = substr $list, 1, -1;
		1 while $list =~ s/\([^()]*\)//;
		my @list = grep { !/^\s*\.\.\.\s*$/ } split /,/, $list;
		push @found, [$line, $name, $lines, scalar @list];
	}
	return @found;
}
# A test's own table of cases is no code.
rule('functions end after 50 lines', \@c, sub {
	my ($file, $text) = @_;
	$text = bare($text);
	$text =~ s/^\tstatic const (?:struct \{[^{}]*\})?[^;{]*=\s*\{.*?^[^\n]*\};\n//gms
	    if $file =~ m{^t/};
	return map { [$_->[0], "$_->[1]() has $_->[2] lines"] }
	    grep { $_->[2] > 50 } functions($text);
}, 'x.c', "int\nf(void)\n{\n" . "\tx;\n" x 48 . "}\n",
    'x.c', \("int\nf(void)\n{\n" . "\tx;\n" x 47 . "}\n"));
rule('functions take 5 parameters at most', \@c, sub {
	return map { [$_->[0], "$_->[1]() takes $_->[3] parameters"] }
	    grep { $_->[3] > 5 } functions(bare($_[1]));
}, 'x.c', "int\nf(int a, int b, int c, int d,\n    int e, int f)\n{\n}\n",
    'x.c', \"int\nf(int a, int b, int c, void (*d)(int, int), int e, ...)\n{\n}\n");

# --- Words ------------------------------------------------------------------

rule('memory above floor 1 is the arena\'s',
    [grep { (floor_of($_) // 0) > 1 } @ours], sub {
	return hits(bare($_[1]), qr/\b(?:malloc|calloc|realloc|reallocarray|free
	    |v?asprintf|strn?dup)\s*\(/x);
}, 'desk/site.c', 'x = malloc(3);', 'desk/site.c', 'free (x);',
    'desk/site.c', 'strdup(x)', 'desk/site.c', \'mem_free(m); /* free(x) */ "free("');
rule('no function that writes without knowing where to end', \@c, sub {
	return hits(bare($_[1]), qr/\b(?:strcpy|strcat|stpcpy|v?sprintf|gets)\s*\(/);
}, 'lib/x.c', 'strcpy(a, b);', 'lib/x.c', 'sprintf(a, "x");',
    'lib/x.c', \'snprintf(a, 3, "sprintf(");');

my @binary = grep { -B "$TOP/$_" && -s _ }
    files(qr{^(?!.*\.(?:png|ico|jpe?g|webp|woff2?|mp3|mmdb)$)});
ok(!@binary, 'nothing that a build makes is part of the tree')
    or diag("@binary");

my @still = grep { !-x "$TOP/$_" } files(qr{^t/[^/]+\.t$});
ok(!@still, 'every test can be started') or diag("@still");

my $LATER = join '|', 'TO' . 'DO', 'FIX' . 'ME', 'X' . 'XX', 'HA' . 'CK';
my @text = grep { -T "$TOP/$_" } files(qr{^(?!LICENSE)});
rule('nothing is left for later', \@text, sub {
	return hits($_[1], qr/\b(?:$LATER)\b/);
}, 'x.c', '/* TO' . 'DO: x */');
rule('no path of the machine it was written on', \@text, sub {
	return hits($_[1], qr{(?<![\w\})])(?<![\w\}]")/(?:tmp/w|work|root)/});
}, 'x.sh', 'cd /wo' . 'rk/main', 'x.sh', 'F="/ro' . 'ot/x"', 'x', '/tm' . 'p/w/x',
    'x.sh', \'$top/root/x "$X"/work/');
rule('lock files name no registry',
    [files(qr{(?:^|/)(?:package-lock\.json|npm-shrinkwrap\.json|\.npmrc)$})], sub {
	return hits($_[1], qr{https?://[^"\s]*\.tgz|registry\s*=|"resolved"});
}, 'package-lock.json', '"resolved": "https://registry.example/x.tgz"',
    '.npmrc', 'registry=https://x.example/');

# --- SQL --------------------------------------------------------------------

my $VERB = qr/(?:SELECT|INSERT\s+(?:IGNORE\s+)?INTO|UPDATE|DELETE\s+FROM|REPLACE\s+INTO)\s/;
rule('no SELECT *', [grep { !m{^t/} } files(qr/\.(?:[ch]|sql)$/)], sub {
	my ($file, $text) = @_;
	$text = uncommented($text) =~ s/"\s*"/blank_quotes($&)/ger;
	return hits($text, qr/\bSELECT\s+(?:DISTINCT\s+)?(?:\w+\.)?\*/i, 'SELECT *');
}, 'x.c', '"SELECT * FROM x"', 'x.sql', "SELECT v.*, 1 FROM v", 'x.c', "\"SELECT\"\n\" *\"",
    'x.c', \'"SELECT COUNT(*) FROM x" /* SELECT * */');
sub blank_quotes { return $_[0] =~ s/"/ /gr }

# A statement is a constant made of literals and of macros of literals, which
# may take literals.
rule('SQL stands in literals', [grep { !m{^lib/db} } @ours], sub {
	my ($file, $text) = @_;
	my @found;
	$text = uncommented($text);
	# Macros may hold a piece of a statement; they are literals too.
	$text =~ s/^#\s*define\b(?:\\\n|[^\n])*/Tree::blank($&)/gme;
	while ($text =~ /\bstruct query\s+(\w+)((?:\[\w*\])?)\s*=\s*(\{.*?\});/gs) {
		my ($name, $array, $value, $at) = ($1, $2, $3, $-[0]);
		my ($from, $to) = ($-[0], $+[0]);
		my $line = 1 + (substr($text, 0, $at) =~ tr/\n//);
		my $head = substr($text, 0, $at);
		push @found, [$line, "$name is not static const"]
		    if $head !~ /\bstatic const $/;
		my $rest = $value =~ s/"(?:\\.|[^"\\])*"//gr;
		push @found, [$line, "$name is not made of literals"]
		    if $rest =~ s/\.(?:name|sql)\s*=|\[[A-Z0-9_]+\]\s*=//gr
		    !~ /^[\s{},A-Z0-9_()]*$/;
		push @found, [$line, "$name has a printf directive"]
		    if $value =~ /%(?:[sdu]|l[du]|zu|"\s*PRI)/;
		substr($text, $from, $to - $from) =
		    Tree::blank(substr $text, $from, $to - $from);
		pos($text) = $to;
	}
	return @found, hits($text, qr/"\s*$VERB/, 'SQL outside a struct query');
}, 'desk/x.c', 'buf_printf(&b, "SELECT a FROM %s", t);',
    'desk/x.c', 'struct query Q = {"q", "SELECT 1"};',
    'desk/x.c', 'static const struct query Q = {"q", sql()};',
    'desk/x.c', 'static const struct query Q = {"q", "SELECT %s"};',
    'desk/x.c', \"#define W \\\n\t\"UPDATE x\"\nstatic const struct query Q = {\"q\", \"SELECT 1\" W};");

my @migrations = files(qr{^schema/\d.*\.sql$});
my @numbers = map { m{/(\d{4})_[a-z0-9_]+\.sql$} ? $1 + 0 : -1 } @migrations;
is_deeply(\@numbers, [1 .. @migrations], 'migrations are numbered without gaps')
    or diag("@migrations");

# --- Routes -----------------------------------------------------------------

my $guard = -f "$TOP/cgi-bin/guard.h" ? bare(slurp('cgi-bin/guard.h')) : '';
rule('every route declares a guard', [grep { m{^cgi-bin/.*\.c$} } @c], sub {
	my ($file, $text) = @_;
	my @found;
	$text = uncommented($text);
	while ($text =~ /\bstruct route\s+\w+\[\]\s*=\s*\{(.*?)^\};/gms) {
		my ($rows, $at) = ($1, $-[1]);
		while ($rows =~ /\{\s*("[^"]*"|NULL)\s*,\s*([^,]*),\s*([^,]*),[^}]*\}/g) {
			my ($method, $path, $need) = ($1, $2, $3);
			next if $method eq 'NULL';
			my $line = 1 + (substr($text, 0, $at + $-[0]) =~ tr/\n//);
			my @flags = grep { $_ ne 'ROUTE_PREFIX' }
			    $need =~ /\b[A-Z]\w+/g;
			push @found, [$line, "$path has no guard"]
			    if !@flags || grep { $guard =~ /\b$_\s*=\s*0\b/ } @flags;
		}
	}
	return @found;
}, 'cgi-bin/x.c', "static const struct route routes[] = {\n"
    . "    {\"GET\", \"/x\", 0, x},\n    {NULL, NULL, 0, NULL},\n};\n",
    'cgi-bin/x.c', "static const struct route routes[] = {\n"
    . "    {\"GET\", \"/x\", ROUTE_PREFIX, x},\n};\n",
    'cgi-bin/x.c', \("static const struct route routes[] = {\n"
    . "    {\"GET\", \"/x\", ROUTE_PREFIX | NEED_OPERATOR, x},\n"
    . "    {NULL, NULL, 0, NULL},\n};\n"));

# --- Headers ----------------------------------------------------------------

my $cc = $ENV{CC} || 'cc';
my $flags = join ' ', map { `pkg-config --cflags $_ 2>/dev/null` =~ s/\n//r }
    qw(libmariadb fcgi json-c libsodium cmocka);
for my $file (grep { /\.h$/ } @c) {
	open my $p, '|-', "$cc -std=gnu11 -D_GNU_SOURCE -Wall -Werror $flags "
	    . "-I'$TOP' -fsyntax-only -x c - 2>&1" or die "$cc: $!";
	print $p "#include \"$file\"\n#include \"$file\"\n";
	ok(close $p, "$file compiles alone and twice");
}

done_testing();
