/* SPDX-License-Identifier: ISC */
/*
 * embed-word.js: the loader's third part.  What the page says to us, by
 * beckon(...), and first of all whether the visitor agrees.
 */

/* --- Consent ------------------------------------------------------------- */

/* From now on this browser keeps what was held back: the visitor agrees, or
 * uses the widget of a strict page. */
function settle() {
	if (!held)
		return;
	held = dead = away = false;
	for (const name in memory)
		keep(name.split(' ')[1], memory[name], name.split(' ')[0]);
	if (!cookie())
		bake(kept('token') || '');
	quit();
	run();
}

/* Nothing stays on the device, nobody is here, nothing is sent. */
function forbid() {
	channel?.postMessage(null);
	depart();
	for (const name of [NAME, STRONG])
		bake('', name);
	for (const store of STORES)
		try {
			for (const name of Object.keys(window[store]))
				if (name.startsWith(NAME + ':'))
					window[store].removeItem(name);
		} catch { /* nothing is there */ }
	held = dead = true;
	memory = {__proto__: null};
	box = told = null;
	ui?.host.remove();
}

/* --- beckon(...) --------------------------------------------------------- */

const said = []; /* what api.js has not heard yet */
let api = null;

const words = {
	__proto__: null,
	identify, reset: () => identify(),
	consent(yes) {
		if (!yes)
			return forbid();
		settle();
		if (consent === 'wait')
			keep('consent', '1');
	}
};

/* What the loader does not know waits for api.js, which is loaded for pages
 * that say something. */
function hear() {
	if (said.length && site && !dead)
		api ||= part('api.js')
		    .then((m) => m.hear(core)).catch(() => {
			api = null;
		});
}

const obey = safe((...call) => {
	if (words[call[0]])
		return words[call[0]](call[1]);
	said.push(call);
	hear();
});

/* Takes the place of the page's own stub, and does what it was told. */
function open() {
	const stub = window.beckon;

	try {
		/* No name that a page finds when it lists its own. */
		if (!stub)
			Object.defineProperty(window, 'beckon',
			    {writable: true, configurable: true});
		window.beckon = obey;
		for (const call of stub?.q || [])
			obey(...call);
	} catch { /* the name means something else there */ }
}
