#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# The widget for everybody, in a real browser: by keyboard, for who listens,
# in any of the site's colours, light and dark, large, on a small phone.
use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/lib";
use Axe;
use Beckon;
use Shop;
use Test::More;
use WebDriver;

my $beckon = Beckon->start;
my $shop = Shop->new($beckon);
my $driver = WebDriver->start;
my $W = $Shop::WIDGET;
my $page = $shop->page('page', head => '<meta name="viewport" content="width=device-width">',
    body => '<main><a href="#">A link</a></main>');
my $MAINLY = q{const root = document.querySelector('beckon-widget').shadowRoot;};

# A browser on the page, with the widget; the id of its visitor.
sub shopper {
	my $browser = $driver->session(@_);

	$shop->operator;
	$browser->go($page);
	$browser->find("$W.bubble");
	return ($browser, $shop->visitor);
}

# What is wrong with what is shown now, once nothing moves.
sub fair {
	my ($browser, $what) = @_;

	$browser->until('it to stand still', sub { !$browser->js($MAINLY .
	    'return root.getAnimations().filter((a) => a.effect' .
	    '.getComputedTiming().iterations !== Infinity).length') });
	is_deeply [Axe::faults($browser, in => 'beckon-widget')], [], $what;
	is_deeply [Axe::narrow($browser, 'beckon-widget')], [],
	    '... reaches over no side';
	is_deeply [Axe::small($browser, 'beckon-widget')], [],
	    '... and has nothing that a finger misses';
}

# Everything that the widget can show, one after the other.
sub all_of_it {
	my ($browser, $visitor, $what) = @_;

	$browser->click("$W.bubble");
	fair($browser, "$what: the window");
	$browser->key('Escape');
	$shop->invite($visitor, 'May I help?', need_name => 1);
	$browser->find("$W.card");
	fair($browser, "$what: an invitation");
	$browser->type("$W.card textarea", "Yes\n");
	$browser->reads("$W.error", qr/fill in/);
	fair($browser, "$what: a name is missing");
	$browser->type("$W.card input", 'Bob');
	$browser->click("$W.send");
	$beckon->until(sub { $shop->chat($visitor) }, 'a chat');
	$shop->accept($visitor);
	$shop->say($visitor, 'See https://shop.example/help, and then ...');
	$browser->reads("$W.log", qr/and then/);
	$shop->typing($visitor);
	$browser->find("$W.typing");
	fair($browser, "$what: a chat");
	$browser->click("$W header .icon");
	$browser->find("$W.bar .plain");
	fair($browser, "$what: shall it end?");
	$browser->key('Escape');
	$shop->finish($visitor);
	$browser->reads("$W.bar", qr/has ended/);
	fair($browser, "$what: it has ended");
}

# --- By keyboard ----------------------------------------------------------------

sub focus_is {
	my ($browser, $name, $what) = @_;

	eval { $browser->until($what, sub {
		Axe::focused($browser) eq $name }, 5) };
	is Axe::focused($browser), $name, $what;
}

# In the field to write in, or where there is no mouse in the window alone, so
# that no keyboard covers it.
sub inside {
	my ($browser) = @_;

	$browser->find("$W.window");
	return $browser->js($MAINLY . 'return root.querySelector(".window")' .
	    '.contains(root.activeElement)');
}

sub keyboard {
	my ($anna, $visitor) = shopper();

	is_deeply [Axe::walk($anna, 2)], ['A link', 'Chat with us'],
	    'Tab comes to the page first, then to the button';
	$anna->key('Enter');
	ok inside($anna), 'Enter opens the window, with the focus in it';
	$anna->key('Escape');
	focus_is($anna, 'Chat with us', 'Escape closes it, back on the button');

	$shop->invite($visitor, 'May I help?', need_email => 1);
	$anna->find("$W.card");
	focus_is($anna, 'Chat with us', 'an invitation leaves the focus alone');
	$anna->js('document.activeElement.blur(); document.querySelector("a")' .
	    '.focus()');
	is_deeply [Axe::walk($anna, 5)], ['Close this message', 'E-mail',
	    'Write a reply…', 'Send', 'Chat with us'],
	    '... Tab comes to all of it, and one sees where one is';
	$anna->type("$W.card input", 'b@shop.example');
	$anna->key('Escape');
	$anna->gone("$W.card");
	focus_is($anna, 'Chat with us', 'Escape closes it, with the focus near');

	$anna->key('Enter');
	$anna->type("$W.foot textarea", "Hello\n");
	$anna->reads("$W.log", qr/Sent/);
	focus_is($anna, 'Write a message…', 'who has sent goes on writing');
	$shop->accept($visitor);
	$anna->reads("$W h2", qr/^(?!Chat)/);
	$anna->js($MAINLY . 'root.querySelector(".window").focus()');
	is_deeply [Axe::walk($anna, 4)], ['End the chat',
	    'Close the chat window', 'Write a message…', 'Send'],
	    'Tab goes through a chat';
	$shop->finish($visitor);
	$anna->find("$W.bar .wide");
	focus_is($anna, db_name(), 'the form is gone, the focus is not');
	$anna->quit;
}

sub db_name { return scalar $beckon->db('SELECT name FROM operator') }

# A button of the page's own opens it; on a phone it covers the page.
sub covered {
	my $own = $shop->page('own', attr => 'data-mode="api"', body =>
	    '<button onclick="beckon(\'open\')">Ask us</button>');
	my $anna = $driver->session(width => 320, height => 568);

	$anna->go($own);
	$anna->until('the widget', sub { $anna->all("$W.bubble") });
	$anna->key('Tab');
	$anna->key('Enter');
	ok inside($anna), "the page's button opens the window";
	$anna->js($MAINLY . 'root.querySelector("textarea").focus()');
	is_deeply [Axe::walk($anna, 4)], ['Send', 'Close the chat window',
	    'Write a message…', 'Send'],
	    'Tab stays in a window that covers the page';
	$anna->key('Escape');
	focus_is($anna, 'Ask us', "and back to the page's button");
	$anna->quit;
}

# --- For who listens ------------------------------------------------------------------

# What the widget's live regions say from now on, as a screen reader reads it:
# what is added, in those that are polite and not off.
my $LISTEN = $MAINLY . <<'JS';
window.heard = [];
new MutationObserver((all) => {
	for (const {target, addedNodes} of all) {
		const live = target.closest?.('[aria-live], [role=status]');
		const on = live && live.getAttribute('aria-live') !== 'off' &&
		    live.getClientRects().length;
		for (const node of on ? addedNodes : [])
			if (node.nodeType === 1 || live.role === 'status')
				heard.push((node.querySelector?.('.text') ||
				    node).textContent.trim());
	}
}).observe(root, {subtree: true, childList: true});
JS

sub heard { return grep { $_ ne '' } @{$_[0]->js('return heard')} }

sub listening {
	my ($anna, $visitor) = shopper();

	$anna->click("$W.bubble");
	$anna->type("$W.foot textarea", "Hello\n");
	$anna->reads("$W.log", qr/Sent/);
	is $anna->js($MAINLY . 'const log = root.querySelector("[role=log]");' .
	    'return log.ariaLive + " " + log.ariaRelevant + " " + log.ariaLabel'),
	    'polite additions Chat', 'the lines are a log that speaks politely';
	$shop->accept($visitor);
	$anna->js($LISTEN);
	$shop->say($visitor, 'One');
	$anna->reads("$W.log", qr/One/);
	$shop->say($visitor, 'Two');
	$anna->reads("$W.log", qr/Two/);
	is_deeply [heard($anna)], ['One', 'Two'],
	    'each line of the operator is heard once, receipts are not';
	like $anna->js($MAINLY . 'return [...root.querySelectorAll(' .
	    '".line")].map((l) => l.querySelector(".who")).every((w) => ' .
	    'getComputedStyle(w).display !== "none")'), qr/1/,
	    '... and who says it, though not all see it';
	$anna->key('Escape');
	$anna->gone("$W.window");
	$anna->js('heard.length = 0');
	$shop->say($visitor, 'Three');
	$anna->reads("$W.badge", qr/^1$/);
	is_deeply [heard($anna)], ['Chat with us, new messages: 1'],
	    'a line that comes while the window is closed is told';
	$shop->typing($visitor);
	$anna->click("$W.bubble");
	$anna->find("$W.typing");
	is $anna->attribute("$W.typing", 'aria-label'),
	    db_name() . ' is typing', 'who types has a name';
	$anna->quit;
}

# --- Any colour -------------------------------------------------------------------------

# The widget's own rule, over 4,096 colours, by WCAG's measure.
sub colours {
	my $rule = $beckon->slurp_file("$Beckon::TOP/www/chat-style.js");
	my $anna = $driver->session;

	is_deeply $anna->js($rule . <<'JS'), [],
const part = (hex) => {
	const c = parseInt(hex, 16) / 255;
	return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
};
const lum = (c) => 0.2126 * part(c.slice(1, 3)) +
    0.7152 * part(c.slice(3, 5)) + 0.0722 * part(c.slice(5));
const bad = [];
for (let n = 0; n < 4096; n++) {
	const wish = '#' + n.toString(16).padStart(3, '0')
	    .replace(/./g, '$&$&');
	const {accent, ink} = colours(wish);
	const [a, b] = [lum(accent), ink === '#fff' ? 1 : 0]
	    .sort((x, y) => y - x);
	if ((a + 0.05) / (b + 0.05) < 4.5 || accent !== wish)
		bad.push(wish + ' ' + ink);
}
return bad;
JS
	    'on any colour of a site the words can be read (4.5 to 1)';
	$anna->quit;

	for my $case (['#ffcc00', 0], ['#0b1f3a', 1], ['#767676', 0]) {
		my ($colour, $dark) = @$case;

		$beckon->db("UPDATE site SET color = '$colour'");
		my ($bert, $visitor) = shopper(dark => $dark);
		all_of_it($bert, $visitor, $colour . ($dark ? ', dark' : ''));
		$bert->quit;
	}
}

# --- Large, small, still, with few colours -----------------------------------------------

sub sizes {
	my ($anna, $visitor) = shopper(width => 320, height => 568, mobile => 1);

	all_of_it($anna, $visitor, '320 pixels');
	$anna->quit;
	# A window of 1280 by 800 at 200 %.
	($anna, $visitor) = shopper(width => 640, height => 400);
	all_of_it($anna, $visitor, 'twice as large');
	$anna->quit;
	# ... and 1280 by 1024 at 400 %.
	($anna, $visitor) = shopper(width => 320, height => 256);
	$anna->click("$W.bubble");
	$anna->type("$W.foot textarea", "Hello\n");
	$anna->reads("$W.log", qr/Sent/);
	fair($anna, 'four times as large');
	$anna->quit;
}

sub still {
	my ($anna, $visitor) = shopper();

	$anna->cdp('Emulation.setEmulatedMedia', features => [
	    {name => 'prefers-reduced-motion', value => 'reduce'},
	    {name => 'forced-colors', value => 'active'}]);
	$anna->js($MAINLY . q{window.moved = 0; for (const name of
	    ['animationstart', 'transitionrun'])
	    root.addEventListener(name, () => moved++);});
	$anna->click("$W.bubble");
	$anna->type("$W.foot textarea", "Hello\n");
	$anna->reads("$W.log", qr/Sent/);
	$shop->accept($visitor);
	$anna->reads("$W h2", qr/^(?!Chat)/);
	$shop->typing($visitor);
	$anna->find("$W.typing");
	is $anna->js('return moved'), 0, 'who wants no motion sees none';
	is_deeply $anna->js($MAINLY . <<'JS'), [],
return ['.bubble', '.window', '.text', '.send', '.row', '.typing i']
    .filter((name) => parseFloat(getComputedStyle(root.querySelector(name))
        .borderTopWidth) < 1);
JS
	    'with few colours all that has a shape has an edge';
	$anna->quit;
}

keyboard();
covered();
listening();
colours();
sizes();
still();
done_testing;
