/* SPDX-License-Identifier: ISC */
/* req_json.c: a reply in JSON; apart, so that poll links no json-c. Floor 1. */
#include "lib/buf.h"
#include "lib/json.h"
#include "lib/req.h"

int
req_json(struct req *rq, const struct json *json, int status)
{
	rq->type = "application/json";
	json_write(json, &rq->body);
	return status;
}
