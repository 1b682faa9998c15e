/* SPDX-License-Identifier: ISC */
/* bot.h: steps of a bot, one a line, for tables. Floor 9. */
#ifndef T_UNIT_BOT_H
#define T_UNIT_BOT_H

#include "desk/bot.h"

#define SAYS(no, nm, tx, nx) \
	{ \
		.number = (no), .name = (nm), .kind = BOT_SAY, .text = (tx), \
		.again = "", .label = "", .next = (nx) \
	}
#define ASKS(no, nm, tx, nx, ...) \
	{ \
		.number = (no), .name = (nm), .kind = BOT_ASK, .text = (tx), \
		.again = "", .label = "", .next = (nx), \
		.choices = {__VA_ARGS__}, \
		.nchoices = sizeof((struct bot_choice[]){__VA_ARGS__}) / \
			    sizeof(struct bot_choice) \
	}
#define FINDS(no, nm, tx, nx, ...) \
	{ \
		.number = (no), .name = (nm), .kind = BOT_MATCH, .text = (tx), \
		.again = "", .label = "", .next = (nx), \
		.choices = {__VA_ARGS__}, \
		.nchoices = sizeof((struct bot_choice[]){__VA_ARGS__}) / \
			    sizeof(struct bot_choice) \
	}
#define KEEPS(no, nm, tx, fl, nx) \
	{ \
		.number = (no), .name = (nm), .kind = BOT_STORE, .text = (tx), \
		.again = "Again, please.", .field = (fl), .label = "Order", \
		.form = BOT_FORM_TEXT, .next = (nx) \
	}
#define GOES(no, nm, nx) \
	{ \
		.number = (no), .name = (nm), .kind = BOT_GOTO, .text = "", \
		.again = "", .label = "", .next = (nx) \
	}
#define HANDS(no, nm, tx) \
	{ \
		.number = (no), .name = (nm), .kind = BOT_HANDOVER, \
		.text = (tx), .again = "", .label = "" \
	}
#define ENDS(no, nm, tx) \
	{ \
		.number = (no), .name = (nm), .kind = BOT_END, .text = (tx), \
		.again = "", .label = "" \
	}

#endif
