# SPDX-License-Identifier: ISC
# Tree.pm: the files of the project, and rules about what they may hold.
# A rule is a function of a file's name and text that gives [line, what].
package Tree;

use strict;
use warnings;
use Cwd qw(abs_path);
use Exporter 'import';
use File::Basename qw(dirname);
use Test::More;

our @EXPORT = qw($TOP files slurp bare uncommented hits rule);

our $TOP = abs_path(dirname(__FILE__) . '/../..');

# What a build leaves behind, where there is no git to tell.
my $BUILT = qr{^(?:_build|_inst|autom4te\.cache|build|build-aux|node_modules
    |var|www/build|aclocal\.m4|configure~?|config\.\w+|Makefile(?:\.in)?
    |stamp-h1)(?:/|$)|(?:^|/)\.(?:deps|git)/|(?:^|/)\.dirstamp$
    |\.(?:o|a|d|log|trs|xz)$}x;

my @all;

# The tracked files, and those that would be if they were added now; in an
# unpacked tarball, all that a build did not make.
sub list {
	return @all if @all;
	open my $git, '-|', "cd '$TOP' && test -e .git &&"
	    . ' git ls-files -co --exclude-standard 2>/dev/null';
	@all = <$git>;
	close $git;
	if (!@all) {
		open my $find, '-|', "cd '$TOP' && find . -type f";
		@all = grep { !m{$BUILT} } map { s{^\./}{}r } <$find>;
		close $find;
	}
	chomp @all;
	@all = sort grep { -f "$TOP/$_" } @all;
	return @all;
}

# Names that match.
sub files {
	my ($re) = @_;
	return grep { /$re/ } list();
}

sub slurp {
	my ($file) = @_;
	open my $f, '<:raw', "$TOP/$file" or die "$file: $!";
	local $/;
	my $text = <$f>;
	return defined $text ? $text : '';
}

sub blank { return $_[0] =~ s/[^\n]/ /gr }

# C with its comments blanked, and with its literals too; lines stay.
sub cleaned {
	my ($text, $literals) = @_;
	$text =~ s{(/\*.*?\*/|//[^\n]*)|("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')}
	    {defined $1 ? blank($1) : $literals
	    ? substr($2, 0, 1) . blank(substr $2, 1, -1) . substr($2, -1)
	    : $2}gse;
	return $text;
}
sub uncommented { return cleaned($_[0], 0) }
sub bare { return cleaned($_[0], 1) }

# Where it matches.
sub hits {
	my ($text, $re, $what) = @_;
	my @found;
	while ($text =~ /$re/g) {
		my $line = 1 + (substr($text, 0, $-[0]) =~ tr/\n//);
		push @found, [$line, defined $what ? $what : $&];
	}
	return @found;
}

# One test: no file breaks the rule, and the rule finds each planted fault:
# pairs of a file's name and a text, or its text alone for the first file's
# kind; a text in a list reference is innocent.
sub rule {
	my ($name, $files, $check, @planted) = @_;
	my @said;
	for my $file (@$files) {
		push @said, "$file:$_->[0]: $_->[1]"
		    for $check->($file, slurp($file));
	}
	while (my ($file, $text) = splice @planted, 0, 2) {
		my $good = ref $text;
		my @found = $check->($file, $good ? $$text : $text);
		next if $good ? !@found : @found;
		push @said, 'the rule ' . ($good ? 'is wrong about' : 'misses')
		    . ' ' . ($good ? $$text : $text);
	}
	ok(!@said, $name) or diag(join "\n", @said);
}

1;
