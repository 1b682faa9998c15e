/* SPDX-License-Identifier: ISC */
/*
 * hand.js: a visitor follows a link to another domain of the site, and is the
 * same one there: the link's address gets a code that is good once and for
 * half a minute.  Loaded by chat.js where the site has more than one domain,
 * and by api.js for beckon('link', address, function).
 */

const LIFE = 25000;   /* ms that a code stays in a link */
const PATIENCE = 600; /* ms that a click waits for one */

const wait = (ms) => new Promise((done) => setTimeout(done, ms));

/* Does a cookie of this page go there too?  Then the visitor does. */
function near(host) {
	const ours = location.hostname.split('.');

	if (host === location.hostname)
		return true;
	return ours.some((_, i) => {
		const domain = ours.slice(i).join('.');
		const crumb = 'beckon-near=1; path=/; domain=' + domain;

		if (!('.' + host).endsWith('.' + domain))
			return false;
		try {
			document.cookie = crumb;
			const taken = /\bbeckon-near=1/.test(document.cookie);
			document.cookie = crumb + '; max-age=0';
			return taken;
		} catch {
			return false;
		}
	});
}

function far(core, hosts, text) {
	try {
		const url = new URL(text, document.baseURI);

		return /^https?:$/.test(url.protocol) && !core.dead() &&
		    hosts?.includes(url.hostname) && !near(url.hostname) && url;
	} catch {
		return null;
	}
}

/* The address with a code, or as it was. */
export async function link(core, hosts, text) {
	const url = far(core, hosts, text);
	const r = url && await core.ask('handoff', {host: url.hostname,
	    safe: url.protocol === 'https:' ? 1 : ''}, 1);

	return r && r.http === 200 ? url.href.replace(/#|$/, (end) =>
	    (url.search ? '&' : '?') + 'beckon-hand=' + r.code + end) :
	    String(text);
}

const jobs = new Map(); /* by link: {plain, full, done} */

/* The link is as the page made it, unless the page has changed it since. */
function restore(a) {
	const job = jobs.get(a);

	jobs.delete(a);
	if (job && a.href === job.full)
		a.setAttribute('href', job.plain);
}

function prepare(core, hosts, a) {
	const job = jobs.get(a) || {plain: a.getAttribute('href')};

	if (jobs.has(a))
		return job;
	jobs.set(a, job);
	job.done = link(core, hosts, a.href).then((full) => {
		if (jobs.get(a) === job && full !== a.href &&
		    a.getAttribute('href') === job.plain)
			a.href = job.full = full;
	});
	setTimeout(() => jobs.get(a) === job && restore(a), LIFE);
	return job;
}

const plainly = (event, a) => !event.defaultPrevented && !event.button &&
    !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey &&
    (!a.target || a.target === '_self') && !a.hasAttribute('download');

async function follow(event, a, job) {
	if (!job.full && plainly(event, a)) {
		event.preventDefault();
		await Promise.race([job.done, wait(PATIENCE)]);
		location.href = a.href;
	}
	/* It is used: the next click needs another one. */
	setTimeout(() => restore(a));
}

export function mount(core, hosts) {
	const found = (event) => {
		const a = event.composedPath().find((node) =>
		    node.localName === 'a' && typeof node.href === 'string');

		return a && (jobs.has(a) || far(core, hosts, a.href)) ? a : null;
	};
	const ready = (event) => {
		const a = found(event);

		if (a)
			prepare(core, hosts, a);
	};

	for (const name of ['pointerdown', 'focusin'])
		addEventListener(name, ready, {capture: true, passive: true});
	addEventListener('click', (event) => {
		const a = found(event);

		if (a)
			follow(event, a, prepare(core, hosts, a)).catch(() => {});
	});
	addEventListener('auxclick', (event) => {
		const a = found(event);

		if (a)
			setTimeout(() => restore(a));
	});
	addEventListener('pagehide', () => [...jobs.keys()].forEach(restore));
}
