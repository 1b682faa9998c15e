/* SPDX-License-Identifier: ISC */
/*
 * chat-mode.js: where the chat stands: in its window above the page, in a box
 * of the page, in a window of its own, or nowhere until the page asks for it;
 * and what the tag says of its looks and place, before the site does.
 */

const WIDE = [280, 2000]; /* pixels */

const pixels = (given, usual) => given > 0 ?
    Math.max(WIDE[0], Math.min(WIDE[1], given)) : usual;

/* The element of the page that the chat goes into. */
function box(site) {
	try {
		return site.mode === 'box' &&
		    document.querySelector(site.box || '#beckon-box');
	} catch { /* no selector */ }
}

/* The site as the tag wants it. */
function asked(core, given) {
	const own = (name) => core.setting(name) || given[name];
	const site = {...given, position: own('position'), box: core.setting('box'),
		leave: given.leave && core.setting('leave') !== 'off',
		mode: core.setting('mode'), wide: own('width'), high: own('height'),
		popup: 'beckon-' + core.setting('site')};

	site.width = pixels(site.wide, 380);
	site.height = pixels(site.high, 600);
	if (!['box', 'popup', 'api'].includes(site.mode) ||
	    site.mode === 'box' && !box(site)) {
		if (site.mode === 'box')
			console.warn('Beckon: the page has no ' +
			    (site.box || '#beckon-box') + ' for the chat');
		site.mode = '';
	}
	site.still = site.mode === 'box' ||
	    site.mode === 'popup' && window.name === site.popup;
	return site;
}

/* The window of the chat: this page once more, where the chat fills it.  So
 * it has the page's own cookies and policy.  False where the browser refuses. */
function popup(w) {
	const {popup: name, width, height} = w.site;

	if (!w.child || w.child.closed)
		w.child = window.open(location.href, name,
		    `popup,width=${width},height=${height}`);
	w.child?.focus();
	return w.child;
}
