// SPDX-License-Identifier: ISC
// office.js: what the back office's pages do by themselves: theme, times in
// the reader's zone, and refreshing without moving what is being read.  Every
// page works without it.
(function () {
'use strict';

// --- theme: the reader's choice, else the system's ---------------------------

const root = document.documentElement;
const dark = matchMedia('(prefers-color-scheme: dark)');

function remembered(name) {
	try {
		return localStorage.getItem(name);
	} catch (refused) {
		return null;
	}
}

function remember(name, value) {
	try {
		localStorage.setItem(name, value);
	} catch (refused) {
		// It holds for this page, then.
	}
}

function paint() {
	root.dataset.bsTheme = remembered('theme') ||
	    (dark.matches ? 'dark' : 'light');
}

function switchTheme() {
	root.dataset.bsTheme = root.dataset.bsTheme === 'dark' ? 'light' : 'dark';
	remember('theme', root.dataset.bsTheme);
}

root.classList.add('js');
paint();
dark.addEventListener('change', paint);

// --- times and codes, in the reader's zone and words -------------------------

const clock = new Intl.DateTimeFormat([], {hour: '2-digit', minute: '2-digit'});
const day = new Intl.DateTimeFormat([], {day: 'numeric', month: 'short'});
const whole = new Intl.DateTimeFormat([], {dateStyle: 'full',
	timeStyle: 'medium'});
const regions = new Intl.DisplayNames(['en'], {type: 'region'});
const languages = new Intl.DisplayNames(['en'], {type: 'language'});

// The server's clock, as far as the page knows it.
let ahead = 0;

function lasted(ms) {
	const s = Math.max(0, Math.floor(ms / 1000));
	const m = Math.floor(s / 60);
	const h = Math.floor(m / 60);

	if (m < 1)
		return `${s} s`;
	if (m < 10)
		return `${m} min ${String(s % 60).padStart(2, '0')} s`;
	if (m < 60)
		return `${m} min`;
	if (h < 48)
		return `${h} h ${String(m % 60).padStart(2, '0')} min`;
	return `${Math.floor(h / 24)} days`;
}

function write(el, text) {
	if (el.textContent !== text)
		el.textContent = text;
}

function showTime(el) {
	const at = new Date(el.getAttribute('datetime').replace(' ', 'T'));

	if (isNaN(at))
		return;
	el.title = whole.format(at);
	if ('since' in el.dataset)
		write(el, lasted(Date.now() + ahead - at));
	else if (at.toDateString() === new Date().toDateString())
		write(el, clock.format(at));
	else
		write(el, `${day.format(at)}, ${clock.format(at)}`);
}

function showName(el, code, names) {
	if (!code)
		return;
	try {
		write(el, names.of(code) || code);
	} catch (unknown) {
		// The code itself stays.
	}
}

// What a clock on the wall there says.
function showZone(el) {
	try {
		write(el, new Intl.DateTimeFormat([], {timeZone: el.dataset.zone,
			weekday: 'short', hour: '2-digit', minute: '2-digit'})
		    .format(Date.now() + ahead));
	} catch (unknown) {
		write(el, '?');
	}
}

function translate(within) {
	within.querySelectorAll('[data-zone]').forEach(showZone);
	within.querySelectorAll('time[datetime]').forEach(showTime);
	within.querySelectorAll('[data-region]').forEach(
	    (el) => showName(el, el.dataset.region, regions));
	within.querySelectorAll('[data-language]').forEach(
	    (el) => showName(el, el.dataset.language, languages));
}

function tick() {
	if (document.hidden)
		return;
	document.querySelectorAll('time[data-since]').forEach(showTime);
	document.querySelectorAll('[data-zone]').forEach(showZone);
}

// --- refreshing: the row under the pointer stays where it is -----------------

// The list that the pointer or the keyboard is in, or null.
function held(live) {
	const list = live.querySelector(live.dataset.hold || ':not(*)');

	return list && (list.matches(':hover') ||
	    list.contains(document.activeElement)) ? list : null;
}

// The rows as they stood before a swap of the list that is held.
let before = [];

function beforeSwap(event) {
	const live = event.detail.target;
	const list = 'hold' in live.dataset ? held(live) : null;

	before = list && event.detail.xhr.status === 200
	    ? [...list.children] : [];
	// The browser shall not scroll after rows that come back.
	root.style.overflowAnchor = before.length ? 'none' : '';
}

// Rows keep their order: who is known stays, who went is kept greyed, who
// came goes below.  Nothing is painted between the swap and this.
function keepOrder(live) {
	const list = live.querySelector(live.dataset.hold || ':not(*)');
	const focus = document.activeElement;

	if (!list || before.length === 0)
		return;
	const wanted = before.map((row) => {
		const now = document.getElementById(row.id);

		if (!now)
			row.classList.add('is-left');
		return now || row;
	});

	wanted.push(...[...list.children].filter((row) => !wanted.includes(row)));
	before = [];
	if (wanted.every((row, i) => row === list.children[i]))
		return;
	wanted.forEach((row, i) => {
		if (list.children[i] !== row)
			list.insertBefore(row, list.children[i] || null);
	});
	if (document.activeElement !== focus)
		focus.focus({preventScroll: true});
	// What is shown has no name: ask again, once it is let go.
	live.querySelector('input[name=have]').value = '';
}

const known = new Set();

// Rows that were not there before are lit for a moment.
function light(within, first) {
	within.querySelectorAll('tbody > tr[id]').forEach((row) => {
		if (!known.has(row.id) && !first)
			row.classList.add('is-new');
		known.add(row.id);
	});
}

function refresh() {
	document.querySelectorAll('.live').forEach(
	    (el) => window.htmx.trigger(el, 'refresh'));
}

function connected(yes) {
	document.getElementById('lost').hidden = yes;
}

// The session is over, whichever part of the page is first to notice: back to
// this page after signing in, not to where that part stands.
function signedOut(event) {
	if (event.detail.xhr.status !== 401)
		return;
	event.preventDefault();
	location.assign('/office/signin?to=' + encodeURIComponent(
	    location.pathname + location.search));
}

function listen() {
	const body = document.body;

	body.addEventListener('htmx:beforeRequest', (event) => {
		if (document.hidden && event.detail.elt.classList.contains('live'))
			event.preventDefault();
	});
	body.addEventListener('htmx:beforeSwap', beforeSwap);
	body.addEventListener('htmx:beforeOnLoad', signedOut);
	body.addEventListener('htmx:afterSwap', (event) => {
		const el = document.getElementById(event.detail.target.id) ||
		    event.detail.target;

		keepOrder(el);
		root.style.overflowAnchor = '';
		translate(el);
		copying(el.parentNode || el);
		light(el, false);
		if (el.id === 'dialog' && !el.open)
			el.showModal();
	});
	body.addEventListener('htmx:afterRequest', (event) => {
		const status = event.detail.xhr.status;

		connected(status !== 0 && status < 500);
	});
	document.addEventListener('visibilitychange', () => {
		if (!document.hidden)
			refresh();
	});
}

// --- the page's own parts ------------------------------------------------------

function filter() {
	const form = document.getElementById('filter');

	if (!form)
		return;
	form.addEventListener('input', () => {
		const page = document.getElementById('visitors-page');
		const query = new URLSearchParams(new FormData(form));

		for (const [name, value] of [...query])
			if (value === '')
				query.delete(name);
		if (page)
			page.value = '1';
		history.replaceState(null, '', `${form.action.split('?')[0]}` +
		    (query.size ? `?${query}` : ''));
	});
	form.addEventListener('submit', (event) => {
		event.preventDefault();
		refresh();
	});
}

// Buttons that copy: shown where it can be done.
function copying(within) {
	if (!navigator.clipboard)
		return;
	within.querySelectorAll('[data-copy]').forEach((button) => {
		button.hidden = false;
	});
}

function copy(button) {
	const from = document.querySelector(button.dataset.copy);
	const told = document.getElementById('live');

	navigator.clipboard.writeText(from.value || from.textContent).then(() => {
		button.textContent = told.textContent = 'Copied';
	}, () => {
		button.textContent = told.textContent = 'Not copied';
	}).then(() => setTimeout(() => {
		button.textContent = 'Copy';
		told.textContent = '';
	}, 2000));
}

// A click beside an open dialog closes it.
function closing() {
	document.addEventListener('click', (event) => {
		const from = event.target.closest('[data-copy]');
		const close = event.target.closest('[data-close]');

		if (from)
			copy(from);
		if (close)
			close.closest('dialog')?.close();
	});
	document.getElementById('dialog').addEventListener('close', (event) => {
		event.target.replaceChildren();
		refresh();
	});
}

document.addEventListener('DOMContentLoaded', () => {
	const theme = document.getElementById('theme');
	const now = document.querySelector('meta[name="beckon-now"]');

	if (now)
		ahead = Number(now.content) - Date.now();
	theme.hidden = false;
	theme.addEventListener('click', switchTheme);
	translate(document);
	copying(document);
	light(document, true);
	filter();
	closing();
	listen();
	setInterval(tick, 1000);
});
})();
