/* web/api_call.h - private to web/: what server and dispatch do with a request for the API */
#ifndef LAPAK_WEB_API_CALL_H
#define LAPAK_WEB_API_CALL_H
#include "web/api.h"
#include "web/request.h"

#define API_ROOT "/api/v1"

/* Finds the row for r's path below API_ROOT and sets r->api and r->route, or answers 404 or 405. */
void api_find(struct request *r);
/* Bytes its body may have. */
size_t api_body_most(const struct request *r);
/* The request is whole: it waits for the transaction. */
void api_handle(struct request *r);
/* Inside the turn's transaction. As server_apply(). */
MUST_CHECK enum rc api_apply(struct request *r, int64_t now);
/* After it, when no worker has it. */
void api_settle(struct request *r, bool kept);
/* Whether it goes to a worker once the transaction is kept. */
bool api_waits_for_worker(const struct request *r);
/* Hands it over; false: the worker has too much to do. It comes back by worker_done(). */
MUST_CHECK bool api_work(struct request *r);
void api_call_free(struct api_call *c);

#endif
