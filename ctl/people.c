/* SPDX-License-Identifier: ISC */
/* people.c: beckonctl operator: accounts of the back office. Floor 4. */
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "ctl/ctl.h"
#include "desk/account.h"
#include "lib/log.h"
#include "lib/mem.h"
#include "lib/passwd.h"
#include "lib/text.h"

enum {
	LINE_END = 2 /* bytes */
};

struct wanted {
	struct account_new account;
	int given; /* the password comes on standard input */
};

/* One line of standard input.  0, -1. */
static int
read_password(char *out, size_t size)
{
	size_t len;

	if (fgets(out, (int)size, stdin) == NULL) {
		log_warnx("no password on standard input");
		return -1;
	}
	len = strcspn(out, "\r\n");
	out[len] = '\0';
	if (!account_password_ok(out)) {
		log_warnx("a password has %d characters or more, and %d bytes "
			  "at most",
		    ACCOUNT_PASSWORD_MIN, ACCOUNT_PASSWORD_MAX);
		return -1;
	}
	return 0;
}

/* A password and its hash; random where none is given.  0, -1. */
static int
make_password(int given, char *password, size_t size, char *hash)
{
	if (given && read_password(password, size) == -1)
		return -1;
	if (!given)
		passwd_random(password);
	return passwd_hash(password, hash);
}

/* Options may stand before and after the login.  0, or CTL_USAGE. */
static int
parse(struct ctl *ctl, int argc, char **argv, struct wanted *w)
{
	int ch;

	*w = (struct wanted){.account = {.role = "Operator"}};
	while ((ch = getopt(argc, argv, "n:r:ap")) != -1) {
		switch (ch) {
		case 'n':
			w->account.name = text_trim(mem_str(ctl->mem, optarg));
			break;
		case 'r':
			w->account.role = optarg;
			break;
		case 'a':
			w->account.all = 1;
			break;
		case 'p':
			w->given = 1;
			break;
		default:
			return CTL_USAGE;
		}
	}
	if (argc - optind != 1)
		return CTL_USAGE;
	w->account.login = argv[optind];
	if (w->account.name == NULL)
		w->account.name = w->account.login;
	return 0;
}

/* Are the words fit to be stored?  1, or 0 logged. */
static int
words_fit(const struct account_new *a)
{
	if (!account_login_ok(a->login)) {
		log_warnx("a login has 1 to %d characters and no spaces",
		    ACCOUNT_LOGIN);
		return 0;
	}
	if (*a->name == '\0' || !text_ok(a->name, strlen(a->name)) ||
	    text_chars(a->name) > ACCOUNT_NAME) {
		log_warnx("a name has 1 to %d characters", ACCOUNT_NAME);
		return 0;
	}
	if (!text_ok(a->role, strlen(a->role))) {
		log_warnx("that is no role's name");
		return 0;
	}
	return 1;
}

static int
add(struct ctl *ctl, int argc, char **argv)
{
	char password[ACCOUNT_PASSWORD_MAX + LINE_END + 1], hash[PASSWD_HASH];
	struct wanted w;
	uint64_t id;

	if (parse(ctl, argc, argv, &w) == CTL_USAGE)
		return CTL_USAGE;
	if (!words_fit(&w.account) ||
	    make_password(w.given, password, sizeof(password), hash) == -1)
		return 1;
	w.account.hash = hash;
	switch (operator_add(ctl->db, &w.account, &id)) {
	case 1:
		break;
	case 0:
		log_warnx("%s is taken", w.account.login);
		return 1;
	case ACCOUNT_NO_ROLE:
		log_warnx("there is no role %s", w.account.role);
		return 1;
	default:
		return 1;
	}
	printf("login %s\n", w.account.login);
	if (!w.given)
		printf("password %s\n", password);
	return 0;
}

static int
reset(struct ctl *ctl, int argc, char **argv)
{
	char password[ACCOUNT_PASSWORD_MAX + LINE_END + 1], hash[PASSWD_HASH];
	struct wanted w;

	if (parse(ctl, argc, argv, &w) == CTL_USAGE)
		return CTL_USAGE;
	if (make_password(w.given, password, sizeof(password), hash) == -1)
		return 1;
	switch (operator_reset(ctl->db, w.account.login, hash)) {
	case 1:
		break;
	case 0:
		log_warnx("nobody has the login %s", w.account.login);
		return 1;
	default:
		return 1;
	}
	printf("login %s\n", w.account.login);
	if (!w.given)
		printf("password %s\n", password);
	return 0;
}

/*
 * beckonctl operator add: makes an account; its random password is printed
 * and nowhere else.  operator reset: another password; its sessions end.
 */
int
ctl_operator(struct ctl *ctl, int argc, char **argv)
{
	if (argc > 1 && strcmp(argv[0], "add") == 0)
		return add(ctl, argc, argv);
	if (argc > 1 && strcmp(argv[0], "reset") == 0)
		return reset(ctl, argc, argv);
	return CTL_USAGE;
}
