/* SPDX-License-Identifier: ISC */
/*
 * api.js: what the page's script may ask of the widget by beckon(...), and
 * what it is told.  Loaded by embed.js when the page says something.
 * beckon-widget(7) describes it.
 */

const PAIRS = 20;   /* attributes of one call */
const NAME = 40;    /* characters */
const VALUE = 255;
const CONTACT = {__proto__: null, name: 100, email: 190, phone: 40};
/* Whoever begins to listen hears how these stand. */
const STANDING = ['ready', 'open', 'chat', 'invitation', 'unread'];

const hooks = new Map();
const standing = new Map();
let core, line = Promise.resolve();

const cut = (text, length) => String(text ?? '').trim().slice(0, length);

/* The page's own mistakes are its own: said in the console, no more. */
function call(hook, name, data) {
	try {
		hook(data);
	} catch (error) {
		console.error('Beckon: what the page does on "' + name +
		    '" failed:', error);
	}
}

function tell(name, data) {
	if (name === 'ready') {
		core.ui().bear(bare);
		show();
	}
	if (name === 'close')
		standing.delete('open');
	standing.set(name, data);
	for (const hook of hooks.get(name) || [])
		call(hook, name, data);
}

function on(name, hook) {
	if (typeof hook !== 'function')
		return;
	hooks.set(name, [...hooks.get(name) || [], hook]);
	if (STANDING.includes(name) && standing.has(name))
		call(hook, name, standing.get(name));
}

/* One after the other, so that what is said later stands. */
function send(path, fields) {
	line = line.then(() => core.ask(path, fields, 4)).catch(() => {});
	return line;
}

/* Who the page says this is.  The same again is not told again. */
function set(given) {
	const fields = {};
	let n = 0;

	for (const [name, value] of Object.entries(given || {})) {
		if (CONTACT[name]) {
			fields[name] = cut(value, CONTACT[name]);
		} else if (n < PAIRS && cut(name, NAME)) {
			fields['k' + n] = cut(name, NAME);
			fields['v' + n++] = cut(typeof value === 'object' &&
			    value ? JSON.stringify(value) : value, VALUE);
		}
	}
	const text = JSON.stringify(fields);

	if (text === '{}' || text === core.kept('set', 'sessionStorage'))
		return;
	line = line.then(async () => {
		const r = await core.ask('set', fields, 4);

		if (r.http === 200)
			core.keep('set', text, 'sessionStorage');
	}).catch(() => {});
}

function event(name, data) {
	const text = data === undefined ? '' :
	    typeof data === 'object' ? JSON.stringify(data) : data;

	if (cut(name, NAME))
		send('event', {name: cut(name, NAME), data: cut(text, VALUE),
		    key: core.hex(8)});
}

/* The address with what makes the visitor the same one there. */
async function link(url, done) {
	await core.load();
	const hand = await import('./hand.js');

	call(done, 'link', await hand.link(core, core.ui()?.site.hosts, url));
}

/* With or without the button, now and as soon as there is one. */
let bare = false;

function bear(on) {
	bare = on;
	core.ui()?.bear(on);
}

/* The window, and where a person's click asked for it, the focus too. */
let wanted = false;

function show() {
	if (!wanted)
		return;
	wanted = false;
	if (navigator.userActivation?.isActive)
		core.ui().toggle(true);
	else
		core.ui().open(true);
}

const words = {
	__proto__: null,
	open() {
		wanted = true;
		if (core.ui())
			show();
		else
			core.load();
	},
	close: () => core.ui()?.opened && core.ui().open(false),
	hide: () => bear(true),
	show: () => bear(false),
	link,
	set,
	event,
	on
};

function obey([word, ...rest]) {
	try {
		if (words[word])
			Promise.resolve(words[word](...rest)).catch(() => {});
		else
			console.warn('Beckon: there is no command "' +
			    String(word) + '"');
	} catch { /* the page must not see it */ }
}

/* What waits first, then what comes. */
export function hear(loader) {
	const said = [...loader.said];

	core = loader;
	loader.said.length = 0;
	core.tell = tell;
	for (const [name, it] of Object.entries(core.ui()?.told || {}))
		tell(name, it.data);
	if (core.ui())
		tell('ready');
	if (core.ui()?.opened)
		tell('open');
	loader.said.push = obey;
	said.forEach(obey);
}
