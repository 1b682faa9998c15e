// SPDX-License-Identifier: ISC
// office-preview.js: the real widget for somebody who chooses how it looks.  It
// talks to nobody: the answers are made up here, and nothing is kept.
(function () {
'use strict';

const given = document.body.dataset;
const memory = {};
const lines = [];
let view = null;

const later = (ms) => new Promise((done) => setTimeout(done, ms));

function add(who, text, key) {
	lines.push({seq: lines.length + 1, who, text, at: Date.now(), key,
		name: who === 'operator' ? 'Anna' : ''});
}

function state() {
	return {n: lines.length + 1, online: true, invitation: null,
		chat: lines.length === 0 ? null : {id: 1, status: 'active',
			operator: 'Anna', last: lines.length, read: lines.length,
			choices: [], messages: lines}};
}

async function ask(path, fields) {
	await later(300);
	if (fields.text) {
		add('visitor', fields.text, fields.key);
		later(900).then(() => {
			add('operator', 'This is a preview: nobody else reads this.');
			view.take(state());
		});
	} else if (path === 'end') {
		lines.length = 0;
	}
	return {http: 200, state: state()};
}

const settings = {site: 'preview', mode: given.mode, box: '#beckon-box'};
const core = {
	page: '00000000', base: '/', ask, post: ask,
	setting: (name) => settings[name] || '',
	keep(name, value, store = '') { memory[store + name] = value; },
	kept: (name, store = '') => memory[store + name] ?? null,
	hex: (bytes) => Array.from(crypto.getRandomValues(new Uint8Array(bytes)),
	    (b) => b.toString(16).padStart(2, '0')).join(''),
	take: (it) => view.take(it), sync() {}, warm() {}, settle() {}, tell() {},
	leads: () => false, dead: () => false, ui: () => view
};

import('/w/' + given.widget + '/chat.js').then(async (m) => {
	view = await m.mount(core, {name: given.name, title: given.title,
		greeting: given.greeting, color: given.color,
		position: given.position, leave: !!given.leave,
		width: Number(given.width) || 0,
		height: Number(given.height) || 0});
	view.take(state());
	if (!given.mode || given.mode === 'popup')
		view.open(!given.mode);
	document.querySelector('[data-command]')?.addEventListener('click',
	    () => view.toggle(true));
});
})();
