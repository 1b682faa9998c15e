/* SPDX-License-Identifier: ISC */
/*
 * embed-news.js: the loader's second part.  Does something wait for this
 * visitor?  One tab asks for all tabs of an origin.
 */

/* --- News ---------------------------------------------------------------- */

let ui = null, loading = null, misses = 0;
let channel = null, syncing = null, resync = false;

/* Loads what a person sees; its address never changes its content. */
function load() {
	if (dead || !site)
		return;
	loading ||= part('chat.js' + (misses ? '?' + misses : '')).then(async (m) => {
		await api;
		ui = await m.mount(core, site);
		show(latest);
		core.tell('ready');
	}, () => {
		setTimeout(() => {
			loading = null;
			load();
		}, later(++misses + 3));
	}).catch(() => {});
	return loading;
}

function show(state) {
	if (dead)
		return;
	try {
		hot = ui.take(state);
	} catch { /* the page must not see it */ }
	rush();
}

/* A state from the server, or from a tab that has just got it. */
function take(state, cast = true) {
	latest = state;
	read = Math.max(read, state.n || 0);
	if (cast)
		channel?.postMessage(state);
	if (ui)
		show(state);
	else if (state.chat || state.invitation)
		load();
	else
		idle(load);
}

/* Fetches what waits; n is what the poll promised. */
async function sync(n = 0, t) {
	if (!token() || dead)
		return;
	if (syncing) {
		resync = true;
		return syncing;
	}
	syncing = ask('sync', {n, t});
	const r = await syncing;
	syncing = null;
	if (r.http === 200) {
		read = Math.max(read, n);
		take(r);
	}
	if (resync) {
		resync = false;
		sync();
	}
}

/* --- Poll ---------------------------------------------------------------- */

let timer = 0, due = 0, polling = false, fails = 0;
let touched = Date.now(), tick, moved = touched, patience = FROZEN;

function mood() {
	const now = Date.now();

	if (hot && now - touched < 5 * MINUTE)
		return 'chat';
	if (doc.hidden || !check)
		return 'hidden';
	if (now - touched > 5 * MINUTE)
		return 'idle';
	return now - began < MINUTE ? 'new' : 'front';
}

function plan(ms) {
	clearTimeout(timer);
	due = Date.now() + ms;
	timer = setTimeout(poll, ms);
}

/* A chat has begun: do not sit out the long wait. */
function rush() {
	if (leading && hot && due - Date.now() > 1500)
		plan(1500);
}

async function poll() {
	clearTimeout(timer);
	if (!leading || !box || !pace || polling || dead)
		return;
	polling = true;
	const r = await fetched('poll/' + box + '?state=' + mood() +
	    '&i=' + page);
	polling = false;
	if (failed(r) || r.http !== 200) {
		plan(Math.max(about(pace), later(++fails, r.next)));
		return;
	}
	fails = 0;
	pace = r.next || pace;
	plan(check || hot ? Math.max(1000, pace) :
	    Math.max(about(UNCHECKED), pace));
	if (r.again)
		hello();
	else
		heed(r);
}

function heed(r) {
	const now = Date.now();

	if (r.t !== tick) {
		tick = r.t;
		moved = now;
		patience = FROZEN;
	}
	if (!check && !hot)
		return;
	if (r.n > read) {
		sync(r.n);
	} else if (now - moved > patience) {
		moved = now;
		patience = Math.min(10 * MINUTE, patience * 2);
		wait(Math.random() * 5000).then(() => sync(0, r.t));
	}
}

/* --- One tab asks for all ------------------------------------------------ */

let leading = false, away = false, release = null, queue = null;
let ticked = 0;

const beat = () => box && keep('lead', page + ' ' + Date.now());
const leader = () => (kept('lead') || ' 0').split(' ');

function lead() {
	leading = true;
	beat();
	poll();
}

function follow() {
	leading = false;
	clearTimeout(timer);
}

function seek(steal) {
	let held;

	if (leading || away || dead)
		return;
	if (!locks) {
		if (steal || Date.now() - leader()[1] > 10 * SILENT)
			lead();
		return;
	}
	queue?.abort();
	queue = new AbortController();
	locks.request(group() + ':lead',
	    steal ? {steal} : {signal: queue.signal},
	    () => new Promise((done) => {
		held = release = done;
		if (away)
			done();
		else
			lead();
	})).catch((e) => {
		/* Stolen by another tab, or by our own next request. */
		if (held) {
			if (held === release && !away) {
				follow();
				seek(false);
			}
		} else if (e.name !== 'AbortError') {
			lead();
		}
	});
}

/* In front, restored, or back on the net: lead and look once. */
function front() {
	if (away || !told)
		return;
	if (!doc.hidden)
		seek(true);
	sync();
	if (box)
		poll();
}

function every() {
	const [who, at] = leader(), now = Date.now();
	const slow = now - ticked > SILENT; /* nor is the leader faster */

	ticked = now;
	if (dead)
		return;
	if (!locks && leading && who !== page && who)
		follow();
	else if (leading)
		beat();
	else if (at > 0 && now - at > SILENT && !(doc.hidden && slow))
		seek(true);
	/* Another tab has signed in or out. */
	if (told && !greeting && mine !== token())
		hello();
	if (ui && !ui.host.isConnected)
		ui.render();
	look();
}
