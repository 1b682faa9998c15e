/* SPDX-License-Identifier: ISC */
/*
 * chat-parts.js: what the views are made of: words, elements, icons, links,
 * times, a sound.  Text from people becomes text nodes, nothing else.
 */

/* What the widget says; $ is replaced by what the caller gives.  words-*.js
 * have the same in other languages. */
const WORDS = {
	lang: 'en', dir: 'ltr',
	open: 'Chat with us', openNews: 'Chat with us, new messages: $',
	close: 'Close the chat window', dismiss: 'Close this message',
	chat: 'Chat', online: 'Online', offline: 'Away',
	hello: 'How can we help?',
	helloMore: 'Write to us, and we will answer right here.',
	awayMore: 'Nobody is here right now. Leave your question, and you ' +
	    'find the answer here when you come back.',
	botMore: 'Nobody is here right now. Our assistant answers at once.',
	leave: 'Leave a message',
	leaveMore: 'Nobody is here right now. We answer by e-mail.',
	left: 'Thank you!', leftMore: 'We have your message and will write ' +
	    'to you by e-mail.', another: 'Write another message',
	name: 'Name', email: 'E-mail', phone: 'Phone', text: 'Message',
	optional: 'optional', write: 'Write a message…', reply: 'Write a reply…',
	send: 'Send', sendLeft: 'Send message',
	sending: 'Sending…', retry: 'Not sent yet, trying again…',
	sent: 'Sent', read: 'Read',
	you: 'You', operator: 'Operator', bot: 'Assistant',
	typing: '$ is typing', pending: 'Someone will be with you in a moment.',
	pendingAway: 'Nobody is here right now. You find our answer here ' +
	    'when you come back. Leave your e-mail address if we may also ' +
	    'write to you.',
	pendingMail: 'Nobody is here right now. You find our answer here ' +
	    'when you come back, or we write to you.',
	end: 'End the chat', endSure: 'End this chat?', endNo: 'Keep talking',
	endYes: 'End chat', ended: 'This chat has ended.',
	endedBy: '$ has ended the chat.', endedYou: 'You have ended the chat.',
	person: 'Talk to a person', restart: 'Start a new chat',
	from: 'Message from $',
	locked: 'Your chat goes on',
	lockedMore: 'It was begun on a secure page and can be read there only.',
	lockedAway: 'It was begun in another session and cannot be shown here.',
	lockedGo: 'Continue on the secure page', team: 'Our team',
	fields: 'Please fill in what is marked.',
	refused: 'This could not be sent. Please change it and try again.'
};

const TONGUES = /^(ar|de|en|es|fr|he|it|nl|pl|pt)\b/i;

/* The first language of the tag, the page and the person that we know. */
async function speak(core) {
	const lang = [core.setting('lang'), document.documentElement.lang,
	    ...navigator.languages].map((is) => TONGUES.exec(is)?.[0])
	    .find(Boolean)?.toLowerCase() || 'en';

	if (lang !== 'en')
		Object.assign(WORDS, (await import(
		    './words-' + lang + '.js')).default);
}

const word = (name, value) =>
    WORDS[name].replace('$', () => value ?? '');

/* An element: props that exist on it are set, others become attributes. */
function el(tag, props, ...children) {
	const node = document.createElement(tag);

	for (const name in props) {
		if (name in node)
			node[name] = props[name];
		else if (props[name] != null)
			node.setAttribute(name, props[name]);
	}
	node.append(...children.filter((child) => child != null));
	return node;
}

const ICONS = {
	chat: ['M21 11.5a8.4 8.4 0 0 1-12.2 7.5L3 21l2-5.8A8.4 8.4 0 1 1 21 ' +
	    '11.5z', 'M8.5 11.5h.01M12.5 11.5h.01M16.5 11.5h.01'],
	down: ['M6 9.5l6 6 6-6'],
	close: ['M18 6L6 18', 'M6 6l12 12'],
	send: ['M12 19V5', 'M5.5 11.5L12 5l6.5 6.5'],
	end: ['M15 4h3a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2h-3', 'M10 8l-4 4 4 4',
	    'M6 12h9'],
	done: ['M5 12.5l4.5 4.5L19 7.5']
};

function icon(name) {
	const ns = 'http://www.w3.org/2000/svg';
	const svg = document.createElementNS(ns, 'svg');

	svg.setAttribute('viewBox', '0 0 24 24');
	svg.setAttribute('aria-hidden', 'true');
	for (const d of ICONS[name]) {
		const path = document.createElementNS(ns, 'path');

		path.setAttribute('d', d);
		svg.append(path);
	}
	return svg;
}

const button = (name, cls, label, onclick) =>
    el('button', {type: 'button', className: cls, onclick,
        'aria-label': label, title: label}, icon(name));

/* The circle with the first letter of a name. */
const face = (name) =>
    el('span', {className: 'face', 'aria-hidden': 'true'},
        ([...(name || '').trim()][0] || '•').toUpperCase());

/* Text with its http and https addresses made into links. */
function linked(text) {
	const out = document.createDocumentFragment();
	let rest = String(text);

	for (const part of rest.match(/https?:\/\/[^\s<>"]+/gi) || []) {
		const link = part.replace(/[.,:;!?'*_\])}]+$/, '');
		const at = rest.indexOf(part);
		let url = null;

		try {
			url = new URL(link);
		} catch { /* it stays text */ }
		out.append(rest.slice(0, at), url ? el('a', {href: url.href,
		    target: '_blank', rel: 'noopener nofollow'}, link) : link);
		rest = rest.slice(at + link.length);
	}
	out.append(rest);
	return out;
}

/* When was that?  The day too, where it is not today. */
function clock(ms) {
	const at = new Date(ms || Date.now());
	const today = new Date().toDateString() === at.toDateString();
	const hour = {hour: '2-digit', minute: '2-digit'};

	return el('time', {dateTime: at.toISOString(), dir: 'auto'},
	    today ? at.toLocaleTimeString(WORDS.lang, hour) :
	        at.toLocaleString(WORDS.lang, {day: 'numeric', month: 'short', ...hour}));
}

let audio = null;

/* Two soft tones, where the person has used the page, so that the browser
 * allows it. */
function chime() {
	if (!navigator.userActivation?.hasBeenActive || !window.AudioContext)
		return;
	audio ||= new AudioContext();
	audio.resume().catch(() => {});
	[660, 880].forEach((tone, i) => {
		const at = audio.currentTime + i * 0.11;
		const osc = audio.createOscillator();
		const vol = audio.createGain();

		osc.frequency.value = tone;
		vol.gain.setValueAtTime(0, at);
		vol.gain.linearRampToValueAtTime(0.08, at + 0.02);
		vol.gain.exponentialRampToValueAtTime(0.001, at + 0.3);
		osc.connect(vol).connect(audio.destination);
		osc.start(at);
		osc.stop(at + 0.32);
	});
}
