/* SPDX-License-Identifier: ISC */
/* words-es.js: what the widget says, in Spanish. */

export default {
	lang: 'es',
	dir: 'ltr',
	open: 'Chatee con nosotros',
	openNews: 'Chatee con nosotros, mensajes nuevos: $',
	close: 'Cerrar la ventana del chat',
	dismiss: 'Cerrar este mensaje',
	chat: 'Chat',
	online: 'En línea',
	offline: 'Ausente',
	hello: '¿En qué podemos ayudarle?',
	helloMore: 'Escríbanos y le responderemos aquí mismo.',
	awayMore:
	    'Ahora mismo no hay nadie. Deje su pregunta y encontrará aquí ' +
	    'la respuesta cuando vuelva.',
	botMore:
	    'Ahora mismo no hay nadie. Nuestro asistente responde al ' +
	    'momento.',
	leave: 'Deje un mensaje',
	leaveMore:
	    'Ahora mismo no hay nadie. Le responderemos por correo ' +
	    'electrónico.',
	left: '¡Gracias!',
	leftMore:
	    'Hemos recibido su mensaje y le escribiremos por correo ' +
	    'electrónico.',
	another: 'Escribir otro mensaje',
	name: 'Nombre',
	email: 'Correo electrónico',
	phone: 'Teléfono',
	text: 'Mensaje',
	optional: 'opcional',
	write: 'Escriba un mensaje…',
	reply: 'Escriba una respuesta…',
	send: 'Enviar',
	sendLeft: 'Enviar mensaje',
	sending: 'Enviando…',
	retry: 'Aún no se ha enviado, lo intentamos de nuevo…',
	sent: 'Enviado',
	read: 'Leído',
	you: 'Usted',
	operator: 'Agente',
	bot: 'Asistente',
	typing: '$ está escribiendo',
	pending: 'Enseguida le atenderá alguien.',
	pendingAway:
	    'Ahora mismo no hay nadie. Encontrará aquí nuestra respuesta ' +
	    'cuando vuelva. Deje su correo electrónico si también podemos ' +
	    'escribirle.',
	pendingMail:
	    'Ahora mismo no hay nadie. Encontrará aquí nuestra respuesta ' +
	    'cuando vuelva, o le escribiremos.',
	end: 'Terminar el chat',
	endSure: '¿Terminar este chat?',
	endNo: 'Seguir',
	endYes: 'Terminar',
	ended: 'Este chat ha terminado.',
	endedBy: '$ ha terminado el chat.',
	endedYou: 'Usted ha terminado el chat.',
	person: 'Hablar con una persona',
	restart: 'Iniciar un chat nuevo',
	from: 'Mensaje de $',
	locked: 'Su chat continúa',
	lockedMore: 'Se inició en una página segura y solo puede leerse allí.',
	lockedAway: 'Se inició en otra sesión y no puede mostrarse aquí.',
	lockedGo: 'Continuar en la página segura',
	team: 'Nuestro equipo',
	fields: 'Por favor, complete los campos marcados.',
	refused:
	    'No se ha podido enviar. Por favor, cambie el texto e ' +
	    'inténtelo de nuevo.'
};
