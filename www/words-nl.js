/* SPDX-License-Identifier: ISC */
/* words-nl.js: what the widget says, in Dutch. */

export default {
	lang: 'nl',
	dir: 'ltr',
	open: 'Chat met ons',
	openNews: 'Chat met ons, nieuwe berichten: $',
	close: 'Chatvenster sluiten',
	dismiss: 'Dit bericht sluiten',
	chat: 'Chat',
	online: 'Online',
	offline: 'Afwezig',
	hello: 'Hoe kunnen we u helpen?',
	helloMore: 'Schrijf ons, u krijgt hier meteen antwoord.',
	awayMore:
	    'Er is nu niemand aanwezig. Laat uw vraag achter, dan vindt u ' +
	    'hier het antwoord als u terugkomt.',
	botMore: 'Er is nu niemand aanwezig. Onze assistent antwoordt meteen.',
	leave: 'Laat een bericht achter',
	leaveMore: 'Er is nu niemand aanwezig. We antwoorden u per e-mail.',
	left: 'Dank u wel!',
	leftMore: 'We hebben uw bericht ontvangen en schrijven u per e-mail.',
	another: 'Nog een bericht schrijven',
	name: 'Naam',
	email: 'E-mail',
	phone: 'Telefoon',
	text: 'Bericht',
	optional: 'niet verplicht',
	write: 'Schrijf een bericht…',
	reply: 'Schrijf een antwoord…',
	send: 'Versturen',
	sendLeft: 'Bericht versturen',
	sending: 'Wordt verstuurd…',
	retry: 'Nog niet verstuurd, we proberen het opnieuw…',
	sent: 'Verstuurd',
	read: 'Gelezen',
	you: 'U',
	operator: 'Medewerker',
	bot: 'Assistent',
	typing: '$ is aan het typen',
	pending: 'Er komt zo iemand bij u.',
	pendingAway:
	    'Er is nu niemand aanwezig. U vindt ons antwoord hier als u ' +
	    'terugkomt. Laat uw e-mailadres achter als we u ook mogen ' +
	    'schrijven.',
	pendingMail:
	    'Er is nu niemand aanwezig. U vindt ons antwoord hier als u ' +
	    'terugkomt, of we schrijven u.',
	end: 'Chat beëindigen',
	endSure: 'Deze chat beëindigen?',
	endNo: 'Verder praten',
	endYes: 'Beëindigen',
	ended: 'Deze chat is beëindigd.',
	endedBy: '$ heeft de chat beëindigd.',
	endedYou: 'U hebt de chat beëindigd.',
	person: 'Met een medewerker praten',
	restart: 'Nieuwe chat beginnen',
	from: 'Bericht van $',
	locked: 'Uw chat gaat verder',
	lockedMore:
	    'De chat is begonnen op een beveiligde pagina en is alleen ' +
	    'daar te lezen.',
	lockedAway:
	    'De chat is begonnen in een andere sessie en kan hier niet ' +
	    'worden getoond.',
	lockedGo: 'Verder op de beveiligde pagina',
	team: 'Ons team',
	fields: 'Vul de gemarkeerde velden in.',
	refused:
	    'Dit kon niet worden verstuurd. Pas het aan en probeer het ' +
	    'opnieuw.'
};
