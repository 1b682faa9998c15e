# SPDX-License-Identifier: ISC
# What a page in WebDriver.pm's browser is to people who do not see it, or use
# no mouse: axe-core's rules (npm, for tests alone), and looks of our own.
#
#	is_deeply [Axe::faults($browser)], [], 'the page is for everybody';
package Axe;

use strict;
use warnings;

use Beckon;
use Exporter qw(import);

our @EXPORT_OK = qw(faults focused narrow small walk);

# What the rules of WCAG 2.2 A and AA and good practice find: "rule: element
# - why".  in: a selector of the page; only => ['rule'].  Frames are pages of
# their own.
sub faults {
	my ($browser, %with) = @_;

	$browser->js(source())
	    if !$browser->js('return typeof axe !== "undefined"');
	return @{$browser->js(<<'JS', $with{in}, $with{only})};
const [part, only] = arguments;
const seen = await axe.run(part || document, {resultTypes: ['violations'],
	iframes: false, preload: false, rules: {'target-size': {enabled: true}}, runOnly: only || ['wcag2a', 'wcag2aa', 'wcag21a',
	    'wcag21aa', 'wcag22aa', 'best-practice']});
return seen.violations.flatMap((v) => v.nodes.map((n) => v.id + ': ' +
    n.target.flat().join(' ') + ' - ' + [...n.any, ...n.all, ...n.none]
    .map((c) => c.message).join('; ')));
JS
}

# axe-core itself.
sub source {
	my $file = "$Beckon::BUILD/node_modules/axe-core/axe.min.js";

	open my $fh, '<:utf8', $file or die "$file: $!";
	local $/;
	return scalar(<$fh>) . '; window.axe = axe;';
}

# Where the keyboard is, through open shadow roots: an element's label, or
# else its words, and whether its focus can be seen.
my $FOCUS = <<'JS';
let el = document.activeElement;
while (el?.shadowRoot?.activeElement)
	el = el.shadowRoot.activeElement;
if (!el || el === document.body)
	return ['', true];
const look = (node) => {
	const s = getComputedStyle(node);
	return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 ||
	    s.boxShadow !== 'none';
};
const name = el.getAttribute('aria-label') ||
    [...el.labels || []].map((l) => l.textContent).join(' ') ||
    el.textContent || el.name || el.id || el.localName;
return [name.trim().replace(/\s+/g, ' '), look(el) ||
    look(el.parentElement)];
JS

sub focused { return $_[0]->js($FOCUS)->[0] }

# Presses Tab so many times; the names of where it went.  A place whose focus
# cannot be seen has a "!".
sub walk {
	my ($browser, $times) = @_;
	my @names;

	for (1 .. $times) {
		$browser->key('Tab');
		my ($name, $seen) = @{$browser->js($FOCUS)};
		push @names, $seen ? $name : "!$name";
	}
	return @names;
}

# What reaches beyond the sides of the window.
sub narrow {
	return @{$_[0]->js(<<'JS')};
const wide = document.documentElement.clientWidth, out = [];
const look = (root) => {
	for (const el of root.querySelectorAll('*')) {
		const box = el.getBoundingClientRect();
		const clip = getComputedStyle(el).position === 'absolute' &&
		    box.width <= 1;
		if (box.width && !clip && el.checkVisibility() &&
		    (box.right > wide + 1 || box.left < -1))
			out.push((el.getAttribute('class') || el.localName) +
			    ' ' + Math.round(box.left) + '..' + Math.round(box.right));
		if (el.shadowRoot)
			look(el.shadowRoot);
	}
};
if (document.documentElement.scrollWidth > wide)
	out.push('the page scrolls: ' + document.documentElement.scrollWidth);
look(arguments[0] ? document.querySelector(arguments[0]).shadowRoot :
    document);
return out;
JS
}

# Buttons and fields that a finger may miss: less than 24 pixels either way.
sub small {
	my ($browser, $selector) = @_;

	return @{$browser->js(<<'JS', $selector)};
const host = document.querySelector(arguments[0] || 'body');
return [...(host.shadowRoot || host).querySelectorAll('button, input:not(' +
    '[type=hidden], [type=checkbox], [type=radio]), textarea, select, a')]
    .map((el) => [el, el.getBoundingClientRect()])
    .filter(([el, box]) => box.width && (box.width < 24 || box.height < 24) &&
        getComputedStyle(el).display !== 'inline')
    .map(([el, box]) => (el.className || el.localName) + ' ' +
        Math.round(box.width) + 'x' + Math.round(box.height));
JS
}

1;
