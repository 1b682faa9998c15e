#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# The embed code in its variants, each on a page of its own in a browser.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use Shop;
use Test::More;
use WebDriver;

my $beckon = Beckon->start(conf => ['password.cost min']);
my $shop = Shop->new($beckon);
my $driver = WebDriver->start;
my $office = $beckon->office_url;
my $W = $Shop::WIDGET;
my $key = $beckon->site_key;
my $build = "$Beckon::BUILD/www/build";
my ($hash, $integrity) = split ' ', $beckon->slurp_file("$build/widget");

# --- The address that never changes its content ---------------------------------

my $fixed = qq{<script async src="$office/w/$hash/embed.js"}
    . qq{ integrity="$integrity" crossorigin="anonymous" data-site="$key"></script>};
my $zoe = $driver->session;
$zoe->go($shop->page('fixed', script => $fixed));
$zoe->find("$W.bubble");
pass 'by its hashed address, and checked by its integrity, the widget is there';
is $beckon->db('SELECT COUNT(*) FROM visitor'), 1, '... and the visitor too';
$zoe->quit;
$zoe = $driver->session;
$zoe->go($shop->page('forged', script => $fixed =~ s/sha384-..../sha384-AAAA/r));
$zoe->until('the refusal', sub {
	grep { $_->{message} =~ /integrity/i } $zoe->log
});
is $zoe->all('beckon-widget'), 0, 'another script than the one meant never runs';
$zoe->quit;

done_testing;
