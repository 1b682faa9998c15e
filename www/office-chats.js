// SPDX-License-Identifier: ISC
// office-chats.js: the send dialog, one chat, and what is to be heard of:
// sound, title and unread marks.  Every page works without it.
(function () {
'use strict';

const $ = (id) => document.getElementById(id);

// --- answers that say no ------------------------------------------------------

// Their text stands in the reply: shown where the answer would have been.
const SHOWN = new Set([400, 403, 404, 409, 422]);
const PLACES = new Set(['dialog', 'say-box', 'talk-live']);

function showRefusal(event) {
	const {xhr, target} = event.detail;

	if (!SHOWN.has(xhr.status) || !PLACES.has(target.id))
		return;
	if (target.id === 'talk-live' && xhr.status < 409)
		return;
	event.detail.shouldSwap = true;
	event.detail.isError = false;
}

// --- the send dialog -----------------------------------------------------------

function count(area) {
	const place = $(area.dataset.count);
	const left = area.maxLength - area.value.length;

	if (place)
		place.textContent = left > 200 ? '' : `${left} left`;
}

function quickSend(event) {
	if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) &&
	    event.target.matches('#say-text')) {
		event.preventDefault();
		event.target.form.requestSubmit();
	}
}

// A text kept ready goes to where the cursor is.
function insert(event) {
	const form = event.target.closest('form.canned');
	const area = form && $(form.dataset.into);
	const text = area && event.target.selectedOptions[0].dataset.text;

	if (!text)
		return;
	area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end');
	event.target.value = '';
	area.dispatchEvent(new Event('input', {bubbles: true}));
	area.focus();
}

// --- one chat ------------------------------------------------------------------

const EDGE = 60; // px from the bottom that still count as being there
let stuck = true;
let sent = '';
let typedAt = 0;
let reading = 0;

function newKey() {
	const bytes = crypto.getRandomValues(new Uint8Array(8));

	return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
}

function tell(path, fields) {
	const form = $('talk-say');
	const body = new URLSearchParams({csrf: form.elements.csrf.value,
		id: form.elements.id.value, ...fields});

	return fetch(path, {method: 'POST', body, redirect: 'error'});
}

function atBottom() {
	const lines = $('talk-lines');

	return !lines ||
	    lines.scrollHeight - lines.scrollTop - lines.clientHeight < EDGE;
}

function toBottom() {
	const lines = $('talk-lines');

	if (lines)
		lines.scrollTop = lines.scrollHeight;
}

// Lines on a visible screen are read.
function markRead() {
	const live = $('talk-live');
	const form = $('talk-say');
	const last = live ? Number(live.dataset.last) : 0;

	if (!live || !form || document.hidden || !live.dataset.mine ||
	    last <= Number(live.dataset.read) || last <= reading || !atBottom())
		return;
	reading = last;
	tell(form.dataset.read, {seq: last}).then((reply) => {
		if (!reply.ok)
			reading = 0;
	}, () => {
		reading = 0;
	});
}

function showForm() {
	const live = $('talk-live');
	const form = $('talk-say');

	if (!live || !form || !form.elements.text)
		return;
	form.elements.read.value = live.dataset.last;
	form.hidden = !live.dataset.write;
	form.elements.text.placeholder = live.dataset.status === 'pending' ?
	    'Write a line to accept' : 'Write a line';
}

function moved() {
	if (stuck)
		toBottom();
	showForm();
	markRead();
}

function sayAnswered(event) {
	const {text, key} = event.target.elements;
	const said = $('talk-sent');

	if (!event.detail.successful) {
		said.textContent = SHOWN.has(event.detail.xhr.status) ? '' :
		    'Not sent. Your line is kept: try again.';
		return;
	}
	// What was typed meanwhile stays.
	text.value = text.value.startsWith(sent) ?
	    text.value.slice(sent.length) : text.value;
	key.value = newKey();
	said.textContent = '';
	typedAt = 0;
	toBottom();
	text.focus();
}

function typing() {
	const live = $('talk-live');
	const now = Date.now();

	if (!live.dataset.mine || live.dataset.status !== 'active' ||
	    now - typedAt < 3000)
		return;
	typedAt = now;
	tell($('talk-say').dataset.typing, {}).catch(() => undefined);
}

function talk() {
	const form = $('talk-say');

	if (!$('talk-live'))
		return;
	const fresh = $('fresh');
	if (fresh && fresh.offsetTop > 0)
		fresh.scrollIntoView({block: 'start'});
	else
		toBottom();
	moved();
	if (!form || !form.elements.text)
		return;
	form.elements.text.focus({preventScroll: true});
	form.addEventListener('keydown', (event) => {
		if (event.key === 'Enter' && !event.shiftKey &&
		    !event.isComposing) {
			event.preventDefault();
			if (form.elements.text.value.trim() !== '')
				form.requestSubmit();
		}
	});
	form.addEventListener('input', typing);
	form.addEventListener('htmx:beforeRequest', (event) => {
		if (event.target === form)
			sent = form.elements.text.value;
	});
	form.addEventListener('htmx:afterRequest', (event) => {
		if (event.target === form)
			sayAnswered(event);
	});
	document.addEventListener('visibilitychange', markRead);
	$('talk-live').parentElement.addEventListener('scroll', markRead, true);
}

// --- is somebody there? ----------------------------------------------------------

// What the page asks by itself is no sign of a person; this is.
const TOUCH = 30000;
let touchedAt = Date.now();

function touched() {
	touchedAt = Date.now();
}

function sayHere(event) {
	if (Date.now() - touchedAt < TOUCH)
		event.detail.parameters.here = '1';
}

// --- what is to be heard of ------------------------------------------------------

const title = document.title;
let audio = null;

function remembered() {
	try {
		return Number(localStorage.getItem('heard') || -1);
	} catch (refused) {
		return heard;
	}
}

let heard = -1;

function remember(newest) {
	heard = newest;
	try {
		localStorage.setItem('heard', String(newest));
	} catch (refused) {
		// This page remembers it, then.
	}
}

function note(from, hertz) {
	const tone = audio.createOscillator();
	const loud = audio.createGain();

	tone.frequency.value = hertz;
	loud.gain.setValueAtTime(0.0001, from);
	loud.gain.exponentialRampToValueAtTime(0.12, from + 0.02);
	loud.gain.exponentialRampToValueAtTime(0.0001, from + 0.35);
	tone.connect(loud).connect(audio.destination);
	tone.start(from);
	tone.stop(from + 0.4);
}

function sound() {
	try {
		audio = audio || new AudioContext();
		note(audio.currentTime, 660);
		note(audio.currentTime + 0.14, 880);
	} catch (silent) {
		// A browser without sound says it by the title.
	}
}

// Is the only news on the screen already?
function onScreen(alerts) {
	const live = $('talk-live');

	return !document.hidden && live && live.dataset.mine &&
	    alerts.dataset.pending === '0';
}

function alerted() {
	const alerts = $('alerts');
	const waiting = alerts ? Number(alerts.dataset.unread || 0) +
	    Number(alerts.dataset.pending || 0) : 0;
	const newest = alerts ? Number(alerts.dataset.newest || 0) : 0;

	document.title = waiting > 0 ? `(${waiting}) ${title}` : title;
	if (newest <= remembered())
		return;
	if (remembered() >= 0 && document.body.dataset.sound &&
	    !onScreen(alerts))
		sound();
	remember(newest);
}

// --- what became of invitations ---------------------------------------------------

const told = new Set();

// What is shown on a visible page is no news any more, in no tab.
function tellOnce(fields) {
	const name = Object.values(fields).join();

	if (told.has(name))
		return;
	told.add(name);
	window.htmx.ajax('POST', '/office/told', {source: '#alerts',
		target: '#alerts', swap: 'morph:outerHTML',
		values: {...fields, csrf: document.querySelector(
		    'input[name=csrf]').value}}).catch(() => told.delete(name));
}

function markTold() {
	const live = $('talk-live');

	if (document.hidden || !$('alerts'))
		return;
	document.querySelectorAll('[data-told]').forEach((el) => tellOnce(
	    {id: el.dataset.told, replied: el.dataset.replied}));
	document.querySelectorAll('[data-told-until]').forEach((el) => tellOnce(
	    {until: el.dataset.toldUntil}));
	document.querySelectorAll('[data-told-chat]').forEach((el) => {
		if (live && live.dataset.chat === el.dataset.toldChat) {
			tellOnce({id: el.dataset.id, replied: el.dataset.replied});
			el.remove();
		}
	});
}

document.addEventListener('DOMContentLoaded', () => {
	const body = document.body;

	body.addEventListener('htmx:beforeSwap', (event) => {
		showRefusal(event);
		stuck = atBottom();
	});
	body.addEventListener('htmx:afterSwap', (event) => {
		if (event.detail.target.id === 'alerts')
			alerted();
		if (event.detail.target.id === 'talk-live')
			moved();
		markTold();
	});
	document.addEventListener('visibilitychange', markTold);
	body.addEventListener('input', (event) => {
		if (event.target.dataset.count)
			count(event.target);
	});
	for (const kind of ['pointermove', 'pointerdown', 'keydown', 'wheel'])
		document.addEventListener(kind, touched, {passive: true});
	body.addEventListener('htmx:configRequest', sayHere);
	body.addEventListener('change', insert);
	// What is looked for is there already.
	body.addEventListener('submit', (event) => {
		if (event.target.id === 'say-find')
			event.preventDefault();
	});
	body.addEventListener('keydown', quickSend);
	alerted();
	talk();
	markTold();
});
})();
