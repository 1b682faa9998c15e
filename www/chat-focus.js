/* SPDX-License-Identifier: ISC */
/*
 * chat-focus.js: where the keyboard is.
 */

const seen = (node) => node.getClientRects().length > 0;

/* What had the focus is gone: it goes where the person goes on, and back to
 * where it was when the window was opened. */
function rest(w) {
	const {before} = w;

	if (w.opened)
		return w.window.focus();
	w.before = null;
	if (seen(w.bubble))
		w.bubble.focus();
	else
		before?.focus();
}

/* Where the window covers the page, Tab stays in it. */
function stay(w, event) {
	const all = [...w.window.querySelectorAll(
	    'button, a, input, textarea')].filter(seen);
	const back = event.shiftKey;
	const last = all.at(back ? 0 : -1);

	if (matchMedia(NARROW).matches && !w.site.still &&
	    (event.target === last || back && event.target === w.window)) {
		event.preventDefault();
		all.at(back ? -1 : 0).focus();
	}
}
