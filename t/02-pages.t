#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# 02-pages.t: the tree's own rules for templates and for scripts that browsers
# run (style-guide.md sections 6 and 10).
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Test::More;
use Tree;

my @templates = files(qr{^templates/.*\.cs$});
my @scripts = files(qr{^www/(?:.*/)?[^/]+\.m?js$});

# A tag of the template language.  A "?>" inside a string ends it too.
my $TAG = qr/<\?cs\s*(.*?)\?>/s;

sub tags {
	my ($text) = @_;
	return map { [$_->[0], $_->[1] =~ s/^<\?cs\s*|\s*\?>$//gr] }
	    hits($text, $TAG);
}

sub T { return "<?cs $_[0] ?>" } # shorter plants

rule('nothing is printed raw', \@templates, sub {
	return grep { $_->[1] =~ /^(?:uvar|alt|\/alt|name|lvar|linclude|evar)\b/ }
	    tags($_[1]);
}, map { ('x.cs', T($_)) } 'uvar:x', 'alt:x', 'name:x', 'lvar:x',
    'linclude:"x.cs"', 'evar:x');
rule('the way of escaping is never changed', \@templates, sub {
	return grep { $_->[1] =~ /^escape\b|Config\s*\./ } tags($_[1]);
}, 'x.cs', T('escape:"none"'), 'x.cs', T('escape:"js"'),
    'x.cs', T('set:Config.VarEscapeMode = "none"'));
rule('includes name a file of ours', \@templates, sub {
	my ($file, $text) = @_;
	my $real = $file =~ m{^templates/};
	return grep {
		my ($name) = $_->[1] =~ /^include:\s*"([\w.-]+\.cs)"$/;
		!defined $name || ($real && !-f "$TOP/templates/$name")
	} grep { $_->[1] =~ /^include\b/ } tags($text);
}, 'x.cs', T('include:x'), 'x.cs', T('include:"../x.cs"'),
    'x.cs', T('include!:"_x.cs"'), 'templates/x.cs', T('include:"none.cs"'),
    'x.cs', \T('include:"_head.cs"'));

# The page with each tag of the language replaced by as many bytes: \1 where
# something is printed, \2 elsewhere, newlines kept.  Comments go.
sub marked {
	my ($text) = @_;
	$text =~ s{$TAG}{
		my ($all, $in) = ($&, $1);
		my $mark = $in =~ /^(?:var\b|call\b)/ ? "\1" : "\2";
		$all =~ s/[^\n]/$mark/gr
	}gse;
	$text =~ s/<!--.*?-->/$& =~ s{[^\n]}{ }gr/gse;
	return $text;
}

# Start tags of the page, with their attributes: [line, element, attributes].
sub elements {
	my ($text) = @_;
	my @found;
	while ($text =~ /<([a-zA-Z][\w-]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>/g) {
		my ($name, $rest) = (lc $1, $2);
		push @found, [1 + (substr($text, 0, $-[0]) =~ tr/\n//), $name, $rest];
	}
	return @found;
}

rule('no script or style stands in a page', \@templates, sub {
	my $text = marked($_[1]);
	return hits($text, qr/<style\b/i, 'a style element'),
	    (map { [$_->[0], "a script element that is not empty"] }
	    hits($text, qr{<script\b(?:"[^"]*"|'[^']*'|[^"'>])*>(?!</script>)}i)),
	    map {
		my ($line, $name, $rest) = @$_;
		$rest =~ s/"[^"]*"|'[^']*'/""/g;
		my @bad = $rest =~ /[\s"\x01\x02](on\w+|style|srcdoc|hx-on[\w:-]*)\s*=/gi;
		push @bad, 'a script without src'
		    if $name eq 'script' && $rest !~ /\bsrc=/;
		map { [$line, $_] } @bad
	} elements($text);
}, 'x.cs', '<style>x</style>', 'x.cs', '<script>x()</script>',
    'x.cs', '<script src="/x.js">x()</script>', 'x.cs', '<p onclick="x()">',
    'x.cs', "<p class='a'onclick=x>", 'x.cs', '<p style="color:red">',
    'x.cs', '<p hx-on:click="x()">', 'x.cs', '<iframe srcdoc="x">',
    'x.cs', '<script></script>', 'x.cs', '<p ' . T('if:x') . 'onclick="y"' . T('/if') . '>',
    'x.cs', \'<script src="/a/x.js" defer></script><p title="on style=x">on=1</p>');
rule('no address runs script', \@templates, sub {
	return hits($_[1], qr/=\s*["']?\s*(?:javascript:|vbscript:|js:|data:(?!image\/|,))/i);
}, 'x.cs', '<a href="javascript:x()">', 'x.cs', q(<p hx-vals='js:{a:1}'>));

rule('data stands in text and in quoted attributes only', \@templates, sub {
	my $text = marked($_[1]);
	my @found = hits($text, qr{<(script|style)\b(?:"[^"]*"|'[^']*'|[^"'>])*>
	    (?:(?!</\g1).)*\x01}isx,
	    'data in a script or style');
	for (elements($text)) {
		my ($line, $name, $rest) = @$_;
		$rest =~ s/"[^"]*"|'[^']*'/""/g;
		push @found, [$line, "data outside quotes in <$name>"]
		    if $rest =~ /\x01|=\s*\x02/;
	}
	push @found, hits($text, qr/<\/?[\x01\x02]/, 'an element named by data');
	return @found;
}, 'x.cs', '<p title=' . T('var:x') . '>', 'x.cs', '<p ' . T('var:x') . '>',
    'x.cs', '<p title=' . T('if:a') . 'x' . T('/if') . '>',
    'x.cs', '<' . T('var:x') . '>', 'x.cs', '<script src="/x">' . T('var:x') . '</script>',
    'x.cs', '<style>' . T('var:x') . '</style>',
    'x.cs', \('<option value="' . T('var:x') . '"' . T('if:y') . ' selected'
    . T('/if') . '>' . T('var:z') . '</option>'));
rule('an address that begins with data goes through link()', \@templates, sub {
	return grep { $_->[1] !~ /<\?cs\s*var:\s*link\(/ }
	    hits($_[1], qr/\b(?:href|src|action|formaction|poster|hx-(?:get|post))
	    \s*=\s*["']\s*(?:<\?cs\s*+(?!var\b|call\b)(?:(?!\?>).)*\?>\s*)*
	    <\?cs\s*(?:var|call)\b(?:(?!\?>).)*\?>/xs);
}, 'x.cs', '<a href="' . T('var:x.Url') . '">',
    'x.cs', '<a href="' . T('if:x') . T('var:x') . '">',
    'x.cs', \('<a href="' . T('var:link(x)') . '"><a href="/x?i=' . T('var:i') . '">'));
rule('a text in a query goes through url() unless it is a number', \@templates, sub {
	return grep {
		$_->[1] !~ /var:\s*url\(/ && $_->[1] !~ /\b(?:id|visitor|chat|site
		    |department|operator|role|invitation|page|version|after|have)
		    =<\?cs\s*var:[\w.]+\s*\?>$/x
	} hits($_[1], qr/\b(?:href|src|action|hx-(?:get|post))\s*=\s*"[^"<]*\?
	    (?:[^"<]|<\?cs[^"]*?\?>)*?=<\?cs\s*var.*?\?>/xs);
}, 'x.cs', '<a href="/x?q=' . T('var:Query') . '">',
    'x.cs', \('<a href="/x?q=' . T('var:url(Query)') . '">'),
    'x.cs', \('<a href="/x?id=' . T('var:v.Id') . '">'));

# Comments and texts may name what the code may not do.
rule('scripts never turn text into markup or code', \@scripts, sub {
	return hits(bare($_[1]), qr/\b(?:(?:inner|outer)HTML\s*(?:[+?&|]{0,2}=(?!=))
	    |insertAdjacentHTML|createContextualFragment|setHTMLUnsafe
	    |document\s*\.\s*write(?:ln)?|new\s+Function|srcdoc)
	    |\beval\s*\(|set(?:Timeout|Interval)\s*\(\s*["'`]/x);
}, 'x.js', 'a.innerHTML = b', 'x.js', 'a.outerHTML = b',
    'x.js', 'a.insertAdjacentHTML("x", b)', 'x.js', 'document.write(x)',
    'x.js', 'eval(x)', 'x.js', 'new Function(x)', 'x.js', 'setTimeout("x()", 1)',
    'x.js', \"a.textContent = b; // not innerHTML\nevaluate(x)");
# The office reads back what htmx was sent; the widget has no use for it.
rule('the widget does not even read markup',
    [grep { !m{^www/office} } @scripts], sub {
	return hits(bare($_[1]), qr/\b(?:innerHTML|outerHTML|parseFromString)\b/);
}, 'x.js', 'x = a.innerHTML', 'x.js', 'new DOMParser().parseFromString(x)');
rule('no member is named by a text that means markup', \@scripts, sub {
	return hits(uncommented($_[1]), qr/\[\s*["'`](?:inner|outer)HTML|["']write["']\s*\]/);
}, 'x.js', 'a["innerHTML"] = b');
rule('scripts send no cookies and open no beacon', \@scripts, sub {
	return $_[0] =~ m{^www/office} ? ()
	    : hits(bare($_[1]), qr/\bsendBeacon\b|credentials\s*:\s*.include/);
}, 'www/embed.js', 'navigator.sendBeacon(x)');

done_testing();
