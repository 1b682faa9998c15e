/* SPDX-License-Identifier: ISC */
/* intake.c: FastCGI params made a request. Floor 1. */
#include <string.h>
#include <strings.h>

#include "lib/buf.h"
#include "lib/intake.h"
#include "lib/mem.h"
#include "lib/req.h"
#include "lib/text.h"

enum {
	PATH = 2048,  /* bytes of a path */
	QUERY = 8192, /* bytes of a query */
	VALUE = 8192, /* bytes of any other param */
	PARAMS = 15,  /* that we read */
};

/* How a value that is no plain text is answered. */
enum rule {
	STRICT,  /* 400 */
	LENIENT, /* as if it were absent: nothing is decided by it */
};

struct param {
	const char *name;
	const char **to;
	size_t max;
	enum rule rule;
	int long_status;
};

static int
is_plain(const char *s, size_t n)
{
	return text_ok(s, n) && memchr(s, '\t', n) == NULL &&
	       memchr(s, '\n', n) == NULL;
}

/* One param.  0, or the status. */
static int
take(struct req *rq, const struct param *p, const char *value)
{
	size_t n = strlen(value);

	if (n > p->max && p->rule == STRICT)
		return p->long_status;
	if (n > p->max || !is_plain(value, n)) {
		if (p->rule == STRICT)
			return 400;
		value = "";
	}
	*p->to = mem_str(rq->mem, value);
	return 0;
}

static const struct param *
find(const struct param *params, const char *text, size_t len)
{
	size_t i;

	for (i = 0; i < PARAMS; i++)
		if (strncmp(params[i].name, text, len) == 0 &&
		    params[i].name[len] == '\0')
			return &params[i];
	return NULL;
}

/* Takes all params.  One that comes twice could mean one thing to nginx and
 * another to us. */
static int
take_all(struct req *rq, const struct param *params, char *const *env)
{
	const struct param *p;
	size_t i, len;
	int status = 0;

	for (i = 0; i < PARAMS; i++)
		*params[i].to = NULL;
	for (; *env != NULL && status == 0; env++) {
		len = strcspn(*env, "=");
		p = find(params, *env, len);
		if (p == NULL || (*env)[len] == '\0')
			continue;
		if (*p->to != NULL)
			status = 400;
		else
			status = take(rq, p, *env + len + 1);
	}
	for (i = 0; i < PARAMS; i++)
		if (*params[i].to == NULL)
			*params[i].to = "";
	return status;
}

static int
is_form(const char *type)
{
	static const char form[] = "application/x-www-form-urlencoded";
	size_t n = sizeof(form) - 1;

	return strncasecmp(type, form, n) == 0 &&
	       (type[n] == '\0' || type[n] == ';' || type[n] == ' ');
}

/* What the values say together.  0, or the status. */
static int
judge(const struct req *rq, struct intake *in)
{
	uint64_t length = 0;

	if (rq->method[0] == '\0' || rq->path[0] != '/')
		return 400;
	/* nginx lets HTTP/0.9 through: it has a name and no version. */
	if (in->protocol[0] != '\0' &&
	    (strncmp(in->protocol, "HTTP/", 5) != 0 || in->protocol[5] < '1' ||
		in->protocol[5] > '3'))
		return 400;
	if (in->length[0] != '\0' && text_u64(in->length, &length) == -1)
		return 400;
	if (length > REQ_BODY)
		return 413;
	if ((length > 0 || strcmp(rq->method, "POST") == 0) &&
	    !is_form(in->type))
		return 415;
	in->body = (size_t)length;
	return 0;
}

int
intake_params(struct req *rq, struct intake *in, char *const *env)
{
	const char *https, *hx;
	const struct param params[PARAMS] = {
	    {"REQUEST_METHOD", &rq->method, 32, STRICT, 400},
	    {"SCRIPT_NAME", &rq->path, PATH, STRICT, 414},
	    {"QUERY_STRING", &in->query, QUERY, STRICT, 414},
	    {"CONTENT_TYPE", &in->type, 256, STRICT, 415},
	    {"CONTENT_LENGTH", &in->length, 20, STRICT, 413},
	    {"SERVER_PROTOCOL", &in->protocol, 16, STRICT, 400},
	    {"REMOTE_ADDR", &rq->remote, 64, STRICT, 400},
	    {"HTTP_HOST", &rq->host, 512, STRICT, 400},
	    {"HTTP_ORIGIN", &rq->origin, 512, STRICT, 400},
	    {"HTTP_COOKIE", &rq->cookie, VALUE, STRICT, 400},
	    {"HTTP_USER_AGENT", &rq->agent, VALUE, LENIENT, 0},
	    {"HTTP_ACCEPT_LANGUAGE", &rq->language, VALUE, LENIENT, 0},
	    {"HTTP_SEC_FETCH_SITE", &rq->fetch_site, 64, STRICT, 400},
	    {"HTTP_HX_REQUEST", &hx, 64, STRICT, 400},
	    {"HTTPS", &https, 8, STRICT, 400},
	};
	int status = take_all(rq, params, env);

	rq->https = strcmp(https, "on") == 0;
	rq->fragment = strcmp(hx, "true") == 0;
	return status != 0 ? status : judge(rq, in);
}

int
intake_fields(struct req *rq, const struct intake *in, char *body, size_t n)
{
	int status = req_form(rq, mem_str(rq->mem, in->query));

	if (status != 0 || body == NULL)
		return status;
	/* A NUL would hide what follows it. */
	return strlen(body) == n ? req_form(rq, body) : 400;
}
