/* SPDX-License-Identifier: ISC */
/* words-pt.js: what the widget says, in Portuguese. */

export default {
	lang: 'pt',
	dir: 'ltr',
	open: 'Iniciar conversa',
	openNews: 'Iniciar conversa, mensagens novas: $',
	close: 'Fechar a janela de conversa',
	dismiss: 'Fechar esta mensagem',
	chat: 'Conversa',
	online: 'Online',
	offline: 'Ausente',
	hello: 'Como podemos ajudar?',
	helloMore: 'Escreva-nos e respondemos aqui mesmo.',
	awayMore:
	    'Neste momento não há ninguém disponível. Deixe a sua ' +
	    'pergunta e encontrará aqui a resposta quando voltar.',
	botMore:
	    'Neste momento não há ninguém disponível. O nosso assistente ' +
	    'responde de imediato.',
	leave: 'Deixe uma mensagem',
	leaveMore:
	    'Neste momento não há ninguém disponível. Respondemos por ' +
	    'e-mail.',
	left: 'Obrigado!',
	leftMore: 'Recebemos a sua mensagem e vamos responder por e-mail.',
	another: 'Escrever outra mensagem',
	name: 'Nome',
	email: 'E-mail',
	phone: 'Telefone',
	text: 'Mensagem',
	optional: 'opcional',
	write: 'Escreva uma mensagem…',
	reply: 'Escreva uma resposta…',
	send: 'Enviar',
	sendLeft: 'Enviar mensagem',
	sending: 'Envio em curso…',
	retry: 'Ainda não foi enviada, nova tentativa em curso…',
	sent: 'Enviada',
	read: 'Lida',
	you: 'Eu',
	operator: 'Atendimento',
	bot: 'Assistente',
	typing: '$ escreve uma mensagem',
	pending: 'Alguém vai atender dentro de momentos.',
	pendingAway:
	    'Neste momento não há ninguém disponível. Encontrará aqui a ' +
	    'nossa resposta quando voltar. Deixe o seu e-mail se também ' +
	    'pudermos escrever-lhe.',
	pendingMail:
	    'Neste momento não há ninguém disponível. Encontrará aqui a ' +
	    'nossa resposta quando voltar, ou escrevemos-lhe.',
	end: 'Terminar a conversa',
	endSure: 'Terminar esta conversa?',
	endNo: 'Continuar',
	endYes: 'Terminar',
	ended: 'Esta conversa terminou.',
	endedBy: '$ terminou a conversa.',
	endedYou: 'A conversa foi terminada por si.',
	person: 'Falar com uma pessoa',
	restart: 'Iniciar nova conversa',
	from: 'Mensagem de $',
	locked: 'A sua conversa continua',
	lockedMore: 'Começou em uma página segura e só pode ser lida lá.',
	lockedAway: 'Começou em outra sessão e não pode ser mostrada aqui.',
	lockedGo: 'Continuar na página segura',
	team: 'O nosso atendimento',
	fields: 'Preencha os campos assinalados.',
	refused: 'Não foi possível enviar. Altere o texto e tente de novo.'
};
