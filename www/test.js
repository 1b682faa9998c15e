/* SPDX-License-Identifier: ISC */
/*
 * test.js: "Test my page".  An operator opened this page from the office, with
 * a code in its address: tell the office how the page is.  Loaded by embed.js.
 */

const PATIENCE = 5000; /* ms for the first contact */

const wait = (ms) => new Promise((done) => setTimeout(done, ms));

function cookie(key) {
	try {
		return document.cookie.includes('beckon-' + key + '=');
	} catch {
		return false;
	}
}

function storage() {
	try {
		localStorage.setItem('beckon-try', '1');
		localStorage.removeItem('beckon-try');
		return true;
	} catch {
		return false;
	}
}

/* Our tags, and how many times a loader was run. */
function codes() {
	const tags = [...document.querySelectorAll('script[src]')].filter((s) =>
	    /\/(embed|widgetv2\/index)\.js(\?|$)/.test(s.src));

	return tags.filter((s) => s.dataset.site ||
	    /[?&]site=|widgetv2/.test(s.src)).length || tags.length;
}

export async function test(core, code) {
	const refused = new Set();
	const key = core.setting('site');
	const on = (value) => value ? 1 : '';
	const heard = (event) => {
		if (event.blockedURI.startsWith(new URL(core.base).origin))
			refused.add(event.effectiveDirective);
	};

	document.addEventListener('securitypolicyviolation', heard);
	for (const end = Date.now() + PATIENCE;
	    !cookie(key) && Date.now() < end;)
		await wait(100);
	const url = core.base + 'w/trial?' + new URLSearchParams({
		v: 1, site: key, i: core.page, code, url: location.origin,
		dep: core.setting('department').slice(0, 255), codes: codes(),
		cookie: on(cookie(key)), storage: on(storage()),
		unchecked: on(core.setting('check') === 'off'),
		private: on(navigator.globalPrivacyControl ||
		    core.setting('tracking') === 'off'),
		refused: [...refused].join(',').slice(0, 100)
	});

	await fetch(url, {credentials: 'omit', cache: 'no-store'}).catch(() => {
		new Image().src = url;
	});
}
