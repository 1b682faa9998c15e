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
	channel = window.BroadcastChannel &&
	    new BroadcastChannel(NAME);
	if (channel)
		channel.onmessage = (event) => {
			if (event.data)
				take(event.data, false);
		};
}

function depart() {
	away = true;
	ui?.depart();
	if (!locks && leading)
		keep('lead', null);
	follow();
	queue?.abort();
	release?.();
	channel?.close();
	channel = null;
	if (box)
		post('leave', {box}, {keepalive: true});
}

function resume(event) {
	if (!event.persisted)
		return;
	away = false;
	listen();
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
	page, base, setting, keep, kept, ask, post, sync, take, hex,
	warm: touch, leads: () => leading
};

/* The page's policy does not let us talk: say so once, and be silent. */
function barred(event) {
	if (dead || event.disposition !== 'enforce' ||
	    !event.blockedURI.startsWith(from.origin))
		return;
	dead = true;
	warn('the Content-Security-Policy of this page refuses ' +
	    event.blockedURI + ' (' + event.effectiveDirective + ')');
}

function watch() {
	for (const name of ['pointerdown', 'pointermove', 'keydown',
	    'wheel', 'touchstart', 'scroll'])
		addEventListener(name, touch,
		    {passive: true, capture: true});
	for (const name of ['popstate', 'hashchange'])
		addEventListener(name, look);
	window.navigation?.addEventListener('currententrychange', look);
	addEventListener('focus', () => leading || front());
	addEventListener('online', front);
	addEventListener('pagehide', depart);
	doc.addEventListener('securitypolicyviolation', barred);
	addEventListener('pageshow', resume);
	doc.addEventListener('visibilitychange', () => doc.hidden || front());
	setInterval(every, 3000);
}

async function start() {
	const first = window[Symbol.for('beckon')];

	if (first) {
		warn('two snippets on one page');
		return first.call?.();
	}
	window[Symbol.for('beckon')] = () => {
		doubled = true;
		Promise.resolve(greeting).then(hello);
	};
	turn();
	listen();
	watch();
	await hello();
	seek(!doc.hidden);
}

function begin() {
	const idle = window.requestIdleCallback || setTimeout;

	if (!key)
		warn('the script tag has no data-site');
	else if (doc.readyState === 'loading')
		doc.addEventListener('DOMContentLoaded', begin,
		    {once: true});
	else
		idle(start, {timeout: 500});
}

if (window.top === window || setting('frames') === 'on') {
	if (doc.prerendering)
		doc.addEventListener('prerenderingchange', begin,
		    {once: true});
	else
		begin();
}
