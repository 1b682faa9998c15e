#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# The widget speaks the visitor's language: every language has all of its
# words, each is loaded where it is spoken alone, and those written from right
# to left are so throughout.
use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/lib";
use Axe;
use Beckon;
use JSON::PP qw(decode_json);
use Shop;
use Test::More;
use WebDriver;

binmode $_, ':utf8' for map { Test::More->builder->$_ }
    qw(output failure_output todo_output);

my $W = $Shop::WIDGET;
my $WWW = "$Beckon::TOP/www";
my $MAINLY = q{const root = document.querySelector('beckon-widget').shadowRoot;};

# --- All of them have all words ---------------------------------------------------

# By language: the words as a program reads them.
sub words {
	my $read = <<'JS';
const fs = require('fs'), www = process.argv[1], all = {};
const read = (name) => fs.readFileSync(`${www}/${name}`, 'utf8');
all.en = eval('(' + /const WORDS = (\{[^]*?\n\});/.exec(
    read('chat-parts.js'))[1] + ')');
for (const name of fs.readdirSync(www)) {
	const lang = /^words-(..)\.js$/.exec(name)?.[1];
	if (lang)
		all[lang] = eval('(' + /export default (\{[^]*\});/.exec(
		    read(name))[1] + ')');
}
process.stdout.write(JSON.stringify(all));
JS
	open my $fh, '-|', 'node', '-e', $read, $WWW or die "node: $!";
	local $/;
	return decode_json(scalar <$fh>);
}

my $words = words();
my ($known) = Beckon->slurp_file("$WWW/chat-parts.js") =~
    m{TONGUES = /\^\(([a-z|]+)\)};

is_deeply [sort keys %$words], [sort split /\|/, $known],
    'there is a file of words for each language that is known';
for my $lang (sort grep { $_ ne 'en' } keys %$words) {
	my ($en, $other) = ($words->{en}, $words->{$lang});

	is_deeply [sort keys %$other], [sort keys %$en],
	    "$lang has the words of English, no more and no less";
	is_deeply [grep { ($en->{$_} =~ tr/$//) !=
	    (($other->{$_} // '') =~ tr/$//) } sort keys %$en], [],
	    '... and names what it is about where English does';
	is_deeply [grep { ($other->{$_} // '') !~ /\S/ } sort keys %$en], [],
	    '... none is empty';
	is $other->{lang}, $lang, '... and it says which one it is';
}

# --- Which one is spoken --------------------------------------------------------------

my $beckon = Beckon->start;
my $shop = Shop->new($beckon);
my $driver = WebDriver->start;
my $french = $driver->session(lang => 'fr-CH');
my $n = 0;

$french->cdp('Emulation.setUserAgentOverride', acceptLanguage => 'fr-CH,en',
    userAgent => $french->js('return navigator.userAgent'));

# The widget's language and its button's name, on such a page.
sub spoken {
	my ($html, $attr) = @_;

	$french->go($shop->page('words' . ++$n, html => "<html$html>",
	    attr => $attr // ''));
	$french->find("$W.bubble");
	return $french->js('return document.querySelector("beckon-widget")' .
	    '.lang') . ': ' . $french->attribute("$W.bubble", 'aria-label');
}

for my $case (
    [' lang="en"', 'data-lang="de-AT"', 'de', "the tag's language is spoken"],
    [' lang="NL"', '', 'nl', "else the page's"],
    [' lang="pt-BR"', '', 'pt', '... of any country'],
    ['', '', 'fr', "else the browser's"],
    [' lang="sv"', 'data-lang="fi"', 'fr', '... also where we cannot follow'],
    [' lang="en"', '', 'en', 'an English page is English'],
    [' lang="eno"', 'data-lang="x"', 'fr', 'what is no language is none']) {
	my ($html, $attr, $lang, $what) = @$case;

	is spoken($html, $attr), "$lang: $words->{$lang}{open}", $what;
}
is spoken(' lang="en"'), 'en: Chat with us', 'English again';
is_deeply $french->js('return performance.getEntriesByType("resource")' .
    '.map((e) => e.name).filter((n) => n.includes("words-"))'), [],
    '... and loads no words';
$french->quit;

# --- From one end to the other -----------------------------------------------------------

# Where something stands: left or right half of the window.
sub side {
	my ($browser, $selector) = @_;

	return $browser->js($MAINLY . 'const box = root.querySelector(' .
	    'arguments[0]).getBoundingClientRect(); return box.left + box.right' .
	    ' < innerWidth ? "left" : "right"', $selector);
}

sub talk {
	my ($lang, %with) = @_;
	my $browser = $driver->session(%with);
	my $say = $words->{$lang};

	$shop->operator;
	$browser->go($shop->page($lang, html => "<html lang=\"$lang\">",
	    head => '<meta name="viewport" content="width=device-width">'));
	$browser->click("$W.bubble");
	$browser->reads("$W.intro b", qr/^\Q$say->{hello}\E$/);
	pass "$lang: the window";
	$browser->key('Escape');
	my $visitor = $shop->visitor;
	$shop->invite($visitor, 'May I help?', need_name => 1);
	$browser->find("$W.card");
	is side($browser, '.bubble'), $say->{dir} eq 'rtl' ? 'left' : 'right',
	    '... the button is at the end of the lines';
	is $browser->js($MAINLY . 'return [".card .icon", ".card .face"].map(' .
	    '(s) => root.querySelector(s).getBoundingClientRect().left)' .
	    '.reduce((icon, face) => icon > face) ? "ltr" : "rtl"'),
	    $say->{dir}, '... the invitation is written in that direction';
	is_deeply [Axe::narrow($browser, 'beckon-widget')], [],
	    '... and fits';
	$browser->type("$W.card textarea", "Yes\n");
	$browser->reads("$W.error", qr/^\Q$say->{fields}\E$/);
	$browser->type("$W.card input", 'Bob');
	$browser->click("$W.send");
	$browser->reads("$W.note", qr/^\Q$say->{pending}\E$/);
	pass '... what it asks and says is in that language';
	$shop->accept($visitor);
	$shop->say($visitor, 'With what?');
	$browser->reads("$W.log", qr/With what/);
	$browser->until('stillness', sub { !$browser->js($MAINLY .
	    'return root.getAnimations().length') });
	is_deeply [Axe::faults($browser, in => 'beckon-widget')], [],
	    '... for everybody';
	is_deeply [Axe::narrow($browser, 'beckon-widget')], [], '... and fits';
	is_deeply $browser->js($MAINLY . 'return [".mine .text", ".mine .meta"]' .
	    '.map((s) => root.querySelector(s).getBoundingClientRect())' .
	    '.map((b) => (arguments[0] === "rtl" ? b.left : innerWidth - ' .
	    'b.right) < 60 ? "its" : "other")', $say->{dir}), ['its', 'its'], '... what is said stands at its own end';
	my $ended = $words->{$lang}{endedBy};
	my $who = $beckon->db('SELECT name FROM operator');
	$ended =~ s/\$/$who/;
	$shop->finish($visitor);
	$browser->reads("$W.bar", qr/^\Q$ended\E/);
	pass '... with names where they belong';
	$browser->screenshot("$ENV{BECKON_SHOTS}/$lang.png")
	    if $ENV{BECKON_SHOTS};
	$browser->quit;
}

talk('de');
talk('ar');
talk('he', width => 320, height => 568, mobile => 1);
$beckon->db("UPDATE site SET position = 'left'");
my $other = $driver->session;
$other->go($shop->page('other', html => '<html lang="ar">'));
$other->find("$W.bubble");
is side($other, '.bubble'), 'right',
    'a site that wants it at the other end has it there';

done_testing;
