/* SPDX-License-Identifier: ISC */
/*
 * chat-invite.js: an operator's invitation.  The server lends its display to
 * one page instance at a time; we ask while our tab is visible, renew while
 * we show it, and give it back when we go.
 */

const RENEW = 5000; /* ms between two claims of what we show */
const LEASE = 10000; /* ms that the server lends it for */
const SOON = 800; /* ms between the first claims of what we do not show ... */
const LATER = 2000; /* ... and between those after */

class Invite {
	constructor(core, changed) {
		this.core = core;
		this.changed = changed;
		this.now = null;   /* the open invitation, shown here or not */
		this.held = false; /* shown here */
		this.until = 0;
		this.tries = 0;
		this.node = el('div', {className: 'note-in'});
		document.addEventListener('visibilitychange', () =>
		    document.hidden ? this.release() : this.claim());
	}

	/* What a state says; an answered or closed one never comes back. */
	take(found) {
		const now = found && String(found.id) !==
		    this.core.kept('gone') ? found : null;
		const other = now?.id !== this.now?.id;

		const edited = now && !other && now.version !== this.now.version;

		if (now && (other || edited))
			this.draw(now);
		this.now = now;
		if (!now) {
			clearTimeout(this.timer);
			this.held = false;
		} else if (other || edited) {
			this.held &&= !other;
			this.tries = 0;
			this.claim();
		}
	}

	draw(now) {
		const name = now.operator || word('team');

		this.node.replaceChildren(
		    el('div', {className: 'top'}, face(now.operator),
		        el('b', {dir: 'auto'}, name)),
		    el('p', {dir: 'auto'}, now.text));
	}

	claims(visible) {
		return {invitation: this.now.id, version: this.now.version,
		    visible};
	}

	async claim() {
		clearTimeout(this.timer);
		if (!this.now || document.hidden || this.asking)
			return;
		this.asking = true;
		const r = await this.core.ask('claim', this.claims(1), 1);
		this.asking = false;
		if (!this.now)
			return;
		if (r.http === 200) {
			this.core.take(r, false);
			this.hold(!!(this.now && r.invitation?.show &&
			    !document.hidden));
		} else if (r.http && r.http < 500 && r.http !== 429) {
			this.core.sync();
		} else if (Date.now() > this.until) {
			this.hold(false);
		}
		if (this.now)
			this.timer = setTimeout(() => this.claim(),
			    this.held ? RENEW : this.tries++ > 8 ? LATER : SOON);
	}

	hold(held) {
		const was = this.held;

		this.held = held;
		if (held) {
			this.until = Date.now() + LEASE;
			if (this.core.kept('sounded') !== String(this.now.id)) {
				this.core.keep('sounded', this.now.id);
				chime();
			}
		}
		if (was !== held)
			this.changed(held);
	}

	/* Another tab or the next page may show it at once. */
	release() {
		clearTimeout(this.timer);
		if (!this.held)
			return;
		this.core.post('claim', this.claims(0), {keepalive: true});
		this.tries = 0;
		this.hold(false);
	}

	/* Answered or closed here. */
	end() {
		const id = this.now.id;

		this.core.keep('gone', String(id));
		this.take(null);
		return id;
	}

	/* The answer was not taken: it is open again. */
	back(found) {
		this.core.keep('gone', null);
		this.take(found);
	}
}
