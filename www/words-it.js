/* SPDX-License-Identifier: ISC */
/* words-it.js: what the widget says, in Italian. */

export default {
	lang: 'it',
	dir: 'ltr',
	open: 'Scriva in chat',
	openNews: 'Scriva in chat, nuovi messaggi: $',
	close: 'Chiudi la finestra della chat',
	dismiss: 'Chiudi questo messaggio',
	chat: 'Chat',
	online: 'Online',
	offline: 'Assente',
	hello: 'Come possiamo aiutarLa?',
	helloMore: 'Ci scriva, Le risponderemo proprio qui.',
	awayMore:
	    'Al momento non c’è nessuno. Lasci la Sua domanda: troverà ' +
	    'qui la risposta quando tornerà.',
	botMore:
	    'Al momento non c’è nessuno. Il nostro assistente risponde ' +
	    'subito.',
	leave: 'Lasci un messaggio',
	leaveMore: 'Al momento non c’è nessuno. Le risponderemo per e-mail.',
	left: 'Grazie!',
	leftMore:
	    'Abbiamo ricevuto il Suo messaggio e Le scriveremo per ' +
	    'e-mail.',
	another: 'Scrivi un altro messaggio',
	name: 'Nome',
	email: 'E-mail',
	phone: 'Telefono',
	text: 'Messaggio',
	optional: 'facoltativo',
	write: 'Scriva un messaggio…',
	reply: 'Scriva una risposta…',
	send: 'Invia',
	sendLeft: 'Invia messaggio',
	sending: 'Invio in corso…',
	retry: 'Non ancora inviato, nuovo tentativo in corso…',
	sent: 'Inviato',
	read: 'Letto',
	you: 'Lei',
	operator: 'Operatore',
	bot: 'Assistente',
	typing: '$ sta scrivendo',
	pending: 'Tra un attimo qualcuno sarà da Lei.',
	pendingAway:
	    'Al momento non c’è nessuno. Troverà qui la nostra risposta ' +
	    'quando tornerà. Lasci il Suo indirizzo e-mail se possiamo ' +
	    'anche scriverLe.',
	pendingMail:
	    'Al momento non c’è nessuno. Troverà qui la nostra risposta ' +
	    'quando tornerà, oppure Le scriveremo.',
	end: 'Termina la chat',
	endSure: 'Terminare questa chat?',
	endNo: 'Continua',
	endYes: 'Termina',
	ended: 'Questa chat è terminata.',
	endedBy: '$ ha terminato la chat.',
	endedYou: 'Ha terminato la chat.',
	person: 'Parla con una persona',
	restart: 'Inizia una nuova chat',
	from: 'Messaggio da $',
	locked: 'La Sua chat continua',
	lockedMore: 'È iniziata su una pagina sicura e si può leggere solo lì.',
	lockedAway:
	    'È iniziata in un’altra sessione e non può essere mostrata ' +
	    'qui.',
	lockedGo: 'Continua sulla pagina sicura',
	team: 'Il nostro team',
	fields: 'Compili i campi evidenziati.',
	refused:
	    'Non è stato possibile inviare il messaggio. Lo modifichi e ' +
	    'riprovi.'
};
