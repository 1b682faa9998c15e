/* SPDX-License-Identifier: ISC */
/*
 * chat.js: what a visitor sees: the button, the invitation, the window with
 * the chat or with the form to leave a message.  Loaded by embed.js.
 */

const TYPING = 3000; /* ms between two reports of typing */
const NARROW = '(max-width: 480px)';

class Widget {
	constructor(core, site) {
		this.core = core;
		this.site = site = asked(core, site);
		this.n = 0;
		this.chat = this.locked = null;
		this.online = true;
		this.bot = false;
		this.left = this.ending = this.opened = this.bare = false;
		this.openedThen = false;
		this.told = {}; /* what the page's script was told last */
		this.typed = 0;
		this.lines = new Lines();
		this.invite = new Invite(core, (held) => this.invited(held));
		this.form = new Form(core, {
			send: (text, given) => this.send(text, given),
			typing: (on) => this.typing(on)
		});
		this.outbox = new Outbox(core, {
			waiting: (item) => this.lines.state(item.key, 'retry'),
			done: (item, reply) => this.done(item, reply),
			chat: () => this.chat?.id
		});
		this.build();
		for (const item of this.outbox.talk())
			this.lines.sending(item.key, item.text);
		this.opened = site.still || !matchMedia(NARROW).matches &&
		    (core.kept('open', 'sessionStorage') ??
		    core.kept('open')) === '1';
		this.outbox.pump();
		document.addEventListener('visibilitychange', () => {
			this.greet();
			this.render();
		});
	}

	render() {
		if (!this.core.dead())
			draw(this);
	}

	/* For the page's script: beckon-widget(7). */
	tell(name, data) {
		const text = JSON.stringify(data) ?? '';

		if (this.told[name]?.text === text)
			return;
		this.told[name] = {text, data};
		this.core.tell(name, data);
	}

	/* The page needs no button of ours; all else shows itself. */
	bear(bare) {
		this.bare = bare;
		this.render();
	}

	/* --- Building --------------------------------------------------- */

	build() {
		const make = (cls, ...inside) =>
		    el('div', {className: cls}, ...inside);

		this.badge = el('span', {className: 'badge'});
		this.bubble = el('button', {type: 'button', className: 'bubble',
		    onclick: () => this.toggle(!this.opened)});
		this.title = el('h2', {dir: 'auto'});
		this.status = el('div', {className: 'status'});
		this.face = make('');
		this.endIcon = button('end', 'icon', word('end'),
		    () => this.ask(true));
		this.header = el('header', {}, this.face,
		    make('names', this.title, this.status), this.endIcon,
		    button('down', 'icon', word('close'),
		        () => this.toggle(false)));
		this.intro = make('intro');
		this.hint = make('note');
		this.dots = el('div', {className: 'typing', role: 'img'},
		    el('i'), el('i'), el('i'));
		this.offers = make('offers');
		this.body = make('body', this.intro, this.lines.node, this.hint,
		    this.dots, this.offers);
		this.foot = make('foot');
		this.bar = make('bar');
		this.window = el('div', {className: 'window', role: 'dialog',
		    tabIndex: -1, hidden: true}, this.header, this.body,
		this.foot, this.bar);
		this.card = make('card');
		this.card.setAttribute('role', 'region');
		this.news = el('div', {className: 'aside', role: 'status'});
		this.shut = button('close', 'icon', word('dismiss'),
		    () => this.dismiss());
		this.root = make('root', el('div', {'aria-live': 'polite'},
		    this.card), this.window, this.bubble, this.news);
		this.dress();
	}

	dress() {
		const sheet = new CSSStyleSheet();
		const {accent, ink} = colours(this.site.color);
		const stop = (event) => event.stopPropagation();

		sheet.replaceSync(STYLE + `.root{--accent:${accent};--ink:${
		    ink};--wide:${this.site.width}px;--high:${this.site.height}px}`);
		this.host = document.createElement('beckon-widget');
		this.host.attachShadow({mode: 'open'});
		this.host.shadowRoot.adoptedStyleSheets = [sheet];
		this.host.shadowRoot.append(this.root);
		this.host.lang = word('lang');
		this.host.dir = this.root.dir = word('dir');
		this.root.classList.toggle('left',
		    this.site.position === 'left');
		for (const name of [this.site.mode, this.site.still && 'still'])
			if (name)
				this.root.classList.add(name);
		this.root.addEventListener('keydown', (event) => this.key(event));
		/* The page's own keys must not fire while a person writes. */
		for (const name of ['keydown', 'keyup', 'keypress'])
			this.root.addEventListener(name, stop);
		window.visualViewport?.addEventListener('resize', () =>
		    this.root.style.setProperty('--tall',
		        visualViewport.height * visualViewport.scale + 'px'));
	}

	/* --- News ------------------------------------------------------- */

	/* A state from the server.  True while answers are awaited soon. */
	take(s) {
		const stale = s.n > 0 && s.n < this.n;

		this.n = Math.max(this.n, s.n || 0);
		this.online = s.online ?? this.online;
		this.bot = s.bot ?? this.bot;
		if (s.chat || !stale && s.chat === null) {
			this.locked = s.chat?.locked ? s.chat : null;
			this.merge(this.locked ? null : s.chat, stale);
		}
		if (!stale && s.invitation !== undefined)
			this.invite.take(s.invitation);
		this.render();
		return !!this.invite.now || this.talking();
	}

	talking() {
		return !!this.chat && this.chat.status !== 'closed';
	}

	merge(chat, stale) {
		const fresh = chat && chat.id !== this.chat?.id;

		if (chat ? chat.id === this.over : !this.talking())
			return;
		if (!chat || fresh)
			this.lines.reset(chat?.id);
		if (!stale || fresh)
			this.chat = chat;
		this.core.keep('chat', chat && chat.id, 'sessionStorage');
		if (!chat)
			return;
		const news = this.lines.merge(chat);

		if (!news || news.length && chat.last > this.lines.last)
			this.core.sync();
		if (chat.typing)
			this.typedAt = Date.now();
		if (fresh)
			this.greet();
		else if (news?.some((m) => !['visitor', 'system'].includes(m.who)))
			this.hear();
		for (const {seq, who, name, text} of !fresh && news || [])
			this.tell('message', {chat: chat.id, seq, who, name, text});
	}

	/* Another account uses this browser from now on. */
	reset() {
		this.outbox.queue = [];
		this.form.set('');
		this.chat = this.locked = null;
		this.left = this.ending = false;
		this.lines.node.replaceChildren();
		this.lines.reset(0);
		this.invite.take(null);
	}

	hear() {
		this.core.warm();
		if (this.core.leads())
			chime();
	}

	/* A chat that this browser sees for the first time: one that an
	 * operator began opens the window, once, in the tab in front. */
	greet() {
		const id = String(this.chat?.id);

		if (!this.talking() || document.hidden ||
		    this.core.kept('known') === id)
			return;
		this.core.keep('known', id);
		if (this.lines.own || !this.lines.theirs.length ||
		    this.outbox.talk().length)
			return;
		this.hear();
		this.open(true);
	}

	invited(held) {
		if (held && this.invite.now.full)
			this.open(true);
		this.render();
	}

	/* What the server should know of what we have. */
	have() {
		const seen = this.opened && !document.hidden;

		return this.chat ? {chat: this.chat.id, after: this.lines.last,
		    read: seen ? this.lines.last : 0} : {};
	}

	depart() {
		this.invite.release();
	}

	/* --- Doing ------------------------------------------------------ */

	mode() {
		const sending = this.outbox.talk().length > 0;

		if (this.locked)
			return 'locked';
		if (this.talking() || sending)
			return 'chat';
		if (this.invite.held)
			return 'invite';
		if (this.chat)
			return 'chat';
		if (this.left)
			return 'left';
		return this.online || this.bot || !this.site.leave ? 'start' :
		    'leave';
	}

	open(opened) {
		this.opened = opened || this.site.still;
		this.ending = false;
		for (const store of this.site.still ? [] :
		    ['sessionStorage', 'localStorage'])
			this.core.keep('open', opened ? '1' : '0', store);
		this.render();
		if (opened)
			this.body.scrollTop = this.body.scrollHeight;
	}

	/* The person opens or closes the window: the focus goes along. */
	toggle(opened) {
		if (opened && this.site.mode === 'popup' && popup(this))
			return;
		this.core.settle();
		this.before ??= document.activeElement;
		this.open(opened);
		if (!opened)
			rest(this);
		else if (matchMedia('(pointer: fine)').matches &&
		    this.form.node.isConnected && !this.form.node.hidden)
			this.form.area.focus();
		else
			this.window.focus();
	}

	key(event) {
		if (event.key === 'Tab')
			stay(this, event);
		if (event.key !== 'Escape')
			return;
		if (this.ending)
			this.ask(false);
		else if (this.opened)
			this.toggle(false);
		else if (this.card.contains(event.target))
			this.dismiss();
	}

	dismiss() {
		this.outbox.put({path: 'closed', invitation: this.invite.end()});
		this.outbox.pump();
		this.render();
	}

	ask(ending) {
		this.ending = ending;
		this.render();
		(ending ? this.bar.querySelector('.plain') : this.endIcon).focus();
	}

	end() {
		this.ending = false;
		this.outbox.put({path: 'end', chat: this.chat.id});
		this.outbox.pump();
		this.render();
	}

	/* A button of the bot's: as if its words had been written. */
	pick(text) {
		const item = this.outbox.put({path: 'say', text,
		    chat: this.chat.id});

		this.lines.sending(item.key, text);
		this.answered();
	}

	person() {
		this.outbox.put({path: 'person', chat: this.chat.id});
		this.answered();
	}

	/* The button is gone; the focus stays near, without a keyboard on
	 * a phone. */
	answered() {
		this.window.focus();
		this.open(true);
		this.outbox.pump();
	}

	restart() {
		this.over = this.chat?.id;
		this.chat = null;
		this.left = false;
		this.core.keep('chat', null, 'sessionStorage');
		this.lines.reset(0);
		this.render();
		this.form.area.focus();
	}

	/* The chat waits, and nobody is there to see it. */
	alone() {
		return this.chat?.status === 'pending' && !this.online;
	}

	send(text, given) {
		const mode = this.mode();

		if (mode === 'chat' && given.email)
			this.outbox.put({path: 'address', ...given,
			    chat: this.chat.id});
		if (!text)
			return this.answered();

		const item = {path: mode === 'chat' ? 'say' : 'start', text,
		    chat: this.talking() ? this.chat.id : undefined, ...given};

		if (mode === 'invite') {
			item.path = 'reply';
			this.asked = this.invite.now;
			item.invitation = this.invite.end();
		} else if (mode === 'leave') {
			item.leave = 1;
		}
		this.outbox.put(item);
		if (mode !== 'leave')
			this.lines.sending(item.key, text);
		clearTimeout(this.stopping);
		this.typed = 0;
		this.open(true);
		this.form.area.focus();
		this.outbox.pump();
	}

	/* The server has answered: taken, or refused. */
	done(item, r) {
		if (r.http === 200) {
			this.left ||= !!r.left;
			this.core.take(r.state || r);
		} else if (r.code === 'has_chat' && item.path === 'start' &&
		    !(r.state || r).chat?.locked) {
			this.core.take(r.state || r);
			this.outbox.put({path: 'say', text: item.text,
			    key: item.key}, true);
			return;
		} else {
			this.refused(item, r);
			this.core.sync();
		}
		this.lines.drop(item.key);
		this.render();
	}

	refused(item, r) {
		if (!item.text)
			return item.path === 'address' &&
			    this.form.mark(['email']);
		if (item.path === 'reply' && r.http === 422 && this.asked)
			this.invite.back(this.asked);
		this.form.refuse(item.text, r.fields || ['text'],
		    r.http === 422 ? 'fields' : 'refused');
	}

	typing(on) {
		const tell = (is) => this.core.post('typing',
		    {chat: this.chat.id, on: is});

		clearTimeout(this.stopping);
		if (!this.talking())
			return;
		if (on && Date.now() - this.typed > TYPING) {
			this.typed = Date.now();
			tell(1);
		}
		if (this.typed)
			this.stopping = setTimeout(() => {
				this.typed = 0;
				if (this.talking())
					tell(0);
			}, on ? 5000 : 0);
	}
}

export async function mount(core, site) {
	await speak(core).catch(() => {});
	if (site.hosts)
		import('./hand.js').then((m) => m.mount(core, site.hosts));
	return new Widget(core, site);
}
