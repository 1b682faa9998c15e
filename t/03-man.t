#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# 03-man.t: the manual is sound, and says all there is.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Test::More;
use Tree;

my @pages = files(qr{^man/.*\.\d$});
ok @pages, 'there is a manual';
for (@pages) {
	my $said = `mandoc -T lint -W warning '$TOP/$_' 2>&1`;
	is $said, '', "$_ is sound mdoc";
	is $?, 0, '... and mandoc could look at it';
}

# What the code knows, the manual explains.
sub page { return slurp("man/$_[0]") }
my $conf = page('beckon.conf.5');
for (slurp('lib/conf.c') =~ /^ *\{"([a-z.]+)", (?:STR|INT)/mg) {
	like $conf, qr/^\.It Ic .*(?<![\w.])\Q$_\E(?![\w.])/m,
	    "beckon.conf(5) has $_";
}
my $permissions = page('beckon-permissions.7');
for (map { "$_->[0],$_->[1]" } map { [/"(\w+)", "(\w+)"/] }
    slurp('desk/permission.c') =~ /^ *\[MAY_\w+\] = (\{.*\})/mg) {
	like $permissions, qr/^\.It Li \Q$_\E$/m,
	    "beckon-permissions(7) has $_";
}
my $widget = page('beckon-widget.7');
for (map { slurp($_) =~ /\b(?:setting|own)\('(\w+)'\)/g } files(qr{^www/[^/]*\.js$})) {
	like $widget, qr/^\.It Cm data-\Q$_\E$/m, "beckon-widget(7) has data-$_";
}
for (map { map { /^\t(?:__proto__|(\w+))/mg } /^const words = \{\n(.*?)^\};/ms }
    map { slurp("www/$_") } qw(api.js embed-word.js)) {
	next if !defined;
	like $widget, qr/^\.It Ic \Q$_\E\b/m, "beckon-widget(7) has $_";
}
my $ctl = page('beckonctl.8');
for (slurp('ctl/beckonctl.c') =~ /^ *\{"(\w+)", ".*"/mg) {
	like $ctl, qr/^\.It Ic \Q$_\E\b/m, "beckonctl(8) has $_";
}

done_testing;
