/* SPDX-License-Identifier: ISC */
/*
 * chat-render.js: brings the page in line with what the widget knows.  May be
 * called at any time and as often as one likes; what is right stays untouched,
 * so neither focus nor a half-written text is lost.
 */

const STILL = 8000; /* ms after which the operator types no more */

/* Replaces what is inside only when it would be something else. */
function fill(node, what, ...inside) {
	if (node.dataset.is === what)
		return;
	node.dataset.is = what;
	node.replaceChildren(...inside.filter(Boolean));
}

function header(w, mode) {
	const by = mode === 'invite' ? w.invite.now.operator :
	    mode === 'chat' ? w.chat?.operator : null;
	const title = by || w.site.title || w.site.name || word('chat');
	const bot = mode === 'chat' ? w.chat?.status === 'bot' :
	    mode === 'start' && !w.online && w.bot;
	const online = !!(w.online || bot || by && w.talking());

	w.title.textContent = title;
	w.window.setAttribute('aria-label', title);
	fill(w.face, by || '', ...by ? [face(by)] : []);
	w.face.hidden = !by;
	w.status.textContent = word(bot ? 'bot' :
	    online ? 'online' : 'offline');
	w.status.classList.toggle('on', online);
	w.endIcon.hidden = mode !== 'chat' || !w.talking();
}

/* Is there a secure page, and are we elsewhere? */
const there = (w) => location.protocol !== 'https:' &&
    /^https:/.test(w.locked.page);

/* What stands above the lines. */
function intro(w, mode) {
	const two = (head, more) => [el('b', {dir: 'auto'}, head),
	    el('p', {className: 'dim', dir: 'auto'}, more)];

	w.intro.hidden = mode === 'chat';
	w.intro.className = mode === 'left' ? 'done' : 'intro';
	if (mode === 'start')
		fill(w.intro, mode + w.online + w.bot, ...two(
		    w.site.greeting || word('hello'),
		    word(w.online ? 'helloMore' : w.bot ? 'botMore' :
		        'awayMore')));
	else if (mode === 'leave')
		fill(w.intro, mode, ...two(word('leave'), word('leaveMore')));
	else if (mode === 'locked')
		fill(w.intro, mode + w.locked.page, ...two(
		    word('locked'), word(there(w) ? 'lockedMore' :
		        'lockedAway')), there(w) && el('a',
		    {className: 'wide', href: w.locked.page}, word('lockedGo')));
	else if (mode === 'left')
		fill(w.intro, mode, icon('done'),
		    ...two(word('left'), word('leftMore')));
	else
		fill(w.intro, '');
}

function form(w, mode) {
	const now = w.invite.now;
	const asks = {
		start: [[], [], 'write', false],
		chat: [[], w.alone() && !w.chat.email ? ['email'] : [],
		    'write', false, true],
		leave: [['email'], ['name'], 'text', true]
	};

	w.form.node.hidden = ['left', 'locked'].includes(mode) ||
	    mode === 'chat' &&
	    (!!w.chat && !w.talking() && !w.outbox.talk().length) || w.ending;
	w.form.ask(...mode === 'invite' ? [now.require || [],
	    now.optional_email ? ['email'] : [], 'reply', false] :
	    asks[mode] || asks.start);
	w.form.place(mode === 'leave' ? w.body :
	    mode === 'invite' && !w.opened ? w.card : w.foot);
}

/* What stands below the lines. */
function bar(w, mode) {
	const act = (name, cls, onclick) => el('button', {type: 'button',
	    className: 'wide ' + cls, onclick}, word(name));
	const closed = mode === 'chat' && w.form.node.hidden && !w.ending;
	const by = w.chat?.closed_by;

	w.bar.hidden = !w.ending && !closed && mode !== 'left';
	if (w.ending)
		fill(w.bar, 'ending', el('p', {}, word('endSure')),
		    el('div', {}, act('endNo', 'plain', () => w.ask(false)),
		        act('endYes', '', () => w.end())));
	else if (closed)
		fill(w.bar, 'closed' + by, el('p', {className: 'dim'},
		    by === 'visitor' ? word('endedYou') :
		        by === 'operator' ? word('endedBy',
		            w.chat.operator || word('operator')) :
		            word('ended')),
		act('restart', '', () => w.restart()));
	else if (mode === 'left')
		fill(w.bar, mode, act('another', 'plain',
		    () => w.restart()));
	else
		fill(w.bar, '');
}

function lines(w, mode) {
	const typing = mode === 'chat' && w.talking() && w.chat.typing &&
	    Date.now() - w.typedAt < STILL;
	const pending = mode === 'chat' && w.chat?.status === 'pending';
	const hint = w.online ? 'pending' :
	    w.chat?.email ? 'pendingMail' : 'pendingAway';

	w.lines.node.hidden = mode !== 'chat';
	w.hint.hidden = !pending;
	w.hint.textContent = pending ? word(hint) : '';
	w.dots.hidden = !typing;
	w.dots.setAttribute('aria-label', word('typing',
	    w.chat?.operator || word('operator')));
	clearTimeout(w.stilling);
	if (typing)
		w.stilling = setTimeout(() => w.render(), STILL + 100);
}

/* What the bot offers: the buttons of its question, and a person.  They are
 * still while an answer is on its way. */
function offers(w, mode) {
	const bot = mode === 'chat' && w.chat?.status === 'bot';
	const words = bot && w.chat.choices || [];
	const offer = (text, cls, onclick) => el('button', {type: 'button',
	    className: 'offer ' + cls, dir: 'auto', onclick}, text);

	w.offers.hidden = !bot;
	fill(w.offers, bot ? JSON.stringify([w.chat.last, ...words]) : '',
	    ...words.map((text) => offer(text, '', () => w.pick(text))),
	    offer(word('person'), 'other', () => w.person()));
	w.offers.inert = w.outbox.queue.length > 0;
}

/* The invitation stands in its card, or in the open window. */
function invitation(w, mode) {
	const shown = mode === 'invite';
	const card = shown && !w.opened;

	if (shown && !card && w.invite.node.parentNode !== w.body)
		w.body.prepend(w.invite.node);
	else if (card && w.invite.node.parentNode !== w.card)
		w.card.prepend(w.invite.node);
	if (!shown)
		w.invite.node.remove();
	if (card && w.shut.parentNode !== w.invite.node.firstChild)
		w.invite.node.firstChild.append(w.shut);
	w.shut.hidden = !card;
	w.card.hidden = !card;
	w.card.setAttribute('aria-label', shown ?
	    word('from', w.invite.now.operator || word('team')) : '');
}

/* Counts what the visitor has not seen; seen is what an open window in a
 * visible tab shows, and the server hears of it. */
function unread(w) {
	const [chat, seq] = (w.core.kept('seen') || '0:0').split(':');
	const seen = w.chat && chat === String(w.chat.id) ? +seq : 0;
	const count = !w.chat ? 0 :
	    w.lines.theirs.filter((n) => n > seen).length;

	if (count && w.opened && !document.hidden) {
		w.core.keep('seen', w.chat.id + ':' + w.lines.last);
		clearTimeout(w.reading);
		w.reading = setTimeout(() => w.core.sync(), 700);
		return 0;
	}
	return count;
}

function bubble(w) {
	const count = unread(w);
	const label = w.opened ? word('close') :
	    count ? word('openNews', count) : word('open');

	w.bubble.setAttribute('aria-label', label);
	w.bubble.setAttribute('aria-expanded', w.opened);
	w.badge.textContent = count > 99 ? '99+' : count;
	w.badge.hidden = !count;
	w.bubble.hidden = w.bare;
	w.tell('unread', count);
	/* Who does not see the number hears of it. */
	fill(w.news, label + count, count && label);
	fill(w.bubble, w.opened ? 'down' : 'chat',
	    icon(w.opened ? 'down' : 'chat'), w.badge);
}

/* The page's script hears of what it sees. */
function report(w, mode) {
	const {id, status, operator} = w.chat || {};
	const now = mode === 'invite' && w.invite.now;

	w.tell('chat', id ? {id, status, operator} : null);
	w.tell('invitation', now ? {id: now.id, text: now.text,
	    operator: now.operator} : null);
	if (w.opened !== w.openedThen)
		w.core.tell(w.opened ? 'open' : 'close');
	w.openedThen = w.opened;
}

function draw(w) {
	const mode = w.mode();
	const at = w.host.shadowRoot.activeElement;
	const low = w.body.scrollHeight - w.body.scrollTop -
	    w.body.clientHeight < 80;
	const tail = w.lines.node.lastChild;

	if (!w.host.isConnected)
		(box(w.site) || document.body).append(w.host);
	w.host.toggleAttribute('data-box', !!box(w.site));
	report(w, mode);
	w.root.classList.toggle('open', w.opened);
	w.window.hidden = !w.opened;
	header(w, mode);
	intro(w, mode);
	invitation(w, mode);
	form(w, mode);
	bar(w, mode);
	lines(w, mode);
	offers(w, mode);
	bubble(w);
	if (w.opened && mode === 'chat' && (low || tail !== w.tail))
		w.body.scrollTop = w.body.scrollHeight;
	w.tail = tail;
	w.body.tabIndex = w.body.scrollHeight > w.body.clientHeight ? 0 : -1;
	/* What had the focus is gone: it stays near. */
	if (at && !seen(at))
		rest(w);
}
