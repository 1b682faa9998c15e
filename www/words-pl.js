/* SPDX-License-Identifier: ISC */
/* words-pl.js: what the widget says, in Polish. */

export default {
	lang: 'pl',
	dir: 'ltr',
	open: 'Napisz do nas na czacie',
	openNews: 'Napisz do nas na czacie, nowe wiadomości: $',
	close: 'Zamknij okno czatu',
	dismiss: 'Zamknij tę wiadomość',
	chat: 'Czat',
	online: 'Online',
	offline: 'Nieobecni',
	hello: 'W czym możemy pomóc?',
	helloMore: 'Prosimy o wiadomość, odpowiemy od razu tutaj.',
	awayMore:
	    'Teraz nikogo nie ma. Prosimy zostawić pytanie, odpowiedź ' +
	    'będzie czekać tutaj.',
	botMore: 'Teraz nikogo nie ma. Nasz asystent odpowiada od razu.',
	leave: 'Zostaw wiadomość',
	leaveMore: 'Teraz nikogo nie ma. Odpowiemy e-mailem.',
	left: 'Dziękujemy!',
	leftMore: 'Otrzymaliśmy wiadomość i odpowiemy e-mailem.',
	another: 'Napisz kolejną wiadomość',
	name: 'Imię i nazwisko',
	email: 'E-mail',
	phone: 'Telefon',
	text: 'Wiadomość',
	optional: 'opcjonalnie',
	write: 'Napisz wiadomość…',
	reply: 'Napisz odpowiedź…',
	send: 'Wyślij',
	sendLeft: 'Wyślij wiadomość',
	sending: 'Wysyłanie…',
	retry: 'Jeszcze nie wysłano, próbujemy ponownie…',
	sent: 'Wysłano',
	read: 'Przeczytano',
	you: 'Ja',
	operator: 'Konsultant',
	bot: 'Asystent',
	typing: '$ pisze',
	pending: 'Za chwilę ktoś się odezwie.',
	pendingAway:
	    'Teraz nikogo nie ma. Nasza odpowiedź będzie czekać tutaj. ' +
	    'Prosimy zostawić adres e-mail, jeśli możemy także napisać.',
	pendingMail:
	    'Teraz nikogo nie ma. Nasza odpowiedź będzie czekać tutaj ' +
	    'albo napiszemy e-mail.',
	end: 'Zakończ czat',
	endSure: 'Zakończyć ten czat?',
	endNo: 'Kontynuuj rozmowę',
	endYes: 'Zakończ',
	ended: 'Ten czat został zakończony.',
	endedBy: 'Czat został zakończony przez: $',
	endedYou: 'Czat został zakończony na Państwa życzenie.',
	person: 'Porozmawiaj z człowiekiem',
	restart: 'Rozpocznij nowy czat',
	from: 'Nadawca wiadomości: $',
	locked: 'Państwa czat trwa',
	lockedMore:
	    'Rozpoczął się na bezpiecznej stronie i tylko tam można go ' +
	    'czytać.',
	lockedAway: 'Rozpoczął się w innej sesji i nie można go tutaj pokazać.',
	lockedGo: 'Przejdź na bezpieczną stronę',
	team: 'Nasz zespół',
	fields: 'Prosimy uzupełnić zaznaczone pola.',
	refused:
	    'Nie udało się wysłać. Prosimy zmienić treść i spróbować ' +
	    'ponownie.'
};
