// SPDX-License-Identifier: ISC
// office-everybody.js: the back office by keyboard and for who listens: a
// refresh takes the focus from nobody, and what is said is said once.
(function () {
'use strict';

const $ = (id) => document.getElementById(id);

// --- what is said ---------------------------------------------------------------

function say(text) {
	const words = text.trim().replace(/\s+/g, ' ');

	if (words && $('live').textContent !== words)
		$('live').textContent = words;
}

// How many match is said to who has just asked, and to nobody at each refresh.
let asked = false;

function sayFound(el) {
	const found = el.querySelector('.matching') ||
	    el.querySelector('.figures');

	if (asked && found)
		say(found.textContent);
	asked = false;
}

// What was chosen while others were looked for stands.
function keepChoice(event) {
	const {target, requestConfig} = event.detail;

	if (target.matches('.choose') && target.querySelector('select').value !==
	    requestConfig.parameters.department)
		event.detail.shouldSwap = false;
}

// What is new is said once on a page that is looked at; what came while it was
// not, when it is again.
let heard = null;
const told = new Set();

function sayNews(alerts) {
	const newest = Number(alerts.dataset.newest || 0);
	const first = heard === null;
	const news = [...alerts.querySelectorAll('.told-list > li')]
	    .filter((li) => !told.has(li.id))
	    .map((li) => [li.id, li.querySelector('.told-what').textContent]);
	const talk = $('talk-live');
	const here = talk && talk.dataset.mine && alerts.dataset.pending === '0';

	if (!alerts.dataset.newest || document.hidden && !first)
		return;
	if (newest > (heard ?? newest) && !here)
		news.push(['', alerts.dataset.words]);
	heard = newest;
	news.forEach(([id]) => told.add(id));
	if (!first)
		say(news.map(([id, words]) => words).join(' '));
}

// A time that has not changed is left as it is written: what is not new is
// neither drawn nor read out again.
function differs(was, now) {
	return !(was.localName === 'time' && now.localName === 'time' &&
	    was.getAttribute('datetime') === now.getAttribute('datetime') &&
	    'since' in was.dataset === 'since' in now.dataset);
}

// --- where the focus is ---------------------------------------------------------

// The focus was within what is swapped, when it was asked for or still: where
// that went away, what is nearest has it.
const within = new WeakSet();

function holdsFocus(event) {
	const {target, xhr} = event.detail;

	if (target.contains(document.activeElement))
		within.add(xhr);
}

function keepFocus(el, xhr) {
	const near = [el.querySelector('[autofocus]'),
		el.parentElement?.querySelector('textarea'),
		el.querySelector('button, a[href], [tabindex="0"]'), $('main')];

	if (within.has(xhr) && document.activeElement === document.body)
		near.find((n) => n?.checkVisibility())
		    .focus({preventScroll: true});
}

// Who opened the dialog has the focus again, unless they are gone.
function dialogClosed() {
	if (document.activeElement === document.body)
		$('main').focus();
}

// A menu closes when one goes elsewhere, by a click or by Tab, and by Escape.
function leaveMenus(event) {
	document.querySelectorAll('.bar details[open]').forEach((menu) => {
		if (!menu.contains(event.target))
			menu.open = false;
	});
}

function escapeMenu(event) {
	const menu = document.querySelector('.bar details[open]');

	if (event.key !== 'Escape' || !menu)
		return;
	menu.open = false;
	menu.querySelector('summary').focus();
}

document.addEventListener('DOMContentLoaded', () => {
	const body = document.body;

	if (window.Idiomorph)
		window.Idiomorph.defaults.callbacks.beforeNodeMorphed = differs;
	document.addEventListener('click', leaveMenus);
	document.addEventListener('focusin', leaveMenus);
	document.addEventListener('keydown', escapeMenu);
	$('dialog').addEventListener('close', dialogClosed);
	$('filter')?.addEventListener('input', () => {
		asked = true;
	});
	body.addEventListener('htmx:beforeRequest', holdsFocus);
	body.addEventListener('htmx:beforeSwap', holdsFocus);
	body.addEventListener('htmx:beforeSwap', keepChoice);
	body.addEventListener('htmx:afterSwap', (event) => {
		const el = $(event.detail.target.id) || event.detail.target;

		keepFocus(el, event.detail.xhr);
		if (el.id === 'visitors')
			sayFound(el);
		if (el.id === 'alerts')
			sayNews(el);
		if (el.matches('.choose'))
			say(el.querySelector('.choose-found')?.textContent || '');
	});
	body.addEventListener('htmx:afterRequest', () => {
		if (!$('lost').hidden)
			say($('lost').textContent);
	});
});
})();
