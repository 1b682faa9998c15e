/* SPDX-License-Identifier: ISC */
/*
 * office-bots.js: makes the form of a bot handier: a changed kind shows its
 * fields at once, Enter in the conversation sends, its newest line is in view.
 * data-press names the button that does it without us.
 */
'use strict';

(() => {
	const press = (control) =>
	    document.getElementById(control.dataset.press)?.click();

	document.addEventListener('change', (event) => {
		if (event.target.matches('select[data-press]'))
			press(event.target);
	});
	document.addEventListener('keydown', (event) => {
		if (event.key !== 'Enter' || event.isComposing ||
		    !event.target.matches('input[data-press]'))
			return;
		event.preventDefault();
		press(event.target);
	});
	document.addEventListener('htmx:afterSwap', () => {
		const lines = document.getElementById('try-lines');

		if (lines)
			lines.scrollTop = lines.scrollHeight;
	});
	/* What was typed is gone only once it is said. */
	document.addEventListener('htmx:afterRequest', (event) => {
		const line = document.getElementById('try-line');

		if (event.detail.successful && line &&
		    event.detail.pathInfo.requestPath.endsWith('/preview')) {
			line.value = '';
			line.focus();
		}
	});
	/* Leaving with changes that were not saved. */
	let changed = false;

	document.addEventListener('input', (event) => {
		changed ||= event.target.form?.id === 'bot' &&
		    event.target.id !== 'try-line';
	});
	document.addEventListener('submit', () => {
		changed = false;
	});
	window.addEventListener('beforeunload', (event) => {
		if (changed)
			event.preventDefault();
	});
})();
