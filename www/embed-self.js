/* SPDX-License-Identifier: ISC */
/*
 * embed-self.js: the loader's first part.  Which site is this, and who is
 * this browser?  The build puts the four parts into one function, in the
 * order self, news, word, embed, and makes embed.js of it.
 */
'use strict';

/* --- Settings ------------------------------------------------------------ */

const doc = document;
const tag = doc.currentScript ||
    doc.querySelector('script[src*="/embed.js"]');
const given = window.beckonSettings || {};
const from = new URL(tag?.src || location.href);
/* The hashed address is below the one that we talk to. */
const base = new URL('.', from).href.replace(/w\/\w{12}\/$/, '');
const setting = (name) => String(tag?.dataset[name] ?? given[name] ??
    from.searchParams.get(name) ?? '');
const key = setting('site');
const quiet = navigator.globalPrivacyControl === true ||
    setting('tracking') === 'off';
const locks = navigator.locks;

const MINUTE = 60000;
const FRESH = 100000;  /* ms that a nonce is used again */
const SILENT = 7000;   /* ms after which a leader is taken for dead: asked
			* each 3 s, so within 10 s */
const FROZEN = 30000;  /* ms that the tick may stand still */
const UNCHECKED = 30000; /* ms between polls that say only "here" */

const LAST = {keepalive: true};
const CONTROL = /[\0-\x08\x0b-\x1f\x7f-\x9f]/g;

const warn = (why) => console.warn('Beckon: ' + why);
const wait = (ms) => new Promise((done) => setTimeout(done, ms));
const idle = window.requestIdleCallback || setTimeout;
const about = (ms) => ms * (0.9 + Math.random() / 5);
const hex = (bytes) =>
    Array.from(crypto.getRandomValues(new Uint8Array(bytes)),
        (b) => b.toString(16).padStart(2, '0')).join('');
const page = hex(4);

/* What is loaded when it is needed; its address never changes its content. */
const part = (name) => import(base + 'w/__HASH__/' + name);

/* What the page calls of ours never fails there. */
const safe = (f) => async (...given) => {
	try {
		return await f(...given);
	} catch { /* a page that is broken, or breaks us */ }
};
const on = (name, f, target = window, options) =>
    target.addEventListener(name, safe(f), options);

/* --- Storage ------------------------------------------------------------- */

const NAME = 'beckon-' + key;
const STRONG = '__Secure-' + NAME;
const STORES = ['localStorage', 'sessionStorage'];
const consent = setting('consent');
let memory = {__proto__: null};
let lame = false; /* the browser has no storage */
let held = false; /* nothing may be kept on the device now */

/* A value kept in one of the browser's stores, or for this page only
 * where the browser refuses. */
function keep(name, value, store = 'localStorage') {
	memory[store + ' ' + name] = value;
	try {
		if (held)
			return;
		if (value === null)
			window[store].removeItem(NAME + ':' + name);
		else
			window[store].setItem(NAME + ':' + name, value);
	} catch {
		lame = true;
	}
}

function kept(name, store = 'localStorage') {
	try {
		const value = !held &&
		    window[store].getItem(NAME + ':' + name);

		if (value || !held && !lame)
			return value;
	} catch {
		lame = true;
	}
	return memory[store + ' ' + name] ?? null;
}

/* Other tabs cannot know of this visitor. */
const alone = () => held || lame && !navigator.cookieEnabled;
const group = () => NAME + (alone() ? page : '');

function cookie(name = NAME) {
	try {
		return doc.cookie.match(
		    '(?:^|; )' + name + '=([0-9a-f]{64})')?.[1];
	} catch { /* a sandboxed page has none */ }
}

/* The cookies' domain that the tag or the site asks for, where this page
 * is in it. */
function wished() {
	const domain = (setting('domain') || site?.domain || '')
	    .toLowerCase().replace(/^\.+/, '');

	return ('.' + location.hostname).endsWith('.' + domain) && domain;
}

/* Does the browser take cookies for this domain? */
function takes(domain) {
	const crumb = NAME + '-try=1';
	const rest = '; path=/; domain=' + domain;

	doc.cookie = crumb + rest;
	const taken = doc.cookie.includes(crumb);
	doc.cookie = crumb + rest + '; max-age=0';
	return taken;
}

/* Writes a cookie, on the domain that is wished for or else the widest
 * that the browser takes; "" removes it. */
function bake(value, name = NAME) {
	const crumb = name + '=' + value + '; path=/; samesite=lax' +
	    (name === STRONG ? '; secure' : '') +
	    '; max-age=' + (value ? 31536000 : 0);
	const labels = location.hostname.split('.');
	const all = labels.map((_, i) => labels.slice(i).join('.'))
	    .slice(0, -1).reverse();

	if (held)
		return;
	try {
		const wish = wished();
		const domain = [wish, ...all].find((d) => d && takes(d));

		keep('refused', wish && wish !== domain ? 'refused' : null,
		    'sessionStorage');
		doc.cookie = crumb + (domain ? '; domain=' + domain : '');
		if (cookie(name) !== (value || undefined))
			doc.cookie = crumb;
	} catch { /* storage has it */ }
}

/* In the cookie; in storage too, unless the site does not want it and the
 * cookie is there. */
function store(item, value, name = NAME) {
	bake(value, name);
	keep(item, site?.storage === false && cookie(name) === value
	    ? null : value);
}

const token = () => cookie() || kept('token');

const allowed = () => consent !== 'wait' || kept('consent');

held = !allowed() || consent === 'strict' && !token();

/* What opens the chats begun on https pages, which alone can read it.  All
 * that the other cookie does may be done by whoever has read it on http. */
function strong() {
	if (location.protocol !== 'https:')
		return '';
	const value = cookie(STRONG) || kept('strong') || hex(32);

	if (cookie(STRONG) !== value)
		store('strong', value, STRONG);
	return value;
}

/* The server refused this token: unless another tab has a new one
 * already, forget it.  Where it was another account's, tell it once more. */
function forget({used, code}) {
	if (token() != used)
		return;
	stated = null;
	was = code === 'user' ? used : was;
	keep('nonce', null);
	keep('token', null);
	bake('');
}

/* --- Transport ----------------------------------------------------------- */

/* One request.  Never throws: http 0 is a network that failed. */
async function fetched(path, options) {
	try {
		if (dead && !options.keepalive)
			return {http: 0};
		const r = await fetch(base + 'w/' + path, {
			credentials: 'omit', cache: 'no-store',
			signal: AbortSignal.timeout?.(15000), ...options
		});
		const reply = await r.json().catch(() => ({}));

		return {...reply, http: r.status};
	} catch {
		return {http: 0};
	}
}

async function post(path, fields, options) {
	const used = token();
	const body = new URLSearchParams({v: 1, site: key, i: page});

	fields = {state: mood(), chat: kept('chat', 'sessionStorage'),
	    strong: used || path === 'start' ? strong() : '',
	    ...ui?.have(), ...fields};
	if (used)
		body.set('token', used);
	for (const [name, value] of Object.entries(fields))
		if (value || value === 0)
			body.set(name, String(value).replace(CONTROL, ''));
	return {...await fetched(path, {method: 'POST', body, ...options}),
	    used};
}

const failed = ({http}) => !http || http > 499 || http === 429;
const later = (n, least) => Math.max(least || 0,
    Math.min(MINUTE, 500 * 2 ** n)) * (0.5 + Math.random());

/* Repeats until there is an answer, with the same fields and so the
 * same key; says so to the caller each time it must wait. */
async function ask(path, fields, tries = 1 / 0, waiting) {
	const once = path === 'start' ? introduce : post;

	for (let n = 0; ; n++) {
		const r = await once(path, fields);

		if (r.http === 401 && n < 3) {
			forget(r);
			if (path !== 'start')
				await hello();
		} else if (!failed(r) && r.code !== 'nonce_void') {
			if (r.token)
				adopt(r);
			return r;
		} else if (n + 1 >= tries || dead) {
			return r;
		} else {
			keep('nonce', failed(r) ? kept('nonce') : null);
			waiting?.();
			await wait(later(n, r.next));
		}
	}
}

/* --- Identity ------------------------------------------------------------ */

let view, began, ref, href, title; /* of this page view */
let box, pace, read = 0, site, check = true, dead = false;
let hot = false;      /* a chat or an invitation is open */
let latest = null;    /* state that the view has not seen yet */
let greeting = null;  /* the hello under way */
let doubled;          /* another snippet is on the page */
let told;             /* the view and title that hello has told */
let account;          /* who is signed in, as the page's script says */
let stated = null;    /* ... as the server was told last */
let was;              /* the token of the account before */
let mine;             /* the token that this page works with */
/* From the page's address, good once: hand, of who comes from another domain;
 * test, of an operator who looks at this page. */
const codes = {test: ''};

const claim = () => account ?? setting('user');

function turn() {
	view = hex(8);
	began = Date.now();
	ref = href || doc.referrer;
	href = location.href;
}

const facts = () => ({
	view, url: href.slice(0, 1000), ref: ref.slice(0, 1000),
	title: (title = String(doc.title)).slice(0, 255),
	lang: (setting('lang') || navigator.language).slice(0, 35),
	tz: Intl.DateTimeFormat().resolvedOptions().timeZone,
	dep: setting('department').slice(0, 255),
	check: setting('check') === 'off' ? 'off' : '',
	gpc: quiet ? 1 : '', domain: setting('domain').slice(0, 253),
	rep: [navigator.cookieEnabled || 'cookies', doubled && 'twice',
	    alone() && 'alone', given.rep,
	    kept('refused', 'sessionStorage')].filter((w) => w?.length).join(),
});

/* A nonce that all tabs of this browser use for their first contact. */
async function nonce() {
	const [old, at] = (kept('nonce') || ' 0').split(' ');
	const mine = hex(16);

	if (old && Math.abs(Date.now() - at) < FRESH)
		return old;
	keep('nonce', mine + ' ' + Date.now());
	if (!locks)
		await wait(80);
	return (kept('nonce') || mine).split(' ')[0];
}

/* hello or start, once.  The first of a browser's tabs makes the
 * visitor, the others wait for it. */
async function introduce(path, fields) {
	const mirror = kept('token'), user = claim();
	const go = async () => ({...await post(path, {
		nonce: token() || quiet && path !== 'start'
		    ? '' : await nonce(),
		...facts(), ...fields, was,
		user: user === stated ? '' : user || '-',
		also: mirror, hand: codes.hand
	}), user});

	if (token() || !locks)
		return go();
	return locks.request(group() + ':first', go).catch(go);
}

/* What hello and start give. */
function adopt(r) {
	site = r.site || site;
	/* In this order: another tab sees one of both. */
	if (r.token) {
		store('token', r.token);
		keep('nonce', null);
	}
	pace = r.next;
	if (!box && r.box)
		setTimeout(poll);
	box = r.box || box;
	check = r.check ?? check;
	stated = r.user;
	mine = token();
	was = codes.hand = null;
	r.strong && store('strong', r.strong, STRONG);
	/* What another account left in this tab is nobody's business. */
	if (r.who !== (kept('who', 'sessionStorage') | 0)) {
		keep('who', r.who, 'sessionStorage');
		for (const item of ['unsent', 'draft', 'set'])
			keep(item, null, 'sessionStorage');
		ui?.reset();
	}
}

/* The page says by itself who is signed in; '': nobody any more. */
function identify(user = '') {
	account = String(user);
	Promise.resolve(greeting).then(() => told && hello());
}

async function hello() {
	return greeting ||= greet().finally(() => {
		greeting = null;
	});
}

async function greet() {
	for (let n = 0; !dead; n++) {
		const telling = view;
		const r = await introduce('hello');

		if (dead)
			return r.box && post('leave', {box: r.box}, LAST);
		if (r.http === 200) {
			adopt(r);
			listen();
			hear();
			told = telling;
			take(r.state || {online: r.online, bot: r.bot});
			if (telling === view)
				return;
			n = 0;
			continue;
		} else if (r.http === 401 || r.http === 409) {
			forget(r);
			if (was && n < 3)
				continue;
		} else if (!failed(r)) {
			dead = true;
			warn((r.code || r.http) + ' from ' + base);
			return;
		}
		await wait(later(n, r.next));
	}
}
