/* SPDX-License-Identifier: ISC */
/*
 * chat-lines.js: the lines of one chat, each shown once, in the order of
 * their numbers; after them what is still being sent.
 */

const SIDES = {visitor: 'mine', system: 'system'};

class Lines {
	constructor() {
		this.node = el('div', {className: 'log', role: 'log',
		    'aria-live': 'polite', 'aria-relevant': 'additions',
		    'aria-label': word('chat')});
		this.reset(0);
	}

	reset(chat) {
		this.chat = chat;
		this.last = 0;     /* number of the newest line had */
		this.theirs = [];  /* numbers of lines by others */
		this.own = null;   /* our newest line, and its number */
		this.ownSeq = 0;
		for (const line of this.node.querySelectorAll(
		    '.line:not(.sending)'))
			line.remove();
	}

	/*
	 * Adds what is new.  Gives the lines added, or null where some
	 * before them are missing, so that the caller fetches them.
	 */
	merge(chat) {
		const fresh = (chat.messages || [])
		    .filter((m) => m.seq > this.last);

		if (fresh.length && fresh[0].seq > this.last + 1)
			return null;
		for (const m of fresh)
			this.add(m);
		this.receipt(chat.read || 0);
		return fresh;
	}

	add(m) {
		const waiting = m.key && this.find(m.key);
		const node = waiting || this.line(m);

		if (waiting) {
			node.classList.remove('sending');
			node.querySelector('time').replaceWith(clock(m.at));
		}
		this.node.insertBefore(node,
		    this.node.querySelector('.sending'));
		this.group(node);
		this.last = m.seq;
		if (m.who === 'visitor') {
			this.own?.querySelector('.state').replaceChildren();
			this.own = node;
			this.ownSeq = m.seq;
		} else if (m.who !== 'system') {
			this.theirs.push(m.seq);
		}
	}

	line(m) {
		return el('div', {className: 'line ' + (SIDES[m.who] || ''),
		    'data-key': m.key, 'data-by': m.who + (m.name || '')},
		el('span', {className: 'who'}, m.who === 'visitor' ?
		    word('you') : m.name || word(m.who === 'bot' ? 'bot' :
		        'operator')),
		el('div', {className: 'text', dir: 'auto'}, linked(m.text)),
		el('div', {className: 'meta', 'aria-live': 'off'}, clock(m.at),
		    el('span', {className: 'state'})));
	}

	find(key) {
		return [...this.node.children].find((line) =>
		    line.dataset.key === key &&
		    line.classList.contains('sending'));
	}

	/* A line opens a group unless the one before is by the same person;
	 * the last of a group shows the time. */
	group(node) {
		const before = node.previousElementSibling;
		const same = before?.dataset.by === node.dataset.by;

		node.classList.toggle('new', !same);
		node.classList.add('last');
		if (same)
			before.classList.remove('last');
	}

	receipt(read) {
		this.own?.querySelector('.state').replaceChildren(' · ' +
		    word(read >= this.ownSeq ? 'read' : 'sent'));
	}

	/* Our own text, before the server has it. */
	sending(key, text) {
		const node = this.line({who: 'visitor', key, text});

		node.classList.add('sending');
		this.node.append(node);
		this.group(node);
		this.state(key, 'sending');
	}

	state(key, name) {
		this.find(key)?.querySelector('.state')
		    .replaceChildren(' · ' + word(name));
	}

	drop(key) {
		this.find(key)?.remove();
	}
}
