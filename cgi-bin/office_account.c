/* SPDX-License-Identifier: ISC */
/* office_account.c: what operators change about themselves. Floor 4. */
#include <string.h>

#include "lib/mem.h"
#include "lib/page.h"
#include "lib/passwd.h"
#include "lib/req.h"
#include "lib/text.h"
#include "desk/account.h"
#include "desk/own.h"
#include "desk/session.h"
#include "desk/staff.h"
#include "cgi-bin/frame.h"
#include "cgi-bin/guard.h"
#include "cgi-bin/office.h"

static void
show_fields(struct page *pg, const struct own *own)
{
	page_str(pg, own->name, "Form.name");
	page_str(pg, own->email, "Form.email");
	page_int(pg, own->auto_accept, "Form.auto_accept");
	page_int(pg, own->sound, "Form.sound");
	page_str(pg, own->languages, "Form.languages");
	if (own->away != 0)
		page_int(pg, (int64_t)own->away, "Form.away");
}

/* The page as stored, with what is wrong about the password. */
static int
show(struct req *rq, struct page *pg, int status)
{
	struct own own;
	int found = own_get(rq->db, guard_operator(rq)->id, &own);

	if (found != 1)
		return found == 0 ? 404 : 503;
	show_fields(pg, &own);
	return frame_show(rq, pg, "account.cs", status);
}

/* GET /office/account */
int
office_account(struct req *rq)
{
	return show(rq, frame_page(rq, "account"), 200);
}

/*
 * POST /office/account
 *
 *   name   1..100 characters
 *   email  may be empty
 *   auto_accept, sound  1
 *   languages  as "en,de", may be empty
 *   away   1..1440 minutes; empty: never away
 *
 *   303 to the page; 400 and the form
 */
int
office_account_save(struct req *rq)
{
	static const struct wanted name = {"name", ACCOUNT_NAME, 1},
				   email = {"email", STAFF_EMAIL, 0},
				   tongues = {"languages", OWN_LANGUAGES, 0},
				   away = {"away", 8, 0};
	struct form f = {.rq = rq, .pg = frame_page(rq, "account")};
	struct actor by = office_actor(rq);
	struct own own = {.auto_accept = req_flag(rq, "auto_accept"),
	    .sound = req_flag(rq, "sound")};
	const char *minutes;
	int result;

	show_fields(f.pg, &own);
	own.name = office_form_text(&f, &name);
	own.email = office_form_text(&f, &email);
	office_form_email(&f, own.email);
	own.languages = office_form_text(&f, &tongues);
	if (!own_languages_ok(own.languages))
		office_form_wrong(&f, "languages", "languages");
	minutes = office_form_text(&f, &away);
	if (*minutes != '\0' && (text_u64(minutes, &own.away) == -1 ||
				    own.away == 0 || own.away > OWN_AWAY))
		office_form_wrong(&f, "away", "minutes");
	if (f.wrong)
		return frame_show(rq, f.pg, "account.cs", 400);
	if ((result = own_save(rq->db, &by, &own)) != CHANGE_DONE)
		return result == CHANGE_GONE ? 404 : 503;
	return req_redirect(rq, "/office/account?said=saved");
}

/* Is the old one right?  200, or the status. */
static int
check_old(struct form *f)
{
	struct signin in = {.login = guard_operator(f->rq)->login,
	    .password = req_str(f->rq, "old"),
	    .address = f->rq->remote};

	if (in.password == NULL || *in.password == '\0' ||
	    strlen(in.password) > ACCOUNT_PASSWORD_MAX) {
		office_form_wrong(f, "old", "old");
		return 400;
	}
	switch (session_verify(f->rq->db, &in)) {
	case 1:
		return 200;
	case -1:
		return 503;
	case 2:
		office_form_wrong(f, "old", "wait");
		page_int(f->pg, in.wait, "Wait");
		req_header(f->rq, "Retry-After", "%d", in.wait);
		return 429;
	}
	office_form_wrong(f, "old", "old");
	return 400;
}

/* The new one, and then the old one, which costs time.  200, or the status. */
static int
check_passwords(struct form *f, const char *password)
{
	const char *again = req_str(f->rq, "again");

	if (password == NULL || !account_password_ok(password))
		office_form_wrong(f, "password", "password");
	else if (again == NULL || strcmp(again, password) != 0)
		office_form_wrong(f, "again", "again");
	return f->wrong ? 400 : check_old(f);
}

/*
 * POST /office/account/password: the other sessions end.
 *
 *   old              the present one
 *   password, again  the new one, 10 characters or more
 *
 *   303 to the page; 400 and the form; 429 after too many wrong ones
 */
int
office_account_password(struct req *rq)
{
	struct form f = {.rq = rq, .pg = frame_page(rq, "account")};
	struct actor by = office_actor(rq);
	const char *password = req_str(rq, "password");
	char hash[PASSWD_HASH];
	int status = check_passwords(&f, password), result;

	if (status == 503 ||
	    (status == 200 && passwd_hash(password, hash) == -1))
		return 503;
	if (status != 200)
		return show(rq, f.pg, status);
	result = own_password(rq->db, &by, guard_operator(rq), hash);
	if (result != CHANGE_DONE)
		return result == CHANGE_GONE ? 404 : 503;
	return req_redirect(rq, "/office/account?said=own-password");
}

/* "0", "1", or -1 where the field is absent; -2 where it is anything else. */
static int
choice(const struct req *rq, const char *name)
{
	const char *value = req_str(rq, name);

	if (value == NULL)
		return -1;
	if (strcmp(value, "0") == 0)
		return 0;
	return strcmp(value, "1") == 0 ? 1 : -2;
}

/*
 * POST /office/state: online or offline, visible or invisible.
 *
 *   online, visible  0 | 1; absent: as it is
 *   to               the page to come back to
 *
 *   303 there
 */
int
office_state(struct req *rq)
{
	struct actor by = office_actor(rq);
	int online = choice(rq, "online"), visible = choice(rq, "visible");
	const char *to = office_wanted(rq), *said;
	int result;

	if (online == -2 || visible == -2 || (online == -1 && visible == -1))
		return 400;
	if ((result = own_state(rq->db, &by, online, visible)) != CHANGE_DONE)
		return result == CHANGE_GONE ? 404 : 503;
	said = visible == 0  ? "invisible"
	       : visible > 0 ? "visible"
	       : online == 0 ? "offline"
			     : "online";
	return req_redirect(rq, "/%s%csaid=%s", to + 1,
	    strchr(to, '?') != NULL ? '&' : '?', said);
}
