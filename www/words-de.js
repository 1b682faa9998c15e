/* SPDX-License-Identifier: ISC */
/* words-de.js: what the widget says, in German. */

export default {
	lang: 'de',
	dir: 'ltr',
	open: 'Chat öffnen',
	openNews: 'Chat öffnen, neue Nachrichten: $',
	close: 'Chatfenster schließen',
	dismiss: 'Diese Nachricht schließen',
	chat: 'Chat',
	online: 'Online',
	offline: 'Abwesend',
	hello: 'Wie können wir Ihnen helfen?',
	helloMore: 'Schreiben Sie uns, wir antworten Ihnen gleich hier.',
	awayMore:
	    'Gerade ist niemand da. Hinterlassen Sie Ihre Frage, die ' +
	    'Antwort finden Sie hier, wenn Sie wiederkommen.',
	botMore: 'Gerade ist niemand da. Unser Assistent antwortet sofort.',
	leave: 'Nachricht hinterlassen',
	leaveMore: 'Gerade ist niemand da. Wir antworten Ihnen per E-Mail.',
	left: 'Vielen Dank!',
	leftMore:
	    'Wir haben Ihre Nachricht erhalten und schreiben Ihnen per ' +
	    'E-Mail.',
	another: 'Weitere Nachricht schreiben',
	name: 'Name',
	email: 'E-Mail',
	phone: 'Telefon',
	text: 'Nachricht',
	optional: 'freiwillig',
	write: 'Nachricht schreiben …',
	reply: 'Antwort schreiben …',
	send: 'Senden',
	sendLeft: 'Nachricht senden',
	sending: 'Wird gesendet …',
	retry: 'Noch nicht gesendet, neuer Versuch folgt …',
	sent: 'Gesendet',
	read: 'Gelesen',
	you: 'Sie',
	operator: 'Mitarbeiter',
	bot: 'Assistent',
	typing: '$ schreibt',
	pending: 'Gleich ist jemand für Sie da.',
	pendingAway:
	    'Gerade ist niemand da. Unsere Antwort finden Sie hier, wenn ' +
	    'Sie wiederkommen. Hinterlassen Sie Ihre E-Mail-Adresse, wenn ' +
	    'wir Ihnen auch schreiben dürfen.',
	pendingMail:
	    'Gerade ist niemand da. Unsere Antwort finden Sie hier, wenn ' +
	    'Sie wiederkommen, oder wir schreiben Ihnen.',
	end: 'Chat beenden',
	endSure: 'Diesen Chat beenden?',
	endNo: 'Weiter chatten',
	endYes: 'Chat beenden',
	ended: 'Dieser Chat ist beendet.',
	endedBy: '$ hat den Chat beendet.',
	endedYou: 'Sie haben den Chat beendet.',
	person: 'Mit einem Menschen sprechen',
	restart: 'Neuen Chat beginnen',
	from: 'Nachricht von $',
	locked: 'Ihr Chat läuft weiter',
	lockedMore:
	    'Er wurde auf einer sicheren Seite begonnen und ist nur dort ' +
	    'zu lesen.',
	lockedAway:
	    'Er wurde in einer anderen Sitzung begonnen und kann hier ' +
	    'nicht angezeigt werden.',
	lockedGo: 'Auf der sicheren Seite fortfahren',
	team: 'Unser Team',
	fields: 'Bitte füllen Sie die markierten Felder aus.',
	refused:
	    'Das konnte nicht gesendet werden. Bitte ändern Sie es und ' +
	    'versuchen Sie es noch einmal.'
};
