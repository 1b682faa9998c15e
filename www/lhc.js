/* SPDX-License-Identifier: ISC */
/*
 * lhc.js: for pages that still carry Live Helper Chat's snippet.  nginx gives
 * it at that script's address; it reads the snippet's settings, asks which
 * site the page is of, and starts our own loader.
 */
(() => {
'use strict';

const api = window.LHC_API = window.LHC_API || {};
const args = api.args || {};
const script = document.currentScript ||
    document.querySelector('script[src*="/widgetv2/index.js"]');
const base = new URL('/', script.src).href;
const LANGUAGES = {eng: 'en', ger: 'de', deu: 'de', fre: 'fr', fra: 'fr',
	esp: 'es', spa: 'es', ita: 'it', por: 'pt', pol: 'pl', rus: 'ru',
	nor: 'nb', dnk: 'da', swe: 'sv', fin: 'fi', dut: 'nl', nld: 'nl',
	tur: 'tr', lit: 'lt', lav: 'lv', est: 'et', cse: 'cs', slo: 'sk',
	hun: 'hu', ron: 'ro', bgr: 'bg', ell: 'el', ukr: 'uk', hrv: 'hr',
	jpn: 'ja', chi: 'zh', ara: 'ar', heb: 'he', per: 'fa', vnm: 'vi'};
/* What has no meaning here, and the values that ask for nothing. */
const NOTHING = [undefined, null, '', false, 0, '0'];
const UNKNOWN = ['fresh', 'operator', 'identifier', 'tag', 'theme', 'survey',
	'product', 'priority', 'bot_id', 'UUID'];
const TRIES = 6;

/* An element of that name is no stub. */
if (typeof window.beckon !== 'function')
	window.beckon = function () {
		(window.beckon.q = window.beckon.q || []).push(arguments);
	};

const beckon = (...command) => window.beckon(...command);
const text = (value) => String(value ?? '');
const number = (value) => Number.parseInt(value, 10) || '';

/* --- The snippet's settings, in our words --------------------------------- */

function size() {
	const popup = args.mode === 'popup';

	return {width: number(popup ? args.pwidth : args.wwidth),
	    height: number(popup ? args.pheight : args.wheight)};
}

function mode() {
	if (args.mode === 'embed')
		return 'box';
	if (args.mode === 'popup')
		return 'popup';
	return args.position === 'api' ? 'api' : '';
}

function settings(site) {
	return {
		...window.beckonSettings, ...site, ...size(),
		mode: mode(), box: '#lhc_status_container_page',
		check: args.check_messages === false ? 'off' : '',
		leave: args.leaveamessage === false ? 'off' : '',
		consent: args.cookie_enabled === false ? 'wait' : '',
		domain: text(args.domain),
		lang: LANGUAGES[text(args.lang).replace(/\/$/, '')] || '',
		position: /left$/.test(args.position_placement) ? 'left' :
		    /right$/.test(args.position_placement) ? 'right' : '',
		rep: args.UUID ? 'uuid' : ''
	};
}

/* One line for all that is left out. */
function told() {
	const ignored = UNKNOWN.filter((name) =>
	    !NOTHING.includes(args[name]) &&
	    !(Array.isArray(args[name]) && !args[name].length));

	if (/^(middle|full)/.test(args.position_placement))
		ignored.push('position_placement (only its side counts)');
	if (ignored.length)
		console.info('Beckon: of LHC_API.args these are ignored: ' +
		    ignored.join(', '));
}

/* --- What pages do with it ------------------------------------------------- */

const EVENTS = {
	showWidget: () => beckon('open'),
	closeWidget: () => beckon('close'),
	enableCookies: () => beckon('consent', true),
	addEvent: (list) => [list].flat().forEach((one) =>
	    beckon('event', text(one?.name ?? one?.id ?? one))),
	addTag: (tag) => beckon('event', 'tag: ' + text(tag)),
	sendChat: () => {
		console.info('Beckon: sendChat opens the widget; the visitor ' +
		    'writes by themselves');
		beckon('open');
	}
};

function emitEvent(name, given) {
	if (Object.hasOwn(EVENTS, name))
		EVENTS[name](...[given ?? []].flat());
	else
		console.info('Beckon: the event ' + text(name) + ' is ignored');
}

function page() {
	const vars = args.lhc_var;

	window.$_LHC = window.$_LHC || {};
	window.$_LHC.eventListener = {emitEvent};
	if (vars && typeof vars === 'object')
		beckon('set', vars);
	if (typeof args.loadcb === 'function')
		beckon('on', 'ready', () => args.loadcb(window.$_LHC));
}

/* --- Start ------------------------------------------------------------------ */

async function which() {
	const body = new URLSearchParams({v: 1, i: '00000000',
	    url: location.origin,
	    dep: [args.department ?? []].flat().join().slice(0, 255)});

	for (let n = 0; n < TRIES; n++) {
		const r = await fetch(base + 'w/which', {method: 'POST', body,
		    credentials: 'omit', cache: 'no-store'}).catch(() => ({}));

		if (r.ok)
			return r.json();
		if (r.status === 404)
			break;
		await new Promise((done) =>
		    setTimeout(done, 1000 * 2 ** n * (0.5 + Math.random())));
	}
	console.warn('Beckon: no site of ' + base + ' lists the host ' +
	    location.hostname + ', and none is the default one');
}

async function start() {
	const site = await which();
	const tag = document.createElement('script');

	if (!site)
		return;
	window.beckonSettings = settings(site);
	tag.src = base + 'embed.js';
	tag.async = true;
	tag.nonce = script.nonce;
	document.head.append(tag);
}

if (api.beckon)
	return;
api.beckon = true;
told();
page();
start().catch(() => {});
})();
