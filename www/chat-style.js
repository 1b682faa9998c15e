/* SPDX-License-Identifier: ISC */
/*
 * chat-style.js: how the widget looks.  One constructable style sheet in our
 * shadow root: the page's styles do not reach in, ours do not reach out.
 */

const STYLE = `
:host {
all: initial !important; position: fixed !important; z-index: 2147483647 !important;
}
/* In a box of the page. */
:host([data-box]) { position: relative !important;
display: block !important; width: 100% !important; height: 100% !important;
z-index: auto !important }
@media print { :host { display: none !important } }
* { box-sizing: border-box; margin: 0; padding: 0; font: inherit;
color: inherit; letter-spacing: inherit }
[hidden] { display: none !important }
h2, b, p { text-align: -webkit-match-parent; text-align: match-parent }
.root {
--bg: #fff; --fg: #1a1f26; --dim: #5a6472; --edge: #8b929c; --line: #e2e6eb;
--soft: #f1f3f6; --bad: #b3261e; --shade: 0 8px 32px #0f172a2e,
0 2px 8px #0f172a1a;
font: 15px/1.45 system-ui, sans-serif;
color: var(--fg); color-scheme: light;
overflow-wrap: anywhere; text-align: start;
}
@media (prefers-color-scheme: dark) {
.root {
--bg: #1b2027; --fg: #e9edf2; --dim: #a5afbb; --edge: #7b848f; --line: #343c47;
--soft: #2a313b; --bad: #ff9a90; --shade: 0 8px 32px #0009, 0 0 0 1px #ffffff14;
color-scheme: dark;
}
}
button { border: 0; background: none; cursor: pointer; touch-action: manipulation }
button:disabled { opacity: .5; cursor: default }
svg { display: block; width: 24px; height: 24px; fill: none; stroke: currentColor;
stroke-width: 2; stroke-linecap: round; stroke-linejoin: round }
:focus-visible { outline: 2px solid var(--fg); outline-offset: 2px }
/* Heard, and not seen. */
.aside, .mine .who, .line:not(.new) .who { position: absolute; width: 1px;
height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }

.bubble, .window, .card { position: fixed; inset-inline-end: 20px }
.left .bubble, .left .window, .left .card { inset-inline: 20px auto }
.bubble {
bottom: 20px; width: 56px; height: 56px; border-radius: 28px; display: grid;
place-items: center; background: var(--accent); color: var(--ink);
box-shadow: 0 4px 16px #0f172a40; transition: transform .15s;
}
.bubble:hover { transform: scale(1.05) }
/* On any page. */
.bubble:focus-visible { box-shadow: 0 0 0 2px var(--bg) }
.badge {
position: absolute; top: -4px; inset-inline-end: -4px; min-width: 22px;
height: 22px; padding: 0 6px; border-radius: 11px; background: #c62828;
color: #fff; font-size: 12px; font-weight: 600; line-height: 22px;
text-align: center; box-shadow: 0 0 0 2px var(--bg);
}

.window, .card {
background: var(--bg); box-shadow: var(--shade); border-radius: 16px;
bottom: 88px; animation: rise .22s cubic-bezier(.2, .8, .3, 1);
}
@keyframes rise { from { opacity: 0; transform: translateY(12px) } }
.window {
width: var(--wide); max-width: calc(100vw - 40px); height: var(--high);
max-height: calc(100% - 108px);
display: flex; flex-direction: column; overflow: hidden;
}
.window:focus { outline: 0 }
header {
display: flex; align-items: center; gap: 12px; padding: 14px; padding-inline: 16px 12px;
background: var(--accent); color: var(--ink); flex: none;
}
header .names { flex: 1; min-width: 0 }
h2 { font-size: 16px; font-weight: 600; line-height: 1.3; white-space: nowrap;
overflow: hidden; text-overflow: ellipsis }
.status { font-size: 13px; display: flex; align-items: center; gap: 6px }
.status::before { content: ""; width: 9px; height: 9px; border-radius: 50%;
box-sizing: border-box; border: 2px solid }
.status.on::before { background: currentColor }
.face { width: 36px; height: 36px; border-radius: 18px; flex: none; display: grid;
place-items: center; font-weight: 600; font-size: 15px; user-select: none }
header .face { background: var(--ink); color: var(--accent) }
.icon { width: 36px; height: 36px; border-radius: 10px; display: grid; flex: none;
place-items: center }
.icon svg, .send svg { width: 20px; height: 20px }
.icon:hover { background: #8883 }
header :focus-visible { outline-color: var(--ink) }

.body { flex: 1; min-height: 0; overflow-y: auto; overscroll-behavior: contain;
padding: 20px 16px 8px; display: flex; flex-direction: column }
.intro { margin-bottom: 16px }
.intro:first-child:last-child, .done { margin-block: auto; text-align: center;
padding: 24px 16px }
.intro b, .done b { display: block; font-size: 18px; font-weight: 600; line-height: 1.35;
margin-bottom: 4px }
.dim { color: var(--dim); font-size: 13px }
.done svg { width: 44px; height: 44px; margin: 0 auto 12px; padding: 10px;
border-radius: 22px; background: var(--soft) }

.log { margin-top: auto; display: flex; flex-direction: column }
.line { position: relative; max-width: 84%; align-self: flex-start; margin-top: 3px }
.line.new { margin-top: 14px }
.line .who { font-size: 12px; color: var(--dim); margin: 0 4px 4px;
display: block }
.text { padding: 9px 13px; border-radius: 16px; background: var(--soft);
white-space: pre-wrap; border-start-start-radius: 5px; width: fit-content }
.line.new .text { border-radius: 16px }
.line.mine { align-self: flex-end; display: grid; justify-items: end }
.mine .text { background: var(--accent); color: var(--ink);
border-radius: 16px;
border-start-end-radius: 5px }
.system .who { display: none }
.line.system { align-self: center; text-align: center; margin: 14px 0 4px }
.system .text { background: none; padding: 0; color: var(--dim); font-size: 13px }
.text a { text-decoration: underline; text-underline-offset: 2px }
.meta { font-size: 12px; color: var(--dim); margin: 3px 4px 0; display: none }
.line.last .meta, .sending .meta, .line:hover .meta { display: block }
.mine .meta { text-align: end }
.system .meta { display: none !important }
.note { align-self: center; text-align: center; color: var(--dim);
font-size: 13px; margin-top: 14px; padding: 0 12px }
.typing { align-self: flex-start; margin-top: 10px; padding: 13px 14px;
border-radius: 16px; background: var(--soft); display: flex; gap: 4px }
.typing i { width: 6px; height: 6px; border-radius: 3px; background: var(--dim);
animation: blink 1.2s infinite }
.typing i:nth-child(2) { animation-delay: .2s }
.typing i:nth-child(3) { animation-delay: .4s }
@keyframes blink { 30% { opacity: .25 } 60% { opacity: 1 } }

.offers { display: flex; flex-wrap: wrap; gap: 8px; margin: 14px 0 6px }
.offer { padding: 7px 14px; border-radius: 18px; border: 1px solid var(--dim);
font-weight: 500; text-align: start }
.offer:hover { background: var(--soft) }
.offer.other { border-color: #0000; color: var(--dim); font-weight: 400;
padding-inline: 4px; text-decoration: underline; text-underline-offset: 3px }
.offers[inert] { opacity: .5 }

form { padding: 8px 12px 12px; display: grid; gap: 12px }
.foot { max-height: 60%; overflow-y: auto; flex: none }
.body form { padding: 0 0 8px }
label { display: grid; gap: 4px; font-size: 13px; font-weight: 500 }
label small { color: var(--dim); font-weight: 400 }
input, .area { font-size: 15px; width: 100%; padding: 9px 12px; border-radius: 10px;
border: 1px solid var(--edge); background: var(--bg); font-weight: 400 }
.area { min-height: 110px; resize: vertical; display: block }
[aria-invalid=true] { border-color: var(--bad); box-shadow: 0 0 0 1px var(--bad) }
.error { color: var(--bad); font-size: 13px }
.row { display: flex; align-items: flex-end; gap: 4px; border-radius: 22px;
border: 1px solid var(--edge); padding: 4px; background: var(--bg) }
.row:focus-within, input:focus, .area:focus { outline: 2px solid var(--dim);
outline-offset: -1px }
.row textarea { flex: 1; border: 0; background: none; outline: 0; resize: none;
padding: 7px; padding-inline: 12px 4px; height: 36px; max-height: 132px; font-size: 15px }
::placeholder { color: var(--dim); opacity: 1 }
.send { width: 36px; height: 36px; border-radius: 18px; background: var(--accent);
color: var(--ink); display: grid; place-items: center; flex: none }
.wide { padding: 11px 16px; border-radius: 12px; background: var(--accent);
color: var(--ink); font-weight: 600; text-align: center }
a.wide { display: inline-block; margin-top: 12px; text-decoration: none }
.wide:hover, .send:hover { box-shadow: 0 0 0 3px var(--line) }
.plain { background: var(--soft); color: var(--fg) }
.bar { flex: none; padding: 12px 16px 16px; border-top: 1px solid var(--line);
display: grid; gap: 10px; text-align: center }
.bar div { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; gap: 8px }

.card { width: 340px; max-width: calc(100vw - 40px); padding: 16px;
max-height: calc(100vh - 108px); overflow-y: auto }
.note-in .top { display: flex; gap: 12px; align-items: center; margin-bottom: 10px }
.note-in b { flex: 1; font-weight: 600; min-width: 0 }
.note-in .face { background: var(--accent); color: var(--ink) }
.note-in p { white-space: pre-wrap; margin-bottom: 14px }
.body .top { display: none }
.body .note-in p { background: var(--soft); padding: 9px 13px; width: fit-content;
border-radius: 16px; border-start-start-radius: 5px; max-width: 84% }
.card form { padding: 0 }
.card .icon { margin: -4px 0 auto; margin-inline-end: -6px }
[dir=rtl] header .icon svg { transform: scaleX(-1) }

@media (max-width: 480px) {
.window { inset: 0 !important; width: auto; max-width: none; border-radius: 0;
height: var(--tall, 100dvh); max-height: none; bottom: auto !important }
.open .bubble { display: none }
.card { inset-inline: 12px !important; width: auto; max-width: none }
.row textarea, input, .area { font-size: 16px }
}
@media (max-height: 520px) {
.window { bottom: 8px; height: calc(100dvh - 16px); max-height: none }
.open .bubble { display: none }
}
.still .bubble, .still .card, .still header > :last-child,
.api:not(.open) .bubble { display: none }
.still .window { animation: none; border-radius: 0; box-shadow: none;
max-width: none; max-height: none; inset: 0; width: auto; height: auto }
.root.box, .box .window { height: 100% }
.box .window { position: static; min-height: 320px; border: 1px solid var(--line) }
@media (prefers-reduced-motion: reduce) {
* { animation: none !important; transition: none !important }
}
@media (forced-colors: active) {
.window, .card, .bubble, .badge, .text, .send, .wide { border: 1px solid }
.typing i { border: 3px solid }
}
`;

const light = (part) => {
	const c = parseInt(part, 16) / 255;

	return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
};

/* The site's colour, and black or white on it: whichever is easier to
 * read; at least 4.5 to 1 with any colour. */
function colours(wish) {
	const accent = /^#[0-9a-f]{6}$/i.test(wish) ? wish : '#1f6feb';
	const l = 0.2126 * light(accent.slice(1, 3)) +
	    0.7152 * light(accent.slice(3, 5)) +
	    0.0722 * light(accent.slice(5));

	return {accent, ink: 1.05 / (l + 0.05) >= 4.5 ? '#fff' : '#000'};
}
