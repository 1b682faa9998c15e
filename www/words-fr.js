/* SPDX-License-Identifier: ISC */
/* words-fr.js: what the widget says, in French. */

export default {
	lang: 'fr',
	dir: 'ltr',
	open: 'Discuter avec nous',
	openNews: 'Discuter avec nous, nouveaux messages : $',
	close: 'Fermer la fenêtre de discussion',
	dismiss: 'Fermer ce message',
	chat: 'Discussion',
	online: 'En ligne',
	offline: 'Absent',
	hello: 'Comment pouvons-nous vous aider ?',
	helloMore: 'Écrivez-nous, nous vous répondrons ici même.',
	awayMore:
	    'Personne n’est disponible pour le moment. Laissez votre ' +
	    'question, vous trouverez la réponse ici à votre retour.',
	botMore:
	    'Personne n’est disponible pour le moment. Notre assistant ' +
	    'répond immédiatement.',
	leave: 'Laisser un message',
	leaveMore:
	    'Personne n’est disponible pour le moment. Nous vous ' +
	    'répondrons par e-mail.',
	left: 'Merci !',
	leftMore:
	    'Nous avons bien reçu votre message et vous écrirons par ' +
	    'e-mail.',
	another: 'Écrire un autre message',
	name: 'Nom',
	email: 'E-mail',
	phone: 'Téléphone',
	text: 'Message',
	optional: 'facultatif',
	write: 'Écrivez un message…',
	reply: 'Écrivez une réponse…',
	send: 'Envoyer',
	sendLeft: 'Envoyer le message',
	sending: 'Envoi en cours…',
	retry: 'Pas encore envoyé, nouvel essai en cours…',
	sent: 'Envoyé',
	read: 'Lu',
	you: 'Vous',
	operator: 'Conseiller',
	bot: 'Assistant',
	typing: '$ est en train d’écrire',
	pending: 'Quelqu’un sera à vous dans un instant.',
	pendingAway:
	    'Personne n’est disponible pour le moment. Vous trouverez ' +
	    'notre réponse ici à votre retour. Laissez votre adresse ' +
	    'e-mail si nous pouvons aussi vous écrire.',
	pendingMail:
	    'Personne n’est disponible pour le moment. Vous trouverez ' +
	    'notre réponse ici à votre retour, ou nous vous écrirons.',
	end: 'Terminer la discussion',
	endSure: 'Terminer cette discussion ?',
	endNo: 'Continuer',
	endYes: 'Terminer',
	ended: 'Cette discussion est terminée.',
	endedBy: '$ a terminé la discussion.',
	endedYou: 'Vous avez terminé la discussion.',
	person: 'Parler à une personne',
	restart: 'Nouvelle discussion',
	from: 'Message de $',
	locked: 'Votre discussion continue',
	lockedMore:
	    'Elle a commencé sur une page sécurisée et ne peut être lue ' +
	    'que là.',
	lockedAway:
	    'Elle a commencé dans une autre session et ne peut pas être ' +
	    'affichée ici.',
	lockedGo: 'Continuer sur la page sécurisée',
	team: 'Notre équipe',
	fields: 'Veuillez remplir les champs signalés.',
	refused:
	    'L’envoi n’a pas été possible. Veuillez modifier votre texte ' +
	    'et réessayer.'
};
