/* SPDX-License-Identifier: ISC */
/* agent.h: what a browser says of itself in User-Agent.  Pure. Floor 3. */
#ifndef DESK_AGENT_H
#define DESK_AGENT_H

enum {
	AGENT_READ = 1020, /* bytes that are looked at for a bot */
	AGENT_NAME = 41    /* bytes of a name and its version, NUL included */
};

/* In the order of the column's ENUM: bound and read as numbers. */
enum agent_device {
	DEVICE_DESKTOP = 1,
	DEVICE_PHONE,
	DEVICE_TABLET,
	DEVICE_BOT
};

struct agent {
	char browser[AGENT_NAME]; /* "Firefox 128", or "" */
	char system[AGENT_NAME];  /* "Android 14", or "" */
	enum agent_device device;
};

/* Reads any bytes; the names are printable ASCII. */
void agent_read(const char *text, struct agent *);

#endif
