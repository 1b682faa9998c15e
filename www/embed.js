/* SPDX-License-Identifier: ISC */
/*
 * embed.js: the loader's last part: from the page's first moment to its last.
 * Every page of every customer loads this, and nothing here may disturb it.
 */

/* --- The page's life ----------------------------------------------------- */

let settling = 0, retitled = 0;

/* Another address is another page view, told when its title had time
 * to follow; another title is told once. */
function look() {
	if (!told || settling || away)
		return;
	if (location.href !== href) {
		settling = setTimeout(() => {
			settling = 0;
			turn();
			if (box)
				hello();
		}, 500);
	} else if (box && doc.title !== title && told === view &&
	    retitled !== view && Date.now() - began < MINUTE) {
		retitled = view;
		hello();
	}
}

function listen() {
	if (channel || away || !window.BroadcastChannel)
		return;
	channel = new BroadcastChannel(group());
	channel.onmessage = safe(({data}) =>
	    data ? take(data, false) : forbid());
}

/* Neither leads nor listens any more. */
function quit() {
	follow();
	queue?.abort();
	release?.();
	channel?.close();
	channel = null;
}

function depart() {
	away = true;
	ui?.depart();
	if (!locks && leading)
		keep('lead', null);
	quit();
	if (box)
		post('leave', {box}, LAST);
}

function resume(event) {
	if (!event.persisted || !began || dead)
		return;
	if (!allowed())
		return forbid();
	away = false;
	turn();
	if (box)
		hello();
	seek(!doc.hidden);
}

function touch() {
	const idle = Date.now() - touched > 5 * MINUTE;

	touched = Date.now();
	if (idle)
		poll();
}

const core = {
	page, base, setting, keep, kept, ask, post, sync, take, hex, said,
	warm: touch, leads: () => leading, settle, load, ui: () => ui,
	dead: () => dead, tell() {}
};

/* The page's policy does not let us talk: say so once, by what it does let
 * out, and be silent.  What else it refuses of our origin is the page's own,
 * where that is ours too; some browsers tell no more than the origin. */
function barred(event) {
	const blocked = event.blockedURI;

	if (dead || event.disposition !== 'enforce' ||
	    blocked !== from.origin && !blocked.startsWith(base + 'w/'))
		return;
	const d = event.effectiveDirective;
	const path = 'barred?' + new URLSearchParams({v: 1, site: key, i: page,
	    url: location.origin, d, code: codes.test});

	warn('Content-Security-Policy refuses ' +
	    blocked + ' (' + d + ')');
	if (d === 'connect-src')
		new Image().src = base + 'w/' + path;
	else
		fetched(path);
	dead = true;
}

function watch() {
	for (const name of ['pointerdown', 'pointermove', 'keydown',
	    'wheel', 'scroll'])
		on(name, touch, window, {passive: true, capture: true});
	for (const name of ['popstate', 'hashchange'])
		on(name, look);
	on('currententrychange', look, window.navigation);
	on('focus', () => leading || front());
	on('online', front);
	on('pagehide', depart);
	on('securitypolicyviolation', barred, doc);
	on('pageshow', resume);
	on('visibilitychange', () => doc.hidden || front(), doc);
	setInterval(safe(every), 3000);
}

async function run() {
	if (!began) {
		turn();
		watch();
	}
	await hello();
	seek(!doc.hidden);
}

/* A code is good once, and leaves the address before anybody copies it. */
const bare = location.href.replace(/([?&#])beckon-(\w+)=(\w+)&?/,
    (_, mark, what, code) => {
	codes[what] = code;
	return mark;
});

if (bare !== location.href)
	history.replaceState(history.state, '', bare.replace(/[?&](?=#|$)|#$/, ''));

function test() {
	part('test.js').then((m) =>
	    m.test(core, codes.test), () => {});
}

async function start() {
	const first = window[Symbol.for('beckon')];

	if (first) {
		warn('two snippets on one page');
		return first();
	}
	if (codes.test)
		test();
	window[Symbol.for('beckon')] = () => {
		doubled = true;
		Promise.resolve(greeting).then(hello);
	};
	open();
	if (allowed())
		await run();
}

function begin() {
	if (!key)
		warn('the script tag has no data-site');
	else if (doc.readyState === 'loading')
		on('DOMContentLoaded', begin, doc, {once: true});
	else
		idle(safe(start), {timeout: 500});
}

if (window.top === window || setting('frames') === 'on') {
	if (doc.prerendering)
		on('prerenderingchange', begin, doc, {once: true});
	else
		begin();
}
