/*
 * tests/gateway/fixture.h - captured HTTP exchanges of tests/data/gateway, and requests made by hand
 *
 * NAME.http holds the exact bytes, NAME.json what they mean.
 */
#ifndef LAPAK_TESTS_GATEWAY_FIXTURE_H
#define LAPAK_TESTS_GATEWAY_FIXTURE_H
#include <jansson.h>

#include "gateway/gateway.h"

struct fixture {
	char *http; /* start line, headers and body, cut up with NULs */
	const char *start, *query, *content_type, *body;
	size_t length; /* of the body */
	json_t *json;
};
void fixture_open(struct fixture *f, const char *name);
void fixture_close(struct fixture *f);

/* The request with its query parsed; request_release() gives the query back. */
struct request {
	struct form query;
	struct gateway_request r;
};
void request_make(
	struct request *q, const char *method, const char *endpoint, const char *query);
void request_release(struct request *q);

#endif
