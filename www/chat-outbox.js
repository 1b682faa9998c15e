/* SPDX-License-Identifier: ISC */
/*
 * chat-outbox.js: what the visitor has said and the server has not yet
 * acknowledged.  One at a time and in order, each with the key it was given
 * first, over page loads too: so it arrives, and arrives once.
 */

class Outbox {
	/* on.waiting(item): not yet; on.done(item, reply): 2xx or refused;
	 * on.chat(): id of the chat that a line belongs to. */
	constructor(core, on) {
		this.core = core;
		this.on = on;
		this.busy = false;
		try {
			this.queue = JSON.parse(
			    core.kept('unsent', 'sessionStorage')) || [];
		} catch {
			this.queue = [];
		}
	}

	save() {
		this.core.keep('unsent', this.queue.length ?
		    JSON.stringify(this.queue) : null, 'sessionStorage');
	}

	/* item: path and fields. */
	put(item, first) {
		this.core.settle();
		item.key ||= this.core.hex(8);
		if (first)
			this.queue.unshift(item);
		else
			this.queue.push(item);
		this.save();
		return item;
	}

	/* Lines that belong to a chat, now or as soon as it has begun. */
	talk() {
		return this.queue.filter((item) => item.text && !item.leave);
	}

	async pump() {
		if (this.busy)
			return;
		this.busy = true;
		while (this.queue.length) {
			const item = this.queue[0];
			const {path, ...fields} = item;

			if (path === 'say')
				fields.chat ||= this.on.chat();
			const reply = await this.core.ask(path, fields, 1 / 0,
			    () => this.on.waiting(item));
			const ours = this.queue.includes(item);

			this.queue = this.queue.filter((it) => it !== item);
			this.save();
			/* Another account may have come meanwhile. */
			if (ours || reply.http === 200)
				this.on.done(item, reply);
		}
		this.busy = false;
	}
}
