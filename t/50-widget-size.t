#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# What every page of every customer loads stays small, and clean: the built
# loader at most 5 kB gzipped, the chat view at most 12 kB.

use strict;
use warnings;

use FindBin;
use IO::Compress::Gzip qw(gzip $GzipError);
use Test::More;

my $build = ($ENV{BECKON_BUILD} // "$FindBin::Bin/..") . '/www/build';
my ($view) = glob "$build/w/*/chat.js";
my %limit = ("$build/embed.js" => 5000, $view // "$build/chat.js" => 12000);

for my $file (sort keys %limit) {
	my ($name) = $file =~ m{([^/]+)$};

	ok -f $file, "$name was built" or next;
	open my $fh, '<:raw', $file or die "$file: $!";
	my $text = do { local $/; <$fh> };
	close $fh;
	gzip \$text => \my $small, -Level => 9
	    or die "gzip: $GzipError";
	cmp_ok length $small, '<=', $limit{$file},
	    "... and is at most $limit{$file} bytes gzipped";
	note "$name: " . length($text) . ' bytes, ' . length($small) .
	    ' gzipped';
	unlike $text, qr/innerHTML|outerHTML|insertAdjacentHTML/,
	    '... writes no markup';
	unlike $text, qr/\beval\b|\bFunction\(|document\.write/,
	    '... and runs no text as a program';
	unlike $text, qr/__HASH__/, '... and knows its address';
	unlike $text, qr{https?://(?!www\.w3\.org/)},
	    '... and loads from nowhere else';
}

done_testing;
